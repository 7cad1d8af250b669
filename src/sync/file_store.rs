//! Stores a position in a file.

use std::io;
use std::path::{Path, PathBuf};

use crate::auth::session_store::StoreError;
use crate::http::box_future::BoxFuture;
use crate::private_file;
use crate::sync::store::{SyncPosition, SyncStore};

/// A store of one position in a file, as JSON.
///
/// The file is replaced atomically: after a crash it contains the previous or the new position. On Unix its mode is 0600;
/// elsewhere it inherits the permissions of its folder. A file with other content is never overwritten.
///
/// ```no_run
/// use matrix_openapi::client_server::Client;
/// use matrix_openapi::sync::FileSyncStore;
///
/// # async fn run(client: Client) -> Result<(), matrix_openapi::Error> {
/// let mut updates = client.sync().updates(FileSyncStore::new("position.json"));
/// while let Some(page) = updates.next().await? {
///     for (room, joined) in page.joined_rooms() {
///         println!("{room}: {} events", joined.timeline_events().count());
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileSyncStore {
    path: PathBuf,
}

/// The error of a [`FileSyncStore`].
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileSyncStoreError {
    /// The file could not be read, written or removed.
    #[error("{path}: {source}", path = path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The error of the system.
        source: io::Error,
    },
    /// The content of the file is not a position.
    #[error("{path}: the file does not contain a sync position (line {line}, column {column}); choose another file, or remove this one", path = path.display())]
    NoPosition {
        /// The file.
        path: PathBuf,
        /// The line of the first defect, from 1.
        line: usize,
        /// The column of the first defect.
        column: usize,
    },
}

impl FileSyncStore {
    /// Creates a store in the file at this path. The folder must exist; the file need not.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// Returns the path of the file.
    #[inline]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Removes the position, so the next loop starts with an initial sync.
    ///
    /// # Errors
    /// If the file cannot be read or removed, or is not a position.
    pub async fn clear(&self) -> Result<(), StoreError> {
        self.blocking(Self::remove).await
    }

    #[inline]
    fn read(&self) -> Result<Option<SyncPosition>, FileSyncStoreError> {
        let text = private_file::read(&self.path).map_err(|source| self.failed(source))?;
        // Without the message of serde_json, which may quote the text. The file may be another one, such as that of a session.
        let failed = |error: serde_json::Error| FileSyncStoreError::NoPosition {
            path: self.path.clone(),
            line: error.line(),
            column: error.column(),
        };
        text.map(|text| serde_json::from_slice(&text).map_err(failed)).transpose()
    }

    #[inline]
    fn write(&self, position: &SyncPosition) -> Result<(), FileSyncStoreError> {
        // Fails if the file has other content.
        self.read()?;
        let text = serde_json::to_vec(position).map_err(|error| self.failed(error.into()))?;
        private_file::replace(&self.path, &text).map_err(|source| self.failed(source))
    }

    #[inline]
    fn remove(&self) -> Result<(), FileSyncStoreError> {
        match self.read()? {
            Some(_) => private_file::remove(&self.path).map_err(|source| self.failed(source)),
            None => Ok(()),
        }
    }

    #[inline]
    fn failed(&self, source: io::Error) -> FileSyncStoreError {
        FileSyncStoreError::Io { path: self.path.clone(), source }
    }

    /// Runs blocking file operations on a separate thread.
    fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, FileSyncStoreError> + Send + 'static,
    ) -> BoxFuture<'_, Result<T, StoreError>> {
        let store = self.clone();
        Box::pin(async move {
            let outcome = tokio::task::spawn_blocking(move || work(&store)).await?;
            outcome.map_err(StoreError::from)
        })
    }
}

impl SyncStore for FileSyncStore {
    #[inline]
    fn load(&self) -> BoxFuture<'_, Result<Option<SyncPosition>, StoreError>> {
        self.blocking(Self::read)
    }

    #[inline]
    fn save<'a>(&'a self, position: &'a SyncPosition) -> BoxFuture<'a, Result<(), StoreError>> {
        let position = position.clone();
        self.blocking(move |store| store.write(&position))
    }
}
