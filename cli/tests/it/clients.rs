//! Runs clients by other authors on the mock server: their requests show whether the mock server and the description are right.
//!
//! Without python3, Node.js or an index of packages a test is skipped with a line on standard error, or fails if
//! `REQUIRE_REAL_SERVERS=1`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use matrix_openapi_testing::report_skipped;
use serde_json::Value;

use crate::mock::Mock;

/// The folder with the clients.
const CLIENTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients");

/// Runs a command, and returns whether it succeeds.
fn succeeds(command: &mut Command) -> bool {
    command.stdin(Stdio::null()).stdout(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// Installs packages into a folder, unless an earlier run has installed the same versions; `None` if that is not possible.
fn installed(name: &str, pins: &str, install: impl FnOnce(&Path) -> bool) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let mark = folder.join("installed");
    let pins = fs::read_to_string(Path::new(CLIENTS).join(pins)).unwrap();
    if fs::read_to_string(&mark).is_ok_and(|earlier| earlier == pins) {
        return Some(folder);
    }
    if install(&folder) {
        fs::write(mark, pins).unwrap();
        return Some(folder);
    }
    let is_required = std::env::var("REQUIRE_REAL_SERVERS").is_ok_and(|value| value == "1");
    assert!(!is_required, "clients are required");
    report_skipped(&format!("{name} cannot be installed"));
    None
}

/// Runs a client, which must succeed, and returns its violations: the operation and the parameter, or the message.
fn violations(command: &mut Command, name: &str) -> BTreeSet<(String, String)> {
    let mock = Mock::start(&["--json"]);
    let started: Value = serde_json::from_str(&mock.line).unwrap();
    let output = command.arg(started["url"].as_str().unwrap()).stdin(Stdio::null()).output().unwrap();
    let (_, lines) = mock.end("TERM");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}: {errors}\n{lines:?}");
    let violation = |line: &String| {
        let violation: Value = serde_json::from_str(line).unwrap();
        let message = violation["message"].as_str().unwrap();
        let is_parameter = violation["violation"] == "UnknownQueryParameter";
        let subject = message.split('`').nth(1).filter(|_| is_parameter).unwrap_or(message);
        (violation["operation"].as_str().unwrap_or_default().to_owned(), subject.to_owned())
    };
    lines.iter().map(violation).collect()
}

fn expected(pairs: &[(&str, &str)]) -> BTreeSet<(String, String)> {
    pairs.iter().map(|(operation, subject)| ((*operation).to_owned(), (*subject).to_owned())).collect()
}

#[test]
fn python_clients_break_the_description_only_where_known() {
    let folder = installed("python-clients", "constraints.txt", |folder| {
        let constraints = Path::new(CLIENTS).join("constraints.txt");
        succeeds(Command::new("python3").args(["-m", "venv", "--clear"]).arg(folder))
            && succeeds(
                Command::new(folder.join("bin/python"))
                    .args(["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"])
                    .arg("--constraint")
                    .arg(constraints)
                    .args(["matrix-nio", "mautrix"]),
            )
    });
    let Some(folder) = folder else { return };
    let run = |script: &str| {
        let path = Path::new(CLIENTS).join(script);
        violations(Command::new(folder.join("bin/python")).arg(path), script)
    };
    // Both parameters belong to the deprecated download without a credential.
    assert_eq!(run("mautrix_client.py"), expected(&[("getContentAuthed", "allow_redirect")]));
    assert_eq!(run("nio_client.py"), expected(&[("getContentAuthed", "allow_remote")]));
}

#[test]
fn a_client_in_javascript_breaks_the_description_only_where_known() {
    let folder = installed("javascript-clients", "package-lock.json", |folder| {
        fs::create_dir_all(folder).unwrap();
        for file in ["package.json", "package-lock.json"] {
            fs::copy(Path::new(CLIENTS).join(file), folder.join(file)).unwrap();
        }
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        let words = ["ci", "--no-audit", "--no-fund", "--silent", "--prefix"];
        succeeds(Command::new(npm).args(words).arg(folder))
    });
    let Some(folder) = folder else { return };
    let script = Path::new(CLIENTS).join("js_client.mjs");
    let found = violations(Command::new("node").arg(script).arg(folder), "js_client.mjs");
    let known = expected(&[
        // It belongs to the deprecated download without a credential.
        ("getContentAuthed", "allow_redirect"),
        ("sync", "_cacheBuster"),
        // The name before it became part of the specification.
        ("sync", "org.matrix.msc4222.use_state_after"),
    ]);
    assert_eq!(found, known);
}
