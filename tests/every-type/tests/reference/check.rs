//! Checks examples for defects that a mock server accepts, since servers accept them: fields, keys and values that the description
//! does not name, and parts that do not belong together.

use matrix_openapi::mock::RecordedRequest;
use matrix_openapi_codegen::lower::ir::{ApiModel, Body, Operation, Parameter, ParameterLocation, Type};
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::schema::{fits, fits_text};
use crate::together::unmet;

/// Returns the defects of a request of the operation.
pub fn defects(model: &ApiModel, operation: &Operation, request: &RecordedRequest) -> Vec<String> {
    let query: Vec<(String, String)> = match request.uri().query() {
        Some(query) => query.split('&').map(pair).collect(),
        None => Vec::new(),
    };
    let mut found = Vec::new();
    path(model, operation, request.uri().path(), &mut found);
    values(model, operation, &query, &mut found);
    let body = body(model, operation, request, &mut found);
    found.extend(unmet(operation, &query, &body).map(str::to_owned));
    found
}

/// Splits a query parameter into its name and its value.
fn pair(text: &str) -> (String, String) {
    let decoded = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    (decoded(name), decoded(value))
}

fn parameters(operation: &Operation, location: ParameterLocation) -> impl Iterator<Item = &Parameter> {
    operation.parameters.iter().filter(move |parameter| parameter.location == location)
}

/// Checks the values of parameters in the path, part by part.
fn path(model: &ApiModel, operation: &Operation, path: &str, found: &mut Vec<String>) {
    for (given, part) in path.split('/').zip(operation.facts.path.split('/')) {
        let name = part.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        let mut all = parameters(operation, ParameterLocation::Path);
        if let Some(parameter) = all.find(|parameter| Some(parameter.name.as_str()) == name)
            && let Err(why) = fits_text(model, &parameter.ty, &percent_decode_str(given).decode_utf8_lossy())
        {
            found.push(format!("{} in the path {why}", parameter.name));
        }
    }
}

/// Checks the values of parameters in the query.
fn values(model: &ApiModel, operation: &Operation, query: &[(String, String)], found: &mut Vec<String>) {
    for (name, value) in query {
        let mut all = parameters(operation, ParameterLocation::Query);
        let ty = match all.find(|parameter| parameter.name == *name).map(|parameter| &parameter.ty) {
            Some(Type::List(item)) => item,
            Some(ty) => ty,
            None => continue,
        };
        if let Err(why) = fits_text(model, ty, value) {
            found.push(format!("{name} in the query {why}"));
        }
        // A filter is a string of JSON, or an identifier from the server.
        if value.starts_with('{') && serde_json::from_str::<Value>(value).is_err() {
            found.push(format!("{name} in the query is broken JSON"));
        }
    }
}

/// Checks the body, and returns it.
fn body(
    model: &ApiModel,
    operation: &Operation,
    request: &RecordedRequest,
    found: &mut Vec<String>,
) -> Value {
    let ty = match &operation.body {
        Some(Body::Object(name)) => Type::Struct(name.clone()),
        Some(Body::Json(ty)) => ty.clone(),
        Some(Body::Bytes(_)) => {
            found.extend(request.body().is_empty().then(|| "the body is empty".to_owned()));
            return Value::Null;
        }
        None => return Value::Null,
    };
    let media_type = request.headers().get("content-type");
    if media_type.is_none_or(|value| value != "application/json") {
        found.push(format!("the content type is {media_type:?}"));
    }
    // The mock server has refused a body that is not JSON.
    let body = serde_json::from_slice(request.body()).unwrap_or_default();
    let mut wrong = Vec::new();
    fits(model, &ty, &body, "$", &mut wrong);
    found.extend(wrong.into_iter().map(|why| format!("the body: {why}")));
    body
}
