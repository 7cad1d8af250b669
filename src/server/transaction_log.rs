//! The log of handled transactions.

use std::sync::{Arc, Mutex, PoisonError};

use crate::auth::StoreError;
use crate::http::BoxFuture;
use crate::server::recent::Recent;

/// The number of keys in a log. A homeserver retries the last transaction only.
pub(super) const KEPT: usize = 512;

/// The key that identifies a transaction.
///
/// The first event is part of the key, since a homeserver whose database was emptied or restored counts from 1 again, so a new
/// transaction may have a known ID. Homeservers do not
/// [alter the events](https://spec.matrix.org/v1.19/application-service-api/#pushing-events) of a transaction that they retry, but
/// its text may differ, for example in the `age` of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TransactionKey<'a> {
    /// The transaction ID.
    pub id: &'a str,
    /// The ID of the first event; `None` if there are no events, or the first one has no ID.
    pub first_event: Option<&'a str>,
}

impl TransactionKey<'_> {
    /// Returns the key as one string, which differs for each key.
    pub(super) fn text(self) -> String {
        match self.first_event {
            Some(event) => format!("{}\n{event}", self.id),
            None => self.id.to_owned(),
        }
    }
}

/// A log of handled transactions: [`MemoryTransactionLog`], [`FileTransactionLog`](crate::server::FileTransactionLog), or the
/// program's own.
///
/// The router inserts the [key](TransactionKey) after it has handled a transaction, so after a crash between the two the transaction
/// is handled again. To avoid that, write the key together with the results in one database transaction; the `insert` of the log
/// then does nothing.
///
/// While the log fails, the router handles no transaction, and the homeserver retries. The error is not sent to it.
pub trait TransactionLog: Send + Sync + 'static {
    /// Whether the transaction was handled.
    ///
    /// # Errors
    /// If the log cannot be read.
    fn contains<'a>(&'a self, transaction: TransactionKey<'a>) -> BoxFuture<'a, Result<bool, StoreError>>;

    /// Inserts the key of a handled transaction. The log may drop old keys.
    ///
    /// # Errors
    /// If the key may not have been stored. The router inserts it again before the next transaction.
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

/// A log of the last 512 transactions in memory, which is empty after a restart of the program.
#[derive(Debug)]
pub struct MemoryTransactionLog {
    ids: Mutex<Recent>,
}

impl MemoryTransactionLog {
    /// Creates an empty log.
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
