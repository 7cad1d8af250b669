//! Example programs that serve an operation, complete enough to compile.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use matrix_openapi_codegen::lower::ir::{ApiModel, Body, Operation, Type};
use matrix_openapi_codegen::matrix::service::{ServiceApi, service_api};
use matrix_openapi_codegen::rust_name::{pascal, type_name};

use super::example::module;
use super::response::Responses;

/// The maximum number of optional parameters that an example reads if none is required.
const OPTIONAL: usize = 2;

/// Returns the marker type of an operation, without its module.
pub(super) fn marker(operation: &Operation) -> String {
    type_name(&pascal(&operation.facts.rust_name))
}

/// Returns the example, with a newline at its end.
///
/// # Errors
/// If it is not valid Rust, which is a bug of this command.
pub(super) fn render(model: &ApiModel, operation: &Operation) -> Result<String> {
    let mut handler = Handler::of(model, operation);
    let (items, further) = match service_api(model.api) {
        Some(service) => (handler.service(&service), Some("server::{self, Service}")),
        None => (handler.function(), None),
    };
    let mut text = handler.imports(further);
    for item in items {
        let file = syn::parse_file(&item)
            .with_context(|| format!("the handler of {}: {item}", operation.facts.id))?;
        text.push_str(&format!("\n{}", prettyplease::unparse(&file)));
    }
    Ok(text)
}

/// The handler of an operation.
struct Handler<'a> {
    model: &'a ApiModel,
    operation: &'a Operation,
    /// The statements of its body.
    lines: Vec<String>,
    /// The type that it returns.
    response: String,
    /// The types of the crate that it uses.
    names: BTreeSet<String>,
}

impl<'a> Handler<'a> {
    fn of(model: &'a ApiModel, operation: &'a Operation) -> Self {
        let mut responses = Responses::of(model, operation);
        let response = responses.statements();
        let names = ["ErrorResponse", "Received", "Router"].map(str::to_owned).into();
        let mut handler = Self { model, operation, lines: Vec::new(), response: responses.returned(), names };
        if response.iter().any(|line| line.contains("caller")) {
            handler.lines.push("let caller = received.user_id()?.clone();".to_owned());
        }
        handler.read();
        handler.lines.extend(response);
        handler.names.extend(responses.names);
        handler
    }

    /// Takes the request apart and prints it.
    fn read(&mut self) {
        let required = self.operation.parameters.iter().filter(|one| one.required);
        let mut shown: Vec<_> = required.collect();
        if shown.is_empty() && self.operation.body.is_none() {
            let current = self.operation.parameters.iter().filter(|one| !one.doc.deprecated);
            shown.extend(current.take(OPTIONAL));
        }
        let mut names: Vec<&str> = shown.iter().map(|one| one.rust_name.as_str()).collect();
        let mut printed: Vec<String> = shown
            .iter()
            .map(|one| match (one.required, &one.ty) {
                (true, Type::String | Type::Identifier(_) | Type::Enumeration(_) | Type::Integer) => {
                    format!("{{{}}}", one.rust_name)
                }
                _ => format!("{{{}:?}}", one.rust_name),
            })
            .collect();
        let upload = match self.operation.body {
            Some(Body::Bytes(_)) => Some("let bytes = body.bytes(50 << 20).await?;".to_owned()),
            Some(_) => {
                printed.push("{body:?}".to_owned());
                None
            }
            None => None,
        };
        names.extend(self.operation.body.iter().map(|_| "body"));
        if names.is_empty() {
            return;
        }
        let (request, names) = (marker(self.operation), names.join(", "));
        self.lines.push(format!("let request::{request} {{ {names}, .. }} = received.request;"));
        if upload.is_some() {
            self.lines.extend(upload);
            self.lines.push("println!(\"{} bytes\", bytes.len());".to_owned());
        }
        if !printed.is_empty() {
            self.lines.push(format!("println!(\"{}\");", printed.join(" ")));
        }
    }

    /// Returns the handler, and a router with it.
    fn function(&mut self) -> Vec<String> {
        let (marker, name) = (marker(self.operation), &self.operation.facts.rust_name);
        let handler = self.signature("");
        vec![handler, format!("fn router() -> Router {{ Router::new().on(op::{marker}, {name}) }}")]
    }

    /// Returns an implementation of the API's trait, and a router of it.
    fn service(&mut self, api: &ServiceApi) -> Vec<String> {
        let method = self.signature("&self, ");
        let token = if api.settings.is_some() { ", \"hs_token\"" } else { "" };
        vec![
            "struct Example;".to_owned(),
            format!("impl Service for Example {{ {method} }}"),
            format!("fn router() -> Router {{ server::router(Example{token}) }}"),
        ]
    }

    /// Returns the handler as a function, with these first arguments.
    fn signature(&mut self, first: &str) -> String {
        let argument = if self.uses("received") { "received" } else { "_" };
        let (marker, name) = (marker(self.operation), &self.operation.facts.rust_name);
        let (response, lines) = (self.response.clone(), self.lines.join("\n"));
        format!(
            "async fn {name}({first}{argument}: Received<op::{marker}>) -> Result<{response}, ErrorResponse> {{ {lines} }}"
        )
    }

    fn uses(&self, name: &str) -> bool {
        self.lines.iter().any(|line| line.contains(name))
    }

    /// Returns the imports, sorted as rustfmt does.
    fn imports(&self, further: Option<&str>) -> String {
        let api = self.model.api.module();
        let modules = ["op", "request", "types"].into_iter().filter(|name| {
            *name == "op" || self.uses(&format!("{name}::")) || self.response.contains(&format!("{name}::"))
        });
        let modules: Vec<_> = modules.collect();
        let mut paths: BTreeSet<String> = further.iter().map(|path| format!("{api}::{path}")).collect();
        paths.insert(format!("{api}::{}", braced(&modules)));
        let folders: BTreeSet<&str> =
            self.names.iter().map(|name| module(name)).filter(|one| !one.is_empty()).collect();
        for folder in folders {
            let names: Vec<_> =
                self.names.iter().filter(|name| module(name) == folder).map(String::as_str).collect();
            paths.insert(format!("{folder}{}", braced(&names)));
        }
        let mut text = String::new();
        if self.uses("BTreeMap") || self.response.contains("BTreeMap") {
            text.push_str("use std::collections::BTreeMap;\n\n");
        }
        paths.iter().for_each(|path| text.push_str(&format!("use matrix_openapi::{path};\n")));
        let json =
            [("(Map::", "Map"), ("json!(", "json")].map(|(use_, name)| self.uses(use_).then_some(name));
        let json: Vec<_> = json.into_iter().flatten().collect();
        if !json.is_empty() {
            text.push_str(&format!("use serde_json::{};\n", braced(&json)));
        }
        text
    }
}

/// Names in a `use`.
fn braced(names: &[&str]) -> String {
    match names {
        [one] => (*one).to_owned(),
        names => format!("{{{}}}", names.join(", ")),
    }
}
