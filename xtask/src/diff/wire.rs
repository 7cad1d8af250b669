//! What the lowering has no use for and callers meet all the same: the statuses of success, whether the body of the
//! request may be left out, and the headers that come with a response.

use std::collections::BTreeMap;

use matrix_openapi_codegen::Document;
use matrix_openapi_codegen::lower::ir::Call;
use serde_json::Value;

/// References lead to references no more often than this.
const MOST_STEPS: usize = 16;

/// These facts of all operations of a document, by operationId.
pub type Wires = BTreeMap<String, Wire>;

/// These facts of one operation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wire {
    /// The statuses that are no errors, in order.
    pub statuses: Vec<String>,
    /// Whether a request without its body is refused.
    pub body_required: bool,
    /// The headers of responses that are no errors, each with its status and what it is.
    pub headers: Vec<(String, String, String)>,
}

/// Reads them from the document that the calls are of.
pub fn wires(document: &Document, calls: &[Call]) -> Wires {
    calls
        .iter()
        .map(|call| (call.operation.id.clone(), wire(&document.root, &call.operation.pointer)))
        .collect()
}

fn wire(root: &Value, pointer: &str) -> Wire {
    let mut wire = Wire::default();
    let Some(operation) = root.pointer(pointer) else { return wire };
    let body = operation.get("requestBody").map(|body| target(root, body));
    wire.body_required = body.and_then(|body| body.get("required")).and_then(Value::as_bool).unwrap_or(false);
    let responses = operation.get("responses").and_then(Value::as_object).into_iter().flatten();
    for (status, response) in responses.filter(|(status, _)| !status.starts_with(['4', '5', 'd'])) {
        wire.statuses.push(status.clone());
        let headers = target(root, response).get("headers").and_then(Value::as_object);
        for (name, header) in headers.into_iter().flatten() {
            let header = target(root, header);
            wire.headers.push((status.clone(), name.clone(), what(root, header)));
        }
    }
    wire.statuses.sort();
    wire.headers.sort();
    wire
}

/// What a header is, such as `string, required`.
fn what(root: &Value, header: &Value) -> String {
    let schema = header.get("schema").map(|schema| target(root, schema));
    let part = |name: &str| schema.and_then(|schema| schema.get(name)).and_then(Value::as_str);
    let ty = match (part("type"), part("format")) {
        (Some(ty), Some(format)) => format!("{ty} ({format})"),
        (Some(ty), None) => ty.to_owned(),
        (None, _) => "any value".to_owned(),
    };
    let required = header.get("required").and_then(Value::as_bool).unwrap_or(false);
    format!("{ty}, {}", if required { "required" } else { "optional" })
}

/// What a value refers to, or itself.
fn target<'a>(root: &'a Value, mut value: &'a Value) -> &'a Value {
    for _ in 0..MOST_STEPS {
        let reference = value.get("$ref").and_then(Value::as_str);
        let Some(next) = reference.and_then(|text| root.pointer(text.strip_prefix('#')?)) else { break };
        value = next;
    }
    value
}
