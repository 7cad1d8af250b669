//! Operations that share a method and a path, because they differ only in who calls them.
//!
//! OpenAPI cannot express this, so upstream ends one of the two paths with a space. Here the first operation has the path
//! itself, and the others have a fragment, `/path#operationId`, which is never sent.

use std::path::Path;

use serde_json::Value;

use super::release_state::ReleaseState;
use crate::release::ReleaseRange;
use crate::{Api, Error, Release, Result};
use crate::{pointer, yaml};

/// Operations that are known to share a method and a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedPath {
    /// The API that has them.
    pub api: Api,
    /// The method in lower case, such as `get`.
    pub method: String,
    /// The whole path.
    pub path: String,
    /// Their operationIds, sorted.
    pub operations: Vec<String>,
    /// The releases that have them.
    pub releases: ReleaseRange,
    /// The release that the file is maintained for, in which the operations must exist.
    pub written_for: Option<Release>,
    file: String,
    pointer: String,
}

impl SharedPath {
    /// Reads the list `x-shared-paths` of an overlay file.
    pub fn read(path: &Path) -> Result<Vec<Self>> {
        Self::from_value(&path.display().to_string(), &yaml::read(path)?)
    }

    /// Reads the optional list `x-shared-paths` of a parsed overlay.
    pub fn from_value(file: &str, overlay: &Value) -> Result<Vec<Self>> {
        let Some(list) = overlay.get("x-shared-paths") else { return Ok(Vec::new()) };
        let location = "/x-shared-paths";
        let items = list.as_array().ok_or_else(|| Error::at(file, location, "not a list"))?;
        let written_for = match overlay.get("x-written-for") {
            None => None,
            Some(release) => {
                let release = release.as_str().ok_or_else(|| "not a string".to_owned());
                let release = release.and_then(str::parse);
                Some(release.map_err(|message| Error::at(file, "/x-written-for", message))?)
            }
        };
        let entries = items.iter().enumerate();
        entries
            .map(|(index, entry)| {
                let entry = Self::entry(file, &pointer::join(location, &index.to_string()), entry)?;
                Ok(Self { written_for, ..entry })
            })
            .collect()
    }

    /// Returns whether the entry is about these operations.
    pub(super) fn describes(
        &self,
        api: Api,
        release: Release,
        method: &str,
        path: &str,
        operations: &[&str],
    ) -> bool {
        self.is_for(api, release)
            && self.method == method
            && self.path == path
            && self.operations == operations
    }

    /// Returns whether the entry applies to this API in this release.
    pub(super) fn is_for(&self, api: Api, release: Release) -> bool {
        self.api == api && self.releases.contains(release)
    }

    /// Returns whether the operations must exist in this API and this release.
    pub(super) fn is_due(&self, api: Api, state: ReleaseState) -> bool {
        let kept_for = |written_for: Release| state.finished && written_for == state.release;
        self.is_for(api, state.release) && self.written_for.is_none_or(kept_for)
    }

    /// Returns the error about an obsolete entry.
    pub(super) fn gone(&self, release: Release) -> Error {
        let Self { api, method, path, operations, .. } = self;
        let ids = operations.join(" and ");
        let message = format!(
            "{api} of {release} has no {ids} that share {} {path}, so the correction no longer applies",
            method.to_uppercase()
        );
        Error::at(&self.file, &self.pointer, message)
    }

    fn entry(file: &str, location: &str, entry: &Value) -> Result<Self> {
        let refuse = |key: &str, message: &str| Error::at(file, pointer::join(location, key), message);
        let text = |key: &str| {
            entry.get(key).and_then(Value::as_str).ok_or_else(|| refuse(key, "missing or not a string"))
        };
        let slug = text("x-api")?;
        let api = Api::from_slug(slug).ok_or_else(|| refuse("x-api", "not an API such as client-server"))?;
        let ids = entry.get("operations").and_then(Value::as_array);
        let mut operations: Vec<String> = ids
            .into_iter()
            .flatten()
            .map(|id| {
                id.as_str().map(str::to_owned).ok_or_else(|| refuse("operations", "not all are strings"))
            })
            .collect::<Result<_>>()?;
        operations.sort();
        operations.dedup();
        if operations.len() < 2 {
            return Err(refuse("operations", "names fewer than two operations, so none share a path"));
        }
        let releases = match entry.get("x-releases") {
            None => ReleaseRange::ALL,
            Some(_) => text("x-releases")?.parse().map_err(|error: String| refuse("x-releases", &error))?,
        };
        let method = text("method")?.to_lowercase();
        let path = text("path")?.to_owned();
        let (file, pointer) = (file.to_owned(), location.to_owned());
        Ok(Self { api, method, path, operations, releases, written_for: None, file, pointer })
    }
}
