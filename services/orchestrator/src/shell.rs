//! The shell around the core: load, decide, save.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use rekey_bus::Postman;
use rekey_directory::Directory;
use rekey_domain::challenge::Challenge;
use rekey_domain::limits::{Allowance, FlowLimits};
use rekey_domain::reset::{ClosedReason, Command, Decision, Effect, Offer, Reply, Reset, Rules, Target};
use rekey_domain::{AccountId, DeviceId, Method, Policy, Timestamp, Tool, Way};
use rekey_passwords::Hasher;
use rekey_proofs::passkey::RelyingParty;
use rekey_runtime::config::{LimitsConfig, NetworkLadder};
use rekey_runtime::network::{self, Networks};
use rekey_runtime::{ApiProblem, Bearer, Context, Entropy, metrics};
use rekey_store::accounts::Account;
use rekey_store::caps::Guesser;
use rekey_store::holdings::{self, Holdings};
use rekey_store::resets::{self, Aside, StoredReset};
use rekey_store::tenants::{self, Tenant};
use rekey_store::{Lock, Store, StoreError, Tx, accounts, audit, deliveries};
use rekey_wire::context::RequestContext;
use rekey_wire::http::{ProblemCode, host_of};
use rekey_wire::keys::Keys;
use rekey_wire::secret::{Token, TokenHash};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{Parts, events, problems, view};

/// What every handler has.
pub(crate) struct Shell {
    pub(crate) store: Store,
    pub(crate) postman: Postman,
    pub(crate) directory: Directory,
    pub(crate) keys: Keys,
    pub(crate) hasher: Hasher,
    /// None where passkeys cannot be used at this address.
    pub(crate) relying_party: Option<RelyingParty>,
    pub(crate) limits: LimitsConfig,
    /// What a network may begin, by how hard its captchas are.
    pub(crate) network_ladder: NetworkLadder,
    /// Networks whose captchas need no more work than any.
    pub(crate) own_networks: Networks,
    pub(crate) flow: FlowLimits,
    pub(crate) public_url: String,
    pub(crate) entropy: Entropy,
    pub(crate) streams: events::Streams,
}

pub(crate) type App = State<Arc<Shell>>;

/// A reset with its organisation, as loaded in one transaction.
pub(crate) struct Loaded {
    pub(crate) stored: StoredReset,
    pub(crate) tenant: Arc<Tenant>,
    /// The policy of whose reset it is, as it is now; of single proofs it asks no less than at the start.
    pub(crate) policy: Policy,
}

/// Whose a reset is, for everything that is told of it.
pub(crate) struct Whose<'a> {
    pub(crate) tenant: &'a Tenant,
    pub(crate) policy: &'a Policy,
    pub(crate) subject_key: &'a [u8],
    /// What the account's cap says, where it was heard a moment ago.
    pub(crate) allowance: Option<Allowance>,
}

impl Loaded {
    pub(crate) fn new(shell: &Shell, stored: StoredReset, tenant: Arc<Tenant>) -> Self {
        let policy = shell.workable(tenant.policy_of_reset(&stored.reset)).at_least(stored.reset.strength);
        Self { stored, tenant, policy }
    }

    /// The reset as it was decided a moment ago, and whether there was anything to write.
    pub(crate) fn saved(self, next: Reset, is_written: bool) -> Self {
        let version = self.stored.version + i64::from(is_written);
        Self { stored: StoredReset { version, reset: next, ..self.stored }, ..self }
    }

    pub(crate) const fn reset(&self) -> &Reset {
        &self.stored.reset
    }

    /// The way to the administrator, for messages.
    pub(crate) fn help_url(&self, shell: &Shell) -> String {
        self.tenant.help_url(self.reset().group.as_deref(), &shell.public_url)
    }

    pub(crate) fn whose(&self) -> Whose<'_> {
        Whose { tenant: &self.tenant, policy: &self.policy, subject_key: &self.stored.subject_key, allowance: None }
    }

    pub(crate) fn guesser(&self) -> Guesser<'_> {
        Guesser { subject_key: &self.stored.subject_key, device: self.stored.reset.device() }
    }
}

/// An account with what it has as it is now; nothing for a decoy.
pub(crate) struct Standing {
    pub(crate) account: Option<Account>,
    pub(crate) holdings: Holdings,
}

impl Standing {
    /// Whether the account still has what gave a proof.
    fn has(&self, tool: Tool) -> bool {
        match tool {
            Tool::AuthenticatorApp(id) => self.holdings.authenticators.iter().any(|one| one.id == id),
            Tool::Passkey(id) => self.holdings.passkeys.iter().any(|one| one.id == id),
        }
    }

    /// Why the reset cannot go on, if it cannot.
    pub(crate) fn ends(&self, loaded: &Loaded, now: Timestamp) -> Option<ClosedReason> {
        loaded.reset().claimant()?;
        let is_enabled = self
            .account
            .as_ref()
            .is_some_and(|account| account.enabled && loaded.policy.enables(account.groups.iter().map(String::as_str)));
        if !is_enabled {
            return Some(ClosedReason::NotEnabled);
        }
        let group = self.account.as_ref().and_then(|account| loaded.tenant.group_of(account));
        if group != loaded.reset().group.as_deref() {
            return Some(ClosedReason::Superseded);
        }
        let is_there = |offer: &Offer| match offer.target {
            Target::Contact(id) => {
                self.holdings.contacts.iter().any(|contact| contact.id == id && contact.is_usable(now))
            }
            // Recovery codes may be used up meanwhile: that ends nothing.
            Target::Account => offer.way == Way::RecoveryCode || self.holdings.has(offer.way.means()),
            Target::Nobody => true,
        };
        if loaded.reset().claimant()?.proofs.iter().filter_map(|proof| proof.tool).any(|tool| !self.has(tool)) {
            return Some(ClosedReason::Superseded);
        }
        // Every proof is of an offer.
        (!loaded.reset().options.iter().all(is_there)).then_some(ClosedReason::Superseded)
    }
}

impl Shell {
    pub(crate) fn new(parts: Parts, postman: Postman) -> Self {
        Self {
            store: parts.store,
            postman,
            directory: parts.directory,
            keys: parts.keys,
            hasher: parts.hasher,
            relying_party: RelyingParty::new(&parts.public_url, host_of(&parts.public_url)).ok(),
            flow: parts.limits.flow(),
            network_ladder: parts.captcha.ladder(&parts.limits.starts_per_network),
            own_networks: parts.captcha.own_networks,
            limits: parts.limits,
            public_url: parts.public_url,
            entropy: parts.entropy,
            streams: events::Streams::default(),
        }
    }

    /// A policy without what cannot be used at this address.
    pub(crate) fn workable(&self, mut policy: Policy) -> Policy {
        if self.relying_party.is_none() {
            policy.methods.remove(&Method::Passkey);
        }
        policy
    }

    pub(crate) fn rules<'a>(&'a self, policy: &'a Policy) -> Rules<'a> {
        Rules { policy, limits: &self.flow }
    }

    /// The reset of a token, to be looked at or held still. The first use of a token that replaces another kills the other,
    /// but for a look.
    pub(crate) async fn load(&self, tx: &mut Tx, token: &Token, lock: Lock) -> Result<Loaded, ApiProblem> {
        let loaded = self.look_up(tx, token, lock).await?;
        if lock == Lock::ForUpdate && loaded.stored.found_by_next_token {
            resets::take_token(tx, loaded.reset().id, &token.hash()).await?;
        }
        Ok(loaded)
    }

    /// The reset of a token, to be changed by one statement over what was read. None where the token is the one that replaces
    /// another: its first use kills the other, for which the reset is held.
    pub(crate) async fn load_at_once(&self, tx: &mut Tx, token: &Token) -> Result<Option<Loaded>, ApiProblem> {
        let loaded = self.look_up(tx, token, Lock::None).await?;
        Ok(Some(loaded).filter(|loaded| !loaded.stored.found_by_next_token))
    }

    async fn look_up(&self, tx: &mut Tx, token: &Token, lock: Lock) -> Result<Loaded, ApiProblem> {
        let stored = resets::by_token(tx, &token.hash(), lock).await?.ok_or(ProblemCode::TokenInvalid)?;
        Ok(self.of_tenant(tx, stored).await?)
    }

    async fn of_tenant(&self, tx: &mut Tx, stored: StoredReset) -> Result<Loaded, StoreError> {
        let tenant = self.tenant_of(tx, &stored).await?;
        Ok(Loaded::new(self, stored, tenant))
    }

    pub(crate) async fn tenant_of(&self, tx: &mut Tx, stored: &StoredReset) -> Result<Arc<Tenant>, StoreError> {
        let tenant = tenants::at_revision(tx, stored.reset.tenant, stored.tenant_revision).await?;
        tenant.ok_or_else(|| StoreError::Corrupt(format!("reset {} has no tenant", stored.reset.id)))
    }

    /// Decides and saves. What is refused may still have ended the reset (its time was up): commit in any case.
    pub(crate) async fn act(&self, tx: &mut Tx, loaded: &Loaded, command: Command) -> Result<Decision, StoreError> {
        let decision = loaded.reset().decide(command, &self.rules(&loaded.policy), tx.now());
        self.save(tx, loaded, &decision).await?;
        Ok(decision)
    }

    /// Writes what was decided: state, caps, superseded notices, audit. Codes and owner notices are the handlers'. Whether there was
    /// anything to write.
    pub(crate) async fn save(&self, tx: &mut Tx, loaded: &Loaded, decision: &Decision) -> Result<bool, StoreError> {
        self.save_with(tx, loaded, decision, None).await
    }

    /// The same, with the token that replaces the current one.
    pub(crate) async fn save_with(
        &self,
        tx: &mut Tx,
        loaded: &Loaded,
        decision: &Decision,
        next_token: Option<TokenHash>,
    ) -> Result<bool, StoreError> {
        for effect in &decision.effects {
            if let Effect::Supersede(message) = effect {
                deliveries::supersede(tx, *message).await?;
            }
        }
        let told = told(loaded, decision);
        let aside = Aside { next_token, ..aside(loaded, decision, &told) };
        let is_written = decision.next != *loaded.reset() || !aside.is_empty();
        if is_written {
            resets::save(tx, &loaded.stored, &decision.next, &aside, self.entropy).await?;
        }
        Ok(is_written)
    }

    /// A reset before something that rests on its account is done. Where the account was disabled, is enabled no longer, or
    /// lost a contact that was offered, that has ended the reset first.
    pub(crate) async fn sound(
        &self,
        tx: &mut Tx,
        token: &Token,
        loaded: Loaded,
    ) -> Result<(Loaded, Standing), ApiProblem> {
        let standing = self.standing(tx, loaded.reset()).await?;
        let Some(reason) = standing.ends(&loaded, tx.now()) else { return Ok((loaded, standing)) };
        self.act(tx, &loaded, Command::End(reason)).await?;
        Ok((self.load(tx, token, Lock::ForUpdate).await?, standing))
    }

    /// Why a reset that nobody is asking for cannot go on, if it cannot.
    pub(crate) async fn unsound(&self, tx: &mut Tx, loaded: &Loaded) -> Result<Option<ClosedReason>, StoreError> {
        Ok(self.standing(tx, loaded.reset()).await?.ends(loaded, tx.now()))
    }

    /// The same statements for a decoy: time tells nothing.
    pub(crate) async fn standing(&self, tx: &mut Tx, reset: &Reset) -> Result<Standing, StoreError> {
        let id = reset.account().unwrap_or_else(|| AccountId::from_uuid(Uuid::nil()));
        let (account, holdings) = holdings::with_account(tx, id).await?;
        Ok(Standing { account, holdings })
    }

    pub(crate) async fn audit(
        &self,
        tx: &mut Tx,
        reset: &Reset,
        event: &'static str,
        detail: Value,
    ) -> Result<(), StoreError> {
        audit::write(tx, &entry(reset, event, &detail), self.entropy).await
    }

    /// The account of a reset.
    pub(crate) async fn account_of(&self, tx: &mut Tx, reset: &Reset) -> Result<Option<Account>, StoreError> {
        match reset.account() {
            Some(id) => accounts::by_id(tx, id).await,
            None => Ok(None),
        }
    }

    /// The digest under which a person's starts and messages are counted: with a browser of theirs for itself, so that
    /// strangers cannot use up what it has.
    pub(crate) fn person_key(&self, subject_key: &[u8], device: Option<DeviceId>) -> [u8; 32] {
        match device {
            Some(device) => self.keys.limits().of("device", &[subject_key, device.uuid().as_bytes()]),
            None => self.keys.limits().subject(subject_key),
        }
    }

    /// The digest under which a network is counted.
    pub(crate) fn network_key(&self, context: &RequestContext) -> [u8; 32] {
        self.keys.limits().network(&network::counted(context.client_address))
    }
}

/// What a step by one statement gave, counted by whether it gave anything.
pub(crate) fn counted<T>(step: &'static str, at_once: Option<T>) -> Option<T> {
    metrics::reset_step(step, at_once.is_some());
    at_once
}

/// What is told of a decision: of which state, what, and how.
pub(crate) type Told<'a> = (&'a Reset, &'static str, Value);

/// What is told of a decision.
pub(crate) fn told<'a>(loaded: &'a Loaded, decision: &'a Decision) -> Vec<Told<'a>> {
    let told = |effect: &Effect| match effect {
        Effect::GatePassed(proof) => {
            let detail = json!({ "method": proof.method.as_str(), "passed": decision.next.passed() });
            Some((&decision.next, "reset.gate_passed", detail))
        }
        Effect::Unlocked(_) => Some((&decision.next, "reset.unlocked", json!({}))),
        Effect::Completed(_) => Some((&decision.next, "reset.completed", json!({}))),
        Effect::Closed(reason) => Some((loaded.reset(), "reset.closed", json!({ "reason": format!("{reason:?}") }))),
        Effect::Send { .. }
        | Effect::Supersede(_)
        | Effect::ChargeGuess(_)
        | Effect::RefundGuess(_)
        | Effect::RotateHandle => None,
    };
    decision.effects.iter().filter_map(told).collect()
}

/// What is written along with a decision.
pub(crate) fn aside<'a>(loaded: &'a Loaded, decision: &Decision, told: &'a [Told<'a>]) -> Aside<'a> {
    let mut aside = Aside::default();
    for effect in &decision.effects {
        match effect {
            Effect::ChargeGuess(guess) => aside.charged = Some((*guess, loaded.guesser())),
            Effect::RefundGuess(guess) => aside.refunded = Some(*guess),
            Effect::GatePassed(proof) if proof.method != Method::Email => {
                let mut challenges = loaded.reset().challenges.iter();
                aside.proven =
                    challenges.find(|challenge| challenge.id == proof.challenge).and_then(Challenge::message);
            }
            _ => {}
        }
    }
    aside.entries = told.iter().map(|(reset, event, detail)| entry(reset, event, detail)).collect();
    aside
}

/// What a person did in a reset.
pub(crate) fn entry<'a>(reset: &Reset, event: &'static str, detail: &'a Value) -> audit::Entry<'a> {
    audit::Entry {
        tenant: Some(reset.tenant),
        actor: "person",
        event,
        account: reset.account(),
        flow: Some(reset.id.uuid()),
        detail,
    }
}

/// `DELETE /resets/current`.
pub(crate) async fn cancel(
    State(shell): App,
    Context(_): Context,
    Bearer(token): Bearer,
) -> Result<Response, ApiProblem> {
    let mut tx = shell.store.begin().await?;
    let loaded = shell.load(&mut tx, &token, Lock::ForUpdate).await?;
    let decision = shell.act(&mut tx, &loaded, Command::Cancel).await?;
    let now = tx.now();
    let body = view::of(&shell, &mut tx, &decision.next, &loaded.whose()).await?;
    tx.commit().await?;
    match decision.reply {
        Reply::Refused(refusal) => Err(problems::of(refusal, now)),
        _ => Ok(axum::Json(body).into_response()),
    }
}
