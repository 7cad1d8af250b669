//! A loop of syncs that remembers its position, and nothing else.
//!
//! [`updates`](crate::client_server::call::Sync::updates) on the call `sync` starts the loop, [`SyncUpdates`] says what is
//! guaranteed.

mod file_store;
mod memory_store;
mod store;
mod updates;

pub use self::file_store::{FileSyncStore, FileSyncStoreError};
pub use self::memory_store::MemorySyncStore;
pub use self::store::{SyncPosition, SyncStore};
pub use self::updates::SyncUpdates;
