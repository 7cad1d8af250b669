//! Stores a session in a file.

use std::fs::{self, File, OpenOptions};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use matrix_openapi_core::__private::zeroizing_json;
use zeroize::Zeroizing;

use crate::auth::session_store::{SessionStore, StoreError};
use crate::auth::stored_session::StoredSession;
use crate::http::box_future::BoxFuture;

/// The limit of a session file, in bytes: many times the length of a session.
const MAX_FILE: u64 = 1 << 20;

/// A store that keeps one session in a file, as JSON.
///
/// The file is replaced atomically: after a crash it holds the previous or the new session. On Unix its mode is 0600;
/// elsewhere it inherits the permissions of its folder. A file with the session of another user, or without a session, is
/// never overwritten.
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
    #[error("{path}: the file does not hold a session (line {line}, column {column}); choose another file, or remove it", path = path.display())]
    NoSession {
        /// The file.
        path: PathBuf,
        /// The line of the first defect, from 1.
        line: usize,
        /// The column of the first defect.
        column: usize,
    },
    /// The file holds the session of another user.
    #[error("{path}: the file holds the session of another user; choose another file, or clear the store first", path = path.display())]
    OtherUser {
        /// The file.
        path: PathBuf,
    },
}

impl FileSessionStore {
    /// A store in the file at this path. The folder must exist; the file need not.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// Returns the path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Resolves a link, so the link itself is never replaced.
    fn target(&self) -> PathBuf {
        fs::canonicalize(&self.path).unwrap_or_else(|_| self.path.clone())
    }

    fn failed(&self, source: io::Error) -> FileStoreError {
        FileStoreError::Io { path: self.path.clone(), source }
    }

    fn read(&self) -> Result<Option<StoredSession>, FileStoreError> {
        let mut text = Zeroizing::new(Vec::new());
        let reading = fs::metadata(&self.path).and_then(|facts| {
            // Opening a pipe could block without end.
            if !facts.is_file() {
                return Err(io::Error::other("this is not a plain file"));
            }
            // A buffer that grows leaves copies of the tokens behind.
            text.reserve_exact(usize::try_from(facts.len().min(MAX_FILE)).unwrap_or_default() + 1);
            File::open(&self.path)?.take(MAX_FILE).read_to_end(&mut text)
        });
        match reading {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            outcome => outcome.map_err(|source| self.failed(source))?,
        };
        // An empty file is an empty store: programs create one to set its owner.
        if text.iter().all(u8::is_ascii_whitespace) {
            return Ok(None);
        }
        // Without the message of serde_json, which may quote the text.
        let failed = |error: serde_json::Error| FileStoreError::NoSession {
            path: self.path.clone(),
            line: error.line(),
            column: error.column(),
        };
        serde_json::from_slice(&text).map(Some).map_err(failed)
    }

    fn write(&self, session: &StoredSession) -> Result<(), FileStoreError> {
        if self.read()?.is_some_and(|held| held.user_id != session.user_id) {
            return Err(FileStoreError::OtherUser { path: self.path.clone() });
        }
        let text = zeroizing_json(session).map_err(|error| self.failed(error.into()))?;
        replace(&self.target(), &text).map_err(|source| self.failed(source))
    }

    fn remove(&self) -> Result<(), FileStoreError> {
        // Never removes a file that does not hold a session.
        if self.read()?.is_none() {
            return Ok(());
        }
        let target = self.target();
        match fs::remove_file(&target).and_then(|()| sync_folder(folder(&target))) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(self.failed(error)),
            _ => Ok(()),
        }
    }
}

impl SessionStore for FileSessionStore {
    fn save<'a>(&'a self, session: &'a StoredSession) -> BoxFuture<'a, Result<(), StoreError>> {
        let session = session.clone();
        self.blocking(move |store| store.write(&session))
    }

    fn load(&self) -> BoxFuture<'_, Result<Option<StoredSession>, StoreError>> {
        self.blocking(|store| store.read())
    }

    fn clear(&self) -> BoxFuture<'_, Result<(), StoreError>> {
        self.blocking(|store| store.remove())
    }
}

impl FileSessionStore {
    /// Runs blocking file operations on a thread of their own.
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

/// Replaces a file atomically: readers see the whole old or the whole new text, after a crash too.
fn replace(target: &Path, text: &[u8]) -> io::Result<()> {
    let folder = folder(target);
    let name = target.file_name().ok_or_else(|| io::Error::other("the path does not name a file"))?;
    let random = RandomState::new().hash_one(std::process::id());
    let temporary = folder.join(format!(".{}.{random:016x}.tmp", name.to_string_lossy()));
    let written = create(&temporary).and_then(|mut file| {
        file.write_all(text)?;
        file.sync_all()?;
        fs::rename(&temporary, target)
    });
    if written.is_err() {
        // Removes the tokens in it; the first error says more than a second one.
        let _ = fs::remove_file(&temporary);
    }
    written?;
    sync_folder(folder)
}

fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn folder(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Flushes a renaming to disk.
fn sync_folder(folder: &Path) -> io::Result<()> {
    // Other systems do not open folders as files, and flush a renaming themselves.
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder)?.sync_all() {
        // Some file systems do not support it.
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {
            Ok(())
        }
        outcome => outcome,
    }
}
