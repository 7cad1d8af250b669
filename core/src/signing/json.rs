//! Ed25519 keys, and signatures of canonical JSON.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use ed25519_dalek::{Signature, Signer, VerifyingKey};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::json::canonical::CanonicalError;
use crate::json::canonical::canonical_object;

/// The private ed25519 key of a homeserver or of a device, and its ID. It is overwritten in memory when dropped.
///
/// `FromStr` reads a line of Synapse's key file: `ed25519 a_1 <seed>`.
///
/// ```
/// # use matrix_openapi_core::id::ServerName;
/// # use matrix_openapi_core::signing::{SigningKey, verify_json};
/// # use serde_json::{Map, json};
/// let key = SigningKey::new("ed25519:1", &[7; 32]).expect("a key ID");
/// let server = ServerName::unchecked("example.org");
/// let mut object = Map::from_iter([("name".to_owned(), json!("Hall"))]);
/// key.sign_json(&server, &mut object).expect("canonical JSON");
/// verify_json(&object, &server, "ed25519:1", &key.public_key_base64()).expect("its own signature");
/// ```
#[derive(Clone)]
pub struct SigningKey {
    id: Box<str>,
    key: ed25519_dalek::SigningKey,
}

/// The error of an invalid signing key. It does not contain the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The key ID is not `ed25519:` followed by a version of letters, digits, `_` and `-`.
    #[error("the key ID is not `ed25519:` followed by a version of letters, digits, `_` and `-`")]
    Id,
    /// The seed is not the base64 of 32 bytes.
    #[error("the seed of the key is not the base64 of 32 bytes")]
    Seed,
    /// The line is not an algorithm, a version and a seed.
    #[error("the line of the key is not an algorithm, a version and a seed, as in `ed25519 a_1 <seed>`")]
    Line,
}

/// The reason why a signature could not be verified.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// The content has no canonical form.
    #[error("the content cannot be written as canonical JSON")]
    Canonical(#[from] CanonicalError),
    /// The object has no signature of the signer by this key.
    #[error("the object has no signature of the signer by this key")]
    Unsigned,
    /// The algorithm of the key is not ed25519.
    #[error("the algorithm of the key is not ed25519")]
    Algorithm,
    /// The public key is not the base64 of an ed25519 key.
    #[error("the public key is not the base64 of an ed25519 key")]
    PublicKey,
    /// The signature is not the base64 of 64 bytes.
    #[error("the signature is not the base64 of 64 bytes")]
    Signature,
    /// The signature does not match the content and the key.
    #[error("the signature does not match the content and the key")]
    Mismatch,
    /// The request is for another server.
    #[error("the request is for another server")]
    Destination,
}

impl SigningKey {
    /// Creates a key from its ID, such as `ed25519:1`, and the 32 bytes of its seed.
    ///
    /// # Errors
    /// If the ID is invalid.
    pub fn new(key_id: &str, seed: &[u8; 32]) -> Result<Self, KeyError> {
        // The specification does not allow `-`, but servers use the character.
        let word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        let version = key_id.strip_prefix(ALGORITHM).ok_or(KeyError::Id)?;
        if version.is_empty() || key_id.len() > LONGEST_KEY_ID || !version.bytes().all(word) {
            return Err(KeyError::Id);
        }
        Ok(Self { id: key_id.into(), key: ed25519_dalek::SigningKey::from_bytes(seed) })
    }

    /// Creates a key from its ID and the base64 of its seed, with or without padding.
    ///
    /// # Errors
    /// If the ID is invalid, or the seed is not the base64 of 32 bytes.
    pub fn from_base64(key_id: &str, seed: &str) -> Result<Self, KeyError> {
        let seed = Zeroizing::new(decode(seed).map_err(|_| KeyError::Seed)?);
        Self::new(key_id, seed.as_slice().try_into().map_err(|_| KeyError::Seed)?)
    }

    /// Returns the ID of the key in signatures, such as `ed25519:1`.
    pub fn key_id(&self) -> &str {
        &self.id
    }

    /// Returns the public key as unpadded base64.
    pub fn public_key_base64(&self) -> String {
        BASE64.encode(self.key.verifying_key().as_bytes())
    }

    /// Signs an object: adds a signature to its `signatures`. The signer is a server, or the user whose device has the key.
    ///
    /// The signature does not cover `signatures` and `unsigned`, which are kept. Redact an event before signing it, by the rules
    /// of its room version. See [signing JSON](https://spec.matrix.org/v1.19/appendices/#signing-json).
    ///
    /// # Errors
    /// If the object has no canonical form, or its `signatures` are malformed; the object is unchanged then.
    pub fn sign_json(
        &self,
        signer: &(impl AsRef<str> + ?Sized),
        object: &mut Map<String, Value>,
    ) -> Result<(), CanonicalError> {
        let signature = self.sign(&canonical_object(object, &NOT_SIGNED)?);
        let signers = member(object, "signatures")?;
        member(signers, signer.as_ref())?.insert(self.id.as_ref().to_owned(), signature.into());
        Ok(())
    }

    pub(super) fn sign(&self, text: &str) -> String {
        BASE64.encode(self.key.sign(text.as_bytes()).to_bytes())
    }
}

/// Verifies the signature of an object by a server or user. `public_key` is the public key with the ID `key_id`, as base64.
///
/// See [checking for a signature](https://spec.matrix.org/v1.19/appendices/#checking-for-a-signature).
///
/// # Errors
/// If the signature is missing or not valid, or an argument is malformed.
pub fn verify_json(
    object: &Map<String, Value>,
    signer: &(impl AsRef<str> + ?Sized),
    key_id: &str,
    public_key_base64: &str,
) -> Result<(), VerifyError> {
    let signature = object
        .get("signatures")
        .and_then(|signers| signers.get(signer.as_ref())?.get(key_id)?.as_str())
        .ok_or(VerifyError::Unsigned)?;
    verify(&canonical_object(object, &NOT_SIGNED)?, signature, key_id, public_key_base64)
}

/// Returns the content hash of an event as unpadded base64, for `sha256` in its `hashes`.
///
/// See [calculating the content hash](https://spec.matrix.org/v1.19/server-server-api/#calculating-the-content-hash-for-an-event).
///
/// # Errors
/// If the event has no canonical form.
pub fn content_hash(event: &Map<String, Value>) -> Result<String, CanonicalError> {
    let text = canonical_object(event, &["unsigned", "signatures", "hashes"])?;
    Ok(BASE64.encode(Sha256::digest(text)))
}

impl FromStr for SigningKey {
    type Err = KeyError;

    fn from_str(line: &str) -> Result<Self, KeyError> {
        let mut words = line.split_whitespace();
        match (words.next(), words.next(), words.next(), words.next()) {
            (Some(algorithm), Some(version), Some(seed), None) => {
                Self::from_base64(&format!("{algorithm}:{version}"), seed)
            }
            _ => Err(KeyError::Line),
        }
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey").field("key_id", &self.id).finish_non_exhaustive()
    }
}

const ALGORITHM: &str = "ed25519:";

/// The limit of a key ID, in bytes, which is the limit of identifiers.
pub(super) const LONGEST_KEY_ID: usize = 255;

/// The fields of an object that its signatures do not cover.
const NOT_SIGNED: [&str; 2] = ["signatures", "unsigned"];

/// Writes no padding, and reads base64 with or without padding. Unused trailing bits may have any value, as in the test vectors
/// of the specification.
const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_encode_padding(false)
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);

const BASE64: GeneralPurpose = GeneralPurpose::new(&STANDARD, LENIENT);
const BASE64_URL: GeneralPurpose = GeneralPurpose::new(&URL_SAFE, LENIENT);

pub(super) fn verify(text: &str, signature: &str, key_id: &str, public_key: &str) -> Result<(), VerifyError> {
    if !key_id.starts_with(ALGORITHM) {
        return Err(VerifyError::Algorithm);
    }
    let public_key = decode(public_key).map_err(|_| VerifyError::PublicKey)?;
    let public_key = VerifyingKey::try_from(public_key.as_slice()).map_err(|_| VerifyError::PublicKey)?;
    let signature = decode(signature).map_err(|_| VerifyError::Signature)?;
    let signature = Signature::from_slice(&signature).map_err(|_| VerifyError::Signature)?;
    // Strict verification refuses weak keys, whose signatures can match any content.
    public_key.verify_strict(text.as_bytes(), &signature).map_err(|_| VerifyError::Mismatch)
}

/// Reads base64 of either alphabet, since some servers write their keys in the URL-safe one.
fn decode(text: &str) -> Result<Vec<u8>, base64::DecodeError> {
    BASE64.decode(text).or_else(|_| BASE64_URL.decode(text))
}

/// Returns a field that is an object, and adds an empty object if the field is missing.
fn member<'a>(
    object: &'a mut Map<String, Value>,
    name: &str,
) -> Result<&'a mut Map<String, Value>, CanonicalError> {
    let value = object.entry(name).or_insert_with(|| Value::Object(Map::new()));
    value.as_object_mut().ok_or(CanonicalError::Signatures)
}
