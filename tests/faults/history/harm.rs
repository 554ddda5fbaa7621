//! What is done to the program, its ways and its providers: drawn from a seed before it begins.

use std::time::Duration;

use rekey_testkit::providers::{mail, twilio};
use rekey_testkit::{Direction, Proxy, ROLES, Stalls, Trap, Ways, databases};
use tokio::time::sleep;

use super::chance::Chance;
use super::event::Event;
use super::people::Shared;

/// Something bad.
#[derive(Debug, Clone)]
pub enum Harm {
    /// `kill -9`, and a start so much later.
    Kill {
        role: &'static str,
        copy: usize,
        away: Duration,
    },
    /// SIGTERM, and a start right after.
    Restart {
        role: &'static str,
        copy: usize,
    },
    /// SIGSTOP, and SIGCONT so much later.
    Pause {
        role: &'static str,
        copy: usize,
        away: Duration,
    },
    /// A way is bad for so long.
    Way {
        which: Which,
        how: How,
        away: Duration,
    },
    /// All ways are slow and lossy for so long.
    Everywhere {
        delay: Duration,
        stalls: Stalls,
        away: Duration,
    },
    /// Providers do this with what comes next.
    Texts(Vec<twilio::Next>),
    Mails(Vec<mail::Next>),
    /// The database ends every session.
    Sessions,
    /// The broker closes every connection.
    Connections,
}

/// A way between two parts, by where it leads.
#[derive(Debug, Clone, Copy)]
pub enum Which {
    Database(&'static str),
    Broker(&'static str),
    Role(&'static str, usize),
}

/// How it is bad.
#[derive(Debug, Clone)]
pub enum How {
    Cut,
    Refuse,
    Swallow,
    SwallowOneWay(Direction),
    Delay(Duration),
    Stall(Stalls),
    Trap(Trap),
}

/// Those with ways of their own.
const SERVING: [&str; 4] = ["registration", "orchestrator", "notifier", "admin"];

impl Which {
    fn of(self, ways: &Ways) -> &Proxy {
        match self {
            Self::Database(role) => ways.to_database(role),
            Self::Broker(role) => ways.to_broker(role),
            Self::Role(role, copy) => ways.to_role(role, copy),
        }
    }
}

/// What happens in so long, and how much later than the one before.
pub fn schedule(chance: &mut Chance, length: Duration) -> Vec<(Duration, Harm)> {
    let (mut at, mut all) = (Duration::ZERO, Vec::new());
    while at < length {
        let pause = chance.millis(200, 1200);
        let harm = draw(chance);
        at += pause + harm.lasts();
        all.push((pause, harm));
    }
    all
}

/// Every copy of every role is told to end and started again, one after the other.
pub fn rolling_restart() -> Vec<(Duration, Harm)> {
    let copies = ROLES.into_iter().flat_map(|role| [(role, 0), (role, 1)]);
    copies.map(|(role, copy)| (Duration::from_millis(300), Harm::Restart { role, copy })).collect()
}

/// 300 ms there and back on every way, and one piece in twenty half a second later, as lost ones are.
pub fn bad_network(seed: u64) -> Vec<(Duration, Harm)> {
    let stalls = Stalls { seed, one_in: 20, pause: Duration::from_millis(500) };
    let (delay, away) = (Duration::from_millis(150), Duration::from_secs(12));
    vec![(Duration::from_secs(1), Harm::Everywhere { delay, stalls, away })]
}

fn draw(chance: &mut Chance) -> Harm {
    let copy = usize::from(chance.once_in(2));
    match chance.below(12) {
        0 | 1 => Harm::Kill { role: chance.pick(&ROLES), copy, away: chance.millis(50, 1500) },
        2 => Harm::Restart { role: chance.pick(&ROLES), copy },
        3 | 4 => Harm::Pause { role: chance.pick(&ROLES), copy, away: chance.millis(200, 4500) },
        5 => Harm::Sessions,
        6 => Harm::Connections,
        7 => Harm::Texts((0..=chance.below(3)).map(|_| bad_text(chance)).collect()),
        8 => Harm::Mails((0..=chance.below(3)).map(|_| bad_mail(chance)).collect()),
        _ => Harm::Way { which: way(chance), how: bad_way(chance), away: chance.millis(200, 2500) },
    }
}

fn way(chance: &mut Chance) -> Which {
    let role = chance.pick(&SERVING);
    match chance.below(3) {
        0 => Which::Database(role),
        1 => Which::Broker(role),
        _ => Which::Role(role, usize::from(chance.once_in(2))),
    }
}

fn bad_way(chance: &mut Chance) -> How {
    let direction = chance.pick(&[Direction::ToServer, Direction::FromServer]);
    match chance.below(8) {
        0 => How::Cut,
        1 => How::Refuse,
        2 => How::Swallow,
        3 => How::SwallowOneWay(direction),
        4 => How::Delay(chance.millis(20, 400)),
        5 => How::Stall(Stalls { seed: chance.below(1 << 32), one_in: 5, pause: chance.millis(100, 800) }),
        6 => How::Trap(Trap::After(direction, chance.below(4000))),
        _ => How::Trap(Trap::At(Direction::FromServer, b"COMMIT\0".to_vec())),
    }
}

fn bad_text(chance: &mut Chance) -> twilio::Next {
    use twilio::Next;
    chance.pick(&[
        Next::TooMany(Some(1)),
        Next::TooMany(None),
        Next::TakeAndAnswer(500),
        Next::TakeAndAnswer(503),
        Next::TakeAndHang,
        Next::TakeAndCutOff,
        Next::TakeInGarbage,
        Next::TakeSlowly(Duration::from_millis(700)),
        Next::Refuse(400, 21610),
    ])
}

fn bad_mail(chance: &mut Chance) -> mail::Next {
    use mail::Next;
    chance.pick(&[Next::Greylist, Next::TakeAndCutOff, Next::TakeAndHang, Next::TakeAndDrip, Next::TakeInGarbage])
}

impl Harm {
    const fn lasts(&self) -> Duration {
        match self {
            Self::Kill { away, .. }
            | Self::Pause { away, .. }
            | Self::Way { away, .. }
            | Self::Everywhere { away, .. } => *away,
            _ => Duration::ZERO,
        }
    }

    /// Does it, and takes it back where it is not over by itself.
    pub async fn happen(&self, shared: &Shared) -> anyhow::Result<()> {
        match self {
            Self::Kill { role, copy, away } => {
                let mut world = shared.world.write().await;
                if *role == "gateway" {
                    shared.history.saw(Event::GatewayDies);
                }
                world.kill_one(role, *copy);
                drop(world);
                sleep(*away).await;
                shared.world.write().await.restart().await?;
            }
            Self::Restart { role, copy } => {
                let mut world = shared.world.write().await;
                // One that has just been started may not listen to it yet, and ends all the same.
                let status = world.terminate_one(role, *copy).await?;
                anyhow::ensure!(status.success(), "{role} {copy} ended with {status}");
                world.restart().await?;
            }
            Self::Pause { role, copy, away } => {
                shared.world.read().await.pause(role, *copy)?;
                sleep(*away).await;
                shared.world.read().await.go_on(role, *copy)?;
            }
            Self::Way { which, how, away } => {
                how.begin(which.of(shared.world.read().await.ways()));
                sleep(*away).await;
                which.of(shared.world.read().await.ways()).forward();
            }
            Self::Everywhere { delay, stalls, away } => {
                for way in shared.world.read().await.ways().all() {
                    way.delay(*delay);
                    way.stall(*stalls);
                }
                sleep(*away).await;
                shared.world.read().await.ways().all().for_each(Proxy::forward);
            }
            Self::Texts(script) => {
                let texts = script.iter().filter(|next| matches!(next, twilio::Next::Refuse(..))).count();
                shared.history.saw(Event::Refuses { texts });
                shared.twilio.then(script.iter().cloned());
            }
            Self::Mails(script) => shared.mail.then(script.iter().cloned()),
            Self::Sessions => {
                let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                     WHERE datname = current_database() AND application_name = 'rekey'";
                databases::psql(shared.world.read().await.database().url(), end)?;
            }
            Self::Connections => {
                let world = shared.world.read().await;
                let host = world.broker().expect("a host of its own");
                for name in host.connections()? {
                    // Some are gone meanwhile.
                    let _ = host.close_connection(&name);
                }
            }
        }
        Ok(())
    }
}

impl How {
    fn begin(&self, way: &Proxy) {
        match self {
            Self::Cut => way.cut(),
            Self::Refuse => way.refuse(),
            Self::Swallow => way.swallow(),
            Self::SwallowOneWay(direction) => way.swallow_one_way(*direction),
            Self::Delay(delay) => way.delay(*delay),
            Self::Stall(stalls) => way.stall(*stalls),
            Self::Trap(trap) => way.cut_at(trap.clone()),
        }
    }
}
