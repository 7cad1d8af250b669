//! Runs a parsed command line.

use clap::ArgMatches;

use crate::accounts::Accounts;
use crate::command::Invocation;
use crate::completion::{self, Rooms};
use crate::failure::{Failure, Outcome};
use crate::globals::{self, Globals};
use crate::{account_commands, catalogue, custom, login, message, mock, name, send};

/// Runs a parsed command line.
///
/// # Errors
/// If the command fails.
pub async fn run(invocation: &Invocation) -> Outcome {
    let (Invocation::Operation(_, matches)
    | Invocation::Custom(_, _, matches)
    | Invocation::BuiltIn(_, matches)) = invocation;
    let globals = Globals::read(matches);
    let accounts = Accounts::new(matches.get_one::<String>("state-folder").map(String::as_str))?;
    match invocation {
        Invocation::Operation(chosen, matches) => send::run(chosen, matches, &globals, &accounts).await,
        Invocation::Custom(method, path, matches) => {
            custom::run(method.clone(), path, matches, &globals, &accounts).await
        }
        Invocation::BuiltIn(name, matches) => built_in(name, matches, &globals, &accounts).await,
    }
}

async fn built_in(name: &str, matches: &ArgMatches, globals: &Globals, accounts: &Accounts) -> Outcome {
    let words = |name: &str| -> Vec<String> {
        matches.try_get_many::<String>(name).ok().flatten().into_iter().flatten().cloned().collect()
    };
    let word = |name: &str| words(name).into_iter().next().unwrap_or_default();
    let api = globals::api(matches)?;
    match name {
        "accounts" => account_commands::list(accounts, globals),
        "complete" => {
            let is_dynamic = matches.get_flag("dynamic");
            let rooms = if is_dynamic { Rooms::Completed } else { Rooms::LeftOut };
            completion::script(&word("SHELL"), rooms)
        }
        "help" => catalogue::help(api, &words("NAME")),
        "list" => catalogue::list(api, &words("WORD")),
        "login" => login::run(matches, globals, accounts).await,
        "logout" if matches.get_flag("forget") => account_commands::forget(accounts, globals).await,
        "logout" => account_commands::log_out(accounts, globals).await,
        "man" => completion::manual(&word("FOLDER")),
        "mock" => mock::run(matches, globals).await,
        "schema" => catalogue::schema(api, &words("NAME"), globals),
        "send" => message::run(matches, globals, accounts).await,
        "use" => account_commands::select(accounts, &word("USER")),
        _ => Err(Failure::Usage(name::unknown(api, name))),
    }
}
