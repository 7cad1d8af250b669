//! The scope of a session, and the responses of a token endpoint.

use std::time::{Duration, SystemTime};

use matrix_openapi_core::__private::milliseconds;
use serde_json::Value;

use crate::auth::tokens::Tokens;
use crate::error::Error;
use crate::http::response_fields::ResponseFields;
use crate::oauth::error::OAuthError;
use crate::oauth::request::{EndpointRequest, TOKEN};

const API: &str = "urn:matrix:client:api:*";
const DEVICE: &str = "urn:matrix:client:device:";

// Servers that are older than the scopes in the specification grant them under these names.
const UNSTABLE_API: &str = "urn:matrix:org.matrix.msc2967.client:api:*";
const UNSTABLE_DEVICE: &str = "urn:matrix:org.matrix.msc2967.client:device:";

/// Returns the scope of a session of a device.
pub(super) fn scope(device_id: &str) -> String {
    format!("{API} {DEVICE}{device_id}")
}

/// Checks a device ID that becomes part of a scope.
pub(super) fn check_device_id(device_id: &str) -> Result<(), OAuthError> {
    let is_unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    match !device_id.is_empty() && device_id.bytes().all(is_unreserved) {
        true => Ok(()),
        false => Err(OAuthError::InvalidArgument {
            argument: "device_id",
            reason: "must consist of ASCII letters, digits and the characters -._~",
        }),
    }
}

/// Tokens from a token endpoint.
pub(super) struct IssuedTokens {
    pub(super) tokens: Tokens,
    /// The reason why they must not be used, if any.
    pub(super) defect: Option<OAuthError>,
}

impl IssuedTokens {
    /// Returns the tokens.
    ///
    /// # Errors
    /// If they must not be used.
    pub(super) fn usable(self) -> Result<Tokens, OAuthError> {
        self.defect.map_or(Ok(self.tokens), Err)
    }
}

/// Sends a request to the token endpoint and checks the tokens in its response, for this device if it is known.
pub(super) async fn request_tokens(
    request: EndpointRequest<'_>,
    device_id: Option<&str>,
) -> Result<IssuedTokens, Error> {
    let response = ResponseFields::new(TOKEN.id, request.send().await?)?;
    let lifetime = response.value("expires_in").and_then(|value| seconds(&value));
    let expiry = lifetime.and_then(|lifetime| SystemTime::now().checked_add(lifetime));
    let tokens = Tokens::new(response.access_token()?)
        .with_refresh_token(response.secret("refresh_token"))
        .with_expiry(expiry);
    Ok(IssuedTokens { tokens, defect: defect(&response, device_id) })
}

/// Reads seconds, which some servers write as a float or a string.
pub(super) fn seconds(value: &Value) -> Option<Duration> {
    milliseconds(value)?.checked_mul(1000)
}

/// Whether a granted scope includes the API and exactly the requested device.
fn is_granted(scope: &str, device_id: &str) -> bool {
    let mut devices = scope
        .split(' ')
        .filter_map(|token| token.strip_prefix(DEVICE).or_else(|| token.strip_prefix(UNSTABLE_DEVICE)))
        .peekable();
    let has_device = devices.peek().is_some() && devices.all(|granted| granted == device_id);
    has_device && scope.split(' ').any(|token| token == API || token == UNSTABLE_API)
}

/// Returns the reason why the tokens of a response must not be used.
fn defect(response: &ResponseFields, device_id: Option<&str>) -> Option<OAuthError> {
    let token_type = response.string("token_type");
    if !token_type.is_none_or(|kind| kind.eq_ignore_ascii_case("bearer")) {
        return Some(OAuthError::TokenType);
    }
    // An absent scope is the requested one.
    let (scope, device_id) = response.string("scope").zip(device_id)?;
    (!is_granted(&scope, device_id)).then_some(OAuthError::ScopeNotGranted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_has_the_api_and_one_device() {
        let granted = |scope: &str| is_granted(scope, "D-1");
        assert!(granted(&scope("D-1")));
        assert!(granted("openid urn:matrix:client:device:D-1 urn:matrix:client:api:*"));
        assert!(granted(&format!("{UNSTABLE_API} {UNSTABLE_DEVICE}D-1")));
        for other in [
            "",
            "urn:matrix:client:api:*",
            "urn:matrix:client:device:D-1",
            "urn:matrix:client:api:* urn:matrix:client:device:D-2",
            "urn:matrix:client:api:* urn:matrix:client:device:D-1 urn:matrix:client:device:D-2",
            "urn:matrix:client:api:guest urn:matrix:client:device:D-1",
        ] {
            assert!(!granted(other), "{other}");
        }
    }

    #[test]
    fn device_ids_are_unreserved() {
        assert!(check_device_id("Ab0-._~").is_ok());
        for other in ["", "a b", "a/b", "a:b", "ä", "a%20"] {
            assert!(check_device_id(other).is_err(), "{other}");
        }
    }
}
