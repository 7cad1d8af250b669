//! What people see on a terminal.

use std::process::Command;

use matrix_openapi_testing::{Server, json_response, report_skipped};

use crate::tool::Tool;

/// Runs the command on a terminal of the program `script`, and returns what it shows; `None` if there is no such program.
fn show(url: &str, variables: &[(&str, &str)], words: &str) -> Option<String> {
    let tool = Tool::new();
    let mut command = Command::new("script");
    command.args([
        "--quiet",
        "--return",
        "--command",
        &format!("{} {words}", env!("CARGO_BIN_EXE_matrix-api")),
    ]);
    command
        .arg("/dev/null")
        .env("MATRIX_API_STATE", tool.state())
        .env("TERM", "xterm")
        .env_remove("NO_COLOR");
    command
        .env("MATRIX_API_SERVER", url)
        .env("MATRIX_API_TOKEN", "syt_hidden")
        .envs(variables.iter().copied());
    let output = command.stdin(std::process::Stdio::null()).output().ok()?;
    Some(String::from_utf8(output.stdout).unwrap().replace('\r', ""))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn json_is_indented_and_coloured_unless_the_user_wants_no_colour() {
    let server = Server::responding(|_| json_response("200 OK", r#"{"b":1.0,"a":["x"]}"#)).await;
    let expected = "{\n  \"b\": 1.0,\n  \"a\": [\n    \"x\"\n  ]\n}\n";
    let Some(plain) = show(&server.url, &[("NO_COLOR", "1")], "get-capabilities") else {
        return report_skipped("script is not installed");
    };
    assert!(plain.ends_with(expected), "{plain:?}");
    let coloured = show(&server.url, &[], "get-capabilities").unwrap();
    assert!(coloured.contains("\u{1b}["), "{coloured:?}");
    assert!(anstream::adapter::strip_str(&coloured).to_string().ends_with(expected), "{coloured:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn errors_are_sentences() {
    let refused = r#"{"errcode":"M_FORBIDDEN","error":"no"}"#;
    let server = Server::responding(move |_| json_response("403 Forbidden", refused)).await;
    let Some(shown) = show(&server.url, &[], "whoami") else {
        return report_skipped("script is not installed");
    };
    assert!(shown.starts_with("error: whoami (getTokenOwner): status 403, M_FORBIDDEN: no"), "{shown:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_of_any_kind_is_not_shown_unless_it_is_asked_for() {
    let server =
        Server::responding(|_| matrix_openapi_testing::response("200 OK", &[], b"\x1b[31mred")).await;
    let Some(shown) = show(&server.url, &[], "get-content-authed a.org b") else {
        return report_skipped("script is not installed");
    };
    assert!(shown.contains("pass --output FILE") && !shown.contains("red"), "{shown:?}");
}
