//! Hostile bodies.

use std::thread;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use matrix_openapi_core::error::ApiError;
use matrix_openapi_core::json::{RawJson, canonicalize};
use matrix_openapi_core::operation::{Api, Authentication, Operation};
use serde::Deserialize;
use serde_json::{Map, Value};

static LOGIN: Operation =
    Operation::new(Api::ClientServer, "login", "login", http::Method::POST, "/login", Authentication::None);

/// A reserved key of serde_json, in two spellings.
const KEYS: [&str; 2] = ["$serde_json::private::RawValue", r"$serde_json::private::R\u0061wValue"];

/// Nests documents as strings by that key: each is shallow, all together are nested too deeply.
fn nested(key: &str, documents: usize, levels: usize) -> String {
    let mut text = "0".to_owned();
    for _ in 0..documents {
        let inner = serde_json::to_string(&text).unwrap();
        text = format!(r#"{}{{"{key}":{inner}}}{}"#, "[".repeat(levels), "]".repeat(levels));
    }
    format!(r#"{{"errcode":"M_FORBIDDEN","x":{text}}}"#)
}

/// A type of a program.
#[derive(Deserialize)]
#[allow(dead_code)] // It is only read.
struct Flattened {
    #[serde(flatten)]
    all: Map<String, Value>,
}

/// Runs on a stack of the size that threads of a runtime have.
fn with_small_stack(run: impl FnOnce() + Send + 'static) {
    thread::Builder::new().stack_size(2 << 20).spawn(run).unwrap().join().unwrap();
}

#[test]
fn documents_within_documents_stay_texts() {
    with_small_stack(|| {
        for text in KEYS.map(|key| nested(key, 13, 120)) {
            assert!(canonicalize(&text).unwrap().contains("$serde_json::private::RawValue"));
            let raw = RawJson::from_json(text.clone()).unwrap();
            assert_eq!(raw.parse().unwrap()["errcode"], "M_FORBIDDEN");
            assert!(raw.get_field::<Value>("x").unwrap().unwrap().is_array());
            // Derived code could misread the key, so it is refused.
            assert!(raw.parse_as::<Flattened>().is_err());
            let error = ApiError::new(&LOGIN, StatusCode::FORBIDDEN, &HeaderMap::new(), text.into());
            assert_eq!(error.errcode.unwrap().as_str(), "M_FORBIDDEN");
        }
    });
}

#[test]
fn deep_documents_are_refused() {
    with_small_stack(|| {
        let text = "[".repeat(12_000) + &"]".repeat(12_000);
        assert!(canonicalize(&text).is_err());
        let body = Bytes::from(format!(r#"{{"errcode":"M_FORBIDDEN","x":{text}}}"#));
        assert!(ApiError::new(&LOGIN, StatusCode::FORBIDDEN, &HeaderMap::new(), body).fields.is_empty());
        let raw = RawJson::from_json(format!(r#"{{"x":{text}}}"#)).unwrap();
        assert!(raw.parse().is_err() && raw.parse_as::<Flattened>().is_err());
        assert_eq!(serde_json::to_string(&raw).unwrap(), raw.json());
    });
}
