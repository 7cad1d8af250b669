//! The error responses of a server.

use std::fmt;
use std::time::Duration;

use http::header::{ALLOW, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use http::{Method, StatusCode};
use matrix_openapi_core::error::{ApiError, ErrorCode};
use serde_json::{Map, Value, json};

/// An error response, as a server sends it.
///
/// Constructors create the error responses that the specification has for all operations; handlers return them. See the
/// [standard error response](https://spec.matrix.org/v1.19/client-server-api/#standard-error-response).
///
/// ```
/// use matrix_openapi::error::ErrorCode;
/// use matrix_openapi::server::ErrorResponse;
/// use matrix_openapi::server::http::StatusCode;
///
/// let taken = ErrorResponse::new(StatusCode::BAD_REQUEST, ErrorCode::RoomInUse, "the alias is taken");
/// assert_eq!(taken.status, StatusCode::BAD_REQUEST);
/// ```
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ErrorResponse {
    /// The status.
    pub status: StatusCode,
    /// The error code; `None` for challenges of user-interactive authentication.
    pub errcode: Option<ErrorCode>,
    /// The message for people. It must not contain secrets.
    pub message: String,
    /// The other fields of the body.
    pub fields: Map<String, Value>,
    /// A list, since a map of headers would make each `Result` large.
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl ErrorResponse {
    /// Creates an error response.
    pub fn new(status: StatusCode, errcode: impl Into<ErrorCode>, message: impl Into<String>) -> Self {
        let (errcode, fields) = (Some(errcode.into()), Map::new());
        Self { status, errcode, message: message.into(), fields, headers: Vec::new() }
    }

    /// Creates a 403 `M_FORBIDDEN`: the sender is not allowed to do this.
    pub fn forbidden(message: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, ErrorCode::Forbidden, message)
    }

    /// Creates a 404 `M_NOT_FOUND`: the resource does not exist.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, ErrorCode::NotFound, message)
    }

    /// Creates a 404 `M_UNRECOGNIZED`: the server does not have the operation.
    pub fn unrecognized() -> Self {
        Self::new(StatusCode::NOT_FOUND, ErrorCode::Unrecognized, "the server does not have this endpoint")
    }

    /// Creates a 405 `M_UNRECOGNIZED`: the path has no operation with this method.
    pub(super) fn other_method(allowed: &[Method]) -> Self {
        let message = "the endpoint does not have this method";
        let error = Self::new(StatusCode::METHOD_NOT_ALLOWED, ErrorCode::Unrecognized, message);
        let allowed: Vec<_> = allowed.iter().map(Method::as_str).collect();
        // Names of methods are valid in headers.
        match HeaderValue::from_str(&allowed.join(", ")) {
            Ok(allowed) => error.header(ALLOW, allowed),
            Err(_) => error,
        }
    }

    /// Creates a 401 `M_MISSING_TOKEN`: the operation needs an access token.
    pub fn missing_token() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, ErrorCode::MissingToken, "the access token is missing")
    }

    /// Creates a 401 `M_UNKNOWN_TOKEN`: the access token is not valid, or no longer valid. The client ends its session, unless it can
    /// refresh the token or the response is a [soft logout](Self::soft_logout).
    pub fn unknown_token() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, ErrorCode::UnknownToken, "the access token is not valid")
    }

    /// Marks the response as a [soft logout](https://spec.matrix.org/v1.19/client-server-api/#soft-logout): a login can bring the
    /// same device back.
    #[must_use]
    pub fn soft_logout(self) -> Self {
        self.field("soft_logout", true)
    }

    /// Creates a 401 `M_UNAUTHORIZED`: the request is not signed, or its signature is not valid.
    pub fn unauthorized(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, ErrorCode::Unauthorized, message)
    }

    /// Creates a 400 `M_MISSING_PARAM`: a parameter is missing.
    pub fn missing_param(name: &str) -> Self {
        let message = format!("the parameter `{name}` is missing");
        Self::new(StatusCode::BAD_REQUEST, ErrorCode::MissingParam, message)
    }

    /// Creates a 400 `M_INVALID_PARAM`: a parameter is not valid, for a reason such as `is negative`.
    pub fn invalid_param(name: &str, reason: impl fmt::Display) -> Self {
        let message = format!("the parameter `{name}` {reason}");
        Self::new(StatusCode::BAD_REQUEST, ErrorCode::InvalidParam, message)
    }

    /// Creates a 400 `M_NOT_JSON`: the body is not JSON.
    pub fn not_json(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, ErrorCode::NotJson, message)
    }

    /// Creates a 400 `M_BAD_JSON`: the body is JSON that does not fit the operation.
    pub fn bad_json(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, ErrorCode::BadJson, message)
    }

    /// Creates a 413 `M_TOO_LARGE`: the body is longer than the server accepts.
    pub fn too_large() -> Self {
        let message = "the body of the request is too large";
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, ErrorCode::TooLarge, message)
    }

    /// Creates a 429 `M_LIMIT_EXCEEDED`: the client sends too many requests, and must wait this long.
    pub fn limited(wait: Duration) -> Self {
        let message = "too many requests";
        let error = Self::new(StatusCode::TOO_MANY_REQUESTS, ErrorCode::LimitExceeded, message);
        error.retry_after(wait)
    }

    /// Creates a 401 with a challenge of
    /// [user-interactive authentication](https://spec.matrix.org/v1.19/client-server-api/#user-interactive-authentication-api):
    /// the client must complete the stages of one of the flows, in the session.
    pub fn user_interactive<F, S>(flows: F, session: impl Into<String>) -> Self
    where
        F: IntoIterator<Item = S>,
        S: IntoIterator<Item: Into<String>>,
    {
        let flow = |stages: S| -> Value {
            let stages: Vec<String> = stages.into_iter().map(Into::into).collect();
            json!({ "stages": stages })
        };
        let flows: Vec<Value> = flows.into_iter().map(flow).collect();
        let error =
            Self { errcode: None, ..Self::new(StatusCode::UNAUTHORIZED, ErrorCode::Unauthorized, "") };
        error.field("flows", flows).field("params", json!({})).field("session", session.into())
    }

    /// Creates a 500 `M_UNKNOWN`: the server has failed. The client receives the message, so it must not contain internal details.
    pub fn internal(message: impl Into<String>) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, ErrorCode::Unspecified, message)
    }

    /// Asks the client to wait this long before another request, in the body and in a `Retry-After` header.
    #[must_use]
    pub fn retry_after(self, wait: Duration) -> Self {
        let millis = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
        // The header has whole seconds. Rounded up, so the client does not retry too early.
        let seconds = HeaderValue::from(millis.div_ceil(1000));
        self.header(RETRY_AFTER, seconds).field("retry_after_ms", millis)
    }

    /// Sets a header, replacing an earlier value.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.retain(|(other, _)| *other != name);
        self.headers.push((name, value));
        self
    }

    /// Sets another field of the body. `errcode` and `error` come from the fields of this type instead.
    #[must_use]
    pub fn field(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.fields.insert(name.into(), value.into());
        self
    }

    /// Returns the status, the headers, and the body as a JSON object.
    pub(super) fn into_body(self) -> (StatusCode, HeaderMap, Value) {
        let mut body = self.fields;
        if let Some(errcode) = self.errcode {
            body.insert("errcode".to_owned(), errcode.as_str().into());
            body.insert("error".to_owned(), self.message.into());
        }
        (self.status, self.headers.into_iter().collect(), Value::Object(body))
    }
}

/// Forwards the error response of another server.
impl From<ApiError> for ErrorResponse {
    fn from(error: ApiError) -> Self {
        let ApiError { status, errcode, message, retry_after, soft_logout, uia, fields, .. } = error;
        let errcode = if uia.is_some() { errcode } else { errcode.or(Some(ErrorCode::Unspecified)) };
        let message = message.unwrap_or_default();
        let mut response = Self { status, errcode, message, fields, headers: Vec::new() };
        if soft_logout {
            response = response.soft_logout();
        }
        if let Some(wait) = retry_after {
            response = response.retry_after(wait);
        }
        if let Some(challenge) = uia {
            let flows = challenge.flows.into_iter().map(|flow| json!({ "stages": flow.stages }));
            let flows: Vec<Value> = flows.collect();
            response = response.field("flows", flows).field("params", challenge.params);
            response = response.field("completed", challenge.completed);
            response.fields.extend(challenge.session.map(|session| ("session".to_owned(), session.into())));
        }
        response
    }
}

impl fmt::Display for ErrorResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "status {}", self.status.as_u16())?;
        match &self.errcode {
            Some(code) => write!(f, ", {}: {}", code.as_str(), self.message),
            None => f.write_str(", further authentication needed"),
        }
    }
}

impl fmt::Debug for ErrorResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without the values of the other fields, which may be secret, such as a session of user-interactive authentication.
        f.debug_struct("ErrorResponse")
            .field("status", &self.status)
            .field("errcode", &self.errcode)
            .field("message", &self.message)
            .field("fields", &self.fields.keys().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

impl std::error::Error for ErrorResponse {}
