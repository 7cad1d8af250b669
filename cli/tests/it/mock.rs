//! The mock server: as a command, and as the server of each operation.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command};
use std::sync::Mutex;

use matrix_api::operation::Chosen;
use matrix_api::table;
use matrix_openapi::auth::{Authentication, Scheme};
use matrix_openapi::http::{Api, Operation};
use matrix_openapi::mock::Homeserver;
use serde_json::Value;

use crate::dry_run::each;
use crate::samples;
use crate::tool::Tool;

/// A key of another homeserver.
const KEY: &str = "ed25519 a_1 YJDBA9Xnr2sVqXD9Vj7XVUnmFZcZrlw8Md7kMW+3XA1\n";

/// The files that requests need.
struct Files {
    key: String,
    upload: String,
}

/// Returns the command with the credential of an operation, and the arguments for it.
fn prepared(server: &Homeserver, files: &Files, operation: &Operation) -> (Tool, Vec<String>) {
    let schemes = match operation.authentication {
        Authentication::Required(schemes) | Authentication::Optional(schemes) => schemes,
        _ => &[],
    };
    let takes_users = schemes.contains(&Scheme::AccessTokenBearer) || operation.api == Api::Identity;
    let (token, arguments) = if operation.api == Api::ServerServer {
        let words = ["--key", &files.key, "--origin", "me.org", "--destination", "example.org"];
        (None, words.map(str::to_owned).to_vec())
    } else if operation.api == Api::ApplicationService {
        (Some(server.homeserver_token()), Vec::new())
    } else if schemes.contains(&Scheme::AppserviceAccessTokenBearer) && !takes_users {
        server.application_service("service", "as_hidden", "@service:example.org");
        (Some("as_hidden".into()), vec!["--appservice".to_owned()])
    } else {
        // Each operation has its own token, and some have their own user, since they end one or all sessions.
        let user = match operation.id {
            "changePassword" => "@bob:example.org",
            "deactivateAccount" => "@carol:example.org",
            "logout_all" => "@dan:example.org",
            _ => "@alice:example.org",
        };
        let is_identity = operation.api == Api::Identity;
        (Some(if is_identity { server.identity_token(user) } else { server.token(user) }), Vec::new())
    };
    let tool = Tool::new().with("MATRIX_API_SERVER", server.url());
    let tool = match token {
        Some(token) => tool.with("MATRIX_API_TOKEN", token.expose()),
        None => tool,
    };
    (tool, arguments)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_operation_succeeds_and_none_breaks_the_description() {
    let server = Homeserver::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, content: &str| {
        let path = folder.path().join(name);
        fs::write(&path, content).unwrap();
        path.display().to_string()
    };
    let files = Files { key: file("key", KEY), upload: file("cat.png", "cat") };
    let failed = Mutex::new(Vec::new());
    each(|operation| {
        let chosen = Chosen::new(operation, Vec::new()).unwrap();
        let (tool, credential) = prepared(&server, &files, operation);
        let (path, others) = samples::arguments(&chosen);
        let mut words =
            vec!["--api".to_owned(), operation.api.slug().to_owned(), table::command_name(operation)];
        // The names of fields in a profile have a pattern.
        let is_profile = operation.id.ends_with("ProfileField");
        words.extend(
            path.into_iter().map(|word| if is_profile { word.replace("a text", "m.tz") } else { word }),
        );
        if operation.id == "setProfileField" {
            words.push("m.tz=Europe/London".to_owned());
        }
        words.extend(others.into_iter().map(|word| match word.as_str() {
            "--body=cat.png" => format!("--body={}", files.upload),
            r#"refresh_token:="pw_hidden""# if operation.id == "refresh" => {
                let tokens = server.tokens("@alice:example.org");
                format!("refresh_token={}", tokens.refresh_token().unwrap().expose())
            }
            "--url=a text" => "--url=https://client.example.org/".to_owned(),
            "--redirect-url=a text" => "--redirect-url=https://client.example.org/".to_owned(),
            _ => word,
        }));
        words.extend(credential);
        let words: Vec<_> = words.iter().map(String::as_str).collect();
        let run = tool.run(&words);
        if run.code != 0 {
            failed.lock().unwrap().push(format!("{words:?}: {}", run.errors));
        }
    });
    assert_eq!(failed.into_inner().unwrap(), Vec::<String>::new());
    assert_eq!(server.violations(), []);
    let all = server.all_requests();
    for operation in table::all() {
        let is_its = |other: &Operation| (other.api, other.id) == (operation.api, operation.id);
        assert!(all.iter().any(|request| request.operation().is_some_and(is_its)), "{}", operation.id);
    }
}

/// A mock server as a process.
pub struct Mock {
    child: Child,
    /// The first line of its output.
    pub line: String,
}

impl Mock {
    /// Starts the process, and waits for its first line.
    pub fn start(arguments: &[&str]) -> Self {
        let mut child = Tool::new().start(&[&["mock", "--for", "300"], arguments].concat());
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        Self { child, line: line.trim().to_owned() }
    }

    /// Sends a signal by its name, and returns the exit code and the lines on standard error.
    pub fn end(mut self, signal: &str) -> (Option<i32>, Vec<String>) {
        let killed = Command::new("kill").args(["-s", signal, &self.child.id().to_string()]).status();
        assert!(killed.unwrap().success());
        let mut errors = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
        (self.child.wait().unwrap().code(), errors.lines().map(str::to_owned).collect())
    }
}

/// Sends requests that fit the description, and two that do not.
fn send_requests(url: &str) {
    let tool = Tool::new().with("MATRIX_API_SERVER", url);
    let words = ["login", "@alice:example.org", "--server", url, "--password-stdin"];
    assert_eq!(tool.run_with(&words, b"pw_hidden\n").code, 0);
    assert_eq!(tool.run(&["whoami"]).code, 0);
    assert_eq!(tool.run(&["whoami", "--query", "odd=hidden"]).code, 0);
    assert_eq!(tool.run(&["GET", "/_matrix/client/v3/nothing"]).code, 1);
}

#[test]
#[cfg(unix)]
fn the_command_prints_violations_and_ends_by_signals() {
    let mock = Mock::start(&[]);
    send_requests(&mock.line);
    let (code, lines) = mock.end("INT");
    assert_eq!(code, Some(0), "{lines:?}");
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(
        lines[0].starts_with("violation: getTokenOwner (`whoami`): unknown query parameter `odd`"),
        "{lines:?}"
    );
    assert!(lines[1].contains("no operation has this path"), "{lines:?}");

    let mock = Mock::start(&["--json", "--verbose", "--fail-on-violation"]);
    let started: Value = serde_json::from_str(&mock.line).unwrap();
    assert!(started["homeserver_token"].as_str().unwrap().len() > 20);
    send_requests(started["url"].as_str().unwrap());
    let (code, lines) = mock.end("TERM");
    assert_eq!(code, Some(1), "{lines:?}");
    assert!(!lines.concat().contains("hidden"), "{lines:?}");
    let lines: Vec<Value> = lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    let violations: Vec<_> = lines.iter().filter_map(|line| line["violation"].as_str()).collect();
    assert_eq!(violations, ["UnknownQueryParameter", "UnknownPath"]);
    let is_whoami = |line: &&Value| line["operation"] == "getTokenOwner" && line["status"] == 200;
    let whoami = lines.iter().find(is_whoami).unwrap();
    assert_eq!(whoami["user"], "@alice:example.org");
    assert_eq!(whoami["path"], "/_matrix/client/v3/account/whoami");
}

#[test]
fn the_command_ends_after_its_time_and_fails_only_if_asked() {
    let run = Tool::new().run(&["mock", "--for", "0", "--fail-on-violation"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.text().starts_with("http://127.0.0.1:") && run.errors.is_empty(), "{run:?}");
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let run = Tool::new().run(&["mock", "--for", "0", "--port", &port]);
    assert!(run.code == 2 && run.errors.contains(&port), "{run:?}");
    let run = Tool::new().run(&["mock", "--for", "0", "--as-user", "@bot:example.org"]);
    assert!(run.code == 2 && run.errors.contains("MATRIX_API_TOKEN"), "{run:?}");
}
