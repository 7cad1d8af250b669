//! Binary responses.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::StatusCode;
use http::header::{AsHeaderName, CONTENT_DISPOSITION, CONTENT_TYPE, HeaderMap};

use crate::error::Error;
use crate::media::body_stream::{BodyStream, read_all};
use crate::media::header_parameters::file_name;
use crate::media::parts::Parts;

/// A binary response, whose content is read in chunks or as a whole.
pub struct Download {
    status: StatusCode,
    headers: HeaderMap,
    length: Option<u64>,
    content: DownloadStream,
}

impl Download {
    #[inline]
    pub(crate) fn new(operation: &'static str, mut response: reqwest::Response, idle: Duration) -> Self {
        Self {
            status: response.status(),
            headers: std::mem::take(response.headers_mut()),
            length: response.content_length(),
            content: DownloadStream {
                operation,
                source: DownloadSource::Body(BodyStream::new(operation, response, idle)),
            },
        }
    }

    /// Creates a download of the current part of a multipart response, with the headers that were just read.
    #[inline]
    pub(crate) fn of_part(status: StatusCode, headers: HeaderMap, parts: Parts) -> Self {
        let operation = parts.operation();
        let content = DownloadStream { operation, source: DownloadSource::Part(Box::new(parts)) };
        Self { status, headers, length: None, content }
    }

    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the headers; for a multipart response, the headers of the file's part.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the `Content-Type`, if present and valid UTF-8.
    #[inline]
    pub fn content_type(&self) -> Option<&str> {
        self.text(CONTENT_TYPE)
    }

    /// Returns the `Content-Disposition`, if present and valid UTF-8.
    #[inline]
    pub fn content_disposition(&self) -> Option<&str> {
        self.text(CONTENT_DISPOSITION)
    }

    /// Returns the length of the whole content in bytes, if the server announces it.
    pub fn content_length(&self) -> Option<u64> {
        self.length
    }

    /// Returns the file name in the `Content-Disposition`, in a form that every system accepts as the name of a plain file:
    /// without folders, device names and invisible characters, with `_` for characters that some system refuses, and not too long.
    ///
    /// The sender has chosen it: its extension may not fit the content, and a file of this name may exist already.
    ///
    /// See [RFC 6266](https://www.rfc-editor.org/rfc/rfc6266).
    #[inline]
    pub fn file_name(&self) -> Option<String> {
        let value = self.headers.get(CONTENT_DISPOSITION)?.as_bytes();
        // Old servers send ISO-8859-1, whose characters are the bytes.
        let latin = |_| value.iter().copied().map(char::from).collect();
        file_name(&std::str::from_utf8(value).map_or_else(latin, String::from))
    }

    /// Reads the next chunk; `None` at the end of the content.
    ///
    /// # Errors
    /// If the connection breaks, or the content is incomplete.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        poll_fn(|context| Pin::new(&mut self.content).poll_next(context)).await.transpose()
    }

    /// Reads the whole content, however long it is.
    ///
    /// # Errors
    /// If the connection breaks, or the content is incomplete.
    pub async fn bytes(self) -> Result<Bytes, Error> {
        self.bytes_within(usize::MAX).await
    }

    /// Reads the whole content, up to `limit` bytes.
    ///
    /// # Errors
    /// If the content is longer or incomplete, or the connection breaks.
    pub async fn bytes_within(mut self, limit: usize) -> Result<Bytes, Error> {
        let announced = self.length.map_or(Ok(0), usize::try_from).unwrap_or(usize::MAX);
        let (operation, content) = (self.content.operation, &mut self.content);
        let next = |context: &mut Context<'_>| Pin::new(&mut *content).poll_next(context);
        read_all(operation, announced, limit, next).await
    }

    /// Returns the content as a stream of chunks.
    #[inline]
    pub fn into_stream(self) -> DownloadStream {
        self.content
    }

    fn text(&self, name: impl AsHeaderName) -> Option<&str> {
        // `to_str` refuses UTF-8, which servers send for file names.
        std::str::from_utf8(self.headers.get(name)?.as_bytes()).ok()
    }
}

impl fmt::Debug for Download {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("operation", &self.content.operation)
            .field("status", &self.status())
            .field("content_type", &self.content_type())
            .field("content_length", &self.content_length())
            .finish_non_exhaustive()
    }
}

/// The content of a [`Download`], as a stream of chunks.
pub struct DownloadStream {
    operation: &'static str,
    source: DownloadSource,
}

/// The whole body of a response, or one part of it.
enum DownloadSource {
    Body(BodyStream),
    Part(Box<Parts>),
}

impl Stream for DownloadStream {
    type Item = Result<Bytes, Error>;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match &mut self.source {
            DownloadSource::Body(body) => body.poll_next(context),
            DownloadSource::Part(parts) => parts.poll_content(context),
        }
    }
}

impl fmt::Debug for DownloadStream {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DownloadStream").field("operation", &self.operation).finish_non_exhaustive()
    }
}
