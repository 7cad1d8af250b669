//! Sessions in files, and how a client uses a stored session.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use matrix_openapi::Error;
use matrix_openapi::auth::{
    FileSessionStore, FileStoreError, SessionStore, StoreError, StoredSession, Tokens,
};
use matrix_openapi::client_server::Client;
use matrix_openapi::error::SessionError;
use matrix_openapi_testing::{Server, json_response};

use super::homeserver::{Homeserver, Store, client, expired, old, pair, session_of};
use super::kind::both_kinds;

/// A folder for one test, which is removed at its end.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("matrix-openapi-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).unwrap();
        Self(folder)
    }

    pub fn file(&self) -> PathBuf {
        self.0.join("session.json")
    }

    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn session(user: &str, token: &str) -> StoredSession {
    let user_id = serde_json::from_value(user.into()).unwrap();
    StoredSession::new("https://example.org", user_id, Tokens::new(token).with_refresh_token("syr_hidden"))
}

fn problem(error: &StoreError) -> &FileStoreError {
    let text = format!("{error} {error:?}");
    assert!(!text.contains("hidden"), "{text}");
    error.downcast_ref().unwrap_or_else(|| panic!("{error:?}"))
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[tokio::test]
async fn a_saved_session_is_loaded_until_it_is_cleared() {
    let folder = Folder::new("round");
    let store = FileSessionStore::new(folder.file());
    assert_eq!(store.load().await.unwrap(), None);
    store.clear().await.unwrap();
    for token in ["syt_1", "syt_2"] {
        let session = session("@a:example.org", token).with_device_id("D");
        store.save(&session).await.unwrap();
        assert_eq!(FileSessionStore::new(folder.file()).load().await.unwrap(), Some(session));
        assert_eq!(folder.names(), ["session.json"]);
    }
    store.clear().await.unwrap();
    assert_eq!((store.load().await.unwrap(), folder.names()), (None, Vec::new()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_sees_a_complete_session_during_writes() {
    let folder = Folder::new("crowd");
    let store = FileSessionStore::new(folder.file());
    store.save(&session("@a:example.org", "syt_0")).await.unwrap();
    let mut tasks = tokio::task::JoinSet::new();
    for writer in 1..5 {
        let store = store.clone();
        tasks.spawn(async move {
            for round in 0..20 {
                // The lengths differ, so an incomplete file would be noticed.
                let token = format!("syt_{}", "x".repeat(writer * round * 50));
                store.save(&session("@a:example.org", &token)).await.unwrap();
                store.load().await.unwrap().unwrap();
            }
        });
    }
    while let Some(task) = tasks.join_next().await {
        task.unwrap();
    }
    assert_eq!(folder.names(), ["session.json"]);
}

/// Sets the time at which a file was changed.
fn set_age(file: &Path, age: Duration) {
    let opened = fs::File::options().write(true).open(file).unwrap();
    opened.set_modified(SystemTime::now() - age).unwrap();
}

#[tokio::test]
async fn files_that_a_killed_program_left_behind_are_removed_by_a_later_save() {
    let folder = Folder::new("killed");
    let left = [".session.json.0011223344556677.tmp", ".session.json.8899aabbccddeeff.tmp"];
    let others = [".other.json.0011223344556677.tmp", ".session.json.tmp", "session.json.bak"];
    for name in left.iter().chain(&others) {
        fs::write(folder.0.join(name), "syt_hidden").unwrap();
        set_age(&folder.0.join(name), Duration::from_secs(3600));
    }
    // Another program may be writing this file.
    set_age(&folder.0.join(left[1]), Duration::from_secs(10));
    let store = FileSessionStore::new(folder.file());
    store.save(&session("@a:example.org", "syt_1")).await.unwrap();
    let mut names = folder.names();
    names.sort_unstable();
    let mut expected = vec![left[1], "session.json"];
    expected.extend(others);
    expected.sort_unstable();
    assert_eq!(names, expected);
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_can_read_the_file() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new("mode");
    fs::write(folder.file(), "\n").unwrap();
    fs::set_permissions(folder.file(), fs::Permissions::from_mode(0o666)).unwrap();
    let store = FileSessionStore::new(folder.file());
    assert_eq!(store.load().await.unwrap(), None);
    store.save(&session("@a:example.org", "syt_1")).await.unwrap();
    assert_eq!(mode(&folder.file()), 0o600);
}

#[cfg(unix)]
#[tokio::test]
async fn a_symbolic_link_to_the_file_is_kept() {
    let folder = Folder::new("link");
    let link = folder.0.join("link.json");
    FileSessionStore::new(folder.file()).save(&session("@a:example.org", "syt_1")).await.unwrap();
    std::os::unix::fs::symlink(folder.file(), &link).unwrap();
    let store = FileSessionStore::new(&link);
    store.save(&session("@a:example.org", "syt_2")).await.unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    let stored = FileSessionStore::new(folder.file()).load().await.unwrap().unwrap();
    assert_eq!(stored.tokens.access_token().expose(), "syt_2");
}

#[tokio::test]
async fn other_files_and_other_users_sessions_are_kept() {
    let folder = Folder::new("others");
    let store = FileSessionStore::new(folder.file());
    store.save(&session("@a:example.org", "syt_hidden")).await.unwrap();
    let error = store.save(&session("@b:example.org", "syt_hidden")).await.unwrap_err();
    assert!(matches!(problem(&error), FileStoreError::OtherUser { .. }), "{error}");
    assert_eq!(store.load().await.unwrap().unwrap().user_id.as_str(), "@a:example.org");

    let more = serde_json::to_string(&session("@a:example.org", "syt_hidden")).unwrap();
    let more = more.replacen('{', r#"{"greeted":["hidden"],"#, 1);
    let broken = [r#"{"homeserver":"hidden"}"#, r#"{"user_id":7,"homeserver":"hidden"}"#];
    for text in ["hidden", "[]", &more].into_iter().chain(broken) {
        fs::write(folder.file(), text).unwrap();
        let errors = [
            store.save(&session("@a:example.org", "syt_hidden")).await.unwrap_err(),
            store.clear().await.unwrap_err(),
            store.load().await.map(drop).unwrap_err(),
        ];
        for error in errors {
            assert!(matches!(problem(&error), FileStoreError::NoSession { .. }), "{error}");
        }
        assert_eq!(fs::read_to_string(folder.file()).unwrap(), text);
    }
    let nowhere = FileSessionStore::new(folder.0.join("nowhere").join("session.json"));
    let error = nowhere.save(&session("@a:example.org", "syt_hidden")).await.unwrap_err();
    assert!(matches!(problem(&error), FileStoreError::Io { .. }), "{error}");
    let error = FileSessionStore::new(&folder.0).load().await.map(drop).unwrap_err();
    assert!(matches!(problem(&error), FileStoreError::Io { .. }), "{error}");
    assert!(error.to_string().ends_with(": not a plain file; choose another path"), "{error}");
    assert_eq!(folder.names(), ["session.json"]);
}

#[tokio::test]
async fn a_file_that_is_too_long_is_refused_with_its_size() {
    let folder = Folder::new("long");
    let store = FileSessionStore::new(folder.file());
    store.save(&session("@a:example.org", "syt_hidden")).await.unwrap();
    let mut text = fs::read(folder.file()).unwrap();
    // White space after the session would fit the type.
    text.resize(1 << 20, b' ');
    fs::write(folder.file(), &text).unwrap();
    assert!(store.load().await.unwrap().is_some());
    text.push(b' ');
    fs::write(folder.file(), &text).unwrap();
    for error in [
        store.load().await.map(drop).unwrap_err(),
        store.save(&session("@a:example.org", "syt_hidden")).await.unwrap_err(),
        store.clear().await.unwrap_err(),
    ] {
        assert!(matches!(problem(&error), FileStoreError::Io { .. }), "{error}");
        let reason = "the file has at least 1048577 bytes, more than the limit of 1048576; choose another file, or remove this one";
        assert!(error.to_string().ends_with(reason), "{error}");
    }
    assert_eq!(fs::read(folder.file()).unwrap(), text);
}

/// Starts a homeserver that accepts every login and registration under the given name.
async fn open_server() -> Server {
    Server::responding(|request| {
        let name = |text: &serde_json::Value| text.as_str().unwrap_or("a").to_owned();
        match request.path().rsplit('/').next().unwrap() {
            "login" => json_response("200 OK", &session_json(&name(&request.json()["identifier"]["user"]))),
            "register" => json_response("200 OK", &session_json(&name(&request.json()["username"]))),
            "whoami" => json_response("200 OK", r#"{"user_id":"@a:example.org","device_id":"D"}"#),
            _ => json_response("200 OK", "{}"),
        }
    })
    .await
}

fn session_json(name: &str) -> String {
    format!(
        r#"{{"user_id":"@{name}:example.org","device_id":"D","access_token":"syt_{name}","refresh_token":"syr"}}"#
    )
}

#[tokio::test]
async fn a_session_is_resumed_and_its_file_is_removed_at_logout() {
    let (server, folder) = (open_server().await, Folder::new("whole"));
    let make = || {
        let store = FileSessionStore::new(folder.file());
        Client::builder(&server.url).session_store(store).build().unwrap()
    };
    assert!(make().resume().await.unwrap().is_none());
    let first = make();
    first.log_in(first.password_login("a", "pw")).await.unwrap();

    let second = make().resume().await.unwrap().unwrap();
    assert_eq!(second.session().tokens().unwrap().access_token().expose(), "syt_a");
    second.log_out().await.unwrap();
    assert_eq!((folder.names(), second.session().tokens()), (Vec::new(), None));
    assert!(make().resume().await.unwrap().is_none());
}

#[tokio::test]
async fn two_registrations_do_not_overwrite_each_other() {
    let (server, folder) = (open_server().await, Folder::new("two"));
    let store = FileSessionStore::new(folder.file());
    let client = Client::builder(&server.url).session_store(store.clone()).build().unwrap();
    client.sign_up(client.register().username("a")).await.unwrap();
    let error = client.sign_up(client.register().username("b")).await.unwrap_err();
    let Error::Session { source, .. } = &error else { panic!("{error:?}") };
    assert!(matches!(**source, SessionError::Unsaved(_)), "{error:?}");
    // The second session was logged out with its own token.
    let last = server.requests().pop().unwrap();
    assert!(last.line.ends_with("/logout"), "{last:?}");
    assert_eq!(last.header("authorization"), ["Bearer syt_b"]);
    assert_eq!(store.load().await.unwrap().unwrap().user_id.as_str(), "@a:example.org");
}

async fn a_stored_session_is_not_sent_to_another_homeserver() {
    let (server, other) = (open_server().await, open_server().await);
    let anonymous = Client::builder(&other.url).build().unwrap();
    let session = session_of(&server, old());
    let clients = [
        anonymous.with_credentials(session.clone()),
        Client::builder(&other.url).credentials(session.clone()).build().unwrap(),
    ];
    for client in clients {
        let error = client.whoami().send().await.unwrap_err();
        let Error::Session { source, .. } = &error else { panic!("{error:?}") };
        assert!(matches!(**source, SessionError::OtherHomeserver) && error.is_final(), "{error:?}");
    }
    anonymous.restore(session).await.unwrap_err();
    assert!(other.requests().is_empty());
}

#[tokio::test]
async fn tokens_without_a_user_are_saved_under_the_user_that_the_server_names() {
    let homeserver = Homeserver::default();
    homeserver.expire();
    let (server, store) = (homeserver.start().await, Store::new(&homeserver, 0));
    for tokens in [old(), expired()] {
        homeserver.expire();
        client(&server, matrix_openapi::Credentials::from(tokens), &store).whoami().send().await.unwrap();
        let stored = store.stored().unwrap();
        assert_eq!((stored.user_id.as_str(), Some(stored.tokens)), ("@a:example.org", pair(2)));
        assert_eq!(stored.homeserver, server.url);
    }
}

async fn a_logout_clears_only_its_own_session() {
    let homeserver = Homeserver::default();
    let (server, store) = (homeserver.start().await, Store::new(&homeserver, 0));
    let other = session_of(&server, Tokens::new("syt_9")).with_device_id("OTHER");
    *store.stored.lock().unwrap() = Some(other.clone());
    client(&server, Tokens::new("syt_0"), &store).log_out().await.unwrap();
    assert_eq!(store.stored(), Some(other));
    *store.stored.lock().unwrap() = Some(session_of(&server, Tokens::new("syt_before")));
    client(&server, Tokens::new("syt_0"), &store).log_out().await.unwrap();
    assert_eq!(store.stored(), None);
}

both_kinds!(tokio::test: a_stored_session_is_not_sent_to_another_homeserver, a_logout_clears_only_its_own_session);
