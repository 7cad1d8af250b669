//! The options that all commands have.

use std::ffi::OsString;

use clap::{Arg, ArgAction, ArgMatches, ValueHint};
use matrix_openapi::http::Api;

use crate::failure::{Failure, Outcome};
use crate::name;

/// The options of all commands. Parameters of operations have other names.
pub struct Globals {
    /// The URL or the name of the server.
    pub server: Option<String>,
    /// The account.
    pub account: Option<String>,
    /// The user that an application service acts as.
    pub as_user: Option<String>,
    /// Whether the token is an application service's.
    pub is_appservice: bool,
    /// The file with the token.
    pub token_file: Option<String>,
    /// The file with the signing key of a homeserver.
    pub key: Option<String>,
    /// The name of the homeserver that signs requests.
    pub origin: Option<String>,
    /// The name of the homeserver that requests are for.
    pub destination: Option<String>,
    /// Whether requests have no credential.
    pub is_anonymous: bool,
    /// Whether the password is on standard input.
    pub reads_password: bool,
    /// Whether plain `http` to other machines is allowed.
    pub allows_plain_http: bool,
    /// The limit of the time of a request, in seconds.
    pub time_limit: Option<u64>,
    /// Further query parameters.
    pub query: Vec<String>,
    /// Further headers.
    pub headers: Vec<String>,
    /// Whether the request is only printed.
    pub is_dry_run: bool,
    /// Whether requests and responses are printed.
    pub is_verbose: bool,
    /// Whether warnings are left out.
    pub is_quiet: bool,
    /// Whether the request is sent although it does not fit the description.
    pub is_unchecked: bool,
    /// Whether the response is printed unchanged.
    pub is_raw: bool,
    /// Whether status and headers are printed.
    pub includes_head: bool,
    /// The file for the response.
    pub output: Option<String>,
    /// Whether all pages are requested.
    pub paginates: bool,
    /// Whether a sync is continuous.
    pub follows: bool,
}

const VALUES: [(&str, char, &str, &str); 13] = [
    (
        "api",
        '\0',
        "API",
        "Chooses the API: client-server, server-server (federation), application-service, identity, push-gateway",
    ),
    (
        "server",
        's',
        "URL",
        "Sends requests to this server: its URL, or its name for discovery [env: MATRIX_API_SERVER]",
    ),
    (
        "account",
        'a',
        "USER",
        "Uses the account with this user ID, or the start of one [env: MATRIX_API_ACCOUNT]",
    ),
    ("as-user", '\0', "USER", "Acts as this user of the application service whose token is given"),
    (
        "token-file",
        '\0',
        "FILE",
        "Reads the token from a file, or from standard input for `-` [env for the token: MATRIX_API_TOKEN]",
    ),
    (
        "key",
        '\0',
        "FILE",
        "Signs requests between homeservers with the key in this file, in Synapse's format",
    ),
    ("origin", '\0', "NAME", "Names the homeserver that signs requests"),
    (
        "destination",
        '\0',
        "NAME",
        "Names the homeserver that receives signed requests [default: the host of its URL]",
    ),
    ("time-limit", '\0', "SECONDS", "Limits the time of each request [default: 60]"),
    ("query", '\0', "NAME=VALUE", "Adds a query parameter that the operation does not have"),
    ("header", 'H', "NAME: VALUE", "Adds a header that the operation does not have"),
    ("output", 'o', "FILE", "Writes the response to a file, or to standard output for `-`"),
    ("state-folder", '\0', "FOLDER", "Keeps the accounts in this folder [env: MATRIX_API_STATE]"),
];

const SWITCHES: [(&str, char, &str); 12] = [
    ("appservice", '\0', "The token is that of an application service"),
    ("anonymous", '\0', "Sends no credential"),
    ("password-stdin", '\0', "Reads the password from standard input, instead of asking for it"),
    (
        "allow-plain-http",
        '\0',
        "Allows plain http to other machines, so anybody on the network can read the credential",
    ),
    ("dry-run", 'n', "Prints the request and a curl command, without secrets, and sends nothing"),
    ("verbose", 'v', "Prints requests and responses on standard error, without secrets"),
    ("quiet", 'q', "Leaves out warnings and progress"),
    ("unchecked", '\0', "Sends the request even if it does not fit the description"),
    ("raw", 'r', "Prints the response exactly as received"),
    ("include", 'i', "Prints the status and the headers of the response first"),
    ("paginate", '\0', "Requests all pages, and prints one item per line"),
    ("follow", 'f', "Syncs continuously, and prints one response per line"),
];

/// Returns the options of all commands.
pub fn arguments() -> Vec<Arg> {
    let short = |argument: Arg, letter: char| if letter == '\0' { argument } else { argument.short(letter) };
    let values = VALUES.into_iter().map(|(name, letter, value, help)| {
        let action = if matches!(name, "query" | "header") { ArgAction::Append } else { ArgAction::Set };
        let hint = match name {
            "token-file" | "key" | "output" => ValueHint::FilePath,
            "state-folder" => ValueHint::DirPath,
            _ => ValueHint::Unknown,
        };
        let argument = Arg::new(name).long(name).value_name(value).help(help).action(action).value_hint(hint);
        let argument = short(argument, letter);
        match name {
            "time-limit" => argument.value_parser(clap::value_parser!(u64)),
            _ => argument,
        }
    });
    let switches = SWITCHES.into_iter().map(|(name, letter, help)| {
        short(Arg::new(name).long(name).help(help).action(ArgAction::SetTrue), letter)
    });
    values.chain(switches).map(|argument| argument.help_heading("Options of all commands")).collect()
}

/// Returns whether an option of all commands has this name.
pub fn is_reserved(flag: &str) -> bool {
    let names = VALUES.iter().map(|(name, ..)| *name).chain(SWITCHES.iter().map(|(name, ..)| *name));
    names.chain(["help", "version"]).any(|name| name == flag)
}

/// Returns the API that is chosen anywhere in a command line.
///
/// # Errors
/// If no API has the name.
pub fn named_api(arguments: &[OsString]) -> Outcome<Option<Api>> {
    let mut words =
        arguments.iter().skip(1).take_while(|word| *word != "--").filter_map(|word| word.to_str());
    while let Some(word) = words.next() {
        let name = match word {
            "--api" => words.next(),
            word => word.strip_prefix("--api="),
        };
        if let Some(name) = name {
            return known_api(name).map(Some);
        }
    }
    Ok(None)
}

/// Returns the API that is chosen.
///
/// # Errors
/// If no API has the name.
pub fn api(matches: &ArgMatches) -> Outcome<Option<Api>> {
    let Some(name) = matches.get_one::<String>("api") else { return Ok(None) };
    known_api(name).map(Some)
}

impl Globals {
    /// Reads the options, and the environment variables of options that are not given.
    pub fn read(matches: &ArgMatches) -> Self {
        let text = |name: &str| matches.get_one::<String>(name).cloned();
        let texts = |name: &str| matches.get_many::<String>(name).into_iter().flatten().cloned().collect();
        let is = |name: &str| matches.get_flag(name);
        Self {
            server: text("server").or_else(|| variable("MATRIX_API_SERVER")),
            account: text("account").or_else(|| variable("MATRIX_API_ACCOUNT")),
            as_user: text("as-user"),
            is_appservice: is("appservice"),
            token_file: text("token-file"),
            key: text("key"),
            origin: text("origin"),
            destination: text("destination"),
            is_anonymous: is("anonymous"),
            reads_password: is("password-stdin"),
            allows_plain_http: is("allow-plain-http"),
            time_limit: matches.get_one::<u64>("time-limit").copied(),
            query: texts("query"),
            headers: texts("header"),
            is_dry_run: is("dry-run"),
            is_verbose: is("verbose"),
            is_quiet: is("quiet"),
            is_unchecked: is("unchecked"),
            is_raw: is("raw"),
            includes_head: is("include"),
            output: text("output"),
            paginates: is("paginate"),
            follows: is("follow"),
        }
    }

    /// Prints a warning, unless warnings are left out.
    pub fn warn(&self, message: &str) {
        if !self.is_quiet {
            eprintln!("warning: {message}");
        }
    }
}

/// Returns the value of an environment variable; `None` if it is unset or empty.
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn known_api(name: &str) -> Outcome<Api> {
    let unknown = || {
        let names = Api::ALL.map(Api::slug).join(", ");
        Failure::usage(format!("there is no API `{name}`; the APIs are {names}"))
    };
    name::api(name).ok_or_else(unknown)
}
