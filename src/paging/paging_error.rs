//! Why pages could not be continued.

/// Why pages could not be continued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PagingError {
    /// The server has sent a page with the token of this page or an earlier one, so the pages would not end.
    #[error("the server repeats the token of a page, so the pages would not end")]
    RepeatedToken,
    /// The token of the next page is not a string. To end there would pass off a part of the list as all of it.
    #[error("the token of the next page is not a string, so the list may be incomplete")]
    MalformedToken,
    /// The response has no list of items, although the operation requires one, or something else in its place.
    #[error("the page has no list of items")]
    MalformedList,
    /// The server has sent many pages in a row without an item. The token of the next page leads on.
    #[error("{count} pages in a row have no item; go on from the token of the next page to see more")]
    EmptyPages {
        /// The number of pages.
        count: u32,
    },
}
