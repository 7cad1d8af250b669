//! Signs and uploads the keys of a device, and verifies those of a user: `key_tool USER-ID DEVICE-ID KEY-FILE`. The file is made
//! if it does not exist. One-time keys are random numbers, because the tool does not encrypt.

use std::collections::BTreeMap;
use std::env::{args, var};
use std::error::Error;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;

use base64::Engine;
use base64::prelude::BASE64_STANDARD_NO_PAD as BASE64;
use matrix_openapi::client_server::{Client, types};
use matrix_openapi::id::UserId;
use matrix_openapi::signing::{SigningKey, verify_json};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use zeroize::Zeroizing;

type Failure = Box<dyn Error + Send + Sync>;

/// The algorithm of one-time keys, and how many of them the server should have.
const ONE_TIME: (&str, i64) = ("signed_curve25519", 5);

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let [user_id, device_id, file] = &args().skip(1).collect::<Vec<_>>()[..] else {
        return Err("arguments: USER-ID DEVICE-ID KEY-FILE".into());
    };
    let (user_id, key) = (user_id.parse()?, load(file, device_id)?);
    let client = Client::builder(var("HOMESERVER_URL")?).build()?;
    let login = client.password_login(var("MATRIX_USER")?, var("MATRIX_PASSWORD")?).device_id(device_id);
    let device = client.log_in(login).await?.client;
    publish(&device, device_id, &key).await?;
    match check(&device, &user_id).await? {
        0 => Ok(()),
        rejected => Err(format!("{rejected} keys do not verify").into()),
    }
}

/// Reads the private key, or makes it.
fn load(file: &str, device_id: &str) -> Result<SigningKey, Failure> {
    let seed = match fs::read(file).map(Zeroizing::new) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let seed = random::<32>()?;
            File::options().write(true).create_new(true).mode(0o600).open(file)?.write_all(&*seed)?;
            seed
        }
        seed => Zeroizing::new(seed?.as_slice().try_into()?),
    };
    Ok(SigningKey::new(&format!("ed25519:{device_id}"), &seed)?)
}

fn random<const N: usize>() -> Result<Zeroizing<[u8; N]>, getrandom::Error> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(bytes.as_mut_slice()).map(|()| bytes)
}

/// Uploads the keys of the device, and the one-time keys that the server lacks.
async fn publish(client: &Client, device_id: &str, key: &SigningKey) -> Result<(), Failure> {
    let user_id = client.whoami().await?.user_id;
    let keys = BTreeMap::from([(key.key_id().to_owned(), key.public_key_base64())]);
    let device = types::DeviceKeys::new([], device_id, keys, BTreeMap::new(), user_id.clone());
    let response = client.upload_keys().device_keys(signed(&device, &user_id, key)?).await?;
    let (algorithm, wanted) = ONE_TIME;
    let mut one_time = BTreeMap::<_, types::OneTimeKeysItem>::new();
    for _ in response.one_time_key_counts.get(algorithm).copied().unwrap_or_default()..wanted {
        let id = format!("{algorithm}:{}", BASE64.encode(*random::<6>()?));
        let public = types::OneTimeKeysKeyObject::new(BASE64.encode(*random::<32>()?), BTreeMap::new());
        one_time.insert(id, signed(&public, &user_id, key)?.into());
    }
    client.upload_keys().one_time_keys(one_time).await?;
    Ok(())
}

/// Verifies the keys of the user's devices, and a one-time key of each. Returns how many do not verify.
async fn check(client: &Client, user_id: &UserId) -> Result<usize, Failure> {
    let mut rejected = 0;
    let response = client.query_keys([(user_id, [])]).await?;
    for (device_id, device) in response.device_keys.unwrap_or_default().remove(user_id).unwrap_or_default() {
        let key_id = format!("ed25519:{device_id}");
        let public = device.keys.get(&key_id).map_or("", String::as_str);
        // The names inside are signed. Those outside are only what the server says.
        let is_named = device.device_id == device_id && device.user_id == *user_id;
        if !is_named || verify_json(&object(&device)?, user_id, &key_id, public).is_err() {
            eprintln!("device {device_id} does not verify");
            rejected += 1;
            continue;
        }
        println!("device {device_id} has the key {public}");
        let wanted = BTreeMap::from([(device_id.clone(), ONE_TIME.0.to_owned())]);
        let mut claimed = client.claim_keys([(user_id, wanted)]).await?.one_time_keys;
        let claimed = claimed.remove(user_id).and_then(|mut devices| devices.remove(&device_id));
        for (id, key) in claimed.unwrap_or_default() {
            // A key that is only a text has no signature.
            let types::OneTimeKeysItem::Object(key) = key else { continue };
            match verify_json(&object(&key)?, user_id, &key_id, public) {
                Ok(()) => println!("one-time key {id} verifies"),
                Err(error) => {
                    eprintln!("one-time key {id}: {error}");
                    rejected += 1;
                }
            }
        }
    }
    Ok(rejected)
}

/// Signs a value of the protocol with the key of the user's device.
fn signed<T: Serialize + DeserializeOwned>(
    value: &T,
    user_id: &UserId,
    key: &SigningKey,
) -> Result<T, Failure> {
    let mut object = object(value)?;
    key.sign_json(user_id, &mut object)?;
    Ok(serde_json::from_value(object.into())?)
}

fn object(value: &impl Serialize) -> serde_json::Result<Map<String, Value>> {
    serde_json::from_value(serde_json::to_value(value)?)
}
