//! Sessions in the form in which programs store them.

use serde::{Deserialize, Serialize};

use crate::auth::tokens::Tokens;
use matrix_openapi_core::arguments::IntoOption;
use matrix_openapi_core::id::UserId;

/// A session between two runs of a program: homeserver, user, device and tokens.
///
/// Its JSON is an object of these fields, without `device_id` if unknown. Reading another field is an error, since a store that
/// ignored it would lose it with the next refresh. `Debug` shows no token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct StoredSession {
    /// The base URL of the homeserver. The tokens are sent to no other.
    pub homeserver: String,
    /// The user.
    pub user_id: UserId,
    /// The device, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device_id: Option<String>,
    /// The tokens.
    pub tokens: Tokens,
    /// The method to refresh the tokens.
    #[serde(default)]
    pub refresh: RefreshMethod,
}

impl StoredSession {
    /// Creates the session of a user on the homeserver with this base URL, which refreshes the tokens itself.
    pub fn new(homeserver: impl Into<String>, user_id: UserId, tokens: Tokens) -> Self {
        let refresh = RefreshMethod::default();
        Self { homeserver: homeserver.into(), user_id, device_id: None, tokens, refresh }
    }

    /// Sets the device.
    #[must_use]
    pub fn with_device_id(mut self, device_id: impl IntoOption<String>) -> Self {
        self.device_id = device_id.into_option();
        self
    }
}

/// The method to refresh the tokens of a session.
///
/// Its JSON is an object with the field `method`. Reading an unknown method is an error, so an older program never
/// destroys a session that it cannot refresh.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case")]
#[non_exhaustive]
pub enum RefreshMethod {
    /// The homeserver's operation `refresh`:
    /// [refreshing access tokens](https://spec.matrix.org/v1.19/client-server-api/#refreshing-access-tokens).
    #[default]
    Homeserver,
    /// The token endpoint of an OAuth 2.0 authorization server:
    /// [token refresh](https://spec.matrix.org/v1.19/client-server-api/#refresh-token-grant).
    #[cfg(helper = "oauth")]
    #[serde(rename = "oauth")]
    OAuth(OAuthSession),
}

/// The data that the refresh and the logout of an OAuth 2.0 session need.
///
/// See [refresh token grant](https://spec.matrix.org/v1.19/client-server-api/#refresh-token-grant).
#[cfg(helper = "oauth")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OAuthSession {
    /// The issuer of the tokens.
    pub issuer: String,
    /// The endpoint that refreshes tokens.
    pub token_endpoint: String,
    /// The endpoint that revokes tokens, if the server has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revocation_endpoint: Option<String>,
    /// The client ID of the login.
    pub client_id: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{"homeserver":"https://example.org","user_id":"@a:example.org","device_id":"D","tokens":{"access_token":"syt_hidden","refresh_token":"syr_hidden"},"refresh":{"method":"homeserver"}}"#;

    #[test]
    fn is_plain_json_and_shows_no_token() {
        let session: StoredSession = serde_json::from_str(TEXT).unwrap();
        assert_eq!(session.device_id.as_deref(), Some("D"));
        assert_eq!(session.tokens.access_token().expose(), "syt_hidden");
        assert_eq!(serde_json::to_string(&session).unwrap(), TEXT);
        let shown = format!("{session:?}");
        assert!(shown.contains("@a:example.org") && !shown.contains("hidden"), "{shown}");
    }

    #[test]
    fn optional_fields_may_be_missing() {
        let text = r#"{"homeserver":"https://example.org","user_id":"@a:example.org","tokens":{"access_token":"t"}}"#;
        let session: StoredSession = serde_json::from_str(text).unwrap();
        assert_eq!((session.device_id, session.refresh), (None, RefreshMethod::Homeserver));
    }

    #[cfg(helper = "oauth")]
    #[test]
    fn a_session_by_oauth_is_plain_json_too() {
        let oauth = r#"{"method":"oauth","issuer":"https://a/","token_endpoint":"https://a/t","revocation_endpoint":"https://a/r","client_id":"c"}"#;
        let text = TEXT.replace(r#"{"method":"homeserver"}"#, oauth);
        let session: StoredSession = serde_json::from_str(&text).unwrap();
        assert!(matches!(&session.refresh, RefreshMethod::OAuth(oauth) if oauth.client_id == "c"));
        assert_eq!(serde_json::to_string(&session).unwrap(), text);
    }

    #[test]
    fn a_way_to_refresh_from_the_future_is_refused() {
        let text = TEXT.replace("\"homeserver\"}", "\"of_the_future\"}");
        assert!(serde_json::from_str::<StoredSession>(&text).is_err());
    }
}
