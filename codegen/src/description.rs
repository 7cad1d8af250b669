//! The description that the stages pass on: one document per API, all of one release.

use serde_json::Value;

use crate::matrix::Api;
use crate::sorted::SortedMap;
use crate::source_map::SourceMap;
use crate::{Error, Release};

/// The source that a description was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A vendored folder: `pin.toml` and one YAML file per API.
    Vendored,
    /// An upstream tree, bundled in memory.
    Upstream,
}

/// One OpenAPI 3.1 document: an API with all its paths and named components.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The API that the document describes.
    pub api: Api,
    /// The file's name for error messages, such as `spec/client-server.yaml`.
    pub file: String,
    /// The document itself.
    pub root: Value,
    /// Where its parts come from.
    pub source_map: SourceMap,
    /// Whether the release has been published. An unreleased description counts as the next release.
    pub finished: bool,
    /// Whether the overlays are maintained for this release, so everything that they name must exist in it.
    pub maintained: bool,
    /// The skipped parts that may describe something, such as a file that no rule reads.
    pub tasks: Vec<Error>,
}

impl Document {
    /// Creates the document of a published release, without a source map.
    pub fn new(api: Api, file: impl Into<String>, root: Value) -> Self {
        Self {
            api,
            file: file.into(),
            root,
            source_map: SourceMap::default(),
            finished: true,
            maintained: false,
            tasks: Vec::new(),
        }
    }

    /// Returns whether the document describes events instead of operations.
    pub(crate) fn has_events(&self) -> bool {
        self.root.get("events").is_some()
    }

    /// Returns the document's name in the actions of overlays.
    pub(crate) fn overlay_name(&self) -> &'static str {
        if self.has_events() { "events" } else { self.api.slug() }
    }

    /// Moves an error of a later stage to the file and location that have to change.
    pub(crate) fn explain(&self, error: Error) -> Error {
        if error.path() == self.file { self.source_map.explain(error) } else { error }
    }
}

/// The documents of one release.
#[derive(Debug, Clone, PartialEq)]
pub struct Description {
    /// The Matrix release.
    pub release: Release,
    /// Where it was read from.
    pub origin: Origin,
    /// The documents by API.
    pub documents: SortedMap<Api, Document>,
    /// The document of the events, if it was read and there is one.
    pub events: Option<Document>,
}

impl Description {
    /// Returns whether the release has been published.
    pub fn is_finished(&self) -> bool {
        self.documents.values().all(|document| document.finished)
    }
}
