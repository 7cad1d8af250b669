//! Code generated from descriptions with odd names compiles without warnings.
//!
//! `ODD_NAMES_SEEDS=20 cargo test -p xtask --test it odd_names` uses twenty seeds instead of one.

#[allow(dead_code)]
#[path = "../../../codegen/tests/odd/mod.rs"]
mod odd;

use std::fs;
use std::path::Path;

use matrix_openapi_codegen::Api;

use crate::compiled;

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
    for seed in 0..seeds {
        let folder = tempfile::tempdir_in(compiled::target()).unwrap();
        let spec = folder.path().join("spec");
        write(&spec, seed);
        compiled::without_complaints(&spec, &format!("seed {seed}"));
    }
}
