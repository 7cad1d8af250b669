//! Sending a request, and all for which it is sent again: redirects, renewed tokens, user-interactive
//! authentication, and failures that pass.

use std::collections::BTreeMap;
use std::time::Duration;

use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderValue};
use http::{Method, StatusCode};
use matrix_openapi_wire::runtime::{Failure, is_redirect, location, wiped};
use reqwest::{Request, Response};
use serde_json::value::RawValue;
use url::Url;

use crate::call::Payload;
use crate::credentials::Credentials;
use crate::renewal::Held;
use crate::session::Hop;
use crate::{ApiError, CallOptions, Error, ErrorCode, JsonValue, Operation, RedirectError, Session, trace};

/// How many redirects one call follows.
const MAX_REDIRECTS: usize = 10;

/// How much of the body of a refusal is read.
const MAX_REFUSAL: usize = 1 << 20;

/// What a call takes for an answer.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Expect {
    Json,
    Stream,
    Redirect,
}

/// A request that is complete but for what depends on the session.
pub(crate) struct Sending<'a> {
    pub(crate) session: &'a Session,
    pub(crate) operation: &'static Operation,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Payload>,
    pub(crate) options: CallOptions,
    pub(crate) expect: Expect,
    pub(crate) limit: Duration,
    /// Whether redirects led to another origin.
    pub(crate) strayed: bool,
}

/// What was already done to get an answer.
#[derive(Default)]
struct Course {
    renewed: bool,
    repeated: u32,
    /// The stages of user-interactive authentication that were tried.
    stages: Vec<String>,
}

impl Sending<'_> {
    /// Sends the request until there is an answer or nothing more to be done.
    pub(crate) async fn answer(mut self) -> Result<Response, Error> {
        let mut course = Course::default();
        loop {
            let held = self.session.held(self.operation, &self.options).await?;
            let lasting = self.body.as_ref().is_none_or(|body| body.content.is_lasting());
            match self.once(held.as_ref().map(|held| held.credentials.as_ref())).await {
                Ok(response) => return Ok(response),
                Err(error) if lasting => self.recover(&mut course, held.as_ref(), error).await?,
                Err(error) => {
                    // The stream is gone, but the next call is to find a token that is good.
                    let _ = self.renew(held.as_ref(), &error).await;
                    return Err(error);
                }
            }
        }
    }

    /// Renews the token if the server says that it is over.
    async fn renew(&self, held: Option<&Held>, error: &Error) -> Option<Result<(), Error>> {
        let held = held.filter(|_| is_soft_logout(error) && !self.strayed)?;
        self.session.renew(self.operation, &self.options, held).await
    }

    /// Does what is needed before the request is sent again, or gives up with the error.
    async fn recover(&mut self, course: &mut Course, held: Option<&Held>, error: Error) -> Result<(), Error> {
        if !course.renewed
            && let Some(outcome) = self.renew(held, &error).await
        {
            course.renewed = true;
            return outcome;
        }
        if let (Some(uia), Some(challenge), false) = (self.options.uia.clone(), error.uia(), self.strayed) {
            return match uia
                .answer(self.session, self.operation.id, challenge, error.errcode(), &mut course.stages)
                .await?
            {
                Some(auth) => self.set_auth(auth),
                None => Err(error),
            };
        }
        let policy = self.options.retries.unwrap_or(self.session.settings().retries);
        let wait = failure(self.operation, &error).and_then(|failure| policy.wait(failure, course.repeated));
        let Some(wait) = wait else { return Err(error) };
        trace::repetition(self.operation, &error, wait);
        course.repeated += 1;
        tokio::time::sleep(wait).await;
        Ok(())
    }

    /// Sends the request once, follows redirects, and returns the success at their end.
    async fn once(&mut self, credentials: Option<&Credentials>) -> Result<Response, Error> {
        let mut request = self.request();
        let streaming = request.body().is_some_and(|body| body.as_bytes().is_none());
        self.session.authorize(self.operation, &self.options, credentials, Hop::First, &mut request)?;
        let mut from = self.url.clone();
        self.strayed = false;
        for _ in 0..=MAX_REDIRECTS {
            let response = self.transmit(request, streaming).await?;
            let status = response.status();
            if status.is_success() || (self.expect == Expect::Redirect && is_redirect(status)) {
                return Ok(response);
            }
            if !is_redirect(status) {
                return Err(refusal(self.operation.id, response, self.limit).await);
            }
            if !matches!(self.operation.method, Method::GET | Method::HEAD) {
                return Err(self.redirect(RedirectError::Method));
            }
            let location = location(&from, response.headers()).map_err(|problem| self.redirect(problem))?;
            // For good: the way back would let the other server choose what the token is used for.
            self.strayed |= location.origin() != self.url.origin();
            if self.strayed && credentials.is_some_and(|credentials| credentials.occurs_in(&location)) {
                return Err(self.redirect(RedirectError::Credential));
            }
            from = location.clone();
            request = Request::new(self.operation.method.clone(), location);
            // What describes the body is not sent again, since the body is not.
            *request.headers_mut() = self.headers.clone();
            request.headers_mut().remove(CONTENT_TYPE);
            self.session.dress(&mut request);
            if !self.strayed {
                let hop = Hop::Redirected;
                self.session.authorize(self.operation, &self.options, credentials, hop, &mut request)?;
            }
        }
        Err(self.redirect(RedirectError::TooMany))
    }

    /// The request with all that belongs to it but the credential.
    fn request(&mut self) -> Request {
        let mut request = Request::new(self.operation.method.clone(), self.url.clone());
        *request.headers_mut() = self.headers.clone();
        if let Some(Payload { content, media_type }) = &mut self.body {
            let headers = request.headers_mut();
            headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static(media_type));
            if let Some(length) = content.announced() {
                headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
            }
            *request.body_mut() = content.take();
        }
        self.session.dress(&mut request);
        request
    }

    async fn transmit(&self, mut request: Request, streaming: bool) -> Result<Response, Error> {
        let operation = self.operation;
        // A stream may take as long as it goes on; only a limit of the call's own is for it.
        let limit = if streaming { self.options.timeout } else { Some(self.limit) };
        if self.expect == Expect::Json {
            *request.timeout_mut() = limit;
            return trace::observe(operation, self.session.next(operation).run(request)).await;
        }
        let answer = trace::observe(operation, self.session.next(operation).run(request));
        match limit {
            Some(limit) => within(operation.id, limit, answer).await,
            None => answer.await,
        }
    }

    /// Puts what a stage of user-interactive authentication asks for into the body.
    fn set_auth(&mut self, auth: serde_json::Map<String, JsonValue>) -> Result<(), Error> {
        let failed = |source| Error::Encode { operation: self.operation.id, source };
        let text = self.body.as_ref().and_then(|body| body.content.as_bytes()).unwrap_or(b"{}");
        let mut members: BTreeMap<String, Box<RawValue>> = serde_json::from_slice(text).map_err(failed)?;
        members.insert("auth".to_owned(), serde_json::value::to_raw_value(&auth).map_err(failed)?);
        let content = wiped(serde_json::to_vec(&members).map_err(failed)?).into();
        self.body = Some(Payload { content, media_type: "application/json" });
        Ok(())
    }

    fn redirect(&self, problem: RedirectError) -> Error {
        Error::Redirect { operation: self.operation.id, problem }
    }
}

/// What of the errors passes, so that the call may be repeated.
fn failure(operation: &Operation, error: &Error) -> Option<Failure> {
    match error {
        Error::Api(error) => match error.status.as_u16() {
            429 => Some(Failure::Limited(error.retry_after)),
            502..=504 if operation.is_repeatable() => Some(Failure::Unavailable(error.retry_after)),
            _ => None,
        },
        Error::Transport { .. } if operation.is_repeatable() => Some(Failure::Connection),
        _ => None,
    }
}

/// Whether the server says that the access token has to be renewed.
fn is_soft_logout(error: &Error) -> bool {
    error.api().is_some_and(|error| {
        error.status == StatusCode::UNAUTHORIZED
            && error.errcode == Some(ErrorCode::UnknownToken)
            && error.soft_logout
    })
}

/// What comes of some work, if it does in time.
pub(crate) async fn within<T>(
    operation: &'static str,
    limit: Duration,
    work: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    tokio::time::timeout(limit, work).await.unwrap_or(Err(Error::Timeout { operation }))
}

/// The error that an answer other than success stands for.
async fn refusal(operation: &'static str, mut response: Response, limit: Duration) -> Error {
    let mut body = Vec::new();
    let reading = async {
        while let Ok(Some(chunk)) = response.chunk().await {
            let room = MAX_REFUSAL - body.len();
            body.extend(chunk.iter().take(room));
            if chunk.len() >= room {
                break;
            }
        }
    };
    // The status says more than a broken or slow connection, so what was read of the body has to do.
    let _ = tokio::time::timeout(limit, reading).await;
    ApiError::new(operation, response.status(), response.headers(), body.into()).into()
}
