//! Completion in shells, and manual pages.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use clap::Command;
use clap_complete::env::Shells;

use crate::failure::{Failure, Outcome};
use crate::globals::variable;
use crate::{command, output, rooms};

/// The variable with which a script requests completions without rooms; its value is the shell.
const VARIABLE: &str = "MATRIX_API_COMPLETE";

/// The name of this program.
const NAME: &str = "matrix-api";

/// Whether joined rooms are completed, which requires a request to the server.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Rooms {
    /// Joined rooms are completed.
    Completed,
    /// Joined rooms are not completed.
    LeftOut,
}

/// Prints the script for a shell. It asks this program for each completion, so it stays right when the program changes.
///
/// # Errors
/// If the shell is unknown.
pub fn script(shell: &str, rooms: Rooms) -> Outcome {
    let shells = Shells::builtins();
    let unknown = || {
        let names = shells.names().collect::<Vec<_>>().join(", ");
        Failure::usage(format!(
            "there is no completion script for `{shell}`; the supported shells are {names}"
        ))
    };
    let mut script = Vec::new();
    let shell = shells.completer(shell).ok_or_else(unknown)?;
    let variable = if rooms == Rooms::Completed { rooms::VARIABLE } else { VARIABLE };
    shell.write_registration(variable, NAME, NAME, NAME, &mut script)?;
    output::print(&String::from_utf8_lossy(&script))
}

/// Prints the completions of a command line if a script requests them; else returns `None`.
pub fn print_completions(arguments: &[OsString]) -> Option<Outcome> {
    let shell = variable(rooms::VARIABLE).or_else(|| variable(VARIABLE))?;
    // The words of the command line follow the first `--`.
    let words: Vec<_> = arguments.iter().skip_while(|word| *word != "--").skip(1).cloned().collect();
    Some(complete(&shell, words))
}

/// Writes a manual page for each command and operation.
///
/// # Errors
/// If a page cannot be written.
pub fn manual(folder: &str) -> Outcome {
    let mut whole = command::with_operations(|_| true)?;
    // Gives each command the options of all commands.
    whole.build();
    page(folder, NAME, whole.clone())?;
    for command in whole.get_subcommands().filter(|command| !command.is_hide_set()) {
        page(folder, &format!("{NAME}-{}", command.get_name()), command.clone())?;
    }
    Ok(())
}

fn complete(shell: &str, words: Vec<OsString>) -> Outcome {
    let shells = Shells::builtins();
    let unknown = || Failure::usage(format!("there is no completion for `{shell}`"));
    let shell = shells.completer(shell).ok_or_else(unknown)?;
    let mut command = command::with_operations(|name| words.iter().any(|word| word == name))?;
    let mut candidates = Vec::new();
    shell.write_complete(&mut command, words, std::env::current_dir().ok().as_deref(), &mut candidates)?;
    output::print(&String::from_utf8_lossy(&candidates))
}

fn page(folder: &str, name: &str, command: Command) -> Outcome {
    let mut text = Vec::new();
    clap_mangen::Man::new(command.name(name.to_owned())).render(&mut text)?;
    let path = Path::new(folder).join(format!("{name}.1"));
    fs::write(&path, text).map_err(|error| Failure::file(path, &error))
}
