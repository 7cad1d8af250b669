//! Answers of several parts, which is how files come over federation.

use std::future::poll_fn;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::header::{HeaderMap, LOCATION};

use url::Url;

use crate::http::redirect::location;
use crate::media::multipart::{MultipartReader, Piece, boundary};
use matrix_openapi_core::__private::decode;

use crate::error::Error;
use crate::http::redirect::Redirect;
use crate::media::download::Download;
use crate::media::download::{Source, read};
use crate::media::multipart::MultipartError;
use matrix_openapi_core::json::RawObject;

/// A file of another server's content repository, or where it is to be had.
#[derive(Debug)]
#[non_exhaustive]
pub struct FederationMedia {
    /// What the server says about the file: an empty object, until a release defines more.
    pub metadata: RawObject,
    /// The file itself.
    pub content: FederationContent,
}

/// The file of a [`FederationMedia`].
#[derive(Debug)]
#[non_exhaustive]
pub enum FederationContent {
    /// The file is part of the answer.
    File(Download),
    /// The file is elsewhere, perhaps for a short time only. It is to be fetched without any credentials.
    Redirect(Redirect),
}

impl FederationMedia {
    /// Reads an answer up to the content of the file.
    pub(crate) async fn read(
        operation: &'static str,
        response: reqwest::Response,
        from: &Url,
        limit: usize,
        idle: Duration,
    ) -> Result<Self, Error> {
        let status = response.status();
        let boundary =
            boundary(response.headers()).map_err(|problem| Error::Multipart { operation, problem })?;
        let source = Source::new(operation, response, idle);
        let mut parts = Parts { operation, source, reader: MultipartReader::new(&boundary) };
        // What stands before the first boundary means nothing.
        while parts.content().await?.is_some() {}
        parts.headers().await?;
        let metadata = decode(operation, parts.content_within(limit).await?)?.value;
        let headers = parts.headers().await?;
        let content = if headers.contains_key(LOCATION) {
            FederationContent::Redirect(Redirect::new(
                status,
                location(from, &headers).map_err(|problem| Error::Redirect { operation, problem })?,
            ))
        } else {
            FederationContent::File(Download::of_part(status, headers, parts))
        };
        Ok(Self { metadata, content })
    }
}

/// The parts of an answer, one after the other.
pub(crate) struct Parts {
    operation: &'static str,
    source: Source,
    reader: MultipartReader,
}

impl Parts {
    pub(crate) fn operation(&self) -> &'static str {
        self.operation
    }

    /// The next piece of the content of the current part, or nothing at its end.
    pub(crate) fn poll_content(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        loop {
            match self.reader.content() {
                Piece::Content(piece) => return Poll::Ready(Some(Ok(piece))),
                Piece::End => return Poll::Ready(None),
                Piece::Starved => {
                    if let Err(error) = ready!(self.poll_more(context)) {
                        self.reader.close();
                        return Poll::Ready(Some(Err(error)));
                    }
                }
            }
        }
    }

    async fn content(&mut self) -> Result<Option<Bytes>, Error> {
        poll_fn(|context| self.poll_content(context)).await.transpose()
    }

    async fn content_within(&mut self, limit: usize) -> Result<Bytes, Error> {
        read(self.operation, 0, limit, |context| self.poll_content(context)).await
    }

    /// The headers of the next part, once the content of the one before was read.
    async fn headers(&mut self) -> Result<HeaderMap, Error> {
        loop {
            match self.reader.headers().map_err(|problem| self.problem(problem))? {
                Some(headers) => return Ok(headers),
                None => poll_fn(|context| self.poll_more(context)).await?,
            }
        }
    }

    /// Waits for more bytes. That there are none is an error, since the last boundary has not come.
    fn poll_more(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Poll::Ready(match ready!(self.source.poll_next(context)) {
            Some(Ok(bytes)) => {
                self.reader.feed(&bytes);
                Ok(())
            }
            Some(Err(error)) => Err(error),
            None => Err(self.problem(MultipartError::Unfinished)),
        })
    }

    fn problem(&self, problem: MultipartError) -> Error {
        Error::Multipart { operation: self.operation, problem }
    }
}
