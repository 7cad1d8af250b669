//! Builds the new folder: the description, and all other files of the old folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use matrix_openapi_codegen::load::{EVENTS, PIN};
use matrix_openapi_codegen::{Api, Description, Module, Release};
use serde_json::Value;
use tempfile::TempDir;

use super::pin::Pin;
use crate::canonical;
use crate::digest::sha256;
use crate::input;
use crate::prose::{self, Hashes};
use crate::surface::{self, Surfaces};

/// A new folder, which is removed unless it replaces the old one.
pub struct Staging {
    folder: PathBuf,
    /// The temporary folder around it, if it is not beside the old one.
    _elsewhere: Option<TempDir>,
}

/// The location in which the new folder is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StagingSite {
    /// Beside the old folder, to replace it.
    Beside,
    /// Outside of the project.
    Elsewhere,
}

impl Staging {
    /// Builds the folder that will replace `spec`.
    pub fn build(
        spec: &Path,
        site: StagingSite,
        description: &Description,
        hashes: &Hashes,
        mut pin: Pin,
    ) -> Result<Self> {
        let staging = match site {
            StagingSite::Beside => Self { folder: incoming(spec)?, _elsewhere: None },
            StagingSite::Elsewhere => {
                let elsewhere = TempDir::new().context("cannot create a temporary folder")?;
                Self { folder: elsewhere.path().join("spec"), _elsewhere: Some(elsewhere) }
            }
        };
        fs::create_dir(&staging.folder)
            .with_context(|| format!("cannot create {}", staging.folder.display()))?;
        for document in description.documents.values() {
            let name = format!("{}.yaml", document.api);
            let text = render(&document.root, description.release);
            write(&staging.folder.join(&name), &text)?;
            pin.spec.insert(name, sha256(text.as_bytes()));
        }
        if let Some(events) = &description.events {
            let text = render(&events.root, description.release);
            write(&staging.folder.join(EVENTS), &text)?;
            pin.spec.insert(EVENTS.to_owned(), sha256(text.as_bytes()));
        }
        let text = prose::render(hashes);
        write(&staging.folder.join(prose::FILE), &text)?;
        pin.spec.insert(prose::FILE.to_owned(), sha256(text.as_bytes()));
        write(&staging.folder.join(PIN), &pin.to_toml()?)?;
        Ok(staging)
    }

    /// Adds the surfaces of the description.
    pub fn add_surfaces(&self, release: Release, surfaces: &Surfaces) -> Result<()> {
        surface::write(&self.folder, release, surfaces).map(drop)
    }

    /// Copies all other files of `spec`, so the folder can replace it.
    pub fn carry_over(&self, spec: &Path) -> Result<()> {
        copy_missing(spec, &self.folder)?;
        drop_unpinned(&self.folder, &self.folder)
    }

    /// Returns the path of the folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // The next update also removes leftovers.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Returns the folder beside `spec` that will replace it.
pub fn incoming(spec: &Path) -> Result<PathBuf> {
    let name = spec.file_name().with_context(|| format!("{} is not the name of a folder", spec.display()))?;
    let mut name = name.to_owned();
    name.push(".incoming");
    Ok(spec.with_file_name(name))
}

/// Returns the canonical text of a document.
pub fn render(root: &Value, release: Release) -> String {
    let yaml = canonical::to_yaml(root);
    format!(
        "# Written by 'cargo xtask update-spec' from the Matrix specification {release}; do not edit.\n{yaml}"
    )
}

/// Returns the surfaces of the events and the EDUs, which only a description with events has.
pub fn event_surfaces() -> [String; 2] {
    [Module::Events, Module::Edus].map(|module| format!("{}/{module}.txt", surface::FOLDER))
}

/// Returns the names of the files that an update writes, the pin last.
pub fn files() -> Vec<String> {
    let documents = Api::ALL.iter().map(|api| format!("{api}.yaml"));
    let surfaces = Module::all().map(|module| format!("{}/{module}.txt", surface::FOLDER));
    let others = [EVENTS, prose::FILE].map(str::to_owned);
    documents.chain(others).chain(surfaces).chain([PIN.to_owned()]).collect()
}

/// Removes the events from a folder if the pin of the new folder does not list them: they are of another release.
pub fn drop_unpinned(new: &Path, folder: &Path) -> Result<()> {
    // If the pin was moved already, this was done before.
    let Ok(pin) = input::read_to_string(&new.join(PIN)) else { return Ok(()) };
    if Pin::parse(&pin).is_ok_and(|pin| pin.spec.contains_key(EVENTS)) {
        return Ok(());
    }
    for name in event_surfaces().into_iter().chain([EVENTS.to_owned()]) {
        let events = folder.join(name);
        match fs::remove_file(&events) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(error).with_context(|| format!("cannot remove {}", events.display()));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Writes a file and waits until it is on disk, which the swap relies on.
fn write(path: &Path, text: &str) -> Result<()> {
    let write = || {
        fs::write(path, text)?;
        fs::File::open(path)?.sync_all()
    };
    write().with_context(|| format!("cannot write {}", path.display()))
}

/// Copies missing files with their times, so builds do not consider them changed.
fn copy_missing(from: &Path, to: &Path) -> Result<()> {
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        let copy = || -> Result<()> {
            let kind = entry.file_type()?;
            if kind.is_dir() {
                fs::create_dir_all(&target)?;
                copy_missing(&path, &target)?;
            } else if target.exists() {
                // The new folder has its own.
            } else if kind.is_symlink() {
                copy_link(&path, &target)?;
            } else if !kind.is_file() {
                bail!("it is not a plain file");
            } else {
                fs::copy(&path, &target)?;
                let times = fs::FileTimes::new().set_modified(entry.metadata()?.modified()?);
                let copy = fs::File::open(&target)?;
                copy.set_times(times)?;
                copy.sync_all()?;
            }
            Ok(())
        };
        copy().with_context(|| format!("cannot copy {}", path.display()))?;
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
