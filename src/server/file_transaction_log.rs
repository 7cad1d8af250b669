//! Stores the keys of handled transactions in a file.

use std::io;
use std::path::{Path, PathBuf};

use tokio::sync::Mutex;
use tokio::task::spawn_blocking;

use crate::auth::StoreError;
use crate::http::BoxFuture;
use crate::private_file;
use crate::server::recent::Recent;
use crate::server::transaction_log::{KEPT, TransactionKey, TransactionLog};

/// A log of the last 512 transactions in a file, as JSON, so a restarted program does not handle them again.
///
/// The file is replaced atomically: after a crash it contains the previous or the new log. On Unix its mode is 0600; elsewhere it
/// inherits the permissions of its folder. Only one program at a time can use it.
///
/// A homeserver whose database was emptied or restored counts its transactions from 1 again. Transactions with events are still
/// recognized as new, by their first event. Transactions without events, which have only typing, receipts and the like, are taken
/// for retries until the homeserver reaches new IDs: **remove the file after such a reset of the homeserver**, while the program
/// does not run.
///
/// ```no_run
/// use matrix_openapi::server::{ApplicationServiceSettings, FileTransactionLog};
///
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// let log = FileTransactionLog::open("transactions.json").await?;
/// let settings = ApplicationServiceSettings::new("hs_token").transactions(log);
/// # let _ = settings;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct FileTransactionLog {
    path: PathBuf,
    /// The content of the file.
    ids: Mutex<Recent>,
}

/// The error of a [`FileTransactionLog`].
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileTransactionLogError {
    /// The file could not be read or written.
    #[error("{path}: {source}", path = path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The error of the system.
        source: io::Error,
    },
    /// The content of the file is not a log.
    #[error("{path}: the file does not contain a transaction log (line {line}, column {column}); choose another file, or remove this one", path = path.display())]
    NoLog {
        /// The file.
        path: PathBuf,
        /// The line of the first defect, from 1.
        line: usize,
        /// The column of the first defect.
        column: usize,
    },
}

impl FileTransactionLog {
    /// Opens the log in the file at this path. The folder must exist; the file need not.
    ///
    /// # Errors
    /// If the file cannot be read, or is not a log.
    pub async fn open(path: impl Into<PathBuf>) -> Result<Self, FileTransactionLogError> {
        let path = path.into();
        let file = path.clone();
        let text =
            blocking(move || private_file::read(&file)).await.map_err(|source| failed(&path, source))?;
        let mut ids = Recent::new(KEPT);
        if let Some(text) = text {
            let held: Vec<String> = serde_json::from_slice(&text).map_err(|error| {
                let (line, column) = (error.line(), error.column());
                FileTransactionLogError::NoLog { path: path.clone(), line, column }
            })?;
            held.into_iter().for_each(|id| ids.push(id));
        }
        Ok(Self { path, ids: Mutex::new(ids) })
    }

    /// Returns the path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    async fn write(&self, ids: &Recent) -> Result<(), FileTransactionLogError> {
        let text = serde_json::to_vec(&ids.iter().collect::<Vec<_>>());
        let text = text.map_err(|error| failed(&self.path, error.into()))?;
        let path = self.path.clone();
        let written = blocking(move || private_file::replace(&path, &text)).await;
        written.map_err(|source| failed(&self.path, source))
    }
}

impl TransactionLog for FileTransactionLog {
    fn contains<'a>(&'a self, transaction: TransactionKey<'a>) -> BoxFuture<'a, Result<bool, StoreError>> {
        Box::pin(async move { Ok(self.ids.lock().await.contains(&transaction.text())) })
    }

    fn insert<'a>(&'a self, transaction: TransactionKey<'a>) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            let mut ids = self.ids.lock().await;
            let mut next = ids.clone();
            next.push(transaction.text());
            self.write(&next).await?;
            *ids = next;
            Ok(())
        })
    }
}

fn failed(path: &Path, source: io::Error) -> FileTransactionLogError {
    FileTransactionLogError::Io { path: path.to_owned(), source }
}

/// Runs file operations on a separate thread.
async fn blocking<T: Send + 'static>(run: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    spawn_blocking(run).await.map_err(io::Error::other)?
}
