//! Tests of reading and writing objects.

use std::collections::BTreeMap;

use serde_json::{from_str, from_value, json, to_string};

use super::*;
use crate::__private::{Decoded, decode};

#[derive(Debug, PartialEq)]
struct Room {
    count: i64,
    name: Option<String>,
    rooms: Vec<String>,
    parts: Option<BTreeMap<String, Room>>,
    extra: Extra,
}

crate::json_object! {
    Room {
        0 count "count" required present,
        1 name "m.name" optional,
        2 rooms "rooms" required present,
        3 parts "parts" optional,
    }
}

fn tolerant(text: &str) -> (Room, Vec<String>) {
    let Decoded { value, misfits, .. } = decode("room", text.to_owned().into()).unwrap();
    (value, misfits.listed.iter().map(ToString::to_string).collect())
}

fn refused(text: &str) -> (String, String) {
    let error = decode::<Room>("room", text.to_owned().into()).map(|_| ()).unwrap_err();
    (error.path, error.reason)
}

/// The value of a text, whatever the order of its fields.
fn sorted(text: &str) -> serde_json::Value {
    from_str(text).unwrap()
}

#[test]
fn fields_are_read_in_any_order_and_from_any_format() {
    let text = r#"{"other":true,"rooms":["a"],"m.\u006eame":"n","count":2.0,"more":[1.50]}"#;
    let room: Room = from_str(text).unwrap();
    assert_eq!((room.count, room.name.as_deref(), room.rooms.len()), (2, Some("n"), 1));
    assert_eq!(room.extra.raw("more").unwrap().json(), "[1.50]");
    assert_eq!(room.extra.get("other").unwrap(), Some(true));
    let read: Room = from_value(from_str(text).unwrap()).unwrap();
    assert_eq!((read.count, read.extra.len()), (2, 2));
    let least: Room = from_value(json!({"count": 1})).unwrap();
    assert_eq!((least.count, least.name, least.rooms, least.extra.len()), (1, None, vec![], 0));
}

#[test]
fn everything_is_written_back() {
    for text in [
        r#"{"count":1,"rooms":[]}"#,
        r#"{"count":1}"#,
        r#"{"count":1,"rooms":null,"m.name":null,"parts":null}"#,
        r#"{"count":1,"rooms":["x"],"z":{"b":1.50,"a":"\u0041"},"a":null}"#,
        r#"{"count":1,"parts":{"p":{"count":3,"q":[{}]}}}"#,
    ] {
        let room: Room = from_str(text).unwrap();
        assert_eq!(sorted(&to_string(&room).unwrap()), sorted(text), "{text}");
    }
    let raw: Room = from_str(r#"{"count":1,"x":{ "b" : 1.50 }}"#).unwrap();
    assert!(to_string(&raw).unwrap().contains(r#""x":{ "b" : 1.50 }"#));
}

#[test]
fn a_field_that_is_set_takes_the_place_of_what_was_kept() {
    let mut room: Room = from_str(r#"{"count":1,"rooms":null,"m.name":null}"#).unwrap();
    room.name = Some("n".to_owned());
    room.rooms.push("r".to_owned());
    assert_eq!(sorted(&to_string(&room).unwrap()), json!({"count": 1, "rooms": ["r"], "m.name": "n"}));
}

#[test]
fn an_exact_read_reports_the_defect() {
    let failing = |text: &str| from_str::<Room>(text).unwrap_err().to_string();
    assert!(failing("{}").starts_with("missing field `count`"));
    assert!(failing(r#"{"count":1,"count":1}"#).starts_with("duplicate field `count` at line 1 column 18"));
    assert!(failing(r#"{"m.name":1}"#).starts_with("invalid type: integer `1`, expected a string"));
    assert!(failing(r#"{"count":1.5}"#).starts_with("invalid"));
    assert!(failing("[1]").starts_with("invalid type: sequence, expected struct Room"));
    assert!(failing("7").starts_with("invalid type: integer `7`, expected struct Room"));
}

#[test]
fn an_optional_field_that_does_not_fit_is_absent_and_kept() {
    for odd in ["7", "[1]", "{}", "true"] {
        let text = format!(r#"{{"count":1,"m.name":{odd},"rooms":["r"]}}"#);
        let (room, misfits) = tolerant(&text);
        assert_eq!((room.name.as_ref(), room.rooms.len()), (None, 1), "{odd}");
        assert_eq!(room.extra.raw("m.name").unwrap().json(), odd);
        assert_eq!(misfits.len(), 1);
        assert!(misfits[0].starts_with(r#"$["m.name"]: wrong type or value"#), "{misfits:?}");
        assert_eq!(sorted(&to_string(&room).unwrap()), sorted(&text));
    }
}

#[test]
fn an_item_or_entry_that_does_not_fit_is_left_out() {
    let text = r#"{"count":1,"rooms":["a",null,"b",7],"parts":{"x":{"count":2},"y":{},"z":null,"w":{"count":3,"m.name":5}}}"#;
    let (room, misfits) = tolerant(text);
    assert_eq!(room.rooms, ["a", "b"]);
    assert_eq!(room.parts.unwrap().keys().collect::<Vec<_>>(), ["w", "x"]);
    let expected = [
        "$.rooms[1]: wrong type or value, expected a string",
        "$.rooms[3]: wrong type or value, expected a string",
        "$.parts.y: missing field `count`",
        "$.parts.z: wrong type or value, expected struct Room",
        r#"$.parts.w["m.name"]: wrong type or value, expected a string"#,
    ];
    assert_eq!(misfits, expected);
}

#[test]
fn a_value_that_is_left_out_as_a_whole_is_one_misfit() {
    let (room, misfits) =
        tolerant(r#"{"count":1,"parts":{"x":{"m.name":1,"rooms":[1,2],"parts":{"y":{"count":"no"}}}}}"#);
    assert!(room.parts.unwrap().is_empty());
    assert_eq!(misfits, ["$.parts.x: missing field `count`"]);
}

#[test]
fn a_value_of_the_wrong_type_is_not_an_empty_list() {
    assert_eq!(
        refused(r#"{"count":1,"rooms":"all"}"#),
        ("$.rooms".to_owned(), "wrong type or value, expected a sequence".to_owned())
    );
    let (_, misfits) = tolerant(r#"{"count":1,"parts":{"x":{"count":1,"rooms":{}}}}"#);
    assert_eq!(misfits, ["$.parts.x.rooms: wrong type or value, expected a sequence"]);
}

#[test]
fn a_response_without_a_required_field_fails() {
    assert_eq!(refused(r#"{"m.name":7}"#), ("$".to_owned(), "missing field `count`".to_owned()));
    assert_eq!(refused("null"), ("$".to_owned(), "missing field `count`".to_owned()));
    assert_eq!(refused(""), ("$".to_owned(), "missing field `count`".to_owned()));
}

#[test]
fn the_last_of_two_fields_of_one_name_counts() {
    let (room, misfits) = tolerant(r#"{"count":1,"count":2,"m.name":"a","m.name":"b"}"#);
    assert_eq!((room.count, room.name.as_deref()), (2, Some("b")));
    assert_eq!(misfits.len(), 2);
    assert_eq!(misfits[0], "$.count: a duplicate field, of which the last one counts");
}

#[test]
fn nested_types_have_a_depth_limit() {
    let deep = |levels: usize| {
        let open = r#"{"count":1,"parts":{"p":"#.repeat(levels);
        format!(r#"{open}{{"count":"x"}}{}"#, "}}".repeat(levels))
    };
    assert_eq!(tolerant(&deep(20)).1.len(), 1);
    let (room, misfits) = tolerant(&deep(20_000));
    assert_eq!((room.count, misfits.len()), (1, 1));
    assert!(misfits[0].ends_with("nested too deeply"), "{misfits:?}");
}

#[test]
fn misfits_beyond_the_limit_are_counted() {
    let text = format!(r#"{{"count":1,"rooms":[{}7]}}"#, "1,".repeat(100_000));
    let Decoded { misfits, .. } = decode::<Room>("room", text.into()).unwrap();
    assert_eq!((misfits.listed.len(), misfits.unlisted), (100, 99_901));
}

#[derive(Debug, PartialEq)]
struct Offer {
    sdp: Option<String>,
    extra: Extra,
}

crate::json_object! {
    Offer {
        0 sdp "sdp" optional;
        1 type_ "type" = required "offer",
        2 version "m.version" = optional "1",
    }
}

#[derive(Debug, PartialEq)]
struct Call {
    offer: Option<Offer>,
    extra: Extra,
}

crate::json_object! { Call { 0 offer "offer" optional } }

#[derive(Debug, PartialEq)]
struct Empty {
    extra: Extra,
}

crate::json_object! { Empty {} }

#[test]
fn a_constant_is_written_automatically_and_checked_when_read() {
    let new = Offer { sdp: None, extra: extra_of::<Offer>() };
    assert_eq!(to_string(&new).unwrap(), r#"{"type":"offer","m.version":"1"}"#);
    for text in [
        r#"{"type":"offer"}"#,
        r#"{"m.version":null,"type":"offer","sdp":"x","z":1.50}"#,
        r#"{"m.version":"1","type":"\u006fffer","extra":[]}"#,
    ] {
        let offer: Offer = from_str(text).unwrap();
        assert_eq!(sorted(&to_string(&offer).unwrap()), sorted(text), "{text}");
    }
    let mut offer: Offer = from_str(r#"{"type":"offer"}"#).unwrap();
    assert!(offer.extra.is_empty());
    assert!(offer.extra.insert("type", "answer").is_err());
    assert!(offer.extra.insert("m.version", "2").is_err());
    for text in [r#"{"sdp":"x"}"#, r#"{"type":null}"#, r#"{"type":"answer"}"#, r#"{"type":["offer"]}"#] {
        assert!(from_str::<Offer>(text).is_err(), "{text}");
    }
    assert!(from_str::<Offer>(r#"{"type":"offer","type":"offer"}"#).is_err());
    assert!(from_str::<Offer>(r#"{"type":"offer","m.version":"2"}"#).is_err());
}

#[test]
fn a_wrong_constant_fails_its_object_only_if_it_is_required() {
    let read = |text: &str| {
        let Decoded { value, misfits, .. } = decode::<Call>("call", text.to_owned().into()).unwrap();
        assert_eq!(sorted(&to_string(&value).unwrap()), sorted(text), "{text}");
        (value.offer.is_some(), misfits.listed.iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    let expected = "wrong type or value, expected the string";
    assert_eq!(
        read(r#"{"offer":{"type":"syt"}}"#),
        (false, vec![format!("$.offer.type: {expected} `offer`")])
    );
    assert_eq!(read(r#"{"offer":{"a":1}}"#), (false, vec!["$.offer: missing field `type`".to_owned()]));
    let odd = read(r#"{"offer":{"type":"offer","m.version":2}}"#);
    assert_eq!(odd, (true, vec![format!("$.offer[\"m.version\"]: {expected} `1`")]));
    let odd = read(r#"{"offer":{"type":"offer","sdp":5,"m.version":null}}"#);
    assert!(odd.0);
    let twice = r#"{"offer":{"type":"x","m.version":"2","type":"offer","m.version":"1"}}"#;
    assert!(decode::<Call>("call", twice.into()).unwrap().value.offer.is_none());
    let twice = r#"{"offer":{"type":"offer","m.version":"2","m.version":"1"}}"#;
    let call = decode::<Call>("call", twice.into()).unwrap().value;
    assert_eq!(to_string(&call).unwrap(), r#"{"offer":{"type":"offer","m.version":"1"}}"#);
}

#[test]
fn an_object_without_fields_keeps_everything() {
    let empty: Empty = from_str(r#"{"b":1.50,"a":{ }}"#).unwrap();
    assert_eq!(to_string(&empty).unwrap(), r#"{"a":{ },"b":1.50}"#);
}
