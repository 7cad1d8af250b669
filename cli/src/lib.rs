//! `matrix-api`: every operation of the five Matrix APIs from the shell.
//!
//! The commands come from the operation tables of the library, and from a table with more facts about each operation, which the
//! build script writes. The library sends the requests.
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects
    )
)]

mod account_commands;
mod accounts;
mod built_in;
mod catalogue;
mod check;
mod command;
mod completion;
mod connect;
mod custom;
mod dispatch;
mod dry_run;
mod error_text;
mod failure;
mod field_path;
mod fields;
mod follow;
mod globals;
mod input;
mod json_text;
mod login;
mod message;
mod mock;
mod name;
mod oauth_login;
pub mod operation;
mod output;
mod pages;
mod progress;
mod prompt;
mod request;
mod rooms;
mod secrets;
mod send;
mod sso;
pub mod table;
mod trace;
mod uia;
mod upload;
mod upload_bar;

use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

pub use crate::failure::{Failure, Outcome};

/// Runs a command line, and returns the exit code: 0 for success, 1 if the server refused, 2 for wrong use, 3 without a
/// response, 4 without a credential or once its session has ended.
pub fn run(arguments: Vec<OsString>) -> ExitCode {
    match try_run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            report(&failure);
            failure.exit_code()
        }
    }
}

fn try_run(arguments: Vec<OsString>) -> Outcome {
    if let Some(outcome) = completion::print_completions(&arguments) {
        return outcome;
    }
    let invocation = command::parse(arguments)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(dispatch::run(&invocation))
}

/// Prints a failure to standard error: as a sentence on a terminal, as JSON elsewhere.
fn report(failure: &Failure) {
    if matches!(failure, Failure::Closed | Failure::Printed(_)) {
        return;
    }
    if io::stderr().is_terminal() {
        eprintln!("error: {failure}");
    } else {
        eprintln!("{}", failure.json());
    }
}
