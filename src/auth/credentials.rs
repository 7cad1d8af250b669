//! Credentials, and which of them an operation gets.

use std::fmt;
use std::sync::Arc;

use crate::auth::bearer_token::{BearerToken, TokenForm};
use url::Url;

use crate::auth::bearer_token::CredentialKind;
use crate::auth::stored_session::{RefreshMethod, StoredSession};
use crate::auth::tokens::Tokens;
use crate::client::options::Assertion;
use crate::client::options::CallOptions;
use crate::error::Error;
#[cfg(feature = "server-server")]
use matrix_openapi_core::__private::RequestSigner;
#[cfg(feature = "server-server")]
use matrix_openapi_core::id::ServerName;
use matrix_openapi_core::id::{IntoId, UserId};
use matrix_openapi_core::operation::{Api, Authentication, Operation, Scheme};
use matrix_openapi_core::secret::Secret;
#[cfg(feature = "server-server")]
use matrix_openapi_core::signing::SigningKey;

/// What a client shows to be let in.
///
/// A credential belongs to the server that its client is for, and follows no redirect to another origin.
#[derive(Clone)]
pub struct Credentials {
    kind: Kind,
}

// Private, so that further kinds and their details break nobody.
#[derive(Clone)]
enum Kind {
    AccessToken(BearerToken, Option<Arc<Tokens>>, Option<Arc<Owner>>),
    Appservice(BearerToken, Assertion),
    Homeserver(BearerToken),
    Identity(BearerToken),
    #[cfg(feature = "server-server")]
    Federation(Arc<RequestSigner>),
}

impl Credentials {
    /// A user's access token on a homeserver, as login and registration return it. One that is renewed by
    /// its refresh token comes from [`Tokens`] or a [`StoredSession`].
    pub fn access_token(token: impl Into<Secret>) -> Self {
        Self { kind: Kind::AccessToken(BearerToken::new(&token.into()), None, None) }
    }

    /// The `as_token` of an application service.
    pub fn appservice(token: impl Into<Secret>) -> AppserviceCredentials {
        AppserviceCredentials { bearer: BearerToken::new(&token.into()), assertion: Assertion::default() }
    }

    /// The `hs_token` that a homeserver shows to an application service.
    pub fn homeserver(token: impl Into<Secret>) -> Self {
        Self { kind: Kind::Homeserver(BearerToken::new(&token.into())) }
    }

    /// The token that an identity server gave; a homeserver's token is never sent to one.
    pub fn identity(token: impl Into<Secret>) -> Self {
        Self { kind: Kind::Identity(BearerToken::new(&token.into())) }
    }

    /// The name and key with which the homeserver `origin` signs its requests to the homeserver
    /// `destination`, as [request authentication](https://spec.matrix.org/v1.19/server-server-api/#request-authentication)
    /// defines it. The destination is the name of the server, which is not always the host of its address.
    #[cfg(feature = "server-server")]
    pub fn federation(
        origin: impl IntoId<ServerName>,
        destination: impl IntoId<ServerName>,
        key: SigningKey,
    ) -> Self {
        // The names are checked when a request is signed, which can fail.
        let name = ServerName::unchecked;
        let (origin, destination) = (name(origin.text()), name(destination.text()));
        Self { kind: Kind::Federation(Arc::new(RequestSigner { origin, destination, key })) }
    }

    /// Sends the token in the query where the operation still lists that form, and in the header elsewhere.
    ///
    /// Only for servers that read nothing else: queries end up in logs. It changes nothing for kinds of
    /// credentials that no operation takes in the query.
    #[must_use]
    pub fn in_query(mut self) -> Self {
        match &mut self.kind {
            Kind::AccessToken(bearer, ..) | Kind::Appservice(bearer, _) | Kind::Identity(bearer) => {
                bearer.form = TokenForm::Query;
            }
            _ => {}
        }
        self
    }

    /// Which kind this is.
    pub fn kind(&self) -> CredentialKind {
        match self.kind {
            Kind::AccessToken(..) => CredentialKind::AccessToken,
            Kind::Appservice(..) => CredentialKind::Appservice,
            Kind::Homeserver(_) => CredentialKind::Homeserver,
            Kind::Identity(_) => CredentialKind::Identity,
            #[cfg(feature = "server-server")]
            Kind::Federation(_) => CredentialKind::Federation,
        }
    }

    pub(crate) fn tokens(&self) -> Option<&Arc<Tokens>> {
        match &self.kind {
            Kind::AccessToken(_, tokens, _) => tokens.as_ref(),
            _ => None,
        }
    }

    /// Whose tokens these are, if that is known.
    pub(crate) fn owner(&self) -> Option<&Arc<Owner>> {
        match &self.kind {
            Kind::AccessToken(_, _, owner) => owner.as_ref(),
            _ => None,
        }
    }

    /// The same way of sending for another token.
    pub(crate) fn renewed(&self, tokens: Tokens) -> Self {
        let renewed = Self::from(tokens);
        match &self.kind {
            Kind::AccessToken(BearerToken { form: TokenForm::Query, .. }, ..) => renewed.in_query(),
            _ => renewed,
        }
    }

    /// All that must not be seen of them.
    pub(crate) fn secrets(&self) -> Vec<Secret> {
        let refresh_token = self.tokens().and_then(|tokens| tokens.refresh_token()).cloned();
        let token = self.bearer().and_then(BearerToken::token).map(Secret::from);
        token.into_iter().chain(refresh_token).collect()
    }

    /// Whether an address holds the token, encoded or not: it must not go anywhere else.
    pub(crate) fn occurs_in(&self, url: &Url) -> bool {
        self.bearer().is_some_and(|bearer| bearer.occurs_in(url))
    }

    fn bearer(&self) -> Option<&BearerToken> {
        match &self.kind {
            Kind::AccessToken(bearer, ..) | Kind::Appservice(bearer, _) => Some(bearer),
            Kind::Homeserver(bearer) | Kind::Identity(bearer) => Some(bearer),
            #[cfg(feature = "server-server")]
            Kind::Federation(_) => None,
        }
    }

    /// What to send for a scheme of an API, if this is the right kind.
    fn grant(&self, api: Api, scheme: Scheme) -> Option<Grant<'_>> {
        use Scheme::*;
        match (scheme, &self.kind) {
            (AccessTokenBearer | AccessTokenQuery, Kind::Identity(bearer)) if api == Api::Identity => {
                Some(Grant::Token(bearer, None))
            }
            (AccessTokenBearer | AccessTokenQuery, Kind::AccessToken(bearer, ..)) if api != Api::Identity => {
                Some(Grant::Token(bearer, None))
            }
            // An identity server knows nothing of application services.
            (AccessTokenBearer | AccessTokenQuery, Kind::Appservice(bearer, assertion))
                if api != Api::Identity =>
            {
                Some(Grant::Token(bearer, Some(assertion)))
            }
            // Here the application service speaks for itself, so no user is asserted.
            (AppserviceAccessTokenBearer | AppserviceAccessTokenQuery, Kind::Appservice(bearer, _)) => {
                Some(Grant::Token(bearer, None))
            }
            (HomeserverAccessToken, Kind::Homeserver(bearer)) => Some(Grant::Token(bearer, None)),
            #[cfg(feature = "server-server")]
            (SignedRequest, Kind::Federation(signer)) => Some(Grant::Signature(signer)),
            _ => None,
        }
    }
}

impl From<AppserviceCredentials> for Credentials {
    fn from(credentials: AppserviceCredentials) -> Self {
        Self { kind: Kind::Appservice(credentials.bearer, credentials.assertion) }
    }
}

impl From<Tokens> for Credentials {
    fn from(tokens: Tokens) -> Self {
        let bearer = BearerToken::new(tokens.access_token());
        Self { kind: Kind::AccessToken(bearer, Some(Arc::new(tokens)), None) }
    }
}

impl From<StoredSession> for Credentials {
    fn from(session: StoredSession) -> Self {
        let StoredSession { homeserver, user_id, device_id, tokens, refresh, .. } = session;
        let owner = Owner { homeserver, user_id, device_id, refresh };
        let bearer = BearerToken::new(tokens.access_token());
        Self { kind: Kind::AccessToken(bearer, Some(Arc::new(tokens)), Some(Arc::new(owner))) }
    }
}

/// What a stored session holds beside its tokens.
pub(crate) struct Owner {
    homeserver: String,
    pub(crate) user_id: UserId,
    pub(crate) device_id: Option<String>,
    refresh: RefreshMethod,
}

impl Owner {
    #[cfg(any(helper = "login", helper = "register", helper = "restore"))]
    pub(crate) fn new(homeserver: &str, user_id: UserId, device_id: Option<String>) -> Self {
        Self { homeserver: homeserver.to_owned(), user_id, device_id, refresh: RefreshMethod::default() }
    }

    /// Whether the session is one on the server at this address.
    pub(crate) fn is_at(&self, base: &Url) -> bool {
        Url::parse(&self.homeserver).is_ok_and(|homeserver| homeserver.origin() == base.origin())
    }

    /// The session with these tokens, on the homeserver at this address.
    pub(crate) fn stored(&self, base_url: &str, tokens: Tokens) -> StoredSession {
        let mut session = StoredSession::new(base_url, self.user_id.clone(), tokens);
        session.device_id.clone_from(&self.device_id);
        session.refresh = self.refresh.clone();
        session
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Credentials").field(&self.kind()).finish()
    }
}

/// An application service's `as_token` and the user that it acts as.
///
/// See [identity assertion](https://spec.matrix.org/v1.19/application-service-api/#identity-assertion).
#[derive(Clone, Debug)]
#[must_use = "these are credentials only once a client has them"]
pub struct AppserviceCredentials {
    bearer: BearerToken,
    assertion: Assertion,
}

impl AppserviceCredentials {
    /// Acts as a user of the application service instead of the application service's own user.
    pub fn user_id(mut self, user_id: impl IntoId<UserId>) -> Self {
        self.assertion.set_user(user_id);
        self
    }

    /// Acts as a device of that user.
    pub fn device_id(mut self, device_id: impl Into<String>) -> Self {
        self.assertion.device_id = Some(device_id.into());
        self
    }

    /// Sends the token in the query where the operation still lists that form: see [`Credentials::in_query`].
    pub fn in_query(mut self) -> Self {
        self.bearer.form = TokenForm::Query;
        self
    }
}

/// What a request gets of the credentials.
pub(crate) enum Grant<'a> {
    /// A token, and whom an application service may act as with it.
    Token(&'a BearerToken, Option<&'a Assertion>),
    #[cfg(feature = "server-server")]
    Signature(&'a RequestSigner),
}

/// The ways to send a token.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Header,
    Query,
}

/// Chooses what `operation` gets of the credentials that are held, by its entry in the table and by what
/// the call itself asks for.
pub(crate) fn select<'a>(
    operation: &'static Operation,
    options: &CallOptions,
    held: Option<&'a Credentials>,
) -> Result<Option<(Grant<'a>, Place)>, Error> {
    let accepts = match (options.shown, operation.authentication) {
        (Some(Shown::Never), _) => &[],
        (Some(Shown::Always), Authentication::None) => operation.api.schemes(),
        (_, authentication) => authentication.schemes(),
    };
    let grant = held
        .and_then(|held| accepts.iter().find_map(|scheme| held.grant(operation.api, *scheme)))
        .map(|grant| {
            let place = place(&grant, accepts);
            (grant, place)
        });
    if grant.is_none() && needs(operation, options) {
        return Err(Error::Credentials {
            operation: operation.id,
            accepts,
            held: held.map(Credentials::kind),
        });
    }
    if let Some(name) = options.assertion.first_name()
        && !matches!(grant, Some((Grant::Token(_, Some(_)), _)))
    {
        let reason = "cannot be asserted with this operation and this credential";
        return Err(Error::argument(operation.id, name, reason));
    }
    Ok(grant)
}

/// Whether a call fails without a credential.
pub(crate) fn needs(operation: &Operation, options: &CallOptions) -> bool {
    match options.shown {
        Some(shown) => shown == Shown::Always,
        None => matches!(operation.authentication, Authentication::Required(_)),
    }
}

/// Whether a call shows the credential otherwise than the table says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    Always,
    Never,
}

/// The query only where the operation lists it and the program chose it.
fn place(grant: &Grant<'_>, accepts: &[Scheme]) -> Place {
    let listed = accepts
        .iter()
        .any(|scheme| matches!(scheme, Scheme::AccessTokenQuery | Scheme::AppserviceAccessTokenQuery));
    match grant {
        Grant::Token(BearerToken { form: TokenForm::Query, .. }, _) if listed => Place::Query,
        _ => Place::Header,
    }
}
