//! `cargo xtask conformance`: decodes and encodes every JSON example of an upstream tree with its generated type, and events
//! and EDUs with the content of their type. It reads requests like a server and writes them like a client, and responses the
//! other way round.
//!
//! A small program (see [`harness`]) with the code generated from that tree decodes each example and encodes it again; the
//! result must be the same JSON (see [`compare`]). Known defects of examples are listed with a reason (see [`defects`]).

mod compare;
mod defects;
mod edus;
mod examples;
mod harness;
mod reader;
mod report;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use matrix_openapi_codegen::lower::ir::ApiModel;

use crate::project;
use defects::Defects;
use examples::Example;
use report::{ConformanceReport, ExampleOutcome};

/// Decodes and encodes every JSON example of an upstream tree with its generated type.
#[derive(clap::Args)]
pub struct ConformanceArgs {
    /// The upstream tree, a folder that contains `data`.
    #[arg(long, value_name = "TREE")]
    from: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// The list of known defects of examples [default: that of this repository].
    #[arg(long, value_name = "FILE")]
    defects: Option<PathBuf>,
}

/// Prints the report; a failure that is not listed is a finding.
pub fn run(args: &ConformanceArgs) -> Result<ExitCode> {
    let tree = args.from.canonicalize().with_context(|| format!("cannot read {}", args.from.display()))?;
    let examples = examples::examples(&tree)?;
    let model = project::model(Some(tree.clone()))?;
    let (release, apis) = (model.description.release, model.apis.into_values().collect::<Vec<ApiModel>>());
    let defects = match &args.defects {
        Some(path) => Defects::read(path)?,
        None => Defects::of_this_repository()?,
    };
    let returned = harness::run(&tree, release, &apis, &examples)?;
    let outcomes =
        examples.iter().zip(returned).map(|(example, returned)| outcome(example, returned)).collect();
    let report = ConformanceReport::new(release, outcomes, &defects);
    if args.json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        print!("{report}");
    }
    Ok(if report.passes() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn outcome(example: &Example, returned: harness::Returned) -> ExampleOutcome<'_> {
    match returned {
        Ok(value) => ExampleOutcome {
            example,
            decoded: true,
            differences: compare::differences(&example.value, &value),
        },
        Err(error) => ExampleOutcome {
            example,
            decoded: false,
            differences: vec![compare::ExampleDifference::whole(error)],
        },
    }
}
