//! The operations of whole upstream releases, compared with what a second and much simpler reader takes from
//! the files. `MATRIX_SPEC_TREES` names the folder that holds the releases.

#[allow(dead_code, reason = "only some of it is for this test")]
mod syntax;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use matrix_openapi_codegen::lower::lower;
use matrix_openapi_codegen::model::Authentication;
use matrix_openapi_codegen::{Api, build, generate};
use serde_yaml::Value as Yaml;
use syntax::Module;

const RELEASES: [(&str, [usize; 5]); 3] =
    [("v1.13", [158, 37, 9, 23, 1]), ("v1.18", [165, 36, 9, 23, 1]), ("v1.19", [166, 36, 9, 23, 1])];

/// What an operation is known by, and the credentials it takes.
#[derive(Debug, PartialEq)]
struct Facts {
    method: String,
    path: String,
    required: bool,
    schemes: Vec<String>,
}

fn trees() -> Option<PathBuf> {
    let trees = std::env::var_os("MATRIX_SPEC_TREES").map(PathBuf::from);
    if trees.is_none() {
        eprintln!("skipped: MATRIX_SPEC_TREES names no folder with upstream trees");
    }
    trees
}

fn overlays() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/overlays")
}

/// The operations of an API by operationId, from the YAML of its files and nothing else.
fn raw(tree: &Path, api: Api) -> BTreeMap<String, Facts> {
    let mut operations = BTreeMap::new();
    for entry in fs::read_dir(tree.join("data/api").join(api.slug())).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let file: Yaml = serde_yaml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let base = file["servers"][0]["variables"]["basePath"]["default"].as_str().unwrap();
        for (template, item) in file["paths"].as_mapping().unwrap() {
            let path = format!("{}{}", base.trim_end_matches('/'), template.as_str().unwrap().trim());
            for (method, operation) in item.as_mapping().unwrap() {
                let Some(id) = operation.get("operationId").and_then(Yaml::as_str) else { continue };
                let security =
                    operation.get("security").or_else(|| file.get("security")).unwrap_or(&Yaml::Null);
                let facts = facts(method.as_str().unwrap(), path.clone(), security);
                assert!(operations.insert(id.to_owned(), facts).is_none(), "{id} is there twice");
            }
        }
    }
    operations
}

fn facts(method: &str, path: String, security: &Yaml) -> Facts {
    let alternatives: Vec<Vec<String>> = security
        .as_sequence()
        .into_iter()
        .flatten()
        .map(|one| one.as_mapping().unwrap().keys().map(|name| name.as_str().unwrap().to_owned()).collect())
        .collect();
    let required = !alternatives.is_empty() && alternatives.iter().all(|schemes| !schemes.is_empty());
    Facts { method: method.to_uppercase(), path, required, schemes: alternatives.concat() }
}

/// The security that upstream has wrong: what it says and what is meant, by API and operationId.
fn correct(api: Api, operations: &mut BTreeMap<String, Facts>) {
    let mut correct = |id: &str, wrong: &str, required: bool, schemes: &[&str]| {
        if let Some(facts) = operations.get_mut(id) {
            assert_eq!(
                (facts.required, facts.schemes.as_slice()),
                (true, [wrong.to_owned()].as_slice()),
                "{id}"
            );
            facts.required = required;
            facts.schemes = schemes.iter().map(|scheme| (*scheme).to_owned()).collect();
        }
    };
    match api {
        Api::ClientServer => {
            correct("getRoomSummary", "signedRequest", false, &["accessTokenQuery", "accessTokenBearer"]);
        }
        Api::ServerServer => correct("getEventByTimestamp", "accessToken", true, &["signedRequest"]),
        _ => {}
    }
}

#[test]
fn every_operation_is_that_of_the_upstream_files() {
    let Some(trees) = trees() else { return };
    for (release, counts) in RELEASES {
        let tree = trees.join(release);
        let description = build::description(&tree, &overlays()).unwrap();
        assert_eq!(description.release.to_string(), release);
        for ((api, document), count) in description.documents.iter().zip(counts) {
            let found: BTreeMap<_, _> = lower(document, description.release)
                .unwrap()
                .calls
                .into_iter()
                .map(|call| {
                    let Authentication { required, schemes } = call.operation.authentication;
                    let facts =
                        Facts { method: call.operation.method, path: call.operation.path, required, schemes };
                    (call.operation.id, facts)
                })
                .collect();
            let mut expected = raw(&tree, *api);
            correct(*api, &mut expected);
            assert_eq!((found.len(), expected.len()), (count, count), "{release} {api}");
            for (id, facts) in &expected {
                assert_eq!(found.get(id), Some(facts), "{release} {api} {id}");
            }
        }
    }
}

#[test]
fn the_corrected_operations_are_there_to_be_corrected() {
    let Some(trees) = trees() else { return };
    for (release, summary) in [("v1.13", false), ("v1.18", true), ("v1.19", true)] {
        let tree = trees.join(release);
        let client = raw(&tree, Api::ClientServer);
        assert_eq!(client.contains_key("getRoomSummary"), summary, "{release}");
        assert!(raw(&tree, Api::ServerServer).contains_key("getEventByTimestamp"), "{release}");
    }
}

#[test]
fn every_release_generates_all_five_modules() {
    let Some(trees) = trees() else { return };
    for (release, counts) in RELEASES {
        let description = build::description(&trees.join(release), &overlays()).unwrap();
        for ((api, document), count) in description.documents.iter().zip(counts) {
            let source = generate(document, description.release).unwrap();
            let module = Module::read(&source);
            assert_eq!((module.table.len(), module.methods.len()), (count, count), "{release} {api}");
            assert_eq!(module.builders.len(), count, "{release} {api}");
            assert!(module.undocumented.is_empty(), "{release} {api}: {:?}", module.undocumented);
        }
    }
}
