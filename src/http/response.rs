//! Responses with all that came with them.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use matrix_openapi_core::__private::{Decoded, Misfits};

use matrix_openapi_core::json::{Misfit, Raw};

/// A successful response: its status, its headers, its body as a typed value and as the text that came.
pub struct Response<T> {
    status: StatusCode,
    headers: HeaderMap,
    value: T,
    raw: Raw<T>,
    misfits: Misfits,
}

/// A successful response before its body is read.
pub(crate) struct ResponseContent {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl<T> Response<T> {
    pub(crate) fn new(status: StatusCode, headers: HeaderMap, decoded: Decoded<T>) -> Self {
        let Decoded { value, misfits, json } = decoded;
        Self { status, headers, value, raw: json.cast(), misfits }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The typed body.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The typed body, and nothing else.
    pub fn into_value(self) -> T {
        self.value
    }

    /// The text of the body. An empty body counts as `{}`.
    pub fn raw(&self) -> &Raw<T> {
        &self.raw
    }

    /// What did not fit: first what is said of the text as a whole, then the parts that were left out, in the order of
    /// the text and at most the first hundred of them.
    pub fn misfits(&self) -> &[Misfit] {
        &self.misfits.listed
    }

    /// The number of parts that did not fit, which may be more than [`Response::misfits`] lists.
    pub fn misfit_count(&self) -> usize {
        self.misfits.listed.len().saturating_add(self.misfits.unlisted)
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Headers may hold cookies.
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("value", &self.value)
            .field("misfits", &self.misfits.listed)
            .finish_non_exhaustive()
    }
}
