//! A continuous sync, one response per line.

use std::time::Duration;

use crate::connect::Connection;
use crate::failure::{Failure, Outcome};
use crate::globals::Globals;
use crate::operation::Chosen;
use crate::output::Output;
use crate::pages;
use crate::request::Arguments;

/// How long the server waits for new events, in milliseconds.
const TIMEOUT: &str = "30000";

/// The longest wait after a temporary error.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// Syncs until the session ends or the reader of the output goes away, and retries after temporary errors.
///
/// # Errors
/// If the operation is not a sync, or fails for good.
pub async fn run(
    chosen: &Chosen,
    mut arguments: Arguments,
    connection: &Connection,
    globals: &Globals,
) -> Outcome {
    let operation = chosen.operation;
    if operation.id != "sync" {
        return Err(Failure::usage(
            "--follow is for `sync`; --paginate requests the pages of other operations",
        ));
    }
    let mut output = Output::open(globals)?;
    let has_timeout = arguments.query.iter().any(|(name, _)| name == "timeout");
    let mut wait = Duration::from_secs(1);
    loop {
        let call = arguments.call(&connection.session, operation, connection.options(globals)).await?;
        let response = match call.send_raw().await {
            Ok(response) => response,
            Err(error) if error.is_temporary() => {
                globals.warn(&error.to_string());
                tokio::time::sleep(error.retry_after().unwrap_or(wait).min(LONGEST_WAIT)).await;
                wait = wait.saturating_mul(2).min(LONGEST_WAIT);
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        wait = Duration::from_secs(1);
        output.json_line(response.json())?;
        let token = pages::at(response.json(), "/next_batch");
        let token = token.and_then(|token| serde_json::from_str::<String>(token.get()).ok());
        let missing = || Failure::NoResponse("sync: the response has no `next_batch`".to_owned());
        arguments.set_query("since", token.ok_or_else(missing)?);
        if !has_timeout {
            arguments.set_query("timeout", TIMEOUT.to_owned());
        }
    }
}
