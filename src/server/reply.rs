//! The values that handlers return.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, LOCATION};
use http::{Response, StatusCode};
use matrix_openapi_core::__private::zeroizing_json;
use matrix_openapi_core::json::RawObject;
use serde::Serialize;
use url::Url;

use crate::http::Redirect;
use crate::http::redirect::RedirectError;
use crate::server::body::ResponseBody;
use crate::server::error_response::ErrorResponse;

/// A response with another status or additional headers. Handlers return either the response itself or a `Reply`.
///
/// ```
/// use matrix_openapi::server::Reply;
/// use matrix_openapi::server::http::StatusCode;
///
/// let created = Reply::new(()).status(StatusCode::CREATED);
/// # let _ = created;
/// ```
#[derive(Clone, Debug)]
pub struct Reply<T> {
    response: T,
    status: Option<StatusCode>,
    headers: HeaderMap,
}

impl<T> Reply<T> {
    /// Creates a reply with the default status: 200, or 302 for a redirect.
    pub fn new(response: T) -> Self {
        Self { response, status: None, headers: HeaderMap::new() }
    }

    /// Sets the status.
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = Some(status);
        self
    }

    /// Sets a header, replacing earlier values.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Writes the response.
    ///
    /// # Errors
    /// The errors of `write`.
    pub(crate) fn write(
        self,
        write: impl FnOnce(T) -> Result<Response<ResponseBody>, ErrorResponse>,
    ) -> Result<Response<ResponseBody>, ErrorResponse> {
        let mut response = write(self.response)?;
        if let Some(status) = self.status {
            *response.status_mut() = status;
        }
        for (name, value) in &self.headers {
            response.headers_mut().insert(name, value.clone());
        }
        Ok(response)
    }

    fn map<U>(self, convert: impl FnOnce(T) -> U) -> Reply<U> {
        Reply { response: convert(self.response), status: self.status, headers: self.headers }
    }
}

/// A value that a handler may return for the response `T`: a `T`, or a [`Reply`] with a `T`.
///
/// If `T` is a raw object or [`Content`], the value can also be `()`, which is sent as `{}`.
#[diagnostic::on_unimplemented(
    message = "a handler of this operation returns `{T}`, not `{Self}`",
    label = "not the response of the operation",
    note = "return the response itself, or a `Reply` with it"
)]
pub trait IntoReply<T> {
    /// Converts into a response.
    fn into_reply(self) -> Reply<T>;
}

impl<T> IntoReply<T> for T {
    fn into_reply(self) -> Reply<T> {
        Reply::new(self)
    }
}

impl<T> IntoReply<T> for Reply<T> {
    fn into_reply(self) -> Reply<T> {
        self
    }
}

/// Converts `()` into the response `{}`.
macro_rules! nothing {
    ($($Response:ty = $nothing:expr;)*) => {$(
        impl IntoReply<$Response> for () {
            fn into_reply(self) -> Reply<$Response> {
                Reply::new($nothing)
            }
        }

        impl IntoReply<$Response> for Reply<()> {
            fn into_reply(self) -> Reply<$Response> {
                self.map(|()| $nothing)
            }
        }
    )*};
}

nothing! {
    RawObject = RawObject::from(serde_json::Map::new());
    Content = Content::new(JSON, "{}");
}

const JSON: &str = "application/json";

/// The number of headers of most responses, with those for web clients.
const USUAL_HEADERS: usize = 4;

/// Content of any media type: the file of a download, or the response of an operation whose content the specification leaves open.
#[derive(Debug)]
pub struct Content {
    headers: HeaderMap,
    body: ResponseBody,
}

impl Content {
    /// Creates content of a media type. A media type that is not valid in a header becomes `application/octet-stream`.
    pub fn new(media_type: &str, body: impl Into<ResponseBody>) -> Self {
        let unknown = HeaderValue::from_static("application/octet-stream");
        let media_type = match media_type {
            JSON => HeaderValue::from_static(JSON),
            other => HeaderValue::from_str(other).unwrap_or(unknown),
        };
        let mut headers = HeaderMap::with_capacity(USUAL_HEADERS);
        headers.insert(CONTENT_TYPE, media_type);
        Self { headers, body: body.into() }
    }

    /// Sets a header, such as `Content-Disposition`, replacing earlier values.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    #[doc(hidden)]
    pub fn into_response(self) -> Response<ResponseBody> {
        let mut response = Response::new(self.body);
        *response.headers_mut() = self.headers;
        response
    }
}

/// The response to a request for a file over federation: metadata, and the file or its URL.
///
/// See the
/// [specification](https://spec.matrix.org/v1.19/server-server-api/#get_matrixfederationv1mediadownloadmediaid).
#[derive(Debug)]
pub struct FederationFile {
    content: Content,
}

impl FederationFile {
    /// Creates a response with the file itself.
    pub fn new(content: Content) -> Self {
        Self { content }
    }

    /// Creates a response with the URL from which to download the file.
    pub fn redirect(location: &Redirect) -> Self {
        let location = HeaderValue::from_str(location.location());
        // The characters of a URL are valid in a header.
        let headers = location.ok().map(|location| (LOCATION, location)).into_iter().collect();
        Self { content: Content { headers, body: ResponseBody::default() } }
    }

    #[doc(hidden)]
    pub fn into_response(self) -> Response<ResponseBody> {
        // The boundary is created after the file and cannot be guessed, so the file does not contain it.
        let boundary = random_text();
        let mut start =
            format!("--{boundary}\r\nContent-Type: {JSON}\r\n\r\n{{}}\r\n--{boundary}\r\n").into_bytes();
        for (name, value) in &self.content.headers {
            start.extend_from_slice(name.as_str().as_bytes());
            start.extend_from_slice(b": ");
            start.extend_from_slice(value.as_bytes());
            start.extend_from_slice(b"\r\n");
        }
        start.extend_from_slice(b"\r\n");
        let end = format!("\r\n--{boundary}--\r\n");
        let body = ResponseBody::from(start).followed_by(self.content.body).followed_by(end.into());
        Content::new(&format!("multipart/mixed; boundary={boundary}"), body).into_response()
    }
}

/// Returns 32 random characters, for unique values that are not secrets.
pub(crate) fn random_text() -> String {
    use std::hash::{BuildHasher, RandomState};

    let [one, other] = [0_u64, 1].map(|index| RandomState::new().hash_one(index));
    format!("{one:016x}{other:016x}")
}

impl Redirect {
    /// Creates a redirect to an absolute URL, with the status 302.
    ///
    /// # Errors
    /// If the text is not an absolute URL.
    pub fn to(location: &str) -> Result<Self, RedirectError> {
        let location = Url::parse(location).map_err(|_| RedirectError::Location)?;
        Ok(Self::new(StatusCode::FOUND, location))
    }
}

/// Writes a response as JSON.
///
/// # Errors
/// If it cannot be written as JSON.
#[doc(hidden)]
pub fn json_response(value: &(impl Serialize + ?Sized)) -> Result<Response<ResponseBody>, ErrorResponse> {
    written(zeroizing_json(value))
}

/// Writes a redirect.
///
/// # Errors
/// If its target is not valid in a header.
#[doc(hidden)]
pub fn redirect_response(redirect: &Redirect) -> Result<Response<ResponseBody>, ErrorResponse> {
    let location = HeaderValue::from_str(redirect.location());
    let location =
        location.map_err(|_| ErrorResponse::internal("the target of the redirect is not a URL"))?;
    let mut response = Response::new(ResponseBody::default());
    *response.status_mut() = redirect.status();
    response.headers_mut().insert(LOCATION, location);
    Ok(response)
}

/// Writes an error response.
pub(crate) fn error_response(error: ErrorResponse) -> Response<ResponseBody> {
    let (status, headers, body) = error.into_body();
    let mut response = Content::new(JSON, body.to_string()).into_response();
    *response.status_mut() = status;
    response.headers_mut().extend(headers);
    response
}

fn written(text: Result<Bytes, serde_json::Error>) -> Result<Response<ResponseBody>, ErrorResponse> {
    // The cause is a defect of the program, so it is of no use to the client.
    let text = text.map_err(|_| ErrorResponse::internal("the response cannot be written as JSON"))?;
    Ok(Content::new(JSON, text).into_response())
}
