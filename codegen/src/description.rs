//! The description as the stages hand it on: one document per API, all of one release.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

use crate::trail::Trail;
use crate::{Error, Release};

/// One of the five Matrix APIs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Api {
    /// The client-server API.
    ClientServer,
    /// The server-server (federation) API.
    ServerServer,
    /// The application service API.
    ApplicationService,
    /// The identity service API.
    Identity,
    /// The push gateway API.
    PushGateway,
}

impl Api {
    /// All five, in the order in which they are listed everywhere.
    pub const ALL: [Self; 5] =
        [Self::ClientServer, Self::ServerServer, Self::ApplicationService, Self::Identity, Self::PushGateway];

    /// The name of the API in file names, features and listings, such as `client-server`.
    pub fn slug(self) -> &'static str {
        match self {
            Self::ClientServer => "client-server",
            Self::ServerServer => "server-server",
            Self::ApplicationService => "application-service",
            Self::Identity => "identity",
            Self::PushGateway => "push-gateway",
        }
    }

    /// The name of the API's Rust module, such as `client_server`.
    pub fn module(self) -> &'static str {
        match self {
            Self::ClientServer => "client_server",
            Self::ServerServer => "server_server",
            Self::ApplicationService => "application_service",
            Self::Identity => "identity",
            Self::PushGateway => "push_gateway",
        }
    }

    /// The variant of the facade's `Api` enumeration, such as `ClientServer`.
    pub fn variant(self) -> &'static str {
        match self {
            Self::ClientServer => "ClientServer",
            Self::ServerServer => "ServerServer",
            Self::ApplicationService => "ApplicationService",
            Self::Identity => "Identity",
            Self::PushGateway => "PushGateway",
        }
    }

    /// The folder of the API in the official specification, such as `client-server-api`.
    pub fn specification(self) -> &'static str {
        match self {
            Self::ClientServer => "client-server-api",
            Self::ServerServer => "server-server-api",
            Self::ApplicationService => "application-service-api",
            Self::Identity => "identity-service-api",
            Self::PushGateway => "push-gateway-api",
        }
    }

    /// The API of a slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|api| api.slug() == slug)
    }
}

impl fmt::Display for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}

/// Where a description was read from.
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
    pub trail: Trail,
    /// Whether it is that of a release, and not of what is on the way to one.
    pub finished: bool,
}

impl Document {
    /// A release's document of which nothing more is known than its file.
    pub fn new(api: Api, file: impl Into<String>, root: Value) -> Self {
        Self { api, file: file.into(), root, trail: Trail::default(), finished: true }
    }

    /// An error of a later stage about this document, with the place that has to change.
    pub(crate) fn explain(&self, error: Error) -> Error {
        if error.path() == self.file { self.trail.explain(error) } else { error }
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
    pub documents: BTreeMap<Api, Document>,
}

impl Description {
    /// Whether it is that of a release, and not of what is on the way to one.
    pub fn is_finished(&self) -> bool {
        self.documents.values().all(|document| document.finished)
    }
}
