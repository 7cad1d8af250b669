//! JSON Schemas of constructs that are rare or absent in the vendored description.

use matrix_openapi_codegen::json_schema::{JsonSchemas, schemas};
use matrix_openapi_codegen::{Api, Document, Release, emit, lower::lower};
use serde_json::{Value, json};

/// Returns the schemas of a document with one request, whose body has these properties.
fn converted(properties: Value, components: Value) -> (JsonSchemas, String) {
    let body = json!({"type": "object", "properties": properties});
    let root = json!({
        "paths": {"/a": {"post": {
            "operationId": "put",
            "requestBody": {"content": {"application/json": {"schema": body}}},
            "responses": {"200": {}},
        }}},
        "components": {"schemas": components},
    });
    let document = Document::new(Api::Identity, "schemas.yaml", root);
    let model = lower(&document, Release { major: 1, minor: 19 }).unwrap();
    let schemas = schemas(&document, &model).unwrap();
    let file = emit::emit_schemas(&model, &schemas).unwrap();
    (schemas, prettyplease::unparse(&file))
}

fn body(properties: Value, components: Value) -> Value {
    let (schemas, _) = converted(properties, components);
    schemas.types["PutRequest"]["properties"].clone()
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

#[test]
fn what_stands_beside_a_reference_is_kept() {
    let part = json!({"type": "object", "properties": {"b": {"type": "string"}}});
    let mut described = reference("Part");
    described["default"] = json!({"b": "c"});
    let written = body(json!({"a": described}), json!({"Part": part}));
    assert_eq!(written["a"], json!({"$ref": "Part", "default": {"b": "c"}}));
}

#[test]
fn an_object_may_be_null_where_it_is_used() {
    let part = json!({"type": ["object", "null"], "properties": {"b": {"type": "string"}}});
    let (schemas, _) = converted(json!({"a": reference("Part")}), json!({"Part": part}));
    let written = &schemas.types["PutRequest"]["properties"]["a"];
    assert_eq!(*written, json!({"anyOf": [{"$ref": "Part"}, {"type": "null"}]}));
    assert_eq!(schemas.types["Part"]["type"], "object");
}

#[test]
fn a_place_with_other_limits_is_written_out() {
    let part = |limit: u64| json!({"title": "Part", "type": "object", "properties": {"b": {"type": "string", "maxLength": limit}}});
    let written = body(json!({"x": part(3), "y": part(3), "z": part(4)}), json!({}));
    assert_eq!(written["x"], written["y"]);
    assert!(written["x"]["$ref"].is_string(), "{written}");
    assert_eq!(written["z"]["properties"]["b"]["maxLength"], 4, "{written}");
}

#[test]
fn types_that_contain_themselves_end() {
    let tree =
        json!({"type": "object", "properties": {"leaves": {"type": "array", "items": reference("Tree")}}});
    let list = json!({"type": "array", "items": reference("List")});
    let (schemas, text) = converted(
        json!({"t": reference("Tree"), "l": reference("List")}),
        json!({"Tree": tree, "List": list}),
    );
    assert_eq!(schemas.types["Tree"]["properties"]["leaves"]["items"], json!({"$ref": "Tree"}));
    assert_eq!(schemas.types["PutRequest"]["properties"]["l"]["type"], "array");
    assert!(text.contains("[Tree]"), "{text}");
}

#[test]
fn each_part_of_a_union_is_found() {
    let either = json!({"type": ["string", "object"], "properties": {"b": {"type": "integer"}}});
    let choice = json!({"oneOf": [
        {"type": "boolean"},
        {"type": "array", "items": {"type": "object", "properties": {"c": {"type": "string"}}}},
    ]});
    let written = body(json!({"e": either, "o": choice}), json!({}));
    assert!(written["e"]["$ref"].is_string() && written["o"]["$ref"].is_string(), "{written}");
}

#[test]
fn data_that_looks_like_a_reference_is_data() {
    let values =
        json!({"type": "object", "default": {"$ref": "Missing"}, "properties": {"$ref": {"type": "string"}}});
    let (schemas, text) = converted(json!({"v": values}), json!({}));
    assert!(!text.contains("[Missing]"), "{text}");
    assert!(schemas.types.values().any(|schema| schema["properties"]["$ref"]["type"] == "string"));
}

#[test]
fn the_schema_of_a_text_refers_to_a_type() {
    let text =
        json!({"type": "string", "contentMediaType": "application/json", "contentSchema": reference("Part")});
    let part = json!({"type": "object", "properties": {"b": {"type": "string"}}});
    let components = json!({"Part": part});
    let written = body(json!({"text": text, "part": reference("Part")}), components);
    assert_eq!(written["text"]["contentSchema"], json!({"$ref": "Part"}));
}

#[test]
fn the_forms_of_a_response_that_is_raw_json_have_schemas() {
    let form = |title: &str, field: &str| json!({"title": title, "type": "object", "properties": {field: {"type": "string"}}});
    let schema = json!({"oneOf": [form("One", "a"), form("Two", "b")]});
    let root = json!({
        "paths": {"/a": {"get": {
            "operationId": "get",
            "responses": {"200": {"content": {"application/json": {"schema": schema}}}},
        }}},
        "components": {"schemas": {}},
    });
    let document = Document::new(Api::Identity, "schemas.yaml", root);
    let model = lower(&document, Release { major: 1, minor: 19 }).unwrap();
    let schemas = schemas(&document, &model).unwrap();
    let named: Vec<_> = model.structs.keys().collect();
    assert_eq!(named.len(), 2, "{named:?}");
    for (name, field) in named.into_iter().zip(["a", "b"]) {
        assert_eq!(schemas.types[name]["properties"][field]["type"], "string", "{name}");
    }
}
