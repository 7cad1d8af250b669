//! The one error type.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use matrix_openapi_core::__private::{CallName, printable};

use crate::auth::credential_kind::CredentialKind;
use crate::auth::session_store::StoreError;
pub use crate::client::base_url::BaseUrlError;
pub use crate::http::redirect::RedirectError;
pub use crate::media::multipart::MultipartError;
use matrix_openapi_core::error::UiaChallenge;
pub use matrix_openapi_core::error::{ApiError, ErrorCode};
use matrix_openapi_core::id::UserId;
pub use matrix_openapi_core::json::DecodeError;
use matrix_openapi_core::operation::{Operation, Scheme};

/// Why a call failed.
///
/// `Display` and `Debug` name the method that was called and the operationId, and say what to do where that is known. They
/// show no token, and of a body only the names that lead to a fault and the server's message.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The server responded, but not with success.
    #[error(transparent)]
    Api(Box<ApiError>),
    /// The server responded with success, but the body is not what the operation returns.
    #[error("{}", misfit(.0))]
    Decode(#[from] Box<DecodeError>),
    /// The body of the request could not be written as JSON.
    #[error("{}: the body of the request is no json", name(operation))]
    Encode {
        /// The operationId.
        operation: &'static str,
        /// What serde says.
        source: serde_json::Error,
    },
    /// The request or its answer did not get through.
    #[error("{}: the request did not get through: {}", name(operation), root(source))]
    Transport {
        /// The operationId.
        operation: &'static str,
        /// What the HTTP client says, without the URL, since queries may hold secrets.
        source: reqwest::Error,
    },
    /// The server took too long.
    #[error(
        "{}: the server took too long; ClientBuilder::timeout and CallOptions::timeout allow more time",
        name(operation)
    )]
    Timeout {
        /// The operationId.
        operation: &'static str,
    },
    /// The session has ended, or its tokens could not be renewed.
    #[error("{}: {source}", name(operation))]
    Session {
        /// The operationId.
        operation: &'static str,
        /// Why; all calls that waited for one renewal have the same.
        source: Arc<SessionError>,
    },
    /// The tokens are not those of the user who was expected.
    #[error("the tokens belong to {}, not to {}", printable(found.as_str(), &[]), printable(expected.as_str(), &[]))]
    OtherUser {
        /// Whose they should be.
        expected: UserId,
        /// Whose they are.
        found: UserId,
    },
    /// User-interactive authentication could not go on.
    #[error("{}: the stage `{}` of the authentication failed", name(operation), printable(stage, &[]))]
    Uia {
        /// The operationId.
        operation: &'static str,
        /// The name of the stage.
        stage: String,
        /// What the program's handler says.
        source: Box<dyn StdError + Send + Sync>,
    },
    /// A layer of the program ended the call.
    #[error("{}: a middleware ended the call: {source}", name(operation))]
    Middleware {
        /// The operationId.
        operation: &'static str,
        /// What the layer says.
        source: Box<dyn StdError + Send + Sync>,
    },
    /// There is no credential of a kind that the operation accepts. Nothing was sent.
    #[error("{}: {}, holds {}{}", name(operation), needs(accepts), holds(*held), remedy(*held))]
    Credentials {
        /// The operationId.
        operation: &'static str,
        /// The schemes of which one is needed.
        accepts: &'static [Scheme],
        /// What the client has instead.
        held: Option<CredentialKind>,
    },
    /// An argument cannot be sent, and nothing was; or the server did not do what it asks for.
    #[error("{}: `{argument}` {reason}", name(operation))]
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
    #[error("{}: {problem}", name(operation))]
    Redirect {
        /// The operationId.
        operation: &'static str,
        /// Why.
        problem: RedirectError,
    },
    /// The answer is not made of parts as it should be.
    #[error("{}: {problem}", name(operation))]
    Multipart {
        /// The operationId.
        operation: &'static str,
        /// What is wrong with it.
        problem: MultipartError,
    },
    /// The answer is longer than is allowed.
    #[error(
        "{}: the response is longer than {limit} bytes; ClientBuilder::max_json_size allows more",
        name(operation)
    )]
    BodyTooLarge {
        /// The operationId.
        operation: &'static str,
        /// The greatest length that is allowed, in bytes.
        limit: usize,
    },
    /// The path of the operation has another number of places than arguments. This is a defect of the
    /// table that the call was made from.
    #[error("{}: the path has another number of places than arguments", name(operation))]
    Template {
        /// The operationId.
        operation: &'static str,
    },
    /// The HTTP client could not be set up.
    #[error("the http client could not be set up: {0}")]
    HttpClient(#[source] reqwest::Error),
}

impl Error {
    /// Whether the same call may succeed later although the program changes nothing: the connection broke, the server is
    /// away, slow, or [not able to do its work](ApiError::is_temporary) at the moment, or the session's tokens could not be
    /// refreshed or saved this time. A program waits, for [`retry_after`](Self::retry_after) if that is given, and
    /// makes the call again. What is not safe to do twice may have been done all the same: see
    /// [`Operation::is_retryable`](crate::http::Operation::is_retryable).
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::Api(error) => error.is_temporary(),
            Self::Session { source, .. } => source.is_temporary(),
            Self::Transport { .. } | Self::Timeout { .. } => true,
            _ => false,
        }
    }

    /// Whether the same call fails again, however often it is made: the program has to change the request or its
    /// configuration, log in again, or tell its user, unless something on the server [changes](ApiError::is_final).
    ///
    /// An error may be neither temporary nor final. Then it depends on others: a response that does not fit or redirects
    /// in a way that is not followed, a stage of user-interactive authentication, or a middleware of the program.
    pub fn is_final(&self) -> bool {
        match self {
            Self::Api(error) => error.is_final(),
            Self::Session { source, .. } => source.is_final(),
            Self::Encode { .. }
            | Self::OtherUser { .. }
            | Self::Credentials { .. }
            | Self::InvalidArgument { .. }
            | Self::BaseUrl(_)
            | Self::BodyTooLarge { .. }
            | Self::Template { .. }
            | Self::HttpClient(_) => true,
            _ => false,
        }
    }

    /// The server's response, if it responded with an error.
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

    fn variant(&self) -> &'static str {
        match self {
            Self::Api(_) => "Api",
            Self::Decode(_) => "Decode",
            Self::Encode { .. } => "Encode",
            Self::Transport { .. } => "Transport",
            Self::Timeout { .. } => "Timeout",
            Self::Session { .. } => "Session",
            Self::OtherUser { .. } => "OtherUser",
            Self::Uia { .. } => "Uia",
            Self::Middleware { .. } => "Middleware",
            Self::Credentials { .. } => "Credentials",
            Self::InvalidArgument { .. } => "InvalidArgument",
            Self::BaseUrl(_) => "BaseUrl",
            Self::Redirect { .. } => "Redirect",
            Self::Multipart { .. } => "Multipart",
            Self::BodyTooLarge { .. } => "BodyTooLarge",
            Self::Template { .. } => "Template",
            Self::HttpClient(_) => "HttpClient",
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

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct(self.variant());
        shown.field("message", &format_args!("{self}"));
        match self {
            Self::Api(error) => shown.field("response", error),
            Self::Decode(error) => shown.field("response", error),
            _ => &mut shown,
        };
        if let Some(source) = self.source() {
            shown.field("source", &source);
        }
        shown.finish_non_exhaustive()
    }
}

impl From<ApiError> for Error {
    fn from(error: ApiError) -> Self {
        Self::Api(Box::new(error))
    }
}

/// Why a session has ended, or its tokens were not refreshed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SessionError {
    /// The server refused the refresh token. The session has ended, and nothing is asked any more.
    #[error("the session has ended, since the server refused to refresh its access token; log in again: {0}")]
    Refused(#[source] Error),
    /// The server did not refresh the token this time: it is away, locked the account, or limits requests. A
    /// later call asks again.
    #[error("the access token could not be refreshed this time: {0}")]
    Temporary(#[source] Error),
    /// The new tokens could not be saved. A later call tries to save them again.
    #[error("the new access token could not be saved: {0}")]
    Unsaved(#[source] StoreError),
    /// The store could not load its session.
    #[error("the stored session could not be loaded: {0}")]
    Unloaded(#[source] StoreError),
    /// The session has ended, but the store may still hold it.
    #[error("the session has ended, but could not be removed from its store: {0}")]
    Uncleared(#[source] StoreError),
    /// The session was logged out.
    #[error("the session was logged out")]
    LoggedOut,
    /// The stored session belongs to another homeserver. Nothing of it is sent to this one.
    #[error(
        "the stored session belongs to another homeserver; make the client with the address that it holds"
    )]
    OtherHomeserver,
    /// The runtime ended, or the store failed with a panic, before the tokens were refreshed.
    #[error("the refresh of the access token was interrupted")]
    Interrupted,
}

impl SessionError {
    /// Whether a later call may succeed.
    pub(crate) fn is_temporary(&self) -> bool {
        matches!(self, Self::Temporary(_) | Self::Unsaved(_) | Self::Unloaded(_) | Self::Interrupted)
    }

    /// Whether the session is over, so that no call with it will succeed.
    pub(crate) fn is_final(&self) -> bool {
        matches!(self, Self::Refused(_) | Self::LoggedOut | Self::OtherHomeserver)
    }
}

fn chain<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn StdError + 'static)| StdError::source(*error))
}

/// The method that users called beside the operationId, unless two APIs have such an operation under different names.
fn name(id: &'static str) -> CallName {
    let mut methods =
        operations().filter(|operation| operation.id == id).map(|operation| operation.method_name);
    let method = methods.next().filter(|method| methods.all(|other| other == *method));
    CallName::new(method, id)
}

/// The operations of all APIs that are compiled in.
fn operations() -> impl Iterator<Item = &'static Operation> {
    let tables = [
        // Without any API there is no other.
        &[] as &'static [Operation],
        #[cfg(feature = "client-server")]
        crate::client_server::OPERATIONS,
        #[cfg(feature = "server-server")]
        crate::server_server::OPERATIONS,
        #[cfg(feature = "application-service")]
        crate::application_service::OPERATIONS,
        #[cfg(feature = "identity")]
        crate::identity::OPERATIONS,
        #[cfg(feature = "push-gateway")]
        crate::push_gateway::OPERATIONS,
    ];
    tables.into_iter().flatten()
}

/// The cause at the end of the chain, which tells the most.
fn root(error: &reqwest::Error) -> String {
    chain(error).last().map_or_else(String::new, ToString::to_string)
}

fn misfit(error: &DecodeError) -> String {
    let text = error.to_string();
    match text.strip_prefix(error.operation) {
        Some(rest) => format!("{}{rest}", name(error.operation)),
        None => text,
    }
}

fn remedy(held: Option<CredentialKind>) -> &'static str {
    if held.is_some() { "" } else { "; give the client one with ClientBuilder::credentials" }
}

fn needs(schemes: &[Scheme]) -> String {
    let names: Vec<_> = schemes.iter().map(|scheme| scheme.name()).collect();
    if names.is_empty() { "takes no credential".into() } else { format!("needs one of {}", names.join(", ")) }
}

fn holds(held: Option<CredentialKind>) -> String {
    held.map_or_else(|| "no credential".to_owned(), |kind| kind.to_string())
}
