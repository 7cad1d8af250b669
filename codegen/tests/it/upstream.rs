//! The operations of whole upstream releases, compared with the results of a second, much simpler reader.
//! `MATRIX_SPEC_TREES` names the folder with the releases.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::openapi::openapi;
use crate::syntax::Module;
use matrix_openapi_codegen::emit::progenitor;
use matrix_openapi_codegen::lower::lower;
use matrix_openapi_codegen::model::{Authentication, OperationFacts};
use matrix_openapi_codegen::{Api, Project, Release, Wording, generate};
use progenitor_impl::Generator;
use serde_yaml::Value as Yaml;

/// The number of operations of each API in the releases that were counted by hand; any other tree is compared only with
/// its files.
const COUNTED: [(&str, [usize; 5]); 3] =
    [("v1.13", [158, 37, 9, 23, 1]), ("v1.18", [165, 36, 9, 23, 1]), ("v1.19", [166, 36, 9, 23, 1])];

/// The releases of folders whose names do not contain them.
const UNFINISHED: [(&str, &str); 1] = [("main", "v1.20")];

/// The key of an operation, and the credentials that it accepts.
#[derive(Debug, PartialEq)]
struct Facts {
    method: String,
    path: String,
    required: bool,
    schemes: Vec<String>,
    added: Option<String>,
    deprecated: bool,
    rate_limited: bool,
}

/// Returns the available trees by their names.
fn trees() -> Vec<(String, PathBuf)> {
    let Some(folder) = matrix_openapi_testing::spec_trees() else { return Vec::new() };
    let mut trees: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("data/api").is_dir())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), path))
        .collect();
    trees.sort_by_key(|(name, _)| release(name).parse::<Release>().ok());
    assert!(!trees.is_empty(), "MATRIX_SPEC_TREES names a folder without a tree");
    trees
}

fn overlays() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/overlays")
}

/// Returns the operations of an API by operationId, from the YAML of its files alone.
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
                let facts = facts(method.as_str().unwrap(), path.clone(), operation, &file);
                assert!(operations.insert(id.to_owned(), facts).is_none(), "{id} is there twice");
            }
        }
    }
    operations
}

fn facts(method: &str, path: String, operation: &Yaml, file: &Yaml) -> Facts {
    let security = operation.get("security").or_else(|| file.get("security")).unwrap_or(&Yaml::Null);
    let alternatives: Vec<Vec<String>> = security
        .as_sequence()
        .into_iter()
        .flatten()
        .map(|one| one.as_mapping().unwrap().keys().map(|name| name.as_str().unwrap().to_owned()).collect())
        .collect();
    let required = !alternatives.is_empty() && alternatives.iter().all(|schemes| !schemes.is_empty());
    let limited = |status: &Yaml| status.as_u64() == Some(429) || status.as_str() == Some("429");
    Facts {
        method: method.to_uppercase(),
        path,
        required,
        schemes: alternatives.concat(),
        added: operation.get("x-addedInMatrixVersion").map(|added| added.as_str().unwrap().to_owned()),
        deprecated: operation.get("deprecated").is_some_and(|deprecated| deprecated.as_bool().unwrap()),
        rate_limited: operation["responses"].as_mapping().unwrap().keys().any(limited),
    }
}

/// Returns the names of the security schemes of an API, from all its files.
fn declared(tree: &Path, api: Api) -> BTreeSet<String> {
    let folder = tree.join("data/api").join(api.slug());
    let text = fs::read_to_string(folder.join("definitions/security.yaml")).unwrap_or_default();
    let schemes: Yaml = serde_yaml::from_str(&text).unwrap();
    let names = schemes.as_mapping().into_iter().flat_map(|schemes| schemes.keys());
    names.map(|name| name.as_str().unwrap().to_owned()).collect()
}

/// Replaces the security that upstream describes wrongly by the intended one.
fn correct(api: Api, operations: &mut BTreeMap<String, Facts>, declared: &BTreeSet<String>) {
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
            let tokens = ["accessTokenQuery", "accessTokenBearer"];
            let meant: Vec<_> = tokens.into_iter().filter(|name| declared.contains(*name)).collect();
            correct("getRoomSummary", "signedRequest", false, &meant);
        }
        Api::ServerServer => correct("getEventByTimestamp", "accessToken", true, &["signedRequest"]),
        _ => {}
    }
}

fn release(name: &str) -> &str {
    UNFINISHED.iter().find(|(unfinished, _)| *unfinished == name).map_or(name, |(_, release)| release)
}

#[test]
fn every_operation_is_that_of_the_upstream_files() {
    for (name, tree) in trees() {
        let description =
            Project::new(&tree, overlays()).description().unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(description.release.to_string(), release(&name));
        let mut counts = Vec::new();
        for (api, document) in &description.documents {
            let calls = lower(document, description.release).unwrap().operations;
            counts.push(calls.len());
            let found: BTreeMap<_, _> = calls
                .into_iter()
                .map(|call| {
                    let OperationFacts {
                        id,
                        method,
                        path,
                        authentication,
                        added,
                        deprecated,
                        rate_limited,
                        ..
                    } = call.facts;
                    let Authentication { required, schemes } = authentication;
                    (id, Facts { method, path, required, schemes, added, deprecated, rate_limited })
                })
                .collect();
            let mut expected = raw(&tree, *api);
            correct(*api, &mut expected, &declared(&tree, *api));
            assert_eq!(found.len(), expected.len(), "{name} {api}");
            for (id, facts) in &expected {
                assert_eq!(found.get(id), Some(facts), "{name} {api} {id}");
            }
        }
        if let Some((_, counted)) = COUNTED.iter().find(|(counted, _)| *counted == name) {
            assert_eq!(counts, counted, "{name}");
        }
        if name == "v1.8" {
            assert_eq!(counts.iter().sum::<usize>(), 218);
        }
    }
}

#[test]
fn every_corrected_operation_exists_upstream() {
    for (name, tree) in trees() {
        let client = raw(&tree, Api::ClientServer);
        let summary = release(&name).parse::<Release>().unwrap() >= "v1.15".parse().unwrap();
        assert_eq!(client.contains_key("getRoomSummary"), summary, "{name}");
        assert!(raw(&tree, Api::ServerServer).contains_key("getEventByTimestamp"), "{name}");
    }
}

#[test]
fn every_tree_generates_all_five_modules() {
    for (name, tree) in trees() {
        let description = Project::new(&tree, overlays()).description().unwrap();
        for (api, document) in &description.documents {
            let count = raw(&tree, *api).len();
            let source = generate(document, description.release, &Wording::default())
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            let module = Module::read(&source);
            assert_eq!((module.table.len(), module.methods.len()), (count, count), "{name} {api}");
            assert_eq!(module.builders.len(), count, "{name} {api}");
            assert!(module.undocumented.is_empty(), "{name} {api}: {:?}", module.undocumented);
            let model = lower(document, description.release).unwrap();
            let tokens = Generator::new(&progenitor::settings()).generate_tokens(&openapi(&model)).unwrap();
            syn::parse2::<syn::File>(tokens).unwrap_or_else(|error| panic!("{name} {api}: {error}"));
        }
    }
}

/// Upstream changes one file after the other on the way to the next release. This simulates such states with the files
/// of two releases: those of the older one, with more and more of the newer one, in several orders.
#[test]
fn states_between_two_releases_are_imported() {
    let trees = trees();
    for pair in trees.windows(2) {
        let [(older, from), (newer, to)] = pair else { continue };
        for order in ORDERS {
            let folder = tempfile::tempdir().unwrap();
            let between = folder.path().join("between");
            copy(from, &between, |_| true);
            // New definitions come before their first use, and removed ones stay until after their last.
            copy(to, &between, |file| file.contains("/definitions/") || !file.contains("/api/"));
            for api in Api::ALL {
                let security = format!("data/api/{api}/definitions/security.yaml");
                keep(&from.join(&security), &between.join(&security));
            }
            for step in 0..STEPS {
                copy(to, &between, |file| !file.contains("security") && place(file, order) == step);
                let outcome = Project::new(&between, overlays()).description().and_then(|description| {
                    assert!(!description.is_finished());
                    Project::new(&between, overlays()).lower(description).map(drop)
                });
                let place = format!("{older} to {newer}, order {order}, step {step}");
                if names_twice(&between) {
                    // Upstream moves an operation to another file in one step.
                    let error = outcome.map(|_| ()).expect_err(&place).to_string();
                    assert!(error.contains("is also used by"), "{place}: {error}");
                    continue;
                }
                outcome.unwrap_or_else(|error| panic!("{place}: {error}"));
            }
        }
    }
}

/// Returns whether two files of one API have an operation with the same name.
fn names_twice(tree: &Path) -> bool {
    Api::ALL.into_iter().any(|api| {
        let files =
            fs::read_dir(tree.join("data/api").join(api.slug())).unwrap().map(|file| file.unwrap().path());
        let texts = files.filter(|file| file.is_file()).map(|file| fs::read_to_string(file).unwrap());
        let names: Vec<String> = texts
            .flat_map(|text| text.lines().map(str::trim).map(str::to_owned).collect::<Vec<_>>())
            .filter(|line| line.starts_with("operationId:"))
            .collect();
        names.iter().collect::<BTreeSet<_>>().len() < names.len()
    })
}

const ORDERS: [usize; 1] = [7];

const STEPS: usize = 5;

/// Returns the step in which a file is replaced.
fn place(file: &str, order: usize) -> usize {
    let name = file.rsplit_once("/data/").unwrap().1;
    name.bytes().fold(order, |sum, letter| sum.wrapping_mul(order).wrapping_add(usize::from(letter))) / 64
        % STEPS
}

/// Adds the definitions of one file to another.
fn keep(from: &Path, to: &Path) {
    let (Ok(old), Ok(new)) = (fs::read_to_string(from), fs::read_to_string(to)) else { return };
    let read = |text: &str| serde_yaml::from_str::<serde_yaml::Mapping>(text).unwrap();
    let mut all = read(&old);
    all.extend(read(&new));
    fs::write(to, serde_yaml::to_string(&all).unwrap()).unwrap();
}

/// Copies the wanted YAML files of a tree.
fn copy(from: &Path, to: &Path, wanted: impl Fn(&str) -> bool + Copy) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target, wanted);
        } else if path.extension().is_some_and(|extension| extension == "yaml")
            && wanted(path.to_str().unwrap())
        {
            fs::copy(&path, target).unwrap();
        }
    }
}
