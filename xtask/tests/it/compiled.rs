//! The root crate, compiled from other descriptions than the vendored one.

#[path = "../../src/compile/arguments.rs"]
mod arguments;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::vendored::repository;

/// Returns the target folder of `check` and `update-spec`, which contains compiled dependencies.
pub fn target() -> PathBuf {
    let target = repository().join("target/spec-check");
    fs::create_dir_all(&target).unwrap();
    target
}

/// Compiles the library with all features but those of TLS from the description in a folder, and requires that the compiler has
/// no warnings. Returns the helpers that the build script has enabled.
pub fn without_complaints(spec: &Path, context: &str) -> BTreeSet<String> {
    with_features(None, spec, context)
}

/// Compiles the library with other features; otherwise as [`without_complaints`].
pub fn with_features(features: Option<&str>, spec: &Path, context: &str) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(arguments::arguments(&repository().join("Cargo.toml"), features))
        .env("CARGO_TARGET_DIR", target())
        .env("MATRIX_OPENAPI_SPEC", spec)
        .output()
        .unwrap();
    let messages = messages(&output.stdout);
    let complaints: Vec<_> = of_reason(&messages, "compiler-message")
        .filter_map(|message| message["message"]["rendered"].as_str())
        .collect();
    // One message of each kind says more than the first few.
    let kind = |text: &str| text.chars().take(24).collect::<String>();
    let kinds: BTreeMap<_, _> = complaints.iter().rev().map(|text| (kind(text), *text)).collect();
    let shown: String = kinds.into_values().take(20).collect();
    assert!(complaints.is_empty(), "{context}: {} complaints\n{shown}", complaints.len());
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{context}: {errors}");
    helpers(&messages)
}

fn messages(output: &[u8]) -> Vec<Value> {
    let text = String::from_utf8_lossy(output);
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

fn of_reason<'a>(messages: &'a [Value], reason: &str) -> impl Iterator<Item = &'a Value> {
    messages.iter().filter(move |message| message["reason"] == reason)
}

/// Returns the values of `cfg(helper)` among the results of the build scripts.
fn helpers(messages: &[Value]) -> BTreeSet<String> {
    let conditions =
        of_reason(messages, "build-script-executed").filter_map(|message| message["cfgs"].as_array());
    let helpers =
        conditions.flatten().filter_map(|one| one.as_str()?.strip_prefix("helper=\"")?.strip_suffix('"'));
    helpers.map(str::to_owned).collect()
}
