//! A reset is begun, guessed at and saved by one statement each, with what goes along.

use std::time::Duration;

use rekey_domain::limits::Allowance;
use rekey_domain::reset::{ClosedReason, Stage};
use rekey_domain::{Channel, ContactId, DeviceId, GuessId, MessageId, ResetId, Slot};
use rekey_runtime::Entropy;
use rekey_runtime::config::{LimitsConfig, Window};
use rekey_store::caps::Guesser;
use rekey_store::completion::{self, Completion};
use rekey_store::contacts::{Contact, Replaced};
use rekey_store::deliveries::{Flow, NewDelivery, Posted};
use rekey_store::devices::NewDevice;
use rekey_store::limits::{Charge, Counts, Hit, Spent};
use rekey_store::outbox::Outgoing;
use rekey_store::resets::Aside;
use rekey_store::{Lock, StoreError, accounts, audit, caps, contacts, deliveries, devices, limits, outbox, resets};
use serde_json::json;

use crate::world::{contract, hash, id, new_reset};

/// Longer than a statement takes.
const A_WHILE: Duration = Duration::from_millis(300);

/// A cap that one charge of an unknown browser spends.
fn narrow() -> LimitsConfig {
    LimitsConfig { guesses_per_account: 1, ..LimitsConfig::default() }
}

contract! {
    async fn a_reset_is_begun_with_its_entry_and_the_cap_is_told(world: World) {
        let limits = narrow();
        for (byte, is_spent) in [(1, false), (2, true)] {
            let mut tx = world.store.begin().await.expect("begins");
            let (reset, detail) = (new_reset(&world, tx.now()), json!({ "from": "here" }));
            if is_spent {
                let guesser = Guesser { subject_key: b"subject", device: reset.device() };
                caps::charge(&mut tx, GuessId::from_uuid(id()), guesser).await.expect("charges");
            }
            let limits = LimitsConfig { guesses_per_device: 1, ..limits.clone() };
            let entry = audit::Entry {
                tenant: Some(world.tenant), actor: "person", event: "reset.started", account: Some(world.account),
                flow: Some(reset.id.uuid()), detail: &detail,
            };
            let new = (&reset, &b"subject"[..], &hash(byte));
            let told = resets::begin(&mut tx, new, (&entry, &limits), Entropy).await.expect("begins");
            assert_eq!(told != Allowance::Open, is_spent);
            let stored = resets::by_token(&mut tx, &hash(byte), Lock::None).await.expect("reads").expect("there");
            assert_eq!((stored.reset, stored.version, &stored.subject_key[..]), (reset, 1, &b"subject"[..]));
            tx.commit().await.expect("commits");
        }
        let mut tx = world.store.read().await.expect("reads");
        assert_eq!(audit::count_of(&mut tx, "reset.started", ("from", "here")).await.expect("counts"), 2);
    }

    async fn whoever_guesses_at_the_same_account_waits(world: World) {
        let mut ids: Vec<ResetId> = Vec::new();
        for byte in [1, 2] {
            let mut tx = world.store.begin().await.expect("begins");
            let reset = new_reset(&world, tx.now());
            resets::insert(&mut tx, &reset, b"subject", &hash(byte)).await.expect("inserts");
            tx.commit().await.expect("commits");
            ids.push(reset.id);
        }
        let mut first = world.store.begin().await.expect("begins");
        let found = resets::by_token_to_guess(&mut first, &hash(1)).await.expect("reads").expect("there");
        assert_eq!(found.reset.id, ids[0]);
        let store = world.store.clone();
        let mut second = tokio::spawn(async move {
            let mut tx = store.begin().await.expect("begins");
            resets::by_token_to_guess(&mut tx, &hash(2)).await.expect("reads").expect("there").reset.id
        });
        assert!(tokio::time::timeout(A_WHILE, &mut second).await.is_err(), "another reset of it, and it waits");
        first.commit().await.expect("commits");
        assert_eq!(second.await.expect("ends"), ids[1]);
        let mut tx = world.store.begin().await.expect("begins");
        assert!(resets::by_token_to_guess(&mut tx, &hash(9)).await.expect("reads").is_none());
    }

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

    async fn a_notice_goes_out_with_the_state_that_decided_it_or_not_at_all(world: World) {
        let limits = narrow();
        let mut tx = world.store.begin().await.expect("begins");
        let reset = new_reset(&world, tx.now());
        resets::insert(&mut tx, &reset, b"subject", &hash(1)).await.expect("inserts");
        tx.commit().await.expect("commits");
        let expires_at = reset.expires_at;
        let letter = || NewDelivery {
            message: MessageId::from_uuid(id()), tenant: world.tenant, account: Some(world.account),
            channel: Channel::Email, purpose: "reset_code", flow: Some(Flow::Reset(reset.id.uuid())), expires_at,
        };
        let message = |delivery: &NewDelivery, due_at| Outgoing {
            message: delivery.message, kind: "notice.email", listener: "rekey.notice.email", tenant: world.tenant,
            payload: b"sealed", due_at, expires_at, trace: None,
        };
        let mut tx = world.store.begin().await.expect("begins");
        let stored = resets::by_id(&mut tx, reset.id, Lock::ForUpdate).await.expect("reads").expect("there");
        let next = { let mut next = stored.reset.clone(); next.guesses = 4; next };
        let delivery = letter();
        let posted = Posted { delivery: &delivery, message: message(&delivery, tx.now()) };
        let told = resets::save_posting(&mut tx, (&stored, &next), &posted, &limits, Entropy).await.expect("saves");
        assert_eq!(told, Allowance::Open);
        tx.commit().await.expect("commits");
        let mut tx = world.store.begin().await.expect("begins");
        let now = resets::by_id(&mut tx, reset.id, Lock::None).await.expect("reads").expect("there");
        assert_eq!((now.reset, now.version), (next.clone(), 2));
        assert_eq!(outbox::waiting(&mut tx, "rekey.notice.email").await.expect("counts"), 1);
        assert_eq!(deliveries::state_of(&mut tx, delivery.message).await.expect("reads").expect("there").0, "due");
        let late = letter();
        let posted = Posted { delivery: &late, message: message(&late, tx.now()) };
        let refused = resets::save_posting(&mut tx, (&stored, &next), &posted, &limits, Entropy).await;
        assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
        drop(tx);
        let mut tx = world.store.begin().await.expect("begins");
        assert_eq!(outbox::waiting(&mut tx, "rekey.notice.email").await.expect("counts"), 1);
        let guesser = Guesser { subject_key: b"subject", device: next.device() };
        caps::charge(&mut tx, GuessId::from_uuid(id()), guesser).await.expect("charges");
        let stored = resets::by_id(&mut tx, reset.id, Lock::None).await.expect("reads").expect("there");
        let spent = LimitsConfig { guesses_per_device: 1, ..narrow() };
        let posted = Posted { delivery: &late, message: message(&late, tx.now()) };
        let told = resets::save_posting(&mut tx, (&stored, &next), &posted, &spent, Entropy).await.expect("saves");
        assert!(matches!(told, Allowance::Spent { .. }), "{told:?}");
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
        contacts::put(&mut tx, &contact, Replaced::Removed).await.expect("puts");
        let (reset, other) = (new_reset(&world, tx.now()), new_reset(&world, tx.now()));
        resets::insert(&mut tx, &reset, b"subject", &hash(1)).await.expect("inserts");
        resets::insert(&mut tx, &other, b"subject", &hash(2)).await.expect("inserts");
        limits::charge(&mut tx, std::slice::from_ref(&failure), Entropy).await.expect("charges");
        let guesser = Guesser { subject_key: b"subject", device: None };
        caps::charge(&mut tx, GuessId::from_uuid(id()), guesser).await.expect("charges");
        let stored = resets::by_id(&mut tx, reset.id, Lock::None).await.expect("reads").expect("there");
        let (now, expires_at) = (tx.now(), reset.expires_at);
        tx.commit().await.expect("commits");
        let next = { let mut next = reset.clone(); next.guesses = 5; next };
        let notices: Vec<NewDelivery> = [(Channel::Email, "one"), (Channel::Sms, "two")].map(|(channel, _)| NewDelivery {
            message: MessageId::from_uuid(id()), tenant: world.tenant, account: Some(world.account), channel,
            purpose: "password_changed", flow: None, expires_at,
        }).into();
        let posted: Vec<Posted<'_>> = notices.iter().zip(["rekey.notice.email", "rekey.notice.sms"])
            .map(|(delivery, listener)| Posted { delivery, message: Outgoing {
                message: delivery.message, kind: "notice", listener, tenant: world.tenant, payload: b"sealed", due_at: now,
                expires_at, trace: Some("00-trace"),
            }}).collect();
        let complete = async |stored: &resets::StoredReset, contacts: &[ContactId]| {
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
            let mut tx = world.store.begin_single().await.expect("begins");
            let is_written = completion::complete(&mut tx, (stored, &next), &completion, Entropy).await.expect("asks");
            tx.commit().await.expect("commits");
            is_written
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
            (found.reset.guesses, found.version, told, is_open, is_free, is_known, sent)
        };
        let untouched = (0, 1, 0, false, false, false, vec![(0, None), (0, None)]);
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
        assert!(!complete(&resets::StoredReset { version: 7, ..stored.clone() }, &[contact.id]).await, "changed meanwhile");
        assert_eq!(standing().await, untouched);
        let mut handed = world.store.handed_over();
        assert!(complete(&stored, &[contact.id]).await);
        let due = || Some("due".to_owned());
        assert_eq!(standing().await, (5, 2, 1, true, true, true, vec![(1, due()), (1, due())]));
        let went: Vec<MessageId> = std::iter::from_fn(|| handed.try_recv().ok()).map(|taken| taken.message).collect();
        assert_eq!(went, notices.iter().map(|notice| notice.message).collect::<Vec<_>>());
        assert!(!complete(&stored, &[contact.id]).await, "once");
    }

    async fn what_is_begun_for_counting_counts_alone(world: World) {
        let windows = [Window { max: 3, seconds: 600 }];
        let hits = [1, 2].map(|byte| Hit { scope: "starts_per_network", subject: [byte; 32], windows: &windows });
        let mut first = limits::begin(&world.store, &hits).await.expect("begins");
        assert!(matches!(limits::charge(&mut first, &hits, Entropy).await.expect("charges"), Charge::Made(_)));
        let (store, reversed) = (world.store.clone(), [hits[1].subject, hits[0].subject]);
        let mut second = tokio::spawn(async move {
            let hits = reversed.map(|subject| Hit { scope: "starts_per_network", subject, windows: &windows });
            let mut tx = limits::begin(&store, &hits).await.expect("begins");
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
                let mut tx = loop {
                    if let Ok(tx) = limits::begin(&store, &hits).await { break tx }
                };
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

    async fn a_captcha_is_spent_with_what_is_counted_or_refused(world: World) {
        let windows = [Window { max: 1, seconds: 60 }];
        let hits = [Hit { scope: "starts_per_network", subject: [1; 32], windows: &windows }];
        let mut tx = world.store.begin().await.expect("begins");
        let expires_at = tx.now().plus(Duration::from_secs(60));
        let captcha = |byte: u8| Spent { digest: [byte; 32], expires_at };
        let first = limits::charge_spending(&mut tx, &hits, &captcha(1), Entropy).await.expect("charges");
        let Some(Charge::Made(counted)) = first else { unreachable!("{first:?}") };
        limits::refund(&mut tx, &counted).await.expect("refunds");
        let again = limits::charge_spending(&mut tx, &hits, &captcha(1), Entropy).await.expect("asks");
        assert_eq!(again, None, "spent before");
        let other = limits::charge_spending(&mut tx, &hits, &captcha(2), Entropy).await.expect("charges");
        assert!(matches!(other, Some(Charge::Made(_))), "nothing was counted for the one that was spent: {other:?}");
        let full = limits::charge_spending(&mut tx, &hits, &captcha(3), Entropy).await.expect("asks");
        assert!(matches!(full, Some(Charge::Refused { scope: "starts_per_network", .. })), "{full:?}");
        let again = limits::charge_spending(&mut tx, &hits, &captcha(3), Entropy).await.expect("asks");
        assert_eq!(again, None, "it was spent all the same");
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
