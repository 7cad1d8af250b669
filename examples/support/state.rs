use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use matrix_openapi::application_service::types::Registration;
use matrix_openapi::server::ErrorResponse;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::sync::{Mutex, watch};

use super::accounts::Accounts;
use super::public_keys::Keys;
use super::room::{Event, Room, Transaction};
use super::secret::random_secret;

/// The server name in identifiers.
pub const SERVER_NAME: &str = "localhost";

/// The limit of a request body.
pub const MAX_BODY: usize = 32 * 1024 * 1024;

/// The settings of a homeserver.
pub struct Settings {
    /// The lifetime of an access token with a refresh token.
    pub token_lifetime: Duration,
    /// The registered application services.
    pub registrations: Vec<Registration>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { token_lifetime: Duration::from_secs(300), registrations: Vec::new() }
    }
}

pub type Shared = Arc<Server>;

pub struct Server {
    pub url: String,
    pub settings: Settings,
    pub http: reqwest::Client,
    pub state: Mutex<ServerState>,
    /// The position of the last event, which waiting syncs watch.
    pub moved: watch::Sender<u64>,
}

#[derive(Default)]
pub struct ServerState {
    pub accounts: Accounts,
    /// The open sessions of user-interactive authentication.
    pub challenges: BTreeSet<String>,
    pub rooms: BTreeMap<String, Room>,
    pub position: u64,
    pub media: BTreeMap<String, Media>,
    pub keys: Keys,
}

/// An uploaded file. Clones share its bytes.
#[derive(Clone)]
pub struct Media {
    pub content_type: String,
    pub file_name: Option<String>,
    pub bytes: Bytes,
}

impl ServerState {
    /// Returns the room if the user is in it.
    pub fn joined(&mut self, room_id: &str, user_id: &str) -> Result<&mut Room, ErrorResponse> {
        let room = self.rooms.get_mut(room_id).filter(|room| room.has_joined(user_id));
        room.ok_or_else(|| ErrorResponse::forbidden("not a member of this room"))
    }

    /// Adds an event to a room, and returns its ID.
    pub fn append(&mut self, room_id: &str, mut body: Value, transaction: Option<Transaction>) -> String {
        self.position += 1;
        let event_id = format!("${}:{SERVER_NAME}", random_secret());
        body["event_id"] = json!(event_id);
        body["room_id"] = json!(room_id);
        body["origin_server_ts"] = now();
        let room = self.rooms.entry(room_id.to_owned()).or_default();
        if let Some(transaction) = &transaction {
            room.transactions.insert(transaction.clone(), event_id.clone());
        }
        room.events.push(Event { position: self.position, transaction, body });
        event_id
    }
}

fn now() -> Value {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    json!(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}

/// A value of the type from its JSON.
pub fn typed<T: DeserializeOwned>(value: Value) -> Result<T, ErrorResponse> {
    serde_json::from_value(value).map_err(|_| ErrorResponse::internal("a response does not fit its type"))
}
