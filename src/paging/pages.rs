//! The pages of a list.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::{FusedStream, Stream};
use matrix_openapi_core::json::Misfit;

use crate::error::Error;
use crate::http::call::Call;
use crate::paging::pager::{Paged, Pager, ReadAs, page};

/// The pages of a list. Each is requested when the program asks for it.
///
/// The last page is the one without a token. A page may be empty without being the last one. If a server repeats the token of an
/// empty page, that page is the last one too. If it repeats the token of another page, the pages end with
/// [`PagingError::RepeatedToken`](super::PagingError::RepeatedToken).
///
/// An error ends the pages. [`token`](Self::token) is then the token of the failed page, from which a new call can continue.
///
/// `Pages` is a [`Stream`] too. Dropping the future of [`next`](Self::next) loses nothing: the next call continues the request.
///
/// # Examples
///
/// ```no_run
/// # #[cfg(feature = "client-server")]
/// # async fn run(client: matrix_openapi::client_server::Client) -> Result<(), matrix_openapi::Error> {
/// let mut pages = client.get_thread_roots("!room:example.org").limit(50).pages();
/// while let Some(page) = pages.next().await? {
///     println!("{} threads", page.chunk.len());
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "pages are requested only when the program asks for them"]
pub struct Pages<'a, P> {
    pager: Pager<'a>,
    read: ReadAs<P>,
}

impl<'a, P> Pages<'a, P> {
    #[doc(hidden)]
    #[inline]
    pub fn of<C: Paged<Page = P>>(call: Call<'a>) -> Self {
        Self { pager: Pager::new(call), read: page::<C> }
    }

    /// Requests the next page, and returns it; `None` after the last page, and after an error.
    ///
    /// # Errors
    /// The variants of [`Error`].
    pub async fn next(&mut self) -> Result<Option<P>, Error> {
        poll_fn(|context| self.pager.poll_page(self.read, context)).await.transpose()
    }

    /// Returns the token of the next page, from which another call of the operation can continue; `None` for the first page.
    ///
    /// After an error, this is the token of the failed page. After the last page, it is the token of the last page, so the other
    /// call returns that page again.
    pub fn token(&self) -> Option<&str> {
        self.pager.token()
    }

    /// Returns the misfits of the last returned page: parts that were left out, at most the first hundred.
    pub fn misfits(&self) -> &[Misfit] {
        self.pager.misfits()
    }
}

impl<P> Stream for Pages<'_, P> {
    type Item = Result<P, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let read = self.read;
        self.pager.poll_page(read, context)
    }
}

impl<P> FusedStream for Pages<'_, P> {
    fn is_terminated(&self) -> bool {
        self.pager.has_ended()
    }
}

impl<P> fmt::Debug for Pages<'_, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pages").field(&self.pager.operation().id).finish()
    }
}
