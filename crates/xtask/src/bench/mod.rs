//! `cargo xtask bench`: complete resets, held against a bare hash and against Django, in alternating rounds on one machine.
//!
//! `docs/bench.md` says what each figure means.

mod cpu;
mod django;
mod driver;
mod figures;
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
use figures::{FLOWS, HASH_SHARE, MAIL, MEMORY, START, Verdict};
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
    /// Measures this program instead of building one.
    #[arg(long)]
    program: Option<PathBuf>,
}

/// What one round came to.
struct Round {
    rekey: Measured,
    django: Measured,
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

    fn mail(&self) -> f64 {
        self.rekey.data - self.floor.confirm - 2.0 * self.floor.commit
    }

    fn memory(&self) -> f64 {
        self.rekey.memory / self.django.memory
    }

    fn start(&self) -> f64 {
        self.rekey.start_seconds / self.django.start_seconds
    }

    /// Why it cannot be judged.
    fn flaw(&self) -> Option<String> {
        let Self { rekey, django, floor } = self;
        let others = rekey.others.max(django.others).max(floor.others);
        if others > OTHERS_MAX {
            return Some(format!("others took {:.0} % of the machine", others * 1e2));
        }
        rekey.errors.iter().chain(&django.errors).next().map(|error| format!("a flow failed: {error}"))
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
            let rekey = self.measure_rekey()?;
            return Ok(Round { rekey, django: self.measure_django()?, floor });
        }
        let django = self.measure_django()?;
        Ok(Round { rekey: self.measure_rekey()?, django, floor })
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
        (MAIL, of(Round::mail)),
        (MEMORY, of(Round::memory)),
        (START, of(Round::start)),
    ];
    figures.iter().fold(true, |all_met, (figure, values)| {
        let (line, verdict) = figure.judge(values, noisy.is_empty());
        println!("{line}");
        all_met && verdict == Verdict::Met
    })
}
