//! The new folder: the description, and all that the old folder holds besides it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use matrix_openapi_codegen::load::PIN;
use matrix_openapi_codegen::{Api, Description, Release, canonical};
use serde_json::Value;

use super::pin::{Pin, sha256};
use super::swap;

/// A new folder beside the old one; it disappears unless it is put into place.
pub struct Staging {
    folder: PathBuf,
}

impl Staging {
    /// Builds the folder that is to replace `spec`.
    pub fn build(spec: &Path, description: &Description, pin: Pin) -> Result<Self> {
        let folder = swap::incoming(spec)?;
        let staging = Self { folder };
        if let Some(parent) = staging.folder.parent() {
            fs::create_dir_all(parent).with_context(|| format!("{} cannot be made", parent.display()))?;
        }
        fs::create_dir(&staging.folder)
            .with_context(|| format!("{} cannot be made", staging.folder.display()))?;
        let mut written = BTreeMap::new();
        for document in description.documents.values() {
            let name = format!("{}.yaml", document.api);
            let text = render(&document.root, description.release);
            write(&staging.folder.join(&name), &text)?;
            written.insert(name, sha256(text.as_bytes()));
        }
        write(&staging.folder.join(PIN), &pin.to_toml(&written))?;
        Ok(staging)
    }

    /// Copies all that `spec` holds besides the description, so that the folder can replace it.
    pub fn carry_over(&self, spec: &Path) -> Result<()> {
        let ours = description_files();
        copy_folder(spec, &self.folder, &|name| !ours.iter().any(|our| our == name))
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What is left over here is removed at the next start too.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A document's text, which is the only one that it has.
pub fn render(root: &Value, release: Release) -> String {
    let yaml = canonical::to_yaml(root);
    format!(
        "# Written by 'cargo xtask update-spec' from the Matrix specification {release}; do not edit.\n{yaml}"
    )
}

/// The names of the files that an update writes.
pub fn description_files() -> Vec<String> {
    Api::ALL.iter().map(|api| format!("{api}.yaml")).chain([PIN.to_owned()]).collect()
}

/// Writes a file and waits until it is on the disk, since the swap relies on it.
fn write(path: &Path, text: &str) -> Result<()> {
    let write = || {
        fs::write(path, text)?;
        fs::File::open(path)?.sync_all()
    };
    write().with_context(|| format!("{} cannot be written", path.display()))
}

/// Copies what `wanted` names at the top, with the times of the files, so that no build takes them for new.
fn copy_folder(from: &Path, to: &Path, wanted: &dyn Fn(&str) -> bool) -> Result<()> {
    for entry in fs::read_dir(from).with_context(|| format!("{} is not readable", from.display()))? {
        let entry = entry?;
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if !wanted(&entry.file_name().to_string_lossy()) {
            continue;
        }
        let copy = || -> Result<()> {
            let kind = entry.file_type()?;
            if kind.is_symlink() {
                copy_link(&path, &target)?;
            } else if kind.is_dir() {
                fs::create_dir(&target)?;
                copy_folder(&path, &target, &|_| true)?;
            } else {
                fs::copy(&path, &target)?;
                let times = fs::FileTimes::new().set_modified(entry.metadata()?.modified()?);
                fs::File::open(&target)?.set_times(times)?;
            }
            Ok(())
        };
        copy().with_context(|| format!("{} cannot be carried over", path.display()))?;
    }
    Ok(())
}

#[cfg(unix)]
fn copy_link(path: &Path, target: &Path) -> Result<()> {
    Ok(std::os::unix::fs::symlink(fs::read_link(path)?, target)?)
}

#[cfg(not(unix))]
fn copy_link(path: &Path, target: &Path) -> Result<()> {
    fs::copy(path, target)?;
    Ok(())
}
