//! Values that servers send in another form than that of the description.

use matrix_openapi::client_server::types::{
    ClientEvent, ClientEventUnsignedData, GetJoinedRoomsResponse, GetRoomEventsResponse, Presence,
    PushConditionValue, RoomEventFilter, RoomKeyBackup, SyncRoomSummary, TimelineBatch, UploadKeysResponse,
};

use super::decode;

/// Returns the parsed limit, and whether its text was kept as an unknown field.
fn limit(text: &str) -> (Option<i64>, bool) {
    let filter: RoomEventFilter = decode(&format!(r#"{{"limit":{text}}}"#)).unwrap();
    (filter.limit, filter.extra.raw("limit").is_some_and(|kept| kept.json() == text))
}

#[test]
fn an_integer_may_be_written_as_a_float_without_a_fraction() {
    for (text, value) in [
        ("7", 7),
        ("-7", -7),
        ("1.0", 1),
        ("-1.0", -1),
        ("1e3", 1000),
        ("-0.0", 0),
        ("9007199254740993", 9_007_199_254_740_993),
        ("9223372036854775807", i64::MAX),
        ("9223372036854775808", i64::MAX),
        ("9.223372036854775808e18", i64::MAX),
        ("-9223372036854775808", i64::MIN),
        ("-9.223372036854775808e18", i64::MIN),
    ] {
        assert_eq!(limit(text), (Some(value), false), "{text}");
    }
    for text in ["1.5", "1e-3", "9223372036854775809", "9.3e18", "-9.3e18", "1e300", r#""1""#, "true", "[]"] {
        assert_eq!(limit(text), (None, true), "{text}");
    }
    assert_eq!(limit("null"), (None, true));
}

#[test]
fn floats_are_integers_in_maps_required_fields_and_unions_too() {
    let counts: UploadKeysResponse =
        decode(r#"{"one_time_key_counts":{"curve25519":10.0,"signed_curve25519":2e1}}"#).unwrap();
    let counts: Vec<_> = counts.one_time_key_counts.into_iter().collect();
    assert_eq!(counts, [("curve25519".to_owned(), 10), ("signed_curve25519".to_owned(), 20)]);
    let value: PushConditionValue = decode("3.0").unwrap();
    assert!(matches!(value, PushConditionValue::Integer(3)), "{value:?}");
    assert!(decode::<PushConditionValue>("3.5").is_err());
    let event = r#"{"type":"a","sender":"@a:b","event_id":"$e","room_id":"!r","content":{},"origin_server_ts":1.7e12}"#;
    assert_eq!(decode::<ClientEvent>(event).unwrap().origin_server_ts, 1_700_000_000_000);
}

#[test]
fn a_required_integer_stays_required() {
    let event = r#"{"type":"a","sender":"@a:b","event_id":"$e","room_id":"!r","content":{}}"#;
    let error = decode::<ClientEvent>(event).unwrap_err();
    assert!(error.to_string().contains("missing field `origin_server_ts`"), "{error}");
}

#[test]
fn integers_are_written_without_a_fraction() {
    let filter: RoomEventFilter = decode(r#"{"limit":1e3}"#).unwrap();
    assert_eq!(serde_json::to_string(&filter).unwrap(), r#"{"limit":1000}"#);
}

#[test]
fn unknown_fields_and_null_are_kept() {
    let text = r#"{"m.heroes":null,"m.joined_member_count":2,"m.invited_member_count":null,"org.example":{"a":[1]}}"#;
    let summary: SyncRoomSummary = decode(text).unwrap();
    assert!(summary.m_heroes.is_none() && summary.m_invited_member_count.is_none());
    let kept = serde_json::to_value(summary).unwrap();
    assert_eq!(kept, serde_json::from_str::<serde_json::Value>(text).unwrap());
    let unsigned: ClientEventUnsignedData =
        decode(r#"{"age":5,"prev_content":null,"redacted_because":null}"#).unwrap();
    assert!(unsigned.prev_content.is_none() && unsigned.redacted_because.is_none());
    assert_eq!(unsigned.age, Some(5));
}

#[test]
fn omitted_lists_are_empty() {
    for body in ["{}", r#"{"events":null}"#, r#"{"events":[]}"#] {
        assert_eq!(decode::<TimelineBatch>(body).unwrap().events.len(), 0, "{body}");
    }
    for body in [r#"{"start":"s"}"#, r#"{"start":"s","chunk":null}"#] {
        assert_eq!(decode::<GetRoomEventsResponse>(body).unwrap().chunk.len(), 0, "{body}");
    }
    assert!(decode::<GetJoinedRoomsResponse>(r#"{"joined_rooms":null}"#).unwrap().joined_rooms.is_empty());
    // A backup without rooms may omit the list.
    assert!(decode::<RoomKeyBackup>("{}").unwrap().sessions.is_empty());
    // A value of the wrong type is still an error.
    assert!(decode::<TimelineBatch>(r#"{"events":{}}"#).is_err());
}

#[test]
fn a_malformed_event_does_not_affect_the_others() {
    let timeline: TimelineBatch =
        decode(r#"{"events":[{"type":3},null,"x",[{}],{"type":"m.room.message","content":{"body":"hi"}}]}"#)
            .unwrap();
    let read: Vec<_> = timeline.events.iter().map(|event| event.header().is_ok()).collect();
    assert_eq!(read, [false, false, false, false, true]);
    let texts: Vec<_> = timeline.events.iter().map(|event| event.json()).collect();
    assert_eq!(texts[..4], [r#"{"type":3}"#, "null", r#""x""#, "[{}]"]);
}

#[test]
fn an_unknown_enumeration_value_is_kept() {
    let presence: Presence = decode(r#""org.example.busy""#).unwrap();
    assert_eq!(serde_json::to_string(&presence).unwrap(), r#""org.example.busy""#);
    assert_ne!(presence, Presence::Online);
}
