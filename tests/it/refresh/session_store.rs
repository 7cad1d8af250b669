//! The store of new tokens: they are saved in the store of their user, before they are used.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use matrix_openapi::auth::{SessionStore, StoreError, StoredSession, Tokens};
use matrix_openapi::client_server::Client;
use matrix_openapi::error::SessionError;
use matrix_openapi::http::BoxFuture;
use matrix_openapi_testing::{Server, json_response};

use super::homeserver::{Homeserver, events, expired, old, pair, session_error, session_of};
use super::kind::{Kind, both_kinds};

type Saving<'a> = BoxFuture<'a, Result<(), StoreError>>;

/// A store that records the tokens.
#[derive(Clone, Default)]
struct RecordingStore(Arc<Mutex<Vec<String>>>);

impl RecordingStore {
    fn tokens(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

impl SessionStore for RecordingStore {
    fn save<'a>(&'a self, session: &'a StoredSession) -> Saving<'a> {
        self.0.lock().unwrap().push(session.tokens.access_token().expose().to_owned());
        Box::pin(async { Ok(()) })
    }

    fn load(&self) -> BoxFuture<'_, Result<Option<StoredSession>, StoreError>> {
        Box::pin(async { Ok(None) })
    }

    fn clear(&self) -> BoxFuture<'_, Result<(), StoreError>> {
        Box::pin(async { Ok(()) })
    }
}

/// Starts a homeserver that refreshes `syr_NAME` to `syt_NAME_new`.
async fn for_many() -> Server {
    let kind = Kind::current();
    Server::responding(move |request| {
        if let Some(token) = kind.refresh_token(request) {
            let name = token.trim_start_matches("syr_");
            let body = kind.tokens(&format!("syt_{name}_new"), Some(&format!("syr_{name}")), None);
            return json_response("200 OK", &body);
        }
        match request.header("authorization").concat().ends_with("_new") {
            true => json_response("200 OK", r#"{"user_id":"@a:example.org","device_id":"D"}"#),
            false => json_response("401 No", r#"{"errcode":"M_UNKNOWN_TOKEN","soft_logout":true}"#),
        }
    })
    .await
}

fn of(name: &str) -> Tokens {
    Tokens::new(format!("syt_{name}")).with_refresh_token(format!("syr_{name}"))
}

async fn each_user_has_a_separate_store() {
    let server = for_many().await;
    let [alice, bob, others] =
        [RecordingStore::default(), RecordingStore::default(), RecordingStore::default()];
    let program = Client::builder(&server.url).session_store(others.clone()).build().unwrap();
    let of_alice =
        program.with_session_store(alice.clone()).with_credentials(session_of(&server, of("alice")));
    let of_bob = program
        .with_session_store(bob.clone())
        .with_credentials(session_of(&server, of("bob").with_expiry(SystemTime::UNIX_EPOCH)));
    let of_carol = program.with_credentials(session_of(&server, of("carol")));
    let (first, second, third) =
        tokio::join!(of_alice.whoami().send(), of_bob.whoami().send(), of_carol.whoami().send());
    drop((first.unwrap(), second.unwrap(), third.unwrap()));
    assert_eq!(alice.tokens(), ["syt_alice_new"]);
    assert_eq!(bob.tokens(), ["syt_bob_new"]);
    assert_eq!(others.tokens(), ["syt_carol_new"]);
    let token = |client: &Client| client.session().tokens().unwrap().access_token().expose().to_owned();
    assert_eq!((token(&of_alice), token(&of_bob)), ("syt_alice_new".to_owned(), "syt_bob_new".to_owned()));
    // Changing the store removes the credentials.
    assert_eq!(of_alice.with_session_store(bob.clone()).session().credential_kind(), None);
}

/// A store whose first save panics.
#[derive(Clone, Default)]
struct PanickingStore(Arc<AtomicBool>, RecordingStore);

impl SessionStore for PanickingStore {
    fn save<'a>(&'a self, session: &'a StoredSession) -> Saving<'a> {
        assert!(self.0.swap(true, Ordering::SeqCst), "the store panics");
        self.1.save(session)
    }

    fn load(&self) -> BoxFuture<'_, Result<Option<StoredSession>, StoreError>> {
        Box::pin(async { Ok(None) })
    }

    fn clear(&self) -> BoxFuture<'_, Result<(), StoreError>> {
        Box::pin(async { Ok(()) })
    }
}

async fn a_panicking_store_loses_neither_tokens_nor_session() {
    for tokens in [old(), expired()] {
        let homeserver = Homeserver::default();
        homeserver.expire();
        let (server, store) = (homeserver.start().await, PanickingStore::default());
        let client = Client::builder(&server.url)
            .credentials(session_of(&server, tokens.clone()))
            .session_store(store.clone())
            .build()
            .unwrap();
        let error = client.whoami().send().await.unwrap_err();
        assert!(matches!(session_error(&error), SessionError::Interrupted), "{error:?}");
        assert_eq!(client.session().tokens(), Some(tokens));
        client.whoami().send().await.unwrap();
        assert_eq!((homeserver.refreshes(), store.1.tokens()), (1, vec!["syt_2".to_owned()]));
        assert_eq!(client.session().tokens(), pair(2));
        assert!(homeserver.events().ends_with(&events(["used 2"])));
    }
}

both_kinds!(tokio::test: each_user_has_a_separate_store, a_panicking_store_loses_neither_tokens_nor_session);
