//! Signs and uploads the keys of a device, and verifies those of a user: `key_tool USER-ID DEVICE-ID KEY-FILE`. The file is made
//! if it does not exist. One-time keys are random numbers, because the tool does not encrypt.

use std::collections::BTreeMap;
use std::env::{args, var};
use std::error::Error;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;

use ruma::api::client::keys::{claim_keys, get_keys, upload_keys};
use ruma::canonical_json::to_canonical_value;
use ruma::encryption::{DeviceKeys, OneTimeKey, SignedKey};
use ruma::serde::{Base64, Raw};
use ruma::signatures::{Ed25519KeyPair, sign_json, verify_json};
use ruma::{
    CanonicalJsonObject, CanonicalJsonValue, DeviceKeyAlgorithm, DeviceKeyId, OneTimeKeyAlgorithm,
    OneTimeKeyId, OwnedUserId, UserId,
};
use ruma_client::http_client::Reqwest;
use serde::Serialize;
use zeroize::Zeroizing;

type Client = ruma_client::Client<Reqwest>;
type Failure = Box<dyn Error + Send + Sync>;

/// How many one-time keys the server should have.
const ONE_TIME_KEYS: u32 = 5;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let [user_id, device_id, file] = &args().skip(1).collect::<Vec<_>>()[..] else {
        return Err("arguments: USER-ID DEVICE-ID KEY-FILE".into());
    };
    let (user_id, key) = (UserId::parse(user_id)?, load(file, device_id)?);
    let client: Client =
        ruma_client::Client::builder().homeserver_url(var("HOMESERVER_URL")?).build().await?;
    let (user, password) = (var("MATRIX_USER")?, var("MATRIX_PASSWORD")?);
    let own = client.log_in(&user, &password, Some(device_id.as_str().into()), None).await?.user_id;
    publish(&client, &own, device_id, &key).await?;
    match check(&client, &user_id).await? {
        0 => Ok(()),
        rejected => Err(format!("{rejected} keys do not verify").into()),
    }
}

/// Reads the private key, or makes it.
fn load(file: &str, device_id: &str) -> Result<Ed25519KeyPair, Failure> {
    let document = match fs::read(file).map(Zeroizing::new) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let document = Ed25519KeyPair::generate();
            File::options().write(true).create_new(true).mode(0o600).open(file)?.write_all(&document)?;
            document
        }
        document => document?,
    };
    Ok(Ed25519KeyPair::from_der(&document, device_id.to_owned())?)
}

/// Uploads the keys of the device, and the one-time keys that the server lacks.
async fn publish(
    client: &Client,
    user_id: &UserId,
    device_id: &str,
    key: &Ed25519KeyPair,
) -> Result<(), Failure> {
    let key_id = DeviceKeyId::from_parts(DeviceKeyAlgorithm::Ed25519, device_id.into());
    let public: Base64 = Base64::new(key.public_key().to_vec());
    let keys = BTreeMap::from([(key_id, public.encode())]);
    let device = DeviceKeys::new(user_id.to_owned(), device_id.into(), vec![], keys, Default::default());
    let mut request = upload_keys::v3::Request::new();
    request.device_keys = Some(signed(&device, user_id, key)?);
    let counts = client.send_request(request).await?.one_time_key_counts;
    let count = counts.get(&OneTimeKeyAlgorithm::SignedCurve25519).copied().unwrap_or_default();
    let mut request = upload_keys::v3::Request::new();
    for _ in u32::try_from(count)?..ONE_TIME_KEYS {
        let name: Base64 = Base64::new(random::<6>()?);
        let id =
            OneTimeKeyId::from_parts(OneTimeKeyAlgorithm::SignedCurve25519, name.encode().as_str().into());
        let public = OneTimeKey::SignedKey(SignedKey::new(Base64::new(random::<32>()?), Default::default()));
        request.one_time_keys.insert(id, signed(&public, user_id, key)?);
    }
    client.send_request(request).await?;
    Ok(())
}

fn random<const N: usize>() -> Result<Vec<u8>, getrandom::Error> {
    let mut bytes = vec![0; N];
    getrandom::fill(&mut bytes).map(|()| bytes)
}

/// Verifies the keys of the user's devices, and a one-time key of each. Returns how many do not verify.
async fn check(client: &Client, user_id: &OwnedUserId) -> Result<usize, Failure> {
    let mut rejected = 0;
    let mut request = get_keys::v3::Request::new();
    request.device_keys.insert(user_id.clone(), vec![]);
    let response = client.send_request(request).await?;
    for (device_id, raw) in response.device_keys.get(user_id).into_iter().flatten() {
        let device = raw.deserialize()?;
        let key_id = DeviceKeyId::from_parts(DeviceKeyAlgorithm::Ed25519, device_id);
        let public = device.keys.get(&key_id).map_or("", String::as_str);
        // The names inside are signed. Those outside are only what the server says.
        let is_named = device.device_id == *device_id && device.user_id == *user_id;
        if !is_named || verify(raw, user_id, key_id.as_str(), public).is_err() {
            eprintln!("device {device_id} does not verify");
            rejected += 1;
            continue;
        }
        println!("device {device_id} has the key {public}");
        let wanted = BTreeMap::from([(device_id.clone(), OneTimeKeyAlgorithm::SignedCurve25519)]);
        let request = claim_keys::v3::Request::new(BTreeMap::from([(user_id.clone(), wanted)]));
        let claimed = client.send_request(request).await?.one_time_keys;
        let claimed = claimed.get(user_id).and_then(|devices| devices.get(device_id));
        for (id, key) in claimed.into_iter().flatten() {
            match verify(key, user_id, key_id.as_str(), public) {
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
fn signed<T: Serialize>(value: &T, user_id: &UserId, key: &Ed25519KeyPair) -> Result<Raw<T>, Failure> {
    let CanonicalJsonValue::Object(mut object) = to_canonical_value(value)? else {
        return Err("only objects are signed".into());
    };
    sign_json(user_id.as_str(), key, &mut object)?;
    Ok(Raw::new(&object)?.cast_unchecked())
}

/// Verifies the signature of the user with a key.
fn verify<T>(raw: &Raw<T>, user_id: &UserId, key_id: &str, public: &str) -> Result<(), Failure> {
    let object: CanonicalJsonObject = raw.deserialize_as_unchecked()?;
    // ruma verifies the signatures that there are, so an object without any would pass.
    let signatures = object.get("signatures").and_then(|users| users.as_object()?.get(user_id.as_str()));
    if signatures.is_none() {
        return Err("the user has not signed".into());
    }
    let keys = BTreeMap::from([(key_id.to_owned(), Base64::parse(public)?)]);
    Ok(verify_json(&BTreeMap::from([(user_id.to_string(), keys)]), &object)?)
}
