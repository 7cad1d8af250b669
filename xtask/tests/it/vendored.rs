//! Facts of the vendored description, read from its files without the generator, so no test repeats facts of one release.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use matrix_openapi_codegen::yaml;
use serde_json::Value;

pub const APIS: [&str; 5] =
    ["client-server", "server-server", "application-service", "identity", "push-gateway"];

/// Returns the root of the project.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Returns the pinned release.
pub fn release() -> String {
    let pin = fs::read_to_string(repository().join("spec/pin.toml")).unwrap();
    let line = pin.lines().find_map(|line| line.strip_prefix("release = ")).unwrap();
    line.trim_matches('"').to_owned()
}

/// Returns the operations of an API: the method in capitals, the path without its fragment, and the operation in the file.
pub fn operations(api: &str) -> Vec<(String, String, Value)> {
    let root = yaml::read(&repository().join(format!("spec/{api}.yaml"))).unwrap();
    let mut operations = Vec::new();
    for (path, item) in root["paths"].as_object().unwrap() {
        let path = path.split('#').next().unwrap().trim_end();
        for (method, operation) in item.as_object().unwrap() {
            if operation.get("operationId").is_some() {
                operations.push((method.to_ascii_uppercase(), path.to_owned(), operation.clone()));
            }
        }
    }
    operations
}

/// Returns the numbers of operations, in the order of the APIs.
pub fn counts() -> [usize; 5] {
    APIS.map(|api| operations(api).len())
}

/// Returns the number of all operations.
pub fn count() -> usize {
    counts().iter().sum()
}

/// Returns how often a successful command ran each stage, from the output of `XTASK_TIMINGS`.
pub fn stage_runs(output: &Output) -> BTreeMap<String, usize> {
    let text = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(output.status.success(), "{text}");
    let mut runs = BTreeMap::new();
    for line in text.lines() {
        let (run, time) = line.rsplit_once(": ").unwrap();
        assert!(time.ends_with(" ms"), "{line}");
        *runs.entry(run.to_owned()).or_default() += 1;
    }
    runs
}
