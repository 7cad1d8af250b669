//! Secrets: tokens, passwords and keys.

use std::convert::Infallible;
use std::str::FromStr;
use std::{fmt, io};

use bytes::Bytes;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, Zeroizing};

/// A token, password or key. It is never printed, and is overwritten in memory when dropped.
///
/// Comparing takes the same time for all secrets of one length.
///
/// ```
/// # use matrix_openapi_core::secret::Secret;
/// let secret = Secret::new("syt_hidden");
/// assert_eq!(secret.expose(), "syt_hidden");
/// assert!(!format!("{secret:?}").contains("hidden"));
/// ```
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Creates a secret from a string.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// Returns the secret as a string.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl FromStr for Secret {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::new(text))
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.expose().as_bytes().ct_eq(other.expose().as_bytes()).into()
    }
}

impl Eq for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.expose())
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}

/// Writes a value as JSON into memory that is overwritten when its last copy is dropped, for bodies with secrets.
///
/// # Errors
/// If the value cannot be written as JSON.
pub fn zeroizing_json(value: &(impl Serialize + ?Sized)) -> Result<Bytes, serde_json::Error> {
    let mut buffer = ZeroizingBuffer(Zeroizing::new(Vec::with_capacity(SMALL_BODY)));
    serde_json::to_writer(&mut buffer, value)?;
    Ok(Bytes::from_owner(buffer.0))
}

/// The initial size of the buffer: most bodies are shorter.
const SMALL_BODY: usize = 256;

/// A buffer that leaves no copies of its content in memory when it grows.
struct ZeroizingBuffer(Zeroizing<Vec<u8>>);

impl io::Write for ZeroizingBuffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Self(buffer) = self;
        let needed = buffer.len().saturating_add(bytes.len());
        if needed > buffer.capacity() {
            let mut larger = Vec::with_capacity(needed.max(buffer.capacity().saturating_mul(2)));
            larger.extend_from_slice(buffer);
            std::mem::replace(&mut **buffer, larger).zeroize();
        }
        buffer.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_plain_in_json_and_hidden_from_debug() {
        let secret: Secret = serde_json::from_str(r#""syt_hidden""#).unwrap();
        assert_eq!(secret.expose(), "syt_hidden");
        assert_eq!(serde_json::to_string(&secret).unwrap(), r#""syt_hidden""#);
        assert_eq!(format!("{secret:?}"), "Secret(…)");
        assert_eq!(secret, Secret::from("syt_hidden"));
        assert_ne!(secret, Secret::from("syt_other"));
        assert_ne!(secret, Secret::from("syt_hidde"));
    }

    #[test]
    fn json_of_any_length_is_written_completely() {
        let long = vec!["x\n".repeat(10_000), "y".to_owned()];
        assert_eq!(zeroizing_json(&long).unwrap(), serde_json::to_vec(&long).unwrap());
        assert_eq!(zeroizing_json(&()).unwrap(), "null".as_bytes());
        let unfit = std::collections::BTreeMap::from([([1u8].as_slice(), 1)]);
        assert!(zeroizing_json(&unfit).is_err());
    }
}
