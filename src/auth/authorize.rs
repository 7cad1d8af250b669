//! Selects the credential that a request gets, and puts it into the request.

use http::header::{AUTHORIZATION, HeaderValue};
#[cfg(feature = "server-server")]
use matrix_openapi_core::__private::RequestSigner;
use matrix_openapi_core::__private::append;
use matrix_openapi_core::operation::{Api, Authentication, Operation, Scheme};
#[cfg(feature = "server-server")]
use matrix_openapi_core::signing::XMatrixError;
use reqwest::Request;

use crate::auth::bearer_token::{BearerToken, TokenForm};
use crate::auth::credential_kind::CredentialKind;
use crate::auth::credentials::{CredentialSecret, Credentials};
use crate::client::options::{Assertion, AuthOverride, CallOptions};
use crate::error::Error;

/// The authorization of one request.
pub(crate) enum Authorization<'a> {
    /// A token, and the identity that an application service asserts with it.
    Token(&'a BearerToken, TokenLocation, Option<&'a Assertion>),
    #[cfg(feature = "server-server")]
    Signature(&'a RequestSigner),
}

/// The part of a request that carries the token.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenLocation {
    Header,
    Query,
}

/// The origin of a request's URL.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Hop {
    /// The call made the URL.
    First,
    /// The server redirected to the URL.
    Redirected,
}

/// Selects the authorization of a call, by the operation's entry in the table and the call's options.
///
/// # Errors
/// If the call needs a credential that is missing, or asserts an identity that cannot be asserted.
pub(crate) fn select<'a>(
    operation: &'static Operation,
    options: &CallOptions,
    credentials: Option<&'a Credentials>,
) -> Result<Option<Authorization<'a>>, Error> {
    let accepts = match (options.auth, operation.authentication) {
        (Some(AuthOverride::Never), _) => &[],
        (Some(AuthOverride::Always), Authentication::None) => operation.schemes_if_authenticated(),
        (_, authentication) => authentication.schemes(),
    };
    let authorization = credentials.and_then(|credentials| {
        accepts.iter().find_map(|scheme| match_scheme(credentials, operation.api, *scheme, accepts))
    });
    if authorization.is_none() && requires_credential(operation, options) {
        return Err(Error::Credentials {
            operation: operation.id,
            accepts,
            held: credentials.map(Credentials::kind),
        });
    }
    if let Some(name) = options.assertion.first_name()
        && !matches!(authorization, Some(Authorization::Token(_, _, Some(_))))
    {
        let reason = "cannot be asserted with this operation and this credential";
        return Err(Error::argument(operation.id, name, reason));
    }
    check_appservice(operation, options, credentials.filter(|_| authorization.is_some()))?;
    Ok(authorization)
}

/// The operations that send an event, whose time an application service may set.
const WITH_TIMESTAMP: [&str; 2] = ["sendMessage", "setRoomStateWithKey"];

/// Whether a call fails without a credential.
pub(crate) fn requires_credential(operation: &Operation, options: &CallOptions) -> bool {
    match options.auth {
        Some(auth) => auth == AuthOverride::Always,
        None => matches!(operation.authentication, Authentication::Required(_)),
    }
}

/// Adds the call's credential, if any, and the asserted identity to the request.
///
/// # Errors
/// As [`select`], and if the credential does not fit into the request.
pub(crate) fn authorize(
    operation: &'static Operation,
    options: &CallOptions,
    credentials: Option<&Credentials>,
    hop: Hop,
    request: &mut Request,
) -> Result<(), Error> {
    let mut own = None;
    let authorization = select(operation, options, credentials)?;
    if authorization.is_some() && request.headers().contains_key(AUTHORIZATION) {
        let reason = "is a header of the program, but the request carries the credential of the client; leave out one of them";
        return Err(Error::argument(operation.id, "authorization", reason));
    }
    match authorization {
        Some(Authorization::Token(bearer, TokenLocation::Query, assertion)) => {
            token_header(operation, bearer)?;
            let reason =
                "is also the name of the query parameter that carries the token; rename the argument";
            add_to_query(
                operation,
                hop,
                request,
                ("access_token", bearer.token().unwrap_or_default()),
                reason,
            )?;
            own = assertion;
        }
        Some(Authorization::Token(bearer, TokenLocation::Header, assertion)) => {
            let header = token_header(operation, bearer)?;
            request.headers_mut().insert(AUTHORIZATION, header.clone());
            own = assertion;
        }
        #[cfg(feature = "server-server")]
        Some(Authorization::Signature(signer)) => sign(operation, signer, request)?,
        None => {}
    }
    // A client that acts as a user does so wherever its credentials can.
    let own = own.map(|own| options.acting.as_deref().unwrap_or(own));
    assert_identity(operation, &options.assertion, own, hop, request)?;
    match options.timestamp {
        Some(timestamp) => {
            let reason = "is also the name of the query parameter that sets the time of the event; leave out the argument or CallOptions::timestamp";
            add_to_query(operation, hop, request, ("ts", &timestamp.to_string()), reason)
        }
        None => Ok(()),
    }
}

/// Checks the options that only an application service can set; `credentials` are those that the call sends.
fn check_appservice(
    operation: &'static Operation,
    options: &CallOptions,
    credentials: Option<&Credentials>,
) -> Result<(), Error> {
    let refuse = |name, reason| Err(Error::argument(operation.id, name, reason));
    let is_appservice =
        credentials.is_some_and(|credentials| credentials.kind() == CredentialKind::Appservice);
    if options.acting.is_some() && credentials.is_some() && !is_appservice {
        return refuse("user_id", "cannot be asserted without an application service's credentials");
    }
    if options.timestamp.is_none() {
        return Ok(());
    }
    match (is_appservice, WITH_TIMESTAMP.contains(&operation.id)) {
        (false, _) => refuse("timestamp", "cannot be set without an application service's credentials"),
        (true, false) => refuse("timestamp", "cannot be set, since the operation sends no event"),
        (true, true) => Ok(()),
    }
}

/// Returns the authorization for a scheme of an API, if the credentials are of the right kind.
fn match_scheme<'a>(
    credentials: &'a Credentials,
    api: Api,
    scheme: Scheme,
    accepts: &[Scheme],
) -> Option<Authorization<'a>> {
    use Scheme::*;
    let (bearer, assertion) = match (scheme, &credentials.secret) {
        (AccessTokenBearer | AccessTokenQuery, CredentialSecret::Identity(bearer))
            if api == Api::Identity =>
        {
            (bearer, None)
        }
        (AccessTokenBearer | AccessTokenQuery, CredentialSecret::AccessToken(bearer, ..))
            if api != Api::Identity =>
        {
            (bearer, None)
        }
        // Identity servers do not know application services.
        (AccessTokenBearer | AccessTokenQuery, CredentialSecret::Appservice(bearer, assertion))
            if api != Api::Identity =>
        {
            (bearer, Some(assertion))
        }
        // The application service acts as itself here, so it asserts no user.
        (
            AppserviceAccessTokenBearer | AppserviceAccessTokenQuery,
            CredentialSecret::Appservice(bearer, _),
        ) => (bearer, None),
        (HomeserverAccessToken, CredentialSecret::Homeserver(bearer)) => (bearer, None),
        #[cfg(feature = "server-server")]
        (SignedRequest, CredentialSecret::Federation(signer)) => {
            return Some(Authorization::Signature(signer));
        }
        _ => return None,
    };
    Some(Authorization::Token(bearer, token_location(bearer, accepts), assertion))
}

/// Returns the query only if the program chose it and the operation lists it.
fn token_location(bearer: &BearerToken, accepts: &[Scheme]) -> TokenLocation {
    let listed = accepts
        .iter()
        .any(|scheme| matches!(scheme, Scheme::AccessTokenQuery | Scheme::AppserviceAccessTokenQuery));
    if listed && bearer.form == TokenForm::Query { TokenLocation::Query } else { TokenLocation::Header }
}

/// Adds the user and device that an application service acts as. The call's assertion overrides the credentials'.
fn assert_identity(
    operation: &'static Operation,
    asked: &Assertion,
    own: Option<&Assertion>,
    hop: Hop,
    request: &mut Request,
) -> Result<(), Error> {
    if let Some(error) = asked.invalid_user.or(own.and_then(|own| own.invalid_user)) {
        return Err(Error::argument(operation.id, "user_id", format!("is {error}")));
    }
    let asked_user = asked.user_id.as_ref().map(AsRef::as_ref);
    let own_user = own.and_then(|own| own.user_id.as_ref()).map(AsRef::as_ref);
    // A device belongs to its user, so it is left out when the call acts as another user.
    let same_user = asked_user.is_none() || asked_user == own_user;
    let own_device = own.filter(|_| same_user).and_then(|own| own.device_id.as_deref());
    let values = [("user_id", asked_user, own_user), ("device_id", asked.device_id.as_deref(), own_device)];
    for (name, asked, own) in values {
        let Some(value) = asked.or(own) else { continue };
        let reason = "is also the name of the query parameter that asserts the application service's identity; leave out the argument or the asserted identity";
        add_to_query(operation, hop, request, (name, value), reason)?;
    }
    Ok(())
}

/// Adds a parameter of the credential to the query.
///
/// An argument of the same name is an error, since the server could read it instead and act for the wrong user. A redirect
/// may carry the parameter already.
fn add_to_query(
    operation: &'static Operation,
    hop: Hop,
    request: &mut Request,
    (name, value): (&'static str, &str),
    reason: &'static str,
) -> Result<(), Error> {
    match (request.url().query_pairs().any(|(taken, _)| taken == name), hop) {
        (true, Hop::First) => return Err(Error::argument(operation.id, name, reason)),
        (true, Hop::Redirected) => {}
        (false, _) => append(request.url_mut(), name, value),
    }
    Ok(())
}

/// Signs the request, including its query and body.
#[cfg(feature = "server-server")]
fn sign(operation: &'static Operation, signer: &RequestSigner, request: &mut Request) -> Result<(), Error> {
    let content = match request.body().map(|body| body.as_bytes()) {
        Some(None) => {
            let reason = "is a stream, which cannot be signed; pass the body as bytes";
            return Err(Error::argument(operation.id, "body", reason));
        }
        content => content.flatten(),
    };
    let url = request.url();
    let target = &url[url::Position::BeforePath..url::Position::AfterQuery];
    let header = signer.header(operation.method.as_str(), target, content).map_err(|error| match error {
        XMatrixError::Name(error) => Error::argument(operation.id, "server name", format!("is {error}")),
        _ => Error::argument(operation.id, "body", "is not canonical JSON, so it cannot be signed"),
    })?;
    request.headers_mut().insert(AUTHORIZATION, header);
    Ok(())
}

fn token_header<'a>(
    operation: &'static Operation,
    bearer: &'a BearerToken,
) -> Result<&'a HeaderValue, Error> {
    let reason = "is empty or contains characters that a header cannot carry";
    bearer.header().ok_or_else(|| Error::argument(operation.id, "token", reason))
}
