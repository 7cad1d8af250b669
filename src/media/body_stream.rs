//! The body of a response as a stream.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http_body::Body as _;
use tokio::time::Sleep;

use crate::error::Error;

/// The largest buffer that is allocated for an announced length, since announcing costs the server nothing.
const MAX_INITIAL_BUFFER: usize = 1 << 24;

/// The body of a response, with a timeout for each chunk.
pub(crate) struct BodyStream {
    operation: &'static str,
    /// `None` after an error.
    body: Option<reqwest::Body>,
    idle: Duration,
    /// The timeout of the next chunk, once it is waited for.
    timeout: Option<Pin<Box<Sleep>>>,
}

impl BodyStream {
    #[inline]
    pub(crate) fn new(operation: &'static str, response: reqwest::Response, idle: Duration) -> Self {
        Self { operation, body: Some(http::Response::from(response).into_body()), idle, timeout: None }
    }

    #[inline]
    pub(crate) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        let Self { operation, body, idle, timeout } = self;
        let chunk = loop {
            let Some(body) = body else { return Poll::Ready(None) };
            match Pin::new(body).poll_frame(context) {
                Poll::Ready(Some(Ok(frame))) => match frame.into_data() {
                    Ok(chunk) => break Some(Ok(chunk)),
                    // Trailers are ignored.
                    Err(_) => continue,
                },
                Poll::Ready(Some(Err(source))) => break Some(Err(Error::transport(operation, source))),
                Poll::Ready(None) => break None,
                Poll::Pending => {
                    let timeout = timeout.get_or_insert_with(|| Box::pin(tokio::time::sleep(*idle)));
                    ready!(timeout.as_mut().poll(context));
                    break Some(Err(Error::Timeout { operation }));
                }
            }
        };
        *timeout = None;
        if !matches!(chunk, Some(Ok(_))) {
            *body = None;
        }
        Poll::Ready(chunk)
    }
}

/// Reads all chunks into one buffer.
///
/// # Errors
/// If they are longer than `limit`, or one of them fails.
pub(crate) async fn read_all(
    operation: &'static str,
    announced: usize,
    limit: usize,
    mut next: impl FnMut(&mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>>,
) -> Result<Bytes, Error> {
    if announced > limit {
        return Err(Error::BodyTooLarge { operation, limit });
    }
    let mut content = BytesMut::with_capacity(announced.min(MAX_INITIAL_BUFFER));
    while let Some(chunk) = poll_fn(&mut next).await.transpose()? {
        if chunk.len() > limit.saturating_sub(content.len()) {
            return Err(Error::BodyTooLarge { operation, limit });
        }
        content.extend_from_slice(&chunk);
    }
    Ok(content.freeze())
}
