//! The store of a sync's position.

use std::sync::Arc;

use matrix_openapi_core::id::UserId;
use serde::{Deserialize, Serialize};

use crate::auth::session_store::StoreError;
use crate::http::box_future::BoxFuture;

/// How far a program has handled the updates of a user.
///
/// Its JSON is an object of these fields, without `user_id` if unknown. Reading another field is an error, since the JSON is then
/// something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SyncPosition {
    /// The token `next_batch` of the last page that was handled. An empty one starts with an initial sync.
    pub since: String,
    /// The user whose updates they are, if the session knows its user. Tokens of one user are wrong for another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
}

impl SyncPosition {
    /// The position after the page with this token `next_batch`.
    pub fn new(since: impl Into<String>) -> Self {
        Self { since: since.into(), user_id: None }
    }
}

/// A store of one sync's position: [`FileSyncStore`](super::FileSyncStore), [`MemorySyncStore`](super::MemorySyncStore), or a
/// store of the program.
///
/// A program that writes what it makes of a page, and the position after it, in one transaction handles each page exactly
/// once: its store then only loads, and `save` does nothing.
///
/// Two loops must not share a store.
pub trait SyncStore: Send + Sync + 'static {
    /// Loads the position; `None` if the store is empty, which starts with an initial sync.
    ///
    /// # Errors
    /// If the position cannot be read.
    fn load(&self) -> BoxFuture<'_, Result<Option<SyncPosition>, StoreError>>;

    /// Saves the position, in place of the previous one. The page before it has been handled.
    ///
    /// # Errors
    /// If the position is not saved. The loop sends no request until it is.
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
