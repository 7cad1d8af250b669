//! Requests and responses on standard error, without secrets.

use std::time::Instant;

use matrix_openapi::Error;
use matrix_openapi::http::{BoxFuture, Middleware, Next, Operation};
use matrix_openapi::reqwest::header::{AUTHORIZATION, COOKIE, HeaderMap, SET_COOKIE};
use matrix_openapi::reqwest::{Request, Response, Url};

/// Query parameters that carry credentials.
const HIDDEN: [&str; 3] = ["access_token", "loginToken", "token"];

/// Prints each request and the head of its response.
pub struct Trace {
    secrets: Vec<String>,
}

impl Trace {
    /// Creates a trace that hides these secrets, and credentials.
    pub fn new(secrets: &[String]) -> Self {
        Self { secrets: secrets.to_vec() }
    }

    /// Returns a URL without secrets.
    fn url(&self, url: &Url) -> String {
        let mut shown = url.clone();
        let is_hidden = |name: &str, value: &str| {
            HIDDEN.contains(&name) || self.secrets.iter().any(|secret| secret == value)
        };
        let pairs: Vec<_> = url.query_pairs().into_owned().collect();
        if pairs.iter().any(|(name, value)| is_hidden(name, value)) {
            let pairs =
                pairs.iter().map(|(name, value)| (name, if is_hidden(name, value) { "…" } else { value }));
            shown.query_pairs_mut().clear().extend_pairs(pairs);
        }
        shown.to_string()
    }
}

impl Middleware for Trace {
    fn handle<'a>(
        &'a self,
        _: &'static Operation,
        request: Request,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<Response, Error>> {
        eprintln!("> {} {}", request.method(), self.url(request.url()));
        headers('>', request.headers());
        let start = Instant::now();
        let response = next.run(request);
        Box::pin(async move {
            let response = response.await;
            match &response {
                Ok(response) => {
                    eprintln!("< {} in {} ms", response.status(), start.elapsed().as_millis());
                    headers('<', response.headers());
                }
                Err(error) => eprintln!("< {error}"),
            }
            response
        })
    }
}

fn headers(mark: char, headers: &HeaderMap) {
    for (name, value) in headers {
        let is_secret = [AUTHORIZATION, COOKIE, SET_COOKIE].contains(name);
        let text = String::from_utf8_lossy(value.as_bytes());
        let shown = if is_secret { "…".into() } else { text.escape_debug().to_string() };
        eprintln!("{mark} {name}: {shown}");
    }
}
