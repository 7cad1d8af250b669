//! What only an application service can do.

use matrix_openapi::client_server::Client;
use matrix_openapi::{CredentialKind, Credentials, Error};

use crate::accounts::User;
use crate::recorder::Recorder;
use crate::support::Registration;
use crate::synapse::{Synapse, synapse};

fn bridge(synapse: &Synapse, registration: &Registration) -> Client {
    let credentials = Credentials::appservice(registration.as_token.as_str());
    Client::builder(&synapse.url).credentials(credentials).build().unwrap()
}

/// The status and the code that a ping is refused with.
async fn refusal(client: &Client, id: &str) -> (u16, String, Option<u64>) {
    let error = client.ping_appservice(id).send().await.unwrap_err();
    let Error::Api(answer) = error else { panic!("{error}") };
    let reported = answer.fields.get("status").and_then(serde_json::Value::as_u64);
    (answer.status.as_u16(), answer.errcode.unwrap().as_str().to_owned(), reported)
}

#[tokio::test]
async fn a_ping_reaches_the_application_service() {
    let Some(synapse) = synapse() else { return };
    let client = bridge(synapse, synapse.service.registration());
    let pong = client.ping_appservice("telegram").transaction_id("there and back").send().await.unwrap();
    assert!((0..60_000).contains(&pong.duration_ms));
    // The application service answers the homeserver's token alone, and only then keeps the transaction ID.
    assert_eq!(synapse.service.transactions().await, ["there and back"]);
}

#[tokio::test]
async fn a_ping_that_fails_says_how() {
    let Some(synapse) = synapse() else { return };
    let down = refusal(&bridge(synapse, &synapse.down), "down").await;
    assert_eq!(down, (502, "M_CONNECTION_FAILED".to_owned(), None));
    let refusing = refusal(&bridge(synapse, &synapse.refusing), "refusing").await;
    assert_eq!(refusing, (502, "M_BAD_STATUS".to_owned(), Some(403)));
    let another = refusal(&bridge(synapse, &synapse.down), "telegram").await;
    assert_eq!(another, (403, "M_FORBIDDEN".to_owned(), None));
}

#[tokio::test]
async fn a_ping_with_the_credentials_of_a_user_is_never_sent() {
    let Some(synapse) = synapse() else { return };
    let user = User::register(synapse, "no-bridge").await;
    let recorder = Recorder::start(&synapse.url).await;
    let credentials = Credentials::access_token(user.registration.access_token.unwrap());
    let client = Client::builder(recorder.url()).credentials(credentials).build().unwrap();
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
