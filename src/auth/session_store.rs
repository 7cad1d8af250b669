//! Where a program keeps its session.

use crate::auth::stored_session::StoredSession;
use crate::http::box_future::BoxFuture;

/// What a store says if it fails. It must not hold a token, since errors are logged.
pub type StoreError = Box<dyn std::error::Error + Send + Sync>;

/// Where a program keeps one session: [`FileSessionStore`](crate::auth::FileSessionStore), or a store of its own.
///
/// A store is for one session: [`with_session_store`](crate::Session::with_session_store) gives each user of a
/// program another. New tokens are saved before they are used, because the refresh token before them may no longer be
/// valid, and a crash would lose the session. While they cannot be saved, calls that need them fail. A store must
/// not call the client that it belongs to, which waits for it.
pub trait SessionStore: Send + Sync + 'static {
    /// Saves the session in place of what was saved of it before.
    ///
    /// # Errors
    /// If it is not safe. A store that holds the session of another user does well to refuse.
    fn save<'a>(&'a self, session: &'a StoredSession) -> BoxFuture<'a, Result<(), StoreError>>;

    /// Loads the session, `None` if there is none.
    ///
    /// # Errors
    /// If it cannot be read.
    fn load(&self) -> BoxFuture<'_, Result<Option<StoredSession>, StoreError>>;

    /// Removes the session, whose tokens are no longer valid.
    ///
    /// # Errors
    /// If it may still be there.
    fn clear(&self) -> BoxFuture<'_, Result<(), StoreError>>;
}
