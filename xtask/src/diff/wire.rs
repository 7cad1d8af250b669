//! Facts of operations that the generated code does not need but callers see: the statuses of success, whether the body
//! of the request may be left out, and the headers of responses.

use std::collections::BTreeMap;

use matrix_openapi_codegen::Document;
use matrix_openapi_codegen::lower::ir::Operation;
use serde_json::Value;

/// The maximum length of a chain of references.
const MOST_STEPS: usize = 16;

/// These facts of the operations of a document, by operationId.
pub type Wires = BTreeMap<String, WireFacts>;

/// These facts of one operation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WireFacts {
    /// The statuses that are not errors, in order.
    pub statuses: Vec<String>,
    /// Whether a request without its body is refused.
    pub body_required: bool,
    /// The headers of the responses that are not errors.
    pub headers: Vec<ResponseHeader>,
}

/// A header of a response.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ResponseHeader {
    /// The status of the response.
    pub status: String,
    /// The name.
    pub name: String,
    /// The value.
    pub schema: HeaderSchema,
}

/// The value of a header.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct HeaderSchema {
    /// The type in JSON Schema; `None` for any value.
    pub ty: Option<String>,
    /// The format in JSON Schema.
    pub format: Option<String>,
    /// Whether the header is always there.
    pub required: bool,
}

/// Reads the facts of a document's operations.
pub fn wires(document: &Document, calls: &[Operation]) -> Wires {
    calls.iter().map(|call| (call.facts.id.clone(), wire(&document.root, &call.facts.pointer))).collect()
}

fn wire(root: &Value, pointer: &str) -> WireFacts {
    let mut wire = WireFacts::default();
    let Some(operation) = root.pointer(pointer) else { return wire };
    let body = operation.get("requestBody").map(|body| target(root, body));
    wire.body_required = body.is_some_and(is_required);
    let responses = operation.get("responses").and_then(Value::as_object).into_iter().flatten();
    for (status, response) in responses.filter(|(status, _)| !status.starts_with(['4', '5', 'd'])) {
        wire.statuses.push(status.clone());
        let headers = target(root, response).get("headers").and_then(Value::as_object);
        for (name, header) in headers.into_iter().flatten() {
            let (status, name) = (status.clone(), name.clone());
            wire.headers.push(ResponseHeader { status, name, schema: schema(root, target(root, header)) });
        }
    }
    wire.statuses.sort();
    wire.headers.sort();
    wire
}

fn schema(root: &Value, header: &Value) -> HeaderSchema {
    let schema = header.get("schema").map(|schema| target(root, schema));
    let text = |name: &str| schema?.get(name)?.as_str().map(str::to_owned);
    HeaderSchema { ty: text("type"), format: text("format"), required: is_required(header) }
}

fn is_required(value: &Value) -> bool {
    value.get("required").and_then(Value::as_bool).unwrap_or(false)
}

/// Returns the value that a reference leads to, or the value itself.
fn target<'a>(root: &'a Value, mut value: &'a Value) -> &'a Value {
    for _ in 0..MOST_STEPS {
        let reference = value.get("$ref").and_then(Value::as_str);
        let Some(next) = reference.and_then(|text| root.pointer(text.strip_prefix('#')?)) else { break };
        value = next;
    }
    value
}
