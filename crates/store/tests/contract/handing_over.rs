//! What a process commits to the outbox goes on with the commit, where somebody in it takes it further.

use std::time::Duration;

use rekey_domain::{Channel, MessageId};
use rekey_runtime::Entropy;
use rekey_store::deliveries::{Concluded, Ending, Flow, NewDelivery, News, Posted, State};
use rekey_store::outbox::{Claimed, Outgoing, Whose};
use rekey_store::{Tx, deliveries, outbox};
use tokio::time::Instant;

use crate::together::{begin_due, finish_telling};
use crate::world::{World, contract, id};

const LEASE: Duration = Duration::from_secs(30);
const SHORT: Duration = Duration::from_millis(50);
const LISTENER: &str = "rekey.notice.email";

fn outgoing<'a>(world: &World, tx: &Tx) -> Outgoing<'a> {
    Outgoing {
        message: MessageId::from_uuid(id()),
        kind: "notice.email",
        listener: LISTENER,
        tenant: world.tenant,
        payload: b"sealed",
        due_at: tx.now(),
        expires_at: tx.now().plus(Duration::from_secs(600)),
        trace: Some("00-trace"),
    }
}

/// What whoever looks finds for anybody.
async fn claimed(world: &World) -> Vec<Claimed> {
    let mut tx = world.store.begin().await.expect("begins");
    let claimed = outbox::claim(&mut tx, Whose::AllBut(&[]), 9, LEASE).await.expect("claims");
    tx.commit().await.expect("commits");
    claimed
}

async fn write(world: &World) -> MessageId {
    let mut tx = world.store.begin().await.expect("begins");
    let message = outgoing(world, &tx);
    outbox::insert(&mut tx, &message, Entropy).await.expect("inserts");
    tx.commit().await.expect("commits");
    message.message
}

contract! {
    async fn a_message_goes_on_with_the_commit_as_a_claim(world: World) {
        let mut handed = world.store.handed_over();
        let message = write(&world).await;
        let taken = handed.try_recv().expect("it was handed over").claimed;
        assert_eq!((taken.message, taken.fence, taken.attempt, taken.unanswered), (message, 1, 1, 0));
        assert_eq!((taken.kind.as_str(), taken.listener.as_str(), &taken.payload[..]), ("notice.email", LISTENER, &b"sealed"[..]));
        assert_eq!((taken.tenant, taken.trace.as_deref()), (world.tenant, Some("00-trace")));
        assert!(handed.try_recv().is_err(), "once");
        assert!(claimed(&world).await.is_empty(), "nobody else has it");
        outbox::all_done(&world.store, &[taken]).await.expect("removes");
        world.wait(Duration::from_secs(60));
        assert!(claimed(&world).await.is_empty(), "it is gone");
    }

    async fn what_whoever_was_handed_it_does_not_do_is_left_to_others(world: World) {
        let mut handed = world.store.handed_over();
        let message = write(&world).await;
        let taken = handed.try_recv().expect("it was handed over").claimed;
        world.wait(Duration::from_secs(9));
        assert!(claimed(&world).await.is_empty(), "not yet");
        world.wait(Duration::from_secs(2));
        let others = claimed(&world).await;
        assert_eq!(others.iter().map(|claimed| (claimed.message, claimed.fence)).collect::<Vec<_>>(), [(message, 2)]);
        outbox::all_done(&world.store, std::slice::from_ref(&taken)).await.expect("asks");
        let mut tx = world.store.begin().await.expect("begins");
        assert!(outbox::done(&mut tx, &others[0]).await.expect("removes"), "whoever lost the claim removed nothing");
    }

    async fn what_was_not_committed_or_is_due_later_is_handed_to_nobody(world: World) {
        let mut handed = world.store.handed_over();
        let mut tx = world.store.begin().await.expect("begins");
        let message = outgoing(&world, &tx);
        outbox::insert(&mut tx, &message, Entropy).await.expect("inserts");
        drop(tx);
        let mut tx = world.store.begin().await.expect("begins");
        let later = Outgoing { due_at: tx.now().plus(Duration::from_secs(60)), ..outgoing(&world, &tx) };
        outbox::insert(&mut tx, &later, Entropy).await.expect("inserts");
        tx.commit().await.expect("commits");
        assert!(handed.try_recv().is_err());
        world.wait(Duration::from_secs(61));
        let found: Vec<MessageId> = claimed(&world).await.into_iter().map(|claimed| claimed.message).collect();
        assert_eq!(found, [later.message]);
    }

    async fn where_nobody_takes_further_everything_is_for_anybody(world: World) {
        let message = write(&world).await;
        assert_eq!(claimed(&world).await.len(), 1, "nobody ever was there");
        let handed = world.store.handed_over();
        drop(handed);
        let other = write(&world).await;
        let found: Vec<MessageId> = claimed(&world).await.into_iter().map(|claimed| claimed.message).collect();
        assert_eq!(found, [other], "and {message} is taken");
    }

    async fn whoever_waits_for_what_is_handed_over_goes_on_when_it_was_taken_further(world: World) {
        let mut handed = world.store.handed_over();
        let write = async || {
            let mut tx = world.store.begin().await.expect("begins");
            let message = outgoing(&world, &tx);
            outbox::insert(&mut tx, &message, Entropy).await.expect("inserts");
            let departure = tx.departure();
            tx.commit().await.expect("commits");
            departure
        };
        let departure = write().await;
        let taken = handed.try_recv().expect("it was handed over");
        let waited = Instant::now();
        departure.wait(SHORT).await;
        assert!(waited.elapsed() >= SHORT, "nobody has taken it further");
        let departure = write().await;
        let other = handed.try_recv().expect("it was handed over");
        drop(taken);
        let waiting = tokio::spawn(departure.wait(LEASE));
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished(), "the other one was");
        drop(other);
        let waited = Instant::now();
        waiting.await.expect("goes on");
        drop(handed);
        write().await.wait(LEASE).await;
        let mut tx = world.store.begin().await.expect("begins");
        let departure = tx.departure();
        drop(tx);
        departure.wait(LEASE).await;
        assert!(waited.elapsed() < LEASE / 3, "at once, and where nobody takes it, nor anything was written");
    }

    async fn notices_and_news_of_them_are_handed_over_alike(world: World) {
        let mut handed = world.store.handed_over();
        for (flow, listener) in [(Flow::Reset(id()), Some("resets")), (Flow::Setup(id()), Some("setups"))]
            .map(|(flow, listener)| (Some(flow), listener)).into_iter().chain([(None, None)])
        {
            let mut tx = world.store.begin().await.expect("begins");
            let message = outgoing(&world, &tx);
            let delivery = NewDelivery {
                message: message.message,
                tenant: world.tenant,
                account: Some(world.account),
                channel: Channel::Email,
                purpose: "reset_code",
                flow,
                expires_at: message.expires_at,
            };
            let posted = Posted { delivery: &delivery, message };
            deliveries::post(&mut tx, &posted, Entropy).await.expect("posts");
            tx.commit().await.expect("commits");
            assert_eq!(handed.try_recv().expect("a notice").claimed.message, delivery.message);
            let mut tx = world.store.begin_single().await.expect("begins");
            let claim = begin_due(&mut tx, delivery.message, LEASE, None).await.expect("begins");
            tx.commit().await.expect("commits");
            let mut tx = world.store.begin_single().await.expect("begins");
            let news = News { message: outgoing(&world, &tx), of_resets: "resets", of_setups: "setups" };
            let (told, fence) = (news.message.message, claim.expect("it waits").fence);
            let ending = Ending::from(State::Sent);
            let concluded = Concluded { message: delivery.message, fence, ending, news };
            assert!(finish_telling(&mut tx, &concluded, Entropy).await.expect("writes"));
            tx.commit().await.expect("commits");
            let heard = handed.try_recv().ok().map(|taken| (taken.claimed.message, taken.claimed.listener));
            assert_eq!(heard, listener.map(|listener| (told, listener.to_owned())), "{flow:?}");
        }
        assert!(claimed(&world).await.is_empty(), "all of them were claims");
    }
}
