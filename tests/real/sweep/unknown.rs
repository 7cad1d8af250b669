//! Fields of responses that the description does not have.

use std::collections::BTreeSet;

use matrix_openapi::http::Response;
use matrix_openapi::schemas::schemars::{JsonSchema, schema_for};
use serde_json::{Map, Value};

/// Returns the paths of fields that the type of a response does not have; `*` stands for a key of a map or an item of a list.
pub fn unknown_fields<T: JsonSchema>(response: &Response<T>) -> BTreeSet<String> {
    let schema = schema_for!(T).to_value();
    let body: Value = serde_json::from_str(response.raw().json()).unwrap();
    let mut found = BTreeSet::new();
    Walk { root: &schema, found: &mut found }.value("", &body, &[&schema]);
    found
}

struct Walk<'a> {
    root: &'a Value,
    found: &'a mut BTreeSet<String>,
}

impl<'a> Walk<'a> {
    /// Visits a value that fits some of these schemas.
    fn value(&mut self, path: &str, value: &Value, schemas: &[&'a Value]) {
        let schemas = self.expand(schemas);
        match value {
            Value::Array(items) => {
                let inner: Vec<_> = schemas.iter().filter_map(|schema| schema.get("items")).collect();
                items.iter().for_each(|item| self.value(&format!("{path}[*]"), item, &inner));
            }
            Value::Object(fields) => self.object(path, fields, &schemas),
            _ => {}
        }
    }

    fn object(&mut self, path: &str, fields: &Map<String, Value>, schemas: &[&'a Value]) {
        let objects: Vec<_> =
            schemas.iter().filter_map(|schema| schema.get("properties")?.as_object()).collect();
        let maps: Vec<_> = schemas.iter().flat_map(|schema| entries(schema)).collect();
        for (name, value) in fields {
            let known: Vec<_> = objects.iter().filter_map(|properties| properties.get(name)).collect();
            if !known.is_empty() {
                self.value(&format!("{path}.{name}"), value, &known);
            } else if !maps.is_empty() {
                self.value(&format!("{path}.*"), value, &maps);
            } else if !objects.is_empty() {
                self.found.insert(format!("{path}.{name}").trim_start_matches('.').to_owned());
            }
        }
    }

    /// Returns these schemas, those that they refer to, and their parts.
    fn expand(&self, schemas: &[&'a Value]) -> Vec<&'a Value> {
        let mut all: Vec<&'a Value> = Vec::new();
        let mut open: Vec<_> = schemas.to_vec();
        while let Some(schema) = open.pop() {
            if all.iter().any(|known| std::ptr::eq(*known, schema)) {
                continue;
            }
            all.push(schema);
            if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
                let pointer = target.strip_prefix('#').expect("a reference within the schema");
                open.push(self.root.pointer(pointer).expect("a schema at the reference"));
            }
            let parts =
                ["allOf", "anyOf", "oneOf"].into_iter().filter_map(|name| schema.get(name)?.as_array());
            for part in parts {
                open.extend(part);
            }
        }
        all
    }
}

/// Returns the schemas of the values of a map.
fn entries(schema: &Value) -> impl Iterator<Item = &Value> {
    let patterns = schema.get("patternProperties").and_then(Value::as_object);
    let additional = schema.get("additionalProperties").filter(|schema| **schema != Value::Bool(false));
    patterns.into_iter().flat_map(|patterns| patterns.values()).chain(additional)
}
