//! The users of an application service.

use matrix_openapi_core::id::{IntoId, UserId};

use crate::__private::ApiClient;
use crate::client_server::Client;
#[cfg(helper = "register")]
use crate::error::Error;
#[cfg(helper = "register")]
use matrix_openapi_core::error::ErrorCode;

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
    /// # Errors
    /// If the ID is not valid, the client has no application service's credentials, or the server refuses, such as with
    /// `M_EXCLUSIVE` for a user outside of the application service's namespaces.
    #[cfg(helper = "register")]
    pub async fn ensure_registered(&self, user_id: impl IntoId<UserId>) -> Result<bool, Error> {
        let invalid = |error| Error::argument("register", "user_id", format!("is {error}"));
        let user_id: UserId = user_id.into_id().map_err(invalid)?;
        match self.register_appservice_user(user_id.localpart()).await {
            Ok(found) if found != user_id => Err(Error::OtherUser { expected: user_id, found }),
            Ok(_) => Ok(true),
            Err(error) if error.errcode() == Some(&ErrorCode::UserInUse) => Ok(false),
            Err(error) => Err(error),
        }
    }
}
