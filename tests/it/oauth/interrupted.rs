//! Programs that end during a refresh.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use matrix_openapi::auth::{SessionStore, StoreError, StoredSession};
use matrix_openapi::client_server::Client;
use matrix_openapi::http::{BoxFuture, RetryPolicy};
use matrix_openapi_testing::AuthorizationServer;

use super::clients::log_in;
use crate::refresh::homeserver::until;

/// The time that the server and the store take for each step.
const STEP: Duration = Duration::from_millis(8);

/// The number of points at which the program ends.
const POINTS: u32 = 60;

/// A store in memory that takes a while to save.
#[derive(Clone, Default)]
pub struct MemoryStore {
    session: Arc<Mutex<Option<StoredSession>>>,
    pub saves: Arc<AtomicUsize>,
    delay: Duration,
}

impl MemoryStore {
    pub fn stored(&self) -> Option<StoredSession> {
        self.session.lock().unwrap().clone()
    }
}

impl SessionStore for MemoryStore {
    fn save<'a>(&'a self, session: &'a StoredSession) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            tokio::time::sleep(self.delay).await;
            *self.session.lock().unwrap() = Some(session.clone());
            self.saves.fetch_add(1, Ordering::SeqCst);
            tokio::time::sleep(self.delay).await;
            Ok(())
        })
    }

    fn load(&self) -> BoxFuture<'_, Result<Option<StoredSession>, StoreError>> {
        Box::pin(async { Ok(self.stored()) })
    }

    fn clear(&self) -> BoxFuture<'_, Result<(), StoreError>> {
        Box::pin(async {
            *self.session.lock().unwrap() = None;
            Ok(())
        })
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_restored_wherever_its_program_ended_during_a_refresh() {
    let authorization_server = AuthorizationServer::default();
    let server = authorization_server.start().await;
    let store = MemoryStore { delay: STEP, ..MemoryStore::default() };
    let program = {
        let (url, store) = (server.url.clone(), store.clone());
        move || {
            let builder = Client::builder(&url).session_store(store.clone());
            builder.retries(RetryPolicy::never()).build().unwrap()
        }
    };
    log_in(&authorization_server, &program()).await;
    authorization_server.0.lock().unwrap().delay = STEP;
    let (mut before, mut between, mut after) = (0, 0, 0);
    for point in 0..POINTS {
        authorization_server.expire();
        let (refreshes, saves) =
            (authorization_server.session().refreshes, store.saves.load(Ordering::SeqCst));
        // The runtime of the program ends with all its tasks, as a process would.
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let program_of_run = program.clone();
        runtime.spawn(async move {
            let _ = program_of_run().resume().await;
        });
        // Ends at once, after the server has issued the tokens, and after they are saved, each plus up to one step.
        match point % 3 {
            0 => {}
            1 => until(|| authorization_server.session().refreshes > refreshes).await,
            _ => until(|| store.saves.load(Ordering::SeqCst) > saves).await,
        }
        tokio::time::sleep(STEP * point / POINTS).await;
        runtime.shutdown_background();
        tokio::time::sleep(STEP * 3).await;
        let (refreshed, saved) =
            (authorization_server.session().refreshes, store.saves.load(Ordering::SeqCst));
        match (refreshed > refreshes, saved > saves) {
            (false, _) => before += 1,
            (true, false) => between += 1,
            (true, true) => after += 1,
        }
        let alice = program().resume().await.unwrap_or_else(|error| panic!("{point}: {error}")).unwrap();
        alice.whoami().send().await.unwrap();
        assert_eq!(store.stored(), alice.session().stored());
    }
    assert!(before > 0 && between > 0 && after > 0, "{before} {between} {after}");
    assert!(!authorization_server.session().is_over);
}

#[tokio::test]
async fn a_lost_response_is_requested_again_with_the_old_token() {
    let authorization_server = AuthorizationServer::default();
    let server = authorization_server.start().await;
    let client = Client::builder(&server.url).timeout(Duration::from_millis(400)).build().unwrap();
    let alice = log_in(&authorization_server, &client).await;
    for _ in 0..3 {
        authorization_server.expire();
        let refreshes = authorization_server.session().refreshes;
        authorization_server.0.lock().unwrap().delay = Duration::from_millis(300);
        let error = alice.whoami().send().await.unwrap_err();
        assert!(error.is_temporary(), "{error:?}");
        tokio::time::sleep(Duration::from_millis(400)).await;
        assert!(authorization_server.session().refreshes > refreshes, "the server has processed the request");
        authorization_server.0.lock().unwrap().delay = Duration::ZERO;
        alice.whoami().send().await.unwrap();
    }
}
