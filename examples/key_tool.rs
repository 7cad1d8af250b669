//! A tool for encryption keys: signs and uploads those of its device, and checks those of a user.
//!
//! `cargo run --example key_tool` does so on a homeserver inside the process. To use another one, set `HOMESERVER_URL`,
//! `MATRIX_USER` and `MATRIX_PASSWORD`, and pass the user and the file of the device's key, which is made if it does not exist:
//! `cargo run --example key_tool -- '@bob:example.org' device.key`.
//!
//! The tool signs but does not encrypt. So its device names no algorithm, and nobody uses its one-time keys, which are random.

#[path = "support/device_key.rs"]
pub(crate) mod device_key;
#[allow(dead_code, unused_imports, reason = "each example uses a part of it")]
pub(crate) mod support;

use std::collections::BTreeMap;
use std::env::args;
use std::error::Error;
use std::path::Path;

use matrix_openapi::client_server::{Client, types};
use matrix_openapi::id::UserId;
use matrix_openapi::signing::{SigningKey, verify_json};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use support::{Account, Guest, Homeserver, Settings};

type Failure = Box<dyn Error + Send + Sync>;

/// The algorithm of the one-time keys, and how many of them the server should have.
const ONE_TIME: (&str, i64) = ("signed_curve25519", 5);

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let report = if let Some(account) = Account::from_environment()? {
        let (Some(user_id), Some(file)) = (args().nth(1), args().nth(2)) else {
            return Err("arguments: USER-ID KEY-FILE".into());
        };
        let key = device_key::load(Path::new(&file))?;
        // It stays logged in, because a logout deletes the device and its keys.
        let device = publish(&account, &key).await?;
        check(&device, &user_id.parse()?).await?
    } else {
        let homeserver = Homeserver::start(Settings::default()).await?;
        demo(&Account::of(&homeserver)).await?
    };
    report.verified.iter().for_each(|what| println!("verified: {what}"));
    match report.rejected.as_slice() {
        [] => Ok(()),
        rejected => Err(format!("not verified: {}", rejected.join("; ")).into()),
    }
}

/// The results of checking the keys of a user.
#[derive(Debug, Default)]
pub struct Report {
    /// The keys that verify.
    pub verified: Vec<String>,
    /// The keys that do not verify, each with the reason.
    pub rejected: Vec<String>,
}

impl Report {
    fn add(&mut self, what: String, result: Result<(), String>) {
        match result {
            Ok(()) => self.verified.push(what),
            Err(reason) => self.rejected.push(format!("{what}: {reason}")),
        }
    }
}

/// Logs in as the device of the key, and uploads its keys and the one-time keys that the server lacks.
pub async fn publish(account: &Account, key: &SigningKey) -> Result<Client, Failure> {
    let device_id = key.key_id().trim_start_matches("ed25519:");
    let client = Client::builder(&account.homeserver).build()?;
    let login = client.password_login(&account.user, account.password.clone()).device_id(device_id);
    let client = client.log_in(login).await?.client;
    let user_id = client.whoami().await?.user_id;
    let keys = BTreeMap::from([(key.key_id().to_owned(), key.public_key_base64())]);
    let device = types::DeviceKeys::new([], device_id, keys, BTreeMap::new(), user_id.clone());
    let response = client.upload_keys().device_keys(signed(&device, &user_id, key)?).await?;
    let (algorithm, wanted) = ONE_TIME;
    let mut one_time = BTreeMap::<_, types::OneTimeKeysItem>::new();
    for _ in response.one_time_key_counts.get(algorithm).copied().unwrap_or_default()..wanted {
        let id = format!("{algorithm}:{}", *device_key::random::<6>()?);
        let public = types::OneTimeKeysKeyObject::new(&**device_key::random::<32>()?, BTreeMap::new());
        one_time.insert(id, signed(&public, &user_id, key)?.into());
    }
    client.upload_keys().one_time_keys(one_time).await?;
    Ok(client)
}

/// Verifies the keys of the user's devices, and a one-time key of each. Only the user can tell which devices are the user's own.
pub async fn check(client: &Client, user_id: &UserId) -> Result<Report, Failure> {
    let mut report = Report::default();
    let response = client.query_keys([(user_id, [])]).await?;
    for server in response.failures.unwrap_or_default().into_keys() {
        report.rejected.push(format!("{server} does not respond"));
    }
    let devices = response.device_keys.unwrap_or_default().remove(user_id).unwrap_or_default();
    for (device_id, device) in devices {
        let key_id = format!("ed25519:{device_id}");
        // Without a key, nothing verifies.
        let public = device.keys.get(&key_id).map_or("", String::as_str);
        let verify = |signed: Map<_, _>| {
            verify_json(&signed, user_id, &key_id, public).map_err(|error| error.to_string())
        };
        // The names inside are signed. Those outside are only claims of the server.
        let is_named = device.device_id == device_id && device.user_id == *user_id;
        let verified = if is_named { verify(object(&device)?) } else { Err("has another name".into()) };
        let is_verified = verified.is_ok();
        report.add(format!("device {device_id} with the key {public}"), verified);
        if !is_verified {
            continue;
        }
        let wanted = BTreeMap::from([(device_id.clone(), ONE_TIME.0.to_owned())]);
        let mut claimed = client.claim_keys([(user_id, wanted)]).await?.one_time_keys;
        let claimed = claimed.remove(user_id).and_then(|mut devices| devices.remove(&device_id));
        for (id, key) in claimed.unwrap_or_default() {
            let verified = match key {
                types::OneTimeKeysItem::Object(key) => verify(object(&key)?),
                _ => Err("is not signed".to_owned()),
            };
            report.add(format!("one-time key {id} of device {device_id}"), verified);
        }
    }
    Ok(report)
}

/// Signs a value of the protocol with the key of the user's device.
fn signed<T: Serialize + DeserializeOwned>(value: &T, user: &UserId, key: &SigningKey) -> Result<T, Failure> {
    let mut object = object(value)?;
    key.sign_json(user, &mut object)?;
    Ok(serde_json::from_value(object.into())?)
}

fn object(value: &impl Serialize) -> serde_json::Result<Map<String, Value>> {
    serde_json::from_value(serde_json::to_value(value)?)
}

/// Publishes the keys of a new device, and has a guest check them.
pub async fn demo(account: &Account) -> Result<Report, Failure> {
    let device = publish(account, &device_key::generate()?.parse()?).await?;
    let guest = Guest::register(&account.homeserver).await?;
    check(&guest.client, &device.whoami().await?.user_id).await
}
