//! Redaction by Synapse, compared with [`redact`].

use matrix_openapi::client_server::Client;
use matrix_openapi::client_server::types::GetRoomStateWithKeyFormat;
use matrix_openapi::error::ErrorCode;
use matrix_openapi::events::{RoomVersion, redact};
use matrix_openapi::id::{EventId, RoomId};
use serde_json::{Map, Value, json};

use crate::accounts::User;
use crate::synapse::synapse;

/// A version for each set of rules.
const VERSIONS: [&str; 6] = ["1", "6", "8", "9", "11", "12"];

#[tokio::test]
async fn redaction_keeps_the_fields_of_each_state_event_that_its_rules_keep() {
    let Some(synapse) = synapse() else { return };
    let user = User::register(synapse, "redacting-state").await;
    let client = &user.client;
    for version in VERSIONS {
        let room_id = client.create_room().room_version(version).send().await.unwrap().room_id;
        let levels =
            client.get_room_state_with_key(&room_id, "m.room.power_levels", "").send_raw().await.unwrap();
        let mut levels: Map<String, Value> = serde_json::from_str(levels.json()).unwrap();
        levels.insert("invite".to_owned(), json!(50));
        levels.insert("notifications".to_owned(), json!({ "room": 50 }));
        let membership = json!({ "type": "m.room_membership", "room_id": "!a:example.org" });
        let me = user.registration.user_id.as_str();
        let states = [
            ("m.room.history_visibility", "", json!({ "history_visibility": "shared", "more": 1 })),
            ("m.room.join_rules", "", json!({ "join_rule": "invite", "allow": [membership], "more": 1 })),
            ("m.room.member", me, json!({ "membership": "join", "displayname": "Me", "more": 1 })),
            ("m.room.power_levels", "", Value::Object(levels)),
            ("m.room.aliases", synapse.server_name.as_str(), json!({ "aliases": [], "more": 1 })),
        ];
        let mut sent = Vec::new();
        for (kind, key, content) in &states {
            let call = client.set_room_state_with_key(&room_id, kind, key, content);
            sent.push(call.send().await.unwrap().event_id);
        }
        assert_redacted_as_by_us(client, &room_id, version, &sent).await;
    }
}

#[tokio::test]
async fn redaction_empties_each_other_event() {
    let Some(synapse) = synapse() else { return };
    let user = User::register(synapse, "redacting-all").await;
    let client = &user.client;
    let room_id = client.create_room().room_version("12").send().await.unwrap().room_id;
    let first = json!({ "msgtype": "m.text", "body": "first" });
    let first = client.send_message(&room_id, "m.room.message", "first", &first).send().await.unwrap();
    let mut sent = vec![first.event_id.clone()];
    for (number, (kind, content)) in messages(&first.event_id).into_iter().enumerate() {
        let call = client.send_message(&room_id, kind, format!("{number}"), &content);
        sent.push(call.send().await.unwrap().event_id);
    }
    // A server does not redact the create event of a room and its server ACL.
    for (kind, content) in states() {
        let call = client.set_room_state_with_key(&room_id, kind, "", &content);
        sent.push(call.send().await.unwrap().event_id);
    }
    let redaction = client.redact_event(&room_id, &sent[0], "first").reason("spam").send().await.unwrap();
    sent.push(redaction.event_id.unwrap());
    assert_redacted_as_by_us(client, &room_id, "12", &sent).await;
}

/// Returns events that are not state, with contents that redaction must remove. Some of them refer to another event.
fn messages(target: &EventId) -> Vec<(&'static str, Value)> {
    let call = |more: Value| {
        let mut content = json!({ "call_id": "c", "party_id": "p", "version": "1" });
        content.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        content
    };
    let reference = json!({ "rel_type": "m.reference", "event_id": target });
    vec![
        ("m.room.message", json!({ "msgtype": "m.text", "body": "a" })),
        ("m.room.message", json!({ "msgtype": "m.image", "body": "a", "url": "mxc://example.org/a" })),
        (
            "m.room.encrypted",
            json!({ "algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "a", "session_id": "s" }),
        ),
        ("m.sticker", json!({ "body": "a", "info": {}, "url": "mxc://example.org/a" })),
        (
            "m.reaction",
            json!({ "m.relates_to": { "rel_type": "m.annotation", "event_id": target, "key": "a" } }),
        ),
        ("m.call.invite", call(json!({ "lifetime": 1, "offer": { "type": "offer", "sdp": "s" } }))),
        ("m.call.candidates", call(json!({ "candidates": [] }))),
        ("m.call.answer", call(json!({ "answer": { "type": "answer", "sdp": "s" } }))),
        ("m.call.hangup", call(json!({ "reason": "user_hangup" }))),
        ("m.key.verification.ready", json!({ "from_device": "D", "methods": [], "m.relates_to": reference })),
        ("m.key.verification.cancel", json!({ "code": "m.user", "reason": "a", "m.relates_to": reference })),
        ("org.example.event", json!({ "a": { "b": [1] } })),
    ]
}

/// Returns state events whose whole content every set of rules removes.
fn states() -> Vec<(&'static str, Value)> {
    vec![
        ("m.room.name", json!({ "name": "a" })),
        ("m.room.topic", json!({ "topic": "a" })),
        ("m.room.avatar", json!({ "url": "mxc://example.org/a" })),
        ("m.room.pinned_events", json!({ "pinned": ["$a"] })),
        ("m.room.guest_access", json!({ "guest_access": "can_join" })),
        ("m.room.encryption", json!({ "algorithm": "m.megolm.v1.aes-sha2" })),
        ("m.space.child", json!({ "via": ["example.org"] })),
        ("m.space.parent", json!({ "via": ["example.org"], "canonical": true })),
        (
            "m.policy.rule.user",
            json!({ "entity": "@a:example.org", "reason": "a", "recommendation": "m.ban" }),
        ),
        ("m.room.tombstone", json!({ "body": "a", "replacement_room": "!a:example.org" })),
        ("org.example.state", json!({ "a": 1 })),
    ]
}

/// Redacts events, and compares the remaining fields with those of our redaction.
async fn assert_redacted_as_by_us(client: &Client, room_id: &RoomId, version: &str, sent: &[EventId]) {
    let version = RoomVersion::from(version);
    let mut expected = Vec::new();
    for event_id in sent {
        expected.push(redact(event(client, room_id, event_id).await, &version));
    }
    for (number, event_id) in sent.iter().enumerate() {
        client.redact_event(room_id, event_id, format!("r{number}")).send().await.unwrap();
    }
    for (event_id, expected) in sent.iter().zip(expected) {
        let mut found = event(client, room_id, event_id).await;
        let because = found
            .remove("unsigned")
            .and_then(|mut unsigned| unsigned.get_mut("redacted_because").map(Value::take));
        assert!(because.is_some(), "{} was not redacted", expected["type"]);
        // Synapse also sends these fields outside of `unsigned`.
        found.retain(|name, _| {
            !["age", "user_id", "redacted_because", "prev_content", "replaces_state"].contains(&name.as_str())
        });
        assert_eq!(found, expected, "{} in version {version:?}", expected["type"]);
    }
}

async fn event(client: &Client, room_id: &RoomId, event_id: &EventId) -> Map<String, Value> {
    match client.get_one_room_event(room_id, event_id).send_raw().await {
        Ok(raw) => serde_json::from_str(raw.json()).unwrap(),
        // Synapse does not return `m.room.aliases` there, but among the state.
        Err(error) => {
            assert_eq!(error.errcode(), Some(&ErrorCode::NotFound), "{error}");
            let key = synapse().unwrap().server_name.as_str();
            let state = client.get_room_state_with_key(room_id, "m.room.aliases", key);
            let raw = state.format(GetRoomStateWithKeyFormat::Event).send_raw().await.unwrap();
            let event: Map<String, Value> = serde_json::from_str(raw.json()).unwrap();
            assert_eq!(event["event_id"], event_id.as_str());
            event
        }
    }
}
