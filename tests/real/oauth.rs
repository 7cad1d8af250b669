//! OAuth 2.0 sessions with oidc-provider.

use std::time::{Duration, SystemTime};

use matrix_openapi::Credentials;
use matrix_openapi::Error;
use matrix_openapi::auth::{LogInMethod, StoredSession};
use matrix_openapi::client_server::Client;
use matrix_openapi::error::{ErrorCode, SessionError};
use matrix_openapi::oauth::{AccountAction, ClientMetadata, OAuth, OAuthError};
use serde_json::json;

use crate::oidc_provider::{Browser, OidcProvider, UserChoice, oidc_provider};
use crate::step_log::StepLog;
use crate::synapse::{Synapse, delegating};

async fn register(client: &Client, name: &str) -> OAuth {
    client.oauth(ClientMetadata::native("https://example.org/bot", name)).await.unwrap()
}

fn client(server: &OidcProvider) -> (Client, StepLog) {
    let log = StepLog::default();
    let builder = Client::builder(&server.url).middleware(log.clone()).session_store(log.clone());
    (builder.build().unwrap(), log)
}

/// Logs in through the browser and a listener on loopback.
async fn log_in(server: &OidcProvider, client: &Client, name: &str, device_id: &str) -> Client {
    let oauth = register(client, name).await;
    let login = oauth.authorization_code().device_id(device_id).loopback().await.unwrap();
    let url = login.url().to_owned();
    let waiting = tokio::spawn(login.wait());
    let callback = Browser::new(server, UserChoice::Agree).open(&url).await.expect("a callback");
    reqwest::get(callback).await.unwrap();
    waiting.await.unwrap().unwrap()
}

fn refusal(error: &Error) -> &Error {
    match error {
        Error::Session { source, .. } => match &**source {
            SessionError::Refused(refusal) => refusal,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_user_logs_in_with_a_browser_and_logs_out() {
    let Some(server) = oidc_provider() else { return };
    let (anonymous, log) = client(server);
    let alice = log_in(server, &anonymous, "my bot", "REALDEVICE0").await;
    let steps = ["get_auth_metadata 200", "oauth_register 201", "oauth_token 200", "whoami 200", "saved"];
    assert_eq!(log.steps(), steps);
    let me = alice.whoami().send().await.unwrap();
    assert_eq!((me.user_id.as_str(), me.device_id.as_deref()), ("@alice:example.org", Some("REALDEVICE0")));
    let stored = alice.session().stored().unwrap();
    alice.log_out().await.unwrap();
    assert_eq!(log.steps().last().unwrap(), "oauth_revoke 200");
    // Both the access token and the refresh token are no longer valid.
    let token = stored.tokens.access_token().clone();
    let error = anonymous.with_credentials(Credentials::access_token(token)).whoami().send().await;
    assert_eq!(error.unwrap_err().errcode(), Some(&ErrorCode::UnknownToken));
    let error = anonymous.restore(stored).await.unwrap_err();
    assert!(refusal(&error).to_string().contains("invalid_grant"), "{error}");
}

#[tokio::test]
async fn a_user_logs_in_on_another_device_or_refuses() {
    let Some(server) = oidc_provider() else { return };
    let (anonymous, _) = client(server);
    let oauth = register(&anonymous, "my bot").await;
    let login = oauth.device_code().device_id("REALDEVICE1").await.unwrap();
    let url = login.verification_uri_complete().unwrap().to_owned();
    let waiting = tokio::spawn(login.wait());
    assert_eq!(Browser::new(server, UserChoice::Agree).open(&url).await, None);
    let alice = waiting.await.unwrap().unwrap();
    assert_eq!(alice.whoami().send().await.unwrap().user_id.as_str(), "@alice:example.org");

    let login = oauth.device_code().device_id("REALDEVICE2").await.unwrap();
    Browser::new(server, UserChoice::Refuse).open(login.verification_uri_complete().unwrap()).await;
    let error = login.wait().await.unwrap_err();
    assert!(matches!(error, Error::OAuth(OAuthError::Denied)), "{error:?}");
}

#[tokio::test]
async fn tokens_rotate_early_and_once_rejected() {
    let Some(server) = oidc_provider() else { return };
    let (anonymous, log) = client(server);
    let alice = log_in(server, &anonymous, "short-lived", "REALDEVICE3").await;
    let first = alice.session().tokens().unwrap();
    let left = first.expires_at().unwrap().duration_since(SystemTime::now()).unwrap();
    assert!(left <= Duration::from_secs(3), "{left:?}");
    // The last fifth of the lifetime.
    tokio::time::sleep(left.saturating_sub(Duration::from_millis(300))).await;
    alice.whoami().send().await.unwrap();
    let second = alice.session().tokens().unwrap();
    assert!(second.access_token() != first.access_token() && second.refresh_token() != first.refresh_token());
    let refreshed = ["oauth_token 200", "saved", "whoami 200", "whoami 200"];
    assert!(log.steps().ends_with(&refreshed.map(str::to_owned)), "{:?}", log.steps());

    // The clock is behind: the client takes the token for valid, and the server rejects it.
    let mut stored = alice.session().stored().unwrap();
    stored.tokens = stored.tokens.with_expiry(SystemTime::now() + Duration::from_secs(3600));
    let (other_run, log) = client(server);
    let behind = other_run.with_credentials(stored);
    tokio::time::sleep(Duration::from_millis(3500)).await;
    behind.whoami().send().await.unwrap();
    assert_eq!(log.steps(), ["whoami 401", "oauth_token 200", "saved", "whoami 200", "whoami 200"]);

    // The clock is ahead: the client refreshes a token that is still valid.
    let mut stored = behind.session().stored().unwrap();
    stored.tokens = stored.tokens.with_expiry(SystemTime::UNIX_EPOCH);
    let (other_run, log) = client(server);
    other_run.restore(stored).await.unwrap();
    assert_eq!(log.steps(), ["oauth_token 200", "saved", "whoami 200", "whoami 200"]);
}

#[tokio::test]
async fn many_calls_over_an_expiry_refresh_once() {
    let Some(server) = oidc_provider() else { return };
    let (anonymous, log) = client(server);
    let alice = log_in(server, &anonymous, "short-lived", "REALDEVICE4").await;
    tokio::time::sleep(Duration::from_millis(3500)).await;
    let before = log.count("oauth_token 200");
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..200 {
        let alice = alice.clone();
        calls.spawn(async move { alice.whoami().send().await.map(drop) });
    }
    for outcome in calls.join_all().await {
        outcome.unwrap();
    }
    assert_eq!(log.count("oauth_token 200") - before, 1);
}

#[tokio::test]
async fn a_refresh_token_that_was_used_ends_the_session() {
    let Some(server) = oidc_provider() else { return };
    let (anonymous, _) = client(server);
    let alice = log_in(server, &anonymous, "my bot", "REALDEVICE5").await;
    let expired = |mut stored: StoredSession| {
        stored.tokens = stored.tokens.with_expiry(SystemTime::UNIX_EPOCH);
        stored
    };
    let stored = expired(alice.session().stored().unwrap());
    let newer = anonymous.restore(stored.clone()).await.unwrap();
    // This server ends the session if a refresh token is reused.
    let error = anonymous.restore(stored).await.unwrap_err();
    assert!(refusal(&error).to_string().contains("invalid_grant"), "{error}");
    let error = newer.whoami().send().await.unwrap_err();
    assert!(refusal(&error).api().is_some() && error.is_final(), "{error:?}");
    assert_eq!(newer.session().tokens(), None);
}

/// Registers a user or device at Synapse, as its authorization server does.
async fn tell(synapse: &Synapse, server: &OidcProvider, path: &str, body: serde_json::Value) {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = http.post(format!("{}/_synapse/mas/{path}", synapse.url)).bearer_auth(&server.secret);
    let response =
        request.header("content-type", "application/json").body(body.to_string()).send().await.unwrap();
    assert!(response.status().is_success(), "{path}: {}", response.text().await.unwrap());
}

#[tokio::test]
async fn a_synapse_that_left_passwords_behind_is_used_from_login_to_logout() {
    let Some(server) = oidc_provider() else { return };
    let Some(synapse) = delegating(server) else { return };
    let anonymous = Client::builder(&synapse.url).build().unwrap();
    assert_eq!(anonymous.log_in_methods().await.unwrap()[0], LogInMethod::OAuth);
    let device = json!({ "localpart": "alice", "device_id": "REALDEVICE6" });
    tell(synapse, server, "provision_user", json!({ "localpart": "alice" })).await;
    tell(synapse, server, "upsert_device", device.clone()).await;

    let alice = log_in(server, &anonymous, "my bot", "REALDEVICE6").await;
    let me = alice.whoami().send().await.unwrap();
    assert_eq!((me.user_id.as_str(), me.device_id.as_deref()), ("@alice:localhost", Some("REALDEVICE6")));
    assert!(!alice.sync().send().await.unwrap().next_batch.is_empty());
    let mut stored = alice.session().stored().unwrap();
    stored.tokens = stored.tokens.with_expiry(SystemTime::UNIX_EPOCH);
    let alice = anonymous.restore(stored).await.unwrap();
    let link = alice.account_management(AccountAction::DevicesList).await.unwrap().unwrap();
    assert_eq!(link, format!("{}/account?action=org.matrix.devices_list", server.url));
    let token = alice.session().tokens().unwrap().access_token().clone();
    alice.log_out().await.unwrap();
    tell(synapse, server, "delete_device", device).await;
    let former = anonymous.with_credentials(Credentials::access_token(token));
    assert_eq!(former.whoami().send().await.unwrap_err().errcode(), Some(&ErrorCode::UnknownToken));

    // Users of an application service cannot log in here, so it registers them without a session.
    let credentials = synapse.service.registration().credentials();
    let service = anonymous.with_credentials(credentials.clone());
    let user_id = service.register_appservice_user("telegram_oauth").await.unwrap();
    assert_eq!(user_id.as_str(), "@telegram_oauth:localhost");
    let ghost = anonymous.with_credentials(credentials.user_id(user_id.as_str()));
    assert_eq!(ghost.whoami().send().await.unwrap().user_id, user_id);
}
