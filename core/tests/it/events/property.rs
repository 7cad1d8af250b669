//! Properties of any content.

use matrix_openapi_core::json::{Raw, RawObject};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::generated::Content;

const TYPES: &[&str] = &[
    "m.direct",
    "m.key.verification.done",
    "m.reaction",
    "m.room.member",
    "m.room.message",
    "m.room.name",
    "m.secret_storage.key.x",
    "org.example",
];

/// Names of fields that the contents have, or may have.
const NAMES: &[&str] = &[
    "body",
    "msgtype",
    "m.new_content",
    "m.relates_to",
    "rel_type",
    "event_id",
    "key",
    "name",
    "membership",
    "displayname",
    "is_direct",
    "format",
    "@a:b",
    "algorithm",
    "x",
    "",
];

/// Texts, most of which mean something somewhere.
const TEXTS: &[&str] = &["m.text", "m.notice", "m.annotation", "join", "$a", "org.example", ""];

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        prop::num::f64::NORMAL.prop_map(Value::from),
        prop::sample::select(TEXTS).prop_map(Value::from),
        // An object without lists: of a list, items that do not fit are left out.
        Just(json!({})),
    ];
    leaf.prop_recursive(4, 24, 6, |inner| {
        prop::collection::btree_map(prop::sample::select(NAMES), inner, 0..6).prop_map(|fields| {
            Value::Object(
                fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>(),
            )
        })
    })
}

proptest! {
    #[test]
    fn content_is_written_back_or_the_header_remains(
        event_type in prop::sample::select(TYPES),
        content in any_value(),
    ) {
        let text = json!({"content": content, "type": event_type, "event_id": "$e"}).to_string();
        let event: RawObject = Raw::from_json(text.clone()).unwrap();
        let read = event.read().unwrap();
        prop_assert_eq!(&read.event_type, event_type);
        match read.content::<Content>() {
            Ok(known) => prop_assert_eq!(serde_json::to_value(&known).unwrap(), content),
            Err(error) => {
                prop_assert_eq!(error.event_id.as_deref(), Some("$e"));
                prop_assert!(error.path.starts_with("$.content"), "{}", error);
                prop_assert_eq!(error.json.json(), text);
            }
        }
    }
}
