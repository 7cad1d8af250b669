//! A session store of a program's own: the sessions of many users in one table.
//!
//! `cargo run --example session_store` logs in, ends, and continues with the same session, on a homeserver inside the process
//! whose tokens expire at once. To run it at another one, set `HOMESERVER_URL`, `MATRIX_USER` and `MATRIX_PASSWORD`.

#[allow(dead_code, unused_imports, reason = "each example uses a part of it")]
pub(crate) mod support;

use std::collections::BTreeMap;
use std::error::Error;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use matrix_openapi::auth::{SessionStore, StoreError, StoredSession};
use matrix_openapi::client_server::Client;
use matrix_openapi::http::BoxFuture;
use support::{Account, Homeserver, Settings};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    if let Some(account) = Account::from_environment()? {
        return run(&account).await;
    }
    let settings = Settings { token_lifetime: Duration::from_secs(1), ..Settings::default() };
    let homeserver = Homeserver::start(settings).await?;
    run(&Account::of(&homeserver)).await
}

/// A table of sessions in memory. A real program has a database table with users and their sessions as encrypted JSON.
#[derive(Clone, Default)]
pub struct Table {
    rows: Arc<Mutex<BTreeMap<String, String>>>,
}

/// The store of one user's session: a row of the table.
struct Row {
    table: Table,
    user: String,
}

impl Table {
    /// Returns the store for a user.
    fn store(&self, user: &str) -> Row {
        Row { table: self.clone(), user: user.to_owned() }
    }
}

impl SessionStore for Row {
    fn save<'a>(&'a self, session: &'a StoredSession) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            // The session is saved before its tokens are used, so it must be durable when this returns.
            let json = serde_json::to_string(session)?;
            let mut rows = self.table.rows.lock().unwrap_or_else(PoisonError::into_inner);
            rows.insert(self.user.clone(), json);
            Ok(())
        })
    }

    fn load(&self) -> BoxFuture<'_, Result<Option<StoredSession>, StoreError>> {
        Box::pin(async move {
            let rows = self.table.rows.lock().unwrap_or_else(PoisonError::into_inner);
            Ok(rows.get(&self.user).map(|json| serde_json::from_str(json)).transpose()?)
        })
    }

    fn clear(&self) -> BoxFuture<'_, Result<(), StoreError>> {
        Box::pin(async move {
            self.table.rows.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.user);
            Ok(())
        })
    }
}

/// Runs the program twice with the same table, then logs out.
pub async fn run(account: &Account) -> Result<(), Box<dyn Error + Send + Sync>> {
    let table = Table::default();
    let first = start(account, &table).await?;
    let device = first.whoami().await?.device_id;
    drop(first);
    let second = start(account, &table).await?;
    if second.whoami().await?.device_id != device {
        return Err("the second run has another session".into());
    }
    println!("both runs have the session of device {}", device.as_deref().unwrap_or("?"));
    second.log_out().await?;
    match table.store(&account.user).load().await? {
        Some(_) => Err("the session is still in the table".into()),
        None => Ok(()),
    }
}

/// Resumes the session of the table, or logs in.
async fn start(account: &Account, table: &Table) -> Result<Client, Box<dyn Error + Send + Sync>> {
    let client = Client::builder(&account.homeserver).session_store(table.store(&account.user)).build()?;
    let again = match client.resume().await {
        Ok(Some(user)) => return Ok(user),
        Ok(None) => "the table is empty",
        // The server has ended the session; other errors may be temporary, and leave it in the table.
        Err(error) if error.is_final() => "the session has ended",
        Err(error) => return Err(error.into()),
    };
    println!("{again}, so {} logs in", account.user);
    let login = client.password_login(&account.user, account.password.clone());
    Ok(client.log_in(login).await?.client)
}
