//! Sending a request, and all for which it is sent again: redirects, renewed tokens, user-interactive
//! authentication, and failures that pass.

use std::pin::pin;
use std::time::Duration;

use crate::http::redirect::{is_redirect, location};
use crate::http::retry::Failure;
use http::Method;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use reqwest::{Request, Response};
use tokio::time::{Instant, timeout_at};
use url::Url;

use crate::auth::credentials::Credentials;
use crate::auth::refresh::Held;
use crate::client::session::Hop;
use crate::error::Error;
use crate::http::redirect::RedirectError;
use crate::http::request::{Draft, Payload};
use crate::http::request_secrets::own_secrets;
use crate::http::trace;
use matrix_openapi_core::error::{ApiError, ErrorCode};
use matrix_openapi_core::operation::Operation;
use matrix_openapi_core::secret::Secret;

/// How many redirects one call follows.
const MAX_REDIRECTS: usize = 10;

/// How much of the body of a refusal is read.
const MAX_REFUSAL: usize = 1 << 20;

/// Longer than any program waits.
const FOR_EVER: Duration = Duration::from_secs(10 * 365 * 24 * 60 * 60);

/// How often a stream is looked at that is being sent.
const STALL_CHECK: Duration = Duration::from_secs(1);

/// What a call takes for an answer.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Expect {
    Json,
    Stream,
    Redirect,
}

/// The head of an answer.
pub(crate) struct Answer {
    pub(crate) response: Response,
    /// Until when the body may take, unless it is a stream.
    pub(crate) deadline: Instant,
    /// Where redirects led to, if there were any.
    pub(crate) from: Option<Box<Url>>,
}

/// A request that is complete but for what depends on the session.
pub(crate) struct Sending<'a> {
    pub(crate) draft: Box<Draft<'a>>,
    pub(crate) expect: Expect,
    pub(crate) limit: Duration,
    course: Course,
    /// Whether redirects led to another origin.
    strayed: bool,
}

/// What was already done to get an answer.
#[derive(Default)]
struct Course {
    refreshed: bool,
    repeated: u32,
    /// The stages of user-interactive authentication that were tried.
    stages: Vec<String>,
}

impl<'a> Sending<'a> {
    pub(crate) fn new(draft: Box<Draft<'a>>, expect: Expect, limit: Duration) -> Self {
        Self { draft, expect, limit, course: Course::default(), strayed: false }
    }

    /// Sends the request until there is an answer or nothing more to be done.
    ///
    /// What seldom happens is waited for on the heap, so that what always happens moves less.
    pub(crate) async fn answer(&mut self) -> Result<Answer, Error> {
        loop {
            let held = self.draft.session.held(self.draft.operation, &self.draft.options).await?;
            match self.once(held.as_ref().map(|held| held.credentials.as_ref())).await {
                Ok(answer) => return Ok(answer),
                Err(error) => Box::pin(self.recover(held.as_ref(), error)).await?,
            }
        }
    }

    /// Refreshes the token if the server has rejected it.
    async fn refresh(&self, held: Option<&Held>, error: &Error) -> Option<Result<(), Error>> {
        let held = held.filter(|_| error.api().is_some_and(ApiError::rejects_token) && !self.strayed)?;
        self.draft.session.refresh(self.draft.operation, &self.draft.options, held).await
    }

    /// Does what is needed before the request is sent again, or gives up with the error.
    pub(crate) async fn recover(&mut self, held: Option<&Held>, error: Error) -> Result<(), Error> {
        if self.draft.body.as_ref().is_some_and(|body| !body.content.is_lasting()) {
            // The stream is gone, but the next call is to find a token that is good.
            let _ = self.refresh(held, &error).await;
            return Err(error);
        }
        if !self.course.refreshed
            && let Some(outcome) = self.refresh(held, &error).await
        {
            self.course.refreshed = true;
            return outcome;
        }
        let uia = self.draft.options.uia.clone().filter(|_| !self.strayed);
        if let (Some(uia), Some(challenge)) = (uia, error.uia()) {
            let Draft { session, operation, .. } = &*self.draft;
            let failed = |(stage, source)| Error::Uia { operation: operation.id, stage, source };
            let base = session.base();
            return match uia.answer(base, challenge, error.errcode(), &mut self.course.stages).await {
                Ok(Some(auth)) => self.set_auth(&auth),
                Ok(None) => Err(error),
                Err(failure) => Err(failed(failure)),
            };
        }
        let policy = self.draft.options.retries.unwrap_or(self.draft.session.settings().retries);
        let wait = failure(self.draft.operation, &error)
            .and_then(|failure| policy.wait(failure, self.course.repeated));
        let Some(wait) = wait else { return Err(error) };
        trace::repetition(self.draft.operation, &error, wait);
        self.course.repeated += 1;
        tokio::time::sleep(wait).await;
        Ok(())
    }

    /// Sends the request once, follows redirects, and returns the success at their end.
    async fn once(&mut self, credentials: Option<&Credentials>) -> Result<Answer, Error> {
        self.strayed = false;
        let answer = {
            let mut request = self.request();
            self.authorize(credentials, Hop::First, &mut request)?;
            self.transmit(request)
        };
        let answer = answer.await?;
        match answer.response.status().is_success() {
            true => Ok(answer),
            false => Box::pin(self.follow(answer, credentials)).await,
        }
    }

    /// Follows redirects to the answer at their end.
    async fn follow(
        &mut self,
        mut answer: Answer,
        credentials: Option<&Credentials>,
    ) -> Result<Answer, Error> {
        let mut from: Option<Box<Url>> = None;
        for hop in 0.. {
            let status = answer.response.status();
            if status.is_success() || (self.expect == Expect::Redirect && is_redirect(status)) {
                return Ok(Answer { from, ..answer });
            }
            if !is_redirect(status) {
                return Err(self.refusal(answer, credentials).await);
            }
            if !matches!(self.draft.operation.method, Method::GET | Method::HEAD) {
                return Err(self.redirect(RedirectError::Method));
            }
            if hop == MAX_REDIRECTS {
                break;
            }
            // Not the address that the answer names: a layer may have sent the request elsewhere.
            let from = from.get_or_insert_with(|| Box::new(self.draft.url()));
            let headers = answer.response.headers();
            let location = location(from, headers).map_err(|problem| self.redirect(problem))?;
            // For good: the way back would let the other server choose what the token is used for.
            self.strayed |= location.origin() != self.draft.session.base().origin();
            if self.strayed && credentials.is_some_and(|credentials| credentials.occurs_in(&location)) {
                return Err(self.redirect(RedirectError::Credential));
            }
            **from = location.clone();
            answer = self.transmit(self.redirected(location, credentials)?).await?;
        }
        Err(self.redirect(RedirectError::TooMany))
    }

    /// The request at the place that a redirect leads to.
    fn redirected(&self, location: Url, credentials: Option<&Credentials>) -> Result<Request, Error> {
        let mut request = Request::new(self.draft.operation.method.clone(), location);
        // What describes the body is not sent again, since the body is not.
        *request.headers_mut() = self.draft.headers.clone();
        request.headers_mut().remove(CONTENT_TYPE);
        self.draft.session.dress(&mut request);
        if !self.strayed {
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
        let Draft { session, operation, options, .. } = &*self.draft;
        session.authorize(operation, options, credentials, hop, request)
    }

    /// The request with all that belongs to it but the credential.
    fn request(&mut self) -> Request {
        let mut request = Request::new(self.draft.operation.method.clone(), self.draft.url());
        *request.headers_mut() = self.draft.headers.clone();
        if let Some(Payload { content, media_type }) = &mut self.draft.body {
            let headers = request.headers_mut();
            headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static(media_type));
            if let Some(length) = content.announced() {
                headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
            }
            *request.body_mut() = content.take();
        }
        self.draft.session.dress(&mut request);
        request
    }

    /// Sends one request. It is begun here, so that what waits for the answer need not keep it.
    fn transmit<'s>(&'s self, request: Request) -> impl Future<Output = Result<Answer, Error>> + use<'s, 'a> {
        let operation = self.draft.operation;
        let streaming = request.body().is_some_and(|body| body.as_bytes().is_none());
        // A stream may take as long as it goes on; only a limit of the call's own is for all of it.
        let stream = self.draft.body.as_ref().filter(|_| streaming && self.draft.options.timeout.is_none());
        let mut deadline = after(if stream.is_some() { self.limit.min(STALL_CHECK) } else { self.limit });
        let answer = self.draft.session.next(operation).run(request);
        trace::observe(operation, async move {
            let mut answer = pin!(answer);
            loop {
                match (timeout_at(deadline, &mut answer).await, stream) {
                    (Ok(response), _) => {
                        let deadline = if stream.is_some() { after(self.limit) } else { deadline };
                        return Ok(Answer { response: response?, deadline, from: None });
                    }
                    (Err(_), Some(body)) if !body.content.is_stalled(self.limit) => {
                        deadline = after(self.limit.min(STALL_CHECK));
                    }
                    (Err(_), _) => return Err(Error::Timeout { operation: operation.id }),
                }
            }
        })
    }

    /// Puts what a stage of user-interactive authentication asks for into the body.
    fn set_auth(&mut self, auth: &[u8]) -> Result<(), Error> {
        let set = serde_json::from_slice(auth).and_then(|auth| self.draft.set_field("auth", auth));
        set.map_err(|source| Error::Encode { operation: self.draft.operation.id, source })
    }

    /// The error of a response other than success, which shows no secret that the request carried.
    async fn refusal(&self, answer: Answer, credentials: Option<&Credentials>) -> Error {
        let error = refusal(self.draft.operation, answer).await;
        if error.message.is_none() {
            return error.into();
        }
        let body = self.draft.body.as_ref().and_then(|body| body.content.as_bytes());
        let secrets = own_secrets(credentials, &self.draft.url(), body);
        let secrets: Vec<_> = secrets.iter().map(Secret::expose).collect();
        error.hiding(&secrets).into()
    }

    fn redirect(&self, problem: RedirectError) -> Error {
        Error::Redirect { operation: self.draft.operation.id, problem }
    }
}

/// What of the errors passes, so that the call may be repeated.
fn failure(operation: &Operation, error: &Error) -> Option<Failure> {
    match error {
        // Some servers limit requests with another status.
        Error::Api(error) if error.errcode == Some(ErrorCode::LimitExceeded) => {
            Some(Failure::Limited(error.retry_after))
        }
        Error::Api(error) => match error.status.as_u16() {
            429 => Some(Failure::Limited(error.retry_after)),
            // The last five are what a well-known proxy says of a server that it cannot reach.
            502..=504 | 520..=524 if operation.is_repeatable() => {
                Some(Failure::Unavailable(error.retry_after))
            }
            _ => None,
        },
        // Without a connection nothing was sent.
        Error::Transport { source, .. } if source.is_connect() || operation.is_repeatable() => {
            Some(Failure::Connection)
        }
        _ => None,
    }
}

/// When a time is over that starts now.
fn after(limit: Duration) -> Instant {
    // Years are as good as for ever, and can be added to any time.
    Instant::now() + limit.min(FOR_EVER)
}

/// The error of a response other than success.
async fn refusal(operation: &'static Operation, answer: Answer) -> ApiError {
    let Answer { mut response, deadline, .. } = answer;
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
    let _ = timeout_at(deadline, reading).await;
    ApiError::new(operation, response.status(), response.headers(), body.into())
}
