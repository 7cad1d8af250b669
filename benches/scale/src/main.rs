//! Makes a description with several times the operations and types of the client-server API and several times the events, or
//! generates the code of one, for `scale.sh` to time the commands with.
//!
//! ```text
//! scale copy SPEC COPIES OUTPUT    writes a folder like SPEC with COPIES times its client-server API and events
//! scale generate SPEC OUTPUT       generates the code of SPEC as build.rs does
//! ```

use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;

use matrix_openapi_codegen::{Api, Module, Project};
use serde_json::{Map, Value};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["copy", spec, copies, output] => copy(Path::new(spec), copies.parse()?, Path::new(output)),
        ["generate", spec, output] => generate(Path::new(spec), Path::new(output)),
        _ => Err("use `scale copy SPEC COPIES OUTPUT` or `scale generate SPEC OUTPUT`".into()),
    }
}

/// Writes the overlaid description, whose folder of overlays is empty then.
fn copy(spec: &Path, copies: usize, output: &Path) -> Result<(), Box<dyn Error>> {
    let description = Project::new(spec, spec.join("overlays")).description()?;
    fs::create_dir_all(output.join("overlays"))?;
    for document in description.documents.values() {
        let root = match document.api {
            Api::ClientServer => multiplied(&document.root, copies),
            _ => document.root.clone(),
        };
        write(&output.join(format!("{}.yaml", document.api)), &root)?;
    }
    if let Some(events) = &description.events {
        write(&output.join("events.yaml"), &multiplied(&events.root, copies))?;
    }
    fs::copy(spec.join("pin.toml"), output.join("pin.toml"))?;
    Ok(())
}

/// Writes JSON, which is YAML too.
fn write(file: &Path, root: &Value) -> Result<(), Box<dyn Error>> {
    Ok(fs::write(file, serde_json::to_string_pretty(root)?)?)
}

fn generate(spec: &Path, output: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(output)?;
    let modules: Vec<_> =
        Api::ALL.map(Module::Api).into_iter().chain([Module::Events, Module::Edus]).collect();
    Project::new(spec, spec.join("overlays")).build(&modules, output)?;
    Ok(())
}

/// A document with each path, event, EDU and schema several times.
fn multiplied(root: &Value, copies: usize) -> Value {
    let mut all = root.clone();
    for copy in 2..=copies {
        for section in ["/paths", "/events", "/edus", "/components/schemas"] {
            let (Some(Value::Object(own)), Some(Value::Object(all))) =
                (root.pointer(section), all.pointer_mut(section))
            else {
                continue;
            };
            let names =
                own.iter().map(|(name, value)| (renamed(section, name, copy), renumbered(value, copy)));
            all.extend(names.collect::<Map<_, _>>());
        }
    }
    all
}

fn renamed(section: &str, name: &str, copy: usize) -> String {
    match section {
        "/paths" => match name.split_once('#') {
            Some((path, id)) => format!("/copy{copy}{path}#{id}Copy{copy}"),
            None => format!("/copy{copy}{name}"),
        },
        // Another word of the type, and in Rust of its name.
        "/events" | "/edus" => format!("{name}.copy{copy}"),
        _ => format!("{name}Copy{copy}"),
    }
}

/// A copy of a value under names and with references of its own.
fn renumbered(value: &Value, copy: usize) -> Value {
    match value {
        Value::Object(object) => {
            let fields = object.iter().map(|(name, value)| {
                let value = match (name.as_str(), value) {
                    ("$ref", Value::String(text)) if !text.starts_with("#/components/schemas/") => {
                        value.clone()
                    }
                    ("$ref" | "operationId" | "title" | "x-rust-type", Value::String(text)) => {
                        format!("{text}Copy{copy}").into()
                    }
                    ("x-rust-name", Value::String(text))
                        if text.starts_with(|one: char| one.is_ascii_uppercase()) =>
                    {
                        format!("{text}Copy{copy}").into()
                    }
                    ("x-rust-name", Value::String(text)) => format!("{text}_copy{copy}").into(),
                    (_, value) => renumbered(value, copy),
                };
                (name.clone(), value)
            });
            Value::Object(fields.collect())
        }
        Value::Array(items) => items.iter().map(|item| renumbered(item, copy)).collect(),
        other => other.clone(),
    }
}
