//! What build.rs does: from a description to one Rust file per API.

use std::path::{Path, PathBuf};

use crate::load::SharedPath;
use crate::overlay::Overlays;
use crate::{Api, Description, Error, Result, generate, load};

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

impl Build {
    /// Generates and writes; returns the paths on which the result depends.
    pub fn run(&self) -> Result<Vec<PathBuf>> {
        let description = self.description()?;
        for document in description.documents.values() {
            let source = generate(document, description.release)?;
            let path = self.output.join(format!("{}.rs", document.api.module()));
            std::fs::write(&path, source)
                .map_err(|error| Error::file(path.display().to_string(), error.to_string()))?;
        }
        self.inputs()
    }

    /// The description with all overlays applied.
    pub fn description(&self) -> Result<Description> {
        let folder = self.overlay_folder();
        let mut description = load::open_apis(&self.spec, &self.apis, &shared_paths(&folder)?)?;
        Overlays::load(&folder)?.apply(&mut description)?;
        load::check_security(&description)?;
        Ok(description)
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

    fn overlay_folder(&self) -> PathBuf {
        let own = self.spec.join("overlays");
        if own.is_dir() { own } else { self.overlays.clone() }
    }
}

/// The operations that are known to share a path, from the corrections among the overlays.
pub fn shared_paths(overlays: &Path) -> Result<Vec<SharedPath>> {
    let corrections = overlays.join("corrections.yaml");
    if corrections.is_file() { SharedPath::read(&corrections) } else { Ok(Vec::new()) }
}

/// The description at a path with the overlays that belong to it, all APIs of it.
pub fn description(spec: &Path, overlays: &Path) -> Result<Description> {
    let build = Build {
        spec: spec.to_owned(),
        overlays: overlays.to_owned(),
        apis: Api::ALL.to_vec(),
        output: PathBuf::new(),
    };
    build.description()
}
