//! A second homeserver, which responds to requests of Synapse and Sydent. In addition to its router, it has a handwritten route for a
//! request that Sydent sends with another method than that of the specification.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::routing::post;
use matrix_openapi::events::RoomVersion;
use matrix_openapi::id::{ServerName, UserId};
use matrix_openapi::json::Raw;
use matrix_openapi::server::Router;
use matrix_openapi::server_server::{Client, op, types};
use matrix_openapi::signing::SigningKey;
use matrix_openapi::{Credentials, push_gateway};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::time::timeout;

use super::pdu::Pdu;
use super::recorder::Recorder;
use super::tls::Front;

/// The second homeserver.
pub struct SecondServer {
    pub name: ServerName,
    /// The URL without TLS, which is a push gateway too.
    pub url: String,
    pub key: Arc<SigningKey>,
    /// The requests of identity servers about invitations of its users.
    bound: watch::Receiver<Vec<Value>>,
}

impl SecondServer {
    /// Starts the server behind this front, under its name. `known_key` is the key of the only server that it knows.
    pub async fn start(front: &Front, known_key: String) -> Self {
        let name: ServerName = front.name.parse().unwrap();
        let key = Arc::new(SigningKey::new("ed25519:b1", &[9; 32]).unwrap());
        let (sender, bound) = watch::channel(Vec::new());
        let router = router(&name, &key, known_key);
        // Sydent sends a POST, although the specification has PUT.
        let bind = post(move |body: String| {
            sender.send_modify(|bound| bound.push(serde_json::from_str(&body).unwrap()));
            std::future::ready("{}")
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        front.forward_to(&url);
        let app =
            axum::Router::new().route("/_matrix/federation/v1/3pid/onbind", bind).fallback_service(router);
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Self { name, url, key, bound }
    }

    /// Returns a client that signs requests to another server.
    pub fn client(&self, url: &str, destination: &str, recorder: &Recorder) -> Client {
        let key = SigningKey::new("ed25519:b1", &[9; 32]).unwrap();
        let credentials = Credentials::federation(self.name.as_str(), destination, key);
        Client::builder(url).credentials(credentials).middleware(recorder.clone()).build().unwrap()
    }

    /// Adds hashes and a signature to an event.
    pub fn sign(&self, event: Value, version: &RoomVersion) -> Pdu {
        let Value::Object(event) = event else { panic!("no event") };
        Pdu::new(event, version, &self.name, &self.key)
    }

    pub fn user(&self, localpart: &str) -> UserId {
        UserId::unchecked(format!("@{localpart}:{}", self.name))
    }

    /// Waits for the request that an identity server sends once the address of an invitation belongs to a user.
    pub async fn bound(&self) -> Value {
        let mut bound = self.bound.clone();
        let found = timeout(Duration::from_secs(30), bound.wait_for(|bound| !bound.is_empty())).await;
        found.expect("a call of the identity server").unwrap()[0].clone()
    }
}

fn router(name: &ServerName, key: &Arc<SigningKey>, known_key: String) -> Router {
    let keys = typed::<types::Keys>(&Value::Object(server_keys(name, key)));
    let (inviting, name) = (Arc::clone(key), name.clone());
    Router::new()
        .signatures(name.clone(), move |_| {
            let key = known_key.clone();
            async move { Ok(Some(key)) }
        })
        .on(op::GetServerKey, move |_| {
            let keys = keys.clone();
            async move { Ok(keys) }
        })
        .on(op::ExchangeOpenIdToken, {
            let user = UserId::unchecked(format!("@bob:{name}"));
            move |_| {
                let user = user.clone();
                async move { Ok(types::ExchangeOpenIdTokenResponse::new(user)) }
            }
        })
        .on(op::SendTransaction, |_| async { Ok(types::SendTransactionResponse::new(BTreeMap::new())) })
        .on(push_gateway::op::Notify, |_| async {
            Ok(push_gateway::types::NotifyResponse::new(Vec::<String>::new()))
        })
        .on(op::SendInviteV2, move |received| {
            let body = received.request.body;
            let event: Value = serde_json::from_str(body.event.json()).unwrap();
            let Value::Object(mut event) = event else { panic!("no event") };
            let version = RoomVersion::from(body.room_version.as_str());
            let mut redacted = matrix_openapi::events::redact(event.clone(), &version);
            inviting.sign_json(&name, &mut redacted).unwrap();
            event.insert("signatures".to_owned(), redacted["signatures"].clone());
            let event = Raw::new(&Value::Object(event)).unwrap().cast();
            async move { Ok(types::SendInviteV2Response::new(event)) }
        })
}

/// Returns the keys of the server, signed by themselves.
fn server_keys(name: &ServerName, key: &SigningKey) -> Map<String, Value> {
    let keys = json!({
        "server_name": name,
        "verify_keys": { key.key_id(): { "key": key.public_key_base64() } },
        "old_verify_keys": {},
        "valid_until_ts": now() + 3_600_000,
    });
    let Value::Object(mut keys) = keys else { panic!("no object") };
    key.sign_json(name, &mut keys).unwrap();
    keys
}

/// Returns the current time in milliseconds.
pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis().try_into().unwrap()
}

/// Reads JSON as a type of a response.
pub fn typed<T: DeserializeOwned>(value: &Value) -> T {
    serde_json::from_str(&value.to_string()).unwrap()
}
