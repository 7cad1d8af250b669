//! The parts that the benchmarks share: the synthetic sync, the ways to read it, and the arithmetic.

mod content;
mod random;

pub mod contenders;
pub mod figures;
pub mod server;
pub mod sync;
