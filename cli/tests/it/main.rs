//! The command `matrix-api`, run as users run it.

mod accounts;
mod arguments;
#[allow(dead_code, reason = "it serves the tests of the library too")]
#[path = "../../../tests/it/oauth/authorization_server.rs"]
mod authorization_server;
mod catalogue;
mod clients;
mod completion;
mod dry_run;
mod mock;
mod oauth;
mod outcomes;
mod output;
mod real;
mod refresh;
mod samples;
mod secrets;
mod sso;
mod terminal;
mod tool;
