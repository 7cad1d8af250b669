//! The examples of EDUs. Upstream has no example of a whole EDU, only one for each field of its schema.

use matrix_openapi_codegen::Result;
use matrix_openapi_codegen::load::NodeLocation;
use serde_json::{Map, Value};

use super::reader::{CIRCULAR, DEPTH, Node, Reader, lay_over};

/// The folder with a file for the schema of each EDU.
const EDUS: &str = "data/api/server-server/definitions/event-schemas";

/// Composes an example of each EDU of the tree; returns its type, its location and the example.
pub fn edus(reader: &Reader) -> Result<Vec<(String, NodeLocation, Value)>> {
    let mut edus = Vec::new();
    for file in reader.tree.files_in(EDUS, ".yaml")?.unwrap_or_default() {
        let schema = reader.find(NodeLocation::file(&file))?;
        let location = schema.location.clone();
        let value = example(reader, schema, 0)?.unwrap_or_default();
        let Some(edu) = value.get("edu_type").and_then(Value::as_str) else {
            return Err(location.error("an EDU whose type has no example, so it tests nothing"));
        };
        edus.push((edu.to_owned(), location, value));
    }
    Ok(edus)
}

/// Returns the example of a schema, or one composed of the examples of its parts, where later parts override earlier ones.
fn example(reader: &Reader, schema: Node, depth: usize) -> Result<Option<Value>> {
    if depth > DEPTH {
        return Err(schema.location.error(CIRCULAR));
    }
    if schema.has("example") {
        let own = schema.member("example");
        return reader.compose(own.value(), &own.location, 0).map(Some);
    }
    let mut layers = Vec::new();
    if let Some(target) = reader.referred(&schema)? {
        layers.extend(example(reader, target, depth + 1)?);
    }
    let parts = schema.member("allOf");
    for index in 0..parts.value().as_array().map_or(0, Vec::len) {
        layers.extend(example(reader, parts.member(&index.to_string()), depth + 1)?);
    }
    let properties = schema.member("properties");
    let mut fields = Map::new();
    for name in schema.keys("properties") {
        if let Some(value) = example(reader, properties.member(name), depth + 1)? {
            fields.insert(name.clone(), value);
        }
    }
    if !fields.is_empty() {
        layers.push(fields.into());
    }
    if schema.has("items") {
        layers
            .extend(example(reader, schema.member("items"), depth + 1)?.map(|item| Value::Array(vec![item])));
    }
    Ok(layers.into_iter().reduce(|mut under, over| {
        lay_over(&mut under, over);
        under
    }))
}
