//! The paths of the project's own files.

use std::path::{Path, PathBuf};

use anyhow::Result;
use matrix_openapi_codegen::{Description, Project};

/// The root of the workspace: the folder around the xtask's package, which cargo names.
pub fn root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    package.as_deref().and_then(Path::parent).map_or_else(|| PathBuf::from("."), Path::to_owned)
}

/// The vendored description's folder.
pub fn spec() -> PathBuf {
    root().join("spec")
}

/// The absolute path of cargo's target folder.
pub fn target() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    std::path::absolute(&target).unwrap_or(target)
}

/// The description in a folder, with its own overlays or else those of this repository.
pub fn of(spec: impl Into<PathBuf>) -> Project {
    Project::new(spec, self::spec().join("overlays"))
}

/// Reads a description with its overlays applied, by default the vendored one.
pub fn description(path: Option<PathBuf>) -> Result<Description> {
    Ok(of(path.unwrap_or_else(spec)).description()?)
}
