//! What a handler is told of a stage of user-interactive authentication.

use std::fmt;

use serde_json::Value;
use url::Url;

use matrix_openapi_core::error::UiaChallenge;

/// The stages that the specification names.
const KNOWN: [&str; 9] = [
    "m.login.dummy",
    "m.login.email.identity",
    "m.login.msisdn",
    "m.login.password",
    "m.login.recaptcha",
    "m.login.registration_token",
    "m.login.sso",
    "m.login.terms",
    "m.oauth",
];

/// One stage that a program's own handler is to go through.
#[derive(Clone)]
#[non_exhaustive]
pub struct UiaStage {
    /// Its name, such as `m.login.email.identity`.
    pub name: String,
    /// What the server says of it in `params`.
    pub params: Option<Value>,
    /// The session of the whole authentication.
    pub session: Option<String>,
    /// The page on which a person can go through it.
    pub fallback_url: String,
}

impl UiaStage {
    /// A stage of a challenge that the server at this address made.
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
}

impl fmt::Debug for UiaStage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Whoever knows the session can continue it, and the page holds it as well.
        f.debug_struct("UiaStage").field("name", &redact_unknown(&self.name)).finish_non_exhaustive()
    }
}

/// The name of a stage, if it is a known one: a server may have put anything there.
pub fn redact_unknown(name: &str) -> &str {
    KNOWN.into_iter().find(|known| *known == name).unwrap_or("…")
}
