//! The commands that list, choose and end accounts.

use matrix_openapi::auth::{FileSessionStore, SessionStore, StoredSession};

use crate::accounts::Accounts;
use crate::connect;
use crate::failure::{Failure, Outcome};
use crate::globals::Globals;
use crate::output;

/// Lists the accounts, and marks the one in use.
///
/// # Errors
/// If the accounts cannot be read.
pub fn list(accounts: &Accounts, globals: &Globals) -> Outcome {
    let current = accounts.current();
    let users = accounts.list()?;
    if users.is_empty() {
        globals.warn("there is no account; `matrix-api login` adds one");
    }
    let mark = |user: &String| if current.as_ref() == Some(user) { '*' } else { ' ' };
    let lines: String = users.iter().map(|user| format!("{} {user}\n", mark(user))).collect();
    output::print(&lines)
}

/// Uses an account from now on.
///
/// # Errors
/// If there is no such account.
pub fn select(accounts: &Accounts, name: &str) -> Outcome {
    accounts.select(&accounts.find(name)?)
}

/// Ends the session of the account on the server, and removes it here.
///
/// # Errors
/// If no account is in use, or the server does not respond.
pub async fn log_out(accounts: &Accounts, globals: &Globals) -> Outcome {
    let (user, store, stored) = session(accounts, globals).await?;
    let client = connect::client(&stored.homeserver.clone(), globals, store)?;
    client.with_credentials(stored).log_out().await?;
    accounts.deselect(&user)
}

/// Removes the session of the account here only.
///
/// # Errors
/// If no account is in use, or its session cannot be removed.
pub async fn forget(accounts: &Accounts, globals: &Globals) -> Outcome {
    let (user, store, _) = session(accounts, globals).await?;
    store.clear().await.map_err(|error| Failure::usage(error.to_string()))?;
    accounts.deselect(&user)
}

/// Returns the account in use, its store and its session.
async fn session(
    accounts: &Accounts,
    globals: &Globals,
) -> Outcome<(String, FileSessionStore, StoredSession)> {
    let none = || Failure::Credential("no account is in use; name one with --account".to_owned());
    let user = match &globals.account {
        Some(name) => accounts.find(name)?,
        None => accounts.current().ok_or_else(none)?,
    };
    let store = accounts.store(&user);
    let missing =
        || Failure::Credential(format!("the account {user} has no session; run `matrix-api login`"));
    let stored =
        store.load().await.map_err(|error| Failure::usage(error.to_string()))?.ok_or_else(missing)?;
    Ok((user, store, stored))
}
