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
    /// Creates the stage of a challenge from the server at this base URL.
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

    /// Returns the page of the stage `m.oauth`: `https`, or plain `http` if the homeserver itself uses it.
    pub(crate) fn oauth_url(&self) -> Option<String> {
        let url = Url::parse(self.params.as_ref()?.get("url")?.as_str()?).ok()?;
        let is_allowed = match url.scheme() {
            "https" => true,
            "http" => self.fallback_url.starts_with("http:"),
            _ => false,
        };
        is_allowed.then(|| url.into())
    }
}

impl fmt::Debug for UiaStage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without the session, which is a secret; the fallback URL contains it too.
        f.debug_struct("UiaStage").field("name", &redact_unknown(&self.name)).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_page_is_reached_as_securely_as_its_homeserver() {
        let page = |base: &str, url: &str| {
            let fallback_url = format!("{base}/_matrix/client/v3/auth/m.oauth/fallback/web");
            let params = Some(json!({ "url": url }));
            UiaStage { name: "m.oauth".to_owned(), params, session: None, fallback_url }.oauth_url()
        };
        for (base, url, is_allowed) in [
            ("https://example.org", "https://auth.example.org/account", true),
            ("https://example.org", "http://auth.example.org/account", false),
            ("http://localhost:8008", "http://localhost:8080/account", true),
            ("http://localhost:8008", "https://auth.example.org/account", true),
            ("http://localhost:8008", "javascript:alert(1)", false),
            ("https://example.org", "auth.example.org", false),
        ] {
            assert_eq!(page(base, url).as_deref(), is_allowed.then_some(url), "{base} {url}");
        }
    }
}
