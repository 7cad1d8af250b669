//! A homeserver whose tokens expire, and a store for its tokens.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use matrix_openapi::auth::{SessionStore, StoreError, StoredSession, Tokens};
use matrix_openapi::client_server::Client;
use matrix_openapi::error::SessionError;
use matrix_openapi::http::{BoxFuture, RetryPolicy};
use matrix_openapi::id::UserId;
use matrix_openapi::{Credentials, Error};
use tokio::io::AsyncWriteExt;
use tokio::sync::Notify;

use matrix_openapi_testing::{Request, Server, json_response};

use super::kind::Kind;

/// A response that fits every call of these tests.
const SUCCESS: &str = r#"{"user_id":"@a:example.org","device_id":"D","versions":[],"capabilities":{},"flows":[],
    "content_uri":"mxc://example.org/a","login_token":"t","expires_in_ms":1}"#;

/// A homeserver whose tokens are `syt_N` and `syr_N`. Only the last pair is valid.
#[derive(Clone)]
pub struct Homeserver {
    /// Which server refreshes the tokens: this one, or an authorization server at the same address.
    pub kind: Kind,
    /// The tokens whose owner the client has requested; these requests are not listed.
    pub confirmed: Arc<Mutex<BTreeSet<usize>>>,
    /// The number of the valid tokens.
    pub current: Arc<AtomicUsize>,
    /// The events in their order: `refresh`, `saved N`, `cleared`, `used N`, or `open` for a request without a token.
    pub events: Arc<Mutex<Vec<String>>>,
    /// Responses in place of new tokens. The last one is sent first.
    pub refresh_failures: Arc<Mutex<Vec<Vec<u8>>>>,
    /// The signal for which each refresh waits, if any.
    pub gate: Option<Arc<Notify>>,
    /// The lifetime of new tokens in milliseconds, if the server sends one.
    pub lifetime: Option<u64>,
}

impl Default for Homeserver {
    fn default() -> Self {
        Self {
            kind: Kind::current(),
            confirmed: Arc::default(),
            current: Arc::default(),
            events: Arc::default(),
            refresh_failures: Arc::default(),
            gate: None,
            lifetime: None,
        }
    }
}

impl Homeserver {
    pub async fn start(&self) -> Server {
        let this = self.clone();
        Server::handling(move |request, mut stream| {
            let this = this.clone();
            async move {
                let response = this.respond(&request).await;
                let _ = stream.write_all(&response).await;
                let _ = stream.shutdown().await;
            }
        })
        .await
    }

    pub async fn respond(&self, request: &Request) -> Vec<u8> {
        if let Some(refresh_token) = self.kind.refresh_token(request) {
            assert!(request.header("authorization").is_empty());
            self.note("refresh".to_owned());
            if let Some(gate) = &self.gate {
                gate.notified().await;
            }
            if let Some(failure) = self.refresh_failures.lock().unwrap().pop() {
                return failure;
            }
            let number = self.current.load(Ordering::SeqCst);
            assert_eq!(refresh_token, format!("syr_{number}"));
            let next = self.current.fetch_add(1, Ordering::SeqCst) + 1;
            let (access_token, refresh_token) = (format!("syt_{next}"), format!("syr_{next}"));
            let body = self.kind.tokens(&access_token, Some(&refresh_token), self.lifetime);
            return json_response("200 OK", &body);
        }
        let sent = request.header("authorization").concat() + &request.line;
        let valid = format!("syt_{}", self.current.load(Ordering::SeqCst));
        let Some((_, number)) = sent.split_once("syt_") else {
            self.note("open".to_owned());
            return json_response("200 OK", SUCCESS);
        };
        let number: usize = number[..1].parse().unwrap();
        if self.is_confirmation(request, number) {
            return json_response("200 OK", SUCCESS);
        }
        self.note(format!("used {number}"));
        match sent.contains(&valid) {
            true => json_response("200 OK", SUCCESS),
            false => {
                json_response("401 No", r#"{"errcode":"M_UNKNOWN_TOKEN","error":"","soft_logout":true}"#)
            }
        }
    }

    /// Whether the client asks for the owner of new tokens, which it does once.
    fn is_confirmation(&self, request: &Request, number: usize) -> bool {
        let is_new = self.events().contains(&"refresh".to_owned()) && number > 0;
        let asks = self.kind == Kind::OAuth && is_new && request.path().ends_with("/whoami");
        asks && self.confirmed.lock().unwrap().insert(number)
    }

    /// Invalidates the first tokens.
    pub fn expire(&self) {
        self.current.store(1, Ordering::SeqCst);
    }

    pub fn note(&self, event: String) {
        self.events.lock().unwrap().push(event);
    }

    pub fn events(&self) -> Vec<String> {
        self.events.lock().unwrap().clone()
    }

    pub fn refreshes(&self) -> usize {
        self.events().iter().filter(|event| *event == "refresh").count()
    }
}

/// Returns tokens whose access token the server rejects, without an expiry.
pub fn old() -> Tokens {
    Tokens::new("syt_0").with_refresh_token("syr_1")
}

/// Returns tokens that have expired.
pub fn expired() -> Tokens {
    old().with_expiry(SystemTime::UNIX_EPOCH)
}

pub fn pair(number: usize) -> Option<Tokens> {
    Some(Tokens::new(format!("syt_{number}")).with_refresh_token(format!("syr_{number}")))
}

/// Returns a session of the test user on a server.
pub fn session_of(server: &Server, tokens: Tokens) -> StoredSession {
    Kind::current().session(StoredSession::new(&server.url, user(), tokens).with_device_id("D"))
}

pub fn user() -> UserId {
    serde_json::from_str(r#""@a:example.org""#).unwrap()
}

/// A slow store that fails a number of times.
#[derive(Clone)]
pub struct Store {
    pub homeserver: Homeserver,
    pub failures: Arc<AtomicUsize>,
    /// The tokens of each call of `save`.
    pub saved: Arc<Mutex<Vec<Tokens>>>,
    /// The stored session.
    pub stored: Arc<Mutex<Option<StoredSession>>>,
    /// The signal for which each call of `save` waits, if any.
    pub gate: Option<Arc<Notify>>,
}

impl Store {
    pub fn new(homeserver: &Homeserver, failures: usize) -> Self {
        let failures = Arc::new(AtomicUsize::new(failures));
        let (saved, stored) = (Arc::default(), Arc::default());
        Self { homeserver: homeserver.clone(), failures, saved, stored, gate: None }
    }

    pub fn stored(&self) -> Option<StoredSession> {
        self.stored.lock().unwrap().clone()
    }
}

impl SessionStore for Store {
    fn save<'a>(&'a self, session: &'a StoredSession) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            tokio::time::sleep(Duration::from_millis(30)).await;
            if let Some(gate) = &self.gate {
                gate.notified().await;
            }
            self.saved.lock().unwrap().push(session.tokens.clone());
            let left =
                self.failures.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
            if left.is_ok() {
                return Err("the disk is full".into());
            }
            *self.stored.lock().unwrap() = Some(session.clone());
            let number = session.tokens.access_token().expose().trim_start_matches("syt_");
            self.homeserver.note(format!("saved {number}"));
            Ok(())
        })
    }

    fn load(&self) -> BoxFuture<'_, Result<Option<StoredSession>, StoreError>> {
        Box::pin(async { Ok(self.stored()) })
    }

    fn clear(&self) -> BoxFuture<'_, Result<(), StoreError>> {
        Box::pin(async {
            self.homeserver.note("cleared".to_owned());
            *self.stored.lock().unwrap() = None;
            Ok(())
        })
    }
}

/// Converts into credentials; tokens become a session of the test user.
pub trait IntoCredentials {
    fn into_credentials(self, server: &Server) -> Credentials;
}

impl IntoCredentials for Tokens {
    fn into_credentials(self, server: &Server) -> Credentials {
        session_of(server, self).into()
    }
}

impl IntoCredentials for Credentials {
    fn into_credentials(self, _: &Server) -> Credentials {
        self
    }
}

pub fn client(server: &Server, given: impl IntoCredentials, store: &Store) -> Client {
    Client::builder(&server.url)
        .credentials(given.into_credentials(server))
        .session_store(store.clone())
        .timeout(Duration::from_secs(30))
        .retries(RetryPolicy::never())
        .build()
        .unwrap()
}

pub fn session_error(error: &Error) -> &SessionError {
    match error {
        Error::Session { operation: "getTokenOwner", source } => source,
        other => panic!("{other:?}"),
    }
}

/// Returns the events as they are recorded.
pub fn events<'a>(expected: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    expected.into_iter().map(str::to_owned).collect()
}

/// Waits until the condition holds.
pub async fn until(mut condition: impl FnMut() -> bool) {
    let waiting = async {
        while !condition() {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), waiting).await.expect("it happens");
}

/// Waits until the asynchronous condition holds.
pub async fn until_async(mut condition: impl AsyncFnMut() -> bool) {
    let waiting = async {
        while !condition().await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), waiting).await.expect("it happens");
}
