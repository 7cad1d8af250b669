//! The command `mock`: a server that responds to every operation, for tests of programs in any language.

use std::future::Future;
use std::io::{self, Write};
use std::time::Duration;

use clap::{Arg, ArgAction, ArgMatches, Command};
use matrix_openapi::mock::{Homeserver, RecordedRequest, Violation};
use matrix_openapi::server::Caller;
use serde_json::json;

use crate::failure::{Failure, Outcome};
use crate::globals::Globals;
use crate::{connect, output};

/// The exit code for violations, with `--fail-on-violation`.
const VIOLATED: u8 = 1;

/// Returns the command with its arguments.
pub fn command() -> Command {
    let switch = |name: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue);
    Command::new("mock")
        .about("Runs a mock server on loopback, which responds to every operation, until it is interrupted")
        .long_about(
            "Runs a mock server on loopback, which responds to every operation, until it is interrupted. It prints its URL, and the \
             violations of the description to standard error. Any user can log in with any password. With --as-user, the token of \
             MATRIX_API_TOKEN or --token-file belongs to an application service.",
        )
        .args([
            Arg::new("port")
                .long("port")
                .value_name("PORT")
                .value_parser(clap::value_parser!(u16))
                .help("Listens on this port [default: a free one]"),
            Arg::new("for")
                .long("for")
                .value_name("SECONDS")
                .value_parser(clap::value_parser!(u64))
                .help("Stops after this time"),
            switch("fail-on-violation").help("Exits with code 1 if a request did not fit the description"),
            switch("json").help(
                "Prints JSON lines: to standard output the URL and the homeserver's token for application services, to standard error \
                 violations and, with --verbose, requests",
            ),
        ])
}

/// Runs the server.
///
/// # Errors
/// If the port is taken, or, with `--fail-on-violation`, if there were violations.
pub async fn run(matches: &ArgMatches, globals: &Globals) -> Outcome {
    let port = matches.get_one::<u16>("port").copied().unwrap_or_default();
    let server = Homeserver::on_port(port).await;
    let server = server.map_err(|error| {
        Failure::usage(format!("cannot listen on port {port}: {error}; choose another --port"))
    })?;
    if let Some(user) = &globals.as_user {
        let missing = || {
            Failure::usage(
                "--as-user needs the token of an application service, in MATRIX_API_TOKEN or with --token-file",
            )
        };
        let token = connect::token(globals)?.ok_or_else(missing)?;
        server.application_service("service", token, user.as_str());
    }
    let form = if matches.get_flag("json") { Form::Json } else { Form::Text };
    let is_verbose = globals.is_verbose;
    server.watch(move |request, violations| {
        let mut text = if is_verbose { request_line(form, request) } else { String::new() };
        text += &violation_lines(form, violations);
        // Standard error may be closed.
        let _ = io::stderr().lock().write_all(text.as_bytes());
    });
    // Listens before it prints the URL, since the reader may stop the server at once.
    let interrupted = interrupted()?;
    output::print(&match form {
        Form::Text => format!("{}\n", server.url()),
        Form::Json => {
            let token = server.homeserver_token();
            format!("{}\n", json!({ "url": server.url(), "homeserver_token": token.expose() }))
        }
    })?;
    match matches.get_one::<u64>("for") {
        None => interrupted.await,
        // Ends after the time or the signal, whichever is first.
        Some(seconds) => {
            let _ = tokio::time::timeout(Duration::from_secs(*seconds), interrupted).await;
        }
    }
    match matches.get_flag("fail-on-violation") && !server.violations().is_empty() {
        true => Err(Failure::Printed(VIOLATED)),
        false => Ok(()),
    }
}

/// The format of the server's output.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Sentences.
    Text,
    /// JSON lines.
    Json,
}

/// Returns the violations of a request, one a line.
fn violation_lines(form: Form, violations: &[Violation]) -> String {
    let mut text = String::new();
    for violation in violations {
        text += &match form {
            Form::Text => format!("violation: {violation}\n"),
            Form::Json => {
                let kind = format!("{:?}", violation.kind);
                let facts = json!({ "violation": kind, "operation": violation.operation, "method_name": violation.method_name, "message": violation.message });
                format!("{facts}\n")
            }
        };
    }
    text
}

/// Returns a request as a line, without its query and body, which may contain secrets.
fn request_line(form: Form, request: &RecordedRequest) -> String {
    let (method, path) = (request.method().as_str(), request.uri().path());
    let operation = request.operation().map(|operation| operation.id);
    let status = request.status().map(|status| status.as_u16());
    let user = request.caller().and_then(Caller::user_id).map(|user| user.as_str());
    match form {
        Form::Json => {
            let facts = json!({ "method": method, "path": path, "operation": operation, "status": status, "user": user });
            format!("{facts}\n")
        }
        Form::Text => {
            let status = status.map_or_else(|| "no response".to_owned(), |status| status.to_string());
            let words =
                [operation.unwrap_or("no operation"), method, path, &status, user.unwrap_or_default()];
            format!("{}\n", words.join(" ").trim_end())
        }
    }
}

/// Listens for the signals that stop the server, and returns a future that waits for one.
#[cfg(unix)]
fn interrupted() -> Outcome<impl Future<Output = ()>> {
    use std::future::poll_fn;
    use std::task::Poll;
    use tokio::signal::unix::{SignalKind, signal};

    let mut signals = [signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?];
    Ok(poll_fn(move |context| match signals.iter_mut().any(|signal| signal.poll_recv(context).is_ready()) {
        true => Poll::Ready(()),
        false => Poll::Pending,
    }))
}

/// Returns a future that waits for Ctrl-C.
#[cfg(not(unix))]
fn interrupted() -> Outcome<impl Future<Output = ()>> {
    Ok(async {
        // If it cannot listen for Ctrl-C, the system ends the program.
        let _ = tokio::signal::ctrl_c().await;
    })
}
