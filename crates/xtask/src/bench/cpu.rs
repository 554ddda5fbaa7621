//! What processes take: CPU time and memory, as `/proc` counts them.

use std::collections::HashMap;
use std::fs;
use std::time::Duration;

use nix::time::{clock_getcpuclockid, clock_gettime};
use nix::unistd::Pid;

/// Ticks of a second in `/proc`, on every Linux.
const TICKS: f64 = 100.0;
const KIB_OF_MIB: f64 = 1024.0;

/// Something that is measured: a process with all below it.
#[derive(Debug, Clone)]
pub struct Part {
    pub name: String,
    pub root: u32,
}

impl Part {
    pub fn new(name: &str, root: u32) -> Self {
        Self { name: name.to_owned(), root }
    }

    /// CPU seconds so far, with those of processes that have ended.
    pub fn cpu(&self) -> f64 {
        let of = |process| Some(clock(process)? + stat(process)?.of_ended);
        tree(self.root).into_iter().filter_map(of).sum()
    }

    /// Proportional set size in MiB: what is shared counts in parts.
    pub fn memory(&self) -> f64 {
        let of = |process| {
            let said = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
            let line = said.lines().find_map(|line| line.strip_prefix("Pss:"))?;
            line.split_whitespace().next()?.parse::<f64>().ok()
        };
        tree(self.root).into_iter().filter_map(of).sum::<f64>() / KIB_OF_MIB
    }
}

/// CPU seconds of this process and all that it started, of what has ended, too.
pub fn ours() -> f64 {
    Part::new("ours", std::process::id()).cpu()
}

/// CPU seconds that the machine was busy with, whatever with; what the host took from it counts, too.
pub fn machine() -> f64 {
    busy(&fs::read_to_string("/proc/stat").unwrap_or_default())
}

fn busy(said: &str) -> f64 {
    let counts = said.lines().next().unwrap_or_default().split_whitespace().skip(1);
    let counts: Vec<f64> = counts.filter_map(|count| count.parse().ok()).collect();
    // user, nice, system, idle, waiting for disks, two kinds of interrupts, stolen; guests are in the first two.
    let of = |at: usize| counts.get(at).copied().unwrap_or(0.0);
    [0, 1, 2, 5, 6, 7].into_iter().map(of).sum::<f64>() / TICKS
}

/// CPU seconds of a process: to the nanosecond, since ticks would lose up to two of each that has just begun.
fn clock(process: u32) -> Option<f64> {
    let process = Pid::from_raw(process.try_into().ok()?);
    let time = clock_gettime(clock_getcpuclockid(process).ok()?).ok()?;
    Some(Duration::from(time).as_secs_f64())
}

#[derive(Debug, PartialEq)]
struct Stat {
    parent: u32,
    of_ended: f64,
}

fn stat(process: u32) -> Option<Stat> {
    parsed(&fs::read_to_string(format!("/proc/{process}/stat")).ok()?)
}

fn parsed(said: &str) -> Option<Stat> {
    // The name may hold anything, spaces and parentheses included.
    let fields: Vec<&str> = said.rsplit_once(')')?.1.split_whitespace().collect();
    let seconds = |at: usize| Some(fields.get(at)?.parse::<f64>().ok()? / TICKS);
    Some(Stat { parent: fields.get(1)?.parse().ok()?, of_ended: seconds(13)? + seconds(14)? })
}

/// A process and all below it.
fn tree(root: u32) -> Vec<u32> {
    let mut below: HashMap<u32, Vec<u32>> = HashMap::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Ok(process) = entry.file_name().to_string_lossy().parse() else { continue };
        if let Some(stat) = stat(process) {
            below.entry(stat.parent).or_default().push(process);
        }
    }
    let (mut found, mut at) = (vec![root], 0);
    while let Some(process) = found.get(at) {
        found.extend(below.get(process).into_iter().flatten());
        at += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_read_whatever_its_name_is() {
        let said = "7 (a) b) S 3 7 7 0 -1 4194304 100 0 0 0 150 50 25 75 20 0 1 0 5 0 0";
        assert_eq!(parsed(said), Some(Stat { parent: 3, of_ended: 1.0 }));
        assert_eq!(parsed("7 (a"), None);
    }

    #[test]
    fn neither_idling_nor_waiting_for_disks_is_work() {
        assert!((busy("cpu  100 0 100 9000 9000 50 25 25 0 0\ncpu0 1 1") - 3.0).abs() < 1e-9);
    }

    #[test]
    fn what_ended_meanwhile_is_ours() {
        let before = ours();
        let burn = ["-c", "i=0; while [ $i -lt 300000 ]; do i=$((i + 1)); done"];
        assert!(std::process::Command::new("sh").args(burn).status().expect("runs").success());
        assert!(ours() - before >= 2.0 / TICKS, "{} s", ours() - before);
    }

    #[test]
    fn this_process_has_memory_and_a_place_in_its_own_tree() {
        let part = Part::new("this", std::process::id());
        assert!(part.memory() > 0.0 && tree(part.root).contains(&part.root));
    }
}
