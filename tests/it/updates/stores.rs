//! Stores of positions.

use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use matrix_openapi::Error;
use matrix_openapi::auth::{StoreError, StoredSession, Tokens};
use matrix_openapi::client_server::Client;
use matrix_openapi::http::BoxFuture;
use matrix_openapi::id::UserId;
use matrix_openapi::sync::{FileSyncStore, FileSyncStoreError, MemorySyncStore, SyncPosition, SyncStore};
use serde_json::{Value, json};

use super::{client, positions, server};

/// Returns a new folder for one test.
fn folder(name: &str) -> std::path::PathBuf {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("positions").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[tokio::test]
async fn a_file_keeps_the_position() {
    let (server, folder) = (server().await, folder("kept"));
    let (client, store) = (client(&server), FileSyncStore::new(folder.join("position.json")));
    for first in [1, 3] {
        let mut updates = client.sync().updates(store.clone());
        for number in first..first + 2 {
            assert_eq!(updates.next().await.unwrap().unwrap().next_batch, format!("s{number}"));
        }
        updates.handled().await.unwrap();
    }
    assert_eq!(positions(&server), [0, 1, 2, 3]);
    let text: Value = serde_json::from_slice(&fs::read(store.path()).unwrap()).unwrap();
    assert_eq!(text, json!({"since": "s4"}));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(store.path()).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let names = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(names.collect::<Vec<_>>(), ["position.json"]);

    store.clear().await.unwrap();
    store.clear().await.unwrap();
    assert!(!store.path().exists());
    client.sync().updates(store).next().await.unwrap();
    assert_eq!(positions(&server).last(), Some(&0));
}

#[tokio::test]
async fn a_file_with_other_content_is_neither_read_nor_overwritten() {
    let session =
        StoredSession::new("https://example.org", UserId::unchecked("@a:b"), Tokens::new("syt_hidden"));
    let session = serde_json::to_string(&session).unwrap();
    for text in [session.as_str(), "[]", "{", r#"{"since":7}"#, r#"{"since":"s1","greeted":["!a:b"]}"#] {
        let path = folder("other").join("file");
        fs::write(&path, text).unwrap();
        let (server, store) = (server().await, FileSyncStore::new(&path));
        let client = client(&server);
        let error = client.sync().updates(store.clone()).next().await.unwrap_err();
        let Error::SyncStore { source, .. } = &error else { panic!("{error}") };
        assert!(matches!(source.downcast_ref(), Some(FileSyncStoreError::NoPosition { .. })), "{source}");
        assert!(!format!("{error} {error:?}").contains("hidden"));
        assert!(store.save(&SyncPosition::new("s1")).await.is_err() && store.clear().await.is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
        assert!(server.requests().is_empty());
    }
}

#[tokio::test]
async fn the_position_of_another_user_is_refused() {
    let (server, store) = (server().await, MemorySyncStore::new());
    let builder = |user: &str| {
        let session = StoredSession::new(&server.url, UserId::unchecked(user), Tokens::new("syt_hidden"));
        Client::builder(&server.url).credentials(session).build().unwrap()
    };
    let alice = builder("@alice:example.org");
    let mut updates = alice.sync().updates(store.clone());
    updates.next().await.unwrap();
    updates.handled().await.unwrap();
    assert_eq!(store.position().unwrap().user_id.unwrap().as_str(), "@alice:example.org");
    let bob = builder("@bob:example.org");
    let mut updates = bob.sync().updates(store.clone());
    let error = updates.next().await.unwrap_err();
    assert!(matches!(error, Error::OtherUser { .. }) && error.is_final(), "{error}");
    assert!(updates.next().await.unwrap().is_none());
    assert_eq!(positions(&server), [0]);
}

/// A store that fails a number of times.
struct FailingStore {
    loads: AtomicUsize,
    saves: AtomicUsize,
    saved: Mutex<Vec<String>>,
}

fn fails(left: &AtomicUsize) -> Result<(), StoreError> {
    let failed = left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok();
    if failed { Err("the disk is full".into()) } else { Ok(()) }
}

impl SyncStore for FailingStore {
    fn load(&self) -> BoxFuture<'_, Result<Option<SyncPosition>, StoreError>> {
        Box::pin(async { fails(&self.loads).map(|()| None) })
    }

    fn save<'a>(&'a self, position: &'a SyncPosition) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async {
            fails(&self.saves)?;
            self.saved.lock().unwrap().push(position.since.clone());
            Ok(())
        })
    }
}

#[tokio::test]
async fn nothing_is_requested_before_the_store_works() {
    let failing =
        FailingStore { loads: AtomicUsize::new(1), saves: AtomicUsize::new(2), saved: Mutex::default() };
    let (server, store) = (server().await, Arc::new(failing));
    let client = client(&server);
    let mut updates = client.sync().updates(Arc::clone(&store));
    let error = updates.next().await.unwrap_err();
    assert!(error.to_string().contains("the disk is full") && server.requests().is_empty(), "{error}");
    assert_eq!(updates.next().await.unwrap().unwrap().next_batch, "s1");
    assert!(matches!(updates.next().await, Err(Error::SyncStore { .. })));
    assert!(matches!(updates.handled().await, Err(Error::SyncStore { .. })));
    assert_eq!(positions(&server), [0]);
    updates.handled().await.unwrap();
    assert_eq!(updates.next().await.unwrap().unwrap().next_batch, "s2");
    assert_eq!(
        (positions(&server), store.saved.lock().unwrap().clone()),
        (vec![0, 1], vec!["s1".to_owned()])
    );
}
