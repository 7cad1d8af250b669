//! A sync loop that stores its position, and no other state.
//!
//! [`updates`](crate::client_server::call::Sync::updates) on the call `sync` starts the loop. [`SyncUpdates`] documents its
//! guarantees.

mod file_store;
mod memory_store;
mod store;
mod updates;

pub use self::file_store::{FileSyncStore, FileSyncStoreError};
pub use self::memory_store::MemorySyncStore;
pub use self::store::{SyncPosition, SyncStore};
pub use self::updates::SyncUpdates;
