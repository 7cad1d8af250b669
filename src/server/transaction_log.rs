//! Where the IDs of handled transactions are kept.

use std::sync::{Arc, Mutex, PoisonError};

use crate::auth::StoreError;
use crate::http::BoxFuture;
use crate::server::recent::Recent;

/// How many IDs a log keeps. A homeserver repeats the last transaction only.
pub(super) const KEPT: usize = 512;

/// The key by which a transaction is recognized.
///
/// Its first event belongs to it, since a homeserver whose database was emptied or restored counts from 1 again: the transaction with a
/// known ID is another one then. Homeservers do not
/// [alter the events](https://spec.matrix.org/v1.19/application-service-api/#pushing-events) of a transaction that they repeat, but
/// its text differs, for example in the `age` of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TransactionKey<'a> {
    /// The transaction ID.
    pub id: &'a str,
    /// The ID of the first event; `None` without events, or if it has no ID.
    pub first_event: Option<&'a str>,
}

impl TransactionKey<'_> {
    /// Returns it as one text, which differs from that of all others.
    pub(super) fn text(self) -> String {
        match self.first_event {
            Some(event) => format!("{}\n{event}", self.id),
            None => self.id.to_owned(),
        }
    }
}

/// A log of the transactions that were handled: [`MemoryTransactionLog`],
/// [`FileTransactionLog`](crate::server::FileTransactionLog), or a log of the program.
///
/// A [key](TransactionKey) is inserted after the transaction was handled, so a crash between the two makes it handled again. A program
/// that cannot have that writes the key together with its own results, in one transaction of its database; the `insert` of its log
/// then does nothing.
///
/// While a log fails, no transaction is handled, and the homeserver repeats it. The error is not sent.
pub trait TransactionLog: Send + Sync + 'static {
    /// Whether the transaction was handled.
    ///
    /// # Errors
    /// If the log cannot be read.
    fn contains<'a>(&'a self, transaction: TransactionKey<'a>) -> BoxFuture<'a, Result<bool, StoreError>>;

    /// Keeps the key of a transaction that was handled. It may leave out old ones.
    ///
    /// # Errors
    /// If the key may not be kept. It is inserted again before the next transaction.
    fn insert<'a>(&'a self, transaction: TransactionKey<'a>) -> BoxFuture<'a, Result<(), StoreError>>;
}

impl<L: TransactionLog + ?Sized> TransactionLog for Arc<L> {
    fn contains<'a>(&'a self, transaction: TransactionKey<'a>) -> BoxFuture<'a, Result<bool, StoreError>> {
        (**self).contains(transaction)
    }

    fn insert<'a>(&'a self, transaction: TransactionKey<'a>) -> BoxFuture<'a, Result<(), StoreError>> {
        (**self).insert(transaction)
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
    fn contains<'a>(&'a self, transaction: TransactionKey<'a>) -> BoxFuture<'a, Result<bool, StoreError>> {
        // No thread panics while it holds the lock.
        let found = self.ids.lock().unwrap_or_else(PoisonError::into_inner).contains(&transaction.text());
        Box::pin(std::future::ready(Ok(found)))
    }

    fn insert<'a>(&'a self, transaction: TransactionKey<'a>) -> BoxFuture<'a, Result<(), StoreError>> {
        self.ids.lock().unwrap_or_else(PoisonError::into_inner).push(transaction.text());
        Box::pin(std::future::ready(Ok(())))
    }
}
