//! Handles the transactions of a homeserver one at a time, and each only once.

use std::collections::HashSet;
use std::sync::Arc;

use matrix_openapi_core::json::Raw;
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::server::error_response::ErrorResponse;
use crate::server::recent::Recent;
use crate::server::transaction_log::{TransactionKey, TransactionLog};

/// The transactions of one homeserver.
#[derive(Clone)]
pub(super) struct Transactions {
    log: Arc<dyn TransactionLog>,
    /// Locked while a transaction is handled. The lock is fair, so transactions keep their order.
    turn: Arc<Mutex<TransactionState>>,
}

struct TransactionState {
    /// A handled transaction that is not in the log yet, because the log has failed.
    unlogged: Option<HandledTransaction>,
    /// The IDs of the events of handled transactions; `None` if events are not compared.
    events: Option<Recent>,
}

/// The ID and the first event of a transaction.
#[derive(Clone)]
struct HandledTransaction {
    id: String,
    first_event: Option<String>,
}

impl HandledTransaction {
    fn key(&self) -> TransactionKey<'_> {
        TransactionKey { id: &self.id, first_event: self.first_event.as_deref() }
    }
}

impl Transactions {
    pub(super) fn new(log: Arc<dyn TransactionLog>, unique_events: usize) -> Self {
        let events = (unique_events > 0).then(|| Recent::new(unique_events));
        Self { log, turn: Arc::new(Mutex::new(TransactionState { unlogged: None, events })) }
    }

    /// Handles a transaction, unless it was handled before. `events` finds the events in its request.
    ///
    /// Once the turn of a transaction has come, its handler continues even if the client hangs up, since homeservers retry a
    /// transaction that takes long. The retry waits for the first attempt.
    ///
    /// # Errors
    /// The error of the handler, which then runs again for the retry; 500 if the log fails or the handler panics.
    pub(super) async fn run<Q, T, H, F>(
        &self,
        id: String,
        request: Q,
        events: impl Fn(&mut Q) -> &mut Vec<Raw<T>> + Send + 'static,
        handle: H,
    ) -> Result<(), ErrorResponse>
    where
        Q: Send + 'static,
        T: 'static,
        H: FnOnce(Q) -> F + Send + 'static,
        F: Future<Output = Result<(), ErrorResponse>> + Send,
    {
        // A client that hangs up while it waits leaves the queue, so retries do not pile up.
        let mut turn = Arc::clone(&self.turn).lock_owned().await;
        let log = Arc::clone(&self.log);
        let task = tokio::spawn(async move {
            let mut request = request;
            let first_event = events(&mut request).first().and_then(event_id);
            let transaction = HandledTransaction { id, first_event };
            if is_handled(&*log, &mut turn, transaction.key()).await? {
                return Ok(());
            }
            let new = turn.retain_new(events(&mut request));
            handle(request).await?;
            turn.complete(new);
            log_transaction(&*log, &mut turn, transaction).await
        });
        task.await.unwrap_or_else(|_| Err(ErrorResponse::internal("the server has failed")))
    }
}

impl TransactionState {
    /// Removes the events that were handled before, and duplicates. Returns the IDs of the remaining events.
    fn retain_new<T: 'static>(&self, events: &mut Vec<Raw<T>>) -> Vec<String> {
        let Some(handled) = &self.events else { return Vec::new() };
        let (mut new, mut seen) = (Vec::new(), HashSet::new());
        events.retain(|event| match event_id(event) {
            Some(id) => {
                let is_new = !handled.contains(&id) && seen.insert(id.clone());
                new.extend(is_new.then_some(id));
                is_new
            }
            // An event without an ID cannot be recognized, so it stays.
            None => true,
        });
        new
    }

    fn complete(&mut self, new: Vec<String>) {
        if let Some(handled) = &mut self.events {
            new.into_iter().for_each(|id| handled.push(id));
        }
    }
}

fn event_id<T: 'static>(event: &Raw<T>) -> Option<String> {
    event.get_field("event_id").ok().flatten()
}

/// Whether a transaction was handled before.
async fn is_handled(
    log: &dyn TransactionLog,
    turn: &mut OwnedMutexGuard<TransactionState>,
    transaction: TransactionKey<'_>,
) -> Result<bool, ErrorResponse> {
    // No new transaction is handled before the log has the previous one.
    if let Some(unlogged) = turn.unlogged.clone() {
        log_transaction(log, turn, unlogged).await?;
    }
    log.contains(transaction).await.map_err(|_| log_failed())
}

async fn log_transaction(
    log: &dyn TransactionLog,
    turn: &mut OwnedMutexGuard<TransactionState>,
    transaction: HandledTransaction,
) -> Result<(), ErrorResponse> {
    let logged = log.insert(transaction.key()).await;
    turn.unlogged = logged.is_err().then_some(transaction);
    logged.map_err(|_| log_failed())
}

/// Returns the error after which the homeserver retries the transaction. It lacks the cause, which may name files of the program.
fn log_failed() -> ErrorResponse {
    ErrorResponse::internal("the log of the transactions has failed")
}
