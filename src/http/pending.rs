//! Calls that are awaited.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use crate::error::Error;
use crate::http::box_future::BoxFuture;
use crate::http::response::ResponseContent;
use matrix_openapi_core::operation::Operation;

/// A future of a call's response. The call starts when the future is polled, and is cancelled when it is dropped.
///
/// It has one small size for all operations.
#[must_use = "a call is sent only once it is awaited"]
pub struct Pending<'a, T> {
    operation: &'static Operation,
    content: BoxFuture<'a, Result<ResponseContent, Error>>,
    read: fn(&'static Operation, ResponseContent) -> Result<T, Error>,
}

impl<'a, T> Pending<'a, T> {
    pub(crate) fn new(
        operation: &'static Operation,
        content: BoxFuture<'a, Result<ResponseContent, Error>>,
        read: fn(&'static Operation, ResponseContent) -> Result<T, Error>,
    ) -> Self {
        Self { operation, content, read }
    }
}

impl<T> Future for Pending<'_, T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let content = ready!(self.content.as_mut().poll(context))?;
        Poll::Ready((self.read)(self.operation, content))
    }
}

impl<T> fmt::Debug for Pending<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pending").field(&self.operation.id).finish()
    }
}
