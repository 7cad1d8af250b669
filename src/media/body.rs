//! Request bodies that are not JSON.

use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use std::{fmt, io};

use crate::media::exact_length::ExactLength;
use crate::media::upload_progress::{ProgressBody, UploadProgress};
use bytes::Bytes;
use futures_core::Stream;
use tokio::io::{AsyncRead, ReadBuf};

/// How much of a file is read at once, in bytes.
const FILE_CHUNK: usize = 1 << 16;

/// The body of an upload: bytes or a stream.
pub struct Body {
    content: BodyContent,
    length: Option<u64>,
}

enum BodyContent {
    Bytes(Bytes),
    /// The stream is `None` once sent.
    Stream(Option<reqwest::Body>, UploadProgress),
}

impl Body {
    /// A stream of unknown length, sent with chunked encoding.
    ///
    /// Some servers refuse chunked uploads: see [`Body::sized_stream`].
    pub fn stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>> + 'static,
    {
        let progress = UploadProgress::default();
        let stream = reqwest::Body::wrap(ProgressBody::new(stream, &progress));
        Self { content: BodyContent::Stream(Some(stream), progress), length: None }
    }

    /// A stream of exactly `length` bytes.
    ///
    /// The request fails if the stream has another length. A stream of length zero is not read.
    pub fn sized_stream<S, E>(length: u64, stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>> + 'static,
    {
        let exact = ExactLength::new(length, stream);
        Self { length: Some(length), ..Self::stream(exact) }
    }

    /// The content of a file with its current length, read while it is sent.
    ///
    /// # Errors
    /// If the file cannot be opened.
    pub async fn file(path: impl AsRef<Path> + Send) -> io::Result<Self> {
        let file = tokio::fs::File::open(path.as_ref()).await?;
        let facts = file.metadata().await?;
        // The length of pipes and devices is unknown until they are read.
        let length = facts.is_file().then_some(facts.len());
        Ok(Self { length, ..Self::stream(FileStream(file)) })
    }

    /// Returns the length in bytes, if known.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// Returns the length of a sized stream; the HTTP client knows that of bytes.
    pub(crate) fn stream_length(&self) -> Option<u64> {
        self.length.filter(|_| !self.is_replayable())
    }

    /// Whether the body can be sent more than once.
    pub(crate) fn is_replayable(&self) -> bool {
        self.as_bytes().is_some()
    }

    pub(crate) fn as_bytes(&self) -> Option<&[u8]> {
        match &self.content {
            BodyContent::Bytes(bytes) => Some(bytes),
            BodyContent::Stream(..) => None,
        }
    }

    /// Returns the same body once more; `None` for a stream.
    pub(crate) fn duplicate(&self) -> Option<Self> {
        match &self.content {
            BodyContent::Bytes(bytes) => Some(bytes.clone().into()),
            BodyContent::Stream(..) => None,
        }
    }

    /// Returns the body to send; a stream only once.
    pub(crate) fn take(&mut self) -> Option<reqwest::Body> {
        match &mut self.content {
            BodyContent::Bytes(bytes) => Some(bytes.clone().into()),
            BodyContent::Stream(stream, progress) => {
                progress.hand_over();
                stream.take()
            }
        }
    }

    /// Whether the server has not read from the stream for this long.
    pub(crate) fn is_stalled(&self, limit: Duration) -> bool {
        matches!(&self.content, BodyContent::Stream(_, progress) if progress.is_stalled(limit))
    }
}

/// The content of a file.
struct FileStream(tokio::fs::File);

impl Stream for FileStream {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut room = vec![0; FILE_CHUNK];
        let mut buffer = ReadBuf::new(&mut room);
        ready!(Pin::new(&mut self.0).poll_read(context, &mut buffer))?;
        let length = buffer.filled().len();
        room.truncate(length);
        Poll::Ready((length > 0).then(|| Ok(room.into())))
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self { length: u64::try_from(bytes.len()).ok(), content: BodyContent::Bytes(bytes) }
    }
}

macro_rules! from_bytes {
    ($($BodyContent:ty),*) => {$(
        impl From<$BodyContent> for Body {
            fn from(content: $BodyContent) -> Self {
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
