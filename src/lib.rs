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
#[cfg(helper = "discover")]
mod discovery;
mod download;
#[cfg(any(helper = "login", helper = "register"))]
mod enter;
mod error;
mod file_store;
mod generated;
#[allow(dead_code, reason = "a description may lack the operations of some helpers, or of all")]
mod helper;
#[cfg(helper = "login")]
mod login;
#[cfg(any(helper = "logout", helper = "deactivate"))]
mod logout;
mod middleware;
mod multipart;
mod options;
mod own_secrets;
mod pending;
#[cfg(helper = "register")]
mod register;
#[cfg(helper = "supports")]
mod releases;
mod renewal;
mod response;
#[cfg(helper = "restore")]
mod restore;
mod send;
mod session;
mod store;
mod trace;

pub use body::Body;
pub use client::ClientBuilder;
pub use credentials::{AppserviceCredentials, Credentials};
#[cfg(helper = "discover")]
pub use discovery::{Discover, Discovered, DiscoveryError};
pub use download::{Download, DownloadStream};
#[cfg(any(helper = "login", helper = "register"))]
pub use enter::LoggedIn;
pub use error::Error;
pub use file_store::{FileSessionStore, FileStoreError};
#[allow(unused_imports)] // Without any API's feature there is nothing to re-export.
pub use generated::*;
#[cfg(helper = "login")]
pub use login::LoginRequest;
pub use matrix_openapi_wire::{
    Api, ApiError, Authentication, BaseUrlError, CanonicalError, CredentialKind, DecodeError,
    DiscoveryOutcome, DiscoveryProblem, ErrorCode, EventHeader, EventId, Extra, ExtraError, IdError, IdKind,
    Identifier, IntoId, Misfit, MultipartError, MxcUri, Operation, Raw, RawJson, RawObject, Redirect,
    RedirectError, RefreshMethod, RetryPolicy, RoomAlias, RoomId, RoomOrAlias, Scheme, Secret, ServerName,
    StoredSession, Tokens, Uia, UiaChallenge, UiaFlow, UiaStage, UnknownValue, UserId, canonical_json,
    canonicalize,
};
#[cfg(feature = "server-server")]
pub use matrix_openapi_wire::{
    KeyError, SigningKey, VerifyError, XMatrix, XMatrixError, content_hash, verify_json, x_matrix,
};
#[doc(hidden)]
pub use matrix_openapi_wire::{json_objects, open_enum};
pub use middleware::{BoxFuture, Middleware, Next};
pub use multipart::{FederationContent, FederationMedia};
pub use options::CallOptions;
pub use pending::Pending;
pub use renewal::SessionError;
pub use response::Response;
pub use serde_json::Value as JsonValue;
pub use session::Session;
pub use store::{SessionStore, StoreError};

/// What generated code calls; of use to a program that sends an operation of its own.
#[doc(hidden)]
pub mod runtime {
    pub use crate::call::Call;
    pub use crate::client::ApiClient;
    pub use matrix_openapi_wire::runtime::*;
}

// The examples of the reference are compiled with the tests, each behind the feature of its API.
#[cfg(doctest)]
#[path = "../docs/reference.rs"]
mod reference;

// The example of the README is compiled with the tests.
#[cfg(all(doctest, feature = "client-server"))]
#[doc = include_str!("../README.md")]
struct Readme;
