//! Watches processes while something is measured, and the machine beside them.

use std::time::Instant;

use super::cpu::{self, Part};

/// Most of the machine that others may take, beyond which nothing is judged.
pub const OTHERS_MAX: f64 = 0.10;
/// CPU seconds by which the machine's count and that of its processes may differ: two ticks.
const COUNTING_SECONDS: f64 = 0.02;

/// Begun, not ended.
pub struct Watch {
    parts: Vec<Part>,
    cpu: Vec<f64>,
    machine: f64,
    ours: f64,
    began: Instant,
}

/// What was taken meanwhile.
pub struct Taken {
    pub seconds: f64,
    /// CPU seconds of each part.
    pub cpu: Vec<(String, f64)>,
    /// Part of the machine that others took.
    pub others: f64,
}

impl Watch {
    pub fn begin(parts: Vec<Part>) -> Self {
        let cpu = parts.iter().map(Part::cpu).collect();
        Self { parts, cpu, machine: cpu::machine(), ours: cpu::ours(), began: Instant::now() }
    }

    /// Ends it. All that this process started is ours, the servers and what has ended since included.
    pub fn end(self) -> Taken {
        let seconds = self.began.elapsed().as_secs_f64();
        let spent = self.parts.iter().zip(&self.cpu).map(|(part, before)| (part.name.clone(), part.cpu() - before));
        let cpu: Vec<(String, f64)> = spent.collect();
        let (machine, ours) = (cpu::machine() - self.machine, cpu::ours() - self.ours);
        let whole = seconds * std::thread::available_parallelism().map_or(1, usize::from) as f64;
        Taken { seconds, cpu, others: ((machine - ours - COUNTING_SECONDS) / whole).max(0.0) }
    }
}
