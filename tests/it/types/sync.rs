//! A realistic sync response: nothing is lost, and a malformed value does not affect the others.

use std::collections::BTreeMap;

use matrix_openapi::client_server::types::SyncResponse;
use serde_json::{Value, json};

use super::{decode, synthetic};

const ROOM: &str = "!r1:example.org";

/// Returns the leaves of a value by their pointers. Empty lists and objects are leaves too.
fn leaves(value: &Value) -> BTreeMap<String, Value> {
    fn walk(value: &Value, pointer: String, out: &mut BTreeMap<String, Value>) {
        match value {
            Value::Object(fields) if !fields.is_empty() => {
                fields.iter().for_each(|(key, field)| walk(field, format!("{pointer}/{key}"), out));
            }
            Value::Array(items) if !items.is_empty() => {
                items
                    .iter()
                    .enumerate()
                    .for_each(|(index, item)| walk(item, format!("{pointer}/{index}"), out));
            }
            leaf => drop(out.insert(pointer, leaf.clone())),
        }
    }
    let mut out = BTreeMap::new();
    walk(value, String::new(), &mut out);
    out
}

/// Returns the leaves of the first value that are missing in the second.
fn lost(value: &Value, again: &Value) -> Vec<(String, Value)> {
    let after = leaves(again);
    leaves(value).into_iter().filter(|(pointer, leaf)| after.get(pointer) != Some(leaf)).collect()
}

fn round_trip(value: &Value) -> (SyncResponse, Value) {
    let sync: SyncResponse = decode(&value.to_string()).unwrap();
    let again = serde_json::from_str(&serde_json::to_string(&sync).unwrap()).unwrap();
    (sync, again)
}

#[test]
fn no_leaf_is_lost() {
    for seed in 0..4 {
        let value = synthetic::sync(seed, 20);
        let (_, again) = round_trip(&value);
        let count = leaves(&value).len();
        assert!(count > 3_000, "{count} leaves are no realistic sync");
        assert_eq!(lost(&value, &again), []);
        assert_eq!(count, leaves(&again).len());
    }
}

#[test]
fn every_event_has_its_header() {
    let (sync, _) = round_trip(&synthetic::sync(7, 5));
    let mut headers = 0;
    for room in sync.rooms.unwrap().join.unwrap().values() {
        for event in &room.timeline.as_ref().unwrap().events {
            let header = event.header().unwrap();
            let whole = event.parse().unwrap();
            assert_eq!(header.event_type, whole.type_.as_str());
            assert_eq!(header.sender.as_deref(), Some(whole.sender.as_str()));
            assert_eq!(header.event_id.as_deref(), Some(whole.event_id.as_str()));
            assert_eq!(header.state_key.as_deref(), whole.state_key.as_deref());
            assert_eq!(header.origin_server_ts, u64::try_from(whole.origin_server_ts).ok());
            headers += 1;
        }
    }
    assert_eq!(headers, 40);
}

/// Replaces the value at a pointer and asserts that everything else survives a round trip.
fn survives(pointer: &str, wrong: Value) -> SyncResponse {
    let mut value = synthetic::sync(1, 3);
    *value.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = wrong;
    let (sync, again) = round_trip(&value);
    // Only the replaced value may be lost, and only if it is `null`.
    let lost = lost(&value, &again);
    assert!(lost.iter().all(|(at, leaf)| at == pointer && leaf.is_null()), "{pointer}: {lost:?}");
    sync
}

fn in_room(rest: &str) -> String {
    format!("/rooms/join/{ROOM}/{rest}")
}

#[test]
fn null_does_not_affect_other_fields() {
    assert!(survives("/rooms/join", Value::Null).rooms.unwrap().join.is_none());
    assert!(survives("/device_lists", Value::Null).device_lists.is_none());
    assert!(survives("/to_device", Value::Null).to_device.is_none());
    assert!(survives("/rooms", Value::Null).rooms.is_none());
    survives(&in_room("summary/m.heroes"), Value::Null);
    survives(&in_room("unread_notifications/highlight_count"), Value::Null);
    survives(&in_room("timeline/prev_batch"), Value::Null);
    let sync = survives(&in_room("timeline/events"), Value::Null);
    let room = &sync.rooms.unwrap().join.unwrap()[ROOM];
    assert_eq!(room.timeline.as_ref().unwrap().events.len(), 0);
}

#[test]
fn a_malformed_event_does_not_affect_other_fields() {
    for (field, wrong) in [
        ("unsigned", Value::Null),
        ("unsigned/prev_content", Value::Null),
        ("origin_server_ts", json!(1.7e12)),
        ("origin_server_ts", json!(1.5)),
        ("origin_server_ts", json!(9_223_372_036_854_775_808_u64)),
        ("sender", Value::Null),
        ("sender", json!(3)),
        ("content", json!("text")),
        ("type", json!({})),
    ] {
        survives(&in_room(&format!("state/events/1/{field}")), wrong);
    }
    survives(
        &in_room("state/events/1"),
        json!({"type": "m.room.member", "unsigned": {"redacted_because": null}}),
    );
}

#[test]
fn unusual_events_can_be_parsed() {
    let read = |field: &str, wrong: Value| {
        let sync = survives(&in_room(&format!("state/events/1/{field}")), wrong);
        let room = sync.rooms.unwrap().join.unwrap().remove(ROOM).unwrap();
        room.state.unwrap().events.unwrap().remove(1).parse()
    };
    assert!(read("unsigned", Value::Null).unwrap().unsigned.is_none());
    assert!(read("unsigned/prev_content", Value::Null).unwrap().unsigned.unwrap().prev_content.is_none());
    assert_eq!(read("origin_server_ts", json!(1.7e12)).unwrap().origin_server_ts, 1_700_000_000_000);
    assert_eq!(read("origin_server_ts", json!(1_u64 << 63)).unwrap().origin_server_ts, i64::MAX);
    assert!(read("sender", Value::Null).is_err(), "an event needs a sender");
}

#[test]
fn a_timeline_without_events_is_empty() {
    let mut value = synthetic::sync(1, 3);
    let timeline = value.pointer_mut(&in_room("timeline")).unwrap().as_object_mut().unwrap();
    timeline.remove("events").unwrap();
    let (sync, again) = round_trip(&value);
    let room = &sync.rooms.unwrap().join.unwrap()[ROOM];
    assert_eq!(room.timeline.as_ref().unwrap().events.len(), 0);
    assert_eq!(lost(&value, &again), []);
}
