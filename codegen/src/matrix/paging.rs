//! The names that make operations look paged.

/// The names of parameters and fields of a request that take the token of a page.
pub const REQUEST_TOKENS: [&str; 10] = [
    "after",
    "batch",
    "cursor",
    "from",
    "next_batch",
    "next_token",
    "page",
    "page_token",
    "pagination_token",
    "since",
];

/// The names of fields of a response that hold the token of the next page.
pub const RESPONSE_TOKENS: [&str; 8] =
    ["cursor", "end", "next", "next_batch", "next_page", "next_page_token", "next_token", "pagination_token"];
