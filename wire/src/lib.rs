//! What the calls of `matrix-openapi` put on the wire, and how it is read: identifiers, raw and canonical
//! JSON, open enumerations, secrets, signatures, error answers and the table of operations. Nothing here does I/O.
//!
//! A program depends on `matrix-openapi`, which re-exports all of it that is meant to be used.
#![forbid(unsafe_code)]

mod any_json;
mod api_error;
mod base_url;
mod canonical;
mod credential;
mod decode;
mod discovery;
mod error_code;
mod event;
mod exact;
mod extra;
mod guarded;
mod id;
mod json;
mod lenient;
mod multipart;
mod object;
mod open_enum;
mod operation;
mod parameters;
mod query;
mod raw;
mod read;
mod redirect;
mod releases;
mod repair;
mod retry;
mod secret;
mod shown;
#[cfg(feature = "signing")]
mod signing;
mod stored_session;
mod text;
mod time;
mod tokens;
mod tolerant;
mod uia;
mod uia_stage;
mod value;
mod watched;

pub use api_error::{ApiError, UiaChallenge, UiaFlow};
pub use base_url::BaseUrlError;
pub use canonical::{CanonicalError, canonical_json, canonicalize};
pub use credential::CredentialKind;
pub use decode::DecodeError;
pub use discovery::{DiscoveryOutcome, DiscoveryProblem};
pub use error_code::ErrorCode;
pub use event::EventHeader;
pub use extra::{Extra, ExtraError};
pub use id::{
    EventId, IdError, IdKind, Identifier, IntoId, MxcUri, RoomAlias, RoomId, RoomOrAlias, ServerName, UserId,
};
pub use multipart::MultipartError;
pub use open_enum::UnknownValue;
pub use operation::{Api, Authentication, Operation, Scheme};
pub use raw::{Raw, RawJson, RawObject};
pub use redirect::{Redirect, RedirectError};
pub use retry::RetryPolicy;
pub use secret::Secret;
#[cfg(feature = "signing")]
pub use signing::{
    KeyError, SigningKey, VerifyError, XMatrix, XMatrixError, content_hash, verify_json, x_matrix,
};
pub use stored_session::{RefreshMethod, StoredSession};
pub use tokens::Tokens;
pub use tolerant::Misfit;
pub use uia::Uia;
pub use uia_stage::UiaStage;

/// What generated code and the facade call.
#[doc(hidden)]
pub mod runtime {
    pub use crate::any_json::{AnyJson, Kind};
    pub use crate::api_error::CallName;
    pub use crate::base_url::{PlainHttp, base_url, is_loopback};
    pub use crate::credential::{BearerToken, TokenForm};
    pub use crate::decode::{Decoded, decode, decode_as, decode_raw};
    pub use crate::exact::Exact;
    pub use crate::multipart::{MultipartReader, Piece, boundary};
    pub use crate::object::{FieldReader, FieldWriter, Object, extra_of, read_object, write_object};
    pub use crate::parameters::file_name;
    pub use crate::query::{Query, QueryValue, append, encode};
    pub use crate::read::Read;
    pub use crate::redirect::{is_redirect, location};
    pub use crate::releases::has;
    pub use crate::retry::Failure;
    pub use crate::secret::wiped_json;
    pub use crate::shown::shown;
    #[cfg(feature = "signing")]
    pub use crate::signing::RequestSigner;
    pub use crate::text::read;
    pub use crate::time::milliseconds;
    pub use crate::tolerant::Misfits;
    pub use crate::value::{PlainObject, PlainValue, plain_value};
    pub use crate::watched::{Progress, Watched};
    pub use percent_encoding::percent_decode_str;
}
