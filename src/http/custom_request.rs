//! Requests that the description does not have.

use std::fmt;

use http::Method;
use matrix_openapi_core::json::RawJson;
use matrix_openapi_core::operation::{Api, Authentication, Operation};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::client::options::CallOptions;
use crate::client::session::Session;
use crate::error::Error;
use crate::http::call::Call;
use crate::http::pending::Pending;
use crate::media::body::Body;
use crate::media::download::Download;

/// The name of such requests in errors, in place of an operationId.
const NAME: &str = "request";

/// One entry per API and method, since middleware and errors get the entry of an operation.
static OPERATIONS: [[Operation; 7]; 5] = [
    operations(Api::ClientServer),
    operations(Api::ServerServer),
    operations(Api::ApplicationService),
    operations(Api::Identity),
    operations(Api::PushGateway),
];

/// Stands in for a method that is not supported; never sent.
static UNSUPPORTED: Operation = operation(Api::ClientServer, Method::GET);

const fn operations(api: Api) -> [Operation; 7] {
    [
        operation(api, Method::GET),
        operation(api, Method::HEAD),
        operation(api, Method::PUT),
        operation(api, Method::POST),
        operation(api, Method::DELETE),
        operation(api, Method::PATCH),
        operation(api, Method::OPTIONS),
    ]
}

const fn operation(api: Api, method: Method) -> Operation {
    Operation::new(api, NAME, NAME, method, "", Authentication::None)
}

/// A request that the description does not have, such as one of a server's admin API.
///
/// [`Session::request`] and the `request` method of each client start one. It has the client's timeouts, retries, limits and
/// middleware. It carries the client's credential only after [`authenticated`](Self::authenticated), and never to another
/// origin.
///
/// A value that cannot be sent fails the request once it is sent.
///
/// ```no_run
/// use matrix_openapi::client_server::Client;
/// use matrix_openapi::http::Method;
/// use serde::Deserialize;
///
/// #[derive(Deserialize)]
/// struct Version {
///     server_version: String,
/// }
///
/// # async fn run(client: Client) -> Result<(), matrix_openapi::Error> {
/// let request = client.request(Method::GET, "/_synapse/admin/v1/server_version").authenticated();
/// println!("{}", request.send_as::<Version>().await?.server_version);
/// # Ok(())
/// # }
/// ```
#[must_use = "a request does nothing until it is sent"]
pub struct CustomRequest<'a> {
    call: Call<'a>,
}

impl Session {
    /// Starts a request to a path below the base URL, such as `/_synapse/admin/v1/server_version`.
    ///
    /// Pass variable parts of the path to [`CustomRequest::segment`], which encodes them.
    #[inline]
    pub fn request(&self, method: Method, path: &str) -> CustomRequest<'_> {
        let mut entries = OPERATIONS.iter().flatten();
        let entry = entries.find(|entry| entry.api == self.api() && entry.method == method);
        let mut call = Call::new(self, entry.unwrap_or(&UNSUPPORTED));
        let draft = call.draft();
        if entry.is_none() {
            draft.fail(Error::argument(NAME, "method", "is not supported"));
        }
        if let Some(reason) = path_defect(path) {
            draft.fail(Error::argument(NAME, "path", reason));
        }
        draft.push_path(path);
        CustomRequest { call }
    }
}

impl CustomRequest<'_> {
    /// Appends a segment to the path, percent-encoded.
    #[inline]
    pub fn segment(mut self, segment: &str) -> Self {
        let draft = self.call.draft();
        if segment.is_empty() {
            draft.fail(Error::argument(NAME, "segment", "is empty"));
        }
        draft.push_segment(segment);
        self
    }

    /// Adds a query parameter, percent-encoded.
    pub fn query(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.call.draft().push_query(name, &value.to_string());
        self
    }

    /// Sets a header, replacing earlier values. It does not follow a redirect to another origin.
    ///
    /// Headers of the connection, such as `Host` and `Content-Length`, are refused, and so is `Authorization` together with
    /// [`authenticated`](Self::authenticated).
    #[inline]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.call.draft().set_custom_header(name, value);
        self
    }

    /// Sets the body to a value as JSON.
    pub fn json(mut self, value: &(impl Serialize + ?Sized)) -> Self {
        self.call.json(value);
        self
    }

    /// Sets the body to bytes of any kind; its `Content-Type` is `application/octet-stream`, unless set by
    /// [`header`](Self::header).
    pub fn body(mut self, body: impl Into<Body>) -> Self {
        self.call.bytes(body);
        self
    }

    /// Sends the client's credential with the request. The request fails without one.
    ///
    /// An application service acts as the user of `as_user`, of the options or of its credentials, or else as itself.
    #[inline]
    pub fn authenticated(mut self) -> Self {
        let draft = self.call.draft();
        draft.options = std::mem::take(&mut draft.options).authenticated();
        self
    }

    /// Overrides client settings for this request, replacing any earlier options except
    /// [`authenticated`](Self::authenticated).
    pub fn options(mut self, options: impl Into<CallOptions>) -> Self {
        let draft = self.call.draft();
        let mut options = options.into();
        options.auth = options.auth.or(draft.options.auth);
        draft.options = options;
        self
    }
}

impl<'a> CustomRequest<'a> {
    /// Sends the request and ignores the body of a successful response.
    ///
    /// # Errors
    /// The variants of [`Error`].
    #[inline]
    pub fn send(self) -> Pending<'a, ()> {
        self.call.send_empty()
    }

    /// Sends the request and reads the JSON response as a type that the program defines.
    ///
    /// # Errors
    /// The variants of [`Error`].
    pub fn send_as<T: DeserializeOwned + 'static>(self) -> Pending<'a, T> {
        self.call.send_as()
    }

    /// Sends the request and returns the exact JSON text of the response.
    ///
    /// # Errors
    /// The variants of [`Error`].
    pub fn send_raw(self) -> Pending<'a, RawJson> {
        self.call.send_raw()
    }

    /// Sends the request and streams the response, with its status and headers.
    ///
    /// # Errors
    /// The variants of [`Error`].
    pub async fn send_stream(self) -> Result<Download, Error> {
        self.call.send_stream().await
    }
}

/// Awaiting a request sends it, as [`send`](CustomRequest::send) does.
impl<'a> IntoFuture for CustomRequest<'a> {
    type Output = Result<(), Error>;
    type IntoFuture = Pending<'a, ()>;

    #[inline]
    fn into_future(self) -> Self::IntoFuture {
        self.send()
    }
}

impl fmt::Debug for CustomRequest<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without the path, which may contain secrets.
        f.debug_struct("CustomRequest").finish_non_exhaustive()
    }
}

/// Returns the reason why a path cannot be sent.
#[inline]
fn path_defect(path: &str) -> Option<&'static str> {
    if !path.starts_with('/') {
        return Some("does not start with `/`");
    }
    if path.contains(['?', '#']) {
        return Some("has a query or a fragment; set queries with CustomRequest::query");
    }
    // URL parsers drop some of them, which could turn other segments into `..`.
    if path.contains(char::is_control) {
        return Some("contains control characters");
    }
    // URL parsers resolve such segments, and take a backslash for a slash.
    let dots = path.to_ascii_lowercase().replace("%2e", ".");
    let is_dots = |segment: &str| matches!(segment, "." | "..");
    dots.split(['/', '\\']).any(is_dots).then_some("may not have `.` or `..` as a whole segment")
}
