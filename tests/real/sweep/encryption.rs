//! Keys of devices and users, and their backup.

use std::collections::BTreeMap;

use matrix_openapi::client_server::types;
use matrix_openapi::id::{RoomId, UserId};
use matrix_openapi::json::RawObject;
use matrix_openapi::signing::SigningKey;
use serde_json::{Value, json};

use super::account::Account;
use super::recorder::seen;
use super::second_server::typed;
use super::servers::Servers;

pub async fn run(s: &Servers, alice: &Account, bob: &Account) {
    let device = device_keys(s, alice).await;
    cross_signing(s, alice, &device).await;
    let since = seen!(s, bob.client.sync()).unwrap().next_batch;
    device_keys(s, bob).await;
    let until = seen!(s, bob.client.sync()).unwrap().next_batch;
    seen!(s, bob.client.get_keys_changes(&since, &until));
    seen!(s, bob.client.query_keys([(&alice.user_id, Vec::new())]));
    let wanted = BTreeMap::from([(alice.device_id.clone(), "signed_curve25519".to_owned())]);
    seen!(s, bob.client.claim_keys([(&alice.user_id, wanted)]));
    let content = RawObject::of(&json!({ "request_id": "1" })).unwrap();
    let content = BTreeMap::from([(bob.device_id.clone(), content)]);
    seen!(s, alice.client.send_to_device("org.example.event", "t1", [(&bob.user_id, content)]));
    backup(s, alice).await;
}

/// Uploads keys of the account's device, and returns them.
async fn device_keys(s: &Servers, account: &Account) -> Value {
    let (user, device) = (&account.user_id, &account.device_id);
    let key = SigningKey::new(&format!("ed25519:{device}"), &[3; 32]).unwrap();
    let curve = SigningKey::new("ed25519:a", &[4; 32]).unwrap().public_key_base64();
    let keys = json!({
        "user_id": user,
        "device_id": device,
        "algorithms": ["m.olm.v1.curve25519-aes-sha2", "m.megolm.v1.aes-sha2"],
        "keys": { format!("curve25519:{device}"): curve, key.key_id(): key.public_key_base64() },
    });
    let keys = signed(keys, user, key.key_id(), &key);
    let one_time = signed(json!({ "key": curve }), user, key.key_id(), &key);
    let fallback = signed(json!({ "key": curve, "fallback": true }), user, key.key_id(), &key);
    let upload = account.client.upload_keys().device_keys(typed::<types::DeviceKeys>(&keys));
    let upload =
        upload.one_time_keys([("signed_curve25519:AAAAAA", typed::<types::OneTimeKeysItem>(&one_time))]);
    let upload =
        upload.fallback_keys([("signed_curve25519:AAAAAB", typed::<types::OneTimeKeysItem>(&fallback))]);
    seen!(s, upload);
    keys
}

async fn cross_signing(s: &Servers, alice: &Account, device: &Value) {
    let user = &alice.user_id;
    let (master, own, others) = (cross_key(11), cross_key(12), cross_key(13));
    let object = |(id, key): &(String, SigningKey), usage: &str| json!({ "user_id": user, "usage": [usage], "keys": { id.as_str(): key.public_key_base64() } });
    let of_master = |value| typed::<types::CrossSigningKey>(&signed(value, user, &master.0, &master.1));
    let upload = alice.client.upload_cross_signing_keys().options(alice.uia());
    let upload = upload.master_key(typed::<types::CrossSigningKey>(&object(&master, "master")));
    let upload = upload.self_signing_key(of_master(object(&own, "self_signing")));
    seen!(s, upload.user_signing_key(of_master(object(&others, "user_signing"))));
    let device = signed(device.clone(), user, &own.0, &own.1);
    let signatures = json!({ user.as_str(): { alice.device_id.as_str(): device } });
    seen!(s, alice.client.upload_cross_signing_signatures(&signatures));
}

/// Creates a key whose identifier is the key itself.
fn cross_key(seed: u8) -> (String, SigningKey) {
    let key = SigningKey::new("ed25519:a", &[seed; 32]).unwrap();
    (format!("ed25519:{}", key.public_key_base64()), key)
}

/// Adds the signature of a user, under this key ID.
fn signed(mut value: Value, user: &UserId, key_id: &str, key: &SigningKey) -> Value {
    let object = value.as_object_mut().unwrap();
    let earlier = object.remove("signatures");
    key.sign_json(user, object).unwrap();
    let signatures = object["signatures"][user.as_str()].as_object_mut().unwrap();
    let signature = signatures.remove(key.key_id()).unwrap();
    signatures.insert(key_id.to_owned(), signature);
    if let Some(Value::Object(earlier)) = earlier {
        let earlier = earlier[user.as_str()].as_object().unwrap().clone();
        object["signatures"][user.as_str()].as_object_mut().unwrap().extend(earlier);
    }
    value
}

async fn backup(s: &Servers, alice: &Account) {
    let client = &alice.client;
    let algorithm = "m.megolm_backup.v1.curve25519-aes-sha2";
    let auth = json!({ "public_key": "abcdefg", "signatures": {} });
    let version = seen!(s, client.post_room_keys_version(algorithm, &auth)).unwrap().version;
    seen!(s, client.get_room_keys_version_current());
    seen!(s, client.get_room_keys_version(&version));
    let changed = json!({ "public_key": "abcdefg", "signatures": { "a": { "b": "c" } } });
    seen!(s, client.put_room_keys_version(&version, algorithm, &changed));
    let room_id = RoomId::unchecked("!backup:example.org");
    let session = json!({ "ephemeral": "abc", "ciphertext": "def", "mac": "ghi" });
    let data = || types::KeyBackupData::new(0, 0, false, RawObject::of(&session).unwrap());
    seen!(s, client.put_room_key_by_session_id(&room_id, "one", &version, 0, 0, false, &session));
    seen!(s, client.put_room_keys_by_room_id(&room_id, &version, [("two".to_owned(), data())]));
    let room = types::RoomKeyBackup::new([("three".to_owned(), data())]);
    seen!(s, client.put_room_keys(&version, [(&room_id, room)]));
    seen!(s, client.get_room_key_by_session_id(&room_id, "one", &version));
    seen!(s, client.get_room_keys_by_room_id(&room_id, &version));
    seen!(s, client.get_room_keys(&version));
    seen!(s, client.delete_room_key_by_session_id(&room_id, "one", &version));
    seen!(s, client.delete_room_keys_by_room_id(&room_id, &version));
    seen!(s, client.delete_room_keys(&version));
    seen!(s, client.delete_room_keys_version(&version));
}
