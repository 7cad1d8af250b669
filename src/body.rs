//! Bodies of requests that are not JSON.

use std::fmt;

use bytes::Bytes;
use futures_core::Stream;

/// What an upload sends: bytes at hand, or a stream of them.
pub struct Body {
    content: reqwest::Body,
    length: Option<u64>,
}

impl Body {
    /// A stream whose length is not known before its end.
    ///
    /// It is sent in chunks, which some servers refuse for uploads: see [`Body::sized_stream`].
    pub fn stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>> + 'static,
    {
        Self { content: reqwest::Body::wrap_stream(stream), length: None }
    }

    /// A stream of exactly `length` bytes; the request fails if it yields another number.
    pub fn sized_stream<S, E>(length: u64, stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>> + 'static,
    {
        Self { length: Some(length), ..Self::stream(stream) }
    }

    /// The number of bytes, if it is known.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    pub(crate) fn into_content(self) -> reqwest::Body {
        self.content
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self { length: u64::try_from(bytes.len()).ok(), content: bytes.into() }
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static [u8]> for Body {
    fn from(bytes: &'static [u8]) -> Self {
        Bytes::from_static(bytes).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        text.as_bytes().into()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length {
            Some(length) => write!(f, "Body({length} bytes)"),
            None => f.write_str("Body(stream)"),
        }
    }
}
