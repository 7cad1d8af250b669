//! The sync loop while the server is killed and the program is restarted.

use std::cell::Cell;
use std::path::Path;
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use matrix_openapi::Error;
use matrix_openapi::auth::{StoredSession, Tokens};
use matrix_openapi::client_server::Client;
use matrix_openapi::events::RoomMessage;
use matrix_openapi::http::{BoxFuture, Middleware, Next, Operation, RetryPolicy};
use matrix_openapi::id::RoomId;
use matrix_openapi::sync::{FileSyncStore, SyncUpdates};
use tokio::sync::Notify;
use tokio::time::timeout;

use crate::accounts::User;
use crate::step_log::StepLog;
use crate::synapse::{Synapse, mortal};

/// A filter with up to 100 events of a room per page, in place of ten.
const FILTER: &str = r#"{"room":{"timeline":{"limit":100}},"presence":{"types":[]}}"#;

/// The number of messages that are handled before the next step of the test.
const SOME: usize = 12;

/// Longer than the test ever takes, so a loop that has stopped fails instead of waiting forever.
const PATIENCE: Duration = Duration::from_secs(300);

/// Replaces the second response to `sync` by a rate limit, since Synapse never limits it.
#[derive(Default)]
struct OneLimit(AtomicUsize);

impl Middleware for OneLimit {
    fn handle<'a>(
        &'a self,
        operation: &'static Operation,
        request: reqwest::Request,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<reqwest::Response, Error>> {
        Box::pin(async move {
            let response = next.run(request).await?;
            if operation.method_name != "sync" || self.0.fetch_add(1, Ordering::SeqCst) != 1 {
                return Ok(response);
            }
            let body = r#"{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":600}"#;
            Ok(http::Response::builder().status(429).body(body).unwrap().into())
        })
    }
}

/// The failures after which a loop continued.
#[derive(Clone, Default)]
struct Failures {
    limits: Arc<Mutex<Vec<Duration>>>,
    disconnected: Arc<Notify>,
}

impl Failures {
    fn record(&self, error: &Error, wait: Duration) {
        match error {
            Error::Api(error) if error.status.as_u16() == 429 => self.limits.lock().unwrap().push(wait),
            Error::Api(_) => {}
            // There was no connection, for the sync itself or for a refresh before it.
            _ => self.disconnected.notify_one(),
        }
    }
}

/// A program that reads a room.
struct Reader {
    client: Client,
    room_id: RoomId,
    store: FileSyncStore,
    failures: Failures,
}

impl Reader {
    /// Starts the loop, as each run of the program does.
    fn start(&self) -> SyncUpdates<'_> {
        let failures = self.failures.clone();
        let updates = self.client.sync().filter(FILTER).updates(self.store.clone());
        updates.on_retry(move |error, wait| failures.record(error, wait))
    }

    /// Returns the numbers of the messages in the next page.
    async fn next(&self, updates: &mut SyncUpdates<'_>) -> Vec<usize> {
        let page = updates.next().await.unwrap().unwrap();
        let timeline = page
            .joined_rooms()
            .find(|(room_id, _)| **room_id == self.room_id)
            .and_then(|(_, joined)| joined.timeline.as_ref());
        let messages =
            page.timeline_events(&self.room_id).filter_map(|event| event.content::<RoomMessage>().unwrap());
        let numbers: Vec<usize> = messages.map(|message| message.body().unwrap().parse().unwrap()).collect();
        assert!(numbers.is_empty() || timeline.unwrap().limited != Some(true), "a gap before {numbers:?}");
        numbers
    }

    /// Returns the numbers of the messages in the next page with messages.
    async fn next_messages(&self, updates: &mut SyncUpdates<'_>) -> Vec<usize> {
        loop {
            let numbers = self.next(updates).await;
            if !numbers.is_empty() {
                return numbers;
            }
        }
    }

    /// Handles pages until this number of messages is handled.
    async fn handle(&self, updates: &mut SyncUpdates<'_>, handled: &mut Vec<usize>, count: usize) {
        while handled.len() < count {
            handled.extend(self.next(updates).await);
        }
    }
}

/// Returns a client that refreshes the user's tokens. It has no retries, so the program must retry.
fn client(synapse: &Synapse, user: &User, log: &StepLog) -> Client {
    let registration = &user.registration;
    let tokens = Tokens::new(registration.access_token.clone().unwrap())
        .with_refresh_token(registration.refresh_token.clone().unwrap());
    let session = StoredSession::new(&synapse.url, registration.user_id.clone(), tokens);
    let builder = Client::builder(&synapse.url).credentials(session).session_store(log.clone());
    builder
        .middleware(OneLimit::default())
        .middleware(log.clone())
        .retries(RetryPolicy::never())
        .build()
        .unwrap()
}

/// Sends numbered messages until `stop` is set, and returns their number.
async fn send_numbers(client: &Client, room_id: &RoomId, stop: &Cell<bool>) -> usize {
    let mut number = 0;
    while !stop.get() {
        let message = RoomMessage::text(number.to_string());
        // The server may already have the message of a failed call, so it is sent again with the same transaction ID.
        match client.send(room_id, &message).transaction_id(format!("number-{number}")).send().await {
            Ok(_) => number += 1,
            Err(error) => {
                assert!(error.is_temporary(), "{error}");
                tokio::time::sleep(error.retry_after().unwrap_or(Duration::from_millis(200))).await;
            }
        }
    }
    number
}

/// Kills the server, and starts it again once the loop has noticed.
async fn restart(synapse: &'static Synapse, failures: &Failures) {
    synapse.kill().await;
    failures.disconnected.notified().await;
    synapse.start_again().await;
}

/// Reads while the server is killed and started again, and over two restarts of the program, until the server has
/// rate-limited the sender and the reader's tokens were refreshed several times. Then stops the sender, and returns the
/// handled numbers.
async fn read(
    reader: &Reader,
    synapse: &'static Synapse,
    [limited, refreshes]: [&StepLog; 2],
    stop: &Cell<bool>,
) -> Vec<usize> {
    let mut handled = Vec::new();
    let mut updates = reader.start();
    reader.handle(&mut updates, &mut handled, SOME).await;

    let mut restarted = pin!(restart(synapse, &reader.failures));
    loop {
        tokio::select! {
            () = &mut restarted => break,
            numbers = reader.next(&mut updates) => handled.extend(numbers),
        }
    }
    let count = handled.len() + SOME;
    reader.handle(&mut updates, &mut handled, count).await;

    // The program ends while it handles a page, so the loop returns this page again.
    let unhandled = reader.next_messages(&mut updates).await;
    drop(updates);
    let mut updates = reader.start();
    let again = reader.next_messages(&mut updates).await;
    assert!(again.starts_with(&unhandled), "{again:?} after {unhandled:?}");
    handled.extend(again);

    // The program ends after it has acknowledged a page, so the loop does not return this page again.
    updates.handled().await.unwrap();
    drop(updates);
    let mut updates = reader.start();
    while refreshes.count("refresh 200") < 3 || limited.count("send_message 429") == 0 {
        handled.extend(reader.next(&mut updates).await);
    }
    updates.handled().await.unwrap();
    stop.set(true);
    handled
}

#[tokio::test]
async fn each_message_is_handled_once_although_server_and_program_are_restarted() {
    let Some(synapse) = mortal() else { return };
    let (sender, user) = (User::register(synapse, "sender").await, User::register(synapse, "reader").await);
    let (sent, log) = (StepLog::default(), StepLog::default());
    let (sending, client) = (client(synapse, &sender, &sent), client(synapse, &user, &log));
    let room_id = sending.create_room().preset("public_chat").send().await.unwrap().room_id;
    client.join_room_by_id(&room_id).send().await.unwrap();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("real-positions");
    std::fs::create_dir_all(&folder).unwrap();
    let store = FileSyncStore::new(folder.join("killed.json"));
    store.clear().await.unwrap();
    let reader =
        Reader { client, room_id: room_id.clone(), store: store.clone(), failures: Failures::default() };

    let mut updates = reader.start();
    assert!(reader.next(&mut updates).await.is_empty());
    updates.handled().await.unwrap();
    drop(updates);

    let stop = Cell::new(false);
    let both = async {
        tokio::join!(send_numbers(&sending, &room_id, &stop), read(&reader, synapse, [&sent, &log], &stop))
    };
    let (count, mut handled) = timeout(PATIENCE, both).await.unwrap();
    let mut updates = reader.start();
    timeout(PATIENCE, reader.handle(&mut updates, &mut handled, count)).await.unwrap();
    updates.handled().await.unwrap();
    let mut rest = reader.client.sync().filter(FILTER).timeout(0).updates(store);
    assert!(reader.next(&mut rest).await.is_empty());

    assert_eq!(handled, (0..count).collect::<Vec<_>>());
    assert_eq!(*reader.failures.limits.lock().unwrap(), [Duration::from_millis(600)]);
    log.assert_saved_before_use(user.registration.access_token.as_ref());
}
