//! Every endpoint of the five [Matrix](https://spec.matrix.org) APIs as a typed, documented, correctly authenticated method.
//!
//! Each API is a module behind a cargo feature of its name; `client-server` and `events` are on by default. A module has a `Client`, with
//! one method per operation, and `OPERATIONS`, a table of the facts of its operations. Required parameters are arguments,
//! optional ones are setters, and `await` sends the request.
//!
//! ```no_run
//! # #[cfg(feature = "client-server")]
//! # async fn run() -> Result<(), matrix_openapi::Error> {
//! use matrix_openapi::Credentials;
//! use matrix_openapi::client_server::Client;
//!
//! let credentials = Credentials::access_token("syt_…");
//! let client = Client::builder("https://matrix.example.org").credentials(credentials).build()?;
//! let me = client.whoami().await?;
//! println!("{}", me.user_id);
//! # Ok(())
//! # }
//! ```
//!
//! The operation's entry in the table decides which credential a request carries: see [`Credentials`].
//!
//! | module | content |
//! |---|---|
//! | [`arguments`] | what setters take |
//! | [`auth`] | credentials, tokens, sessions and their stores, login, user-interactive authentication |
//! | `discovery` | the homeserver of a user |
//! | [`error`] | [`Error`] and the errors that it contains |
//! | `events` | contents of events, and the parts of an event on demand |
//! | [`http`] | custom requests, responses, retries, redirects, middleware |
//! | [`id`] | identifiers of users, rooms, events, servers and media |
//! | [`json`] | raw and canonical JSON, extra fields, misfits |
//! | [`media`] | uploads and downloads |
//! | `oauth` | logins on homeservers that leave accounts to an OAuth 2.0 server; feature `oauth` |
//! | [`paging`] | the pages and items of lists |
//! | `schemas` | JSON Schemas of the types and requests; feature `schemars` |
//! | `signing` | signatures of JSON and of federation requests |
//! | `sync` | a loop of syncs that remembers its position |
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
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
pub mod http;
pub mod media;
#[cfg(helper = "oauth")]
pub mod oauth;
pub mod paging;
mod private_file;
#[cfg(feature = "schemars")]
pub mod schemas;
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

/// The items that generated code uses. No stable interface.
#[doc(hidden)]
pub mod __private {
    pub use crate::client::builder::ApiClient;
    #[allow(unused_imports, reason = "without any API's feature nothing is generated")]
    pub(crate) use crate::generated::{endpoint, operation, request_methods};
    pub use crate::http::call::Call;
    pub use crate::paging::pager::Paged;
    #[cfg(feature = "schemars")]
    #[allow(unused_imports, reason = "without any API's feature nothing is generated")]
    pub(crate) use crate::schemas::{json_schemas, request_schemas};
    pub use matrix_openapi_core::__private::*;
    #[cfg(feature = "events")]
    pub use matrix_openapi_core::{content_enum, edu_content, edu_enum, event_content, json_map, tagged};
    pub use matrix_openapi_core::{json_object, open_enum};
}

// The examples of the reference are compiled with the tests, each behind the feature of its API.
#[cfg(doctest)]
#[path = "../docs/reference.rs"]
mod reference;

// So are those of the guide.
#[cfg(all(doctest, helper = "oauth"))]
#[doc = include_str!("../docs/guide/sessions.md")]
struct SessionsGuide;

#[cfg(all(doctest, helper = "updates", helper = "sync"))]
#[doc = include_str!("../docs/guide/paging-and-sync.md")]
struct PagingGuide;

// The example of the README is compiled with the tests.
#[cfg(all(doctest, helper = "events", helper = "messages", helper = "sync"))]
#[doc = include_str!("../README.md")]
struct Readme;
