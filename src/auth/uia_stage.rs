//! A stage of user-interactive authentication, as handlers get it.

use std::fmt;

use serde_json::Value;
use url::Url;

use matrix_openapi_core::__private::redact_unknown;
use matrix_openapi_core::error::UiaChallenge;

/// One stage of user-interactive authentication, for a handler of the program.
#[derive(Clone)]
#[non_exhaustive]
pub struct UiaStage {
    /// The name, such as `m.login.email.identity`.
    pub name: String,
    /// The server's parameters of the stage.
    pub params: Option<Value>,
    /// The session of the authentication.
    pub session: Option<String>,
    /// The URL of the page on which the user can complete the stage.
    pub fallback_url: String,
}

impl UiaStage {
    /// The stage of a challenge from the server at this base URL.
    pub(crate) fn new(name: &str, challenge: &UiaChallenge, base_url: &Url) -> Self {
        let mut url = base_url.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend(["_matrix", "client", "v3", "auth", name, "fallback", "web"]);
        }
        if let Some(session) = &challenge.session {
            url.query_pairs_mut().append_pair("session", session);
        }
        Self {
            name: name.to_owned(),
            params: challenge.params.get(name).cloned(),
            session: challenge.session.clone(),
            fallback_url: url.into(),
        }
    }

    /// Returns the page of the stage `m.oauth`, in the only schemes that it may have.
    pub(crate) fn oauth_url(&self) -> Option<String> {
        let url = Url::parse(self.params.as_ref()?.get("url")?.as_str()?).ok()?;
        matches!(url.scheme(), "http" | "https").then(|| url.into())
    }
}

impl fmt::Debug for UiaStage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without the session, which is a secret; the fallback URL contains it too.
        f.debug_struct("UiaStage").field("name", &redact_unknown(&self.name)).finish_non_exhaustive()
    }
}
