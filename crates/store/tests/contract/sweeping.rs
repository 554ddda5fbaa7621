//! What is old goes, and nothing else.

use std::time::Duration;

use rekey_domain::limits::FlowLimits;
use rekey_domain::registration::{NewSetup, Setup};
use rekey_domain::reset::Reset;
use rekey_domain::{ChangeId, Channel, ContactId, GuessId, MessageId, SignInId, Slot, Timestamp, Way};
use rekey_runtime::config::BudgetsConfig;
use rekey_runtime::service::spawn_all;
use rekey_runtime::{CancellationToken, Entropy};
use rekey_store::caps::Guesser;
use rekey_store::captchas::{self, SolvedCaptcha};
use rekey_store::contacts::{self, Contact, Replaced};
use rekey_store::limits::Hit;
use rekey_store::paid_sends::{PaidSend, UsualHours};
use rekey_store::setups::Kept;
use rekey_store::{StoreError, caps, deliveries, help, inbox, money, paid_sends};
use rekey_store::{limits, outbox, password_changes, resets, setups, sign_ins, sweep};
use rekey_wire::contact::PhoneArea;

use crate::together::begin_due;
use crate::world::{World, contract, hash, id, new_reset};

/// Writes a row that is of no use any more in a second.
async fn put_old(world: &World, what: &str) {
    if what == "money that was taken" {
        // It is of an hour, from its beginning on.
        let now = world.store.time().await.expect("known");
        world.wait(money::Period::Hour.began(now).plus(money::Period::Hour.duration()).since(now));
    }
    let mut begun = world.store.begin().await.expect("begins");
    let tx = &mut begun;
    let soon = tx.now().plus(Duration::from_secs(1));
    match what {
        "resets" => {
            let reset = Reset { expires_at: soon, ..new_reset(world, tx.now()) };
            resets::insert(tx, &reset, b"subject", &hash(1)).await
        }
        "guess charges" => {
            caps::charge(tx, GuessId::from_uuid(id()), Guesser { subject_key: b"alice", device: None }).await
        }
        "limit hits" => {
            let hits = [Hit { scope: "starts_per_account", subject: [1; 32], windows: &[] }];
            limits::charge(tx, &hits, Entropy).await.map(drop)
        }
        "removals" => {
            let hits = [Hit { scope: limits::REMOVALS_OF_CAPABLE, subject: [1; 32], windows: &[] }];
            limits::charge(tx, &hits, Entropy).await.map(drop)
        }
        "spent captchas" => captchas::spend(tx, &SolvedCaptcha { digest: [1; 32], expires_at: soon }).await.map(drop),
        "method set-ups" => {
            let new = NewSetup {
                id: ContactId::from_uuid(id()),
                tenant: world.tenant,
                account: world.account,
                sign_in: SignInId::from_uuid(id()),
                way: Way::Contact { slot: Slot::AuthenticationEmail, channel: Channel::Email },
            };
            let setup = Setup::begin(new, &FlowLimits::default(), tx.now());
            let kept = Kept { sealed: b"sealed".to_vec(), lookup: [1; 32], label: String::new(), replaces_lost: false };
            setups::insert(tx, &Setup { expires_at: soon, ..setup }, &kept).await
        }
        "sign-ins" => {
            let (tenant, account, id) = (world.tenant, world.account, SignInId::from_uuid(id()));
            let new = sign_ins::SignIn {
                id,
                tenant,
                account,
                device: None,
                locale: "en".into(),
                standing: sign_ins::Standing::Password,
                was_capable: false,
                created_at: tx.now(),
                expires_at: soon,
            };
            sign_ins::insert(tx, &new, &hash(1)).await
        }
        "retired contacts" => {
            let contact = Contact {
                id: ContactId::from_uuid(id()),
                tenant: world.tenant,
                account: world.account,
                slot: Slot::AlternateEmail,
                sealed: b"sealed".to_vec(),
                lookup: [1; 32],
                verified_at: None,
                usable_from: tx.now(),
                retires_at: Some(soon),
            };
            contacts::put(tx, (&contact, None), Replaced::Removed).await
        }
        "deliveries" => {
            let new = deliveries::NewDelivery {
                message: MessageId::from_uuid(id()),
                tenant: world.tenant,
                account: None,
                channel: Channel::Sms,
                purpose: "reset_code",
                flow: None,
                expires_at: soon,
            };
            deliveries::insert(tx, &new).await
        }
        "money that was taken" => {
            let cap = money::Cap { purse: money::Purse::Reserve, period: money::Period::Hour, micros: 1 };
            money::overdraw(tx, &[cap], 1).await
        }
        "breakers" => shut_one(world, tx).await,
        "dead letters" => bury_one(world, tx).await,
        "inbox messages" => inbox::insert(tx, &inbox_message(tx.now())).await,
        "help requests" | "untold help requests" => {
            let request = help::HelpRequest {
                id: rekey_domain::HelpRequestId::from_uuid(id()),
                tenant: world.tenant,
                user_id: "erin@contoso.example".into(),
                reach_me: b"sealed".to_vec(),
                message: b"sealed".to_vec(),
                at: tx.now(),
            };
            let put = help::insert(tx, &request).await;
            if what == "help requests" {
                assert_eq!(help::take_waiting(tx, world.tenant, 9).await.expect("takes").0.len(), 1);
            }
            put
        }
        "password changes" => {
            password_changes::make(tx, world.account, ChangeId::from_uuid(id()), "hash").await.map(drop)
        }
        other => Err(StoreError::Corrupt(format!("how are {other} written?"))),
    }
    .expect("writes");
    begun.commit().await.expect("commits");
}

/// A prefix is shut for a second, because the one code that went there did not come back.
async fn shut_one(world: &World, tx: &mut rekey_store::Tx) -> Result<(), StoreError> {
    let budgets = BudgetsConfig {
        conversion_sends: 1,
        conversion_patience_seconds: 0,
        conversion_shut_seconds: 1,
        ..BudgetsConfig::default()
    };
    let area = PhoneArea { prefix: [1; 32], country: "US".into() };
    let mut breaking = Vec::new();
    for _ in 0..2 {
        let message = MessageId::from_uuid(id());
        let (tenant, channel, purpose) = (world.tenant, Channel::Sms, "reset_code");
        let expires_at = tx.now().plus(Duration::from_secs(60));
        let new = deliveries::NewDelivery { message, tenant, account: None, channel, purpose, flow: None, expires_at };
        deliveries::insert(tx, &new).await?;
        let Some(claim) = begin_due(tx, message, Duration::from_secs(60), None).await? else { continue };
        let send = PaidSend { message, fence: claim.fence, tenant, micros: 1, area: Some(&area) };
        breaking = paid_sends::charge(tx, &send, &budgets, &UsualHours::default()).await?.breaking;
        deliveries::finish(tx, message, claim.fence, deliveries::State::Sent.into()).await?;
    }
    // The prefix, and with it the country.
    assert_eq!(breaking.len(), 2);
    Ok(())
}

async fn bury_one(world: &World, tx: &mut rekey_store::Tx) -> Result<(), StoreError> {
    let message = outbox::Outgoing {
        message: MessageId::from_uuid(id()),
        kind: "notice.sms",
        listener: "notifier",
        tenant: world.tenant,
        payload: b"sealed",
        due_at: tx.now(),
        expires_at: tx.now().plus(Duration::from_secs(60)),
        trace: None,
    };
    outbox::insert(tx, &message, Entropy).await?;
    let claimed = outbox::claim(tx, outbox::Whose::Of("notifier"), 1, Duration::from_secs(30)).await?;
    assert!(outbox::bury(tx, &claimed[0], "no provider").await?);
    Ok(())
}

fn inbox_message(received_at: Timestamp) -> inbox::InboxMessage {
    let (channel, to) = ("sms".into(), "+14255550167".into());
    inbox::InboxMessage { id: id(), channel, to, subject: None, text: "hello".into(), received_at }
}

/// Old messages of the inbox: a full batch and one.
async fn put_one_more_than_a_batch(world: &World) {
    let mut tx = world.store.begin().await.expect("begins");
    let now = tx.now();
    for _ in 0..=sweep::BATCH_ROWS {
        inbox::insert(&mut tx, &inbox_message(now)).await.expect("inserts");
    }
    tx.commit().await.expect("commits");
    world.wait(Duration::from_secs(25 * 3600));
}

async fn swept(world: &World, old: &[sweep::Old]) -> sweep::Swept {
    let mut tx = world.store.begin().await.expect("begins");
    let swept = sweep::batch(&mut tx, old).await.expect("sweeps");
    tx.commit().await.expect("commits");
    swept
}

contract! {
    async fn what_is_old_goes_and_what_is_young_stays_in_every_table(world: World) {
        let all = [sweep::ORCHESTRATOR, sweep::REGISTRATION, sweep::NOTIFIER, sweep::ADMIN].concat();
        let a_while = Duration::from_secs(60);
        for old in all {
            put_old(&world, old.what).await;
            world.wait(old.kept.saturating_sub(a_while));
            assert_eq!(swept(&world, &[old]).await.rows, 0, "{} are kept for {:?}", old.what, old.kept);
            world.wait(a_while * 2);
            // A breaker of a prefix comes with that of its country.
            let rows = if old.what == "breakers" { 2 } else { 1 };
            assert_eq!(swept(&world, &[old]).await.rows, rows, "{} go after {:?}", old.what, old.kept);
        }
    }

    async fn help_that_nobody_was_told_of_outlives_what_was_told(world: World) {
        put_old(&world, "untold help requests").await;
        world.wait(sweep::HELP_KEPT + Duration::from_secs(60));
        assert_eq!(swept(&world, sweep::ADMIN).await.rows, 0);
        let mut tx = world.store.begin().await.expect("begins");
        assert_eq!(help::take_waiting(&mut tx, world.tenant, 9).await.expect("takes").0.len(), 1);
    }

    async fn a_full_batch_says_that_there_may_be_more(world: World) {
        put_one_more_than_a_batch(&world).await;
        let full = sweep::Swept { rows: u64::from(sweep::BATCH_ROWS), is_full: true };
        assert_eq!(swept(&world, sweep::NOTIFIER).await, full);
        assert_eq!(swept(&world, sweep::NOTIFIER).await, sweep::Swept { rows: 1, is_full: false });
    }

    async fn the_task_sweeps_until_nothing_old_is_left(world: World) {
        put_one_more_than_a_batch(&world).await;
        let token = CancellationToken::new();
        let task = sweep::task(world.store.clone(), "sweep", sweep::NOTIFIER);
        let mut tasks = spawn_all(vec![task], &token);
        let deadline = tokio::time::Instant::now() + Duration::from_secs(20);
        loop {
            let mut tx = world.store.read().await.expect("reads");
            if inbox::newest(&mut tx, 1).await.expect("lists").is_empty() {
                break;
            }
            drop(tx);
            assert!(tokio::time::Instant::now() < deadline, "swept in time");
            tokio::task::yield_now().await;
        }
        token.cancel();
        while tasks.join_next().await.is_some() {}
    }
}
