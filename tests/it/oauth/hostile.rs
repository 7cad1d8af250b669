//! Authorization servers that try to block a program, or to give it tokens of others.

use std::time::{Duration, Instant};

use matrix_openapi::Error;
use matrix_openapi::client_server::Client;
use matrix_openapi::error::SessionError;
use matrix_openapi::http::RetryPolicy;
use matrix_openapi::oauth::OAuthError;
use matrix_openapi_testing::{AuthorizationServer, json_response, response};
use serde_json::json;

use super::clients::{bot, client, log_in, oauth};
use super::interrupted::MemoryStore;
use crate::refresh::homeserver::session_error;

const TOKEN: &str = "/oauth2/token";
const WHOAMI: &str = "/_matrix/client/v3/account/whoami";

#[tokio::test]
async fn huge_responses_are_not_read() {
    let huge = || response("200 OK", &[("Content-Type", "application/json")], &vec![b' '; 8 << 20]);
    for path in ["/oauth2/registration", "/oauth2/device", TOKEN] {
        let authorization_server = AuthorizationServer::default();
        authorization_server.respond(path, vec![huge()]);
        let server = authorization_server.start().await;
        let error = async {
            let login = client(&server).oauth(bot()).await?.device_code().await?;
            login.wait().await
        };
        let error = error.await.unwrap_err();
        assert!(matches!(error, Error::BodyTooLarge { .. }), "{path}: {error:?}");
    }
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let elsewhere = AuthorizationServer::default().start().await;
    for status in ["301 Away", "302 Away", "303 Away", "307 Away", "308 Away"] {
        for path in ["/oauth2/registration", "/oauth2/device", TOKEN] {
            let authorization_server = AuthorizationServer::default();
            let away = response(status, &[("Location", &format!("{}{path}", elsewhere.url))], b"");
            authorization_server.respond(path, vec![away]);
            let server = authorization_server.start().await;
            let error = async {
                let login = client(&server).oauth(bot()).await?.device_code().await?;
                login.wait().await
            };
            let error = error.await.unwrap_err();
            assert!(matches!(error, Error::Redirect { .. }), "{path}: {error:?}");
        }
    }
    assert!(elsewhere.requests().is_empty());
}

#[tokio::test]
async fn a_server_that_never_responds_times_out() {
    let authorization_server = AuthorizationServer::default();
    let server = authorization_server.start().await;
    let client = Client::builder(&server.url).timeout(Duration::from_millis(500)).build().unwrap();
    let alice = log_in(&authorization_server, &client).await;
    authorization_server.expire();
    authorization_server.0.lock().unwrap().delay = Duration::from_secs(3600);
    let begun = Instant::now();
    let error = alice.whoami().send().await.unwrap_err();
    assert!(error.is_temporary() && begun.elapsed() < Duration::from_secs(10), "{error:?}");
}

#[tokio::test]
async fn tokens_of_another_user_or_device_after_a_refresh_are_not_used() {
    for (path, fields) in [
        (WHOAMI, json!({"user_id": "@mallory:example.org"})),
        (WHOAMI, json!({"device_id": "OTHER"})),
        (WHOAMI, json!({"device_id": null})),
        (TOKEN, json!({"scope": "urn:matrix:client:api:* urn:matrix:client:device:OTHER"})),
        (TOKEN, json!({"token_type": "mac"})),
    ] {
        let authorization_server = AuthorizationServer::default();
        let server = authorization_server.start().await;
        let store = MemoryStore::default();
        let builder = Client::builder(&server.url).retries(RetryPolicy::never());
        let client = builder.session_store(store.clone()).build().unwrap();
        let alice = log_in(&authorization_server, &client).await;
        let before = store.stored();
        authorization_server.expire();
        authorization_server.change(path, fields.clone());
        server.take_requests();
        for _ in 0..2 {
            let error = alice.whoami().send().await.unwrap_err();
            let SessionError::Refused(refusal) = session_error(&error) else { panic!("{fields}: {error:?}") };
            assert!(matches!(refusal, Error::OtherUser { .. } | Error::OAuth(_)), "{fields}: {refusal:?}");
            assert!(error.is_final() && !format!("{error} {error:?}").contains("hidden"), "{error:?}");
        }
        assert_eq!(alice.session().tokens(), None);
        // The call was rejected once, and the new token was only used to ask for its owner.
        let sent: Vec<_> = server.requests().iter().map(|request| request.path().to_owned()).collect();
        let confirmed = if path == WHOAMI { vec![WHOAMI] } else { Vec::new() };
        assert_eq!(sent, [vec![WHOAMI, TOKEN], confirmed].concat(), "{fields}");
        // The store has no tokens of another user.
        assert_eq!(store.stored(), before, "{fields}");
        if path == TOKEN {
            // The tokens were never used, so the old refresh token is still valid.
            authorization_server.change(path, json!({}));
            client.resume().await.unwrap().unwrap();
        }
    }
}

#[tokio::test]
async fn tokens_that_are_not_valid_in_a_header_affect_neither_the_session_nor_the_store() {
    for token in [json!(""), json!("a\nb"), json!("\u{0}"), json!(7), json!(null)] {
        let authorization_server = AuthorizationServer::default();
        let server = authorization_server.start().await;
        let store = MemoryStore::default();
        let builder = Client::builder(&server.url).retries(RetryPolicy::never());
        let client = builder.session_store(store.clone()).build().unwrap();
        let alice = log_in(&authorization_server, &client).await;
        let before = store.stored();
        authorization_server.expire();
        authorization_server.change(TOKEN, json!({"access_token": token}));
        let error = alice.whoami().send().await.unwrap_err();
        assert!(error.is_temporary(), "{token}: {error:?}");
        assert_eq!(store.stored(), before, "{token}");
        // The server responds properly again; the client requests the lost response again with the old token.
        authorization_server.change(TOKEN, json!({}));
        alice.whoami().send().await.unwrap_or_else(|error| panic!("{token}: {error}"));
    }
}

#[tokio::test]
async fn new_tokens_that_the_homeserver_rejects_are_refreshed_again() {
    let authorization_server = AuthorizationServer::default();
    let server = authorization_server.start().await;
    let alice = log_in(&authorization_server, &client(&server)).await;
    authorization_server.expire();
    authorization_server
        .respond(WHOAMI, vec![json_response("401 No", r#"{"errcode":"M_UNKNOWN_TOKEN"}"#); 2]);
    let error = alice.whoami().send().await.unwrap_err();
    assert!(matches!(session_error(&error), SessionError::Temporary(_)), "{error:?}");
    alice.whoami().send().await.unwrap();
    assert_eq!(authorization_server.session().refreshes, 2);
    assert!(!authorization_server.session().is_over);
}

#[tokio::test]
async fn new_tokens_whose_owner_is_not_known_yet_are_kept_and_not_used() {
    let authorization_server = AuthorizationServer::default();
    let server = authorization_server.start().await;
    let alice = log_in(&authorization_server, &client(&server)).await;
    authorization_server.expire();
    let rejection = json_response("401 No", r#"{"errcode":"M_UNKNOWN_TOKEN"}"#);
    authorization_server.respond(WHOAMI, vec![rejection, json_response("503 No", "{}")]);
    let error = alice.whoami().send().await.unwrap_err();
    assert!(matches!(session_error(&error), SessionError::Temporary(_)), "{error:?}");
    alice.whoami().send().await.unwrap();
    assert_eq!(authorization_server.session().refreshes, 1);
}

#[tokio::test]
async fn a_user_code_that_commands_a_terminal_is_refused() {
    let authorization_server = AuthorizationServer::default();
    authorization_server.change("/oauth2/device", json!({"user_code": "A\u{1b}[2JB"}));
    let server = authorization_server.start().await;
    let error = oauth(&server).await.device_code().await.unwrap_err();
    assert!(matches!(error, Error::OAuth(OAuthError::Unsupported(_))), "{error:?}");
}
