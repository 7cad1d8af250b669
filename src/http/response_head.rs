//! The head of a response, before its body is read.

use bytes::Bytes;
use reqwest::Response;
use std::time::Duration;
use tokio::time::Instant;
use url::Url;

use crate::error::Error;
use crate::http::box_future::BoxFuture;
use crate::media::download::Download;

/// The longest body that is read at once, in bytes.
const SMALL_BODY: u64 = 1 << 16;

/// The head of a response.
pub(crate) struct ResponseHead {
    pub(crate) response: Response,
    /// The deadline for the body, unless the body is streamed.
    pub(crate) deadline: Instant,
    /// The URL at the end of the redirects; `None` without redirects.
    pub(crate) redirected_to: Option<Box<Url>>,
}

impl ResponseHead {
    /// Reads the whole body. Boxed, since the response is large and would be moved otherwise.
    pub(crate) fn body(
        self,
        operation: &'static str,
        limit: usize,
        idle: Duration,
    ) -> (Instant, BoxFuture<'static, Result<Bytes, Error>>) {
        let Self { response, deadline, .. } = self;
        // The HTTP client usually has all of a small body buffered already.
        if response.content_length().is_some_and(|length| length <= SMALL_BODY.min(limit as u64)) {
            let failed = move |source| Error::transport(operation, source);
            return (deadline, Box::pin(async move { response.bytes().await.map_err(failed) }));
        }
        (deadline, Box::pin(Download::new(operation, response, idle).bytes_within(limit)))
    }
}
