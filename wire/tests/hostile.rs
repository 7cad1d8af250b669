//! Bodies that are made to harm whoever reads them.
#![allow(missing_docs)] // Tests explain themselves by their names.

use std::thread;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use matrix_openapi_wire::{ApiError, canonicalize};

/// A key that serde_json keeps for itself, in two spellings.
const KEYS: [&str; 2] = ["$serde_json::private::RawValue", r"$serde_json::private::R\u0061wValue"];

/// Documents as texts within each other by that key: no document is nested too deep, and all of them together are.
fn nested(key: &str, documents: usize, levels: usize) -> String {
    let mut text = "0".to_owned();
    for _ in 0..documents {
        let inner = serde_json::to_string(&text).unwrap();
        text = format!(r#"{}{{"{key}":{inner}}}{}"#, "[".repeat(levels), "]".repeat(levels));
    }
    format!(r#"{{"errcode":"M_FORBIDDEN","x":{text}}}"#)
}

/// Runs on a stack as small as that of a thread of a runtime.
fn with_small_stack(run: impl FnOnce() + Send + 'static) {
    thread::Builder::new().stack_size(2 << 20).spawn(run).unwrap().join().unwrap();
}

#[test]
fn documents_within_documents_stay_texts() {
    with_small_stack(|| {
        for text in KEYS.map(|key| nested(key, 13, 120)) {
            assert!(canonicalize(&text).unwrap().contains("$serde_json::private::RawValue"));
            let error = ApiError::new("login", StatusCode::FORBIDDEN, &HeaderMap::new(), text.into());
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
        assert!(ApiError::new("login", StatusCode::FORBIDDEN, &HeaderMap::new(), body).fields.is_empty());
    });
}
