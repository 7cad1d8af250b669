//! Logins with a device code.

use std::time::{Duration, Instant};

use matrix_openapi::Error;
use matrix_openapi::oauth::OAuthError;
use matrix_openapi_testing::{AuthorizationServer, DEVICE_CODE, json_response, response};
use serde_json::{Value, json};

use super::clients::{bot, client, oauth};

const TOKEN: &str = "/oauth2/token";

fn refusal(code: &str) -> Vec<u8> {
    json_response("400 No", &json!({"error": code}).to_string())
}

#[tokio::test]
async fn a_bot_logs_in_while_its_user_enters_a_code() {
    let authorization_server = AuthorizationServer::default();
    let server = authorization_server.start().await;
    authorization_server.respond(
        TOKEN,
        vec![refusal("authorization_pending"), Vec::new(), json_response("503 No", "<html>")],
    );
    let oauth = oauth(&server).await;
    let login = oauth.device_code().await.unwrap();
    assert_eq!(login.verification_uri(), "https://auth.example.org/link");
    assert_eq!(login.verification_uri_complete(), Some("https://auth.example.org/link?code=ABCD-EFGH"));
    assert_eq!(login.user_code(), "ABCD-EFGH");
    assert!(login.expires_in() > Duration::from_secs(50));
    assert!(!format!("{login:?}").contains("hidden") && !format!("{login:?}").contains("ABCD"));
    let device_id = login.device_id().to_owned();
    let begun = Instant::now();
    let alice = login.wait().await.unwrap();
    // Two polls failed, and each added five seconds to the interval of one second.
    assert!(begun.elapsed() >= Duration::from_secs(1 + 1 + 6 + 11), "{:?}", begun.elapsed());
    let me = alice.whoami().send().await.unwrap();
    assert_eq!((me.user_id.as_str(), me.device_id), ("@a:example.org", Some(device_id)));

    // The requests of the registration and the login.
    let requests = server.requests();
    let registration =
        requests.iter().find(|request| request.path() == "/oauth2/registration").unwrap().json();
    let expected = json!({
        "client_uri": "https://example.org/bot", "client_name": "my bot", "client_name#fr": "mon bot",
        "redirect_uris": ["http://127.0.0.1/"], "application_type": "native", "token_endpoint_auth_method": "none",
        "grant_types": ["authorization_code", "refresh_token", DEVICE_CODE],
        "response_types": ["code"],
    });
    assert_eq!(registration, expected);
}

#[tokio::test]
async fn polling_slows_down_and_ends_as_the_server_says() {
    for (code, is_expected) in [
        ("access_denied", (|error| matches!(error, Error::OAuth(OAuthError::Denied))) as fn(&Error) -> bool),
        ("expired_token", |error| matches!(error, Error::OAuth(OAuthError::Expired))),
        ("invalid_grant", |error| matches!(error, Error::OAuth(OAuthError::Refused(_)))),
    ] {
        let authorization_server = AuthorizationServer::default();
        let server = authorization_server.start().await;
        authorization_server.respond(TOKEN, vec![refusal("slow_down"), refusal(code)]);
        let begun = Instant::now();
        let error = oauth(&server).await.device_code().await.unwrap().wait().await.unwrap_err();
        assert!(is_expected(&error), "{error:?}");
        assert!(begun.elapsed() >= Duration::from_secs(1 + 6), "{:?}", begun.elapsed());
    }
}

#[tokio::test]
async fn a_server_that_fails_temporarily_is_polled_again_when_it_allows() {
    for (refusal, least) in [
        (response("429 Slow", &[("Retry-After", "8")], b""), 9),
        (response("503 No", &[("Retry-After", "1")], b""), 6),
        (refusal("temporarily_unavailable"), 6),
        (refusal("server_error"), 6),
    ] {
        let authorization_server = AuthorizationServer::default();
        let server = authorization_server.start().await;
        authorization_server.respond(TOKEN, vec![refusal.clone()]);
        let shown = String::from_utf8_lossy(&refusal).into_owned();
        let login = oauth(&server).await.device_code().await.unwrap();
        let begun = Instant::now();
        login.wait().await.unwrap_or_else(|error| panic!("{shown}: {error}"));
        assert!(begun.elapsed() >= Duration::from_secs(1 + least), "{shown}: {:?}", begun.elapsed());
    }
}

#[tokio::test]
async fn intervals_and_lifetimes_are_bounded_whatever_the_server_says() {
    const YEARS: u64 = 1 << 40;
    for (fields, polls, least, most) in [
        // The client polls at most once a second.
        (json!({"interval": 0, "expires_in": 3}), 2..=4, 2, 8),
        (json!({"interval": -5, "expires_in": 2}), 0..=1, 1, 5),
        // The client polls once before the code expires, however long the interval is.
        (json!({"interval": YEARS, "expires_in": 2}), 1..=1, 1, 6),
        (json!({"interval": "1", "expires_in": "2"}), 1..=2, 1, 6),
        (json!({"interval": 1, "expires_in": 0}), 0..=0, 0, 2),
    ] {
        let authorization_server = AuthorizationServer::default();
        authorization_server.0.lock().unwrap().decision = None;
        authorization_server.change("/oauth2/device", fields.clone());
        let server = authorization_server.start().await;
        let login = oauth(&server).await.device_code().await.unwrap();
        let begun = Instant::now();
        let error = login.wait().await.unwrap_err();
        assert!(matches!(error, Error::OAuth(OAuthError::Expired)), "{fields}: {error:?}");
        let took = begun.elapsed().as_secs();
        assert!((least..=most).contains(&took), "{fields}: {took}");
        let sent = server.requests().iter().filter(|request| request.path() == TOKEN).count();
        assert!(polls.contains(&sent), "{fields}: {sent}");
    }
    for lifetime in [json!(YEARS), json!(u64::MAX), json!(1e300), Value::Null, json!("soon")] {
        let authorization_server = AuthorizationServer::default();
        authorization_server.change("/oauth2/device", json!({"expires_in": lifetime, "interval": YEARS}));
        let server = authorization_server.start().await;
        let login = oauth(&server).await.device_code().await.unwrap();
        assert!(login.expires_in() <= Duration::from_secs(3600), "{lifetime}");
    }
}

#[tokio::test]
async fn a_server_without_the_grant_says_so() {
    for (path, fields) in [
        ("/_matrix/client/v1/auth_metadata", json!({"device_authorization_endpoint": null})),
        ("/_matrix/client/v1/auth_metadata", json!({"grant_types_supported": ["authorization_code"]})),
        // The registered values count, not the requested ones.
        ("/oauth2/registration", json!({"grant_types": ["authorization_code", "refresh_token"]})),
    ] {
        let authorization_server = AuthorizationServer::default();
        authorization_server.change(path, fields.clone());
        let server = authorization_server.start().await;
        let oauth = client(&server).oauth(bot()).await.unwrap();
        let error = oauth.device_code().await.unwrap_err();
        assert!(matches!(error, Error::OAuth(OAuthError::Unsupported(_))), "{fields}: {error:?}");
        drop(oauth.authorization_code().loopback().await.unwrap());
    }
}
