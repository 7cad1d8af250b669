//! The paths of the project's own files.

use std::path::{Path, PathBuf};

use anyhow::Result;
use matrix_openapi_codegen::{Model, Project, Timing};

/// The environment variable that makes each run of a stage print its time.
const TIMINGS: &str = "XTASK_TIMINGS";

/// Returns the root of the workspace: the folder around the xtask's package, which cargo names.
pub fn root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    package.as_deref().and_then(Path::parent).map_or_else(|| PathBuf::from("."), Path::to_owned)
}

/// Returns the vendored description's folder.
pub fn spec() -> PathBuf {
    root().join("spec")
}

/// Returns the absolute path of cargo's target folder.
pub fn target() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    std::path::absolute(&target).unwrap_or(target)
}

/// Returns the project of the description in a folder, with its own overlays or else those of this repository.
pub fn of(spec: impl Into<PathBuf>) -> Project {
    with_overlays(spec, self::spec().join("overlays"))
}

/// Returns the project of the description in a folder, with its own overlays or else these.
pub fn with_overlays(spec: impl Into<PathBuf>, overlays: impl Into<PathBuf>) -> Project {
    let project = Project::new(spec, overlays);
    if std::env::var_os(TIMINGS).is_some() { project.timed(print) } else { project }
}

/// Reads a description, by default the vendored one, and lowers it to its model.
pub fn model(path: Option<PathBuf>) -> Result<Model> {
    let project = of(path.unwrap_or_else(spec));
    Ok(project.lower(project.description()?)?)
}

fn print(timing: &Timing<'_>) {
    let Timing { stage, module, spec, time } = timing;
    eprintln!("{stage} {module} of {}: {} ms", spec.display(), time.as_millis());
}
