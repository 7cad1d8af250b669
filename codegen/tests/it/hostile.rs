//! A broken description is an error with a location and never a panic: the tests replace every node of every rule's
//! fixture by every odd value, and put odd names wherever a name becomes a Rust name.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use matrix_openapi_codegen::jsonpath::JsonPath;
use matrix_openapi_codegen::{Api, Document, Release, Wording, generate};
use serde_json::{Value, json};

const RELEASE: Release = Release { major: 1, minor: 19 };

fn fixtures() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    let mut fixtures = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if !name.ends_with(".lowered.yaml") {
            fixtures.push((name, matrix_openapi_codegen::yaml::read(&path).unwrap()));
        }
    }
    fixtures
}

fn document(root: Value) -> Document {
    Document::new(Api::ClientServer, "broken.yaml", root)
}

/// Generates, and returns whether that succeeded. An error must have a message, and a panic fails the test.
fn survives(what: &str, root: Value) -> bool {
    let document = document(root);
    match catch_unwind(AssertUnwindSafe(|| generate(&document, RELEASE, &Wording::default()))) {
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

fn operation(id: &str) -> Value {
    json!({"operationId": id, "responses": {"200": {"description": ""}}})
}

#[test]
fn operations_named_like_methods_of_clients_get_an_underscore() {
    for (id, method) in [
        ("session", "session_"),
        ("logIn", "log_in_"),
        ("withCredentials", "with_credentials_"),
        ("type", "type_"),
    ] {
        let source = generate(
            &document(json!({"paths": {"/thing": {"get": operation(id)}}})),
            RELEASE,
            &Wording::default(),
        )
        .unwrap();
        assert!(source.contains(&format!("pub fn {method}(&self) -> call::")), "{id}: {source}");
    }
}

fn refused(root: Value) -> String {
    generate(&document(root), RELEASE, &Wording::default()).unwrap_err().to_string()
}

#[test]
fn two_things_of_one_name_in_rust_are_refused_with_both_places_and_a_correction() {
    let schema =
        json!({"type": "object", "properties": {"a_b": {"type": "string"}, "a.b": {"type": "string"}}});
    let mut with_response = operation("getThing");
    with_response["responses"]["200"]["content"] = json!({"application/json": {"schema": schema}});
    let place = "/paths/~1thing/get/responses/200/content/application~1json/schema/properties";
    assert_eq!(
        refused(json!({"paths": {"/thing": {"get": with_response}}})),
        format!(
            "broken.yaml#{place}/a_b: the field `a_b` would be called `a_b` in Rust, and so would {place}/a.b; choose \
             another name by an action in overlays/names.yaml: {{target: \"$['paths']['/thing']['get']['responses']\
             ['200']['content']['application/json']['schema']['properties']['a_b']\", x-api: client-server, \
             x-reason: ..., update: {{x-rust-name: a_u5f_b}}}}"
        )
    );

    let query = |name: &str| json!({"in": "query", "name": name, "schema": {"type": "string"}});
    let mut asking = operation("getThing");
    asking["parameters"] = json!([query("a-b"), query("a.b")]);
    let message = refused(json!({"paths": {"/thing": {"get": asking}}}));
    for part in ["#/paths/~1thing/get/parameters/1: ", "would /paths/~1thing/get/parameters/0;", "a_u2e_b"] {
        assert!(message.contains(part), "{message}");
    }

    // Both have the same builder: `GetThingA1`.
    let paths = json!({"/b": {"get": operation("get_thing_a1")}, "/a": {"get": operation("get_thing_a_1")}});
    let message = refused(json!({"paths": paths}));
    for part in ["/paths/~1a/get", "/paths/~1b/get", "`GetThingA1`", "x-rust-name"] {
        assert!(message.contains(part), "{message}");
    }
}

/// Returns the target and the update of the correction that an error suggests.
fn correction(message: &str) -> (JsonPath, Value) {
    let action = message.split("names.yaml: ").nth(1).unwrap();
    let action = matrix_openapi_codegen::yaml::parse("action", action).unwrap();
    (JsonPath::parse(action["target"].as_str().unwrap()).unwrap(), action["update"].clone())
}

#[test]
fn the_proposed_correction_works() {
    let query = |name: &str| json!({"in": "query", "name": name, "schema": {"type": "string"}});
    let object = |names: [&str; 2]| json!({"type": "object", "properties": {names[0]: {"type": "string"}, names[1]: {"type": "object"}}});
    for names in [["a.b", "a-b"], ["", "empty"], ["it's", "it\"s"], ["日", "u65e5"], ["type", "type_"]] {
        let mut thing = operation("thing");
        thing["parameters"] = json!([query(names[0]), query(names[1])]);
        thing["requestBody"] = json!({"content": {"application/json": {"schema": object(names)}}});
        let mut root = json!({"paths": {"/thing": {"put": thing}, "/another": {"get": operation("th_ing")}, "/third": {"get": operation("thIng")}}});
        let mut corrections = 0;
        while let Err(error) = generate(&document(root.clone()), RELEASE, &Wording::default()) {
            let (target, update) = correction(&error.to_string());
            let places = target.locate(&root);
            assert_eq!(places, [error.pointer()], "{error}");
            root.pointer_mut(&places[0]).unwrap()["x-rust-name"] = update["x-rust-name"].clone();
            corrections += 1;
            assert!(corrections < 5, "{error}");
        }
        assert_eq!(corrections, 3, "{names:?}");
    }
}

#[test]
fn arguments_of_one_name_get_their_location_as_a_prefix() {
    let parameter = |place: &str| json!({"in": place, "name": "type", "required": place == "path", "schema": {"type": "string"}});
    let mut thing = operation("thing");
    thing["parameters"] = json!([parameter("header"), parameter("query"), parameter("path")]);
    let schema = json!({"type": "object", "properties": {"type": {"type": "string"}, "send": {"type": "string"}, "extra": {}}});
    thing["requestBody"] = json!({"content": {"application/json": {"schema": schema}}});
    let source =
        generate(&document(json!({"paths": {"/{type}": {"put": thing}}})), RELEASE, &Wording::default())
            .unwrap();
    assert!(source.contains("pub fn thing(&self, type_: impl AsRef<str>)"), "{source}");
    for setter in ["query_type", "header_type", "body_type", "send_", "extra_"] {
        assert!(
            source.contains(&format!("pub fn {setter}(\n"))
                || source.contains(&format!("pub fn {setter}(mut")),
            "{setter}: {source}"
        );
    }
    for field in ["type_", "send", "extra_"] {
        assert!(source.contains(&format!("pub {field}: Option<")), "{field}: {source}");
    }
}
