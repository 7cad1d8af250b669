//! The user and device that a session belongs to.

use matrix_openapi_core::id::UserId;
use url::Url;

#[cfg(helper = "oauth")]
use crate::auth::stored_session::OAuthSession;
use crate::auth::stored_session::{RefreshMethod, StoredSession};
use crate::auth::tokens::Tokens;

/// Everything in a [`StoredSession`] except its tokens.
pub(crate) struct SessionOwner {
    homeserver: String,
    pub(crate) user_id: UserId,
    pub(crate) device_id: Option<String>,
    refresh: RefreshMethod,
}

impl SessionOwner {
    #[cfg(any(helper = "login", helper = "register", helper = "restore"))]
    pub(crate) fn new(homeserver: &str, user_id: UserId, device_id: Option<String>) -> Self {
        Self { homeserver: homeserver.to_owned(), user_id, device_id, refresh: RefreshMethod::default() }
    }

    /// Splits a stored session into its tokens and its owner.
    pub(crate) fn split(session: StoredSession) -> (Tokens, Self) {
        let StoredSession { homeserver, user_id, device_id, tokens, refresh, .. } = session;
        (tokens, Self { homeserver, user_id, device_id, refresh })
    }

    /// Whether the session belongs to the homeserver at this URL.
    pub(crate) fn is_at(&self, base: &Url) -> bool {
        Url::parse(&self.homeserver).is_ok_and(|homeserver| homeserver.origin() == base.origin())
    }

    /// Returns the authorization server of the session, if it began with OAuth 2.0.
    #[cfg(helper = "oauth")]
    pub(crate) fn oauth(&self) -> Option<&OAuthSession> {
        match &self.refresh {
            RefreshMethod::OAuth(oauth) => Some(oauth),
            RefreshMethod::Homeserver => None,
        }
    }

    /// Returns the session with these tokens, on the homeserver at this URL.
    pub(crate) fn stored(&self, base_url: &str, tokens: Tokens) -> StoredSession {
        let mut session = StoredSession::new(base_url, self.user_id.clone(), tokens);
        session.device_id.clone_from(&self.device_id);
        session.refresh = self.refresh.clone();
        session
    }
}
