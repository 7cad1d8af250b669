//! The one error type.

use std::borrow::Cow;
use std::time::Duration;

use crate::{ApiError, CredentialKind, DecodeError, ErrorCode, Scheme, UiaChallenge};

/// Why a call did not give its answer.
///
/// Neither `Display` nor `Debug` shows a token or any text of a body.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The server answered, but not with success.
    #[error(transparent)]
    Api(Box<ApiError>),
    /// The server answered with success, but the body is not what the operation returns.
    #[error(transparent)]
    Decode(#[from] Box<DecodeError>),
    /// The body of the request could not be written as JSON.
    #[error("{operation}: the body of the request is no json")]
    Encode {
        /// The operationId.
        operation: &'static str,
        /// What serde says.
        source: serde_json::Error,
    },
    /// The request or its answer did not get through.
    #[error("{operation}: the request did not get through")]
    Transport {
        /// The operationId.
        operation: &'static str,
        /// What the HTTP client says, without the URL, since queries may hold secrets.
        source: reqwest::Error,
    },
    /// There is no credential of a kind that the operation accepts. Nothing was sent.
    #[error("{operation}: needs one of {}, holds {}", names(accepts), holds(*held))]
    Credentials {
        /// The operationId.
        operation: &'static str,
        /// The schemes of which one is needed.
        accepts: &'static [Scheme],
        /// What the client has instead.
        held: Option<CredentialKind>,
    },
    /// An argument cannot be sent. Nothing was sent.
    #[error("{operation}: `{argument}` {reason}")]
    InvalidArgument {
        /// The operationId.
        operation: &'static str,
        /// The name of the argument.
        argument: Cow<'static, str>,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The address of the server cannot be used.
    #[error("base url: {0}")]
    BaseUrl(#[from] BaseUrlError),
    /// A redirect was not followed, or was expected and did not come.
    #[error("{operation}: {problem}")]
    Redirect {
        /// The operationId.
        operation: &'static str,
        /// Why.
        problem: RedirectError,
    },
    /// The answer is not made of parts as it should be.
    #[error("{operation}: {problem}")]
    Multipart {
        /// The operationId.
        operation: &'static str,
        /// What is wrong with it.
        problem: MultipartError,
    },
    /// The answer is longer than is allowed.
    #[error("{operation}: the answer is longer than {limit} bytes")]
    BodyTooLarge {
        /// The operationId.
        operation: &'static str,
        /// The greatest length that is allowed, in bytes.
        limit: usize,
    },
    /// The path of the operation has another number of places than arguments. This is a defect of the
    /// table that the call was made from.
    #[error("{operation}: the path has another number of places than arguments")]
    Template {
        /// The operationId.
        operation: &'static str,
    },
    /// The HTTP client could not be set up.
    #[error("the http client could not be set up")]
    HttpClient(#[source] reqwest::Error),
}

impl Error {
    /// The server's answer, if it answered with an error.
    pub fn api(&self) -> Option<&ApiError> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }

    /// The error code of the server's answer.
    pub fn errcode(&self) -> Option<&ErrorCode> {
        self.api()?.errcode.as_ref()
    }

    /// How long the server wants to be left alone.
    pub fn retry_after(&self) -> Option<Duration> {
        self.api()?.retry_after
    }

    /// What the server wants done before it fulfils the request, if that is its answer.
    pub fn uia(&self) -> Option<&UiaChallenge> {
        self.api()?.uia.as_ref()
    }

    pub(crate) fn transport(operation: &'static str, source: reqwest::Error) -> Self {
        Self::Transport { operation, source: source.without_url() }
    }

    pub(crate) fn argument(
        operation: &'static str,
        argument: impl Into<Cow<'static, str>>,
        reason: &'static str,
    ) -> Self {
        Self::InvalidArgument { operation, argument: argument.into(), reason }
    }
}

/// Why an address is not that of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BaseUrlError {
    /// It is no URL.
    #[error("is no url")]
    Syntax,
    /// It is not `http` or `https`.
    #[error("is neither http nor https")]
    Scheme,
    /// It has a user name or password, which belong into the credentials.
    #[error("holds a user name or password")]
    Userinfo,
    /// It has a query.
    #[error("holds a query")]
    Query,
    /// It has a fragment.
    #[error("holds a fragment")]
    Fragment,
}

/// What is wrong with a redirect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RedirectError {
    /// There is no end to them.
    #[error("more than 10 redirects")]
    TooMany,
    /// The answer has no `Location`, or one that is no address.
    #[error("a redirect without a usable location")]
    Location,
    /// It leads from `https` to `http`.
    #[error("a redirect from https to http")]
    Downgrade,
    /// The request is neither GET nor HEAD, so it is not repeated elsewhere.
    #[error("a redirect of a request that is neither GET nor HEAD")]
    Method,
    /// The operation answers with a redirect, but the server did not send one.
    #[error("success where a redirect was expected")]
    Expected,
}

/// What is wrong with an answer of several parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MultipartError {
    /// Its `Content-Type` is not `multipart`.
    #[error("an answer of one part where several were expected")]
    ContentType,
    /// Its `Content-Type` names no boundary, or one that cannot be.
    #[error("an answer of several parts without a usable boundary")]
    Boundary,
    /// The lines before the content of a part are no headers.
    #[error("a part with malformed headers")]
    Headers,
    /// The headers of a part are longer than 16 KiB.
    #[error("a part with too long headers")]
    HeadersTooLong,
    /// It ends after its first part.
    #[error("fewer parts than expected")]
    TooFewParts,
    /// It ends without its last boundary, so that something is missing.
    #[error("an answer that ends before its last boundary")]
    Unfinished,
}

fn names(schemes: &[Scheme]) -> String {
    schemes.iter().map(|scheme| scheme.name()).collect::<Vec<_>>().join(", ")
}

fn holds(held: Option<CredentialKind>) -> String {
    held.map_or_else(|| "no credential".to_owned(), |kind| kind.to_string())
}
