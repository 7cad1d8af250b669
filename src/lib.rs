//! Every endpoint of the five Matrix APIs as a typed, documented, correctly authenticated method.
//!
//! Each API is a module behind a cargo feature of its name; `client_server` is on by default. A
//! [`ClientBuilder`] makes a client from the server's address and [`Credentials`]; the table entry of
//! each [`Operation`] decides which credential a request carries.
#![forbid(unsafe_code)]

// Generated code names this crate's own types as `::matrix_openapi::…`.
extern crate self as matrix_openapi;

mod body;
mod call;
mod client;
mod credentials;
mod download;
mod error;
mod generated;
mod multipart;
mod redirect;

pub use body::Body;
pub use client::{ClientBuilder, Session};
pub use credentials::{AppserviceCredentials, CredentialKind, Credentials};
pub use download::{Download, DownloadStream};
pub use error::{BaseUrlError, Error, MultipartError, RedirectError};
#[allow(unused_imports)] // Without any API's feature there is nothing to re-export.
pub use generated::*;
#[doc(hidden)]
pub use matrix_openapi_wire::open_enum;
pub use matrix_openapi_wire::{
    Api, ApiError, Authentication, DecodeError, ErrorCode, EventHeader, EventId, IdError, IdKind, MxcUri,
    Operation, Raw, RawJson, RawObject, RoomAlias, RoomId, Scheme, Secret, ServerName, UiaChallenge, UiaFlow,
    UnknownValue, UserId,
};
pub use multipart::{FederationContent, FederationMedia};
pub use redirect::Redirect;
pub use serde_json::Value as JsonValue;

/// What generated code calls; of use to a program that sends an operation of its own.
#[doc(hidden)]
pub mod runtime {
    pub use crate::call::Call;
    pub use crate::client::ApiClient;
    pub use matrix_openapi_wire::runtime::*;
}

// The example of the README is compiled with the tests.
#[cfg(all(doctest, feature = "client-server"))]
#[doc = include_str!("../README.md")]
struct Readme;
