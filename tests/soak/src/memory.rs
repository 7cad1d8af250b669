//! The memory of the process.

use std::fmt;
use std::fs;

use anyhow::{Result, ensure};

/// The number of samples, one a second, that are ignored after all stores are full: connections are still opened, and the allocator
/// still requests memory.
const WARM_UP: usize = 15;

/// The number of samples after that, from which the baseline is taken.
const BASELINE: usize = 10;

/// The least number of samples after the baseline.
const FEWEST: usize = 10;

/// The allowed growth of the memory after the baseline, in bytes. If a machine is too slow for the rate, there are hundreds of
/// concurrent calls, and the allocator keeps their memory.
const TOLERANCE: u64 = 16 << 20;

/// The resident memory, sampled every second.
#[derive(Default)]
pub struct Memory {
    /// The samples before all stores were full.
    filling: Vec<u64>,
    /// The samples since then.
    full: Vec<u64>,
}

/// The state of the mock server's stores.
#[derive(Clone, Copy, PartialEq)]
pub enum StoreState {
    Filling,
    Full,
}

impl Memory {
    /// Takes a sample, if the system has `/proc`.
    pub fn sample(&mut self, stores: StoreState) {
        let Some(bytes) = resident() else { return };
        match stores {
            StoreState::Filling if self.full.is_empty() => self.filling.push(bytes),
            // The stores were full before.
            StoreState::Filling | StoreState::Full => self.full.push(bytes),
        }
    }

    /// # Errors
    /// If the memory has grown, or the run was too short to tell.
    pub fn verify(&self) -> Result<()> {
        if self.filling.is_empty() && self.full.is_empty() {
            return Ok(());
        }
        let Some((baseline, end)) = self.figures() else {
            let samples = self.full.len();
            anyhow::bail!("the stores were full for only {samples} seconds; soak longer, or at a higher rate")
        };
        ensure!(end <= baseline + TOLERANCE, "memory has grown: {self}");
        Ok(())
    }

    /// Returns the largest sample of the baseline, and the median of the same number of samples at the end.
    fn figures(&self) -> Option<(u64, u64)> {
        let counted = self.full.get(WARM_UP..)?;
        let (baseline, rest) = counted.split_at_checked(BASELINE).filter(|(_, rest)| rest.len() >= FEWEST)?;
        let mut end = rest[rest.len() - FEWEST..].to_vec();
        end.sort_unstable();
        Some((*baseline.iter().max()?, end[FEWEST / 2]))
    }
}

impl fmt::Display for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mebibytes = |bytes: u64| bytes as f64 / f64::from(1 << 20);
        let Some((baseline, end)) = self.figures() else {
            return write!(f, "stores full for only {} seconds", self.full.len());
        };
        write!(
            f,
            "stores full after {} s; {:.1} MiB at most in the {BASELINE} s after {WARM_UP} more, {:.1} at most later, {:.1} at the end, where {:.1} are allowed",
            self.filling.len(),
            mebibytes(baseline),
            mebibytes(self.full.iter().skip(WARM_UP + BASELINE).copied().max().unwrap_or_default()),
            mebibytes(end),
            mebibytes(baseline + TOLERANCE),
        )
    }
}

/// Returns the resident memory in bytes.
fn resident() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes << 10)
}
