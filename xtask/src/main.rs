//! The maintainers' commands of `matrix-openapi`. Exit codes: 0 success, 1 a finding, 2 wrong use.

#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::todo)
)]

mod canonical;
mod check;
mod compile;
mod conformance;
mod diff;
mod digest;
mod docs;
mod events;
mod input;
mod links;
mod operations;
mod project;
mod prose;
mod readme;
mod sentences;
mod surface;
mod update_spec;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Maintainers' commands of matrix-openapi.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// The commands, each a module with its arguments and `run`.
#[derive(Subcommand)]
enum Command {
    Check(check::CheckArgs),
    Conformance(conformance::ConformanceArgs),
    Diff(diff::DiffArgs),
    Docs(docs::DocsArgs),
    Events(events::EventsArgs),
    Operations(operations::OperationsArgs),
    Sentences(sentences::SentencesArgs),
    Surface(surface::SurfaceArgs),
    UpdateSpec(update_spec::UpdateSpecArgs),
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Conformance(args) => conformance::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Docs(args) => docs::run(&args),
        Command::Events(args) => events::run(&args),
        Command::Operations(args) => operations::run(&args),
        Command::Sentences(args) => sentences::run(&args),
        Command::Surface(args) => surface::run(&args),
        Command::UpdateSpec(args) => update_spec::run(&args),
    };
    result.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        let mut causes = error.chain().filter_map(|cause| cause.downcast_ref::<matrix_openapi_codegen::Error>());
        if let Some(action) = causes.find_map(matrix_openapi_codegen::Error::correction) {
            eprintln!("\nif upstream is wrong, correct it with an action in spec/overlays/corrections.yaml:\n\n{action}");
        }
        ExitCode::FAILURE
    })
}
