//! Responses with their status, headers, value, text and misfits.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use matrix_openapi_core::__private::{Decoded, Misfits};

use matrix_openapi_core::json::{Misfit, Raw};

/// A successful response: status, headers, and the body as a typed value and as its exact text.
pub struct Response<T> {
    status: StatusCode,
    headers: HeaderMap,
    value: T,
    raw: Raw<T>,
    misfits: Misfits,
}

/// A successful response before its body is parsed.
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

    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the typed body.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// Returns the typed body, and drops the rest.
    pub fn into_value(self) -> T {
        self.value
    }

    /// Returns the exact text of the body. An empty body counts as `{}`.
    pub fn raw(&self) -> &Raw<T> {
        &self.raw
    }

    /// Returns the parts of the body that did not fit and were left out, at most the first hundred.
    ///
    /// Misfits of the whole text come first, then those of its parts in the order of the text.
    pub fn misfits(&self) -> &[Misfit] {
        &self.misfits.listed
    }

    /// Returns the number of parts that did not fit; [`Response::misfits`] may list fewer.
    pub fn misfit_count(&self) -> usize {
        self.misfits.listed.len().saturating_add(self.misfits.unlisted)
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without headers, which may contain cookies.
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("value", &self.value)
            .field("misfits", &self.misfits.listed)
            .finish_non_exhaustive()
    }
}
