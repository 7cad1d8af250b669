//! Logins and registrations, and sessions that cannot be saved.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use matrix_openapi::auth::{CredentialKind, LoggedIn, SessionStore, StoreError, StoredSession};
use matrix_openapi::client_server::Client;
use matrix_openapi::error::SessionError;
use matrix_openapi::http::{BoxFuture, Middleware, Next, Operation, RetryPolicy};
use matrix_openapi::{Credentials, Error};

use matrix_openapi_testing::{Server, json_response};

/// A middleware and a store that record their calls in order.
#[derive(Clone, Default)]
struct EventLog {
    entries: Arc<Mutex<Vec<String>>>,
    store: StoreBehavior,
}

/// How the store behaves.
#[derive(Clone, Copy, Default)]
enum StoreBehavior {
    #[default]
    Good,
    Full,
    Stuck,
}

impl EventLog {
    fn with(store: StoreBehavior) -> Self {
        Self { store, ..Self::default() }
    }

    fn note(&self, entry: String) {
        self.entries.lock().unwrap().push(entry);
    }

    fn entries(&self) -> Vec<String> {
        self.entries.lock().unwrap().clone()
    }
}

impl SessionStore for EventLog {
    fn save<'a>(&'a self, session: &'a StoredSession) -> BoxFuture<'a, Result<(), StoreError>> {
        self.note(format!("save {}", session.tokens.access_token().expose()));
        let store = self.store;
        Box::pin(async move {
            match store {
                StoreBehavior::Good => Ok(()),
                StoreBehavior::Full => Err("the disk is full".into()),
                StoreBehavior::Stuck => std::future::pending().await,
            }
        })
    }

    fn load(&self) -> BoxFuture<'_, Result<Option<StoredSession>, StoreError>> {
        Box::pin(async { Ok(None) })
    }

    fn clear(&self) -> BoxFuture<'_, Result<(), StoreError>> {
        Box::pin(async { Ok(()) })
    }
}

impl Middleware for EventLog {
    fn handle<'a>(
        &'a self,
        operation: &'static Operation,
        request: reqwest::Request,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<reqwest::Response, Error>> {
        let authorization =
            request.headers().get("authorization").map_or("", |value| value.to_str().unwrap());
        self.note(format!("{} {authorization}", operation.id));
        Box::pin(next.run(request))
    }
}

/// Starts a homeserver that accepts every login.
async fn server() -> Server {
    let body = r#"{"user_id":"@a:example.org","device_id":"D","access_token":"syt_new","refresh_token":"syr_new",
        "expires_in_ms":3600000}"#;
    Server::responding(move |request| match request.path().ends_with("/logout") {
        // A failed logout is neither retried nor reported.
        true => json_response("400 No", "{}"),
        false => json_response("200 OK", body),
    })
    .await
}

fn client(server: &Server, log: &EventLog) -> Client {
    Client::builder(&server.url)
        .session_store(log.clone())
        .middleware(log.clone())
        .retries(RetryPolicy::never())
        .build()
        .unwrap()
}

const BEARER: &str = "Bearer syt_new";

#[tokio::test]
async fn a_login_uses_the_store_and_middleware_of_the_calls_client() {
    let (server, elsewhere) = (server().await, server().await);
    let (log, other) = (EventLog::default(), EventLog::default());
    let (mine, others) = (client(&server, &log), client(&elsewhere, &other));
    let log_in = async |call: usize| -> LoggedIn {
        match call {
            0 => others.log_in(mine.password_login("alice", "pw_hidden")).await,
            1 => others.log_in(mine.token_login("lt_hidden")).await,
            _ => others.sign_up(mine.register().username("alice")).await,
        }
        .unwrap()
    };
    for (call, operation) in ["login", "login", "register"].into_iter().enumerate() {
        log.entries.lock().unwrap().clear();
        let logged_in = log_in(call).await;
        // The tokens are saved before they are used.
        assert_eq!(log.entries(), [format!("{operation} "), "save syt_new".to_owned()]);
        logged_in.client.whoami().send().await.unwrap();
        assert_eq!(log.entries()[2..], [format!("getTokenOwner {BEARER}")]);
        let tokens = logged_in.client.session().tokens().unwrap();
        assert_eq!(tokens.refresh_token().unwrap().expose(), "syr_new");
        assert!(tokens.expires_at().is_some());
        assert_eq!(
            (logged_in.user_id.as_str(), logged_in.device_id.as_deref()),
            ("@a:example.org", Some("D"))
        );
    }
    assert!(other.entries().is_empty() && elsewhere.requests().is_empty());
    // The clients themselves stay unauthenticated.
    assert_eq!((mine.session().credential_kind(), others.session().credential_kind()), (None, None));
}

#[tokio::test]
async fn the_store_of_the_client_gets_the_tokens_of_the_login() {
    let server = server().await;
    let (program, alice) = (EventLog::default(), EventLog::default());
    let client = client(&server, &program).with_session_store(alice.clone());
    client.log_in(client.password_login("alice", "pw_hidden")).await.unwrap();
    assert_eq!(
        (alice.entries(), program.entries()),
        (vec!["save syt_new".to_owned()], vec!["login ".to_owned()])
    );
}

#[tokio::test]
async fn a_session_that_cannot_be_saved_is_logged_out() {
    let server = server().await;
    let log = EventLog::with(StoreBehavior::Full);
    // The credentials of the client do not affect the new session.
    let client = client(&server, &log).with_credentials(Credentials::access_token("syt_before"));
    let login = client.log_in(client.password_login("alice", "pw_hidden")).await.unwrap_err();
    let register = client.sign_up(client.register()).await.unwrap_err();
    for (error, expected) in [(login, "login"), (register, "register")] {
        let Error::Session { operation, source } = &error else { panic!("{error:?}") };
        assert!(matches!(**source, SessionError::Unsaved(_)), "{error:?}");
        assert_eq!(*operation, expected);
        assert!(!format!("{error} {error:?}").contains("syt_"), "{error:?}");
    }
    let ended =
        |operation: &str| [format!("{operation} "), "save syt_new".to_owned(), format!("logout {BEARER}")];
    assert_eq!(log.entries(), [ended("login"), ended("register")].concat());
    assert_eq!(client.session().credential_kind(), Some(CredentialKind::AccessToken));
}

#[tokio::test]
async fn a_session_with_a_stuck_store_is_logged_out() {
    let server = server().await;
    let log = EventLog::with(StoreBehavior::Stuck);
    let client = Client::builder(&server.url)
        .session_store(log.clone())
        .middleware(log.clone())
        .timeout(Duration::from_secs(2))
        .build()
        .unwrap();
    let login = client.log_in(client.password_login("alice", "pw_hidden"));
    let error =
        tokio::time::timeout(Duration::from_secs(20), login).await.expect("the login ends").unwrap_err();
    assert!(matches!(error, Error::Timeout { operation: "login" }), "{error:?}");
    let expected = ["login ".to_owned(), "save syt_new".to_owned(), format!("logout {BEARER}")];
    assert_eq!(log.entries(), expected);
}

/// Starts a server that sends this response to every request but `whoami`.
async fn always(response: Vec<u8>) -> Server {
    Server::responding(move |request| match request.path().ends_with("/whoami") {
        true => json_response("200 OK", r#"{"user_id":"@a:example.org","device_id":"D"}"#),
        false => response.clone(),
    })
    .await
}

#[tokio::test]
async fn malformed_fields_of_a_login_response_do_not_fail_the_login() {
    let user = r#""user_id":"@a:example.org""#;
    for (rest, device_id, expires) in [
        (
            format!("{user},\"device_id\":\"D\",\"well_known\":{{\"m.identity_server\":{{}}}}"),
            Some("D"),
            false,
        ),
        (format!("{user},\"device_id\":\"D\",\"well_known\":7,\"home_server\":[]"), Some("D"), false),
        (format!("{user},\"device_id\":\"D\",\"well_known\":null"), Some("D"), false),
        (format!("{user},\"device_id\":null"), None, false),
        (format!("{user},\"device_id\":7"), None, false),
        (user.to_owned(), None, false),
        (format!("{user},\"refresh_token\":null,\"expires_in_ms\":\"3600000\""), None, true),
        (format!("{user},\"refresh_token\":7,\"expires_in_ms\":3600000.0"), None, true),
        (format!("{user},\"expires_in_ms\":-1"), None, false),
        (format!("{user},\"expires_in_ms\":1e300"), None, false),
        (format!("{user},\"expires_in_ms\":{{}}"), None, false),
        // The client asks the server for a missing user ID.
        ("\"user_id\":null".to_owned(), Some("D"), false),
        ("\"user_id\":[]".to_owned(), Some("D"), false),
    ] {
        let server =
            always(json_response("200 OK", &format!("{{\"access_token\":\"syt_new\",{rest}}}"))).await;
        let log = EventLog::default();
        let client = client(&server, &log);
        let logged_in = [
            client.log_in(client.password_login("alice", "pw")).await,
            client.log_in(client.login("m.login.password")).await,
            client.sign_up(client.register()).await,
        ];
        for logged_in in logged_in {
            let logged_in = logged_in.unwrap_or_else(|error| panic!("{rest}: {error}"));
            assert_eq!(
                (logged_in.user_id.as_str(), logged_in.device_id.as_deref()),
                ("@a:example.org", device_id)
            );
            let tokens = logged_in.client.session().tokens().unwrap();
            assert_eq!(
                (tokens.access_token().expose(), tokens.expires_at().is_some()),
                ("syt_new", expires),
                "{rest}"
            );
        }
    }
}

#[tokio::test]
async fn a_login_response_without_an_access_token_is_an_error() {
    for body in
        ["{}", r#"{"access_token":null,"user_id":"@a:example.org"}"#, r#"{"access_token":7}"#, "[]", "<html>"]
    {
        let server = always(json_response("200 OK", body)).await;
        let client = client(&server, &EventLog::default());
        client.log_in(client.password_login("alice", "pw")).await.map(drop).unwrap_err();
        client.sign_up(client.register()).await.map(drop).unwrap_err();
    }
}

#[tokio::test]
async fn login_requests_ask_for_a_refresh_token() {
    let server = server().await;
    let client = client(&server, &EventLog::default());
    let login = client.password_login("alice", "pw").device_id("D").initial_device_display_name("bot");
    client.log_in(login.field("org.example.x", &[1])).await.unwrap();
    client.log_in(client.login("m.login.dummy").device_id("E")).await.unwrap();
    let login = client.token_login("lt").device_id(None::<&str>).initial_device_display_name(Some("bot"));
    client.log_in(login).await.unwrap();
    client.sign_up(client.register().username("alice").inhibit_login(true)).await.unwrap();
    let bodies: Vec<_> = server.requests().iter().map(|request| request.json()).collect();
    let expected = [
        r#"{"type":"m.login.password","identifier":{"type":"m.id.user","user":"alice"},"password":"pw","device_id":"D",
            "initial_device_display_name":"bot","org.example.x":[1],"refresh_token":true}"#,
        r#"{"type":"m.login.dummy","device_id":"E","refresh_token":true}"#,
        r#"{"type":"m.login.token","token":"lt","initial_device_display_name":"bot","refresh_token":true}"#,
        r#"{"username":"alice","inhibit_login":false,"refresh_token":true}"#,
    ];
    assert_eq!(bodies, expected.map(|text| serde_json::from_str::<serde_json::Value>(text).unwrap()));
}

#[tokio::test]
async fn a_logout_succeeds_whatever_the_response_body_is() {
    let empty = matrix_openapi_testing::response("204 No Content", &[], b"");
    let bodies = ["", "{}", "null", "[]", "<html>gone</html>", r#"{"id_server_unbind_result":7}"#];
    let responses = bodies.map(|body| json_response("200 OK", body)).into_iter().chain([
        empty,
        json_response("201 Created", "{"),
        json_response("401 No", r#"{"errcode":"M_UNKNOWN_TOKEN"}"#),
    ]);
    for response in responses {
        let server = always(response.clone()).await;
        let client = client(&server, &EventLog::default());
        let response = String::from_utf8_lossy(&response).into_owned();
        let alice = client.with_credentials(Credentials::access_token("syt_a"));
        alice.log_out().await.unwrap_or_else(|error| panic!("{response}: {error}"));
        let bob = client.with_credentials(Credentials::access_token("syt_b"));
        bob.deactivate(bob.deactivate_account()).await.unwrap_or_else(|error| panic!("{response}: {error}"));
        assert_eq!((alice.session().tokens(), bob.session().credential_kind()), (None, None));
        let error = alice.whoami().send().await.unwrap_err();
        assert!(
            matches!(&error, Error::Session { source, .. } if matches!(**source, SessionError::LoggedOut))
        );
    }
    // A logout that the server did not process does not end the session.
    for status in ["500 No", "404 No", "429 Slow"] {
        let server = always(json_response(status, "{}")).await;
        let alice =
            client(&server, &EventLog::default()).with_credentials(Credentials::access_token("syt_a"));
        alice.log_out().await.unwrap_err();
        alice.deactivate(alice.deactivate_account()).await.unwrap_err();
        assert!(alice.session().credential_kind().is_some());
    }
}
