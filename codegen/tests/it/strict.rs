//! Values that another reader would ignore are errors with their location, and so are invalid names.

use matrix_openapi_codegen::lower::{Rule, lower};
use matrix_openapi_codegen::{Api, Document, Release, Wording, generate};
use serde_json::{Value, json};

const RELEASE: Release = Release { major: 1, minor: 19 };

/// Returns an API with all constructs that the tests break.
fn root() -> Value {
    json!({
        "info": {"title": "T", "version": "v1.19"},
        "paths": {"/thing/{id}": {"post": {
            "operationId": "postThing",
            "tags": ["Things"],
            "parameters": [
                {"in": "path", "name": "id", "required": true, "schema": {"type": "string"}},
                {"in": "query", "name": "which", "schema": {"type": "array", "items": {"type": "string"}}},
            ],
            "requestBody": {"content": {"application/json": {"schema": {
                "type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}}}},
            "responses": {"200": {"description": "", "content": {"application/json": {"schema":
                {"$ref": "#/components/schemas/Thing"}}}}},
        }}},
        "components": {"schemas": {"Thing": {"type": "object", "properties": {"b": {"type": "integer", "minimum": 0}}}}},
    })
}

fn document(root: Value) -> Document {
    Document::new(Api::ClientServer, "t.yaml", root)
}

/// Returns the refusal of the API with a value inserted at a location.
fn with(place: &str, key: &str, value: Value) -> String {
    let mut root = root();
    root.pointer_mut(place).unwrap()[key] = value;
    lower(&document(root), RELEASE).map(drop).expect_err(&format!("{place}/{key}")).to_string()
}

const OPERATION: &str = "/paths/~1thing~1{id}/post";
const BODY: &str = "/paths/~1thing~1{id}/post/requestBody/content/application~1json/schema";
const THING: &str = "/components/schemas/Thing";

#[test]
fn the_unbroken_document_is_accepted() {
    assert!(lower(&document(root()), RELEASE).is_ok());
}

#[test]
fn a_value_of_the_wrong_kind_is_refused_with_its_place() {
    let parameter = &format!("{OPERATION}/parameters/1");
    let b = &format!("{THING}/properties/b");
    for (place, key, value, what) in [
        (OPERATION, "deprecated", json!("yes"), "`deprecated` must be `true` or `false`, not \"yes\""),
        (OPERATION, "tags", json!([5]), "`tags` must be a list of distinct strings, not [5]"),
        (OPERATION, "tags", json!("Things"), "`tags` must be a list of distinct strings, not \"Things\""),
        (OPERATION, "summary", json!([]), "`summary` must be a string, not []"),
        (OPERATION, "parameters", json!({}), "`parameters` must be a list, not {}"),
        (
            OPERATION,
            "x-addedInMatrixVersion",
            json!(1.1),
            "1.1 is a number, in which 1.1 and 1.10 are the same; write '1.1'",
        ),
        (OPERATION, "x-addedInMatrixVersion", json!("soon"), "`soon` is not a Matrix release such as v1.19"),
        (BODY, "required", json!([null]), "`required` must be a list of distinct strings, not [null]"),
        (
            BODY,
            "required",
            json!(["a", "a"]),
            "`required` must be a list of distinct strings, not [\"a\",\"a\"]",
        ),
        (BODY, "required", json!(true), "`required` must be a list of distinct strings, not true"),
        (BODY, "title", json!(7), "`title` must be a string, not 7"),
        (BODY, "additionalProperties", json!("no"), "not an object, which a schema must be"),
        (THING, "type", json!([]), "`type` must be the name of a type or a list of them, not []"),
        (
            THING,
            "nullable",
            json!(true),
            "`nullable` belongs to OpenAPI 3.0 and has no meaning in 3.1, where `null` is a type",
        ),
        (THING, "<<", json!({}), "merges maps in YAML 1.1, which is not supported"),
        (b, "minimum", json!("0"), "`minimum` must be a number, not \"0\""),
        (b, "exclusiveMinimum", json!(true), "`exclusiveMinimum` must be a number, not true"),
        (b, "maxLength", json!(-1), "`maxLength` must be a whole number that is not negative, not -1"),
        (b, "format", json!(64), "`format` must be a string, not 64"),
        (b, "enum", json!([]), "`enum` must be a list that is not empty, not []"),
        (b, "deprecated", json!(1), "`deprecated` must be `true` or `false`, not 1"),
        (parameter, "required", json!("true"), "`required` must be `true` or `false`, not \"true\""),
        (parameter, "in", json!("cookie"), "`in` must be `path`, `query` or `header`, not \"cookie\""),
        (
            parameter,
            "style",
            json!("deepObject"),
            "`style` must be `form` in a query and `simple` elsewhere, not \"deepObject\"",
        ),
        (parameter, "explode", json!(false), "puts a list into one value, but each item is sent separately"),
        (
            parameter,
            "allowReserved",
            json!(true),
            "`allowReserved` is not supported: reserved characters are always escaped",
        ),
    ] {
        assert_eq!(with(place, key, value), format!("t.yaml#{place}/{key}: {what}"));
    }
}

#[test]
fn a_misspelt_keyword_is_told_from_a_foreign_word() {
    for (place, key, noun, meant) in [
        (OPERATION, "requestbody", "operation", "requestBody"),
        (OPERATION, "deprecate", "operation", "deprecated"),
        (BODY, "requird", "schema", "required"),
        (THING, "propertys", "schema", "properties"),
        (THING, "additionalPropertie", "schema", "additionalProperties"),
    ] {
        let what = format!("`{key}` is not a keyword of a {noun}, did you mean `{meant}`?");
        assert_eq!(with(place, key, json!({})), format!("t.yaml#{place}/{key}: {what}"));
    }
    let mut root = root();
    root.pointer_mut(THING).unwrap()["exmaple"] = json!(1);
    root.pointer_mut(THING).unwrap()["x-anything"] = json!([null]);
    assert!(lower(&document(root), RELEASE).is_ok());
}

#[test]
fn an_invalid_path_is_refused() {
    for (path, fault) in [
        ("thing/{id}", "it does not start with a slash"),
        ("/thing/{id}?a=b", "it has a query or a fragment"),
        ("/thing /{id}", "it contains a space"),
        ("/thing/{id", "its braces do not match"),
        ("/thing/{{id}}", "its braces do not match"),
        ("/thing/{id}/{}", "it has a parameter without a name"),
    ] {
        let mut root = root();
        let paths = root["paths"].as_object_mut().unwrap();
        let item = paths.remove("/thing/{id}").unwrap();
        paths.insert(path.to_owned(), item);
        let error = lower(&document(root), RELEASE).map(drop).unwrap_err().to_string();
        let place = path.replace('/', "~1");
        assert_eq!(error, format!("t.yaml#/paths/{place}: `{path}` is not a path: {fault}"));
    }
}

#[test]
fn an_invalid_status_is_refused() {
    for status in ["20", "2xx", "600", "ok"] {
        let error = with(&format!("{OPERATION}/responses"), status, json!({"description": ""}));
        assert!(
            error.ends_with(&format!("`{status}` is not a status such as 200, 4XX or default")),
            "{error}"
        );
    }
}

#[test]
fn an_operation_needs_a_name_and_any_other_text_is_one() {
    for id in ["", " "] {
        let error = with(OPERATION, "operationId", json!(id));
        assert_eq!(error, format!("t.yaml#{OPERATION}/operationId: empty, so the operation has no name"));
    }
    for id in ["日本", "1notify", "-", "get thing!", "fn"] {
        let mut root = root();
        root.pointer_mut(OPERATION).unwrap()["operationId"] = json!(id);
        let source = generate(&document(root), RELEASE, &Wording::default())
            .unwrap_or_else(|error| panic!("{id}: {error}"));
        assert!(syn::parse_file(&source).is_ok(), "{id}");
    }
    let error = with(OPERATION, "x-rust-name", json!("fn 1"));
    assert!(error.starts_with(&format!("t.yaml#{OPERATION}/x-rust-name: ")), "{error}");
}

#[test]
fn all_spellings_of_additional_properties_mean_the_same() {
    let lowered = |additional: Value| {
        let mut root = root();
        root.pointer_mut(THING).unwrap()["additionalProperties"] = additional;
        let model = lower(&document(root), RELEASE).unwrap();
        (model.structs, model.rules)
    };
    let (structs, rules) = lowered(json!({}));
    assert!(structs["Thing"].extra.is_some() && rules.contains(&Rule::ExtraFields));
    assert_eq!(lowered(json!(true)), (structs.clone(), rules.clone()));
    assert_eq!(lowered(json!({"description": "Anything."})), (structs, rules));
    let (structs, rules) = lowered(json!(false));
    assert!(structs["Thing"].extra.is_none() && rules.contains(&Rule::UnknownFields));
    // If several schemas apply at once, only one that restricts values counts.
    let both = json!({"allOf": [
        {"type": "object", "properties": {"a": {}}, "additionalProperties": true},
        {"type": "object", "properties": {"b": {}}, "additionalProperties": {"type": "integer"}},
    ]});
    let mut root = root();
    *root.pointer_mut(THING).unwrap() = both;
    let model = lower(&document(root), RELEASE).unwrap();
    assert_eq!(model.structs["Thing"].extra.as_ref().unwrap().to_string(), "BTreeMap<String, i64>");
}

#[test]
fn all_spellings_of_a_map_have_one_type() {
    let value = |schema: Value| {
        let mut root = root();
        root.pointer_mut(THING).unwrap()["properties"]["free"] = schema;
        let model = lower(&document(root), RELEASE).unwrap();
        model.structs["Thing"].fields.iter().find(|field| field.name == "free").unwrap().ty.to_string()
    };
    for schema in [
        json!({"type": "object"}),
        json!({"type": "object", "additionalProperties": true}),
        json!({"type": "object", "additionalProperties": {}}),
        json!({"additionalProperties": true}),
    ] {
        assert_eq!(value(schema.clone()), "RawObject", "{schema}");
    }
}
