//! The facts of operations.

use std::fmt;

/// One of the five Matrix APIs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Api {
    /// Requests of clients to their homeserver.
    ClientServer,
    /// Requests between homeservers.
    ServerServer,
    /// Requests of a homeserver to an application service.
    ApplicationService,
    /// Requests of clients and homeservers to an identity server.
    Identity,
    /// Requests of a homeserver to a push gateway.
    PushGateway,
}

impl Api {
    /// All APIs, in the order of the specification.
    pub const ALL: [Self; 5] =
        [Self::ClientServer, Self::ServerServer, Self::ApplicationService, Self::Identity, Self::PushGateway];

    /// Returns the name in files, features and folders, such as `client-server`.
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

impl fmt::Display for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}

/// An authentication scheme of the description.
///
/// The identity API has schemes of the same names as the client-server API; [`Operation::api`] tells them apart.
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
    /// The `hs_token` that a homeserver sends to an application service.
    HomeserverAccessToken,
    /// A request signed with a homeserver's key.
    SignedRequest,
}

impl Scheme {
    /// Returns the name in the description, such as `accessTokenBearer`.
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

/// The authentication of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Authentication {
    /// No credential is ever sent.
    None,
    /// A credential is sent if the client has one for these schemes.
    Optional(&'static [Scheme]),
    /// A credential for one of these schemes is required.
    Required(&'static [Scheme]),
}

impl Authentication {
    /// Returns the accepted schemes; empty if no credential is sent.
    pub const fn schemes(self) -> &'static [Scheme] {
        match self {
            Self::None => &[],
            Self::Optional(schemes) | Self::Required(schemes) => schemes,
        }
    }
}

/// The facts of an operation.
///
/// The table `OPERATIONS` of each API module has the facts of its operations.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Operation {
    /// The API of the operation.
    pub api: Api,
    /// The operationId, unique within the API.
    pub id: &'static str,
    /// The HTTP method.
    pub method: http::Method,
    /// The whole path, with a `{name}` for each argument.
    pub path: &'static str,
    /// The name of the client's method for the operation.
    pub method_name: &'static str,
    /// The authentication.
    pub authentication: Authentication,
    /// Whether servers may rate-limit the operation.
    pub rate_limited: bool,
    /// The release of the specification that added the operation, if recorded.
    pub added: Option<&'static str>,
    /// Whether the operation is deprecated.
    pub deprecated: bool,
    /// Whether the response contains events or other raw JSON without a parameter that limits their number. Such a response may be
    /// as large as a whole room or account.
    pub open_ended: bool,
    /// How the operation is paged; `None` if it is not paged.
    pub paging: Option<Paging>,
    /// The names of the parameters in the query.
    pub query: &'static [&'static str],
    /// The names of the parameters in headers.
    pub headers: &'static [&'static str],
}

/// How an operation is paged.
///
/// The first request has no token. Each further request has the token of the next page, from the previous response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Paging {
    /// The part of the request that takes the token of a page.
    pub token: PageToken,
    /// The JSON pointer to the token of the next page in the response. The last page has none.
    pub next: &'static str,
    /// The JSON pointer to the list of items in the response.
    pub items: &'static str,
}

/// The part of a request that takes the token of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PageToken {
    /// A parameter of the query, by its name.
    Query(&'static str),
    /// A field of the JSON body, by its name.
    Field(&'static str),
}

/// A type that represents one operation, such as `client_server::op::Whoami`.
///
/// The module `op` of each API has such a type for each operation, under the name of the client's method. Pass it to functions that
/// take an operation. This trait is sealed.
///
/// ```
/// use matrix_openapi_core::operation::{Endpoint, Operation};
///
/// fn path<E: Endpoint>(_: E) -> &'static str {
///     E::OPERATION.path
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not represent an operation",
    label = "not an item of a module `op`",
    note = "each API has a module `op` with a type for each operation, such as `client_server::op::Whoami`"
)]
pub trait Endpoint: Copy + fmt::Debug + Send + Sync + SealedEndpoint + 'static {
    /// The facts of the operation.
    const OPERATION: &'static Operation;
}

/// Seals [`Endpoint`], so adding items is not a breaking change.
#[doc(hidden)]
pub trait SealedEndpoint {}

impl Operation {
    /// Creates the required facts of an operation, for the generated tables. Other methods add the optional facts.
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
            paging: None,
            query: &[],
            headers: &[],
        }
    }

    /// Marks the operation as rate-limited.
    #[doc(hidden)]
    pub const fn rate_limited(mut self) -> Self {
        self.rate_limited = true;
        self
    }

    /// Sets the release that added the operation.
    #[doc(hidden)]
    pub const fn added_in(mut self, release: &'static str) -> Self {
        self.added = Some(release);
        self
    }

    /// Marks the operation as deprecated.
    #[doc(hidden)]
    pub const fn deprecated(mut self) -> Self {
        self.deprecated = true;
        self
    }

    /// Marks the response as open-ended.
    #[doc(hidden)]
    pub const fn open_ended(mut self) -> Self {
        self.open_ended = true;
        self
    }

    /// Sets the query parameter that takes the token of a page.
    #[doc(hidden)]
    pub const fn paged_by_query(self, name: &'static str, next: &'static str, items: &'static str) -> Self {
        self.paged(PageToken::Query(name), next, items)
    }

    /// Sets the field of the body that takes the token of a page.
    #[doc(hidden)]
    pub const fn paged_by_field(self, name: &'static str, next: &'static str, items: &'static str) -> Self {
        self.paged(PageToken::Field(name), next, items)
    }

    /// Sets the names of the parameters in the query.
    #[doc(hidden)]
    pub const fn query(mut self, names: &'static [&'static str]) -> Self {
        self.query = names;
        self
    }

    /// Sets the names of the parameters in headers.
    #[doc(hidden)]
    pub const fn headers(mut self, names: &'static [&'static str]) -> Self {
        self.headers = names;
        self
    }

    /// Returns the schemes of an authenticated call whose operation takes no credential.
    #[doc(hidden)]
    pub const fn schemes_if_authenticated(&self) -> &'static [Scheme] {
        match self.api {
            // A custom request has no path here. It is sent as the user that the client acts as.
            Api::ClientServer if self.path.is_empty() => {
                &[Scheme::AccessTokenBearer, Scheme::AppserviceAccessTokenBearer]
            }
            // An application service sends the others as itself, such as `register` and `login`.
            Api::ClientServer => &[Scheme::AppserviceAccessTokenBearer, Scheme::AccessTokenBearer],
            Api::ServerServer => &[Scheme::SignedRequest],
            Api::ApplicationService => &[Scheme::HomeserverAccessToken],
            Api::Identity => &[Scheme::AccessTokenBearer],
            Api::PushGateway => &[],
        }
    }

    /// Whether the request can be retried safely after an unknown outcome: it changes nothing, or has a transaction ID by
    /// which the server recognizes it.
    pub fn is_retryable(&self) -> bool {
        match self.method {
            http::Method::GET | http::Method::HEAD => true,
            http::Method::PUT => self.path.contains("{txnId}"),
            _ => false,
        }
    }

    const fn paged(mut self, token: PageToken, next: &'static str, items: &'static str) -> Self {
        self.paging = Some(Paging { token, next, items });
        self
    }
}
