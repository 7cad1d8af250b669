//! The errors of paging.

/// The reason why no further page can be requested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PagingError {
    /// The server sent a page whose next token is that of the same page or of an earlier one, so the pages would not end.
    #[error("the server repeats the token of an earlier page, so the pages would not end")]
    RepeatedToken,
    /// The token of the next page is not a string. Ending here without an error would present a part of the list as the whole list.
    #[error("the token of the next page is not a string, so the list may be incomplete")]
    MalformedToken,
    /// The response lacks the list of items that the operation requires, or has another value in its place.
    #[error("the page has no list of items")]
    MalformedList,
    /// The server sent many pages in a row without an item. A new call can continue from the token of the next page.
    #[error("{count} pages in a row have no items; to get more, continue from the token of the next page")]
    EmptyPages {
        /// The number of pages.
        count: u32,
    },
}
