//! The commands and their arguments.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue};
use clap::{ArgMatches, Command};
use matrix_openapi::http::{Api, Method, Operation};

use crate::failure::{Failure, Outcome};
use crate::operation::{self, Chosen};
use crate::{built_in, custom, globals, name, table};

/// A parsed command line.
pub enum Invocation {
    /// An operation.
    Operation(Box<Chosen>, ArgMatches),
    /// A request outside of the description.
    Custom(Method, String, ArgMatches),
    /// Another command, by its name.
    BuiltIn(String, ArgMatches),
}

/// Parses a command line.
///
/// # Errors
/// If no command has the name, or an argument is not valid. Errors of clap are already printed.
pub fn parse(arguments: Vec<OsString>) -> Outcome<Invocation> {
    let api = globals::named_api(&arguments)?;
    // With an API, `login` and `logout` are its operations.
    let is_operation = |name: &str| api.is_some() && name::find(api, name).is_some();
    let commands = built_in::commands().into_iter().filter(|command| !is_operation(command.get_name()));
    let first = taking_any(plain_root().subcommands(commands));
    let first = parsed(first.try_get_matches_from(&arguments))?;
    let nothing = || Failure::usage("no command is given; `matrix-api help` lists the commands");
    let (name, rest) = first.subcommand().ok_or_else(nothing)?;
    let Ok(Some(words)) = rest.try_get_many::<OsString>("") else {
        return match name::BUILT_IN.contains(&name) {
            true => Ok(Invocation::BuiltIn(name.to_owned(), rest.clone())),
            false => named(api, name, arguments, 0),
        };
    };
    let count = words.count();
    named(api, name, arguments, count)
}

/// Returns the root command without the operations; it accepts any name as a command.
pub fn top() -> Command {
    taking_any(root())
}

/// Returns the root command with all operations, for completion and manual pages. Only the operations that a function selects
/// have their arguments.
///
/// # Errors
/// If the table lacks an operation.
pub fn with_operations(is_whole: impl Fn(&str) -> bool) -> Outcome<Command> {
    let mut names: Vec<String> = name::BUILT_IN.map(str::to_owned).to_vec();
    let mut commands = Vec::new();
    for operation in table::all() {
        let name = table::command_name(operation);
        // If two operations have the same name, the first one is called without `--api`.
        if names.contains(&name) {
            continue;
        }
        commands.push(match is_whole(&name) {
            true => operation::command(&Chosen::new(operation, Vec::new())?),
            false => Command::new(name.clone()),
        });
        names.push(name);
    }
    Ok(root().subcommands(commands))
}

/// Parses a command line whose command is not built in and is followed by this many arguments.
fn named(api: Option<Api>, name: &str, mut words: Vec<OsString>, count: usize) -> Outcome<Invocation> {
    let position = words.len().saturating_sub(count.saturating_add(1));
    let tail = words.split_off(position);
    let mut tail = tail.into_iter().skip(1).peekable();
    let is_method = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_uppercase());
    let Some(method) = Method::from_bytes(name.as_bytes()).ok().filter(|_| is_method) else {
        words.extend(tail);
        return operation_command(name::find_or_suggest(api, name)?, Vec::new(), words);
    };
    let path = tail.next_if(|word| word.to_str().is_some_and(|word| word.starts_with('/')));
    let path = path.and_then(|path| path.into_string().ok());
    let path = path.ok_or_else(|| Failure::usage(format!("{method} needs a path that starts with `/`")))?;
    words.extend(tail);
    match name::by_path(api, method.as_str(), &path) {
        Some((operation, values)) => operation_command(operation, values, words),
        None => {
            let matches = parsed(custom::command(&method, &path).try_get_matches_from(words))?;
            Ok(Invocation::Custom(method, path, matches))
        }
    }
}

fn operation_command(
    operation: &'static Operation,
    path: Vec<String>,
    words: Vec<OsString>,
) -> Outcome<Invocation> {
    let chosen = Chosen::new(operation, path)?;
    let command = operation::command(&chosen).args(globals::arguments());
    let matches = parsed(command.try_get_matches_from(words))?;
    Ok(Invocation::Operation(Box::new(chosen), matches))
}

/// Prints clap's error or help, and fails with its exit code.
fn parsed<T>(result: Result<T, clap::Error>) -> Outcome<T> {
    result.map_err(|mut error| {
        // The value of a misplaced argument may be a secret.
        for kind in [ContextKind::InvalidArg, ContextKind::InvalidValue] {
            if let Some(ContextValue::String(text)) = error.get(kind)
                && let Some((name, _)) = text.split_once('=')
            {
                let name = format!("{name}=…");
                error.insert(kind, ContextValue::String(name));
            }
        }
        // Help goes to standard output, errors to standard error; both may be closed.
        let _ = error.print();
        Failure::Printed(u8::try_from(error.exit_code()).unwrap_or(2))
    })
}

fn taking_any(command: Command) -> Command {
    command.allow_external_subcommands(true).external_subcommand_value_parser(clap::value_parser!(OsString))
}

fn root() -> Command {
    plain_root().subcommands(built_in::commands())
}

/// Returns the root command with the options of all commands only.
fn plain_root() -> Command {
    Command::new("matrix-api")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Calls every operation of the five Matrix APIs")
        .override_usage(
            "matrix-api [OPTIONS] OPERATION [ARGUMENTS]\n       matrix-api [OPTIONS] METHOD /PATH [ARGUMENTS]\n       matrix-api [OPTIONS] COMMAND [ARGUMENTS]",
        )
        .after_help("`matrix-api list` names the operations, `matrix-api help OPERATION` explains one.")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .args(globals::arguments().into_iter().map(|argument| argument.global(true)))
}
