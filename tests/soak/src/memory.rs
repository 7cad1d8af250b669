//! The memory of the process.

use std::fmt;
use std::fs;

use anyhow::{Result, ensure};

/// The number of requests that the mock server keeps, from which on its memory is full.
const FULL: usize = 10_000;

/// How much it may grow from then on, in bytes: by the allocator's taste, and files that are uploaded.
const TOLERANCE: u64 = 24 << 20;

/// The resident memory, from the time on when the server has as many records as it keeps.
#[derive(Default)]
pub struct Memory {
    first: Option<u64>,
    largest: u64,
    last: u64,
}

impl Memory {
    /// Takes a sample. Without `/proc` there is none.
    pub fn sample(&mut self, records: usize) {
        let Some(bytes) = resident() else { return };
        if records >= FULL {
            self.first.get_or_insert(bytes);
            self.largest = self.largest.max(bytes);
        }
        self.last = bytes;
    }

    /// # Errors
    /// If it has grown.
    pub fn verify(&self) -> Result<()> {
        let Some(first) = self.first else { return Ok(()) };
        ensure!(self.last <= first + TOLERANCE, "memory has grown from {first} to {} bytes", self.last);
        Ok(())
    }
}

impl fmt::Display for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mebibytes = |bytes: u64| bytes as f64 / f64::from(1 << 20);
        match self.first {
            Some(first) => write!(
                f,
                "{:.1} MiB with full records, at most {:.1}, {:.1} at the end",
                mebibytes(first),
                mebibytes(self.largest),
                mebibytes(self.last)
            ),
            None => write!(f, "{:.1} MiB; too few requests to see whether it grows", mebibytes(self.last)),
        }
    }
}

/// Returns the resident memory in bytes.
fn resident() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes << 10)
}
