//! Passes text for each identifier argument of every operation: wrong text is refused with the argument's name before a
//! request is sent, right text is sent unchanged, encoded for its location.
//!
//! A program in the target folder calls the operations on its own recording server.

use std::fs;
use std::process::Command;

use matrix_openapi_codegen::Api;
use matrix_openapi_codegen::emit::{Argument, call_arguments};
use matrix_openapi_codegen::lower::ir::{ApiModel, Body, Operation, ParameterLocation, Type};
use matrix_openapi_codegen::matrix::{IDENTIFIERS, IdentifierFormat, identifier_type};
use serde::Deserialize;
use serde_json::Value;

use super::example::credentials;
use super::sample::Samples;
use crate::{compile, project};

/// The program's report on one call.
#[derive(Deserialize)]
struct CallReport {
    api: String,
    operation: String,
    /// The wire name and the wrong text; `None` if all texts are right.
    wrong: Option<(String, String)>,
    error: Option<String>,
    /// The name of the argument in the error.
    refused: Option<String>,
    /// The target and the body of each request to the server.
    requests: Vec<(String, String)>,
}

fn format(ty: &Type) -> Option<&'static IdentifierFormat> {
    let Type::Identifier(name) = ty else { return None };
    identifier_type(name)
}

/// Returns the identifier in an argument: itself, the items of a list, or the keys or values of a map.
fn taken(argument: &Argument) -> Option<&'static IdentifierFormat> {
    match &argument.ty {
        Type::List(item) => format(item),
        Type::Map(key, value) => format(key).or_else(|| format(value)),
        ty => format(ty),
    }
}

/// Returns the expression of an argument, with this expression as its identifier.
fn given(samples: &mut Samples<'_>, argument: &Argument, id: &str) -> String {
    match &argument.ty {
        Type::List(_) => format!("[{id}]"),
        Type::Map(key, _) => {
            let sample = samples.argument(argument);
            match format(key) {
                Some(_) => format!("{sample}.into_iter().map(|(_, value)| ({id}, value))"),
                None => format!("{sample}.into_iter().map(|(key, _)| (key, {id}))"),
            }
        }
        _ => id.to_owned(),
    }
}

/// Returns the statements and the expression of a call in which some arguments have expressions of their own.
fn call(
    model: &ApiModel,
    operation: &Operation,
    arguments: &[Argument],
    own: impl Fn(&Argument) -> Option<String>,
) -> String {
    let mut samples = Samples::new(model);
    let (mut required, mut setters) = (Vec::new(), String::new());
    for argument in arguments {
        match (own(argument), argument.required) {
            (Some(id), true) => required.push(given(&mut samples, argument, &id)),
            (Some(id), false) => {
                setters.push_str(&format!(".{}({})", argument.rust_name, given(&mut samples, argument, &id)));
            }
            (None, true) => required.push(samples.argument(argument)),
            (None, false) => {}
        }
    }
    required.extend(match &operation.body {
        Some(Body::Json(ty)) => Some(samples.body(ty)),
        Some(Body::Bytes(_)) => Some("\"text of a file\"".to_owned()),
        Some(Body::Object(_)) | None => None,
    });
    let (statements, _) = samples.into_statements();
    let statements = statements.concat().replace("types::", &format!("{}::types::", model.api.module()));
    format!(
        "{statements} let sent = client.{}({}){setters}.send().await;",
        operation.facts.rust_name,
        required.join(", ")
    )
}

/// Returns the program's function for an operation with identifiers.
fn function(model: &ApiModel, one: &Operation, arguments: &[Argument], index: usize) -> Option<String> {
    let (api, module, id) = (model.api, model.api.module(), &one.facts.id);
    let identifiers: Vec<_> = arguments.iter().filter(|argument| taken(argument).is_some()).collect();
    if identifiers.is_empty() {
        return None;
    }
    let credentials = credentials(&one.facts).map(|credentials| {
        let expression = credentials.expression.replace(", key)", ", key())");
        format!("let client = client.with_credentials(matrix_openapi::{expression});")
    });
    let mut text = format!(
        "#[allow(deprecated)]\nasync fn call_{module}_{index}(client: &{module}::Client, found: &mut Found) -> Outcome {{\n{}\n",
        credentials.unwrap_or_default()
    );
    for argument in &identifiers {
        let Some(IdentifierFormat { invalid, .. }) = taken(argument) else { continue };
        let body = call(model, one, arguments, |other| {
            (other.wire_name == argument.wire_name && other.location == argument.location)
                .then(|| "wrong".to_owned())
        });
        text.push_str(&format!(
            "for wrong in {invalid:?} {{ {body} found.wrong({:?}, {id:?}, {:?}, wrong, sent.map(drop)); }}\n",
            api.slug(),
            argument.wire_name
        ));
    }
    let body =
        call(model, one, arguments, |argument| taken(argument).map(|format| format!("{:?}", format.valid)));
    text.push_str(&format!("{body} found.right({:?}, {id:?}, sent.map(drop)); Ok(())\n}}\n", api.slug()));
    Some(text)
}

fn program(apis: &[(ApiModel, Vec<Vec<Argument>>)]) -> String {
    let (mut functions, mut calls) = (String::new(), String::new());
    for (model, arguments) in apis {
        let module = model.api.module();
        calls.push_str(&format!("let client = {module}::Client::builder(&url).build()?;\n"));
        for (index, (operation, arguments)) in model.operations.iter().zip(arguments).enumerate() {
            if let Some(text) = function(model, operation, arguments, index) {
                functions.push_str(&text);
                calls.push_str(&format!("call_{module}_{index}(&client, &mut found).await?;\n"));
            }
        }
    }
    let parses = IDENTIFIERS.iter().map(|IdentifierFormat { rust_type, valid, sample, invalid, .. }| {
        format!(
            "for text in [{valid:?}, {sample:?}] {{ id::{rust_type}::parse(text).unwrap(); }}\n\
             for text in {invalid:?} {{ id::{rust_type}::parse(text).unwrap_err(); }}\n"
        )
    });
    calls.extend(parses);
    format!(
        "{PRELUDE}\nasync fn call_all() -> Outcome {{\n\
        let (url, mut found) = serve()?;\n{calls}\nserde_json::to_writer(std::io::stdout(), &found.reports)?; Ok(()) }}\n{functions}"
    )
}

const PRELUDE: &str = r#"
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

#[allow(unused_imports)]
use matrix_openapi::{*, auth::*, http::*, id::*, json::*, media::*, signing::*};
use serde_json::json;

type Outcome = Result<(), Box<dyn std::error::Error>>;
fn main() -> Outcome {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(call_all())
}

type Requests = Arc<Mutex<Vec<(String, String)>>>;

struct Found { requests: Requests, reports: Vec<serde_json::Value> }

impl Found {
    fn wrong(&mut self, api: &str, operation: &str, argument: &str, text: &str, sent: Result<(), Error>) {
        self.add(api, operation, Some((argument, text)), sent);
    }

    fn right(&mut self, api: &str, operation: &str, sent: Result<(), Error>) {
        self.add(api, operation, None, sent);
    }

    fn add(&mut self, api: &str, operation: &str, wrong: Option<(&str, &str)>, sent: Result<(), Error>) {
        let refused = match &sent {
            Err(Error::InvalidArgument { argument, .. }) => Some(argument.to_string()),
            _ => None,
        };
        let requests = std::mem::take(&mut *self.requests.lock().unwrap());
        let error = sent.err().map(|error| error.to_string());
        self.reports.push(json!({"api": api, "operation": operation, "wrong": wrong, "error": error,
            "refused": refused, "requests": requests}));
    }
}

#[allow(dead_code)]
fn key() -> SigningKey { SigningKey::new("ed25519:1", &[7; 32]).unwrap() }

fn serve() -> Result<(String, Found), Box<dyn std::error::Error>> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    let requests = Requests::default();
    let recorded = requests.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = BufReader::new(stream.unwrap());
            let (mut line, mut target, mut length) = (String::new(), String::new(), 0);
            while stream.read_line(&mut line).unwrap() > 2 {
                let lower = line.to_lowercase();
                if target.is_empty() { target = line.split(' ').nth(1).unwrap_or_default().to_owned(); }
                if let Some(value) = lower.strip_prefix("content-length:") { length = value.trim().parse().unwrap(); }
                line.clear();
            }
            let mut body = vec![0; length];
            stream.read_exact(&mut body).unwrap();
            recorded.lock().unwrap().push((target, String::from_utf8_lossy(&body).into_owned()));
            let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}";
            stream.get_mut().write_all(head.as_bytes()).unwrap();
        }
    });
    Ok((url, Found { requests, reports: Vec::new() }))
}
"#;

/// Builds the program and runs it.
fn run(source: &str) -> Vec<CallReport> {
    let folder = project::target().join("identifiers");
    let root = project::root().canonicalize().unwrap();
    fs::create_dir_all(folder.join("src")).unwrap();
    let manifest = format!(
        "[package]\nname = \"matrix-openapi-identifiers\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\nserde_json = \"1\"\ntokio = {{ version = \"1\", features = [\"rt\", \"net\"] }}\n\
         matrix-openapi = {{ path = {root:?}, default-features = false, features = {:?} }}\n\n\
         [profile.dev]\ndebug = false\n\n[workspace]\n",
        Api::ALL.map(Api::slug)
    );
    for (name, text) in [("Cargo.toml", manifest.as_bytes()), ("src/main.rs", source.as_bytes())] {
        fs::write(folder.join(name), text).unwrap();
    }
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["run", "--quiet"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", compile::target())
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}", errors.chars().take(6000).collect::<String>());
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Returns the text with all but the unreserved characters of RFC 3986 percent-encoded.
fn encoded(text: &str) -> String {
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes()
        .map(|byte| if unreserved(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// Returns whether the request has an identifier in its place.
fn holds(operation: &Operation, argument: &Argument, text: &str, target: &str, body: &str) -> bool {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let wanted = encoded(text);
    match argument.location {
        Some(ParameterLocation::Path) => {
            let template = operation.facts.path.split('#').next().unwrap_or_default();
            let hole = format!("{{{}}}", argument.wire_name);
            let mut segments = template.split('/').zip(path.split('/'));
            segments.any(|(segment, sent)| segment == hole && sent == wanted)
        }
        Some(ParameterLocation::Query) => {
            query.split('&').any(|pair| pair == format!("{}={wanted}", argument.wire_name))
        }
        Some(ParameterLocation::Header) => panic!("no identifier goes into a header"),
        None => {
            let body: Value = serde_json::from_str(body).unwrap_or_default();
            match &body[&argument.wire_name] {
                Value::Array(items) => items.iter().any(|item| item == text),
                Value::Object(entries) => entries.iter().any(|(key, value)| key == text || value == text),
                value => value == text,
            }
        }
    }
}

#[test]
fn every_identifier_is_checked_before_anything_is_sent() {
    let apis: Vec<_> = project::model(None)
        .unwrap()
        .apis
        .into_values()
        .map(|model| {
            let arguments = call_arguments(&model).unwrap();
            (model, arguments)
        })
        .collect();
    let mut reports = run(&program(&apis)).into_iter();
    let (mut refused, mut sent) = (0, 0);
    for (model, arguments) in &apis {
        for (operation, arguments) in model.operations.iter().zip(arguments) {
            let identifiers: Vec<_> = arguments.iter().filter_map(|one| Some((one, taken(one)?))).collect();
            let wrongs = identifiers
                .iter()
                .flat_map(|(one, format)| format.invalid.iter().map(|text| (&one.wire_name, *text)));
            for (name, text) in wrongs {
                let report = reports.next().unwrap();
                let context =
                    format!("{} {} {name}: {text:?}: {:?}", report.api, report.operation, report.error);
                assert_eq!(report.wrong, Some((name.clone(), text.to_owned())), "{context}");
                assert_eq!(
                    (report.api.as_str(), &report.operation),
                    (model.api.slug(), &operation.facts.id),
                    "{context}"
                );
                assert_eq!(report.refused.as_ref(), Some(name), "{context}");
                assert_eq!(report.requests, [], "{context}");
                refused += 1;
            }
            if identifiers.is_empty() {
                continue;
            }
            let report = reports.next().unwrap();
            let context =
                format!("{} {}: {:?} {:?}", report.api, report.operation, report.error, report.requests);
            assert_eq!((&report.wrong, report.requests.len()), (&None, 1), "{context}");
            for (argument, format) in identifiers {
                let (target, body) = &report.requests[0];
                assert!(
                    holds(operation, argument, format.valid, target, body),
                    "{context}: {}",
                    argument.wire_name
                );
                sent += 1;
            }
        }
    }
    assert!(reports.next().is_none());
    println!("{refused} texts were refused, {sent} identifiers were sent");
    assert!(refused > 4 * sent && sent > 100, "{refused} {sent}");
}
