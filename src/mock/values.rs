//! Finds the values of a request that the schemas of the description do not allow.

use http::HeaderMap;
use matrix_openapi_core::__private::PlainValue;
use serde_json::{Map, Value};

use crate::mock::exchange::{Exchange, MatchedOperation};
use crate::mock::schema::{Defect, RequestSchemas};
use crate::mock::violation_kind::ViolationKind;
use crate::server::ExpectedBody;

/// A value that the description does not allow.
pub(super) struct ValueDefect {
    pub(super) kind: ViolationKind,
    pub(super) message: String,
    /// The start of a reader's message about the same path; `None` if the reader reports the defect at another path.
    reader: Option<String>,
}

impl ValueDefect {
    /// Whether the message of a reader is about the same defect.
    pub(super) fn is_in(&self, message: &str) -> bool {
        self.message == message || self.reader.as_deref().is_some_and(|start| message.starts_with(start))
    }
}

/// Lists the values of a request that the description does not allow.
pub(super) fn find(exchange: &Exchange, matched: &MatchedOperation) -> Vec<ValueDefect> {
    let operation = matched.mock.operation;
    let schemas = RequestSchemas::of(operation.api);
    let part = |name: &str| schemas.part(operation.id, name);
    let mut found = Vec::new();
    let path = |name: &str| exchange.path_parameter(name).into_iter().collect();
    found.extend(part("path").into_iter().flat_map(|schema| parameters(schemas, schema, path)));
    let query = |name: &str| {
        let values = exchange.query.iter().filter(|(other, _)| other == name);
        values.map(|(_, value)| value.as_str()).collect()
    };
    found.extend(part("query").into_iter().flat_map(|schema| parameters(schemas, schema, query)));
    let header = |name: &str| texts(&exchange.headers, name);
    found.extend(part("header").into_iter().flat_map(|schema| parameters(schemas, schema, header)));
    if let (ExpectedBody::Json, Some(schema)) = (matched.mock.body, part("body")) {
        let body = match exchange.body.trim_ascii() {
            b"" => Some(Value::Object(Map::new())),
            body => serde_json::from_slice(body).ok().map(|PlainValue(body)| body),
        };
        // A body that is not JSON is reported when the request is read.
        found.extend(body.into_iter().flat_map(|body| schemas.defects(schema, &body)).map(in_body));
    }
    found
}

fn in_body(Defect { place, reason }: Defect) -> ValueDefect {
    let start = format!("the body does not fit at {place}: ");
    let message = format!("{start}{reason}");
    // A reader names only the first of several missing fields.
    let reader = (!reason.starts_with("missing field")).then_some(start);
    ValueDefect { kind: ViolationKind::InvalidBody, message, reader }
}

/// Checks the parameters of one location. `find` returns the values of a parameter.
fn parameters<'t>(
    schemas: &RequestSchemas,
    schema: &Value,
    find: impl Fn(&str) -> Vec<&'t str>,
) -> Vec<ValueDefect> {
    let required = schema.get("required").and_then(Value::as_array);
    let is_required = |name: &str| required.is_some_and(|names| names.iter().any(|other| other == name));
    let mut found = Vec::new();
    for (name, schema) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let texts = find(name);
        let reader = Some(format!("the parameter `{name}` "));
        if texts.is_empty() && is_required(name) && !is_map(schema) {
            let message = format!("the parameter `{name}` is missing");
            found.push(ValueDefect { kind: ViolationKind::MissingParameter, message, reader });
            continue;
        }
        for Defect { place, reason } in schemas.text_defects(schema, &texts) {
            let at = if place == "$" { String::new() } else { format!(" at {place}") };
            let message = format!("the parameter `{name}` is not valid{at}: {reason}");
            let kind = ViolationKind::InvalidParameter;
            found.push(ValueDefect { kind, message, reader: reader.clone() });
        }
    }
    found
}

/// Whether each entry is a parameter.
fn is_map(schema: &Value) -> bool {
    schema.get("type").is_some_and(|kind| kind == "object")
}

/// Returns the values of a header, except those that are not UTF-8, which readers refuse.
fn texts<'h>(headers: &'h HeaderMap, name: &str) -> Vec<&'h str> {
    let values = headers.get_all(name).iter();
    values.filter_map(|value| std::str::from_utf8(value.as_bytes()).ok()).collect()
}
