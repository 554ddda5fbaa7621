//! What is shown besides the figures: a line for each round, and where the CPU goes.

use super::Round;
use super::figures::Spread;
use super::mails::Drained;
use super::system::Measured;

/// What a round came to, for who waits.
pub fn line(round: &Round) -> String {
    let Round { rekey, django, floor, .. } = round;
    let of = |name: &str, measured: &Measured| {
        format!(
            "{name} {:.0} flows/s, {:.1} ms CPU a flow, DATA {:.1} ms (p99 of eight clients {:.1}), mail {:.1} ms, {:.0} MiB, start {:.0} ms, others {:.0} %",
            measured.flows_per_second,
            measured.cpu_of_flow(),
            measured.data,
            measured.data_p99,
            measured.mail,
            measured.memory,
            measured.start_seconds * 1e3,
            measured.others * 1e2
        )
    };
    let drained = |mails: &Drained| format!("{:.0} mails/s", mails.per_second);
    format!(
        "hash {:.1} ms CPU ({:.1} alone), confirm {:.2} ms, commit {:.2} ms, others {:.0} %; {}, {}; {}, {}",
        floor.hash,
        floor.hash_alone,
        floor.confirm,
        floor.commit,
        floor.others * 1e2,
        of("Rekey", rekey),
        drained(&round.mails),
        of("Django", django),
        drained(&round.celery_mails)
    )
}

/// CPU of a flow by process, of the rounds that count.
pub fn print(rounds: &[Round]) {
    show("bare hash on every core, CPU ms", rounds, |round| round.floor.hash);
    show("bare hash alone, CPU ms", rounds, |round| round.floor.hash_alone);
    show("confirm of a quorum queue, ms", rounds, |round| round.floor.confirm);
    show("commit, ms", rounds, |round| round.floor.commit);
    show("mails per second, one notifier", rounds, |round| round.mails.per_second);
    show("mails per second, celery -c 1", rounds, |round| round.celery_mails.per_second);
    print_system("Rekey", rounds, |round| &round.rekey);
    print_system("Django", rounds, |round| &round.django);
}

fn print_system(name: &str, rounds: &[Round], measured: fn(&Round) -> &Measured) {
    println!("\n{name}, CPU ms of a flow:");
    for (at, (process, _)) in rounds.first().map_or(&[][..], |round| &measured(round).cpu).iter().enumerate() {
        show(&format!("  {process}"), rounds, |round| measured(round).cpu.get(at).map_or(0.0, |(_, spent)| *spent));
    }
    show("  all of them", rounds, |round| measured(round).cpu_of_flow());
    show("  (driver, not counted)", rounds, |round| measured(round).driver_cpu);
    show("flows per CPU-second", rounds, |round| 1e3 / measured(round).cpu_of_flow());
    show("flows per second", rounds, |round| measured(round).flows_per_second);
    show("accepted to SMTP DATA, ms", rounds, |round| measured(round).data);
    show("accepted to SMTP DATA, p99 with eight clients, ms", rounds, |round| measured(round).data_p99);
    show("request to SMTP DATA, p50 with eight clients, ms", rounds, |round| measured(round).data_from_request);
    show("request to SMTP DATA, p99 with eight clients, ms", rounds, |round| measured(round).data_from_request_p99);
    show("accepted to the whole mail, ms", rounds, |round| measured(round).mail);
    show("accepted to the whole mail, p99 with eight clients, ms", rounds, |round| measured(round).mail_p99);
    show("memory, MiB", rounds, |round| measured(round).memory);
    show("start, ms", rounds, |round| measured(round).start_seconds * 1e3);
}

fn show(name: &str, rounds: &[Round], value: impl Fn(&Round) -> f64) {
    let values: Vec<f64> = rounds.iter().map(value).collect();
    if let Some(spread) = Spread::of(&values) {
        println!("{name}: {}", spread.text(""));
    }
}
