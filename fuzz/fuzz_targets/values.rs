//! Values take every key as a plain key, and are what they were once they are written and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use matrix_openapi_core::__private::PlainValue;
use matrix_openapi_core::json::{Raw, RawJson};
use serde_json::Value;

fuzz_target!(|text: &str| {
    let Ok(raw) = RawJson::from_json(text.to_owned()) else { return };
    let Ok(value) = raw.parse() else { return };
    // Half a surrogate pair is mended only where that is asked for.
    let plain = serde_json::from_str(text).map(|PlainValue(plain)| plain).ok();
    assert!(plain.as_ref().is_none_or(|plain| *plain == value));
    let again = Raw::<Value>::new(&value).expect("a value can be written");
    assert_eq!(again.parse().expect("what was written can be read"), value);
    // Without the keys that serde_json keeps for itself it is what serde_json reads.
    if !again.json().contains("$serde_json::private::") {
        assert_eq!(serde_json::from_str::<Value>(text).ok(), plain);
    }
    for name in value.as_object().into_iter().flatten().map(|(name, _)| name).take(4) {
        let _ = raw.get_field::<Value>(name);
    }
    let _ = raw.header();
});
