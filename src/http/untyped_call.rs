//! Calls of operations that are chosen at run time.

use std::fmt;

use matrix_openapi_core::json::RawJson;
use matrix_openapi_core::operation::Operation;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::client::options::CallOptions;
use crate::client::session::Session;
use crate::error::Error;
use crate::http::call::Call;
use crate::http::pending::Pending;
use crate::http::redirect::Redirect;
use crate::http::response::Response;
use crate::media::body::Body;
use crate::media::download::Download;
use crate::media::federation_media::FederationMedia;

/// A call of an operation that is chosen at run time, with arguments by the names of the specification.
///
/// [`Session::call`] starts one. It has everything that the client's own methods have: the operation's credential, refreshes, retries,
/// redirects and limits. Only the types of its arguments are not checked, so prefer those methods where the operation is known.
///
/// A value that cannot be sent fails the call once it is sent.
///
/// ```no_run
/// # #[cfg(feature = "client-server")]
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// use matrix_openapi::client_server::{Client, OPERATIONS};
///
/// let client = Client::builder("https://matrix.example.org").build()?;
/// let name = std::env::args().nth(1).ok_or("name an operation, such as getVersions")?;
/// let operation = OPERATIONS.iter().find(|operation| operation.id == name).ok_or("no such operation")?;
/// println!("{}", client.session().call(operation).send_raw().await?.json());
/// # Ok(())
/// # }
/// ```
#[must_use = "a call does nothing until it is sent"]
pub struct UntypedCall<'a> {
    call: Call<'a>,
}

impl Session {
    /// Starts a call of an operation that is chosen at run time, such as an entry of the table `client_server::OPERATIONS`.
    ///
    /// The call fails if the operation belongs to another API than the session.
    pub fn call(&self, operation: &'static Operation) -> UntypedCall<'_> {
        let mut call = Call::new(self, operation);
        if operation.api != self.api() {
            let reason = format!("belongs to the API {}, but the client to {}", operation.api, self.api());
            call.draft().fail(Error::argument(operation.id, "operation", reason));
        }
        UntypedCall { call }
    }
}

impl UntypedCall<'_> {
    /// Fills the next parameter of the path, percent-encoded. [`Operation::path`] has the parameters.
    pub fn path(mut self, value: &str) -> Self {
        self.call.path(value);
        self
    }

    /// Adds a query parameter, percent-encoded. Call it again for each further value of a parameter.
    ///
    /// A parameter that the operation does not have must not change the request's credential or the user that it acts as.
    pub fn query(mut self, name: &str, value: impl fmt::Display) -> Self {
        let draft = self.call.draft();
        match draft.operation.query.iter().find(|declared| **declared == name) {
            Some(_) => draft.push_query(name, &value.to_string()),
            None => draft.add_query(name, &value.to_string()),
        }
        self
    }

    /// Sets a header, replacing earlier values.
    ///
    /// A header that the operation does not have must not concern the connection, the credential or the body, and does not follow a
    /// redirect to another origin.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let draft = self.call.draft();
        match draft.operation.headers.iter().find(|declared| declared.eq_ignore_ascii_case(name)) {
            Some(declared) => draft.set_header(declared, value),
            None => draft.add_header(name, value),
        }
        self
    }

    /// Sets the body to a value as JSON.
    pub fn json(mut self, value: &(impl Serialize + ?Sized)) -> Self {
        self.call.json(value);
        self
    }

    /// Sets the body to bytes of any kind, with this media type.
    pub fn body(mut self, body: impl Into<Body>, media_type: &str) -> Self {
        self.call.bytes(body);
        self.call.header("content-type", media_type);
        self
    }

    /// Overrides client settings for this call, replacing any earlier options.
    pub fn options(mut self, options: impl Into<CallOptions>) -> Self {
        self.call.options(options);
        self
    }
}

impl<'a> UntypedCall<'a> {
    /// Sends the request and ignores the body of a successful response.
    ///
    /// # Errors
    /// The variants of [`Error`].
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

    /// Sends the request and returns the response with its status, headers and exact JSON text.
    ///
    /// # Errors
    /// The variants of [`Error`].
    pub fn send_response(self) -> Pending<'a, Response<RawJson>> {
        self.call.send_response()
    }

    /// Sends the request and streams the response, with its status and headers.
    ///
    /// # Errors
    /// The variants of [`Error`].
    pub async fn send_stream(self) -> Result<Download, Error> {
        self.call.send_stream().await
    }

    /// Sends the request and returns the redirect in the response, without following it.
    ///
    /// # Errors
    /// The variants of [`Error`], and [`Error::Redirect`] if the response is not a redirect.
    pub async fn send_redirect(self) -> Result<Redirect, Error> {
        self.call.send_redirect().await
    }

    /// Sends the request and reads the multipart response up to its file.
    ///
    /// # Errors
    /// The variants of [`Error`].
    pub async fn send_media(self) -> Result<FederationMedia, Error> {
        self.call.send_media().await
    }
}

/// Awaiting a call sends it, as [`send`](UntypedCall::send) does.
impl<'a> IntoFuture for UntypedCall<'a> {
    type Output = Result<(), Error>;
    type IntoFuture = Pending<'a, ()>;

    fn into_future(self) -> Self::IntoFuture {
        self.send()
    }
}

impl fmt::Debug for UntypedCall<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without the arguments, which may be secrets.
        f.debug_struct("UntypedCall").field("operation", &self.call.operation().id).finish_non_exhaustive()
    }
}
