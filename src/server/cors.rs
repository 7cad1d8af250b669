//! The headers that let web clients of other origins use a server (CORS).
//!
//! See the [specification](https://spec.matrix.org/v1.19/client-server-api/#web-browser-clients).

use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN, HeaderMap,
    HeaderName, HeaderValue,
};
use http::{Response, StatusCode};
use matrix_openapi_core::operation::Api;

use crate::server::body::ResponseBody;

/// The headers that the specification recommends.
static HEADERS: [(HeaderName, HeaderValue); 3] = [
    (ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    (ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST, PUT, DELETE, OPTIONS")),
    (ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("X-Requested-With, Content-Type, Authorization")),
];

/// Whether web clients use an API.
pub(super) fn is_for(api: Api) -> bool {
    matches!(api, Api::ClientServer | Api::Identity)
}

/// Adds the headers, except those that a handler has set.
pub(super) fn allow(headers: &mut HeaderMap) {
    for (name, value) in &HEADERS {
        headers.entry(name).or_insert_with(|| value.clone());
    }
}

/// Returns the response to a preflight request, which asks for the headers only. No handler runs.
pub(super) fn preflight() -> Response<ResponseBody> {
    let mut response = Response::new(ResponseBody::default());
    *response.status_mut() = StatusCode::NO_CONTENT;
    allow(response.headers_mut());
    response
}
