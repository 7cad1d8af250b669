//! Unknown fields are kept: in responses, and in requests that contain such values.

use matrix_openapi::client_server::Client;
use matrix_openapi::id::ServerName;
use matrix_openapi::json::Raw;
use matrix_openapi::signing::{SigningKey, verify_json};
use matrix_openapi::{Credentials, Error, application_service, push_gateway, server_server};
use matrix_openapi_testing::Server;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::decode;

fn key() -> SigningKey {
    SigningKey::new("ed25519:1", &[0; 32]).unwrap()
}

fn read<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

/// Returns the body that a call sends.
macro_rules! sent {
    ($Client:path, $credentials:expr, $client:ident => $call:expr) => {{
        use $Client as Api;
        let server = Server::json("{}").await;
        let $client = Api::builder(&server.url).credentials($credentials).build().unwrap();
        let _ = $call.send().await;
        serde_json::from_slice::<Value>(&server.request().body).unwrap()
    }};
}

/// Signs an object, reads it as a `T` and writes it, and verifies the signature of the result.
fn stays_signed<T: DeserializeOwned + Serialize>(object: Value) {
    let mut object = object;
    object["org.example.unknown"] = json!({"b": [1, null, "\u{e9}"], "a": {}});
    object["unsigned"] = json!({"age": 1});
    let server = ServerName::parse("here.example.org").unwrap();
    key().sign_json(&server, object.as_object_mut().unwrap()).unwrap();
    let typed: T = read(object.clone());
    let written = serde_json::to_value(&typed).unwrap();
    assert_eq!(written, object);
    verify_json(written.as_object().unwrap(), &server, "ed25519:1", &key().public_key_base64()).unwrap();
}

#[test]
fn signed_objects_verify_after_passing_through_their_types() {
    use matrix_openapi::client_server::types as client;
    use matrix_openapi::server_server::types as federation;
    stays_signed::<client::DeviceKeys>(json!({
        "algorithms": ["m.olm.v1.curve25519-aes-sha2"], "device_id": "A", "keys": {"ed25519:A": "k"},
        "user_id": "@alice:example.org", "dehydrated": true,
    }));
    stays_signed::<client::CrossSigningKey>(json!({
        "keys": {"ed25519:k": "k"}, "usage": ["master"], "user_id": "@alice:example.org",
        "signatures": {"@alice:example.org": {"ed25519:A": "s"}},
    }));
    stays_signed::<client::OneTimeKeysKeyObject>(json!({"key": "zKbL", "fallback": true}));
    stays_signed::<federation::Keys>(json!({
        "server_name": "here.example.org", "valid_until_ts": 1_800_000_000_000_i64, "verify_keys": {},
        "tls_fingerprints": [{"sha256": "abc"}],
    }));
}

#[test]
fn signatures_of_cross_signing_keys_are_found_by_user_and_key() {
    let key: matrix_openapi::client_server::types::CrossSigningKey = read(json!({
        "keys": {"ed25519:k": "k"}, "usage": ["self_signing"], "user_id": "@alice:example.org",
        "signatures": {"@alice:example.org": {"ed25519:master": "s"}},
    }));
    assert_eq!(key.signatures.unwrap()["@alice:example.org"]["ed25519:master"], "s");
}

#[test]
fn responses_keep_unknown_fields() {
    use matrix_openapi::client_server::types;
    let text = r#"{"flows":[{"type":"m.login.sso","identity_providers":[{"id":"oidc-hub","name":"Hub","icon":null,"brand":"hub"}]}]}"#;
    let flows: types::GetLoginFlowsResponse = decode(text).unwrap();
    assert_eq!(serde_json::to_value(flows).unwrap(), serde_json::from_str::<Value>(text).unwrap());
    let text = r#"{"next_batch":"s","rooms":{"join":{"!r":{"org.matrix.msc2654.unread_count":3}}}}"#;
    let sync: types::SyncResponse = decode(text).unwrap();
    let room = sync.rooms.unwrap().join.unwrap().into_values().next().unwrap();
    assert_eq!(room.extra.get::<u64>("org.matrix.msc2654.unread_count").unwrap(), Some(3));
    let text = r#"{"global":{"override":[{"rule_id":"r","default":false,"enabled":true,"actions":[],"conditions":[{"kind":"org.example.time","between":["08:00","17:00"]}]}]}}"#;
    let rules: types::GetPushRulesResponse = decode(text).unwrap();
    assert_eq!(serde_json::to_value(rules).unwrap(), serde_json::from_str::<Value>(text).unwrap());
    let text = r#"{"pushers":[{"pushkey":"k","kind":"http","app_id":"a","app_display_name":"x","device_display_name":"y","lang":"en","data":{"url":"https://p.example.org","default_payload":{"aps":{}}}}]}"#;
    let pushers: types::GetPushersResponse = decode(text).unwrap();
    assert_eq!(serde_json::to_value(pushers).unwrap(), serde_json::from_str::<Value>(text).unwrap());
}

#[tokio::test]
async fn typed_arguments_are_sent_with_unknown_fields() {
    let token = || Credentials::access_token("syt_x");
    let content = json!({"membership":"join","displayname":"Alice","avatar_url":"mxc://example.org/a","org.example.x":1});
    let body = sent!(server_server::Client, Credentials::federation("here.example.org", "there.example.org", key()), client => {
        client.send_join_v2(
            "!r:example.org", "$e", read::<server_server::types::SendJoinV2MembershipEventContent>(content.clone()),
            "here.example.org", 1, "@alice:here.example.org", "@alice:here.example.org", "m.room.member",
        ).extra("depth", 5).extra("hashes", json!({"sha256": "h"}))
    });
    assert_eq!(
        (&body["content"], &body["depth"], &body["hashes"]),
        (&content, &json!(5), &json!({"sha256": "h"}))
    );

    let key =
        json!({"key": "zKbL", "fallback": true, "signatures": {"@alice:example.org": {"ed25519:A": "sig"}}});
    let body = sent!(Client, token(), client => {
        client.upload_keys().fallback_keys([("signed_curve25519:AAAAHg", read::<
            matrix_openapi::client_server::types::OneTimeKeysItem>(key.clone()))])
    });
    assert_eq!(body["fallback_keys"]["signed_curve25519:AAAAHg"], key);

    let device = json!({"algorithms":[],"device_id":"A","keys":{},"user_id":"@alice:example.org","signatures":{},"dehydrated":true});
    let body = sent!(Client, token(), client => {
        client.upload_keys().device_keys(read::<matrix_openapi::client_server::types::DeviceKeys>(device.clone()))
    });
    assert_eq!(body["device_keys"], device);

    let notification = json!({"devices":[{"app_id":"a","pushkey":"k","data":{"format":"event_id_only","default_payload":{"aps":{"x":1}}}}]});
    let server = Server::json("{}").await;
    let gateway = push_gateway::Client::builder(&server.url).build().unwrap();
    let typed = read::<push_gateway::types::NotifyNotification>(notification.clone());
    gateway.notify(typed).send().await.unwrap();
    let body: Value = serde_json::from_slice(&server.request().body).unwrap();
    assert_eq!(body["notification"], notification);
}

#[tokio::test]
async fn a_known_field_is_refused_as_an_extra_one() {
    let server = Server::json("{}").await;
    let client =
        Client::builder(&server.url).credentials(Credentials::access_token("syt_x")).build().unwrap();
    let error = client.create_room().extra("name", "x").send().await.unwrap_err();
    assert!(matches!(&error, Error::InvalidArgument { argument, .. } if argument == "name"), "{error}");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn every_call_with_an_object_body_takes_extra_fields() {
    let server = Server::json("").await;
    let homeserver = application_service::Client::builder(&server.url)
        .credentials(Credentials::homeserver("hs_x"))
        .build()
        .unwrap();
    let events: [Raw<application_service::types::ClientEvent>; 0] = [];
    homeserver
        .send_transaction("t", events)
        .extra("de.sorunome.msc2409.ephemeral", json!([]))
        .send()
        .await
        .unwrap();
    let body: Value = serde_json::from_slice(&server.request().body).unwrap();
    assert_eq!(body, json!({"events": [], "de.sorunome.msc2409.ephemeral": []}));
}
