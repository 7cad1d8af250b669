//! The credentials of a client.

use std::fmt;
use std::sync::Arc;

#[cfg(feature = "server-server")]
use matrix_openapi_core::__private::RequestSigner;
use matrix_openapi_core::arguments::IntoOption;
#[cfg(feature = "server-server")]
use matrix_openapi_core::id::{IntoId, ServerName};
use matrix_openapi_core::id::{IntoOptionalId, UserId};
use matrix_openapi_core::secret::Secret;
#[cfg(feature = "server-server")]
use matrix_openapi_core::signing::SigningKey;
use url::Url;

use crate::auth::bearer_token::{BearerToken, TokenForm};
use crate::auth::credential_kind::CredentialKind;
use crate::auth::session_owner::SessionOwner;
use crate::auth::stored_session::StoredSession;
use crate::auth::tokens::Tokens;
use crate::client::options::Assertion;

/// Credentials that authenticate a client's requests.
///
/// They are sent only to the server that their client was built for, and follow no redirect to another origin.
///
/// ```
/// use matrix_openapi::Credentials;
/// use matrix_openapi::client_server::Client;
///
/// # fn run() -> Result<(), matrix_openapi::Error> {
/// let user = Credentials::access_token("syt_…");
/// let alice = Client::builder("https://matrix.example.org").credentials(user).build()?;
/// // The same connections, as an application service.
/// let bridge = alice.with_credentials(Credentials::appservice("as_token"));
/// # let _ = bridge;
/// # Ok(())
/// # }
/// # run().unwrap();
/// ```
#[derive(Clone)]
pub struct Credentials {
    pub(crate) secret: CredentialSecret,
}

/// The secret of each kind of credentials.
#[derive(Clone)]
pub(crate) enum CredentialSecret {
    AccessToken(BearerToken, Option<Arc<Tokens>>, Option<Arc<SessionOwner>>),
    Appservice(BearerToken, Assertion),
    Homeserver(BearerToken),
    Identity(BearerToken),
    #[cfg(feature = "server-server")]
    Federation(Arc<RequestSigner>),
}

impl Credentials {
    /// Authenticates with a user's access token on a homeserver, as login and registration return it.
    ///
    /// For a token that is refreshed, convert [`Tokens`] or a [`StoredSession`] instead.
    pub fn access_token(token: impl Into<Secret>) -> Self {
        Self { secret: CredentialSecret::AccessToken(BearerToken::new(&token.into()), None, None) }
    }

    /// Authenticates with the `as_token` of an application service.
    pub fn appservice(token: impl Into<Secret>) -> AppserviceCredentials {
        AppserviceCredentials { bearer: BearerToken::new(&token.into()), assertion: Assertion::default() }
    }

    /// Authenticates with the `hs_token` that a homeserver sends to an application service.
    pub fn homeserver(token: impl Into<Secret>) -> Self {
        Self { secret: CredentialSecret::Homeserver(BearerToken::new(&token.into())) }
    }

    /// Authenticates with the token that an identity server issued. A homeserver's token is never sent to an identity server.
    pub fn identity(token: impl Into<Secret>) -> Self {
        Self { secret: CredentialSecret::Identity(BearerToken::new(&token.into())) }
    }

    /// Signs requests from the homeserver `origin` to the homeserver `destination` with the key of `origin`.
    ///
    /// The destination is a server name, which may differ from the host of its URL. See
    /// [request authentication](https://spec.matrix.org/v1.19/server-server-api/#request-authentication).
    #[cfg(feature = "server-server")]
    pub fn federation(
        origin: impl IntoId<ServerName>,
        destination: impl IntoId<ServerName>,
        key: SigningKey,
    ) -> Self {
        // Signing checks the names, since it can fail and this function cannot.
        let name = ServerName::unchecked;
        let (origin, destination) = (name(origin.text()), name(destination.text()));
        Self { secret: CredentialSecret::Federation(Arc::new(RequestSigner { origin, destination, key })) }
    }

    /// Sends the token in the query where the operation lists that form, and in the header elsewhere.
    ///
    /// Use it only for servers that ignore the header, since URLs end up in logs. It has no effect on kinds of
    /// credentials that no operation takes in the query.
    #[must_use]
    pub fn in_query(mut self) -> Self {
        match &mut self.secret {
            CredentialSecret::AccessToken(bearer, ..)
            | CredentialSecret::Appservice(bearer, _)
            | CredentialSecret::Identity(bearer) => {
                bearer.form = TokenForm::Query;
            }
            _ => {}
        }
        self
    }

    /// Returns the kind.
    pub fn kind(&self) -> CredentialKind {
        match self.secret {
            CredentialSecret::AccessToken(..) => CredentialKind::AccessToken,
            CredentialSecret::Appservice(..) => CredentialKind::Appservice,
            CredentialSecret::Homeserver(_) => CredentialKind::Homeserver,
            CredentialSecret::Identity(_) => CredentialKind::Identity,
            #[cfg(feature = "server-server")]
            CredentialSecret::Federation(_) => CredentialKind::Federation,
        }
    }

    pub(crate) fn tokens(&self) -> Option<&Arc<Tokens>> {
        match &self.secret {
            CredentialSecret::AccessToken(_, tokens, _) => tokens.as_ref(),
            _ => None,
        }
    }

    /// Returns the user that an application service acts as by its credentials.
    #[cfg(helper = "register")]
    pub(crate) fn asserted_user(&self) -> Option<&UserId> {
        match &self.secret {
            CredentialSecret::Appservice(_, assertion) => assertion.user_id.as_ref(),
            _ => None,
        }
    }

    /// Returns the owner of the tokens, if known.
    pub(crate) fn owner(&self) -> Option<&Arc<SessionOwner>> {
        match &self.secret {
            CredentialSecret::AccessToken(_, _, owner) => owner.as_ref(),
            _ => None,
        }
    }

    /// Returns credentials with new tokens, sent in the same form.
    pub(crate) fn refreshed(&self, tokens: Tokens) -> Self {
        let refreshed = Self::from(tokens);
        match &self.secret {
            CredentialSecret::AccessToken(BearerToken { form: TokenForm::Query, .. }, ..) => {
                refreshed.in_query()
            }
            _ => refreshed,
        }
    }

    /// Returns all secrets, to redact them in texts.
    pub(crate) fn secrets(&self) -> Vec<Secret> {
        let refresh_token = self.tokens().and_then(|tokens| tokens.refresh_token()).cloned();
        let token = self.bearer().and_then(BearerToken::token).map(Secret::from);
        token.into_iter().chain(refresh_token).collect()
    }

    /// Whether a URL contains the token, encoded or not. Such a URL must not be sent to another origin.
    pub(crate) fn occurs_in(&self, url: &Url) -> bool {
        self.bearer().is_some_and(|bearer| bearer.occurs_in(url))
    }

    fn bearer(&self) -> Option<&BearerToken> {
        match &self.secret {
            CredentialSecret::AccessToken(bearer, ..) | CredentialSecret::Appservice(bearer, _) => {
                Some(bearer)
            }
            CredentialSecret::Homeserver(bearer) | CredentialSecret::Identity(bearer) => Some(bearer),
            #[cfg(feature = "server-server")]
            CredentialSecret::Federation(_) => None,
        }
    }
}

impl From<AppserviceCredentials> for Credentials {
    fn from(credentials: AppserviceCredentials) -> Self {
        Self { secret: CredentialSecret::Appservice(credentials.bearer, credentials.assertion) }
    }
}

impl From<Tokens> for Credentials {
    fn from(tokens: Tokens) -> Self {
        let bearer = BearerToken::new(tokens.access_token());
        Self { secret: CredentialSecret::AccessToken(bearer, Some(Arc::new(tokens)), None) }
    }
}

impl From<StoredSession> for Credentials {
    fn from(session: StoredSession) -> Self {
        let (tokens, owner) = SessionOwner::split(session);
        let bearer = BearerToken::new(tokens.access_token());
        let secret = CredentialSecret::AccessToken(bearer, Some(Arc::new(tokens)), Some(Arc::new(owner)));
        Self { secret }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Credentials").field(&self.kind()).finish()
    }
}

/// An application service's `as_token`, and the user that it acts as.
///
/// See [identity assertion](https://spec.matrix.org/v1.19/application-service-api/#identity-assertion).
///
/// ```no_run
/// use matrix_openapi::Credentials;
/// use matrix_openapi::client_server::Client;
///
/// # async fn run(client: Client) -> Result<(), matrix_openapi::Error> {
/// let bridged = Credentials::appservice("as_token").user_id("@irc_bob:example.org");
/// println!("{}", client.with_credentials(bridged).whoami().await?.user_id);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "credentials do nothing until a client has them"]
pub struct AppserviceCredentials {
    bearer: BearerToken,
    assertion: Assertion,
}

impl AppserviceCredentials {
    /// Acts as a user of the application service; as the application service's own user for `None`.
    pub fn user_id(mut self, user_id: impl IntoOptionalId<UserId>) -> Self {
        self.assertion.set_user(user_id);
        self
    }

    /// Acts as a device of that user.
    pub fn device_id(mut self, device_id: impl IntoOption<String>) -> Self {
        self.assertion.device_id = device_id.into_option();
        self
    }

    /// Sends the token in the query where the operation lists that form: see [`Credentials::in_query`].
    pub fn in_query(mut self) -> Self {
        self.bearer.form = TokenForm::Query;
        self
    }
}
