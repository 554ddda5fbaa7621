//! The contract of the store: the same suite over SQLite and PostgreSQL.

mod administrators;
mod at_once;
mod budgets;
mod carrying;
mod changes;
mod dead_letters;
mod handing_over;
mod resets_at_once;
mod sign_in;
mod sweeping;
mod together;
mod world;

use std::time::Duration;

use rekey_domain::limits::Allowance;
use rekey_domain::policy::{Disclosure, Gates};
use rekey_domain::reset::{ClosedReason, Reset};
use rekey_domain::{
    AccountId, ChangeId, Channel, ContactId, DeviceId, GuessId, MessageId, Policy, Slot, TenantId, Timestamp,
};
use rekey_runtime::Entropy;
use rekey_runtime::config::{LimitsConfig, Window};
use rekey_store::caps::Guesser;
use rekey_store::captchas::{self, SolvedCaptcha};
use rekey_store::devices::NewDevice;
use rekey_store::limits::{Charge, Hit};
use rekey_store::password_changes::Fate;
use rekey_store::policy_document::{PolicyDocument, TenantSettings};
use rekey_store::tenants::Name;
use rekey_store::{Lock, StoreError, accounts, audit, caps, contacts, deliveries, devices, help, inbox, instance};
use rekey_store::{limits, outbox, password_changes, reports, resets, tenants};

use world::{World, contract, hash, id, new_reset};

async fn stored(world: &World) -> Reset {
    let mut tx = world.store.begin().await.expect("begins");
    let reset = new_reset(world, tx.now());
    resets::insert(&mut tx, &reset, b"subject", &hash(1)).await.expect("inserts");
    tx.commit().await.expect("commits");
    reset
}

contract! {
    async fn what_is_not_committed_did_not_happen(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        instance::set(&mut tx, instance::Fact::Demo, "yes").await.expect("sets");
        drop(tx);
        let mut tx = world.store.read().await.expect("reads");
        assert_eq!(instance::get(&mut tx, instance::Fact::Demo).await.expect("gets"), None);
    }

    async fn time_is_the_stores_and_moves_with_the_offset(world: World) {
        let before = world.store.read().await.expect("reads").now();
        world.wait(Duration::from_secs(3600));
        let after = world.store.read().await.expect("reads").now();
        assert!(after.since(before) >= Duration::from_secs(3600));
        assert!(after.since(before) < Duration::from_secs(3660));
    }

    async fn tenants_are_found_by_their_names_and_no_two_share_one(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let names = [Name::Host("reset.contoso.example"), Name::Domain("contoso.example")];
        tenants::set_names(&mut tx, world.tenant, &names).await.expect("sets");
        for name in names {
            let found = tenants::by_name(&mut tx, name).await.expect("finds").expect("there");
            assert_eq!((found.id, found.slug.as_str()), (world.tenant, "contoso"));
            assert_eq!(found.policies.everybody, Policy { voice: None, ..Policy::nist() });
            assert!(found.policies.groups.is_empty());
        }
        assert!(tenants::by_name(&mut tx, Name::Host("contoso.example")).await.expect("finds").is_none());
        let other = TenantId::from_uuid(id());
        let document = PolicyDocument::default();
        tenants::insert(&mut tx, other, "fabrikam", (&TenantSettings::default(), &document), Entropy).await.expect("inserts");
        tx.commit().await.expect("commits");
        let mut tx = world.store.begin().await.expect("begins");
        let taken = tenants::set_names(&mut tx, other, &[Name::Domain("contoso.example")]).await;
        assert!(matches!(taken, Err(StoreError::Conflict)), "{taken:?}");
    }

    async fn a_changed_policy_is_a_new_version_used_at_once(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let document = PolicyDocument { gates: Some(1), ..PolicyDocument::default() };
        tenants::update(&mut tx, world.tenant, (&TenantSettings::default(), &document), Entropy).await.expect("updates");
        tenants::update(&mut tx, world.tenant, (&TenantSettings::default(), &document), Entropy).await.expect("updates again");
        let tenant = tenants::by_id(&mut tx, world.tenant).await.expect("finds").expect("there");
        assert_eq!(tenant.policies.everybody.gates, Gates::One);
        assert_eq!(tenants::all(&mut tx).await.expect("lists"), vec![world.tenant]);
    }

    async fn accounts_are_found_by_their_exact_user_id(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let find = async |tx: &mut rekey_store::Tx, user_id: &str| {
            accounts::by_user_id(tx, world.tenant, user_id).await.expect("finds").map(|account| account.id)
        };
        assert_eq!(find(&mut tx, "alice@contoso.example").await, Some(world.account));
        for other in ["Alice@contoso.example", "alice@contoso.example ", "alıce@contoso.example", "%", "alice@%"] {
            assert_eq!(find(&mut tx, other).await, None, "{other}");
        }
        let twice = accounts::NewAccount {
            id: AccountId::from_uuid(id()), tenant: world.tenant, user_id: "alice@contoso.example",
            display_name: None, is_administrator: false,
        };
        assert!(matches!(accounts::insert(&mut tx, &twice).await, Err(StoreError::Conflict)));
    }

    async fn groups_and_passwords_stay_with_their_account(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        accounts::set_members(&mut tx, world.tenant, "staff", &[world.account]).await.expect("sets");
        accounts::set_members(&mut tx, world.tenant, "staff", &[world.account, world.account]).await.expect("again");
        let (first, second) = (ChangeId::from_uuid(id()), ChangeId::from_uuid(id()));
        let made = password_changes::make(&mut tx, world.account, first, "hash-1").await.expect("sets");
        let again = password_changes::make(&mut tx, world.account, first, "hash-again").await.expect("the same change");
        assert_eq!((made, again), (Fate::Made, Fate::Made));
        let account = accounts::by_id(&mut tx, world.account).await.expect("finds").expect("there");
        assert_eq!((account.groups, account.password_hash.as_deref()), (vec!["staff".to_owned()], Some("hash-1")));
        password_changes::make(&mut tx, world.account, second, "hash-2").await.expect("sets");
        let fate = password_changes::bar(&mut tx, world.account, first).await.expect("asks");
        assert_eq!(fate, Fate::Made, "also after a later change");
        accounts::replace_hash(&mut tx, world.account, "hash-1", "late").await.expect("replaces nothing");
        let account = accounts::by_id(&mut tx, world.account).await.expect("finds").expect("there");
        assert_eq!(account.password_hash.as_deref(), Some("hash-2"));
        accounts::set_members(&mut tx, world.tenant, "staff", &[]).await.expect("empties");
        assert!(accounts::by_id(&mut tx, world.account).await.expect("finds").expect("there").groups.is_empty());
    }

    async fn a_slot_holds_one_contact(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let contact = |byte: u8| contacts::Contact {
            id: ContactId::from_uuid(id()), tenant: world.tenant, account: world.account,
            slot: Slot::AuthenticationPhone, sealed: vec![byte; 3], lookup: [byte; 32],
            verified_at: Some(Timestamp::from_micros(7)), usable_from: Timestamp::from_micros(8), retires_at: None,
        };
        let (first, second) = (contact(1), contact(2));
        contacts::put(&mut tx, (&first, None), contacts::Replaced::Removed).await.expect("puts");
        contacts::put(&mut tx, (&second, None), contacts::Replaced::Removed).await.expect("replaces");
        let all = contacts::of_account(&mut tx, world.account).await.expect("lists");
        assert_eq!(all.iter().map(|contact| contact.id).collect::<Vec<_>>(), [second.id]);
        assert_eq!(all[0].verified_at, Some(Timestamp::from_micros(7)));
        assert!(contacts::by_id(&mut tx, first.id).await.expect("finds").is_none());
        assert!(contacts::remove_slot(&mut tx, world.account, Slot::AuthenticationPhone).await.expect("removes"));
        assert!(!contacts::remove_slot(&mut tx, world.account, Slot::AuthenticationPhone).await.expect("nothing"));
    }

    async fn a_reset_comes_back_as_it_was_written(world: World) {
        let reset = stored(&world).await;
        let mut tx = world.store.begin().await.expect("begins");
        let loaded = resets::by_token(&mut tx, &hash(1), Lock::ForUpdate).await.expect("loads").expect("there");
        assert_eq!(loaded.reset, reset);
        assert_eq!((loaded.version, loaded.subject_key.as_slice()), (1, &b"subject"[..]));
        assert!(resets::by_token(&mut tx, &hash(2), Lock::None).await.expect("loads").is_none());
        assert_eq!(loaded.reset.disclosure, Disclosure::Uniform);
    }

    async fn of_two_writers_over_one_version_the_second_is_refused(world: World) {
        let reset = stored(&world).await;
        let mut tx = world.store.begin().await.expect("begins");
        let loaded = resets::by_id(&mut tx, reset.id, Lock::None).await.expect("loads").expect("there");
        let mut next = loaded.reset.clone();
        next.guesses = 1;
        resets::update(&mut tx, &loaded, &next).await.expect("writes");
        assert!(matches!(resets::update(&mut tx, &loaded, &next).await, Err(StoreError::Conflict)));
    }

    async fn the_old_token_lives_until_the_new_one_is_used(world: World) {
        let reset = stored(&world).await;
        let mut tx = world.store.begin().await.expect("begins");
        resets::offer_token(&mut tx, reset.id, &hash(2)).await.expect("offers");
        let by = async |tx: &mut rekey_store::Tx, byte| {
            let found = resets::by_token(tx, &hash(byte), Lock::None).await.expect("loads");
            found.map(|stored| stored.found_by_next_token)
        };
        assert_eq!((by(&mut tx, 1).await, by(&mut tx, 2).await), (Some(false), Some(true)));
        resets::take_token(&mut tx, reset.id, &hash(2)).await.expect("takes");
        assert_eq!((by(&mut tx, 1).await, by(&mut tx, 2).await), (None, Some(false)));
    }

    async fn only_live_resets_of_an_account_are_its_others(world: World) {
        let reset = stored(&world).await;
        let mut tx = world.store.begin().await.expect("begins");
        let mut over = new_reset(&world, tx.now());
        over.stage = rekey_domain::reset::Stage::Closed {
            account: Some(world.account), device: Some(DeviceId::from_uuid(id())),
            reason: ClosedReason::Cancelled, at: tx.now(),
        };
        resets::insert(&mut tx, &over, b"subject", &hash(9)).await.expect("inserts");
        let kept = resets::by_id(&mut tx, over.id, Lock::None).await.expect("finds").expect("there");
        assert_eq!(kept.reset, over);
        let open = resets::open_of_account(&mut tx, world.account).await.expect("lists");
        assert_eq!(open.iter().map(|open| open.reset.id).collect::<Vec<_>>(), [reset.id]);
    }

    async fn only_the_newest_devices_stay_known(world: World) {
        for byte in 1..=4 {
            world.wait(Duration::from_secs(1));
            let mut tx = world.store.begin().await.expect("begins");
            let new = NewDevice { id: DeviceId::from_uuid(id()), token: &hash(byte), keep: 3 };
            devices::insert(&mut tx, world.account, &new).await.expect("inserts");
            tx.commit().await.expect("commits");
        }
        let mut tx = world.store.read().await.expect("reads");
        for (byte, known) in [(1, false), (2, true), (3, true), (4, true)] {
            let found = devices::find(&mut tx, world.account, &hash(byte)).await.expect("finds");
            assert_eq!(found.is_some(), known, "device {byte}");
        }
        let stranger = AccountId::from_uuid(id());
        assert!(devices::find(&mut tx, stranger, &hash(4)).await.expect("finds").is_none());
    }

    async fn under_parallel_guesses_the_cap_lets_through_exactly_its_number(world: World) {
        let limits = LimitsConfig::default();
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..40 {
            let (store, limits) = (world.store.clone(), limits.clone());
            tasks.spawn(async move {
                let mut tx = loop {
                    if let Ok(tx) = store.begin().await { break tx }
                };
                let guesser = Guesser { subject_key: b"alice", device: None };
                let open = caps::allowance(&mut tx, guesser, &limits).await.expect("asks") == Allowance::Open;
                if open {
                    caps::charge(&mut tx, GuessId::from_uuid(id()), guesser).await.expect("charges");
                }
                tx.commit().await.expect("commits");
                open
            });
        }
        let open = tasks.join_all().await.into_iter().filter(|open| *open).count();
        assert_eq!(open, 10);
        let mut tx = world.store.begin().await.expect("begins");
        let known = Guesser { subject_key: b"alice", device: Some(DeviceId::from_uuid(id())) };
        assert_eq!(caps::allowance(&mut tx, known, &limits).await.expect("asks"), Allowance::Open);
        let other = Guesser { subject_key: b"bob", device: None };
        assert_eq!(caps::allowance(&mut tx, other, &limits).await.expect("asks"), Allowance::Open);
        drop(tx);
        world.wait(Duration::from_secs(24 * 3600 + 60));
        let mut tx = world.store.begin().await.expect("begins");
        let guesser = Guesser { subject_key: b"alice", device: None };
        assert_eq!(caps::allowance(&mut tx, guesser, &limits).await.expect("asks"), Allowance::Open);
    }

    async fn a_refunded_guess_is_not_counted(world: World) {
        let limits = LimitsConfig { guesses_per_account: 1, ..LimitsConfig::default() };
        let (guess, guesser) = (GuessId::from_uuid(id()), Guesser { subject_key: b"alice", device: None });
        let mut tx = world.store.begin().await.expect("begins");
        caps::charge(&mut tx, guess, guesser).await.expect("charges");
        let opens_at = tx.now().plus(Duration::from_secs(24 * 3600));
        let told = match caps::allowance(&mut tx, guesser, &limits).await.expect("asks") {
            Allowance::Spent { opens_at } => Some(opens_at),
            Allowance::Open => None,
        };
        let told = told.expect("spent");
        assert!(told.since(opens_at) + opens_at.since(told) < Duration::from_secs(5));
        caps::refund(&mut tx, guess).await.expect("refunds");
        assert_eq!(caps::allowance(&mut tx, guesser, &limits).await.expect("asks"), Allowance::Open);
    }

    async fn windows_slide_and_hold_together(world: World) {
        let windows = [Window { max: 2, seconds: 60 }, Window { max: 3, seconds: 3600 }];
        let hit = async |world: &World| {
            let mut tx = world.store.begin().await.expect("begins");
            let hits = [
                Hit { scope: "starts_per_account", subject: [1; 32], windows: &windows },
                Hit { scope: "starts_per_network", subject: [2; 32], windows: &windows },
            ];
            let charge = limits::charge(&mut tx, &hits, Entropy).await.expect("charges");
            tx.commit().await.expect("commits");
            matches!(charge, Charge::Made(_))
        };
        assert!(hit(&world).await);
        world.wait(Duration::from_secs(30));
        assert!(hit(&world).await);
        assert!(!hit(&world).await, "two in a minute");
        world.wait(Duration::from_secs(31));
        assert!(hit(&world).await, "the first has left the minute");
        world.wait(Duration::from_secs(120));
        assert!(!hit(&world).await, "three in an hour");
    }

    async fn parallel_charges_are_exact_and_refunds_give_room(world: World) {
        let windows = [Window { max: 5, seconds: 600 }];
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..30 {
            let store = world.store.clone();
            tasks.spawn(async move {
                let mut tx = loop {
                    if let Ok(tx) = store.begin().await { break tx }
                };
                let hits = [Hit { scope: "sends_per_destination", subject: [1; 32], windows: &windows }];
                let charge = limits::charge(&mut tx, &hits, Entropy).await.expect("charges");
                tx.commit().await.expect("commits");
                charge
            });
        }
        let made: Vec<_> = tasks.join_all().await.into_iter()
            .filter_map(|charge| if let Charge::Made(ids) = charge { Some(ids) } else { None }).collect();
        assert_eq!(made.len(), 5);
        let mut tx = world.store.begin().await.expect("begins");
        limits::refund(&mut tx, &made[0]).await.expect("refunds");
        let hits = [Hit { scope: "sends_per_destination", subject: [1; 32], windows: &windows }];
        assert!(matches!(limits::charge(&mut tx, &hits, Entropy).await.expect("charges"), Charge::Made(_)));
        assert!(matches!(limits::charge(&mut tx, &hits, Entropy).await.expect("charges"), Charge::Refused { .. }));
    }

    async fn a_captcha_is_spent_once(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let later = tx.now().plus(Duration::from_secs(60));
        assert!(captchas::spend(&mut tx, &SolvedCaptcha { digest: [1; 32], expires_at: later }).await.expect("spends"));
        assert!(!captchas::spend(&mut tx, &SolvedCaptcha { digest: [1; 32], expires_at: later }).await.expect("asks"));
        assert!(captchas::spend(&mut tx, &SolvedCaptcha { digest: [2; 32], expires_at: later }).await.expect("spends"));
    }

    async fn eight_claimers_never_claim_one_message_twice(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let now = tx.now();
        for _ in 0..60 {
            let message = outbox::Outgoing {
                message: MessageId::from_uuid(id()), kind: "notice.email", listener: "notifier", tenant: world.tenant,
                payload: b"sealed", due_at: now, expires_at: now.plus(Duration::from_secs(60)), trace: None,
            };
            outbox::insert(&mut tx, &message, Entropy).await.expect("inserts");
        }
        tx.commit().await.expect("commits");
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let store = world.store.clone();
            tasks.spawn(async move {
                let mut mine = Vec::new();
                loop {
                    let Ok(mut tx) = store.begin().await else { continue };
                    let claimed = outbox::claim(&mut tx, outbox::Whose::Of("notifier"), 4, Duration::from_secs(30)).await.expect("claims");
                    tx.commit().await.expect("commits");
                    if claimed.is_empty() { return mine }
                    mine.extend(claimed.into_iter().map(|claimed| claimed.message.uuid()));
                }
            });
        }
        let mut all: Vec<_> = tasks.join_all().await.into_iter().flatten().collect();
        assert_eq!(all.len(), 60);
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 60, "each once");
    }

    async fn a_lost_claim_changes_nothing(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let now = tx.now();
        let message = outbox::Outgoing {
            message: MessageId::from_uuid(id()), kind: "notice.sms", listener: "notifier", tenant: world.tenant,
            payload: b"sealed", due_at: now, expires_at: now.plus(Duration::from_secs(600)), trace: Some("00-1"),
        };
        outbox::insert(&mut tx, &message, Entropy).await.expect("inserts");
        outbox::insert(&mut tx, &message, Entropy).await.expect("the same again is ignored");
        tx.commit().await.expect("commits");
        let claim = async |world: &World| {
            let mut tx = world.store.begin().await.expect("begins");
            let claimed = outbox::claim(&mut tx, outbox::Whose::Of("notifier"), 9, Duration::from_secs(30)).await.expect("claims");
            tx.commit().await.expect("commits");
            claimed
        };
        let first = claim(&world).await;
        assert_eq!((first.len(), first[0].attempt, first[0].trace.as_deref()), (1, 1, Some("00-1")));
        assert!(claim(&world).await.is_empty(), "leased");
        world.wait(Duration::from_secs(31));
        let mut tx = world.store.begin().await.expect("begins");
        let mut but = async |names: &[&str]| {
            let whose = outbox::Whose::AllBut(names);
            outbox::claim(&mut tx, whose, 9, Duration::ZERO).await.expect("claims").len()
        };
        assert_eq!((but(&["notifier"]).await, but(&["a", "notifier", "b"]).await), (0, 0));
        assert_eq!((but(&[]).await, but(&["a.notifier", "notifiers"]).await), (1, 1));
        tx.commit().await.expect("commits");
        let second = claim(&world).await;
        assert_eq!(second.len(), 1);
        let mut tx = world.store.begin().await.expect("begins");
        assert!(!outbox::done(&mut tx, &first[0]).await.expect("asks"));
        assert!(!outbox::bury(&mut tx, &first[0], "late").await.expect("asks"));
        assert!(outbox::retry(&mut tx, &second[0], Duration::from_secs(10)).await.expect("retries"));
        tx.commit().await.expect("commits");
        assert!(claim(&world).await.is_empty(), "not due");
        world.wait(Duration::from_secs(11));
        let third = claim(&world).await;
        assert_eq!((third[0].attempt, third[0].message), (2, message.message));
        let mut tx = world.store.begin().await.expect("begins");
        assert!(outbox::bury(&mut tx, &third[0], "no provider").await.expect("buries"));
        assert_eq!(outbox::waiting(&mut tx, "notifier").await.expect("counts"), 0);
        let dead = outbox::dead_letters(&mut tx, 9).await.expect("lists");
        assert_eq!(dead, vec![(message.message, "notice.sms".to_owned(), "no provider".to_owned())]);
    }

    async fn a_delivery_is_claimed_before_its_effect(world: World) {
        let message = MessageId::from_uuid(id());
        let lease = Duration::from_secs(30);
        let mut tx = world.store.begin().await.expect("begins");
        let new = deliveries::NewDelivery {
            message, tenant: world.tenant, account: Some(world.account), channel: Channel::Email,
            purpose: "reset_code", flow: Some(deliveries::Flow::Reset(id())),
            expires_at: tx.now().plus(Duration::from_secs(600)),
        };
        deliveries::insert(&mut tx, &new).await.expect("inserts");
        assert_eq!(deliveries::flow_of(&mut tx, message).await.expect("finds"), new.flow);
        tx.commit().await.expect("commits");
        let begin = async |world: &World| {
            let mut tx = world.store.begin().await.expect("begins");
            let attempt = deliveries::begin(&mut tx, message, lease, (None, deliveries::LeftBehind::Stays)).await.expect("begins");
            tx.commit().await.expect("commits");
            attempt
        };
        let claim = |fence, attempt| deliveries::Claim { fence, attempt };
        assert_eq!(begin(&world).await, deliveries::Attempt::Go(claim(1, 1)));
        assert!(matches!(begin(&world).await, deliveries::Attempt::Busy { .. }));
        world.wait(Duration::from_secs(31));
        assert_eq!(begin(&world).await, deliveries::Attempt::LeftBehind(claim(2, 2)));
        let mut tx = world.store.begin().await.expect("begins");
        assert!(!deliveries::finish(&mut tx, message, 1, deliveries::State::Sent.into()).await.expect("asks"));
        let sent = deliveries::State::Sent;
        let ending = deliveries::Ending { turn: deliveries::Turn::Tried, state: sent, provider: Some("smtp"), reference: Some("4Zx1Yw2") };
        assert!(deliveries::finish(&mut tx, message, 2, ending).await.expect("ends"));
        assert_eq!(reports::find(&mut tx, message, Lock::None).await.expect("finds").expect("there").reference.as_deref(), Some("4Zx1Yw2"));
        tx.commit().await.expect("commits");
        assert_eq!(begin(&world).await, deliveries::Attempt::Over);
        let mut tx = world.store.begin().await.expect("begins");
        let state = deliveries::state_of(&mut tx, message).await.expect("finds");
        assert_eq!(state, Some(("sent".into(), Some("smtp".into()))));
        assert_eq!(deliveries::begin(&mut tx, MessageId::from_uuid(id()), lease, (None, deliveries::LeftBehind::Stays)).await.expect("asks"), deliveries::Attempt::Unknown);
    }

    async fn reports_lead_forward_in_whatever_order_they_come(world: World) {
        use reports::Report::{Arrived, TakenOver};
        let failed = || reports::Report::Failed("30003".into());
        for (told, state) in [
            (vec![TakenOver, Arrived], "delivered"),
            (vec![Arrived, TakenOver, Arrived], "delivered"),
            (vec![Arrived, failed()], "delivered"),
            (vec![TakenOver, failed(), Arrived, TakenOver], "refused"),
            (vec![failed(), failed()], "refused"),
        ] {
            let message = MessageId::from_uuid(id());
            let mut tx = world.store.begin().await.expect("begins");
            let new = deliveries::NewDelivery {
                message, tenant: world.tenant, account: None, channel: Channel::Sms, purpose: "reset_code", flow: None,
                expires_at: tx.now().plus(Duration::from_secs(600)),
            };
            deliveries::insert(&mut tx, &new).await.expect("inserts");
            let claim = deliveries::begin(&mut tx, message, Duration::from_secs(30), (None, deliveries::LeftBehind::Stays)).await.expect("begins");
            assert!(matches!(claim, deliveries::Attempt::Go(_)), "{claim:?}");
            for (number, report) in told.iter().enumerate() {
                let is_news = reports::take(&mut tx, message, &format!("SM{number}"), report).await.expect("takes");
                assert!(is_news || number > 0, "{told:?}");
            }
            let late = deliveries::State::Sent.into();
            assert!(!deliveries::finish(&mut tx, message, 1, late).await.expect("asks"), "the caller's claim is gone");
            let found = reports::find(&mut tx, message, Lock::None).await.expect("finds").expect("there");
            assert_eq!(found.reference.as_deref(), Some("SM0"), "the first name stays");
            assert_eq!(deliveries::state_of(&mut tx, message).await.expect("finds").expect("there").0, state, "{told:?}");
        }
    }

    async fn so_many_reports_without_effect_are_audited_and_no_more(world: World) {
        let message = MessageId::from_uuid(id());
        let mut tx = world.store.begin().await.expect("begins");
        let new = deliveries::NewDelivery {
            message, tenant: world.tenant, account: None, channel: Channel::Sms, purpose: "reset_code", flow: None,
            expires_at: tx.now().plus(Duration::from_secs(600)),
        };
        deliveries::insert(&mut tx, &new).await.expect("inserts");
        for number in 0..21 {
            assert_eq!(reports::count_unheeded(&mut tx, message).await.expect("counts"), number < 20, "{number}");
        }
    }

    async fn what_is_superseded_or_expired_is_never_sent(world: World) {
        for superseded in [true, false] {
            let message = MessageId::from_uuid(id());
            let mut tx = world.store.begin().await.expect("begins");
            let new = deliveries::NewDelivery {
                message, tenant: world.tenant, account: None, channel: Channel::Sms, purpose: "reset_code", flow: None,
                expires_at: tx.now().plus(Duration::from_secs(600)),
            };
            deliveries::insert(&mut tx, &new).await.expect("inserts");
            if superseded {
                deliveries::supersede(&mut tx, message).await.expect("supersedes");
            }
            tx.commit().await.expect("commits");
            if !superseded {
                world.wait(Duration::from_secs(601));
            }
            let mut tx = world.store.begin().await.expect("begins");
            let attempt = deliveries::begin(&mut tx, message, Duration::from_secs(30), (None, deliveries::LeftBehind::Stays)).await.expect("begins");
            assert_eq!(attempt, deliveries::Attempt::Over);
            let (state, _) = deliveries::state_of(&mut tx, message).await.expect("finds").expect("there");
            assert_eq!(state, "expired");
        }
    }

    async fn what_a_crash_left_behind_is_not_sent_again_once_superseded(world: World) {
        let message = MessageId::from_uuid(id());
        let mut tx = world.store.begin().await.expect("begins");
        let new = deliveries::NewDelivery {
            message, tenant: world.tenant, account: None, channel: Channel::Email, purpose: "reset_code", flow: None,
            expires_at: tx.now().plus(Duration::from_secs(600)),
        };
        deliveries::insert(&mut tx, &new).await.expect("inserts");
        let lease = Duration::from_secs(12);
        let first = deliveries::begin(&mut tx, message, lease, (None, deliveries::LeftBehind::Stays)).await.expect("begins");
        assert!(matches!(first, deliveries::Attempt::Go(_)), "{first:?}");
        deliveries::supersede(&mut tx, message).await.expect("supersedes");
        tx.commit().await.expect("commits");
        world.wait(Duration::from_secs(13));
        let mut tx = world.store.begin().await.expect("begins");
        assert_eq!(deliveries::begin(&mut tx, message, lease, (None, deliveries::LeftBehind::Stays)).await.expect("asks"), deliveries::Attempt::Over);
    }

    async fn help_requests_wait_for_one_digest(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        for (micros, text) in [(0, "first"), (1, "second")] {
            let request = help::HelpRequest {
                id: rekey_domain::HelpRequestId::from_uuid(id()), tenant: world.tenant,
                user_id: "erin@contoso.example".into(), reach_me: b"sealed".to_vec(), message: text.into(), at: tx.now().plus(Duration::from_micros(micros)),
            };
            help::insert(&mut tx, &request).await.expect("inserts");
        }
        tx.commit().await.expect("commits");
        let age = Duration::from_secs(300);
        let mut tx = world.store.begin().await.expect("begins");
        assert!(help::tenants_with_waiting(&mut tx, age).await.expect("asks").is_empty(), "not old enough");
        drop(tx);
        world.wait(Duration::from_secs(301));
        let mut tx = world.store.begin().await.expect("begins");
        assert_eq!(help::tenants_with_waiting(&mut tx, age).await.expect("asks"), vec![world.tenant]);
        for (message, left) in [(&b"first"[..], 1), (b"second", 0)] {
            let (taken, waiting) = help::take_waiting(&mut tx, world.tenant, 1).await.expect("takes");
            assert_eq!((taken.len(), taken[0].message.as_slice(), waiting), (1, message, left));
        }
        assert!(help::take_waiting(&mut tx, world.tenant, 1).await.expect("takes").0.is_empty());
    }

    async fn inbox_and_audit_keep_what_they_are_given(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let message = inbox::InboxMessage {
            id: id(), channel: "sms".into(), to: "+14255550167".into(), subject: None, text: "hello".into(),
            received_at: tx.now(),
        };
        inbox::insert(&mut tx, &message).await.expect("inserts");
        inbox::insert(&mut tx, &message).await.expect("ignored");
        assert_eq!(inbox::newest(&mut tx, 10).await.expect("lists"), vec![message]);
        let detail = serde_json::json!({"gates": 2});
        let entry = audit::Entry {
            tenant: Some(world.tenant), actor: "person", event: "reset.completed", account: Some(world.account),
            flow: None, detail: &detail,
        };
        audit::write(&mut tx, &entry, Entropy).await.expect("writes");
        assert_eq!(audit::of_account(&mut tx, world.account, 9).await.expect("lists"), ["reset.completed"]);
        let refused = serde_json::json!({ "why": "signature" });
        let entry = audit::Entry { event: "delivery.report_refused", actor: "stranger", detail: &refused, ..entry };
        audit::write(&mut tx, &entry, Entropy).await.expect("writes");
        for (event, why, count) in
            [("delivery.report_refused", "signature", 1), ("delivery.report_refused", "form", 0), ("reset.completed", "signature", 0)]
        {
            assert_eq!(audit::count_of(&mut tx, event, ("why", why)).await.expect("counts"), count, "{event} {why}");
        }
    }
}
