//! Headers of signed requests are read or refused, and what is signed is verified as it is and not otherwise.
#![no_main]

use libfuzzer_sys::fuzz_target;
use matrix_openapi_core::id::ServerName;
use matrix_openapi_core::signing::{SigningKey, XMatrix, x_matrix};

fuzz_target!(|input: (&str, &str, &[u8])| {
    let (header, uri, content) = input;
    let key = SigningKey::new("ed25519:a-1", &[7; 32]).expect("it is a key");
    let (public, name) = (key.public_key_base64(), ServerName::parse("a.example.org").expect("it is a name"));
    if let Ok(parsed) = XMatrix::parse(header) {
        assert!(!format!("{parsed:?} {}", parsed.key_id()).contains(['\n', '\u{202e}']));
        let _ = parsed.verify(&public, "PUT", uri, &name, Some(content));
        let _ = parsed.verify(header, "PUT", uri, &name, None);
    }
    let Ok(own) = x_matrix(&key, &name, &name, "PUT", uri, Some(content)) else { return };
    let parsed = XMatrix::parse(&own).expect("what was written can be read");
    parsed.verify(&public, "PUT", uri, &name, Some(content)).expect("what was signed is verified");
    assert!(parsed.verify(&public, "PUT", &format!("{uri}?"), &name, Some(content)).is_err());
    assert!(parsed.verify(&public, "PUT", uri, &name, None).is_err());
});
