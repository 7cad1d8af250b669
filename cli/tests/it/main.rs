//! The command `matrix-api`, run as users run it.

mod accounts;
mod arguments;
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
