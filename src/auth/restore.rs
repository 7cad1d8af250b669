//! Restores a stored session.

use crate::auth::stored_session::StoredSession;
use crate::client_server::Client;
use crate::error::Error;
use crate::http::response_fields;
use crate::http::response_fields::ResponseFields;

impl Client {
    /// Returns a client with a stored session, after the server has confirmed the owner of its tokens.
    ///
    /// The request may refresh the tokens, so a client without a session store can lose them.
    ///
    /// ```no_run
    /// # use matrix_openapi::client_server::Client;
    /// use matrix_openapi::auth::StoredSession;
    ///
    /// # async fn run(client: Client, stored: &str) -> Result<(), Box<dyn std::error::Error>> {
    /// let session: StoredSession = serde_json::from_str(stored)?;
    /// let alice = client.restore(session).await?;
    /// println!("{}", alice.whoami().await?.user_id);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If the tokens belong to another user or homeserver, or the server refuses them or is unavailable.
    pub async fn restore(&self, session: StoredSession) -> Result<Self, Error> {
        let expected = session.user_id.clone();
        let client = self.with_credentials(session);
        let response = ResponseFields::of(response_fields::call(client.session(), "getTokenOwner")?).await?;
        let found = response.user_id()?;
        if found != expected {
            return Err(Error::OtherUser { expected, found });
        }
        #[cfg(helper = "oauth")]
        crate::oauth::check_device(client.session(), response.string("device_id"))?;
        Ok(client)
    }

    /// Restores the session in the client's session store, as [`restore`](Self::restore) does; `None` without a store or
    /// a stored session.
    ///
    /// A session that the server has ended stays in the store until the user logs in again, since a login may bring its
    /// device back.
    ///
    /// ```no_run
    /// use matrix_openapi::auth::FileSessionStore;
    /// use matrix_openapi::client_server::Client;
    ///
    /// # async fn run(url: &str) -> Result<(), matrix_openapi::Error> {
    /// let client = Client::builder(url).session_store(FileSessionStore::new("session.json")).build()?;
    /// let bot = match client.resume().await? {
    ///     Some(bot) => bot,
    ///     None => client.log_in(client.password_login("bot", "wonderland")).await?.client,
    /// };
    /// println!("{}", bot.whoami().await?.user_id);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If the store cannot be read, and the errors of `restore`. After a [final](Error::is_final) error the user must log
    /// in.
    pub async fn resume(&self) -> Result<Option<Self>, Error> {
        match self.session().load().await? {
            Some(session) => self.restore(session).await.map(Some),
            None => Ok(None),
        }
    }
}
