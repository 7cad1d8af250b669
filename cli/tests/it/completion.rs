//! Completion scripts and manual pages.

use std::process::Command;

use matrix_openapi_testing::report_skipped;

use crate::tool::Tool;

#[test]
fn scripts_are_read_by_their_shells() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish"] {
        let script = Tool::new().text(&["complete", shell]);
        assert!(script.contains("matrix-api") && script.len() < 10_000, "{script}");
        let file = folder.path().join(shell);
        std::fs::write(&file, script).unwrap();
        match Command::new(shell).arg("-n").arg(&file).output() {
            Ok(output) => assert!(output.status.success(), "{shell}: {output:?}"),
            Err(_) => report_skipped(&format!("{shell} is not installed")),
        }
    }
    assert_eq!(Tool::new().run(&["complete", "nonsense"]).code, 2);
}

/// Returns the completions of the last of some words.
fn complete(words: &[&str]) -> Vec<String> {
    let index = (words.len() - 1).to_string();
    let tool = Tool::new().with("MATRIX_API_COMPLETE", "bash").with("_CLAP_COMPLETE_INDEX", &index);
    let tool = tool.with("_CLAP_IFS", "\n").with("_CLAP_COMPLETE_SPACE", "false");
    tool.text(&[&["--"], words].concat()).lines().map(|line| line.trim().to_owned()).collect()
}

#[test]
fn operations_flags_and_values_are_completed() {
    assert!(
        complete(&["matrix-api", "send-"])
            .starts_with(&["send-message", "send-to-device"].map(str::to_owned))
    );
    assert!(complete(&["matrix-api", "log"]).contains(&"login".to_owned()));
    assert_eq!(complete(&["matrix-api", "get-room-events", "--di"]), ["--dir"]);
    assert_eq!(complete(&["matrix-api", "get-room-events", "--dir", ""]), ["f", "b"]);
    assert_eq!(complete(&["matrix-api", "whoami", "--dry"]), ["--dry-run"]);
    assert_eq!(complete(&["matrix-api", "send", "!a:b.org", "no"]), ["notice"]);
}

#[test]
fn bash_asks_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("script");
    std::fs::write(&file, Tool::new().text(&["complete", "bash"])).unwrap();
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_matrix-api")).parent().unwrap();
    let script = format!(
        "PATH={}:$PATH; source {}; COMP_WORDS=(matrix-api create-r) COMP_CWORD=1; _clap_complete_matrix_api matrix-api create-r matrix-api; echo \"${{COMPREPLY[@]}}\"",
        program.display(),
        file.display(),
    );
    let Ok(output) = Command::new("bash").args(["-c", &script]).output() else {
        return report_skipped("bash is not installed");
    };
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "create-room", "{output:?}");
}

#[test]
fn each_operation_has_a_manual_page() {
    let folder = tempfile::tempdir().unwrap();
    Tool::new().text(&["man", folder.path().to_str().unwrap()]);
    let page = std::fs::read_to_string(folder.path().join("matrix-api-create-room.1")).unwrap();
    assert!(page.contains(".TH") && page.contains("dry\\-run"), "{page}");
    assert!(folder.path().join("matrix-api.1").exists());
}
