//! Generated methods against a real Synapse, which these tests install, start and end by themselves.
//!
//! They need Python 3.10 or newer and, the first time, a package index. Where that is missing they are skipped,
//! which standard error tells, unless `REQUIRE_REAL_SERVERS=1` asks for a failure instead.

mod accounts;
mod bridges;
mod media;
mod recorder;
mod rooms;
#[path = "../../examples/support/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    reason = "only the application service is needed besides a real homeserver"
)]
mod support;
mod synapse;
