//! The command `matrix-api`, run as users run it.

mod accounts;
mod arguments;
mod catalogue;
mod completion;
mod dry_run;
mod outcomes;
mod output;
mod samples;
mod secrets;
mod tool;
