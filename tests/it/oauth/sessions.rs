//! OAuth 2.0 sessions after their login: stored, resumed, refreshed and logged out.

use std::sync::atomic::Ordering;
use std::time::Duration;

use matrix_openapi::Error;
use matrix_openapi::auth::{FileSessionStore, RefreshMethod, StoredSession};
use matrix_openapi::client_server::Client;
use matrix_openapi::error::SessionError;
use matrix_openapi_testing::{AuthorizationServer, Server, json_response};
use serde_json::json;

use super::clients::{client, log_in};
use super::interrupted::MemoryStore;
use crate::refresh::homeserver::session_error;

const REVOKE: &str = "/oauth2/revoke";

fn with_store(server: &Server, store: &MemoryStore) -> Client {
    Client::builder(&server.url).session_store(store.clone()).build().unwrap()
}

#[tokio::test]
async fn a_session_lives_across_runs_until_it_is_logged_out() {
    let authorization_server = AuthorizationServer::default();
    let server = authorization_server.start().await;
    let file = std::env::temp_dir().join(format!("matrix-openapi-oauth-{}.json", std::process::id()));
    let _ = std::fs::remove_file(&file);
    let run = || Client::builder(&server.url).session_store(FileSessionStore::new(&file)).build().unwrap();
    assert!(run().resume().await.unwrap().is_none());
    log_in(&authorization_server, &run()).await;
    for _ in 0..3 {
        authorization_server.expire();
        run().resume().await.unwrap().unwrap();
    }
    assert_eq!(authorization_server.session().refreshes, 3);
    let alice = run().resume().await.unwrap().unwrap();
    let stored: StoredSession = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(alice.session().stored(), Some(stored.clone()));
    let RefreshMethod::OAuth(oauth) = &stored.refresh else { panic!("{stored:?}") };
    assert_eq!(oauth.token_endpoint, format!("{}/oauth2/token", server.url));
    assert!(!format!("{stored:?}").contains("hidden"));

    alice.log_out().await.unwrap();
    assert!(authorization_server.session().is_over && !file.exists());
    assert!(server.requests().iter().all(|request| !request.path().ends_with("/logout")));
    let error = alice.whoami().send().await.unwrap_err();
    assert!(matches!(session_error(&error), SessionError::LoggedOut), "{error:?}");
    alice.log_out().await.unwrap();
}

#[tokio::test]
async fn a_stored_session_of_another_device_is_not_restored() {
    let authorization_server = AuthorizationServer::default();
    let server = authorization_server.start().await;
    let stored = log_in(&authorization_server, &client(&server)).await.session().stored().unwrap();
    client(&server).restore(stored.clone()).await.unwrap();
    let error = client(&server).restore(stored.with_device_id("OTHER")).await.unwrap_err();
    // The user must log in again.
    assert!(matches!(error, Error::OAuth(_)) && error.is_final() && !error.is_temporary(), "{error:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_calls_over_an_expiry_refresh_once() {
    let authorization_server = AuthorizationServer::default();
    let server = authorization_server.start().await;
    let store = MemoryStore::default();
    let alice = log_in(&authorization_server, &with_store(&server, &store)).await;
    authorization_server.expire();
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..200 {
        let alice = alice.clone();
        calls.spawn(async move { alice.whoami().send().await.map(drop) });
    }
    for outcome in calls.join_all().await {
        outcome.unwrap();
    }
    assert_eq!(authorization_server.session().refreshes, 1);
    assert_eq!(store.saves.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_reused_refresh_token_ends_the_session_by_the_servers_rule() {
    let authorization_server = AuthorizationServer::default();
    let server = authorization_server.start().await;
    let alice = log_in(&authorization_server, &client(&server)).await;
    let copy = client(&server).with_credentials(alice.session().stored().unwrap());
    authorization_server.expire();
    alice.whoami().send().await.unwrap();
    // The copy has the old refresh token.
    for _ in 0..2 {
        let error = copy.whoami().send().await.unwrap_err();
        let SessionError::Refused(refusal) = session_error(&error) else { panic!("{error:?}") };
        assert!(refusal.to_string().contains("invalid_grant"), "{refusal}");
    }
    assert!(authorization_server.session().is_over);
}

#[tokio::test]
async fn a_logout_fails_only_if_the_server_may_still_know_the_tokens() {
    for (refusal, is_over) in [
        (json_response("503 No", "{}"), false),
        (json_response("429 Slow", r#"{"error":"slow_down"}"#), false),
        (json_response("403 No", "<html>"), false),
        (Vec::new(), false),
        (json_response("200 OK", "whatever"), true),
        (json_response("400 No", r#"{"error":"invalid_token"}"#), true),
        (json_response("401 No", r#"{"error":"invalid_client"}"#), true),
        // The access token is revoked in place of the refresh token.
        (json_response("400 No", r#"{"error":"unsupported_token_type"}"#), true),
    ] {
        let authorization_server = AuthorizationServer::default();
        let server = authorization_server.start().await;
        let store = MemoryStore::default();
        let alice = Client::builder(&server.url)
            .session_store(store.clone())
            .retries(matrix_openapi::http::RetryPolicy::never())
            .build()
            .unwrap();
        let alice = log_in(&authorization_server, &alice).await;
        let shown = String::from_utf8_lossy(&refusal).into_owned();
        authorization_server.respond(REVOKE, vec![refusal]);
        let outcome = alice.log_out().await;
        assert_eq!(outcome.is_ok(), is_over, "{shown}: {outcome:?}");
        assert!(!format!("{outcome:?}").contains("hidden"), "{outcome:?}");
        assert_eq!(store.stored().is_none(), is_over, "{shown}");
        assert_eq!(alice.session().tokens().is_none(), is_over, "{shown}");
    }
}

#[tokio::test]
async fn a_session_at_a_server_that_revokes_no_tokens_can_only_be_forgotten() {
    let authorization_server = AuthorizationServer::default();
    authorization_server.change("/_matrix/client/v1/auth_metadata", json!({"revocation_endpoint": null}));
    let server = authorization_server.start().await;
    let store = MemoryStore::default();
    let alice = log_in(&authorization_server, &with_store(&server, &store)).await;
    assert_eq!(store.stored(), alice.session().stored());
    let error = alice.log_out().await.unwrap_err();
    assert!(matches!(error, Error::OAuth(_)) && error.is_final(), "{error:?}");
    alice.whoami().send().await.unwrap();
    alice.session().forget();
    alice.whoami().send().await.unwrap_err();
}

#[tokio::test]
async fn a_logout_during_a_refresh_revokes_the_new_tokens() {
    let authorization_server = AuthorizationServer::default();
    let server = authorization_server.start().await;
    let store = MemoryStore::default();
    let alice = log_in(&authorization_server, &with_store(&server, &store)).await;
    authorization_server.expire();
    authorization_server.0.lock().unwrap().delay = Duration::from_millis(150);
    let calling = alice.clone();
    let call = tokio::spawn(async move { calling.whoami().send().await.map(drop) });
    while authorization_server.session().refreshes == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    alice.log_out().await.unwrap();
    let _ = call.await.unwrap();
    assert!(authorization_server.session().is_over);
    assert_eq!((store.stored(), alice.session().tokens()), (None, None));
}

#[tokio::test]
async fn an_application_service_registers_users_without_sessions() {
    let server = Server::json(r#"{"user_id":"@_irc_a:example.org"}"#).await;
    let service = client(&server).with_credentials(matrix_openapi::Credentials::appservice("as_hidden"));
    let user_id = service.register_appservice_user("_irc_a").await.unwrap();
    assert_eq!(user_id.as_str(), "@_irc_a:example.org");
    let request = server.request();
    assert_eq!(request.line, "POST /_matrix/client/v3/register");
    assert_eq!(request.header("authorization"), ["Bearer as_hidden"]);
    let expected =
        json!({"type": "m.login.application_service", "username": "_irc_a", "inhibit_login": true});
    assert_eq!(request.json(), expected);
    client(&server).register_appservice_user("_irc_b").await.unwrap_err();
}
