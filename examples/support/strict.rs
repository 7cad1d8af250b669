//! Checks that real servers and the router leave out, and that find clients with careless headers.

use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::json;

const UPLOAD: &str = "/_matrix/media/v3/upload";

/// Refuses a request with more than one token, a token that is not of `Bearer`, or a body without exactly one content type.
pub async fn check(request: Request, next: Next) -> Response {
    match defect(request.uri(), request.headers()) {
        Some((status, errcode, message)) => {
            let body = json!({ "errcode": errcode, "error": message }).to_string();
            (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
        }
        None => next.run(request).await,
    }
}

fn defect(uri: &Uri, headers: &HeaderMap) -> Option<(StatusCode, &'static str, &'static str)> {
    let tokens: Vec<_> = headers.get_all(header::AUTHORIZATION).iter().collect();
    let in_query =
        uri.query().unwrap_or_default().split('&').filter(|pair| pair.starts_with("access_token="));
    if tokens.len() + in_query.count() > 1 {
        return Some((StatusCode::UNAUTHORIZED, "M_MISSING_TOKEN", "more than one access token"));
    }
    if tokens.iter().any(|token| !token.as_bytes().starts_with(b"Bearer ")) {
        return Some((StatusCode::UNAUTHORIZED, "M_MISSING_TOKEN", "the header holds no bearer token"));
    }
    let types: Vec<_> = headers.get_all(header::CONTENT_TYPE).iter().collect();
    if uri.path() == UPLOAD {
        let defect = (StatusCode::BAD_REQUEST, "M_INVALID_PARAM", "more than one content type");
        return (types.len() > 1).then_some(defect);
    }
    let length = headers.get(header::CONTENT_LENGTH).map(|length| length.as_bytes());
    let has_body =
        length.is_some_and(|length| length != b"0") || headers.contains_key(header::TRANSFER_ENCODING);
    let is_json = matches!(types.as_slice(), [one] if one.as_bytes().starts_with(b"application/json"));
    let defect = (StatusCode::BAD_REQUEST, "M_NOT_JSON", "exactly one content type of JSON is expected");
    (has_body && !is_json).then_some(defect)
}
