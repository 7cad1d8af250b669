//! The error responses of authorization servers.

use serde_json::Value;

use crate::error::Error;
use crate::oauth::error::{OAuthError, Refusal, code};

/// Converts the error response of an authorization server, with the request's secrets redacted. Returns other errors unchanged.
pub(super) fn refused(error: Error, secrets: &[&str], other: fn(Refusal) -> OAuthError) -> Error {
    let Some(refusal) = refusal(&error, secrets) else { return error };
    let error = match refusal.code.as_str() {
        "access_denied" => OAuthError::Denied,
        "expired_token" => OAuthError::Expired,
        _ => other(refusal),
    };
    error.into()
}

/// Reads an error response; `None` if it has no code, or if the error is temporary.
fn refusal(error: &Error, secrets: &[&str]) -> Option<Refusal> {
    let error = error.api().filter(|error| !error.status.is_server_error() && !error.is_temporary())?;
    let description = error.fields.get("error_description").and_then(Value::as_str);
    Some(Refusal::new(code(error)?, description, secrets))
}
