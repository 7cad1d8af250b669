//! The tokens of a session.

use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::Secret;

/// The longest time before its end at which an access token is renewed; short-lived ones are renewed when
/// a fifth of their time is left.
const MARGIN: Duration = Duration::from_secs(30);

/// The tokens of a session, which renew themselves where there is a refresh token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tokens {
    access_token: Secret,
    refresh_token: Option<Secret>,
    expires_at: Option<SystemTime>,
}

impl Tokens {
    /// An access token that does not expire, as far as is known.
    pub fn new(access_token: impl Into<Secret>) -> Self {
        Self { access_token: access_token.into(), refresh_token: None, expires_at: None }
    }

    /// Adds what the access token is renewed with.
    #[must_use]
    pub fn with_refresh_token(mut self, refresh_token: impl Into<Secret>) -> Self {
        self.refresh_token = Some(refresh_token.into());
        self
    }

    /// Adds when the access token expires.
    #[must_use]
    pub fn with_expiry(mut self, expires_at: SystemTime) -> Self {
        self.expires_at = Some(expires_at);
        self
    }

    /// What calls show.
    pub fn access_token(&self) -> &Secret {
        &self.access_token
    }

    /// What the access token is renewed with.
    pub fn refresh_token(&self) -> Option<&Secret> {
        self.refresh_token.as_ref()
    }

    /// When the access token expires, if that is known.
    pub fn expires_at(&self) -> Option<SystemTime> {
        self.expires_at
    }

    /// Of an answer that says for how many milliseconds the access token is good.
    #[doc(hidden)]
    pub fn of(access: &Secret, refresh: Option<&Secret>, expires_in_ms: Option<i64>) -> Self {
        let lifetime = expires_in_ms.and_then(|time| u64::try_from(time).ok()).map(Duration::from_millis);
        Self {
            access_token: access.clone(),
            refresh_token: refresh.cloned(),
            expires_at: lifetime.and_then(|time| SystemTime::now().checked_add(time)),
        }
    }

    /// When the access token should be renewed, if that is known and there is something to renew it with.
    pub fn renew_at(&self) -> Option<SystemTime> {
        let (expiry, _) = self.expires_at.zip(self.refresh_token.as_ref())?;
        let left = expiry.duration_since(SystemTime::now()).unwrap_or_default();
        expiry.checked_sub(MARGIN.min(left / 5))
    }
}
