//! Signatures: the test vectors of the specification, federation requests, and properties of any object.

use matrix_openapi_core::__private::RequestSigner;
use matrix_openapi_core::id::ServerName;
use matrix_openapi_core::json::CanonicalError;
use matrix_openapi_core::signing::{
    KeyError, SigningKey, VerifyError, XMatrix, XMatrixError, content_hash, verify_json, x_matrix,
};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// The key of the test vectors, which is public.
const SEED: &str = "YJDBA9Xnr2sVqXD9Vj7XVUnmFZcZrlw8Md7kMW+3XA1";
const KEY_ID: &str = "ed25519:1";

fn key() -> SigningKey {
    SigningKey::from_base64(KEY_ID, SEED).unwrap()
}

fn domain() -> ServerName {
    ServerName::parse("domain").unwrap()
}

fn object(value: Value) -> Map<String, Value> {
    let Value::Object(object) = value else { panic!("no object: {value}") };
    object
}

fn signed(value: Value) -> Map<String, Value> {
    let mut object = object(value);
    key().sign_json(&domain(), &mut object).unwrap();
    object
}

fn verified(object: &Map<String, Value>) -> Result<(), VerifyError> {
    verify_json(object, &domain(), KEY_ID, &key().public_key_base64())
}

/// The [redaction](https://spec.matrix.org/v1.19/rooms/v1/#redactions) of room version 1 for the types of events
/// in the test vectors, which keep none of their content.
fn redacted(event: &Map<String, Value>) -> Value {
    const KEPT: [&str; 15] = [
        "auth_events",
        "depth",
        "event_id",
        "hashes",
        "membership",
        "origin",
        "origin_server_ts",
        "prev_events",
        "prev_state",
        "room_id",
        "sender",
        "signatures",
        "state_key",
        "type",
        "content",
    ];
    let kept = event.iter().filter(|(name, _)| KEPT.contains(&name.as_str()));
    let mut event: Map<_, _> = kept.map(|(name, value)| (name.clone(), value.clone())).collect();
    event.insert("content".to_owned(), json!({}));
    Value::Object(event)
}

/// Adds the hash, and the signature of the redacted form, to an event.
fn signed_event(event: Value) -> Value {
    let mut event = object(event);
    let hash = content_hash(&event).unwrap();
    event.insert("hashes".to_owned(), json!({ "sha256": hash }));
    let mut signatures = signed(redacted(&event));
    verified(&signatures).unwrap();
    event.insert("signatures".to_owned(), signatures.remove("signatures").unwrap());
    Value::Object(event)
}

#[test]
fn the_signed_objects_of_the_specification_hold() {
    let empty = "K8280/U9SSy9IVtjBuVeLr+HpOB4BQFWbg+UZaADMtTdGYI7Geitb76LTrr5QV/7Xg4ahLwYGYZzuHGZKM5ZAQ";
    let two = "KqmLSbO39/Bzb0QIYE82zqLwsA+PDzYIpIRA2sRQ4sL53+sN6/fpNSoqE7BP7vBZhG6kYdD13EIMJpvhJI+6Bw";
    for (input, signature) in [(json!({}), empty), (json!({ "one": 1, "two": "Two" }), two)] {
        let mut expected = object(input.clone());
        expected.insert("signatures".to_owned(), json!({ "domain": { KEY_ID: signature } }));
        assert_eq!(signed(input), expected);
        verified(&expected).unwrap();
    }
}

#[test]
fn the_signed_event_without_content_of_the_specification_holds() {
    let input = json!({
        "room_id": "!x:domain", "sender": "@a:domain", "origin": "domain", "origin_server_ts": 1000000,
        "signatures": {}, "hashes": {}, "type": "X", "content": {}, "prev_events": [], "auth_events": [],
        "depth": 3, "unsigned": { "age_ts": 1000000 },
    });
    let expected = json!({
        "auth_events": [], "content": {}, "depth": 3,
        "hashes": { "sha256": "5jM4wQpv6lnBo7CLIghJuHdW+s2CMBJPUOGOC89ncos" },
        "origin": "domain", "origin_server_ts": 1000000, "prev_events": [], "room_id": "!x:domain",
        "sender": "@a:domain",
        "signatures": { "domain": { "ed25519:1":
            "KxwGjPSDEtvnFgU00fwFz+l6d2pJM6XBIaMEn81SXPTRl16AqLAYqfIReFGZlHi5KLjAWbOoMszkwsQma+lYAg" } },
        "type": "X", "unsigned": { "age_ts": 1000000 },
    });
    assert_eq!(signed_event(input), expected);
}

#[test]
fn the_signed_event_with_content_of_the_specification_holds() {
    let input = json!({
        "content": { "body": "Here is the message content" }, "event_id": "$0:domain", "origin": "domain",
        "origin_server_ts": 1000000, "type": "m.room.message", "room_id": "!r:domain", "sender": "@u:domain",
        "signatures": {}, "unsigned": { "age_ts": 1000000 },
    });
    let expected = json!({
        "content": { "body": "Here is the message content" }, "event_id": "$0:domain",
        "hashes": { "sha256": "onLKD1bGljeBWQhWZ1kaP9SorVmRQNdN5aM2JYU2n/g" },
        "origin": "domain", "origin_server_ts": 1000000, "type": "m.room.message", "room_id": "!r:domain",
        "sender": "@u:domain",
        "signatures": { "domain": { "ed25519:1":
            "Wm+VzmOUOz08Ds+0NTWb1d4CZrVsJSikkeRxh6aCcUwu6pNC78FunoD7KNWzqFn241eYHYMGCA5McEiVPdhzBA" } },
        "unsigned": { "age_ts": 1000000 },
    });
    assert_eq!(signed_event(input), expected);
}

#[test]
fn other_signatures_and_unsigned_stay_and_are_not_signed() {
    let others = json!({ "other": { "ed25519:2": "x" }, "domain": { "ed25519:0": "y" } });
    let object = signed(json!({ "one": 1, "two": "Two", "unsigned": { "a": 0.5 }, "signatures": others }));
    assert_eq!(object["unsigned"], json!({ "a": 0.5 }));
    assert_eq!(object["signatures"]["other"], json!({ "ed25519:2": "x" }));
    assert_eq!(object["signatures"]["domain"]["ed25519:0"], "y");
    let plain = signed(json!({ "one": 1, "two": "Two" }));
    assert_eq!(object["signatures"]["domain"][KEY_ID], plain["signatures"]["domain"][KEY_ID]);
    verified(&object).unwrap();
}

#[test]
fn a_value_that_cannot_be_signed_is_unchanged() {
    for value in [
        json!({ "a": 0.5 }),
        json!({ "signatures": [] }),
        json!({ "signatures": null }),
        json!({ "signatures": { "domain": "x" } }),
    ] {
        let mut object = object(value.clone());
        let error = key().sign_json(&domain(), &mut object).unwrap_err();
        let number = matches!(error, CanonicalError::Number { .. });
        assert_eq!(
            (number, matches!(error, CanonicalError::Signatures)),
            (value.get("a").is_some(), !number)
        );
        assert_eq!(Value::Object(object), value);
    }
}

#[test]
fn keys_are_read_with_and_without_padding_and_from_the_file_of_a_server() {
    let public = key().public_key_base64();
    assert_eq!(public, "XGX0JRS2Af3be3knz2fBiRbApjm2Dh61gXDJA8kcJNI");
    assert_eq!(SigningKey::from_base64(KEY_ID, &format!("{SEED}=")).unwrap().public_key_base64(), public);
    let read: SigningKey = format!("ed25519 a_1 {SEED}\n").parse().unwrap();
    assert_eq!((read.key_id(), read.public_key_base64()), ("ed25519:a_1", public));
    assert_eq!(SigningKey::new("ed25519:b", &[7; 32]).unwrap().key_id(), "ed25519:b");
    verify_json(&signed(json!({})), &domain(), KEY_ID, &format!("{}=", key().public_key_base64())).unwrap();
}

#[test]
fn wrong_keys_are_refused_without_a_word_of_them() {
    for id in ["", "ed25519", "ed25519:", "ed25519:a b", "ed25519:a\"", "ed25519:é", "curve25519:1", "1"] {
        assert_eq!(SigningKey::new(id, &[7; 32]).unwrap_err(), KeyError::Id, "{id}");
    }
    for seed in ["", "YJDB", "not base64!", &SEED[1..], &format!("{SEED}AAAA")] {
        let error = SigningKey::from_base64(KEY_ID, seed).unwrap_err();
        assert_eq!(error, KeyError::Seed, "{seed}");
    }
    for line in ["", "ed25519 a_1", &format!("ed25519 a_1 {SEED} {SEED}"), SEED] {
        assert_eq!(line.parse::<SigningKey>().unwrap_err(), KeyError::Line, "{line}");
    }
    assert_eq!(format!("rsa a_1 {SEED}").parse::<SigningKey>().unwrap_err(), KeyError::Id);
    assert_eq!(format!("{:?}", key()), r#"SigningKey { key_id: "ed25519:1", .. }"#);
}

#[test]
fn verification_names_the_problem() {
    let object = signed(json!({ "one": 1 }));
    let public = key().public_key_base64();
    let check = |object: &Map<String, Value>, name: &str, id: &str, public: &str| {
        verify_json(object, &ServerName::unchecked(name), id, public)
    };
    check(&object, "domain", KEY_ID, &public).unwrap();
    assert!(matches!(check(&object, "other", KEY_ID, &public), Err(VerifyError::Unsigned)));
    assert!(matches!(check(&object, "domain", "ed25519:2", &public), Err(VerifyError::Unsigned)));
    assert!(matches!(check(&Map::new(), "domain", KEY_ID, &public), Err(VerifyError::Unsigned)));
    for wrong in ["", "XGX0", "XGX0JRS2Af3be3knz2fBiRbApjm2Dh61gXDJA8kcJN!"] {
        assert!(matches!(check(&object, "domain", KEY_ID, wrong), Err(VerifyError::PublicKey)), "{wrong}");
    }
    let other = SigningKey::new(KEY_ID, &[7; 32]).unwrap().public_key_base64();
    assert!(matches!(check(&object, "domain", KEY_ID, &other), Err(VerifyError::Mismatch)));

    let with = |id: &str, signature: Value| {
        let mut object = object.clone();
        object.insert("signatures".to_owned(), json!({ "domain": { id: signature } }));
        object
    };
    assert!(matches!(
        check(&with("rsa:1", json!("AA")), "domain", "rsa:1", &public),
        Err(VerifyError::Algorithm)
    ));
    assert!(matches!(check(&with(KEY_ID, json!(1)), "domain", KEY_ID, &public), Err(VerifyError::Unsigned)));
    for wrong in ["", "AAAA", "?"] {
        let object = with(KEY_ID, json!(wrong));
        assert!(matches!(check(&object, "domain", KEY_ID, &public), Err(VerifyError::Signature)), "{wrong}");
    }
    let mut float = object.clone();
    float.insert("one".to_owned(), json!(1.5));
    assert!(matches!(verified(&float), Err(VerifyError::Canonical(CanonicalError::Number { .. }))));
}

#[test]
fn a_key_of_small_order_verifies_nothing() {
    // With the identity as public key and as R, and zero as S, the equation holds for every message.
    let identity = "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let signature = "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let object = object(json!({ "signatures": { "domain": { KEY_ID: signature } } }));
    assert!(matches!(verify_json(&object, &domain(), KEY_ID, identity), Err(VerifyError::Mismatch)));
}

const URI: &str = "/_matrix/federation/v1/send/1?a=b%20c";
const CONTENT: &[u8] = br#"{ "pdus": [], "edus": [1e0] }"#;

fn header(content: Option<&[u8]>) -> String {
    let (origin, destination) = (domain(), ServerName::unchecked("[::1]:8448"));
    x_matrix(&key(), &origin, &destination, "PUT", URI, content).unwrap()
}

fn check(header: &str, content: Option<&[u8]>) -> Result<(), VerifyError> {
    let request = XMatrix::parse(header).unwrap();
    let public = key().public_key_base64();
    request.verify(&public, "PUT", URI, &ServerName::unchecked("[::1]:8448"), content)
}

/// Returns the signature in a header of `x_matrix`.
fn signature(header: &str) -> &str {
    header.split("sig=\"").nth(1).unwrap().trim_end_matches('"')
}

#[test]
fn the_header_signs_the_request_as_an_object() {
    for (content, value) in [(Some(CONTENT), Some(json!({ "edus": [1], "pdus": [] }))), (None, None)] {
        let mut request =
            json!({ "method": "PUT", "uri": URI, "origin": "domain", "destination": "[::1]:8448" });
        if let Some(value) = value {
            request["content"] = value;
        }
        let signature = signed(request)["signatures"]["domain"][KEY_ID].as_str().unwrap().to_owned();
        let start = r#"X-Matrix origin="domain",destination="[::1]:8448",key="ed25519:1",sig=""#;
        assert_eq!(header(content), format!("{start}{signature}\""));
    }
}

#[test]
fn a_request_is_verified_with_all_its_parts() {
    let header = header(Some(CONTENT));
    check(&header, Some(CONTENT)).unwrap();
    check(&header, Some(br#"{"edus":[1],"pdus":[]}"#)).unwrap();
    assert!(matches!(check(&header, None), Err(VerifyError::Mismatch)));
    assert!(matches!(check(&header, Some(b"{}")), Err(VerifyError::Mismatch)));
    assert!(matches!(check(&header, Some(b"")), Err(VerifyError::Canonical(_))));

    let request = XMatrix::parse(&header).unwrap();
    let public = key().public_key_base64();
    let here = ServerName::unchecked("[::1]:8448");
    let verify = |method, uri, here| request.verify(&public, method, uri, here, Some(CONTENT));
    verify("PUT", URI, &here).unwrap();
    assert!(matches!(verify("POST", URI, &here), Err(VerifyError::Mismatch)));
    assert!(matches!(verify("PUT", "/_matrix", &here), Err(VerifyError::Mismatch)));
    assert!(matches!(verify("PUT", URI, &domain()), Err(VerifyError::Destination)));
    let moved = XMatrix::parse(&header.replace("\"domain\"", "\"other\"")).unwrap();
    assert!(matches!(moved.verify(&public, "PUT", URI, &here, Some(CONTENT)), Err(VerifyError::Mismatch)));
}

#[test]
fn without_a_destination_in_the_header_the_signature_decides() {
    let header = header(None).replace(r#"destination="[::1]:8448","#, "");
    let request = XMatrix::parse(&header).unwrap();
    assert_eq!(request.destination(), None);
    check(&header, None).unwrap();
    let elsewhere = request.verify(&key().public_key_base64(), "PUT", URI, &domain(), None);
    assert!(matches!(elsewhere, Err(VerifyError::Mismatch)));
}

#[test]
fn headers_are_read_however_they_are_written() {
    let header = header(None);
    let sig = signature(&header);
    for text in [
        format!(r#"x-matrix  SIG="{sig}" , Key=ed25519:1,	origin = domain ,, destination="[::1]:8448","#),
        format!(
            r#"X-Matrix extra="a,b=\"c\\",origin="do\main",destination=[::1]:8448,key=ed25519:1,sig={sig}"#
        ),
        format!(r#" X-Matrix ,other=1,origin=domain,key="ed25519:1",sig="{sig}" "#),
    ] {
        let request = XMatrix::parse(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        assert_eq!((request.origin().as_str(), request.key_id()), ("domain", KEY_ID));
        check(&text, None).unwrap();
    }
    let request = XMatrix::parse(&header).unwrap();
    assert_eq!(request.destination().unwrap(), "[::1]:8448");
    assert!(!format!("{request:?}").contains(sig));
}

#[test]
fn malformed_headers_are_refused() {
    for header in ["", "X-Matrix", "Bearer origin=a", "X-Matrixorigin=a,key=b,sig=c", "é"] {
        assert!(matches!(XMatrix::parse(header), Err(XMatrixError::Scheme)), "{header}");
    }
    for rest in [
        "origin",
        "origin=",
        "origin=,key=b",
        "=a",
        "or igin=a",
        "origin=\"a",
        r#"origin="a\"#,
        r#"origin="a"key=b"#,
        "origin=a b",
        "origin=a\"b",
        "origin=é",
        "origin=a;key=b, key",
    ] {
        let parsed = XMatrix::parse(&format!("X-Matrix {rest}"));
        assert!(matches!(parsed, Err(XMatrixError::Parameters)), "{rest}: {parsed:?}");
    }
    for (rest, missing) in
        [(",", "origin"), ("origin=a", "key"), ("origin=a,key=b", "sig"), ("key=b,sig=c", "origin")]
    {
        match XMatrix::parse(&format!("X-Matrix {rest}")) {
            Err(XMatrixError::Missing(name)) => assert_eq!(name, missing),
            other => panic!("{rest}: {other:?}"),
        }
    }
    let twice = XMatrix::parse("X-Matrix origin=a,key=b,sig=c,ORIGIN=d");
    assert!(matches!(twice, Err(XMatrixError::Duplicate)));
    for names in ["origin=a/b", "origin=\"a b\"", "origin=\"\"", "origin=a,destination=\"c/d\""] {
        let parsed = XMatrix::parse(&format!("X-Matrix key=b,sig=c,{names}"));
        assert!(matches!(parsed, Err(XMatrixError::Name(_))), "{names}");
    }
}

#[test]
fn a_request_that_cannot_be_sent_is_not_signed() {
    let injected = ServerName::unchecked("domain\",sig=\"x");
    for (origin, destination) in [(&injected, &domain()), (&domain(), &injected)] {
        let error = x_matrix(&key(), origin, destination, "GET", "/", None).unwrap_err();
        assert!(matches!(error, XMatrixError::Name(_)));
    }
    for content in [&b""[..], b"{", b"\xff", b"[0.5]"] {
        let error = x_matrix(&key(), &domain(), &domain(), "PUT", "/", Some(content)).unwrap_err();
        assert!(matches!(error, XMatrixError::Canonical(_)), "{content:?}");
    }
}

/// Generates objects that can be signed.
fn objects() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-1_000_000_i64..1_000_000).prop_map(Value::from),
        "[a-c\"\\\\\u{0}é]{0,6}".prop_map(Value::from),
    ];
    let inner = leaf.prop_recursive(2, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-c]{0,3}", inner, 0..4).prop_map(|members| json!(members)),
        ]
    });
    prop::collection::btree_map("[a-c]{0,3}", inner, 0..5).prop_map(|members| json!(members))
}

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Returns the object without its signature, and the digits of the signature. Of the last digit only the upper two bits
/// count.
fn decoded(mut object: Map<String, Value>) -> (Map<String, Value>, Option<Vec<usize>>) {
    let digits = object
        .get_mut("signatures")
        .and_then(|servers| servers.get_mut("domain")?.get_mut(KEY_ID))
        .and_then(|signature| {
            let text = signature.as_str()?.to_owned();
            *signature = Value::Null;
            text.bytes()
                .map(|byte| BASE64.iter().position(|digit| *digit == byte))
                .collect::<Option<Vec<_>>>()
        })
        .map(|mut digits| {
            if digits.len() == 86 {
                digits[85] /= 16;
            }
            digits
        });
    (object, digits)
}

proptest! {
    #[test]
    fn a_signature_holds_until_a_byte_changes(
        value in objects(), at in any::<prop::sample::Index>(), byte in 0x20_u8..0x7f,
    ) {
        let object = signed(value);
        verified(&object).unwrap();
        let mut text = serde_json::to_vec(&object).unwrap();
        let at = at.index(text.len());
        text[at] = byte;
        if let Ok(changed) = serde_json::from_slice::<Map<String, Value>>(&text) {
            // An escape can be written in two ways.
            prop_assert_eq!(verified(&changed).is_ok(), decoded(changed) == decoded(object));
        }
    }

    #[test]
    fn a_bit_of_the_signature_is_enough_to_break_it(value in objects(), at in 0..86_usize, by in 0..64_usize) {
        let object = signed(value);
        let mut changed = object.clone();
        let signature = &mut changed["signatures"]["domain"][KEY_ID];
        let mut text = signature.as_str().unwrap().to_owned().into_bytes();
        text[at] = BASE64[by];
        *signature = String::from_utf8(text).unwrap().into();
        prop_assert_eq!(verified(&changed).is_ok(), decoded(changed) == decoded(object));
    }

    #[test]
    fn the_hash_changes_with_the_event_alone(value in objects(), ignored in objects()) {
        let event = object(value);
        let hash = content_hash(&event).unwrap();
        let mut other = event.clone();
        for name in ["unsigned", "signatures", "hashes"] {
            other.insert(name.to_owned(), ignored.clone());
        }
        prop_assert_eq!(&content_hash(&other).unwrap(), &hash);
        other.insert("type".to_owned(), ignored);
        prop_assert_ne!(&content_hash(&other).unwrap(), &hash);
    }

    #[test]
    fn any_header_is_read_or_refused(rest in r#"[a-z"\\=, \té:]{0,40}"#) {
        for header in [rest.clone(), format!("X-Matrix {rest}"), format!("X-Matrix origin=a,key=b,sig=c,x={rest}")] {
            let _: Result<XMatrix, XMatrixError> = XMatrix::parse(&header);
        }
    }
}

#[test]
fn keys_and_signatures_are_read_in_either_alphabet() {
    let seed = [251; 32];
    // The alphabets differ only for some keys.
    let keys = (0..32u8).map(|byte| SigningKey::new("ed25519:a-1", &[byte; 32]).unwrap());
    let mut differing = 0;
    for key in keys.chain([SigningKey::new("ed25519:a-1", &seed).unwrap()]) {
        let mut object = object(json!({"a": 1}));
        key.sign_json(&domain(), &mut object).unwrap();
        let public = key.public_key_base64();
        let url_safe = |text: &str| text.replace('+', "-").replace('/', "_");
        differing += usize::from(url_safe(&public) != public);
        verify_json(&object, &domain(), "ed25519:a-1", &public).unwrap();
        verify_json(&object, &domain(), "ed25519:a-1", &url_safe(&public)).unwrap();
        verify_json(&object, &domain(), "ed25519:a-1", &format!("{}=", url_safe(&public))).unwrap();
        let signature = object["signatures"]["domain"]["ed25519:a-1"].as_str().map(url_safe).unwrap();
        object["signatures"]["domain"]["ed25519:a-1"] = signature.into();
        verify_json(&object, &domain(), "ed25519:a-1", &public).unwrap();
    }
    assert!(differing > 10, "{differing}");
    let mixed =
        verify_json(&signed(json!({})), &domain(), KEY_ID, "-+_/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    assert!(matches!(mixed, Err(VerifyError::PublicKey)), "{mixed:?}");
}

#[test]
fn a_version_may_have_a_hyphen() {
    let key = format!("ed25519 a-1 {SEED}").parse::<SigningKey>().unwrap();
    assert_eq!(key.key_id(), "ed25519:a-1");
    let header = x_matrix(&key, &domain(), &domain(), "GET", "/", None).unwrap();
    let parsed = XMatrix::parse(&header).unwrap();
    assert_eq!(parsed.key_id(), "ed25519:a-1");
    parsed.verify(&key.public_key_base64(), "GET", "/", &domain(), None).unwrap();
}

#[test]
fn the_header_of_a_request_is_sensitive() {
    let signer = RequestSigner { origin: domain(), destination: domain(), key: key() };
    let header = signer.header("GET", "/", None).unwrap();
    assert!(header.is_sensitive() && !format!("{header:?}").contains("sig"));
}

#[test]
fn received_key_ids_are_checked() {
    let parse = |id: &str| XMatrix::parse(&format!(r#"X-Matrix origin=a,key="{id}",sig="b""#));
    for id in ["ed25519:1", "ed25519:a_b-c.d~+/=", "rsa-2:x", &format!("ed25519:{}", "a".repeat(247))] {
        assert_eq!(parse(id).unwrap().key_id(), id);
    }
    for id in [
        "ed25519",
        "ed25519:",
        ":1",
        "ed25519:a:b",
        "ed25519:a b",
        "ed25519:../é",
        "ed25519:a\u{202e}",
        "ed25519:a\\nb?",
        "Ed 25519:1",
        "ed25519:{}",
        &format!("ed25519:{}", "a".repeat(248)),
    ] {
        assert!(matches!(parse(id), Err(XMatrixError::KeyId)), "{id}");
    }
}

#[test]
fn a_request_with_a_duplicate_field_is_refused() {
    for content in [r#"{"a":1,"a":1}"#, r#"{"b":[{"a":1,"\u0061":2}]}"#] {
        assert!(x_matrix(&key(), &domain(), &domain(), "PUT", "/", Some(content.as_bytes())).is_err());
        let header = header(None);
        assert!(
            matches!(check(&header, Some(content.as_bytes())), Err(VerifyError::Canonical(_))),
            "{content}"
        );
    }
}

#[test]
fn one_signature_is_for_one_content() {
    // serde_json alone would read both as the same value.
    let plain = br#"{"pdus":[]}"#;
    let likeness = br#"{"$serde_json::private::RawValue":"{\"pdus\":[]}"}"#;
    let header = header(Some(plain));
    check(&header, Some(plain)).unwrap();
    assert!(matches!(check(&header, Some(likeness)), Err(VerifyError::Mismatch)));
}
