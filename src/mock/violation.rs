//! Finds the parts of a request that violate the description.

use std::fmt;

use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use http::{Method, StatusCode};
use matrix_openapi_core::error::ErrorCode;
use matrix_openapi_core::operation::{Authentication, Operation, Scheme};
#[cfg(feature = "server-server")]
use matrix_openapi_core::signing::XMatrix;

use crate::mock::exchange::Exchange;
use crate::mock::operation::MockOperation;
use crate::mock::values;
use crate::mock::violation_kind::ViolationKind;
use crate::server::{CREDENTIAL_PARAMETERS, ErrorResponse, ExpectedBody, authorizations, bearer_token};

/// The limit of a printed unknown path, in characters.
const MOST_CHARACTERS: usize = 200;

/// A part of a request that violates the description, so a real server may refuse the request.
///
/// `Display` names the operation with its method in clients, the location, and the rule of the description. It never contains a value
/// of the request, apart from the names of parameters and fields. The [module](crate::mock#violations) lists what is a violation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The operationId; `None` if the request matches no operation.
    pub operation: Option<&'static str>,
    /// The name of the operation's method in clients; `None` if the request matches no operation.
    pub method_name: Option<&'static str>,
    /// The kind.
    pub kind: ViolationKind,
    /// The location, and the rule of the description.
    pub message: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.operation, self.method_name) {
            (Some(operation), Some(method)) => write!(f, "{operation} (`{method}`): {}", self.message),
            _ => f.write_str(&self.message),
        }
    }
}

/// Finds the violations of a request of an operation. `refusal` is the error of reading it as its type, `is_of_user` recognizes the
/// access tokens of users, and signed requests must be for `server_name`.
pub(super) fn find(
    exchange: &Exchange,
    refusal: Option<&ErrorResponse>,
    is_of_user: impl Fn(&str) -> bool,
    server_name: &str,
) -> Vec<Violation> {
    let Some(matched) = &exchange.matched else { return Vec::new() };
    let mut found = Findings { operation: matched.mock.operation, violations: Vec::new() };
    found.query(exchange, matched.mock);
    found.credential(exchange);
    found.kind_of_token(exchange, is_of_user);
    #[cfg(feature = "server-server")]
    found.signature(exchange, server_name);
    #[cfg(not(feature = "server-server"))]
    let _ = server_name;
    found.body(exchange, matched.mock.body);
    let refusal = refusal.map(|refusal| (kind_of(refusal), refusal.message.clone()));
    let defects = values::find(exchange, matched);
    if let Some((kind, message)) = &refusal {
        found.add(*kind, message.clone());
    }
    for defect in defects {
        if !refusal.as_ref().is_some_and(|(_, message)| defect.is_in(message)) {
            found.add(defect.kind, defect.message);
        }
    }
    found.violations
}

/// Returns the violation of a request that matches no operation.
pub(super) fn unrecognized(exchange: &Exchange, refusal: &ErrorResponse) -> Violation {
    let (method, path) = (&exchange.method, exchange.uri.path());
    let path: String = path.chars().take(MOST_CHARACTERS).collect();
    let (kind, message) = match refusal.status {
        StatusCode::METHOD_NOT_ALLOWED => {
            (ViolationKind::OtherMethod, format!("{method} {path:?}: the path has only other methods"))
        }
        StatusCode::BAD_REQUEST => (ViolationKind::InvalidParameter, refusal.message.clone()),
        _ => (ViolationKind::UnknownPath, format!("{method} {path:?}: no operation has this path")),
    };
    Violation { operation: None, method_name: None, kind, message }
}

/// Returns the kind of violation for which a request is refused.
fn kind_of(refusal: &ErrorResponse) -> ViolationKind {
    match refusal.errcode {
        Some(ErrorCode::MissingParam) => ViolationKind::MissingParameter,
        Some(ErrorCode::InvalidParam) => ViolationKind::InvalidParameter,
        _ => ViolationKind::InvalidBody,
    }
}

struct Findings {
    operation: &'static Operation,
    violations: Vec<Violation>,
}

impl Findings {
    fn add(&mut self, kind: ViolationKind, message: String) {
        let (operation, method_name) = (Some(self.operation.id), Some(self.operation.method_name));
        self.violations.push(Violation { operation, method_name, kind, message });
    }

    fn query(&mut self, exchange: &Exchange, mock: &MockOperation) {
        if mock.open_query {
            return;
        }
        let known = self.operation.query;
        let takes_token = !self.operation.authentication.schemes().is_empty();
        for (name, _) in &exchange.query {
            // Tokens in the query are a separate violation.
            let is_credential = CREDENTIAL_PARAMETERS.contains(&name.as_str());
            if known.contains(&name.as_str()) || (is_credential && (takes_token || name == "access_token")) {
                continue;
            }
            let all = match known {
                [] => "none".to_owned(),
                known => format!("only `{}`", known.join("`, `")),
            };
            let name: String = name.chars().take(MOST_CHARACTERS).collect();
            let name = name.escape_debug();
            self.add(
                ViolationKind::UnknownQueryParameter,
                format!("unknown query parameter `{name}`; the description has {all}"),
            );
        }
    }

    fn credential(&mut self, exchange: &Exchange) {
        let authentication = self.operation.authentication;
        let schemes = authentication.schemes();
        let is_signed = schemes.contains(&Scheme::SignedRequest);
        let headers = exchange.headers.get_all(AUTHORIZATION).iter().count();
        let is_parameter = self.operation.query.contains(&"access_token");
        let in_query = !is_parameter && exchange.query.iter().any(|(name, _)| name == "access_token");
        let takes_query = schemes.iter().any(is_in_query);
        if headers > 1 && !is_signed {
            self.add(ViolationKind::RepeatedHeader, "the header `Authorization` occurs twice".to_owned());
        }
        if headers > 0 && schemes.is_empty() {
            let message = "the header `Authorization` is present, but the description has no credential";
            self.add(ViolationKind::UnexpectedCredential, message.to_owned());
        }
        if in_query && !takes_query {
            let message = "the query has `access_token`, but the description has no credential there";
            self.add(ViolationKind::UnexpectedCredential, message.to_owned());
        }
        if headers > 0 && in_query && takes_query {
            self.both_places(exchange);
        }
        let scheme: &[u8] = if is_signed { b"X-Matrix " } else { b"Bearer " };
        let has_scheme = |value: &HeaderValue| {
            let start = value.as_bytes().get(..scheme.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        };
        let is_there =
            exchange.headers.get_all(AUTHORIZATION).iter().any(has_scheme) || (in_query && takes_query);
        if matches!(authentication, Authentication::Required(_)) && !is_there {
            let names: Vec<_> = schemes.iter().map(|scheme| scheme.name()).collect();
            self.add(
                ViolationKind::MissingCredential,
                format!("the credential is missing; the description has `{}`", names.join("` or `")),
            );
        }
    }

    /// Checks that a request has a token in one location only. Homeservers may send the same token in both.
    fn both_places(&mut self, exchange: &Exchange) {
        let may_be_equal = self.operation.authentication.schemes().contains(&Scheme::HomeserverAccessToken);
        let header = bearer_tokens(exchange).next();
        if !may_be_equal {
            let message = "the request has both `access_token` in the query and the header `Authorization`";
            self.add(ViolationKind::UnexpectedCredential, message.to_owned());
        } else if header != exchange.query_parameter("access_token") {
            let message = "`access_token` in the query differs from the token in the header `Authorization`";
            self.add(ViolationKind::UnexpectedCredential, message.to_owned());
        }
    }

    /// Checks for a token of a user where the description accepts only application services or homeservers.
    fn kind_of_token(&mut self, exchange: &Exchange, is_of_user: impl Fn(&str) -> bool) {
        let schemes = self.operation.authentication.schemes();
        let takes_users =
            |scheme: &Scheme| matches!(scheme, Scheme::AccessTokenBearer | Scheme::AccessTokenQuery);
        let is_token = |scheme: &Scheme| *scheme != Scheme::SignedRequest;
        if !schemes.iter().any(is_token) || schemes.iter().any(takes_users) {
            return;
        }
        let query = exchange.query_parameter("access_token").filter(|_| schemes.iter().any(is_in_query));
        if bearer_tokens(exchange).chain(query).any(is_of_user) {
            let names: Vec<_> = schemes.iter().map(|scheme| scheme.name()).collect();
            let message =
                format!("the token belongs to a user, but the description has `{}`", names.join("` or `"));
            self.add(ViolationKind::UnexpectedCredential, message);
        }
    }

    /// Checks the form of signatures, and the server that they are for. Signatures are not verified.
    #[cfg(feature = "server-server")]
    fn signature(&mut self, exchange: &Exchange, server_name: &str) {
        if !self.operation.authentication.schemes().contains(&Scheme::SignedRequest) {
            return;
        }
        let signatures: Vec<_> = authorizations(&exchange.headers).filter(|text| is_x_matrix(text)).collect();
        let claims: Vec<_> = signatures.iter().filter_map(|text| XMatrix::parse(text).ok()).collect();
        if claims.len() < signatures.len() {
            let message = "the header `Authorization` is not a valid `X-Matrix` header";
            self.add(ViolationKind::InvalidCredential, message.to_owned());
        }
        let is_foreign = |claim: &XMatrix| claim.destination().is_some_and(|name| *name != *server_name);
        if claims.iter().any(is_foreign) {
            let message = format!("the `destination` of the signature is not this server, `{server_name}`");
            self.add(ViolationKind::InvalidCredential, message);
        }
    }

    fn body(&mut self, exchange: &Exchange, expected: ExpectedBody) {
        // If the header is a parameter, reading the request finds the duplicate.
        let is_parameter = self.operation.headers.iter().any(|name| CONTENT_TYPE == *name);
        if !is_parameter && exchange.headers.get_all(CONTENT_TYPE).iter().count() > 1 {
            self.add(ViolationKind::RepeatedHeader, "the header `Content-Type` occurs twice".to_owned());
        }
        let body = exchange.body.trim_ascii();
        // Many clients send an empty object with each POST, and servers accept it.
        let is_nothing = body.is_empty() || (exchange.method != Method::GET && body == b"{}");
        if expected == ExpectedBody::None && !is_nothing {
            let message = format!("{} has a body, but the description has none", exchange.method);
            self.add(ViolationKind::UnexpectedBody, message);
        }
    }
}

/// Whether a scheme allows a token in the query.
fn is_in_query(scheme: &Scheme) -> bool {
    use Scheme::{AccessTokenQuery, AppserviceAccessTokenQuery, HomeserverAccessToken};
    matches!(scheme, AccessTokenQuery | AppserviceAccessTokenQuery | HomeserverAccessToken)
}

#[cfg(feature = "server-server")]
fn is_x_matrix(text: &str) -> bool {
    text.trim().split_once(' ').is_some_and(|(scheme, _)| scheme.eq_ignore_ascii_case("X-Matrix"))
}

fn bearer_tokens(exchange: &Exchange) -> impl Iterator<Item = &str> {
    authorizations(&exchange.headers).filter_map(bearer_token)
}
