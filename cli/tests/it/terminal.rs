//! Output on a terminal.

use std::io::{Read, Write};
use std::process::{Command, Stdio};

use matrix_openapi_testing::{Server, json_response, report_skipped};
use serde_json::json;

use crate::tool::Tool;

/// Runs the command on a terminal of the program `script`, and returns the output; `None` without this program.
fn show(url: &str, variables: &[(&str, &str)], words: &str) -> Option<String> {
    let output = on_terminal(&Tool::new(), url, variables, words).stdin(Stdio::null()).output().ok()?;
    Some(String::from_utf8(output.stdout).unwrap().replace('\r', ""))
}

/// Answers each question of the command, and returns the output of the terminal; `None` as for [`show`].
fn converse(url: &str, words: &str, dialog: &[(&str, &str)]) -> Option<String> {
    let tool = Tool::new();
    let mut command = on_terminal(&tool, url, &[], words);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
    let (mut answers, mut out) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let (mut shown, mut room, mut seen) = (String::new(), [0; 1024], 0);
    let mut dialog = dialog.iter().peekable();
    loop {
        let length = out.read(&mut room).unwrap();
        if length == 0 {
            break;
        }
        shown += &String::from_utf8_lossy(&room[..length]);
        if let Some((_, answer)) = dialog.next_if(|(question, _)| shown[seen..].contains(question)) {
            seen = shown.len();
            answers.write_all(format!("{answer}\n").as_bytes()).unwrap();
        }
    }
    assert!(dialog.next().is_none(), "{shown}");
    assert!(child.wait().unwrap().success(), "{shown}");
    Some(shown.replace('\r', ""))
}

fn on_terminal(tool: &Tool, url: &str, variables: &[(&str, &str)], words: &str) -> Command {
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
    command
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn authentication_in_stages_asks_the_user() {
    let challenge = json!({
        "session": "s", "params": {}, "completed": [],
        "flows": [{ "stages": ["m.login.registration_token", "m.login.password"] }],
    });
    let server = Server::responding(move |request| {
        let auth = request.json()["auth"].clone();
        match (auth["token"].as_str(), auth["password"].as_str()) {
            (_, Some("pw_hidden")) => json_response("200 OK", "{}"),
            (Some("invited"), _) => {
                let mut challenge = challenge.clone();
                challenge["completed"] = json!(["m.login.registration_token"]);
                json_response("401 Unauthorized", &challenge.to_string())
            }
            _ => json_response("401 Unauthorized", &challenge.to_string()),
        }
    })
    .await;
    let dialog = [
        ("Registration token: ", "invited"),
        ("User: ", "@alice:example.org"),
        ("Password of @alice:example.org: ", "pw_hidden"),
    ];
    let Some(_) = converse(&server.url, "delete-device OLD", &dialog) else {
        return report_skipped("script is not installed");
    };
    let requests = server.take_requests();
    let auths: Vec<_> = requests.iter().map(|request| request.json()["auth"].clone()).collect();
    assert_eq!(auths.len(), 3, "{auths:?}");
    assert_eq!(auths[1], json!({ "type": "m.login.registration_token", "token": "invited", "session": "s" }));
    let identifier = json!({ "type": "m.id.user", "user": "@alice:example.org" });
    let expected = json!({ "type": "m.login.password", "identifier": identifier, "password": "pw_hidden", "session": "s" });
    assert_eq!(auths[2], expected);
}
