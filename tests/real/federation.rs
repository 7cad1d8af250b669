//! Requests between homeservers, which are signed.
//!
//! The server is spoken to in its own name, since it knows its own keys without asking for them.

use matrix_openapi::server_server::Client;
use matrix_openapi::signing::SigningKey;
use matrix_openapi::{Credentials, Error};

use crate::accounts::User;
use crate::synapse::{Synapse, synapse};
use matrix_openapi_testing::RecordingProxy;

fn homeserver(synapse: &Synapse, url: &str, destination: &str, key: SigningKey) -> Client {
    let credentials = Credentials::federation(synapse.server_name.as_str(), destination, key);
    Client::builder(url).credentials(credentials).build().unwrap()
}

fn key(synapse: &Synapse) -> SigningKey {
    SigningKey::from_base64("ed25519:a1", &synapse.signing_seed).unwrap()
}

/// The status and the code of a refusal.
fn refusal(error: &Error) -> (u16, String) {
    let answer = error.api().unwrap();
    (answer.status.as_u16(), answer.errcode.as_ref().unwrap().as_str().to_owned())
}

#[tokio::test]
async fn signed_requests_are_let_in() {
    let Some(synapse) = synapse() else { return };
    let user = User::register(synapse, "federated").await;
    let id = &user.registration.user_id;
    let recorder = RecordingProxy::start(&synapse.url).await;
    let client = homeserver(synapse, &recorder.url, &synapse.server_name, key(synapse));

    let profile = client.query_profile(id).field("displayname").send().await.unwrap();
    assert_eq!(profile.displayname.as_deref(), Some("federated"));
    // The signature covers the body as well, whatever is in it.
    let devices = vec!["Gerät \"1\" \u{1f4f1}\n".to_owned()];
    let keys = client.query_user_encryption_keys([(id.clone(), devices)]).send().await.unwrap();
    assert!(keys.device_keys[id].is_empty());

    let requests = recorder.requests();
    assert_eq!(requests.len(), 2);
    for request in requests {
        let [header] = request.header("authorization")[..] else { panic!("not one header") };
        assert!(
            header.starts_with("X-Matrix ") && !header.contains(&synapse.signing_seed),
            "{}",
            request.line
        );
    }
}

#[tokio::test]
async fn what_is_signed_otherwise_is_refused() {
    let Some(synapse) = synapse() else { return };
    let unauthorized = (401, "M_UNAUTHORIZED".to_owned());
    let user_id = format!("@nobody:{}", synapse.server_name);

    let another = SigningKey::new("ed25519:a1", &[7; 32]).unwrap();
    let client = homeserver(synapse, &synapse.url, &synapse.server_name, another);
    let error = client.query_profile(&user_id).send().await.unwrap_err();
    assert_eq!(refusal(&error), unauthorized);

    let client = homeserver(synapse, &synapse.url, "another.example.org", key(synapse));
    let error = client.query_profile(&user_id).send().await.unwrap_err();
    assert_eq!(refusal(&error), unauthorized);
}
