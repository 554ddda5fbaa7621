//! Claims of the embedded transport: leases that run out, and takers that come too late.

use std::sync::Arc;

use rekey_bus::{Delivery, Handler, HandlerFuture, Kind, Listener, Outcome};
use rekey_runtime::{CancellationToken, service};
use rekey_testkit::Engine;
use tokio::sync::mpsc;

use super::world::{PATIENCE, World};

/// Tells when it begins and when it is stopped, and never ends by itself.
struct Stuck(mpsc::UnboundedSender<&'static str>);

struct Stopped(mpsc::UnboundedSender<&'static str>);

impl Drop for Stopped {
    fn drop(&mut self) {
        let _ = self.0.send("stopped");
    }
}

impl Handler for Stuck {
    fn handle(&self, _: Delivery) -> HandlerFuture<'_, Outcome> {
        let _ = self.0.send("begun");
        let stopped = Stopped(self.0.clone());
        Box::pin(async move {
            std::future::pending::<()>().await;
            drop(stopped);
            Outcome::Done
        })
    }
}

async fn take(world: &World) -> Vec<rekey_bus::Taken> {
    world.bus.take(Listener::NotifierSms, 10).await.expect("takes")
}

async fn a_taker_that_was_too_slow_does_not_end_the_next_takers_work(world: World) {
    world.post(Kind::NoticeSms, 6000).await;
    let slow = take(&world).await;
    assert!(take(&world).await.is_empty(), "leased");
    world.wait(16);
    let next = take(&world).await;
    world.bus.finish(&slow[0], &Outcome::Bury("late".into())).await.expect("is heard");
    assert!(world.dead().await.is_empty());
    assert_eq!(world.waiting(Listener::NotifierSms).await, 1);
    world.bus.finish(&next[0], &Outcome::Done).await.expect("finishes");
    assert_eq!(world.waiting(Listener::NotifierSms).await, 0);
}

async fn a_handler_whose_claim_was_lost_is_stopped_and_says_nothing(world: World) {
    let (sender, mut told) = mpsc::unbounded_channel();
    let token = CancellationToken::new();
    let consumer = world.bus.consumer(Listener::NotifierSms, 1, Arc::new(Stuck(sender)));
    let mut tasks = service::spawn_all(vec![consumer], &token);
    world.post(Kind::NoticeSms, 60_000).await;
    let mut next = async || tokio::time::timeout(PATIENCE, told.recv()).await.expect("in time");
    assert_eq!(next().await, Some("begun"));
    token.cancel();
    world.wait(16);
    let other = take(&world).await;
    assert!(!other.is_empty(), "the claim has run out");
    assert_eq!(next().await, Some("stopped"));
    while tasks.join_next().await.is_some() {}
    assert!(world.dead().await.is_empty());
    assert!(world.bus.renew(&other[0]).await.expect("asks"), "the other's claim holds");
    world.bus.finish(&other[0], &Outcome::Done).await.expect("finishes");
    assert_eq!(world.waiting(Listener::NotifierSms).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn late_takers_on_sqlite() {
    a_taker_that_was_too_slow_does_not_end_the_next_takers_work(World::embedded(Engine::Sqlite).await).await;
    a_handler_whose_claim_was_lost_is_stopped_and_says_nothing(World::embedded(Engine::Sqlite).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn late_takers_on_postgres() {
    a_taker_that_was_too_slow_does_not_end_the_next_takers_work(World::embedded(Engine::Postgres).await).await;
    a_handler_whose_claim_was_lost_is_stopped_and_says_nothing(World::embedded(Engine::Postgres).await).await;
}
