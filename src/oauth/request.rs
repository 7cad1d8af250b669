//! Requests to an authorization server: without a credential of Matrix, without redirects, and bounded.

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use matrix_openapi_core::__private::decode_as;
use matrix_openapi_core::operation::{Api, Authentication, Operation};
use reqwest::{Method, Request};
use serde::de::DeserializeOwned;
use tokio::time::timeout_at;
use url::{Url, form_urlencoded};
use zeroize::Zeroizing;

use crate::client::session::Session;
use crate::error::Error;
use crate::http::execution::{deadline_after, read_error};
use crate::http::redirect::{RedirectError, is_redirect};
use crate::http::response_head::ResponseHead;
use crate::http::retry::{RetryPolicy, RetryState};
use crate::http::trace;

/// The limit of each response, in bytes: many times the usual length.
const MAX_RESPONSE: usize = 64 << 10;

// Middleware and errors get the entry of an operation.
pub(super) static REGISTER: Operation = operation("oauthRegister", "oauth_register");
pub(super) static AUTHORIZE_DEVICE: Operation =
    operation("oauthDeviceAuthorization", "oauth_device_authorization");
pub(super) static TOKEN: Operation = operation("oauthToken", "oauth_token");
pub(super) static REVOKE: Operation = operation("oauthRevoke", "oauth_revoke");

const fn operation(id: &'static str, name: &'static str) -> Operation {
    Operation::new(Api::ClientServer, id, name, Method::POST, "", Authentication::None)
}

/// A request to an endpoint.
pub(super) struct EndpointRequest<'a> {
    session: &'a Session,
    operation: &'static Operation,
    url: &'a Url,
    body: Bytes,
    media_type: &'static str,
    secrets: Vec<&'a str>,
    retries: RetryPolicy,
}

impl<'a> EndpointRequest<'a> {
    /// Creates a request with a form. The values of secret fields are redacted in errors.
    pub(super) fn form(
        session: &'a Session,
        operation: &'static Operation,
        url: &'a Url,
        fields: &[(&str, &'a str)],
    ) -> Self {
        // Allocated once, since a string that grows leaves copies of secrets behind.
        let longest: usize = fields
            .iter()
            .map(|(name, value)| value.len().saturating_mul(3).saturating_add(name.len()).saturating_add(2))
            .sum();
        let form =
            form_urlencoded::Serializer::new(String::with_capacity(longest)).extend_pairs(fields).finish();
        let secrets = fields.iter().filter(|(name, _)| is_secret(name)).map(|(_, value)| *value).collect();
        let media_type = "application/x-www-form-urlencoded";
        let body = Bytes::from_owner(Zeroizing::new(form));
        Self::new(session, operation, url, body, media_type, secrets)
    }

    /// Creates a request with a JSON body, which holds no secret.
    pub(super) fn json(
        session: &'a Session,
        operation: &'static Operation,
        url: &'a Url,
        body: Bytes,
    ) -> Self {
        Self::new(session, operation, url, body, "application/json", Vec::new())
    }

    /// Disables retries.
    pub(super) fn without_retries(mut self) -> Self {
        self.retries = RetryPolicy::never();
        self
    }

    /// Sends the request and reads a successful response as JSON.
    pub(super) async fn send_as<T: DeserializeOwned + 'static>(self) -> Result<T, Error> {
        let operation = self.operation.id;
        Ok(decode_as(operation, self.send().await?)?.value)
    }

    /// Sends the request and returns the body of a successful response.
    pub(super) async fn send(self) -> Result<Bytes, Error> {
        let mut state = RetryState::default();
        loop {
            let error = match self.send_once().await {
                Ok(body) => return Ok(body),
                Err(error) => error,
            };
            let Some(wait) = state.next(self.retries, self.operation, &error) else { return Err(error) };
            trace::retry(self.operation, &error, wait);
            tokio::time::sleep(wait).await;
        }
    }

    fn new(
        session: &'a Session,
        operation: &'static Operation,
        url: &'a Url,
        body: Bytes,
        media_type: &'static str,
        secrets: Vec<&'a str>,
    ) -> Self {
        let retries = session.settings().retries;
        Self { session, operation, url, body, media_type, secrets, retries }
    }

    async fn send_once(&self) -> Result<Bytes, Error> {
        let Self { session, operation, .. } = *self;
        let limit = session.settings().timeout;
        let deadline = deadline_after(limit);
        let response = session.middleware(operation).run(self.request());
        let head = trace::request(operation, async move {
            let response = timeout_at(deadline, response).await;
            let response = response.unwrap_or(Err(Error::Timeout { operation: operation.id }))?;
            Ok(ResponseHead { response, deadline, redirected_to: None })
        });
        let head = head.await?;
        let status = head.response.status();
        if is_redirect(status) {
            return Err(Error::Redirect { operation: operation.id, problem: RedirectError::Method });
        }
        if !status.is_success() {
            return Err(read_error(operation, head).await.redacting(&self.secrets).into());
        }
        let (deadline, body) = head.body(operation.id, MAX_RESPONSE, limit);
        timeout_at(deadline, body).await.unwrap_or(Err(Error::Timeout { operation: operation.id }))
    }

    fn request(&self) -> Request {
        let mut request = Request::new(self.operation.method.clone(), self.url.clone());
        let headers = request.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.media_type));
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        *request.body_mut() = Some(self.body.clone().into());
        self.session.add_user_agent(&mut request);
        request
    }
}

/// Whether a field of a form holds a secret.
fn is_secret(name: &str) -> bool {
    matches!(name, "code" | "code_verifier" | "device_code" | "refresh_token" | "token")
}
