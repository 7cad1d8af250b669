//! `cargo xtask update-spec`, run as a program on small upstream trees.

mod archives;
mod bundles;
mod checkouts;
mod compiling;
mod events;
mod interruptions;
mod network;
mod project;
mod server;
mod workflow;

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use crate::vendored::{APIS, stage_runs};
use project::{Project, document, operation};

#[test]
fn a_release_is_imported_with_its_pin() {
    let project = Project::new();
    let report = project.update(&["v1.19"]);
    assert!(report.starts_with("nothing to v1.19, 5 operations\nchanged: client-server.yaml\n"), "{report}");
    assert!(report.contains("\nchanged: pin.toml\n\nnothing to v1.19: 5 operations, were 0\n"), "{report}");
    assert!(report.contains("\n+ identity ping GET /base/ping\n"), "{report}");
    let yaml = fs::read_to_string(project.spec().join("push-gateway.yaml")).unwrap();
    assert_eq!(
        yaml,
        "# Written by 'cargo xtask update-spec' from the Matrix specification v1.19; do not edit.\n\
         components: {}\ninfo:\n  title: Matrix Push Gateway API\n  version: v1.19\nopenapi: '3.1.0'\npaths:\n  \
         /base/ping:\n    get:\n      operationId: ping\n      responses:\n        '200':\n          description: ''\n"
    );
    let pin = fs::read_to_string(project.spec().join("pin.toml")).unwrap();
    assert!(pin.contains("\nrelease = \"v1.19\"\nsource = \"matrix-spec v1.19\"\n"), "{pin}");
    assert!(pin.contains("\nfiles = 5\nsha256 = \""), "{pin}");
    assert!(!pin.contains("\ndate") && !pin.contains("\ncommit"), "{pin}");
    let sum = project::sha256(yaml.as_bytes());
    assert!(pin.contains(&format!("\n\"push-gateway.yaml\" = \"{sum}\"\n")), "{pin}");
}

#[test]
fn the_pin_has_the_hash_of_the_files_that_were_read() {
    let project = Project::new();
    project.update(&[]);
    let sum = project.sum_of_inputs();
    let pin = fs::read_to_string(project.spec().join("pin.toml")).unwrap();
    assert!(pin.contains(&format!("sha256 = \"{sum}\"")), "{pin}\n{sum}");
    project.write("api/client-server/definitions/unused.yaml", "{}");
    assert!(project.update(&[]).ends_with("no change\n"));
    project.write(
        "api/identity/ping.yaml",
        &(document("/base", &operation("/ping", "get", "ping")) + "# A remark.\n"),
    );
    // Other bytes of the same description change nothing, so the pin stays.
    let before = project.snapshot();
    assert!(project.update(&[]).ends_with("no change\n"));
    assert_eq!(project.snapshot(), before);
    // Unless the user sets a part of the pin.
    let report = project.update(&["--date", "2026-01-31"]);
    let same = "v1.19 to v1.19, 5 operations\nchanged: pin.toml\n\n\
                v1.19 to v1.19: 5 operations, were 5\nno difference\nverdict: patch\n";
    assert!(report.starts_with(same), "{report}");
    let pin = fs::read_to_string(project.spec().join("pin.toml")).unwrap();
    assert!(pin.contains("\ndate = \"2026-01-31\"\n") && !pin.contains(&sum), "{pin}");
}

#[test]
fn each_stage_runs_once_for_each_description() {
    let project = Project::new();
    let (spec, tree) = (project.spec().canonicalize().unwrap(), project.tree().canonicalize().unwrap());
    // The hashes of upstream's prose need a model of the description with its prose, which is not generated.
    let expected = |sides: usize| -> BTreeMap<String, usize> {
        let of_api = |api: &str| {
            [
                (format!("lower {api} of {}", tree.display()), 1),
                (format!("lower {api} of {}", spec.display()), sides),
                (format!("generate {api} of {}", spec.display()), sides),
                (format!("generate {api}.server of {}", spec.display()), sides),
                (format!("generate {api}.mock of {}", spec.display()), sides),
            ]
        };
        APIS.into_iter().flat_map(of_api).collect()
    };
    let runs = || stage_runs(&project.command(&["v1.19"]).env("XTASK_TIMINGS", "1").output().unwrap());
    assert_eq!(runs(), expected(1));
    // The old description and the new one.
    assert_eq!(runs(), expected(2));
}

#[test]
fn rewording_is_reported_and_kept_as_a_hash() {
    let project = Project::new();
    project.update(&[]);
    let (words, yaml) = (project.prose(), project.yaml("identity"));
    let described =
        |words: &str| operation("/ping", "get", "ping") + &format!("      description: {words}\n");
    project.write("api/identity/ping.yaml", &document("/base", &described("Some words.")));
    let report = project.update(&[]);
    assert!(report.contains("\nchanged: prose.yaml\nchanged: pin.toml\n"), "{report}");
    let line = "1 operation was reworded: identity ping; review our sentences on them\n";
    assert!(
        report.contains(&format!("\nwording: {line}")) && report.contains(&format!("\n  sentences: {line}"))
    );
    assert!(report.contains("\nverdict: patch\n"), "{report}");
    let reworded = project.prose();
    assert_ne!(reworded, words);
    assert!(!reworded.contains("words.") && project.yaml("identity") == yaml, "{reworded}");
    project.write("api/identity/ping.yaml", &document("/base", &described("'Some\n        words.'")));
    assert!(project.update(&[]).ends_with("no change\n"));
    project.write("api/identity/ping.yaml", &document("/base", &operation("/ping", "get", "ping")));
    project.update(&[]);
    assert_eq!(project.prose(), words);
}

#[test]
fn a_second_run_changes_nothing() {
    let project = Project::new();
    project.update(&[]);
    let before = project.snapshot();
    assert_eq!(project.update(&[]), "v1.19 to v1.19, 5 operations\nno change\n");
    assert_eq!(project.snapshot(), before);
}

#[test]
fn a_dry_run_only_reports() {
    let project = Project::new();
    let before = project.snapshot();
    let report = project.update(&["--dry-run"]);
    assert!(
        report.contains("changed: pin.toml\n") && report.ends_with("dry run, nothing was written\n"),
        "{report}"
    );
    assert_eq!(project.snapshot(), before);
}

#[test]
fn the_report_names_what_changes() {
    let project = Project::new();
    project.update(&[]);
    project.write("api/identity/ping.yaml", &document("/base", &operation("/pong", "put", "tell")));
    let report = project.update(&["v1.20"]);
    let start = "v1.19 to v1.20, 5 operations\nchanged: client-server.yaml\nchanged: server-server.yaml\n\
         changed: application-service.yaml\nchanged: identity.yaml\nchanged: push-gateway.yaml\nchanged: prose.yaml\n\
         changed: surface/client-server.txt\nchanged: surface/server-server.txt\n\
         changed: surface/application-service.txt\nchanged: surface/identity.txt\nchanged: surface/push-gateway.txt\n\
         changed: surface/client-server.server.txt\nchanged: surface/server-server.server.txt\n\
         changed: surface/application-service.server.txt\nchanged: surface/identity.server.txt\n\
         changed: surface/push-gateway.server.txt\n\
         changed: surface/client-server.mock.txt\nchanged: surface/server-server.mock.txt\n\
         changed: surface/application-service.mock.txt\nchanged: surface/identity.mock.txt\n\
         changed: surface/push-gateway.mock.txt\nchanged: pin.toml\n\nv1.19 to v1.20: 5 operations, were 5\n\noperations: 1 removed, 1 added\n\
         - identity ping GET /base/ping\n+ identity tell PUT /base/pong\n\ninterface: ";
    assert!(report.starts_with(start), "{report}");
    assert!(report.contains("\nmajor: it was removed; code that uses it no longer compiles\n"), "{report}");
    assert!(report.contains("\n    - identity Client::ping(&self) -> call::Ping<'_>\n"), "{report}");
    assert!(report.contains("\n\nverdict: major\n  4 times: it was removed"), "{report}");
}

#[test]
fn the_report_ends_with_the_operations_without_sentences() {
    let project = Project::new();
    let wording = project.spec().join("overlays/wording.yaml");
    fs::write(
        &wording,
        "release: v1.19\nidentity: {operations: {ping: {summary: Pings., description: Answers nothing.}}}\n\
         client-server: {operations: {ping: {summary: Pings., description: Answers nothing.}}}\n",
    )
    .unwrap();
    project.write("api/identity/tell.yaml", &document("/base", &operation("/pong", "put", "tell")));
    let report = project.update(&[]);
    let end = format!(
        "\n\nleft to do:\n  operations without sentences in {}: 4\n    server-server ping\n    application-service ping\n    \
         identity tell\n    push-gateway ping\n",
        wording.display()
    );
    assert!(report.contains("\nverdict: minor\n") && report.ends_with(&end), "{report}");
    // The official prose counts as well.
    project.write(
        "api/identity/tell.yaml",
        &document("/base", &(operation("/pong", "put", "tell") + "      summary: Tells.\n")),
    );
    let report = project.update(&["--keep-prose"]);
    assert!(
        !report.contains("\n    identity tell\n") && report.contains("\n    push-gateway ping\n"),
        "{report}"
    );
    fs::write(&wording, "release: v1.20\nidentity: {operations: {ping: {summary: Pings.}}}\n").unwrap();
    project.refused(
        &["v1.20"],
        "wording.yaml#/identity/operations/ping: an operation needs both a `summary` and a `description`",
    );
}

#[test]
fn a_folder_that_cannot_be_compared_is_reported_and_replaced() {
    let project = Project::new();
    project.update(&[]);
    let whole = project.snapshot();
    let path = project.spec().join("identity.yaml");
    let nonsense = "content: {application/json: {schema: {type: object, properties: {a: {type: nonsense}}}}}";
    let yaml = project.yaml("identity");
    for (text, error) in [
        (yaml.replace("paths:", "paths: ["), "identity.yaml: invalid YAML: "),
        (
            yaml.replace("description: ''", &format!("description: ''\n          {nonsense}")),
            "`nonsense` is not a type of JSON Schema",
        ),
    ] {
        assert_ne!(text, yaml);
        fs::write(&path, text).unwrap();
        let report = project.update(&[]);
        assert!(
            report.starts_with(
                "nothing to v1.19, 5 operations\nchanged: identity.yaml\nthe old description counts as empty: "
            ),
            "{report}"
        );
        assert!(report.contains(error), "{report}");
        assert_eq!(project.snapshot(), whole);
    }
}

#[test]
fn other_files_of_the_folder_stay() {
    let project = Project::new();
    fs::create_dir_all(project.spec().join("surface/deep")).unwrap();
    fs::write(project.spec().join("surface/deep/types.txt"), "ours").unwrap();
    fs::write(project.spec().join("notes"), "ours").unwrap();
    let overlay = fs::metadata(project.spec().join("overlays/corrections.yaml")).unwrap().modified().unwrap();
    project.update(&[]);
    assert_eq!(fs::read_to_string(project.spec().join("surface/deep/types.txt")).unwrap(), "ours");
    assert_eq!(fs::read_to_string(project.spec().join("notes")).unwrap(), "ours");
    let carried = fs::metadata(project.spec().join("overlays/corrections.yaml")).unwrap().modified().unwrap();
    assert_eq!(carried, overlay);
    assert_eq!(project.beside_spec(), ["spec", "v1.19"]);
}

#[test]
fn prose_is_imported_only_on_request() {
    let project = Project::new();
    project.update(&[]);
    assert!(!project.yaml("client-server").contains("Fine."));
    project.update(&["--keep-prose"]);
    assert!(project.yaml("client-server").contains("description: Fine.\n"));
}

#[test]
fn an_interrupted_update_is_completed() {
    let project = Project::new();
    project.update(&[]);
    let old = project.snapshot();
    project.write("api/identity/ping.yaml", &document("/base", &operation("/pong", "put", "ping")));
    project.update(&["v1.20"]);
    let new = project.snapshot();
    // As after an interruption between the second and third file that moved.
    project.restore(&new);
    let incoming = project.spec().with_file_name("spec.incoming");
    fs::create_dir(&incoming).unwrap();
    for name in ["application-service.yaml", "identity.yaml", "push-gateway.yaml", "pin.toml"] {
        fs::rename(project.spec().join(name), incoming.join(name)).unwrap();
        fs::write(project.spec().join(name), &old[name]).unwrap();
    }
    fs::write(project.spec().join("update-unfinished"), "").unwrap();
    assert_eq!(project.update(&["v1.20"]), "v1.20 to v1.20, 5 operations\nno change\n");
    assert_eq!(project.snapshot(), new);
    // As after an interruption before the new folder is complete, or after the exchange.
    fs::create_dir(&incoming).unwrap();
    fs::write(incoming.join("identity.yaml"), "half").unwrap();
    assert_eq!(project.update(&["v1.20"]), "v1.20 to v1.20, 5 operations\nno change\n");
    assert_eq!(project.snapshot(), new);
    assert_eq!(project.beside_spec(), ["spec", "v1.19"]);
}

#[test]
fn broken_upstream_files_change_nothing() {
    let get = |id: &str| document("/base", &operation("/a", "get", id));
    let schema = |schema: &str| {
        document(
            "/base",
            "  /a:\n    get:\n      operationId: a\n      responses: {200: {content: {a/b: {schema: ",
        ) + schema
            + "}}}}\n"
    };
    let pointer = "a.yaml#/paths/~1a/get/responses/200/content/a~1b/schema/$ref: ";
    for (files, message) in [
        (vec![("a.yaml", schema("{$ref: '#/none'}"))], format!("{pointer}`#/none` has no target")),
        (
            vec![("a.yaml", schema("{$ref: ../../../x.yaml}"))],
            format!("{pointer}`../../../x.yaml` leads to a file outside of the tree"),
        ),
        (
            vec![
                ("a.yaml", schema("{$ref: definitions/b.yaml}")),
                ("definitions/b.yaml", "$ref: b.yaml".to_owned()),
            ],
            "definitions/b.yaml#/$ref: closes a cycle of references".to_owned(),
        ),
        (
            vec![("a.yaml", get("one")), ("b.yaml", get("two"))],
            "b.yaml#/paths/~1a/get: GET /base/a is also the path of data/api/client-server/a.yaml#/paths/~1a/get"
                .to_owned(),
        ),
        (
            vec![("a.yaml", get("ping"))],
            "ping.yaml#/paths/~1ping/get: the operationId `ping` is also used by ".to_owned(),
        ),
        (
            vec![("a.yaml", get("a") + "      security: [{none: []}]\n")],
            "data/api/client-server/a.yaml#/paths/~1a/get/security/0: the security scheme `none` is not declared"
                .to_owned(),
        ),
        (
            vec![("a.yaml", "swagger: '2.0'\n".to_owned())],
            "a.yaml#/swagger: Swagger 2.0 is not supported".to_owned(),
        ),
        (vec![("a.yaml", "a: [".to_owned())], "a.yaml: invalid YAML: ".to_owned()),
    ] {
        let project = Project::new();
        project.update(&[]);
        for (file, text) in files {
            project.write(&format!("api/client-server/{file}"), &text);
        }
        project.refused(&["v1.20"], &message);
    }
}

#[test]
fn corrections_that_no_longer_apply_change_nothing() {
    let action = |target: &str, expects: &str| {
        format!(
            "overlay: 1.0.0\nactions:\n- {{target: \"{target}\", x-api: identity, x-expects: {expects}, remove: true}}\n"
        )
    };
    let known = "overlay: 1.0.0\nactions: []\nx-shared-paths:\n- {x-api: identity, method: get, path: /base/ping, \
                 operations: [ping, pong], x-releases: v1.8.., reason: R, reference: F}\n";
    for (overlay, message) in [
        (
            action("$.paths['/gone']", "1"),
            "corrections.yaml#/actions/0: `$.paths['/gone']` matches nothing in v1.20",
        ),
        (action("$.paths['/base/ping'].get.operationId", "pong"), "is not what the action expects"),
        (
            known.to_owned(),
            "corrections.yaml#/x-shared-paths/0: identity of v1.20 has no ping and pong that share GET /base/ping",
        ),
    ] {
        let project = Project::new();
        project.update(&[]);
        fs::write(project.spec().join("overlays/corrections.yaml"), overlay).unwrap();
        project.refused(&["v1.20"], message);
    }
}

#[test]
fn wrong_use_has_an_exit_code_of_its_own() {
    let project = Project::new();
    for arguments in [&["newest"][..], &["--date", "2026-02-30"], &["--unknown"]] {
        assert_eq!(project.run(arguments).status.code(), Some(2), "{arguments:?}");
    }
    let nothing = Command::new(env!("CARGO_BIN_EXE_xtask")).arg("update-spec").output().unwrap();
    assert_eq!(nothing.status.code(), Some(2));
    project.refused(&["v1.19", "--from", "/nowhere/at/all"], "/nowhere/at/all does not exist");
}

#[test]
fn sentences_that_a_build_would_refuse_change_nothing() {
    let project = Project::new();
    project.update(&[]);
    let wording =
        "release: v1.19\nidentity: {operations: {ping: {summary: Answers., description: At once.}}}\n";
    fs::write(project.spec().join("overlays/wording.yaml"), wording).unwrap();
    project.write("api/identity/ping.yaml", &document("/base", &operation("/ping", "get", "pong")));
    let message = "the new description cannot be used, nothing was changed: ";
    project.refused(&[], message);
    project.refused(&[], "overlays/wording.yaml#/identity/operations/ping: not in v1.19 of the API");
    // For another release they are not reviewed yet.
    project.update(&["v1.20"]);
}

#[test]
fn an_unfinished_release_is_pinned_as_such_from_any_source() {
    let project = Project::new();
    project.update(&["unstable"]);
    let pin = fs::read_to_string(project.spec().join("pin.toml")).unwrap();
    assert!(pin.contains("\nunstable = true\n"), "{pin}");
    project.refused(
        &["latest"],
        "`latest` is the newest release of upstream and cannot be combined with `--from`",
    );
}
