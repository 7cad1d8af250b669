//! Lists every object type and every response of the description, for the tests to go through.

use std::env;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use matrix_openapi_codegen::lower::ir::{ApiModel, Response, Type};
use matrix_openapi_codegen::{Error, Project, lower};

fn main() -> ExitCode {
    println!("cargo::rerun-if-env-changed=MATRIX_OPENAPI_SPEC");
    println!("cargo::rerun-if-changed=build.rs");
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
    let description = Project::new(&spec, root.join("spec/overlays")).description()?;
    let mut arms = String::new();
    for document in description.documents.values() {
        list(&lower::lower(document, description.release)?, &mut arms);
    }
    let output = variable("OUT_DIR").ok_or_else(|| refuse("OUT_DIR is not set"))?;
    let source = format!(
        "/// Reads a text as the type of a name, if there is one.\n\
         pub fn read(api: &str, name: &str, text: &str) -> Option<Reading> {{\n\
         match (api, name) {{\n{arms}_ => None,\n}}\n}}\n"
    );
    std::fs::write(output.join("types.rs"), source).map_err(|error| refuse(&error.to_string()))
}

/// One arm for each type, and one for each response under the name of its operation.
fn list(model: &ApiModel, arms: &mut String) {
    let (api, module) = (model.api.slug(), model.api.module());
    let mut arm = |name: &str, ty: &Type| {
        let types = format!("::matrix_openapi::{module}::types").parse().unwrap_or_default();
        let ty = matrix_openapi_codegen::emit::type_tokens(ty, &types);
        // Writing into a string does not fail.
        let _ = writeln!(arms, "({api:?}, {name:?}) => Some(reading::<{ty}>(text)),");
    };
    for name in model.structs.keys() {
        arm(name, &Type::Struct(name.clone()));
    }
    for call in &model.operations {
        if let Response::Json(ty) = &call.response {
            arm(&format!("the response of {}", call.facts.id), ty);
        }
    }
}
