//! The generated object types: their constructors, and how each field is read and written.

use matrix_openapi_codegen::{Api, Document, Release, Wording, generate};
use serde_json::{Value, json};

/// Returns the generated code for a call that sends one object and receives another.
fn generated(sent: Value, received: Value) -> String {
    let body = |schema: Value| json!({"content": {"application/json": {"schema": schema}}});
    let mut response = body(received);
    response["description"] = json!("");
    let operation = json!({"operationId": "put", "requestBody": body(sent), "responses": {"200": response}});
    let root = json!({"openapi": "3.1.0", "paths": {"/thing": {"put": operation}}});
    let document = Document::new(Api::Identity, "fixture.yaml", root);
    generate(&document, Release { major: 1, minor: 19 }, &Wording::default()).unwrap()
}

fn object(required: &[&str]) -> Value {
    let properties = json!({"a": {"type": "string"}, "type": {"type": "integer"}, "c": {"type": "boolean"}});
    json!({"type": "object", "properties": properties, "required": required})
}

/// Returns the code from a line to the end of its block.
fn block<'a>(code: &'a str, start: &str) -> &'a str {
    let start = code.find(start).unwrap_or_else(|| panic!("{start} is not in\n{code}"));
    let rest = &code[start..];
    &rest[..rest.find("\n    }").unwrap()]
}

#[test]
fn every_type_is_left_open() {
    let either = json!({"oneOf": [{"type": "string"}, {"type": "integer"}]});
    let response = json!({"type": "object", "properties": {"either": either}});
    let code = generated(object(&[]), response);
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines: Vec<_> = code.lines().map(words).collect();
    for name in ["pub struct PutRequest {", "pub struct PutResponse {", "pub enum PutEither {"] {
        let at = lines.iter().position(|line| line == name).unwrap_or_else(|| panic!("no {name} in\n{code}"));
        let attributes = lines[..at].iter().rev().take_while(|line| line.starts_with("#["));
        assert!(attributes.into_iter().any(|line| line == "#[non_exhaustive]"), "{name}");
    }
}

#[test]
fn a_request_type_is_built_from_its_required_fields() {
    let code = generated(object(&["a", "type"]), object(&["a", "type"]));
    let new = block(&code, "impl PutRequest {");
    let words = new.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("pub fn new(a: impl Into<String>, type_: i64) -> Self"), "{words}");
    assert!(words.contains("Self { a: a.into(), c: None, type_, extra:"), "{words}");
    assert!(!code.contains("impl PutResponse {"), "a response has no constructor");
}

/// Returns the attributes of a type, one per line.
fn attributes<'a>(code: &'a str, name: &str) -> Vec<&'a str> {
    let before = code.split(&format!("pub struct {name} {{")).next().unwrap();
    let lines = before.lines().rev().skip(1).map(str::trim);
    lines.take_while(|line| line.starts_with("#[")).collect()
}

#[test]
fn a_request_type_without_required_fields_has_a_default() {
    let open = json!({"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": {}});
    for sent in [object(&[]), open] {
        let code = generated(sent, json!({"type": "object"}));
        assert!(!code.contains("impl PutRequest {"), "{code}");
        assert_eq!(code.matches("impl Default for PutRequest {").count(), 1, "{code}");
    }
}

#[test]
fn a_response_type_has_no_constructor() {
    let code = generated(object(&[]), object(&[]));
    let attributes = attributes(&code, "PutResponse").join("\n");
    assert!(attributes.contains("Clone, Debug)]") && !attributes.contains("Default"), "{attributes}");
}

/// Returns the generated code for a response.
fn response(schema: Value) -> Result<String, String> {
    let root = json!({"openapi": "3.1.0", "paths": {"/thing": {"get": {"operationId": "getThing", "responses": {
        "200": {"description": "", "content": {"application/json": {"schema": schema}}}}}}}});
    let document = Document::new(Api::ClientServer, "fixture.yaml", root);
    generate(&document, Release { major: 1, minor: 19 }, &Wording::default())
        .map_err(|error| error.to_string())
}

/// Returns the methods that read, check and write the field `a`.
fn methods(property: &Value, required: Value) -> String {
    let schema = json!({"type": "object", "properties": {"a": property}, "required": required});
    let source = response(schema).unwrap();
    let words = source.split_whitespace().collect::<Vec<_>>().join(" ");
    let row = words.split("json_object! { GetThingResponse { 0 a \"a\" ").nth(1).unwrap();
    row.split(" }").next().unwrap().to_owned()
}

#[test]
fn required_and_optional_fields_are_read_and_written_differently() {
    for property in [
        json!({"type": "integer"}),
        json!({"type": "string"}),
        json!({"type": ["integer", "null"]}),
        json!({"type": "array", "items": {}}),
        json!({}),
    ] {
        assert_eq!(methods(&property, json!(["a"])), "required present", "{property}");
        assert_eq!(methods(&property, json!([])), "optional", "{property}");
    }
    assert_eq!(methods(&json!({"type": "object"}), json!(["a"])), "required present_object");
}

#[test]
fn marked_fields_take_several_forms() {
    let text = json!({"type": "string", "x-lenient": true});
    assert_eq!(methods(&text, json!(["a"])), "required_forms present");
    assert_eq!(methods(&text, json!([])), "optional_forms");
    let flag = json!({"type": "boolean", "x-lenient": true});
    assert_eq!(methods(&flag, json!(["a"])), "flag present_flag");
    let map = |value| json!({"type": "object", "additionalProperties": {"type": value}, "x-lenient": true});
    assert!(response(json!({"type": "object", "properties": {"a": map("integer")}})).is_ok());
    let list = json!({"type": "array", "items": {"type": "string"}, "x-lenient": true});
    assert_eq!(methods(&list, json!([])), "optional");
}

#[test]
fn every_type_keeps_unknown_fields() {
    let inner = json!({"type": "object", "properties": {"signatures": {"type": "object"}}});
    let source = response(json!({"type": "object", "properties": {"a": inner}})).unwrap();
    assert_eq!(source.matches("pub extra: ::matrix_openapi::json::Extra").count(), 2);
    assert_eq!(source.matches("::json_object!").count(), 2);
}
