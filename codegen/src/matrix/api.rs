//! The APIs of Matrix.
//!
//! `matrix-openapi-core` has a list of its own, since programs depend on it and must not depend on code for builds; a test compares
//! both.

use std::fmt;

macro_rules! apis {
    ($($(#[$doc:meta])* $variant:ident {
        slug: $slug:literal, module: $module:ident, title: $title:literal, prose_title: $prose_title:literal,
        site_folder: $folder:literal, example_url: $url:literal $(,)?
    })*) => {
        /// One of the five Matrix APIs.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Api {
            $($(#[$doc])* $variant,)*
        }

        impl Api {
            /// All five APIs, in the order of every listing.
            pub const ALL: [Self; 5] = [$(Self::$variant),*];

            /// Returns the name in file names, features and listings, such as `client-server`.
            pub fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug),* }
            }

            /// Returns the name of the part for servers in files and listings, such as
            /// `client-server.server`.
            pub fn server_slug(self) -> &'static str {
                match self { $(Self::$variant => concat!($slug, ".server")),* }
            }

            /// Returns the name of the part for mock servers in files and listings, such as
            /// `client-server.mock`.
            pub fn mock_slug(self) -> &'static str {
                match self { $(Self::$variant => concat!($slug, ".mock")),* }
            }

            /// Returns the name of the Rust module, such as `client_server`.
            pub fn module(self) -> &'static str {
                match self { $(Self::$variant => stringify!($module)),* }
            }

            /// Returns the variant of the root crate's `Api` enumeration, such as `ClientServer`.
            pub fn variant(self) -> &'static str {
                match self { $(Self::$variant => stringify!($variant)),* }
            }

            /// Returns the title in a description, such as `Matrix Client-Server API`.
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title),* }
            }

            /// Returns the title in our documentation, such as `Matrix client-server API`.
            pub fn prose_title(self) -> &'static str {
                match self { $(Self::$variant => $prose_title),* }
            }

            /// Returns the folder on the specification's site, such as `client-server-api`.
            pub fn site_folder(self) -> &'static str {
                match self { $(Self::$variant => $folder),* }
            }

            /// Returns the base URL of a server for examples.
            pub fn example_url(self) -> &'static str {
                match self { $(Self::$variant => $url),* }
            }
        }
    };
}

apis! {
    /// The client-server API.
    ClientServer {
        slug: "client-server",
        module: client_server,
        title: "Matrix Client-Server API",
        prose_title: "Matrix client-server API",
        site_folder: "client-server-api",
        example_url: "https://matrix.example.org",
    }
    /// The server-server (federation) API.
    ServerServer {
        slug: "server-server",
        module: server_server,
        title: "Matrix Server-Server API",
        prose_title: "Matrix server-server API",
        site_folder: "server-server-api",
        example_url: "https://there.example.org:8448",
    }
    /// The application service API.
    ApplicationService {
        slug: "application-service",
        module: application_service,
        title: "Matrix Application Service API",
        prose_title: "Matrix application service API",
        site_folder: "application-service-api",
        example_url: "https://bridge.example.org",
    }
    /// The identity service API.
    Identity {
        slug: "identity",
        module: identity,
        title: "Matrix Identity Service API",
        prose_title: "Matrix identity service API",
        site_folder: "identity-service-api",
        example_url: "https://identity.example.org",
    }
    /// The push gateway API.
    PushGateway {
        slug: "push-gateway",
        module: push_gateway,
        title: "Matrix Push Gateway API",
        prose_title: "Matrix push gateway API",
        site_folder: "push-gateway-api",
        example_url: "https://push.example.org",
    }
}

impl Api {
    /// The API whose specification describes events, and whose types the contents of events share.
    pub const OF_EVENTS: Self = Self::ClientServer;

    /// The API that EDUs are a part of.
    pub const OF_EDUS: Self = Self::ServerServer;

    /// The API whose operations the handwritten methods of the root crate call.
    pub const OF_HELPERS: Self = Self::ClientServer;

    /// Returns the start of the names of the API's types in the lists of handwritten methods; `None` if these methods use none of
    /// its types.
    pub fn prefix_for_helpers(self) -> Option<&'static str> {
        match self {
            Self::ClientServer => Some(""),
            Self::ApplicationService => Some("application_service::"),
            Self::ServerServer | Self::Identity | Self::PushGateway => None,
        }
    }

    /// Returns the API with a slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|api| api.slug() == slug)
    }
}

impl fmt::Display for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}
