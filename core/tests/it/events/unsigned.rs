//! The data that servers add to events, and relations.

use matrix_openapi_core::events::{RelatesTo, RelationType, Relations, Unsigned};
use matrix_openapi_core::id::EventId;
use matrix_openapi_core::json::{Raw, RawObject};

use super::generated::{RoomMessage, RoomName};

fn event(parts: &str) -> RawObject {
    Raw::from_json(format!(r#"{{"type":"m.room.message","event_id":"$e",{parts}}}"#)).unwrap()
}

fn unsigned(text: &str) -> Unsigned {
    event(&format!(r#""content":{{}},"unsigned":{text}"#)).read().unwrap().unsigned().unwrap()
}

/// Whether a value is written as the same JSON.
fn comes_back(value: &impl serde::Serialize, text: &str) {
    let (value, text): (serde_json::Value, serde_json::Value) =
        (serde_json::to_value(value).unwrap(), serde_json::from_str(text).unwrap());
    assert_eq!(value, text);
}

#[test]
fn everything_is_read_on_demand_and_comes_back() {
    let text = r#"{
        "age": -5, "transaction_id": "m1", "membership": "join", "replaces_state": "$s", "org.example": {"a": 1.50},
        "prev_content": {"name": "Old"}, "redacted_because": {"type": "m.room.redaction", "content": {}},
        "invite_room_state": [{"type": "m.room.name", "content": {"name": "Hall"}}, 5], "knock_room_state": [],
        "m.relations": {
            "m.replace": {"type": "m.room.message", "content": {"msgtype": "m.text", "body": "new"}},
            "m.thread": {"count": 7, "current_user_participated": true, "x": 1.50,
                         "latest_event": {"type": "m.room.message", "content": {"msgtype": "m.notice", "body": "last"}}},
            "m.reference": {"chunk": [{"event_id": "$r", "type": "m.poll"}], "next": 1},
            "org.example.votes": [1.50]
        }
    }"#;
    let read = unsigned(text);
    comes_back(&read, text);
    assert_eq!(
        (read.age, read.transaction_id.as_deref(), read.membership.as_deref()),
        (Some(-5), Some("m1"), Some("join"))
    );
    assert_eq!(read.replaces_state.unwrap(), "$s");
    assert_eq!(read.prev_content.unwrap().content_as::<RoomName>().unwrap().name.as_deref(), Some("Old"));
    assert_eq!(read.redacted_because.unwrap().header().unwrap().event_type, "m.room.redaction");
    let state = read.invite_room_state.unwrap();
    assert_eq!(state[0].content::<RoomName>().unwrap().unwrap().name.as_deref(), Some("Hall"));
    assert!(state[1].content::<RoomName>().is_err());
    assert_eq!(read.extra.raw("org.example").unwrap().json(), r#"{"a": 1.50}"#);
    let Relations { replace, thread, reference, extra, .. } = read.relations.unwrap();
    assert_eq!(replace.unwrap().content::<RoomMessage>().unwrap().unwrap().body(), "new");
    let thread = thread.unwrap();
    assert_eq!((thread.count, thread.current_user_participated), (Some(7), Some(true)));
    let latest = thread.latest_event.unwrap().content::<RoomMessage>().unwrap().unwrap();
    assert_eq!((latest.msgtype(), latest.body()), ("m.notice", "last"));
    let reference = reference.unwrap();
    assert_eq!((reference.chunk[0].event_id.as_str(), reference.extra.len(), extra.len()), ("$r", 1, 1));
}

#[test]
fn an_odd_field_does_not_affect_others() {
    let text = r#"{"age":"old","transaction_id":null,"membership":["x"],"replaces_state":"$s",
        "m.relations":{"m.thread":5,"m.replace":{"a":1},"m.reference":[]},"invite_room_state":{}}"#;
    let read = unsigned(text);
    comes_back(&read, text);
    assert_eq!((read.age, read.membership.is_none(), read.replaces_state.is_some()), (None, true, true));
    let relations = read.relations.unwrap();
    assert!(relations.thread.is_none() && relations.reference.is_none() && relations.replace.is_some());
    let text = r#"{"m.relations":{"m.thread":{"count":-1,"latest_event":{}},"m.reference":{"chunk":[5,{"event_id":"$r"},{}]}}}"#;
    let relations = unsigned(text).relations.unwrap();
    let thread = relations.thread.unwrap();
    assert!(thread.count.is_none() && thread.latest_event.is_some());
    assert_eq!(relations.reference.unwrap().chunk.len(), 1);
    assert_eq!(unsigned("null"), Unsigned::default());
    assert_eq!(unsigned("{}"), Unsigned::default());
    let error = event(r#""content":{},"unsigned":["syt_x"]"#).read().unwrap().unsigned().unwrap_err();
    assert_eq!((error.path.as_str(), error.event_id.as_deref()), ("$.unsigned[0]", Some("$e")));
    assert!(!format!("{error} {error:?}").contains("syt_"));
    let odd = event(r#""content":{},"unsigned":{"transaction_id":"\ud83d","age":5.0}"#);
    let odd = odd.read().unwrap().unsigned().unwrap();
    assert_eq!((odd.transaction_id.as_deref(), odd.age), (Some("\u{fffd}"), Some(5)));
}

fn relation(content: &str) -> Option<RelatesTo> {
    event(&format!(r#""content":{content}"#)).read().unwrap().relation().unwrap()
}

#[test]
fn relations_are_read_from_any_content() {
    let text = r#"{"rel_type":"m.thread","event_id":"$root","m.in_reply_to":{"event_id":"$l"},"is_falling_back":true,"x":1.50}"#;
    let thread = relation(&format!(r#"{{"algorithm":"m.megolm","m.relat\u0065s_to":{text}}}"#)).unwrap();
    comes_back(&thread, text);
    assert_eq!(thread.target(&RelationType::Thread).unwrap(), "$root");
    assert_eq!((thread.target(&RelationType::Replacement), thread.replied_to()), (None, None));
    let reply = relation(r#"{"m.relates_to":{"m.in_reply_to":{"event_id":"$l"},"rel_type":7}}"#).unwrap();
    assert_eq!((reply.replied_to().unwrap().as_str(), reply.extra.len()), ("$l", 1));
    assert_eq!(relation("{}"), None);
    assert_eq!(relation(r#"{"m.relates_to":null}"#), None);
    assert_eq!(relation(r#"{"m.relates_to":{}}"#), Some(RelatesTo::default()));
    let fails = |content: &str| {
        event(&format!(r#""content":{content}"#)).read().unwrap().relation().unwrap_err().path
    };
    assert_eq!(fails(r#"{"a":1,"m.relates_to":"x"}"#), r#"$.content["m.relates_to"]"#);
    assert_eq!(fails("[]"), "$.content");
    assert!(fails(r#"{"m.relates_to":{},"m.relates_to":{}}"#).starts_with("$.content"));
    let without: RawObject = Raw::from_json(r#"{"type":"m.x"}"#.to_owned()).unwrap();
    assert_eq!(without.read().unwrap().relation().unwrap(), None);
}

#[test]
fn relations_are_written_as_the_specification_has_them() {
    let id = EventId::unchecked;
    let written = |relation: RelatesTo| serde_json::to_string(&relation).unwrap();
    assert_eq!(written(RelatesTo::reply(id("$a"))), r#"{"m.in_reply_to":{"event_id":"$a"}}"#);
    assert_eq!(
        written(RelatesTo::thread(id("$r"), id("$l"))),
        r#"{"event_id":"$r","m.in_reply_to":{"event_id":"$l"},"is_falling_back":true,"rel_type":"m.thread"}"#
    );
    let reply = RelatesTo::thread_reply(id("$r"), id("$a"));
    assert_eq!(reply.replied_to().unwrap(), "$a");
    assert_eq!(
        written(reply),
        r#"{"event_id":"$r","m.in_reply_to":{"event_id":"$a"},"rel_type":"m.thread"}"#
    );
    assert_eq!(written(RelatesTo::replacement(id("$a"))), r#"{"event_id":"$a","rel_type":"m.replace"}"#);
    assert_eq!(written(RelatesTo::reference(id("$a"))), r#"{"event_id":"$a","rel_type":"m.reference"}"#);
    let reaction = r#"{"event_id":"$a","key":"👍","rel_type":"m.annotation"}"#;
    assert_eq!(written(RelatesTo::annotation(id("$a"), "👍")), reaction);
}
