//! Responses without a stub.

use std::collections::BTreeMap;

use matrix_openapi::auth::LogInMethod;
use matrix_openapi::client_server::{Client, op, types};
use matrix_openapi::id::UserId;
use matrix_openapi::mock::Sample;
use matrix_openapi::server::ErrorResponse;

use super::{ALICE, alice, server};

#[tokio::test]
async fn a_response_whose_fields_are_all_optional_has_them() {
    let server = server().await;
    let client = alice(&server);
    assert_eq!(client.get_devices().await.unwrap().devices.map(|devices| devices.len()), Some(1));
    assert_eq!(types::GetDevicesResponse::sample().devices.map(|devices| devices.len()), Some(1));
    let found = client.get_room_id_by_alias("#room:example.org").await.unwrap();
    assert!(found.room_id.is_some() && found.servers.is_some());
    // Fields that report a failure are left out.
    assert_eq!(types::QueryKeysResponse::sample().failures, None);
    assert_eq!(server.violations(), []);
}

#[tokio::test]
async fn maps_have_the_users_and_devices_of_the_request() {
    let server = server().await;
    let client = alice(&server);
    let users = ["@bob:example.org", "@carol:example.org"];
    let [bob, carol] = users.map(UserId::unchecked);
    let asked = BTreeMap::from([(bob.clone(), vec!["PHONE".to_owned()]), (carol.clone(), Vec::new())]);
    let found = client.query_keys(asked).await.unwrap();
    let devices = found.device_keys.unwrap();
    assert_eq!(devices.keys().collect::<Vec<_>>(), [&bob, &carol]);
    assert_eq!(devices[&bob].keys().collect::<Vec<_>>(), ["PHONE"]);
    assert_eq!(devices[&carol].len(), 1);
    for (user, devices) in &devices {
        for (device, keys) in devices {
            assert_eq!((&keys.user_id, &keys.device_id), (user, device));
        }
    }
    assert_eq!(found.master_keys.unwrap().keys().collect::<Vec<_>>(), [&bob, &carol]);
    // The caller is joined to the room.
    let joined = client.get_joined_members_by_room("!room:example.org").await.unwrap().joined.unwrap();
    assert_eq!(joined.keys().map(UserId::as_str).collect::<Vec<_>>(), [ALICE]);
}

#[tokio::test]
async fn the_server_offers_the_logins_that_it_accepts() {
    let server = server().await;
    server.on(op::GetAuthMetadata).refuse(ErrorResponse::unrecognized());
    let client = Client::builder(server.url()).build().unwrap();
    let methods = client.log_in_methods().await.unwrap();
    assert_eq!(methods, [LogInMethod::Password, LogInMethod::Sso, LogInMethod::Token]);
    let known = client.log_in(client.token_login("token")).await.unwrap().client;
    assert!(known.whoami().await.is_ok());
}

#[test]
fn enumerations_have_samples() {
    assert_eq!(serde_json::to_string(&types::Direction::sample()).unwrap(), r#""f""#);
    assert_eq!(serde_json::to_string(&types::Direction::full_sample()).unwrap(), r#""f""#);
}
