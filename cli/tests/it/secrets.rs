//! No output contains a secret.

#[cfg(target_os = "linux")]
use std::fs;
#[cfg(target_os = "linux")]
use std::path::{Path, PathBuf};
#[cfg(target_os = "linux")]
use std::process::{Command, Output};
#[cfg(target_os = "linux")]
use std::time::Duration;

#[cfg(target_os = "linux")]
use matrix_openapi::client_server::op;
#[cfg(target_os = "linux")]
use matrix_openapi::mock::Homeserver;
use matrix_openapi_testing::{Request, Server, json_response};
use serde_json::json;

use crate::tool::{Run, Tool};

fn assert_hidden(run: &Run, what: &str) {
    let out = String::from_utf8_lossy(&run.out);
    assert!(!out.contains("hidden") && !run.errors.contains("hidden"), "{what}: {run:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn verbose_shows_requests_and_responses_without_secrets() {
    let server = Server::responding(|_: &Request| json_response("200 OK", r#"{"a":1}"#)).await;
    let tool = Tool::new().with("MATRIX_API_TOKEN", "syt_hidden").with("MATRIX_API_SERVER", &server.url);
    for words in [
        vec!["whoami", "-v"],
        vec!["change-password", "new_password=pw_hidden", "-v"],
        vec!["--api", "client", "login", "type=m.login.password", "password=pw_hidden", "-v"],
        vec!["GET", "/_synapse/admin/v1/x?access_token=syt_hidden", "-v"],
    ] {
        let run = tool.run(&words);
        assert_hidden(&run, &words.join(" "));
        assert!(run.errors.contains("> ") && run.errors.contains("/_"), "{run:?}");
    }
    let run = tool.run(&["whoami", "-v"]);
    assert!(run.errors.contains("> GET ") && run.errors.contains("< 200 OK"), "{run:?}");
    assert!(run.errors.contains("> authorization: …"), "{run:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn errors_have_no_secrets() {
    let server = Server::responding(|request: &Request| {
        // Like a server that echoes the request.
        let body = json!({"errcode": "M_UNKNOWN", "error": request.text()});
        json_response("400 Bad Request", &body.to_string())
    })
    .await;
    let tool = Tool::new().with("MATRIX_API_TOKEN", "syt_hidden").with("MATRIX_API_SERVER", &server.url);
    for words in [vec!["whoami"], vec!["change-password", "new_password=pw_hidden"]] {
        let run = tool.run(&words);
        assert_eq!(run.code, 1);
        assert_hidden(&run, &words.join(" "));
    }
    let tool = Tool::new()
        .with("MATRIX_API_TOKEN", "syt_hidden")
        .with("MATRIX_API_SERVER", "https://a:pw_hidden@b.org");
    let run = tool.run(&["whoami"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert_hidden(&run, "the url");
}

#[test]
fn a_dry_run_never_shows_the_credential_it_could_have_used() {
    let tool = Tool::new().with("MATRIX_API_TOKEN", "syt_hidden");
    for words in [
        vec!["whoami", "-n"],
        vec!["whoami", "-n", "-v", "--as-user", "@a:b.org"],
        vec!["change-password", "new_password=pw_hidden", "-n"],
        vec!["--api", "identity", "get-account", "-n"],
        vec!["GET", "/_synapse/admin/v1/x", "-n"],
    ] {
        let run = tool.run(&words);
        assert_eq!(run.code, 0, "{words:?}: {run:?}");
        assert_hidden(&run, &words.join(" "));
        assert!(run.text().contains("$TOKEN"), "{run:?}");
    }
}

/// Returns the secrets of a session in the store: its tokens.
#[cfg(target_os = "linux")]
fn tokens(tool: &Tool) -> Vec<String> {
    let files = files(tool.state());
    let [(_, text)] = &files
        .iter()
        .filter(|(path, _)| path.parent().unwrap().ends_with("accounts"))
        .collect::<Vec<_>>()[..]
    else {
        panic!("{files:?}")
    };
    let session: serde_json::Value = serde_json::from_str(text).unwrap();
    let mut found = Vec::new();
    collect(&session, &mut found);
    assert_eq!(found.len(), 2, "an access token and a refresh token");
    found
}

/// Adds the strings of all fields that have `token` in their name.
#[cfg(target_os = "linux")]
fn collect(value: &serde_json::Value, found: &mut Vec<String>) {
    for (name, value) in value.as_object().into_iter().flatten() {
        match value.as_str() {
            Some(text) if name.contains("token") => found.push(text.to_owned()),
            _ => collect(value, found),
        }
    }
}

/// Returns all files below a folder, with their content.
#[cfg(target_os = "linux")]
fn files(folder: &Path) -> Vec<(PathBuf, String)> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths
        .flat_map(|path| match path.is_dir() {
            true => files(&path),
            false => vec![(path.clone(), String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned())],
        })
        .collect()
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_secret_of_a_session_is_in_an_argument_an_output_a_crash_or_a_file_of_others() {
    let server = Homeserver::start().await.unwrap();
    let home = tempfile::tempdir().unwrap();
    let mut tool = Tool::new().with("RUST_BACKTRACE", "full");
    for name in ["HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "TMPDIR"] {
        tool = tool.with(name, home.path().to_str().unwrap());
    }
    let login = ["login", "@alice:example.org", "--server", server.url(), "--password-stdin", "-v"];
    let mut runs = vec![tool.run_with(&login, b"pw_hidden\n")];
    assert_eq!(runs[0].code, 0);
    let mut secrets = vec!["pw_hidden".to_owned()];
    secrets.extend(tokens(&tool));

    for words in [
        &["whoami", "-v"][..],
        &["whoami", "-n", "-v"],
        &["whoami", "--include"],
        &["accounts"],
        &["get-profile", "@nobody:example.org", "--no-such-flag"],
        &["GET", "/_synapse/admin/v1/none", "-v"],
        &["send", "!a:example.org", "text", "hi", "-v"],
    ] {
        runs.push(tool.run(words));
    }
    // A refresh returns new tokens.
    server.expire("@alice:example.org");
    let run = tool.run(&["whoami", "-v"]);
    assert_eq!((run.code, server.requests(op::Refresh).len()), (0, 1));
    runs.push(run);
    let new = tokens(&tool);
    assert!(new.iter().all(|token| !secrets.contains(token)));
    secrets.extend(new);

    let (arguments, crash) = crash(&tool, &server).await;
    for secret in &secrets {
        assert!(hides(arguments.as_bytes(), secret));
        assert!(hides(&crash.stdout, secret) && hides(&crash.stderr, secret));
        for run in &runs {
            assert!(
                hides(&run.out, secret) && hides(run.errors.as_bytes(), secret),
                "an output has a secret"
            );
        }
        assert!(files(home.path()).iter().all(|(_, text)| hides(text.as_bytes(), secret)));
        assert_files_are_private(tool.state(), secret);
    }
}

/// Runs a sync until its request arrives, and then crashes it; returns its arguments and output.
#[cfg(target_os = "linux")]
async fn crash(tool: &Tool, server: &Homeserver) -> (String, Output) {
    let child = tool.start(&["sync", "--since", "s1", "--timeout", "30000", "-v"]);
    let limit = Duration::from_secs(60);
    tokio::time::timeout(limit, server.wait_for(op::Sync, 1)).await.expect("no request came");
    let arguments = fs::read(format!("/proc/{}/cmdline", child.id())).unwrap();
    let arguments = String::from_utf8_lossy(&arguments).into_owned();
    assert!(arguments.contains("sync"));
    assert!(Command::new("kill").args(["-ABRT", &child.id().to_string()]).status().unwrap().success());
    let crash = child.wait_with_output().unwrap();
    assert_eq!(crash.status.code(), None, "the signal ended it");
    (arguments, crash)
}

#[cfg(target_os = "linux")]
fn hides(text: &[u8], secret: &str) -> bool {
    !String::from_utf8_lossy(text).contains(secret)
}

/// Asserts that only the owner can read the files with a secret.
#[cfg(target_os = "linux")]
fn assert_files_are_private(folder: &Path, secret: &str) {
    use std::os::unix::fs::PermissionsExt;

    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o077;
    for (path, text) in files(folder).iter().filter(|(_, text)| !hides(text.as_bytes(), secret)) {
        let modes = (mode(path), mode(path.parent().unwrap()));
        assert_eq!(modes, (0, 0), "{} of {} bytes", path.display(), text.len());
    }
}
