//! The progress of uploads, shown by middleware, so each attempt has its own bar.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};
use matrix_openapi::Error;
use matrix_openapi::http::{BoxFuture, Middleware, Next, Operation};
use matrix_openapi::reqwest::{self, Body, Request, Response};

use crate::progress::Progress;

/// Shows the progress of files that are sent.
pub struct UploadBar;

impl Middleware for UploadBar {
    fn handle<'a>(
        &'a self,
        _: &'static Operation,
        mut request: Request,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<Response, Error>> {
        if let Some(body) = request.body_mut() {
            let sent = std::mem::replace(body, Body::from(""));
            // Bytes are sent at once.
            *body = if sent.as_bytes().is_some() { sent } else { Body::wrap(Counted::new(sent)) };
        }
        Box::pin(next.run(request))
    }
}

/// A body with its bar.
struct Counted {
    body: Body,
    progress: Progress,
}

impl Counted {
    fn new(body: Body) -> Self {
        let progress = Progress::new(body.size_hint().exact());
        Self { body, progress }
    }
}

impl HttpBody for Counted {
    type Data = Bytes;
    type Error = reqwest::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if let Some(Ok(frame)) = &frame {
            self.progress.add(frame.data_ref().map_or(0, Bytes::len));
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
