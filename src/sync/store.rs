//! The store of a sync position.

use std::sync::Arc;

use matrix_openapi_core::id::UserId;
use serde::{Deserialize, Serialize};

use crate::auth::session_store::StoreError;
use crate::http::box_future::BoxFuture;

/// The position up to which a program has handled the updates of a user.
///
/// Its JSON is an object of these fields, without `user_id` if that is unknown. An unknown field is an error, since the JSON is
/// then not a position.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SyncPosition {
    /// The token `next_batch` of the last handled page. An empty token requests an initial sync.
    pub since: String,
    /// The user of the updates, if the session knows its user. A token of one user is wrong for another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
}

impl SyncPosition {
    /// Creates the position after the page with this token `next_batch`.
    pub fn new(since: impl Into<String>) -> Self {
        Self { since: since.into(), user_id: None }
    }
}

/// A store of one sync position: [`FileSyncStore`](super::FileSyncStore), [`MemorySyncStore`](super::MemorySyncStore), or the
/// program's own.
///
/// To handle each page exactly once, write the results of a page and the position after it in one database transaction. The
/// store then only loads, and its `save` does nothing.
///
/// Two loops must not share a store.
pub trait SyncStore: Send + Sync + 'static {
    /// Loads the position; `None` if the store is empty, so the loop starts with an initial sync.
    ///
    /// # Errors
    /// If the position cannot be read.
    fn load(&self) -> BoxFuture<'_, Result<Option<SyncPosition>, StoreError>>;

    /// Saves the position in place of the previous one. The program has handled the page before it.
    ///
    /// # Errors
    /// If the position is not saved. The loop sends no request until the position is saved.
    fn save<'a>(&'a self, position: &'a SyncPosition) -> BoxFuture<'a, Result<(), StoreError>>;
}

impl<S: SyncStore + ?Sized> SyncStore for Arc<S> {
    fn load(&self) -> BoxFuture<'_, Result<Option<SyncPosition>, StoreError>> {
        (**self).load()
    }

    fn save<'a>(&'a self, position: &'a SyncPosition) -> BoxFuture<'a, Result<(), StoreError>> {
        (**self).save(position)
    }
}
