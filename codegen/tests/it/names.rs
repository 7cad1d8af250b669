//! Names of types do not depend on the rest of the description, and no number distinguishes two of them.

use matrix_openapi_codegen::lower::ir::ApiModel;
use matrix_openapi_codegen::lower::lower;
use matrix_openapi_codegen::{Api, Document, Project, Release, load};
use serde_json::{Value, json};
use std::path::Path;

const RELEASE: Release = Release { major: 1, minor: 19 };

fn lowered(root: Value) -> ApiModel {
    lower(&Document::new(Api::ClientServer, "names.yaml", root), RELEASE).unwrap()
}

fn responding(id: &str, schema: Value) -> Value {
    json!({"get": {"operationId": id, "responses": {
        "200": {"description": "", "content": {"application/json": {"schema": schema}}}}}})
}

/// Returns a description with an inline object, an enumeration, a union and a shared component.
fn description() -> Value {
    let thing = json!({"type": "object", "properties": {
        "room": {"type": "object", "title": "Room", "properties": {"kind": {"type": "string", "enum": ["a", "b"]}}},
        "either": {"type": ["string", "object"]},
        "shared": {"$ref": "#/components/schemas/Shared"},
    }});
    json!({
        "paths": {"/thing": responding("getThing", thing)},
        "components": {"schemas": {"Shared": {"type": "object", "properties": {"size": {"type": "integer"}}}}},
    })
}

#[test]
fn additions_elsewhere_do_not_rename_types() {
    let before = lowered(description());
    let mut more = description();
    let other = json!({"type": "object", "properties": {
        "room": {"type": "object", "title": "Room", "properties": {"other": {"type": "boolean"}}},
        "either": {"type": ["integer", "object"]},
    }});
    more["paths"]["/another"] = responding("getAnother", other.clone());
    more["paths"]["/a_first_one"] = responding("aFirstThing", other);
    more["components"]["schemas"]["Room"] =
        json!({"type": "object", "properties": {"id": {"type": "string"}}});
    more["components"]["schemas"]["Added"] = json!({"type": "string", "enum": ["x"]});
    let after = lowered(more);
    for (name, item) in &before.structs {
        assert_eq!(after.structs.get(name), Some(item), "{name}");
    }
    for (name, item) in &before.enums {
        assert_eq!(after.enums.get(name), Some(item), "{name}");
    }
    for (name, item) in &before.unions {
        assert_eq!(after.unions.get(name), Some(item), "{name}");
    }
}

#[test]
fn an_added_optional_property_changes_only_its_own_type() {
    let before = lowered(description());
    let mut more = description();
    more["components"]["schemas"]["Shared"]["properties"]["added"] =
        json!({"type": "object", "title": "Room", "properties": {"x": {"type": "string"}}});
    let after = lowered(more);
    let changed: Vec<_> = before
        .structs
        .iter()
        .filter(|(name, item)| after.structs.get(*name) != Some(item))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(changed, ["Shared"]);
}

#[test]
fn no_name_of_the_vendored_description_ends_in_a_distinguishing_number() {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    assert!(load::vendored(&spec).is_ok());
    for document in Project::new(&spec, spec.join("overlays")).description().unwrap().documents.values() {
        let model = lower(document, RELEASE).unwrap();
        for name in model.structs.keys().chain(model.enums.keys()).chain(model.unions.keys()) {
            // A number is fine if upstream's own name has it: `sendJoinV2`, `bind3PID`.
            let numbered = name.ends_with(|last: char| last.is_ascii_digit());
            assert!(!numbered || name.ends_with("3pid"), "{name}");
            assert!(name.len() <= 60, "{name} is hardly a name");
        }
    }
}
