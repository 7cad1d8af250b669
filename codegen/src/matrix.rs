//! The facts about Matrix that no OpenAPI description states: its APIs and its identifiers.
//!
//! A new API or identifier is one row here. The rest of the generator is about OpenAPI.

use std::fmt;

macro_rules! apis {
    ($($(#[$doc:meta])* $variant:ident { $slug:literal, $module:ident, $title:literal, $folder:literal })*) => {
        /// One of the five Matrix APIs.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Api {
            $($(#[$doc])* $variant,)*
        }

        impl Api {
            /// All five, in the order in which they are listed everywhere.
            pub const ALL: [Self; 5] = [$(Self::$variant),*];

            /// Returns the name in file names, features and listings, such as `client-server`.
            pub fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug),* }
            }

            /// Returns the name of the Rust module, such as `client_server`.
            pub fn module(self) -> &'static str {
                match self { $(Self::$variant => stringify!($module)),* }
            }

            /// Returns the variant of the facade's `Api` enumeration, such as `ClientServer`.
            pub fn variant(self) -> &'static str {
                match self { $(Self::$variant => stringify!($variant)),* }
            }

            /// Returns the title in a description, such as `Matrix Client-Server API`.
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title),* }
            }

            /// Returns the folder on the specification's site, such as `client-server-api`.
            pub fn specification(self) -> &'static str {
                match self { $(Self::$variant => $folder),* }
            }
        }
    };
}

apis! {
    /// The client-server API.
    ClientServer { "client-server", client_server, "Matrix Client-Server API", "client-server-api" }
    /// The server-server (federation) API.
    ServerServer { "server-server", server_server, "Matrix Server-Server API", "server-server-api" }
    /// The application service API.
    ApplicationService { "application-service", application_service, "Matrix Application Service API", "application-service-api" }
    /// The identity service API.
    Identity { "identity", identity, "Matrix Identity Service API", "identity-service-api" }
    /// The push gateway API.
    PushGateway { "push-gateway", push_gateway, "Matrix Push Gateway API", "push-gateway-api" }
}

impl Api {
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

/// An identifier type of the facade.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdentifierFormat {
    /// The string format in the description.
    pub format: &'static str,
    /// The Rust type.
    pub rust_type: &'static str,
    /// The noun for one of them, with its article.
    pub one: &'static str,
    /// The noun for several.
    pub many: &'static str,
    /// An example value.
    pub sample: &'static str,
}

/// All identifier types.
pub const IDENTIFIERS: [IdentifierFormat; 7] = [
    row("mx-user-id", "UserId", "a user id", "user ids", "@alice:example.org"),
    row("mx-room-id", "RoomId", "a room id", "room ids", "!room:example.org"),
    row("mx-event-id", "EventId", "an event id", "event ids", "$event"),
    row("mx-room-alias", "RoomAlias", "a room alias", "room aliases", "#hall:example.org"),
    row(
        "mx-room-id-or-alias",
        "RoomOrAlias",
        "a room id or alias",
        "room ids or aliases",
        "#hall:example.org",
    ),
    row("mx-server-name", "ServerName", "a server name", "server names", "example.org"),
    row("mx-mxc-uri", "MxcUri", "a content URI", "content URIs", "mxc://example.org/media"),
];

/// Returns the identifier type of a string format.
pub fn identifier_format(format: &str) -> Option<&'static IdentifierFormat> {
    IDENTIFIERS.iter().find(|row| row.format == format)
}

/// Returns the row of an identifier type by its Rust name.
pub fn identifier_type(name: &str) -> Option<&'static IdentifierFormat> {
    IDENTIFIERS.iter().find(|row| row.rust_type == name)
}

const fn row(
    format: &'static str,
    rust_type: &'static str,
    one: &'static str,
    many: &'static str,
    sample: &'static str,
) -> IdentifierFormat {
    IdentifierFormat { format, rust_type, one, many, sample }
}
