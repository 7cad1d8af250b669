//! Lists every object type and every response of the description for the tests.

use std::env;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use matrix_openapi_codegen::lower::ir::{ApiModel, Body, Response, Type};
use matrix_openapi_codegen::rust_name::{pascal, type_name};
use matrix_openapi_codegen::{Error, Project};

fn main() -> ExitCode {
    println!("cargo::rerun-if-env-changed=MATRIX_OPENAPI_SPEC");
    println!("cargo::rerun-if-changed=build.rs");
    // The examples in the reference fit the vendored release only.
    println!("cargo::rustc-check-cfg=cfg(vendored)");
    if env::var_os("MATRIX_OPENAPI_SPEC").is_none() {
        println!("cargo::rustc-cfg=vendored");
    }
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error={error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Error> {
    let refuse = |message: &str| Error::file("build.rs", message.to_owned());
    let variable = |name: &str| env::var_os(name).map(PathBuf::from);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let spec = variable("MATRIX_OPENAPI_SPEC").unwrap_or_else(|| root.join("spec"));
    println!("cargo::rerun-if-changed={}", spec.display());
    let project = Project::new(&spec, root.join("spec/overlays"));
    let model = project.lower(project.description()?)?;
    let (mut arms, mut handlers) = (String::new(), String::new());
    for api in model.apis.values() {
        let types = format!("::matrix_openapi::{}::types", api.api.module());
        list(api, api.api.slug(), &types, &mut arms);
        handle(api, &mut handlers);
    }
    for (module, path, events) in [
        ("events", "::matrix_openapi::events", &model.events),
        ("edus", "::matrix_openapi::events::edu", &model.edus),
    ] {
        events.iter().for_each(|events| list(&events.types, module, path, &mut arms));
    }
    let output = variable("OUT_DIR").ok_or_else(|| refuse("OUT_DIR is not set"))?;
    let source = format!(
        "/// Reads a text as the type of a name in a module, if there is one.\n\
         pub fn read(module: &str, name: &str, text: &str) -> Option<Reading> {{\n\
         match (module, name) {{\n{arms}_ => None,\n}}\n}}\n"
    );
    let router = format!(
        "/// Adds each operation of the description to a router.\n\
         pub fn with_all(router: Router, handlers: &Handlers) -> Router {{\nrouter\n{handlers}}}\n"
    );
    let write = |name: &str, text: &str| std::fs::write(output.join(name), text);
    write("types.rs", &source)
        .and_then(|()| write("router.rs", &router))
        .map_err(|error| refuse(&error.to_string()))
}

/// Writes a handler for each operation, by the kinds of its body and its response.
fn handle(model: &ApiModel, handlers: &mut String) {
    let module = model.api.module();
    for operation in &model.operations {
        let marker = type_name(&pascal(&operation.facts.rust_name));
        let body = match operation.body {
            Some(Body::Object(_) | Body::Json(_)) => "|request| serde_json::to_value(&request.body).ok()",
            Some(Body::Bytes(_)) | None => "|_| None",
        };
        let kind = match operation.response {
            Response::Json(_) => "json",
            Response::Empty | Response::Stream(_) => "content",
            Response::Multipart => "multipart",
            Response::Redirect => "redirect",
        };
        let operation = format!("::matrix_openapi::{module}::op::{marker}");
        let _ = writeln!(handlers, ".on({operation}, handlers.{kind}::<{operation}>({body}))");
    }
}

/// Writes an arm for each type, and one for each response under the name of its operation.
fn list(model: &ApiModel, module: &str, types: &str, arms: &mut String) {
    let mut arm = |name: &str, ty: &Type| {
        let ty = matrix_openapi_codegen::emit::type_tokens(ty, &types.parse().unwrap_or_default());
        // Writing into a string never fails.
        let _ = writeln!(arms, "({module:?}, {name:?}) => Some(reading::<{ty}>(text)),");
    };
    for name in model.structs.keys() {
        arm(name, &Type::Struct(name.clone()));
    }
    for operation in &model.operations {
        if let Response::Json(ty) = &operation.response {
            arm(&format!("the response of {}", operation.facts.id), ty);
        }
    }
}
