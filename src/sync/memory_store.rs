//! Stores a position in memory.

use std::sync::{Arc, Mutex, PoisonError};

use crate::auth::session_store::StoreError;
use crate::http::box_future::BoxFuture;
use crate::sync::store::{SyncPosition, SyncStore};

/// A store of one position in memory. Clones share the position.
///
/// The next run of the program starts with an initial sync.
#[derive(Clone, Debug, Default)]
pub struct MemorySyncStore {
    position: Arc<Mutex<Option<SyncPosition>>>,
}

impl MemorySyncStore {
    /// Creates an empty store.
    #[inline]
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the position; `None` if the store is empty.
    #[inline]
    pub fn position(&self) -> Option<SyncPosition> {
        self.position.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Replaces the position; `None` empties the store.
    #[inline]
    pub fn set_position(&self, position: Option<SyncPosition>) {
        *self.position.lock().unwrap_or_else(PoisonError::into_inner) = position;
    }
}

impl SyncStore for MemorySyncStore {
    #[inline]
    fn load(&self) -> BoxFuture<'_, Result<Option<SyncPosition>, StoreError>> {
        let position = self.position();
        Box::pin(async move { Ok(position) })
    }

    #[inline]
    fn save<'a>(&'a self, position: &'a SyncPosition) -> BoxFuture<'a, Result<(), StoreError>> {
        self.set_position(Some(position.clone()));
        Box::pin(async { Ok(()) })
    }
}
