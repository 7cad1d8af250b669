//! Definitions that become types though no operation or event refers to them.

use std::path::Path;

use serde_json::Value;

use super::facts::Section;
use super::names::Target;
use super::release_state::ReleaseState;
use super::tree::{NodeLocation, Tree};
use crate::definitions::KEY;
use crate::release::ReleaseRange;
use crate::sorted::SortedMap;
use crate::{Api, Error, Release, Result, rust_name};
use crate::{pointer, yaml};

/// The value of `x-api` for the document of the events.
const EVENTS: &str = "events";

/// A definition that is included in an API or the events even if nothing refers to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedDefinition {
    /// The name of the component.
    pub name: String,
    /// The file, such as `data/api/client-server/definitions/m.mentions.yaml`; `None` if an action adds the definition.
    pub file: Option<String>,
    /// The API whose document it belongs to; `None` for that of the events.
    pub api: Option<Api>,
    /// The releases that must have it; others may have it.
    pub releases: ReleaseRange,
    written_for: Option<Release>,
    overlay: String,
    pointer: String,
}

impl WantedDefinition {
    /// Reads the list `x-definitions` of an overlay file.
    pub fn read(path: &Path) -> Result<Vec<Self>> {
        Self::from_value(&path.display().to_string(), &yaml::read(path)?)
    }

    /// Reads the optional list `x-definitions` of a parsed overlay.
    pub fn from_value(overlay: &str, value: &Value) -> Result<Vec<Self>> {
        let Some(list) = value.get(KEY) else { return Ok(Vec::new()) };
        let location = format!("/{KEY}");
        let items = list.as_array().ok_or_else(|| Error::at(overlay, &location, "not a list"))?;
        let written_for = parsed(overlay, "/x-written-for", value.get("x-written-for"))?;
        let entries = items.iter().enumerate();
        entries
            .map(|(index, entry)| {
                let pointer = pointer::join(&location, &index.to_string());
                Ok(Self { written_for, ..Self::entry(overlay, pointer, entry)? })
            })
            .collect()
    }

    fn entry(overlay: &str, pointer: String, entry: &Value) -> Result<Self> {
        let refuse = |key: &str, message: &str| Error::at(overlay, pointer::join(&pointer, key), message);
        let text = |key: &str| {
            entry.get(key).and_then(Value::as_str).ok_or_else(|| refuse(key, "missing, or not a string"))
        };
        let known = ["name", "file", "x-api", "x-releases", "x-reason", "x-reference"];
        let mut keys = entry.as_object().into_iter().flat_map(|entry| entry.keys());
        if let Some(key) = keys.find(|key| !known.contains(&key.as_str())) {
            return Err(refuse(key, "not a key of a wanted definition"));
        }
        let name = text("name")?;
        let file = entry.get("file").map(|_| text("file")).transpose()?;
        if !rust_name::is_pascal(name) {
            return Err(refuse(
                "name",
                "not the name of a type, which has letters and digits and begins with a capital",
            ));
        }
        if file.is_some_and(|file| !file.starts_with("data/")) {
            return Err(refuse("file", "not a file below data/"));
        }
        let api = match text("x-api")? {
            EVENTS => None,
            slug => Some(Api::from_slug(slug).ok_or_else(|| refuse("x-api", "neither an API nor `events`"))?),
        };
        if api.is_some() && file.is_none() {
            return Err(refuse("file", "missing: only a definition of the events can come from an action"));
        }
        let releases = parsed(overlay, &pointer::join(&pointer, "x-releases"), entry.get("x-releases"))?;
        Ok(Self {
            name: name.to_owned(),
            file: file.map(str::to_owned),
            api,
            releases: releases.unwrap_or(ReleaseRange::ALL),
            written_for: None,
            overlay: overlay.to_owned(),
            pointer,
        })
    }

    /// Fails if a tree in this state lacks a definition that it must have for an API or for the events.
    ///
    /// A tree without any folder of definitions was made of bundles, which resolve all references.
    pub(super) fn check(tree: &Tree, state: ReleaseState, api: Option<Api>, wanted: &[Self]) -> Result<()> {
        let has_definitions =
            Api::ALL.iter().any(|api| tree.has_file(&format!("data/api/{api}/definitions")));
        for one in wanted.iter().filter(|one| one.api == api && one.is_due(state)) {
            let Some(file) = &one.file else { continue };
            let folder = file.rsplit_once('/').map_or("data", |(folder, _)| folder);
            if !tree.has_file(file) && (has_definitions || tree.has_file(folder)) {
                let message = format!("{} has no {file}, which is wanted as `{}`", state.release, one.name);
                return Err(Error::at(&one.overlay, &one.pointer, message));
            }
        }
        Ok(())
    }

    /// Returns the definitions of an API, or of the events, that the tree has, with their names.
    pub(super) fn found(tree: &Tree, api: Option<Api>, wanted: &[Self]) -> Result<SortedMap<Target, String>> {
        let mut found: SortedMap<Target, String> = SortedMap::new();
        for one in wanted.iter().filter(|one| one.api == api) {
            let Some(file) = one.file.as_ref().filter(|file| tree.has_file(file)) else { continue };
            if found.values().any(|name| *name == one.name) {
                let message = format!("another definition is wanted as `{}` too", one.name);
                return Err(Error::file(file, message));
            }
            found.insert((Section::Schemas, NodeLocation::file(file)), one.name.clone());
        }
        Ok(found)
    }

    /// Returns whether a tree in this state must have the definition.
    fn is_due(&self, state: ReleaseState) -> bool {
        let kept_for = |written_for: Release| state.finished && written_for == state.release;
        self.releases.contains(state.release) && self.written_for.is_none_or(kept_for)
    }
}

fn parsed<T: std::str::FromStr<Err = String>>(
    file: &str,
    pointer: &str,
    value: Option<&Value>,
) -> Result<Option<T>> {
    let text = match value {
        None => return Ok(None),
        Some(Value::String(text)) => text.parse(),
        Some(_) => Err("not a string".to_owned()),
    };
    text.map(Some).map_err(|message| Error::at(file, pointer, message))
}
