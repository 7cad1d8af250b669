//! Completion scripts and manual pages.

use std::process::Command;

use matrix_openapi_testing::{Server, json_response, report_skipped};
use serde_json::json;

use crate::tool::Tool;

#[test]
fn scripts_are_read_by_their_shells() {
    let folder = tempfile::tempdir().unwrap();
    let all = ["bash", "zsh", "fish"].into_iter();
    for (shell, dynamic) in all.flat_map(|shell| [(shell, None), (shell, Some("--dynamic"))]) {
        let words: Vec<_> = ["complete", shell].into_iter().chain(dynamic).collect();
        let script = Tool::new().text(&words);
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
    complete_by(&Tool::new().with("MATRIX_API_COMPLETE", "bash"), words)
}

fn complete_by(tool: &Tool, words: &[&str]) -> Vec<String> {
    let tool = tool.again().with("_CLAP_COMPLETE_INDEX", &(words.len() - 1).to_string());
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

/// Returns a server with two joined rooms, of which one has an alias.
async fn server_with_rooms() -> Server {
    Server::responding(|request| {
        json_response(
            "200 OK",
            &match request.line.contains("/sync?") {
                true => json!({ "next_batch": "1", "rooms": { "join": {
                    "!a:b.org": { "state": { "events": [
                        { "type": "m.room.canonical_alias", "content": { "alias": "#hall:b.org" } },
                        { "type": "m.room.name", "content": { "name": "The\u{1b}[31m hall" } },
                    ] } },
                    "!c:b.org": { "timeline": { "events": [] } },
                } } }),
                false => json!({ "user_id": "@me:b.org", "device_id": "D" }),
            }
            .to_string(),
        )
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn joined_rooms_are_completed_if_they_are_asked_for() {
    let server = server_with_rooms().await;
    let tool = Tool::new();
    let log_in = ["login", "--method", "token", "--server", &server.url, "--token-file", "-"];
    let run = tool.run_with(&log_in, b"syt_hidden\n");
    assert_eq!(run.code, 0, "{run:?}");
    server.take_requests();
    let plain = tool.again().with("MATRIX_API_COMPLETE", "bash");
    assert!(complete_by(&plain, &["matrix-api", "send", ""]).iter().all(|word| word.starts_with('-')));
    assert!(server.take_requests().is_empty(), "no script has requested rooms");
    let tool = tool.again().with("MATRIX_API_COMPLETE_ROOMS", "bash");
    let rooms = |words: &[&str]| -> Vec<String> {
        complete_by(&tool, words).into_iter().filter(|word| !word.starts_with('-')).collect()
    };
    assert_eq!(rooms(&["matrix-api", "send", ""]), ["#hall:b.org", "!c:b.org"]);
    assert_eq!(rooms(&["matrix-api", "send", "!a"]), ["!a:b.org"]);
    assert_eq!(rooms(&["matrix-api", "get-room-events", "#ha"]), ["!a:b.org"]);
    assert_eq!(rooms(&["matrix-api", "get-room-id-by-alias", ""]), ["#hall:b.org"]);
    assert_eq!(rooms(&["matrix-api", "-a", "@me", "get-room-events", "!"]), ["!a:b.org", "!c:b.org"]);
    assert_eq!(server.take_requests().len(), 1, "the rooms are cached");
    let zsh = tool.again().with("MATRIX_API_COMPLETE_ROOMS", "zsh");
    let shown = complete_by(&zsh, &["matrix-api", "get-room-events", "!a"]).concat();
    assert!(shown.contains("The[31m hall") && !shown.contains('\u{1b}'), "{shown:?}");
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
