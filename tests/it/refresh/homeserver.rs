//! A homeserver that forgets its tokens, and a store for those that it gives.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use matrix_openapi::auth::{SessionStore, StoreError, StoredSession, Tokens};
use matrix_openapi::client_server::Client;
use matrix_openapi::error::SessionError;
use matrix_openapi::http::{BoxFuture, RetryPolicy};
use matrix_openapi::id::UserId;
use matrix_openapi::{Credentials, Error};
use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::sync::Notify;

use matrix_openapi_testing::{Request, Server, json_response};

/// A success that fits all calls of these tests.
const ALL: &str = r#"{"user_id":"@a:example.org","versions":[],"capabilities":{},"flows":[],
    "content_uri":"mxc://example.org/a","login_token":"t","expires_in_ms":1}"#;

/// A homeserver on which tokens are `syt_N` and `syr_N`, of which the last is good.
#[derive(Clone, Default)]
pub struct Homeserver {
    /// The number of the tokens that are good.
    pub current: Arc<AtomicUsize>,
    /// What happened, in this order: `refresh`, `saved N`, `cleared`, `used N`, or `open` where no token was shown.
    pub events: Arc<Mutex<Vec<String>>>,
    /// Answers in place of new tokens, the next one first.
    pub refusals: Arc<Mutex<Vec<Vec<u8>>>>,
    /// If renewals are held up, when they go on.
    pub gate: Option<Arc<Notify>>,
    /// For how many milliseconds new tokens are good, if the server says.
    pub lifetime: Option<u64>,
}

impl Homeserver {
    pub async fn start(&self) -> Server {
        let this = self.clone();
        Server::handling(move |request, mut stream| {
            let this = this.clone();
            async move {
                let answer = this.answer(&request).await;
                let _ = stream.write_all(&answer).await;
                let _ = stream.shutdown().await;
            }
        })
        .await
    }

    pub async fn answer(&self, request: &Request) -> Vec<u8> {
        if request.line.ends_with("/refresh") {
            self.note("refresh".to_owned());
            if let Some(gate) = &self.gate {
                gate.notified().await;
            }
            if let Some(refusal) = self.refusals.lock().unwrap().pop() {
                return refusal;
            }
            let number = self.current.load(Ordering::SeqCst);
            assert_eq!(request.json(), json!({"refresh_token": format!("syr_{number}")}));
            let next = self.current.fetch_add(1, Ordering::SeqCst) + 1;
            let mut body =
                json!({"access_token": format!("syt_{next}"), "refresh_token": format!("syr_{next}")});
            if let Some(lifetime) = self.lifetime {
                body["expires_in_ms"] = lifetime.into();
            }
            return json_response("200 OK", &body.to_string());
        }
        let shown = request.header("authorization").concat() + &request.line;
        let good = format!("syt_{}", self.current.load(Ordering::SeqCst));
        let Some((_, number)) = shown.split_once("syt_") else {
            self.note("open".to_owned());
            return json_response("200 OK", ALL);
        };
        self.note(format!("used {}", &number[..1]));
        match shown.contains(&good) {
            true => json_response("200 OK", ALL),
            false => {
                json_response("401 No", r#"{"errcode":"M_UNKNOWN_TOKEN","error":"","soft_logout":true}"#)
            }
        }
    }

    /// The tokens that were good at first are so no longer.
    pub fn expire(&self) {
        self.current.store(1, Ordering::SeqCst);
    }

    pub fn note(&self, event: String) {
        self.events.lock().unwrap().push(event);
    }

    pub fn events(&self) -> Vec<String> {
        self.events.lock().unwrap().clone()
    }

    pub fn renewals(&self) -> usize {
        self.events().iter().filter(|event| *event == "refresh").count()
    }
}

/// Tokens that the server has forgotten, as far as the client can tell for good.
pub fn old() -> Tokens {
    Tokens::new("syt_0").with_refresh_token("syr_1")
}

/// Tokens whose time is over.
pub fn expired() -> Tokens {
    old().with_expiry(SystemTime::UNIX_EPOCH)
}

pub fn pair(number: usize) -> Option<Tokens> {
    Some(Tokens::new(format!("syt_{number}")).with_refresh_token(format!("syr_{number}")))
}

/// A session of the user of these tests on a server.
pub fn session_of(server: &Server, tokens: Tokens) -> StoredSession {
    StoredSession::new(&server.url, user(), tokens).with_device_id("D")
}

pub fn user() -> UserId {
    serde_json::from_str(r#""@a:example.org""#).unwrap()
}

/// A store that takes its time, and fails as often as it is told to.
#[derive(Clone)]
pub struct Store {
    pub homeserver: Homeserver,
    pub failures: Arc<AtomicUsize>,
    /// The tokens of each session that was to be saved.
    pub saved: Arc<Mutex<Vec<Tokens>>>,
    /// The session that it holds.
    pub held: Arc<Mutex<Option<StoredSession>>>,
    /// If it is held up, when it goes on.
    pub gate: Option<Arc<Notify>>,
}

impl Store {
    pub fn new(homeserver: &Homeserver, failures: usize) -> Self {
        let failures = Arc::new(AtomicUsize::new(failures));
        let (saved, held) = (Arc::default(), Arc::default());
        Self { homeserver: homeserver.clone(), failures, saved, held, gate: None }
    }

    pub fn held(&self) -> Option<StoredSession> {
        self.held.lock().unwrap().clone()
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
            *self.held.lock().unwrap() = Some(session.clone());
            let number = session.tokens.access_token().expose().trim_start_matches("syt_");
            self.homeserver.note(format!("saved {number}"));
            Ok(())
        })
    }

    fn load(&self) -> BoxFuture<'_, Result<Option<StoredSession>, StoreError>> {
        Box::pin(async { Ok(self.held()) })
    }

    fn clear(&self) -> BoxFuture<'_, Result<(), StoreError>> {
        Box::pin(async {
            self.homeserver.note("cleared".to_owned());
            *self.held.lock().unwrap() = None;
            Ok(())
        })
    }
}

/// What a client is made with: credentials as they are, and tokens as those of the user of these tests.
pub trait Given {
    fn credentials(self, server: &Server) -> Credentials;
}

impl Given for Tokens {
    fn credentials(self, server: &Server) -> Credentials {
        session_of(server, self).into()
    }
}

impl Given for Credentials {
    fn credentials(self, _: &Server) -> Credentials {
        self
    }
}

pub fn client(server: &Server, given: impl Given, store: &Store) -> Client {
    Client::builder(&server.url)
        .credentials(given.credentials(server))
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

/// What happens, with the number of the tokens that a request showed.
pub fn events<'a>(expected: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    expected.into_iter().map(str::to_owned).collect()
}

/// Waits until something is so.
pub async fn until(mut condition: impl FnMut() -> bool) {
    let waiting = async {
        while !condition() {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), waiting).await.expect("it happens");
}

/// The same for what can only be found out by calls.
pub async fn until_async(mut condition: impl AsyncFnMut() -> bool) {
    let waiting = async {
        while !condition().await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), waiting).await.expect("it happens");
}
