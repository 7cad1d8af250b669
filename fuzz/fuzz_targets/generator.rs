//! Descriptions of any content are generated or refused with a place, in bounded time.
#![no_main]

use std::time::{Duration, Instant};

use libfuzzer_sys::fuzz_target;
use matrix_openapi_codegen::{Api, Document, Release, Wording, generate, yaml};

/// Far more than any of the inputs needs, with all checks of the fuzzer.
const LIMIT: Duration = Duration::from_secs(10);

fuzz_target!(|text: &str| {
    let begin = Instant::now();
    if let Ok(root) = yaml::parse("fuzz.yaml", text) {
        let document = Document::new(Api::ClientServer, "fuzz.yaml", root);
        match generate(&document, Release { major: 1, minor: 19 }, &Wording::default()) {
            Ok(source) => assert!(source.contains("pub struct Client")),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
    assert!(begin.elapsed() < LIMIT, "{:?}", begin.elapsed());
});
