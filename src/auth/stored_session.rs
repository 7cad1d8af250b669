//! What a program keeps of a session to come back to it.

use serde::{Deserialize, Serialize};

use crate::auth::tokens::Tokens;
use matrix_openapi_core::id::UserId;

/// A session as a program keeps it between two runs: on which homeserver, whose, and with which tokens.
///
/// As JSON it is an object of these fields; `device_id` is left out if there is none. `Debug` shows no token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct StoredSession {
    /// The base URL of the homeserver, to which alone the tokens are sent.
    pub homeserver: String,
    /// The user.
    pub user_id: UserId,
    /// The device, if the server named one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device_id: Option<String>,
    /// The tokens.
    pub tokens: Tokens,
    /// How the tokens are refreshed.
    #[serde(default)]
    pub refresh: RefreshMethod,
}

impl StoredSession {
    /// The session of a user on the homeserver with this base URL, whose tokens the homeserver itself refreshes.
    pub fn new(homeserver: impl Into<String>, user_id: UserId, tokens: Tokens) -> Self {
        let refresh = RefreshMethod::default();
        Self { homeserver: homeserver.into(), user_id, device_id: None, tokens, refresh }
    }

    /// Adds the device.
    #[must_use]
    pub fn with_device_id(mut self, device_id: impl Into<String>) -> Self {
        self.device_id = Some(device_id.into());
        self
    }
}

/// How the tokens of a session are refreshed.
///
/// As JSON it is an object whose `method` names the way. A way that this release of the crate does not know is an
/// error where the session is read, so no program destroys a session that it cannot refresh.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case")]
#[non_exhaustive]
pub enum RefreshMethod {
    /// The homeserver's own operation:
    /// [refreshing access tokens](https://spec.matrix.org/v1.19/client-server-api/#refreshing-access-tokens).
    #[default]
    Homeserver,
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
    fn what_may_be_missing_may_be_missing() {
        let text = r#"{"homeserver":"https://example.org","user_id":"@a:example.org","tokens":{"access_token":"t"}}"#;
        let session: StoredSession = serde_json::from_str(text).unwrap();
        assert_eq!((session.device_id, session.refresh), (None, RefreshMethod::Homeserver));
    }

    #[test]
    fn a_way_to_refresh_from_the_future_is_refused() {
        let text = TEXT.replace("\"homeserver\"}", "\"of_the_future\"}");
        assert!(serde_json::from_str::<StoredSession>(&text).is_err());
    }
}
