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
/// lose the session. Calls that need tokens which cannot be saved fail. A store must not call its own client, which waits
/// for the store.
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
