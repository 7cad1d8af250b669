//! User-interactive authentication.

use matrix_openapi::auth::Uia;
use matrix_openapi::client_server::{Client, types};
use matrix_openapi::error::ErrorCode;
use serde_json::json;

use crate::accounts::User;
use crate::secret::random_secret;
use crate::step_log::StepLog;
use crate::synapse::{Synapse, synapse};

/// Registers a user with two devices, and returns a client of the first device and the ID of the second.
async fn with_two_devices(synapse: &Synapse, name: &str) -> (User, Client, StepLog, String) {
    let user = User::register(synapse, name).await;
    let log = StepLog::default();
    let anonymous = Client::builder(&synapse.url).middleware(log.clone()).build().unwrap();
    let log_in = || async {
        let login = anonymous.password_login(name, user.password.as_str());
        anonymous.log_in(login).await.unwrap()
    };
    let (first, second) = (log_in().await, log_in().await);
    (user, first.client, log, second.device_id.unwrap())
}

#[tokio::test]
async fn a_device_is_deleted_with_a_password() {
    let Some(synapse) = synapse() else { return };
    let (user, client, log, device_id) = with_two_devices(synapse, "deleting").await;
    let password = Uia::new().password("deleting", user.password.as_str());
    client.delete_device(&device_id).options(password).send().await.unwrap();
    assert_eq!(log.steps()[2..], ["delete_device 401", "delete_device 200"]);
    let error = client.get_device(&device_id).send().await.unwrap_err();
    assert_eq!(error.errcode(), Some(&ErrorCode::NotFound));
}

#[tokio::test]
async fn a_wrong_password_is_an_error_with_the_challenge() {
    let Some(synapse) = synapse() else { return };
    let (user, client, log, device_id) = with_two_devices(synapse, "mistaken").await;
    let id = user.registration.user_id.as_str();
    let wrong = Uia::new().password(id, "not the password");
    let error = client.delete_device(&device_id).options(wrong).send().await.unwrap_err();
    assert_eq!(error.errcode(), Some(&ErrorCode::Forbidden));
    assert_eq!(error.api().unwrap().status.as_u16(), 401);
    let challenge = error.uia().unwrap();
    assert!(challenge.completed.is_empty());
    assert!(challenge.flows.iter().any(|flow| flow.stages == ["m.login.password"]));
    // The password was tried once.
    assert_eq!(log.steps()[2..], ["delete_device 401", "delete_device 401"]);
    assert_eq!(client.get_device(&device_id).send().await.unwrap().device_id, device_id);

    // The session of the challenge is still open, so a second attempt can succeed.
    let auth = json!({
        "type": "m.login.password",
        "identifier": { "type": "m.id.user", "user": id },
        "password": user.password,
        "session": challenge.session.as_ref().unwrap(),
    });
    let auth: types::AuthData = serde_json::from_value(auth).unwrap();
    client.delete_device(&device_id).auth(auth).send().await.unwrap();
    assert_eq!(log.count("delete_device 200"), 1);
}

#[tokio::test]
async fn without_stages_the_challenge_is_returned() {
    let Some(synapse) = synapse() else { return };
    let anonymous = Client::builder(&synapse.url).build().unwrap();
    let register = || anonymous.register().username("by-hand").password(random_secret());
    let error = register().send().await.unwrap_err();
    assert_eq!((error.api().unwrap().status.as_u16(), error.errcode()), (401, None));
    let challenge = error.uia().unwrap();
    assert!(challenge.flows.iter().any(|flow| flow.stages == ["m.login.dummy"]));
    let auth = json!({ "type": "m.login.dummy", "session": challenge.session });
    let auth: types::AuthData = serde_json::from_value(auth).unwrap();
    register().auth(auth).send().await.unwrap();
}

#[tokio::test]
async fn stages_that_the_server_does_not_offer_are_not_tried() {
    let Some(synapse) = synapse() else { return };
    let (_, client, log, device_id) = with_two_devices(synapse, "helpless").await;
    let error = client.delete_device(&device_id).options(Uia::new()).send().await.unwrap_err();
    assert!(error.uia().unwrap().flows.iter().any(|flow| flow.stages == ["m.login.password"]));
    assert_eq!(log.steps()[2..], ["delete_device 401"]);
}
