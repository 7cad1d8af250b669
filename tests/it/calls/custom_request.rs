//! Custom requests, which the description does not have.

use std::collections::BTreeMap;
use std::time::Duration;

use http::Method;
use matrix_openapi::http::RetryPolicy;
use matrix_openapi::{CallOptions, ClientBuilder, Credentials, Error};
use matrix_openapi_testing::{Server, json_response, response};
use serde::Deserialize;
use serde_json::json;

use super::{Probe, user};

#[derive(Debug, Deserialize, PartialEq)]
struct Version {
    server_version: String,
}

#[tokio::test]
async fn the_program_chooses_the_request_and_the_type_of_its_response() {
    let server = Server::json(r#"{"server_version":"1.2"}"#).await;
    let client: Probe = ClientBuilder::new(&format!("{}/prefix", server.url)).build().unwrap();
    let version = client.0.request(Method::GET, "/_synapse/admin/v1/server_version").send_as::<Version>();
    assert_eq!(version.await.unwrap(), Version { server_version: "1.2".to_owned() });
    let request = server.request();
    assert_eq!(request.line, "GET /prefix/_synapse/admin/v1/server_version");
    assert!(request.header("authorization").is_empty() && request.body.is_empty());
}

#[tokio::test]
async fn segments_queries_headers_and_bodies_are_sent_unchanged() {
    let server = Server::json("{}").await;
    let session = user(&server);
    let request = session.request(Method::PUT, "/_synapse/admin/v2/users/").segment("@a/b?:c").segment("é");
    let request = request.query("from", 10).query("q&", "x y").header("x-probe", "1");
    let raw = request.json(&json!({"admin": true})).authenticated().send_raw().await.unwrap();
    assert_eq!(raw.json(), "{}");
    let request = server.request();
    assert_eq!(request.line, "PUT /_synapse/admin/v2/users/%40a%2Fb%3F%3Ac/%C3%A9?from=10&q%26=x%20y");
    assert_eq!(request.body, br#"{"admin":true}"#);
    assert_eq!(request.header("content-type"), ["application/json"]);
    assert_eq!(request.header("x-probe"), ["1"]);
    assert_eq!(request.header("authorization"), ["Bearer syt_hidden"]);

    let server = Server::json("{}").await;
    let session = user(&server);
    let upload = session.request(Method::POST, "/upload").body("text").header("content-type", "text/plain");
    upload.send().await.unwrap();
    let request = server.request();
    assert_eq!((request.line.as_str(), &request.body[..]), ("POST /upload", &b"text"[..]));
    assert_eq!(request.header("content-type"), ["text/plain"]);
    assert!(request.header("authorization").is_empty(), "the request was not `authenticated`");
}

#[tokio::test]
async fn the_credential_stays_with_its_origin() {
    let other = Server::json(r#"{"server_version":"1.2"}"#).await;
    let there = format!("{}/there", other.url);
    let redirect = response("307 Temporary Redirect", &[("Location", there.as_str())], b"");
    let server = Server::scripted(vec![redirect]).await;
    let session = user(&server);
    session.request(Method::GET, "/here").authenticated().send().await.unwrap();
    assert_eq!(server.request().header("authorization"), ["Bearer syt_hidden"]);
    let request = other.request();
    assert_eq!(request.line, "GET /there");
    assert!(request.header("authorization").is_empty());
}

#[tokio::test]
async fn a_request_without_the_credential_that_it_asks_for_is_not_sent() {
    let server = Server::json("{}").await;
    let anonymous: Probe = ClientBuilder::new(&server.url).build().unwrap();
    let error = anonymous.0.request(Method::GET, "/a").authenticated().send().await.unwrap_err();
    assert!(matches!(error, Error::Credentials { operation: "request", held: None, .. }), "{error:?}");
    let identity = anonymous.0.with_credentials(Credentials::identity("t"));
    let error = identity.request(Method::GET, "/a").authenticated().send().await.unwrap_err();
    assert!(matches!(error, Error::Credentials { held: Some(_), .. }), "{error:?}");
    // Other options do not undo this.
    let options = CallOptions::new().retries(RetryPolicy::never());
    let error =
        anonymous.0.request(Method::GET, "/a").authenticated().options(options).send().await.unwrap_err();
    assert!(matches!(error, Error::Credentials { .. }), "{error:?}");
}

#[tokio::test]
async fn headers_of_the_connection_and_a_second_credential_are_refused() {
    let server = Server::json("{}").await;
    let session = user(&server);
    let argument = |error: Error| match error {
        Error::InvalidArgument { argument, .. } => argument.into_owned(),
        error => panic!("{error:?}"),
    };
    for name in [
        "Connection",
        "content-length",
        "Expect",
        "HOST",
        "Keep-Alive",
        "Proxy-Authorization",
        "Proxy-Connection",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
    ] {
        let error = session.request(Method::POST, "/a").header(name, "5").body("text").await.unwrap_err();
        assert_eq!(argument(error), name);
    }
    for path in ["/first", "/last"] {
        let request = session.request(Method::GET, path);
        let request = match path {
            "/first" => request.header("Authorization", "Bearer own").authenticated(),
            _ => request.authenticated().header("Authorization", "Bearer own"),
        };
        let error = request.await.unwrap_err();
        assert_eq!(argument(error), "authorization");
    }
    assert!(server.requests().is_empty());
    session.request(Method::GET, "/a").header("Authorization", "Bearer own").await.unwrap();
    assert_eq!(server.request().header("authorization"), ["Bearer own"]);
}

#[tokio::test]
async fn a_secret_in_a_header_of_the_program_is_redacted_if_the_server_echoes_it() {
    let echo = |request: &matrix_openapi_testing::Request| {
        let text = format!("no {:?} {:?}", request.header("authorization"), request.header("x-api-key"));
        json_response("403 No", &json!({"errcode": "M_FORBIDDEN", "error": text}).to_string())
    };
    let server = Server::responding(echo).await;
    let session = user(&server);
    let request = session.request(Method::GET, "/a").header("Authorization", "Bearer own_hidden");
    let error = request.header("X-Api-Key", "key_hidden").await.unwrap_err();
    assert!(error.to_string().contains('█') && !format!("{error} {error:?}").contains("hidden"), "{error}");
}

#[tokio::test]
async fn a_secret_in_the_path_is_redacted_if_the_server_echoes_it() {
    let echo = |request: &matrix_openapi_testing::Request| {
        let text = format!("no {}", request.path());
        json_response("404 No", &json!({"errcode": "M_NOT_FOUND", "error": text}).to_string())
    };
    let server = Server::responding(echo).await;
    let session = user(&server);
    for request in [
        session.request(Method::DELETE, "/_synapse/admin/v1/registration_tokens").segment("hidden"),
        session.request(Method::GET, "/invites").segment("hidden_0123456789"),
        session.request(Method::GET, "/invites/hidden_0123456789/rooms"),
    ] {
        let error = request.await.unwrap_err();
        assert!(
            error.to_string().contains('█') && !format!("{error} {error:?}").contains("hidden"),
            "{error}"
        );
    }
    let request = session.request(Method::GET, "/_synapse/admin/v2/users").segment("@alice:example.org");
    let error = request.await.unwrap_err();
    assert!(error.to_string().contains("v2/users/") && !error.to_string().contains('█'), "{error}");
}

#[tokio::test]
async fn paths_that_lead_elsewhere_are_refused() {
    let server = Server::json("{}").await;
    let session = user(&server);
    let dots = ["/..", "/a/../b", "/a/%2e%2E/b", "/a/.%2e", "/a\\..\\b", "/./a", "/a/.\t./b", "/a/.\n./b"];
    for path in ["", "a", "a://b/", "/a?b", "/a#b"].into_iter().chain(dots) {
        let error = session.request(Method::GET, path).send().await.unwrap_err();
        let Error::InvalidArgument { argument, .. } = &error else { panic!("{path}: {error:?}") };
        assert_eq!(argument, "path", "{path}");
        assert!(error.is_final(), "{path}");
    }
    for segment in ["", ".", ".."] {
        let error = session.request(Method::GET, "/a").segment(segment).send().await.unwrap_err();
        assert!(matches!(error, Error::InvalidArgument { .. }), "{segment:?}: {error:?}");
    }
    let method = Method::from_bytes(b"BREW").unwrap();
    assert!(matches!(session.request(method, "/a").send().await, Err(Error::InvalidArgument { .. })));
}

#[tokio::test]
async fn requests_that_change_nothing_are_retried() {
    let unavailable = || json_response("503 Service Unavailable", "{}");
    let server =
        Server::scripted(vec![unavailable(), json_response("200 OK", r#"{"a":1}"#), unavailable()]).await;
    let session = user(&server);
    let retry = || CallOptions::from(RetryPolicy::new(1, Duration::from_secs(1)));
    let read =
        session.request(Method::GET, "/a").options(retry()).send_as::<BTreeMap<String, u8>>().await.unwrap();
    assert_eq!(read["a"], 1);
    let error = session.request(Method::POST, "/a").options(retry()).send().await.unwrap_err();
    assert_eq!(error.api().map(|error| error.status.as_u16()), Some(503));
}
