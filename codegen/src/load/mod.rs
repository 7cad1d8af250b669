//! The load stage: from the files of a vendored folder or an upstream tree to one document per API.
//!
//! It reads only the given folder and writes nothing. The files of each API of an upstream tree are bundled into one document:
//! paths with their prefix, each definition once as a named component, and only facts (with the prose on request, but without
//! examples).

mod cycles;
mod event_source;
mod events;
mod facts;
mod names;
mod operations;
mod paths;
mod references;
mod release_state;
mod security;
mod shared_path;
mod tree;
mod unread;
mod upstream;
mod vendored;
mod wanted;

use std::path::{Path, PathBuf};

pub use facts::Prose;
pub use operations::{UpstreamOperation, read as upstream_operations};
pub use security::check_security;
pub use shared_path::SharedPath;
pub use tree::{NodeLocation, Tree};
pub use upstream::{upstream, upstream_as};
pub use vendored::{EVENTS, PIN, UNFINISHED, vendored, vendored_apis};
pub use wanted::WantedDefinition;

use release_state::ReleaseState;

use crate::matrix::event_section::EventSection;
use crate::{Api, Description, Error, Release, Result};

/// Reads a vendored folder or an upstream tree, whichever exists, including its prose.
///
/// `shared` lists the operations of an upstream tree that share a path, `wanted` the definitions to include though nothing
/// refers to them; a vendored folder does not need them.
pub fn open(path: &Path, shared: &[SharedPath], wanted: &[WantedDefinition]) -> Result<Description> {
    open_apis(path, &Api::ALL, shared, wanted)
}

/// Reads some APIs of a vendored folder or an upstream tree.
pub fn open_apis(
    path: &Path,
    apis: &[Api],
    shared: &[SharedPath],
    wanted: &[WantedDefinition],
) -> Result<Description> {
    match what(path)? {
        Input::Vendored => vendored_apis(path, apis),
        Input::Upstream => {
            let mut description = upstream(path, Prose::Keep, shared, wanted)?;
            description.documents.retain(|api, _| apis.contains(api));
            Ok(description)
        }
    }
}

/// Adds the events, if the folder or tree has any, to a description that was read from it.
///
/// `wanted` lists the definitions of an upstream tree to include though nothing refers to them.
pub fn add_events(
    description: &mut Description,
    path: &Path,
    prose: Prose,
    wanted: &[WantedDefinition],
) -> Result<()> {
    let state = ReleaseState { release: description.release, finished: description.is_finished() };
    description.events = match what(path)? {
        Input::Vendored => vendored::events(path, state)?,
        Input::Upstream => events::upstream(&Tree::open(path)?, state, prose, wanted)?,
    };
    Ok(())
}

/// Returns the files of the events that [`add_events`] reads, sorted.
pub fn event_inputs(path: &Path, release: Release, wanted: &[WantedDefinition]) -> Result<Vec<PathBuf>> {
    match what(path)? {
        Input::Vendored => Ok(Some(path.join(EVENTS)).into_iter().filter(|file| file.exists()).collect()),
        Input::Upstream => {
            let tree = Tree::open(path)?;
            events::upstream(&tree, ReleaseState { release, finished: false }, Prose::Drop, wanted)?;
            Ok(tree.paths_read())
        }
    }
}

/// Returns the folders of an upstream tree in which a new file would be another event or EDU.
pub fn event_folders(path: &Path) -> Vec<PathBuf> {
    let data = tree::data_folder(path).filter(|_| !path.join(PIN).is_file());
    let folders = EventSection::ALL.map(EventSection::folder);
    let below =
        |data: PathBuf| folders.map(|folder| data.join(folder.strip_prefix("data/").unwrap_or(folder)));
    data.map(below).into_iter().flatten().filter(|folder| folder.is_dir()).collect()
}

/// Returns the files that [`open`] reads, sorted.
pub fn inputs(path: &Path, wanted: &[WantedDefinition]) -> Result<Vec<PathBuf>> {
    inputs_of(path, &Api::ALL, wanted)
}

/// Returns the files that [`open_apis`] reads, sorted.
pub fn inputs_of(path: &Path, apis: &[Api], wanted: &[WantedDefinition]) -> Result<Vec<PathBuf>> {
    match what(path)? {
        Input::Vendored => Ok(vendored::inputs(path, apis)),
        Input::Upstream => upstream::inputs(path, wanted),
    }
}

enum Input {
    Vendored,
    Upstream,
}

fn what(path: &Path) -> Result<Input> {
    if path.join(PIN).is_file() || path.join(UNFINISHED).exists() {
        return Ok(Input::Vendored);
    }
    if tree::data_folder(path).is_some() {
        return Ok(Input::Upstream);
    }
    let message = format!("neither a vendored folder (with {PIN}) nor an upstream tree (with data/api)");
    Err(Error::file(path.display().to_string(), message))
}
