//! Requests that reach another server: through a middleware, or by a redirect to another origin, which must not
//! influence the session.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use matrix_openapi::__private::Call;
use matrix_openapi::auth::{Tokens, Uia};
use matrix_openapi::client_server::{Client, OPERATIONS};
use matrix_openapi::error::{ErrorCode, RedirectError};
use matrix_openapi::http::{BoxFuture, Middleware, Next, Operation, RetryPolicy};
use matrix_openapi::media::FederationContent;
use matrix_openapi::{CallOptions, Credentials, Error, server_server};
use matrix_openapi_testing::{Request, Server, json_response, response};
use reqwest::ResponseBuilderExt;

use super::credential_matrix;

const ME: &str = r#"{"user_id":"@a:example.org"}"#;
const HOME: &str = "https://home.example.org/base";

/// A middleware that sends all requests to a relay.
#[derive(Clone)]
struct Relay {
    /// The redirects of the relay, in order.
    locations: Vec<&'static str>,
    /// The body of the last response.
    body: &'static str,
    /// The URL and the `Authorization` header of each request.
    seen: Arc<Mutex<Vec<(String, String)>>>,
}

impl Relay {
    fn to(locations: &[&'static str], body: &'static str) -> Self {
        Self { locations: locations.to_vec(), body, seen: Arc::default() }
    }
}

impl Middleware for Relay {
    fn handle<'a>(
        &'a self,
        _: &'static Operation,
        request: reqwest::Request,
        _: Next<'a>,
    ) -> BoxFuture<'a, Result<reqwest::Response, Error>> {
        let authorization =
            request.headers().get("authorization").map_or("", |value| value.to_str().unwrap()).to_owned();
        let mut seen = self.seen.lock().unwrap();
        let response = match self.locations.get(seen.len()) {
            Some(location) => http::Response::builder().status(307).header("Location", *location),
            None => http::Response::builder().status(200),
        };
        seen.push((request.url().to_string(), authorization));
        // The response has the URL of the relay.
        let relay = "https://relay.example.org/elsewhere/deep".parse().unwrap();
        let response = response.url(relay).header("Content-Type", "multipart/mixed; boundary=b");
        let response = response.body(self.body).unwrap();
        Box::pin(async { Ok(response.into()) })
    }
}

/// Returns the URLs of the requests of a call, and whether each of them had the token.
async fn relayed(locations: &[&'static str]) -> Vec<(String, bool)> {
    let relay = Relay::to(locations, ME);
    let client = Client::builder(HOME)
        .credentials(Credentials::access_token("syt_hidden"))
        .middleware(relay.clone())
        .build()
        .unwrap();
    client.whoami().send().await.unwrap();
    let seen = relay.seen.lock().unwrap();
    seen.iter().map(|(url, authorization)| (url.clone(), authorization == "Bearer syt_hidden")).collect()
}

#[tokio::test]
async fn a_location_is_resolved_against_the_requested_url() {
    let first = ("https://home.example.org/base/_matrix/client/v3/account/whoami", true);
    for (locations, then) in [
        (&["/x"][..], &[("https://home.example.org/x", true)][..]),
        (&["me"], &[("https://home.example.org/base/_matrix/client/v3/account/me", true)]),
        (&["/x/y", "z"], &[("https://home.example.org/x/y", true), ("https://home.example.org/x/z", true)]),
        // The relay itself is another origin.
        (&["https://relay.example.org/x"], &[("https://relay.example.org/x", false)]),
        (
            &["https://other.example.org/a/b", "c", "/d", "//home.example.org/e", "f"],
            &[
                ("https://other.example.org/a/b", false),
                ("https://other.example.org/a/c", false),
                ("https://other.example.org/d", false),
                ("https://home.example.org/e", false),
                ("https://home.example.org/f", false),
            ],
        ),
    ] {
        let seen = relayed(locations).await;
        let seen: Vec<_> = seen.iter().map(|(url, with_token)| (url.as_str(), *with_token)).collect();
        assert_eq!(seen[0], first);
        assert_eq!(seen[1..], *then, "{locations:?}");
    }
}

#[tokio::test]
async fn a_returned_location_is_resolved_against_the_requested_url() {
    let relay = Relay::to(&["/sso?state=s"], ME);
    let client = Client::builder(HOME).middleware(relay).build().unwrap();
    let found = client.redirect_to_sso("app://x").send().await.unwrap();
    assert_eq!(found.location(), "https://home.example.org/sso?state=s");

    let parts = "--b\r\n\r\n{}\r\n--b\r\nLocation: file\r\n\r\n--b--";
    for (locations, expected) in [
        (&[][..], "https://home.example.org/base/_matrix/federation/v1/media/download/file"),
        (&["/moved/there"], "https://home.example.org/moved/file"),
        (&["https://other.example.org/x/y"], "https://other.example.org/x/file"),
    ] {
        let client = server_server::Client::builder(HOME)
            .credentials(Credentials::federation(
                credential_matrix::ORIGIN,
                credential_matrix::DESTINATION,
                credential_matrix::key(),
            ))
            .middleware(Relay::to(locations, parts))
            .build()
            .unwrap();
        let media = client.get_content("abc").send().await.unwrap();
        let FederationContent::Redirect(redirect) = media.content else { panic!("{media:?}") };
        assert_eq!(redirect.location(), expected);
    }
}

const SOFT_LOGOUT: &str = r#"{"errcode":"M_UNKNOWN_TOKEN","soft_logout":true}"#;
const CHALLENGE: &str = r#"{"flows":[{"stages":["m.login.password"]}],"session":"s"}"#;

fn to(url: &str) -> Vec<u8> {
    response("307 Elsewhere", &[("Location", url)], b"")
}

fn me() -> Vec<u8> {
    json_response("200 OK", ME)
}

fn refreshed() -> Vec<u8> {
    json_response("200 OK", r#"{"access_token":"syt_new","refresh_token":"syr_new"}"#)
}

fn refreshing(server: &Server, policy: RetryPolicy) -> Client {
    let tokens = Tokens::new("syt_hidden").with_refresh_token("syr_hidden");
    Client::builder(&server.url).credentials(tokens).retries(policy).build().unwrap()
}

/// Returns the path and the `Authorization` header of each request.
fn requests(server: &Server) -> Vec<(String, String)> {
    let authorization = |request: &Request| request.header("authorization").concat();
    server.requests().iter().map(|request| (request.path().to_owned(), authorization(request))).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(path, authorization)| ((*path).to_owned(), (*authorization).to_owned())).collect()
}

/// Returns the other origin, to which the client sent no credential.
fn other_origin(error: &Error) -> &str {
    match error {
        Error::Redirect { problem: RedirectError::OtherOrigin { origin }, .. } => origin,
        error => panic!("{error:?}"),
    }
}

#[tokio::test]
async fn a_401_without_a_credential_names_the_other_origin_only_if_one_was_left_out() {
    let missing = r#"{"errcode":"M_MISSING_TOKEN"}"#;
    let away = Server::responding(move |_| json_response("401 No", missing)).await;
    let location = format!("{}/x?secret=hidden", away.url);
    let home = Server::responding(move |_| to(&location)).await;
    let client = refreshing(&home, RetryPolicy::never());
    let error = client.whoami().await.unwrap_err();
    assert_eq!(other_origin(&error), away.url);
    assert!(!format!("{error} {error:?}").contains("hidden"));
    // A credential that the program sets is left out, too.
    let own = client.request(http::Method::GET, "/here").header("authorization", "Bearer own");
    assert_eq!(other_origin(&own.await.unwrap_err()), away.url);
    let error = client.request(http::Method::GET, "/here").await.unwrap_err();
    assert_eq!(error.errcode(), Some(&ErrorCode::MissingToken));
}

const WHOAMI: &str = "/_matrix/client/v3/account/whoami";
const REFRESH: &str = "/_matrix/client/v3/refresh";

#[tokio::test]
async fn another_origin_cannot_trigger_a_refresh() {
    let away = Server::responding(|_| json_response("401 No", SOFT_LOGOUT)).await;
    let home = Server::scripted(vec![to(&format!("{}/x", away.url)), refreshed(), me()]).await;
    let client = refreshing(&home, RetryPolicy::never());
    let error = client.whoami().send().await.unwrap_err();
    assert_eq!(other_origin(&error), away.url);
    assert!(!error.is_final() && error.to_string().contains(&away.url), "{error}");
    assert_eq!(requests(&home), pairs(&[(WHOAMI, "Bearer syt_hidden")]));
    assert_eq!(requests(&away), pairs(&[("/x", "")]));

    // A redirect back to the home origin does not change that.
    let home = Server::responding(|request| match request.path() {
        "/back" => json_response("401 No", SOFT_LOGOUT),
        REFRESH => refreshed(),
        _ => to(request.header("x-away").first().copied().unwrap_or("/unknown")),
    })
    .await;
    let back = format!("{}/back", home.url);
    let away = Server::responding(move |_| to(&back)).await;
    let client = refreshing(&home, RetryPolicy::never());
    let mut call = Call::new(client.session(), operation("getTokenOwner"));
    call.header("x-away", &away.url);
    let error = call.send_empty().await.unwrap_err();
    assert_eq!(other_origin(&error), away.url);
    assert_eq!(requests(&home), pairs(&[(WHOAMI, "Bearer syt_hidden"), ("/back", "")]));
    assert_eq!(client.session().tokens().unwrap().access_token().expose(), "syt_hidden");
}

#[tokio::test]
async fn the_home_origin_can_trigger_a_refresh_after_redirects() {
    let home = Server::scripted(vec![
        to("/moved"),
        json_response("401 No", SOFT_LOGOUT),
        refreshed(),
        to("/moved"),
        me(),
    ])
    .await;
    refreshing(&home, RetryPolicy::never()).whoami().send().await.unwrap();
    let expected = [
        (WHOAMI, "Bearer syt_hidden"),
        ("/moved", "Bearer syt_hidden"),
        (REFRESH, ""),
        (WHOAMI, "Bearer syt_new"),
        ("/moved", "Bearer syt_new"),
    ];
    assert_eq!(requests(&home), pairs(&expected));
}

#[tokio::test]
async fn a_retry_starts_at_the_home_origin() {
    let away = Server::scripted(vec![response("503 No", &[("Retry-After", "0")], b"")]).await;
    let home = Server::scripted(vec![
        to(&format!("{}/x", away.url)),
        json_response("401 No", SOFT_LOGOUT),
        refreshed(),
        to("/moved"),
        me(),
    ])
    .await;
    refreshing(&home, RetryPolicy::default()).whoami().send().await.unwrap();
    let expected = [
        (WHOAMI, "Bearer syt_hidden"),
        (WHOAMI, "Bearer syt_hidden"),
        (REFRESH, ""),
        (WHOAMI, "Bearer syt_new"),
        ("/moved", "Bearer syt_new"),
    ];
    assert_eq!(requests(&home), pairs(&expected));
    assert_eq!(requests(&away), pairs(&[("/x", "")]));
}

fn operation(id: &str) -> &'static Operation {
    OPERATIONS.iter().find(|operation| operation.id == id).unwrap()
}

#[tokio::test]
async fn another_origin_cannot_ask_for_a_password() {
    let asked = Arc::new(AtomicUsize::new(0));
    let record = Arc::clone(&asked);
    let uia = Uia::new().stage("m.login.password", move |_| {
        record.fetch_add(1, Ordering::SeqCst);
        async { Ok(serde_json::Map::from_iter([("password".into(), "pw_hidden".into())])) }
    });
    let uia = Arc::new(uia);
    let away = Server::responding(|_| json_response("401 No", CHALLENGE)).await;
    let home = Server::scripted(vec![
        to(&format!("{}/x", away.url)),
        // The home origin may ask, here after a redirect.
        to("/moved"),
        json_response("401 No", CHALLENGE),
        me(),
    ])
    .await;
    let client = refreshing(&home, RetryPolicy::never());
    let send = async || {
        let mut call = Call::new(client.session(), operation("getTokenOwner"));
        call.options(CallOptions::new().uia(Arc::clone(&uia)));
        call.send_empty().await
    };
    let error = send().await.unwrap_err();
    assert_eq!(other_origin(&error), away.url);
    assert_eq!((asked.load(Ordering::SeqCst), home.requests().len()), (0, 1));
    send().await.unwrap();
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    assert_eq!(home.requests()[3].json()["auth"]["password"], "pw_hidden");
    assert!(!away.request().text().contains("hidden"));
}
