//! Sends the request of an operation, and writes its response.

use clap::ArgMatches;
use matrix_openapi::Session;
use matrix_openapi::media::FederationContent;
use serde_json::json;

use crate::accounts::Accounts;
use crate::connect::{self, Connection};
use crate::failure::{Failure, Outcome};
use crate::globals::Globals;
use crate::operation::Chosen;
use crate::output::Output;
use crate::request::{self, Arguments, Secrets};
use crate::table::model::Response;
use crate::{dry_run, follow, pages};

/// Sends the request of an operation, or prints it.
///
/// # Errors
/// If the request does not fit the description, cannot be sent, or is refused.
pub async fn run(chosen: &Chosen, matches: &ArgMatches, globals: &Globals, accounts: &Accounts) -> Outcome {
    let operation = chosen.operation;
    if operation.deprecated {
        globals.warn(&format!("the specification has deprecated `{}`", operation.id));
    }
    if globals.is_dry_run {
        let arguments = request::read(chosen, matches, globals, Secrets::Named)?;
        return dry_run::operation(operation, &arguments, globals, accounts).await;
    }
    let arguments = request::read(chosen, matches, globals, Secrets::Kept)?;
    let connection = connect::open(operation.api, globals, accounts, &arguments.secrets).await?;
    match (globals.paginates, globals.follows) {
        (true, true) => Err(Failure::usage("pass --paginate or --follow, not both")),
        (true, false) => pages::run(chosen, arguments, &connection, globals).await,
        (false, true) => follow::run(chosen, arguments, &connection, globals).await,
        (false, false) => once(chosen, &arguments, &connection, globals).await,
    }
}

async fn once(chosen: &Chosen, arguments: &Arguments, connection: &Connection, globals: &Globals) -> Outcome {
    let session: &Session = &connection.session;
    let call = arguments.call(session, chosen.operation, connection.options(globals)).await?;
    match chosen.entry.response {
        Response::Json(_) | Response::Empty => {
            let response = call.send_response().await?;
            let mut output = Output::open(globals)?;
            output.head(response.status(), response.headers())?;
            if chosen.entry.response == Response::Empty { Ok(()) } else { output.json(response.raw().json()) }
        }
        Response::Stream => {
            let download = call.send_stream().await?;
            let mut output = Output::open(globals)?;
            output.head(download.status(), download.headers())?;
            output.download(download).await
        }
        Response::Redirect => {
            let redirect = call.send_redirect().await?;
            Output::open(globals)?.line(redirect.location())
        }
        Response::Multipart => match call.send_media().await?.content {
            FederationContent::File(download) => Output::open(globals)?.download(download).await,
            FederationContent::Redirect(redirect) => {
                Output::open(globals)?.json(&json!({ "location": redirect.location() }).to_string())
            }
            _ => Err(Failure::NoResponse("the response has content of an unknown kind".to_owned())),
        },
    }
}
