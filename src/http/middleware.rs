//! Middleware of the program around each request.

use std::sync::Arc;

use reqwest::{Request, Response};

use crate::error::Error;
use crate::http::box_future::BoxFuture;
use crate::http::http_client::HttpClient;
use matrix_openapi_core::operation::Operation;

/// Middleware around each request of a client, including retries and redirects.
///
/// It gets the request with its credential, so take care when it logs or forwards the request.
///
/// ```
/// use std::time::Instant;
///
/// use matrix_openapi::Error;
/// use matrix_openapi::http::{BoxFuture, Middleware, Next, Operation};
/// use matrix_openapi::reqwest::{Request, Response};
///
/// struct Timing;
///
/// impl Middleware for Timing {
///     fn handle<'a>(
///         &'a self,
///         operation: &'static Operation,
///         request: Request,
///         next: Next<'a>,
///     ) -> BoxFuture<'a, Result<Response, Error>> {
///         Box::pin(async move {
///             let start = Instant::now();
///             let response = next.run(request).await;
///             println!("{}: {:?}", operation.method_name, start.elapsed());
///             response
///         })
///     }
/// }
/// ```
pub trait Middleware: Send + Sync + 'static {
    /// Handles a request, usually by passing it to [`Next::run`].
    ///
    /// The returned future is dropped when the request times out.
    ///
    /// # Errors
    /// Any error ends the call; [`Error::Middleware`] is for the middleware's own errors.
    fn handle<'a>(
        &'a self,
        operation: &'static Operation,
        request: Request,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<Response, Error>>;
}

/// The rest of the chain: further middleware, and then the server.
#[derive(Clone, Copy)]
pub struct Next<'a> {
    operation: &'static Operation,
    middleware: &'a [Arc<dyn Middleware>],
    http: &'a HttpClient,
}

impl<'a> Next<'a> {
    pub(crate) fn new(
        operation: &'static Operation,
        middleware: &'a [Arc<dyn Middleware>],
        http: &'a HttpClient,
    ) -> Self {
        Self { operation, middleware, http }
    }

    /// Passes the request on and returns its response.
    ///
    /// # Errors
    /// If the request fails, or further middleware ends the call.
    pub fn run(self, request: Request) -> impl Future<Output = Result<Response, Error>> + Send + use<'a> {
        let Self { operation, middleware, http } = self;
        // Started before the first `await`, so the future does not hold the request.
        let response = match middleware.split_first() {
            Some((first, middleware)) => {
                Ok(first.handle(operation, request, Next { operation, middleware, http }))
            }
            None => Err(http.send(operation, request)),
        };
        async move {
            match response {
                Ok(middleware) => middleware.await,
                Err(http) => http.await,
            }
        }
    }
}
