//! The calls of one user.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::Arc;

use anyhow::{Result, bail, ensure};
use matrix_openapi::Error;
use matrix_openapi::client_server::Client;
use matrix_openapi::events::RoomMessage;

use crate::ledger::Ledger;

const ROOM: &str = "!soak:example.org";

/// The number of attempts at one call before it counts as lost.
const MOST_ATTEMPTS: u32 = 20;

/// A user with a client.
#[derive(Clone)]
pub struct Caller {
    user_id: Arc<str>,
    client: Client,
}

impl Caller {
    pub fn new(user_id: String, client: Client) -> Self {
        Self { user_id: user_id.into(), client }
    }

    pub fn user_id(&self) -> &str {
        &self.user_id
    }

    /// Uploads a file, to fill the server up to its limit of files.
    pub async fn fill(&self, number: usize, ledger: &Ledger) -> Result<()> {
        self.until(ledger, || self.client.upload_content(file(number)).send()).await?;
        Ok(())
    }

    /// Makes the call with this number: mostly messages, else reads, uploads and downloads.
    pub async fn call(&self, number: usize, ledger: &Ledger) -> Result<()> {
        match number % 20 {
            17 => self.read(number, ledger).await,
            18 => self.whoami(ledger).await,
            19 => self.upload(number, ledger).await,
            even if even % 2 == 0 => self.send_until_sent(number, ledger).await,
            _ => self.send_once(number, ledger).await,
        }
    }

    /// Sends a message until the server confirms it, with a transaction ID that the program sets.
    async fn send_until_sent(&self, number: usize, ledger: &Ledger) -> Result<()> {
        ledger.expect(number);
        for _ in 0..MOST_ATTEMPTS {
            let message = RoomMessage::text(number.to_string());
            let call = self.client.send(ROOM, &message).transaction_id(format!("soak-{number}"));
            match call.await {
                Ok(sent) => return ledger.confirm(number, sent.event_id.as_str()),
                Err(error) => ledger.fail(&error)?,
            }
        }
        bail!("message {number} was not sent in {MOST_ATTEMPTS} attempts")
    }

    /// Sends a message with the client's own transaction ID. After an error, it is unknown whether the message was sent.
    async fn send_once(&self, number: usize, ledger: &Ledger) -> Result<()> {
        match self.client.send(ROOM, &RoomMessage::text(number.to_string())).await {
            Ok(sent) => {
                ledger.expect(number);
                ledger.confirm(number, sent.event_id.as_str())
            }
            Err(error) => ledger.fail(&error),
        }
    }

    async fn whoami(&self, ledger: &Ledger) -> Result<()> {
        let owner = self.until(ledger, || self.client.whoami().send()).await?;
        ensure!(owner.user_id == *self.user_id, "{} got the token of {}", self.user_id, owner.user_id);
        Ok(())
    }

    async fn read(&self, number: usize, ledger: &Ledger) -> Result<()> {
        let device = format!("DEVICE{number}");
        let found = self.until(ledger, || self.client.get_device(&device).send()).await?;
        ensure!(found.device_id == device, "asked for {device}, got {}", found.device_id);
        Ok(())
    }

    async fn upload(&self, number: usize, ledger: &Ledger) -> Result<()> {
        let content = file(number);
        let uploaded = self.until(ledger, || self.client.upload_content(content.clone()).send()).await?;
        let download = || async {
            let response = self.client.download(&uploaded.content_uri).await?;
            response.bytes_within(1 << 20).await
        };
        let downloaded = self.until(ledger, download).await?;
        ensure!(downloaded == content, "the downloaded file differs from the uploaded one");
        Ok(())
    }

    /// Makes a call until it succeeds.
    async fn until<T, F>(&self, ledger: &Ledger, call: impl Fn() -> F) -> Result<T>
    where
        F: Future<Output = Result<T, Error>> + Send,
    {
        for _ in 0..MOST_ATTEMPTS {
            match call().await {
                Ok(response) => return Ok(response),
                Err(error) => ledger.fail(&error)?,
            }
        }
        bail!("a call did not succeed in {MOST_ATTEMPTS} attempts")
    }
}

/// Returns the content of a file.
fn file(number: usize) -> String {
    format!("{:016x}", RandomState::new().hash_one(number)).repeat(64)
}
