//! The parts of a multipart response, read one after the other.

use std::future::poll_fn;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::header::HeaderMap;

use crate::error::Error;
use crate::media::body_stream::{BodyStream, read_all};
use crate::media::multipart::{MultipartError, MultipartReader, PartContent};

/// The parts of a multipart response.
pub(crate) struct Parts {
    operation: &'static str,
    body: BodyStream,
    reader: MultipartReader,
}

impl Parts {
    #[inline]
    pub(crate) fn new(operation: &'static str, body: BodyStream, boundary: &str) -> Self {
        Self { operation, body, reader: MultipartReader::new(boundary) }
    }

    #[inline]
    pub(crate) fn operation(&self) -> &'static str {
        self.operation
    }

    /// Returns the next chunk of the current part; `None` at its end.
    #[inline]
    pub(crate) fn poll_content(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        loop {
            match self.reader.content() {
                PartContent::Chunk(chunk) => return Poll::Ready(Some(Ok(chunk))),
                PartContent::End => return Poll::Ready(None),
                PartContent::NeedsMore => {
                    if let Err(error) = ready!(self.poll_more(context)) {
                        self.reader.close();
                        return Poll::Ready(Some(Err(error)));
                    }
                }
            }
        }
    }

    /// Skips the rest of the current part.
    pub(crate) async fn skip_content(&mut self) -> Result<(), Error> {
        while poll_fn(|context| self.poll_content(context)).await.transpose()?.is_some() {}
        Ok(())
    }

    /// Reads the rest of the current part, up to a limit in bytes.
    pub(crate) async fn content_within(&mut self, limit: usize) -> Result<Bytes, Error> {
        read_all(self.operation, 0, limit, |context| self.poll_content(context)).await
    }

    /// Reads the headers of the next part, after the content of the current one.
    pub(crate) async fn headers(&mut self) -> Result<HeaderMap, Error> {
        loop {
            match self.reader.headers().map_err(|problem| self.error(problem))? {
                Some(headers) => return Ok(headers),
                None => poll_fn(|context| self.poll_more(context)).await?,
            }
        }
    }

    /// Feeds the reader with the next bytes. The end of the body is an error, since the last boundary is missing.
    #[inline]
    fn poll_more(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Poll::Ready(match ready!(self.body.poll_next(context)) {
            Some(Ok(bytes)) => {
                self.reader.feed(&bytes);
                Ok(())
            }
            Some(Err(error)) => Err(error),
            None => Err(self.error(MultipartError::Unfinished)),
        })
    }

    #[inline]
    fn error(&self, problem: MultipartError) -> Error {
        Error::Multipart { operation: self.operation, problem }
    }
}
