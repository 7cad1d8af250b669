//! Every endpoint of the five Matrix APIs as a typed, documented, correctly authenticated method.
//!
//! Each API is a module behind a cargo feature of its name; `client_server` is on by default. A
//! [`ClientBuilder`] makes a client from the server's address and [`Credentials`]; the table entry of
//! each [`Operation`] decides which credential a request carries.
#![forbid(unsafe_code)]

// Generated code names this crate's own types as `::matrix_openapi::…`.
extern crate self as matrix_openapi;

mod auth;
mod client;
#[cfg(helper = "discover")]
mod discovery;
mod error;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;
mod generated;
mod http;
mod media;

pub use crate::auth::bearer_token::CredentialKind;
pub use crate::auth::credentials::{AppserviceCredentials, Credentials};
pub use crate::auth::file_store::{FileSessionStore, FileStoreError};
#[cfg(helper = "login")]
pub use crate::auth::login::LoginRequest;
pub use crate::auth::refresh::SessionError;
pub use crate::auth::session_store::{SessionStore, StoreError};
#[cfg(any(helper = "login", helper = "register"))]
pub use crate::auth::start_session::LoggedIn;
pub use crate::auth::stored_session::{RefreshMethod, StoredSession};
pub use crate::auth::tokens::Tokens;
pub use crate::auth::uia::Uia;
pub use crate::auth::uia_stage::UiaStage;
pub use crate::client::base_url::BaseUrlError;
pub use crate::client::builder::ClientBuilder;
pub use crate::client::options::CallOptions;
pub use crate::client::session::Session;
#[cfg(helper = "discover")]
pub use crate::discovery::{Discover, Discovered, DiscoveryError, DiscoveryOutcome, DiscoveryProblem};
pub use crate::error::Error;
#[allow(unused_imports)] // Without any API's feature there is nothing to re-export.
pub use crate::generated::*;
pub use crate::http::middleware::{BoxFuture, Middleware, Next};
pub use crate::http::pending::Pending;
pub use crate::http::redirect::{Redirect, RedirectError};
pub use crate::http::response::Response;
pub use crate::http::retry::RetryPolicy;
pub use crate::media::body::Body;
pub use crate::media::download::{Download, DownloadStream};
pub use crate::media::federation_media::{FederationContent, FederationMedia};
pub use crate::media::multipart::MultipartError;
pub use matrix_openapi_core::error::{ApiError, ErrorCode, UiaChallenge, UiaFlow};
pub use matrix_openapi_core::id::{
    EventId, IdError, IdKind, Identifier, IntoId, MxcUri, RoomAlias, RoomId, RoomOrAlias, ServerName, UserId,
};
pub use matrix_openapi_core::json::{
    CanonicalError, DecodeError, EventHeader, Extra, ExtraError, JsonValue, Misfit, Raw, RawJson, RawObject,
    UnknownValue, canonical_json, canonicalize,
};
pub use matrix_openapi_core::operation::{Api, Authentication, Operation, Scheme};
pub use matrix_openapi_core::secret::Secret;
#[cfg(feature = "server-server")]
pub use matrix_openapi_core::signing::{
    KeyError, SigningKey, VerifyError, XMatrix, XMatrixError, content_hash, verify_json, x_matrix,
};
#[doc(hidden)]
pub use matrix_openapi_core::{json_objects, open_enum};

/// What generated code calls; of use to a program that sends an operation of its own.
#[doc(hidden)]
pub mod runtime {
    pub use crate::client::builder::ApiClient;
    pub use crate::http::request::Call;
    pub use matrix_openapi_core::__private::*;
}

// The examples of the reference are compiled with the tests, each behind the feature of its API.
#[cfg(doctest)]
#[path = "../docs/reference.rs"]
mod reference;

// The example of the README is compiled with the tests.
#[cfg(all(doctest, feature = "client-server"))]
#[doc = include_str!("../README.md")]
struct Readme;
