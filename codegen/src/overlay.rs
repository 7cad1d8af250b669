//! The overlay stage: our changes to upstream's description, as OpenAPI Overlay documents
//! (<https://spec.openapis.org/overlay/v1.0.0.html>) whose targets are RFC 9535 queries.
//!
//! It has these extensions:
//!
//! - `x-api`: the API (or list of APIs) that an action applies to, or `events` for the document of the events.
//! - `x-releases`: the releases that an action applies to, such as `v1.15..`.
//! - `x-expects`: the value that a target must have before the action; another value means that upstream has changed the
//!   defect. `description` and `summary` can be left out, as in the vendored files.
//! - `x-requires`, `x-unless`: a query (or list of them) that must match something, or nothing, in a document; other
//!   documents skip the action. A query that starts with `@` in place of `$` is evaluated at each target, and selects the
//!   targets to change.
//! - `x-follow: true`: if the target is a reference, the action changes the node that it refers to.
//! - `x-replace`, instead of `update`: the value that replaces the target. An update only appends missing items to a
//!   list.
//! - `x-written-for`, for a whole file: the release that it is maintained for. In that release, an action whose target or
//!   expected value is missing is an error, so it gets reviewed. In any other release such an action is skipped. A file
//!   without a release is for all releases. An action that would change nothing counts as one without a target, and so
//!   does one that refers to a node that the document lacks.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::sorted::sort;
use crate::{Description, Error, Release, Result, definitions, pointer, yaml};

mod action;

use action::{Action, parsed};

/// The name of the file with our sentences on the APIs, in the folder of the overlays.
pub const WORDING_FILE: &str = "wording.yaml";

/// The name of the file with our sentences on the events, in the folder of the overlays.
pub const EVENT_WORDING_FILE: &str = "wording-events.yaml";

/// The overlay files of one folder, in the order of their names.
#[derive(Debug, Clone, Default)]
pub struct Overlays {
    files: Vec<Overlay>,
}

#[derive(Debug, Clone)]
struct Overlay {
    file: String,
    written_for: Option<Release>,
    actions: Vec<Action>,
}

impl Overlays {
    /// Returns the files that [`Overlays::load`] reads from a folder: all but the wording, which has another format.
    pub fn inputs(folder: &Path) -> Result<Vec<PathBuf>> {
        let name = folder.display().to_string();
        let listing = std::fs::read_dir(folder).map_err(|error| Error::file(&name, error.to_string()))?;
        let mut paths = Vec::new();
        for entry in listing {
            let path = entry.map_err(|error| Error::file(&name, error.to_string()))?.path();
            let is_wording =
                path.file_name().is_some_and(|name| name == WORDING_FILE || name == EVENT_WORDING_FILE);
            if !is_wording && path.extension().is_some_and(|extension| extension == "yaml") {
                paths.push(path);
            }
        }
        sort(&mut paths, Ord::cmp);
        Ok(paths)
    }

    /// Reads all overlays of a folder.
    pub fn load(folder: &Path) -> Result<Self> {
        let files = Self::inputs(folder)?
            .into_iter()
            .map(|path| Overlay::read(&path.display().to_string(), &yaml::read(&path)?))
            .collect::<Result<_>>()?;
        Ok(Self { files })
    }

    /// Reads one overlay from its parsed text.
    pub fn from_value(file: &str, value: &Value) -> Result<Self> {
        Ok(Self { files: vec![Overlay::read(file, value)?] })
    }

    /// Applies every action for the description's release, and returns the actions that no longer apply because the
    /// release is later than the one they are written for.
    pub fn apply(&self, description: &mut Description) -> Result<Vec<Error>> {
        let (mut obsolete, release) = (Vec::new(), Some(description.release));
        let maintained = self.files.iter().any(|overlay| overlay.written_for == release);
        let maintained = maintained && description.is_finished();
        let documents = description.documents.values_mut().chain(&mut description.events);
        documents.for_each(|document| document.maintained = maintained);
        for overlay in &self.files {
            overlay.apply(description, &mut obsolete)?;
        }
        Ok(obsolete)
    }
}

impl Overlay {
    fn read(file: &str, value: &Value) -> Result<Self> {
        match value.get("overlay").and_then(Value::as_str) {
            Some(version) if version.starts_with("1.") => {}
            _ => {
                return Err(Error::at(
                    file,
                    "/overlay",
                    "not an overlay of version 1, so its actions have no meaning",
                ));
            }
        }
        let lists_definitions = value.get(definitions::KEY).is_some();
        if lists_definitions && Path::new(file).file_name() != Some(definitions::FILE.as_ref()) {
            let message =
                format!("only {} lists definitions, so this list would have no effect", definitions::FILE);
            return Err(Error::at(file, pointer::join("", definitions::KEY), message));
        }
        let written_for = parsed(file, "", value, "x-written-for")?;
        let actions = value
            .get("actions")
            .and_then(Value::as_array)
            .ok_or_else(|| Error::at(file, "/actions", "not a list, an overlay consists of actions"))?
            .iter()
            .enumerate()
            .map(|(index, action)| Action::read(file, format!("/actions/{index}"), action))
            .collect::<Result<_>>()?;
        Ok(Self { file: file.to_owned(), written_for, actions })
    }

    fn apply(&self, description: &mut Description, obsolete: &mut Vec<Error>) -> Result<()> {
        let release = description.release;
        for action in self.actions.iter().filter(|action| action.releases.contains(release)) {
            let Some(error) = self.apply_one(action, description) else { continue };
            match self.written_for {
                None => return Err(error),
                Some(written_for) if release == written_for && description.is_finished() => {
                    return Err(error);
                }
                Some(written_for) if release > written_for => obsolete.push(error),
                // An earlier release, or an unfinished state of this one.
                Some(_) => {}
            }
        }
        Ok(())
    }

    /// Applies one action, and returns an error if it applies to nothing.
    fn apply_one(&self, action: &Action, description: &mut Description) -> Option<Error> {
        let release = description.release;
        let mut satisfied =
            action.is_for_unread(description) || action.is_about_names_that_are_not_there(description);
        let (mut unexpected, mut unchanged) = (None, 0);
        for document in action.documents(description) {
            if !action.is_for(document) {
                satisfied = true;
                continue;
            }
            let outcome = action.apply(&self.file, document);
            satisfied |= outcome.matched > outcome.unchanged;
            unchanged = outcome.unchanged.saturating_add(unchanged);
            unexpected = unexpected.or(outcome.unexpected);
        }
        let message = match (unexpected, satisfied) {
            (Some(message), _) => message,
            (None, true) => return None,
            (None, false) if unchanged > 0 => format!(
                "`{}` already has the action's result in {release}, so the action is no longer needed",
                action.target
            ),
            (None, false) => {
                format!("`{}` matches nothing in {release}, so the action no longer applies", action.target)
            }
        };
        Some(Error::at(&self.file, &action.pointer, message))
    }
}
