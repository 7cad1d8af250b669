//! Sessions that a program comes back to.

use crate::auth::stored_session::StoredSession;
use crate::client_server::Client;
use crate::error::Error;
use crate::http::response_fields;
use crate::http::response_fields::ResponseFields;

impl Client {
    /// Comes back with a stored session, once the server has said that its tokens are this user's. They may be
    /// refreshed for it, so a client without a session store can lose them.
    ///
    /// # Errors
    /// If they are another user's or of another homeserver, or the server refuses them or cannot be asked.
    pub async fn restore(&self, session: StoredSession) -> Result<Self, Error> {
        let expected = session.user_id.clone();
        let client = self.with_credentials(session);
        let response = ResponseFields::of(response_fields::call(client.session(), "getTokenOwner")?).await?;
        let found = response.user_id()?;
        if found == expected { Ok(client) } else { Err(Error::OtherUser { expected, found }) }
    }

    /// Comes back with the session that the client's session store holds, as [`restore`](Self::restore) does; `None`
    /// if there is no store, or it holds none.
    ///
    /// A session that the server has ended stays in the store until the user logs in again, since its device may come back.
    ///
    /// # Errors
    /// If the store cannot be read, and all that `restore` says. An error that [is final](Error::is_final) asks for a
    /// login.
    pub async fn resume(&self) -> Result<Option<Self>, Error> {
        match self.session().load().await? {
            Some(session) => self.restore(session).await.map(Some),
            None => Ok(None),
        }
    }
}
