//! The store of a session.

use crate::auth::stored_session::StoredSession;
use crate::http::box_future::BoxFuture;

/// The error of a store. It must not contain tokens, since programs log errors.
pub type StoreError = Box<dyn std::error::Error + Send + Sync>;

/// A store of one session: [`FileSessionStore`](crate::auth::FileSessionStore), or a store of the program.
///
/// A program with several users gives each of them a store with
/// [`with_session_store`](crate::Session::with_session_store).
///
/// New tokens are saved before they are used, since the previous refresh token may be invalid by then and a crash would
/// lose the session. If new tokens cannot be saved, calls that need them fail. A store must not call its own client, which
/// waits for the store.
///
/// A store in memory, for a test:
///
/// ```
/// use std::sync::Mutex;
///
/// use matrix_openapi::auth::{SessionStore, StoreError, StoredSession};
/// use matrix_openapi::http::BoxFuture;
///
/// #[derive(Default)]
/// struct Memory(Mutex<Option<StoredSession>>);
///
/// impl Memory {
///     fn set(&self, session: Option<StoredSession>) -> BoxFuture<'_, Result<(), StoreError>> {
///         Box::pin(async move {
///             *self.0.lock().map_err(|_| "a thread has panicked")? = session;
///             Ok(())
///         })
///     }
/// }
///
/// impl SessionStore for Memory {
///     fn save<'a>(&'a self, session: &'a StoredSession) -> BoxFuture<'a, Result<(), StoreError>> {
///         self.set(Some(session.clone()))
///     }
///
///     fn load(&self) -> BoxFuture<'_, Result<Option<StoredSession>, StoreError>> {
///         Box::pin(async move { Ok(self.0.lock().map_err(|_| "a thread has panicked")?.clone()) })
///     }
///
///     fn clear(&self) -> BoxFuture<'_, Result<(), StoreError>> {
///         self.set(None)
///     }
/// }
/// ```
pub trait SessionStore: Send + Sync + 'static {
    /// Saves the session, in place of the previous one.
    ///
    /// # Errors
    /// If the session is not saved. A store should refuse to overwrite the session of another user.
    fn save<'a>(&'a self, session: &'a StoredSession) -> BoxFuture<'a, Result<(), StoreError>>;

    /// Loads the session; `None` if the store is empty.
    ///
    /// # Errors
    /// If the session cannot be read.
    fn load(&self) -> BoxFuture<'_, Result<Option<StoredSession>, StoreError>>;

    /// Removes the session, whose tokens are no longer valid.
    ///
    /// # Errors
    /// If the store may still hold the session.
    fn clear(&self) -> BoxFuture<'_, Result<(), StoreError>>;
}
