//! Discovery: each outcome of the specification, the limits, and the versions that a homeserver supports.

use std::error::Error as _;
use std::sync::Arc;
use std::time::Duration;

use http::{Method, StatusCode};
use matrix_openapi::auth::Authentication;
use matrix_openapi::client_server::{Client, op};
use matrix_openapi::discovery::{Discovered, DiscoveryError, DiscoveryOutcome, DiscoveryProblem};
use matrix_openapi::error::{BaseUrlError, RedirectError};
use matrix_openapi::http::{Api, Operation};
use matrix_openapi::{Credentials, Error, identity};
use matrix_openapi_testing::{ClosedPort, Server, json_response, response};
use tokio::io::AsyncWriteExt;

const VERSIONS: &str = r#"{"versions":["r0.6.1","v1.1","v1.11"],"unstable_features":{"org.example.a":true}}"#;
const LIMIT: usize = 64 << 10;

async fn discover(domain: &Server) -> Result<Discovered, DiscoveryError> {
    Client::discover("@alice:example.org").at(&domain.url).await
}

/// Returns the error of discovery at a domain with these responses.
async fn failure(responses: Vec<Vec<u8>>) -> DiscoveryError {
    let domain = Server::scripted(responses).await;
    let error = discover(&domain).await.unwrap_err();
    no_secret_or_text(&error);
    error
}

/// Returns the error of discovery at a domain that publishes this document.
async fn published(text: &str) -> DiscoveryError {
    failure(vec![json_response("200 OK", text)]).await
}

fn no_secret_or_text(error: &DiscoveryError) {
    let mut printed = format!("{error} {error:?}");
    let mut source = error.source();
    while let Some(error) = source {
        printed.push_str(&format!(" {error} {error:?}"));
        source = error.source();
    }
    assert!(!printed.contains("hidden"), "{printed}");
}

fn names(homeserver: &str) -> String {
    format!(r#"{{"m.homeserver":{{"base_url":"{homeserver}"}}}}"#)
}

fn expect(error: &DiscoveryError, outcome: DiscoveryOutcome, problem: DiscoveryProblem) {
    assert_eq!((error.outcome, error.problem), (outcome, problem), "{error:?}");
}

#[tokio::test]
async fn a_domain_leads_to_its_servers() {
    let homeserver =
        Server::scripted(vec![json_response("200 OK", VERSIONS), json_response("200 OK", VERSIONS)]).await;
    let identity = Server::json("{}").await;
    let text = format!(
        r#"{{ "m.identity_server": {{"base_url":"{}/id/"}}, "org.example.n": 1.50,
           "m.homeserver": {{"base_url":"{}/hs/"}} }}"#,
        identity.url, homeserver.url
    );
    let domain = Server::json(&text).await;

    let found = discover(&domain).await.unwrap();

    assert_eq!(found.base_url, format!("{}/hs", homeserver.url));
    assert_eq!(found.identity_server, Some(format!("{}/id", identity.url)));
    assert_eq!(found.versions, ["r0.6.1", "v1.1", "v1.11"]);
    assert_eq!(found.well_known.json(), text);
    assert_eq!(domain.request().line, "GET /.well-known/matrix/client");
    assert_eq!(homeserver.request().line, "GET /hs/_matrix/client/versions");
    assert_eq!(identity.request().line, "GET /id/_matrix/identity/v2");
    for request in [domain.request(), homeserver.request(), identity.request()] {
        assert_eq!(request.header("authorization"), Vec::<&str>::new());
        assert_eq!((request.line.contains('?'), request.body.len()), (false, 0));
    }

    let client = found.client_builder().build().unwrap();
    client.get_versions().send().await.unwrap();
    assert_eq!(homeserver.requests()[1].line, "GET /hs/_matrix/client/versions");
}

#[tokio::test]
async fn an_identity_server_is_optional() {
    for rest in ["", r#","m.identity_server":null"#] {
        let homeserver = Server::json(VERSIONS).await;
        let text = format!(r#"{{"m.homeserver":{{"base_url":"{}"}}{rest}}}"#, homeserver.url);
        let found = discover(&Server::json(&text).await).await.unwrap();
        assert_eq!(found.identity_server, None, "{text}");
    }
}

#[tokio::test]
async fn a_domain_that_publishes_nothing_is_ignored() {
    let error =
        failure(vec![json_response("404 Not Found", r#"{"errcode":"M_NOT_FOUND","error":"no"}"#)]).await;
    expect(&error, DiscoveryOutcome::Ignore, DiscoveryProblem::Nothing);
    assert!(error.to_string().starts_with("discovery: the domain has published nothing: "), "{error}");
    let error =
        failure(vec![response("404 Not Found", &[("Content-Type", "text/html")], b"<p>hidden")]).await;
    expect(&error, DiscoveryOutcome::Ignore, DiscoveryProblem::Nothing);
}

#[tokio::test]
async fn any_other_status_prompts_without_a_retry() {
    let good = names("https://example.org");
    for status in [
        "201 Created",
        "203 Non-Authoritative Information",
        "204 No Content",
        "304 Not Modified",
        "400 Bad Request",
        "403 Forbidden",
        "410 Gone",
        "429 Too Many Requests",
        "500 Internal Server Error",
        "502 Bad Gateway",
        "503 Service Unavailable",
    ] {
        let body = if status.starts_with("204") || status.starts_with("304") { "" } else { &good };
        let domain =
            Server::scripted(vec![json_response(status, body), json_response("200 OK", &good)]).await;
        let error = discover(&domain).await.unwrap_err();
        expect(&error, DiscoveryOutcome::FailPrompt, DiscoveryProblem::Unavailable);
        assert_eq!(domain.requests().len(), 1, "{status}");
    }
}

#[tokio::test]
async fn a_document_without_a_homeserver_prompts() {
    let deep = format!("{}{}", "[".repeat(30_000), "]".repeat(30_000));
    let deep_member = format!(r#"{{"m.homeserver":{deep}}}"#);
    for text in [
        "",
        "<html>hidden</html>",
        "[]",
        "null",
        r#""hidden""#,
        "{}",
        r#"{"m.homeserver":null}"#,
        r#"{"m.homeserver":"https://hidden.example.org"}"#,
        r#"{"m.homeserver":{}}"#,
        r#"{"m.homeserver":{"base_url":null}}"#,
        r#"{"m.homeserver":{"base_url":["hidden"]}}"#,
        r#"{"m.homeserver":{"base_url":"https://a.example.org"}"#,
        r#"{"m.homeserver":{"base_url":"https://a.example.org"},"m.homeserver":{"base_url":"https://b.example.org"}}"#,
        &deep,
        &deep_member,
    ] {
        let error = published(text).await;
        expect(&error, DiscoveryOutcome::FailPrompt, DiscoveryProblem::Malformed);
        assert!(matches!(error.source, Some(Error::Decode(_))), "{error:?}");
    }
}

#[tokio::test]
async fn an_unusable_homeserver_url_is_a_failure() {
    for (url, expected) in [
        ("", BaseUrlError::Syntax),
        ("example.org", BaseUrlError::Syntax),
        ("https://", BaseUrlError::Syntax),
        ("ftp://example.org", BaseUrlError::Scheme),
        ("http://example.org", BaseUrlError::DiscoveryPlainHttp),
        ("https://user:hidden@example.org", BaseUrlError::Userinfo),
        ("https://example.org/?hidden", BaseUrlError::Query),
        ("https://example.org/#hidden", BaseUrlError::Fragment),
    ] {
        let error = published(&names(url)).await;
        expect(&error, DiscoveryOutcome::FailError, DiscoveryProblem::Homeserver);
        assert!(
            matches!(&error.source, Some(Error::BaseUrl(reason)) if *reason == expected),
            "{url}: {error:?}"
        );
    }
}

#[tokio::test]
async fn a_url_without_a_homeserver_is_a_failure() {
    let long = format!(r#"{{"versions":["v1.1"],"pad":"{}"}}"#, "x".repeat(LIMIT));
    for wrong in [
        json_response("404 Not Found", r#"{"error":"no"}"#),
        json_response("401 Unauthorized", "{}"),
        json_response("502 Bad Gateway", "hidden"),
        json_response("200 OK", "<html>hidden</html>"),
        json_response("200 OK", "{}"),
        json_response("200 OK", r#"{"versions":"v1.1"}"#),
        json_response("200 OK", &long),
    ] {
        let homeserver = Server::scripted(vec![wrong, json_response("200 OK", VERSIONS)]).await;
        let error = published(&names(&homeserver.url)).await;
        expect(&error, DiscoveryOutcome::FailError, DiscoveryProblem::Homeserver);
        assert_eq!(homeserver.requests().len(), 1);
    }
    let error = published(&names(&ClosedPort::reserve().url)).await;
    expect(&error, DiscoveryOutcome::FailError, DiscoveryProblem::Homeserver);
    assert!(matches!(error.source, Some(Error::Transport { .. })), "{error:?}");
}

/// Returns the error about the identity server at a domain with a good homeserver and this entry for the identity
/// server.
async fn without_identity(rest: &str) -> Arc<DiscoveryError> {
    let homeserver = Server::json(VERSIONS).await;
    let text =
        format!(r#"{{"m.homeserver":{{"base_url":"{}"}},"m.identity_server":{rest}}}"#, homeserver.url);
    let found = discover(&Server::json(&text).await).await.unwrap_or_else(|error| panic!("{rest}: {error}"));
    assert_eq!((found.base_url, found.identity_server), (homeserver.url, None), "{rest}");
    let error = found.identity_server_error.unwrap();
    no_secret_or_text(&error);
    error
}

#[tokio::test]
async fn a_malformed_identity_server_does_not_hide_the_homeserver() {
    for identity in ["{}", "[]", "7", r#""hidden""#, r#"{"base_url":null}"#, r#"{"base_url":1}"#] {
        let error = without_identity(identity).await;
        expect(&error, DiscoveryOutcome::FailPrompt, DiscoveryProblem::Malformed);
    }
}

#[tokio::test]
async fn an_unusable_identity_server_does_not_hide_the_homeserver() {
    let named = |url: &str| format!(r#"{{"base_url":"{url}"}}"#);
    let error = without_identity(&named("http://example.org")).await;
    expect(&error, DiscoveryOutcome::FailError, DiscoveryProblem::IdentityServer);
    assert!(matches!(error.source, Some(Error::BaseUrl(BaseUrlError::DiscoveryPlainHttp))), "{error:?}");
    let error = without_identity(&named(&ClosedPort::reserve().url)).await;
    expect(&error, DiscoveryOutcome::FailError, DiscoveryProblem::IdentityServer);

    for wrong in [
        json_response("404 Not Found", "{}"),
        json_response("500 Internal Server Error", "{}"),
        json_response("502 Bad Gateway", "<html>"),
        json_response("200 OK", "<html>hidden</html>"),
        json_response("200 OK", "[]"),
    ] {
        let identity = Server::scripted(vec![wrong]).await;
        let error = without_identity(&named(&identity.url)).await;
        expect(&error, DiscoveryOutcome::FailError, DiscoveryProblem::IdentityServer);
        assert_eq!(identity.request().line, "GET /_matrix/identity/v2");
    }
}

#[tokio::test]
async fn a_byte_order_mark_is_skipped() {
    let homeserver = Server::json(VERSIONS).await;
    let domain = Server::json(&format!("\u{feff}{}", names(&homeserver.url))).await;
    let found = discover(&domain).await.unwrap();
    assert_eq!(found.base_url, homeserver.url);
    assert_eq!(found.well_known.json(), names(&homeserver.url));
}

#[tokio::test]
async fn a_malformed_version_does_not_hide_the_others() {
    let homeserver = Server::json(r#"{"versions":[1.1,null,"v1.11",{}]}"#).await;
    let found = discover(&Server::json(&names(&homeserver.url)).await).await.unwrap();
    assert_eq!(found.versions, ["v1.11"]);
}

#[tokio::test]
async fn an_unreachable_domain_prompts() {
    let error = Client::discover("example.org").at(&ClosedPort::reserve().url).await.unwrap_err();
    expect(&error, DiscoveryOutcome::FailPrompt, DiscoveryProblem::Unavailable);
    assert!(matches!(error.source, Some(Error::Transport { .. })), "{error:?}");
    // The response ends within the body.
    let cut = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"m.home".to_vec();
    let error = failure(vec![cut]).await;
    expect(&error, DiscoveryOutcome::FailPrompt, DiscoveryProblem::Unavailable);
}

#[tokio::test]
async fn a_response_without_an_end_times_out() {
    let domain = Server::handling(|_, mut stream| async move {
        let head = b"HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n";
        let _ = stream.write_all(head).await;
        while stream.write_all(b" ").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
    let discovery = Client::discover("example.org").at(&domain.url).timeout(Duration::from_millis(300));
    let error = tokio::time::timeout(Duration::from_secs(20), discovery.into_future()).await.unwrap();
    let error = error.unwrap_err();
    expect(&error, DiscoveryOutcome::FailPrompt, DiscoveryProblem::Unavailable);
    assert!(matches!(error.source, Some(Error::Timeout { .. })), "{error:?}");
}

#[tokio::test]
async fn a_document_may_have_64_kib() {
    let sized = |homeserver: &str, size: usize| {
        let text = names(homeserver);
        format!("{text}{}", " ".repeat(size - text.len()))
    };
    let homeserver = Server::json(VERSIONS).await;
    let found = discover(&Server::json(&sized(&homeserver.url, LIMIT)).await).await.unwrap();
    assert_eq!(found.base_url, homeserver.url);

    let long = sized("https://example.org", LIMIT + 1);
    let unannounced = format!("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{long}").into_bytes();
    for too_long in [json_response("200 OK", &long), unannounced] {
        let error = failure(vec![too_long]).await;
        expect(&error, DiscoveryOutcome::FailPrompt, DiscoveryProblem::Unavailable);
        assert!(matches!(error.source, Some(Error::BodyTooLarge { limit: LIMIT, .. })), "{error:?}");
    }
}

fn redirect(location: &str) -> Vec<u8> {
    response("302 Found", &[("Location", location)], b"")
}

#[tokio::test]
async fn redirects_of_the_domain_are_followed_up_to_a_limit() {
    let homeserver = Server::json(VERSIONS).await;
    let elsewhere = Server::json(&names(&homeserver.url)).await;
    let mut responses: Vec<_> = (1..10).map(|step| redirect(&format!("/step/{step}?q=1"))).collect();
    responses.push(redirect(&format!("{}/there", elsewhere.url)));
    let domain = Server::scripted(responses).await;
    let found = discover(&domain).await.unwrap();
    assert_eq!(found.base_url, homeserver.url);
    assert_eq!(domain.requests()[9].line, "GET /step/9?q=1");
    assert_eq!(elsewhere.request().line, "GET /there");
    assert_eq!(elsewhere.request().header("authorization"), Vec::<&str>::new());

    let domain = Server::scripted(vec![redirect("/.well-known/matrix/client"); 20]).await;
    let error = discover(&domain).await.unwrap_err();
    expect(&error, DiscoveryOutcome::FailPrompt, DiscoveryProblem::Unavailable);
    assert!(
        matches!(error.source, Some(Error::Redirect { problem: RedirectError::TooMany, .. })),
        "{error:?}"
    );
    assert_eq!(domain.requests().len(), 11);
}

#[tokio::test]
async fn unusable_redirects_prompt() {
    for location in ["ftp://example.org/", "https://user:hidden@example.org/", "https://"] {
        let error = failure(vec![redirect(location)]).await;
        expect(&error, DiscoveryOutcome::FailPrompt, DiscoveryProblem::Unavailable);
        assert!(
            matches!(error.source, Some(Error::Redirect { problem: RedirectError::Location, .. })),
            "{error:?}"
        );
    }
    // A redirect to a missing document is the same as a missing document.
    let error = failure(vec![redirect("/gone"), json_response("404 Not Found", "")]).await;
    expect(&error, DiscoveryOutcome::Ignore, DiscoveryProblem::Nothing);
}

#[tokio::test]
async fn an_invalid_server_name_sends_no_request() {
    for name in
        ["", "@", "@alice", "alice:", "@alice:", "@alice:exa mple", "https://example.org", "a/b", "[::1"]
    {
        let error = Client::discover(name).await.unwrap_err();
        expect(&error, DiscoveryOutcome::FailPrompt, DiscoveryProblem::Name);
        assert!(error.source.is_none());
    }
    for address in ["http://example.org", "https://user:hidden@example.org", "example.org"] {
        let discovery = Client::discover("@alice:example.org").at(address);
        assert!(!format!("{discovery:?}").contains("hidden"));
        let error = discovery.await.unwrap_err();
        expect(&error, DiscoveryOutcome::FailPrompt, DiscoveryProblem::Name);
        assert!(matches!(error.source, Some(Error::BaseUrl(_))), "{error:?}");
        no_secret_or_text(&error);
    }
}

#[tokio::test]
async fn a_given_http_client_is_used_and_passed_on() {
    let http = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .user_agent("mine/1")
        .default_headers([(http::header::VIA, http::HeaderValue::from_static("mine"))].into_iter().collect())
        .build()
        .unwrap();
    let homeserver = Server::scripted(vec![json_response("200 OK", VERSIONS); 2]).await;
    let domain = Server::json(&names(&homeserver.url)).await;
    let found = Client::discover("example.org").at(&domain.url).http_client(http).await.unwrap();
    found.client_builder().build().unwrap().get_versions().send().await.unwrap();
    let requests = [domain.requests(), homeserver.requests()].concat();
    assert_eq!(requests.len(), 3);
    for request in requests {
        assert_eq!(request.header("via"), ["mine"]);
        assert_eq!(request.header("user-agent"), ["mine/1"]);
    }
}

fn added(api: Api, added: Option<&'static str>) -> Operation {
    let mut operation = Operation::new(api, "probe", "probe", Method::GET, "/", Authentication::None);
    operation.added = added;
    operation
}

async fn supports(client: &Client, release: Option<&'static str>) -> bool {
    client.supports_operation(&added(Api::ClientServer, release)).await.unwrap()
}

#[tokio::test]
async fn versions_are_requested_once_for_all_clones_and_without_a_credential() {
    let server = Server::json(VERSIONS).await;
    let client =
        Client::builder(&server.url).credentials(Credentials::access_token("hidden")).build().unwrap();
    let (clone, other) = (client.clone(), client.with_credentials(Credentials::access_token("hidden2")));
    let calls = tokio::join!(
        supports(&client, Some("1.11")),
        supports(&clone, Some("1.12")),
        supports(&other, Some("1.2")),
        supports(&clone, None),
    );
    assert_eq!(calls, (true, false, true, true));
    assert!(!supports(&client, Some("1.19")).await);
    assert_eq!(server.request().line, "GET /_matrix/client/versions");
    assert_eq!(server.request().header("authorization"), Vec::<&str>::new());
}

#[tokio::test]
async fn an_operation_without_a_version_is_supported_by_any_version() {
    for (versions, expected) in [(r#"["r0.6.1"]"#, (true, false)), ("[]", (false, false))] {
        let server = Server::json(&format!(r#"{{"versions":{versions}}}"#)).await;
        let client = Client::builder(&server.url).build().unwrap();
        assert_eq!((supports(&client, None).await, supports(&client, Some("1.1")).await), expected);
    }
}

#[tokio::test]
async fn a_failed_request_for_versions_is_not_cached() {
    let server = Server::scripted(vec![
        json_response("500 Internal Server Error", ""),
        json_response("200 OK", VERSIONS),
    ])
    .await;
    let client = Client::builder(&server.url).build().unwrap();
    let operation = added(Api::ClientServer, Some("1.1"));
    let error = client.supports_operation(&operation).await.unwrap_err();
    assert_eq!(error.api().unwrap().status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(client.supports_operation(&operation).await.unwrap());
    assert!(client.supports_operation(&operation).await.unwrap());
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn operations_of_other_apis_are_refused_without_a_request() {
    let server = Server::json(VERSIONS).await;
    let client = Client::builder(&server.url).build().unwrap();
    for api in [Api::ServerServer, Api::ApplicationService, Api::Identity, Api::PushGateway] {
        let error = client.supports_operation(&added(api, Some("1.1"))).await.unwrap_err();
        assert!(matches!(error, Error::InvalidArgument { .. }), "{error:?}");
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn operations_are_named_by_their_types() {
    let server = Server::json(r#"{"versions":["v1.1"]}"#).await;
    let client = Client::builder(&server.url).build().unwrap();
    assert!(client.supports(op::GetVersions).await.unwrap());
    assert!(!client.supports(op::GetContentAuthed).await.unwrap());
    assert!(matches!(client.supports(identity::op::LookupUsersV2).await, Err(Error::InvalidArgument { .. })));
}
