//! The items of a list, across its pages.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::{FusedStream, Stream};
use matrix_openapi_core::json::Misfit;

use crate::error::Error;
use crate::http::call::Call;
use crate::paging::pager::{Paged, Pager, ReadAs, items};
use crate::paging::paging_error::PagingError;

/// The limit of empty pages in a row, since each is a request that the program does not see.
const MAX_EMPTY_PAGES: u32 = 1000;

/// The items of a list; a page is requested when the items of the previous one are used up.
///
/// Like [`Pages`](super::Pages), which also have the other fields of each page, it continues after an empty page, and ends after
/// the last page. After 1000 empty pages in a row it ends with [`PagingError::EmptyPages`].
///
/// An error ends the items, after the items before it. A new call can then continue from [`token`](Self::token).
///
/// `Items` is a [`Stream`] too. Dropping the future of [`next`](Self::next) loses nothing: the next call continues the request.
///
/// # Examples
///
/// ```no_run
/// # #[cfg(feature = "client-server")]
/// # async fn run(client: matrix_openapi::client_server::Client) -> Result<(), matrix_openapi::Error> {
/// let mut rooms = client.get_space_hierarchy("!space:example.org").items();
/// while let Some(room) = rooms.next().await? {
///     println!("{}", room.room_id);
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "pages are requested only when the program asks for their items"]
pub struct Items<'a, I> {
    pager: Pager<'a>,
    read: ReadAs<Vec<I>>,
    /// The remaining items of the current page.
    items: vec::IntoIter<I>,
    empty_pages: u32,
}

impl<'a, I> Items<'a, I> {
    #[doc(hidden)]
    #[inline]
    pub fn of<C: Paged<Item = I>>(call: Call<'a>) -> Self {
        let (pager, read) = (Pager::new(call), items::<C> as ReadAs<Vec<I>>);
        Self { pager, read, items: Vec::new().into_iter(), empty_pages: 0 }
    }

    /// Returns the next item, and requests its page if necessary; `None` after the last item, and after an error.
    ///
    /// # Errors
    /// The variants of [`Error`].
    pub async fn next(&mut self) -> Result<Option<I>, Error> {
        poll_fn(|context| self.poll_item(context)).await.transpose()
    }

    /// Returns the token of the page from which another call of the operation can continue without losing an item; `None` for the
    /// first page.
    ///
    /// While items of a page remain, this is the token of that page, so the other call returns its first items again. After the last
    /// item, it is the token of the last page, so the other call returns the items of that page again.
    pub fn token(&self) -> Option<&str> {
        match self.items.len() {
            0 => self.pager.token(),
            _ => self.pager.current(),
        }
    }

    /// Returns the misfits of the page of the last returned item: parts that were left out, at most the first hundred.
    pub fn misfits(&self) -> &[Misfit] {
        self.pager.misfits()
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<I, Error>>> {
        loop {
            if let Some(item) = self.items.next() {
                self.empty_pages = 0;
                return Poll::Ready(Some(Ok(item)));
            }
            if self.empty_pages >= MAX_EMPTY_PAGES && !self.pager.has_ended() {
                let count = self.empty_pages;
                return Poll::Ready(Some(Err(self.pager.fail(PagingError::EmptyPages { count }))));
            }
            match ready!(self.pager.poll_page(self.read, context)) {
                Some(Ok(items)) => {
                    self.items = items.into_iter();
                    self.empty_pages = self.empty_pages.saturating_add(1);
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

// No item is pinned.
impl<I> Unpin for Items<'_, I> {}

impl<I> Stream for Items<'_, I> {
    type Item = Result<I, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(context)
    }
}

impl<I> FusedStream for Items<'_, I> {
    fn is_terminated(&self) -> bool {
        self.pager.has_ended() && self.items.len() == 0
    }
}

impl<I> fmt::Debug for Items<'_, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Items").field(&self.pager.operation().id).finish()
    }
}
