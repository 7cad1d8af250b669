//! [User-interactive authentication](https://spec.matrix.org/v1.19/client-server-api/#user-interactive-authentication-api).

use std::collections::HashSet;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use serde_json::{Map, Value, json};
use url::Url;
use zeroize::Zeroize;

use crate::auth::uia_stage::UiaStage;
use matrix_openapi_core::__private::redact_unknown;
use matrix_openapi_core::__private::zeroizing_json;
use matrix_openapi_core::error::{ErrorCode, UiaChallenge};
use matrix_openapi_core::secret::Secret;

/// The limit of stages per call, since a server could keep asking for more.
const MAX_STAGES: usize = 16;

/// How many of the flows that a server offers are considered.
const MAX_FLOWS: usize = 256;

/// The names of the stage that the user completes on a page of the account management.
const OAUTH_STAGES: [&str; 2] = ["m.oauth", "org.matrix.cross_signing_reset"];

/// Handlers for the stages of user-interactive authentication; an option of a call.
///
/// A call follows the first flow offered by the server for which every stage has a handler. If the server refuses the call
/// after a stage was tried, the call fails with the server's response, whose challenge lists what is left.
///
/// See [user-interactive authentication](https://spec.matrix.org/v1.19/client-server-api/#user-interactive-authentication-api).
///
/// ```no_run
/// use matrix_openapi::CallOptions;
/// use matrix_openapi::auth::Uia;
/// use matrix_openapi::client_server::Client;
///
/// # async fn run(client: Client) -> Result<(), matrix_openapi::Error> {
/// let uia = Uia::new().password("@alice:example.org", "wonderland");
/// client.delete_device("OLDDEVICE").options(CallOptions::new().uia(uia)).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "handlers do nothing until they are passed to a call"]
pub struct Uia {
    stages: Vec<(String, StageHandler)>,
    fallback: Option<StageFunction>,
}

#[derive(Clone)]
enum StageHandler {
    Password {
        user: String,
        password: Secret,
    },
    Token(Secret),
    /// The stage is completed by its name alone.
    Plain,
    Custom(StageFunction),
    /// The user completes the stage on a page, so only the session is sent.
    Page(StageFunction),
}

type StageFunction = Arc<dyn Fn(UiaStage) -> Pin<Box<dyn Future<Output = StageResult> + Send>> + Send + Sync>;
type StageResult = Result<Map<String, Value>, StageError>;
type StageError = Box<dyn std::error::Error + Send + Sync>;

impl Uia {
    /// Handles only `m.login.dummy`, which needs no input.
    pub fn new() -> Self {
        Self { stages: Vec::new(), fallback: None }.plain("m.login.dummy")
    }

    /// Handles `m.login.password` with a password, for a user ID or its localpart.
    pub fn password(self, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        let stage = StageHandler::Password { user: user.into(), password: password.into() };
        self.with("m.login.password", stage)
    }

    /// Handles `m.login.registration_token` with a registration token.
    pub fn registration_token(self, token: impl Into<Secret>) -> Self {
        self.with("m.login.registration_token", StageHandler::Token(token.into()))
    }

    /// Handles `m.login.terms`: accepts the server's terms. The challenge links to them, and the user must have accepted them.
    pub fn accept_terms(self) -> Self {
        self.plain("m.login.terms")
    }

    /// Handles a stage with a function, which returns the fields to send in addition to `type` and `session`.
    pub fn stage<F>(
        self,
        name: impl Into<String>,
        handler: impl Fn(UiaStage) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = StageResult> + Send + 'static,
    {
        let handler: StageFunction = Arc::new(move |stage| Box::pin(handler(stage)));
        self.with(name, StageHandler::Custom(handler))
    }

    /// Handles `m.oauth`, also under its name before it was part of the specification. The function gets the URL of a page of the
    /// account management, opens it, and returns once the user has allowed the action there.
    ///
    /// See [OAuth authentication](https://spec.matrix.org/v1.19/client-server-api/#oauth-authentication).
    pub fn oauth<F>(self, handler: impl Fn(String) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<(), StageError>> + Send + 'static,
    {
        let handler: StageFunction = Arc::new(move |stage| {
            let allowed = stage.oauth_url().map(&handler);
            Box::pin(async move {
                let missing = "the server names no HTTPS page for the user";
                allowed.ok_or(missing)?.await.map(|()| Map::new())
            })
        });
        let stages = OAUTH_STAGES.map(|name| (name, StageHandler::Page(Arc::clone(&handler))));
        stages.into_iter().fold(self, |uia, (name, stage)| uia.with(name, stage))
    }

    /// Handles every other stage on the server's own page.
    ///
    /// The function shows [`fallback_url`](UiaStage::fallback_url) to the user, and returns once the user has completed
    /// the stage there.
    pub fn fallback<F>(mut self, handler: impl Fn(UiaStage) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<(), StageError>> + Send + 'static,
    {
        self.fallback = Some(Arc::new(move |stage| {
            let done = handler(stage);
            Box::pin(async move { done.await.map(|()| Map::new()) })
        }));
        self
    }

    /// Returns the `auth` object for the next stage; `None` if the authentication cannot go on.
    ///
    /// # Errors
    /// The name of the stage and the error of its handler.
    pub(crate) async fn respond(
        &self,
        base_url: &Url,
        challenge: &UiaChallenge,
        errcode: Option<&ErrorCode>,
        tried: &mut Vec<String>,
    ) -> Result<Option<Bytes>, (String, StageError)> {
        let Some(name) = self.next(challenge).filter(|name| !tried.contains(name)) else { return Ok(None) };
        // The first challenge asks for stages; a later one with an error code says that a stage failed.
        if errcode.is_some() && !tried.is_empty() || tried.len() >= MAX_STAGES {
            return Ok(None);
        }
        tried.push(name.clone());
        let stage = UiaStage::new(&name, challenge, base_url);
        let failed = |source| (name.clone(), source);
        let mut auth = match (self.get(&name), &self.fallback) {
            (Some(stage_of_ours), _) => match stage_of_ours {
                StageHandler::Password { user, password } => fields(json!({
                    "identifier": {"type": "m.id.user", "user": user},
                    "password": password.expose(),
                })),
                StageHandler::Token(token) => fields(json!({"token": token.expose()})),
                StageHandler::Plain => Map::new(),
                StageHandler::Custom(handler) => handler(stage).await.map_err(failed)?,
                StageHandler::Page(handler) => {
                    let Some(session) = &challenge.session else { return Ok(None) };
                    handler(stage).await.map_err(failed)?;
                    return Ok(Some(auth_text(fields(json!({"session": session})))));
                }
            },
            (None, Some(fallback)) => {
                // Without a session the server cannot match the page to this call.
                let Some(session) = &challenge.session else { return Ok(None) };
                let failed = |source| (redact_unknown(&name).to_owned(), source);
                fallback(stage).await.map_err(failed)?;
                // The server knows the completed stage from its page, so only the session is sent.
                return Ok(Some(auth_text(fields(json!({"session": session})))));
            }
            (None, None) => return Ok(None),
        };
        auth.insert("type".to_owned(), name.into());
        if let Some(session) = &challenge.session {
            auth.insert("session".to_owned(), session.as_str().into());
        }
        Ok(Some(auth_text(auth)))
    }

    fn plain(self, name: &str) -> Self {
        self.with(name, StageHandler::Plain)
    }

    fn with(mut self, name: impl Into<String>, stage: StageHandler) -> Self {
        let name = name.into();
        self.stages.retain(|(other, _)| *other != name);
        self.stages.push((name, stage));
        self
    }

    fn get(&self, name: &str) -> Option<&StageHandler> {
        self.stages.iter().find(|(known, _)| known == name).map(|(_, stage)| stage)
    }

    /// Returns the next stage of the first flow that can be completed, preferring one without the fallback.
    fn next(&self, challenge: &UiaChallenge) -> Option<String> {
        // One pass over each list, since the server chooses their lengths.
        let completed: HashSet<&str> = challenge.completed.iter().map(String::as_str).collect();
        let mut by_fallback = None;
        for flow in challenge.flows.iter().take(MAX_FLOWS) {
            let mut left = flow.stages.iter().filter(|stage| !completed.contains(stage.as_str()));
            let Some(next) = left.next() else { continue };
            if self.get(next).is_some() && left.all(|stage| self.get(stage).is_some()) {
                return Some(next.clone());
            }
            by_fallback.get_or_insert(next);
        }
        by_fallback.filter(|_| self.fallback.is_some()).cloned()
    }
}

/// Returns the fields as JSON, and overwrites them in memory.
fn auth_text(fields: Map<String, Value>) -> Bytes {
    let mut value = Value::Object(fields);
    // serde_json never fails to write a `Value`.
    let text = zeroizing_json(&value).unwrap_or_default();
    zeroize_value(&mut value);
    text
}

fn zeroize_value(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(items) => items.iter_mut().for_each(zeroize_value),
        Value::Object(fields) => fields.values_mut().for_each(zeroize_value),
        _ => {}
    }
}

fn fields(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

impl Default for Uia {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Uia {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.stages.iter().map(|(name, _)| name)).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};
    use std::time::{Duration, Instant};

    use http::{HeaderMap, Method, StatusCode};
    use matrix_openapi_core::error::ApiError;
    use matrix_openapi_core::operation::{Api, Authentication, Operation};

    use super::*;

    static LOGIN: Operation =
        Operation::new(Api::ClientServer, "login", "login", Method::POST, "/login", Authentication::None);

    const MEBIBYTE: usize = 1 << 20;

    /// Reads a challenge and returns the `auth` object for it, with the time that both took.
    fn chosen(uia: &Uia, body: String) -> (Option<String>, Duration) {
        assert!(body.len() <= MEBIBYTE + 100, "{}", body.len());
        let (body, base) = (Bytes::from(body), Url::parse("https://example.org").unwrap());
        let begin = Instant::now();
        let error = ApiError::new(&LOGIN, StatusCode::UNAUTHORIZED, &HeaderMap::new(), body);
        let mut tried = Vec::new();
        let auth = {
            let choosing =
                uia.respond(&base, error.uia.as_ref().unwrap(), error.errcode.as_ref(), &mut tried);
            match pin!(choosing).poll(&mut Context::from_waker(Waker::noop())) {
                Poll::Ready(auth) => auth.map_err(|(stage, _)| stage).unwrap(),
                Poll::Pending => panic!("there is nothing to wait for"),
            }
        };
        (auth.map(|auth| String::from_utf8(auth.to_vec()).unwrap()), begin.elapsed())
    }

    /// Returns a JSON list of texts that fills a part of a mebibyte.
    fn filling(part: usize, text: impl Fn(usize) -> String) -> String {
        let length = text(100_000).len() + 1;
        let items: Vec<_> = (0..MEBIBYTE / part / length).map(text).collect();
        format!("[{}]", items.join(","))
    }

    #[test]
    fn challenges_of_a_mebibyte_are_looked_at_once() {
        let uia = || Uia::new().password("alice", "pw_hidden");
        let quoted = |number: usize| format!("\"{number}\"");
        let stages = |number: usize| format!("{{\"stages\":[\"{number}\"]}}");
        let flow = |stages: String| format!("[{{\"stages\":{stages}}}]");
        let body =
            |flows: String, completed: String| format!("{{\"flows\":{flows},\"completed\":{completed}}}");
        for (challenge, goes_on) in [
            (body(flow(filling(2, quoted)), filling(2, quoted)), false),
            (body(flow(filling(2, quoted)), filling(2, |number| quoted(number + 50_000))), false),
            (body(filling(2, stages), filling(2, quoted)), false),
            (body(filling(1, |_| "{\"stages\":[]}".to_owned()), "[]".to_owned()), false),
            (body(filling(1, |_| "{\"stages\":[\"m.login.dummy\"]}".to_owned()), "[]".to_owned()), true),
            (body(flow(filling(1, |_| "\"m.login.dummy\"".to_owned())), "[]".to_owned()), true),
        ] {
            let quickest =
                (0..3).map(|_| chosen(&uia(), challenge.clone())).min_by_key(|(_, time)| *time).unwrap();
            assert_eq!(quickest.0.is_some(), goes_on);
            // An optimized build takes a hundredth of that; comparing each stage with each took minutes.
            assert!(quickest.1 < Duration::from_secs(5), "{:?}", quickest.1);
        }
    }
}
