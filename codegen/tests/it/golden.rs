//! Golden files of generated code: a whole module, and each form of operation and type.
//!
//! `EXPECTORATE=overwrite cargo test -p matrix-openapi-codegen --test it golden` blesses them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use matrix_openapi_codegen::emit::{self, PairedModel};
use matrix_openapi_codegen::pipeline::event_module;
use matrix_openapi_codegen::{Api, Document, Project, Release, Wording, generate, generate_events};
use matrix_openapi_codegen::{json_schema, lower, printer, shape};
use serde_json::{Value, json};
use syn::{ImplItem, Item};

const RELEASE: Release = Release { major: 1, minor: 19 };

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn document(root: Value) -> Document {
    let mut root = root;
    root["openapi"] = json!("3.1.0");
    root["info"] = json!({"title": "fixture", "version": "v1.19"});
    Document::new(Api::ClientServer, "fixture.yaml", root)
}

/// Returns the fixtures of a folder by name. Each must have a golden file, and each golden file a fixture.
fn fixtures(kind: &str) -> Vec<(String, Value)> {
    let names = |extension: &str| -> BTreeSet<String> {
        let entries = std::fs::read_dir(folder().join(kind)).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        let paths = paths.filter(|path| path.extension().is_some_and(|found| found == extension));
        paths.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect()
    };
    let fixtures = names("yaml");
    assert!(names("rs").is_subset(&fixtures), "a golden file has no fixture");
    let read = |name: String| {
        let value =
            matrix_openapi_codegen::yaml::read(&folder().join(kind).join(format!("{name}.yaml"))).unwrap();
        (name, value)
    };
    fixtures.into_iter().map(read).collect()
}

fn generated(name: &str, root: Value) -> syn::File {
    let source = generate(&document(root), RELEASE, &Wording::default())
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    syn::parse_file(&source).unwrap()
}

/// Returns the items of a module of the generated file.
fn module(file: &syn::File, name: &str) -> Vec<Item> {
    let found = file.items.iter().find_map(|item| match item {
        Item::Mod(item) if item.ident == name => item.content.as_ref(),
        _ => None,
    });
    found.unwrap().1.clone()
}

/// Returns the table and the methods that return builders, without the items that every client has.
fn methods(file: &syn::File) -> Vec<Item> {
    let is_own = |item: &&Item| match item {
        Item::Static(_) => true,
        Item::Impl(item) if item.trait_.is_none() => !item
            .items
            .iter()
            .any(|item| matches!(item, ImplItem::Fn(function) if function.sig.ident == "session")),
        _ => false,
    };
    file.items.iter().filter(is_own).cloned().collect()
}

/// Returns the tokens of the calls of macros at the top of a file.
fn calls(file: &syn::File) -> Vec<String> {
    let calls = file.items.iter().filter_map(|item| match item {
        Item::Macro(item) => Some(item.mac.tokens.to_string()),
        _ => None,
    });
    calls.collect()
}

fn assert_golden(kind: &str, name: &str, items: &[Item]) {
    let file: syn::File = syn::parse_quote!(#(#items)*);
    let (path, calls) = (folder().join(kind).join(format!("{name}.rs")), calls(&file));
    let text = printer::print(file);
    assert_eq!(self::calls(&syn::parse_file(&text).unwrap()), calls, "{name}");
    expectorate::assert_contents(path, &text);
}

#[test]
fn the_push_gateway_module_is_its_golden_file() {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let overlays = spec.join("overlays");
    let description = Project::new(&spec, &overlays).description().unwrap();
    let wording = Wording::load(&overlays).unwrap();
    let document = &description.documents[&Api::PushGateway];
    let source = generate(document, description.release, &wording).unwrap();
    expectorate::assert_contents(folder().join("push_gateway.rs"), &source);
}

#[test]
fn each_form_of_operation_is_its_golden_file() {
    for (name, root) in fixtures("calls") {
        let file = generated(&name, root);
        let items = module(&file, "call").into_iter().chain(methods(&file));
        assert_golden("calls", &name, &items.collect::<Vec<_>>());
    }
}

#[test]
fn each_form_of_operation_for_servers_is_its_golden_file() {
    for (name, root) in fixtures("calls") {
        let model = lower::lower(&document(root), RELEASE).unwrap_or_else(|error| panic!("{name}: {error}"));
        let file = shape::shape_server(emit::emit_server(&PairedModel::new(&model)).unwrap());
        assert_golden("servers", &name, &file.items);
    }
}

/// Tests the APIs with a trait for servers, whose methods the handwritten router treats in different ways.
#[test]
fn the_trait_of_each_service_is_its_golden_file() {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let project = Project::new(&spec, spec.join("overlays"));
    let model = project.model(project.description().unwrap()).unwrap();
    for (api, name) in [(Api::ApplicationService, "application-service"), (Api::PushGateway, "push-gateway")]
    {
        let file = shape::shape_server(emit::emit_server(&PairedModel::new(&model.apis[&api])).unwrap());
        assert_golden("services", name, &module(&file, "server"));
    }
}

#[test]
fn each_form_of_operation_for_mocks_is_its_golden_file() {
    for (name, root) in fixtures("calls") {
        let document = document(root);
        let model = lower::lower(&document, RELEASE).unwrap_or_else(|error| panic!("{name}: {error}"));
        let schemas = json_schema::schemas(&document, &model).unwrap();
        assert_golden("mocks", &name, &emit::emit_mock(&model, &schemas).unwrap().items);
    }
}

#[test]
fn each_form_of_content_is_its_golden_file() {
    for (name, root) in fixtures("events") {
        let source =
            generate_events(&document(root), RELEASE).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_golden("events", &name, &syn::parse_file(&source).unwrap().items);
    }
}

#[test]
fn each_form_of_edu_is_its_golden_file() {
    for (name, root) in fixtures("edus") {
        let edus =
            lower::lower_edus(&document(root), RELEASE).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_golden("edus", &name, &event_module(&edus.unwrap(), None).unwrap().items);
    }
}

#[test]
fn the_json_schemas_of_each_form_of_type_are_their_golden_file() {
    for (name, root) in fixtures("schemas") {
        let document = document(root);
        let model = lower::lower(&document, RELEASE).unwrap_or_else(|error| panic!("{name}: {error}"));
        let schemas = json_schema::schemas(&document, &model).unwrap();
        assert_golden("schemas", &name, &emit::emit_schemas(&model, &schemas).unwrap().items);
    }
}

#[test]
fn the_json_schemas_of_each_form_of_content_are_their_golden_file() {
    for (name, root) in fixtures("events") {
        let document = document(root);
        let model = lower::lower_events(&document, RELEASE).unwrap();
        let schemas = json_schema::event_schemas(&document, &model).unwrap();
        assert_golden("event_schemas", &name, &emit::emit_event_schemas(&model, &schemas).unwrap().items);
    }
}

/// Each fixture has the schemas that both have, and those of one.
#[test]
fn the_conversions_of_shared_types_are_their_golden_file() {
    for (name, root) in fixtures("shared") {
        let components = |own: &str| {
            let mut schemas = root["schemas"].as_object().unwrap().clone();
            schemas.extend(root[own].as_object().unwrap().clone());
            json!({"schemas": schemas})
        };
        let events = json!({
            "components": components("events"),
            "events": {"m.a": {"base": "room", "content": root["content"]}},
        });
        let body = json!({"content": {"application/json": {"schema": root["content"]}}});
        let api = json!({
            "components": components("api"),
            "paths": {"/a": {"put": {
                "operationId": "putA", "requestBody": body, "responses": {"200": {"description": ""}},
            }}},
        });
        let events = lower::lower_events(&document(events), RELEASE).unwrap();
        let api = lower::lower(&document(api), RELEASE).unwrap();
        let file = event_module(&events, Some(&api)).unwrap();
        let is_conversion = |item: &&Item| match item {
            Item::Impl(item) => item
                .trait_
                .as_ref()
                .is_some_and(|(path, _)| path.segments.iter().any(|segment| segment.ident == "From")),
            _ => false,
        };
        let conversions: Vec<_> = file.items.iter().filter(is_conversion).cloned().collect();
        assert_golden("shared", &name, &conversions);
    }
}

/// Each fixture has a sent and a received schema, because only sent types have constructors.
#[test]
fn each_form_of_type_is_its_golden_file() {
    for (name, mut root) in fixtures("types") {
        let content = |schema: &Value| json!({"application/json": {"schema": schema}});
        root["paths"] = json!({"/thing": {"put": {
            "operationId": "putThing",
            "requestBody": {"required": true, "content": content(&root["sent"])},
            "responses": {"200": {"description": "", "content": content(&root["received"])}},
        }}});
        let keys = root.as_object_mut().unwrap();
        keys.remove("sent");
        keys.remove("received");
        assert_golden("types", &name, &module(&generated(&name, root), "types"));
    }
}
