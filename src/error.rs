//! The error of a call, and the errors that it contains.

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
pub use crate::paging::paging_error::PagingError;
use matrix_openapi_core::error::UiaChallenge;
pub use matrix_openapi_core::error::{ApiError, ErrorCode};
use matrix_openapi_core::id::UserId;
pub use matrix_openapi_core::json::DecodeError;
use matrix_openapi_core::operation::{Operation, Scheme};

/// The error of a call.
///
/// `Display` and `Debug` contain the method, the operationId and, if known, the remedy. They contain no tokens. Of a
/// body, they contain only the server's message and the names on the path to a defect.
///
/// ```no_run
/// use matrix_openapi::Error;
/// use matrix_openapi::client_server::Client;
/// use matrix_openapi::error::ErrorCode;
///
/// # async fn run(client: Client) -> Result<(), Error> {
/// match client.join_room("#hall:example.org").await {
///     Ok(joined) => println!("joined {}", joined.room_id),
///     Err(Error::Api(error)) if error.errcode == Some(ErrorCode::Forbidden) => println!("not invited"),
///     Err(error) if error.is_temporary() => println!("try later: {error}"),
///     Err(error) => return Err(error),
/// }
/// # Ok(())
/// # }
/// ```
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The server responded with an error.
    #[error(transparent)]
    Api(Box<ApiError>),
    /// The server responded with success, but the body does not fit the operation.
    #[error("{}", decode_message(.0))]
    Decode(#[from] Box<DecodeError>),
    /// The body of the request could not be written as JSON.
    #[error("{}: the body of the request cannot be written as JSON", name(operation))]
    Encode {
        /// The operationId.
        operation: &'static str,
        /// The error of serde_json.
        source: serde_json::Error,
    },
    /// The body of the request could not be read, so the server got no complete request: a stream failed or has another length than
    /// announced, or a file changed while it was sent.
    #[error("{}: the body of the request could not be read: {source}", name(operation))]
    Body {
        /// The operationId.
        operation: &'static str,
        /// The error of the stream or file.
        source: Box<dyn StdError + Send + Sync>,
    },
    /// The server has rejected the access token. The token was refreshed, but the body was a stream, which cannot be sent again.
    #[error(
        "{}: the access token was refreshed, but the stream in the body is used up; make the call again with a new stream",
        name(operation)
    )]
    StreamSent {
        /// The operationId.
        operation: &'static str,
    },
    /// The connection failed during the request or its response.
    #[error("{}: the connection failed: {}", name(operation), root(source))]
    Transport {
        /// The operationId.
        operation: &'static str,
        /// The error of the HTTP client, without the URL, which may contain secrets.
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
    /// The session has ended, or its tokens could not be refreshed.
    #[error("{}: {source}", name(operation))]
    Session {
        /// The operationId.
        operation: &'static str,
        /// The error of the refresh, shared by all calls that waited for it.
        source: Arc<SessionError>,
    },
    /// The tokens belong to another user than expected.
    #[error("the tokens belong to {}, not to {}", printable(found.as_str(), &[]), printable(expected.as_str(), &[]))]
    OtherUser {
        /// The expected owner.
        expected: UserId,
        /// The actual owner.
        found: UserId,
    },
    /// The server registered another user than requested.
    #[cfg(helper = "register")]
    #[error(
        "{}: the server registered {} instead of {}; use the user ID that it registered",
        name("register"),
        printable(registered.as_str(), &[]),
        printable(requested.as_str(), &[])
    )]
    OtherUserRegistered {
        /// The requested user.
        requested: UserId,
        /// The user that the server registered.
        registered: UserId,
    },
    /// A stage of user-interactive authentication failed.
    #[error("{}: the stage `{}` of the authentication failed: {source}", name(operation), printable(stage, &[]))]
    Uia {
        /// The operationId.
        operation: &'static str,
        /// The name of the stage.
        stage: String,
        /// The error of the program's handler.
        source: Box<dyn StdError + Send + Sync>,
    },
    /// Middleware ended the call.
    #[error("{}: middleware ended the call: {source}", name(operation))]
    Middleware {
        /// The operationId.
        operation: &'static str,
        /// The error of the middleware.
        source: Box<dyn StdError + Send + Sync>,
    },
    /// The client has no credential of a kind that the operation accepts. Nothing was sent.
    #[error("{}: {}, but the client has {}{}", name(operation), needs(accepts), holds(*held), remedy(*held))]
    Credentials {
        /// The operationId.
        operation: &'static str,
        /// The accepted schemes.
        accepts: &'static [Scheme],
        /// The kind of the client's credential, if any.
        held: Option<CredentialKind>,
    },
    /// An argument cannot be sent, so no request was sent; or the server ignored the argument.
    #[error("{}: `{argument}` {reason}", name(operation))]
    InvalidArgument {
        /// The operationId.
        operation: &'static str,
        /// The name of the argument.
        argument: Cow<'static, str>,
        /// The defect of the argument.
        reason: Cow<'static, str>,
    },
    /// The base URL cannot be used.
    #[error("{0}")]
    BaseUrl(#[from] BaseUrlError),
    /// A redirect was not followed, or an expected redirect is missing.
    #[error("{}: {problem}", name(operation))]
    Redirect {
        /// The operationId.
        operation: &'static str,
        /// The defect of the redirect.
        problem: RedirectError,
    },
    /// A multipart response is malformed.
    #[error("{}: {problem}", name(operation))]
    Multipart {
        /// The operationId.
        operation: &'static str,
        /// The defect of the response.
        problem: MultipartError,
    },
    /// The pages of a list could not be continued.
    #[error("{}: {problem}", name(operation))]
    Paging {
        /// The operationId.
        operation: &'static str,
        /// The reason.
        problem: PagingError,
    },
    /// The store of a sync's position failed, so no further page was requested.
    #[cfg(helper = "updates")]
    #[error("{}: the store of the position failed: {source}", name(operation))]
    SyncStore {
        /// The operationId.
        operation: &'static str,
        /// The error of the store.
        source: StoreError,
    },
    /// The response is longer than the limit.
    #[error(
        "{}: the response is longer than the limit of {limit} bytes; for JSON, ClientBuilder::max_json_size sets it",
        name(operation)
    )]
    BodyTooLarge {
        /// The operationId.
        operation: &'static str,
        /// The limit in bytes.
        limit: usize,
    },
    /// The path template does not match the number of arguments; the operation table is wrong.
    #[error("{}: the path template does not match the number of arguments", name(operation))]
    Template {
        /// The operationId.
        operation: &'static str,
    },
    /// A login by OAuth 2.0 failed, or its authorization server issued tokens that must not be used.
    #[cfg(helper = "oauth")]
    #[error(transparent)]
    OAuth(#[from] crate::oauth::OAuthError),
    /// The HTTP client could not be set up.
    #[error("the HTTP client could not be set up: {0}")]
    HttpClient(#[source] reqwest::Error),
}

impl Error {
    /// Whether the same call may succeed later, without a change to the program.
    ///
    /// The connection failed, the server is slow, unavailable or [overloaded](ApiError::is_temporary), or the session's
    /// tokens could not be refreshed or saved this time. Wait for [`retry_after`](Self::retry_after), if given, and make the
    /// call again. The failed call may have taken effect: see
    /// [`Operation::is_retryable`](crate::http::Operation::is_retryable).
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::Api(error) => error.is_temporary(),
            Self::Session { source, .. } => source.is_temporary(),
            Self::Transport { .. } | Self::Timeout { .. } | Self::StreamSent { .. } => true,
            #[cfg(helper = "oauth")]
            Self::OAuth(error) => error.is_temporary(),
            _ => false,
        }
    }

    /// Whether the same call fails again, unless the program or something on the server [changes](ApiError::is_final).
    ///
    /// The program must change the request or its configuration, log in again, or tell its user.
    ///
    /// Some errors are neither temporary nor final: a response that does not fit, a redirect that is not followed, a failed
    /// stage of user-interactive authentication, a body that cannot be read, or an error of middleware.
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
            #[cfg(helper = "register")]
            Self::OtherUserRegistered { .. } => true,
            // The same refresh or login fails again, so the user must log in again.
            #[cfg(helper = "oauth")]
            Self::OAuth(error) => !error.is_temporary(),
            _ => false,
        }
    }

    /// Returns the server's error response, if it sent one.
    pub fn api(&self) -> Option<&ApiError> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }

    /// Returns the error code of the server's response.
    pub fn errcode(&self) -> Option<&ErrorCode> {
        self.api()?.errcode.as_ref()
    }

    /// Returns how long the server asks to wait before retrying, also after a failed refresh of the token.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Session { source, .. } => source.retry_after(),
            _ => self.api()?.retry_after,
        }
    }

    /// Returns the challenge of user-interactive authentication, if the server sent one.
    pub fn uia(&self) -> Option<&UiaChallenge> {
        self.api()?.uia.as_ref()
    }

    pub(crate) fn transport(operation: &'static str, source: reqwest::Error) -> Self {
        // A connection that timed out is a network error, not a slow server.
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

    fn variant(&self) -> &'static str {
        match self {
            Self::Api(_) => "Api",
            Self::Decode(_) => "Decode",
            Self::Encode { .. } => "Encode",
            Self::Body { .. } => "Body",
            Self::StreamSent { .. } => "StreamSent",
            Self::Transport { .. } => "Transport",
            Self::Timeout { .. } => "Timeout",
            Self::Session { .. } => "Session",
            Self::OtherUser { .. } => "OtherUser",
            #[cfg(helper = "register")]
            Self::OtherUserRegistered { .. } => "OtherUserRegistered",
            Self::Uia { .. } => "Uia",
            Self::Middleware { .. } => "Middleware",
            Self::Credentials { .. } => "Credentials",
            Self::InvalidArgument { .. } => "InvalidArgument",
            Self::BaseUrl(_) => "BaseUrl",
            Self::Redirect { .. } => "Redirect",
            Self::Multipart { .. } => "Multipart",
            Self::Paging { .. } => "Paging",
            #[cfg(helper = "updates")]
            Self::SyncStore { .. } => "SyncStore",
            Self::BodyTooLarge { .. } => "BodyTooLarge",
            Self::Template { .. } => "Template",
            #[cfg(helper = "oauth")]
            Self::OAuth(_) => "OAuth",
            Self::HttpClient(_) => "HttpClient",
        }
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

/// The reason why a session has ended, or its tokens were not refreshed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SessionError {
    /// The server refused the refresh token, so the session has ended. No further refresh is requested.
    #[error("the session has ended, since the server refused to refresh its access token; log in again: {0}")]
    Refused(#[source] Error),
    /// The server did not refresh the token this time: it is unavailable, has locked the account, or limits requests. A
    /// later call requests a refresh again.
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
    #[error("the session was logged out; log in again")]
    LoggedOut,
    /// The stored session belongs to another homeserver. Its tokens are not sent to this one.
    #[error("the stored session belongs to another homeserver; build the client with the session's base URL")]
    OtherHomeserver,
    /// The runtime ended, or the store panicked, before the tokens were refreshed.
    #[error("the refresh of the access token was interrupted")]
    Interrupted,
}

impl SessionError {
    /// Whether a later call may succeed.
    pub(crate) fn is_temporary(&self) -> bool {
        matches!(self, Self::Temporary(_) | Self::Unsaved(_) | Self::Unloaded(_) | Self::Interrupted)
    }

    /// Whether the session is over: no call with it will succeed.
    pub(crate) fn is_final(&self) -> bool {
        matches!(self, Self::Refused(_) | Self::LoggedOut | Self::OtherHomeserver)
    }

    fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Temporary(error) => error.retry_after(),
            _ => None,
        }
    }
}

fn chain<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn StdError + 'static)| StdError::source(*error))
}

/// Returns the operationId with the name of its method, unless two APIs have the operation under different names.
fn name(id: &'static str) -> CallName {
    let mut methods =
        operations().filter(|operation| operation.id == id).map(|operation| operation.method_name);
    let method = methods.next().filter(|method| methods.all(|other| other == *method));
    CallName::new(method, id)
}

/// Returns the operations of all compiled APIs.
fn operations() -> impl Iterator<Item = &'static Operation> {
    let tables = [
        // Gives the array its type when no API is compiled.
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

/// Returns the last cause in the chain, which says the most.
fn root(error: &reqwest::Error) -> String {
    chain(error).last().map_or_else(String::new, ToString::to_string)
}

fn decode_message(error: &DecodeError) -> String {
    let text = error.to_string();
    match text.strip_prefix(error.operation) {
        Some(rest) => format!("{}{rest}", name(error.operation)),
        None => text,
    }
}

fn remedy(held: Option<CredentialKind>) -> &'static str {
    if held.is_some() { "" } else { "; pass one to ClientBuilder::credentials" }
}

fn needs(schemes: &[Scheme]) -> String {
    let mut kinds: Vec<_> = schemes.iter().copied().map(credential).collect();
    // Each is accepted in the header and in the query.
    kinds.dedup();
    if kinds.is_empty() { "takes no credential".into() } else { format!("needs {}", kinds.join(" or ")) }
}

/// Returns the kind of credential that a scheme takes, with the function that makes it.
fn credential(scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::AccessTokenBearer | Scheme::AccessTokenQuery => "an access token (Credentials::access_token)",
        Scheme::AppserviceAccessTokenBearer | Scheme::AppserviceAccessTokenQuery => {
            "an application service's token (Credentials::appservice)"
        }
        Scheme::HomeserverAccessToken => {
            "a homeserver's token for an application service (Credentials::homeserver)"
        }
        Scheme::SignedRequest => "a homeserver's signing key (Credentials::federation)",
        _ => scheme.name(),
    }
}

fn holds(held: Option<CredentialKind>) -> String {
    held.map_or_else(|| "no credential".to_owned(), |kind| kind.to_string())
}
