//! The command `matrix-api`.
#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    matrix_api::run(std::env::args_os().collect())
}
