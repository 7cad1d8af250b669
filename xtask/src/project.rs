//! Where the project's own files are.

use std::path::{Path, PathBuf};

use anyhow::Result;
use matrix_openapi_codegen::{Description, build};

/// The root of the workspace: cargo says where the xtask's package is, which is one level below.
pub fn root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    package.as_deref().and_then(Path::parent).map_or_else(|| PathBuf::from("."), Path::to_owned)
}

/// The vendored description's folder.
pub fn spec() -> PathBuf {
    root().join("spec")
}

/// Where cargo builds, as an absolute path.
pub fn target() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    std::path::absolute(&target).unwrap_or(target)
}

/// A description with the overlays that belong to it, by default the vendored one.
pub fn description(path: Option<PathBuf>) -> Result<Description> {
    Ok(build::description(&path.unwrap_or_else(spec), &spec().join("overlays"))?)
}
