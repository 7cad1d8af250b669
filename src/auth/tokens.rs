//! The tokens of a session.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use matrix_openapi_core::arguments::IntoOption;
use matrix_openapi_core::secret::Secret;

/// How long before its expiry an access token is refreshed; short-lived tokens are refreshed when a fifth of their
/// lifetime is left.
const MARGIN: Duration = Duration::from_secs(30);

/// The tokens of a session. A client refreshes them if they include a refresh token.
///
/// Their JSON has `access_token` and, if known, `refresh_token` and `expires_at_ms` (milliseconds since 1970).
///
/// See [refreshing access tokens](https://spec.matrix.org/v1.19/client-server-api/#refreshing-access-tokens).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "StoredTokens", into = "StoredTokens")]
pub struct Tokens {
    access_token: Secret,
    refresh_token: Option<Secret>,
    expires_at: Option<SystemTime>,
}

/// The JSON form of [`Tokens`]. Programs store it, so it stays readable in every later release.
#[derive(Serialize, Deserialize)]
struct StoredTokens {
    access_token: Secret,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    refresh_token: Option<Secret>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    expires_at_ms: Option<u64>,
}

impl From<StoredTokens> for Tokens {
    fn from(StoredTokens { access_token, refresh_token, expires_at_ms }: StoredTokens) -> Self {
        let expires_at = expires_at_ms.and_then(|ms| UNIX_EPOCH.checked_add(Duration::from_millis(ms)));
        Self { access_token, refresh_token, expires_at }
    }
}

impl From<Tokens> for StoredTokens {
    fn from(Tokens { access_token, refresh_token, expires_at }: Tokens) -> Self {
        let since = expires_at.map(|time| time.duration_since(UNIX_EPOCH).unwrap_or_default());
        let expires_at_ms = since.and_then(|since| u64::try_from(since.as_millis()).ok());
        Self { access_token, refresh_token, expires_at_ms }
    }
}

impl Tokens {
    /// Creates tokens from an access token whose expiry is unknown.
    pub fn new(access_token: impl Into<Secret>) -> Self {
        Self { access_token: access_token.into(), refresh_token: None, expires_at: None }
    }

    /// Sets the refresh token.
    #[must_use]
    pub fn with_refresh_token(mut self, refresh_token: impl IntoOption<Secret>) -> Self {
        self.refresh_token = refresh_token.into_option();
        self
    }

    /// Sets the time at which the access token expires.
    #[must_use]
    pub fn with_expiry(mut self, expires_at: impl IntoOption<SystemTime>) -> Self {
        self.expires_at = expires_at.into_option();
        self
    }

    /// Returns the access token.
    pub fn access_token(&self) -> &Secret {
        &self.access_token
    }

    /// Returns the refresh token, if any.
    pub fn refresh_token(&self) -> Option<&Secret> {
        self.refresh_token.as_ref()
    }

    /// Returns the time at which the access token expires, if known.
    pub fn expires_at(&self) -> Option<SystemTime> {
        self.expires_at
    }

    /// Returns the remaining lifetime of the access token, zero once expired; `None` if unknown.
    pub(crate) fn left(&self) -> Option<Duration> {
        Some(self.expires_at?.duration_since(SystemTime::now()).unwrap_or_default())
    }

    /// Returns the time at which to refresh the access token; `None` without a known expiry or a refresh token.
    pub(crate) fn refresh_at(&self) -> Option<SystemTime> {
        let (expiry, _) = self.expires_at.zip(self.refresh_token.as_ref())?;
        let left = expiry.duration_since(SystemTime::now()).unwrap_or_default();
        expiry.checked_sub(MARGIN.min(left.checked_div(5).unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{from_str, to_string};

    use super::*;

    #[test]
    fn tokens_are_stored_as_plain_json_and_read_back() {
        let bare = Tokens::new("one");
        assert_eq!(to_string(&bare).unwrap(), r#"{"access_token":"one"}"#);
        let whole =
            bare.clone().with_refresh_token("two").with_expiry(UNIX_EPOCH + Duration::from_millis(1_500));
        let text = r#"{"access_token":"one","refresh_token":"two","expires_at_ms":1500}"#;
        assert_eq!(to_string(&whole).unwrap(), text);
        let again = whole.clone().with_refresh_token(Some("three")).with_refresh_token(None::<Secret>);
        assert_eq!(again.with_expiry(None), bare);
        for tokens in [bare, whole] {
            assert_eq!(from_str::<Tokens>(&to_string(&tokens).unwrap()).unwrap(), tokens);
        }
        let absurd = r#"{"access_token":"one","refresh_token":null,"expires_at_ms":18446744073709551615}"#;
        let tokens: Tokens = from_str(absurd).unwrap();
        assert_eq!((tokens.refresh_token(), tokens.access_token().expose()), (None, "one"));
    }
}
