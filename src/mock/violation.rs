//! What in a request breaks the description.

use std::fmt;

use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use http::{Method, StatusCode};
use matrix_openapi_core::error::ErrorCode;
use matrix_openapi_core::operation::{Authentication, Operation, Scheme};

use crate::mock::exchange::Exchange;
use crate::mock::operation::MockOperation;
use crate::server::{CREDENTIAL_PARAMETERS, ErrorResponse, ExpectedBody};

/// How much of a path that is not one of the description is printed, in characters.
const MOST_CHARACTERS: usize = 200;

/// Something in a request that breaks the description, for which a real server may refuse it.
///
/// `Display` names the operation, the place, and what the description says of it; never a value of the request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The operationId; `None` if the request is of no operation.
    pub operation: Option<&'static str>,
    /// The kind.
    pub kind: ViolationKind,
    /// The place, and what the description says of it.
    pub message: String,
}

/// The kinds of [`Violation`]s.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ViolationKind {
    /// No operation has the path.
    UnknownPath,
    /// No operation with the path has the method.
    OtherMethod,
    /// The operation has no such parameter in the query.
    UnknownQueryParameter,
    /// A required parameter is missing.
    MissingParameter,
    /// A parameter has a value of the wrong type, or occurs twice.
    InvalidParameter,
    /// The body is not JSON, lacks a required field, or has one of the wrong type.
    InvalidBody,
    /// The operation has no body.
    UnexpectedBody,
    /// A header occurs twice that may occur once.
    RepeatedHeader,
    /// The operation needs a credential that is not there.
    MissingCredential,
    /// The operation takes no credential, or not one in the query.
    UnexpectedCredential,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.operation {
            Some(operation) => write!(f, "{operation}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

/// Finds what is wrong with a request, apart from its parts that do not fit their types.
pub(super) fn find(exchange: &Exchange) -> Vec<Violation> {
    let Some(target) = &exchange.target else { return Vec::new() };
    let mut found = Findings { operation: target.mock.operation, violations: Vec::new() };
    found.query(exchange, target.mock);
    found.credential(exchange);
    found.body(exchange, target.mock.body);
    found.violations
}

/// Returns the violation of a request that is of no operation.
pub(super) fn unrecognized(exchange: &Exchange, refusal: &ErrorResponse) -> Violation {
    let (method, path) = (&exchange.method, exchange.uri.path());
    let path: String = path.chars().take(MOST_CHARACTERS).collect();
    let (kind, message) = match refusal.status {
        StatusCode::METHOD_NOT_ALLOWED => {
            (ViolationKind::OtherMethod, format!("{method} {path:?}: the path has other methods only"))
        }
        StatusCode::BAD_REQUEST => (ViolationKind::InvalidParameter, refusal.message.clone()),
        _ => (ViolationKind::UnknownPath, format!("{method} {path:?}: no operation has this path")),
    };
    Violation { operation: None, kind, message }
}

/// Returns the violation of a request with a part that does not fit its type.
pub(super) fn misfit(operation: &'static Operation, refusal: &ErrorResponse) -> Violation {
    let kind = match refusal.errcode {
        Some(ErrorCode::MissingParam) => ViolationKind::MissingParameter,
        Some(ErrorCode::InvalidParam) => ViolationKind::InvalidParameter,
        _ => ViolationKind::InvalidBody,
    };
    Violation { operation: Some(operation.id), kind, message: refusal.message.clone() }
}

struct Findings {
    operation: &'static Operation,
    violations: Vec<Violation>,
}

impl Findings {
    fn add(&mut self, kind: ViolationKind, message: String) {
        self.violations.push(Violation { operation: Some(self.operation.id), kind, message });
    }

    fn query(&mut self, exchange: &Exchange, mock: &MockOperation) {
        if mock.open_query {
            return;
        }
        let known = self.operation.query;
        let takes_token = !self.operation.authentication.schemes().is_empty();
        for (name, _) in &exchange.query {
            // Tokens in the query have a violation of their own.
            let is_credential = CREDENTIAL_PARAMETERS.contains(&name.as_str());
            if known.contains(&name.as_str()) || (is_credential && (takes_token || name == "access_token")) {
                continue;
            }
            let all = match known {
                [] => "none".to_owned(),
                known => format!("only `{}`", known.join("`, `")),
            };
            let name: String = name.chars().take(MOST_CHARACTERS).collect();
            self.add(
                ViolationKind::UnknownQueryParameter,
                format!("the query has {name:?}, the description {all}"),
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
            let message = "the header `Authorization` is there, the description has no credential";
            self.add(ViolationKind::UnexpectedCredential, message.to_owned());
        }
        if in_query && !takes_query {
            let message = "the query has `access_token`, the description has no credential there";
            self.add(ViolationKind::UnexpectedCredential, message.to_owned());
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
                format!("no credential is there, the description has `{}`", names.join("` or `")),
            );
        }
    }

    fn body(&mut self, exchange: &Exchange, expected: ExpectedBody) {
        // Where it is a parameter, reading the request finds that.
        let is_parameter = self.operation.headers.iter().any(|name| CONTENT_TYPE == *name);
        if !is_parameter && exchange.headers.get_all(CONTENT_TYPE).iter().count() > 1 {
            self.add(ViolationKind::RepeatedHeader, "the header `Content-Type` occurs twice".to_owned());
        }
        let body = exchange.body.trim_ascii();
        // Many clients send an empty object with each POST, and no server minds.
        let is_nothing = body.is_empty() || (exchange.method != Method::GET && body == b"{}");
        if expected == ExpectedBody::None && !is_nothing {
            let message = format!("{} has a body, the description has none", exchange.method);
            self.add(ViolationKind::UnexpectedBody, message);
        }
    }
}

/// Whether a scheme allows a token in the query.
fn is_in_query(scheme: &Scheme) -> bool {
    use Scheme::{AccessTokenQuery, AppserviceAccessTokenQuery, HomeserverAccessToken};
    matches!(scheme, AccessTokenQuery | AppserviceAccessTokenQuery | HomeserverAccessToken)
}
