//! Bodies of requests that are not JSON.

use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};
use std::{fmt, io};

use bytes::Bytes;
use futures_core::Stream;
use http_body::Frame;
use matrix_openapi_wire::runtime::Exact;
use tokio::io::{AsyncRead, ReadBuf};

/// How much of a stream is handed on at once.
const PART: usize = 1 << 16;

/// What an upload sends: bytes at hand, or a stream of them.
pub struct Body {
    content: Content,
    length: Option<u64>,
}

enum Content {
    Bytes(Bytes),
    /// Nothing once it was sent.
    Stream(Option<reqwest::Body>, Progress),
}

/// Since when the server has all that it has asked for of a stream. Nothing while it is the program that
/// is waited for.
type Progress = Arc<Mutex<Option<Instant>>>;

impl Body {
    /// A stream whose length is not known before its end.
    ///
    /// It is sent in chunks, which some servers refuse for uploads: see [`Body::sized_stream`].
    pub fn stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>> + 'static,
    {
        let progress = Progress::default();
        let pieces = Mutex::new(Box::pin(stream));
        let watched = Watched { pieces, rest: Bytes::new(), progress: Arc::clone(&progress) };
        Self { content: Content::Stream(Some(reqwest::Body::wrap(watched)), progress), length: None }
    }

    /// A stream of exactly `length` bytes; the request fails if it yields another number. With a length
    /// of zero the stream is not read at all.
    pub fn sized_stream<S, E>(length: u64, stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>> + 'static,
    {
        let exact = Exact::new(length, stream);
        Self { length: Some(length), ..Self::stream(exact) }
    }

    /// The content of a file, read while it is sent, with the length that it has now.
    ///
    /// # Errors
    /// If the file cannot be opened.
    pub async fn file(path: impl AsRef<Path> + Send) -> io::Result<Self> {
        let file = tokio::fs::File::open(path.as_ref()).await?;
        let facts = file.metadata().await?;
        // Pipes and devices have a length only once they were read.
        let length = facts.is_file().then_some(facts.len());
        Ok(Self { length, ..Self::stream(Pieces(file)) })
    }

    /// The number of bytes, if it is known.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// The length to announce, unless HTTP sees it by itself.
    pub(crate) fn announced(&self) -> Option<u64> {
        self.length.filter(|_| !self.is_lasting())
    }

    /// Whether it can be sent more than once.
    pub(crate) fn is_lasting(&self) -> bool {
        self.as_bytes().is_some()
    }

    pub(crate) fn as_bytes(&self) -> Option<&[u8]> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes),
            Content::Stream(..) => None,
        }
    }

    /// What is to be sent; of a stream only once.
    pub(crate) fn take(&mut self) -> Option<reqwest::Body> {
        match &mut self.content {
            Content::Bytes(bytes) => Some(bytes.clone().into()),
            Content::Stream(stream, progress) => {
                set(progress, Some(Instant::now()));
                stream.take()
            }
        }
    }

    /// Whether a stream is being sent of which the server has taken nothing for so long.
    pub(crate) fn is_stalled(&self, limit: Duration) -> bool {
        let Content::Stream(_, progress) = &self.content else { return false };
        progress.lock().unwrap_or_else(PoisonError::into_inner).is_some_and(|since| since.elapsed() >= limit)
    }
}

/// A stream that tells who is waited for.
struct Watched<S> {
    /// HTTP wants to share what it sends, though nobody does.
    pieces: Mutex<Pin<Box<S>>>,
    /// What is left of the last piece, for the server to take in parts that show that it goes on.
    rest: Bytes,
    progress: Progress,
}

impl<S, E> http_body::Body for Watched<S>
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
            set(progress, None);
            let pieces = pieces.get_mut().unwrap_or_else(PoisonError::into_inner);
            let piece = ready!(pieces.as_mut().poll_next(context));
            match piece.transpose().map_err(Into::into) {
                Ok(Some(piece)) => *rest = piece,
                Ok(None) => {
                    set(progress, Some(Instant::now()));
                    return Poll::Ready(None);
                }
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
        }
        set(progress, Some(Instant::now()));
        let part = rest.split_to(rest.len().min(PART));
        Poll::Ready(Some(Ok(Frame::data(part))))
    }
}

/// The content of a file.
struct Pieces(tokio::fs::File);

impl Stream for Pieces {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut room = vec![0; PART];
        let mut buffer = ReadBuf::new(&mut room);
        ready!(Pin::new(&mut self.0).poll_read(context, &mut buffer))?;
        let length = buffer.filled().len();
        room.truncate(length);
        Poll::Ready((length > 0).then(|| Ok(room.into())))
    }
}

fn set(progress: &Progress, since: Option<Instant>) {
    *progress.lock().unwrap_or_else(PoisonError::into_inner) = since;
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self { length: u64::try_from(bytes.len()).ok(), content: Content::Bytes(bytes) }
    }
}

macro_rules! from_bytes {
    ($($Content:ty),*) => {$(
        impl From<$Content> for Body {
            fn from(content: $Content) -> Self {
                Bytes::from(content).into()
            }
        }
    )*};
}

from_bytes!(Vec<u8>, String, &'static [u8], &'static str);

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length {
            Some(length) => write!(f, "Body({length} bytes)"),
            None => f.write_str("Body(stream)"),
        }
    }
}
