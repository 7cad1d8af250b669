//! `cargo xtask surface` and the check of its files, run as programs on a copy of the description.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::vendored::{self, repository};
use matrix_openapi_testing::copy_folder;

fn xtask(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).args(arguments).env("CARGO", "true").output().unwrap()
}

/// Returns a copy of the vendored description.
fn description() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("spec");
    copy_folder(&repository().join("spec"), &spec);
    (folder, spec)
}

#[test]
fn a_stale_surface_is_found_and_the_named_command_fixes_it() {
    let (_folder, spec) = description();
    let spec_text = spec.to_str().unwrap();
    let line =
        "Client::notify(&self, notification: impl Into<types::NotifyNotification>) -> call::Notify<'_>\n";
    let path = spec.join("surface/push-gateway.txt");
    let text = fs::read_to_string(&path).unwrap();
    let number = 1 + text.lines().position(|one| one == line.trim_end()).unwrap();
    fs::write(&path, text.replacen(line, "", 1)).unwrap();
    let missing = spec.join("surface/identity.txt");
    fs::remove_file(&missing).unwrap();

    let output = xtask(&["check", "--spec", spec_text]);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{errors}");
    for expected in [
        format!("surface: {}:{number}: differs from the generated interface\n", path.display()),
        format!("surface: {}: cannot be read: ", missing.display()),
        format!("    fix: `cargo xtask surface --spec {spec_text}`\n"),
    ] {
        assert!(errors.contains(&expected), "no {expected} in\n{errors}");
    }

    let output = xtask(&["surface", "--spec", spec_text]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let written = format!("{}\n{}\n", missing.display(), path.display());
    assert_eq!(String::from_utf8(output.stdout).unwrap(), written);
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    let output = xtask(&["check", "--spec", spec_text]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_description_that_does_not_generate_has_no_surface() {
    let (_folder, spec) = description();
    fs::write(spec.join("overlays/ours.yaml"), "overlay: 1.0.0\nactions: [{target: $.gone, remove: true}]\n")
        .unwrap();
    let before = fs::read(spec.join("surface/identity.txt")).unwrap();
    let output = xtask(&["surface", "--spec", spec.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let message = format!("`$.gone` matches nothing in {}", vendored::release());
    assert!(String::from_utf8_lossy(&output.stderr).contains(&message));
    assert_eq!(fs::read(spec.join("surface/identity.txt")).unwrap(), before);
}
