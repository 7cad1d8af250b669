//! Finds fields and parameters that are named like identifiers but are plain strings, and maps that are named like maps from
//! identifiers but have plain strings as keys.
//!
//! Upstream gives only some identifiers a format; the overlays add the others. This search finds missing ones in a new release.

use heck::ToSnakeCase;
use matrix_openapi_codegen::matrix::identifier::{
    identifier_format, is_identifier_name, is_identifier_pattern, is_map_of_identifiers_name,
};
use matrix_openapi_codegen::pointer::escape;
use matrix_openapi_codegen::{Description, Document};
use serde_json::Value;

/// The maximum number of references to follow.
const DEPTH: usize = 8;

/// Returns a finding for each field and parameter that is named like an identifier and has no format.
pub fn findings(description: &Description) -> Vec<String> {
    let mut findings = Vec::new();
    for document in description.documents.values().chain(&description.events) {
        let mut pointers = Vec::new();
        named(document, &document.root, &mut String::new(), &mut pointers);
        findings.extend(pointers.into_iter().map(|(pointer, name)| {
            format!(
                "{}#{pointer}: `{name}` sounds like an identifier and is a plain string, so give it a format in \
                 spec/overlays/identifiers.yaml (for a map, in `propertyNames`), or exempt it there with a reason",
                document.file
            )
        }));
    }
    findings
}

/// Adds the fields and parameters below a value at `pointer`.
fn named(document: &Document, value: &Value, pointer: &mut String, found: &mut Vec<(String, String)>) {
    let length = pointer.len();
    let mut visit = |key: &str, child: &Value| {
        pointer.push('/');
        pointer.push_str(&escape(key));
        if key == "properties"
            && let Value::Object(fields) = child
        {
            let is_plain = |name: &str, schema: &Value| {
                is_plain_identifier(document, name, schema) || has_plain_keys(document, name, schema)
            };
            let plain = fields.iter().filter(|(name, schema)| is_plain(name, schema));
            found.extend(plain.map(|(name, _)| (format!("{pointer}/{name}"), name.clone())));
        }
        if let (Some(name), Some(_), Some(schema)) =
            (child.get("name").and_then(Value::as_str), child.get("in"), child.get("schema"))
            && is_plain_identifier(document, name, schema)
        {
            found.push((pointer.clone(), name.to_owned()));
        }
        named(document, child, pointer, found);
        pointer.truncate(length);
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(key, child)| visit(key, child)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, child)| visit(&index.to_string(), child));
        }
        _ => {}
    }
}

fn is_plain_identifier(document: &Document, name: &str, schema: &Value) -> bool {
    let sounds = sounds_like(name, is_identifier_name);
    texts(document, schema, DEPTH).into_iter().any(|text| {
        let pattern = text.get("pattern").and_then(Value::as_str).unwrap_or_default();
        let format = text.get("format").and_then(Value::as_str).and_then(identifier_format);
        format.is_none() && (sounds || is_identifier_pattern(pattern))
    })
}

fn sounds_like(name: &str, is_known: fn(&[&str]) -> bool) -> bool {
    let snake = name.to_snake_case();
    let words: Vec<&str> = snake.split('_').collect();
    is_known(&words)
}

/// Returns whether a schema is a map whose name or pattern implies identifiers as keys, and the keys have no format.
fn has_plain_keys(document: &Document, name: &str, schema: &Value) -> bool {
    let parts = merged(document, schema, DEPTH);
    let of = |key: &'static str| parts.iter().filter_map(move |part| part.get(key));
    let is_identifier = |format: &Value| format.as_str().and_then(identifier_format).is_some();
    let is_exempt = of("x-no-identifier").any(|exempt| exempt == &Value::Bool(true));
    let has_fields = of("properties").filter_map(Value::as_object).any(|fields| !fields.is_empty());
    let patterns: Vec<_> = of("patternProperties").filter_map(Value::as_object).flatten().collect();
    let formats = of("propertyNames").filter_map(|names| names.get("format"));
    let has_format = formats
        .chain(patterns.iter().filter_map(|(_, entry)| entry.get("x-pattern-format")))
        .any(is_identifier);
    if is_exempt || has_fields || has_format {
        return false;
    }
    let is_map = !patterns.is_empty() || of("additionalProperties").any(Value::is_object);
    patterns.iter().any(|(pattern, _)| is_identifier_pattern(pattern))
        || (is_map && sounds_like(name, is_map_of_identifiers_name))
}

/// Returns a schema and those that it is composed of.
fn merged<'a>(document: &'a Document, schema: &'a Value, depth: usize) -> Vec<&'a Value> {
    let target = schema.get("$ref").and_then(Value::as_str).and_then(|target| target.strip_prefix('#'));
    let target = target.and_then(|pointer| document.root.pointer(pointer));
    let all = schema.get("allOf").and_then(Value::as_array).into_iter().flatten();
    let below = all.chain(target).filter(|_| depth > 0);
    below.flat_map(|part| merged(document, part, depth - 1)).chain([schema]).collect()
}

/// Returns the schemas of strings in a schema: itself, its items, or its alternatives.
fn texts<'a>(document: &'a Document, schema: &'a Value, depth: usize) -> Vec<&'a Value> {
    let is_exempt = schema.get("x-no-identifier") == Some(&Value::Bool(true));
    let is_listed = schema.get("enum").is_some() || schema.get("const").is_some();
    if depth == 0 || is_exempt || is_listed {
        return Vec::new();
    }
    if schema.get("format").and_then(Value::as_str).and_then(identifier_format).is_some() {
        return Vec::new();
    }
    let is_text = match schema.get("type") {
        Some(Value::String(kind)) => kind == "string",
        Some(Value::Array(kinds)) => kinds.iter().any(|kind| kind == "string"),
        _ => false,
    };
    let target = schema.get("$ref").and_then(Value::as_str).and_then(|target| target.strip_prefix('#'));
    let target = target.and_then(|pointer| document.root.pointer(pointer));
    let lists =
        ["allOf", "anyOf", "oneOf"].into_iter().filter_map(|key| schema.get(key)?.as_array()).flatten();
    let parts = lists.chain(schema.get("items")).chain(target);
    parts.flat_map(|part| texts(document, part, depth - 1)).chain(is_text.then_some(schema)).collect()
}

#[cfg(test)]
mod tests {

    use matrix_openapi_codegen::Api;
    use serde_json::json;

    use super::*;
    use crate::project;

    fn names(root: Value) -> Vec<String> {
        let document = Document::new(Api::Identity, "a.yaml", root);
        let mut found = Vec::new();
        named(&document, &document.root, &mut String::new(), &mut found);
        found.into_iter().map(|(pointer, _)| pointer).collect()
    }

    #[test]
    fn a_name_or_a_pattern_tells_an_identifier() {
        let text = json!({"type": "string"});
        let fields = json!({
            "the_user_id": text, "RoomID": text, "via": {"type": "array", "items": text}, "m.sender": text,
            "either": {"oneOf": [{"type": "string", "pattern": "^!"}, {"type": "boolean"}]},
            "server": {"$ref": "#/components/schemas/text"}, "nullable_user_id": {"type": ["string", "null"]},
        });
        let expected: Vec<String> =
            fields.as_object().unwrap().keys().map(|name| format!("/properties/{name}")).collect();
        assert_eq!(names(json!({"properties": fields, "components": {"schemas": {"text": text}}})), expected);
        let parameter = json!({"name": "eventId", "in": "path", "schema": text});
        assert_eq!(names(json!({"parameters": [parameter]})), ["/parameters/0"]);
    }

    #[test]
    fn a_name_or_a_pattern_tells_a_map_by_identifiers() {
        let text = json!({"type": "string"});
        let map = json!({"type": "object", "additionalProperties": text});
        let fields = json!({
            "rooms": map, "signatures": {"allOf": [{"$ref": "#/components/schemas/map"}]},
            "things": {"type": "object", "patternProperties": {"^@": text}},
        });
        let expected: Vec<String> =
            fields.as_object().unwrap().keys().map(|name| format!("/properties/{name}")).collect();
        assert_eq!(names(json!({"properties": fields, "components": {"schemas": {"map": map}}})), expected);

        let of = |more: Value| {
            let mut map = map.clone();
            map.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            map
        };
        let others = json!({
            "rooms": of(json!({"propertyNames": {"format": "mx-room-id"}})),
            "signatures": {"type": "object", "patternProperties": {"": {"x-pattern-format": "mx-server-name"}}},
            "servers": of(json!({"x-no-identifier": true})),
            "room": of(json!({"properties": {"name": text}})),
            "devices": map,
        });
        assert_eq!(names(json!({"properties": others})), [""; 0]);
    }

    #[test]
    fn typed_fields_and_other_strings_are_not_named() {
        let fields = json!({
            "user_id": {"type": "string", "format": "mx-user-id"},
            "server": {"type": "object", "properties": {"name": {"type": "string"}}},
            "sender": {"type": "string", "enum": ["a"]},
            "origin": {"type": "string", "x-no-identifier": true},
            "userlike": {"type": "string"}, "event_type": {"type": "string"}, "room_version": {"type": "string"},
            "room_ids": {"type": "array", "items": {"type": "string", "format": "mx-room-id"}},
        });
        assert_eq!(names(json!({"properties": fields})), [""; 0]);
    }

    #[test]
    fn every_identifier_of_every_release_has_its_type() {
        let mut specs = vec![project::spec()];
        if let Some(trees) = matrix_openapi_testing::spec_trees() {
            let names = ["v1.8", "v1.11", "v1.13", "v1.18", "v1.19", "main"].iter();
            specs.extend(names.map(|name| trees.join(name)).filter(|tree| tree.is_dir()));
        }
        for spec in specs {
            let description = project::of(&spec).description().unwrap();
            assert_eq!(findings(&description), [""; 0], "{}", spec.display());
        }
    }
}
