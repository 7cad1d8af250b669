//! Raw events and their headers.

use std::borrow::Cow;

use matrix_openapi::client_server::types::{ClientEvent, EventBatch, SyncResponse};
use matrix_openapi::events::EventContent;
use matrix_openapi::json::{Raw, RawJson};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::decode;

fn raw(text: &str) -> Raw<ClientEvent> {
    Raw::from_json(text.to_owned()).unwrap()
}

#[test]
fn an_event_header_is_read_without_the_content() {
    let event = raw(
        r#" {"content": {"type": "no", "sender": 3, "body": "\"}"}, "event_id": "$e", "origin_server_ts": 1700000000000,
            "room_id": "!r:a", "sender": "@a:a", "state_key": "", "type": "m.room.name", "unsigned": {"age": 1}}"#,
    );
    let header = event.header().unwrap();
    assert_eq!(header.event_type, "m.room.name");
    assert_eq!(header.sender.as_deref(), Some("@a:a"));
    assert_eq!(header.state_key.as_deref(), Some(""));
    assert_eq!(header.event_id.as_deref(), Some("$e"));
    assert_eq!(header.room_id.as_deref(), Some("!r:a"));
    assert_eq!(header.origin_server_ts, Some(1_700_000_000_000));
    assert!(matches!(header.event_type, Cow::Borrowed(_)));
    assert!(matches!(header.sender, Some(Cow::Borrowed(_))));
}

#[test]
fn absent_fields_of_an_event_header_are_none() {
    let event = raw(r#"{"type":"m.\u0074ag","sender":null,"origin_server_ts":9223372036854775808}"#);
    let header = event.header().unwrap();
    assert_eq!(header.event_type, "m.tag");
    assert_eq!((header.sender, header.state_key, header.event_id), (None, None, None));
    assert_eq!(header.origin_server_ts, Some(1 << 63));
    assert_eq!(
        raw(r#"{"type":"a","origin_server_ts":1.5e3}"#).header().unwrap().origin_server_ts,
        Some(1500)
    );
    for text in [r#"{"sender":"@a:a"}"#, r#"{"type":3}"#, r#"{"type":"a","sender":[]}"#, "[]", "null"] {
        assert!(raw(text).header().is_err(), "{text}");
    }
}

/// Returns the addresses of a text in memory.
fn span(text: &str) -> std::ops::Range<usize> {
    let start = text.as_ptr().addr();
    start..start + text.len()
}

#[test]
fn raw_values_share_the_text_of_the_response() {
    let body = r#"{"events":[{"type":"m.a","content":{"k":[1.50, "é"]}},{"type":"m.b","content":{}}]}"#;
    let batch: EventBatch = decode(body).unwrap();
    let events = batch.events.unwrap();
    let (first, second) = (span(events[0].json()), span(events[1].json()));
    // Only a comma is between them in the text, so also in memory.
    assert_eq!(first.end + 1, second.start);
    let event = events[0].parse().unwrap();
    assert_eq!(event.content.json(), r#"{"k":[1.50, "é"]}"#);
    assert!(
        first.contains(&span(event.content.json()).start),
        "a value that is parsed later shares the text too"
    );
    let value = events[0].get_field::<RawJson>("content").unwrap().unwrap();
    assert!(first.contains(&span(value.json()).start));
    let detached = events[0].detached();
    assert_eq!(detached, events[0]);
    assert!(!first.contains(&span(detached.json()).start), "a detached value does not share the text");
}

#[test]
fn a_raw_value_outlives_the_response_and_crosses_threads() {
    let event = {
        let sync: SyncResponse =
            decode(r#"{"next_batch":"s","presence":{"events":[{"type":"m.presence","content":{"a":1}}]}}"#)
                .unwrap();
        sync.presence.unwrap().events.unwrap().remove(0)
    };
    let other = event.clone();
    let text = std::thread::spawn(move || other.json().to_owned()).join().unwrap();
    assert_eq!((text.as_str(), event.json()), (r#"{"type":"m.presence","content":{"a":1}}"#, text.as_str()));
}

#[test]
fn raw_values_keep_their_text_with_every_deserializer() {
    let text = r#"{"events":[{"type" : "m.a", "content":{"n":1.0}}]}"#;
    let kept = r#"{"type" : "m.a", "content":{"n":1.0}}"#;
    let json = |batch: EventBatch| batch.events.unwrap()[0].json().to_owned();
    assert_eq!(json(serde_json::from_str(text).unwrap()), kept);
    assert_eq!(json(serde_json::from_slice(text.as_bytes()).unwrap()), kept);
    assert_eq!(json(serde_json::from_reader(text.as_bytes()).unwrap()), kept);
    // A parsed value has no whitespace.
    let value: Value = serde_json::from_str(text).unwrap();
    let batch: EventBatch = serde_json::from_value(value).unwrap();
    assert_eq!(
        serde_json::from_str::<Value>(&json(batch)).unwrap(),
        serde_json::from_str::<Value>(kept).unwrap()
    );
}

#[test]
fn invalid_utf_8_becomes_the_replacement_character() {
    let body = b"{\"next_batch\":\"s\",\n\"presence\":{\"events\":[{\"type\":\"\xff\"}]}}".to_vec();
    let read = matrix_openapi::__private::decode::<SyncResponse>("sync", body.into()).unwrap();
    let event = &read.value.presence.unwrap().events.unwrap()[0];
    assert_eq!(event.json(), "{\"type\":\"\u{fffd}\"}");
    assert_eq!(read.misfits.listed[0].to_string(), "$: bytes that are not UTF-8, read as U+FFFD");
}

/// A type of the program, which keeps the text of a part.
#[derive(Serialize, Deserialize)]
struct PollWithAnswers {
    question: String,
    answers: RawJson,
}

impl EventContent for PollWithAnswers {
    const TYPE: &'static str = "org.example.poll";
}

#[test]
fn contents_are_read_from_every_form_of_an_event() {
    let content = r#"{"question":"?","answers":[1.50]}"#;
    let event = |more: &str| format!(r#"{{{more}"content":{content},"type":"org.example.poll"}}"#);
    let sync = format!(
        r#"{{"next_batch":"s","account_data":{{"events":[{}]}},"to_device":{{"events":[{}]}},"rooms":{{
            "join":{{"!r:a":{{"timeline":{{"events":[{},{{"type":"org.example.poll","content":[]}}]}}}}}},
            "invite":{{"!i:a":{{"invite_state":{{"events":[{}]}}}}}}}}}}"#,
        event(""),
        event(r#""sender":"@a:a","#),
        event(r#""event_id":"$e","sender":"@a:a","origin_server_ts":1,"#),
        event(r#""state_key":"","sender":"@a:a","#),
    );
    let sync: SyncResponse = decode(&sync).unwrap();
    let rooms = sync.rooms.unwrap();
    let (joined, invited) = (&rooms.join.unwrap()["!r:a"], &rooms.invite.unwrap()["!i:a"]);
    let timeline = &joined.timeline.as_ref().unwrap().events;
    let polls = [
        sync.account_data.unwrap().events.unwrap()[0].content::<PollWithAnswers>(),
        sync.to_device.unwrap().events.unwrap()[0].content::<PollWithAnswers>(),
        timeline[0].content::<PollWithAnswers>(),
        invited.invite_state.as_ref().unwrap().events.as_ref().unwrap()[0].content::<PollWithAnswers>(),
    ];
    for poll in polls {
        let poll = poll.unwrap().unwrap();
        assert_eq!((poll.question.as_str(), poll.answers.json()), ("?", "[1.50]"));
    }
    assert_eq!(timeline[1].content::<PollWithAnswers>().err().unwrap().path, "$.content");
    assert_eq!(timeline[1].read().unwrap().event_type, "org.example.poll");
}
