//! The upstream trees of other releases, in the folder that `MATRIX_SPEC_TREES` names.

use std::fs;
use std::path::PathBuf;

use crate::check::SpecCopy;
use crate::compiled;
use crate::vendored::{APIS, release, repository};

/// Returns the trees, sorted, each with its name; none without the folder.
fn trees() -> Vec<(String, PathBuf)> {
    let Some(trees) = matrix_openapi_testing::spec_trees() else { return Vec::new() };
    let entries = fs::read_dir(trees).unwrap().map(|entry| entry.unwrap());
    let trees = entries.filter(|entry| entry.path().join("data/api").is_dir());
    let mut trees: Vec<_> =
        trees.map(|entry| (entry.file_name().into_string().unwrap(), entry.path())).collect();
    trees.sort();
    trees
}

#[test]
fn each_comes_in_and_the_vendored_release_comes_back_byte_for_byte() {
    let trees = trees();
    let Some((_, vendored)) = trees.iter().find(|(name, _)| *name == release()) else { return };
    let project = SpecCopy::new();
    let spec = project.path("spec");
    let update = |name: &str, tree: &PathBuf| {
        let arguments = ["update-spec", "--from", tree.to_str().unwrap(), "--spec", spec.to_str().unwrap()];
        let output = project.xtask(&arguments);
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    };
    let pin = || fs::read_to_string(spec.join("pin.toml")).unwrap();
    let original = pin();
    for (name, tree) in trees.iter().filter(|(name, _)| *name != release()) {
        update(name, tree);
        assert_ne!(pin(), original, "{name}");
        update("the vendored release", vendored);
        for entry in fs::read_dir(repository().join("spec")).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_file() {
                let back = fs::read(spec.join(entry.file_name().unwrap())).unwrap();
                assert!(back == fs::read(&entry).unwrap(), "{name}: {}", entry.display());
            }
        }
    }
}

#[test]
#[ignore = "compiles the crate many times; .ci/run includes it"]
fn each_compiles_without_warnings_with_all_features_with_each_api_alone_and_without_any() {
    for (name, tree) in trees() {
        compiled::without_complaints(&tree, &name);
        for features in APIS.into_iter().chain([""]) {
            compiled::with_features(Some(features), &tree, &format!("{name}, features `{features}`"));
        }
    }
}
