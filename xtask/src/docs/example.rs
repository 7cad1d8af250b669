//! Example programs that call an operation, complete enough to compile.

use std::collections::BTreeSet;

use matrix_openapi_codegen::Api;
use matrix_openapi_codegen::lower::ir::{ApiModel, Body, Response, Type};
use matrix_openapi_codegen::model::OperationFacts;

use super::chapter::PageEntry;
use super::sample::{Samples, WIDTH};

/// The most setters that an example shows.
const SETTERS: usize = 2;

/// The example, with a newline at its end.
pub(super) fn render(lowered: &ApiModel, entry: &PageEntry) -> String {
    let call = &entry.call;
    let mut samples = Samples::new(lowered);
    let mut required = Vec::new();
    let mut setters = Vec::new();
    for argument in &entry.arguments {
        if argument.required {
            required.push(samples.argument(argument));
        } else if setters.len() < SETTERS && is_plain(&argument.ty) && !argument.doc.deprecated {
            setters.push(format!(".{}({})", argument.name, samples.argument(argument)));
        }
    }
    required.extend(match &call.body {
        Some(Body::Json(ty)) => Some(samples.body(ty)),
        Some(Body::Bytes(_)) => Some("\"text of a file\"".to_owned()),
        Some(Body::Object(_)) | None => None,
    });
    let mut chain = vec![format!(".{}({})", entry.rust(), required.join(", "))];
    chain.extend(setters);
    chain.extend([".send()".to_owned(), ".await?".to_owned()]);
    let (bound, rest) = result(&call.response, &call.facts.method);
    let (mut lines, names) = samples.into_statements();
    lines.extend(statement(bound, &chain));
    lines.extend(rest.iter().map(|line| (*line).to_owned()));
    program(lowered, &call.facts, names, &lines)
}

/// An expression for credentials that an operation accepts, and their constructors in words.
pub(super) fn credentials(operation: &OperationFacts) -> Option<(&'static str, &'static str)> {
    let scheme = operation.authentication.schemes.first()?;
    Some(match scheme.as_str() {
        "signedRequest" => (
            "Credentials::federation(\"here.example.org\", \"there.example.org\", key)",
            "`Credentials::federation`",
        ),
        "homeserverAccessToken" => ("Credentials::homeserver(\"hs_token\")", "`Credentials::homeserver`"),
        name if name.starts_with("appservice") => {
            ("Credentials::appservice(\"as_token\")", "`Credentials::appservice`")
        }
        _ if operation.api == Api::Identity => {
            ("Credentials::identity(\"token\")", "`Credentials::identity`")
        }
        _ => (
            "Credentials::access_token(\"syt_…\")",
            "`Credentials::access_token` or `Credentials::appservice`",
        ),
    })
}

/// The base URL of a server of the API.
fn server(api: Api) -> &'static str {
    match api {
        Api::ClientServer => "https://matrix.example.org",
        Api::ServerServer => "https://there.example.org:8448",
        Api::ApplicationService => "https://bridge.example.org",
        Api::Identity => "https://identity.example.org",
        Api::PushGateway => "https://push.example.org",
    }
}

fn is_plain(ty: &Type) -> bool {
    matches!(
        ty,
        Type::String
            | Type::Boolean
            | Type::Integer
            | Type::Unsigned
            | Type::Identifier(_)
            | Type::Enumeration(_)
    )
}

/// The variable for the response, and the statements that use it.
fn result(response: &Response, method: &str) -> (Option<&'static str>, &'static [&'static str]) {
    match response {
        // Only an empty object comes back from these.
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

/// The chain of calls as a statement, broken if it does not fit a line.
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

/// The module of the crate that contains an item, followed by `::`.
fn module(item: &str) -> &'static str {
    match item {
        "Credentials" => "",
        "Secret" => "auth::",
        "Body" => "media::",
        "Extra" | "JsonValue" | "Raw" | "RawJson" | "RawObject" => "json::",
        "SigningKey" => "signing::",
        _ => "id::",
    }
}

fn program(
    lowered: &ApiModel,
    operation: &OperationFacts,
    mut names: BTreeSet<String>,
    lines: &[String],
) -> String {
    let credentials = credentials(operation).map(|(expression, _)| expression);
    let signed = credentials.is_some_and(|expression| expression.ends_with("key)"));
    names.extend(credentials.map(|_| "Credentials".to_owned()));
    names.extend(signed.then(|| "SigningKey".to_owned()));
    let uses = |name: &str| lines.iter().any(|line| line.contains(name));
    let mut text = String::new();
    if uses(": BTreeMap<") {
        text.push_str("use std::collections::BTreeMap;\n\n");
    }
    let client = format!("{}::Client", lowered.api.module());
    let types = format!("{}::{{Client, types}}", lowered.api.module());
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
    let argument = if signed { "key: SigningKey" } else { "" };
    text.push_str(&format!("\nasync fn example({argument}) -> Result<(), Box<dyn std::error::Error>> {{\n"));
    let url = format!("Client::builder(\"{}\")", server(lowered.api));
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
