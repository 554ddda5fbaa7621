//! Handing a delivery on to another provider, and asking a provider what became of it.

use std::time::Duration;

use rekey_domain::call::CallEnd;
use rekey_domain::{Channel, MessageId};
use rekey_runtime::Entropy;
use rekey_runtime::config::BudgetsConfig;
use rekey_store::calls::{self, Heard};
use rekey_store::deliveries::{
    self, Attempt, Called, Claim, Concluded, Ending, LeftBehind, NewDelivery, News, State, Turn,
};
use rekey_store::lookups::{self, Pace};
use rekey_store::outbox::Outgoing;
use rekey_store::paid_sends::{self, Charge, PaidSend, UsualHours};
use rekey_store::reports::{self, Report};
use rekey_store::{Lock, Tx, dead_letters, tenants};

use crate::together::{begin_due, finish_telling};
use crate::world::{World, contract, id};

const LEASE: Duration = Duration::from_secs(30);
const LIFETIME: Duration = Duration::from_secs(600);
const FIRST: Duration = Duration::from_secs(60);
const PACE: Pace = Pace {
    pause: Duration::from_secs(60),
    pause_max: Duration::from_secs(240),
    times_max: 3,
    grace: Duration::from_secs(120),
};
const TWILIO: Called<'static> = Called { provider: "twilio", look_after: Some(FIRST) };

/// A delivery that is due.
async fn written(world: &World, tx: &mut Tx, channel: Channel) -> MessageId {
    let message = MessageId::from_uuid(id());
    let expires_at = tx.now().plus(LIFETIME);
    let (tenant, purpose, flow) = (world.tenant, "reset_code", Some(deliveries::Flow::Reset(id())));
    let new = NewDelivery { message, tenant, account: None, channel, purpose, flow, expires_at };
    deliveries::insert(tx, &new).await.expect("inserts");
    message
}

/// One that Twilio has under this name.
async fn sent(world: &World, channel: Channel, reference: &str) -> MessageId {
    let mut tx = world.store.begin().await.expect("begins");
    let message = written(world, &mut tx, channel).await;
    let claim = begin_due(&mut tx, message, LEASE, Some(TWILIO)).await.expect("begins").expect("due");
    let ending = Ending { reference: Some(reference), ..State::Sent.into() };
    assert!(deliveries::finish(&mut tx, message, claim.fence, ending).await.expect("ends"));
    tx.commit().await.expect("commits");
    message
}

/// Names of what is asked about now.
async fn asked(world: &World) -> Vec<String> {
    let mut tx = world.store.begin().await.expect("begins");
    let is_due = lookups::is_due(&mut tx).await.expect("asks");
    let taken = lookups::take(&mut tx, 10, PACE).await.expect("takes");
    assert!(is_due || taken.turns.is_empty());
    tx.commit().await.expect("commits");
    taken.turns.into_iter().map(|turn| turn.reference).collect()
}

contract! {
    async fn a_delivery_is_handed_on_by_whoever_holds_it(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let message = written(&world, &mut tx, Channel::Sms).await;
        assert!(!deliveries::hand_on(&mut tx, (message, 0), LEASE, TWILIO).await.expect("asks"), "nobody has it");
        let begun = deliveries::begin(&mut tx, message, LEASE, (Some("gateway".into()), deliveries::LeftBehind::Stays)).await.expect("begins");
        assert_eq!(begun, Attempt::Go(Claim { fence: 1, attempt: 1 }));
        assert!(!deliveries::hand_on(&mut tx, (message, 2), LEASE, TWILIO).await.expect("asks"), "another's claim");
        assert!(deliveries::hand_on(&mut tx, (message, 1), LEASE, TWILIO).await.expect("hands on"));
        let state = deliveries::state_of(&mut tx, message).await.expect("reads");
        assert_eq!(state, Some(("attempting".into(), Some("twilio".into()))));
    }

    async fn what_was_left_behind_stays_with_who_was_called_unless_it_goes_again(world: World) {
        let (gateway, claim) = (Some("gateway".into()), Claim { fence: 2, attempt: 2 });
        for (is_charged, by, left_behind, expected, provider, doubted) in [
            (false, gateway, LeftBehind::Stays, Attempt::Go(claim), "gateway", None),
            (true, gateway, LeftBehind::Stays, Attempt::LeftBehind(claim), "twilio", None),
            (true, gateway, LeftBehind::GoesAgain, Attempt::LeftBehind(claim), "gateway", Some("twilio")),
            (true, None, LeftBehind::GoesAgain, Attempt::LeftBehind(claim), "twilio", Some("twilio")),
        ] {
            let mut tx = world.store.begin().await.expect("begins");
            let message = written(&world, &mut tx, Channel::Sms).await;
            let claim = begin_due(&mut tx, message, LEASE, Some(TWILIO)).await.expect("begins").expect("due");
            if is_charged {
                let send = PaidSend { message, fence: claim.fence, tenant: world.tenant, micros: 1, area: None };
                let charged = paid_sends::charge(&mut tx, &send, &BudgetsConfig::default(), &UsualHours::default()).await;
                assert_eq!(charged.expect("charges").charge, Charge::Made);
            }
            tx.commit().await.expect("commits");
            world.wait(LEASE + Duration::from_secs(1));
            let mut tx = world.store.begin().await.expect("begins");
            assert_eq!(deliveries::begin(&mut tx, message, LEASE, (by, left_behind)).await.expect("begins"), expected);
            let found = reports::find(&mut tx, message, Lock::None).await.expect("reads").expect("there");
            assert_eq!((found.provider.as_deref(), found.doubted.as_deref()), (Some(provider), doubted));
            tx.commit().await.expect("commits");
        }
    }

    async fn a_turn_in_which_nobody_was_called_is_no_attempt_and_one_in_doubt_is_remembered(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let message = written(&world, &mut tx, Channel::Sms).await;
        let now = tx.now();
        let news = MessageId::from_uuid(id());
        let news = News {
            message: Outgoing {
                message: news, kind: "delivery.changed", listener: "", tenant: world.tenant, payload: b"signed",
                due_at: now, expires_at: now.plus(LIFETIME), trace: None,
            },
            of_resets: "of-resets",
            of_setups: "of-setups",
        };
        for (provider, turn, attempts, doubted) in [
            (None, Turn::Waited, 0, None),
            (Some("gateway"), Turn::Doubted, 1, Some("gateway")),
            (Some("twilio"), Turn::Tried, 2, Some("gateway")),
            (None, Turn::Waited, 2, Some("gateway")),
        ] {
            let claim = begin_due(&mut tx, message, LEASE, provider.map(Called::from)).await.expect("begins");
            let ending = Ending { turn, ..State::Due.into() };
            let concluded = Concluded { message, fence: claim.expect("due").fence, ending, news: news.clone() };
            assert!(finish_telling(&mut tx, &concluded, Entropy).await.expect("ends"));
            let standing = dead_letters::standing(&mut tx, message, Lock::None).await.expect("reads").expect("there");
            let found = reports::find(&mut tx, message, Lock::None).await.expect("reads").expect("there");
            assert_eq!((standing.attempts, found.doubted.as_deref()), (attempts, doubted), "{turn:?}");
        }
        reports::arrived_by(&mut tx, message, "gateway", "gw-1").await.expect("writes");
        assert!(reports::take(&mut tx, message, "gw-1", &Report::Arrived).await.expect("takes"));
        let found = reports::find(&mut tx, message, Lock::None).await.expect("reads").expect("there");
        assert_eq!((found.provider.as_deref(), found.reference.as_deref()), (Some("gateway"), Some("gw-1")));
        // What arrived stays whose it is.
        reports::arrived_by(&mut tx, message, "twilio", "SM1").await.expect("writes");
        let found = reports::find(&mut tx, message, Lock::None).await.expect("reads").expect("there");
        assert_eq!(found.provider.as_deref(), Some("gateway"));
    }

    async fn what_was_sent_is_asked_about_in_turns_that_become_rarer(world: World) {
        sent(&world, Channel::Sms, "SM1").await;
        assert!(asked(&world).await.is_empty(), "not yet");
        for pause in [60, 60, 120] {
            world.wait(Duration::from_secs(pause - 1));
            assert!(asked(&world).await.is_empty(), "{pause}");
            world.wait(Duration::from_secs(1));
            assert_eq!(asked(&world).await, ["SM1"]);
            assert!(asked(&world).await.is_empty(), "it is taken");
        }
        world.wait(Duration::from_secs(24 * 3600));
        assert!(asked(&world).await.is_empty(), "so often and no more");
    }

    async fn what_is_known_or_of_no_use_is_not_asked_about(world: World) {
        let names = ["SM1", "SM2", "CA3", "CA4", "CA5", "CA6"];
        let channels = [Channel::Sms, Channel::Sms, Channel::Voice, Channel::Voice, Channel::Voice, Channel::Voice];
        let mut messages = Vec::new();
        for (channel, name) in channels.into_iter().zip(names) {
            messages.push(sent(&world, channel, name).await);
        }
        let mut tx = world.store.begin().await.expect("begins");
        assert!(reports::take(&mut tx, messages[0], "SM1", &Report::Arrived).await.expect("takes"));
        assert!(!reports::take(&mut tx, messages[1], "SM2", &Report::TakenOver).await.expect("takes"), "known");
        // Somebody answered: how it ends is open, also where a machine did.
        assert!(reports::take(&mut tx, messages[2], "CA3", &Report::Arrived).await.expect("takes"));
        assert!(calls::take(&mut tx, messages[3], Heard::Machine).await.expect("takes"));
        assert!(calls::take(&mut tx, messages[4], Heard::Keys).await.expect("takes"));
        assert!(calls::take(&mut tx, messages[5], Heard::Ended(CallEnd::Busy)).await.expect("takes"));
        tx.commit().await.expect("commits");
        world.wait(FIRST);
        let mut found = asked(&world).await;
        found.sort();
        assert_eq!(found, ["CA3", "CA4", "SM2"]);
        world.wait(LIFETIME + PACE.grace);
        assert!(asked(&world).await.is_empty(), "of no use any more");
    }

    async fn what_nobody_can_be_asked_about_uses_its_turns_up(world: World) {
        let mut tx = world.store.begin().await.expect("begins");
        let message = written(&world, &mut tx, Channel::Sms).await;
        let claim = begin_due(&mut tx, message, LEASE, Some(TWILIO)).await.expect("begins").expect("due");
        assert!(deliveries::finish(&mut tx, message, claim.fence, State::Ambiguous.into()).await.expect("ends"));
        tx.commit().await.expect("commits");
        for _ in 0..3 {
            world.wait(Duration::from_secs(240));
            assert!(asked(&world).await.is_empty());
        }
        let mut tx = world.store.begin().await.expect("begins");
        assert!(!lookups::is_due(&mut tx).await.expect("asks"));
        // Its provider reports it once more: a name, but no turn is left.
        assert!(reports::take(&mut tx, message, "SM7", &Report::TakenOver).await.expect("takes"));
        drop(tx);
        // One that was reported before its provider's answer came is asked about.
        let mut tx = world.store.begin().await.expect("begins");
        let message = written(&world, &mut tx, Channel::Sms).await;
        begin_due(&mut tx, message, LEASE, Some(TWILIO)).await.expect("begins").expect("due");
        assert!(reports::take(&mut tx, message, "SM8", &Report::TakenOver).await.expect("takes"));
        tx.commit().await.expect("commits");
        world.wait(FIRST);
        assert_eq!(asked(&world).await, ["SM8"]);
    }

    async fn two_copies_never_have_the_same_turn(world: World) {
        for number in 0..20 {
            sent(&world, Channel::Sms, &format!("SM{number}")).await;
        }
        world.wait(FIRST);
        let take = async || {
            let mut tx = world.store.begin().await.expect("begins");
            let taken = lookups::take(&mut tx, 12, PACE).await.expect("takes");
            tx.commit().await.expect("commits");
            taken
        };
        let (one, other) = tokio::join!(take(), take());
        assert!(one.is_full || other.is_full);
        let mut names: Vec<String> = one.turns.into_iter().chain(other.turns).map(|turn| turn.reference).collect();
        assert_eq!(names.len(), 20);
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 20, "none of them twice");
    }

    async fn an_organisation_is_known_by_its_name(world: World) {
        let mut tx = world.store.read().await.expect("reads");
        assert_eq!(tenants::slug_of(&mut tx, world.tenant).await.expect("reads").as_deref(), Some("contoso"));
        assert_eq!(tenants::slug_of(&mut tx, rekey_domain::TenantId::from_uuid(id())).await.expect("reads"), None);
    }
}
