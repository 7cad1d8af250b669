//! The new folder: the description, and all that the old folder holds besides it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use matrix_openapi_codegen::load::PIN;
use matrix_openapi_codegen::{Api, Description, Release, canonical};
use serde_json::Value;
use tempfile::TempDir;

use super::pin::Pin;
use crate::digest::sha256;
use crate::prose::{self, Hashes};
use crate::surface;

/// A new folder; it disappears unless it is put into place.
pub struct Staging {
    folder: PathBuf,
    /// What holds it if that is not beside the old one.
    _elsewhere: Option<TempDir>,
}

/// Where the new folder is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StagingSite {
    /// Where it can replace the old one.
    Beside,
    /// Where it touches nothing of the project.
    Elsewhere,
}

impl Staging {
    /// Builds the folder that is to replace `spec`.
    pub fn build(
        spec: &Path,
        place: StagingSite,
        description: &Description,
        words: &Hashes,
        mut pin: Pin,
    ) -> Result<Self> {
        let staging = match place {
            StagingSite::Beside => Self { folder: incoming(spec)?, _elsewhere: None },
            StagingSite::Elsewhere => {
                let elsewhere = TempDir::new().context("there is no temporary folder")?;
                Self { folder: elsewhere.path().join("spec"), _elsewhere: Some(elsewhere) }
            }
        };
        fs::create_dir(&staging.folder)
            .with_context(|| format!("{} cannot be made", staging.folder.display()))?;
        for document in description.documents.values() {
            let name = format!("{}.yaml", document.api);
            let text = render(&document.root, description.release);
            write(&staging.folder.join(&name), &text)?;
            pin.spec.insert(name, sha256(text.as_bytes()));
        }
        let text = prose::render(words);
        write(&staging.folder.join(prose::FILE), &text)?;
        pin.spec.insert(prose::FILE.to_owned(), sha256(text.as_bytes()));
        write(&staging.folder.join(PIN), &pin.to_toml()?)?;
        Ok(staging)
    }

    /// Adds the surfaces of the description, which is the one in the folder with the overlays applied.
    pub fn add_surfaces(&self, description: &Description) -> Result<()> {
        surface::write(&self.folder, description).map(drop)
    }

    /// Copies all that `spec` holds besides what is new, so that the folder can replace it.
    pub fn carry_over(&self, spec: &Path) -> Result<()> {
        copy_missing(spec, &self.folder)
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

/// The folder beside `spec` that is to replace it.
pub fn incoming(spec: &Path) -> Result<PathBuf> {
    let name = spec.file_name().with_context(|| format!("{} is not the name of a folder", spec.display()))?;
    let mut name = name.to_owned();
    name.push(".incoming");
    Ok(spec.with_file_name(name))
}

/// A document's text, which is the only one that it has.
pub fn render(root: &Value, release: Release) -> String {
    let yaml = canonical::to_yaml(root);
    format!(
        "# Written by 'cargo xtask update-spec' from the Matrix specification {release}; do not edit.\n{yaml}"
    )
}

/// The names of the files that an update writes, the pin last.
pub fn files() -> Vec<String> {
    let documents = Api::ALL.iter().map(|api| format!("{api}.yaml"));
    let surfaces = Api::ALL.iter().map(|api| format!("{}/{api}.txt", surface::FOLDER));
    documents.chain([prose::FILE.to_owned()]).chain(surfaces).chain([PIN.to_owned()]).collect()
}

/// Writes a file and waits until it is on the disk, since the swap relies on it.
fn write(path: &Path, text: &str) -> Result<()> {
    let write = || {
        fs::write(path, text)?;
        fs::File::open(path)?.sync_all()
    };
    write().with_context(|| format!("{} cannot be written", path.display()))
}

/// Copies what is not there yet, with the times of the files, so that no build takes them for new.
fn copy_missing(from: &Path, to: &Path) -> Result<()> {
    for entry in fs::read_dir(from).with_context(|| format!("{} is not readable", from.display()))? {
        let entry = entry?;
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        let copy = || -> Result<()> {
            let kind = entry.file_type()?;
            if kind.is_dir() {
                fs::create_dir_all(&target)?;
                copy_missing(&path, &target)?;
            } else if target.exists() {
                // New.
            } else if kind.is_symlink() {
                copy_link(&path, &target)?;
            } else if !kind.is_file() {
                bail!("it is no plain file");
            } else {
                fs::copy(&path, &target)?;
                let times = fs::FileTimes::new().set_modified(entry.metadata()?.modified()?);
                let copy = fs::File::open(&target)?;
                copy.set_times(times)?;
                copy.sync_all()?;
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
