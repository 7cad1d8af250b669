//! The canonical form of a canonical form is itself, and only one text has it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use matrix_openapi_core::json::{canonical_json, canonicalize};
use serde_json::Value;

fuzz_target!(|text: &str| {
    let Ok(canonical) = canonicalize(text) else { return };
    assert_eq!(canonicalize(&canonical).expect("a canonical form can be read"), canonical);
    if !canonical.contains("$serde_json::private::") {
        let value: Value = serde_json::from_str(&canonical).expect("a canonical form is JSON");
        assert_eq!(canonical_json(&value).expect("it has a canonical form"), canonical);
    }
});
