//! Reads of a single content: state or account data.

use std::fmt;
use std::marker::PhantomData;

use http::StatusCode;
use matrix_openapi_core::error::ErrorCode;

use crate::error::Error;
use crate::events::EventContent;
use crate::events::content_call::{ContentCall, setters};
use crate::http::box_future::BoxFuture;

/// A read of state or account data. Await it: the output is the content, or `None` if the server has none.
///
/// Reading fails with the variants of [`Error`]. `None` stands for 404 `M_NOT_FOUND` alone; another 404, such as one from a
/// proxy, is an error. State that was unset has an empty content.
#[must_use = "a read is sent only once it is awaited"]
pub struct ReadContent<'a, C> {
    call: ContentCall<'a>,
    /// The last parameter of the path, after the type.
    last: Option<String>,
    content: PhantomData<fn() -> C>,
}

impl<'a, C: EventContent> ReadContent<'a, C> {
    pub(crate) fn new(call: ContentCall<'a>, last: Option<String>) -> Self {
        Self { call, last, content: PhantomData }
    }

    setters! { event_type options }
}

impl<'a, C: EventContent> IntoFuture for ReadContent<'a, C> {
    type Output = Result<Option<C>, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let call = self.call.complete(self.last.as_deref())?;
            call.send_content().await.map(Some).or_else(|error| match is_absent(&error) {
                true => Ok(None),
                false => Err(error),
            })
        })
    }
}

impl<C> fmt::Debug for ReadContent<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ReadContent").field(&self.call).finish()
    }
}

/// Whether the server says that it has no such content.
fn is_absent(error: &Error) -> bool {
    let status = error.api().map(|error| error.status);
    status == Some(StatusCode::NOT_FOUND) && error.errcode() == Some(&ErrorCode::NotFound)
}
