//! Streams of which it is known whether they go on.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_core::Stream;
use http_body::Frame;

/// How much of a stream is handed on at once.
const CHUNK: usize = 1 << 16;

/// Since when the server has all that it has asked for of a stream; nothing while it is the program that is
/// waited for.
#[derive(Clone, Debug, Default)]
pub struct UploadProgress(Arc<Mutex<Option<Instant>>>);

impl UploadProgress {
    /// From now on it is the server that is waited for.
    pub fn hand_over(&self) {
        self.set(Some(Instant::now()));
    }

    /// Whether the server has taken nothing for so long.
    pub fn is_stalled(&self, limit: Duration) -> bool {
        let since = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        since.is_some_and(|since| since.elapsed() >= limit)
    }

    fn set(&self, since: Option<Instant>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = since;
    }
}

/// A stream that tells who is waited for.
pub struct ProgressBody<S> {
    /// HTTP wants to share what it sends, though nobody does.
    pieces: Mutex<Pin<Box<S>>>,
    /// What is left of the last piece, for the server to take in parts that show that it goes on.
    rest: Bytes,
    progress: UploadProgress,
}

impl<S> ProgressBody<S> {
    /// A stream whose progress is told there.
    pub fn new(pieces: S, progress: &UploadProgress) -> Self {
        Self { pieces: Mutex::new(Box::pin(pieces)), rest: Bytes::new(), progress: progress.clone() }
    }
}

impl<S, E> http_body::Body for ProgressBody<S>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    type Data = Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let Self { pieces, rest, progress } = &mut *self;
        if rest.is_empty() {
            progress.set(None);
            let pieces = pieces.get_mut().unwrap_or_else(PoisonError::into_inner);
            let piece = ready!(pieces.as_mut().poll_next(context));
            match piece.transpose().map_err(Into::into) {
                Ok(Some(piece)) => *rest = piece,
                Ok(None) => {
                    progress.hand_over();
                    return Poll::Ready(None);
                }
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
        }
        progress.hand_over();
        let part = rest.split_to(rest.len().min(CHUNK));
        Poll::Ready(Some(Ok(Frame::data(part))))
    }
}
