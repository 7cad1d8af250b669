//! A request with all its arguments, before it is sent or printed.

use clap::ArgMatches;
use matrix_openapi::http::UntypedCall;
use matrix_openapi::{CallOptions, Session};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::failure::{Failure, Outcome};
use crate::globals::Globals;
use crate::operation::{BODY, Chosen, FIELDS, TRANSACTION};
use crate::secrets::{self, Masked};
use crate::table::model::{Body, Parameter, ParameterLocation, Type};
use crate::{check, fields, input, upload};

/// The arguments of a request.
#[derive(Default)]
pub struct Arguments {
    /// The values of the path parameters, in order.
    pub path: Vec<String>,
    /// The query parameters.
    pub query: Vec<(String, String)>,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Option<Payload>,
    /// The secrets among the arguments, which are not printed.
    pub secrets: Vec<String>,
}

/// The body of a request.
pub enum Payload {
    /// JSON.
    Json(Box<RawValue>),
    /// The file at a path, with its media type.
    File(String, String),
}

/// Whether secrets are kept or replaced.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Secrets {
    /// They are sent.
    Kept,
    /// They are replaced by names, to be printed.
    Named,
}

/// Reads and checks the arguments of an operation.
///
/// # Errors
/// If a value does not fit the description, or a file cannot be read.
pub fn read(
    chosen: &Chosen,
    matches: &ArgMatches,
    globals: &Globals,
    secrets: Secrets,
) -> Outcome<Arguments> {
    let mut arguments = Arguments { path: chosen.path.clone(), ..Arguments::default() };
    for parameter in &chosen.entry.parameters {
        let values = parameter_values(matches, parameter);
        if parameter.location == ParameterLocation::Path && arguments.path.len() == path_length(chosen) {
            continue;
        }
        add(&mut arguments, chosen, globals, parameter, values, secrets)?;
    }
    for (index, value) in arguments.path.iter().enumerate() {
        let in_path = |parameter: &&Parameter| parameter.location == ParameterLocation::Path;
        if let Some(parameter) = chosen.entry.parameters.iter().filter(in_path).nth(index) {
            checked(chosen, globals, parameter, value)?;
        }
    }
    add_extra(&mut arguments, globals)?;
    arguments.body = body(chosen, matches, globals, secrets, &mut arguments.secrets)?;
    add_media_type(&mut arguments);
    Ok(arguments)
}

/// Returns a unique transaction ID.
pub fn transaction_id() -> String {
    use std::hash::{BuildHasher, RandomState};
    let bits = [(); 2].map(|()| RandomState::new().hash_one(std::process::id()));
    bits.iter().map(|bits| format!("{bits:016x}")).collect()
}

/// Reads a file as JSON.
///
/// # Errors
/// If it cannot be read, or is not JSON.
pub fn json(path: &str) -> Outcome<Box<RawValue>> {
    let text = input::text(path)?;
    RawValue::from_string(text.trim().to_owned()).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        Failure::usage(format!("{path}: not JSON (line {line}, column {column})"))
    })
}

/// Returns a value as the text of a body.
///
/// # Errors
/// Never for a value that was read from text.
pub fn raw(value: &Value) -> Outcome<Box<RawValue>> {
    serde_json::value::to_raw_value(value).map_err(|error| Failure::usage(error.to_string()))
}

fn path_length(chosen: &Chosen) -> usize {
    chosen.entry.parameters.iter().filter(|parameter| parameter.location == ParameterLocation::Path).count()
}

fn parameter_values(matches: &ArgMatches, parameter: &Parameter) -> Vec<String> {
    let id = format!("{:?} {}", parameter.location, parameter.name);
    matches.try_get_many::<String>(&id).ok().flatten().into_iter().flatten().cloned().collect()
}

fn add(
    arguments: &mut Arguments,
    chosen: &Chosen,
    globals: &Globals,
    parameter: &Parameter,
    values: Vec<String>,
    secrets: Secrets,
) -> Outcome {
    let Parameter { name, location, ty, .. } = parameter;
    for value in values {
        if let Type::Map(_) | Type::Object | Type::Struct(_) = ty {
            let pair = value.split_once('=');
            let (key, value) =
                pair.ok_or_else(|| Failure::usage(format!("`{name}` takes `name=value` pairs")))?;
            arguments.query.push((key.to_owned(), value.to_owned()));
            continue;
        }
        if *location != ParameterLocation::Path {
            checked(chosen, globals, parameter, &value)?;
        }
        let value = match (ty, secrets) {
            (Type::Secret, Secrets::Named) => secrets::marker(name),
            (Type::Secret, Secrets::Kept) => {
                arguments.secrets.push(value.clone());
                value
            }
            _ => value,
        };
        match location {
            ParameterLocation::Path => arguments.path.push(value),
            ParameterLocation::Query => arguments.query.push((name.clone(), value)),
            ParameterLocation::Header => arguments.headers.push((name.clone(), value)),
        }
    }
    if *location == ParameterLocation::Path
        && name == TRANSACTION
        && arguments.path.len() < path_length(chosen)
    {
        let is_last = parameter_is_next(arguments, chosen, name);
        if is_last {
            arguments.path.push(transaction_id());
        }
    }
    Ok(())
}

/// Returns whether the next missing value of the path belongs to this parameter.
fn parameter_is_next(arguments: &Arguments, chosen: &Chosen, name: &str) -> bool {
    let mut in_path =
        chosen.entry.parameters.iter().filter(|parameter| parameter.location == ParameterLocation::Path);
    in_path.nth(arguments.path.len()).is_some_and(|parameter| parameter.name == name)
}

/// Checks the text of a parameter.
fn checked(chosen: &Chosen, globals: &Globals, parameter: &Parameter, text: &str) -> Outcome {
    if globals.is_unchecked {
        return Ok(());
    }
    let (types, name) = (&chosen.types, &parameter.name);
    let value = check::read(types, &parameter.ty, text)
        .map_err(|reason| Failure::usage(format!("`{name}` {reason}")))?;
    report(check::check(types, &parameter.ty, &value, name), globals)
}

/// Prints warnings, and fails with the first error.
fn report(defects: check::Defects, globals: &Globals) -> Outcome {
    for warning in &defects.warnings {
        globals.warn(warning);
    }
    if defects.errors.is_empty() {
        return Ok(());
    }
    Err(Failure::usage(format!("{}; --unchecked sends the request anyway", defects.errors.join(", "))))
}

/// Adds the query parameters and headers that the operation does not have.
fn add_extra(arguments: &mut Arguments, globals: &Globals) -> Outcome {
    for pair in &globals.query {
        let (name, value) =
            pair.split_once('=').ok_or_else(|| Failure::usage("`--query` takes `name=value`"))?;
        arguments.query.push((name.to_owned(), value.to_owned()));
    }
    for pair in &globals.headers {
        let (name, value) =
            pair.split_once(':').ok_or_else(|| Failure::usage("`--header` takes `name: value`"))?;
        arguments.headers.push((name.trim().to_owned(), value.trim().to_owned()));
    }
    Ok(())
}

/// Reads and checks the body.
fn body(
    chosen: &Chosen,
    matches: &ArgMatches,
    globals: &Globals,
    secrets: Secrets,
    found: &mut Vec<String>,
) -> Outcome<Option<Payload>> {
    let file = || matches.get_one::<String>(BODY);
    match &chosen.entry.body {
        None => Ok(None),
        Some(Body::Bytes(_)) => {
            Ok(file().map(|path| Payload::File(path.clone(), upload::media_type(path).to_owned())))
        }
        Some(Body::Json(ty)) => {
            let words: Vec<_> = matches.get_many::<String>(FIELDS).into_iter().flatten().cloned().collect();
            let (text, value) = match (file(), words.is_empty()) {
                (Some(_), false) => {
                    return Err(Failure::usage("give the body as --body or as fields, not both"));
                }
                (Some(path), true) => {
                    let text = json(path)?;
                    let value = parsed(&text)?;
                    (text, value)
                }
                (None, _) => {
                    let value = fields::read(&chosen.types, ty, &words)?;
                    (raw(&value)?, value)
                }
            };
            if !globals.is_unchecked {
                report(check::check(&chosen.types, ty, &value, ""), globals)?;
            }
            let Masked { value, secrets: hidden } = secrets::mask(&chosen.types, ty, value);
            found.extend(hidden);
            Ok(Some(Payload::Json(if secrets == Secrets::Named { raw(&value)? } else { text })))
        }
    }
}

fn parsed(text: &RawValue) -> Outcome<Value> {
    serde_json::from_str(text.get()).map_err(|error| Failure::usage(error.to_string()))
}

/// Adds the media type of a file, unless the user has named one.
fn add_media_type(arguments: &mut Arguments) {
    if let Some(Payload::File(_, media_type)) = &mut arguments.body {
        let is_type = |(name, _): &(String, String)| name.eq_ignore_ascii_case("content-type");
        if let Some(index) = arguments.headers.iter().position(is_type) {
            *media_type = arguments.headers.remove(index).1;
        }
    }
}

impl Arguments {
    /// Starts the call with these arguments, and opens the file of the body.
    ///
    /// # Errors
    /// If the file cannot be opened.
    pub async fn call<'a>(
        &self,
        session: &'a Session,
        operation: &'static matrix_openapi::http::Operation,
        options: CallOptions,
    ) -> Outcome<UntypedCall<'a>> {
        let mut call = session.call(operation).options(options);
        for value in &self.path {
            call = call.path(value);
        }
        for (name, value) in &self.query {
            call = call.query(name, value);
        }
        for (name, value) in &self.headers {
            call = call.header(name, value);
        }
        Ok(match &self.body {
            None => call,
            Some(Payload::Json(text)) => call.json(text),
            Some(Payload::File(path, media_type)) => call.body(upload::body(path).await?, media_type),
        })
    }

    /// Sets a query parameter, and removes earlier values.
    pub fn set_query(&mut self, name: &str, value: String) {
        self.query.retain(|(other, _)| other != name);
        self.query.push((name.to_owned(), value));
    }

    /// Sets a field of a JSON body.
    ///
    /// # Errors
    /// If the body is not a JSON object.
    pub fn set_field(&mut self, name: &str, value: String) -> Outcome {
        let Some(Payload::Json(text)) = &mut self.body else {
            return Err(Failure::usage("the request has no JSON body that could name the next page"));
        };
        let mut fields: Map<String, Value> =
            serde_json::from_str(text.get()).map_err(|_| Failure::usage("the body is not a JSON object"))?;
        fields.insert(name.to_owned(), Value::String(value));
        *text = raw(&Value::Object(fields))?;
        Ok(())
    }
}
