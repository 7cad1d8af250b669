//! The errors of logins by OAuth 2.0, apart from those of requests.

use std::io;

use matrix_openapi_core::__private::printable;
use matrix_openapi_core::error::ApiError;

pub use crate::oauth::endpoint::EndpointError;

/// The error of a login by OAuth 2.0, in [`Error::OAuth`](crate::Error::OAuth). `Display` and `Debug` show no code, verifier or token.
///
/// See the [OAuth 2.0 API](https://spec.matrix.org/v1.19/client-server-api/#oauth-20-api).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OAuthError {
    /// The homeserver has no OAuth 2.0 API; [`Client::log_in_methods`](crate::client_server::Client::log_in_methods) returns
    /// the methods that it has.
    #[error("the homeserver offers no login by OAuth 2.0; Client::log_in_methods returns its methods")]
    NotOffered,
    /// The authorization server, or the client's registration, lacks a part that the login needs.
    #[error("the authorization server does not support {0}")]
    Unsupported(&'static str),
    /// An endpoint of the authorization server cannot be used.
    #[error("the authorization server's {name} {problem}")]
    Endpoint {
        /// The name in the server's metadata, such as `token_endpoint`.
        name: &'static str,
        /// The defect of the endpoint.
        problem: EndpointError,
    },
    /// The server refused to register the client.
    #[error("the authorization server refused to register the client: {0}")]
    RegistrationRefused(Refusal),
    /// The user refused the login.
    #[error("the user refused the login")]
    Denied,
    /// The code or the time for the login has expired; start another login.
    #[error("the code of the login has expired; start another login")]
    Expired,
    /// The callback belongs to another login: its `state`, issuer or homeserver differs, or it does not name the issuer though
    /// the server does. No code was sent.
    #[error("the callback belongs to another login, so its code was not used")]
    StateMismatch,
    /// The callback has neither a code nor an error.
    #[error("the callback has neither a code nor an error")]
    Callback,
    /// The server refused the login for another reason.
    #[error("the authorization server refused the login: {0}")]
    Refused(Refusal),
    /// The tokens do not have the scope of the API and of the requested device.
    #[error("the authorization server did not grant the requested scope")]
    ScopeNotGranted,
    /// The tokens are not bearer tokens.
    #[error("the authorization server issued tokens that are not bearer tokens")]
    TokenType,
    /// The tokens belong to another device than the requested one.
    #[error("the tokens belong to {}, not to the device {expected:?}", device(found.as_deref()))]
    OtherDevice {
        /// The requested device.
        expected: String,
        /// The actual device, if the homeserver named one.
        found: Option<String>,
    },
    /// An argument of the program cannot be sent.
    #[error("`{argument}` {reason}")]
    InvalidArgument {
        /// The name of the argument.
        argument: &'static str,
        /// The defect of the argument.
        reason: &'static str,
    },
    /// The system provided no random numbers, or no port on loopback.
    #[error("the system provided no {what}: {source}")]
    System {
        /// The missing part.
        what: &'static str,
        /// The error of the system.
        source: io::Error,
    },
}

impl OAuthError {
    /// Whether the same login may succeed later: the authorization server says that it is unavailable.
    pub fn is_temporary(&self) -> bool {
        matches!(self, Self::Refused(refusal) | Self::RegistrationRefused(refusal) if refusal.is_temporary())
    }
}

/// The reason that an authorization server gives for its refusal, safe to print.
///
/// See [error responses](https://www.rfc-editor.org/rfc/rfc6749#section-5.2).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}{}", .description.as_ref().map(|text| format!(" ({text})")).unwrap_or_default())]
#[non_exhaustive]
pub struct Refusal {
    /// The code, such as `invalid_grant`.
    pub code: String,
    /// The server's description for people.
    pub description: Option<String>,
}

impl Refusal {
    /// Makes the texts of a server printable, and redacts the secrets of the request in them.
    pub(crate) fn new(code: &str, description: Option<&str>, secrets: &[&str]) -> Self {
        let printable = |text: &str| printable(text, secrets);
        Self { code: printable(code), description: description.map(printable) }
    }

    fn is_temporary(&self) -> bool {
        TEMPORARY.contains(&self.code.as_str())
    }
}

/// The codes of temporary errors.
const TEMPORARY: [&str; 3] = ["temporarily_unavailable", "server_error", "slow_down"];

/// Returns the code of an error response.
pub(crate) fn code(error: &ApiError) -> Option<&str> {
    error.message.as_deref().filter(|code| !code.is_empty())
}

/// Whether an error of an authorization server is temporary, by its status or its code.
pub(crate) fn is_temporary(error: &ApiError) -> bool {
    error.status.is_server_error()
        || error.is_temporary()
        || code(error).is_some_and(|code| TEMPORARY.contains(&code))
}

fn device(id: Option<&str>) -> String {
    id.map_or_else(|| "no device".to_owned(), |id| format!("the device {id:?}"))
}
