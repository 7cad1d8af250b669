//! Bodies of requests that are not JSON.

use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::{fmt, io};

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

    /// A stream of exactly `length` bytes; the request fails if it yields another number. With a length
    /// of zero the stream is not read at all.
    pub fn sized_stream<S, E>(length: u64, stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>> + 'static,
    {
        let exact = Exact { pieces: Box::pin(stream), left: length, last: None };
        Self { length: Some(length), ..Self::stream(exact) }
    }

    /// The content of a file, read while it is sent, with the length that it has now.
    ///
    /// # Errors
    /// If the file cannot be opened.
    pub async fn file(path: impl AsRef<Path> + Send) -> io::Result<Self> {
        let file = tokio::fs::File::open(path.as_ref()).await?;
        let facts = file.metadata().await?;
        // Pipes and devices have a length only once they were read.
        let length = facts.is_file().then_some(facts.len());
        Ok(Self { content: reqwest::Body::from(file), length })
    }

    /// The number of bytes, if it is known.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// The length to announce, unless HTTP sees it by itself.
    pub(crate) fn announced(&self) -> Option<u64> {
        self.length.filter(|_| self.content.as_bytes().is_none())
    }

    pub(crate) fn into_content(self) -> reqwest::Body {
        self.content
    }
}

/// A stream that fails unless it has a given length: HTTP/1 would cut off what is too long without a word.
struct Exact<S> {
    pieces: Pin<Box<S>>,
    left: u64,
    /// The piece that completes the length, kept back until the stream has really ended.
    last: Option<Bytes>,
}

impl<S, E> Stream for Exact<S>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let piece = match std::task::ready!(self.pieces.as_mut().poll_next(context)) {
                Some(Ok(piece)) if piece.is_empty() => continue,
                Some(Ok(piece)) => piece,
                Some(Err(error)) => return Poll::Ready(Some(Err(io::Error::other(error)))),
                None if self.left > 0 => return Poll::Ready(Some(Err(other_length("ends before")))),
                None => return Poll::Ready(self.last.take().map(Ok)),
            };
            let Some(left) = self.left.checked_sub(piece.len() as u64) else {
                return Poll::Ready(Some(Err(other_length("goes on after"))));
            };
            self.left = left;
            if left > 0 {
                return Poll::Ready(Some(Ok(piece)));
            }
            self.last = Some(piece);
        }
    }
}

fn other_length(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("the stream {what} the length that was given"))
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
