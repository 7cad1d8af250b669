//! The credential in a request.

use http::HeaderMap;
use http::header::AUTHORIZATION;
use http::request::Parts;
use matrix_openapi_core::operation::Operation;
use matrix_openapi_core::secret::Secret;

use crate::server::error_response::ErrorResponse;

/// The query parameters that are part of a credential: the token, and the assertions of application services.
pub(crate) const CREDENTIAL_PARAMETERS: [&str; 4] =
    ["access_token", "device_id", "org.matrix.msc3202.device_id", "user_id"];

/// A request whose credential is checked.
pub(super) struct Presented<'a> {
    pub(super) operation: &'static Operation,
    pub(super) head: &'a Parts,
    /// The decoded parameters of the query.
    pub(super) query: &'a [(String, String)],
}

impl Presented<'_> {
    /// Returns the token in the header or in the query. A request must not have both.
    pub(super) fn token(&self) -> Result<Option<Secret>, ErrorResponse> {
        match (self.bearer()?, self.query_token()?) {
            (Some(_), Some(_)) => Err(ErrorResponse::invalid_param(
                "access_token",
                "is sent together with an `Authorization` header",
            )),
            (header, query) => Ok(header.or(query)),
        }
    }

    /// Returns the token in the `Authorization` header; `None` for another scheme.
    pub(super) fn bearer(&self) -> Result<Option<Secret>, ErrorResponse> {
        let mut tokens = authorizations(&self.head.headers).filter_map(bearer_token);
        match (tokens.next(), tokens.next()) {
            (_, Some(_)) => Err(ErrorResponse::invalid_param("Authorization", "occurs more than once")),
            (token, None) => Ok(token.map(Secret::from)),
        }
    }

    pub(super) fn query_token(&self) -> Result<Option<Secret>, ErrorResponse> {
        Ok(self.query_value("access_token")?.map(Secret::from))
    }

    /// Returns the user or device that an application service asserts, unless the operation itself has a parameter of this name.
    pub(super) fn assertion(&self, name: &'static str) -> Result<Option<String>, ErrorResponse> {
        match self.operation.query.contains(&name) {
            true => Ok(None),
            false => Ok(self.query_value(name)?.map(str::to_owned)),
        }
    }

    fn query_value(&self, name: &'static str) -> Result<Option<&str>, ErrorResponse> {
        let mut values =
            self.query.iter().filter(|(other, _)| other == name).map(|(_, value)| value.as_str());
        match (values.next(), values.next()) {
            (_, Some(_)) => Err(ErrorResponse::invalid_param(name, "occurs more than once")),
            (value, None) => Ok(value.filter(|value| !value.is_empty())),
        }
    }
}

/// Returns the values of all `Authorization` headers, except those that are not UTF-8.
pub(crate) fn authorizations(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    headers.get_all(AUTHORIZATION).iter().filter_map(|value| std::str::from_utf8(value.as_bytes()).ok())
}

/// Returns the token of a bearer authorization. The scheme is case-insensitive.
pub(crate) fn bearer_token(header: &str) -> Option<&str> {
    let (scheme, token) = header.trim().split_once(' ')?;
    let token = token.trim_start();
    (scheme.eq_ignore_ascii_case("Bearer") && !token.is_empty()).then_some(token)
}
