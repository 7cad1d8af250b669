//! A program's own layers around each request.

use std::sync::Arc;

use reqwest::{Request, Response};

use crate::error::Error;
use crate::http::box_future::BoxFuture;
use matrix_openapi_core::operation::Operation;

/// A layer around each request of a client, every repetition and redirect included.
///
/// It sees the request as it is sent, with its credential: what it logs or forwards is in its own hands.
pub trait Middleware: Send + Sync + 'static {
    /// Handles a request: usually by handing it to [`Next::run`], and doing something before or after. Once
    /// the time of the request is over, what this returned is dropped.
    ///
    /// # Errors
    /// Whatever ends the call; [`Error::Middleware`] is for the layer's own.
    fn handle<'a>(
        &'a self,
        operation: &'static Operation,
        request: Request,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<Response, Error>>;
}

/// What comes after a layer: further layers, and then the server.
#[derive(Clone, Copy)]
pub struct Next<'a> {
    operation: &'static Operation,
    layers: &'a [Arc<dyn Middleware>],
    http: &'a reqwest::Client,
}

impl<'a> Next<'a> {
    pub(crate) fn new(
        operation: &'static Operation,
        layers: &'a [Arc<dyn Middleware>],
        http: &'a reqwest::Client,
    ) -> Self {
        Self { operation, layers, http }
    }

    /// Sends the request on.
    ///
    /// # Errors
    /// If it does not get through, or a further layer ends the call.
    pub fn run(self, request: Request) -> impl Future<Output = Result<Response, Error>> + Send + use<'a> {
        let Self { operation, layers, http } = self;
        // Begun here, so that what waits need not keep the request.
        let answer = match layers.split_first() {
            Some((layer, layers)) => Ok(layer.handle(operation, request, Next { operation, layers, http })),
            None => Err(http.execute(request)),
        };
        async move {
            match answer {
                Ok(layer) => layer.await,
                Err(http) => http.await.map_err(|source| Error::transport(operation.id, source)),
            }
        }
    }
}
