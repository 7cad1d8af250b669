//! The sides of a comparison: a folder, an upstream tree, or a revision of this repository.

use std::collections::BTreeSet;
use std::io::{self, Cursor};
use std::path::Path;
use std::process::{Command, Output};

use anyhow::{Context, Result, bail};
use matrix_openapi_codegen::event::EventSection;
use matrix_openapi_codegen::lower::event_ir::EventModel;
use matrix_openapi_codegen::lower::ir::ApiModel;
use matrix_openapi_codegen::{Api, Model, Module, Origin, Release};
use tempfile::TempDir;

use super::wire::{Wires, wires};
use crate::project;
use crate::prose::{self, Hashes};
use crate::surface::{self, Item, Surfaces};

/// The error if a side is neither a folder nor a revision, which is wrong use.
#[derive(Debug, thiserror::Error)]
#[error("{0} is neither a folder with a description nor a revision of this repository")]
pub struct Unknown(String);

/// One side of a comparison.
pub struct Subject {
    /// The name that the user gave.
    pub name: String,
    /// The operations and types, with or without wording.
    pub model: Model,
    /// The public interfaces.
    pub surfaces: Surfaces,
    /// The hashes of upstream's prose, if they are known.
    pub prose: Option<Hashes>,
}

/// An API of one side.
pub struct Side<'a> {
    /// The operations and types.
    pub model: &'a ApiModel,
    /// Facts of the operations that are in no type.
    pub wires: Wires,
    /// The public interface.
    pub surface: &'a BTreeSet<Item>,
}

impl Subject {
    /// Opens a folder, or else a revision.
    pub fn open(name: &str) -> Result<Self> {
        let path = Path::new(name);
        if path.is_dir() {
            let model = project::model(Some(path.to_owned()))?;
            let prose = match model.description.origin {
                Origin::Vendored => prose::read(path)?,
                Origin::Upstream => Some(prose::hashes(&model)),
            };
            return Self::generated(name, model, prose);
        }
        let commit = commit(name)?.ok_or_else(|| Unknown(name.to_owned()))?;
        let folder = TempDir::new().context("cannot create a temporary folder for the revision")?;
        unpack(name, &commit, folder.path())?;
        let spec = folder.path().join("spec");
        let model =
            project::model(Some(spec.clone())).with_context(|| format!("the description of {name}"))?;
        let prose = prose::read(&spec)?;
        match surface::read(&spec)? {
            // Its own generator wrote its surface.
            Some(surfaces) => Ok(Self { name: name.to_owned(), model, surfaces, prose }),
            None => Self::generated(name, model, prose),
        }
    }

    /// Creates a side from a description, with the interface that is generated for it.
    pub fn generated(name: &str, model: Model, prose: Option<Hashes>) -> Result<Self> {
        let surfaces = surface::all(&model)?;
        Ok(Self { name: name.to_owned(), model, surfaces, prose })
    }

    /// Returns its release.
    pub fn release(&self) -> Release {
        self.model.description.release
    }

    /// Returns the interface of its events or its EDUs, if it has them.
    pub fn event_surface(&self, module: Module) -> Option<&BTreeSet<Item>> {
        self.surfaces.get(&module)
    }

    /// Returns its events or its EDUs, if it has them.
    pub fn events(&self, section: EventSection) -> Option<&EventModel> {
        match section {
            EventSection::Events => self.model.events.as_ref(),
            EventSection::Edus => self.model.edus.as_ref(),
        }
    }

    /// Returns one of its APIs.
    pub fn side(&self, api: Api) -> Option<Side<'_>> {
        let document = self.model.description.documents.get(&api)?;
        let (model, surface) = (self.model.apis.get(&api)?, self.surfaces.get(&Module::Api(api))?);
        Some(Side { model, wires: wires(document, &model.operations), surface })
    }
}

/// Returns the commit of a revision.
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
