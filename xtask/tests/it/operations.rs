//! `cargo xtask operations`, run as a program: the listing that scripts rely on.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

use crate::vendored::{self, APIS, repository};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).arg("operations").args(arguments).output().unwrap()
}

fn listing(arguments: &[&str]) -> Vec<Value> {
    let output = run(&[&["--json"], arguments].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn counts(rows: &[Value]) -> [usize; 5] {
    APIS.map(|api| rows.iter().filter(|row| row["api"] == api).count())
}

fn row<'a>(rows: &'a [Value], api: &str, id: &str) -> &'a Value {
    let mut found = rows.iter().filter(|row| row["api"] == api && row["id"] == id);
    let row = found.next().unwrap();
    assert!(found.next().is_none(), "{api} {id} is listed twice");
    row
}

#[test]
fn the_vendored_description_has_all_operations() {
    let rows = listing(&[]);
    assert_eq!((rows.len(), counts(&rows)), (vendored::count(), vendored::counts()));
}

#[test]
fn every_entry_has_the_fields_that_scripts_rely_on() {
    let mut rust = BTreeMap::new();
    for row in listing(&[]) {
        let fields: Vec<_> = row.as_object().unwrap().keys().map(String::as_str).collect();
        let expected = [
            "added",
            "api",
            "auth",
            "deprecated",
            "id",
            "method",
            "path",
            "rate_limited",
            "request",
            "response",
            "rust",
        ];
        let mut sorted = fields.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, expected, "{row}");
        assert!(APIS.iter().any(|api| row["api"] == *api), "{row}");
        for text in ["id", "method", "path", "rust"] {
            assert!(row[text].as_str().is_some_and(|text| !text.is_empty() && text.trim() == text), "{row}");
        }
        assert!(["GET", "PUT", "POST", "DELETE"].iter().any(|method| row["method"] == *method), "{row}");
        let path = row["path"].as_str().unwrap();
        assert!(path.starts_with("/_matrix/") || path.starts_with("/.well-known/"), "{row}");
        assert!(!path.contains('#'), "{row}");
        assert!(row["rate_limited"].is_boolean() && row["deprecated"].is_boolean(), "{row}");
        assert!(
            row["added"].is_null() || row["added"].as_str().is_some_and(|text| text.starts_with("1.")),
            "{row}"
        );
        let auth = row["auth"].as_object().unwrap();
        assert_eq!(auth.len(), 2, "{row}");
        let schemes = auth["schemes"].as_array().unwrap();
        assert!(schemes.iter().all(Value::is_string), "{row}");
        assert!(!auth["required"].as_bool().unwrap() || !schemes.is_empty(), "{row}");
        for (part, optional) in [("request", true), ("response", false)] {
            assert!(optional || row[part].is_object(), "{row}");
            if let Some(part) = row[part].as_object() {
                assert_eq!(part.len(), 2, "{row}");
                assert!(part["content"].as_array().unwrap().iter().all(Value::is_string), "{row}");
                assert!(part["type"].is_string(), "{row}");
            }
        }
        let key = (row["api"].to_string(), row["rust"].to_string());
        assert_eq!(rust.insert(key, ()), None, "two methods of one name: {row}");
    }
}

#[test]
fn entries_agree_with_the_description() {
    let rows = listing(&[]);
    // Corrected entries differ from the description.
    let corrections = fs::read_to_string(repository().join("spec/overlays/corrections.yaml")).unwrap();
    let mut kinds = BTreeSet::new();
    for api in APIS {
        for (method, path, operation) in vendored::operations(api) {
            let row = row(&rows, api, operation["operationId"].as_str().unwrap());
            assert_eq!((&row["method"], &row["path"]), (&json!(method), &json!(path)), "{row}");
            let flag = |name: &str| operation.get(name) == Some(&Value::Bool(true));
            assert_eq!(row["deprecated"], flag("deprecated"), "{row}");
            let added = operation.get("x-addedInMatrixVersion").unwrap_or(&Value::Null);
            assert_eq!(row["added"], *added, "{row}");
            assert_eq!(row["rate_limited"], operation["responses"].get("429").is_some(), "{row}");
            if corrections.contains(&format!("'{path}'")) {
                continue;
            }
            let security = operation.get("security").and_then(Value::as_array).cloned().unwrap_or_default();
            let schemes: Vec<_> =
                security.iter().flat_map(|one| one.as_object().unwrap().keys()).cloned().collect();
            let required = !security.is_empty() && security.iter().all(|one| *one != json!({}));
            assert_eq!(row["auth"], json!({"required": required, "schemes": schemes}), "{row}");
            kinds.insert((required, schemes.is_empty()));
        }
    }
    // With a required, an optional and no credential.
    assert_eq!(kinds, BTreeSet::from([(true, false), (false, true), (false, false)]));
}

#[test]
fn an_entry_has_the_documented_form() {
    let rows = listing(&[]);
    let refresh = row(&rows, "client-server", "refresh");
    assert_eq!(
        *refresh,
        json!({
            "api": "client-server",
            "id": "refresh",
            "method": "POST",
            "path": "/_matrix/client/v3/refresh",
            "rust": "refresh",
            "auth": {"required": false, "schemes": []},
            "rate_limited": true,
            "added": "1.3",
            "deprecated": refresh["deprecated"],
            "request": {"content": ["application/json"], "type": "RefreshRequest"},
            "response": {"content": ["application/json"], "type": "RefreshResponse"},
        })
    );
    let whoami = row(&rows, "client-server", "getTokenOwner");
    assert_eq!((&whoami["rust"], &whoami["request"]), (&json!("whoami"), &Value::Null));
    // The pairs of operations that share a method and a path, without a space or a fragment.
    for (one, other) in [("getEvents", "peekEvents"), ("inviteBy3PID", "inviteUser")] {
        let (one, other) = (row(&rows, "client-server", one), row(&rows, "client-server", other));
        assert_eq!((&one["method"], &one["path"]), (&other["method"], &other["path"]));
    }
}

#[test]
fn corrected_entries_are_corrected() {
    let rows = listing(&[]);
    let auth = |api: &str, id: &str| {
        let mut found = rows.iter().filter(|row| row["api"] == api && row["id"] == id);
        found.next().map(|row| row["auth"].clone())
    };
    // Not every release has the first.
    if let Some(summary) = auth("client-server", "getRoomSummary") {
        assert_eq!(summary["required"], false);
        assert!(summary["schemes"].as_array().unwrap().contains(&json!("accessTokenBearer")), "{summary}");
    }
    let signed = json!({"required": true, "schemes": ["signedRequest"]});
    assert_eq!(auth("server-server", "getEventByTimestamp"), Some(signed));
}

#[test]
fn upstream_trees_are_listed_too() {
    let Some(trees) = matrix_openapi_testing::spec_trees() else { return };
    // Upstream's own counts of the available releases.
    for (release, all, each) in [
        ("v1.13", 228, [158, 37, 9, 23, 1]),
        ("v1.18", 234, [165, 36, 9, 23, 1]),
        ("v1.19", 235, [166, 36, 9, 23, 1]),
    ] {
        let tree = Path::new(&trees).join(release);
        let rows = listing(&["--spec", tree.to_str().unwrap()]);
        assert_eq!((rows.len(), counts(&rows)), (all, each), "{release}");
        if release == vendored::release() {
            assert_eq!(rows, listing(&[]), "the vendored description is not that of the tree");
        }
    }
}

#[test]
fn the_text_has_a_line_for_each_operation() {
    let output = run(&[]);
    let text = String::from_utf8(output.stdout).unwrap();
    let count = vendored::count();
    assert_eq!(text.lines().count(), count + 1);
    assert!(text.ends_with(&format!("\n{count} operations\n")));
    let line = text.lines().find(|line| line.contains(" refresh ")).unwrap();
    assert_eq!(line, "client-server       POST   /_matrix/client/v3/refresh refresh (auth none)");
}

#[test]
fn an_unreadable_description_is_a_finding_and_a_wrong_option_wrong_use() {
    let output = run(&["--spec", "/nowhere"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "error: /nowhere: neither a vendored folder (with pin.toml) nor an upstream tree (with data/api)\n"
    );
    for arguments in [&["--sepc", "."][..], &["--spec"], &["extra"]] {
        assert_eq!(run(arguments).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn a_reader_may_stop_early() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let child = command.arg("operations").stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = child.spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
