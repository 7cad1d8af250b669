//! Registration, refresh and token owners.

use matrix_openapi::Credentials;
use matrix_openapi::auth::{Secret, Uia};
use matrix_openapi::client_server::{Client, types};
use matrix_openapi::error::ErrorCode;
use serde_json::json;

use crate::secret::random_secret;
use crate::synapse::{Synapse, synapse};
use matrix_openapi_testing::RecordingProxy;

/// A user for one test.
pub struct User {
    /// A client with the access token from the registration, but without a refresh token.
    pub client: Client,
    pub registration: types::RegisterResponse,
    pub password: String,
}

impl User {
    /// Registers a user, completing the dummy stage that the server requires.
    pub async fn register(synapse: &Synapse, name: &str) -> Self {
        let password = random_secret();
        let anonymous = Client::builder(&synapse.url).build().unwrap();
        let register = anonymous.register().username(name).password(password.as_str()).refresh_token(true);
        let registration = register.options(Uia::new()).send().await.unwrap();
        let client = client(&synapse.url, registration.access_token.as_ref().unwrap());
        Self { client, registration, password }
    }
}

fn client(url: &str, token: &Secret) -> Client {
    Client::builder(url).credentials(Credentials::access_token(token.clone())).build().unwrap()
}

#[tokio::test]
async fn a_registration_returns_user_and_device() {
    let Some(synapse) = synapse() else { return };
    let user = User::register(synapse, "registered").await;
    let expected = format!("@registered:{}", synapse.server_name);
    assert_eq!(user.registration.user_id.as_str(), expected);
    let me = user.client.whoami().send().await.unwrap();
    assert_eq!(me.user_id, user.registration.user_id);
    assert_eq!(me.device_id, user.registration.device_id);

    let anonymous = Client::builder(&synapse.url).build().unwrap();
    let error = anonymous.register().username("registered").send().await.unwrap_err();
    assert_eq!(error.errcode(), Some(&ErrorCode::UserInUse));
}

#[tokio::test]
async fn a_refresh_carries_no_access_token_and_returns_two_new_ones() {
    let Some(synapse) = synapse() else { return };
    let user = User::register(synapse, "refreshing").await;
    let old = user.registration.access_token.unwrap();
    let old_refresh_token = user.registration.refresh_token.unwrap();

    // The client has credentials, but must not send them with a refresh.
    let recorder = RecordingProxy::start(&synapse.url).await;
    let recorded = client(&recorder.url, &old);
    recorded.whoami().send().await.unwrap();
    let refreshed = recorded.refresh(old_refresh_token.clone()).send().await.unwrap();
    let [whoami, refresh] = &recorder.requests()[..] else { panic!("not two requests") };
    assert_eq!(whoami.header("authorization"), [format!("Bearer {}", old.expose())]);
    assert_eq!(refresh.line, "POST /_matrix/client/v3/refresh");
    assert!(refresh.header("authorization").is_empty());
    let body: serde_json::Value = serde_json::from_slice(&refresh.body).unwrap();
    assert!(body == json!({ "refresh_token": old_refresh_token.expose() }));

    assert!(refreshed.access_token != old);
    assert!(refreshed.refresh_token.clone().unwrap() != old_refresh_token);
    assert!(refreshed.expires_in_ms.unwrap() > 0);
    let me = client(&synapse.url, &refreshed.access_token).whoami().send().await.unwrap();
    assert_eq!(me.user_id, user.registration.user_id);

    let error = recorded.refresh("made-up").send().await.unwrap_err();
    let api_error = error.api().unwrap();
    assert_eq!((api_error.status.as_u16(), &api_error.errcode), (401, &Some(ErrorCode::UnknownToken)));
}

#[tokio::test]
async fn a_token_can_be_sent_in_the_query() {
    let Some(synapse) = synapse() else { return };
    let user = User::register(synapse, "querying").await;
    let token = user.registration.access_token.unwrap();
    let recorder = RecordingProxy::start(&synapse.url).await;
    let credentials = Credentials::access_token(token.clone()).in_query();
    let client = Client::builder(&recorder.url).credentials(credentials).build().unwrap();
    let me = client.whoami().send().await.unwrap();
    assert_eq!(me.user_id, user.registration.user_id);
    let [whoami] = &recorder.requests()[..] else { panic!("not one request") };
    assert!(whoami.line.contains(&format!("/account/whoami?access_token={}", token.expose())));
    assert!(whoami.header("authorization").is_empty());
}
