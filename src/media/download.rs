//! Binary answers.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::StatusCode;
use http::header::{AsHeaderName, CONTENT_DISPOSITION, CONTENT_TYPE, HeaderMap};

use crate::media::parameters::file_name;
use http_body::Body as _;
use tokio::time::Sleep;

use crate::error::Error;
use crate::media::federation_media::Parts;

/// A binary answer whose content is still to come.
pub struct Download {
    status: StatusCode,
    headers: HeaderMap,
    length: Option<u64>,
    content: DownloadStream,
}

impl Download {
    pub(crate) fn new(operation: &'static str, mut response: reqwest::Response, idle: Duration) -> Self {
        Self {
            status: response.status(),
            headers: std::mem::take(response.headers_mut()),
            length: response.content_length(),
            content: DownloadStream {
                operation,
                pieces: Pieces::Whole(Source::new(operation, response, idle)),
            },
        }
    }

    /// The part whose headers were just read.
    pub(crate) fn of_part(status: StatusCode, headers: HeaderMap, parts: Parts) -> Self {
        let content = DownloadStream { operation: parts.operation(), pieces: Pieces::Part(Box::new(parts)) };
        Self { status, headers, length: None, content }
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers of the answer; in an answer of several parts those of the file.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The `Content-Type`, if there is one and it is text.
    pub fn content_type(&self) -> Option<&str> {
        self.text(CONTENT_TYPE)
    }

    /// The `Content-Disposition`, if there is one and it is text.
    pub fn content_disposition(&self) -> Option<&str> {
        self.text(CONTENT_DISPOSITION)
    }

    /// The number of bytes of the whole content, if the server says.
    pub fn content_length(&self) -> Option<u64> {
        self.length
    }

    /// The name that the server gives the file, without any folder, as
    /// [RFC 6266](https://www.rfc-editor.org/rfc/rfc6266) defines it.
    pub fn file_name(&self) -> Option<String> {
        let value = self.headers.get(CONTENT_DISPOSITION)?.as_bytes();
        // Of old, what is no UTF-8 is ISO-8859-1, whose characters are the bytes.
        let latin = |_| value.iter().copied().map(char::from).collect();
        file_name(&std::str::from_utf8(value).map_or_else(latin, String::from))
    }

    /// The next piece of the content, or nothing at its end.
    ///
    /// # Errors
    /// If the connection breaks, or the content is not all there.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        poll_fn(|context| Pin::new(&mut self.content).poll_next(context)).await.transpose()
    }

    /// The whole content, however long it is.
    ///
    /// # Errors
    /// If the connection breaks, or the content is not all there.
    pub async fn bytes(self) -> Result<Bytes, Error> {
        self.bytes_within(usize::MAX).await
    }

    /// The whole content, if it is not longer than `limit` bytes.
    ///
    /// # Errors
    /// If it is longer or not all there, or the connection breaks.
    pub async fn bytes_within(mut self, limit: usize) -> Result<Bytes, Error> {
        let announced = self.length.map_or(Ok(0), usize::try_from).unwrap_or(usize::MAX);
        let Self { content, .. } = &mut self;
        read(content.operation, announced, limit, |context| Pin::new(&mut *content).poll_next(context)).await
    }

    /// The content piece by piece.
    pub fn into_stream(self) -> DownloadStream {
        self.content
    }

    fn text(&self, name: impl AsHeaderName) -> Option<&str> {
        // Not `to_str`: file names come as plain UTF-8 as well.
        std::str::from_utf8(self.headers.get(name)?.as_bytes()).ok()
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("operation", &self.content.operation)
            .field("status", &self.status())
            .field("content_type", &self.content_type())
            .field("content_length", &self.content_length())
            .finish_non_exhaustive()
    }
}

/// The content of a [`Download`], piece by piece.
pub struct DownloadStream {
    operation: &'static str,
    pieces: Pieces,
}

enum Pieces {
    Whole(Source),
    Part(Box<Parts>),
}

impl Stream for DownloadStream {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match &mut self.pieces {
            Pieces::Whole(source) => source.poll_next(context),
            Pieces::Part(parts) => parts.poll_content(context),
        }
    }
}

impl fmt::Debug for DownloadStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DownloadStream").field("operation", &self.operation).finish_non_exhaustive()
    }
}

/// The body of an answer, of which the next piece may only take so long.
pub(crate) struct Source {
    operation: &'static str,
    /// Nothing once they have failed.
    pieces: Option<reqwest::Body>,
    idle: Duration,
    /// When the next piece is too late, once it is waited for.
    end: Option<Pin<Box<Sleep>>>,
}

impl Source {
    pub(crate) fn new(operation: &'static str, response: reqwest::Response, idle: Duration) -> Self {
        Self { operation, pieces: Some(http::Response::from(response).into_body()), idle, end: None }
    }

    pub(crate) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        let Self { operation, pieces, idle, end } = self;
        let piece = loop {
            let Some(body) = pieces else { return Poll::Ready(None) };
            match Pin::new(body).poll_frame(context) {
                Poll::Ready(Some(Ok(frame))) => match frame.into_data() {
                    Ok(piece) => break Some(Ok(piece)),
                    // What trailers there are is of no interest.
                    Err(_) => continue,
                },
                Poll::Ready(Some(Err(source))) => break Some(Err(Error::transport(operation, source))),
                Poll::Ready(None) => break None,
                Poll::Pending => {
                    let end = end.get_or_insert_with(|| Box::pin(tokio::time::sleep(*idle)));
                    ready!(end.as_mut().poll(context));
                    break Some(Err(Error::Timeout { operation }));
                }
            }
        };
        *end = None;
        if !matches!(piece, Some(Ok(_))) {
            *pieces = None;
        }
        Poll::Ready(piece)
    }
}

/// Reads all pieces, as long as they stay within a limit.
pub(crate) async fn read(
    operation: &'static str,
    announced: usize,
    limit: usize,
    mut next: impl FnMut(&mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>>,
) -> Result<Bytes, Error> {
    if announced > limit {
        return Err(Error::BodyTooLarge { operation, limit });
    }
    // The announced length is only believed up to a point, since it costs the server nothing.
    let mut content = BytesMut::with_capacity(announced.min(1 << 24));
    while let Some(piece) = poll_fn(&mut next).await.transpose()? {
        if piece.len() > limit - content.len() {
            return Err(Error::BodyTooLarge { operation, limit });
        }
        content.extend_from_slice(&piece);
    }
    Ok(content.freeze())
}
