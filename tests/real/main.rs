//! Tests of generated methods against Synapse, Sydent and oidc-provider, which these tests install, start and stop.
//!
//! They need Python 3.10 or newer, Node.js 20 or newer and, the first time, a package index. Without these, the tests print a line to
//! standard error and are skipped, or fail if `REQUIRE_REAL_SERVERS=1` is set.

#![allow(clippy::duplicate_mod, reason = "each example has its own copy of what examples share")]

mod accounts;
mod appservice_stub;
mod appservices;
#[cfg(feature = "server")]
mod delivery;
mod events;
mod examples;
mod federation;
mod limits;
mod login;
mod media;
#[cfg(operation = "getAuthMetadata")]
mod oauth;
#[cfg(operation = "getAuthMetadata")]
mod oidc_provider;
mod paging;
#[cfg(all(feature = "server", feature = "push-gateway"))]
mod pushes;
mod redactions;
mod refresh;
mod registrations;
mod rooms;
mod secret;
#[cfg(feature = "server")]
mod served;
mod server_script;
mod step_log;
#[cfg(vendored)]
mod sweep;
mod synapse;
mod uia;
mod updates;
