//! `cargo xtask bench`: complete resets, held against a bare hash and against Django, in alternating rounds on one machine; with
//! `--history`, over long tables against empty ones.
//!
//! `docs/bench.md` says what each figure means.

mod cpu;
mod django;
mod driver;
mod figures;
mod history;
mod mails;
mod place;
mod probes;
mod rekey;
mod running;
mod servers;
mod system;
mod table;
mod watch;

use std::path::PathBuf;

use clap::Args;
use django::Django;
use driver::Aim;
use figures::{FLOWS, HASH_SHARE, MAIL, MAILS, MEMORY, SLOWEST_MAIL, START, Verdict};
use mails::Drained;
use place::Place;
use probes::{Floor, Probes};
use rekey::Rekey;
use rekey_testkit::servers::free_port;
use servers::Servers;
use system::{Measured, Plan};
use watch::OTHERS_MAX;

/// Of each system. A flow takes the next one.
const ACCOUNTS: u64 = 400;
/// Numbers of flows that a round may use.
const NUMBERS_OF_ROUND: u64 = 100_000;
/// A noisy round is repeated so often.
const REPEATS: u32 = 2;

/// How much is measured.
#[derive(Debug, Args)]
pub struct Options {
    /// Rounds; each has Rekey, Django and the probes.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=100))]
    rounds: u32,
    /// Length of the load in a round; the single client takes half as long.
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=600))]
    seconds: u32,
    /// One round of three seconds: whether it works, not how fast it is.
    #[arg(long)]
    quick: bool,
    /// Measures resets in a second with so many ended resets, and as many deliveries, in the tables against none, and nothing else.
    #[arg(long, value_name = "ROWS")]
    history: Option<u32>,
    /// Measures mails in a second alone, and says what each process takes; nothing is judged.
    #[arg(long, conflicts_with = "history")]
    mails: bool,
    /// Measures this program instead of building one.
    #[arg(long)]
    program: Option<PathBuf>,
}

/// What one round came to.
struct Round {
    rekey: Measured,
    django: Measured,
    mails: Drained,
    celery_mails: Drained,
    floor: Floor,
}

impl Round {
    fn hash_share(&self) -> f64 {
        self.floor.hash / self.rekey.cpu_of_flow()
    }

    /// Flows per CPU-second of the one by those of the other.
    fn flows(&self) -> f64 {
        self.django.cpu_of_flow() / self.rekey.cpu_of_flow()
    }

    fn slowest_mail(&self) -> f64 {
        self.rekey.data_p99 / self.django.data_p99
    }

    fn mails(&self) -> f64 {
        self.mails.per_second / self.celery_mails.per_second
    }

    fn memory(&self) -> f64 {
        self.rekey.memory / self.django.memory
    }

    fn start(&self) -> f64 {
        self.rekey.start_seconds / self.django.start_seconds
    }

    /// Why it cannot be judged.
    fn flaw(&self) -> Option<String> {
        let Self { rekey, django, mails, celery_mails, floor } = self;
        let of_mails = mails.others.max(celery_mails.others);
        let others = rekey.others.max(django.others).max(floor.others).max(of_mails);
        if others > OTHERS_MAX {
            return Some(format!("others took {:.0} % of the machine", others * 1e2));
        }
        let of_mails = mails.errors.iter().chain(&celery_mails.errors);
        rekey.errors.iter().chain(&django.errors).chain(of_mails).next().map(|error| format!("a flow failed: {error}"))
    }
}

/// Everything that is measured, set up.
struct Bench {
    place: Place,
    rekey: Rekey,
    django: Django,
    probes: Probes,
    smtp_port: u16,
    plan: Plan,
    rounds_begun: u32,
    // Last: what runs on them ends first.
    servers: Servers,
}

/// Measures and prints; whether every figure is what it must be.
///
/// # Errors
/// When something does not start or no flow comes to its end.
pub fn run(options: Options) -> anyhow::Result<bool> {
    let (rounds, seconds) = if options.quick { (1, 3) } else { (options.rounds, options.seconds) };
    println!("building and starting");
    let place = Place::prepare(options.program)?;
    let (servers, smtp_port) = (Servers::start()?, free_port()?);
    if let Some(rows) = options.history {
        return history::run(&place, &servers, smtp_port, history::Length { rows, rounds, seconds });
    }
    let mut bench = Bench {
        rekey: Rekey::prepare(&place, &servers, smtp_port)?,
        django: Django::prepare(&place, &servers, smtp_port)?,
        probes: Probes::prepare(&servers)?,
        plan: Plan { load: f64::from(seconds) },
        rounds_begun: 0,
        place,
        smtp_port,
        servers,
    };
    if options.mails {
        return bench.mails(rounds).map(|()| true);
    }
    let (mut judged, mut noisy) = (Vec::new(), Vec::new());
    for number in 1..=rounds {
        match bench.quiet_round(number)? {
            (round, true) => judged.push(round),
            (round, false) => noisy.push(round),
        }
    }
    Ok(conclude(&judged, &noisy))
}

impl Bench {
    /// A round, repeated while it is noisy; whether it counts in the end.
    fn quiet_round(&mut self, number: u32) -> anyhow::Result<(Round, bool)> {
        let mut repeats = 0;
        loop {
            let round = self.round()?;
            println!("round {number}: {}", table::line(&round));
            let Some(flaw) = round.flaw() else { return Ok((round, true)) };
            println!("round {number} does not count: {flaw}");
            if repeats == REPEATS {
                println!("round {number}: not judged");
                return Ok((round, false));
            }
            repeats += 1;
        }
    }

    fn round(&mut self) -> anyhow::Result<Round> {
        self.rounds_begun += 1;
        let floor = self.probes.measure(&self.place)?;
        // Neither is always the second one.
        if self.rounds_begun % 2 == 1 {
            let (rekey, mails) = (self.measure_rekey()?, self.drain_rekey()?);
            let (django, celery_mails) = (self.measure_django()?, self.drain_django()?);
            return Ok(Round { rekey, django, mails, celery_mails, floor });
        }
        let (django, celery_mails) = (self.measure_django()?, self.drain_django()?);
        let (rekey, mails) = (self.measure_rekey()?, self.drain_rekey()?);
        Ok(Round { rekey, django, mails, celery_mails, floor })
    }

    fn mails(&mut self, rounds: u32) -> anyhow::Result<()> {
        for number in 1..=rounds {
            self.rounds_begun += 1;
            println!("round {number}: {}", self.drain_rekey()?.line());
            println!("round {number}: Celery: {}", self.drain_django()?.line());
        }
        Ok(())
    }

    fn drain_rekey(&self) -> anyhow::Result<Drained> {
        let aim = self.aim("bench/rekey-mails.json", self.rekey.base());
        Drained::of(
            &self.place,
            &self.servers,
            &aim,
            || self.rekey.start_without_notifier(),
            || self.rekey.start_notifier(),
        )
    }

    fn drain_django(&self) -> anyhow::Result<Drained> {
        let aim = self.aim("bench/peers/django/mails.json", self.django.base());
        Drained::of(
            &self.place,
            &self.servers,
            &aim,
            || self.django.start_application(),
            || self.django.start_single_worker(),
        )
    }

    fn measure_rekey(&self) -> anyhow::Result<Measured> {
        let aim = self.aim("bench/rekey.json", self.rekey.base());
        Measured::of(&self.place, &self.servers, &aim, self.plan, || self.rekey.start())
    }

    fn measure_django(&self) -> anyhow::Result<Measured> {
        let aim = self.aim("bench/peers/django/flow.json", self.django.base());
        Measured::of(&self.place, &self.servers, &aim, self.plan, || self.django.start())
    }

    fn aim<'a>(&self, flow: &'a str, base: String) -> Aim<'a> {
        // A password of one round is none of another's.
        Aim { flow, base, smtp_port: self.smtp_port, first: u64::from(self.rounds_begun) * NUMBERS_OF_ROUND }
    }
}

/// Prints the table and the figures; whether all are met.
fn conclude(judged: &[Round], noisy: &[Round]) -> bool {
    if !noisy.is_empty() {
        println!("\nnot judged:");
        table::print(noisy);
    }
    if !judged.is_empty() {
        println!("\njudged:");
        table::print(judged);
    }
    println!("\nrounds: {} judged, {} not", judged.len(), noisy.len());
    let of = |value: fn(&Round) -> f64| judged.iter().map(value).collect::<Vec<f64>>();
    let figures = [
        (HASH_SHARE, of(Round::hash_share)),
        (FLOWS, of(Round::flows)),
        (MAIL, of(|round| round.rekey.data)),
        (SLOWEST_MAIL, of(Round::slowest_mail)),
        (MAILS, of(Round::mails)),
        (MEMORY, of(Round::memory)),
        (START, of(Round::start)),
    ];
    figures.iter().fold(true, |all_met, (figure, values)| {
        let (line, verdict) = figure.judge(values, noisy.is_empty());
        println!("{line}");
        all_met && verdict == Verdict::Met
    })
}
