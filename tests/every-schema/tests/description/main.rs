//! The JSON Schema of every type and request equals that of the description.

mod compare;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use compare::Comparison;
use matrix_openapi::http::Operation;
use matrix_openapi::schemas::schemars::SchemaGenerator;
use matrix_openapi::schemas::{request, schemars};
use matrix_openapi::{application_service, client_server, identity, push_gateway, server_server};
use matrix_openapi_codegen::lower::event_ir::EventModel;
use matrix_openapi_codegen::lower::ir::{ApiModel, Body, Response, Type};
use matrix_openapi_codegen::{Model, Project};
use matrix_openapi_every_schema::schema;
use serde_json::{Map, Value, json};

static LOWERED: LazyLock<Model> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let spec = std::env::var_os("MATRIX_OPENAPI_SPEC").map_or_else(|| root.join("spec"), PathBuf::from);
    let project = Project::new(&spec, root.join("spec/overlays"));
    project.lower(project.description().unwrap()).unwrap()
});

/// Returns the public operation table of an API.
fn table(module: &str) -> &'static [Operation] {
    match module {
        "application_service" => application_service::OPERATIONS,
        "client_server" => client_server::OPERATIONS,
        "identity" => identity::OPERATIONS,
        "push_gateway" => push_gateway::OPERATIONS,
        _ => server_server::OPERATIONS,
    }
}

fn names(model: &ApiModel) -> BTreeSet<String> {
    model.structs.keys().chain(model.enums.keys()).chain(model.unions.keys()).cloned().collect()
}

/// Returns the generated schemas of a module: its types under `$defs`, and its requests by operationId.
fn generated(module: &str, names: &BTreeSet<String>) -> Value {
    let mut generator = schemars::generate::SchemaSettings::draft2020_12().into_generator();
    for name in names {
        schema(module, name, &mut generator).unwrap_or_else(|| panic!("{module} has no schema of {name}"));
    }
    let mut requests = Map::new();
    if !module.starts_with("events") {
        for operation in table(module) {
            let schema = request(operation, &mut generator).unwrap();
            requests.insert(operation.id.to_owned(), schema.to_value());
        }
    }
    let definitions = |generator: SchemaGenerator| {
        Value::Object(generator.into_root_schema_for::<()>().to_value()["$defs"].as_object().unwrap().clone())
    };
    let generated = json!({"$defs": definitions(generator), "requests": requests});
    assert_resolved(&generated, module);
    generated
}

/// Follows a reference, and returns its node.
fn behind<'a>(root: &'a Value, node: &'a Value) -> &'a Value {
    match node.get("$ref").and_then(Value::as_str) {
        Some(target) => root.pointer(target.trim_start_matches('#')).unwrap(),
        None => node,
    }
}

/// Asserts that every reference leads to a schema. Keys from the protocol are below `properties`.
fn assert_resolved(root: &Value, module: &str) {
    let mut left = vec![root];
    while let Some(node) = left.pop() {
        match node {
            Value::Object(fields) => {
                if let Some(Value::String(target)) = fields.get("$ref") {
                    let found = target.strip_prefix('#').and_then(|pointer| root.pointer(pointer));
                    assert!(found.is_some(), "{module}: {target} leads nowhere");
                }
                left.extend(fields.values());
            }
            Value::Array(items) => left.extend(items),
            _ => {}
        }
    }
}

/// Returns the schema of the JSON in a body or response.
fn content(node: &Value) -> Option<&Value> {
    let media = node.get("content")?.as_object()?;
    media.iter().find(|(name, _)| name.starts_with("application/json"))?.1.get("schema")
}

/// Compares the generated types within a type with its description.
fn compare_type<'a>(comparison: &mut Comparison<'a>, place: &str, ty: &Type, described: &'a Value) {
    match ty {
        Type::Struct(name) | Type::Enumeration(name) | Type::Union(name) => {
            let generated = comparison.generated.root;
            comparison.generated.visited.borrow_mut().insert(name.clone());
            comparison.compare(place, &[described], &[&generated["$defs"][name]]);
        }
        Type::Raw(inner) | Type::Nullable(inner) => compare_type(comparison, place, inner, described),
        Type::List(inner) | Type::Map(_, inner) => {
            for described in comparison.described.inner(described) {
                compare_type(comparison, place, inner, described);
            }
        }
        _ => {}
    }
}

fn assert_complete(comparison: Comparison<'_>, module: &str, names: &BTreeSet<String>) {
    assert!(
        comparison.differences.is_empty(),
        "{module}: {} differences\n{}",
        comparison.differences.len(),
        comparison.differences.join("\n")
    );
    let visited = comparison.generated.visited.into_inner();
    let missed: Vec<_> = names.difference(&visited).collect();
    assert!(missed.is_empty(), "{module}: not compared: {missed:?}");
}

#[test]
fn the_schemas_of_all_requests_and_types_are_those_of_the_description() {
    for (api, model) in &LOWERED.apis {
        let (module, root) = (api.module(), &LOWERED.description.documents[api].root);
        let names = names(model);
        let generated = generated(module, &names);
        let mut comparison = Comparison::new(root, &generated);
        for call in &model.operations {
            let id = &call.facts.id;
            let operation = root.pointer(&call.facts.pointer).unwrap();
            let request = &generated["requests"][id];
            let mut expected = BTreeSet::new();
            for parameter in &call.parameters {
                let part = format!("{:?}", parameter.location).to_lowercase();
                let node = root.pointer(&parameter.pointer).unwrap();
                let written = &request["properties"][&part]["properties"][&parameter.name];
                assert!(!written.is_null(), "{id} {part} {}", parameter.name);
                comparison.compare(&format!("{id} {}", parameter.name), &[&node["schema"]], &[written]);
                let required = &request["properties"][&part]["required"];
                let required =
                    required.as_array().is_some_and(|names| names.contains(&json!(parameter.name)));
                assert_eq!(required, parameter.required, "{id} {}", parameter.name);
                expected.insert(part);
            }
            if let Some(Body::Object(_) | Body::Json(_)) = &call.body {
                let body = behind(root, &operation["requestBody"]);
                comparison.compare(
                    &format!("{id} body"),
                    &[content(body).unwrap()],
                    &[&request["properties"]["body"]],
                );
                let is_required =
                    request["required"].as_array().is_some_and(|names| names.contains(&json!("body")));
                assert_eq!(is_required, body["required"] == true, "{id}");
                expected.insert("body".to_owned());
            }
            let parts = request["properties"].as_object().unwrap();
            assert_eq!(parts.keys().cloned().collect::<BTreeSet<_>>(), expected, "{id}");
            if let Response::Json(ty) = &call.response {
                for (status, response) in operation["responses"].as_object().unwrap() {
                    if let (true, Some(schema)) = (status.starts_with('2'), content(behind(root, response))) {
                        compare_type(&mut comparison, &format!("{id} {status}"), ty, schema);
                    }
                }
            }
        }
        // Components that are part of a response that is not typed as a whole.
        for (name, described) in root["components"]["schemas"].as_object().into_iter().flatten() {
            let is_new = !comparison.generated.visited.borrow().contains(name);
            if is_new && names.contains(name) {
                compare_type(&mut comparison, name, &Type::Struct(name.clone()), described);
            }
        }
        assert_complete(comparison, module, &names);
    }
}

/// Compares each content with the schema of its event, and returns the names of the contents.
fn compare_contents<'a>(comparison: &mut Comparison<'a>, model: &'a EventModel) {
    let (root, generated) = (comparison.described.root, comparison.generated.root);
    for event in &model.events {
        let (name, node) = (&event.facts.rust_name, root.pointer(&event.facts.pointer).unwrap());
        let written = &generated["$defs"][name];
        comparison.generated.visited.borrow_mut().insert(name.clone());
        let Some(tagged) = model.tagged.get(name) else {
            comparison.compare(name, &[&node["content"]], &[written]);
            continue;
        };
        let forms = written["anyOf"].as_array().unwrap();
        assert_eq!(forms.len(), tagged.variants.len() + 1, "{name}");
        for (variant, form) in tagged.variants.iter().zip(forms) {
            comparison.compare(&variant.ty, &[&node["variants"][&variant.value]], &[form]);
        }
        let (mut other, known) = (forms.last().unwrap().clone(), forms.len() - 1);
        let is_known = other.as_object_mut().unwrap().remove("not").unwrap();
        assert_eq!(is_known["required"], json!([tagged.tag]), "{name}");
        assert_eq!(is_known["properties"][&tagged.tag]["enum"].as_array().unwrap().len(), known, "{name}");
        assert_eq!(other["$ref"], format!("#/$defs/{}", tagged.other), "{name}");
        comparison.generated.visited.borrow_mut().insert(tagged.other.clone());
        comparison.compare(&tagged.other, &[&node["content"]], &[&generated["$defs"][&tagged.other]]);
    }
}

#[test]
fn the_schemas_of_all_contents_of_events_are_those_of_the_description() {
    for (path, model) in [("events", &LOWERED.events), ("events::edu", &LOWERED.edus)] {
        let Some((document, model)) = LOWERED.description.events.as_ref().zip(model.as_ref()) else {
            continue;
        };
        let mut names = names(&model.types);
        names.extend(model.tagged.keys().chain(model.newtypes.keys()).cloned());
        let generated = generated(path, &names);
        let mut comparison = Comparison::new(&document.root, &generated);
        compare_contents(&mut comparison, model);
        for (place, ty) in &model.parts {
            compare_type(&mut comparison, place, ty, document.root.pointer(place).unwrap());
        }
        assert_complete(comparison, path, &names);
    }
}
