//! The users of an application service.

#[cfg(helper = "register")]
use std::borrow::Cow;

#[cfg(helper = "register")]
use matrix_openapi_core::error::ErrorCode;
use matrix_openapi_core::id::{IntoId, UserId};

use crate::__private::ApiClient;
#[cfg(helper = "register")]
use crate::client::session::Session;
use crate::client_server::Client;
#[cfg(helper = "register")]
use crate::error::Error;
#[cfg(helper = "register")]
use crate::http::response_fields::{self, ResponseFields};

impl Client {
    /// Returns a client that acts as a user of the application service, and shares everything else.
    ///
    /// It is cheap, so a program can make one for each event. Its calls fail if the credentials are not an application
    /// service's, or if the ID is not valid. See
    /// [identity assertion](https://spec.matrix.org/v1.19/application-service-api/#identity-assertion).
    ///
    /// ```no_run
    /// # use matrix_openapi::client_server::Client;
    /// # async fn run(bridge: Client) -> Result<(), matrix_openapi::Error> {
    /// let bob = "@_irc_bob:example.org";
    /// if bridge.ensure_registered(bob).await? {
    ///     println!("{bob} is new");
    /// }
    /// bridge.as_user(bob).join_room("#hall:example.org").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn as_user(&self, user_id: impl IntoId<UserId>) -> Self {
        Self::from_session(self.session().acting_as(user_id))
    }

    /// Registers a user of the application service unless it exists, without a session; returns whether it is new.
    ///
    /// A user of another server is refused: the request has only the localpart, so a user of this server would be registered
    /// instead. The server is that of the user in the credentials, or else that of the application service's own user, which
    /// `whoami` returns; it is requested once for all clones of the client.
    ///
    /// ```no_run
    /// # use matrix_openapi::client_server::Client;
    /// # async fn run(client: Client) -> Result<(), matrix_openapi::Error> {
    /// if client.ensure_registered("@_irc_bob:example.org").await? {
    ///     println!("Bob is new");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If the ID is not valid or of another server, the client has no application service's credentials, or the server refuses,
    /// such as with `M_EXCLUSIVE` for a user outside of the application service's namespaces.
    /// [`Error::OtherUserRegistered`] if the server registers another user.
    #[cfg(helper = "register")]
    pub async fn ensure_registered(&self, user_id: impl IntoId<UserId>) -> Result<bool, Error> {
        let refuse = |reason| Error::argument("register", "user_id", reason);
        let user_id: UserId = user_id.into_id().map_err(|error| refuse(format!("is {error}")))?;
        if user_id.server_name() != Some(&*own_server_name(self.session()).await?) {
            return Err(refuse("belongs to another server than the application service".to_owned()));
        }
        match self.register_appservice_user(user_id.localpart()).await {
            Ok(registered) if registered != user_id => {
                Err(Error::OtherUserRegistered { requested: user_id, registered })
            }
            Ok(_) => Ok(true),
            Err(error) if error.errcode() == Some(&ErrorCode::UserInUse) => Ok(false),
            Err(error) => Err(error),
        }
    }
}

/// Returns the name of the server of an application service.
#[cfg(helper = "register")]
async fn own_server_name(session: &Session) -> Result<Cow<'_, str>, Error> {
    let snapshot = session.tokens.as_ref().and_then(|tokens| tokens.snapshot().ok());
    let asserted = snapshot.and_then(|(snapshot, _)| snapshot.credentials.asserted_user().cloned());
    // The user may not be registered yet, and `whoami` fails then.
    if let Some(name) = asserted.as_ref().and_then(UserId::server_name) {
        return Ok(name.to_owned().into());
    }
    let name = session.shared.server_name.get_or_try_init(|| request_server_name(session)).await?;
    Ok(name.as_str().into())
}

/// Requests the application service's own user, and returns the name of its server.
#[cfg(helper = "register")]
async fn request_server_name(session: &Session) -> Result<String, Error> {
    let own = Session { acting: None, ..session.clone() };
    let user_id = ResponseFields::of(response_fields::call(&own, "getTokenOwner")?).await?.user_id()?;
    Ok(user_id.server_name().unwrap_or_default().to_owned())
}
