//! The commands that are not operations.

use clap::{Arg, ArgAction, Command};

use crate::{login, message, mock};

/// Returns the commands with their arguments.
pub fn commands() -> Vec<Command> {
    let word = |name: &'static str| Arg::new(name).value_name(name);
    let words = |name: &'static str| Arg::new(name).value_name(name).num_args(0..).action(ArgAction::Append);
    vec![
        Command::new("accounts").about("Lists the accounts; `*` marks the one in use"),
        Command::new("complete")
            .about("Prints the script that completes commands in a shell")
            .arg(word("SHELL").required(true).help("bash, zsh, fish, elvish or powershell"))
            .arg(Arg::new("dynamic").long("dynamic").action(ArgAction::SetTrue).help(
                "Also completes joined rooms, by alias or ID; requests them from the server and caches them for ten minutes",
            )),
        Command::new("help")
            .about("Explains an operation or a command")
            .arg(words("NAME").help("The name of an operation, its operationId, or METHOD /PATH")),
        Command::new("list")
            .about("Lists the operations that have all given words in their name, path or summary")
            .arg(words("WORD")),
        login::command(),
        Command::new("logout").about("Ends the session of the account, on the server too").arg(
            Arg::new("forget")
                .long("forget")
                .action(ArgAction::SetTrue)
                .help("Removes the session only on this machine, for example if the server is gone"),
        ),
        Command::new("man")
            .hide(true)
            .about("Writes the manual pages into a folder")
            .arg(word("FOLDER").required(true)),
        mock::command(),
        Command::new("schema")
            .about("Prints the JSON Schema of the request of an operation")
            .arg(words("NAME").required(true)),
        message::command(),
        Command::new("use").about("Uses an account from now on").arg(word("USER").required(true)),
    ]
}
