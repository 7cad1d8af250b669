//! Definitions that no schema refers to and that the events need all the same.

use std::path::Path;

use serde_json::Value;

use super::release_state::ReleaseState;
use crate::release::ReleaseRange;
use crate::{Error, Release, Result, rust_name};
use crate::{pointer, yaml};

/// The list of an overlay file that names such definitions.
const LIST: &str = "x-definitions";

/// A definition that comes along with the events, whether anything refers to it or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedDefinition {
    /// The name of the component.
    pub name: String,
    /// The file, such as `data/api/client-server/definitions/m.mentions.yaml`.
    pub file: String,
    /// The releases that must have it. Others may.
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

    /// Takes the list `x-definitions` from an overlay's parsed text; there need not be one.
    pub fn from_value(overlay: &str, value: &Value) -> Result<Vec<Self>> {
        let Some(list) = value.get(LIST) else { return Ok(Vec::new()) };
        let place = format!("/{LIST}");
        let items = list.as_array().ok_or_else(|| Error::at(overlay, &place, "not a list"))?;
        let written_for = parsed(overlay, "/x-written-for", value.get("x-written-for"))?;
        let entries = items.iter().enumerate();
        entries
            .map(|(index, entry)| {
                let pointer = pointer::join(&place, &index.to_string());
                Ok(Self { written_for, ..Self::entry(overlay, pointer, entry)? })
            })
            .collect()
    }

    fn entry(overlay: &str, pointer: String, entry: &Value) -> Result<Self> {
        let refuse = |key: &str, message: &str| Error::at(overlay, pointer::join(&pointer, key), message);
        let text = |key: &str| {
            entry.get(key).and_then(Value::as_str).ok_or_else(|| refuse(key, "missing, or not a string"))
        };
        let known = ["name", "file", "x-releases", "x-reason", "x-reference"];
        if let Some(key) = entry
            .as_object()
            .into_iter()
            .flatten()
            .map(|(key, _)| key)
            .find(|key| !known.contains(&key.as_str()))
        {
            return Err(refuse(key, "not a member that a wanted definition has"));
        }
        let (name, file) = (text("name")?, text("file")?);
        if !rust_name::is_pascal(name) {
            return Err(refuse(
                "name",
                "not the name of a type, which has letters and digits and begins with a capital",
            ));
        }
        if !file.starts_with("data/") {
            return Err(refuse("file", "not a file below data/"));
        }
        let releases = parsed(overlay, &pointer::join(&pointer, "x-releases"), entry.get("x-releases"))?;
        Ok(Self {
            name: name.to_owned(),
            file: file.to_owned(),
            releases: releases.unwrap_or(ReleaseRange::ALL),
            written_for: None,
            overlay: overlay.to_owned(),
            pointer,
        })
    }

    /// Whether a tree in this state must have it.
    pub(super) fn is_due(&self, state: ReleaseState) -> bool {
        let kept_for = |written_for: Release| state.finished && written_for == state.release;
        self.releases.contains(state.release) && self.written_for.is_none_or(kept_for)
    }

    /// The error of a definition that is not there.
    pub(super) fn gone(&self, release: Release) -> Error {
        let message = format!("{release} has no {}, which is wanted as `{}`", self.file, self.name);
        Error::at(&self.overlay, &self.pointer, message)
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
