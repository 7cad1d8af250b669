//! Random values, and the proof key of a code exchange:
//! [RFC 7636](https://www.rfc-editor.org/rfc/rfc7636).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use matrix_openapi_core::secret::Secret;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::oauth::error::OAuthError;

/// The characters of a device ID, which people read.
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Returns a random text of 43 unreserved characters, as a verifier or a state.
pub(super) fn random_secret() -> Result<Secret, OAuthError> {
    let bytes = Zeroizing::new(random::<32>()?);
    Ok(Secret::new(URL_SAFE_NO_PAD.encode(bytes.as_slice())))
}

/// Returns a random device ID.
pub(super) fn random_device_id() -> Result<String, OAuthError> {
    let letter =
        |byte: u8| ALPHABET.get(usize::from(byte).checked_rem(ALPHABET.len())?).copied().map(char::from);
    Ok(random::<16>()?.into_iter().filter_map(letter).collect())
}

/// Returns the challenge of a verifier by the method `S256`.
pub(super) fn challenge(verifier: &Secret) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.expose().as_bytes()))
}

fn random<const N: usize>() -> Result<[u8; N], OAuthError> {
    let mut bytes = [0; N];
    let failed =
        |error: getrandom::Error| OAuthError::System { what: "random numbers", source: error.into() };
    getrandom::fill(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_the_one_of_the_rfc() {
        let verifier = Secret::from("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        assert_eq!(challenge(&verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn random_values_have_the_required_length_and_differ() {
        let (one, other) = (random_secret().unwrap(), random_secret().unwrap());
        assert_eq!(one.expose().len(), 43);
        assert!(one != other);
        let (one, other) = (random_device_id().unwrap(), random_device_id().unwrap());
        assert!(one.len() == 16 && one != other && one.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    }
}
