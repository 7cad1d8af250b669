//! The schemas of all requests of an API as one JSON text, with which a mock server finds violations of the description.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::json_schema::JsonSchemas;
use crate::matrix::{identifier_format, identifier_of_pattern};

/// Keywords that do not restrict values.
const DROPPED: [&str; 4] = ["contentMediaType", "default", "deprecated", "description"];

/// Keywords whose value is a schema.
const ONE_SCHEMA: [&str; 4] = ["additionalProperties", "contentSchema", "items", "propertyNames"];

/// Keywords whose value is a list of schemas.
const LIST_OF_SCHEMAS: [&str; 3] = ["allOf", "anyOf", "oneOf"];

/// Keywords whose value is an object of schemas.
const NAMED_SCHEMAS: [&str; 2] = ["patternProperties", "properties"];

/// Returns the JSON text: the requests by operationId, each with the schemas of its parts, and the types that they refer
/// to.
pub fn request_schemas(schemas: &JsonSchemas) -> String {
    let mut writing = Writing { schemas, types: BTreeMap::new() };
    let mut requests = Map::new();
    for (id, schema) in &schemas.requests {
        if let Some(parts) = schema.get("properties").and_then(Value::as_object) {
            requests.insert(id.clone(), writing.named(parts));
        }
    }
    json!({ "requests": requests, "types": writing.types }).to_string()
}

struct Writing<'s> {
    schemas: &'s JsonSchemas,
    types: BTreeMap<&'s str, Value>,
}

impl Writing<'_> {
    fn named(&mut self, schemas: &Map<String, Value>) -> Value {
        schemas.iter().map(|(name, schema)| (name.clone(), self.bare(schema))).collect()
    }

    /// Returns a schema without keywords that do not restrict values.
    fn bare(&mut self, schema: &Value) -> Value {
        let Value::Object(keywords) = schema else { return schema.clone() };
        let mut bare = Map::new();
        for (keyword, value) in keywords {
            let keyword = keyword.as_str();
            let value = match value {
                _ if DROPPED.contains(&keyword) => continue,
                value if ONE_SCHEMA.contains(&keyword) => self.bare(value),
                Value::Array(list) if LIST_OF_SCHEMAS.contains(&keyword) => {
                    list.iter().map(|one| self.bare(one)).collect()
                }
                Value::Object(named) if NAMED_SCHEMAS.contains(&keyword) => self.named(named),
                value => {
                    if let (true, Some(name)) = (keyword == "$ref", value.as_str()) {
                        self.refer(name);
                    }
                    value.clone()
                }
            };
            bare.insert(keyword.to_owned(), value);
        }
        identifiers(&mut bare);
        Value::Object(bare)
    }

    /// Adds a type, unless it has been added before.
    fn refer(&mut self, name: &str) {
        let Some((name, schema)) = self.schemas.types.get_key_value(name) else { return };
        if self.types.contains_key(name.as_str()) {
            return;
        }
        // Recursion ends at a type that is being written.
        self.types.insert(name, Value::Null);
        let written = self.bare(schema);
        self.types.insert(name, written);
    }
}

/// Replaces the regular expressions of identifiers by their formats.
fn identifiers(schema: &mut Map<String, Value>) {
    let of = |pattern: &str| identifier_of_pattern(pattern).map(|row| row.format);
    let is_known =
        schema.get("format").and_then(Value::as_str).is_some_and(|it| identifier_format(it).is_some());
    let format = schema.get("pattern").and_then(Value::as_str).and_then(of);
    if let Some(format) = format {
        // The format is stricter than the pattern.
        schema.remove("pattern");
        if !is_known {
            schema.insert("format".to_owned(), json!(format));
        }
    }
    // A map has only one pattern for its keys.
    let keys = match schema.get("patternProperties").and_then(Value::as_object) {
        Some(patterns) if patterns.len() == 1 => patterns.iter().next(),
        _ => None,
    };
    let keys = keys.and_then(|(pattern, values)| Some((of(pattern)?, values.clone())));
    if let (Some((format, values)), None) = (keys, schema.get("additionalProperties")) {
        schema.remove("patternProperties");
        schema.entry("propertyNames").or_insert_with(|| json!({ "format": format }));
        schema.insert("additionalProperties".to_owned(), values);
    }
}
