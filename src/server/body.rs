//! The bodies of requests and responses.

use std::collections::VecDeque;
use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Buf, Bytes, BytesMut};
use futures_core::Stream;
use http::StatusCode;
use http_body::{Body, Frame, SizeHint};
use matrix_openapi_core::error::ErrorCode;
use tokio::time::{Sleep, sleep};

use crate::http::execution::deadline_after;
use crate::server::error_response::ErrorResponse;

/// An error of a stream.
pub(crate) type BoxError = Box<dyn Error + Send + Sync>;

/// Any body, with its data as [`Bytes`].
pub(crate) type BoxBody = Pin<Box<dyn Body<Data = Bytes, Error = BoxError> + Send>>;

/// The body of a response.
#[derive(Default)]
pub struct ResponseBody {
    /// The rest of the part that is being sent. Most bodies have only this part.
    first: Option<BodyPart>,
    /// The parts after the first one.
    rest: VecDeque<BodyPart>,
}

enum BodyPart {
    Bytes(Bytes),
    Stream(BoxBody),
}

impl ResponseBody {
    /// Forwards another body, such as the body of an HTTP client's response.
    pub fn new<B>(body: B) -> Self
    where
        B: Body + Send + 'static,
        B::Data: Send,
        B::Error: Into<BoxError>,
    {
        Self { first: Some(BodyPart::Stream(boxed(body))), rest: VecDeque::new() }
    }

    /// Sends a stream of bytes. An error of the stream closes the connection, so the client does not take the body for complete.
    pub fn stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError> + 'static,
    {
        Self::new(StreamBody(Box::pin(stream)))
    }

    /// Appends another body.
    #[must_use]
    pub(super) fn followed_by(mut self, other: Self) -> Self {
        self.rest.extend(other.first);
        self.rest.extend(other.rest);
        self
    }

    fn parts(&self) -> impl Iterator<Item = &BodyPart> {
        self.first.iter().chain(&self.rest)
    }
}

impl Body for ResponseBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        loop {
            match &mut self.first {
                None => match self.rest.pop_front() {
                    Some(next) => self.first = Some(next),
                    None => return Poll::Ready(None),
                },
                Some(BodyPart::Bytes(bytes)) => {
                    let bytes = std::mem::take(bytes);
                    self.first = None;
                    if !bytes.is_empty() {
                        return Poll::Ready(Some(Ok(Frame::data(bytes))));
                    }
                }
                Some(BodyPart::Stream(body)) => match ready!(body.as_mut().poll_frame(context)) {
                    Some(frame) => return Poll::Ready(Some(frame)),
                    None => self.first = None,
                },
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.parts().all(|part| match part {
            BodyPart::Bytes(bytes) => bytes.is_empty(),
            BodyPart::Stream(body) => body.is_end_stream(),
        })
    }

    fn size_hint(&self) -> SizeHint {
        let mut whole = SizeHint::with_exact(0);
        for part in self.parts() {
            let hint = match part {
                BodyPart::Bytes(bytes) => {
                    SizeHint::with_exact(u64::try_from(bytes.len()).unwrap_or(u64::MAX))
                }
                BodyPart::Stream(body) => body.size_hint(),
            };
            let upper = whole.upper().zip(hint.upper()).and_then(|(one, other)| one.checked_add(other));
            let lower = whole.lower().saturating_add(hint.lower());
            whole = SizeHint::new();
            whole.set_lower(lower);
            if let Some(upper) = upper {
                whole.set_upper(upper);
            }
        }
        whole
    }
}

impl From<Bytes> for ResponseBody {
    fn from(bytes: Bytes) -> Self {
        Self { first: Some(BodyPart::Bytes(bytes)), rest: VecDeque::new() }
    }
}

macro_rules! from_bytes {
    ($($Content:ty),*) => {$(
        impl From<$Content> for ResponseBody {
            fn from(content: $Content) -> Self {
                Bytes::from(content).into()
            }
        }
    )*};
}

from_bytes!(Vec<u8>, String, &'static [u8], &'static str);

impl fmt::Debug for ResponseBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.size_hint().exact() {
            Some(length) => write!(f, "ResponseBody({length} bytes)"),
            None => f.write_str("ResponseBody(stream)"),
        }
    }
}

/// The body of an upload, which the handler reads.
///
/// It is a stream of bytes, whose errors a handler can return. The wait for each part is limited in time.
pub struct Upload {
    body: BoxBody,
    length: Option<u64>,
    idle: Duration,
    /// The timeout of the next part, while the handler waits for that part.
    timer: Option<Pin<Box<Sleep>>>,
}

impl Upload {
    pub(crate) fn new(body: BoxBody, idle: Duration) -> Self {
        let length = body.size_hint().exact();
        Self { body, length, idle, timer: None }
    }

    /// Returns the length in bytes, if the client sent it.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// Reads the whole body, up to a limit in bytes.
    ///
    /// # Errors
    /// 413 `M_TOO_LARGE` if the body is longer, and the errors of the stream.
    pub async fn bytes(mut self, limit: usize) -> Result<Bytes, ErrorResponse> {
        read_all(&mut self, limit).await
    }
}

impl Stream for Upload {
    type Item = Result<Bytes, ErrorResponse>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Self { body, idle, timer, .. } = &mut *self;
        loop {
            match body.as_mut().poll_frame(context) {
                Poll::Pending => {
                    let timer = timer.get_or_insert_with(|| Box::pin(sleep(*idle)));
                    ready!(timer.as_mut().poll(context));
                    return Poll::Ready(Some(Err(too_slow())));
                }
                Poll::Ready(None) => return Poll::Ready(None),
                // The cause is an error of the connection, so the client knows it.
                Poll::Ready(Some(Err(_))) => return Poll::Ready(Some(Err(broken()))),
                Poll::Ready(Some(Ok(frame))) => {
                    *timer = None;
                    // Trailers have no data.
                    if let Ok(data) = frame.into_data() {
                        return Poll::Ready(Some(Ok(data)));
                    }
                }
            }
        }
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload").field("length", &self.length).finish_non_exhaustive()
    }
}

/// Reads a whole body, within a limit in bytes and in time.
///
/// # Errors
/// 413 `M_TOO_LARGE`, 408 if it takes longer, or 400 if the connection breaks.
pub(crate) async fn read(body: BoxBody, limit: usize, time: Duration) -> Result<Bytes, ErrorResponse> {
    let mut upload = Upload::new(body, time);
    tokio::time::timeout_at(deadline_after(time), read_all(&mut upload, limit))
        .await
        .unwrap_or_else(|_| Err(too_slow()))
}

/// Boxes any body.
pub(crate) fn boxed<B>(body: B) -> BoxBody
where
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<BoxError>,
{
    Box::pin(PlainBody(Box::pin(body)))
}

async fn read_all(upload: &mut Upload, limit: usize) -> Result<Bytes, ErrorResponse> {
    let within = |length: usize| if length <= limit { Ok(()) } else { Err(ErrorResponse::too_large()) };
    // The length according to the client, so a body that is too long is not even read.
    let announced = usize::try_from(upload.body.size_hint().lower()).unwrap_or(usize::MAX);
    within(announced)?;
    let mut first = Bytes::new();
    let mut rest = BytesMut::new();
    while let Some(chunk) = std::future::poll_fn(|context| Pin::new(&mut *upload).poll_next(context)).await {
        let chunk = chunk?;
        within(first.len().saturating_add(rest.len()).saturating_add(chunk.len()))?;
        match first.is_empty() {
            // Most bodies arrive in one part, which needs no copy.
            true if rest.is_empty() => first = chunk,
            _ => {
                rest.extend_from_slice(&std::mem::take(&mut first));
                rest.extend_from_slice(&chunk);
            }
        }
    }
    Ok(if rest.is_empty() { first } else { rest.freeze() })
}

fn too_slow() -> ErrorResponse {
    let message = "the body of the request did not arrive in time";
    ErrorResponse::new(StatusCode::REQUEST_TIMEOUT, ErrorCode::Unspecified, message)
}

fn broken() -> ErrorResponse {
    let message = "the body of the request did not arrive completely";
    ErrorResponse::new(StatusCode::BAD_REQUEST, ErrorCode::Unspecified, message)
}

/// A body whose data is [`Bytes`].
struct PlainBody<B>(Pin<Box<B>>);

impl<B: Body<Error: Into<BoxError>>> Body for PlainBody<B> {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let frame = ready!(self.0.as_mut().poll_frame(context));
        Poll::Ready(frame.map(|frame| match frame {
            Ok(frame) => Ok(frame.map_data(|mut data| data.copy_to_bytes(data.remaining()))),
            Err(error) => Err(error.into()),
        }))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}

/// A stream as a body.
struct StreamBody<S>(Pin<Box<S>>);

impl<S: Stream<Item = Result<Bytes, E>>, E> Body for StreamBody<S> {
    type Data = Bytes;
    type Error = E;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, E>>> {
        let chunk = ready!(self.0.as_mut().poll_next(context));
        Poll::Ready(chunk.map(|chunk| chunk.map(Frame::data)))
    }
}
