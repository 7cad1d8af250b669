//! Processes that are killed during a refresh, with their session in a file.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use matrix_openapi::auth::{FileSessionStore, SessionStore, StoredSession};
use matrix_openapi::client_server::Client;
use matrix_openapi::http::RetryPolicy;
use matrix_openapi_testing::AuthorizationServer;

use super::clients::log_in;
use crate::refresh::file_store::Folder;
use crate::refresh::homeserver::until;

/// The time that the server takes to respond after it has issued tokens.
const STEP: Duration = Duration::from_millis(8);

/// The number of points at which the process is killed.
const POINTS: u32 = 51;

/// The variables with which the process gets the URL of the server and its file.
const SERVER: &str = "MATRIX_OPENAPI_TEST_HOMESERVER";
const FILE: &str = "MATRIX_OPENAPI_TEST_SESSION";

fn client(url: &str, file: &Path) -> Client {
    let builder = Client::builder(url).session_store(FileSessionStore::new(file));
    builder.retries(RetryPolicy::never()).build().unwrap()
}

/// Starts this test in another process, which only resumes the session.
fn start(url: &str, file: &Path) -> Child {
    let (_, module) = module_path!().split_once("::").unwrap();
    let test = format!("{module}::a_session_in_a_file_is_restored_wherever_its_process_was_killed");
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", &test]).env(SERVER, url).env(FILE, file);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

async fn stored(file: &Path) -> Option<StoredSession> {
    FileSessionStore::new(file).load().await.unwrap()
}

/// Returns both tokens as strings.
fn tokens(session: Option<StoredSession>) -> (String, String) {
    let tokens = session.unwrap().tokens;
    (tokens.access_token().expose().to_owned(), tokens.refresh_token().unwrap().expose().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_in_a_file_is_restored_wherever_its_process_was_killed() {
    if let (Ok(url), Ok(file)) = (std::env::var(SERVER), std::env::var(FILE)) {
        client(&url, &PathBuf::from(file)).resume().await.unwrap();
        return;
    }
    let folder = Folder::new("killed-processes");
    let file = folder.file();
    let authorization_server = AuthorizationServer::default();
    let server = authorization_server.start().await;
    log_in(&authorization_server, &client(&server.url, &file)).await;
    authorization_server.0.lock().unwrap().delay = STEP;
    let (mut before, mut between, mut after) = (0, 0, 0);
    for point in 0..POINTS {
        authorization_server.expire();
        let refreshes = authorization_server.session().refreshes;
        let text = std::fs::read(&file).unwrap();
        let mut process = start(&server.url, &file);
        // Killed at once, after the server has issued the tokens, and after they are in the file, each plus up to one step.
        match point % 3 {
            0 => {}
            1 => until(|| authorization_server.session().refreshes > refreshes).await,
            _ => until(|| std::fs::read(&file).unwrap() != text).await,
        }
        tokio::time::sleep(STEP * point / POINTS).await;
        process.kill().unwrap();
        process.wait().unwrap();
        let refreshed = authorization_server.session().refreshes > refreshes;
        match (refreshed, std::fs::read(&file).unwrap() != text) {
            (false, _) => before += 1,
            (true, false) => between += 1,
            (true, true) => after += 1,
        }
        let resumed = client(&server.url, &file).resume().await;
        let alice = resumed.unwrap_or_else(|error| panic!("{point}: {error}")).unwrap();
        alice.whoami().send().await.unwrap();
        assert_eq!(tokens(stored(&file).await), tokens(alice.session().stored()));
    }
    assert!(before > 0 && between > 0 && after > 0, "{before} {between} {after}");
    assert!(!authorization_server.session().is_over);
}
