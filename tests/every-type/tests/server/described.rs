//! The operations of the vendored files, read without the generator's model.

use std::path::Path;

use matrix_openapi_codegen::{Api, yaml};
use serde_json::Value;

/// An operation of a vendored file.
pub struct Described {
    pub api: Api,
    pub id: String,
    /// Whether its request has a JSON body.
    pub has_json: bool,
}

pub fn operations() -> Vec<Described> {
    Api::ALL.into_iter().flat_map(of).collect()
}

fn of(api: Api) -> Vec<Described> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../spec/{api}.yaml"));
    let root = yaml::read(&file).unwrap();
    let items =
        root["paths"].as_object().unwrap().values().flat_map(|item| item.as_object().unwrap().values());
    let described = items.filter_map(|operation| {
        let id = operation.get("operationId")?.as_str().unwrap().to_owned();
        let content = operation.get("requestBody").map(|body| &resolved(&root, body)["content"]);
        let has_json = content.is_some_and(|content| content.get("application/json").is_some());
        Some(Described { api, id, has_json })
    });
    described.collect()
}

fn resolved<'a>(root: &'a Value, value: &'a Value) -> &'a Value {
    match value.get("$ref").and_then(Value::as_str) {
        Some(target) => resolved(root, root.pointer(target.strip_prefix('#').unwrap()).unwrap()),
        None => value,
    }
}
