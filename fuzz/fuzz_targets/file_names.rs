//! A name that a server gives to a file is that of a plain file on every system, and is taken as it is the second time.
#![no_main]

use libfuzzer_sys::fuzz_target;
use matrix_openapi::fuzzing::file_name;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

fuzz_target!(|disposition: &str| {
    let encoded = |name: &str| format!("attachment; filename*=UTF-8''{}", utf8_percent_encode(name, NON_ALPHANUMERIC));
    for name in [file_name(disposition), file_name(&encoded(disposition))].into_iter().flatten() {
        assert!(!name.is_empty() && name.len() <= 255, "{name:?}");
        assert!(!name.contains(['/', '\\', ':', '\u{202e}', '\u{2066}']), "{name:?}");
        assert!(!name.chars().any(char::is_control), "{name:?}");
        assert!(!name.ends_with(['.', ' ']) && !name.starts_with(' '), "{name:?}");
        assert_eq!(file_name(&encoded(&name)).as_ref(), Some(&name));
    }
});
