//! The error codes of the specification.

use std::collections::BTreeSet;
use std::path::Path;

use matrix_openapi::error::ErrorCode;

/// Collects every `M_…` code in the files below a folder.
fn codes(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            codes(&path, found);
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            let words =
                text.split(|one: char| !one.is_ascii_uppercase() && !one.is_ascii_digit() && one != '_');
            found.extend(words.filter(|word| word.starts_with("M_") && word.len() > 3).map(str::to_owned));
        }
    }
}

#[test]
fn every_code_of_the_specification_is_known() {
    let Some(trees) = matrix_openapi_testing::spec_trees() else { return };
    for release in ["v1.13", "v1.18", "v1.19"] {
        let mut found = BTreeSet::new();
        codes(&trees.join(release).join("data"), &mut found);
        assert!(found.len() > 30, "{release}: only {found:?}");
        for code in found {
            let known = ErrorCode::from(code.as_str());
            assert!(!matches!(known, ErrorCode::Unknown(_)), "{release} mentions {code}");
            assert_eq!(known.as_str(), code);
        }
    }
}
