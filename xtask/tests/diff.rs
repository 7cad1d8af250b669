//! `cargo xtask diff`, run as a program: what scripts rely on, between upstream releases, folders and revisions.

mod folder;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use crate::folder::copy;

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn diff(project: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.current_dir(project).env("CARGO_MANIFEST_DIR", project.join("xtask"));
    command.arg("diff").args(arguments).output().unwrap()
}

fn json(project: &Path, old: &str, new: &str) -> Value {
    let output = diff(project, &[old, new, "--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The upstream trees, where there are any.
fn trees() -> Option<PathBuf> {
    let trees = std::env::var_os("MATRIX_SPEC_TREES").map(PathBuf::from);
    if trees.is_none() {
        eprintln!("skipped: MATRIX_SPEC_TREES names no folder with upstream trees");
    }
    trees
}

/// The operations of an upstream tree, read from its files without the generator.
fn operations(tree: &Path) -> BTreeMap<(String, String), (String, String)> {
    let mut operations = BTreeMap::new();
    for api in ["client-server", "server-server", "application-service", "identity", "push-gateway"] {
        for entry in fs::read_dir(tree.join("data/api").join(api)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "yaml") {
                let text = fs::read_to_string(path).unwrap();
                let base =
                    text.lines().skip_while(|line| line.trim() != "basePath:").nth(1).unwrap_or_default();
                let base = base.trim().strip_prefix("default:").unwrap_or_default().trim();
                collect(api, base, &text, &mut operations);
            }
        }
    }
    operations
}

/// Collects the operations of a file by the indentation of its lines.
fn collect(api: &str, base: &str, text: &str, operations: &mut BTreeMap<(String, String), (String, String)>) {
    let (mut path, mut method, mut inside) = (String::new(), String::new(), false);
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.trim().starts_with('#')) {
        let indent = line.len() - line.trim_start().len();
        let key = line.trim().trim_end_matches(':').trim_matches(['"', '\'']);
        match indent {
            0 => inside = key == "paths",
            2 if inside => path = key.trim().to_owned(),
            4 if inside => method = key.to_ascii_uppercase(),
            6 if inside => {
                if let Some(id) = line.trim().strip_prefix("operationId:") {
                    let id = id.trim().trim_matches(['"', '\'']).to_owned();
                    let place = (method.clone(), format!("{}{path}", base.trim_matches(['"', '\''])));
                    operations.insert((api.to_owned(), id), place);
                }
            }
            _ => {}
        }
    }
}

fn listed(operations: &Value) -> BTreeSet<[String; 4]> {
    let text = |entry: &Value, name: &str| entry[name].as_str().unwrap().to_owned();
    let rows = operations.as_array().unwrap().iter();
    rows.map(|entry| ["api", "id", "method", "path"].map(|name| text(entry, name))).collect()
}

#[test]
fn between_releases_the_operations_are_exactly_those_of_upstream() {
    let Some(trees) = trees() else { return };
    let tree = |release: &str| trees.join(release);
    for (old, new, counts) in [("v1.13", "v1.18", (228, 234)), ("v1.18", "v1.19", (234, 235))] {
        let (was, is) = (operations(&tree(old)), operations(&tree(new)));
        assert_eq!((was.len(), is.len()), counts);
        let only =
            |these: &BTreeMap<(String, String), (String, String)>, those: &BTreeMap<_, _>| -> BTreeSet<_> {
                let these = these.iter().filter(|(key, _)| !those.contains_key(*key));
                these.map(|((api, id), (method, path))| [api, id, method, path].map(Clone::clone)).collect()
            };
        let json = json(&repository(), tree(old).to_str().unwrap(), tree(new).to_str().unwrap());
        assert_eq!(listed(&json["operations"]["added"]), only(&is, &was), "{old} to {new}");
        assert_eq!(listed(&json["operations"]["removed"]), only(&was, &is), "{old} to {new}");
        // Members and methods went and changed their types between these, which breaks programs.
        assert_eq!(json["verdict"], "major", "{old} to {new}");
    }
}

#[test]
fn the_last_release_adds_one_operation() {
    let Some(trees) = trees() else { return };
    let tree = |release: &str| trees.join(release).to_str().unwrap().to_owned();
    let json = json(&repository(), &tree("v1.18"), &tree("v1.19"));
    let expected = ["client-server", "getMutualRooms", "GET", "/_matrix/client/v1/mutual_rooms"];
    assert_eq!(listed(&json["operations"]["added"]), BTreeSet::from([expected.map(str::to_owned)]));
    assert_eq!(listed(&json["operations"]["removed"]), BTreeSet::new());
    let moved = ["identity", "path", "verb", "authentication", "deprecation"];
    for changed in json["operations"]["changed"].as_array().unwrap() {
        for change in changed["changes"].as_array().unwrap() {
            assert!(!moved.iter().any(|part| change["part"] == *part), "{changed}");
        }
    }
}

#[test]
fn a_vendored_folder_is_as_the_tree_that_it_was_made_from() {
    let Some(trees) = trees() else { return };
    let json = json(&repository(), "spec", trees.join("v1.19").to_str().unwrap());
    for part in ["added", "removed"] {
        assert_eq!(json["operations"][part], serde_json::json!([]), "{part}");
        assert_eq!(json["surface"][part], serde_json::json!([]), "{part}");
    }
    assert_eq!((&json["surface"]["changed"], &json["verdict"]), (&serde_json::json!([]), &"patch".into()));
    // The folder has none of the words of the tree, which is no difference between what they describe.
    assert_eq!(json["operations"]["changed"], serde_json::json!([]));
}

#[test]
fn words_are_compared_where_both_sides_have_some() {
    let project = Project::new();
    let path = project.path().join("spec/push-gateway.yaml");
    let worded = |words: &str| format!("operationId: notify\n      summary: {words}\n");
    let changed = |old: &str, new: &str| json(project.path(), old, new)["operations"]["changed"].clone();
    project.edit("spec/push-gateway.yaml", "operationId: notify\n", &worded("One."));
    assert_eq!(changed("HEAD", "spec"), serde_json::json!([]));
    project.commit();
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace(&worded("One."), &worded("Another."))).unwrap();
    let changes = changed("HEAD", "spec")[0]["changes"].clone();
    let expected = [("documentation", "the wording of the operation", "patch")];
    let expected = expected
        .map(|(part, text, verdict)| serde_json::json!({"part": part, "text": text, "verdict": verdict}));
    assert_eq!(changes, serde_json::json!(expected));
}

/// A repository of its own with the description in it.
struct Project(TempDir);

impl Project {
    fn new() -> Self {
        let project = Self(tempfile::tempdir().unwrap());
        copy(&repository().join("spec"), &project.path().join("spec"));
        project.git(&["init", "--quiet"]);
        project.commit();
        project
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn git(&self, arguments: &[&str]) {
        let mut command = Command::new("git");
        command.arg("-C").arg(self.path()).args([
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@b",
            "-c",
            "commit.gpgsign=false",
        ]);
        let output = command.args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    fn commit(&self) {
        self.git(&["add", "."]);
        self.git(&["commit", "--quiet", "--message", "the description"]);
    }

    fn edit(&self, name: &str, from: &str, to: &str) {
        let path = self.path().join(name);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{name} has no {from:?}");
        fs::write(&path, text.replacen(from, to, 1)).unwrap();
    }
}

#[test]
fn revisions_are_compared_with_each_other_and_with_folders() {
    let project = Project::new();
    assert_eq!(json(project.path(), "HEAD", "spec")["verdict"], "patch");
    let [short, long] = [&["HEAD", "spec", "--json"][..], &["HEAD", "spec", "--format", "json"]]
        .map(|arguments| diff(project.path(), arguments).stdout);
    assert_eq!(short, long);
    project.edit("spec/push-gateway.yaml", "operationId: notify\n", "operationId: tell\n");
    let expected = |id: &str| {
        BTreeSet::from([["push-gateway", id, "POST", "/_matrix/push/v1/notify"].map(str::to_owned)])
    };
    let json_of = |old: &str, new: &str| json(project.path(), old, new);
    let renamed = json_of("HEAD", "spec");
    assert_eq!(listed(&renamed["operations"]["removed"]), expected("notify"));
    assert_eq!(listed(&renamed["operations"]["added"]), expected("tell"));
    assert_eq!(
        (&renamed["operations"]["changed"], &renamed["verdict"]),
        (&serde_json::json!([]), &"major".into())
    );
    let removed = renamed["surface"]["removed"].as_array().unwrap();
    assert!(removed.iter().any(|entry| {
        entry["item"].as_str().is_some_and(|item| item.starts_with("Client::notify("))
            && entry["verdict"] == "major"
    }));
    project.commit();
    assert_eq!(listed(&json_of("HEAD~1", "HEAD")["operations"]["added"]), expected("tell"));
}

#[test]
fn a_revision_is_taken_at_its_word_about_what_it_generated() {
    let project = Project::new();
    project.edit(
        "spec/surface/push-gateway.txt",
        "\nClient: struct { .. }",
        "\nClient: struct { .. }\nClient::old(&self) -> ()",
    );
    project.commit();
    let json = json(project.path(), "HEAD", "spec");
    let removed = json["surface"]["removed"].as_array().unwrap();
    assert_eq!((removed.len(), &removed[0]["item"]), (1, &"Client::old(&self) -> ()".into()));
    assert_eq!(json["operations"]["changed"], serde_json::json!([]));
}

#[test]
fn what_is_neither_a_folder_nor_a_revision_is_wrong_use() {
    let project = Project::new();
    for arguments in [
        &["HEAD", "no-such-revision"][..],
        &["--", "--help", "HEAD"],
        &["HEAD"],
        &["HEAD", "spec", "--format", "xml"],
        &["HEAD", "spec", "--format", "text", "--json"],
    ] {
        let output = diff(project.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{arguments:?}");
    }
    let output = diff(project.path(), &["HEAD", "no-such-revision"]);
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "error: no-such-revision is neither a folder with a description nor a revision of this repository\n"
    );
    // A description that does not read is a finding.
    project.edit("spec/identity.yaml", "\npaths:\n", "\npaths: [\n");
    assert_eq!(diff(project.path(), &["HEAD", "spec"]).status.code(), Some(1));
}

#[test]
fn what_goes_into_a_file_has_no_colours() {
    let project = Project::new();
    project.edit("spec/push-gateway.yaml", "operationId: notify\n", "operationId: tell\n");
    let text = String::from_utf8(diff(project.path(), &["HEAD", "spec"]).stdout).unwrap();
    assert!(text.starts_with("HEAD (v1.19) to spec (v1.19): 235 operations, were 235\n"), "{text}");
    assert!(
        text.contains("\n- push-gateway notify POST /_matrix/push/v1/notify\n") && !text.contains('\u{1b}'),
        "{text}"
    );
    assert!(text.contains("\nverdict: major\n"), "{text}");
}
