//! Generated contents: everything is kept, and a misfit does not affect other fields.

use matrix_openapi_core::__private::decode;
use matrix_openapi_core::events::{
    ContentError, EventContent, GlobalAccountData, MessageContent, StateContent, StateKey, ToDeviceContent,
};
use matrix_openapi_core::id::{EventId, RoomId, UserId};
use matrix_openapi_core::json::{Raw, RawJson, RawObject, canonicalize};
use serde::Serialize;

use super::generated::*;

fn raw(text: &str) -> RawObject {
    Raw::from_json(text.to_owned()).unwrap()
}

fn event(event_type: &str, content: &str) -> RawObject {
    raw(&format!(r#"{{"content":{content},"type":"{event_type}","event_id":"$e"}}"#))
}

fn written(content: &impl Serialize) -> String {
    serde_json::to_string(content).unwrap()
}

/// Whether two texts have the same fields with the same texts.
fn same(one: &str, other: &str) -> bool {
    fn fields(text: &str) -> Vec<(String, String)> {
        let object: std::collections::BTreeMap<String, RawJson> = raw(text).parse_as().unwrap();
        let nested = |json: &RawJson| match json.json().starts_with('{') && !json.json().contains(' ') {
            true => format!("{:?}", fields(json.json())),
            false => json.json().to_owned(),
        };
        object.iter().map(|(name, json)| (name.clone(), nested(json))).collect()
    }
    fields(one) == fields(other)
}

/// Contents that fit, with extra fields and odd numbers at each object.
const CONTENTS: [(&str, &str); 13] = [
    ("m.room.name", r#"{"name":"Hall","x":1.50,"y":1234567890123456789012345}"#),
    ("m.room.name", r#"{"name":null}"#),
    ("m.room.name", "{}"),
    ("m.room.member", r#"{"membership":"join","displayname":null,"avatar_url":"","x":[ 1.50 ]}"#),
    ("m.room.member", r#"{"membership":"org.example.lurk"}"#),
    ("m.room.message", r#"{"msgtype":"m.text","body":"hi","x":{"b":1.50,"a":1e400},"format":null}"#),
    (
        "m.room.message",
        r#"{"body":"* hi","msgtype":"m.text","m.new_content":{"msgtype":"m.notice","body":"hi","z":1.50},"m.relates_to":{"rel_type":"m.replace","event_id":"$a","k":2.0}}"#,
    ),
    ("m.room.message", r#"{"msgtype":"org.example.poll","body":"?","answers":[1.50,{"a":1}]}"#),
    ("m.direct", r#"{"@a:b":["!r:b"],"@c:d":[]}"#),
    (
        "m.reaction",
        r#"{"m.relates_to":{"rel_type":"m.annotation","event_id":"$a","key":"👍","x":1.50},"y":1.50}"#,
    ),
    ("m.reaction", "{}"),
    ("m.key.verification.done", r#"{"transaction_id":"x","n":1.50}"#),
    ("m.secret_storage.key.abc", r#"{"algorithm":"m.x","iv":{"b":2,"a":1.50}}"#),
];

#[test]
fn every_content_is_known_and_comes_back() {
    for (event_type, text) in CONTENTS {
        let raw = event(event_type, text);
        let content: Content = raw.read().unwrap().content().unwrap();
        assert!(content.event_type().is_some_and(|name| event_type.starts_with(name)), "{event_type}");
        assert!(same(&written(&content), text), "{text} {}", written(&content));
        let alone = Content::of(event_type, &raw.read().unwrap().raw_content().unwrap()).unwrap();
        assert_eq!(written(&alone), written(&content));
    }
}

#[test]
fn a_misfit_of_an_optional_field_is_kept_as_text() {
    for (event_type, text) in [
        ("m.room.name", r#"{"name":["a",1.50]}"#),
        ("m.room.member", r#"{"membership":"join","is_direct":"yes","displayname":{"a":1.50}}"#),
        ("m.room.message", r#"{"msgtype":"m.text","body":"b","m.new_content":{"msgtype":"m.text"}}"#),
        ("m.room.message", r#"{"msgtype":"m.text","body":"b","m.new_content":{"body":"no tag"}}"#),
        ("m.room.message", r#"{"msgtype":"m.text","body":"b","m.relates_to":[],"format":5}"#),
        ("m.reaction", r#"{"m.relates_to":{"rel_type":"m.thread","event_id":"$a","key":"k"}}"#),
        ("m.reaction", r#"{"m.relates_to":{"event_id":"$a","key":"k"}}"#),
        ("m.direct", r#"{"@a:b":["!r:b"],"@c:d":"!r:d","odd":null,"@e:f":{"x":1.50}}"#),
    ] {
        let content: Content = event(event_type, text).read().unwrap().content().unwrap();
        assert!(same(&written(&content), text), "{text} {}", written(&content));
    }
    let direct = event("m.direct", r#"{"@a:b":["!r:b"],"@c:d":5}"#).content::<Direct>().unwrap().unwrap();
    assert_eq!((direct.len(), direct.extra.len()), (1, 1));
    let mut changed = direct.clone();
    changed.insert(UserId::unchecked("@c:d"), vec![RoomId::unchecked("!x:d")]);
    assert_eq!(written(&changed), r#"{"@a:b":["!r:b"],"@c:d":["!x:d"]}"#);
    let new = Direct::from_iter([(UserId::unchecked("@c:d"), vec![])]);
    assert_eq!(written(&new), r#"{"@c:d":[]}"#);
}

#[test]
fn a_content_without_its_event_is_read_alike() {
    let text = r#"{"msgtype":"m.text","body":"a\ud83d","format":{"x":1.50}}"#;
    let content = Content::of("m.room.message", &raw(text)).unwrap();
    assert!(matches!(&content, Content::RoomMessage(message) if message.body() == "a\u{fffd}"));
    assert!(written(&content).contains(r#""format":{"x":1.50}"#));
    let error = Content::of("m.room.member", &raw(r#"{"membership":{"a":"\ud83d"}}"#)).unwrap_err();
    assert_eq!((error.event_type.as_deref(), error.path.as_str()), (Some("m.room.member"), "$.membership"));
    let unknown = Content::of("org.example", &raw(r#"{ "a":"\ud83d" }"#)).unwrap();
    assert!(matches!(&unknown, Content::Unknown(raw) if raw.json() == r#"{ "a":"\ud83d" }"#));
    assert!(raw("{}").content_as::<RoomName>().unwrap().name.is_none());
}

fn refused<C: EventContent + std::fmt::Debug>(content: &str) -> (String, String) {
    let event = event(C::TYPE, content);
    let error: ContentError = event.content::<C>().unwrap_err();
    assert_eq!(error.event_type.as_deref(), Some(C::TYPE));
    assert_eq!(error.event_id.as_deref(), Some("$e"));
    assert_eq!(error.json, event.cast());
    assert!(!format!("{error} {error:?}").contains("syt_"), "{error}");
    let read = event.read().unwrap();
    assert_eq!(read.event_type, C::TYPE);
    let by_type = read.content::<Content>().unwrap_err();
    assert_eq!((&by_type.path, &by_type.reason), (&error.path, &error.reason));
    (error.path, error.reason)
}

#[test]
fn a_missing_or_odd_required_field_is_named_and_the_header_is_still_read() {
    let missing = |name: &str| format!("missing field `{name}`");
    let at = |path: &str, reason: String| (path.to_owned(), reason);
    let mistyped = |expected| format!("wrong type or value, expected {expected}");
    assert_eq!(refused::<RoomMember>("{}"), at("$.content", missing("membership")));
    assert_eq!(
        refused::<RoomMember>(r#"{"membership":["syt_x"]}"#),
        at("$.content.membership", mistyped("a string"))
    );
    assert_eq!(refused::<RoomMessage>("{}"), at("$.content", missing("msgtype")));
    assert_eq!(refused::<RoomMessage>(r#"{"msgtype":"m.text"}"#), at("$.content", missing("body")));
    assert_eq!(
        refused::<RoomMessage>(r#"{"msgtype":["syt_x"],"body":""}"#),
        at("$.content.msgtype", mistyped("a string"))
    );
    assert_eq!(
        refused::<RoomMessage>(r#"{"msgtype":"m.notice","body":null}"#),
        at("$.content.body", mistyped("a string"))
    );
    assert_eq!(refused::<RoomMessage>("[]"), at("$.content", mistyped("an object")));
    assert_eq!(refused::<RoomMessage>("\"syt_x\""), at("$.content", mistyped("an object")));
    assert_eq!(refused::<RoomName>("null"), at("$.content", mistyped("an object")));
    assert_eq!(refused::<RoomName>("[]"), at("$.content", mistyped("an object")));
    assert_eq!(refused::<Direct>("[]"), at("$.content", mistyped("an object")));
    assert_eq!(refused::<KeyVerificationDone>("5"), at("$.content", mistyped("an object")));
}

#[test]
fn a_tag_chooses_the_variant_wherever_it_stands() {
    let read = |content: &str| event("m.room.message", content).content::<RoomMessage>().unwrap().unwrap();
    let text = read(r#"{"body":"hi","msgtyp\u0065":"m.\u0074ext","m.relates_to":{"event_id":"$a"}}"#);
    assert!(matches!(&text, RoomMessage::Text(text) if text.body == "hi"));
    assert_eq!((text.msgtype(), text.body()), ("m.text", "hi"));
    assert_eq!(text.relates_to().unwrap().event_id.as_ref().unwrap(), "$a");
    let mut other = read(r#"{"msgtype":"org.example","body":"b"}"#);
    assert!(matches!(&other, RoomMessage::Other(other) if other.msgtype == "org.example"));
    assert_eq!((other.msgtype(), other.relates_to().is_none()), ("org.example", true));
    other.body_mut().push('!');
    other.extra_mut().insert("x", &1).unwrap();
    assert!(other.extra_mut().insert("msgtype", "m.text").is_err());
    assert!(same(&written(&other), r#"{"msgtype":"org.example","body":"b!","x":1}"#));
    // As in responses, the last of several counts, but a message has one `msgtype`.
    let twice = read(r#"{"msgtype":"m.text","body":"a","body":"b","msgtype":"m.text"}"#);
    assert!(same(&written(&twice), r#"{"msgtype":"m.text","body":"b"}"#), "{}", written(&twice));
    let two = r#"{"msgtype":"m.notice","body":"a","msgtype":"m.text","body":"b"}"#;
    assert!(event("m.room.message", two).content::<RoomMessage>().is_err());
    let odd =
        read(r#"{"msgtype":"m.text","body":"\ud83d","m.new_content":{"msgtype":"m.text","body":"\ud83d"}}"#);
    assert_eq!(odd.body(), "\u{fffd}");
}

#[test]
fn new_contents_are_written_whole() {
    let text = RoomMessage::from(TextMessage::new("hi"));
    assert_eq!(written(&text), r#"{"msgtype":"m.text","body":"hi"}"#);
    assert_eq!(written(&RoomName::new("Hall")), r#"{"name":"Hall"}"#);
    let reaction = Reaction::new(EventId::unchecked("$a"), "👍");
    let expected = r#"{"m.relates_to":{"rel_type":"m.annotation","event_id":"$a","key":"👍"}}"#;
    assert_eq!(RawObject::from_content(&reaction).unwrap().json(), expected);
    let replaced = raw(r#"{"type":"m.reaction","content":{},"x":1.50}"#).with_content(&reaction).unwrap();
    assert_eq!(replaced.json(), format!(r#"{{"type":"m.reaction","content":{expected},"x":1.50}}"#));
}

#[test]
fn redaction_leaves_state_and_takes_messages() {
    let redacted = |event_type: &str, state: &str, content: &str| {
        let text = format!(
            r#"{{"type":"{event_type}",{state}"content":{content},"unsigned":{{"redacted_because":{{}}}}}}"#
        );
        raw(&text).read().unwrap().content::<Content>().unwrap()
    };
    let key = r#""state_key":"","#;
    assert!(matches!(redacted("m.room.message", "", "{}"), Content::Redacted));
    assert!(matches!(redacted("org.example", "", "{}"), Content::Redacted));
    assert!(matches!(redacted("m.room.name", key, "{}"), Content::RoomName(name) if name.name.is_none()));
    assert!(matches!(redacted("m.room.member", key, r#"{"membership":"ban"}"#), Content::RoomMember(_)));
    assert!(matches!(redacted("org.example", key, "{}"), Content::Unknown(raw) if raw.json() == "{}"));
    assert_eq!(written(&redacted("m.room.message", "", "{}")), "{}");
    assert_eq!(Content::Redacted.event_type(), None);
}

#[test]
fn kinds_and_keys_are_those_of_the_table() {
    fn message<C: MessageContent>() {}
    fn to_device<C: ToDeviceContent>() {}
    fn global<C: GlobalAccountData>() -> &'static str {
        C::TYPE
    }
    fn key<C: StateContent>(text: &str) -> Option<C::Key> {
        C::Key::from_state_key(text)
    }
    message::<KeyVerificationDone>();
    message::<RoomMessage>();
    to_device::<KeyVerificationDone>();
    assert_eq!((global::<Direct>(), global::<SecretStorageKey>()), ("m.direct", "m.secret_storage.key."));
    assert_eq!(key::<RoomName>(""), Some(()));
    assert_eq!(key::<RoomMember>("@a:b").unwrap(), "@a:b");
    assert!(KeyVerificationDone::is_type("org.example.done") && !KeyVerificationDone::is_type("m.direct"));
    assert!(SecretStorageKey::is_type("m.secret_storage.key.x") && !SecretStorageKey::is_type("m.direct"));
    assert!(Presence::is_type("m.presence"));
}

#[test]
fn no_content_makes_a_sync_lose_events() {
    #[derive(serde::Deserialize)]
    struct Sync {
        events: Vec<Raw<()>>,
    }
    let deep = "[".repeat(10_000) + &"]".repeat(10_000);
    let nested = r#"{"msgtype":"m.text","body":"","m.new_content":"#.repeat(200) + "null" + &"}".repeat(200);
    let hostile = [
        "[]",
        r#""x""#,
        r#"{"body":1}"#,
        "null",
        "5",
        r#"{"msgtype":{}}"#,
        &deep,
        &nested,
        r#"{"$serde_json::private::RawValue":"{"}"#,
        r#"{"msgtype":"m.text","body":"\udfff"}"#,
    ];
    let types = ["m.room.message", "m.room.member", "m.room.name", "m.direct", "m.reaction", "m.unknown"];
    let mut events = Vec::new();
    for event_type in types {
        for content in hostile {
            events.push(format!(
                r#"{{"content":{content},"event_id":"$e{}","type":"{event_type}"}}"#,
                events.len()
            ));
        }
    }
    let text = format!(r#"{{"events":[{}]}}"#, events.join(","));
    std::thread::Builder::new()
        .stack_size(2 << 20)
        .spawn(move || {
            let sync: Sync = RawJson::from_json(text).unwrap().parse_as().unwrap();
            assert_eq!(sync.events.len(), types.len() * hostile_count());
            for (index, event) in sync.events.iter().enumerate() {
                let read = event.read().unwrap();
                assert_eq!(read.event_id.as_deref(), Some(format!("$e{index}").as_str()));
                let by_type = read.content::<Content>();
                if read.event_type == "m.unknown" {
                    assert!(matches!(by_type, Ok(Content::Unknown(_))));
                }
                if let Ok(content) = by_type {
                    written(&content);
                }
                // None of these contents has a membership.
                assert_eq!(event.content::<RoomMember>().is_err(), read.event_type == "m.room.member");
            }
        })
        .unwrap()
        .join()
        .unwrap();
}

/// The number of contents in the test above.
fn hostile_count() -> usize {
    10
}

#[test]
fn contents_within_contents_end() {
    let nested = |levels: usize| {
        r#"{"msgtype":"m.text","body":"b","m.new_content":"#.repeat(levels) + "{}" + &"}".repeat(levels)
    };
    for levels in [1, 30, 100, 2_000] {
        let text = nested(levels);
        let message = event("m.room.message", &text).content::<RoomMessage>().unwrap().unwrap();
        assert_eq!(written(&message).len(), text.len(), "{levels}");
        assert_eq!(canonicalize(&text).is_ok(), levels < 127);
    }
    // A content may also be read as a part of a response.
    let text = nested(100);
    assert!(decode::<RoomMessage>("get", text.into()).is_ok());
}
