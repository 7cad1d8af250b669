//! The client sends a credential to the origin of the base URL only.

use std::sync::{Arc, Mutex};

use matrix_openapi::__private::ApiClient;
use matrix_openapi::client_server::Client;
use matrix_openapi::error::RedirectError;
use matrix_openapi::http::{BoxFuture, Middleware, Next, Operation, RetryPolicy};
use matrix_openapi::{Credentials, Error, server_server};
use matrix_openapi_testing::{Server, json_response, response};
use reqwest::ResponseBuilderExt;

use super::credential_matrix::{self, APPSERVICE, CredentialCase, USER};

/// A middleware that responds to each request with a redirect to the next location, and to the last one with success.
#[derive(Clone, Default)]
struct Network {
    locations: Vec<String>,
    /// The URL and the `Authorization` header of each request.
    seen: Arc<Mutex<Vec<(String, String)>>>,
}

impl Network {
    fn leading_to(locations: &[&str]) -> Self {
        Self { locations: locations.iter().map(|&location| location.to_owned()).collect(), ..Self::default() }
    }

    fn seen(&self) -> Vec<(String, String)> {
        self.seen.lock().unwrap().clone()
    }
}

impl Middleware for Network {
    fn handle<'a>(
        &'a self,
        _: &'static Operation,
        request: reqwest::Request,
        _: Next<'a>,
    ) -> BoxFuture<'a, Result<reqwest::Response, Error>> {
        let mut seen = self.seen.lock().unwrap();
        let authorization =
            request.headers().get("authorization").map_or("", |value| value.to_str().unwrap());
        let response = match self.locations.get(seen.len()) {
            Some(location) => http::Response::builder().status(307).header("Location", location),
            None => http::Response::builder().status(200),
        };
        let url = request.url().clone();
        seen.push((url.to_string(), authorization.to_owned()));
        let response = response.url(url).body(r#"{"user_id":"@a:example.org"}"#).unwrap();
        Box::pin(async { Ok(response.into()) })
    }
}

/// Calls `whoami` and returns its outcome with the URL and the `Authorization` header of each request.
async fn whoami(
    base: &str,
    case: &CredentialCase,
    locations: &[&str],
) -> (Result<(), Error>, Vec<(String, String)>) {
    let network = Network::leading_to(locations);
    let client = Client::builder(base).middleware(network.clone()).build().unwrap();
    let client = Client::from_session(case.session(client.session()));
    let outcome = client.whoami().send().await.map(drop);
    (outcome, network.seen())
}

fn bearers() -> impl Iterator<Item = CredentialCase> {
    CredentialCase::all().into_iter().filter(|case| [USER, APPSERVICE].contains(&case.token))
}

/// Returns whether a request has any part of a credential.
fn has_credential((url, authorization): &(String, String)) -> bool {
    !authorization.is_empty()
        || ["access_token=", "user_id=", "device_id="].iter().any(|name| url.contains(name))
}

const HOME: &str = "https://home.example.org/base";

#[tokio::test]
async fn the_origin_is_scheme_host_and_port() {
    let here = "http://127.0.0.1:8008";
    for (base, location, same) in [
        (HOME, "/elsewhere", true),
        (HOME, "?x", true),
        (HOME, "//home.example.org/x", true),
        (HOME, "https://HOME.example.org:443/x?y=1", true),
        (here, "http://127.1:8008/x", true),
        (HOME, "https://home.example.org:8448/x", false),
        (HOME, "//home.example.org:8448/x", false),
        (HOME, "https://other.example.org/x", false),
        (HOME, "https://sub.home.example.org/x", false),
        (HOME, "https://example.org/x", false),
        (HOME, "https://home.example.org./x", false),
        (here, "https://127.0.0.1:8008/x", false),
        (here, "http://localhost:8008/x", false),
        (here, "http://127.0.0.1:8009/x", false),
        (here, "http://127.0.0.1/x", false),
    ] {
        for case in bearers() {
            let (outcome, seen) = whoami(base, &case, &[location]).await;
            outcome.unwrap();
            assert_eq!(seen.len(), 2);
            assert!(seen[0].0.starts_with(base) && has_credential(&seen[0]), "{seen:?}");
            assert_eq!(has_credential(&seen[1]), same, "{} {base} {location}: {seen:?}", case.name);
            let same_as_before = (&seen[0].1, seen[0].0.contains("access_token="))
                == (&seen[1].1, seen[1].0.contains("access_token="));
            assert_eq!(same_as_before, same, "{} {location}: {seen:?}", case.name);
            assert_eq!(seen[1].0.contains("user_id="), same && case.asserts, "{seen:?}");
        }
    }
}

#[tokio::test]
async fn a_redirect_back_home_does_not_restore_the_credential() {
    for case in bearers() {
        let back = "https://home.example.org/_matrix/client/v3/account/whoami";
        let (outcome, seen) =
            whoami(HOME, &case, &["/still-here", "https://other.example.org/x", back, "/at-home"]).await;
        outcome.unwrap();
        let carried: Vec<_> = seen.iter().map(has_credential).collect();
        assert_eq!(carried, [true, true, false, false, false], "{}: {seen:?}", case.name);
    }
}

#[tokio::test]
async fn a_redirect_from_https_to_http_is_refused() {
    for case in bearers() {
        for location in ["http://home.example.org/x", "http://127.0.0.1/x"] {
            let (outcome, seen) = whoami(HOME, &case, &[location]).await;
            let error = outcome.unwrap_err();
            assert!(matches!(error, Error::Redirect { problem: RedirectError::Downgrade, .. }), "{error:?}");
            assert_eq!(seen.len(), 1);
        }
    }
}

#[tokio::test]
async fn a_redirect_to_another_origin_with_the_token_in_its_url_is_refused() {
    for case in bearers() {
        let encoded: String = url::form_urlencoded::byte_serialize(case.token.as_bytes()).collect();
        let all: String = case.token.bytes().map(|byte| format!("%{byte:02x}")).collect();
        for location in [
            format!("https://other.example.org/x?access_token={encoded}"),
            format!("https://other.example.org/{}/x", case.token.replace('/', "%2F")),
            format!("https://other.example.org/x?next={all}"),
        ] {
            let (outcome, seen) = whoami(HOME, &case, &[&location]).await;
            let error = outcome.unwrap_err();
            assert!(
                matches!(
                    error,
                    Error::Redirect { operation: "getTokenOwner", problem: RedirectError::Credential }
                ),
                "{error:?}"
            );
            assert_eq!(seen.len(), 1, "{location}");
            assert!(!format!("{error} {error:?}").contains(case.token));

            // The same applies after another redirect.
            let (outcome, seen) = whoami(HOME, &case, &["https://other.example.org/y", &location]).await;
            assert!(matches!(outcome, Err(Error::Redirect { problem: RedirectError::Credential, .. })));
            assert_eq!(seen.len(), 2);
        }
        // A URL of the home origin may contain the token, which the client does not add again.
        let (outcome, seen) = whoami(HOME, &case, &[&format!("/x?access_token={encoded}")]).await;
        outcome.unwrap();
        assert_eq!(seen[1].0.matches("access_token=").count(), 1, "{seen:?}");
    }
}

#[tokio::test]
async fn servers_on_other_ports_and_hosts_get_no_token() {
    let me = || json_response("200 OK", r#"{"user_id":"@a:example.org"}"#);
    for case in bearers() {
        let away = Server::scripted(vec![me()]).await;
        let to = |url: &str| response("302 Found", &[("Location", &format!("{url}/x"))], b"");
        let home = Server::scripted(vec![to(&away.url)]).await;
        let client = |url: &str| {
            let client = Client::builder(url).retries(RetryPolicy::never()).build().unwrap();
            Client::from_session(case.session(client.session()))
        };
        client(&home.url).whoami().send().await.unwrap();
        assert!(home.request().text().contains(case.token));
        assert!(!away.request().text().contains(case.token));

        let both =
            Server::responding(move |request| match request.header("host")[0].starts_with("127.0.0.1") {
                true => {
                    to(&format!("http://{}", request.header("host")[0].replace("127.0.0.1", "localhost")))
                }
                false => me(),
            })
            .await;
        client(&both.url).whoami().send().await.unwrap();
        let requests = both.requests();
        assert!(requests[0].text().contains(case.token) && !requests[1].text().contains(case.token));
    }
}

#[tokio::test]
async fn only_get_requests_are_redirected() {
    let away = Server::scripted(vec![]).await;
    let location = format!("{}/x", away.url);
    for status in ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"] {
        let home = Server::scripted(vec![response(status, &[("Location", &location)], b""); 2]).await;
        let client = Client::builder(&home.url).credentials(Credentials::access_token(USER)).build().unwrap();
        let logout = client.logout().send().await.map(drop).unwrap_err();
        let refresh = client.refresh("syr_hidden").send().await.map(drop).unwrap_err();
        for error in [logout, refresh] {
            assert!(matches!(error, Error::Redirect { problem: RedirectError::Method, .. }), "{error:?}");
        }
        assert_eq!(home.requests().len(), 2);
    }
    assert!(away.requests().is_empty());
}

#[tokio::test]
async fn each_request_to_the_home_origin_gets_a_new_signature_and_no_other_is_signed() {
    let network = Network::leading_to(&["/elsewhere?x=1", "https://other.example.org/x"]);
    let client = server_server::Client::builder("https://destination.example.org:8448")
        .credentials(Credentials::federation(
            credential_matrix::ORIGIN,
            credential_matrix::DESTINATION,
            credential_matrix::key(),
        ))
        .middleware(network.clone())
        .build()
        .unwrap();
    // The call fails because the response is not a federation response, which does not matter here.
    let _ = client.get_event("$e").send().await;
    let seen = network.seen();
    assert_eq!(seen.len(), 3);
    assert!(seen[0].1.starts_with("X-Matrix ") && seen[1].1.starts_with("X-Matrix "), "{seen:?}");
    assert_ne!(seen[0].1, seen[1].1);
    assert_eq!(seen[2].1, "");
}
