//! One request: how it is put together, sent and answered.

use std::fmt;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, LOCATION};
use http::{Method, StatusCode};
use matrix_openapi_wire::runtime::{Query, QueryValue, decode, encode};
use reqwest::{Request, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use url::Url;

use crate::{
    ApiError, Body, Download, Error, FederationMedia, Operation, Raw, Redirect, RedirectError, Session,
};

/// How many redirects one call follows.
const MAX_REDIRECTS: usize = 10;

/// How much of the body of a refusal is read.
const MAX_REFUSAL: usize = 1 << 20;

/// How much longer than its template a path is likely to become.
const ARGUMENTS: usize = 96;

/// Up to which length an answer is taken in one go.
const SMALL_ANSWER: u64 = 1 << 16;

/// A request that is being put together.
///
/// The parts that depend on a type are kept small, since hundreds of operations use them. An argument
/// that cannot be sent is kept until the call is, so that setters need no result.
#[must_use = "a call does nothing until it is sent"]
pub struct Call<'a> {
    session: &'a Session,
    operation: &'static Operation,
    path: String,
    /// What of the template is still to be filled.
    template: &'static str,
    query: Query,
    headers: HeaderMap,
    body: Option<Payload>,
    failure: Option<Error>,
}

struct Payload {
    content: Body,
    media_type: &'static str,
}

impl<'a> Call<'a> {
    /// Starts a call without arguments.
    pub fn new(session: &'a Session, operation: &'static Operation) -> Self {
        let prefix = session.base().path().trim_end_matches('/');
        let mut path = String::with_capacity(prefix.len() + operation.path.len() + ARGUMENTS);
        path.push_str(prefix);
        Self {
            session,
            operation,
            path,
            template: operation.path,
            query: Query::default(),
            headers: HeaderMap::new(),
            body: None,
            failure: None,
        }
    }

    /// Fills the next place of the path.
    pub fn path(&mut self, value: &str) {
        let places =
            self.template.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)));
        match places {
            Some((before, (_, after))) => {
                self.path.push_str(before);
                encode(value, &mut self.path);
                self.template = after;
            }
            None => self.fail(Error::Template { operation: self.operation.id }),
        }
    }

    /// Sets a query parameter in place of what was set under its name.
    pub fn query(&mut self, name: &'static str, value: &(impl QueryValue + ?Sized)) {
        self.query.set(name, value);
    }

    /// Sets a header in place of what was set under its name.
    pub fn header(&mut self, name: &'static str, value: &str) {
        match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
            (Ok(name), Ok(value)) => drop(self.headers.insert(name, value)),
            _ => self.fail(Error::argument(self.operation.id, name, "holds what no header may carry")),
        }
    }

    /// Sets the body to a value as JSON.
    pub fn json(&mut self, value: &(impl Serialize + ?Sized)) {
        let text = serde_json::to_vec(value);
        self.json_text(text);
    }

    /// Sets the body to a value as JSON, unless there is a body already.
    pub fn json_unless_given(&mut self, value: &(impl Serialize + ?Sized)) {
        if self.body.is_none() {
            self.json(value);
        }
    }

    /// The text of a value as JSON, for a member of the body.
    pub fn raw<T>(&mut self, value: &(impl Serialize + ?Sized)) -> Raw<T> {
        let json = serde_json::value::to_raw_value(value).unwrap_or_else(|source| {
            self.fail(Error::Encode { operation: self.operation.id, source });
            // The call is not sent, so that nobody sees this.
            RawValue::NULL.to_owned()
        });
        json.into()
    }

    /// Sets the body to bytes of any kind.
    pub fn bytes(&mut self, body: impl Into<Body>) {
        self.body = Some(Payload { content: body.into(), media_type: "application/octet-stream" });
    }

    /// Sends the request and reads the answer as JSON.
    ///
    /// # Errors
    /// All that [`Error`] lists.
    pub async fn send_json<T: DeserializeOwned>(self) -> Result<T, Error> {
        let operation = self.operation.id;
        Ok(decode(operation, self.json_answer().await?)?)
    }

    /// Sends the request and ignores the body of the answer.
    ///
    /// # Errors
    /// All that [`Error`] lists.
    pub async fn send_empty(self) -> Result<(), Error> {
        self.execute().await.map(drop)
    }

    /// Sends the request and hands the answer on as it comes.
    ///
    /// # Errors
    /// All that [`Error`] lists.
    pub async fn send_stream(self) -> Result<Download, Error> {
        let operation = self.operation.id;
        self.execute().await.map(|response| Download::new(operation, response))
    }

    /// Sends the request and returns where the server redirects to, without going there.
    ///
    /// # Errors
    /// All that [`Error`] lists.
    pub async fn send_redirect(self) -> Result<Redirect, Error> {
        let (session, operation) = (self.session, self.operation);
        let request = self.request()?;
        let url = request.url().clone();
        let response = transmit(session, operation, request).await?;
        if is_redirect(response.status()) {
            let location = location(operation, &url, response.headers())?;
            return Ok(Redirect::new(response.status(), location));
        }
        session.finish(operation, response).await?;
        Err(Error::Redirect { operation: operation.id, problem: RedirectError::Expected })
    }

    /// Sends the request and reads an answer of several parts up to its file.
    ///
    /// # Errors
    /// All that [`Error`] lists.
    pub async fn send_media(self) -> Result<FederationMedia, Error> {
        let (operation, limit) = (self.operation, self.session.max_json_size());
        FederationMedia::read(operation, self.execute().await?, limit).await
    }

    fn fail(&mut self, error: Error) {
        // The first failure is the one to mend.
        self.failure.get_or_insert(error);
    }

    fn json_text(&mut self, text: Result<Vec<u8>, serde_json::Error>) {
        match text {
            Ok(text) => self.body = Some(Payload { content: text.into(), media_type: "application/json" }),
            Err(source) => self.fail(Error::Encode { operation: self.operation.id, source }),
        }
    }

    async fn json_answer(self) -> Result<Bytes, Error> {
        let (operation, limit) = (self.operation.id, self.session.max_json_size());
        let response = self.execute().await?;
        match response.content_length() {
            // Most answers are small, and then what HTTP holds of them already is all that is needed.
            Some(length)
                if length <= SMALL_ANSWER && usize::try_from(length).is_ok_and(|length| length <= limit) =>
            {
                response.bytes().await.map_err(|source| Error::transport(operation, source))
            }
            _ => Download::new(operation, response).bytes_within(limit).await,
        }
    }

    /// Sends the request, follows redirects, and returns the success at their end.
    async fn execute(self) -> Result<Response, Error> {
        let (session, operation) = (self.session, self.operation);
        // What describes the body is not sent again, since the body is not.
        let mut headers = self.headers.clone();
        headers.remove(CONTENT_TYPE);
        let mut request = self.request()?;
        let mut at_home = true;
        for _ in 0..=MAX_REDIRECTS {
            let method = request.method().clone();
            let response = transmit(session, operation, request).await?;
            if !is_redirect(response.status()) {
                return session.finish(operation, response).await;
            }
            if !matches!(method, Method::GET | Method::HEAD) {
                return Err(Error::Redirect { operation: operation.id, problem: RedirectError::Method });
            }
            let url = response.url();
            let location = location(operation, url, response.headers())?;
            // For good: the way back would let the other server choose what the token is used for.
            at_home &= location.origin() == url.origin();
            request = Request::new(method, location);
            *request.headers_mut() = headers.clone();
            session.dress(&mut request);
            if at_home {
                session.authorize(operation, &mut request)?;
            }
        }
        Err(Error::Redirect { operation: operation.id, problem: RedirectError::TooMany })
    }

    /// The request with all that belongs to it.
    fn request(mut self) -> Result<Request, Error> {
        if let Some(error) = self.failure.take() {
            return Err(error);
        }
        let operation = self.operation;
        let mut url = self.url()?;
        self.query.write(&mut url);
        let mut request = Request::new(operation.method.clone(), url);
        if let Some(Payload { content, media_type }) = self.body {
            self.headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static(media_type));
            if let Some(length) = content.announced() {
                self.headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
            }
            *request.body_mut() = Some(content.into_content());
        }
        *request.headers_mut() = self.headers;
        self.session.prepare(operation, &mut request)?;
        Ok(request)
    }

    fn url(&mut self) -> Result<Url, Error> {
        let operation = self.operation.id;
        if self.template.contains(['{', '}']) {
            return Err(Error::Template { operation });
        }
        self.path.push_str(self.template);
        // URLs give such segments a meaning of their own, in whatever way they are encoded.
        if self.path.contains("/.") && self.path.split('/').any(|segment| matches!(segment, "." | "..")) {
            return Err(Error::argument(operation, "path", "may not hold `.` or `..` for a whole segment"));
        }
        let mut url = self.session.base().clone();
        url.set_path(&self.path);
        Ok(url)
    }
}

impl fmt::Debug for Call<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Arguments are left out: some of them are tokens.
        f.debug_struct("Call")
            .field("operation", &self.operation.id)
            .field("method", &self.operation.method)
            .field("path", &self.operation.path)
            .finish_non_exhaustive()
    }
}

/// The error that an answer other than success stands for.
pub(crate) async fn refusal(operation: &'static str, mut response: Response) -> Error {
    let mut body = Vec::new();
    // The status says more than a broken connection, so what was read of the body has to do.
    while let Ok(Some(chunk)) = response.chunk().await {
        let room = MAX_REFUSAL - body.len();
        body.extend(chunk.iter().take(room));
        if chunk.len() >= room {
            break;
        }
    }
    Error::Api(Box::new(ApiError::new(operation, response.status(), response.headers(), body.into())))
}

async fn transmit(
    session: &Session,
    operation: &'static Operation,
    request: Request,
) -> Result<Response, Error> {
    session.http().execute(request).await.map_err(|source| Error::transport(operation.id, source))
}

fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// Where a redirect leads to, if it may be followed.
pub(crate) fn location(operation: &'static Operation, from: &Url, headers: &HeaderMap) -> Result<Url, Error> {
    let refuse = |problem| Error::Redirect { operation: operation.id, problem };
    let text = headers.get(LOCATION).and_then(|value| std::str::from_utf8(value.as_bytes()).ok());
    let url = text.and_then(|text| from.join(text).ok()).ok_or(refuse(RedirectError::Location))?;
    // A name in the address would become a credential of its own.
    if !matches!(url.scheme(), "http" | "https") || !url.username().is_empty() || url.password().is_some() {
        return Err(refuse(RedirectError::Location));
    }
    if from.scheme() == "https" && url.scheme() == "http" {
        return Err(refuse(RedirectError::Downgrade));
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use crate::{Api, Authentication};

    use super::*;

    static PROBE: Operation = Operation {
        api: Api::ClientServer,
        id: "probe",
        method: Method::GET,
        path: "/",
        rust: "probe",
        authentication: Authentication::None,
        rate_limited: false,
        added: None,
        deprecated: false,
    };

    fn follow(from: &str, to: &str) -> Result<String, RedirectError> {
        let headers = HeaderMap::from_iter([(LOCATION, to.parse().unwrap())]);
        match location(&PROBE, &Url::parse(from).unwrap(), &headers) {
            Ok(url) => Ok(url.into()),
            Err(Error::Redirect { problem, .. }) => Err(problem),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn locations_are_resolved_and_never_lead_out_of_tls() {
        assert_eq!(follow("https://a/x/y", "z?q").as_deref(), Ok("https://a/x/z?q"));
        assert_eq!(follow("https://a/x", "//b/y").as_deref(), Ok("https://b/y"));
        assert_eq!(follow("http://a/", "https://a/").as_deref(), Ok("https://a/"));
        assert_eq!(follow("https://a/", "http://a/"), Err(RedirectError::Downgrade));
        assert_eq!(follow("https://a/", "file:///etc/passwd"), Err(RedirectError::Location));
        assert_eq!(follow("https://a/", "https://"), Err(RedirectError::Location));
    }
}
