//! Stores a session in a file.

use std::io;
use std::path::{Path, PathBuf};

use matrix_openapi_core::__private::zeroizing_json;

use crate::auth::session_store::{SessionStore, StoreError};
use crate::auth::stored_session::StoredSession;
use crate::http::box_future::BoxFuture;
use crate::private_file;

/// A store that keeps one session in a file, as JSON.
///
/// The file is replaced atomically: after a crash it contains the previous or the new session. On Unix its mode is 0600;
/// elsewhere it inherits the permissions of its folder. A file with the session of another user, or with other content, is
/// never overwritten.
///
/// ```no_run
/// use matrix_openapi::auth::FileSessionStore;
/// use matrix_openapi::client_server::Client;
///
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// let store = FileSessionStore::new("session.json");
/// let client = Client::builder("https://matrix.example.org").session_store(store).build()?;
/// let client = match client.resume().await? {
///     Some(client) => client,
///     None => client.log_in(client.password_login("alice", "wonderland")).await?.client,
/// };
/// println!("{}", client.whoami().await?.user_id);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileSessionStore {
    path: PathBuf,
}

/// The error of a [`FileSessionStore`].
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileStoreError {
    /// The file could not be read, written or removed.
    #[error("{path}: {source}", path = path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The error of the system.
        source: io::Error,
    },
    /// The content of the file is not a session.
    #[error("{path}: the file does not contain a session (line {line}, column {column}); choose another file, or remove this one", path = path.display())]
    NoSession {
        /// The file.
        path: PathBuf,
        /// The line of the first defect, from 1.
        line: usize,
        /// The column of the first defect.
        column: usize,
    },
    /// The file contains the session of another user.
    #[error("{path}: the file contains the session of another user; choose another file, or clear the store first", path = path.display())]
    OtherUser {
        /// The file.
        path: PathBuf,
    },
}

impl FileSessionStore {
    /// Creates a store in the file at this path. The folder must exist; the file need not.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// Returns the path of the file.
    #[inline]
    pub fn path(&self) -> &Path {
        &self.path
    }

    #[inline]
    fn failed(&self, source: io::Error) -> FileStoreError {
        FileStoreError::Io { path: self.path.clone(), source }
    }

    #[inline]
    fn read(&self) -> Result<Option<StoredSession>, FileStoreError> {
        let text = private_file::read(&self.path).map_err(|source| self.failed(source))?;
        // Without the message of serde_json, which may quote the text.
        let failed = |error: serde_json::Error| FileStoreError::NoSession {
            path: self.path.clone(),
            line: error.line(),
            column: error.column(),
        };
        text.map(|text| serde_json::from_slice(&text).map_err(failed)).transpose()
    }

    #[inline]
    fn write(&self, session: &StoredSession) -> Result<(), FileStoreError> {
        if self.read()?.is_some_and(|held| held.user_id != session.user_id) {
            return Err(FileStoreError::OtherUser { path: self.path.clone() });
        }
        let text = zeroizing_json(session).map_err(|error| self.failed(error.into()))?;
        private_file::replace(&self.path, &text).map_err(|source| self.failed(source))
    }

    #[inline]
    fn remove(&self) -> Result<(), FileStoreError> {
        // Never removes a file that does not contain a session.
        if self.read()?.is_none() {
            return Ok(());
        }
        private_file::remove(&self.path).map_err(|source| self.failed(source))
    }
}

impl SessionStore for FileSessionStore {
    #[inline]
    fn save<'a>(&'a self, session: &'a StoredSession) -> BoxFuture<'a, Result<(), StoreError>> {
        let session = session.clone();
        self.blocking(move |store| store.write(&session))
    }

    #[inline]
    fn load(&self) -> BoxFuture<'_, Result<Option<StoredSession>, StoreError>> {
        self.blocking(|store| store.read())
    }

    #[inline]
    fn clear(&self) -> BoxFuture<'_, Result<(), StoreError>> {
        self.blocking(|store| store.remove())
    }
}

impl FileSessionStore {
    /// Runs blocking file operations on a separate thread.
    fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, FileStoreError> + Send + 'static,
    ) -> BoxFuture<'_, Result<T, StoreError>> {
        let store = self.clone();
        Box::pin(async move {
            let outcome = tokio::task::spawn_blocking(move || work(&store)).await?;
            outcome.map_err(StoreError::from)
        })
    }
}
