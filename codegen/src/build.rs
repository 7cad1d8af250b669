//! What build.rs does: from a description to one Rust file per API.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::load::SharedPath;
use crate::model::operations;
use crate::overlay::Overlays;
use crate::{Api, Description, Error, Result, Wording, generate_worded, load};

/// Where the build reads and writes.
#[derive(Debug, Clone)]
pub struct Build {
    /// The description: a vendored folder or an upstream tree.
    pub spec: PathBuf,
    /// The overlays to apply if the description brings none.
    pub overlays: PathBuf,
    /// The APIs to generate.
    pub apis: Vec<Api>,
    /// The folder to write `client_server.rs` and so on into.
    pub output: PathBuf,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Built {
    /// The paths on which the result depends.
    pub inputs: Vec<PathBuf>,
    /// The operationIds of the client-server API: the facade has helpers that need some of them.
    pub operations: BTreeSet<String>,
}

impl Build {
    /// Generates and writes.
    pub fn run(&self) -> Result<Built> {
        let description = self.description()?;
        let wording = Wording::load(&self.overlay_folder())?;
        for document in description.documents.values() {
            let source = generate_worded(document, description.release, &wording)?;
            let path = self.output.join(format!("{}.rs", document.api.module()));
            std::fs::write(&path, source)
                .map_err(|error| Error::file(path.display().to_string(), error.to_string()))?;
        }
        let operations = match description.documents.get(&Api::ClientServer) {
            Some(document) => operations(document)?.into_iter().map(|operation| operation.id).collect(),
            None => BTreeSet::new(),
        };
        Ok(Built { inputs: self.inputs()?, operations })
    }

    /// The description with all overlays applied.
    pub fn description(&self) -> Result<Description> {
        let folder = self.overlay_folder();
        overlaid(load::open_apis(&self.spec, &self.apis, &shared_paths(&folder)?)?, &folder)
    }

    /// The files and folders that were read: a folder where a new file in it would be read too.
    pub fn inputs(&self) -> Result<Vec<PathBuf>> {
        let mut inputs = load::inputs_of(&self.spec, &self.apis)?;
        let bundled = ["data/api", "api"]
            .into_iter()
            .map(|folder| self.spec.join(folder))
            .find(|folder| folder.is_dir());
        if let Some(api) = bundled.filter(|_| !self.spec.join(load::PIN).is_file()) {
            inputs.extend(Api::ALL.map(|one| api.join(one.slug())));
        }
        inputs.push(self.overlay_folder());
        Ok(inputs)
    }

    /// All APIs of a description, of which nothing is to be written.
    fn of(spec: &Path, overlays: &Path) -> Self {
        let (spec, overlays) = (spec.to_owned(), overlays.to_owned());
        Self { spec, overlays, apis: Api::ALL.to_vec(), output: PathBuf::new() }
    }

    fn overlay_folder(&self) -> PathBuf {
        let own = self.spec.join("overlays");
        if own.is_dir() { own } else { self.overlays.clone() }
    }
}

/// The wording that belongs to the description at a path, as [`description`] finds the overlays.
pub fn wording(spec: &Path, overlays: &Path) -> Result<Wording> {
    Wording::load(&Build::of(spec, overlays).overlay_folder())
}

/// The operations that are known to share a path, from the corrections among the overlays.
pub fn shared_paths(overlays: &Path) -> Result<Vec<SharedPath>> {
    let corrections = overlays.join("corrections.yaml");
    if corrections.is_file() { SharedPath::read(&corrections) } else { Ok(Vec::new()) }
}

/// A description with the overlays of a folder applied, and checked for what only they could have put right.
pub fn overlaid(mut description: Description, overlays: &Path) -> Result<Description> {
    Overlays::load(overlays)?.apply(&mut description)?;
    load::check_security(&description)?;
    Ok(description)
}

/// Fails as a build from the description would, with errors that name the files it was read from.
pub fn check(description: &Description, overlays: &Path) -> Result<()> {
    let wording = Wording::load(overlays)?;
    let description = overlaid(description.clone(), overlays)?;
    let mut documents = description.documents.values();
    documents.try_for_each(|document| generate_worded(document, description.release, &wording).map(drop))
}

/// The actions of the overlays that apply to nothing in a description of a later release than they are written for.
pub fn obsolete(spec: &Path, overlays: &Path) -> Result<Vec<Error>> {
    let build = Build::of(spec, overlays);
    let folder = build.overlay_folder();
    let mut description = load::open_apis(&build.spec, &build.apis, &shared_paths(&folder)?)?;
    Overlays::load(&folder)?.apply(&mut description)
}

/// The description at a path with the overlays that belong to it, all APIs of it.
pub fn description(spec: &Path, overlays: &Path) -> Result<Description> {
    Build::of(spec, overlays).description()
}
