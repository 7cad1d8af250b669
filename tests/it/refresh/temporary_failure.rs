//! Temporary failures: they do not end the session, and a valid token stays in use.

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use matrix_openapi::auth::Tokens;
use matrix_openapi::client_server::Client;
use matrix_openapi::error::SessionError;
use matrix_openapi_testing::{Server, json_response, response};
use tokio::sync::Notify;

use super::homeserver::{Homeserver, Store, client, expired, old, session_error, until_async};
use super::kind::{Kind, both_kinds};

/// Returns responses to a refresh that do not end the session.
fn failures() -> Vec<Vec<u8>> {
    let mut failures = homeserver_failures();
    if Kind::current() == Kind::OAuth {
        // The errors of OAuth 2.0 have other codes, in another field than those of a homeserver.
        failures.extend([
            json_response("400 No", r#"{"error":"temporarily_unavailable"}"#),
            json_response("400 No", r#"{"error":7}"#),
            // Gateways in front of the server send JSON too.
            json_response("400 No", r#"{"status":400,"error":"Bad Request","path":"/oauth2/token"}"#),
            json_response("401 No", r#"{"error":"unauthorized"}"#),
            json_response("403 No", r#"{"error":"forbidden"}"#),
            json_response("404 No", r#"{"error":"Not Found"}"#),
            json_response("404 No", r#"{"error":"not_found"}"#),
            json_response("405 No", r#"{"error":"Method Not Allowed"}"#),
            json_response("408 Late", r#"{"error":"invalid_grant"}"#),
            json_response("429 Slow", r#"{"error":"invalid_grant"}"#),
            json_response("500 No", r#"{"error":"invalid_grant"}"#),
            json_response("503 No", r#"{"error":"invalid_client"}"#),
            json_response("200 OK", r#"{"error":"invalid_grant"}"#),
            json_response("200 OK", &"x".repeat(1 << 17)),
        ]);
    }
    failures
}

fn homeserver_failures() -> Vec<Vec<u8>> {
    let page = |status| response(status, &[("Content-Type", "text/html")], b"<html>no</html>");
    let coded =
        |status, code: &str| json_response(status, &format!(r#"{{"errcode":"{code}","soft_logout":true}}"#));
    vec![
        coded("401 No", "M_USER_LOCKED"),
        coded("403 No", "M_USER_LOCKED"),
        coded("403 No", "M_USER_SUSPENDED"),
        coded("403 No", "M_RESOURCE_LIMIT_EXCEEDED"),
        coded("429 Slow", "M_LIMIT_EXCEEDED"),
        coded("400 No", "M_LIMIT_EXCEEDED"),
        coded("404 No", "M_UNRECOGNIZED"),
        coded("405 No", "M_UNRECOGNIZED"),
        coded("404 No", "M_UNKNOWN_TOKEN"),
        coded("401 No", "M_FORBIDDEN"),
        coded("401 No", "M_MISSING_TOKEN"),
        coded("400 No", "M_UNKNOWN"),
        coded("500 No", "M_UNKNOWN"),
        coded("502 No", "M_UNKNOWN_TOKEN"),
        page("401 No"),
        page("403 No"),
        page("404 No"),
        page("410 Gone"),
        page("522 No"),
        response("302 Away", &[("Location", "/login")], b""),
        json_response("200 OK", "<html>"),
        json_response("200 OK", "{}"),
        json_response("200 OK", r#"{"access_token":null}"#),
        Vec::new(),
    ]
}

async fn a_temporary_failure_does_not_end_the_session() {
    for refusal in failures() {
        for tokens in [old(), expired()] {
            let homeserver = Homeserver::default();
            homeserver.expire();
            *homeserver.refresh_failures.lock().unwrap() = vec![refusal.clone()];
            let (server, store) = (homeserver.start().await, Store::new(&homeserver, 0));
            let client = client(&server, tokens.clone(), &store);
            let error = client.whoami().send().await.unwrap_err();
            let refusal = String::from_utf8_lossy(&refusal).into_owned();
            assert!(matches!(session_error(&error), SessionError::Temporary(_)), "{refusal}: {error:?}");
            assert!(error.is_temporary() && !error.is_final(), "{refusal}");
            assert_eq!(client.session().tokens(), Some(tokens), "{refusal}");
            client.whoami().send().await.unwrap_or_else(|error| panic!("{refusal}: {error}"));
            assert_eq!(homeserver.events().last().unwrap(), "used 2");
        }
    }
}

/// Returns tokens with this lifetime, which are refreshed after four fifths of it.
fn valid_for(time: Duration) -> Tokens {
    Tokens::new("syt_0").with_refresh_token("syr_0").with_expiry(SystemTime::now() + time)
}

async fn call_until_refresh(client: &Client, homeserver: &Homeserver) {
    until_async(async || {
        client.whoami().send().await.unwrap();
        homeserver.refreshes() > 0
    })
    .await;
}

async fn a_valid_token_is_used_until_it_expires_whatever_the_refresh_returns() {
    let locked = json_response("401 No", r#"{"errcode":"M_USER_LOCKED","soft_logout":true}"#);
    let unknown = json_response("404 No", r#"{"errcode":"M_UNRECOGNIZED"}"#);
    let (refused, _) = Kind::current().refusal();
    for refusal in [locked, unknown, refused] {
        let homeserver = Homeserver::default();
        *homeserver.refresh_failures.lock().unwrap() = vec![refusal];
        let (server, store) = (homeserver.start().await, Store::new(&homeserver, 0));
        let client = client(&server, valid_for(Duration::from_secs(5)), &store);
        call_until_refresh(&client, &homeserver).await;
        client.whoami().send().await.unwrap();
        assert_eq!(homeserver.refreshes(), 1, "one refresh while the token is valid");
        assert_eq!(homeserver.events().last().unwrap(), "used 0");
        assert!(client.session().tokens().is_some());
    }
}

async fn a_session_with_a_refused_early_refresh_ends_with_its_access_token() {
    let homeserver = Homeserver::default();
    let (refusal, code) = Kind::current().refusal();
    *homeserver.refresh_failures.lock().unwrap() = vec![refusal];
    let (server, store) = (homeserver.start().await, Store::new(&homeserver, 0));
    let client = client(&server, valid_for(Duration::from_secs(5)), &store);
    call_until_refresh(&client, &homeserver).await;
    // The server rejects the token before it expires.
    homeserver.expire();
    for _ in 0..2 {
        let error = client.whoami().send().await.unwrap_err();
        let SessionError::Refused(refusal) = session_error(&error) else { panic!("{error:?}") };
        assert_eq!(Kind::current().code(refusal).as_deref(), Some(code));
    }
    assert_eq!((homeserver.refreshes(), client.session().tokens()), (1, None));
}

async fn a_stuck_store_does_not_delay_a_valid_token() {
    let homeserver = Homeserver::default();
    let store = Store { gate: Some(Arc::new(Notify::new())), ..Store::new(&homeserver, 0) };
    // This server accepts the old token until the new one is used.
    let kind = Kind::current();
    let server = Server::responding(move |request| match kind.refresh_token(request) {
        Some(_) => json_response("200 OK", &kind.tokens("syt_1", Some("syr_1"), None)),
        None => json_response("200 OK", r#"{"user_id":"@a:example.org","device_id":"D"}"#),
    })
    .await;
    let client = client(&server, valid_for(Duration::from_secs(5)), &store);
    let refreshes = || server.requests().iter().filter(|request| request.path() == kind.path()).count();
    let mut longest = Duration::ZERO;
    let mut after = 0;
    while after < 10 {
        let start = Instant::now();
        client.whoami().send().await.unwrap();
        longest = longest.max(start.elapsed());
        after += refreshes();
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(longest < Duration::from_secs(1), "{longest:?}");
    assert_eq!((refreshes(), store.stored()), (1, None));
    let last = server.requests().pop().unwrap();
    assert_eq!(last.header("authorization"), ["Bearer syt_0"]);
}

async fn a_stuck_refresh_hardly_delays_a_valid_token() {
    let homeserver = Homeserver { gate: Some(Arc::new(Notify::new())), ..Homeserver::default() };
    let (server, store) = (homeserver.start().await, Store::new(&homeserver, 0));
    let client = client(&server, valid_for(Duration::from_secs(15)), &store);
    until_async(async || {
        let start = Instant::now();
        client.whoami().send().await.unwrap();
        assert!(start.elapsed() < Duration::from_secs(4), "{:?}", start.elapsed());
        homeserver.refreshes() > 0
    })
    .await;
    // The refresh has timed out, and no call waits for it again.
    let start = Instant::now();
    for _ in 0..10 {
        client.whoami().send().await.unwrap();
    }
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    assert_eq!(homeserver.events().last().unwrap(), "used 0");
}

both_kinds!(tokio::test: a_temporary_failure_does_not_end_the_session, a_valid_token_is_used_until_it_expires_whatever_the_refresh_returns, a_session_with_a_refused_early_refresh_ends_with_its_access_token, a_stuck_store_does_not_delay_a_valid_token, a_stuck_refresh_hardly_delays_a_valid_token);
