//! The command `matrix-api`, run as users run it.

mod accounts;
mod arguments;
mod catalogue;
mod completion;
mod dry_run;
mod outcomes;
mod output;
mod real;
mod refresh;
mod samples;
mod secrets;
mod sso;
mod tool;
