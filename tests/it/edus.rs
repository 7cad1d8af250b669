//! The contents of EDUs, read from a transaction and written into one.

use std::collections::BTreeMap;

use matrix_openapi::events::edu::{
    Content, DeviceListUpdate, DirectToDevice, Presence, PresenceState, Receipt, SigningKeyUpdate, Typing,
};
use matrix_openapi::events::{self, EduContent};
use matrix_openapi::id::{RoomId, UserId};
use matrix_openapi::json::{Raw, RawObject};
use matrix_openapi::server_server::types::{EduWithExample, SendTransactionRequest};
use serde_json::{Value, json};

/// Returns EDUs of every type, with fields that no type has.
fn edus() -> Value {
    json!([
        {"edu_type": "m.typing", "content": {"room_id": "!r:a", "user_id": "@u:a", "typing": true, "x": 1}},
        {"edu_type": "m.receipt", "content": {"!r:a": {"m.read": {"@u:a": {
            "event_ids": ["$e"], "data": {"ts": 5, "thread_id": "main"}
        }}, "org.x": {}}}},
        {"edu_type": "m.presence", "content": {"push": [
            {"user_id": "@u:a", "presence": "online", "last_active_ago": 5000, "currently_active": true},
            {"user_id": "@v:a", "presence": "org.example.asleep"},
        ]}},
        {"edu_type": "m.device_list_update", "content": {
            "user_id": "@u:a", "device_id": "D", "stream_id": 6, "prev_id": [5], "deleted": false,
            "keys": {"user_id": "@u:a", "device_id": "D", "algorithms": ["x"], "keys": {"ed25519:D": "k"},
                     "signatures": {"@u:a": {"ed25519:D": "s"}}},
        }},
        {"edu_type": "m.direct_to_device", "content": {
            "sender": "@u:a", "type": "m.dummy", "message_id": "m", "messages": {"@v:b": {"*": {}}},
        }},
        {"edu_type": "m.signing_key_update", "content": {
            "user_id": "@u:a", "master_key": {"user_id": "@u:a", "usage": ["master"], "keys": {"ed25519:m": "m"}},
        }},
        {"edu_type": "org.example.beat", "content": {"count": 3}, "odd": true},
    ])
}

fn transaction(edus: &Value) -> SendTransactionRequest {
    let body = json!({"origin": "a", "origin_server_ts": 1, "pdus": [], "edus": edus});
    serde_json::from_str(&body.to_string()).unwrap()
}

fn one(edu_type: &str, content: &Value) -> RawObject {
    RawObject::from_json(json!({"edu_type": edu_type, "content": content}).to_string()).unwrap()
}

#[test]
fn each_edu_of_a_transaction_is_read_by_its_type_and_written_back() {
    let all = edus();
    let transaction = transaction(&all);
    let read: Vec<Content> = transaction.edus.iter().flatten().map(|edu| Content::of(edu).unwrap()).collect();
    for (content, edu) in read.iter().zip(all.as_array().unwrap()) {
        assert_eq!(serde_json::to_value(content).unwrap(), edu["content"], "{edu}");
    }
    let [
        Content::Typing(typing),
        Content::Receipt(receipt),
        Content::Presence(presence),
        Content::DeviceListUpdate(device),
        Content::DirectToDevice(messages),
        Content::SigningKeyUpdate(keys),
        Content::Unknown(unknown),
    ] = read.as_slice()
    else {
        panic!("{read:?}")
    };
    assert_eq!((typing.room_id.as_str(), typing.typing), ("!r:a", true));
    let user = UserId::unchecked("@u:a");
    let read = &receipt[&RoomId::unchecked("!r:a")].read[&user];
    assert_eq!((read.event_ids[0].as_str(), read.data.ts), ("$e", 5));
    assert_eq!(presence.push[0].last_active_ago, Some(5000));
    assert_eq!(presence.push[1].presence.as_str(), "org.example.asleep");
    assert_eq!((device.stream_id, device.keys.as_ref().map(|keys| keys.device_id.as_str())), (6, Some("D")));
    let dummy = messages.messages[&UserId::unchecked("@v:b")]["*"].content_as::<events::Dummy>();
    assert!(dummy.is_ok());
    assert_eq!(keys.master_key.as_ref().map(|key| &key.user_id), Some(&user));
    assert_eq!(unknown.json(), r#"{"count":3}"#);
}

#[test]
fn one_type_is_read_and_others_are_skipped() {
    let transaction = transaction(&edus());
    let edus: Vec<_> = transaction.edus.iter().flatten().collect();
    let typing: Vec<_> = edus.iter().filter_map(|edu| edu.edu::<Typing>().unwrap()).collect();
    assert_eq!(typing.len(), 1);
    assert_eq!(typing[0].user_id.as_str(), "@u:a");
    // EDUs are not events, although their types have the same names.
    assert!(edus[0].content::<events::Typing>().unwrap_err().to_string().contains("missing field `type`"));
    let event = r#"{"type":"m.typing","content":{"user_ids":[]}}"#;
    let event = RawObject::from_json(event.to_owned()).unwrap();
    assert!(event.edu::<Typing>().unwrap_err().to_string().contains("missing field `edu_type`"));
}

#[test]
fn an_edu_that_does_not_fit_fails_alone_and_names_its_path() {
    let wrong = one("m.typing", &json!({"room_id": "!r:a", "user_id": "@u:a", "typing": "syt_secret"}));
    let error = wrong.edu::<Typing>().unwrap_err();
    assert_eq!((error.event_type.as_deref(), error.path.as_str()), (Some("m.typing"), "$.content.typing"));
    assert!(!format!("{error} {error:?}").contains("syt_secret"));
    for content in [json!([]), json!("x"), json!(null), json!({"typing": true})] {
        let edu = one("m.typing", &content);
        assert!(edu.edu::<Typing>().is_err(), "{content}");
        assert!(Content::of(&edu).is_err(), "{content}");
        assert!(edu.edu::<Receipt>().unwrap().is_none(), "{content}");
    }
    for text in [r#"{"edu_type":"m.typing"}"#, r#"{"content":{}}"#, r#"{"edu_type":7,"content":{}}"#] {
        assert!(RawObject::from_json(text.to_owned()).unwrap().edu::<Typing>().is_err(), "{text}");
    }
    let twice = r#"{"edu_type":"m.x","edu_type":"m.typing","content":{}}"#;
    assert!(RawObject::from_json(twice.to_owned()).unwrap().edu::<Typing>().is_err());
    // An optional field that does not fit affects nothing else.
    let odd = json!({"user_id": "@u:a", "device_id": "D", "stream_id": 6, "deleted": "no"});
    let update = one("m.device_list_update", &odd).edu::<DeviceListUpdate>().unwrap().unwrap();
    assert_eq!(update.deleted, None);
    assert_eq!(serde_json::to_value(&update).unwrap(), odd);
    // The same applies to a single update of presence.
    let odd = json!({"push": [{"user_id": "@u:a"}, {"user_id": "@v:a", "presence": "offline"}]});
    let presence = one("m.presence", &odd).edu::<Presence>().unwrap().unwrap();
    assert_eq!(presence.push.len(), 1);
    assert!(matches!(presence.push[0].presence, PresenceState::Offline));
}

#[test]
fn an_edu_is_written_for_a_transaction() {
    let mut typing = Typing::new(RoomId::unchecked("!r:a"), true, UserId::unchecked("@u:a"));
    typing.extra.insert("org.x", &1.5).unwrap();
    let edu: Raw<EduWithExample> = Raw::from_edu(&typing).unwrap();
    assert_eq!(edu.edu::<Typing>().unwrap().unwrap().room_id.as_str(), "!r:a");
    let mut transaction = transaction(&json!([]));
    transaction.edus = Some(vec![edu]);
    assert_eq!(
        serde_json::to_value(&transaction).unwrap()["edus"],
        json!([{"edu_type": "m.typing", "content": {"room_id": "!r:a", "user_id": "@u:a", "typing": true, "org.x": 1.5}}])
    );
    let messages = DirectToDevice::new("m", BTreeMap::new(), UserId::unchecked("@u:a"), "m.dummy");
    assert!(Raw::<EduWithExample>::from_edu(&messages).unwrap().json().contains(r#""messages":{}"#));
    assert_eq!(SigningKeyUpdate::TYPE, "m.signing_key_update");
}
