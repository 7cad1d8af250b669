//! The one error type.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use crate::{
    ApiError, BaseUrlError, CredentialKind, DecodeError, ErrorCode, MultipartError, RedirectError, Scheme,
    SessionError, UiaChallenge, UserId,
};

/// Why a call did not give its answer.
///
/// Neither `Display` nor `Debug` shows a token, or of a body more than the names that lead to a fault.
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
    /// The server took too long.
    #[error("{operation}: the server took too long")]
    Timeout {
        /// The operationId.
        operation: &'static str,
    },
    /// The session has ended, or its tokens could not be renewed.
    #[error("{operation}: {source}")]
    Session {
        /// The operationId.
        operation: &'static str,
        /// Why; all calls that waited for one renewal have the same.
        source: Arc<SessionError>,
    },
    /// The tokens are not those of the user who was expected.
    #[error("the tokens belong to {found}, not to {expected}")]
    OtherUser {
        /// Whose they should be.
        expected: UserId,
        /// Whose they are.
        found: UserId,
    },
    /// User-interactive authentication could not go on.
    #[error("{operation}: the stage `{stage}` of the authentication failed")]
    Uia {
        /// The operationId.
        operation: &'static str,
        /// The name of the stage.
        stage: String,
        /// What the program's handler says.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A layer of the program ended the call.
    #[error("{operation}: a layer ended the call")]
    Middleware {
        /// The operationId.
        operation: &'static str,
        /// What the layer says.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// There is no credential of a kind that the operation accepts. Nothing was sent.
    #[error("{operation}: {}, holds {}", needs(accepts), holds(*held))]
    Credentials {
        /// The operationId.
        operation: &'static str,
        /// The schemes of which one is needed.
        accepts: &'static [Scheme],
        /// What the client has instead.
        held: Option<CredentialKind>,
    },
    /// An argument cannot be sent, and nothing was; or the server did not do what it asks for.
    #[error("{operation}: `{argument}` {reason}")]
    InvalidArgument {
        /// The operationId.
        operation: &'static str,
        /// The name of the argument.
        argument: Cow<'static, str>,
        /// What is wrong with it.
        reason: Cow<'static, str>,
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
        // A connection that timed out is a fault of the network, unlike a server that takes too long.
        let of_network = source.is_connect() || chain(&source).any(|cause| cause.is::<std::io::Error>());
        match source.is_timeout() && !of_network {
            true => Self::Timeout { operation },
            false => Self::Transport { operation, source: source.without_url() },
        }
    }

    pub(crate) fn session(operation: &'static str, source: Arc<SessionError>) -> Self {
        Self::Session { operation, source }
    }

    pub(crate) fn argument(
        operation: &'static str,
        argument: impl Into<Cow<'static, str>>,
        reason: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::InvalidArgument { operation, argument: argument.into(), reason: reason.into() }
    }
}

impl From<ApiError> for Error {
    fn from(error: ApiError) -> Self {
        Self::Api(Box::new(error))
    }
}

fn chain<'a>(
    error: &'a (dyn std::error::Error + 'static),
) -> impl Iterator<Item = &'a (dyn std::error::Error + 'static)> {
    std::iter::successors(Some(error), |error| error.source())
}

fn needs(schemes: &[Scheme]) -> String {
    let names: Vec<_> = schemes.iter().map(|scheme| scheme.name()).collect();
    if names.is_empty() { "takes no credential".into() } else { format!("needs one of {}", names.join(", ")) }
}

fn holds(held: Option<CredentialKind>) -> String {
    held.map_or_else(|| "no credential".to_owned(), |kind| kind.to_string())
}
