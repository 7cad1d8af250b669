//! Generated methods against real servers of Synapse, which these tests install, start and end by themselves.
//!
//! They need Python 3.10 or newer and, the first time, a package index. Where that is missing they are skipped,
//! which standard error tells, unless `REQUIRE_REAL_SERVERS=1` asks for a failure instead.

mod accounts;
mod appservice_stub;
mod appservices;
mod federation;
mod limits;
mod login;
mod media;
mod refresh;
mod rooms;
mod secret;
mod step_log;
mod synapse;
mod uia;
