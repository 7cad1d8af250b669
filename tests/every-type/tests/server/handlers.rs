//! Handlers of all operations. Each records its request, and responds with a sample.

use std::future::{Ready, ready};
use std::sync::{Arc, Mutex};

use matrix_openapi::http::{Operation, Redirect};
use matrix_openapi::server::{Content, ErrorResponse, FederationFile, Received, Router, ServerEndpoint};
use matrix_openapi_codegen::lower::ir::Response;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::models::MODELS;
use crate::sample;

include!(concat!(env!("OUT_DIR"), "/router.rs"));

/// The request that a handler received.
#[derive(Debug)]
pub struct Handled {
    pub operation: &'static Operation,
    /// The JSON of its body, as the type writes it.
    pub body: Option<Value>,
}

/// The requests of all handlers.
#[derive(Clone, Default)]
pub struct Handlers(Arc<Mutex<Vec<Handled>>>);

impl Handlers {
    /// Returns the requests since the last call.
    pub fn take(&self) -> Vec<Handled> {
        std::mem::take(&mut self.0.lock().unwrap())
    }

    fn json<E: ServerEndpoint<Response: DeserializeOwned>>(
        &self,
        body: fn(&E::Request) -> Option<Value>,
    ) -> impl Fn(Received<E>) -> Ready<Result<E::Response, ErrorResponse>> + Send + Sync + 'static + use<E>
    {
        self.handler(body, || {
            let model = &MODELS[E::OPERATION.api.slug()];
            let call = model.operations.iter().find(|call| call.facts.id == E::OPERATION.id).unwrap();
            let Response::Json(ty) = &call.response else { panic!("{} has no JSON", E::OPERATION.id) };
            serde_json::from_value(sample::sample(model, ty)).unwrap()
        })
    }

    fn content<E: ServerEndpoint<Response = Content>>(
        &self,
        body: fn(&E::Request) -> Option<Value>,
    ) -> impl Fn(Received<E>) -> Ready<Result<Content, ErrorResponse>> + Send + Sync + 'static + use<E> {
        self.handler(body, || Content::new("text/plain", "text"))
    }

    fn multipart<E: ServerEndpoint<Response = FederationFile>>(
        &self,
        body: fn(&E::Request) -> Option<Value>,
    ) -> impl Fn(Received<E>) -> Ready<Result<FederationFile, ErrorResponse>> + Send + Sync + 'static + use<E>
    {
        self.handler(body, || FederationFile::new(Content::new("text/plain", "text")))
    }

    fn redirect<E: ServerEndpoint<Response = Redirect>>(
        &self,
        body: fn(&E::Request) -> Option<Value>,
    ) -> impl Fn(Received<E>) -> Ready<Result<Redirect, ErrorResponse>> + Send + Sync + 'static + use<E> {
        self.handler(body, || Redirect::to("https://example.org/login").unwrap())
    }

    fn handler<E: ServerEndpoint>(
        &self,
        body: fn(&E::Request) -> Option<Value>,
        response: fn() -> E::Response,
    ) -> impl Fn(Received<E>) -> Ready<Result<E::Response, ErrorResponse>> + Send + Sync + 'static + use<E>
    {
        let handled = Arc::clone(&self.0);
        move |received| {
            let body = body(&received.request);
            handled.lock().unwrap().push(Handled { operation: E::OPERATION, body });
            ready(Ok(response()))
        }
    }
}
