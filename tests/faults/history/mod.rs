//! A history: people at work while a schedule of faults, drawn from a seed, happens to the program; then all is healed and
//! drained, and the invariants I1 to I9 are looked for in what was seen.
//!
//! A seed brings back people, schedule and providers; how the processes run between them is the machine's. `cargo xtask
//! faults` runs one seed after the other.

#![expect(clippy::print_stdout, reason = "whoever looks for a fault reads seed, schedule and sum of each history")]

mod chance;
mod event;
mod harm;
mod invariants;
mod people;
mod place;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::Context as _;
use rekey_testkit::World;
use rekey_testkit::databases::psql;
use tokio::sync::RwLock;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

use chance::Chance;
use event::{Event, History, Kind};
use harm::Harm;
use people::{Person, Shared};

use crate::place::Place;

/// The seed of the run that belongs to every test run: it finds a text that goes out again by itself.
const SEED: u64 = 1001;
/// How long the faults of a history go on.
const LENGTH: Duration = Duration::from_secs(25);
/// For what waits to go out once all is well: sessions that were cut off in a transaction keep their locks for 15 s.
const DRAIN_DEADLINE: Duration = Duration::from_secs(90);
/// For all but one in a hundred answers over a slow network with losses: what the gateway gives a role, after which it says 503.
const SLOW: Duration = Duration::from_secs(10);

/// One history with this schedule; what was seen.
async fn run(seed: u64, schedule: Vec<(Duration, Harm)>) -> anyhow::Result<Vec<(Duration, Event)>> {
    let Place { world, twilio, mail } = place::start().await;
    let shared = Arc::new(Shared {
        world: RwLock::new(world),
        history: History::new(),
        twilio,
        mail,
        is_over: AtomicBool::new(false),
        resets: AtomicUsize::new(1),
    });
    let chance = Chance::new(seed);
    let (mut living, mut strangers) = (JoinSet::new(), JoinSet::new());
    for (number, whose) in (0..place::PEOPLE - 1).zip(1..) {
        living.spawn(Person::new(number, chance.of(whose), shared.clone()).live());
    }
    strangers.spawn(people::guess_at(place::PEOPLE - 1, chance.of(100), shared.clone()));
    strangers.spawn(people::compare(chance.of(101), shared.clone()));
    for (pause, harm) in schedule {
        sleep(pause).await;
        println!("seed {seed}: {harm:?}");
        harm.happen(&shared).await?;
    }
    heal(&shared).await?;
    shared.is_over.store(true, Ordering::SeqCst);
    let mut people = living.join_all().await;
    strangers.join_all().await;
    drain(&shared).await?;
    for person in &mut people {
        person.conclude().await;
    }
    let world = shared.world.read().await;
    collect(&shared, &world);
    collect_of_database(&shared, &world)?;
    let entries = shared.history.entries();
    println!("seed {seed}: {}", summary(&entries));
    Ok(entries)
}

async fn heal(shared: &Shared) -> anyhow::Result<()> {
    shared.twilio.recover();
    shared.mail.recover();
    let mut world = shared.world.write().await;
    world.ways().all().for_each(rekey_testkit::Proxy::forward);
    world.restart().await
}

/// Until nothing waits, and nothing is being worked on.
async fn drain(shared: &Shared) -> anyhow::Result<()> {
    let world = shared.world.read().await;
    let waiting = "SELECT (SELECT count(*) FROM outbox)
         + (SELECT count(*) FROM deliveries WHERE state IN ('due', 'attempting'))
         + (SELECT count(*) FROM resets WHERE changing_since IS NOT NULL AND NOT is_over)";
    let deadline = Instant::now() + DRAIN_DEADLINE;
    loop {
        let count = psql(world.database().url(), waiting)?;
        if count == "0" {
            return Ok(());
        }
        anyhow::ensure!(Instant::now() < deadline, "{count} still wait:\n{}", world.log());
        sleep(Duration::from_millis(200)).await;
    }
}

/// Puts what the providers took and what was logged into the history.
fn collect(shared: &Shared, world: &World) {
    let person = |address: &str, of: fn(usize) -> String| (0..place::PEOPLE).find(|number| of(*number) == address);
    for text in shared.twilio.messages() {
        let Some(person) = person(&text.to, place::phone) else { continue };
        let reference = text.body.split(['(', ')']).nth(1).unwrap_or_default().to_owned();
        let kind = match text.code() {
            Some(code) => Kind::Code { reference, code },
            None if text.body.contains("password was just changed") => Kind::Changed,
            None => Kind::Other,
        };
        shared.history.saw_at(text.taken_at, Event::Took { channel: "sms", person, id: text.sid, kind });
    }
    for mail in shared.mail.mails() {
        let Some(person) = person(&mail.to, place::mailbox) else {
            // To a mailbox that somebody registers.
            shared.history.saw_at(mail.taken_at, Event::Secret { text: mail.to.clone() });
            if let Some(text) = mail.code() {
                shared.history.saw_at(mail.taken_at, Event::Secret { text });
            }
            continue;
        };
        let subject = mail.header("subject");
        let kind = match (subject.rsplit_once(", "), mail.code()) {
            (Some((_, reference)), Some(code)) => Kind::Code { reference: reference.to_owned(), code },
            _ if subject.ends_with("password was changed") => Kind::Changed,
            _ => Kind::Other,
        };
        let id = mail.header("message-id");
        shared.history.saw_at(mail.taken_at, Event::Took { channel: "email", person, id, kind });
    }
    for number in 0..place::PEOPLE {
        for text in [place::phone(number), place::mailbox(number), place::other_mailbox(number)] {
            shared.history.saw(Event::Secret { text });
        }
    }
    shared.history.saw(Event::Kept { sink: "log".into(), text: world.log() });
}

/// Puts into the history what the database has where secrets have no place, and what it says of money.
fn collect_of_database(shared: &Shared, world: &World) -> anyhow::Result<()> {
    let asked = |query: &str| psql(world.database().url(), query);
    let reasons = "SELECT reason FROM dead_letters UNION ALL SELECT reason FROM deliveries WHERE reason IS NOT NULL";
    for (sink, query) in [("reasons", reasons), ("audit", "SELECT actor, event, detail FROM audit")] {
        shared.history.saw(Event::Kept { sink: sink.into(), text: asked(query)? });
    }
    let charged = "SELECT CASE WHEN number_prefix IS NULL THEN 'reserve' ELSE 'all' END, sum(charged_micros)
         FROM deliveries WHERE charged_micros IS NOT NULL GROUP BY 1";
    for line in asked(charged)?.lines() {
        let (purse, micros) = line.split_once('|').context("two columns")?;
        shared.history.saw(Event::Charged { purse: purse.into(), micros: micros.parse()? });
    }
    for line in asked("SELECT purse, period, micros FROM money_taken")?.lines() {
        let (front, micros) = line.rsplit_once('|').context("columns")?;
        let (purse, period) = front.split_once('|').context("three columns")?;
        shared.history.saw(Event::Taken { purse: purse.into(), period: period.into(), micros: micros.parse()? });
    }
    Ok(())
}

/// No invariant complains of it.
fn is_good(entries: &[(Duration, Event)], which: &str) {
    let found = invariants::complaints(entries);
    assert!(found.is_empty(), "{which}:\n{}", found.join("\n"));
}

/// For how long all but one in a hundred requests waited for their answer.
fn slowest_of_a_hundred(entries: &[(Duration, Event)]) -> Duration {
    let waited = |event: &Event| if let Event::Answered { waited } = event { Some(*waited) } else { None };
    let mut all: Vec<_> = entries.iter().filter_map(|(_, event)| waited(event)).collect();
    all.sort_unstable();
    all.get(all.len() * 99 / 100).copied().unwrap_or_default()
}

/// How much of each was seen.
fn summary(entries: &[(Duration, Event)]) -> String {
    let count = |is: fn(&Event) -> bool| entries.iter().filter(|(_, event)| is(event)).count();
    format!(
        "{} resets, {} codes asked for, {} taken, {} passwords changed, {} guesses, {} events, p99 {:.1} s",
        count(|event| matches!(event, Event::Began { .. })),
        count(|event| matches!(event, Event::Asked { .. })),
        count(|event| matches!(event, Event::Took { kind: Kind::Code { .. }, .. })),
        count(|event| matches!(event, Event::SetPassword { verdict: event::Verdict::Yes, .. })),
        count(|event| matches!(event, Event::Guessed { .. })),
        entries.len(),
        slowest_of_a_hundred(entries).as_secs_f64()
    )
}

/// What `cargo xtask faults` asks for: a number in this variable.
fn asked(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().and_then(|text| text.parse().ok())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_keep_what_they_have_and_nobody_gets_more_whatever_fails() {
    let first = asked("REKEY_FAULTS_SEED").unwrap_or(SEED);
    let until = asked("REKEY_FAULTS_MINUTES").map(|minutes| Instant::now() + Duration::from_secs(60 * minutes));
    for seed in first.. {
        println!("seed {seed}");
        let schedule = harm::schedule(&mut Chance::new(seed), LENGTH);
        let seen = run(seed, schedule).await.expect("the history comes to its end");
        is_good(&seen, &format!("seed {seed}, again with `cargo xtask faults --seed {seed}`"));
        if until.is_none_or(|until| Instant::now() >= until) {
            break;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn through_a_rolling_restart_nobody_loses_anything_or_is_told_more_than_to_come_back() {
    let seen = run(SEED, harm::rolling_restart()).await.expect("the history comes to its end");
    is_good(&seen, "a rolling restart");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn over_a_slow_network_with_losses_everything_is_done_once() {
    let seen = run(SEED, harm::bad_network(SEED)).await.expect("the history comes to its end");
    is_good(&seen, "a bad network");
    let slowest = slowest_of_a_hundred(&seen);
    assert!(slowest <= SLOW, "{slowest:?}");
}
