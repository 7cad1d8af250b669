//! What the benchmarks have in common: the synthetic sync, the ways to read it, and the arithmetic.

mod content;
mod random;

pub mod contenders;
pub mod figures;
pub mod server;
pub mod sync;
