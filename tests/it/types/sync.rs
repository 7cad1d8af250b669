//! A realistic sync: nothing of it is lost, and what is wrong in it costs itself only.

use std::collections::BTreeMap;

use matrix_openapi::client_server::types::SyncResponse;
use serde_json::{Value, json};

use super::{answer, synthetic};

const ROOM: &str = "!r1:example.org";

/// The leaves of a value by the way to them. Empty lists and objects are leaves too.
fn leaves(value: &Value) -> BTreeMap<String, Value> {
    fn walk(value: &Value, place: String, out: &mut BTreeMap<String, Value>) {
        match value {
            Value::Object(members) if !members.is_empty() => {
                members.iter().for_each(|(key, member)| walk(member, format!("{place}/{key}"), out));
            }
            Value::Array(items) if !items.is_empty() => {
                items
                    .iter()
                    .enumerate()
                    .for_each(|(index, item)| walk(item, format!("{place}/{index}"), out));
            }
            leaf => drop(out.insert(place, leaf.clone())),
        }
    }
    let mut out = BTreeMap::new();
    walk(value, String::new(), &mut out);
    out
}

/// What of the first value the second lacks.
fn lost(value: &Value, again: &Value) -> Vec<(String, Value)> {
    let after = leaves(again);
    leaves(value).into_iter().filter(|(place, leaf)| after.get(place) != Some(leaf)).collect()
}

fn round_trip(value: &Value) -> (SyncResponse, Value) {
    let sync: SyncResponse = answer(&value.to_string()).unwrap();
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

/// Puts a value where the pointer leads and requires that all else comes back as it was.
fn survives(pointer: &str, wrong: Value) -> SyncResponse {
    let mut value = synthetic::sync(1, 3);
    *value.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = wrong;
    let (sync, again) = round_trip(&value);
    // Only the value itself may be missing, and only if it is `null`.
    let lost = lost(&value, &again);
    assert!(lost.iter().all(|(place, leaf)| place == pointer && leaf.is_null()), "{pointer}: {lost:?}");
    sync
}

fn in_room(rest: &str) -> String {
    format!("/rooms/join/{ROOM}/{rest}")
}

#[test]
fn null_costs_nothing() {
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
fn a_malformed_event_costs_nothing_else() {
    for (member, wrong) in [
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
        survives(&in_room(&format!("state/events/1/{member}")), wrong);
    }
    survives(
        &in_room("state/events/1"),
        json!({"type": "m.room.member", "unsigned": {"redacted_because": null}}),
    );
}

#[test]
fn events_that_are_merely_odd_can_still_be_read() {
    let read = |member: &str, wrong: Value| {
        let sync = survives(&in_room(&format!("state/events/1/{member}")), wrong);
        let room = sync.rooms.unwrap().join.unwrap().remove(ROOM).unwrap();
        room.state.unwrap().events.unwrap().remove(1).parse()
    };
    assert!(read("unsigned", Value::Null).unwrap().unsigned.is_none());
    assert!(read("unsigned/prev_content", Value::Null).unwrap().unsigned.unwrap().prev_content.is_none());
    assert_eq!(read("origin_server_ts", json!(1.7e12)).unwrap().origin_server_ts, 1_700_000_000_000);
    assert_eq!(read("origin_server_ts", json!(1_u64 << 63)).unwrap().origin_server_ts, i64::MAX);
    assert!(read("sender", Value::Null).is_err(), "an event without sender is no event");
}

#[test]
fn a_timeline_without_events_has_none() {
    let mut value = synthetic::sync(1, 3);
    let timeline = value.pointer_mut(&in_room("timeline")).unwrap().as_object_mut().unwrap();
    timeline.remove("events").unwrap();
    let (sync, again) = round_trip(&value);
    let room = &sync.rooms.unwrap().join.unwrap()[ROOM];
    assert_eq!(room.timeline.as_ref().unwrap().events.len(), 0);
    assert_eq!(lost(&value, &again), []);
}
