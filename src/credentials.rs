//! Credentials, and which of them an operation gets.

use std::fmt;

use crate::{Api, Authentication, Error, Operation, Scheme, Secret, UserId};

/// What a client shows to be let in.
#[derive(Clone)]
pub struct Credentials {
    kind: Kind,
}

// Private, so that further kinds and their details break nobody.
#[derive(Clone)]
enum Kind {
    AccessToken(Secret),
    Appservice(AppserviceCredentials),
}

impl Credentials {
    /// A user's access token, as login and registration return it. For an identity server: the token
    /// that this server gave, never the homeserver's.
    pub fn access_token(token: impl Into<Secret>) -> Self {
        Self { kind: Kind::AccessToken(token.into()) }
    }

    /// The `as_token` of an application service.
    pub fn appservice(token: impl Into<Secret>) -> AppserviceCredentials {
        AppserviceCredentials { token: token.into(), user_id: None, device_id: None }
    }

    /// Which kind this is.
    pub fn kind(&self) -> CredentialKind {
        match self.kind {
            Kind::AccessToken(_) => CredentialKind::AccessToken,
            Kind::Appservice(_) => CredentialKind::Appservice,
        }
    }

    /// What to send for a scheme of an API, if this is the right kind.
    fn grant(&self, api: Api, scheme: Scheme) -> Option<Grant<'_>> {
        match (scheme, &self.kind) {
            (Scheme::AccessTokenBearer, Kind::AccessToken(token)) => Some(Grant::bearer(token)),
            // An identity server knows nothing of application services.
            (Scheme::AccessTokenBearer, Kind::Appservice(held)) if api != Api::Identity => Some(Grant {
                token: &held.token,
                user_id: held.user_id.as_ref(),
                device_id: held.device_id.as_deref(),
            }),
            // Here the application service speaks for itself, so no user is asserted.
            (Scheme::AppserviceAccessTokenBearer, Kind::Appservice(held)) => Some(Grant::bearer(&held.token)),
            _ => None,
        }
    }
}

impl From<AppserviceCredentials> for Credentials {
    fn from(credentials: AppserviceCredentials) -> Self {
        Self { kind: Kind::Appservice(credentials) }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::AccessToken(token) => f.debug_tuple("AccessToken").field(token).finish(),
            Kind::Appservice(credentials) => credentials.fmt(f),
        }
    }
}

/// An application service's `as_token` and the user that it acts as.
///
/// See [identity assertion](https://spec.matrix.org/v1.19/application-service-api/#identity-assertion).
#[derive(Clone, Debug)]
#[must_use = "these are credentials only once a client has them"]
pub struct AppserviceCredentials {
    token: Secret,
    user_id: Option<UserId>,
    device_id: Option<String>,
}

impl AppserviceCredentials {
    /// Acts as a user of the application service instead of the application service's own user.
    pub fn user_id(mut self, user_id: impl Into<UserId>) -> Self {
        self.user_id = Some(user_id.into());
        self
    }

    /// Acts as a device of that user.
    pub fn device_id(mut self, device_id: impl Into<String>) -> Self {
        self.device_id = Some(device_id.into());
        self
    }
}

/// The kinds of credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CredentialKind {
    /// A user's access token.
    AccessToken,
    /// An application service's token.
    Appservice,
}

impl fmt::Display for CredentialKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AccessToken => "a user's access token",
            Self::Appservice => "an application service's token",
        })
    }
}

/// What a request gets of the credentials.
pub(crate) struct Grant<'a> {
    pub(crate) token: &'a Secret,
    pub(crate) user_id: Option<&'a UserId>,
    pub(crate) device_id: Option<&'a str>,
}

impl<'a> Grant<'a> {
    fn bearer(token: &'a Secret) -> Self {
        Self { token, user_id: None, device_id: None }
    }
}

/// Chooses what `operation` gets of the credentials that are held, by its entry in the table.
pub(crate) fn select<'a>(
    operation: &Operation,
    held: Option<&'a Credentials>,
) -> Result<Option<Grant<'a>>, Error> {
    let schemes = operation.authentication.schemes();
    let grant = held
        .and_then(|held| schemes.iter().find_map(|scheme| held.grant(operation.api, header_form(*scheme))));
    match (operation.authentication, grant) {
        (Authentication::Required(accepts), None) => {
            Err(Error::Credentials { operation: operation.id, accepts, held: held.map(Credentials::kind) })
        }
        (_, grant) => Ok(grant),
    }
}

/// The token of a query scheme is sent in the header, which every server takes and no log shows.
fn header_form(scheme: Scheme) -> Scheme {
    match scheme {
        Scheme::AccessTokenQuery => Scheme::AccessTokenBearer,
        Scheme::AppserviceAccessTokenQuery => Scheme::AppserviceAccessTokenBearer,
        other => other,
    }
}
