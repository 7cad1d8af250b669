//! The commands that list and explain operations.

use matrix_openapi::auth::Authentication;
use matrix_openapi::http::{Api, Operation};
use matrix_openapi::schemas::{self, schemars};

use crate::failure::{Failure, Outcome};
use crate::globals::Globals;
use crate::operation::{self, Chosen, TRANSACTION};
use crate::output::{self, Output};
use crate::table::model::{Body, Parameter, ParameterLocation, Type};
use crate::{check, command, name, table};

/// Lists operations: name, method, path and summary.
///
/// # Errors
/// If no operation has all of the words.
pub fn list(api: Option<Api>, words: &[String]) -> Outcome {
    let mut lines = Vec::new();
    for operation in table::all().filter(|operation| api.is_none_or(|api| operation.api == api)) {
        let summary = table::entry(operation).map(|entry| entry.summary).unwrap_or_default();
        let name = table::command_name(operation);
        let endpoint = format!("{} {}", operation.method, operation.path);
        let all = format!("{} {name} {} {endpoint} {summary}", operation.api, operation.id).to_lowercase();
        if words.iter().all(|word| all.contains(&word.to_lowercase())) {
            lines.push([full_name(operation), endpoint, summary]);
        }
    }
    if lines.is_empty() {
        return Err(Failure::usage("no operation has all of these words; try fewer words"));
    }
    let first = lines.iter().map(|[name, ..]| name.len()).max().unwrap_or_default();
    let second = lines.iter().map(|[_, endpoint, _]| endpoint.len()).max().unwrap_or_default();
    let line =
        |[name, endpoint, summary]: &[String; 3]| format!("{name:first$}  {endpoint:second$}  {summary}\n");
    let text: String = lines.iter().map(line).collect();
    output::print(&text)
}

/// Explains an operation or a command.
///
/// # Errors
/// If no operation or command has this name.
pub fn help(api: Option<Api>, words: &[String]) -> Outcome {
    let mut root = command::top();
    // Gives each command its name and the options of all commands.
    root.build();
    match words {
        [] => output::print(&root.render_long_help().to_string()),
        [name] if api.is_none() && name::BUILT_IN.contains(&name.as_str()) => {
            let found = root.find_subcommand_mut(name);
            output::print(&found.map(|command| command.render_long_help().to_string()).unwrap_or_default())
        }
        words => explain(find(api, words)?),
    }
}

/// Prints the JSON Schema of the request of an operation.
///
/// # Errors
/// If there is no such operation.
pub fn schema(api: Option<Api>, words: &[String], globals: &Globals) -> Outcome {
    let operation = find(api, words)?;
    let mut generator = schemars::generate::SchemaSettings::draft2020_12().into_generator();
    let missing = || Failure::usage(format!("`{}` has no schema", operation.id));
    let mut schema = schemas::request(operation, &mut generator).ok_or_else(missing)?;
    let definitions = generator.take_definitions(true);
    if !definitions.is_empty() {
        schema.insert("$defs".to_owned(), serde_json::Value::Object(definitions));
    }
    let text = serde_json::to_string(&schema).map_err(|error| Failure::usage(error.to_string()))?;
    Output::open(globals)?.json(&text)
}

/// Returns the name of an operation, with `--api` where the name alone does not select it.
fn full_name(operation: &Operation) -> String {
    let name = table::command_name(operation);
    let is_plain = name::find(None, &name).is_some_and(|other| std::ptr::eq(other, operation));
    let is_taken = name::BUILT_IN.contains(&name.as_str());
    if is_plain && !is_taken { name } else { format!("--api {} {name}", operation.api) }
}

/// Returns the operation with a name, or with a method and path.
fn find(api: Option<Api>, words: &[String]) -> Outcome<&'static Operation> {
    match words {
        [name] => name::find_or_suggest(api, name),
        [method, path] => match name::by_path(api, &method.to_uppercase(), path) {
            Some((operation, _)) => Ok(operation),
            None => Err(Failure::usage(format!(
                "no operation has this method and path: {method} {path}; `matrix-api list WORD` finds operations"
            ))),
        },
        _ => Err(Failure::usage("name one operation, or a method and a path")),
    }
}

fn explain(operation: &'static Operation) -> Outcome {
    let chosen = Chosen::new(operation, Vec::new())?;
    let entry = &chosen.entry;
    let mut text = format!("{}\n\n{}\n", entry.summary, usage(&chosen));
    if let Some(description) = &entry.description {
        text += &format!("\n{description}\n");
    }
    if !entry.parameters.is_empty() {
        text += "\nArguments:\n";
    }
    for parameter in &entry.parameters {
        text += &line(&argument(parameter), &check::noun(&parameter.ty), &parameter.text);
        text += &values(&chosen, &parameter.ty);
    }
    text += &body(&chosen);
    text += &format!("\n{}\n", facts(operation));
    text += &format!("{}\n", entry.link);
    output::print(&text)
}

fn line(name: &str, noun: &str, text: &str) -> String {
    format!("  {name}  ({noun})\n      {text}\n")
}

fn values(chosen: &Chosen, ty: &Type) -> String {
    match check::values(&chosen.types, ty) {
        [] => String::new(),
        values => format!("      Values: {}\n", values.join(", ")),
    }
}

fn usage(chosen: &Chosen) -> String {
    let arguments = chosen.entry.parameters.iter().filter(|parameter| parameter.required);
    let words: Vec<_> = arguments.filter(|parameter| parameter.name != TRANSACTION).map(argument).collect();
    let body = match &chosen.entry.body {
        Some(Body::Json(_)) => " [NAME=TEXT|NAME:=JSON]…",
        Some(Body::Bytes(_)) => " --body FILE",
        None => "",
    };
    let words = if words.is_empty() { String::new() } else { format!(" {}", words.join(" ")) };
    format!("matrix-api {}{words}{body}", full_name(chosen.operation))
}

/// Returns a parameter as written on a command line.
fn argument(parameter: &Parameter) -> String {
    let value = parameter.flag.to_ascii_uppercase();
    match (parameter.location, &parameter.ty) {
        (ParameterLocation::Path, _) if parameter.name != TRANSACTION => value,
        (_, Type::Boolean) => format!("--{}[={value}]", operation::flag(parameter)),
        _ => format!("--{} {value}", operation::flag(parameter)),
    }
}

/// Explains the fields of the body.
fn body(chosen: &Chosen) -> String {
    let ty = match &chosen.entry.body {
        None => return String::new(),
        Some(Body::Bytes(media_type)) => return format!("\nBody: a file ({media_type})\n"),
        Some(Body::Json(ty)) => ty,
    };
    let item = match ty {
        Type::Struct(name) => chosen.types.structs.get(name),
        _ => None,
    };
    let Some(item) = item else { return format!("\nBody: {}\n", check::noun(ty)) };
    let mut text = "\nFields of the body:\n".to_owned();
    for field in &item.fields {
        let noun = check::noun(&field.ty);
        let noun = if field.required { format!("{noun}, required") } else { noun };
        text += &line(&field.name, &noun, &field.text);
        text += &values(chosen, &field.ty);
    }
    text
}

/// Returns the facts about an operation, such as its path and credential, one per line.
fn facts(operation: &Operation) -> String {
    let names = |schemes: &[matrix_openapi::auth::Scheme]| -> String {
        schemes.iter().map(|scheme| scheme.name()).collect::<Vec<_>>().join(", ")
    };
    let credential = match operation.authentication {
        Authentication::Required(schemes) => format!("needs a credential ({})", names(schemes)),
        Authentication::Optional(schemes) => format!("takes a credential ({})", names(schemes)),
        _ => "takes no credential".to_owned(),
    };
    let mut facts = vec![
        format!("{} {}", operation.method, operation.path),
        format!("operationId {}, API {}", operation.id, operation.api),
        credential,
    ];
    if operation.paging.is_some() {
        facts.push("paged: --paginate requests all pages".to_owned());
    }
    if operation.rate_limited {
        facts.push("rate-limited".to_owned());
    }
    facts.extend(operation.added.map(|release| format!("added in Matrix {release}")));
    if operation.deprecated {
        facts.push("deprecated by the specification".to_owned());
    }
    facts.join("\n")
}
