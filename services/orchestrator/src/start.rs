//! `POST /resets`: who are you?

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use rekey_directory::whose;
use rekey_domain::limits::Allowance;
use rekey_domain::policy::{Disclosure, Policy};
use rekey_domain::reset::{Claimant, ClosedReason, NewReset, Offer, Opening, Reset, Subject, Target};
use rekey_domain::{AccountId, DeviceId, Means, ResetId, Slot, Timestamp, UserId, Way};
use rekey_runtime::{ApiProblem, Context, Json};
use rekey_store::accounts::Account;
use rekey_store::caps::Guesser;
use rekey_store::captchas::{self, SolvedCaptcha};
use rekey_store::contacts::Contact;
use rekey_store::decoys::Distribution;
use rekey_store::holdings::Holdings;
use rekey_store::limits::{self, Hit};
use rekey_store::tenants::Tenant;
use rekey_store::{StoreError, Tx, at_once, caps, decoys, devices, resets};
use rekey_wire::captcha::CaptchaLevel;
use rekey_wire::contact::ContactValue;
use rekey_wire::context::RequestContext;
use rekey_wire::http::{Problem, ProblemCode, ResetStarted, StartReset};
use rekey_wire::phone;
use rekey_wire::secret::Token;
use serde_json::json;

use crate::decoy::{Decoy, Membership};
use crate::shell::{App, Shell, Whose, counted, entry};
use crate::{decoy, view};

/// Longest language tag that is kept.
const LOCALE_MAX_BYTES: usize = 35;

/// Who asks, as far as it could be found out.
struct Found {
    tenant: Arc<Tenant>,
    account: Option<Account>,
    holdings: Holdings,
    /// The browser, where it is one of the account's.
    device: Option<DeviceId>,
    subject_key: Vec<u8>,
    /// The group whose policy it is, and whether it is an administrator's: of the account, or drawn for whoever is none.
    membership: Membership,
    /// What holds for it.
    policy: Policy,
    /// What decoys are drawn from, where there are any.
    distribution: Option<Distribution>,
}

impl Found {
    /// The account's id, or nobody's: the same questions are asked of the database for everybody.
    fn id(&self) -> AccountId {
        self.account.as_ref().map_or_else(|| AccountId::from_uuid(uuid::Uuid::nil()), |account| account.id)
    }
}

/// What is asked for, and by whom.
struct Start<'a> {
    found: Found,
    user_id: UserId,
    locale: String,
    hits: [Hit<'a>; 2],
    captcha: SolvedCaptcha,
    /// How hard the captcha was; the hardest in networks that the operator names.
    level: CaptchaLevel,
}

/// A reset that has begun.
struct Begun {
    reset: Reset,
    token: Token,
    allowance: Allowance,
    at: Timestamp,
}

/// `POST /resets`.
pub(crate) async fn start(
    State(shell): App,
    Context(context): Context,
    Json(body): Json<StartReset>,
) -> Result<Response, ApiProblem> {
    let user_id = UserId::parse(&body.user_id)
        .map_err(|_| ApiProblem::from(Problem::new(ProblemCode::UserIdInvalid).field("user_id")))?;
    // Nothing is held while it is looked who asks.
    let mut tx = shell.store.read_single().await?;
    let solved = shell.keys.captcha().verify(&body.captcha, tx.now()).map_err(|_| captcha_invalid())?;
    let is_own = shell.own_networks.contains(context.client_address);
    let level = if is_own { CaptchaLevel::Highest } else { solved.level };
    let captcha = SolvedCaptcha { digest: solved.digest, expires_at: solved.expires_at };
    // One that was spent buys no look at anybody.
    if captchas::is_spent(&mut tx, &captcha).await? {
        return Err(captcha_invalid());
    }
    let found = find(&shell, &mut tx, &context, &user_id).await?;
    drop(tx);
    let locale = locale(&found, body.locale.as_deref().or(context.locale.as_deref()));
    let start = Start { hits: hits(&shell, &context, &found), found, user_id, locale, captcha, level };
    let begun = match counted("start", begin_at_once(&shell, &start).await?) {
        Some(begun) => begun,
        None => begin(&shell, &start).await?,
    };
    let Found { tenant, policy, subject_key, .. } = &start.found;
    let whose = Whose { tenant, policy, subject_key, allowance: Some(begun.allowance) };
    let view = view::of_begun(&shell, &begun.reset, &whose, begun.at);
    let started = ResetStarted { token: begun.token.expose().to_owned(), reset: view };
    Ok((StatusCode::CREATED, axum::Json(started)).into_response())
}

fn captcha_too_easy(wanted: CaptchaLevel) -> ApiProblem {
    tracing::info!(level = wanted.number(), "captcha.raised");
    Problem::new(ProblemCode::CaptchaTooEasy).field("captcha").captcha_level(wanted).into()
}

fn captcha_invalid() -> ApiProblem {
    Problem::new(ProblemCode::CaptchaInvalid).field("captcha").into()
}

/// As [`begin`] by one statement; none where there is something to be told, or somebody else is counted under the same.
async fn begin_at_once(shell: &Shell, start: &Start<'_>) -> Result<Option<Begun>, ApiProblem> {
    let Some(mut once) = shell.store.at_once().await? else { return Ok(None) };
    let at = once.now();
    let (reset, token) = (start.reset(shell, at)?, Token::draw(&mut |buffer| shell.entropy.fill(buffer)));
    let detail = json!({});
    let new = at_once::NewReset {
        reset: &reset,
        subject_key: &start.found.subject_key,
        token: &token.hash(),
        entry: entry(&reset, "reset.started", &detail),
        // Without room at this level it is looked at which one is wanted.
        hits: &start.hits_at(start.level, shell),
        captcha: &start.captcha,
    };
    let allowance = at_once::begin(&mut once, &new, &shell.limits, shell.entropy).await?;
    Ok(allowance.map(|allowance| Begun { reset, token, allowance, at }))
}

/// Spends the captcha, counts the start and writes the reset.
async fn begin(shell: &Shell, start: &Start<'_>) -> Result<Begun, ApiProblem> {
    let mut tx = shell.store.begin().await?;
    limits::hold(&mut tx, &start.hits).await?;
    if let Some(wanted) = start.wanted_level(shell, &mut tx).await?.filter(|wanted| *wanted > start.level) {
        if !captchas::spend(&mut tx, &start.captcha).await? {
            return Err(captcha_invalid());
        }
        // The captcha is spent, and nothing is counted.
        tx.commit().await?;
        return Err(captcha_too_easy(wanted));
    }
    let charged = limits::charge(&mut tx, &start.hits, shell.entropy).await?;
    if !captchas::spend(&mut tx, &start.captcha).await? {
        // Nothing is counted for it.
        return Err(captcha_invalid());
    }
    let at = tx.now();
    if let Err(problem) = charged.made(at) {
        // The captcha stays spent.
        tx.commit().await?;
        return Err(problem);
    }
    let (reset, token) = (start.reset(shell, at)?, Token::draw(&mut |buffer| shell.entropy.fill(buffer)));
    resets::insert(&mut tx, &reset, &start.found.subject_key, &token.hash()).await?;
    shell.audit(&mut tx, &reset, "reset.started", json!({})).await?;
    let guesser = Guesser { subject_key: &start.found.subject_key, device: reset.device() };
    let allowance = caps::look(&mut tx, guesser, &shell.limits).await?;
    tx.commit().await?;
    Ok(Begun { reset, token, allowance, at })
}

impl Start<'_> {
    /// What it is counted under, with the windows of a network at this level.
    fn hits_at<'b>(&'b self, level: CaptchaLevel, shell: &'b Shell) -> [Hit<'b>; 2] {
        let [account, network] = self.hits.clone();
        [account, Hit { windows: shell.network_ladder.windows(level), ..network }]
    }

    /// The easiest level, from the captcha's own on, at which the network has room now. None where it has none at any: that is told
    /// whatever the captcha was. It follows from the network alone.
    async fn wanted_level(&self, shell: &Shell, tx: &mut Tx) -> Result<Option<CaptchaLevel>, StoreError> {
        for level in CaptchaLevel::ALL.into_iter().filter(|level| *level >= self.level) {
            let [_, network] = self.hits_at(level, shell);
            if limits::opens_at(tx, &network).await?.is_none() {
                return Ok(Some(level));
            }
        }
        Ok(None)
    }

    /// The reset as it begins.
    fn reset(&self, shell: &Shell, now: Timestamp) -> Result<Reset, StoreError> {
        let found = &self.found;
        let new = NewReset {
            id: ResetId::from_uuid(shell.entropy.uuid(now)),
            tenant: found.tenant.id,
            group: found.membership.group.clone(),
            is_administrators: found.membership.is_administrators,
            locale: self.locale.clone(),
            opening: open(shell, found, &self.user_id, now)?,
        };
        Ok(Reset::begin(new, &shell.rules(&found.policy), now))
    }
}

async fn find(shell: &Shell, tx: &mut Tx, context: &RequestContext, user_id: &UserId) -> Result<Found, ApiProblem> {
    let whose = whose(tx, &context.host, Some(user_id)).await?.ok_or_else(|| {
        tracing::error!("there is no tenant: run `rekey settings apply`");
        ApiProblem::from(ProblemCode::Unavailable)
    })?;
    let (account, holdings) = shell.directory.find_whole(tx, whose.tenant.id, user_id).await?;
    let (account, holdings) = if whose.is_ours { (account, holdings) } else { (None, Holdings::default()) };
    let subject_key = match &account {
        Some(account) => account.id.uuid().as_bytes().to_vec(),
        None => Decoy { keys: &shell.keys, tenant: whose.tenant.id, user_id: user_id.as_str() }.subject_key().to_vec(),
    };
    let tenant = whose.tenant;
    // Disclosure is the whole organisation's: where nobody's account is hidden, nothing is drawn for anybody.
    let hides = tenant.policies.everybody.disclosure == Disclosure::Uniform;
    let distribution =
        if hides { decoys::newest(tx, tenant.id).await?.map(|(_, distribution)| distribution) } else { None };
    let membership = match &account {
        Some(account) => Membership {
            group: tenant.group_of(account).map(str::to_owned),
            is_administrators: account.is_administrator,
        },
        None if hides => {
            let shares = distribution.as_ref().map(|distribution| &distribution.policy_shares[..]);
            let decoy = Decoy { keys: &shell.keys, tenant: tenant.id, user_id: user_id.as_str() };
            decoy.membership(&tenant.policies, shares.unwrap_or_default())
        }
        None => Membership::default(),
    };
    let policy = shell.workable(tenant.policy_for(membership.group.as_deref(), membership.is_administrators));
    let mut found = Found { tenant, account, holdings, device: None, subject_key, membership, policy, distribution };
    found.device = known_device(tx, found.id(), context).await?;
    Ok(found)
}

/// What a start is counted under.
fn hits<'a>(shell: &'a Shell, context: &RequestContext, found: &Found) -> [Hit<'a>; 2] {
    [
        Hit {
            scope: "starts_per_account",
            subject: shell.person_key(&found.subject_key, found.device),
            windows: &shell.limits.starts_per_account,
        },
        Hit {
            scope: "starts_per_network",
            subject: shell.network_key(context),
            windows: &shell.limits.starts_per_network,
        },
    ]
}

/// What the reset begins with.
fn open(shell: &Shell, found: &Found, user_id: &UserId, now: Timestamp) -> Result<Opening, StoreError> {
    let policy = &found.policy;
    let enabled = found
        .account
        .as_ref()
        .filter(|account| account.enabled && policy.enables(account.groups.iter().map(String::as_str)));
    let options = enabled.map(|_| offers(shell, &found.holdings, policy, now)).unwrap_or_default();
    let capable = policy.is_capable(options.iter().map(|offer| offer.way.means()));
    match (enabled, capable, policy.disclosure) {
        (Some(account), true, _) => {
            let claimant = Claimant { account: account.id, device: found.device, proofs: Vec::new() };
            Ok(Opening::Offered { subject: Subject::Account(claimant), options })
        }
        (Some(account), false, Disclosure::Explicit) => {
            Ok(Opening::Refused { account: Some(account.id), reason: ClosedReason::NotRegistered })
        }
        (None, _, Disclosure::Explicit) => {
            let account = found.account.as_ref().map(|account| account.id);
            Ok(Opening::Refused { account, reason: ClosedReason::NotEnabled })
        }
        (_, _, Disclosure::Uniform) => {
            let decoy = Decoy { keys: &shell.keys, tenant: found.tenant.id, user_id: user_id.as_str() };
            let holds = decoy.holds(policy, &found.distribution.clone().unwrap_or_else(decoy::built_in));
            let options = decoy::reset_offers(holds, policy, || decoy::option_id(shell.entropy));
            Ok(Opening::Offered { subject: Subject::Decoy, options })
        }
    }
}

async fn known_device(tx: &mut Tx, id: AccountId, context: &RequestContext) -> Result<Option<DeviceId>, StoreError> {
    match context.device.as_deref().and_then(Token::parse) {
        Some(token) => devices::find(tx, id, &token.hash()).await,
        None => Ok(None),
    }
}

/// The order of the ways: email first, then phones and questions, as the model product lists them.
pub(crate) const ORDER: [Means; 9] = [
    Means::Contact(Slot::AlternateEmail),
    Means::Contact(Slot::AuthenticationEmail),
    Means::Contact(Slot::MobilePhone),
    Means::Contact(Slot::AuthenticationPhone),
    Means::Contact(Slot::OfficePhone),
    Means::Questions,
    Means::AuthenticatorApp,
    Means::Passkey,
    Means::RecoveryCodes,
];

/// The ways of an account: of each contact that is usable now and can be written to, and of everything else that it has.
fn offers(shell: &Shell, holdings: &Holdings, policy: &Policy, now: Timestamp) -> Vec<Offer> {
    let means = holdings.usable(policy, now);
    let mut offers = Vec::new();
    for each in ORDER.into_iter().filter(|each| means.contains(each)) {
        let Means::Contact(slot) = each else {
            let offer = |way: Way| {
                let id = decoy::option_id(shell.entropy);
                Offer { id, way, target: Target::Account, hint: String::new() }
            };
            offers.extend(policy.ways(each).into_iter().map(offer));
            continue;
        };
        let usable = |contact: &&Contact| contact.slot == slot && contact.is_usable(now);
        for contact in holdings.contacts.iter().filter(usable) {
            let value = contact.open_or_log(&shell.keys).filter(|value| is_reachable(value, policy));
            let Some(hint) = value.map(|value| value.hint()) else { continue };
            for way in policy.ways(each) {
                let (id, target) = (decoy::option_id(shell.entropy), Target::Contact(contact.id));
                offers.push(Offer { id, way, target, hint: hint.clone() });
            }
        }
    }
    offers
}

/// Whether a code may go there: policy may have taken a country away, and who puts a number there may have taken any.
fn is_reachable(value: &ContactValue, policy: &Policy) -> bool {
    match value {
        ContactValue::Email(_) => true,
        ContactValue::Phone(number) => phone::may_be_reached(number, &policy.countries).is_ok(),
    }
}

/// The language that is asked for; else the organisation's, or the group's where that tells nobody its members.
fn locale(found: &Found, wanted: Option<&str>) -> String {
    let is_tag = |tag: &&str| {
        (2..=LOCALE_MAX_BYTES).contains(&tag.len())
            && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let group = || found.account.as_ref().and_then(|account| found.tenant.group_of(account));
    let is_told = found.policy.disclosure == Disclosure::Explicit || found.device.is_some();
    wanted.filter(is_tag).map_or_else(|| found.tenant.locale(is_told.then(group).flatten()), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_means_has_its_place_in_the_order() {
        let (mut ordered, mut all) = (ORDER.to_vec(), Means::ALL.to_vec());
        ordered.sort();
        all.sort();
        assert_eq!(ordered, all);
    }
}
