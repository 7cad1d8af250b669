//! `cargo xtask update-spec`: brings a Matrix release into `spec/`, all of it or nothing.
//!
//! The upstream tree is bundled, written into a new folder beside `spec/` and read back from there with all
//! overlays, so that what a build would refuse never arrives. Only then the new folder takes the place of the
//! old one (see [`swap`]).

mod archive;
mod fetch;
pub(crate) mod pin;
mod report;
mod source;
pub(crate) mod staging;
mod swap;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use matrix_openapi_codegen::load::{self, Prose};
use matrix_openapi_codegen::{Description, Release, build};

use crate::project;
use pin::{Date, Pin};
use source::Source;
use staging::Staging;

/// Brings a Matrix release into the vendored description.
#[derive(clap::Args)]
pub struct Args {
    /// The release, such as v1.19; without it, the one that the source is named after or mentions last.
    #[arg(required_unless_present = "from")]
    release: Option<Release>,
    /// An upstream tree (a folder that holds `data`), an archive of one (.tar.gz), or the https address of an
    /// archive; without it, the archive that upstream publishes.
    #[arg(long, value_name = "DIR|ARCHIVE|URL")]
    from: Option<String>,
    /// Take the official descriptions along, for documentation of your own.
    #[arg(long)]
    keep_prose: bool,
    /// Only report what would change.
    #[arg(long)]
    dry_run: bool,
    /// The folder of the vendored description, by default that of this repository.
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// The day on which the release was published, by default that of the newest file in an archive.
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
}

/// Updates the description and reports what has changed.
pub fn run(args: &Args) -> Result<ExitCode> {
    let spec = args.spec.clone().unwrap_or_else(project::spec);
    swap::recover(&spec)?;
    let overlays = overlays(&spec);
    let from = args.from.clone().or_else(|| args.release.map(fetch::published)).unwrap_or_default();
    let source = Source::open(&from)?;
    let description = bundle(args, &source, &overlays)?;
    let pin = Pin::of(&source, description.release, args.date)?;

    let staging = Staging::build(&spec, &description, pin)?;
    build::description(staging.folder(), &overlays)
        .context("the new description is not usable, nothing was changed")?;
    let report = report::compare(&spec, staging.folder(), &overlays)?;
    if report.changes_files() && !args.dry_run {
        swap::into_place(staging, &spec)?;
    }
    let end = if args.dry_run { "dry run, nothing was written\n" } else { "" };
    // The work is done, whether or not somebody reads to the end of this.
    let _ = write!(io::stdout(), "{report}{end}");
    Ok(ExitCode::SUCCESS)
}

fn bundle(args: &Args, source: &Source, overlays: &Path) -> Result<Description> {
    let shared = build::shared_paths(overlays)?;
    let prose = if args.keep_prose { Prose::Keep } else { Prose::Drop };
    Ok(match args.release {
        Some(release) => load::upstream_as(source.folder(), release, prose, &shared)?,
        None => load::upstream(source.folder(), prose, &shared)?,
    })
}

/// The folder's own overlays, or those of this repository for a folder that has none.
fn overlays(spec: &Path) -> PathBuf {
    let own = spec.join("overlays");
    if own.is_dir() { own } else { project::spec().join("overlays") }
}
