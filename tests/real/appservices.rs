//! Calls of application services.

use matrix_openapi::application_service::types::Registration;
use matrix_openapi::auth::CredentialKind;
use matrix_openapi::client_server::{Client, types};
use matrix_openapi::error::ErrorCode;
use matrix_openapi::{CallOptions, Credentials, Error};
use serde_json::json;

use crate::accounts::User;
use crate::synapse::{Synapse, synapse};
use matrix_openapi_testing::RecordingProxy;

fn bridge(synapse: &Synapse, registration: &Registration) -> Client {
    Client::builder(&synapse.url).credentials(registration.credentials()).build().unwrap()
}

/// Returns the status, the code and the reported status of a failing ping.
async fn ping_error(client: &Client, id: &str) -> (u16, String, Option<u64>) {
    let error = client.ping_appservice(id).send().await.unwrap_err();
    let Error::Api(api_error) = error else { panic!("{error}") };
    let reported = api_error.fields.get("status").and_then(serde_json::Value::as_u64);
    (api_error.status.as_u16(), api_error.errcode.unwrap().as_str().to_owned(), reported)
}

#[tokio::test]
async fn a_ping_reaches_the_application_service() {
    let Some(synapse) = synapse() else { return };
    let client = bridge(synapse, synapse.service.registration());
    let pong = client.ping_appservice("telegram").transaction_id("there and back").send().await.unwrap();
    assert!((0..60_000).contains(&pong.duration_ms));
    // The stub accepts the homeserver's token only.
    assert_eq!(synapse.service.pings(), ["there and back"]);
}

#[tokio::test]
async fn a_failing_ping_says_why() {
    let Some(synapse) = synapse() else { return };
    let down = ping_error(&bridge(synapse, &synapse.down), "down").await;
    assert_eq!(down, (502, "M_CONNECTION_FAILED".to_owned(), None));
    let refusing = ping_error(&bridge(synapse, &synapse.refusing), "refusing").await;
    assert_eq!(refusing, (502, "M_BAD_STATUS".to_owned(), Some(403)));
    let another = ping_error(&bridge(synapse, &synapse.down), "telegram").await;
    assert_eq!(another, (403, "M_FORBIDDEN".to_owned(), None));
}

#[tokio::test]
async fn a_ping_with_the_credentials_of_a_user_is_never_sent() {
    let Some(synapse) = synapse() else { return };
    let user = User::register(synapse, "no-bridge").await;
    let recorder = RecordingProxy::start(&synapse.url).await;
    let credentials = Credentials::access_token(user.registration.access_token.unwrap());
    let client = Client::builder(&recorder.url).credentials(credentials).build().unwrap();
    let error = client.ping_appservice("telegram").send().await.unwrap_err();
    let Error::Credentials { operation, held, .. } = error else { panic!("{error}") };
    assert_eq!((operation, held), ("pingAppservice", Some(CredentialKind::AccessToken)));
    assert!(recorder.requests().is_empty());
}

#[tokio::test]
async fn an_application_service_acts_as_itself() {
    let Some(synapse) = synapse() else { return };
    let client = bridge(synapse, synapse.service.registration());
    let me = client.whoami().send().await.unwrap();
    assert_eq!(me.user_id.as_str(), format!("@telegrambot:{}", synapse.server_name));
}

/// Registers a user of the application service.
async fn register(client: &Client, username: &str) -> Result<types::RegisterResponse, Error> {
    let call = client.register().type_("m.login.application_service").username(username);
    call.options(CallOptions::new().authenticated()).send().await
}

#[tokio::test]
async fn only_users_of_the_namespace_are_registered_and_logged_in() {
    let Some(synapse) = synapse() else { return };
    let client = bridge(synapse, synapse.service.registration());
    let registration = register(&client, "telegram_carol").await.unwrap();
    let carol = format!("@telegram_carol:{}", synapse.server_name);
    assert_eq!(registration.user_id.as_str(), carol);
    let error = register(&client, "carol").await.unwrap_err();
    assert_eq!(error.errcode(), Some(&ErrorCode::Exclusive));
    assert_eq!(error.api().unwrap().status.as_u16(), 400);

    let log_in = |user: &str| {
        let identifier = json!({ "type": "m.id.user", "user": user });
        let identifier: types::UserIdentifier = serde_json::from_value(identifier).unwrap();
        client.login("m.login.application_service").identifier(identifier)
    };
    let login = log_in("telegram_carol").options(CallOptions::new().authenticated()).send().await.unwrap();
    assert_eq!(login.user_id.as_str(), carol);
    let user = Credentials::access_token(login.access_token);
    let me = client.with_credentials(user).whoami().send().await.unwrap();
    assert_eq!((me.user_id.as_str(), me.device_id), (carol.as_str(), login.device_id));

    let other = User::register(synapse, "no-guest-of-the-bridge").await;
    let login = log_in(other.registration.user_id.as_str()).options(CallOptions::new().authenticated());
    let error = login.send().await.unwrap_err();
    assert_eq!(error.errcode(), Some(&ErrorCode::Forbidden));
    // Without the credential, the server refuses the login.
    let error = log_in("telegram_carol").send().await.unwrap_err();
    assert_eq!(error.errcode(), Some(&ErrorCode::MissingToken));
}

#[tokio::test]
async fn an_application_service_acts_as_users_of_its_namespace_only() {
    let Some(synapse) = synapse() else { return };
    let registration = synapse.service.registration();
    let client = bridge(synapse, registration);
    register(&client, "telegram_dave").await.unwrap();
    let dave = format!("@telegram_dave:{}", synapse.server_name);
    let credentials = registration.credentials().user_id(dave.as_str());
    let as_dave = client.with_credentials(credentials.clone());
    let as_dave_in_query = client.with_credentials(credentials.in_query());
    for client in [&as_dave, &as_dave_in_query] {
        assert_eq!(client.whoami().send().await.unwrap().user_id.as_str(), dave);
    }
    // The user of the call overrides that of the client.
    register(&client, "telegram_erin").await.unwrap();
    let erin = format!("@telegram_erin:{}", synapse.server_name);
    let options = CallOptions::new().user_id(erin.as_str());
    assert_eq!(as_dave.whoami().options(options).send().await.unwrap().user_id.as_str(), erin);

    let other = User::register(synapse, "outside-of-the-bridge").await;
    let options = CallOptions::new().user_id(other.registration.user_id.as_str());
    let error = client.whoami().options(options).send().await.unwrap_err();
    assert_eq!(error.errcode(), Some(&ErrorCode::Forbidden));
}

#[tokio::test]
async fn an_application_service_creates_rooms_and_sends_messages_as_a_user() {
    let Some(synapse) = synapse() else { return };
    let client = bridge(synapse, synapse.service.registration());
    register(&client, "telegram_frank").await.unwrap();
    let frank = format!("@telegram_frank:{}", synapse.server_name);
    let as_frank = || CallOptions::new().user_id(frank.as_str());
    let room_id = client.create_room().options(as_frank()).send().await.unwrap().room_id;
    let content = json!({ "msgtype": "m.text", "body": "hello" });
    let send = |id| client.send_message(&room_id, "m.room.message", id, &content);
    let event_id = send("t1").options(as_frank()).send().await.unwrap().event_id;
    let event = client.get_one_room_event(&room_id, &event_id).options(as_frank()).send().await.unwrap();
    assert_eq!(event.parse().unwrap().sender.as_str(), frank);
    // The application service's own user is not in the room. The transaction ID is new, because a known one would return
    // the first event again.
    assert_eq!(send("t2").send().await.unwrap_err().errcode(), Some(&ErrorCode::Forbidden));
}
