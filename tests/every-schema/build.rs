//! Lists every generated type for the tests.

use std::env;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use matrix_openapi_codegen::lower::ir::ApiModel;
use matrix_openapi_codegen::{Error, Project};

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
    let project = Project::new(&spec, root.join("spec/overlays"));
    let model = project.lower(project.description()?)?;
    let mut arms = String::new();
    for api in model.apis.values() {
        let module = api.api.module();
        names(api).for_each(|name| arm(&mut arms, module, &format!("{module}::types"), name));
    }
    for (path, events) in [("events", &model.events), ("events::edu", &model.edus)] {
        let Some(events) = events else { continue };
        let contents = events.tagged.keys().chain(events.newtypes.keys()).map(String::as_str);
        names(&events.types).chain(contents).for_each(|name| arm(&mut arms, path, path, name));
    }
    let output = variable("OUT_DIR").ok_or_else(|| refuse("OUT_DIR is not set"))?;
    let source = format!(
        "/// The schema of a type, by its module and name.\n\
         pub fn schema(module: &str, name: &str, generator: &mut SchemaGenerator) -> Option<Schema> {{\n\
         match (module, name) {{\n{arms}_ => None,\n}}\n}}\n"
    );
    std::fs::write(output.join("schemas.rs"), source).map_err(|error| refuse(&error.to_string()))
}

fn names(model: &ApiModel) -> impl Iterator<Item = &str> {
    model.structs.keys().chain(model.enums.keys()).chain(model.unions.keys()).map(String::as_str)
}

fn arm(arms: &mut String, module: &str, path: &str, name: &str) {
    // Writing into a string never fails.
    let _ = writeln!(
        arms,
        "({module:?}, {name:?}) => Some(generator.subschema_for::<::matrix_openapi::{path}::{name}>()),"
    );
}
