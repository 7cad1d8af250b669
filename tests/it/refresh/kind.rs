//! The two kinds of sessions: refreshed by the homeserver, and by an OAuth 2.0 authorization server.

use matrix_openapi::Error;
use matrix_openapi::auth::{RefreshMethod, StoredSession};
use matrix_openapi_testing::{Request, json_response};
use serde_json::{Value, json};

/// Which server refreshes the tokens of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Homeserver,
    OAuth,
}

tokio::task_local! {
    /// The kind that a test runs with.
    pub static KIND: Kind;
}

/// Runs each test once for each kind.
macro_rules! both_kinds {
    ($test:meta: $($name:ident),+ $(,)?) => {$(
        mod $name {
            use crate::refresh::kind::{KIND, Kind};

            #[$test]
            async fn homeserver() {
                KIND.scope(Kind::Homeserver, super::$name()).await;
            }

            #[$test]
            async fn oauth() {
                KIND.scope(Kind::OAuth, super::$name()).await;
            }
        }
    )+};
}
pub(crate) use both_kinds;

impl Kind {
    /// Returns the kind of the current test; tests of one kind only are about homeservers.
    pub fn current() -> Self {
        KIND.try_with(|kind| *kind).unwrap_or(Self::Homeserver)
    }

    /// Turns a session into one of this kind.
    pub fn session(self, mut session: StoredSession) -> StoredSession {
        if self == Self::OAuth {
            let url = &session.homeserver;
            let oauth = json!({
                "method": "oauth",
                "issuer": url,
                "token_endpoint": format!("{url}/oauth2/token"),
                "revocation_endpoint": format!("{url}/oauth2/revoke"),
                "client_id": "client",
            });
            session.refresh = serde_json::from_value::<RefreshMethod>(oauth).unwrap();
        }
        session
    }

    /// Returns the path of refreshes.
    pub fn path(self) -> &'static str {
        match self {
            Self::Homeserver => "/_matrix/client/v3/refresh",
            Self::OAuth => "/oauth2/token",
        }
    }

    /// Returns the refresh token of a request; `None` for other requests.
    pub fn refresh_token(self, request: &Request) -> Option<String> {
        if request.path() != self.path() {
            return None;
        }
        let Self::OAuth = self else {
            let body = request.json();
            let token = body["refresh_token"].as_str().unwrap().to_owned();
            assert_eq!(body, json!({"refresh_token": token}));
            return Some(token);
        };
        assert_eq!(request.header("content-type"), ["application/x-www-form-urlencoded"]);
        let form: Vec<(String, String)> = url::form_urlencoded::parse(&request.body).into_owned().collect();
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let token = form[1].1.clone();
        let expected =
            [pair("grant_type", "refresh_token"), pair("refresh_token", &token), pair("client_id", "client")];
        assert_eq!(form, expected);
        Some(token)
    }

    /// Returns the body of a response with new tokens, in the form of this kind.
    pub fn tokens(self, access_token: &str, refresh_token: Option<&str>, lifetime_ms: Option<u64>) -> String {
        let mut body = json!({"access_token": access_token, "refresh_token": refresh_token});
        match self {
            Self::Homeserver => body["expires_in_ms"] = lifetime_ms.into(),
            Self::OAuth => {
                body["token_type"] = "Bearer".into();
                body["scope"] = "urn:matrix:client:api:* urn:matrix:client:device:D".into();
                body["expires_in"] = lifetime_ms.map_or(Value::Null, |ms| (ms / 1000).into());
            }
        }
        body.to_string()
    }

    /// Returns the responses that end a session, each with its code.
    pub fn refusals(self) -> Vec<(Vec<u8>, &'static str)> {
        let (field, codes) = match self {
            Self::Homeserver => ("errcode", vec![("401 No", "M_UNKNOWN_TOKEN"), ("403 No", "M_FORBIDDEN")]),
            Self::OAuth => (
                "error",
                vec![
                    ("400 No", "invalid_grant"),
                    ("401 No", "invalid_client"),
                    ("403 No", "unauthorized_client"),
                ],
            ),
        };
        let response = |(status, code)| (json_response(status, &json!({field: code}).to_string()), code);
        codes.into_iter().map(response).collect()
    }

    /// Returns a response that ends a session, with its code.
    pub fn refusal(self) -> (Vec<u8>, &'static str) {
        self.refusals().swap_remove(0)
    }

    /// Returns the code of an error response.
    pub fn code(self, error: &Error) -> Option<String> {
        let error = error.api()?;
        match self {
            Self::Homeserver => error.errcode.as_ref().map(|code| code.as_str().to_owned()),
            Self::OAuth => error.message.clone(),
        }
    }

    /// Returns how often the client asks for the owner of new tokens: an authorization server may issue tokens of another user.
    pub fn confirmations(self) -> usize {
        match self {
            Self::Homeserver => 0,
            Self::OAuth => 1,
        }
    }
}
