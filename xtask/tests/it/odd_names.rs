//! Code generated from descriptions with odd names compiles without warnings.
//!
//! `ODD_NAMES_SEEDS=20 cargo test -p xtask --test it odd_names` uses twenty seeds instead of one.

#[allow(dead_code)]
#[path = "../../../codegen/tests/odd/mod.rs"]
mod odd;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use matrix_openapi_codegen::Api;
use serde_json::Value;

/// The errors and warnings of the compiler, with the lines they are on.
fn complaints(output: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(output);
    let messages = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    messages
        .filter(|message| message["reason"] == "compiler-message")
        .filter_map(|message| message["message"]["rendered"].as_str().map(str::to_owned))
        .collect()
}

/// Writes the vendored description of a seed.
fn write(spec: &Path, seed: u64) {
    fs::create_dir_all(spec.join("overlays")).unwrap();
    fs::write(spec.join("pin.toml"), "release = \"v1.19\"\n").unwrap();
    for api in Api::ALL {
        let (root, _) = odd::generated(api, seed);
        fs::write(spec.join(format!("{api}.yaml")), serde_yaml::to_string(&root).unwrap()).unwrap();
    }
}

#[test]
fn odd_names_compile() {
    let seeds = std::env::var("ODD_NAMES_SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(1);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap();
    // The target folder of `check` and `update-spec`, which contains compiled dependencies.
    let target = root.join("target/spec-check");
    fs::create_dir_all(&target).unwrap();
    for seed in 0..seeds {
        let folder = tempfile::tempdir_in(&target).unwrap();
        let spec = folder.path().join("spec");
        write(&spec, seed);
        let output = Command::new(env!("CARGO"))
            .args([
                "check",
                "--quiet",
                "--lib",
                "--all-features",
                "--message-format",
                "json",
                "--manifest-path",
            ])
            .arg(root.join("Cargo.toml"))
            .env("CARGO_TARGET_DIR", &target)
            .env("MATRIX_OPENAPI_SPEC", &spec)
            .output()
            .unwrap();
        let complaints = complaints(&output.stdout);
        // One of each kind tells more than the first few.
        let kind = |text: &str| text.chars().take(24).collect::<String>();
        let kinds: BTreeMap<_, _> = complaints.iter().rev().map(|text| (kind(text), text.as_str())).collect();
        let shown: String = kinds.into_values().take(20).collect();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(complaints.is_empty(), "seed {seed}: {} complaints\n{shown}", complaints.len());
        assert!(output.status.success(), "seed {seed}: {errors}");
    }
}
