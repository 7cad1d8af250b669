//! `cargo xtask operations`: lists the operations as text or JSON.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use matrix_openapi_codegen::lower::ir::{Body, Operation, Response};
use serde::Serialize;

use crate::project;

/// Lists every operation of a description.
#[derive(clap::Args)]
pub struct OperationsArgs {
    /// A vendored folder or an upstream tree [default: the vendored description].
    #[arg(long, value_name = "PATH")]
    spec: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// A row of the listing.
#[derive(Serialize)]
pub struct OperationRow {
    api: &'static str,
    id: String,
    method: String,
    path: String,
    #[serde(rename = "rust")]
    rust_name: String,
    auth: AcceptedAuth,
    rate_limited: bool,
    added: Option<String>,
    deprecated: bool,
    request: Option<Payload>,
    response: Payload,
}

#[derive(Serialize)]
struct AcceptedAuth {
    required: bool,
    schemes: Vec<String>,
}

/// The content of a request or a response: its media types, and its Rust type or kind.
#[derive(Serialize)]
struct Payload {
    content: Vec<String>,
    #[serde(rename = "type")]
    ty: String,
}

/// Prints the listing.
pub fn run(args: &OperationsArgs) -> Result<ExitCode> {
    let rows = rows(args.spec.clone())?;
    let text = if args.json { serde_json::to_string_pretty(&rows)? + "\n" } else { listing(&rows) };
    match io::stdout().write_all(text.as_bytes()) {
        // The reader may need only the beginning.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// Returns the rows for a description, by default the vendored one.
pub fn rows(spec: Option<PathBuf>) -> Result<Vec<OperationRow>> {
    let apis = project::model(spec)?.apis.into_values();
    Ok(apis.flat_map(|model| model.operations).map(row).collect())
}

fn listing(rows: &[OperationRow]) -> String {
    let mut text = String::new();
    for row in rows {
        let auth = match (row.auth.schemes.is_empty(), row.auth.required) {
            (true, _) => "none",
            (false, true) => "required",
            (false, false) => "optional",
        };
        text += &format!("{:19} {:6} {} {} (auth {auth})\n", row.api, row.method, row.path, row.rust_name);
    }
    text + &format!("{} operations\n", rows.len())
}

fn row(call: Operation) -> OperationRow {
    let operation = call.facts;
    let json = || vec!["application/json".to_owned()];
    let request = call.body.map(|body| match body {
        Body::Object(name) => Payload { content: json(), ty: name },
        Body::Json(ty) => Payload { content: json(), ty: ty.to_string() },
        Body::Bytes(media) => Payload { content: vec![media], ty: "Body".to_owned() },
    });
    let response = match call.response {
        Response::Json(ty) => Payload { content: json(), ty: ty.to_string() },
        Response::Empty => Payload { content: Vec::new(), ty: "()".to_owned() },
        Response::Stream(media) => Payload { content: media, ty: "Download".to_owned() },
        Response::Multipart => {
            Payload { content: vec!["multipart/mixed".to_owned()], ty: "FederationMedia".to_owned() }
        }
        Response::Redirect => Payload { content: Vec::new(), ty: "Redirect".to_owned() },
    };
    OperationRow {
        api: operation.api.slug(),
        id: operation.id,
        method: operation.method,
        path: operation.path,
        rust_name: operation.rust_name,
        auth: AcceptedAuth {
            required: operation.authentication.required,
            schemes: operation.authentication.schemes,
        },
        rate_limited: operation.rate_limited,
        added: operation.added,
        deprecated: operation.deprecated,
        request,
        response,
    }
}
