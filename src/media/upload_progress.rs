//! The progress of streamed uploads.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::time::Instant;

use bytes::Bytes;
use futures_core::Stream;
use http_body::Frame;

/// The largest chunk that is passed to the HTTP client, in bytes.
const CHUNK: usize = 1 << 16;

/// The error of a body that could not be read.
pub type BodyFailure = Box<dyn std::error::Error + Send + Sync>;

/// The progress of an upload, and the error of its body.
#[derive(Clone, Debug, Default)]
pub struct UploadProgress(Arc<Mutex<UploadState>>);

#[derive(Debug, Default)]
struct UploadState {
    /// The time at which the server last took data; `None` while the upload waits for the program.
    waiting_since: Option<Instant>,
    failure: Option<BodyFailure>,
}

impl UploadProgress {
    /// Starts waiting for the server.
    pub fn hand_over(&self) {
        self.set(Some(Instant::now()));
    }

    /// Whether the server has not taken data for this long.
    pub fn is_stalled(&self, limit: Duration) -> bool {
        self.state().waiting_since.is_some_and(|since| since.elapsed() >= limit)
    }

    /// Returns the error of the body, once.
    pub fn take_failure(&self) -> Option<BodyFailure> {
        self.state().failure.take()
    }

    fn set(&self, since: Option<Instant>) {
        self.state().waiting_since = since;
    }

    fn state(&self) -> MutexGuard<'_, UploadState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A request body that records its progress.
pub struct ProgressBody<S> {
    /// In a mutex, since the HTTP client requires bodies to be `Sync`.
    pieces: Mutex<Pin<Box<S>>>,
    /// The rest of the last chunk, passed on in smaller ones so progress shows.
    rest: Bytes,
    progress: UploadProgress,
}

impl<S> ProgressBody<S> {
    /// Wraps a stream, and records its progress.
    pub fn new(pieces: S, progress: &UploadProgress) -> Self {
        Self { pieces: Mutex::new(Box::pin(pieces)), rest: Bytes::new(), progress: progress.clone() }
    }
}

impl<S, E> http_body::Body for ProgressBody<S>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<BodyFailure>,
{
    type Data = Bytes;
    type Error = BodyFailure;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let Self { pieces, rest, progress } = &mut *self;
        if rest.is_empty() {
            progress.set(None);
            let pieces = pieces.get_mut().unwrap_or_else(PoisonError::into_inner);
            let piece = ready!(pieces.as_mut().poll_next(context));
            match piece.transpose().map_err(E::into) {
                Ok(Some(piece)) => *rest = piece,
                Ok(None) => {
                    progress.hand_over();
                    return Poll::Ready(None);
                }
                Err(error) => {
                    // Kept here, since not every version of HTTP passes it on.
                    progress.state().failure = Some(error);
                    return Poll::Ready(Some(Err("the body could not be read".into())));
                }
            }
        }
        progress.hand_over();
        let part = rest.split_to(rest.len().min(CHUNK));
        Poll::Ready(Some(Ok(Frame::data(part))))
    }
}
