//! A body in chunks.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

/// A stream that is ready with each chunk at once.
pub struct Chunks(VecDeque<&'static str>);

/// Creates a stream of these chunks.
pub fn chunks(chunks: &[&'static str]) -> Chunks {
    Chunks(chunks.iter().copied().collect())
}

impl Stream for Chunks {
    type Item = Result<Bytes, io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop_front().map(|chunk| Ok(Bytes::from(chunk))))
    }
}
