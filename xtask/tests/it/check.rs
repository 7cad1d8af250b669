//! `cargo xtask check`, run as a program on a temporary copy of the project.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::vendored::{self, APIS, release, repository};
use matrix_openapi_testing::copy_folder;

const CHECKS: usize = 18;

/// A copy of the description, README.md and the reference.
pub struct SpecCopy(TempDir);

impl SpecCopy {
    pub fn new() -> Self {
        let project = Self(tempfile::tempdir().unwrap());
        copy_folder(&repository().join("spec"), &project.path("spec"));
        copy_folder(&repository().join("docs"), &project.path("docs"));
        fs::copy(repository().join("README.md"), project.path("README.md")).unwrap();
        project
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn edit(&self, name: &str, from: &str, to: &str) {
        let path = self.path(name);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{name} has no {from:?}");
        fs::write(&path, text.replacen(from, to, 1)).unwrap();
    }

    /// Updates the hash in the pin after an edit by hand.
    fn pin(&self, api: &str) {
        let sum = Sha256::digest(fs::read(self.path(&format!("spec/{api}.yaml"))).unwrap());
        let sum: String = sum.iter().map(|byte| format!("{byte:02x}")).collect();
        let pin = fs::read_to_string(self.path("spec/pin.toml")).unwrap();
        let name = format!("\"{api}.yaml\" = ");
        let lines = pin.lines().map(|line| match line.starts_with(&name) {
            true => format!("{name}\"{sum}\"\n"),
            false => format!("{line}\n"),
        });
        fs::write(self.path("spec/pin.toml"), lines.collect::<String>()).unwrap();
    }

    pub fn xtask(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        // The path of the package determines the project.
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.env("CARGO_MANIFEST_DIR", self.path("xtask")).args(arguments);
        // Compiling is slow, and most of these tests do not need it.
        command.env("CARGO", "true");
        command
    }

    /// Runs the checks, requires that exactly these fail, and returns the findings.
    fn failing(&self, checks: &[&str]) -> String {
        let output = self.xtask(&["check"]);
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{errors}");
        let mut failed: Vec<_> = errors
            .lines()
            .filter(|line| !line.starts_with(' '))
            .filter_map(|line| line.split_once(": ").map(|(name, _)| name))
            .collect();
        failed.dedup();
        assert_eq!(failed, checks, "{errors}");
        assert_eq!(errors.matches("    fix: ").count(), checks.len(), "{errors}");
        assert!(errors.ends_with(&format!("{} of {CHECKS} checks failed\n", checks.len())), "{errors}");
        errors
    }
}

/// Returns the number of operations of the APIs whose names have this prefix.
fn operations(api: &str) -> usize {
    APIS.iter().filter(|name| name.starts_with(api)).map(|name| vendored::operations(name).len()).sum()
}

fn has(errors: &str, text: &str) {
    assert!(errors.contains(text), "expected {text}\nfound {errors}");
}

#[test]
fn the_project_is_up_to_date() {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask")).arg("check").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let expected = format!("{CHECKS} checks passed: {}, {} operations\n", release(), operations(""));
    assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn each_stage_runs_once_for_all_checks() {
    let project = SpecCopy::new();
    let mut command = project.command(&["check"]);
    let output = command.env("XTASK_TIMINGS", "1").output().unwrap();
    let spec = project.path("spec").display().to_string();
    let documents = || APIS.into_iter().chain(["events", "edus"]).map(str::to_owned);
    let lowered = documents().map(|document| format!("lower {document} of {spec}"));
    let modules =
        documents().chain(["server", "mock"].iter().flat_map(|part| APIS.map(|api| format!("{api}.{part}"))));
    let generated = modules.map(|module| format!("generate {module} of {spec}"));
    assert_eq!(vendored::stage_runs(&output), lowered.chain(generated).map(|run| (run, 1)).collect());
}

#[test]
fn a_hand_edited_file_is_found_with_the_command_that_fixes_it() {
    let project = SpecCopy::new();
    project.edit("spec/client-server.yaml", "required: true", "required: false");
    let errors = project.failing(&["pin"]);
    has(&errors, "spec/client-server.yaml: does not have its hash in pin.toml, so it was changed by hand\n");
    has(&errors, &format!("    fix: `cargo xtask update-spec {}`\n", release()));
}

#[test]
fn the_pin_lists_the_files_of_the_apis_and_no_others() {
    let project = SpecCopy::new();
    project.edit("spec/pin.toml", "\"identity.yaml\"", "\"other.yaml\"");
    let errors = project.failing(&["pin"]);
    has(&errors, "spec/identity.yaml: not in pin.toml\n");
    has(&errors, "spec/pin.toml: lists other.yaml, which is not a file of a description\n");
}

#[test]
fn a_file_that_is_not_canonical_is_found_whatever_the_pin_says() {
    let lines = fs::read_to_string(repository().join("spec/identity.yaml")).unwrap();
    let info = 1 + lines.lines().position(|line| line == "info:").unwrap();
    for (from, to, line) in [
        ("# Written by 'cargo", "# Written by 'Cargo", 1),
        (&*format!("Matrix specification {};", release()), "Matrix specification v1.0;", 1),
        ("components:", "components: ", 2),
        ("info:", "# A remark.\ninfo:", info),
        ("title: Matrix", "title:  Matrix", info + 1),
    ] {
        let project = SpecCopy::new();
        project.edit("spec/identity.yaml", from, to);
        project.pin("identity");
        let errors = project.failing(&["canonical"]);
        has(
            &errors,
            &format!(
                "spec/identity.yaml:{line}: not formatted as `update-spec` writes it, so it was changed by hand\n"
            ),
        );
        has(&errors, &format!("    fix: `cargo xtask update-spec {}`\n", release()));
    }
}

#[test]
fn files_of_another_release_than_the_pin_are_found() {
    let project = SpecCopy::new();
    project.edit("spec/pin.toml", &format!("release = \"{}\"", release()), "release = \"v1.0\"");
    let errors = project.failing(&["release"]);
    has(&errors, "spec/client-server.yaml#/info/version: not v1.0, the release of pin.toml");
    has(&errors, "    fix: `cargo xtask update-spec RELEASE`\n");
}

#[test]
fn an_event_without_a_kind_is_named() {
    let project = SpecCopy::new();
    let overlay = project.path("spec/overlays/events.yaml");
    let text = fs::read_to_string(&overlay).unwrap();
    let (before, action) = text.split_once("  - target: $.events['m.typing']\n").unwrap();
    let (_, after) = action.split_once("  - target: ").unwrap();
    fs::write(&overlay, format!("{before}  - target: {after}")).unwrap();
    // Without its kind the event loses a trait and its page.
    let errors = project.failing(&["events", "surface", "docs"]);
    has(&errors, "spec/events.yaml#/events/m.typing: the event has no kind\n");
}

#[test]
fn a_kind_for_an_unknown_event_is_named() {
    let project = SpecCopy::new();
    project.edit("spec/overlays/events.yaml", "$.events['m.typing']", "$.events['m.typed']");
    let errors = project.failing(&["overlays"]);
    has(&errors, "`$.events['m.typed']` matches nothing");
}

#[test]
fn the_file_of_the_events_is_checked() {
    let project = SpecCopy::new();
    project.edit(
        "spec/events.yaml",
        "    AcceptedTerms:\n",
        "    AcceptedTerms:\n      description: Prose.\n",
    );
    project.pin("events");
    has(
        &project.failing(&["prose", "docs"]),
        "spec/events.yaml#/components/schemas/AcceptedTerms/description",
    );
    project.edit("spec/events.yaml", "      description: Prose.\n", "");
    project.edit("spec/events.yaml", "    AcceptedTerms:\n", "    'AcceptedTerms':\n");
    project.pin("events");
    has(&project.failing(&["canonical"]), "spec/events.yaml:4: not formatted as `update-spec` writes it");
    fs::remove_file(project.path("spec/events.yaml")).unwrap();
    // The surface and the pages of the events are still there.
    has(&project.failing(&["pin", "surface", "docs"]), "spec/events.yaml: cannot be read");
}

#[test]
fn prose_is_found() {
    let project = SpecCopy::new();
    project.edit("spec/push-gateway.yaml", "description: ''", "description: A sentence.");
    project.pin("push-gateway");
    let errors = project.failing(&["prose"]);
    has(
        &errors,
        "spec/push-gateway.yaml#/paths/~1_matrix~1push~1v1~1notify/post/responses/200/description: contains prose, ",
    );
    has(&errors, &format!("    fix: `cargo xtask update-spec {}`\n", release()));
}

#[test]
fn an_overlay_that_no_longer_applies_is_found() {
    let project = SpecCopy::new();
    let overlay = "overlay: 1.0.0\nactions: [{target: $.gone, remove: true}]\n";
    fs::write(project.path("spec/overlays/ours.yaml"), overlay).unwrap();
    let errors = project.failing(&["overlays"]);
    has(&errors, &format!("spec/overlays/ours.yaml#/actions/0: `$.gone` matches nothing in {}", release()));
    has(&errors, "    fix: change the overlay, then run `cargo xtask check` again\n");
}

#[test]
fn an_overlay_that_a_later_release_has_made_obsolete_is_found() {
    let project = SpecCopy::new();
    let overlay =
        "overlay: 1.0.0\nx-written-for: v1.1\nactions: [{target: $.gone, x-api: identity, remove: true}]\n";
    fs::write(project.path("spec/overlays/ours.yaml"), overlay).unwrap();
    let errors = project.failing(&["overlays"]);
    has(&errors, &format!("spec/overlays/ours.yaml#/actions/0: `$.gone` matches nothing in {}", release()));
}

#[test]
fn an_undeclared_security_scheme_is_found() {
    let project = SpecCopy::new();
    fs::write(project.path("spec/overlays/corrections.yaml"), "overlay: 1.0.0\nactions: []\n").unwrap();
    has(
        &project.failing(&["overlays"]),
        "the security scheme `signedRequest` is not declared in client-server",
    );
}

#[test]
fn a_description_that_cannot_be_lowered_is_found() {
    let project = SpecCopy::new();
    let target = "$.paths['/_matrix/push/v1/notify'].post.requestBody.content['application/json'].schema";
    let overlay = format!("overlay: 1.0.0\nactions: [{{target: \"{target}\", update: {{type: objet}}}}]\n");
    fs::write(project.path("spec/overlays/ours.yaml"), overlay).unwrap();
    let errors = project.failing(&["generation"]);
    has(&errors, "spec/push-gateway.yaml#/paths/~1_matrix~1push~1v1~1notify/post/requestBody/");
    has(&errors, "then run `cargo test -p matrix-openapi-codegen`\n");
}

#[test]
fn code_that_does_not_compile_is_found() {
    let project = SpecCopy::new();
    // A stand-in with output like that of the real compiler, which `the_project_is_up_to_date` uses.
    let message = r#"{"reason":"compiler-message","message":{"level":"error","message":"cannot find type `Gone`","spans":[{"file_name":"/a/b/out/identity.rs","is_primary":true,"line_start":7,"text":[{"text":"    gone: Gone,"}]}]}}"#;
    let cargo = project.path("cargo");
    fs::write(&cargo, format!("#!/bin/sh\necho '{message}'\nexit 101\n")).unwrap();
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.arg("check").env("CARGO", &cargo).env("CARGO_MANIFEST_DIR", project.path("xtask"));
    let output = command.output().unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{errors}");
    has(
        &errors,
        "compilation: the generated code does not compile, 1 error:\n  identity.rs:7: cannot find type `Gone`: `gone: Gone,`\n",
    );
    has(&errors, "change codegen/src/emit or codegen/src/shape");
}

#[test]
fn wrong_numbers_in_the_readme_are_found() {
    let project = SpecCopy::new();
    let (all, client) = (operations(""), operations("client"));
    project.edit("README.md", &format!("| {client} |"), "| 7 |");
    project.edit("README.md", &format!("{all} operations in all"), "8 operations in all");
    project.edit("README.md", &format!("**{}**", release()), "**v1.0**");
    let errors = project.failing(&["readme"]);
    has(&errors, &format!(": 7 operations of client-server, the description has {client}\n"));
    has(&errors, &format!("README.md: does not say that there are {all} operations in all\n"));
    has(&errors, &format!("README.md: does not name the release as **{}**\n", release()));
    has(
        &errors,
        "    fix: `cargo xtask docs`, or write the numbers of `cargo xtask operations` into README.md\n",
    );
    assert!(project.xtask(&["docs"]).status.success());
    let text = |project: &Path| fs::read_to_string(project.join("README.md")).unwrap();
    assert_eq!(text(project.0.path()), text(&repository()));
    fs::remove_file(project.path("README.md")).unwrap();
    has(&project.failing(&["readme"]), "README.md: cannot be read: ");
}

#[test]
fn an_operation_without_wording_is_found() {
    let project = SpecCopy::new();
    project.edit("spec/overlays/wording.yaml", "\n    ping:\n", "\n    pong:\n");
    let errors = project.failing(&["wording"]);
    let location = "spec/overlays/wording.yaml#/application-service/operations";
    has(
        &errors,
        &format!("{location}/pong: not in {} of the API, so the sentence would not appear\n", release()),
    );
    has(&errors, &format!("{location}/ping: missing: POST /_matrix/app/v1/ping has no documentation\n"));
    has(&errors, "    fix: change spec/overlays/wording.yaml, then run `cargo xtask docs`\n");
    let project = SpecCopy::new();
    project.edit("spec/overlays/wording.yaml", &format!("release: {}", release()), "release: v1.0");
    let written_for = format!("wording.yaml#/release: written for v1.0 and not reviewed for {}", release());
    has(&project.failing(&["wording"]), &written_for);
    fs::remove_file(project.path("spec/overlays/wording.yaml")).unwrap();
    let errors = project.failing(&["wording", "docs"]);
    assert_eq!(errors.matches(": missing: ").count(), operations(""), "{errors}");
}

#[test]
fn links_to_another_release_are_found_and_fixed() {
    let project = SpecCopy::new();
    let text = |release: &str| format!("//! <https://spec.matrix.org/{release}/client-server-api/#a>\n");
    fs::create_dir(project.path("src")).unwrap();
    fs::write(project.path("src/a.rs"), text("v1.0")).unwrap();
    let errors = project.failing(&["links"]);
    has(
        &errors,
        &format!("links: src/a.rs:1: links to v1.0 instead of {}\n    fix: `cargo xtask docs`\n", release()),
    );
    let output = project.xtask(&["docs"]);
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("changed src/a.rs\n"));
    assert_eq!(fs::read_to_string(project.path("src/a.rs")).unwrap(), text(&release()));
    assert!(project.xtask(&["check"]).status.success());
}

#[test]
fn sentences_on_reworded_subjects_are_found_until_they_are_reviewed() {
    let project = SpecCopy::new();
    // As if our sentences had been written for other prose of upstream.
    let record = fs::read_to_string(project.path("spec/sentences.yaml")).unwrap();
    let mut former = String::new();
    for line in record.lines() {
        match line.trim_start().split_once(": ") {
            Some(("ban" | "kick", hashes)) => {
                let own = hashes.trim_matches('\'').split_once(' ').unwrap().1;
                let name = line.split_once(": ").unwrap().0;
                former += &format!("{name}: 0000000000000000 {own}\n");
            }
            _ => former += &format!("{line}\n"),
        }
    }
    fs::write(project.path("spec/sentences.yaml"), &former).unwrap();
    let errors = project.failing(&["sentences"]);
    for name in ["ban", "kick"] {
        let location = format!("spec/overlays/wording.yaml#/client-server/operations/{name}");
        has(
            &errors,
            &format!(
                "sentences: {location}: upstream has reworded its text since this sentence was written\n"
            ),
        );
    }
    let listed = project.xtask(&["sentences"]);
    assert_eq!(listed.status.code(), Some(1));
    let listed = String::from_utf8(listed.stdout).unwrap();
    assert_eq!(listed, "client-server/operations/ban\nclient-server/operations/kick\n2 to review\n");
    // One is changed, the other is confirmed.
    project.edit(
        "spec/overlays/wording.yaml",
        "summary: Bans a user",
        "summary: Keeps a user out and bans them",
    );
    assert!(project.xtask(&["docs"]).status.success());
    assert!(!project.failing(&["sentences"]).contains("operations/ban"));
    assert_eq!(project.xtask(&["sentences", "--hold", "unban"]).status.code(), Some(1));
    assert!(project.xtask(&["sentences", "--hold", "kick"]).status.success());
    assert!(project.xtask(&["check"]).status.success());
}

#[test]
fn a_stale_record_of_the_sentences_is_found_and_fixed() {
    let project = SpecCopy::new();
    project.edit("spec/overlays/wording-events.yaml", "release: ", "# Ours.\nrelease: ");
    assert!(project.xtask(&["check"]).status.success(), "a comment is not a sentence");
    let record = fs::read_to_string(project.path("spec/sentences.yaml")).unwrap();
    let left: Vec<_> = record.lines().filter(|line| !line.trim_start().starts_with("ban: ")).collect();
    fs::write(project.path("spec/sentences.yaml"), left.join("\n")).unwrap();
    let errors = project.failing(&["docs"]);
    has(&errors, "docs: spec/sentences.yaml: not up to date with our sentences\n");
    assert!(project.xtask(&["docs"]).status.success());
    assert_eq!(fs::read_to_string(project.path("spec/sentences.yaml")).unwrap(), record);
}

#[test]
fn a_stale_reference_is_found_and_fixed() {
    let project = SpecCopy::new();
    project.edit("docs/identity/operations.md", "### Return type", "### Answer");
    fs::remove_file(project.path("docs/README.md")).unwrap();
    let former = fs::read_to_string(project.path("docs/client-server/spaces.md")).unwrap();
    fs::write(project.path("docs/client-server/former.md"), former).unwrap();
    fs::write(project.path("docs/notes.md"), "Ours.\n").unwrap();
    let errors = project.failing(&["docs"]);
    has(&errors, "docs/identity/operations.md: not up to date with the description and our sentences\n");
    has(&errors, "docs/README.md: cannot be read: ");
    has(&errors, "docs/client-server/former.md: of a group that no longer exists\n");
    has(&errors, "    fix: `cargo xtask docs`\n");
    let output = project.xtask(&["docs"]);
    let written = String::from_utf8(output.stdout).unwrap();
    assert!(written.starts_with("removed docs/client-server/former.md\n"), "{written}");
    assert!(written.ends_with(" files of the reference, 2 changed\n"), "{written}");
    assert!(project.xtask(&["check"]).status.success());
    assert_eq!(fs::read_to_string(project.path("docs/notes.md")).unwrap(), "Ours.\n");
}

#[test]
fn all_failures_are_listed() {
    let project = SpecCopy::new();
    project.edit("README.md", &format!("| {} |", operations("server")), "| 7 |");
    project.edit("spec/identity.yaml", "components:", "# Ours.\ncomponents:");
    project.edit("spec/push-gateway.yaml", "description: ''", "description: A sentence.");
    let errors = project.failing(&["pin", "canonical", "prose", "readme"]);
    assert_eq!(errors.matches("does not have its hash in pin.toml").count(), 2, "{errors}");
}

#[test]
fn a_missing_folder_fails_and_a_wrong_option_is_wrong_use() {
    let project = SpecCopy::new();
    let output = project.xtask(&["check", "--spec", "/nowhere"]);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{errors}");
    has(&errors, "pin: /nowhere/pin.toml: cannot be read: ");
    has(&errors, "release: /nowhere/pin.toml: not readable: ");
    assert_eq!(project.xtask(&["check", "--spce"]).status.code(), Some(2));
}

#[test]
fn the_named_command_fixes() {
    let Some(trees) = matrix_openapi_testing::spec_trees() else { return };
    let tree = Path::new(&trees).join(release());
    let project = SpecCopy::new();
    project.edit("spec/client-server.yaml", "required: true", "required:  false");
    project.edit("spec/push-gateway.yaml", "description: ''", "description: A sentence.");
    project.failing(&["pin", "canonical", "prose"]);
    let spec = project.path("spec");
    let arguments =
        ["update-spec", &release(), "--from", tree.to_str().unwrap(), "--spec", spec.to_str().unwrap()];
    let output = project.xtask(&arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(project.xtask(&["check"]).status.success());
    // The vendored files come out of the upstream tree byte for byte.
    for entry in fs::read_dir(repository().join("spec")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let fixed = fs::read(project.path("spec").join(path.file_name().unwrap())).unwrap();
            assert!(fixed == fs::read(&path).unwrap(), "{}", path.display());
        }
    }
}
