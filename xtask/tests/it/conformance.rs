//! `cargo xtask conformance`, run as a program on a small tree and on upstream's.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

const HEAD: &str = "openapi: 3.1.0\nservers: [{variables: {basePath: {default: /base}}}]\npaths:\n";

/// An operation whose request is lossless, whose first response loses an item and whose second does not decode.
const OPERATION: &str = r#"  /a:
    put:
      operationId: putA
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties: {id: {type: integer}, event: {type: object}}
            example: {id: 9007199254740993, event: {$ref: event.json, b: 1.50}}
      responses:
        '200':
          content:
            application/json:
              schema:
                type: object
                required: [name]
                properties: {name: {type: string}, list: {type: array, items: {type: integer}}}
              examples:
                lossy: {value: {name: x, other: 1, list: [1, x]}}
                broken: {value: {name: 1}}
        '401':
          content:
            application/json:
              schema: {type: object}
              examples:
                code: {value: {errcode: M_UNKNOWN_TOKEN, error: x, soft_logout: true, own: {y: null}}}
                limit: {value: {errcode: M_LIMIT_EXCEEDED, retry_after_ms: 2000}}
                stages: {value: {flows: [{stages: [m.login.dummy]}], params: {}, session: s, completed: []}}
"#;

/// Returns a tree with overlays that change nothing, since those of this repository are for upstream's trees.
fn tree() -> TempDir {
    let folder = TempDir::new().unwrap();
    let tree = folder.path().join("v1.99");
    for api in ["application-service", "client-server", "identity", "push-gateway", "server-server"] {
        let below = tree.join("data/api").join(api);
        fs::create_dir_all(&below).unwrap();
        fs::write(below.join("event.json"), r#"{"a": null}"#).unwrap();
        let text = HEAD.to_owned() + &OPERATION.replace("putA", &format!("put_{}", api.replace('-', "_")));
        fs::write(below.join("a.yaml"), text).unwrap();
    }
    fs::create_dir(tree.join("overlays")).unwrap();
    fs::write(tree.join("overlays/none.yaml"), "overlay: 1.0.0\nactions: []\n").unwrap();
    folder
}

fn run(tree: &Path, defects: Option<&Path>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(["conformance", "--json", "--from"]).arg(tree);
    if let Some(defects) = defects {
        command.arg("--defects").arg(defects);
    }
    command.output().unwrap()
}

fn report(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

fn member<'a>(report: &'a Value, name: &str) -> Vec<&'a Value> {
    report[name].as_array().unwrap().iter().collect()
}

fn defects(folder: &Path, at: &str) -> PathBuf {
    let path = folder.join(format!("defects-{}.yaml", at.len()));
    let place =
        "data/api/identity/a.yaml#/paths/~1a/put/responses/200/content/application~1json/examples/lossy";
    let text = format!(
        "defects:\n- {{releases: v1.99, api: identity, operation: put_identity, kind: success, where: {place}, \
         at: [{at}], reason: The example is wrong.}}\n"
    );
    fs::write(&path, text).unwrap();
    path
}

#[test]
fn examples_are_decoded_and_encoded() {
    let folder = tree();
    let tree = folder.path().join("v1.99");
    let listed = defects(folder.path(), "/list");
    let output = run(&tree, Some(&listed));
    let report_json = report(&output);
    assert_eq!(output.status.code(), Some(1));
    let counts = [
        &report_json["release"],
        &report_json["examples"],
        &report_json["decoded"],
        &report_json["lossless"],
    ];
    assert_eq!(counts, [&json!("v1.99"), &json!(30), &json!(25), &json!(20)]);
    assert_eq!([&report_json["requests"], &report_json["responses"]], [&json!(5), &json!(10)]);
    let failures = member(&report_json, "failures");
    let lossy: Vec<_> =
        failures.iter().filter(|failure| failure["problem"] == "/list had 2 items and has 1").collect();
    assert_eq!((failures.len(), lossy.len(), member(&report_json, "listed").len()), (9, 4, 1));
    let broken = failures
        .iter()
        .find(|failure| failure["api"] == "identity")
        .unwrap_or_else(|| panic!("{report_json}"));
    assert_eq!((&broken["operation"], &broken["kind"]), (&json!("put_identity"), &json!("success")));
    assert_eq!(
        broken["where"],
        "data/api/identity/a.yaml#/paths/~1a/put/responses/200/content/application~1json/examples/broken"
    );
    assert!(broken["problem"].as_str().unwrap().contains("$.name"), "{broken}");

    let gone = report(&run(&tree, Some(&defects(folder.path(), "/list, /more"))));
    assert_eq!((member(&gone, "failures").len(), member(&gone, "listed").len()), (11, 0));
}

#[test]
fn a_folder_that_is_not_an_upstream_tree_is_refused() {
    let folder = TempDir::new().unwrap();
    let output = run(folder.path(), None);
    assert!(!output.status.success() && output.stdout.is_empty());
    assert!(String::from_utf8_lossy(&output.stderr).contains("not an upstream tree"), "{output:?}");
}

#[test]
fn the_examples_of_the_releases_come_back_unchanged() {
    let Some(trees) = matrix_openapi_testing::spec_trees() else { return };
    let counted = [("v1.8", 396), ("v1.13", 420), ("v1.18", 457), ("v1.19", 458)];
    let folders = fs::read_dir(&trees).unwrap().map(|folder| folder.unwrap().path());
    for tree in folders.filter(|folder| folder.join("data/api").is_dir()) {
        let name = tree.file_name().unwrap().to_str().unwrap().to_owned();
        let output = run(&tree, None);
        let report_json = report(&output);
        assert_eq!((&report_json["failures"], output.status.code()), (&json!([]), Some(0)), "{name}");
        let events = fs::read_dir(tree.join("data/event-schemas/examples")).unwrap().filter(|entry| {
            entry.as_ref().is_ok_and(|entry| entry.path().extension().is_some_and(|end| end == "yaml"))
        });
        let events = events.count();
        let counts = [&report_json["events"], &report_json["stripped_state"], &report_json["edus"]];
        assert_eq!(counts, [&json!(events), &json!(2), &json!(6)], "{name}");
        if let Some((_, examples)) = counted.iter().find(|(release, _)| *release == name) {
            assert_eq!(report_json["examples"], json!(examples + events + 2 + 6), "{name}");
        }
        assert_eq!(report_json["decoded"], report_json["examples"], "{name}");
        assert_eq!(report_json["lossless"], report_json["examples"], "{name}");
    }
}
