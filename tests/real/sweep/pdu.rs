//! Events that a homeserver creates: hashes, signatures and identifiers.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use matrix_openapi::events::{RoomVersion, redact};
use matrix_openapi::id::{EventId, ServerName};
use matrix_openapi::json::canonical_json;
use matrix_openapi::signing::{SigningKey, content_hash};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// An event with its identifier.
#[derive(Clone, Debug)]
pub struct Pdu {
    pub event_id: EventId,
    pub event: Map<String, Value>,
}

impl Pdu {
    /// Adds hashes and the signature of a server to an event of a room of this version.
    pub fn new(
        mut event: Map<String, Value>,
        version: &RoomVersion,
        server: &ServerName,
        key: &SigningKey,
    ) -> Self {
        event.remove("signatures");
        event.insert("hashes".to_owned(), json!({ "sha256": content_hash(&event).unwrap() }));
        let mut redacted = redact(event.clone(), version);
        key.sign_json(server, &mut redacted).unwrap();
        event.insert("signatures".to_owned(), redacted["signatures"].clone());
        let event_id = match version {
            RoomVersion::V1 | RoomVersion::V2 => EventId::unchecked(event["event_id"].as_str().unwrap()),
            _ => event_id(&event, version),
        };
        Self { event_id, event }
    }
}

/// Returns the identifier of an event in a room of version 4 or newer, which is its reference hash.
pub fn event_id(event: &Map<String, Value>, version: &RoomVersion) -> EventId {
    let mut redacted = redact(event.clone(), version);
    for name in ["signatures", "unsigned", "age_ts"] {
        redacted.remove(name);
    }
    let text = canonical_json(&Value::Object(redacted)).unwrap();
    EventId::unchecked(format!("${}", BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(text))))
}
