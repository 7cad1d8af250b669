//! Components that refer to each other in any way are generated or refused, in bounded time.
#![no_main]

use std::time::{Duration, Instant};

use libfuzzer_sys::fuzz_target;
use matrix_openapi_codegen::{Api, Document, Release, Wording, generate};
use serde_json::{Value, json};

/// Far more than any of the inputs needs, with all checks of the fuzzer.
const LIMIT: Duration = Duration::from_secs(10);

/// A component in three bytes: its kind and the components that it refers to.
fn component(kind: u8, one: u8, other: u8, count: usize) -> Value {
    let reference = |to: u8| json!({ "$ref": format!("#/components/schemas/C{}", usize::from(to) % count) });
    let (one, other) = (reference(one), reference(other));
    match kind % 10 {
        0 => one,
        1 => json!({ "allOf": [one, other] }),
        2 => json!({ "allOf": [one, { "type": "object", "properties": { "a": other } }] }),
        3 => json!({ "type": "object", "required": ["a"], "properties": { "a": one, "b": other } }),
        4 => json!({ "type": "array", "items": one }),
        5 => json!({ "oneOf": [one, { "type": "string" }, { "type": "array", "items": other }] }),
        6 => json!({ "type": "object", "additionalProperties": one }),
        7 => json!({ "type": ["string", "null"] }),
        8 => json!({ "anyOf": [one, other] }),
        _ => json!({ "type": "object", "title": "Same", "properties": { "c": { "type": "integer" } } }),
    }
}

fuzz_target!(|bytes: &[u8]| {
    let parts: Vec<[u8; 3]> = bytes.as_chunks().0.iter().copied().take(64).collect();
    if parts.is_empty() {
        return;
    }
    let count = parts.len();
    let components: serde_json::Map<_, _> = parts
        .iter()
        .enumerate()
        .map(|(place, [kind, one, other])| (format!("C{place}"), component(*kind, *one, *other, count)))
        .collect();
    let body = json!({ "content": { "application/json": { "schema": { "$ref": "#/components/schemas/C0" } } } });
    let root = json!({
        "openapi": "3.1.0",
        "info": { "title": "fuzz", "version": "v1.19" },
        "components": { "schemas": components },
        "paths": { "/thing": { "put": {
            "operationId": "putThing",
            "requestBody": body,
            "responses": { "200": { "description": "", "content": body["content"].clone() } },
        } } },
    });
    let begin = Instant::now();
    let document = Document::new(Api::ClientServer, "fuzz.yaml", root);
    match generate(&document, Release { major: 1, minor: 19 }, &Wording::default()) {
        Ok(source) => assert!(source.contains("pub struct Client")),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
    assert!(begin.elapsed() < LIMIT, "{:?}", begin.elapsed());
});
