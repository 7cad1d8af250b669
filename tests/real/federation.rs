//! Signed requests between homeservers.
//!
//! The requests have the server's own name, because it knows its own keys.

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

/// Returns the status and the code of an error.
fn status_and_code(error: &Error) -> (u16, String) {
    let api_error = error.api().unwrap();
    (api_error.status.as_u16(), api_error.errcode.as_ref().unwrap().as_str().to_owned())
}

#[tokio::test]
async fn signed_requests_are_accepted() {
    let Some(synapse) = synapse() else { return };
    let user = User::register(synapse, "federated").await;
    let id = &user.registration.user_id;
    let recorder = RecordingProxy::start(&synapse.url).await;
    let client = homeserver(synapse, &recorder.url, &synapse.server_name, key(synapse));

    let profile = client.query_profile(id).field("displayname").send().await.unwrap();
    assert_eq!(profile.displayname.as_deref(), Some("federated"));
    // The signature also covers the body, including escaped characters.
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
async fn requests_with_a_wrong_signature_are_refused() {
    let Some(synapse) = synapse() else { return };
    let unauthorized = (401, "M_UNAUTHORIZED".to_owned());
    let user_id = format!("@nobody:{}", synapse.server_name);

    let another = SigningKey::new("ed25519:a1", &[7; 32]).unwrap();
    let client = homeserver(synapse, &synapse.url, &synapse.server_name, another);
    let error = client.query_profile(&user_id).send().await.unwrap_err();
    assert_eq!(status_and_code(&error), unauthorized);

    let client = homeserver(synapse, &synapse.url, "another.example.org", key(synapse));
    let error = client.query_profile(&user_id).send().await.unwrap_err();
    assert_eq!(status_and_code(&error), unauthorized);
}
