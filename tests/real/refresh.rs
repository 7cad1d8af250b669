//! Tokens that expire, and what becomes of the session.

use std::time::{Duration, SystemTime};

use matrix_openapi::Error;
use matrix_openapi::auth::{StoredSession, Tokens};
use matrix_openapi::client_server::Client;
use matrix_openapi::error::{ErrorCode, SessionError};
use tokio::task::JoinSet;

use crate::accounts::User;
use crate::step_log::StepLog;
use crate::synapse::{short_lived, synapse};

/// How many calls are made at once.
const CALLS: usize = 200;

fn with_step_log(url: &str, user: &User, tokens: Tokens) -> (Client, StepLog) {
    let log = StepLog::default();
    let session = StoredSession::new(url, user.registration.user_id.clone(), tokens);
    let builder = Client::builder(url).credentials(session).middleware(log.clone());
    (builder.session_store(log.clone()).build().unwrap(), log)
}

/// What the registration gave, without when it expires.
fn tokens(user: &User) -> Tokens {
    let answer = &user.registration;
    Tokens::new(answer.access_token.clone().unwrap())
        .with_refresh_token(answer.refresh_token.clone().unwrap())
}

/// Waits until the server does not take the access token of a new user any more.
async fn expire(user: &User) {
    let lifetime = u64::try_from(user.registration.expires_in_ms.unwrap()).unwrap();
    tokio::time::sleep(Duration::from_millis(lifetime + 100)).await;
    // Nothing to renew it with, so the server's answer is to be seen.
    let error = user.client.whoami().send().await.unwrap_err();
    let answer = error.api().unwrap();
    assert_eq!((answer.status.as_u16(), &answer.errcode), (401, &Some(ErrorCode::UnknownToken)));
    assert!(answer.soft_logout);
}

/// Makes many calls at once, each of which must succeed.
async fn crowd(client: &Client) {
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
async fn tokens_are_renewed_before_they_expire() {
    let Some(synapse) = short_lived() else { return };
    let user = User::register(synapse, "early").await;
    let log = StepLog::default();
    let builder = Client::builder(&synapse.url).middleware(log.clone()).session_store(log.clone());
    let anonymous = builder.build().unwrap();
    let login = anonymous.password_login("early", user.password.as_str());
    let client = anonymous.log_in(login).await.unwrap().client;
    let first = client.session().tokens().unwrap();

    // What is left of its time is too short for it to be used.
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
async fn tokens_are_renewed_once_the_server_says_that_they_expired() {
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
    // The server said it with the new ones.
    assert!(second.expires_at().is_some());
}

#[tokio::test]
async fn many_calls_over_an_expiry_that_is_known_renew_once() {
    let Some(synapse) = synapse() else { return };
    let user = User::register(synapse, "many-early").await;
    let first = tokens(&user).with_expiry(SystemTime::now());
    let (client, log) = with_step_log(&synapse.url, &user, first.clone());
    crowd(&client).await;
    assert_eq!(log.steps()[..2], ["refresh 200", "saved"]);
    assert_eq!((log.count("refresh 200"), log.count("whoami 200")), (1, CALLS));
    assert_eq!(log.steps().len(), CALLS + 2);
    log.assert_saved_before_use(Some(first.access_token()));
}

#[tokio::test]
async fn many_calls_over_an_expiry_that_only_the_server_knows_renew_once() {
    let Some(synapse) = short_lived() else { return };
    let user = User::register(synapse, "many-late").await;
    let first = tokens(&user);
    let (client, log) = with_step_log(&synapse.url, &user, first.clone());
    expire(&user).await;
    crowd(&client).await;
    assert_eq!(log.count("whoami 200"), CALLS);
    assert!(log.count("whoami 401") > 1, "{:?}", log.steps());
    assert_eq!((log.count("refresh 200"), log.count("saved")), (1, 1));
    log.assert_saved_before_use(Some(first.access_token()));
}

#[tokio::test]
async fn a_refresh_token_that_the_server_refuses_ends_the_session() {
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
    // The server was asked once, and none of the calls was sent.
    assert_eq!(log.steps(), ["refresh 401"]);
    assert_eq!(client.session().tokens(), None);
}

#[tokio::test]
async fn stored_tokens_that_expired_meanwhile_are_renewed_when_a_session_comes_back() {
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
