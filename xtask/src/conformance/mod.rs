//! `cargo xtask conformance`: puts every JSON example of an upstream tree through the type that is generated for it.
//!
//! The bindings of that very tree are compiled with a small program (see [`harness`]) that decodes each example
//! and encodes it again; what comes back must be the same JSON (see [`compare`]). What an example itself has wrong
//! is listed with the reason (see [`defects`]).

mod compare;
mod defects;
mod harness;
mod report;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use matrix_openapi_codegen::load::{self, Example};
use matrix_openapi_codegen::lower::ir::Lowered;
use matrix_openapi_codegen::lower::lower;

use crate::project;
use defects::Defects;
use report::{Outcome, Report};

/// Puts every JSON example of an upstream tree through its type.
#[derive(clap::Args)]
pub struct Args {
    /// The upstream tree, a folder that holds `data`.
    #[arg(long, value_name = "TREE")]
    from: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// The list of known defects of examples, by default that of this repository.
    #[arg(long, value_name = "FILE")]
    defects: Option<PathBuf>,
}

/// Prints the report; failures that are not listed are a finding.
pub fn run(args: &Args) -> Result<ExitCode> {
    let tree =
        args.from.canonicalize().with_context(|| format!("{} is not readable", args.from.display()))?;
    let examples = load::examples(&tree)?;
    let description = project::description(Some(tree.clone()))?;
    let lowered: Vec<Lowered> = description
        .documents
        .values()
        .map(|document| lower(document, description.release))
        .collect::<Result<_, _>>()?;
    let defects = match &args.defects {
        Some(path) => Defects::read(path)?,
        None => Defects::of_this_repository()?,
    };
    let returned = harness::run(&tree, description.release, &lowered, &examples)?;
    let outcomes =
        examples.iter().zip(returned).map(|(example, returned)| outcome(example, returned)).collect();
    let report = Report::new(description.release, outcomes, &defects);
    if args.json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        print!("{report}");
    }
    Ok(if report.passes() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn outcome(example: &Example, returned: harness::Returned) -> Outcome<'_> {
    match returned {
        Ok(value) => {
            Outcome { example, decoded: true, differences: compare::differences(&example.value, &value) }
        }
        Err(error) => {
            Outcome { example, decoded: false, differences: vec![compare::Difference::whole(error)] }
        }
    }
}
