//! The part of an operation's section about serving it.

use anyhow::Result;
use matrix_openapi_codegen::emit::received_type;
use matrix_openapi_codegen::lower::ir::{
    ApiModel, Body, Operation, Parameter, ParameterLocation, Response, Type,
};
use matrix_openapi_codegen::matrix::security::security_scheme;
use matrix_openapi_codegen::matrix::service::service_api;
use matrix_openapi_codegen::rustdoc;

use super::handler::{self, marker};
use super::markdown::cell;
use super::types;

/// Returns the part, without its heading.
///
/// # Errors
/// If the example is not valid Rust.
pub(super) fn render(model: &ApiModel, operation: &Operation) -> Result<String> {
    let marker = marker(operation);
    let module = model.api.module();
    let router = format!("`Router::new().on(op::{marker}, handler)`");
    let method = match service_api(model.api) {
        Some(_) => format!(
            "the method `{}` of the trait `{module}::server::Service`, or without the trait {router}",
            operation.facts.rust_name
        ),
        None => router,
    };
    let article = if module.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    let request =
        format!("Feature `server`: {method}. `received.request` is {article} `{module}::request::{marker}`");
    let fields = match fields(operation) {
        rows if rows.is_empty() => format!("{request} without fields."),
        rows => format!("{request}:\n\nField | Type | Location\n--- | --- | ---\n{}", rows.trim_end()),
    };
    let facts = [
        format!(" - **Returns**: {}", returned(&operation.response)),
        format!(" - **Credential**: {}", credential(operation)),
        format!(" - **Errors**: {}", errors(model, operation)),
    ];
    let example = handler::render(model, operation)?;
    Ok(format!("{fields}\n\n{}\n\n```rust,no_run\n{example}```", facts.join("\n")))
}

/// Returns a row for each field of the request.
fn fields(operation: &Operation) -> String {
    let mut rows = String::new();
    for parameter in &operation.parameters {
        let location = match parameter.location {
            ParameterLocation::Path => "path",
            ParameterLocation::Query => "query",
            ParameterLocation::Header => "header",
        };
        let ty = types::linked(&received_type(parameter), types::FILE);
        let wire_name = cell(&rustdoc::code(&parameter.name));
        rows.push_str(&match (&parameter.ty, parameter.location) {
            (Type::Map(..), _) => {
                format!("**{}** | {} | all other parameters of the query\n", parameter.rust_name, cell(&ty))
            }
            _ => format!("**{}** | {} | {wire_name} in the {location}\n", parameter.rust_name, cell(&ty)),
        });
    }
    let body = operation.body.as_ref().map(|body| match body {
        Body::Object(name) => {
            (types::linked(&Type::Struct(name.clone()), types::FILE), "the JSON of the body")
        }
        Body::Json(ty) => (types::linked(ty, types::FILE), "the JSON of the body"),
        Body::Bytes(_) => ("`Upload`".to_owned(), "the bytes of the body, a stream"),
    });
    if let Some((ty, location)) = body {
        rows.push_str(&format!("**body** | {} | {location}\n", cell(&ty)));
    }
    rows
}

fn returned(response: &Response) -> String {
    match response {
        Response::Json(Type::RawObject) => "`RawObject`, or `()` for `{}`".to_owned(),
        Response::Json(ty) => types::linked(ty, types::FILE),
        Response::Empty => "`Content`, or `()` for `{}`".to_owned(),
        Response::Stream(_) => "`Content`, the bytes with their media type".to_owned(),
        Response::Multipart => "`FederationFile`, the file or its location".to_owned(),
        Response::Redirect => "`Redirect`, sent with the status 302".to_owned(),
    }
}

/// Returns how the router checks the credential.
fn credential(operation: &Operation) -> String {
    let authentication = &operation.facts.authentication;
    let schemes = authentication.schemes.iter().filter_map(|name| security_scheme(name));
    let variants: Vec<&str> = schemes.flat_map(|scheme| scheme.variants).copied().collect();
    let has = |start: &str| variants.iter().any(|variant| variant.starts_with(start));
    let (what, missing, wrong) = match () {
        () if variants.is_empty() => return "none".to_owned(),
        () if has("SignedRequest") => (
            "the signature of a homeserver, whose name is `received.server_name()`; `Router::signatures` finds its keys",
            "401 `M_UNAUTHORIZED`",
            "wrong: 401 `M_UNAUTHORIZED`",
        ),
        () if has("HomeserverAccessToken") => (
            "the `hs_token`, by `Router::homeserver_token`",
            "401 `M_MISSING_TOKEN`",
            "wrong: 403 `M_FORBIDDEN`",
        ),
        () if has("AccessToken") => (
            "an access token; `Router::tokens` returns its owner, `received.user_id()`",
            "401 `M_MISSING_TOKEN`",
            "wrong: the error of `Router::tokens`",
        ),
        () => (
            "the access token of an application service; `Router::tokens` returns its owner",
            "401 `M_MISSING_TOKEN`",
            "the token of a user: 403 `M_FORBIDDEN`",
        ),
    };
    match authentication.required {
        true => format!("{what} (missing: {missing}; {wrong})"),
        false => format!("optional, {what} ({wrong})"),
    }
}

/// Returns the errors of the router, and the error statuses in the specification.
fn errors(model: &ApiModel, operation: &Operation) -> String {
    let in_path = |one: &&Parameter| one.location == ParameterLocation::Path;
    let mut codes = Vec::new();
    if !operation.parameters.is_empty() {
        codes.push("`M_INVALID_PARAM`");
    }
    let endpoint = |one: &Operation| (one.facts.method.clone(), one.facts.path.clone());
    let is_shared =
        model.operations.iter().filter(|other| endpoint(other) == endpoint(operation)).count() > 1;
    // Without this parameter, a request belongs to the other operation at the same path.
    if !is_shared && operation.parameters.iter().any(|one| one.required && !in_path(&one)) {
        codes.push("`M_MISSING_PARAM`");
    }
    let is_json = matches!(&operation.body, Some(Body::Object(_) | Body::Json(_)));
    let is_signed = operation.facts.authentication.schemes.iter().any(|name| name == "signedRequest");
    // The signature covers the JSON, so the signature of an invalid body is wrong.
    codes.extend((is_json && !is_signed).then_some("`M_NOT_JSON`"));
    // Any JSON fits raw JSON.
    codes.extend((is_json && operation.body != Some(Body::Json(Type::RawJson))).then_some("`M_BAD_JSON`"));
    let mut errors = Vec::new();
    if !codes.is_empty() {
        errors.push(format!("400 {}", codes.join(", ")));
    }
    errors.extend((is_json || is_signed).then(|| "413 `M_TOO_LARGE`".to_owned()));
    let router = match errors.is_empty() {
        true => "none from the router".to_owned(),
        false => format!("{} from the router", errors.join(", ")),
    };
    match operation.facts.errors.is_empty() {
        true => router,
        false => {
            format!("{router}; the specification has {}", rustdoc::plain(&operation.facts.errors.join(", ")))
        }
    }
}
