//! Request bodies that are not JSON.

use std::path::Path;
use std::time::Duration;
use std::{fmt, io};

use bytes::Bytes;
use futures_core::Stream;

use crate::media::exact_length::ExactLength;
use crate::media::file_source::FileSource;
use crate::media::upload_progress::{BodyFailure, ProgressBody, UploadProgress};

/// The body of an upload: bytes, a file or a stream.
///
/// A request with bytes or a file can be retried, one with a stream cannot.
///
/// ```no_run
/// use matrix_openapi::client_server::Client;
/// use matrix_openapi::media::Body;
///
/// # async fn run(client: Client) -> Result<(), Box<dyn std::error::Error>> {
/// let body = Body::file("cat.jpg").await?;
/// let uploaded = client.upload_content(body).filename("cat.jpg").content_type("image/jpeg").await?;
/// println!("{}", uploaded.content_uri);
/// # Ok(())
/// # }
/// ```
pub struct Body {
    content: BodyContent,
    length: Option<u64>,
}

enum BodyContent {
    Bytes(Bytes),
    /// The stream is `None` once sent.
    Stream(Option<reqwest::Body>, UploadProgress),
    /// The progress is that of the last request.
    File(FileSource, UploadProgress),
}

impl Body {
    /// Creates a body from a stream of unknown length, sent with chunked encoding.
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

    /// Creates a body from a stream of exactly `length` bytes.
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

    /// Opens a plain file. Its content, with its current length, is read while it is sent, and again for each retry.
    ///
    /// Bytes that are appended to the file meanwhile are not sent. If it becomes shorter, or has another length when it is read anew, the
    /// request fails with [`Error::Body`](crate::Error::Body), and the server gets no complete body.
    ///
    /// # Errors
    /// If the file cannot be opened, or is not a plain file, but a folder, a device, a kernel file without a length, or a pipe, whose
    /// content [`Body::stream`] can send.
    pub async fn file(path: impl AsRef<Path> + Send) -> io::Result<Self> {
        let file = FileSource::open(path.as_ref()).await?;
        let length = Some(file.length());
        Ok(Self { content: BodyContent::File(file, UploadProgress::default()), length })
    }

    /// Returns the length in bytes, if known.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// Returns the length of a file or sized stream; the HTTP client knows the length of bytes.
    pub(crate) fn stream_length(&self) -> Option<u64> {
        self.length.filter(|_| self.as_bytes().is_none())
    }

    /// Whether the body can be sent more than once.
    pub(crate) fn is_replayable(&self) -> bool {
        !matches!(self.content, BodyContent::Stream(..))
    }

    pub(crate) fn as_bytes(&self) -> Option<&[u8]> {
        match &self.content {
            BodyContent::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// Returns a copy of the body; `None` for a stream.
    pub(crate) fn duplicate(&self) -> Option<Self> {
        let content = match &self.content {
            BodyContent::Bytes(bytes) => BodyContent::Bytes(bytes.clone()),
            BodyContent::File(file, _) => BodyContent::File(file.duplicate(), UploadProgress::default()),
            BodyContent::Stream(..) => return None,
        };
        Some(Self { content, length: self.length })
    }

    /// Returns the body to send; a stream only once.
    pub(crate) fn take(&mut self) -> Option<reqwest::Body> {
        match &mut self.content {
            BodyContent::Bytes(bytes) => Some(bytes.clone().into()),
            BodyContent::Stream(stream, progress) => {
                progress.hand_over();
                stream.take()
            }
            BodyContent::File(file, progress) => {
                // Not the progress of an earlier request, which may still read.
                *progress = UploadProgress::default();
                progress.hand_over();
                Some(reqwest::Body::wrap(ProgressBody::new(file.content(), progress)))
            }
        }
    }

    /// Whether the server has not read from the stream for this long.
    pub(crate) fn is_stalled(&self, limit: Duration) -> bool {
        self.progress().is_some_and(|progress| progress.is_stalled(limit))
    }

    /// Returns the error that left the last request without a complete body.
    pub(crate) fn take_failure(&self) -> Option<BodyFailure> {
        self.progress()?.take_failure()
    }

    fn progress(&self) -> Option<&UploadProgress> {
        match &self.content {
            BodyContent::Stream(_, progress) | BodyContent::File(_, progress) => Some(progress),
            BodyContent::Bytes(_) => None,
        }
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
