//! Tokens that expire.

use std::time::{Duration, SystemTime};

use matrix_openapi::Error;
use matrix_openapi::auth::{StoredSession, Tokens};
use matrix_openapi::client_server::Client;
use matrix_openapi::error::{ErrorCode, SessionError};
use tokio::task::JoinSet;

use crate::accounts::User;
use crate::step_log::StepLog;
use crate::synapse::{short_lived, synapse};

/// The number of concurrent calls.
const CALLS: usize = 200;

fn with_step_log(url: &str, user: &User, tokens: Tokens) -> (Client, StepLog) {
    let log = StepLog::default();
    let session = StoredSession::new(url, user.registration.user_id.clone(), tokens);
    let builder = Client::builder(url).credentials(session).middleware(log.clone());
    (builder.session_store(log.clone()).build().unwrap(), log)
}

/// Returns the tokens from the registration without their expiry.
fn tokens(user: &User) -> Tokens {
    let registration = &user.registration;
    Tokens::new(registration.access_token.clone().unwrap())
        .with_refresh_token(registration.refresh_token.clone().unwrap())
}

/// Waits until the server rejects the access token of a new user.
async fn expire(user: &User) {
    let lifetime = u64::try_from(user.registration.expires_in_ms.unwrap()).unwrap();
    tokio::time::sleep(Duration::from_millis(lifetime + 100)).await;
    // The client has no refresh token, so it returns the error of the server.
    let error = user.client.whoami().send().await.unwrap_err();
    let api_error = error.api().unwrap();
    assert_eq!((api_error.status.as_u16(), &api_error.errcode), (401, &Some(ErrorCode::UnknownToken)));
    assert!(api_error.soft_logout);
}

/// Makes many calls at once, each of which must succeed.
async fn call_concurrently(client: &Client) {
    let mut calls = JoinSet::new();
    for _ in 0..CALLS {
        let client = client.clone();
        calls.spawn(async move { client.whoami().send().await.map(|me| me.user_id) });
    }
    let outcomes = calls.join_all().await;
    assert_eq!(outcomes.len(), CALLS);
    for outcome in outcomes {
        outcome.unwrap();
    }
}

#[tokio::test]
async fn tokens_are_refreshed_before_they_expire() {
    let Some(synapse) = short_lived() else { return };
    let user = User::register(synapse, "early").await;
    let log = StepLog::default();
    let builder = Client::builder(&synapse.url).middleware(log.clone()).session_store(log.clone());
    let anonymous = builder.build().unwrap();
    let login = anonymous.password_login("early", user.password.as_str());
    let client = anonymous.log_in(login).await.unwrap().client;
    let first = client.session().tokens().unwrap();

    // The token is about to expire, so it is refreshed first.
    let expiry = first.expires_at().unwrap();
    let left = expiry.duration_since(SystemTime::now()).unwrap();
    tokio::time::sleep(left.saturating_sub(Duration::from_millis(200))).await;
    client.whoami().send().await.unwrap();

    assert_eq!(log.steps(), ["login 200", "saved", "refresh 200", "saved", "whoami 200"]);
    log.assert_saved_before_use(None);
    let second = client.session().tokens().unwrap();
    assert_eq!(log.saved(), [first.clone(), second.clone()]);
    assert!(second.access_token() != first.access_token());
    assert!(second.refresh_token() != first.refresh_token());
    assert!(second.expires_at() > first.expires_at());
}

#[tokio::test]
async fn tokens_are_refreshed_once_the_server_rejects_them() {
    let Some(synapse) = short_lived() else { return };
    let user = User::register(synapse, "late").await;
    let first = tokens(&user);
    let (client, log) = with_step_log(&synapse.url, &user, first.clone());
    expire(&user).await;

    let me = client.whoami().send().await.unwrap();
    assert_eq!(me.user_id, user.registration.user_id);
    assert_eq!(log.steps(), ["whoami 401", "refresh 200", "saved", "whoami 200"]);
    log.assert_saved_before_use(Some(first.access_token()));
    let second = client.session().tokens().unwrap();
    assert_eq!(log.saved(), std::slice::from_ref(&second));
    // The refresh response had the expiry.
    assert!(second.expires_at().is_some());
}

#[tokio::test]
async fn many_calls_with_a_known_expiry_refresh_once() {
    let Some(synapse) = synapse() else { return };
    let user = User::register(synapse, "many-early").await;
    let first = tokens(&user).with_expiry(SystemTime::now());
    let (client, log) = with_step_log(&synapse.url, &user, first.clone());
    call_concurrently(&client).await;
    assert_eq!(log.steps()[..2], ["refresh 200", "saved"]);
    assert_eq!((log.count("refresh 200"), log.count("whoami 200")), (1, CALLS));
    assert_eq!(log.steps().len(), CALLS + 2);
    log.assert_saved_before_use(Some(first.access_token()));
}

#[tokio::test]
async fn many_calls_with_an_unknown_expiry_refresh_once() {
    let Some(synapse) = short_lived() else { return };
    let user = User::register(synapse, "many-late").await;
    let first = tokens(&user);
    let (client, log) = with_step_log(&synapse.url, &user, first.clone());
    expire(&user).await;
    call_concurrently(&client).await;
    assert_eq!(log.count("whoami 200"), CALLS);
    assert!(log.count("whoami 401") > 1, "{:?}", log.steps());
    assert_eq!((log.count("refresh 200"), log.count("saved")), (1, 1));
    log.assert_saved_before_use(Some(first.access_token()));
}

#[tokio::test]
async fn a_refused_refresh_token_ends_the_session() {
    let Some(synapse) = synapse() else { return };
    let user = User::register(synapse, "ended").await;
    let access_token = user.registration.access_token.clone().unwrap();
    let tokens = Tokens::new(access_token).with_refresh_token("made-up").with_expiry(SystemTime::now());
    let (client, log) = with_step_log(&synapse.url, &user, tokens);
    for _ in 0..2 {
        let error = client.whoami().send().await.unwrap_err();
        let Error::Session { operation: "getTokenOwner", source } = error else { panic!("{error}") };
        let SessionError::Refused(refusal) = &*source else { panic!("{source}") };
        assert_eq!(refusal.errcode(), Some(&ErrorCode::UnknownToken));
    }
    // The client sent one refresh, and no call.
    assert_eq!(log.steps(), ["refresh 401"]);
    assert_eq!(client.session().tokens(), None);
}

#[tokio::test]
async fn expired_stored_tokens_are_refreshed_when_a_session_is_restored() {
    let Some(synapse) = synapse() else { return };
    let user = User::register(synapse, "returning").await;
    let (anonymous, log) = with_step_log(&synapse.url, &user, Tokens::new("never-shown"));
    let stored = tokens(&user).with_expiry(SystemTime::UNIX_EPOCH);
    let stored = StoredSession::new(&synapse.url, user.registration.user_id.clone(), stored);
    let client = anonymous.restore(stored).await.unwrap();
    assert_eq!(log.steps(), ["refresh 200", "saved", "whoami 200"]);
    log.assert_saved_before_use(None);
    assert_eq!(log.saved(), [client.session().tokens().unwrap()]);
}
