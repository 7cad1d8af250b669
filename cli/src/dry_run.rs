//! Prints a request instead of sending it: the library builds the request, and middleware captures it.

use std::sync::{Arc, Mutex, PoisonError};

use matrix_openapi::auth::{Authentication, Scheme};
use matrix_openapi::http::{Api, BoxFuture, Middleware, Next, Operation, RetryPolicy, UntypedCall};
use matrix_openapi::reqwest::header::{AUTHORIZATION, USER_AGENT};
use matrix_openapi::reqwest::{Request, Response};
use matrix_openapi::{CallOptions, Credentials, Error, Session};

use crate::accounts::Accounts;
use crate::connect;
use crate::failure::{Failure, Outcome};
use crate::globals::Globals;
use crate::input::STANDARD;
use crate::output;
use crate::request::{Arguments, Payload};
use crate::secrets::{self, marker, named, quoted};

/// Middleware that captures a request and ends its call.
#[derive(Clone, Default)]
pub struct Capture(Arc<Mutex<Option<Request>>>);

impl Middleware for Capture {
    fn handle<'a>(
        &'a self,
        _: &'static Operation,
        request: Request,
        _: Next<'a>,
    ) -> BoxFuture<'a, Result<Response, Error>> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(request);
        let ended = Error::Middleware { operation: "request", source: "a dry run sends nothing".into() };
        Box::pin(async move { Err(ended) })
    }
}

impl Capture {
    /// Returns the captured request.
    ///
    /// # Errors
    /// If the call ended before the library built a request.
    pub fn request(&self, outcome: Result<(), Error>) -> Outcome<Request> {
        let request = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        match (request, outcome) {
            (Some(request), _) => Ok(request),
            (None, Err(error)) => Err(error.into()),
            (None, Ok(())) => Err(Failure::usage("the command would send no request")),
        }
    }
}

/// Returns a session that sends nothing, with a placeholder for the credential.
///
/// # Errors
/// If the URL cannot be used.
pub fn session(api: Api, url: &str, capture: &Capture, credential: Option<Credentials>) -> Outcome<Session> {
    use matrix_openapi::{application_service, client_server, identity, push_gateway, server_server};
    macro_rules! session {
        ($module:ident) => {{
            let builder = $module::Client::builder(url).allow_plain_http().retries(RetryPolicy::never());
            builder.middleware(capture.clone()).build()?.session().clone()
        }};
    }
    let session = match api {
        Api::ClientServer => session!(client_server),
        Api::ServerServer => session!(server_server),
        Api::ApplicationService => session!(application_service),
        Api::Identity => session!(identity),
        Api::PushGateway => session!(push_gateway),
    };
    Ok(credential.map_or(session.clone(), |credential| session.with_credentials(credential)))
}

/// Returns the placeholder for the credential of an operation; `None` without a credential or with a signature.
pub fn credential(operation: &Operation, globals: &Globals, accounts: &Accounts) -> Option<Credentials> {
    let token = || marker(secrets::TOKEN);
    let scheme = match operation.authentication {
        Authentication::Required(schemes) if !globals.is_anonymous => *schemes.first()?,
        Authentication::Optional(schemes) if connect::has_credential(globals, accounts) => {
            *schemes.first()?
        }
        _ => return None,
    };
    if let Some(user) = globals.as_user.as_ref().filter(|_| operation.api == Api::ClientServer) {
        return Some(Credentials::appservice(token()).user_id(user.as_str()).into());
    }
    match (operation.api, scheme) {
        (Api::Identity, _) => Some(Credentials::identity(token())),
        (_, Scheme::HomeserverAccessToken) => Some(Credentials::homeserver(token())),
        (_, Scheme::AppserviceAccessTokenBearer | Scheme::AppserviceAccessTokenQuery) => {
            Some(Credentials::appservice(token()).into())
        }
        (_, Scheme::AccessTokenBearer | Scheme::AccessTokenQuery) => Some(Credentials::access_token(token())),
        _ => None,
    }
}

/// Prints the request of an operation.
///
/// # Errors
/// If the request could not be sent.
pub async fn operation(
    operation: &'static Operation,
    arguments: &Arguments,
    globals: &Globals,
    accounts: &Accounts,
) -> Outcome {
    let url = connect::url_without_requests(operation.api, globals, accounts).await?;
    let capture = Capture::default();
    let session = session(operation.api, &url, &capture, credential(operation, globals, accounts))?;
    let mut options = CallOptions::new();
    let is_signed = matches!(operation.authentication, Authentication::Required(schemes) if schemes.contains(&Scheme::SignedRequest));
    if is_signed || globals.is_anonymous {
        options = options.unauthenticated();
    }
    let request = capture.request(call(&session, operation, arguments, options).send().await)?;
    let signature =
        (is_signed && !globals.is_anonymous).then(|| format!("X-Matrix {}", marker(secrets::SIGNATURE)));
    print(&request, signature, arguments.body.as_ref())
}

/// Prints a request, and a curl command that sends it.
///
/// # Errors
/// If it cannot be written.
pub fn print(request: &Request, signature: Option<String>, payload: Option<&Payload>) -> Outcome {
    let mut headers: Vec<(String, String)> = Vec::new();
    for (name, value) in request.headers().iter().filter(|(name, _)| **name != USER_AGENT) {
        // Capitalized, as people write it.
        let name = if *name == AUTHORIZATION { "Authorization".to_owned() } else { name.to_string() };
        headers.push((name, String::from_utf8_lossy(value.as_bytes()).into_owned()));
    }
    headers.extend(signature.map(|value| ("Authorization".to_owned(), value)));
    let body = request
        .body()
        .and_then(|body| body.as_bytes())
        .map(|body| String::from_utf8_lossy(body).into_owned());
    let body = body.filter(|body| !body.is_empty());
    let url = request.url().as_str();
    let mut text = named(&format!("{} {url}\n", request.method()));
    for (name, value) in &headers {
        text += &named(&format!("{name}: {value}\n"));
    }
    match (payload, &body) {
        (Some(Payload::File(path, _)), _) => text += &format!("\n<{path}>\n"),
        (_, Some(body)) => text += &format!("\n{}\n", named(body)),
        _ => {}
    }
    output::print(&format!("{text}\n{}\n", curl(request, &headers, payload, body.as_deref())))
}

/// Starts the call, without reading the file of the body.
fn call<'a>(
    session: &'a Session,
    operation: &'static Operation,
    arguments: &Arguments,
    options: CallOptions,
) -> UntypedCall<'a> {
    let mut call = session.call(operation).options(options);
    for value in &arguments.path {
        call = call.path(value);
    }
    for (name, value) in &arguments.query {
        call = call.query(name, value);
    }
    for (name, value) in &arguments.headers {
        call = call.header(name, value);
    }
    match &arguments.body {
        None => call,
        Some(Payload::Json(text)) => call.json(text),
        Some(Payload::File(_, media_type)) => call.body("", media_type),
    }
}

/// Returns the curl command that sends the same request.
fn curl(
    request: &Request,
    headers: &[(String, String)],
    payload: Option<&Payload>,
    body: Option<&str>,
) -> String {
    let mut words = vec!["curl".to_owned()];
    match request.method().as_str() {
        "GET" => {}
        "HEAD" => words.push("--head".to_owned()),
        method => words.push(format!("--request {method}")),
    }
    for (name, value) in headers {
        words.push(format!("--header {}", quoted(&format!("{name}: {value}"))));
    }
    match (payload, body) {
        (Some(Payload::File(path, _)), _) => {
            let path = if path == STANDARD { path.clone() } else { quoted(path) };
            words.push(format!("--data-binary @{path}"));
        }
        (_, Some(body)) => words.push(format!("--data-raw {}", quoted(body))),
        _ => {}
    }
    words.push(quoted(request.url().as_str()));
    words.join(" ")
}
