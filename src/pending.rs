//! Calls on their way.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use matrix_openapi_wire::runtime::decode;
use serde::de::DeserializeOwned;

use crate::{BoxFuture, Error};

/// A call on its way to its answer: it starts once it is awaited, and ends if this is dropped.
///
/// It is a few words long, whatever it is that is waited for.
#[must_use = "a call is sent only once it is awaited"]
pub struct Pending<'a, T> {
    operation: &'static str,
    content: BoxFuture<'a, Result<Bytes, Error>>,
    answer: PhantomData<fn() -> T>,
}

impl<'a, T> Pending<'a, T> {
    pub(crate) fn new(operation: &'static str, content: BoxFuture<'a, Result<Bytes, Error>>) -> Self {
        Self { operation, content, answer: PhantomData }
    }
}

impl<T: DeserializeOwned> Future for Pending<'_, T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let content = ready!(self.content.as_mut().poll(context))?;
        Poll::Ready(Ok(decode(self.operation, content)?))
    }
}

impl<T> fmt::Debug for Pending<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pending").field(&self.operation).finish()
    }
}
