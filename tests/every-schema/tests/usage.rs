//! How programs use the schemas.

use matrix_openapi::client_server::{op, types};
use matrix_openapi::events;
use matrix_openapi::id::UserId;
use matrix_openapi::json::{Raw, RawObject};
use matrix_openapi::schemas::schemars::{self, JsonSchema, generate::SchemaSettings};
use serde_json::{Value, json};

fn written<T: JsonSchema>() -> Value {
    schemars::schema_for!(T).to_value()
}

#[test]
fn a_request_has_its_parts_and_our_sentences() {
    let schema = written::<op::SetRoomStateWithKey>();
    assert_eq!(schema["title"], "SetRoomStateWithKey");
    assert_eq!(schema["required"], json!(["path", "body"]));
    assert_eq!(schema["additionalProperties"], false);
    let path = &schema["properties"]["path"];
    assert_eq!(path["required"], json!(["roomId", "eventType", "stateKey"]));
    assert_eq!(path["properties"]["roomId"]["format"], "mx-room-id");
    assert!(schema["description"].as_str().is_some_and(|text| !text.is_empty()));
    assert!(path["properties"]["roomId"]["description"].is_string());
}

#[test]
fn a_type_refers_to_the_types_of_its_fields() {
    let schema = written::<types::SyncFilter>();
    assert_eq!(schema["properties"]["presence"]["$ref"], "#/$defs/EventFilter");
    assert_eq!(schema["$defs"]["EventFilter"]["properties"]["limit"]["type"], "integer");
}

#[test]
fn a_generator_may_inline_all_types() {
    let mut settings = SchemaSettings::draft2020_12();
    settings.inline_subschemas = true;
    let schema = settings.into_generator().into_root_schema_for::<types::SyncFilter>().to_value();
    assert!(!schema.to_string().contains("$ref"), "{schema}");
    let presence = &schema["properties"]["presence"];
    assert_eq!(presence["properties"]["limit"]["type"], "integer");
    // The documentation of the field, not that of its type.
    let sentence = &written::<types::SyncFilter>()["properties"]["presence"]["description"];
    assert_eq!(presence["description"], *sentence);
}

#[test]
fn an_unknown_kind_of_message_is_distinguished_from_a_defective_known_one() {
    let schema = written::<events::RoomMessage>();
    let forms = schema["anyOf"].as_array().unwrap();
    let text = forms.iter().find(|form| form["$ref"] == "#/$defs/TextMessage");
    assert!(text.is_some(), "{forms:?}");
    let msgtype = &schema["$defs"]["TextMessage"]["properties"]["msgtype"];
    assert_eq!(*msgtype, json!({"type": "string", "enum": ["m.text"]}));
    let known = &forms.last().unwrap()["not"]["properties"]["msgtype"]["enum"];
    assert!(known.as_array().unwrap().contains(&json!("m.text")));
}

#[test]
fn types_of_programs_can_contain_types_of_the_crate() {
    assert_eq!(written::<UserId>()["format"], "mx-user-id");
    assert_eq!(written::<Raw<types::SyncFilter>>(), written::<types::SyncFilter>());
    assert_eq!(written::<Option<RawObject>>()["type"], json!(["object", "null"]));
}

#[test]
fn the_new_content_of_an_edit_is_a_message() {
    let text = written::<events::TextMessage>();
    assert_eq!(text["properties"]["m.new_content"]["$ref"], "#/$defs/RoomMessage", "{text:#}");
    assert!(text["$defs"]["RoomMessage"]["anyOf"].is_array());
    let whole = written::<events::RoomMessage>();
    assert_eq!(whole["$defs"]["TextMessage"]["properties"]["m.new_content"]["$ref"], "#");
}
