//! Where the IDs of handled transactions are kept.

use std::sync::{Arc, Mutex, PoisonError};

use crate::auth::StoreError;
use crate::http::BoxFuture;
use crate::server::recent::Recent;

/// How many IDs a log keeps. A homeserver repeats the last transaction only.
pub(super) const KEPT: usize = 512;

/// A log of the transactions that were handled: [`MemoryTransactionLog`],
/// [`FileTransactionLog`](crate::server::FileTransactionLog), or a log of the program.
///
/// An ID is inserted after the transaction was handled, so a crash between the two makes it handled again. A program that cannot
/// have that writes the ID in the transaction of its own database that also has what it made of the events; the `insert` of its log
/// then has nothing to do.
///
/// While a log fails, no transaction is handled, and the homeserver repeats it. The error is not sent.
pub trait TransactionLog: Send + Sync + 'static {
    /// Whether the transaction was handled.
    ///
    /// # Errors
    /// If the log cannot be read.
    fn contains<'a>(&'a self, transaction_id: &'a str) -> BoxFuture<'a, Result<bool, StoreError>>;

    /// Keeps the ID of a transaction that was handled. It may leave out old ones.
    ///
    /// # Errors
    /// If the ID may not be kept. It is inserted again before the next transaction.
    fn insert<'a>(&'a self, transaction_id: &'a str) -> BoxFuture<'a, Result<(), StoreError>>;
}

impl<L: TransactionLog + ?Sized> TransactionLog for Arc<L> {
    fn contains<'a>(&'a self, transaction_id: &'a str) -> BoxFuture<'a, Result<bool, StoreError>> {
        (**self).contains(transaction_id)
    }

    fn insert<'a>(&'a self, transaction_id: &'a str) -> BoxFuture<'a, Result<(), StoreError>> {
        (**self).insert(transaction_id)
    }
}

/// A log of the last 512 transactions in memory, which a restart of the program empties.
#[derive(Debug)]
pub struct MemoryTransactionLog {
    ids: Mutex<Recent>,
}

impl MemoryTransactionLog {
    /// An empty log.
    pub fn new() -> Self {
        Self { ids: Mutex::new(Recent::new(KEPT)) }
    }
}

impl Default for MemoryTransactionLog {
    fn default() -> Self {
        Self::new()
    }
}

impl TransactionLog for MemoryTransactionLog {
    fn contains<'a>(&'a self, transaction_id: &'a str) -> BoxFuture<'a, Result<bool, StoreError>> {
        // No thread panics while it holds the lock.
        let found = self.ids.lock().unwrap_or_else(PoisonError::into_inner).contains(transaction_id);
        Box::pin(std::future::ready(Ok(found)))
    }

    fn insert<'a>(&'a self, transaction_id: &'a str) -> BoxFuture<'a, Result<(), StoreError>> {
        self.ids.lock().unwrap_or_else(PoisonError::into_inner).push(transaction_id.to_owned());
        Box::pin(std::future::ready(Ok(())))
    }
}
