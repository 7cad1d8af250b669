//! `cargo xtask diff`, run as a program between upstream releases, folders and revisions.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use crate::vendored::{self, release, repository};
use matrix_openapi_testing::copy_folder;

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

/// An operation in an upstream file.
struct Raw {
    api: String,
    id: String,
    method: String,
    path: String,
}

impl Raw {
    fn row(&self) -> [String; 4] {
        [&self.api, &self.id, &self.method, &self.path].map(Clone::clone)
    }
}

/// Returns the operations of an upstream tree, read from its files without the generator.
fn operations(tree: &Path) -> Vec<Raw> {
    let mut operations = Vec::new();
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
fn collect(api: &str, base: &str, text: &str, operations: &mut Vec<Raw>) {
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
                    let path = format!("{}{path}", base.trim_matches(['"', '\'']));
                    operations.push(Raw { api: api.to_owned(), id, method: method.clone(), path });
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

/// The pairs of upstream trees that are compared, if they are available.
const PAIRS: [(&str, &str); 5] =
    [("v1.8", "v1.11"), ("v1.11", "v1.13"), ("v1.13", "v1.18"), ("v1.18", "v1.19"), ("v1.19", "main")];

/// Returns the endpoint of an operation: its API, its method and its path without the names of parameters.
fn endpoint(operation: &Raw) -> (String, String, String) {
    let path = operation.path.split('/').map(|part| if part.starts_with('{') { "{}" } else { part });
    (operation.api.clone(), operation.method.clone(), path.collect::<Vec<_>>().join("/"))
}

/// Returns the operations of one side whose endpoints the other side does not have.
fn only(these: &[Raw], those: &[Raw]) -> BTreeSet<[String; 4]> {
    let there: BTreeSet<_> = those.iter().map(endpoint).collect();
    these.iter().filter(|one| !there.contains(&endpoint(one))).map(Raw::row).collect()
}

#[test]
fn between_releases_the_operations_are_exactly_those_of_upstream() {
    let Some(trees) = matrix_openapi_testing::spec_trees() else { return };
    for (old, new) in PAIRS {
        let [was, is] = [old, new].map(|release| trees.join(release));
        if !was.is_dir() || !is.is_dir() {
            eprintln!("skipped: there is no {old} or no {new}");
            continue;
        }
        let json = json(&repository(), was.to_str().unwrap(), is.to_str().unwrap());
        let (was, is) = (operations(&was), operations(&is));
        assert!(was.len() > 200 && is.len() > 200);
        let counts = [&json["old"]["operations"], &json["new"]["operations"]];
        assert_eq!(counts, [&was.len().into(), &Value::from(is.len())], "{old} to {new}");
        let changes = &json["operations"];
        assert_eq!(listed(&changes["added"]), only(&is, &was), "{old} to {new}");
        assert_eq!(listed(&changes["removed"]), only(&was, &is), "{old} to {new}");
        let renamed: BTreeSet<_> = is
            .iter()
            .filter(|one| was.iter().any(|before| endpoint(before) == endpoint(one)))
            .filter(|one| !was.iter().any(|before| endpoint(before) == endpoint(one) && before.id == one.id))
            .map(Raw::row)
            .collect();
        assert_eq!(listed(&changes["renamed"]), renamed, "{old} to {new}");
        // An operation that moved is linked from both sides.
        for (part, link, side) in [("added", "moved_from", &was), ("removed", "moved_to", &is)] {
            for one in changes[part].as_array().unwrap().iter().filter(|one| one.get(link).is_some()) {
                let other =
                    side.iter().find(|other| other.api == one["api"] && other.id == one["id"]).unwrap();
                let expected = serde_json::json!({"method": other.method, "path": other.path});
                assert_eq!(one[link], expected, "{old} to {new}");
            }
        }
        assert!(listed(&changes["changed"]).is_disjoint(&only(&is, &was)), "{old} to {new}");
        shared_changes_are_one_line(&json, &trees.join(old), &trees.join(new));
    }
}

/// Requires that a change of many operations is one line at the top, and rewording is one line at the end.
fn shared_changes_are_one_line(json: &Value, old: &Path, new: &Path) {
    let mut holders: BTreeMap<String, usize> = BTreeMap::new();
    for part in ["changed", "added"] {
        for one in json["operations"][part].as_array().unwrap() {
            for change in one["changes"].as_array().into_iter().flatten() {
                *holders.entry(change["text"].as_str().unwrap().to_owned()).or_default() += 1;
            }
        }
    }
    let arguments = [old.to_str().unwrap(), new.to_str().unwrap()];
    let text = String::from_utf8(diff(&repository(), &arguments).stdout).unwrap();
    for (change, _) in holders.into_iter().filter(|(_, count)| *count >= 5) {
        let lines: Vec<_> =
            text.lines().filter(|line| line.starts_with("~ ") && line.contains(&change)).collect();
        assert!(lines.len() == 1 && lines[0].contains(" operations"), "{change}\n{lines:#?}");
        assert!(!text.contains(&format!("\n    {change}\n")), "{change}");
    }
    let wording: Vec<_> = text.lines().filter(|line| line.contains("reworded")).collect();
    assert!(wording.len() <= 1 && wording.iter().all(|line| line.starts_with("wording: ")), "{wording:#?}");
    if !wording.is_empty() {
        let (_, after) = text.split_once("\nwording: ").unwrap();
        assert!(!after.contains("\n~ ") && after.contains("\nverdict: "), "{after}");
    }
}

#[test]
fn a_moved_operation_does_not_count_as_a_reassigned_name() {
    let Some(trees) = matrix_openapi_testing::spec_trees() else { return };
    let tree = |release: &str| trees.join(release).to_str().unwrap().to_owned();
    let json = json(&repository(), &tree("v1.11"), &tree("v1.13"));
    let changes = json["operations"].to_string();
    assert!(!changes.contains("belongs to another operation"), "{changes}");
    let moved = json["operations"]["added"].as_array().unwrap();
    let moved: Vec<_> = moved
        .iter()
        .filter(|one| one.get("moved_from").is_some())
        .map(|one| one["path"].as_str().unwrap())
        .collect();
    let below = |path: &&str| path.starts_with("/_matrix/client/v3/pushrules/global/");
    assert!(!moved.is_empty() && moved.iter().all(below), "{moved:?}");
}

#[test]
fn a_vendored_folder_does_not_differ_from_its_upstream_tree() {
    let Some(trees) = matrix_openapi_testing::spec_trees() else { return };
    let json = json(&repository(), "spec", trees.join(release()).to_str().unwrap());
    // The hashes of upstream's prose are still the same.
    assert_eq!(json["reworded"], serde_json::json!({"operations": [], "types": []}));
    for part in ["added", "removed"] {
        assert_eq!(json["operations"][part], serde_json::json!([]), "{part}");
        assert_eq!(json["surface"][part], serde_json::json!([]), "{part}");
    }
    assert_eq!((&json["surface"]["changed"], &json["verdict"]), (&serde_json::json!([]), &"patch".into()));
    // The folder lacks the tree's prose, which is not a difference of operations.
    assert_eq!(json["operations"]["changed"], serde_json::json!([]));
}

#[test]
fn prose_is_compared_by_its_hashes() {
    let project = Repository::new();
    let path = project.path().join("spec/prose.yaml");
    let text = fs::read_to_string(&path).unwrap();
    let (start, hash) = text.rsplit_once("    notify: ").unwrap();
    let hash: String = hash.chars().take_while(|digit| digit.is_ascii_alphanumeric()).collect();
    fs::write(&path, format!("{start}    notify: {}", "0".repeat(16)) + text.rsplit_once(&hash).unwrap().1)
        .unwrap();
    let json = json(project.path(), "HEAD", "spec");
    assert_eq!(json["reworded"]["operations"], serde_json::json!([{"api": "push-gateway", "id": "notify"}]));
    assert_eq!((&json["operations"]["changed"], &json["verdict"]), (&serde_json::json!([]), &"patch".into()));
    fs::remove_file(&path).unwrap();
    assert_eq!(self::json(project.path(), "HEAD", "spec")["reworded"]["operations"], serde_json::json!([]));
}

/// A repository with the description.
struct Repository(TempDir);

impl Repository {
    fn new() -> Self {
        let project = Self(tempfile::tempdir().unwrap());
        copy_folder(&repository().join("spec"), &project.path().join("spec"));
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

/// Adds types to the push gateway API, each with the fields that lead to others, and a field of the body for each root.
fn add_types(project: &Repository, fields: &[Vec<(String, String)>], roots: &[usize]) {
    let mut schemas = "components:\n  schemas:\n".to_owned();
    let reference = |to: &str| match to {
        "string" => "{type: string}".to_owned(),
        name => format!("{{$ref: '#/components/schemas/{name}'}}"),
    };
    for (index, fields) in fields.iter().enumerate() {
        schemas += &format!("    Level{index}:\n      type: object\n      properties:\n");
        for (name, to) in fields {
            schemas += &format!("        {name}: {}\n", reference(to));
        }
    }
    let file = "spec/push-gateway.yaml";
    project.edit(file, "components: {}\n", &schemas);
    let mut properties = "              properties:\n".to_owned();
    // The last type is read first, so none is nested deeply.
    for root in roots {
        let name = format!("root{:03}", fields.len() - root);
        properties += &format!("                {name}: {}\n", reference(&format!("Level{root}")));
    }
    project.edit(file, "              properties:\n", &properties);
}

#[test]
fn types_that_are_found_in_very_many_places_are_compared_once() {
    let level = |index: usize, names: &[&str]| -> Vec<(String, String)> {
        let fields = names.iter().map(|name| ((*name).to_owned(), format!("Level{}", index + 1)));
        fields.collect()
    };
    let last = || vec![("last".to_owned(), "string".to_owned())];
    // Each level doubles the number of places, and each of a chain is a field of the body.
    let doubling: Vec<_> = (0..40).map(|index| level(index, &["a", "b"])).chain([last()]).collect();
    let chain: Vec<_> = (0..300).map(|index| level(index, &["next"])).chain([last()]).collect();
    for (fields, roots) in [(doubling, vec![0]), (chain, (0..300).collect())] {
        let project = Repository::new();
        add_types(&project, &fields, &roots);
        project.commit();
        project.edit(
            "spec/push-gateway.yaml",
            "        last: {type: string}\n",
            "        other: {type: string}\n",
        );
        let json = json(project.path(), "HEAD", "spec");
        let changed = json["operations"]["changed"].as_array().unwrap();
        assert_eq!(changed.len(), 1, "{changed:?}");
        let texts: Vec<_> = changed[0]["changes"].as_array().unwrap().iter().map(Value::to_string).collect();
        assert!(
            texts.len() == 2 && texts[0].contains(".last` removed") && texts[1].contains(".other` added"),
            "{texts:?}"
        );
    }
}

#[test]
fn revisions_are_compared_with_each_other_and_with_folders() {
    let project = Repository::new();
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
    assert_eq!(listed(&renamed["operations"]["renamed"]), expected("tell"));
    assert_eq!(renamed["operations"]["renamed"][0]["old_id"], "notify");
    for part in ["added", "removed", "changed"] {
        assert_eq!(renamed["operations"][part], serde_json::json!([]), "{part}");
    }
    assert_eq!(renamed["verdict"], "major");
    let removed = renamed["surface"]["removed"].as_array().unwrap();
    assert!(removed.iter().any(|entry| {
        entry["item"].as_str().is_some_and(|item| item.starts_with("Client::notify("))
            && entry["verdict"] == "major"
    }));
    project.commit();
    assert_eq!(listed(&json_of("HEAD~1", "HEAD")["operations"]["renamed"]), expected("tell"));
}

#[test]
fn a_revision_is_compared_by_its_own_surface() {
    let project = Repository::new();
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
fn an_unknown_side_is_wrong_use() {
    let project = Repository::new();
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
    // A description that cannot be read is a finding.
    project.edit("spec/identity.yaml", "\npaths:\n", "\npaths: [\n");
    assert_eq!(diff(project.path(), &["HEAD", "spec"]).status.code(), Some(1));
}

#[test]
fn output_to_a_file_has_no_colours() {
    let project = Repository::new();
    project.edit("spec/push-gateway.yaml", "operationId: notify\n", "operationId: tell\n");
    let text = String::from_utf8(diff(project.path(), &["HEAD", "spec"]).stdout).unwrap();
    let json = json(project.path(), "HEAD", "spec");
    let (release, count) = (release(), vendored::count());
    assert_eq!(json["old"]["operations"], count);
    let start = format!("HEAD ({release}) to spec ({release}): {count} operations, were {count}\n");
    assert!(text.starts_with(&start), "{text}");
    let renamed = "\n~ push-gateway tell POST /_matrix/push/v1/notify (was notify)\n";
    assert!(text.contains(renamed) && !text.contains('\u{1b}'), "{text}");
    assert!(text.contains("\nverdict: major\n"), "{text}");
}

#[test]
fn types_of_events_are_compared_in_all_formats() {
    let project = Repository::new();
    let overlay = "spec/overlays/events.yaml";
    project.edit(overlay, "{allow: 8, join_rule: 1}", "{allow: 7, join_rule: 1}");
    project.edit("spec/events.yaml", "\n  m.room.name:\n", "\n  m.room.other_name:\n");
    let changes = json(project.path(), "HEAD", "spec");
    let name = |list: &str, event: &str| {
        let listed = changes["events"][list].as_array().unwrap();
        assert_eq!(listed.len(), 1, "{listed:?}");
        assert_eq!((&listed[0]["section"], &listed[0]["type"]), (&"events".into(), &event.into()));
        listed[0].clone()
    };
    assert_eq!(name("removed", "m.room.name")["verdict"], "major");
    let added = name("added", "m.room.other_name");
    assert_eq!((&added["rust"], &added["kinds"]), (&"RoomOtherName".into(), &serde_json::json!(["state"])));
    assert_eq!((&added["verdict"], added.get("changes")), (&"minor".into(), None));
    let text =
        "`allow` is kept by redaction since room version 7, was kept by redaction since room version 8";
    assert_eq!(
        name("changed", "m.room.join_rules")["changes"],
        serde_json::json!([{"text": text, "verdict": "minor"}])
    );
    let changes = |format: &str| {
        String::from_utf8(diff(project.path(), &["HEAD", "spec", "--format", format]).stdout).unwrap()
    };
    let lines = format!(
        "\nevents: 1 removed, 1 added, 1 changed\n- events m.room.name RoomName (state)\n\
         + events m.room.other_name RoomOtherName (state)\n\
         ~ events m.room.join_rules RoomJoinRules (state)\n    minor: {text}\n"
    );
    assert!(changes("text").contains(&lines), "{}", changes("text"));
    let lines = format!(
        "\n### Events changed\n\n- events `m.room.join_rules`, `RoomJoinRules` (state)\n  - **minor**: {text}\n"
    );
    assert!(changes("markdown").contains(&lines), "{}", changes("markdown"));
}

#[test]
fn between_releases_the_types_of_events_are_those_of_upstream() {
    let Some(trees) = matrix_openapi_testing::spec_trees() else { return };
    let tree = |release: &str| trees.join(release).to_str().unwrap().to_owned();
    let json = json(&repository(), &tree("v1.18"), &tree("v1.19"));
    let added = json["events"]["added"].as_array().unwrap().iter().map(|one| one["type"].as_str().unwrap());
    assert_eq!(
        added.collect::<Vec<_>>(),
        ["m.image_pack.rooms", "m.key_backup", "m.room.image_pack", "m.room_key_bundle"]
    );
    assert_eq!(
        (&json["events"]["removed"], &json["events"]["changed"]),
        (&serde_json::json!([]), &serde_json::json!([]))
    );
}
