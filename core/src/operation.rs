//! The table of operations: what is known of each before it is called.

use std::fmt;

/// One of the five Matrix APIs. A sixth would be a new major version of this crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Api {
    /// Between a client and its homeserver.
    ClientServer,
    /// Between two homeservers.
    ServerServer,
    /// From a homeserver to an application service.
    ApplicationService,
    /// Between a client or homeserver and an identity server.
    Identity,
    /// From a homeserver to a push gateway.
    PushGateway,
}

impl Api {
    /// All five, in the order of the specification.
    pub const ALL: [Self; 5] =
        [Self::ClientServer, Self::ServerServer, Self::ApplicationService, Self::Identity, Self::PushGateway];

    /// The name used for files, features and folders, such as `client-server`.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::ClientServer => "client-server",
            Self::ServerServer => "server-server",
            Self::ApplicationService => "application-service",
            Self::Identity => "identity",
            Self::PushGateway => "push-gateway",
        }
    }
}

impl Api {
    /// How an operation that takes no credential is authenticated if a call asks for it.
    #[doc(hidden)]
    pub const fn schemes(self) -> &'static [Scheme] {
        match self {
            // The application service's own scheme comes first, since nobody is asserted here.
            Self::ClientServer => &[Scheme::AppserviceAccessTokenBearer, Scheme::AccessTokenBearer],
            Self::ServerServer => &[Scheme::SignedRequest],
            Self::ApplicationService => &[Scheme::HomeserverAccessToken],
            Self::Identity => &[Scheme::AccessTokenBearer],
            Self::PushGateway => &[],
        }
    }
}

impl fmt::Display for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}

/// A way to authenticate that the description names.
///
/// The identity API calls its own schemes `accessToken…` too; [`Operation::api`] tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Scheme {
    /// An access token in the `Authorization` header.
    AccessTokenBearer,
    /// An access token in the query.
    AccessTokenQuery,
    /// An application service's `as_token` in the `Authorization` header.
    AppserviceAccessTokenBearer,
    /// An application service's `as_token` in the query.
    AppserviceAccessTokenQuery,
    /// The `hs_token` that a homeserver shows to an application service.
    HomeserverAccessToken,
    /// A request signed with a homeserver's key.
    SignedRequest,
}

impl Scheme {
    /// The name in the description, such as `accessTokenBearer`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AccessTokenBearer => "accessTokenBearer",
            Self::AccessTokenQuery => "accessTokenQuery",
            Self::AppserviceAccessTokenBearer => "appserviceAccessTokenBearer",
            Self::AppserviceAccessTokenQuery => "appserviceAccessTokenQuery",
            Self::HomeserverAccessToken => "homeserverAccessToken",
            Self::SignedRequest => "signedRequest",
        }
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Whether an operation is authenticated, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Authentication {
    /// No credential is ever sent.
    None,
    /// A credential is sent if there is one that fits.
    Optional(&'static [Scheme]),
    /// A credential that fits one of the schemes must be there.
    Required(&'static [Scheme]),
}

impl Authentication {
    /// The schemes that the operation accepts, none if it takes no credential.
    pub const fn schemes(self) -> &'static [Scheme] {
        match self {
            Self::None => &[],
            Self::Optional(schemes) | Self::Required(schemes) => schemes,
        }
    }
}

/// What is known of an operation before it is called.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Operation {
    /// The API it belongs to.
    pub api: Api,
    /// Its operationId, unique within the API.
    pub id: &'static str,
    /// The method of the request.
    pub method: http::Method,
    /// The whole path, with `{name}` where an argument stands.
    pub path: &'static str,
    /// The name of the method of this crate.
    pub method_name: &'static str,
    /// The credential that it takes.
    pub authentication: Authentication,
    /// Whether the server may limit how often it is called.
    pub rate_limited: bool,
    /// The release of the specification that added it, if that is recorded.
    pub added: Option<&'static str>,
    /// Whether its use is discouraged.
    pub deprecated: bool,
    /// Whether its response holds events, or other JSON that is kept as text, and no parameter limits how many. Such a
    /// response may be as large as a room or an account is.
    pub open_ended: bool,
}

impl Operation {
    /// An operation of which nothing more is known. The generated table is made of these, so that a later
    /// release can tell more of each.
    #[doc(hidden)]
    pub const fn new(
        api: Api,
        id: &'static str,
        method_name: &'static str,
        method: http::Method,
        path: &'static str,
        authentication: Authentication,
    ) -> Self {
        Self {
            api,
            id,
            method,
            path,
            method_name,
            authentication,
            rate_limited: false,
            added: None,
            deprecated: false,
            open_ended: false,
        }
    }

    /// The same operation, which the server may limit.
    #[doc(hidden)]
    pub const fn rate_limited(mut self) -> Self {
        self.rate_limited = true;
        self
    }

    /// The same operation, with the release that added it.
    #[doc(hidden)]
    pub const fn added_in(mut self, release: &'static str) -> Self {
        self.added = Some(release);
        self
    }

    /// The same operation, whose use is discouraged.
    #[doc(hidden)]
    pub const fn deprecated(mut self) -> Self {
        self.deprecated = true;
        self
    }

    /// The same operation, whose response may be of any length.
    #[doc(hidden)]
    pub const fn open_ended(mut self) -> Self {
        self.open_ended = true;
        self
    }

    /// Whether a request may be sent again when it is not known what became of it: one that changes nothing, or
    /// whose transaction id tells the server that it is the same.
    pub fn is_retryable(&self) -> bool {
        match self.method {
            http::Method::GET | http::Method::HEAD => true,
            http::Method::PUT => self.path.contains("{txnId}"),
            _ => false,
        }
    }
}
