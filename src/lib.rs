#![cfg_attr(not(doctest), doc = concat!(
    // The first definition of a link counts, so these override the links of the README, which lead to files.
    "[guide]: crate::guide\n",
    "[calls]: crate::guide::calls\n",
    "[bot]: crate::guide::bot\n",
    "[bridge]: crate::guide::bridge\n",
    "[sessions]: crate::guide::sessions\n",
    "[errors]: crate::guide::errors\n",
    "[events]: crate::guide::events\n",
    "[media]: crate::guide::media\n",
    "[paging]: crate::guide::paging_and_sync\n",
    "[outside]: crate::guide::outside_of_the_specification\n",
    "[serving]: crate::guide::serving\n",
    "[testing]: crate::guide::testing\n",
    "[shell]: crate::guide::shell\n",
    "[coming]: crate::guide::coming_from_ruma_or_matrix_sdk\n",
    "[reference]: https://docs.rs/crate/matrix-openapi/", env!("CARGO_PKG_VERSION"), "/source/docs/README.md\n",
    "[architecture]: https://docs.rs/crate/matrix-openapi/", env!("CARGO_PKG_VERSION"), "/source/ARCHITECTURE.md\n",
    "[contributing]: https://docs.rs/crate/matrix-openapi/", env!("CARGO_PKG_VERSION"), "/source/CONTRIBUTING.md\n",
    "[security]: https://docs.rs/crate/matrix-openapi/", env!("CARGO_PKG_VERSION"), "/source/SECURITY.md\n",
    "[changelog]: https://docs.rs/crate/matrix-openapi/", env!("CARGO_PKG_VERSION"), "/source/CHANGELOG.md\n",
    "[notice]: https://docs.rs/crate/matrix-openapi/", env!("CARGO_PKG_VERSION"), "/source/NOTICE\n",
    "\n",
    include_str!("../README.md"),
))]
//!
//! ## Modules
//!
//! Each API is a module with a `Client`, which has one method per operation; `op`, a type for each operation; `OPERATIONS`, a
//! table of their facts; `call` and `types`. The others are:
//!
//! | module | content |
//! |---|---|
//! | [`arguments`] | arguments of the setters of calls |
//! | [`auth`] | credentials, tokens, sessions and their stores, login, user-interactive authentication |
//! | `discovery` | the homeserver of a user |
//! | [`error`] | [`Error`] and the errors that it contains |
//! | `events` | contents of events, and the parts of an event on demand |
//! | [`http`] | custom requests, responses, retries, redirects, middleware |
//! | [`id`] | identifiers of users, rooms, events, servers and media |
//! | [`json`] | raw and canonical JSON, extra fields, misfits |
//! | [`media`] | uploads and downloads |
//! | `mock` | a mock server of all operations, and samples of all types, for tests; feature `mock` |
//! | `oauth` | logins on homeservers that leave accounts to an OAuth 2.0 server; feature `oauth` |
//! | [`paging`] | the pages and items of lists |
//! | `schemas` | JSON Schemas of the types and requests; feature `schemars` |
//! | `server` | servers of the APIs; feature `server` |
//! | `signing` | signatures of JSON and of federation requests |
//! | `sync` | a loop of syncs that remembers its position |
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects
    )
)]

// Generated code names this crate's own types as `::matrix_openapi::…`.
extern crate self as matrix_openapi;

pub mod auth;
mod client;
#[cfg(helper = "discover")]
pub mod discovery;
pub mod error;
#[cfg(feature = "events")]
pub mod events;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;
mod generated;
#[cfg(any(doc, doctest))]
pub mod guide;
pub mod http;
pub mod media;
#[cfg(feature = "mock")]
pub mod mock;
#[cfg(helper = "oauth")]
pub mod oauth;
pub mod paging;
mod private_file;
#[cfg(any(helper = "push_actions", helper = "event_push_actions"))]
mod push_action;
#[cfg(feature = "schemars")]
pub mod schemas;
#[cfg(feature = "server")]
pub mod server;
#[cfg(helper = "updates")]
pub mod sync;

pub use crate::auth::credentials::Credentials;
pub use crate::client::builder::ClientBuilder;
pub use crate::client::options::CallOptions;
pub use crate::client::session::Session;
#[doc(inline)]
pub use crate::error::Error;
#[allow(unused_imports)] // Without any API's feature there is nothing to re-export.
pub use crate::generated::*;
#[cfg(feature = "server-server")]
pub use matrix_openapi_core::signing;
pub use matrix_openapi_core::{arguments, id, json};
// Its certificates, proxies, clients and requests are part of this interface.
pub use reqwest;

/// The items that generated code uses. They are not a stable interface.
#[doc(hidden)]
pub mod __private {
    pub use crate::client::builder::ApiClient;
    #[cfg(doc)]
    #[allow(unused_imports, reason = "without any API's feature nothing is generated")]
    pub(crate) use crate::generated::example;
    #[allow(unused_imports, reason = "without any API's feature nothing is generated")]
    pub(crate) use crate::generated::{endpoint, operation, request_methods};
    pub use crate::http::call::Call;
    #[cfg(feature = "mock")]
    pub use crate::mock::operation::{
        MockOperation, PlaceSource, SampleMap, SamplePlace, SampleResponse, check_request,
    };
    #[cfg(feature = "mock")]
    #[allow(unused_imports, reason = "without any API's feature nothing is generated")]
    pub(crate) use crate::mock::{mock_operations, samples};
    pub use crate::paging::pager::Paged;
    #[cfg(feature = "schemars")]
    #[allow(unused_imports, reason = "without any API's feature nothing is generated")]
    pub(crate) use crate::schemas::{json_schemas, request_schemas};
    #[cfg(feature = "server")]
    #[allow(unused_imports, reason = "without any API's feature nothing is generated")]
    pub(crate) use crate::server::serve;
    #[cfg(all(feature = "server", any(feature = "application-service", feature = "push-gateway")))]
    #[allow(unused_imports, reason = "the description may lack the APIs")]
    pub(crate) use crate::server::service::ServiceRouter;
    #[cfg(feature = "server")]
    pub use crate::server::{
        endpoint::{DistinctPart, ExpectedBody, SharedPath},
        reader::RequestReader,
        reply::{json_response, redirect_response},
    };
    pub use matrix_openapi_core::__private::*;
    #[cfg(feature = "events")]
    pub use matrix_openapi_core::{content_enum, edu_content, edu_enum, event_content, json_map, tagged};
    pub use matrix_openapi_core::{json_object, open_enum};
}

// The tests run the examples of events in the reference. Another test runs those of operations.
#[cfg(doctest)]
#[path = "../docs/reference.rs"]
mod reference;

// The example of the README is compiled with the tests.
#[cfg(all(doctest, helper = "events", helper = "messages", helper = "sync"))]
#[doc = include_str!("../README.md")]
struct Readme;
