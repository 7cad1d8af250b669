//! A session in a file.

use std::fs::{self, File, OpenOptions};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use matrix_openapi_core::__private::zeroizing_json;
use zeroize::Zeroizing;

use crate::auth::session_store::{SessionStore, StoreError};
use crate::auth::stored_session::StoredSession;
use crate::http::box_future::BoxFuture;

/// The longest file that is read: many times what a session takes.
const MAX_FILE: u64 = 1 << 20;

/// Keeps one session in a file, as JSON.
///
/// The file is replaced in one step: a crash leaves the session before or the new one, and never a part. On Unix only the
/// owner of the file can read it (mode 0600); elsewhere it has the permissions that its folder gives. The session of
/// another user, or a file that is no session, is never overwritten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileSessionStore {
    path: PathBuf,
}

/// Why a session could not be kept in a file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileStoreError {
    /// The file could not be read, written or removed.
    #[error("{path}: {source}", path = path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file holds something else than a session.
    #[error("{path}: the file holds no session (line {line}, column {column}); choose another file, or remove it", path = path.display())]
    NoSession {
        /// The file.
        path: PathBuf,
        /// The line up to which it was understood, from 1.
        line: usize,
        /// The column in that line.
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
    /// A store in the file at this path, whose folder has to exist; the file need not.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// The path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file itself, if the path is a link to it: the link is to stay one.
    fn target(&self) -> PathBuf {
        fs::canonicalize(&self.path).unwrap_or_else(|_| self.path.clone())
    }

    fn failed(&self, source: io::Error) -> FileStoreError {
        FileStoreError::Io { path: self.path.clone(), source }
    }

    fn read(&self) -> Result<Option<StoredSession>, FileStoreError> {
        let mut text = Zeroizing::new(Vec::new());
        let reading = fs::metadata(&self.path).and_then(|facts| {
            // Opening a pipe could wait for ever.
            if !facts.is_file() {
                return Err(io::Error::other("this is no plain file"));
            }
            // A buffer that grew would leave tokens behind.
            text.reserve_exact(usize::try_from(facts.len().min(MAX_FILE)).unwrap_or_default() + 1);
            File::open(&self.path)?.take(MAX_FILE).read_to_end(&mut text)
        });
        match reading {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            outcome => outcome.map_err(|source| self.failed(source))?,
        };
        // Whoever prepares an empty file, to choose its owner, has saved nothing yet.
        if text.iter().all(u8::is_ascii_whitespace) {
            return Ok(None);
        }
        // What serde says may quote the text.
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
        // What is no session is not this store's to remove.
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
        self.apart(move |store| store.write(&session))
    }

    fn load(&self) -> BoxFuture<'_, Result<Option<StoredSession>, StoreError>> {
        self.apart(|store| store.read())
    }

    fn clear(&self) -> BoxFuture<'_, Result<(), StoreError>> {
        self.apart(|store| store.remove())
    }
}

impl FileSessionStore {
    /// Works on a thread where waiting for a disk holds nobody up.
    fn apart<T: Send + 'static>(
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

/// Puts a text in the place of a file: whoever reads it, after a crash too, finds all of the old or all of the new.
fn replace(target: &Path, text: &[u8]) -> io::Result<()> {
    let folder = folder(target);
    let name = target.file_name().ok_or_else(|| io::Error::other("the path names no file"))?;
    let random = RandomState::new().hash_one(std::process::id());
    let temporary = folder.join(format!(".{}.{random:016x}.tmp", name.to_string_lossy()));
    let written = create(&temporary).and_then(|mut file| {
        file.write_all(text)?;
        file.sync_all()?;
        fs::rename(&temporary, target)
    });
    if written.is_err() {
        // The tokens in it are not to stay, and the first failure says more than a second one.
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

/// Makes a change of names last.
fn sync_folder(folder: &Path) -> io::Result<()> {
    // Elsewhere folders cannot be opened as files, and renaming lasts by itself.
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder)?.sync_all() {
        // Some file systems know no such thing.
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {
            Ok(())
        }
        outcome => outcome,
    }
}
