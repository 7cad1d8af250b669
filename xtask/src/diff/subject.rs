//! The sides of a comparison: a folder, an upstream tree, or a revision of this repository.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Cursor};
use std::path::Path;
use std::process::{Command, Output};

use anyhow::{Context, Result, bail};
use matrix_openapi_codegen::lower::ir::ApiModel;
use matrix_openapi_codegen::lower::lower;
use matrix_openapi_codegen::{Api, Description, Origin, Release};
use tempfile::TempDir;

use super::wire::{Wires, wires};
use crate::project;
use crate::prose::{self, Hashes};
use crate::surface::{self, Item};

/// The name of a side names nothing, which is wrong use.
#[derive(Debug, thiserror::Error)]
#[error("{0} is neither a folder with a description nor a revision of this repository")]
pub struct Unknown(String);

/// One side of a comparison.
pub struct Subject {
    /// The name that the user gave.
    pub name: String,
    /// Its release; `None` if there is no description.
    pub release: Option<Release>,
    /// Its APIs.
    pub apis: BTreeMap<Api, Side>,
    /// The hashes of upstream's prose, if they are known.
    pub words: Option<Hashes>,
}

/// An API of one side.
pub struct Side {
    /// The operations and types.
    pub model: ApiModel,
    /// Facts of the operations that are in no type.
    pub wires: Wires,
    /// The public interface.
    pub surface: BTreeSet<Item>,
}

impl Subject {
    /// Opens a folder, or else a revision.
    pub fn open(name: &str) -> Result<Self> {
        let path = Path::new(name);
        if path.is_dir() {
            let description = project::of(path).description()?;
            let words = match description.origin {
                Origin::Vendored => prose::read(path)?,
                Origin::Upstream => Some(prose::hashes(&description)?),
            };
            return Self::of(name, &description, words, None);
        }
        let commit = commit(name)?.ok_or_else(|| Unknown(name.to_owned()))?;
        let folder = TempDir::new().context("cannot create a temporary folder for the revision")?;
        unpack(name, &commit, folder.path())?;
        let spec = folder.path().join("spec");
        let description =
            project::of(&spec).description().with_context(|| format!("the description of {name}"))?;
        // Its own generator wrote its surface.
        Self::of(name, &description, prose::read(&spec)?, surface::read(&spec)?)
    }

    /// A description, with its known interface or else the generated one.
    pub fn of(
        name: &str,
        description: &Description,
        words: Option<Hashes>,
        known: Option<BTreeMap<Api, BTreeSet<Item>>>,
    ) -> Result<Self> {
        let mut known = known.unwrap_or_default();
        let mut apis = BTreeMap::new();
        for document in description.documents.values() {
            let model = lower(document, description.release)?;
            let surface = match known.remove(&document.api) {
                Some(surface) => surface,
                None => surface::of(&model)?,
            };
            let wires = wires(document, &model.operations);
            apis.insert(document.api, Side { model, wires, surface });
        }
        Ok(Self { name: name.to_owned(), release: Some(description.release), apis, words })
    }

    /// A side without a description.
    pub fn nothing() -> Self {
        Self { name: "nothing".to_owned(), release: None, apis: BTreeMap::new(), words: None }
    }
}

/// The commit of a revision.
fn commit(revision: &str) -> Result<Option<String>> {
    let wanted = format!("{revision}^{{commit}}");
    let output = git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted])?;
    Ok(output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned()))
}

/// Writes the description of a commit into a folder.
fn unpack(name: &str, commit: &str, folder: &Path) -> Result<()> {
    let output = git(&["archive", "--format=tar", commit, "spec"])?;
    if !output.status.success() {
        bail!("{name} has no description: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    let mut archive = tar::Archive::new(Cursor::new(output.stdout));
    let mut unpack = || -> io::Result<()> {
        for entry in archive.entries()? {
            let mut entry = entry?;
            // A link could lead anywhere; a description contains none.
            if entry.header().entry_type().is_file() {
                entry.unpack_in(folder)?;
            }
        }
        Ok(())
    };
    unpack().with_context(|| format!("cannot unpack the description of {name}"))
}

fn git(arguments: &[&str]) -> Result<Output> {
    let mut command = Command::new("git");
    command.arg("-C").arg(project::root()).args(arguments).output().context("cannot start git")
}
