//! Every lowering rule has a minimal fixture and a golden result; `EXPECTORATE=overwrite` blesses them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::openapi::openapi;
use matrix_openapi_codegen::lower::event_ir::{Content, EventModel};
use matrix_openapi_codegen::lower::ir::{ApiModel, Response};
use matrix_openapi_codegen::lower::{Rule, lower, lower_events};
use matrix_openapi_codegen::{Api, Document, Release, Wording, generate};
use serde_json::{Value, json};

const RELEASE: Release = Release { major: 1, minor: 19 };

fn fixture(name: &str, extension: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules").join(format!("{name}.{extension}"))
}

fn document(root: Value) -> Document {
    let mut root = root;
    root["openapi"] = json!("3.1.0");
    root["info"] = json!({"title": "fixture", "version": "v1.19"});
    Document::new(Api::ClientServer, "fixture.yaml", root)
}

/// Returns the whole result of lowering the fixture: the 3.0 document, our enumerations, and the responses of the
/// operations.
fn golden(model: &ApiModel) -> String {
    let openapi = serde_json::to_value(openapi(model)).unwrap();
    let mut text = serde_yaml::to_string(&openapi).unwrap();
    for (name, item) in &model.enums {
        writeln!(text, "# enumeration {name}: {:?}", item.values).unwrap();
    }
    for (name, item) in &model.unions {
        writeln!(text, "# union {name}: {:?}", item.variants).unwrap();
    }
    for call in &model.operations {
        let response = match &call.response {
            Response::Json(ty) => format!("{ty:?}"),
            other => format!("{other:?}"),
        };
        writeln!(text, "# call {}: body {:?}, response {response}", call.facts.id, call.body).unwrap();
    }
    text
}

/// Returns the whole result of lowering events: the types of their contents, and the events that have them.
fn golden_of_events(model: &EventModel) -> String {
    let mut text = golden(&model.types);
    for event in &model.events {
        let facts = &event.facts;
        let content = match event.content {
            Content::Struct => "struct".to_owned(),
            Content::Tagged => format!("by {:?}", model.tagged[&facts.rust_name].tag),
            Content::Newtype => format!("{}", model.newtypes[&facts.rust_name].ty),
        };
        writeln!(text, "# event {} {:?}: {} {content}", facts.event, facts.kinds, facts.rust_name).unwrap();
        for variant in model.tagged.get(&facts.rust_name).into_iter().flat_map(|tagged| &tagged.variants) {
            writeln!(text, "#   {:?}: {}({})", variant.value, variant.rust_name, variant.ty).unwrap();
        }
    }
    for (name, item) in &model.types.structs {
        writeln!(text, "# struct {name}: constants {:?}", item.constants).unwrap();
        for field in &item.fields {
            let (required, needed) = (field.required, field.needed);
            writeln!(text, "#   {}: {}, required {required}, needed {needed}", field.name, field.ty).unwrap();
        }
    }
    text
}

#[test]
fn each_rule_lowers_its_fixture_to_its_golden_result() {
    for rule in Rule::ALL {
        let input = matrix_openapi_codegen::yaml::read(&fixture(rule.name(), "yaml")).unwrap();
        let document = document(input);
        if document.root.get("events").is_some() {
            let model = lower_events(&document, RELEASE).unwrap_or_else(|error| panic!("{rule}: {error}"));
            assert!(model.types.rules.contains(rule), "{rule} is not applied to its own fixture");
            expectorate::assert_contents(fixture(rule.name(), "lowered.yaml"), &golden_of_events(&model));
            continue;
        }
        let model = lower(&document, RELEASE).unwrap_or_else(|error| panic!("{rule}: {error}"));
        assert!(model.rules.contains(rule), "{rule} is not applied to its own fixture: {:?}", model.rules);
        let source = generate(&document, RELEASE, &Wording::default())
            .unwrap_or_else(|error| panic!("{rule}: {error}"));
        assert!(source.contains("pub struct Client"), "{rule}");
        expectorate::assert_contents(fixture(rule.name(), "lowered.yaml"), &golden(&model));
    }
}

#[test]
fn every_fixture_belongs_to_a_rule() {
    let folder = fixture("x", "y");
    for entry in std::fs::read_dir(folder.parent().unwrap()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let rule = name.split('.').next().unwrap();
        assert!(Rule::ALL.iter().any(|known| known.name() == rule), "{name} belongs to no rule");
    }
}

fn refused(root: Value) -> String {
    lower(&document(root), RELEASE).map(|_| ()).unwrap_err().to_string()
}

fn responding(schema: Value) -> Value {
    json!({"paths": {"/thing": {"get": {"operationId": "getThing", "responses": {
        "200": {"description": "", "content": {"application/json": {"schema": schema}}}}}}}})
}

#[test]
fn schemas_that_no_type_can_express_are_refused_with_their_place() {
    let place = "fixture.yaml#/paths/~1thing/get/responses/200/content/application~1json/schema";
    assert_eq!(
        refused(responding(json!({"type": "strnig"}))),
        format!("{place}: `strnig` is not a type of JSON Schema")
    );
    assert_eq!(
        refused(responding(json!(["string"]))),
        format!("{place}: not an object, which a schema must be")
    );
    let circle = json!({"allOf": [{"$ref": "#/paths/~1thing/get/responses/200/content/application~1json/schema"}, {"type": "object"}]});
    assert!(
        refused(responding(circle)).ends_with("`$ref` and `allOf` are circular, so the schema is infinite")
    );
}

#[test]
fn a_path_and_its_parameters_must_agree() {
    let operation = json!({"operationId": "getThing", "parameters": [{"in": "path", "name": "other", "schema": {"type": "string"}}],
        "responses": {"200": {"description": ""}}});
    let message = refused(json!({"paths": {"/thing/{id}": {"get": operation}}}));
    assert_eq!(
        message,
        "fixture.yaml#/paths/~1thing~1{id}/get: `other` must be both in the path and among its parameters"
    );
}

#[test]
fn two_operations_of_one_rust_name_are_refused() {
    let operation = |id: &str| json!({"operationId": id, "responses": {"200": {"description": ""}}});
    let message = refused(
        json!({"paths": {"/a": {"get": operation("getThing")}, "/b": {"get": operation("get_thing")}}}),
    );
    assert!(
        message.contains("#/paths/~1b/get: the operation `get_thing` would be called `get_thing` in Rust")
            && message.contains("and so would /paths/~1a/get;"),
        "{message}"
    );
}
