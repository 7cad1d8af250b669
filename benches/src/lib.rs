//! The parts that the benchmarks share: the synthetic sync, the ways to read it, the arithmetic, and the recorded figures.

mod content;
mod random;

pub mod contenders;
pub mod figures;
pub mod lines;
pub mod picture;
pub mod results;
pub mod routers;
pub mod server;
pub mod sync;
