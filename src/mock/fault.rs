//! Faulty responses.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Buf, Bytes};
use http::Response;
use http::header::{CONTENT_LENGTH, HeaderValue};
use http_body::{Body, Frame};
use tokio::time::{Sleep, sleep};

use crate::server::{BoxError, ResponseBody};

/// The bytes of an endless body after its start: whitespace, which JSON allows.
static BLANKS: [u8; 16 << 10] = [b' '; 16 << 10];

/// A fault in the transport of a response.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fault {
    /// The connection is closed before the response.
    HangUp,
    /// The connection is closed after this many bytes of the body.
    Truncate(usize),
    /// The body never ends.
    Endless,
    /// The body is sent byte by byte, with this pause before each.
    Slow(Duration),
}

/// Marks a response in place of which the connection is closed.
#[derive(Clone, Copy)]
pub(super) struct HungUp;

impl Fault {
    /// Applies the fault to a response.
    pub(super) fn apply(self, mut response: Response<ResponseBody>) -> Response<ResponseBody> {
        if let Self::HangUp = self {
            response.extensions_mut().insert(HungUp);
            return response;
        }
        // The client expects this length, but does not get it.
        match response.body().size_hint().exact() {
            Some(length) if !matches!(self, Self::Endless) => {
                response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(length));
            }
            _ => drop(response.headers_mut().remove(CONTENT_LENGTH)),
        }
        response.map(|body| ResponseBody::new(BrokenBody::new(self, body)))
    }
}

/// A body with a fault.
struct BrokenBody {
    fault: Fault,
    body: ResponseBody,
    /// The bytes of the body that were read but not yet sent.
    pending: Bytes,
    /// How many bytes are sent before the end, or that the head was sent.
    left: usize,
    is_flushed: bool,
    pause: Option<Pin<Box<Sleep>>>,
}

impl BrokenBody {
    fn new(fault: Fault, body: ResponseBody) -> Self {
        let left = if let Fault::Truncate(bytes) = fault { bytes } else { usize::MAX };
        Self { fault, body, pending: Bytes::new(), left, is_flushed: false, pause: None }
    }

    /// Reads until there is something to send; `false` at the end of the body.
    fn poll_data(&mut self, context: &mut Context<'_>) -> Poll<Result<bool, BoxError>> {
        while self.pending.is_empty() {
            match ready!(Pin::new(&mut self.body).poll_frame(context)) {
                None => return Poll::Ready(Ok(false)),
                Some(Err(error)) => return Poll::Ready(Err(error)),
                Some(Ok(frame)) => self.pending = frame.into_data().unwrap_or_default(),
            }
        }
        Poll::Ready(Ok(true))
    }

    /// Ends the body with an error, once the connection has sent the pending bytes.
    fn poll_end(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if !std::mem::replace(&mut self.is_flushed, true) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err("a stub ends the response early".into())))
    }
}

impl Body for BrokenBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = &mut *self;
        let has_data = match ready!(this.poll_data(context)) {
            Ok(has_data) => has_data,
            Err(error) => return Poll::Ready(Some(Err(error))),
        };
        match this.fault {
            Fault::Endless if !has_data => Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(&BLANKS))))),
            _ if !has_data => Poll::Ready(None),
            Fault::Truncate(_) if this.left == 0 => this.poll_end(context),
            Fault::Slow(pause) => {
                let timer = this.pause.get_or_insert_with(|| Box::pin(sleep(pause)));
                ready!(timer.as_mut().poll(context));
                this.pause = None;
                Poll::Ready(Some(Ok(Frame::data(this.pending.split_to(1)))))
            }
            _ => {
                let length = this.pending.remaining().min(this.left);
                this.left = this.left.saturating_sub(length);
                Poll::Ready(Some(Ok(Frame::data(this.pending.split_to(length)))))
            }
        }
    }
}
