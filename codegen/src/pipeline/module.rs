//! The generated modules, and their syntax trees and files.

use std::fmt;
use std::path::Path;

use crate::event::EventSection;
use crate::{Api, Error, Release, Result, printer};

/// A generated module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Module {
    /// The module of an API.
    Api(Api),
    /// The module of the events.
    Events,
    /// The module of the EDUs, within that of the events.
    Edus,
    /// The code that servers of an API need, as a part of the API's module.
    Server(Api),
    /// The code that mock servers of an API need, and the samples of its types, as a part of the API's module.
    Mock(Api),
}

/// The syntax tree of a generated module.
#[derive(Clone)]
pub struct Generated {
    /// The module.
    pub module: Module,
    /// The release that it was generated from.
    pub release: Release,
    /// The syntax tree.
    pub syntax: syn::File,
}

impl Module {
    /// Returns the name in files, features and listings, such as `client-server`.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Api(api) => api.slug(),
            Self::Events => EventSection::Events.slug(),
            Self::Edus => EventSection::Edus.slug(),
            Self::Server(api) => api.server_slug(),
            Self::Mock(api) => api.mock_slug(),
        }
    }

    /// Returns the name of the module in Rust, such as `client_server`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Api(api) | Self::Server(api) | Self::Mock(api) => api.module(),
            Self::Events => "events",
            Self::Edus => "edu",
        }
    }

    /// Returns the path of the module in the crate, such as `events::edu`.
    pub fn path(self) -> &'static str {
        match self {
            Self::Edus => "events::edu",
            other => other.name(),
        }
    }

    /// Returns the names of the crate's features that the module needs.
    pub fn features(self) -> Vec<&'static str> {
        match self {
            Self::Edus => vec![Self::Events.slug(), Api::OF_EDUS.slug()],
            Self::Server(api) => vec![api.slug(), "server"],
            Self::Mock(api) => vec![api.slug(), "mock"],
            other => vec![other.slug()],
        }
    }

    /// Returns all modules, in the order in which they are listed everywhere.
    pub fn all() -> impl Iterator<Item = Self> {
        let servers = Api::ALL.into_iter().map(Self::Server);
        let mocks = Api::ALL.into_iter().map(Self::Mock);
        Api::ALL.into_iter().map(Self::Api).chain([Self::Events, Self::Edus]).chain(servers).chain(mocks)
    }
}

impl From<EventSection> for Module {
    fn from(section: EventSection) -> Self {
        match section {
            EventSection::Events => Self::Events,
            EventSection::Edus => Self::Edus,
        }
    }
}

impl fmt::Display for Module {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}

impl Generated {
    /// Returns the name of the module's file, such as `client_server.rs`.
    pub fn file(&self) -> String {
        match self.module {
            Module::Server(api) => format!("{}_server.rs", api.module()),
            Module::Mock(api) => format!("{}_mock.rs", api.module()),
            module => format!("{}.rs", module.name()),
        }
    }

    /// Writes the file of the module into a folder.
    pub(super) fn write(self, folder: &Path) -> Result<()> {
        write(&folder.join(self.file()), &self.text())
    }

    /// Returns a module without items.
    pub(super) fn empty(module: Module, release: Release) -> Self {
        let syntax = syn::parse_quote!();
        Self { module, release, syntax }
    }

    /// Returns the Rust source.
    pub fn text(self) -> String {
        let release = self.release;
        let header =
            format!("// Written by the build of matrix-openapi from the Matrix specification {release}.\n\n");
        header + &printer::print(self.syntax)
    }
}

/// Writes a file.
pub(super) fn write(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).map_err(|error| Error::file(path.display().to_string(), error.to_string()))
}
