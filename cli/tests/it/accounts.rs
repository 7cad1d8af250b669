//! Logins and accounts.

use std::fs;
use std::path::Path;

use matrix_openapi_testing::{Request, Server, json_response};
use serde_json::{Value, json};

use crate::tool::Tool;

/// Returns a homeserver on which any user can log in with the password `pw_hidden`.
async fn homeserver() -> Server {
    Server::responding(|request: &Request| {
        let refused = |text: &str| json_response("403 Forbidden", &format!(r#"{{"errcode":"M_FORBIDDEN","error":"{text}"}}"#));
        match (request.line.split(' ').next().unwrap(), request.path()) {
            ("GET", "/_matrix/client/v3/login") => {
                json_response("200 OK", r#"{"flows":[{"type":"m.login.password"}]}"#)
            }
            ("POST", "/_matrix/client/v3/login") => {
                let body = request.json();
                let user = body["identifier"]["user"].as_str().unwrap().to_owned();
                let device = body["device_id"].as_str().unwrap_or("NEW").to_owned();
                match body["password"] == "pw_hidden" {
                    true => json_response(
                        "200 OK",
                        &json!({"user_id": user, "device_id": device, "access_token": format!("syt_hidden_{}", &user[1..2])}).to_string(),
                    ),
                    false => refused("wrong password"),
                }
            }
            ("GET", "/_matrix/client/v3/account/whoami") => match request.header("authorization").first() {
                Some(&"Bearer syt_hidden_b") => json_response("200 OK", r#"{"user_id":"@bob:example.org","device_id":"B"}"#),
                Some(&"Bearer syt_hidden_a") => json_response("200 OK", r#"{"user_id":"@alice:example.org"}"#),
                _ => json_response("401 Unauthorized", r#"{"errcode":"M_UNKNOWN_TOKEN","error":"?"}"#),
            },
            ("POST", "/_matrix/client/v3/logout") => json_response("200 OK", "{}"),
            _ => json_response("404 Not Found", r#"{"errcode":"M_UNRECOGNIZED","error":"?"}"#),
        }
    })
    .await
}

fn log_in(tool: &Tool, server: &Server, user: &str) -> Value {
    let run = tool.run_with(&["login", user, "--server", &server.url, "--password-stdin"], b"pw_hidden\n");
    assert_eq!(run.code, 0, "{run:?}");
    serde_json::from_str(&run.text()).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn accounts_are_kept_chosen_and_ended() {
    let server = homeserver().await;
    let tool = Tool::new();
    assert_eq!(
        log_in(&tool, &server, "@alice:example.org"),
        json!({"user_id": "@alice:example.org", "device_id": "NEW"})
    );
    log_in(&tool, &server, "@bob:example.org");
    assert_eq!(tool.text(&["accounts"]), "  @alice:example.org\n* @bob:example.org\n");
    assert!(tool.text(&["whoami"]).contains("@bob:example.org"));
    assert!(tool.text(&["whoami", "--account", "alice"]).contains("@alice:example.org"));
    tool.text(&["use", "@alice"]);
    assert!(tool.text(&["whoami"]).contains("@alice:example.org"));
    server.take_requests();
    tool.text(&["logout"]);
    assert_eq!(server.take_requests().pop().unwrap().header("authorization"), ["Bearer syt_hidden_a"]);
    assert_eq!(tool.text(&["accounts"]), "* @bob:example.org\n");
    tool.text(&["logout", "--forget"]);
    assert!(server.take_requests().is_empty(), "the session is removed only on this machine");
    assert_eq!(tool.text(&["accounts"]), "");
    assert_eq!(tool.run(&["whoami"]).code, 4);
    assert_eq!(tool.run(&["logout"]).code, 4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_login_takes_over_the_device() {
    let server = homeserver().await;
    let tool = Tool::new();
    log_in(&tool, &server, "@alice:example.org");
    server.take_requests();
    log_in(&tool, &server, "@alice:example.org");
    assert_eq!(server.take_requests().pop().unwrap().json()["device_id"], "NEW");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_is_kept_after_its_owner_is_known() {
    let server = homeserver().await;
    let tool = Tool::new();
    let words = ["login", "--server", &server.url, "--method", "token", "--token-file", "-"];
    let run = tool.run_with(&words, b"syt_hidden_b\n");
    assert_eq!(run.code, 0, "{run:?}");
    assert!(tool.text(&["whoami"]).contains("@bob:example.org"));
    let run = tool.run_with(&words, b"syt_hidden_c\n");
    assert_eq!((run.code, run.text()), (4, String::new()), "{run:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_credential_of_an_account_is_sent_to_its_homeserver_only() {
    let (server, other) = (homeserver().await, homeserver().await);
    let tool = Tool::new();
    log_in(&tool, &server, "@alice:example.org");
    let run = tool.run(&["whoami", "--server", &other.url]);
    assert_eq!(run.code, 4, "{run:?}");
    assert!(other.requests().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_password_is_refused_and_nothing_is_kept() {
    let server = homeserver().await;
    let tool = Tool::new();
    let words = ["login", "@alice:example.org", "--server", &server.url, "--password-stdin"];
    let run = tool.run_with(&words, b"pw_hidden_too\n");
    assert_eq!(run.code, 1, "{run:?}");
    assert!(!run.errors.contains("hidden"), "{run:?}");
    assert_eq!(tool.text(&["accounts"]), "");
    let run = tool.run(&["login", "@alice:example.org", "--server", &server.url]);
    assert_eq!(run.code, 2, "without a terminal: {run:?}");
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_with_secrets_are_for_the_user_alone() {
    use std::os::unix::fs::PermissionsExt;

    let server = homeserver().await;
    let tool = Tool::new();
    log_in(&tool, &server, "@alice:example.org");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let folder = tool.state().join("accounts");
    assert_eq!(mode(&folder), 0o700);
    let files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 1);
    assert_eq!(mode(&files[0]), 0o600);
    // Other files have no secrets.
    let current = fs::read_to_string(tool.state().join("current")).unwrap();
    assert_eq!(current, "@alice:example.org\n");
}
