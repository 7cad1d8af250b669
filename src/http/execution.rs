//! Sends a request until it succeeds or cannot be sent again: redirects, refreshed tokens, user-interactive authentication
//! and retries.

use std::pin::pin;
use std::time::Duration;

use http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use http::{Method, StatusCode};
use matrix_openapi_core::error::ApiError;
use matrix_openapi_core::operation::Operation;
use matrix_openapi_core::secret::Secret;
use reqwest::Request;
use tokio::time::{Instant, timeout_at};
use url::Url;

use crate::auth::authorize::{Hop, authorize};
use crate::auth::credentials::Credentials;
use crate::auth::token_cell::{CredentialSnapshot, RejectedToken};
use crate::error::Error;
use crate::http::redirect::{RedirectError, is_redirect, redirect_target};
use crate::http::request_draft::{RequestBody, RequestDraft};
use crate::http::request_secrets::{path_secrets, request_secrets};
use crate::http::response_head::ResponseHead;
use crate::http::retry::RetryState;
use crate::http::trace;

/// How many redirects one call follows.
const MAX_REDIRECTS: usize = 10;

/// How many rejected access tokens one call replaces. Each may expire while the call waits for a retry.
const MAX_REJECTED_TOKENS: u32 = 5;

/// How much of an error body is read, in bytes.
const MAX_ERROR_BODY: usize = 1 << 20;

/// Longer than any program waits, and short enough to be added to any time.
const FOREVER: Duration = Duration::from_secs(10 * 365 * 24 * 60 * 60);

/// How often an upload is checked for progress, if the limit is not shorter.
const STALL_CHECK: Duration = Duration::from_secs(1);

/// The shortest time between two such checks: without a pause, nothing else would run.
const SHORTEST_CHECK: Duration = Duration::from_millis(10);

/// The form of a successful response.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum ExpectedResponse {
    Json,
    Stream,
    Redirect,
}

/// A call that is being sent.
pub(crate) struct Execution<'a> {
    pub(crate) draft: Box<RequestDraft<'a>>,
    expected: ExpectedResponse,
    limit: Duration,
    /// Whether the call has refreshed a token, or waited for its refresh.
    refreshed: bool,
    /// How many access tokens the server has rejected.
    rejected_tokens: u32,
    retry: RetryState,
    /// The stages of user-interactive authentication that were tried.
    stages: Vec<String>,
    /// The other origin, if a redirect led to one.
    left_origin: Option<url::Origin>,
}

impl<'a> Execution<'a> {
    pub(crate) fn new(draft: Box<RequestDraft<'a>>, expected: ExpectedResponse, limit: Duration) -> Self {
        let (retry, stages) = (RetryState::default(), Vec::new());
        Self {
            draft,
            expected,
            limit,
            refreshed: false,
            rejected_tokens: 0,
            retry,
            stages,
            left_origin: None,
        }
    }

    /// Sends the request until it succeeds or cannot be retried.
    ///
    /// Rare steps are boxed, which keeps the usual future small.
    pub(crate) async fn run(&mut self) -> Result<ResponseHead, Error> {
        loop {
            let snapshot =
                self.draft.session.credentials_for(self.draft.operation, &self.draft.options).await?;
            let sent = self.send_once(snapshot.as_ref().map(|snapshot| snapshot.credentials.as_ref())).await;
            self.record_acceptance(snapshot.as_ref(), &sent);
            match sent {
                Ok(head) => return Ok(head),
                Err(error) => Box::pin(self.prepare_retry(snapshot.as_ref(), error)).await?,
            }
        }
    }

    /// Prepares to send the request again: refreshes the token, completes a stage of user-interactive authentication, or
    /// waits for a retry.
    ///
    /// # Errors
    /// The given error, if the request is not sent again.
    pub(crate) async fn prepare_retry(
        &mut self,
        snapshot: Option<&CredentialSnapshot>,
        error: Error,
    ) -> Result<(), Error> {
        if self.draft.body.as_ref().is_some_and(|body| !body.content.is_replayable()) {
            // The stream is consumed, but the next call should find a valid token.
            return Err(match self.refresh(snapshot, &error).await {
                Some(Ok(())) => Error::StreamSent { operation: self.draft.operation.id },
                Some(Err(failed)) => failed,
                None => error,
            });
        }
        if let Some(outcome) = self.refresh(snapshot, &error).await {
            return outcome;
        }
        let RequestDraft { session, operation, options, .. } = &*self.draft;
        // Only a body in memory can get the field `auth`.
        let is_open =
            self.left_origin.is_none() && self.draft.body.as_ref().is_none_or(RequestBody::is_bytes);
        if let (Some(uia), Some(challenge), true) = (options.uia.clone(), error.uia(), is_open) {
            let failed = |(stage, source)| Error::Uia { operation: operation.id, stage, source };
            return match uia.respond(session.base(), challenge, error.errcode(), &mut self.stages).await {
                Ok(Some(auth)) => self.set_auth(&auth),
                Ok(None) => Err(error),
                Err(failure) => Err(failed(failure)),
            };
        }
        let policy = options.retries.unwrap_or(session.settings().retries);
        let Some(wait) = self.retry.next(policy, operation, &error) else { return Err(error) };
        trace::retry(operation, &error, wait);
        tokio::time::sleep(wait).await;
        Ok(())
    }

    /// Refreshes the token if the server has rejected it; `None` if it has not, or if a refresh would not help.
    async fn refresh(
        &mut self,
        snapshot: Option<&CredentialSnapshot>,
        error: &Error,
    ) -> Option<Result<(), Error>> {
        let rejects_token = error.api().is_some_and(ApiError::rejects_token);
        let snapshot = snapshot.filter(|_| rejects_token && self.left_origin.is_none())?;
        let RequestDraft { session, operation, options, .. } = &*self.draft;
        self.rejected_tokens = self.rejected_tokens.saturating_add(1);
        if self.rejected_tokens > MAX_REJECTED_TOKENS {
            return None;
        }
        match session.tokens.as_ref()?.classify_rejected(snapshot) {
            RejectedToken::Superseded => return Some(Ok(())),
            RejectedToken::Unproven if self.refreshed => return None,
            RejectedToken::Expired | RejectedToken::Unproven => self.refreshed = true,
        }
        session.refresh_rejected(operation, options, snapshot).await
    }

    /// Records in the session that the server has accepted its token: any response but a rejection, even another error.
    fn record_acceptance(&self, snapshot: Option<&CredentialSnapshot>, sent: &Result<ResponseHead, Error>) {
        let is_accepted = match sent {
            Ok(_) => true,
            Err(error) => error.api().is_some_and(|error| !error.rejects_token()),
        };
        if let (Some(tokens), Some(snapshot), true, None) =
            (&self.draft.session.tokens, snapshot, is_accepted, &self.left_origin)
        {
            tokens.accept(snapshot);
        }
    }

    /// Sends the request once, follows redirects, and returns the successful response at their end.
    async fn send_once(&mut self, credentials: Option<&Credentials>) -> Result<ResponseHead, Error> {
        self.left_origin = None;
        let sending = {
            let mut request = self.request();
            self.authorize(credentials, Hop::First, &mut request)?;
            self.send(request)
        };
        let head = sending.await?;
        match head.response.status().is_success() {
            true => Ok(head),
            false => Box::pin(self.follow_redirects(head, credentials)).await,
        }
    }

    /// Follows redirects to the response at their end.
    async fn follow_redirects(
        &mut self,
        mut head: ResponseHead,
        credentials: Option<&Credentials>,
    ) -> Result<ResponseHead, Error> {
        let mut redirected_to: Option<Box<Url>> = None;
        for hop in 0.. {
            let status = head.response.status();
            if status.is_success() || (self.expected == ExpectedResponse::Redirect && is_redirect(status)) {
                return Ok(ResponseHead { redirected_to, ..head });
            }
            if !is_redirect(status) {
                return Err(match self.origin_without_credential(credentials) {
                    Some(origin) if status == StatusCode::UNAUTHORIZED => {
                        self.redirect_error(RedirectError::OtherOrigin { origin })
                    }
                    _ => self.error_response(head, credentials).await,
                });
            }
            if !matches!(self.draft.operation.method, Method::GET | Method::HEAD) {
                return Err(self.redirect_error(RedirectError::Method));
            }
            if hop == MAX_REDIRECTS {
                break;
            }
            // Not the URL of the response, since middleware may have sent the request elsewhere.
            let url = redirected_to.get_or_insert_with(|| Box::new(self.draft.url()));
            let headers = head.response.headers();
            let target = redirect_target(url, headers).map_err(|problem| self.redirect_error(problem))?;
            // Also after a redirect back, since the other server would choose where the token is used.
            if self.left_origin.is_none() && target.origin() != self.draft.session.base().origin() {
                self.left_origin = Some(target.origin());
            }
            if self.left_origin.is_some()
                && credentials.is_some_and(|credentials| credentials.occurs_in(&target))
            {
                return Err(self.redirect_error(RedirectError::Credential));
            }
            **url = target.clone();
            head = self.send(self.redirected(target, credentials)?).await?;
        }
        Err(self.redirect_error(RedirectError::TooMany))
    }

    /// Returns the other origin, if the last request had no credential because of it.
    fn origin_without_credential(&self, credentials: Option<&Credentials>) -> Option<String> {
        let has_credential = credentials.is_some() || self.draft.own_headers.contains_key(AUTHORIZATION);
        let origin = self.left_origin.as_ref().filter(|_| has_credential)?;
        Some(origin.ascii_serialization())
    }

    /// Returns the request to the target of a redirect.
    fn redirected(&self, target: Url, credentials: Option<&Credentials>) -> Result<Request, Error> {
        let mut request = Request::new(self.draft.operation.method.clone(), target);
        *request.headers_mut() = self.draft.headers.clone();
        if self.left_origin.is_none() {
            request.headers_mut().extend(self.draft.own_headers.clone());
        }
        // The body is not sent again, so its type is not sent either.
        request.headers_mut().remove(CONTENT_TYPE);
        self.draft.session.add_user_agent(&mut request);
        if self.left_origin.is_none() {
            self.authorize(credentials, Hop::Redirected, &mut request)?;
        }
        Ok(request)
    }

    fn authorize(
        &self,
        credentials: Option<&Credentials>,
        hop: Hop,
        request: &mut Request,
    ) -> Result<(), Error> {
        authorize(self.draft.operation, &self.draft.options, credentials, hop, request)
    }

    /// Returns the request without its credential.
    fn request(&mut self) -> Request {
        let mut request = Request::new(self.draft.operation.method.clone(), self.draft.url());
        *request.headers_mut() = self.draft.headers.clone();
        request.headers_mut().extend(self.draft.own_headers.clone());
        if let Some(RequestBody { content, media_type }) = &mut self.draft.body {
            let headers = request.headers_mut();
            headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static(media_type));
            if let Some(length) = content.stream_length() {
                headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
            }
            *request.body_mut() = content.take();
        }
        self.draft.session.add_user_agent(&mut request);
        request
    }

    /// Sends one request. The request is consumed before the first `await`, so the future does not hold it.
    fn send<'s>(
        &'s self,
        request: Request,
    ) -> impl Future<Output = Result<ResponseHead, Error>> + use<'s, 'a> {
        let operation = self.draft.operation;
        let is_stream = request.body().is_some_and(|body| body.as_bytes().is_none());
        // A streamed upload may take as long as it makes progress, unless the call has a timeout of its own.
        let body = self.draft.body.as_ref();
        let upload = body.filter(|_| is_stream && self.draft.options.timeout.is_none());
        let check = self.limit.clamp(SHORTEST_CHECK, STALL_CHECK);
        let mut deadline = deadline_after(if upload.is_some() { check } else { self.limit });
        let response = self.draft.session.middleware(operation).run(request);
        trace::request(operation, async move {
            let mut response = pin!(response);
            loop {
                match (timeout_at(deadline, &mut response).await, upload) {
                    (Ok(response), _) => {
                        let deadline = if upload.is_some() { deadline_after(self.limit) } else { deadline };
                        let response = response.map_err(|error| caused_by(operation, body, error))?;
                        return Ok(ResponseHead { response, deadline, redirected_to: None });
                    }
                    (Err(_), Some(body)) if !body.content.is_stalled(self.limit) => {
                        deadline = deadline_after(check);
                    }
                    (Err(_), _) => return Err(Error::Timeout { operation: operation.id }),
                }
            }
        })
    }

    /// Sets the field `auth` of the body, for a stage of user-interactive authentication.
    fn set_auth(&mut self, auth: &[u8]) -> Result<(), Error> {
        let set = serde_json::from_slice(auth).and_then(|auth| self.draft.set_field("auth", auth));
        set.map_err(|source| Error::Encode { operation: self.draft.operation.id, source })
    }

    /// Returns the error of an unsuccessful response, with the request's secrets redacted in its message.
    async fn error_response(&self, head: ResponseHead, credentials: Option<&Credentials>) -> Error {
        let error = read_error(self.draft.operation, head).await;
        if error.message.is_none() {
            return error.into();
        }
        let body = self.draft.body.as_ref().and_then(|body| body.content.as_bytes());
        let mut secrets = request_secrets(credentials, &self.draft.own_headers, &self.draft.url(), body);
        if self.draft.is_custom() {
            secrets.extend(path_secrets(&self.draft.url()));
        }
        let secrets: Vec<_> = secrets.iter().map(Secret::expose).collect();
        error.redacting(&secrets).into()
    }

    fn redirect_error(&self, problem: RedirectError) -> Error {
        Error::Redirect { operation: self.draft.operation.id, problem }
    }
}

/// Returns the time at which a limit that starts now ends.
pub(crate) fn deadline_after(limit: Duration) -> Instant {
    let now = Instant::now();
    now.checked_add(limit.min(FOREVER)).unwrap_or(now)
}

/// Reads the body of an unsuccessful response.
pub(crate) async fn read_error(operation: &'static Operation, head: ResponseHead) -> ApiError {
    let ResponseHead { mut response, deadline, .. } = head;
    let mut body = Vec::new();
    let reading = async {
        while let Ok(Some(chunk)) = response.chunk().await {
            let room = MAX_ERROR_BODY.saturating_sub(body.len());
            body.extend(chunk.iter().take(room));
            if chunk.len() >= room {
                break;
            }
        }
    };
    // A broken or slow connection is ignored: the status says more, and the part of the body that came is used.
    let _ = timeout_at(deadline, reading).await;
    ApiError::new(operation, response.status(), response.headers(), body.into())
}

/// Returns the error of a request, or that of its body if the request failed because of it.
fn caused_by(operation: &'static Operation, body: Option<&RequestBody>, error: Error) -> Error {
    match body.and_then(|body| body.content.take_failure()) {
        Some(source) => Error::Body { operation: operation.id, source },
        None => error,
    }
}
