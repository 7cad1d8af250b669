//! The rooms that the account has joined, for completions that ask for them.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::Path;
use std::time::Duration;

use clap::{Arg, Command};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};
use matrix_openapi::http::Api;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::accounts::Accounts;
use crate::failure::{Failure, Outcome};
use crate::globals::{self, Globals, variable};
use crate::{connect, name};

/// The variable with which a script requests completions with rooms; its value is the shell.
pub const VARIABLE: &str = "MATRIX_API_COMPLETE_ROOMS";

/// The options that choose the account.
const CHOICE: [&str; 5] = ["--account", "-a", "--server", "-s", "--state-folder"];

/// How long the rooms are cached, so only the first completion waits for the server.
const LIFETIME: Duration = Duration::from_secs(10 * 60);

/// The time limit for requesting the rooms, in seconds.
const TIME_LIMIT: &str = "10";

/// The filter that requests only the names of all rooms.
const FILTER: &str = r#"{"account_data":{"types":[]},"presence":{"types":[]},"room":{"account_data":{"types":[]},"ephemeral":{"types":[]},"state":{"types":["m.room.canonical_alias","m.room.name"]},"timeline":{"limit":1,"types":[]}}}"#;

/// A joined room.
#[derive(Debug, Serialize, Deserialize)]
struct Room {
    id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    alias: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
}

/// Adds completion to an argument if its identifier, given by the name of its type in the library, names a room.
pub fn completed(argument: Arg, identifier: &str) -> Arg {
    let candidates = match identifier {
        "RoomId" => Room::ids as fn(&Room, &str) -> Option<CompletionCandidate>,
        "RoomAlias" => Room::aliases,
        "RoomOrAlias" => Room::names,
        _ => return argument,
    };
    argument.add(ArgValueCompleter::new(move |typed: &OsStr| {
        let Some(typed) = typed.to_str().filter(|_| variable(VARIABLE).is_some()) else { return Vec::new() };
        // On an error, there are no completions.
        let rooms = joined().unwrap_or_default();
        rooms.iter().filter_map(|room| candidates(room, typed)).collect()
    }))
}

impl Room {
    /// Completes the ID, also from the start of the alias.
    fn ids(&self, typed: &str) -> Option<CompletionCandidate> {
        let alias = self.alias.as_deref().unwrap_or_default();
        let fits = self.id.starts_with(typed) || alias.starts_with(typed);
        fits.then(|| self.candidate(&self.id))
    }

    /// Completes the alias.
    fn aliases(&self, typed: &str) -> Option<CompletionCandidate> {
        let alias = self.alias.as_ref().filter(|alias| alias.starts_with(typed))?;
        Some(self.candidate(alias))
    }

    /// Completes the alias, or the ID of a room that has none.
    fn names(&self, typed: &str) -> Option<CompletionCandidate> {
        match &self.alias {
            Some(alias) if alias.starts_with(typed) => Some(self.candidate(alias)),
            Some(_) if typed.is_empty() => None,
            _ => self.id.starts_with(typed).then(|| self.candidate(&self.id)),
        }
    }

    fn candidate(&self, value: &str) -> CompletionCandidate {
        let label = self.name.as_ref().or(self.alias.as_ref());
        // A line break or an escape sequence in a name must not reach the terminal.
        let label =
            label.map(|label| label.chars().filter(|letter| !letter.is_control()).collect::<String>());
        CompletionCandidate::new(value).help(label.map(Into::into))
    }
}

/// Returns the rooms, from the cache file if it is new enough.
fn joined() -> Outcome<Vec<Room>> {
    let words = std::env::args_os().skip_while(|word| word != "--").skip(1);
    let command = Command::new("matrix-api").args(globals::arguments());
    let chosen = command.try_get_matches_from(choice(words));
    let chosen = chosen.map_err(|error| Failure::usage(error.to_string()))?;
    let globals = Globals::read(&chosen);
    let accounts = Accounts::new(chosen.get_one::<String>("state-folder").map(String::as_str))?;
    let user = globals.account.as_deref().and_then(|name| accounts.find(name).ok());
    let Some(user) = user.or_else(|| accounts.current()) else { return Ok(Vec::new()) };
    let file = accounts.rooms(&user);
    if let Some(rooms) = kept(&file) {
        return Ok(rooms);
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let rooms = runtime.block_on(requested(&globals, &accounts))?;
    // Without the file, the next completion sends the request again.
    let _ = keep(&file, &rooms);
    Ok(rooms)
}

/// Returns the words of a command line that choose the account.
fn choice(words: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut chosen = ["matrix-api", "--quiet", "--time-limit", TIME_LIMIT].map(OsString::from).to_vec();
    let mut words = words.peekable();
    while let Some(word) = words.next() {
        let Some(text) = word.to_str() else { continue };
        if CHOICE.contains(&text) && words.peek().is_some() {
            chosen.push(word);
            chosen.extend(words.next());
        } else if CHOICE.iter().any(|name| text.strip_prefix(name).is_some_and(|rest| rest.starts_with('=')))
        {
            chosen.push(word);
        }
    }
    chosen
}

async fn requested(globals: &Globals, accounts: &Accounts) -> Outcome<Vec<Room>> {
    let connection = connect::open(Api::ClientServer, globals, accounts, &[]).await?;
    let operation = name::find_or_suggest(Some(Api::ClientServer), "sync")?;
    let call = connection.session.call(operation).query("timeout", "0").query("filter", FILTER);
    let response: Value = call.send_as().await?;
    let rooms = response.pointer("/rooms/join").and_then(Value::as_object).into_iter().flatten();
    Ok(rooms.map(|(id, room)| read(id, room)).collect())
}

fn read(id: &str, room: &Value) -> Room {
    let mut found = Room { id: id.to_owned(), alias: None, name: None };
    for pointer in ["/state/events", "/timeline/events"] {
        for event in room.pointer(pointer).and_then(Value::as_array).into_iter().flatten() {
            let text = |pointer: &str| event.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
            match text("/type").as_deref() {
                Some("m.room.canonical_alias") => found.alias = text("/content/alias"),
                Some("m.room.name") => found.name = text("/content/name"),
                _ => {}
            }
        }
    }
    found
}

fn kept(file: &Path) -> Option<Vec<Room>> {
    let age = fs::metadata(file).ok()?.modified().ok()?.elapsed().ok()?;
    if age > LIFETIME {
        return None;
    }
    serde_json::from_slice(&fs::read(file).ok()?).ok()
}

fn keep(file: &Path, rooms: &[Room]) -> std::io::Result<()> {
    use std::io::Write;
    let mut options = fs::OpenOptions::new();
    options.create(true).write(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)?.write_all(&serde_json::to_vec(rooms)?)
}
