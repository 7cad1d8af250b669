//! The HTTP client of a session.

use matrix_openapi_core::operation::Operation;
use reqwest::{Request, Response};

use crate::error::Error;
use crate::http::redirect::RedirectError;

/// An HTTP client that this crate built, or one of the program.
pub(crate) enum HttpClient {
    Own(reqwest::Client),
    Given(reqwest::Client),
}

impl HttpClient {
    /// Sends a request and returns its response, even a redirect. The request is consumed before the first `await`.
    ///
    /// # Errors
    /// If the request fails, or the client of the program has followed a redirect.
    pub(crate) fn send(
        &self,
        operation: &'static Operation,
        request: Request,
    ) -> impl Future<Output = Result<Response, Error>> + Send + use<> {
        let (response, url) = match self {
            Self::Own(http) => (http.execute(request), None),
            Self::Given(http) => {
                let url = Box::new(request.url().clone());
                (http.execute(request), Some(url))
            }
        };
        async move {
            let response = response.await.map_err(|source| Error::transport(operation.id, source))?;
            match url {
                Some(url) if *url != *response.url() => {
                    Err(Error::Redirect { operation: operation.id, problem: RedirectError::Followed })
                }
                _ => Ok(response),
            }
        }
    }
}
