//! Every endpoint of the five Matrix APIs as a typed, documented, correctly authenticated method.
//!
//! Each API is a module behind a cargo feature of its name; `client_server` is on by default. A
//! [`ClientBuilder`] makes a client from the server's address and [`Credentials`]; the table entry of
//! each [`Operation`](http::Operation) decides which credential a request carries.
#![forbid(unsafe_code)]

// Generated code names this crate's own types as `::matrix_openapi::…`.
extern crate self as matrix_openapi;

pub mod auth;
mod client;
#[cfg(helper = "discover")]
pub mod discovery;
pub mod error;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;
mod generated;
pub mod http;
pub mod media;

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
pub use matrix_openapi_core::{id, json};

/// The items that generated code uses. No stable interface.
#[doc(hidden)]
pub mod __private {
    pub use crate::client::builder::ApiClient;
    pub use crate::http::call::Call;
    pub use matrix_openapi_core::__private::*;
    pub use matrix_openapi_core::{json_objects, open_enum};
}

// The examples of the reference are compiled with the tests, each behind the feature of its API.
#[cfg(doctest)]
#[path = "../docs/reference.rs"]
mod reference;

// The example of the README is compiled with the tests.
#[cfg(all(doctest, feature = "client-server"))]
#[doc = include_str!("../README.md")]
struct Readme;
