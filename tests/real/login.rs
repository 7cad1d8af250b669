//! Login, logout and stored sessions.

use std::time::SystemTime;

use matrix_openapi::auth::{StoredSession, Tokens, Uia};
use matrix_openapi::client_server::Client;
use matrix_openapi::error::{ErrorCode, SessionError};
use matrix_openapi::{CallOptions, Credentials, Error};

use crate::accounts::User;
use crate::secret::random_secret;
use crate::step_log::StepLog;
use crate::synapse::{Synapse, synapse};

fn with_step_log(synapse: &Synapse) -> (Client, StepLog) {
    let log = StepLog::default();
    let builder = Client::builder(&synapse.url).middleware(log.clone()).session_store(log.clone());
    (builder.build().unwrap(), log)
}

#[tokio::test]
async fn a_registration_returns_a_client() {
    let Some(synapse) = synapse() else { return };
    let (anonymous, log) = with_step_log(synapse);
    let registration = anonymous.register().username("signing-up").password(random_secret());
    let registered = anonymous.sign_up(registration.options(Uia::new())).await.unwrap();
    assert_eq!(log.steps(), ["register 401", "register 200", "saved"]);
    assert_eq!(log.saved(), [registered.client.session().tokens().unwrap()]);
    assert!(log.saved()[0].refresh_token().is_some() && log.saved()[0].expires_at().is_some());
    let me = registered.client.whoami().send().await.unwrap();
    assert_eq!((me.user_id, me.device_id), (registered.user_id, registered.device_id));
}

#[tokio::test]
async fn a_password_and_a_login_token_log_in() {
    let Some(synapse) = synapse() else { return };
    let user = User::register(synapse, "entering").await;
    let (anonymous, log) = with_step_log(synapse);
    let login = anonymous.password_login(user.registration.user_id.as_str(), user.password.as_str());
    let first = anonymous.log_in(login).await.unwrap();
    assert_eq!(first.user_id, user.registration.user_id);

    let proof = Uia::new().password("entering", user.password.as_str());
    let token = first.client.generate_login_token().options(proof).send().await.unwrap().login_token;
    let second = anonymous.log_in(anonymous.token_login(token.clone())).await.unwrap();
    assert_eq!(second.user_id, user.registration.user_id);
    assert!(second.device_id.is_some() && second.device_id != first.device_id);
    let me = second.client.whoami().send().await.unwrap();
    assert_eq!(me.device_id, second.device_id);
    let tokens = |client: &Client| client.session().tokens().unwrap();
    assert_eq!(log.saved(), [tokens(&first.client), tokens(&second.client)]);

    // The token was valid for one login only, and the second password is wrong.
    for login in [anonymous.token_login(token), anonymous.password_login("entering", "not the password")] {
        let error = anonymous.log_in(login).await.unwrap_err();
        assert_eq!(error.errcode(), Some(&ErrorCode::Forbidden));
    }
    assert_eq!(log.saved().len(), 2);
}

#[tokio::test]
async fn a_logout_ends_the_session_on_both_sides() {
    let Some(synapse) = synapse() else { return };
    let user = User::register(synapse, "leaving").await;
    let (anonymous, log) = with_step_log(synapse);
    let login = anonymous.password_login("leaving", user.password.as_str());
    let client = anonymous.log_in(login).await.unwrap().client;
    let clone = client.clone();
    let tokens = client.session().tokens().unwrap();
    client.log_out().await.unwrap();

    for client in [&client, &clone] {
        assert_eq!(client.session().tokens(), None);
        assert_eq!(client.session().credential_kind(), None);
        let error = client.whoami().send().await.unwrap_err();
        let Error::Session { operation: "getTokenOwner", source } = error else { panic!("{error}") };
        assert!(matches!(*source, SessionError::LoggedOut), "{source}");
    }
    assert_eq!(log.steps(), ["login 200", "saved", "logout 200"]);

    // Both tokens are no longer valid.
    let access_token = Credentials::access_token(tokens.access_token().clone());
    let error = anonymous.with_credentials(access_token).whoami().send().await.unwrap_err();
    assert_eq!(error.errcode(), Some(&ErrorCode::UnknownToken));
    assert!(!error.api().unwrap().soft_logout);
    let error = anonymous.refresh(tokens.refresh_token().unwrap().clone()).send().await.unwrap_err();
    assert_eq!(error.errcode(), Some(&ErrorCode::UnknownToken));
}

#[tokio::test]
async fn a_logout_ends_a_session_that_the_server_has_ended_already() {
    let Some(synapse) = synapse() else { return };
    let user = User::register(synapse, "thrown-out").await;
    let registration = &user.registration;
    let tokens = Tokens::new(registration.access_token.clone().unwrap());
    let refresh_token = registration.refresh_token.clone().unwrap();
    let expired = tokens.clone().with_refresh_token(refresh_token).with_expiry(SystemTime::UNIX_EPOCH);
    user.client.logout_all().send().await.unwrap();
    for (tokens, steps) in [(tokens, ["logout 401"]), (expired, ["refresh 401"])] {
        let (anonymous, log) = with_step_log(synapse);
        let client = anonymous.with_credentials(tokens);
        client.log_out().await.unwrap();
        assert_eq!(log.steps(), steps);
        let error = client.whoami().send().await.unwrap_err();
        assert!(matches!(error, Error::Session { .. }), "{error}");
        assert_eq!(client.session().credential_kind(), None);
    }
}

#[tokio::test]
async fn a_stored_session_is_restored_for_its_own_user_only() {
    let Some(synapse) = synapse() else { return };
    let user = User::register(synapse, "coming-back").await;
    let other = User::register(synapse, "coming-instead").await;
    let (anonymous, log) = with_step_log(synapse);
    let tokens = |user: &User| Tokens::new(user.registration.access_token.clone().unwrap());
    let id = &user.registration.user_id;
    let session = |tokens: Tokens| StoredSession::new(&synapse.url, id.clone(), tokens);

    let client = anonymous.restore(session(tokens(&user))).await.unwrap();
    assert_eq!(client.session().tokens(), Some(tokens(&user)));
    assert_eq!(client.whoami().send().await.unwrap().user_id, *id);

    let error = anonymous.restore(session(tokens(&other))).await.unwrap_err();
    let Error::OtherUser { expected, found } = error else { panic!("{error}") };
    assert_eq!((expected, found), (id.clone(), other.registration.user_id));

    let error = anonymous.restore(session(Tokens::new("made-up"))).await.unwrap_err();
    assert_eq!(error.errcode(), Some(&ErrorCode::UnknownToken));
    assert_eq!(log.steps(), ["whoami 200", "whoami 200", "whoami 200", "whoami 401"]);
}

#[tokio::test]
async fn an_unauthenticated_call_is_refused_by_the_server() {
    let Some(synapse) = synapse() else { return };
    let user = User::register(synapse, "hiding").await;
    let call = user.client.whoami().options(CallOptions::new().unauthenticated());
    let error = call.send().await.unwrap_err();
    assert_eq!(error.errcode(), Some(&ErrorCode::MissingToken));
}
