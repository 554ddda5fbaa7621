//! Budgets before a provider, over a real database and bus.

use rekey_bus::{Handler as _, Listener, Outcome};
use rekey_domain::challenge::Delivery as News;
use rekey_domain::{Channel, MessageId, PhoneNumber};
use rekey_runtime::config::Window;
use rekey_store::inbox;
use rekey_store::money::{self, Cap, Period, Purse};
use rekey_testkit::providers::Twilio;
use rekey_testkit::providers::twilio::Next;
use rekey_wire::notice::CallAsks;

use super::*;
use crate::Carriers;
use crate::world::{LIFETIME, World, call, code, owner_notice};

/// What a text message and a call cost.
const TEXT: u64 = 100_000;
const CALL: u64 = 200_000;
const PUMPED: &str = "+1206555";

fn number(prefix: &str, last: usize) -> String {
    format!("{prefix}{last:04}")
}

fn phone(number: &str) -> Destination {
    Destination::Phone(PhoneNumber::from_e164(number).expect("a number"))
}

/// Into the inbox, with room for everything but where this says otherwise.
async fn world(budgets: BudgetsConfig) -> World {
    World::with_budgets(budgets, Carriers::all_into_inbox).await
}

fn wide() -> BudgetsConfig {
    let sends_per_prefix = vec![Window { max: 10_000, seconds: 600 }];
    BudgetsConfig { sends_per_prefix, country_floor_per_hour: 10_000, ..BudgetsConfig::default() }
}

/// Moves the clock to half past twelve: no hour ends while a test runs.
async fn noon(world: &World) {
    let now = world.store.time().await.expect("known");
    let half_past_twelve = Period::Day.began(now).plus(Duration::from_secs(36 * 3600 + 1800));
    world.wait(half_past_twelve.since(now));
}

async fn reason(world: &World, message: MessageId) -> Option<String> {
    let mut tx = world.store.read().await.expect("reads");
    deliveries::reason_of(&mut tx, message).await.expect("reads")
}

async fn taken(world: &World, purse: Purse) -> u64 {
    let mut tx = world.store.read().await.expect("reads");
    money::taken_of(&mut tx, Cap { purse, period: Period::Hour, micros: 0 }).await.expect("reads")
}

/// What was sent by phone and mail.
async fn sent(world: &World) -> usize {
    let mut tx = world.store.read().await.expect("reads");
    inbox::newest(&mut tx, 1_000).await.expect("lists").len()
}

#[tokio::test]
async fn a_code_beyond_its_prefix_is_refused_and_told_and_troubles_no_operator() {
    let world = world(BudgetsConfig::default()).await;
    for _ in 0..5 {
        world.post(Channel::Sms, code()).await;
        assert_eq!(world.work(Channel::Sms).await, Outcome::Done);
    }
    assert_eq!(world.news().await, [News::Sent; 5]);
    let message = world.post(Channel::Sms, code()).await;
    assert_eq!(world.work(Channel::Sms).await, Outcome::Done);
    assert_eq!((world.state(message).await.as_str(), world.news().await), ("refused", vec![News::Failed]));
    assert_eq!(reason(&world, message).await.as_deref(), Some("budget: prefix"));
    assert_eq!((sent(&world).await, world.dead().await.len()), (5, 0));
    world.post(Channel::Email, code()).await;
    assert_eq!(world.work(Channel::Email).await, Outcome::Done);
    assert_eq!(sent(&world).await, 6, "mail goes on");
}

#[tokio::test]
async fn calls_and_texts_share_what_a_prefix_has() {
    let world = world(BudgetsConfig::default()).await;
    for _ in 0..5 {
        world.post(Channel::Sms, code()).await;
        world.work(Channel::Sms).await;
    }
    let message = world.post(Channel::Voice, call(CallAsks::PressPound)).await;
    world.work(Channel::Voice).await;
    assert_eq!(reason(&world, message).await.as_deref(), Some("budget: prefix"));
}

#[tokio::test]
async fn money_is_spent_to_the_cap_and_the_next_hour_has_its_own() {
    let budgets = BudgetsConfig { money_per_tenant_hour_micros: 2 * TEXT + CALL + TEXT / 2, ..wide() };
    let world = world(budgets).await;
    noon(&world).await;
    for (channel, body) in
        [(Channel::Sms, code()), (Channel::Voice, call(CallAsks::PressPound)), (Channel::Sms, code())]
    {
        world.post(channel, body).await;
        world.work(channel).await;
    }
    assert_eq!(sent(&world).await, 3);
    let message = world.post(Channel::Sms, code()).await;
    world.work(Channel::Sms).await;
    assert_eq!(reason(&world, message).await.as_deref(), Some("budget: tenant_money"));
    assert!(taken(&world, Purse::All).await <= 2 * TEXT + CALL + TEXT / 2);
    world.wait(Duration::from_secs(3600));
    world.post(Channel::Sms, code()).await;
    world.work(Channel::Sms).await;
    assert_eq!(sent(&world).await, 4);
}

#[tokio::test]
async fn mail_and_what_goes_to_nobody_cost_nothing() {
    let world = world(wide()).await;
    world.post(Channel::Email, code()).await;
    world.work(Channel::Email).await;
    world.post_to(Destination::Nobody, Channel::Sms, code()).await;
    assert_eq!(world.work(Channel::Sms).await, Outcome::Done);
    assert_eq!(taken(&world, Purse::All).await, 0);
}

#[tokio::test]
async fn with_every_budget_spent_an_owner_is_told_from_the_reserve_and_later_where_that_is_spent() {
    let budgets = BudgetsConfig {
        money_per_hour_micros: 1,
        reserve_per_hour_micros: TEXT,
        sends_per_prefix: vec![Window { max: 1, seconds: 600 }],
        country_floor_per_hour: 1,
        ..BudgetsConfig::default()
    };
    let world = world(budgets).await;
    noon(&world).await;
    let refused = world.post(Channel::Sms, code()).await;
    world.work(Channel::Sms).await;
    assert_eq!(reason(&world, refused).await.as_deref(), Some("budget: money"));
    let first = world.post_for(Duration::from_secs(24 * 3600), owner_notice()).await;
    assert_eq!(world.work(Channel::Sms).await, Outcome::Done);
    assert_eq!(world.state(first).await, "sent");
    let second = world.post_for(Duration::from_secs(24 * 3600), owner_notice()).await;
    let Outcome::Retry(wait) = world.work(Channel::Sms).await else { panic!("it waits") };
    assert!(wait > Duration::from_secs(1_700) && wait < Duration::from_secs(1_800 + 121), "{wait:?}");
    assert_eq!((world.state(second).await.as_str(), sent(&world).await), ("due", 1));
    world.wait(wait);
    assert_eq!(world.work(Channel::Sms).await, Outcome::Done);
    assert_eq!((world.state(second).await.as_str(), sent(&world).await), ("sent", 2));
}

#[tokio::test]
async fn what_an_owner_is_told_is_never_too_late_for_want_of_money() {
    let world = world(BudgetsConfig { reserve_per_hour_micros: 1, ..wide() }).await;
    noon(&world).await;
    let message = world.post_for(LIFETIME, owner_notice()).await;
    assert_eq!(world.work(Channel::Sms).await, Outcome::Done);
    assert_eq!((world.state(message).await.as_str(), taken(&world, Purse::Reserve).await), ("sent", TEXT));
}

#[tokio::test]
async fn attempts_that_came_to_nothing_are_charged_once() {
    let twilio = Twilio::start().await.expect("starts");
    twilio.then([Next::TooMany(None), Next::TooMany(None)]);
    let budgets = BudgetsConfig { money_block_micros: 1, ..wide() };
    let world = World::with_twilio_and(twilio.address(), budgets).await;
    noon(&world).await;
    let message = world.post(Channel::Sms, code()).await;
    for _ in 0..2 {
        let Outcome::Retry(wait) = world.work(Channel::Sms).await else { panic!("another attempt") };
        world.wait(wait);
    }
    assert_eq!(world.work(Channel::Sms).await, Outcome::Done);
    assert_eq!(world.state(message).await, "sent");
    world.work.budgets().purses.close(&world.store).await.expect("gives back");
    assert_eq!(taken(&world, Purse::All).await, TEXT);
}

/// Sends codes by text.
async fn send(world: &World, count: usize) {
    for _ in 0..count {
        world.post(Channel::Sms, code()).await;
        world.work(Channel::Sms).await;
    }
}

#[tokio::test]
async fn who_sends_little_sits_on_little() {
    let world = world(wide()).await;
    noon(&world).await;
    for (sent, counted) in [(1, 1), (2, 3), (3, 3), (4, 7), (7, 7), (8, 15), (16, 25)] {
        let before = self::sent(&world).await;
        send(&world, sent - before).await;
        assert_eq!(taken(&world, Purse::All).await, counted * TEXT, "{sent}");
    }
}

#[tokio::test]
async fn what_is_left_of_a_block_goes_back_when_the_process_ends() {
    let world = world(wide()).await;
    noon(&world).await;
    send(&world, 4).await;
    assert_eq!(taken(&world, Purse::All).await, 7 * TEXT);
    world.work.budgets().purses.close(&world.store).await.expect("gives back");
    let left = (taken(&world, Purse::All).await, taken(&world, Purse::Tenant(world.tenant)).await);
    assert_eq!(left, (4 * TEXT, 4 * TEXT));
    send(&world, 2).await;
    assert_eq!(taken(&world, Purse::All).await, 6 * TEXT, "what drains takes no block");
}

#[tokio::test]
async fn what_lies_idle_goes_back_and_so_does_what_is_left_of_an_hour() {
    let world = world(wide()).await;
    noon(&world).await;
    let budgets = world.work.budgets();
    send(&world, 4).await;
    world.wait(Duration::from_secs(200));
    budgets.tidy().await.expect("looks");
    assert_eq!(taken(&world, Purse::All).await, 7 * TEXT, "it may be spent soon");
    world.wait(Duration::from_secs(101));
    budgets.tidy().await.expect("gives back");
    assert_eq!(taken(&world, Purse::All).await, 4 * TEXT);
    send(&world, 2).await;
    assert_eq!(taken(&world, Purse::All).await, 7 * TEXT, "it begins with little again");
    world.wait(Duration::from_secs(3600));
    budgets.tidy().await.expect("gives back");
    let mut tx = world.store.read().await.expect("reads");
    let day = Cap { purse: Purse::All, period: Period::Day, micros: 0 };
    assert_eq!(money::taken_of(&mut tx, day).await.expect("reads"), 6 * TEXT);
}

#[tokio::test]
async fn what_was_charged_is_tried_again_though_the_money_is_spent_meanwhile() {
    let twilio = Twilio::start().await.expect("starts");
    twilio.then([Next::TooMany(None)]);
    let budgets = BudgetsConfig { money_per_tenant_hour_micros: 2 * TEXT, ..wide() };
    let world = World::with_twilio_and(twilio.address(), budgets).await;
    noon(&world).await;
    let first = world.post(Channel::Sms, code()).await;
    let Outcome::Retry(wait) = world.work(Channel::Sms).await else { panic!("another attempt") };
    let other = world.post(Channel::Sms, code()).await;
    world.work(Channel::Sms).await;
    let beyond = world.post(Channel::Sms, code()).await;
    world.work(Channel::Sms).await;
    assert_eq!((world.state(other).await.as_str(), world.state(beyond).await.as_str()), ("sent", "refused"));
    world.wait(wait);
    assert_eq!(world.work(Channel::Sms).await, Outcome::Done);
    assert_eq!(world.state(first).await, "sent");
}

#[tokio::test]
async fn what_an_owner_is_told_is_overdrawn_once() {
    let twilio = Twilio::start().await.expect("starts");
    twilio.then([Next::TooMany(None)]);
    let budgets = BudgetsConfig { reserve_per_hour_micros: 1, ..wide() };
    let world = World::with_twilio_and(twilio.address(), budgets).await;
    noon(&world).await;
    let message = world.post_for(LIFETIME, owner_notice()).await;
    let Outcome::Retry(wait) = world.work(Channel::Sms).await else { panic!("another attempt") };
    world.wait(wait);
    assert_eq!(world.work(Channel::Sms).await, Outcome::Done);
    assert_eq!((world.state(message).await.as_str(), taken(&world, Purse::Reserve).await), ("sent", TEXT));
}

#[tokio::test]
async fn what_an_owner_is_told_is_charged_again_after_an_attempt_in_doubt() {
    let twilio = Twilio::start().await.expect("starts");
    twilio.then([Next::TakeAndAnswer(500), Next::TooMany(None)]);
    let world = World::with_twilio_and(twilio.address(), wide()).await;
    noon(&world).await;
    let message = world.post_for(LIFETIME, owner_notice()).await;
    for _ in 0..2 {
        let Outcome::Retry(wait) = world.work(Channel::Sms).await else { panic!("another attempt") };
        world.wait(wait);
    }
    assert_eq!(world.work(Channel::Sms).await, Outcome::Done);
    assert_eq!((world.state(message).await.as_str(), twilio.messages().len()), ("sent", 2));
    world.work.budgets().purses.close(&world.store).await.expect("gives back");
    assert_eq!(taken(&world, Purse::Reserve).await, 2 * TEXT, "as many as were taken over");
}

#[tokio::test]
async fn what_an_owner_is_told_is_charged_again_after_a_crash() {
    let world = world(wide()).await;
    noon(&world).await;
    let message = world.post_for(LIFETIME, owner_notice()).await;
    world.claim_and_charge(message).await;
    world.wait(Duration::from_secs(60));
    assert_eq!(world.work(Channel::Sms).await, Outcome::Done);
    world.work.budgets().purses.close(&world.store).await.expect("gives back");
    // The dead one charged the delivery alone, without money: what was taken is of the second charge.
    assert_eq!((world.state(message).await.as_str(), taken(&world, Purse::Reserve).await), ("sent", TEXT));
}

#[tokio::test]
async fn what_an_owner_is_told_waits_for_an_hour_though_the_day_is_spent() {
    let world = world(BudgetsConfig { reserve_per_day_micros: 1, ..wide() }).await;
    noon(&world).await;
    let message = world.post_for(Duration::from_secs(24 * 3600), owner_notice()).await;
    let Outcome::Retry(wait) = world.work(Channel::Sms).await else { panic!("it waits") };
    assert!(wait > Duration::from_secs(3_500) && wait <= Duration::from_secs(3_600), "{wait:?}");
    world.wait(wait);
    assert_eq!(world.work(Channel::Sms).await, Outcome::Done);
    assert_eq!((world.state(message).await.as_str(), taken(&world, Purse::Reserve).await), ("sent", TEXT));
}

#[tokio::test]
async fn what_is_refused_gives_its_money_back() {
    let world = world(BudgetsConfig::default()).await;
    noon(&world).await;
    send(&world, 7).await;
    world.work.budgets().purses.close(&world.store).await.expect("gives back");
    assert_eq!((sent(&world).await, taken(&world, Purse::All).await), (5, 5 * TEXT), "two were refused");
}

#[tokio::test]
async fn codes_that_nobody_types_shut_their_prefix_alone() {
    let world = world(wide()).await;
    let sound = |last| phone(&number("+1425555", last));
    for last in 0..30 {
        let message = world.post_to(sound(last), Channel::Sms, code()).await;
        world.work(Channel::Sms).await;
        let mut tx = world.store.begin().await.expect("begins");
        paid_sends::prove(&mut tx, message).await.expect("proves");
        tx.commit().await.expect("commits");
    }
    for last in 0..50 {
        world.post_to(phone(&number(PUMPED, last)), Channel::Sms, code()).await;
        world.work(Channel::Sms).await;
    }
    assert_eq!(sent(&world).await, 80);
    world.wait(Duration::from_secs(301));
    let shut = world.post_to(phone(&number(PUMPED, 51)), Channel::Sms, code()).await;
    world.work(Channel::Sms).await;
    assert_eq!(reason(&world, shut).await.as_deref(), Some("budget: prefix_conversion"));
    world.post_to(sound(31), Channel::Sms, code()).await;
    world.work(Channel::Sms).await;
    assert_eq!(sent(&world).await, 81);
}

/// Works on everything that is due, eight at a time.
async fn drain(world: &World) {
    loop {
        let all = world.bus.take(Listener::NotifierSms, 8).await.expect("takes");
        if all.is_empty() {
            return;
        }
        let mut tasks = tokio::task::JoinSet::new();
        for taken in all {
            let (work, bus) = (world.work.clone(), world.bus.clone());
            tasks.spawn(async move {
                let outcome = work.handle(taken.delivery().cloned().expect("readable")).await;
                bus.finish(&taken, &outcome).await.expect("finishes");
            });
        }
        tasks.join_all().await;
    }
}

/// Requests of the pumping run; `REKEY_TEST_REQUESTS` says another number, up to ten thousand.
const REQUESTS: usize = 600;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pumping_run_stays_under_the_caps_and_leaves_the_others_alone() {
    let requests = std::env::var("REKEY_TEST_REQUESTS").map_or(REQUESTS, |count| count.parse().expect("a number"));
    let mut world = world(BudgetsConfig::default()).await;
    noon(&world).await;
    let began = world.store.time().await.expect("known");
    for some in (0..requests).collect::<Vec<_>>().chunks(100) {
        for last in some {
            world.post_to(phone(&number(PUMPED, *last)), Channel::Sms, code()).await;
        }
        drain(&world).await;
    }
    let took = world.store.time().await.expect("known").since(began);
    let windows = usize::try_from(took.as_secs() / 600).expect("short") + 1;
    assert!(sent(&world).await >= 5 && sent(&world).await <= 5 * windows, "{} in {took:?}", sent(&world).await);
    let before = sent(&world).await;
    let mut others = 0;
    for last in 0..3 {
        world.post_to(phone(&number("+1425555", last)), Channel::Sms, code()).await;
        others += 1;
    }
    let tenant = std::mem::replace(&mut world.tenant, rekey_domain::TenantId::from_uuid(Entropy.uuid(began)));
    for last in 0..2 {
        world.post_to(phone(&number("+1425555", last)), Channel::Sms, code()).await;
        others += 1;
    }
    drain(&world).await;
    world.tenant = tenant;
    world.post(Channel::Email, code()).await;
    world.work(Channel::Email).await;
    assert_eq!(sent(&world).await, before + others + 1, "another prefix, another organisation, and mail go on");
    assert!(taken(&world, Purse::All).await <= BudgetsConfig::default().money_per_hour_micros);
    assert!(metrics::page().contains("rekey_sends_held_total{limit=\"prefix\"}"));
}
