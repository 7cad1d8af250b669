//! Every endpoint of the five Matrix APIs as a typed, documented, correctly authenticated method.
//!
//! Each API is a module behind a cargo feature of its name; `client_server` is on by default. A
//! [`ClientBuilder`] makes a client from the server's address and [`Credentials`]; the table entry of
//! each [`Operation`] decides which credential a request carries.
#![forbid(unsafe_code)]

// Generated code names this crate's own types as `::matrix_openapi::…`.
extern crate self as matrix_openapi;

mod any_json;
mod api_error;
mod body;
mod call;
mod client;
mod credentials;
mod decode;
mod download;
mod error;
mod error_code;
mod event;
mod generated;
mod id;
mod json;
mod lenient;
mod multipart;
mod open_enum;
mod operation;
mod query;
mod raw;
mod redirect;
mod secret;
mod text;

pub use api_error::{ApiError, UiaChallenge, UiaFlow};
pub use body::Body;
pub use client::{ClientBuilder, Session};
pub use credentials::{AppserviceCredentials, CredentialKind, Credentials};
pub use decode::DecodeError;
pub use download::{Download, DownloadStream};
pub use error::{BaseUrlError, Error, MultipartError, RedirectError};
pub use error_code::ErrorCode;
pub use event::EventHeader;
#[allow(unused_imports)] // Without any API's feature there is nothing to re-export.
pub use generated::*;
pub use id::{EventId, IdError, IdKind, MxcUri, RoomAlias, RoomId, ServerName, UserId};
pub use multipart::{FederationContent, FederationMedia};
pub use open_enum::UnknownValue;
pub(crate) use open_enum::open_enum;
pub use operation::{Api, Authentication, Operation, Scheme};
pub use raw::{Raw, RawJson, RawObject};
pub use redirect::Redirect;
pub use secret::Secret;
pub use serde_json::Value as JsonValue;

/// What generated code calls; of use to a program that sends an operation of its own.
#[doc(hidden)]
pub mod runtime {
    pub use crate::any_json::{AnyJson, Kind};
    pub use crate::call::Call;
    pub use crate::client::ApiClient;
    pub use crate::decode::decode;
    pub use crate::lenient::{or_empty, whole};
    pub use crate::query::{Query, QueryValue};
}

// The example of the README is compiled with the tests.
#[cfg(all(doctest, feature = "client-server"))]
#[doc = include_str!("../README.md")]
struct Readme;
