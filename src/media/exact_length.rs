//! Streams of a fixed length.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

/// A stream that fails if it does not have the given length: HTTP/1 silently cuts off a longer one.
pub struct ExactLength<S> {
    pieces: Pin<Box<S>>,
    left: u64,
    /// The last chunk, kept back until the stream has ended.
    last: Option<Bytes>,
}

impl<S> ExactLength<S> {
    /// Wraps a stream that must yield `length` bytes.
    pub fn new(length: u64, pieces: S) -> Self {
        Self { pieces: Box::pin(pieces), left: length, last: None }
    }
}

impl<S, E> Stream for ExactLength<S>
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
    io::Error::new(io::ErrorKind::InvalidData, format!("the stream {what} the given length"))
}
