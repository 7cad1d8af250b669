//! Checks a request by the description.

use matrix_openapi_codegen::lower::ir::{ApiModel, Body, Operation, Parameter, ParameterLocation, Type};
use matrix_openapi_testing::Request;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::schema::{fits, fits_text};
use crate::together::unmet;

/// The defects of a request of the operation.
pub fn defects(model: &ApiModel, operation: &Operation, request: &Request) -> Vec<String> {
    let mut found = Vec::new();
    let method = request.line.split(' ').next().unwrap_or_default();
    if method != operation.facts.method {
        found.push(format!("the method is {method}"));
    }
    path(model, operation, request, &mut found);
    query(model, operation, request, &mut found);
    credential(operation, request, &mut found);
    for parameter in parameters(operation, ParameterLocation::Header) {
        let values = request.header(&parameter.name);
        if values.len() > 1 || (parameter.required && values.is_empty()) {
            found.push(format!("{} times the header {}", values.len(), parameter.name));
        }
    }
    let body = body(model, operation, request, &mut found);
    found.extend(unmet(operation, &request.query(), &body).map(str::to_owned));
    found
}

fn parameters(operation: &Operation, location: ParameterLocation) -> impl Iterator<Item = &Parameter> {
    operation.parameters.iter().filter(move |parameter| parameter.location == location)
}

/// Compares the path with the template, part by part.
fn path(model: &ApiModel, operation: &Operation, request: &Request, found: &mut Vec<String>) {
    let given: Vec<_> = request.path().split('/').collect();
    let template: Vec<_> = operation.facts.path.split('/').collect();
    if given.len() != template.len() {
        return found.push(format!("the path is {}", request.path()));
    }
    for (given, part) in given.iter().zip(template) {
        let given = percent_decode_str(given).decode_utf8_lossy();
        let name = part.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        match name {
            None if given == part => {}
            None => found.push(format!("the path has {given} in place of {part}")),
            Some(name) => {
                let parameter =
                    parameters(operation, ParameterLocation::Path).find(|parameter| parameter.name == name);
                match parameter.map(|parameter| fits_text(model, &parameter.ty, &given)) {
                    Some(Ok(())) => {}
                    Some(Err(why)) => found.push(format!("{name} in the path {why}")),
                    None => found.push(format!("{name} is not a parameter")),
                }
            }
        }
    }
}

fn query(model: &ApiModel, operation: &Operation, request: &Request, found: &mut Vec<String>) {
    let given = request.query();
    for (name, value) in &given {
        let known = |fits: &dyn Fn(&Parameter) -> bool| {
            parameters(operation, ParameterLocation::Query).find(|parameter| fits(parameter))
        };
        // A map in the query has parameters of any name.
        let named = known(&|parameter| parameter.name == *name);
        let parameter = named.or_else(|| known(&|parameter| matches!(parameter.ty, Type::Map(..))));
        let Some(parameter) = parameter else {
            found.push(format!("{name} is not in the query of the description"));
            continue;
        };
        let ty = match &parameter.ty {
            Type::List(item) => item,
            Type::Map(_, value) => value,
            ty => ty,
        };
        if let Err(why) = fits_text(model, ty, value) {
            found.push(format!("{name} in the query {why}"));
        }
        // A filter is JSON in a text, or an identifier that the server made.
        if value.starts_with('{') && serde_json::from_str::<Value>(value).is_err() {
            found.push(format!("{name} in the query is broken JSON"));
        }
    }
    for parameter in parameters(operation, ParameterLocation::Query).filter(|parameter| parameter.required) {
        let map = matches!(parameter.ty, Type::Map(..));
        if !map && !given.iter().any(|(name, _)| *name == parameter.name) {
            found.push(format!("{} is missing in the query", parameter.name));
        }
    }
}

/// Whether there is a credential exactly if the operation takes one.
fn credential(operation: &Operation, request: &Request, found: &mut Vec<String>) {
    let scheme = operation.facts.authentication.schemes.first().map(String::as_str);
    let start = match scheme {
        None => {
            return found
                .extend((!request.header("authorization").is_empty()).then(|| "a credential".to_owned()));
        }
        Some("signedRequest") => "X-Matrix ",
        Some(_) => "Bearer ",
    };
    match request.header("authorization")[..] {
        [one] if one.starts_with(start) => {}
        _ => found.push(format!("the authorization is not one of {start}")),
    }
}

/// Checks the body, and returns it.
fn body(model: &ApiModel, operation: &Operation, request: &Request, found: &mut Vec<String>) -> Value {
    let ty = match &operation.body {
        Some(Body::Object(name)) => Type::Struct(name.clone()),
        Some(Body::Json(ty)) => ty.clone(),
        Some(Body::Bytes(_)) => {
            found.extend(request.body.is_empty().then(|| "the body is empty".to_owned()));
            return Value::Null;
        }
        None => {
            found.extend((!request.body.is_empty() && request.body != b"{}").then(|| "a body".to_owned()));
            return Value::Null;
        }
    };
    if request.header("content-type") != ["application/json"] {
        found.push(format!("the content type is {:?}", request.header("content-type")));
    }
    let Ok(body) = serde_json::from_slice(&request.body) else {
        found.push("the body is no JSON".to_owned());
        return Value::Null;
    };
    let mut wrong = Vec::new();
    fits(model, &ty, &body, "$", &mut wrong);
    found.extend(wrong.into_iter().map(|why| format!("the body: {why}")));
    body
}
