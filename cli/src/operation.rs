//! The arguments of an operation.

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{Arg, ArgAction, Command, ValueHint};
use matrix_openapi::http::Operation;

use crate::failure::{Failure, Outcome};
use crate::table::model::{Body, Entry, Parameter, ParameterLocation, Type, Types};
use crate::{check, globals, rooms, table};

/// The argument with the fields of the body.
pub const FIELDS: &str = "body fields";

/// The argument with the whole body.
pub const BODY: &str = "body";

/// The name of the path parameter that is random by default.
pub const TRANSACTION: &str = "txnId";

/// An operation with everything that the description says about it.
pub struct Chosen {
    /// The facts from the library's table.
    pub operation: &'static Operation,
    /// The facts from the tool's own table.
    pub entry: Entry,
    /// The named types of its API.
    pub types: Types,
    /// The values of the path parameters, if the user gave a filled path.
    pub path: Vec<String>,
}

impl Chosen {
    /// Reads the description of an operation.
    ///
    /// # Errors
    /// If the table lacks the operation.
    pub fn new(operation: &'static Operation, path: Vec<String>) -> Outcome<Self> {
        let missing = || Failure::usage(format!("the operation table of this tool lacks `{}`", operation.id));
        let entry = table::entry(operation).ok_or_else(missing)?;
        Ok(Self { operation, entry, types: table::types(operation.api), path })
    }
}

/// Returns the command of an operation.
pub fn command(chosen: &Chosen) -> Command {
    let Chosen { operation, entry, types, path } = chosen;
    let name = table::command_name(operation);
    let mut command = Command::new(name.clone())
        .bin_name(format!("matrix-api {name}"))
        .about(entry.summary.clone())
        .after_help(format!("{} {}\n{}", operation.method, operation.path, entry.link));
    let long = entry.description.as_ref().map(|text| format!("{}\n\n{text}", entry.summary));
    if let Some(long) = long {
        command = command.long_about(long);
    }
    let is_filled = !path.is_empty();
    let parameters = entry.parameters.iter();
    for parameter in
        parameters.filter(|parameter| !(is_filled && parameter.location == ParameterLocation::Path))
    {
        command = command.arg(parameter_argument(types, parameter));
    }
    match &entry.body {
        Some(Body::Json(_)) => command.args([
            Arg::new(FIELDS)
                .value_name("NAME=TEXT|NAME:=JSON")
                .num_args(0..)
                .action(ArgAction::Append)
                .help("Fields of the body: NAME[FIELD] sets a field of an object, NAME[] adds an item to a list, and @FILE as the value reads a file"),
            body_argument().help("Reads the whole body from a file, or from standard input for `-`"),
        ]),
        Some(Body::Bytes(_)) => command.args([body_argument()
            .visible_alias("file")
            .required(true)
            .help("Sends a file, or standard input for `-`")]),
        None => command,
    }
}

/// Returns the argument that names a file with the whole body.
pub fn body_argument() -> Arg {
    Arg::new(BODY).long("body").value_name("FILE").value_hint(ValueHint::FilePath)
}

/// Returns the flag of a parameter, with a prefix if the tool itself has a flag of this name.
pub fn flag(parameter: &Parameter) -> String {
    let location = match parameter.location {
        ParameterLocation::Path => "path",
        ParameterLocation::Query => "query",
        ParameterLocation::Header => "header",
    };
    let flag = &parameter.flag;
    if globals::is_reserved(flag) || flag == BODY { format!("{location}-{flag}") } else { flag.clone() }
}

fn parameter_argument(types: &Types, parameter: &Parameter) -> Arg {
    let argument =
        Arg::new(format!("{:?} {}", parameter.location, parameter.name)).help(parameter.text.clone());
    let value_name = parameter.flag.to_ascii_uppercase();
    let values = check::values(types, &parameter.ty);
    let argument = if values.is_empty() {
        argument
    } else {
        argument.value_parser(Open(values.to_vec())).hide_possible_values(false)
    };
    let argument = match &parameter.ty {
        Type::Identifier(name) => rooms::completed(argument, name),
        _ => argument,
    };
    if parameter.location == ParameterLocation::Path && parameter.name != TRANSACTION {
        return argument.value_name(value_name).required(true);
    }
    let argument = argument.long(flag(parameter)).value_name(value_name).allow_hyphen_values(true);
    match &parameter.ty {
        Type::Boolean => argument
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("true")
            .required(parameter.required)
            .allow_hyphen_values(false),
        Type::List(_) => argument.action(ArgAction::Append).required(parameter.required),
        Type::Map(_) | Type::Object | Type::Struct(_) => {
            argument.action(ArgAction::Append).value_name("NAME=VALUE").required(parameter.required)
        }
        _ => argument.required(parameter.required && parameter.name != TRANSACTION),
    }
}

/// Accepts any text, and lists the values of the description in help and completions.
#[derive(Clone)]
struct Open(Vec<String>);

impl TypedValueParser for Open {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        argument: Option<&Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.0.iter().map(PossibleValue::new)))
    }
}
