//! Watches processes while something is measured, and the machine beside them.

use std::time::Instant;

use super::cpu::{self, Part};

/// Most of the machine that others may take, beyond which nothing is judged.
pub const OTHERS_MAX: f64 = 0.10;

/// Begun, not ended.
pub struct Watch {
    parts: Vec<Part>,
    cpu: Vec<f64>,
    machine: f64,
    own: f64,
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
        Self { parts, cpu, machine: cpu::machine(), own: cpu::own(), began: Instant::now() }
    }

    /// Ends it; `ended` are CPU seconds of processes that were ours and have ended since.
    pub fn end(self, ended: f64) -> Taken {
        let seconds = self.began.elapsed().as_secs_f64();
        let spent = self.parts.iter().zip(&self.cpu).map(|(part, before)| (part.name.clone(), part.cpu() - before));
        let cpu: Vec<(String, f64)> = spent.collect();
        let ours = cpu.iter().map(|(_, spent)| spent).sum::<f64>() + cpu::own() - self.own + ended;
        let whole = seconds * std::thread::available_parallelism().map_or(1, usize::from) as f64;
        Taken { seconds, cpu, others: ((cpu::machine() - self.machine - ours) / whole).max(0.0) }
    }
}
