//! The accounts: a session file for each in the platform's state folder, and the user ID of the account in use.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use etcetera::BaseStrategy;
use matrix_openapi::auth::{FileSessionStore, SessionStore, StoreError, StoredSession};
use matrix_openapi::http::BoxFuture;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::failure::{Failure, Outcome};
use crate::globals::variable;

/// The characters that are percent-encoded in file names.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'@').remove(b'.').remove(b'_').remove(b'-').remove(b'=');

/// The file with the user ID of the account in use.
const CURRENT: &str = "current";

/// The folder with a session per account.
const SESSIONS: &str = "accounts";

/// The folder of the accounts.
#[derive(Clone, Debug)]
pub struct Accounts {
    folder: PathBuf,
}

impl Accounts {
    /// Returns the accounts in a folder, by default that of `MATRIX_API_STATE` or else of the platform.
    ///
    /// # Errors
    /// If the user has no home directory.
    pub fn new(folder: Option<&str>) -> Outcome<Self> {
        if let Some(folder) =
            folder.map(PathBuf::from).or_else(|| variable("MATRIX_API_STATE").map(PathBuf::from))
        {
            return Ok(Self { folder });
        }
        let missing = |_| Failure::usage("the user has no home directory; name a folder with --state-folder");
        let base = etcetera::choose_base_strategy().map_err(missing)?;
        // Not every platform has a state folder.
        let state = base.state_dir().unwrap_or_else(|| base.data_dir());
        Ok(Self { folder: state.join("matrix-api") })
    }

    /// Returns the user IDs of all accounts, sorted.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn list(&self) -> Outcome<Vec<String>> {
        let folder = self.folder.join(SESSIONS);
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(Failure::file(folder, &error)),
        };
        let name = |entry: fs::DirEntry| {
            let name = entry.file_name().into_string().ok()?;
            let user = percent_decode_str(name.strip_suffix(".json")?).decode_utf8().ok()?.into_owned();
            user.starts_with('@').then_some(user)
        };
        let mut users: Vec<_> = entries.filter_map(|entry| name(entry.ok()?)).collect();
        users.sort();
        Ok(users)
    }

    /// Returns the account in use.
    pub fn current(&self) -> Option<String> {
        let text = fs::read_to_string(self.folder.join(CURRENT)).ok()?;
        Some(text.trim().to_owned()).filter(|user| !user.is_empty())
    }

    /// Returns the only account whose user ID is this text or starts with it, with or without `@`.
    ///
    /// # Errors
    /// If no account or more than one matches.
    pub fn find(&self, name: &str) -> Outcome<String> {
        let users = self.list()?;
        if let Some(user) = users.iter().find(|user| *user == name) {
            return Ok(user.clone());
        }
        let matches =
            |user: &&String| user.starts_with(name) || user.trim_start_matches('@').starts_with(name);
        let found: Vec<_> = users.iter().filter(matches).collect();
        match found.as_slice() {
            [user] => Ok((*user).clone()),
            [] => Err(Failure::Credential(format!(
                "there is no account `{name}`; `matrix-api accounts` lists them"
            ))),
            _ => {
                Err(Failure::usage(format!("several accounts start with `{name}`; give more of the user ID")))
            }
        }
    }

    /// Uses an account from now on.
    ///
    /// # Errors
    /// If the choice cannot be saved.
    pub fn select(&self, user: &str) -> Outcome {
        self.create()?;
        let path = self.folder.join(CURRENT);
        fs::write(&path, format!("{user}\n")).map_err(|error| Failure::file(path, &error))
    }

    /// Stops using an account. If only one other account is left, uses that one.
    ///
    /// # Errors
    /// If the choice cannot be saved.
    pub fn deselect(&self, user: &str) -> Outcome {
        if self.current().as_deref() != Some(user) {
            return Ok(());
        }
        match self.list()?.as_slice() {
            [other] => self.select(other),
            _ => {
                let path = self.folder.join(CURRENT);
                fs::remove_file(&path).map_err(|error| Failure::file(path, &error))
            }
        }
    }

    /// Returns the session store of an account.
    pub fn store(&self, user: &str) -> FileSessionStore {
        FileSessionStore::new(self.path(user))
    }

    /// Returns the session store for a login, which learns the user ID only at its end.
    pub fn store_of_login(&self) -> LoginStore {
        LoginStore { accounts: self.clone(), user: Arc::default() }
    }

    /// Creates the folders, which only the user can access.
    ///
    /// # Errors
    /// If they cannot be created.
    pub fn create(&self) -> Outcome {
        let folder = self.folder.join(SESSIONS);
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&folder).map_err(|error| Failure::file(folder, &error))
    }

    /// Waits for the lock of an account, and holds it until the returned file is dropped.
    ///
    /// Windows has no lock: if two commands refresh a session at the same time, one may fail.
    ///
    /// # Errors
    /// If the lock file cannot be written.
    pub fn lock(&self, user: &str) -> Outcome<fs::File> {
        let path = self.path(user).with_extension("lock");
        let failed = |error: io::Error| Failure::file(&path, &error);
        let mut options = fs::OpenOptions::new();
        options.create(true).append(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path).map_err(failed)?;
        #[cfg(unix)]
        rustix::fs::flock(&file, rustix::fs::FlockOperation::LockExclusive)
            .map_err(|error| failed(error.into()))?;
        Ok(file)
    }

    /// Returns the path of the file that caches the rooms of an account for completion.
    pub fn rooms(&self, user: &str) -> PathBuf {
        self.path(user).with_extension("rooms")
    }

    fn path(&self, user: &str) -> PathBuf {
        self.folder.join(SESSIONS).join(format!("{}.json", utf8_percent_encode(user, ENCODED)))
    }
}

/// A store that keeps a session in the file of its user.
pub struct LoginStore {
    accounts: Accounts,
    user: Arc<Mutex<Option<String>>>,
}

impl LoginStore {
    fn inner(&self) -> Option<FileSessionStore> {
        let user = self.user.lock().unwrap_or_else(PoisonError::into_inner);
        user.as_ref().map(|user| self.accounts.store(user))
    }
}

impl SessionStore for LoginStore {
    fn save<'a>(&'a self, session: &'a StoredSession) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            self.accounts.create().map_err(|failure| failure.to_string())?;
            *self.user.lock().unwrap_or_else(PoisonError::into_inner) = Some(session.user_id.to_string());
            self.accounts.store(session.user_id.as_str()).save(session).await
        })
    }

    fn load(&self) -> BoxFuture<'_, Result<Option<StoredSession>, StoreError>> {
        Box::pin(async move {
            match self.inner() {
                Some(store) => store.load().await,
                None => Ok(None),
            }
        })
    }

    fn clear(&self) -> BoxFuture<'_, Result<(), StoreError>> {
        Box::pin(async move {
            match self.inner() {
                Some(store) => store.clear().await,
                None => Ok(()),
            }
        })
    }
}
