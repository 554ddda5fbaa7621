//! What PostgreSQL does by one statement and SQLite step by step has the same effect.

use std::time::Duration;

use rekey_domain::{
    AccountId, AuthenticatorId, ChangeId, Channel, ContactId, DeviceId, GuessId, MessageId, PasskeyId, QuestionId, Slot,
};
use rekey_runtime::Entropy;
use rekey_runtime::config::LimitsConfig;
use rekey_store::answers::StoredAnswer;
use rekey_store::authenticators::Authenticator;
use rekey_store::caps::Guesser;
use rekey_store::contacts::{Contact, Replaced};
use rekey_store::deliveries::{Attempt, Claim, Concluded, Ending, Flow, NewDelivery, News, Posted, State};
use rekey_store::devices::NewDevice;
use rekey_store::holdings::Holdings;
use rekey_store::limits::Counts;
use rekey_store::outbox::{Outgoing, Whose};
use rekey_store::passkeys::Passkey;
use rekey_store::password_changes::Fate;
use rekey_store::policy_document::{PolicyDocument, TenantSettings};
use rekey_store::recovery_codes::RecoveryCode;
use rekey_store::resets::Aside;
use rekey_store::{
    Lock, StoreError, Tx, accounts, answers, audit, authenticators, caps, contacts, deliveries, devices, holdings,
    outbox, passkeys, password_changes, recovery_codes, resets, tenants,
};
use serde_json::json;

use crate::together::{begin_due, finish_telling};
use crate::world::{World, contract, hash, id, new_reset};

const LEASE: Duration = Duration::from_secs(30);

/// One of everything that an account can have, and two of what it can have several of.
async fn equip(world: &World, tx: &mut Tx, account: AccountId) {
    let (tenant, now) = (world.tenant, tx.now());
    for slot in [Slot::MobilePhone, Slot::AlternateEmail] {
        let contact = Contact {
            id: ContactId::from_uuid(id()),
            tenant,
            account,
            slot,
            sealed: vec![1, 2],
            lookup: [7; 32],
            verified_at: Some(now),
            usable_from: now,
            retires_at: None,
        };
        contacts::put(tx, (&contact, None), Replaced::Removed).await.expect("puts");
    }
    for (label, last_step) in [("phone", Some(5)), ("tablet", None)] {
        let app = AuthenticatorId::from_uuid(id());
        let (label, sealed_secret) = (label.to_owned(), vec![3]);
        let app = Authenticator { id: app, tenant, account, label, sealed_secret, usable_from: now, last_step };
        authenticators::insert(tx, &app).await.expect("inserts");
        let credential = json!({ "key": [1, 2] });
        let key = PasskeyId::from_uuid(id());
        let key = Passkey { id: key, tenant, account, label: app.label, credential, usable_from: now };
        passkeys::insert(tx, &key).await.expect("inserts");
    }
    let answer = |question: &str| StoredAnswer {
        question: QuestionId::parse(question).expect("a question"),
        hash: format!("$hash-{question}"),
        usable_from: now.plus(Duration::from_secs(60)),
    };
    answers::set(tx, account, &[answer("pet"), answer("city")]).await.expect("sets");
    let code = |number: u8| RecoveryCode { id: id(), hash: format!("$code-{number}"), usable_from: now };
    let codes = [code(0), code(1), code(2)];
    recovery_codes::replace(tx, account, &codes).await.expect("replaces");
    assert!(recovery_codes::spend(tx, codes[1].id).await.expect("spends"));
}

pub fn letter(world: &World, tx: &Tx, flow: Option<Flow>) -> NewDelivery {
    NewDelivery {
        message: MessageId::from_uuid(id()),
        tenant: world.tenant,
        account: Some(world.account),
        channel: Channel::Email,
        purpose: "reset_code",
        flow,
        expires_at: tx.now().plus(Duration::from_secs(600)),
    }
}

pub fn outgoing<'a>(world: &World, tx: &Tx, message: MessageId, listener: &'static str) -> Outgoing<'a> {
    Outgoing {
        message,
        kind: "notice.email",
        listener,
        tenant: world.tenant,
        payload: b"sealed",
        due_at: tx.now(),
        expires_at: tx.now().plus(Duration::from_secs(600)),
        trace: Some("00-trace"),
    }
}

/// No failures.
fn nothing() -> Counts {
    Counts { scope: "sign_in_failures_per_account", subjects: Vec::new() }
}

contract! {
    async fn what_an_account_has_is_read_by_one_statement_as_by_many(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        equip(&world, &mut tx, world.account).await;
        let (all, id) = (holdings::of_account(&mut tx, world.account).await.expect("reads"), world.account);
        let each = Holdings {
            contacts: contacts::of_account(&mut tx, id).await.expect("reads"),
            authenticators: authenticators::of_account(&mut tx, id).await.expect("reads"),
            passkeys: passkeys::of_account(&mut tx, id).await.expect("reads"),
            answers: answers::of_account(&mut tx, id).await.expect("reads"),
            recovery_codes: recovery_codes::unused(&mut tx, id).await.expect("reads"),
        };
        assert_eq!(format!("{all:?}"), format!("{each:?}"));
        let counts = (all.contacts.len(), all.authenticators.len(), all.passkeys.len());
        assert_eq!((counts, all.answers.len(), all.recovery_codes.len()), ((2, 2, 2), 2, 2));
        let nobody = holdings::of_account(&mut tx, AccountId::from_uuid(crate::world::id())).await.expect("reads");
        assert_eq!(format!("{nobody:?}"), format!("{:?}", Holdings::default()));
    }

    async fn an_account_is_read_with_what_it_has_as_by_itself(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        equip(&world, &mut tx, world.account).await;
        for group in ["staff", "Ärzte \"A\"", "it"] {
            accounts::set_members(&mut tx, world.tenant, group, &[world.account]).await.expect("sets");
        }
        accounts::confirm(&mut tx, world.account).await.expect("confirms");
        let change = ChangeId::from_uuid(id());
        password_changes::make(&mut tx, world.account, change, "$argon2id$hash").await.expect("sets");
        let (account, holdings) = holdings::with_account(&mut tx, world.account).await.expect("reads");
        let (account, alone) = (account.expect("there"), accounts::by_id(&mut tx, world.account).await.expect("reads"));
        let alone = alone.expect("there");
        assert_eq!((account.id, account.tenant, &account.user_id), (alone.id, alone.tenant, &alone.user_id));
        assert_eq!((&account.display_name, &account.password_hash), (&alone.display_name, &alone.password_hash));
        assert_eq!((account.enabled, account.is_administrator, account.confirmed_at), (true, false, alone.confirmed_at));
        let sorted = |mut groups: Vec<String>| { groups.sort(); groups };
        assert_eq!(sorted(account.groups), sorted(alone.groups));
        let each = holdings::of_account(&mut tx, world.account).await.expect("reads");
        assert_eq!(format!("{holdings:?}"), format!("{each:?}"));
        let by_name = async |tx: &mut Tx, name| holdings::by_user_id(tx, world.tenant, name).await.expect("reads");
        let (named, of_named) = by_name(&mut tx, "alice@contoso.example").await;
        let named = named.expect("there");
        assert_eq!((named.id, named.password_hash, named.groups.len()), (alone.id, alone.password_hash, 3));
        assert_eq!(format!("{of_named:?}"), format!("{each:?}"));
        let stranger = holdings::with_account(&mut tx, AccountId::from_uuid(id())).await.expect("reads");
        for (nobody, nothing) in [stranger, by_name(&mut tx, "nobody@contoso.example").await] {
            assert_eq!((nobody.is_none(), format!("{nothing:?}")), (true, format!("{:?}", Holdings::default())));
        }
    }

    async fn groups_come_with_the_account_in_order(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let find = async |tx: &mut Tx| accounts::by_id(tx, world.account).await.expect("reads").expect("there").groups;
        assert!(find(&mut tx).await.is_empty());
        for group in ["staff", "Ärzte \"A\"", "it"] {
            accounts::set_members(&mut tx, world.tenant, group, &[world.account]).await.expect("sets");
        }
        let found = accounts::by_user_id(&mut tx, world.tenant, "alice@contoso.example").await.expect("reads");
        let mut groups = find(&mut tx).await;
        assert_eq!(found.expect("there").groups, groups);
        groups.sort();
        assert_eq!(groups, ["it", "staff", "Ärzte \"A\""]);
    }

    async fn a_change_of_an_organisation_is_seen_at_once_by_whoever_kept_it(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let reset = new_reset(&world, tx.now());
        resets::insert(&mut tx, &reset, b"subject", &hash(1)).await.expect("inserts");
        tx.commit().await.expect("commits");
        let read = async || {
            let mut tx = world.store.read().await.expect("reads");
            let stored = resets::by_id(&mut tx, reset.id, Lock::None).await.expect("reads").expect("there");
            tenants::at_revision(&mut tx, world.tenant, stored.tenant_revision).await.expect("reads").expect("there")
        };
        assert_eq!((read().await.settings.name.as_str(), read().await.policies.everybody.gates.count()), ("Contoso", 2));
        let settings = TenantSettings { name: "Fabrikam".into(), ..TenantSettings::default() };
        let policy = PolicyDocument { gates: Some(1), ..PolicyDocument::default() };
        let mut tx = world.store.begin().await.expect("begins");
        tenants::update(&mut tx, world.tenant, (&settings, &policy), Entropy).await.expect("updates");
        let found = tenants::by_id(&mut tx, world.tenant).await.expect("reads").expect("there");
        assert_eq!(found.settings.name, "Fabrikam", "whoever changes it sees the change");
        drop(tx);
        assert_eq!(read().await.settings.name, "Contoso", "what was not committed did not happen");
        let mut tx = world.store.begin().await.expect("begins");
        tenants::update(&mut tx, world.tenant, (&settings, &policy), Entropy).await.expect("updates");
        tx.commit().await.expect("commits");
        assert_eq!((read().await.settings.name.as_str(), read().await.policies.everybody.gates.count()), ("Fabrikam", 1));
    }

    async fn a_reset_is_saved_with_its_charges_and_entries_or_not_at_all(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let reset = new_reset(&world, tx.now());
        resets::insert(&mut tx, &reset, b"subject", &hash(1)).await.expect("inserts");
        tx.commit().await.expect("commits");
        let guesser = Guesser { subject_key: b"subject", device: Some(DeviceId::from_uuid(id())) };
        let limits = LimitsConfig { guesses_per_device: 1, ..LimitsConfig::default() };
        let (guess, detail) = (GuessId::from_uuid(id()), json!({ "passed": "1" }));
        let entry = |event| audit::Entry {
            tenant: Some(world.tenant), actor: "person", event, account: Some(world.account), flow: None, detail: &detail,
        };
        let both = || vec![entry("reset.gate_passed"), entry("reset.completed")];
        let charging = || Aside { charged: Some((guess, guesser)), entries: both(), ..Aside::default() };
        let is_spent = async |tx: &mut Tx| {
            caps::look(tx, guesser, &limits).await.expect("looks") != rekey_domain::limits::Allowance::Open
        };
        let mut tx = world.store.begin().await.expect("begins");
        let stored = resets::by_id(&mut tx, reset.id, Lock::ForUpdate).await.expect("reads").expect("there");
        let next = { let mut next = stored.reset.clone(); next.guesses = 3; next };
        resets::save(&mut tx, &stored, &next, &charging(), Entropy).await.expect("saves");
        tx.commit().await.expect("commits");
        let mut tx = world.store.begin().await.expect("begins");
        let now = resets::by_id(&mut tx, reset.id, Lock::None).await.expect("reads").expect("there");
        assert_eq!((now.reset, now.version, is_spent(&mut tx).await), (next.clone(), 2, true));
        let mut told = audit::of_account(&mut tx, world.account, 9).await.expect("reads");
        told.sort();
        assert_eq!(told, ["reset.completed", "reset.gate_passed"]);
        assert_eq!(audit::count_of(&mut tx, "reset.completed", ("passed", "1")).await.expect("counts"), 1);
        let late = resets::save(&mut tx, &stored, &next, &Aside { entries: both(), ..Aside::default() }, Entropy).await;
        assert!(matches!(late, Err(StoreError::Conflict)), "{late:?}");
        drop(tx);
        let mut tx = world.store.begin().await.expect("begins");
        let stored = resets::by_id(&mut tx, reset.id, Lock::ForUpdate).await.expect("reads").expect("there");
        let aside = Aside { refunded: Some(guess), ..Aside::default() };
        resets::save(&mut tx, &stored, &next, &aside, Entropy).await.expect("saves");
        assert!(!is_spent(&mut tx).await, "taken back");
        let stored = resets::by_id(&mut tx, reset.id, Lock::None).await.expect("reads").expect("there");
        let other = GuessId::from_uuid(id());
        let aside = Aside { charged: Some((other, guesser)), refunded: Some(other), ..charging() };
        resets::save(&mut tx, &stored, &next, &aside, Entropy).await.expect("saves");
        assert!(!is_spent(&mut tx).await, "charged and taken back at once");
    }

    async fn strangers_lose_everything_with_a_new_password_and_the_newest_browsers_stay(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let guesser = Guesser { subject_key: b"subject", device: None };
        let limits = LimitsConfig { guesses_per_account: 1, ..LimitsConfig::default() };
        caps::charge(&mut tx, GuessId::from_uuid(id()), guesser).await.expect("charges");
        accounts::forget_strangers(&mut tx, world.account, (b"subject", &nothing()), None).await.expect("forgets");
        let allowance = caps::look(&mut tx, guesser, &limits).await.expect("looks");
        assert_eq!(allowance, rekey_domain::limits::Allowance::Open);
        tx.commit().await.expect("commits");
        let mut known = Vec::new();
        for byte in 1..=4 {
            world.wait(Duration::from_secs(1));
            let (mut tx, device) = (world.store.begin().await.expect("begins"), DeviceId::from_uuid(id()));
            let new = NewDevice { id: device, token: &hash(byte), keep: 3 };
            if byte % 2 == 0 {
                devices::insert(&mut tx, world.account, &new).await.expect("inserts");
            } else {
                accounts::forget_strangers(&mut tx, world.account, (b"subject", &nothing()), Some(&new)).await.expect("forgets");
            }
            tx.commit().await.expect("commits");
            known.push(device);
        }
        let mut tx = world.store.begin().await.expect("begins");
        for (byte, device) in (1_u8..).zip(known) {
            let found = devices::find(&mut tx, world.account, &hash(byte)).await.expect("finds");
            assert_eq!(found, (byte > 1).then_some(device), "{byte}");
        }
    }

    async fn a_delivery_is_written_with_its_message_and_claimed_while_it_waits(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let new = letter(&world, &tx, None);
        let message = outgoing(&world, &tx, new.message, "notifier.email");
        deliveries::post(&mut tx, &Posted { delivery: &new, message }, Entropy).await.expect("posts");
        tx.commit().await.expect("commits");
        let mut tx = world.store.begin().await.expect("begins");
        let taken = outbox::claim(&mut tx, Whose::Of("notifier.email"), 9, LEASE).await.expect("claims");
        assert_eq!(taken.len(), 1);
        let taken = &taken[0];
        assert_eq!((taken.message, taken.attempt, &taken.payload[..]), (new.message, 1, &b"sealed"[..]));
        assert_eq!((taken.kind.as_str(), taken.trace.as_deref()), ("notice.email", Some("00-trace")));
        let claim = begin_due(&mut tx, new.message, LEASE, Some("smtp".into())).await.expect("begins");
        assert_eq!(claim, Some(Claim { fence: 1, attempt: 1 }));
        let state = deliveries::state_of(&mut tx, new.message).await.expect("finds").expect("there");
        assert_eq!(state, ("attempting".into(), Some("smtp".into())));
        assert_eq!(begin_due(&mut tx, new.message, LEASE, None).await.expect("asks"), None, "it is taken");
        assert!(matches!(deliveries::begin(&mut tx, new.message, LEASE, (None, deliveries::LeftBehind::Stays)).await, Ok(Attempt::Busy { .. })));
        for is_superseded in [true, false] {
            let mut new = letter(&world, &tx, None);
            new.expires_at = if is_superseded { new.expires_at } else { tx.now() };
            deliveries::insert(&mut tx, &new).await.expect("inserts");
            if is_superseded {
                deliveries::supersede(&mut tx, new.message).await.expect("supersedes");
            }
            assert_eq!(begin_due(&mut tx, new.message, LEASE, None).await.expect("asks"), None);
        }
        let unknown = MessageId::from_uuid(id());
        assert_eq!(begin_due(&mut tx, unknown, LEASE, None).await.expect("asks"), None);
    }

    async fn the_end_of_a_delivery_is_told_to_whoever_keeps_what_it_belongs_to(world: World) {
        for (flow, heard) in [
            (Some(Flow::Reset(id())), ["resets"].as_slice()),
            (Some(Flow::Setup(id())), ["setups"].as_slice()),
            (None, [].as_slice()),
        ] {
            let mut tx = world.store.begin().await.expect("begins");
            let new = letter(&world, &tx, flow);
            deliveries::insert(&mut tx, &new).await.expect("inserts");
            let claim = begin_due(&mut tx, new.message, LEASE, Some("smtp".into())).await.expect("begins");
            let fence = claim.expect("it waits").fence;
            let event = MessageId::from_uuid(id());
            let message = outgoing(&world, &tx, event, "nobody");
            let news = News { message, of_resets: "resets", of_setups: "setups" };
            let ending = Ending { turn: deliveries::Turn::Tried, state: State::Sent, provider: None, reference: Some("SM1") };
            let end = async |tx: &mut Tx, fence| {
                let concluded = Concluded { message: new.message, fence, ending, news: news.clone() };
                finish_telling(tx, &concluded, Entropy).await.expect("ends")
            };
            assert!(!end(&mut tx, fence + 1).await, "somebody else's claim");
            assert!(end(&mut tx, fence).await);
            assert!(!end(&mut tx, fence).await, "it is over");
            let state = deliveries::state_of(&mut tx, new.message).await.expect("finds").expect("there");
            assert_eq!(state, ("sent".into(), Some("smtp".into())), "the provider stays as it was named");
            let mut told = Vec::new();
            for listener in ["nobody", "resets", "setups"] {
                let claimed = outbox::claim(&mut tx, Whose::Of(listener), 9, LEASE).await.expect("claims");
                told.extend(claimed.into_iter().map(|claimed| (claimed.message, claimed.listener)));
            }
            let heard: Vec<(MessageId, String)> = heard.iter().map(|by| (event, (*by).to_owned())).collect();
            assert_eq!(told, heard, "{flow:?}");
            tx.commit().await.expect("commits");
        }
    }

    async fn news_find_the_reset_of_their_notice(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let reset = new_reset(&world, tx.now());
        resets::insert(&mut tx, &reset, b"subject", &hash(1)).await.expect("inserts");
        for (flow, found) in [
            (Some(Flow::Reset(reset.id.uuid())), true),
            (Some(Flow::Setup(reset.id.uuid())), false),
            (None, false),
        ] {
            let new = letter(&world, &tx, flow);
            deliveries::insert(&mut tx, &new).await.expect("inserts");
            let stored = resets::of_message(&mut tx, new.message).await.expect("reads");
            assert_eq!(stored.map(|stored| stored.reset), found.then(|| reset.clone()), "{flow:?}");
        }
    }

    async fn a_password_of_nobody_is_not_made_and_never_will_be(world: World) {
        let (nobody, change) = (AccountId::from_uuid(id()), ChangeId::from_uuid(id()));
        for _ in 0..2 {
            let mut tx = world.store.begin_single().await.expect("begins");
            assert_eq!(password_changes::make(&mut tx, nobody, change, "hash").await.expect("hears"), Fate::Barred);
            tx.commit().await.expect("commits");
        }
        let change = ChangeId::from_uuid(id());
        for hash in ["hash", "again"] {
            let mut tx = world.store.begin_single().await.expect("begins");
            assert_eq!(password_changes::make(&mut tx, world.account, change, hash).await.expect("hears"), Fate::Made);
            tx.commit().await.expect("commits");
        }
        let mut tx = world.store.begin().await.expect("begins");
        let account = accounts::by_id(&mut tx, world.account).await.expect("reads").expect("there");
        assert_eq!(account.password_hash.as_deref(), Some("hash"), "the same change again does nothing");
    }

    async fn the_time_is_known_for_a_while_and_moves_with_the_offset(world: World) {
        let asked = world.store.read().await.expect("reads").now();
        let known = world.store.time().await.expect("tells");
        assert!(known >= asked && known.since(asked) < Duration::from_secs(5), "{asked:?} {known:?}");
        world.wait(Duration::from_secs(3600));
        assert!(world.store.time().await.expect("tells").since(known) >= Duration::from_secs(3600));
        let mut tx = world.store.begin().await.expect("begins");
        let begun = tx.now();
        let after = tx.look_at_clock().await.expect("looks");
        assert!(after.since(begun) < Duration::from_secs(5) && begun.since(after) < Duration::from_secs(1));
    }
}
