use matrix_openapi_codegen::lower::lower_events;
use matrix_openapi_codegen::{Api, Document};
use serde_json::{Value, json};

use super::*;

/// Returns a section with state, an event of two kinds, and a content of two forms.
fn events() -> Value {
    let form = |value: &str| {
        json!({"type": "object", "required": ["kind"], "properties": {
            "kind": {"type": "string", "enum": [value]}, "body": {"type": "string"},
        }})
    };
    let content = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    json!({
        "openapi": "3.1.0",
        "components": {"schemas": {
            "RoomA": {"type": "object", "properties": {"a": {"type": "string"}}},
            "RoomB": {"type": "object", "properties": {"b": {"type": "string"}}},
            "FormOne": form("m.one"),
            "FormTwo": form("m.two"),
            "FormOther": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}},
        }},
        "events": {
            "m.room.a": {
                "base": "state", "content": content("RoomA"), "stateKey": {"pattern": "^$"},
                "x-survives-redaction": {"a": 1},
            },
            "m.room.b": {"base": "event", "content": content("RoomB"), "x-kinds": ["message", "to-device"]},
            "m.room.form": {
                "base": "room",
                "content": content("FormOther"),
                "variants": {"m.one": content("FormOne"), "m.two": content("FormTwo")},
            },
        },
    })
}

fn model(root: Value) -> EventModel {
    let document = Document::new(Api::ClientServer, "events.yaml", root);
    lower_events(&document, "v1.19".parse().unwrap()).unwrap()
}

fn compare(edit: impl FnOnce(&mut Value)) -> EventChanges {
    let mut root = events();
    edit(&mut root["events"]);
    let (old, new) = (model(events()), model(root));
    let mut changes = EventChanges::default();
    changes.compare(EventSection::Events, Some(&old), Some(&new));
    changes
}

/// Returns the reasons, each as a line.
fn texts(changes: &EventChanges) -> Vec<String> {
    let line = |(event, reason): (&ListedEvent, &EventDifference)| {
        format!("{} {:?} {}", event.event, reason.verdict, reason.text)
    };
    changes.reasons().map(line).collect()
}

#[test]
fn types_are_added_and_removed() {
    assert!(compare(|_| {}).is_empty());
    let changes = compare(|events| {
        let form = events.as_object_mut().unwrap().remove("m.room.b").unwrap();
        events["m.room.c"] = form;
    });
    assert_eq!(
        texts(&changes),
        [
            "m.room.b Major the type of event was removed; code that names it no longer compiles",
            "m.room.c Minor a new type of event",
        ]
    );
    assert_eq!(changes.added[0].kinds, ["message", "to-device"]);
    assert_eq!((changes.added[0].verdict, changes.removed[0].verdict), (Verdict::Minor, Verdict::Major));
}

#[test]
fn all_types_are_new_where_there_were_none() {
    let mut changes = EventChanges::default();
    let model = model(events());
    changes.compare(EventSection::Events, None, Some(&model));
    assert_eq!((changes.added.len(), changes.removed.len(), changes.changed.len()), (3, 0, 0));
    changes.compare(EventSection::Edus, Some(&model), None);
    assert_eq!((changes.removed.len(), changes.removed[0].section), (3, "edus"));
}

#[test]
fn a_name_that_stands_for_another_type_misleads_programs() {
    let changes = compare(|events| {
        events["m.room.a"]["x-rust-name"] = json!("Other");
        events["m.room.d"] = events["m.room.b"].clone();
        events["m.room.d"]["x-rust-name"] = json!("RoomA");
    });
    assert_eq!(
        texts(&changes),
        [
            "m.room.d Minor a new type of event",
            "m.room.d Major `RoomA` was the content of `m.room.a`; programs compile and send another type",
            "m.room.a Major its content is `Other`, was `RoomA`",
        ]
    );
    assert_eq!(changes.added[0].verdict, Verdict::Major);
}

/// Edits of one type, with the expected reasons.
#[test]
fn changes_in_place_have_their_verdicts() {
    type EventEdit = fn(&mut Value);
    let cases: [(EventEdit, &[&str]); 6] = [
        (
            |events| events["m.room.a"]["stateKey"] = json!({"format": "mx-user-id"}),
            &["m.room.a Major its state key is `user-id`, was `empty`"],
        ),
        (
            |events| events["m.room.b"]["x-kinds"] = json!(["message", "ephemeral"]),
            &[
                "m.room.b Major no longer of the kind `to-device`",
                "m.room.b Minor of the kind `ephemeral` now",
            ],
        ),
        (
            |events| events["m.room.a"]["x-survives-redaction"] = json!({"a": 11, "b": 1}),
            &[
                "m.room.a Minor `a` is kept by redaction since room version 11, was kept by redaction since room version 1",
                "m.room.a Minor `b` is kept by redaction since room version 1, was not kept by redaction",
            ],
        ),
        (
            |events| drop(events["m.room.form"]["variants"].as_object_mut().unwrap().remove("m.two")),
            &["m.room.form Major the form `m.two` was removed"],
        ),
        (|events| events["m.room.b"]["deprecated"] = json!(true), &["m.room.b Minor deprecated"]),
        (
            |events| events["m.room.b"]["x-prefix"] = json!(true),
            &["m.room.b Major it is a prefix, was a whole type"],
        ),
    ];
    for (edit, expected) in cases {
        let changes = compare(edit);
        assert_eq!(texts(&changes), expected);
        assert_eq!((changes.added.len(), changes.removed.len(), changes.changed.len()), (0, 0, 1));
    }
}

#[test]
fn a_new_form_is_minor() {
    let mut before = events();
    before["events"]["m.room.form"]["variants"].as_object_mut().unwrap().remove("m.two");
    let mut changes = EventChanges::default();
    changes.compare(EventSection::Events, Some(&model(before)), Some(&model(events())));
    assert_eq!(texts(&changes), ["m.room.form Minor the form `m.two` is new"]);
}
