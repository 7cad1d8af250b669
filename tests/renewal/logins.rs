//! Sessions that begin: whose they are, and what becomes of one whose tokens could not be saved.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use matrix_openapi::client_server::Client;
use matrix_openapi::{
    BoxFuture, CredentialKind, Credentials, Error, LoggedIn, Middleware, Next, Operation, RetryPolicy,
    SessionError, TokenStore, Tokens,
};

use crate::facade_server::{Server, json};

/// What a program does and is told, in this order.
#[derive(Clone, Default)]
struct Diary {
    entries: Arc<Mutex<Vec<String>>>,
    store: Store,
}

/// Of what use the store is.
#[derive(Clone, Copy, Default)]
enum Store {
    #[default]
    Good,
    Full,
    Stuck,
}

impl Diary {
    fn with(store: Store) -> Self {
        Self { store, ..Self::default() }
    }

    fn note(&self, entry: String) {
        self.entries.lock().unwrap().push(entry);
    }

    fn entries(&self) -> Vec<String> {
        self.entries.lock().unwrap().clone()
    }
}

impl TokenStore for Diary {
    fn save<'a>(
        &'a self,
        tokens: &'a Tokens,
    ) -> BoxFuture<'a, Result<(), Box<dyn std::error::Error + Send + Sync>>> {
        self.note(format!("save {}", tokens.access_token().expose()));
        let store = self.store;
        Box::pin(async move {
            match store {
                Store::Good => Ok(()),
                Store::Full => Err("the disk is full".into()),
                Store::Stuck => std::future::pending().await,
            }
        })
    }
}

impl Middleware for Diary {
    fn handle<'a>(
        &'a self,
        operation: &'static Operation,
        request: reqwest::Request,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<reqwest::Response, Error>> {
        let shown = request.headers().get("authorization").map_or("", |value| value.to_str().unwrap());
        self.note(format!("{} {shown}", operation.id));
        Box::pin(next.run(request))
    }
}

/// A homeserver that lets everybody in.
async fn server() -> Server {
    let body = r#"{"user_id":"@a:example.org","device_id":"D","access_token":"syt_new","refresh_token":"syr_new",
        "expires_in_ms":3600000}"#;
    Server::with(move |request| match request.path().ends_with("/logout") {
        // Nobody has to be told twice, and nobody is told that it went wrong.
        true => json("400 No", "{}"),
        false => json("200 OK", body),
    })
    .await
}

fn client(server: &Server, diary: &Diary) -> Client {
    Client::builder(&server.url)
        .token_store(diary.clone())
        .middleware(diary.clone())
        .retries(RetryPolicy::never())
        .build()
        .unwrap()
}

const SHOWN: &str = "Bearer syt_new";

#[tokio::test]
async fn who_logs_in_has_the_session_store_and_layers_of_the_call() {
    let (server, elsewhere) = (server().await, server().await);
    let (diary, other) = (Diary::default(), Diary::default());
    let (mine, others) = (client(&server, &diary), client(&elsewhere, &other));
    let enter = async |call: usize| -> LoggedIn {
        match call {
            0 => others.log_in(mine.password_login("alice", "pw_hidden")).await,
            1 => others.log_in(mine.token_login("lt_hidden")).await,
            _ => others.sign_up(mine.register().username("alice")).await,
        }
        .unwrap()
    };
    for (call, operation) in ["login", "login", "register"].into_iter().enumerate() {
        diary.entries.lock().unwrap().clear();
        let entered = enter(call).await;
        // The tokens are safe before anybody can use them.
        assert_eq!(diary.entries(), [format!("{operation} "), "save syt_new".to_owned()]);
        entered.client.whoami().send().await.unwrap();
        assert_eq!(diary.entries()[2..], [format!("getTokenOwner {SHOWN}")]);
        let tokens = entered.client.session().tokens().unwrap();
        assert_eq!(tokens.refresh_token().unwrap().expose(), "syr_new");
        assert!(tokens.expires_at().is_some());
        assert_eq!((entered.user_id.as_str(), entered.device_id.as_deref()), ("@a:example.org", Some("D")));
    }
    assert!(other.entries().is_empty() && elsewhere.requests().is_empty());
    // The clients that were asked to are still nobody's.
    assert_eq!((mine.session().credential_kind(), others.session().credential_kind()), (None, None));
}

#[tokio::test]
async fn a_store_of_ones_own_gets_the_tokens_of_the_login() {
    let server = server().await;
    let (program, alice) = (Diary::default(), Diary::default());
    let client = client(&server, &program).with_token_store(alice.clone());
    client.log_in(client.password_login("alice", "pw_hidden")).await.unwrap();
    assert_eq!(
        (alice.entries(), program.entries()),
        (vec!["save syt_new".to_owned()], vec!["login ".to_owned()])
    );
}

#[tokio::test]
async fn a_session_that_could_not_be_saved_is_ended_again() {
    let server = server().await;
    let diary = Diary::with(Store::Full);
    // The credentials of whoever asks have nothing to do with the new session.
    let client = client(&server, &diary).with_credentials(Credentials::access_token("syt_before"));
    let login = client.log_in(client.password_login("alice", "pw_hidden")).await.unwrap_err();
    let register = client.sign_up(client.register()).await.unwrap_err();
    for (error, expected) in [(login, "login"), (register, "register")] {
        let Error::Session { operation, source } = &error else { panic!("{error:?}") };
        assert!(matches!(**source, SessionError::Unsaved(_)), "{error:?}");
        assert_eq!(*operation, expected);
        assert!(!format!("{error} {error:?}").contains("syt_"), "{error:?}");
    }
    let ended =
        |operation: &str| [format!("{operation} "), "save syt_new".to_owned(), format!("logout {SHOWN}")];
    assert_eq!(diary.entries(), [ended("login"), ended("register")].concat());
    assert_eq!(client.session().credential_kind(), Some(CredentialKind::AccessToken));
}

#[tokio::test]
async fn a_session_whose_tokens_are_being_saved_for_ever_is_ended_too() {
    let server = server().await;
    let diary = Diary::with(Store::Stuck);
    let client = Client::builder(&server.url)
        .token_store(diary.clone())
        .middleware(diary.clone())
        .timeout(Duration::from_secs(2))
        .build()
        .unwrap();
    let login = client.log_in(client.password_login("alice", "pw_hidden"));
    let error =
        tokio::time::timeout(Duration::from_secs(20), login).await.expect("the login ends").unwrap_err();
    assert!(matches!(error, Error::Timeout { operation: "login" }), "{error:?}");
    let expected = ["login ".to_owned(), "save syt_new".to_owned(), format!("logout {SHOWN}")];
    assert_eq!(diary.entries(), expected);
}
