//! Every response type reads or refuses what was made of an example of it, and what it writes it reads as the same.
//!
//! The first two bytes of an input choose the type; each three more choose what stands where in its example.
#![no_main]

#[allow(dead_code, reason = "it is the tests' own, which use all of it")]
#[path = "../../tests/every-type/tests/promises/sample.rs"]
mod sample;

use std::path::Path;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use matrix_openapi_codegen::lower::ir::Response;
use matrix_openapi_codegen::{Project, lower};
use matrix_openapi_every_type::read;
use sample::Samples;

/// The API, the name and an example of a response type.
type Subject = (&'static str, String, String);

static SUBJECTS: LazyLock<Vec<Subject>> = LazyLock::new(|| {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let description = Project::new(&spec, spec.join("overlays")).description().expect("the description is good");
    let mut subjects = Vec::new();
    for (api, document) in &description.documents {
        let model = lower::lower(document, description.release).expect("the description is good");
        for call in &model.operations {
            if let Response::Json(ty) = &call.response {
                let example = Samples { model: &model }.value(ty).to_string();
                subjects.push((api.slug(), format!("the response of {}", call.facts.id), example));
            }
        }
    }
    subjects
});

/// A value that is put into an example.
const PARTS: [&str; 16] = [
    "",
    "null",
    "true",
    "-1.0",
    "18446744073709551616",
    "\"\\ud83d\"",
    "\"text\"",
    "[]",
    "{}",
    "{\"$serde_json::private::RawValue\":\"{\"}",
    "\"a\":1,\"a\":2,",
    ",",
    "\\",
    "\u{feff}",
    "[[[[[[[[",
    "}",
];

fuzz_target!(|bytes: &[u8]| {
    let [one, two, changes @ ..] = bytes else { return };
    let place = usize::from(u16::from_le_bytes([*one, *two]));
    let (api, name, example) = &SUBJECTS[place % SUBJECTS.len()];
    let mut text = example.clone();
    for [at, more, what] in changes.as_chunks().0.iter().take(32) {
        let part = PARTS[usize::from(what & 15)];
        let start = usize::from(u16::from_le_bytes([*at, *more])) % (text.len() + 1);
        let end = (start + usize::from(what >> 4)).min(text.len());
        if text.is_char_boundary(start) && text.is_char_boundary(end) {
            text.replace_range(start..end, part);
        }
    }
    let reading = read(api, name, &text).expect("the type is there");
    let Ok(written) = reading.written else { return };
    let again = read(api, name, &written).expect("the type is there");
    assert_eq!(again.written.map_err(|(path, reason)| format!("{path}: {reason}")), Ok(written));
});
