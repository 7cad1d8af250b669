//! A broken description is an error with a place and never a panic: every node of every rule's fixture is replaced by
//! every odd value, and odd names stand wherever a name becomes one in Rust.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use matrix_openapi_codegen::{Api, Document, Release, generate, load};
use serde_json::{Value, json};

const RELEASE: Release = Release { major: 1, minor: 19 };

fn fixtures() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    let mut fixtures = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if !name.ends_with(".lowered.yaml") {
            fixtures.push((name, load::yaml::read(&path).unwrap()));
        }
    }
    fixtures
}

fn document(root: Value) -> Document {
    Document::new(Api::ClientServer, "broken.yaml", root)
}

/// Generates, and says whether that went through: an error must have a text, a panic fails the test.
fn survives(what: &str, root: Value) -> bool {
    let document = document(root);
    match catch_unwind(AssertUnwindSafe(|| generate(&document, RELEASE))) {
        Ok(Ok(source)) => !source.is_empty(),
        Ok(Err(error)) => {
            assert!(!error.message().is_empty(), "{what}");
            false
        }
        Err(_) => panic!("{what}: panicked on {}", document.root),
    }
}

fn pointers(value: &Value, pointer: &str, found: &mut Vec<String>) {
    found.push(pointer.to_owned());
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                pointers(member, &format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                pointers(item, &format!("{pointer}/{index}"), found);
            }
        }
        _ => {}
    }
}

#[test]
fn no_value_in_the_wrong_place_panics() {
    let odd: [Value; 16] = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1.5),
        json!(""),
        json!("x"),
        json!([]),
        json!({}),
        json!([{}]),
        json!(["a", 1, null]),
        json!({"$ref": "#/nowhere"}),
        json!({"$ref": "#"}),
        json!({"$ref": 7}),
        json!({"allOf": [{}]}),
        json!({"type": "object", "properties": {"": {}}}),
        json!({"x-rust-name": "fn 1"}),
    ];
    let (mut tried, mut refused) = (0, 0);
    for (name, root) in fixtures() {
        let mut places = Vec::new();
        pointers(&root, "", &mut places);
        for place in places {
            for value in &odd {
                let mut broken = root.clone();
                *broken.pointer_mut(&place).unwrap() = value.clone();
                tried += 1;
                refused += usize::from(!survives(&format!("{name}#{place} = {value}"), broken));
            }
        }
    }
    assert!(
        tried > 1000 && refused > 100,
        "{refused} of {tried} were refused, so the test no longer breaks anything"
    );
}

#[test]
fn odd_names_become_usable_ones_or_are_refused() {
    let names = [
        "",
        " ",
        "_",
        "-",
        "self",
        "Self",
        "fn",
        "crate",
        "super",
        "async",
        "9lives",
        "a b",
        "a.b",
        "a-b",
        "ä",
        "🙂",
        "a\"b",
        "a\nb",
        "call",
        "session",
        "body",
        "send",
        "new",
        "value",
        "extra",
        "types",
        "Client",
        "OPERATIONS",
        "String",
        "Option",
        "Unknown",
        "a\u{0}b",
    ];
    for name in names {
        let root = json!({"paths": {format!("/thing/{{{name}}}"): {"post": {
            "operationId": name,
            "tags": [name],
            "parameters": [
                {"in": "path", "name": name, "required": true, "schema": {"type": "string"}},
                {"in": "query", "name": format!("q{name}"), "schema": {"type": "string", "enum": [name, "other"]}},
            ],
            "requestBody": {"content": {"application/json": {"schema": {"type": "object", "title": name,
                "properties": {format!("b{name}"): {"type": "string"}}}}}},
            "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"type": "object", "properties": {
                name: {"type": "object", "title": name, "properties": {name: {"type": "integer"}}}}}}}}},
        }}}});
        survives(&format!("{name:?}"), root);
    }
}

#[test]
fn operations_named_like_what_clients_have_are_refused() {
    for name in ["session", "logIn", "withCredentials"] {
        let root = json!({"paths": {"/thing": {"get": {"operationId": name, "responses": {"200": {"description": ""}}}}}});
        let error = generate(&document(root), RELEASE).unwrap_err().to_string();
        assert!(error.contains("/paths/~1thing/get") && error.contains("rename the operation"), "{error}");
    }
}

#[test]
fn members_that_are_one_name_in_rust_are_refused() {
    let schema =
        json!({"type": "object", "properties": {"a_b": {"type": "string"}, "a.b": {"type": "string"}}});
    let root = json!({"paths": {"/thing": {"get": {"operationId": "getThing", "responses": {
        "200": {"description": "", "content": {"application/json": {"schema": schema}}}}}}}});
    let error = generate(&document(root), RELEASE).unwrap_err().to_string();
    assert!(error.contains("GetThingResponse") && error.contains("a_b"), "{error}");
}
