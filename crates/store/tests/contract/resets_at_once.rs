//! Steps of a reset by one statement of PostgreSQL: all of it or nothing, exact while many are at it, and waiting for nobody.

use std::time::Duration;

use rekey_domain::limits::Allowance;
use rekey_domain::reset::{Change, Claimant, ClosedReason, Reset, Stage};
use rekey_domain::{ChangeId, Channel, ContactId, DeviceId, GuessId, Mac32, MessageId, SignInId, Slot, Timestamp};
use rekey_runtime::Entropy;
use rekey_runtime::config::{LimitsConfig, Window};
use rekey_store::at_once::{self, Completion, NewReset};
use rekey_store::caps::Guesser;
use rekey_store::captchas::{self, SolvedCaptcha};
use rekey_store::contacts::{Contact, Replaced};
use rekey_store::deliveries::{Flow, NewDelivery, Posted};
use rekey_store::devices::NewDevice;
use rekey_store::limits::{Charge, Counts, Hit};
use rekey_store::outbox::Outgoing;
use rekey_store::resets::{Aside, StoredReset};
use rekey_store::sign_ins::{SignIn, Standing};
use rekey_store::{
    AtOnce, Lock, Store, Tx, accounts, audit, caps, contacts, deliveries, devices, limits, outbox, resets, sign_ins,
};
use rekey_testkit::Engine;
use serde_json::{Value, json};

use crate::world::{World, contract, hash, id, new_reset, postgres};

/// Longer than a statement takes.
const A_WHILE: Duration = Duration::from_millis(300);

/// A cap that one charge spends.
fn narrow() -> LimitsConfig {
    LimitsConfig { guesses_per_account: 1, guesses_per_device: 1, ..LimitsConfig::default() }
}

async fn at_once(store: &Store) -> AtOnce {
    store.at_once().await.expect("begins").expect("PostgreSQL does")
}

fn entry<'a>(world: &World, event: &'static str, detail: &'a Value) -> audit::Entry<'a> {
    audit::Entry {
        tenant: Some(world.tenant),
        actor: "person",
        event,
        account: Some(world.account),
        flow: None,
        detail,
    }
}

/// A reset of the account that was begun.
async fn begun(world: &World, byte: u8) -> StoredReset {
    let mut tx = world.store.begin().await.expect("begins");
    let reset = new_reset(world, tx.now());
    resets::insert(&mut tx, &reset, b"subject", &hash(byte)).await.expect("inserts");
    let stored = resets::by_id(&mut tx, reset.id, Lock::None).await.expect("reads").expect("there");
    tx.commit().await.expect("commits");
    stored
}

/// It with so many guesses.
fn guessed(stored: &StoredReset, guesses: u8) -> Reset {
    Reset { guesses, ..stored.reset.clone() }
}

/// How often the account was guessed at by anybody, and what was told of it.
async fn standing(world: &World, stored: &StoredReset) -> (u8, i64, Vec<String>) {
    let mut tx = world.store.begin().await.expect("begins");
    let now = resets::by_id(&mut tx, stored.reset.id, Lock::None).await.expect("reads").expect("there");
    let mut told = audit::of_account(&mut tx, world.account, 9).await.expect("reads");
    told.sort();
    (now.reset.guesses, now.version, told)
}

async fn is_spent(world: &World, device: Option<DeviceId>) -> bool {
    let mut tx = world.store.begin().await.expect("begins");
    let guesser = Guesser { subject_key: b"subject", device };
    caps::look(&mut tx, guesser, &narrow()).await.expect("looks") != Allowance::Open
}

/// A transaction under whose lock this is counted.
async fn counting(store: &Store, hit: &Hit<'_>) -> Tx {
    let mut tx = store.begin().await.expect("begins");
    let since = tx.now();
    limits::counted(&mut tx, hit, since, 1).await.expect("waits for nobody");
    tx
}

/// How many hits a subject has, as far as can be seen without waiting.
async fn hits_of(world: &World, hit: &Hit<'_>) -> u32 {
    let mut tx = world.store.begin().await.expect("begins");
    let mut most = 0;
    for max in 1..=9 {
        let windows = [Window { max, seconds: 600 }];
        if limits::opens_at(&mut tx, &Hit { windows: &windows, ..hit.clone() }).await.expect("asks").is_some() {
            most = max;
        }
    }
    most
}

fn letter(world: &World, stored: &StoredReset) -> NewDelivery {
    NewDelivery {
        message: MessageId::from_uuid(id()),
        tenant: world.tenant,
        account: Some(world.account),
        channel: Channel::Email,
        purpose: "reset_code",
        flow: Some(Flow::Reset(stored.reset.id.uuid())),
        expires_at: stored.reset.expires_at,
    }
}

fn posted(delivery: &NewDelivery, due_at: Timestamp) -> Posted<'_> {
    let message = Outgoing {
        message: delivery.message,
        kind: "notice.email",
        listener: "rekey.notice.email",
        tenant: delivery.tenant,
        payload: b"sealed",
        due_at,
        expires_at: delivery.expires_at,
        trace: Some("00-trace"),
    };
    Posted { delivery, message }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_embedded_database_does_nothing_at_once() {
    let world = World::new(Engine::Sqlite).await;
    assert!(world.store.at_once().await.expect("answers").is_none());
}

postgres! {
    async fn a_reset_begins_with_its_captcha_its_hits_and_its_entry_or_not_at_all(world: World) {
        let windows = [Window { max: 2, seconds: 600 }];
        let hits = [1, 2].map(|byte| Hit { scope: "starts", subject: [byte; 32], windows: &windows });
        let detail = json!({ "from": "here" });
        let begin = async |byte: u8, captcha: u8| {
            let mut tx = at_once(&world.store).await;
            let reset = new_reset(&world, tx.now());
            let reset = Reset { stage: Stage::Proving(rekey_domain::reset::Subject::Account(Claimant {
                account: world.account, device: None, proofs: Vec::new() })), ..reset };
            let captcha = SolvedCaptcha { digest: [captcha; 32], expires_at: reset.expires_at };
            let new = NewReset {
                reset: &reset, subject_key: b"subject", token: &hash(byte), entry: entry(&world, "reset.started", &detail),
                hits: &hits, captcha: &captcha,
            };
            let told = at_once::begin(&mut tx, &new, &narrow(), Entropy).await.expect("asks");
            let mut tx = world.store.begin().await.expect("begins");
            let found = resets::by_token(&mut tx, &hash(byte), Lock::None).await.expect("reads");
            let is_same = found.as_ref().map(|found| (found.reset == reset, found.version, &found.subject_key[..]));
            assert_eq!(is_same, told.map(|_| (true, 1, &b"subject"[..])));
            let is_spent = captchas::is_spent(&mut tx, &captcha).await.expect("looks");
            let entries = audit::count_of(&mut tx, "reset.started", ("from", "here")).await.expect("counts");
            (told, is_spent, hits_of(&world, &hits[1]).await, entries)
        };
        assert_eq!(begin(1, 1).await, (Some(Allowance::Open), true, 1, 1));
        assert_eq!(begin(2, 1).await, (None, true, 1, 1), "the captcha was spent before");
        let mut other = counting(&world.store, &hits[1]).await;
        assert_eq!(begin(3, 3).await, (None, false, 1, 1), "somebody else is counted, and nobody waits");
        let charge = limits::charge(&mut other, &hits[1..], Entropy).await.expect("charges");
        other.commit().await.expect("commits");
        assert_eq!(begin(4, 4).await, (None, false, 2, 1), "full: the captcha is spent by whoever is told so");
        let Charge::Made(made) = charge else { unreachable!("{charge:?}") };
        let mut tx = world.store.begin().await.expect("begins");
        limits::refund(&mut tx, &made).await.expect("refunds");
        caps::charge(&mut tx, GuessId::from_uuid(id()), Guesser { subject_key: b"subject", device: None }).await.expect("charges");
        tx.commit().await.expect("commits");
        let (told, is_spent, counted, entries) = begin(5, 5).await;
        assert!(matches!(told, Some(Allowance::Spent { .. })), "{told:?}");
        assert_eq!((is_spent, counted, entries), (true, 2, 2));
    }

    async fn many_who_begin_at_once_are_counted_exactly(world: World) {
        let mut tasks = tokio::task::JoinSet::new();
        for byte in 0..40_u8 {
            let (store, reset) = (world.store.clone(), new_reset(&world, world.store.time().await.expect("tells")));
            tasks.spawn(async move {
                let windows = [Window { max: 9, seconds: 600 }];
                let hits = [Hit { scope: "starts", subject: [1; 32], windows: &windows }];
                let detail = json!({});
                let mut tx = at_once(&store).await;
                let new = NewReset {
                    reset: &reset, subject_key: b"subject", token: &hash(byte), hits: &hits,
                    entry: audit::Entry {
                        tenant: None, actor: "person", event: "reset.started", account: None, flow: None, detail: &detail,
                    },
                    captcha: &SolvedCaptcha { digest: [byte; 32], expires_at: reset.expires_at },
                };
                if at_once::begin(&mut tx, &new, &LimitsConfig::default(), Entropy).await.expect("asks").is_some() {
                    return (true, true);
                }
                drop(tx);
                let mut tx = store.begin().await.expect("begins");
                let charge = limits::charge(&mut tx, &hits, Entropy).await.expect("charges");
                tx.commit().await.expect("commits");
                (matches!(charge, Charge::Made(_)), false)
            });
        }
        let ended = tasks.join_all().await;
        assert_eq!(ended.iter().filter(|(is_made, _)| *is_made).count(), 9);
        assert!(ended.iter().any(|(_, is_at_once)| *is_at_once), "some at once");
    }

    async fn a_notice_goes_out_with_the_state_that_decided_it_or_not_at_all(world: World) {
        let windows = [Window { max: 2, seconds: 600 }];
        let hits = [1, 2].map(|byte| Hit { scope: "sends", subject: [byte; 32], windows: &windows });
        let stored = begun(&world, 1).await;
        let mut handed = world.store.handed_over();
        let post = async |stored: &StoredReset, guesses: u8| {
            let (mut tx, delivery) = (at_once(&world.store).await, letter(&world, stored));
            let (next, posted) = (guessed(stored, guesses), posted(&delivery, tx.now()));
            let told = at_once::post(&mut tx, (stored, &next), (&posted, &hits), &narrow(), Entropy).await.expect("asks");
            (told, delivery.message)
        };
        let counted = async || {
            let mut tx = world.store.begin().await.expect("begins");
            let waiting = outbox::waiting(&mut tx, "rekey.notice.email").await.expect("counts");
            (waiting, hits_of(&world, &hits[0]).await)
        };
        let (told, message) = post(&stored, 4).await;
        assert_eq!((told, counted().await), (Some(Allowance::Open), (1, 1)));
        assert_eq!(handed.try_recv().expect("it goes on without a commit").claimed.message, message);
        assert_eq!(standing(&world, &stored).await, (4, 2, vec![]));
        let mut tx = world.store.begin().await.expect("begins");
        assert_eq!(deliveries::state_of(&mut tx, message).await.expect("reads").expect("there").0, "due");
        assert_eq!(deliveries::flow_of(&mut tx, message).await.expect("reads"), Some(Flow::Reset(stored.reset.id.uuid())));
        drop(tx);
        let nothing = async |told: Option<Allowance>, why: &str| {
            assert_eq!((told, counted().await), (None, (1, 1)), "{why}");
            assert_eq!(standing(&world, &stored).await, (4, 2, vec![]), "{why}");
        };
        nothing(post(&stored, 5).await.0, "somebody was faster").await;
        let stored = StoredReset { version: 2, ..stored.clone() };
        let mut holder = world.store.begin().await.expect("begins");
        resets::by_id(&mut holder, stored.reset.id, Lock::ForUpdate).await.expect("reads").expect("there");
        nothing(post(&stored, 5).await.0, "somebody holds it, and nobody waits").await;
        holder.commit().await.expect("ends");
        let holder = counting(&world.store, &hits[0]).await;
        nothing(post(&stored, 5).await.0, "somebody else is counted, and nobody waits").await;
        holder.commit().await.expect("ends");
        let mut tx = world.store.begin().await.expect("begins");
        let device = stored.reset.device();
        caps::charge(&mut tx, GuessId::from_uuid(id()), Guesser { subject_key: b"subject", device }).await.expect("charges");
        tx.commit().await.expect("commits");
        assert!(handed.try_recv().is_err(), "what was not written does not go on");
        let (told, _) = post(&stored, 5).await;
        assert!(matches!(told, Some(Allowance::Spent { .. })), "{told:?}");
        assert_eq!(counted().await, (2, 2));
        let full = post(&StoredReset { version: 3, ..stored.clone() }, 6).await;
        assert_eq!((full.0, counted().await), (None, (2, 2)), "there is no room");
    }

    async fn a_guess_is_charged_with_its_state_or_not_at_all(world: World) {
        let stored = begun(&world, 1).await;
        let device = stored.reset.device();
        let charge = async |stored: &StoredReset, guesses: u8| {
            let (mut tx, next) = (at_once(&world.store).await, guessed(stored, guesses));
            at_once::charge_guess(&mut tx, (stored, &next), GuessId::from_uuid(id()), &narrow()).await.expect("asks")
        };
        let late = StoredReset { version: 7, ..stored.clone() };
        assert!(!charge(&late, 1).await, "somebody was faster");
        assert!(!is_spent(&world, device).await);
        let mut holder = world.store.begin().await.expect("begins");
        let guesser = Guesser { subject_key: b"subject", device: None };
        caps::allowance(&mut holder, guesser, &narrow()).await.expect("asks");
        assert!(!charge(&stored, 1).await, "somebody guesses at the same account, and nobody waits");
        holder.commit().await.expect("ends");
        let mut holder = world.store.begin().await.expect("begins");
        resets::by_id(&mut holder, stored.reset.id, Lock::ForUpdate).await.expect("reads").expect("there");
        assert!(!charge(&stored, 1).await, "somebody holds it, and nobody waits");
        holder.commit().await.expect("ends");
        assert!(!is_spent(&world, device).await);
        assert!(charge(&stored, 1).await);
        assert!(is_spent(&world, device).await);
        assert!(!is_spent(&world, None).await, "strangers have a cap of their own");
        assert_eq!(standing(&world, &stored).await, (1, 2, vec![]));
        let stored = StoredReset { version: 2, ..stored.clone() };
        assert!(!charge(&stored, 2).await, "the cap is spent");
        assert_eq!(standing(&world, &stored).await, (1, 2, vec![]));
    }

    async fn many_who_guess_at_one_account_at_once_are_counted_exactly(world: World) {
        let limits = LimitsConfig { guesses_per_account: 5, ..LimitsConfig::default() };
        let mut tasks = tokio::task::JoinSet::new();
        for byte in 0..30 {
            let (store, limits, mut stored) = (world.store.clone(), limits.clone(), begun(&world, byte).await);
            stored.reset.stage = Stage::Proving(rekey_domain::reset::Subject::Account(Claimant {
                account: world.account, device: None, proofs: Vec::new(),
            }));
            tasks.spawn(async move {
                let (guess, next) = (GuessId::from_uuid(id()), guessed(&stored, 1));
                let mut tx = at_once(&store).await;
                if at_once::charge_guess(&mut tx, (&stored, &next), guess, &limits).await.expect("asks") {
                    return (true, true);
                }
                drop(tx);
                let mut tx = store.begin().await.expect("begins");
                let guesser = Guesser { subject_key: b"subject", device: None };
                let allowance = caps::allowance(&mut tx, guesser, &limits).await.expect("asks");
                if allowance == Allowance::Open {
                    caps::charge(&mut tx, guess, guesser).await.expect("charges");
                }
                tx.commit().await.expect("commits");
                (allowance == Allowance::Open, false)
            });
        }
        let ended = tasks.join_all().await;
        assert_eq!(ended.iter().filter(|(is_charged, _)| *is_charged).count(), 5);
        assert!(ended.iter().any(|(_, is_at_once)| *is_at_once), "some at once");
    }

    async fn a_charge_that_is_taken_back_leaves_its_number_taken(world: World) {
        let guesser = Guesser { subject_key: b"subject", device: None };
        let guesses: Vec<GuessId> = (0..3).map(|_| GuessId::from_uuid(id())).collect();
        let mut tx = world.store.begin().await.expect("begins");
        for guess in &guesses[..2] {
            caps::charge(&mut tx, *guess, guesser).await.expect("charges");
        }
        caps::refund(&mut tx, guesses[1]).await.expect("refunds");
        caps::charge(&mut tx, guesses[2], guesser).await.expect("charges");
        tx.commit().await.expect("commits");
        for (cap, is_open) in [(2, false), (3, true)] {
            let limits = LimitsConfig { guesses_per_account: cap, ..LimitsConfig::default() };
            let mut tx = world.store.begin().await.expect("begins");
            assert_eq!(caps::look(&mut tx, guesser, &limits).await.expect("looks") == Allowance::Open, is_open, "{cap}");
        }
        let numbers = world.rows("SELECT number FROM guess_charges ORDER BY number");
        assert_eq!(numbers, ["1", "2", "3"], "whoever counted before the second was taken back finds out that it was there");
    }

    async fn the_end_of_a_guess_is_written_with_all_that_goes_along_or_nothing_of_it(world: World) {
        let (stored, guess, detail) = (begun(&world, 1).await, GuessId::from_uuid(id()), json!({ "passed": "1" }));
        let device = stored.reset.device();
        let mut tx = world.store.begin().await.expect("begins");
        caps::charge(&mut tx, guess, Guesser { subject_key: b"subject", device }).await.expect("charges");
        resets::owe_handle(&mut tx, stored.reset.id).await.expect("notes");
        tx.commit().await.expect("commits");
        let finish = async |stored: &StoredReset, next_token: Option<u8>| {
            let aside = Aside {
                charged: None, refunded: Some(guess), next_token: next_token.map(hash), proven: None,
                entries: vec![entry(&world, "reset.gate_passed", &detail), entry(&world, "reset.unlocked", &detail)],
            };
            let (mut tx, next) = (at_once(&world.store).await, guessed(stored, 3));
            at_once::finish_guess(&mut tx, (stored, &next), &aside, Entropy).await.expect("asks")
        };
        assert!(!finish(&StoredReset { version: 7, ..stored.clone() }, Some(2)).await, "somebody was faster");
        let mut holder = world.store.begin().await.expect("begins");
        resets::by_id(&mut holder, stored.reset.id, Lock::ForUpdate).await.expect("reads").expect("there");
        assert!(!finish(&stored, Some(2)).await, "somebody holds it, and nobody waits");
        holder.commit().await.expect("ends");
        assert_eq!((standing(&world, &stored).await, is_spent(&world, device).await), ((0, 1, vec![]), true));
        assert!(finish(&stored, None).await);
        let told = ["reset.gate_passed", "reset.unlocked"].map(str::to_owned).to_vec();
        assert_eq!((standing(&world, &stored).await, is_spent(&world, device).await), ((3, 2, told), false));
        let mut tx = world.store.begin().await.expect("begins");
        let found = resets::by_token(&mut tx, &hash(1), Lock::None).await.expect("reads").expect("there");
        assert!(found.handle_due, "as before");
        drop(tx);
        assert!(finish(&found, Some(2)).await);
        let mut tx = world.store.begin().await.expect("begins");
        for (byte, is_next) in [(1, false), (2, true)] {
            let found = resets::by_token(&mut tx, &hash(byte), Lock::None).await.expect("reads").expect("there");
            assert_eq!((found.found_by_next_token, found.handle_due), (is_next, false), "{byte}");
        }
    }

    async fn a_reset_is_completed_with_all_that_follows_or_nothing_of_it(world: World) {
        let windows = [Window { max: 1, seconds: 600 }];
        let failure = Hit { scope: "sign_in_failures_per_account", subject: [1; 32], windows: &windows };
        let (limits, detail) = (narrow(), json!({ "done": "yes" }));
        let mut tx = world.store.begin().await.expect("begins");
        let contact = Contact {
            id: ContactId::from_uuid(id()), tenant: world.tenant, account: world.account, slot: Slot::AlternateEmail,
            sealed: vec![1], lookup: [7; 32], verified_at: None, usable_from: tx.now(), retires_at: None,
        };
        contacts::put(&mut tx, (&contact, None), Replaced::Removed).await.expect("puts");
        let (reset, other) = (new_reset(&world, tx.now()), new_reset(&world, tx.now()));
        resets::insert(&mut tx, &reset, b"subject", &hash(1)).await.expect("inserts");
        resets::insert(&mut tx, &other, b"subject", &hash(2)).await.expect("inserts");
        limits::charge(&mut tx, std::slice::from_ref(&failure), Entropy).await.expect("charges");
        let guesser = Guesser { subject_key: b"subject", device: None };
        caps::charge(&mut tx, GuessId::from_uuid(id()), guesser).await.expect("charges");
        let sign_in = SignIn {
            id: SignInId::from_uuid(id()), tenant: world.tenant, account: world.account, device: None, locale: "en".into(),
            standing: Standing::Password, was_capable: true, created_at: tx.now(), expires_at: reset.expires_at,
        };
        sign_ins::insert(&mut tx, &sign_in, &hash(3)).await.expect("inserts");
        // Two browsers are known, and two stay known: the older of them is forgotten for the new one.
        for (byte, keep) in [(7, 2), (8, 2)] {
            let device = NewDevice { id: DeviceId::from_uuid(id()), token: &hash(byte), keep };
            devices::insert(&mut tx, world.account, &device).await.expect("inserts");
            tx.look_at_clock().await.expect("later");
        }
        let still = resets::by_id(&mut tx, reset.id, Lock::ForUpdate).await.expect("reads").expect("there");
        let change = Change { id: ChangeId::from_uuid(id()), fingerprint: Mac32([1; 32]), began_at: tx.now() };
        let claimant = Claimant { account: world.account, device: None, proofs: Vec::new() };
        let changing = Reset { stage: Stage::Changing { account: claimant, change }, ..reset.clone() };
        resets::update(&mut tx, &still, &changing).await.expect("writes");
        let stored = resets::by_id(&mut tx, reset.id, Lock::None).await.expect("reads").expect("there");
        let (now, expires_at) = (tx.now(), reset.expires_at);
        tx.commit().await.expect("commits");
        let stage = Stage::Completed { account: world.account, at: now };
        let next = Reset { stage, guesses: 5, ..reset.clone() };
        let notices: Vec<NewDelivery> = [(Channel::Email, "one"), (Channel::Sms, "two")].map(|(channel, _)| NewDelivery {
            message: MessageId::from_uuid(id()), tenant: world.tenant, account: Some(world.account), channel,
            purpose: "password_changed", flow: None, expires_at,
        }).into();
        let posted: Vec<Posted<'_>> = notices.iter().zip(["rekey.notice.email", "rekey.notice.sms"])
            .map(|(delivery, listener)| Posted { delivery, message: Outgoing {
                message: delivery.message, kind: "notice", listener, tenant: world.tenant, payload: b"sealed", due_at: now,
                expires_at, trace: Some("00-trace"),
            }}).collect();
        let complete = async |stored: &StoredReset, contacts: &[ContactId]| {
            let completion = Completion {
                account: world.account,
                failures: &Counts { scope: failure.scope, subjects: vec![failure.subject] },
                device: NewDevice { id: DeviceId::from_uuid(id()), token: &hash(9), keep: 2 },
                entry: audit::Entry {
                    tenant: Some(world.tenant), actor: "person", event: "reset.completed", account: Some(world.account),
                    flow: Some(reset.id.uuid()), detail: &detail,
                },
                contacts,
                notices: &posted,
            };
            let mut tx = at_once(&world.store).await;
            at_once::complete(&mut tx, (stored, &next), &completion, Entropy).await.expect("asks")
        };
        // (state, entries, failures forgotten, guesses forgotten, browser known, notices)
        let standing = async || {
            let mut tx = world.store.begin().await.expect("begins");
            let found = resets::by_id(&mut tx, reset.id, Lock::None).await.expect("reads").expect("there");
            let told = audit::count_of(&mut tx, "reset.completed", ("done", "yes")).await.expect("counts");
            let is_open = limits::opens_at(&mut tx, &failure).await.expect("asks").is_none();
            let is_free = caps::look(&mut tx, guesser, &limits).await.expect("looks") == Allowance::Open;
            let is_known = devices::find(&mut tx, world.account, &hash(9)).await.expect("finds").is_some();
            let mut sent = Vec::new();
            for (listener, delivery) in ["rekey.notice.email", "rekey.notice.sms"].into_iter().zip(&notices) {
                let state = deliveries::state_of(&mut tx, delivery.message).await.expect("reads");
                sent.push((outbox::waiting(&mut tx, listener).await.expect("counts"), state.map(|(state, _)| state)));
            }
            let is_signed_in = !world.rows("SELECT id FROM sign_ins").is_empty();
            let browsers = world.rows("SELECT id FROM devices").len();
            (found.reset.guesses, found.version, told, is_open, is_free, is_known, (is_signed_in, browsers), sent)
        };
        let untouched = (0, 2, 0, false, false, false, (true, 2), vec![(0, None), (0, None)]);
        assert_eq!(standing().await, untouched);
        assert!(!complete(&stored, &[contact.id]).await, "another reset is open");
        assert_eq!(standing().await, untouched);
        let mut tx = world.store.begin().await.expect("begins");
        let open = resets::by_id(&mut tx, other.id, Lock::ForUpdate).await.expect("reads").expect("there");
        let stage = Stage::Closed { reason: ClosedReason::Cancelled, account: None, device: None, at: tx.now() };
        let over = { let mut over = other.clone(); over.stage = stage; over };
        resets::update(&mut tx, &open, &over).await.expect("ends");
        tx.commit().await.expect("commits");
        assert!(!complete(&stored, &[]).await, "a contact more");
        assert!(!complete(&stored, &[contact.id, ContactId::from_uuid(id())]).await, "a contact less");
        assert!(!complete(&StoredReset { version: 7, ..stored.clone() }, &[contact.id]).await, "changed meanwhile");
        let mut holder = world.store.begin().await.expect("begins");
        resets::by_id(&mut holder, reset.id, Lock::ForUpdate).await.expect("reads").expect("there");
        assert!(!complete(&stored, &[contact.id]).await, "somebody holds it, and nobody waits");
        holder.commit().await.expect("ends");
        assert_eq!(standing().await, untouched);
        let mut handed = world.store.handed_over();
        assert!(complete(&stored, &[contact.id]).await);
        let due = || Some("due".to_owned());
        assert_eq!(standing().await, (5, 3, 1, true, true, true, (false, 2), vec![(1, due()), (1, due())]));
        let went: Vec<MessageId> = std::iter::from_fn(|| handed.try_recv().ok()).map(|taken| taken.claimed.message).collect();
        assert_eq!(went, notices.iter().map(|notice| notice.message).collect::<Vec<_>>());
        assert!(!complete(&stored, &[contact.id]).await, "once");
        world.rows("DELETE FROM devices; DELETE FROM deliveries; DELETE FROM outbox");
        assert!(!complete(&StoredReset { version: 3, ..stored.clone() }, &[contact.id]).await, "no change is under way");
    }

}

contract! {
    async fn open_resets_of_an_account_are_found_whole_and_those_that_are_over_are_not(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let mut open = Vec::new();
        for byte in 1..=3 {
            let reset = new_reset(&world, tx.now());
            resets::insert(&mut tx, &reset, b"subject", &hash(byte)).await.expect("inserts");
            open.push(reset);
        }
        let stored = resets::by_id(&mut tx, open[1].id, Lock::ForUpdate).await.expect("reads").expect("there");
        let over = Stage::Closed { reason: ClosedReason::Cancelled, account: None, device: None, at: tx.now() };
        let next = { let mut next = stored.reset.clone(); next.stage = over; next };
        resets::update(&mut tx, &stored, &next).await.expect("writes");
        open.remove(1);
        open.sort_by_key(|reset| reset.id);
        let found = resets::open_of_account(&mut tx, world.account).await.expect("finds");
        assert_eq!(found.iter().map(|stored| (&stored.reset, stored.version)).collect::<Vec<_>>(), [(&open[0], 1), (&open[1], 1)]);
    }

    async fn what_is_begun_for_counting_counts_alone(world: World) {
        let windows = [Window { max: 3, seconds: 600 }];
        let hits = [1, 2].map(|byte| Hit { scope: "starts_per_network", subject: [byte; 32], windows: &windows });
        let mut first = world.store.begin().await.expect("begins");
        assert!(matches!(limits::charge(&mut first, &hits, Entropy).await.expect("charges"), Charge::Made(_)));
        let (store, reversed) = (world.store.clone(), [hits[1].subject, hits[0].subject]);
        let mut second = tokio::spawn(async move {
            let hits = reversed.map(|subject| Hit { scope: "starts_per_network", subject, windows: &windows });
            let mut tx = store.begin().await.expect("begins");
            let charge = limits::charge(&mut tx, &hits, Entropy).await.expect("charges");
            (charge, tx.commit().await.is_ok())
        });
        assert!(tokio::time::timeout(A_WHILE, &mut second).await.is_err(), "it waits");
        first.commit().await.expect("commits");
        assert!(matches!(second.await.expect("ends"), (Charge::Made(_), true)));
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..12 {
            let store = world.store.clone();
            tasks.spawn(async move {
                let hits = [1, 2].map(|byte| Hit { scope: "starts_per_network", subject: [byte; 32], windows: &windows });
                let mut tx = store.begin().await.expect("begins");
                let charge = limits::charge(&mut tx, &hits, Entropy).await.expect("charges");
                tx.commit().await.expect("commits");
                matches!(charge, Charge::Made(_))
            });
        }
        assert_eq!(tasks.join_all().await.into_iter().filter(|is_made| *is_made).count(), 1, "three in all");
    }

    async fn a_handle_is_offered_with_the_state_and_is_due_no_more(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let reset = new_reset(&world, tx.now());
        resets::insert(&mut tx, &reset, b"subject", &hash(1)).await.expect("inserts");
        resets::owe_handle(&mut tx, reset.id).await.expect("notes");
        let stored = resets::by_id(&mut tx, reset.id, Lock::ForUpdate).await.expect("reads").expect("there");
        assert!(stored.handle_due);
        // What goes along with something else leaves the handle due.
        let guesser = Guesser { subject_key: b"subject", device: Some(DeviceId::from_uuid(id())) };
        let charging = Aside { charged: Some((GuessId::from_uuid(id()), guesser)), ..Aside::default() };
        resets::save(&mut tx, &stored, &stored.reset, &charging, Entropy).await.expect("saves");
        let stored = resets::by_id(&mut tx, reset.id, Lock::ForUpdate).await.expect("reads").expect("there");
        assert!(stored.handle_due);
        let aside = Aside { next_token: Some(hash(2)), ..Aside::default() };
        resets::save(&mut tx, &stored, &stored.reset, &aside, Entropy).await.expect("saves");
        for (byte, is_next) in [(1, false), (2, true)] {
            let found = resets::by_token(&mut tx, &hash(byte), Lock::None).await.expect("reads").expect("there");
            assert_eq!((found.found_by_next_token, found.handle_due), (is_next, false), "{byte}");
        }
    }

    async fn gaps_of_what_was_taken_back_do_not_count(world: World) {
        let windows = [Window { max: 4, seconds: 60 }, Window { max: 6, seconds: 3600 }];
        let hits = [Hit { scope: "sends_per_account", subject: [1; 32], windows: &windows }];
        // A counted list beside it, which is looked at whole each time.
        let (mut made, mut clock, mut number) = (Vec::<(u64, Vec<uuid::Uuid>)>::new(), 0_u64, 7_u64);
        for _ in 0..80 {
            number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let (step, takes_back) = ((number >> 33) % 20 + 1, (number >> 40).is_multiple_of(3));
            world.wait(Duration::from_secs(step));
            clock += step;
            let mut tx = world.store.begin().await.expect("begins");
            if takes_back && !made.is_empty() {
                let place = usize::try_from(number >> 45).expect("fits") % made.len();
                let (_, ids) = made.remove(place);
                limits::refund(&mut tx, &ids).await.expect("refunds");
            }
            let within = |seconds: u64| made.iter().filter(|(at, _)| clock - at < seconds).count();
            let has_room = within(60) < 4 && within(3600) < 6;
            match limits::charge(&mut tx, &hits, Entropy).await.expect("charges") {
                Charge::Made(ids) => {
                    assert!(has_room, "at {clock}");
                    made.push((clock, ids));
                }
                Charge::Refused { .. } => assert!(!has_room, "at {clock}"),
            }
            tx.commit().await.expect("commits");
        }
    }

    async fn a_new_password_forgets_what_failed_and_nothing_of_others(world: World) {
        let windows = [Window { max: 1, seconds: 600 }];
        let hit = |byte: u8| Hit { scope: "sign_in_failures_per_account", subject: [byte; 32], windows: &windows };
        let mut tx = world.store.begin().await.expect("begins");
        limits::charge(&mut tx, &[hit(1), hit(2), hit(3)], Entropy).await.expect("charges");
        let failures = Counts { scope: "sign_in_failures_per_account", subjects: vec![[1; 32], [2; 32]] };
        accounts::forget_strangers(&mut tx, world.account, (b"subject", &failures), None).await.expect("forgets");
        for byte in 1..=3 {
            let is_full = limits::opens_at(&mut tx, &hit(byte)).await.expect("asks").is_some();
            assert_eq!(is_full, byte == 3, "{byte}");
        }
    }
}
