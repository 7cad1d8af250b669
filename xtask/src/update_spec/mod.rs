//! `cargo xtask update-spec`: imports a Matrix release into `spec/` atomically.
//!
//! The upstream tree is bundled and written into a new folder beside `spec/`. It is read back from there with all
//! overlays, generated and compiled, so a description that a build would refuse is never imported. Only then does the new
//! folder replace the old one (see [`swap`]).

mod archive;
mod bundle;
mod checkout;
mod events;
mod fetch;
pub(crate) mod pin;
mod project;
mod report;
mod source;
pub(crate) mod staging;
mod swap;
mod upstream;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use jiff::civil::Date;
use matrix_openapi_codegen::load::{self, Prose};
use matrix_openapi_codegen::overlay::Overlays;
use matrix_openapi_codegen::{Description, Overlaid};

use crate::compile;
use crate::diff::Subject;
use crate::docs::Pages;
use crate::prose::{self, Hashes};
use crate::sentences::Record;
use pin::Pin;
use report::{Pinning, UpdateReport};
use source::Source;
use staging::{Staging, StagingSite};
use upstream::Wanted;

/// Imports a Matrix release into the vendored description.
#[derive(clap::Args)]
pub struct UpdateSpecArgs {
    /// A release such as v1.19, `latest`, or `unstable`; overrides the release in the names or files of `--from`.
    #[arg(required_unless_present = "from")]
    release: Option<Wanted>,
    /// An upstream tree (a folder that contains `data`), an archive of one (.tar.gz), the bundles of the site (a folder
    /// that contains `client-server-api/api.json` and so on), or the URL of an archive or of such bundles [default:
    /// the archive that upstream publishes].
    #[arg(long, value_name = "DIR|ARCHIVE|URL")]
    from: Option<String>,
    /// The upstream repository, or a mirror of it.
    #[arg(long, value_name = "URL", default_value = upstream::REPOSITORY, conflicts_with = "from")]
    upstream: String,
    /// Keep the official prose, for documentation of your own.
    #[arg(long)]
    keep_prose: bool,
    /// Report the changes without writing them.
    #[arg(long)]
    dry_run: bool,
    /// The folder of the vendored description [default: spec/ of this repository].
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// The day of the release [default: that of the newest file in an archive].
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
}

/// Updates the description and reports the changes.
pub fn run(args: &UpdateSpecArgs) -> Result<ExitCode> {
    let spec = swap::real(args.spec.clone().unwrap_or_else(crate::project::spec))?;
    let overlays = crate::project::of(&spec).overlays();
    let site = if args.dry_run { StagingSite::Elsewhere } else { StagingSite::Beside };
    let _lock = match site {
        StagingSite::Beside => Some(swap::begin(&spec)?),
        StagingSite::Elsewhere => None,
    };
    let source = source(args)?;
    let prose = if args.keep_prose { Prose::Keep } else { Prose::Drop };
    let description = bundle(args, &source, &overlays, prose)?;
    let (after, obsolete) = generated(&description, &spec, &overlays)
        .context("the new description cannot be used, nothing was changed")?;
    let wanted = crate::project::with_overlays(&spec, &overlays).wanted_definitions()?;
    let pin = Pin::of(&source, &description, &wanted, args.date)?;
    let hashes = prose_hashes(bundle(args, &source, &overlays, Prose::Keep)?, &source, &overlays)?;

    let staging = Staging::build(&spec, site, &description, &hashes, pin)?;
    read_back(staging.folder(), &overlays, &after)
        .context("the new description cannot be used, nothing was changed")?;
    staging.add_surfaces(after.release(), &after.surfaces)?;
    let after = Subject { prose: Some(hashes), ..after };
    let pinning = if args.date.is_some() { Pinning::Whole } else { Pinning::Description };
    let mut report = report::compare(&spec, staging.folder(), &after, &overlays, &obsolete, pinning)?;
    if report.changes_files() {
        // Generated code may still not compile.
        compile::staged(staging.folder(), &overlays).context("nothing was changed")?;
        let own = spec == swap::real(crate::project::spec())?;
        let pages = if own { Some(Pages::of(&after.model)?) } else { None };
        if site == StagingSite::Beside {
            swap::into_place(staging, &spec)?;
        }
        match pages {
            Some(pages) => update_project(&mut report, &pages, site)?,
            None => report.left_reworded(),
        }
    }
    let end = if args.dry_run { "dry run, nothing was written\n" } else { "" };
    // The work is done, even if nobody reads the report to its end.
    let _ = write!(anstream::stdout(), "{report}{end}");
    Ok(ExitCode::SUCCESS)
}

/// Updates the files of the project that depend on the description. They are generated before the swap; if writing one
/// fails, `check` names the command that writes it.
fn update_project(report: &mut UpdateReport, pages: &Pages, site: StagingSite) -> Result<()> {
    let root = crate::project::root();
    if site == StagingSite::Beside {
        report.done(
            &pages.write().context("the description is in place; run `cargo xtask docs` for the rest")?,
        );
        if project::write_changelog(&root, report.diff())? {
            report.done("changed CHANGELOG.md");
            report.left(Some("CHANGELOG.md: review the entry, and add its effects on users".to_owned()));
            let tests = "tests: bless the golden files that changed, and add new operations to tests/real/sweep.yaml; \
                         CONTRIBUTING.md has the commands";
            report.left(Some(tests.to_owned()));
        }
        let stale = Record::read(&crate::project::spec())?.stale().len();
        report.left(
            (stale > 0).then(|| format!("sentences: {stale} to review; `cargo xtask sentences` lists them")),
        );
    } else {
        report.left_reworded();
    }
    report.left(project::version_due(&root, report.diff().verdict()));
    Ok(())
}

fn source(args: &UpdateSpecArgs) -> Result<Source> {
    match (&args.from, args.release) {
        (Some(from), wanted) => Source::open(from, wanted),
        (None, wanted) => Source::published(&args.upstream, wanted.unwrap_or(Wanted::Latest)),
    }
}

fn bundle(args: &UpdateSpecArgs, source: &Source, overlays: &Path, prose: Prose) -> Result<Description> {
    let project = crate::project::with_overlays(source.folder(), overlays);
    let (shared, wanted) = (project.shared_paths()?, project.wanted_definitions()?);
    let release = match args.release {
        Some(Wanted::Release(release)) => Some(release),
        _ => source.release(),
    };
    let mut description = match release {
        Some(release) => load::upstream_as(source.folder(), release, prose, &shared, &wanted)?,
        None => load::upstream(source.folder(), prose, &shared, &wanted)?,
    };
    load::add_events(&mut description, source.folder(), prose, &wanted)?;
    Ok(description)
}

/// Runs all stages on the new description. The other steps use their results, so each stage runs once. Also returns the actions
/// of the overlays that do not apply.
fn generated(
    description: &Description,
    spec: &Path,
    overlays: &Path,
) -> Result<(Subject, Vec<matrix_openapi_codegen::Error>)> {
    let project = crate::project::with_overlays(spec, overlays);
    let Overlaid { description, obsolete } = project.overlay(description.clone())?;
    let model = project.model(description)?;
    let release = model.description.release.to_string();
    Ok((Subject::generated(&release, model, None)?, obsolete))
}

/// Reads the new folder with all overlays and requires the description that was lowered, which a build then accepts too.
fn read_back(folder: &Path, overlays: &Path, written: &Subject) -> Result<()> {
    let read = crate::project::with_overlays(folder, overlays).description()?;
    let written = &written.model.description;
    ensure!(read.release == written.release, "{} is read back as {}", written.release, read.release);
    for (api, document) in &written.documents {
        let same = read.documents.get(api).is_some_and(|read| read.root == document.root);
        ensure!(same, "{api}.yaml does not read back as it was written");
    }
    let root = |description: &Description| description.events.as_ref().map(|events| events.root.clone());
    ensure!(root(&read) == root(written), "{} does not read back as it was written", load::EVENTS);
    Ok(())
}

/// Returns the hashes of upstream's prose, by the names of the overlays. A description that cannot be lowered has none:
/// lowering it without the prose reports the error.
fn prose_hashes(mut description: Description, source: &Source, overlays: &Path) -> Result<Hashes> {
    if Overlays::load(overlays)?.apply(&mut description).is_err() {
        return Ok(Hashes::new());
    }
    let model = crate::project::with_overlays(source.folder(), overlays).lower(description);
    Ok(model.map(|model| prose::hashes(&model)).unwrap_or_default())
}
