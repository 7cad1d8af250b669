//! Example programs that call an operation, complete enough to compile.

use std::collections::BTreeSet;

use matrix_openapi_codegen::lower::ir::{ApiModel, Body, Response, Type};
use matrix_openapi_codegen::matrix::security::{ExampleCredentials, security_scheme};
use matrix_openapi_codegen::model::OperationFacts;

use super::chapter::PageEntry;
use super::sample::{Samples, WIDTH};

/// The maximum number of setters in an example whose operation has no values of its own.
const SETTERS: usize = 2;

/// The use of an example.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ExampleUse {
    /// A page of the reference.
    Page,
    /// The tests, which pass the URL of their server.
    Test,
}

/// Returns the example, with a newline at its end.
pub(super) fn render(model: &ApiModel, entry: &PageEntry, used_in: ExampleUse) -> String {
    let operation = &entry.operation;
    let mut samples = Samples::new(model).of_operation(&operation.facts);
    let mut required = Vec::new();
    let mut setters = Vec::new();
    for argument in &entry.arguments {
        if argument.required {
            required.push(samples.argument(argument));
        } else if samples.shows(argument, SETTERS, setters.len()) {
            setters.push(format!(".{}({})", argument.rust_name, samples.argument(argument)));
        }
    }
    required.extend(match &operation.body {
        Some(Body::Json(ty)) => Some(samples.body(ty)),
        Some(Body::Bytes(_)) => Some("\"text of a file\"".to_owned()),
        Some(Body::Object(_)) | None => None,
    });
    let mut chain = vec![format!(".{}({})", entry.rust_name(), required.join(", "))];
    chain.extend(setters);
    chain.push(".await?".to_owned());
    let (bound, rest) = result(&operation.response, &operation.facts.method);
    let (mut lines, names) = samples.into_statements();
    lines.extend(statement(bound, &chain));
    lines.extend(rest.iter().map(|line| (*line).to_owned()));
    program(model, &operation.facts, names, &lines, used_in)
}

/// Returns the credentials in an operation's example, if it accepts any.
pub(super) fn credentials(operation: &OperationFacts) -> Option<ExampleCredentials> {
    let scheme = operation.authentication.schemes.first()?;
    Some(security_scheme(scheme)?.example_credentials(operation.api))
}

/// Returns whether the example takes the key that signs its request.
pub(super) fn is_signed(operation: &OperationFacts) -> bool {
    credentials(operation).is_some_and(|credentials| credentials.expression.ends_with("key)"))
}

/// Returns the module of the crate that contains an item, followed by `::`.
pub(super) fn module(item: &str) -> &'static str {
    match item {
        "Credentials" => "",
        "Secret" => "auth::",
        "Body" => "media::",
        "Extra" | "JsonValue" | "Raw" | "RawJson" | "RawObject" => "json::",
        "SigningKey" => "signing::",
        "Redirect" => "http::",
        "Content" | "ErrorResponse" | "FederationFile" | "Received" | "Router" => "server::",
        _ => "id::",
    }
}

/// Returns the variable for the response, and the statements that use it.
fn result(response: &Response, method: &str) -> (Option<&'static str>, &'static [&'static str]) {
    match response {
        // These operations return only an empty object.
        Response::Json(Type::RawObject) if method != "GET" => (None, &[]),
        Response::Json(_) => (Some("response"), &["println!(\"{response:?}\");"]),
        Response::Empty => (None, &[]),
        Response::Stream(_) => (
            Some("mut download"),
            &[
                "while let Some(chunk) = download.chunk().await? {",
                "    println!(\"{} bytes\", chunk.len());",
                "}",
            ],
        ),
        Response::Multipart => (Some("media"), &["println!(\"{media:?}\");"]),
        Response::Redirect => (Some("redirect"), &["println!(\"{}\", redirect.location());"]),
    }
}

/// Returns the chain of calls as a statement, broken if it does not fit a line.
fn statement(bound: Option<&str>, chain: &[String]) -> Vec<String> {
    let start = bound.map_or_else(|| "client".to_owned(), |name| format!("let {name} = client"));
    let line = format!("{start}{};", chain.concat());
    if line.chars().count() <= WIDTH {
        return vec![line];
    }
    let mut lines = vec![start];
    lines.extend(chain.iter().map(|link| format!("    {link}")));
    if let Some(last) = lines.last_mut() {
        last.push(';');
    }
    lines
}

fn program(
    model: &ApiModel,
    operation: &OperationFacts,
    mut names: BTreeSet<String>,
    lines: &[String],
    used_in: ExampleUse,
) -> String {
    let signed = is_signed(operation);
    let credentials = credentials(operation).map(|credentials| credentials.expression);
    names.extend(credentials.map(|_| "Credentials".to_owned()));
    names.extend(signed.then(|| "SigningKey".to_owned()));
    let uses = |name: &str| lines.iter().any(|line| line.contains(name));
    let mut text = String::new();
    if uses(": BTreeMap<") {
        text.push_str("use std::collections::BTreeMap;\n\n");
    }
    let client = format!("{}::Client", model.api.module());
    let types = format!("{}::{{Client, types}}", model.api.module());
    let mut imports: BTreeSet<String> = names.iter().map(|name| format!("{}{name}", module(name))).collect();
    imports.insert(if uses("types::") { types } else { client });
    for import in imports {
        text.push_str(&format!("use matrix_openapi::{import};\n"));
    }
    if uses("json!(") {
        text.push_str("use serde_json::json;\n");
    }
    if operation.deprecated {
        text.push_str("\n#[allow(deprecated)]");
    }
    let key = signed.then_some("key: SigningKey");
    let (function, url) = match used_in {
        ExampleUse::Page => ("async fn", format!("\"{}\"", model.api.example_url())),
        ExampleUse::Test => ("pub async fn", "url".to_owned()),
    };
    let given = (used_in == ExampleUse::Test).then_some("url: &str");
    let arguments = given.into_iter().chain(key).collect::<Vec<_>>().join(", ");
    text.push_str(&format!(
        "\n{function} example({arguments}) -> Result<(), Box<dyn std::error::Error>> {{\n"
    ));
    let url = format!("Client::builder({url})");
    text.push_str(&match credentials {
        Some(credentials) => {
            format!("    let client = {url}\n        .credentials({credentials})\n        .build()?;\n")
        }
        None => format!("    let client = {url}.build()?;\n"),
    });
    lines.iter().for_each(|line| text.push_str(&format!("    {line}\n")));
    text.push_str("    Ok(())\n}\n");
    text
}
