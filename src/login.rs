//! Logging in, registering, logging out, and coming back with stored tokens.

use crate::client_server::{Client, call, types};
use crate::runtime::ApiClient;
use crate::{Error, ErrorCode, Secret, Session, SessionError, Tokens, UserId};

/// A client that has just been let in.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LoggedIn {
    /// The client, which renews its tokens itself if the server gave a refresh token.
    pub client: Client,
    /// The user.
    pub user_id: UserId,
    /// The device, if the server named one.
    pub device_id: Option<String>,
}

impl Client {
    /// Starts a login with a password, for a user id or its local part; [`log_in`](Self::log_in) sends it.
    pub fn password_login(&self, user: impl Into<String>, password: impl Into<Secret>) -> call::Login<'_> {
        let mut identifier = types::UserIdentifier::new("m.id.user");
        // The type has no field of that name, so that it is taken.
        let _ = identifier.extra.insert("user", &user.into());
        self.login("m.login.password").identifier(identifier).password(password)
    }

    /// Starts a login with a token, which single sign-on ends with; [`log_in`](Self::log_in) sends it.
    pub fn token_login(&self, token: impl Into<Secret>) -> call::Login<'_> {
        self.login("m.login.token").token(token)
    }

    /// Sends a login, asks for a refresh token with it, and gives a client with the session. A
    /// [`TokenStore`](crate::TokenStore) gets its tokens first.
    ///
    /// # Errors
    /// If the server refuses, or the tokens cannot be saved.
    pub async fn log_in(&self, login: call::Login<'_>) -> Result<LoggedIn, Error> {
        let session = login.call.session();
        let answer = login.refresh_token(true).send().await?;
        let refresh_token = answer.refresh_token.as_ref();
        let tokens = Tokens::of(&answer.access_token, refresh_token, answer.expires_in_ms);
        entered(session, "login", tokens, answer.user_id, Some(answer.device_id)).await
    }

    /// Sends a registration, asks for a session with a refresh token, and gives a client with it. The call's
    /// [`options`](call::Register::options) take the stages of the authentication that most servers ask for.
    ///
    /// # Errors
    /// If the server refuses or gives no token, or the tokens cannot be saved.
    pub async fn sign_up(&self, registration: call::Register<'_>) -> Result<LoggedIn, Error> {
        let session = registration.call.session();
        let answer = registration.inhibit_login(false).refresh_token(true).send().await?;
        let Some(access_token) = &answer.access_token else {
            return Err(Error::argument(
                "register",
                "inhibit_login",
                "left the new account without a session",
            ));
        };
        let tokens = Tokens::of(access_token, answer.refresh_token.as_ref(), answer.expires_in_ms);
        // Earlier releases do not say that this is an identifier.
        let user_id = UserId::unchecked(answer.user_id.as_str());
        entered(session, "register", tokens, user_id, answer.device_id).await
    }

    /// Logs out and forgets the tokens, in all clones. A session that the server does not know any more
    /// is forgotten too.
    ///
    /// # Errors
    /// If the server could not be told; the session goes on then.
    pub async fn log_out(&self) -> Result<(), Error> {
        match self.logout().send().await {
            Err(error) if !is_gone(&error) => Err(error),
            _ => {
                self.session().forget();
                Ok(())
            }
        }
    }

    /// Comes back with stored tokens, once the server has said that they are this user's. They may be renewed for
    /// it, so that a client without a token store can lose them.
    ///
    /// # Errors
    /// If they are another user's, or the server refuses them.
    pub async fn restore(&self, tokens: Tokens, user_id: &UserId) -> Result<Self, Error> {
        let client = self.with_credentials(tokens);
        let found = client.whoami().send().await?.user_id;
        match found.as_str() == user_id.as_str() {
            true => Ok(client),
            false => {
                Err(Error::OtherUser { expected: user_id.clone(), found: UserId::unchecked(found.as_str()) })
            }
        }
    }
}

async fn entered(
    session: &Session,
    operation: &'static str,
    tokens: Tokens,
    user_id: UserId,
    device_id: Option<String>,
) -> Result<LoggedIn, Error> {
    let session = session.with_credentials(tokens.clone());
    let client = Client::from_session(session.clone());
    let saving = tokio::time::timeout(session.settings().timeout, session.save(operation, &tokens)).await;
    if let Err(error) = saving.unwrap_or(Err(Error::Timeout { operation })) {
        // Nobody has the tokens, so that nobody else could end this session.
        let _ = client.logout().send().await;
        return Err(error);
    }
    Ok(LoggedIn { client, user_id, device_id })
}

/// Whether the server has ended the session.
fn is_gone(error: &Error) -> bool {
    match error {
        Error::Session { source, .. } => {
            matches!(**source, SessionError::Refused(_) | SessionError::LoggedOut)
        }
        _ => error.errcode() == Some(&ErrorCode::UnknownToken),
    }
}
