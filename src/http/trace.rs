//! Spans and events of the feature `tracing`.
//!
//! They contain only entries of the operation table, statuses, times, and errors by their redacted `Display`.

use std::time::Duration;

use matrix_openapi_core::__private::Misfits;
use matrix_openapi_core::operation::Operation;

use crate::error::Error;
use crate::http::response_head::ResponseHead;

/// Records a span from sending a request to the head of its response.
#[cfg(feature = "tracing")]
pub(crate) async fn request(
    operation: &'static Operation,
    response: impl Future<Output = Result<ResponseHead, Error>>,
) -> Result<ResponseHead, Error> {
    use tracing::Instrument;

    let span = tracing::debug_span!(
        target: "matrix_openapi",
        "matrix_request",
        api = operation.api.slug(),
        operation = operation.id,
        method = operation.method.as_str(),
        status = tracing::field::Empty,
        elapsed_ms = tracing::field::Empty,
    );
    let start = std::time::Instant::now();
    let outcome = response.instrument(span.clone()).await;
    span.record("elapsed_ms", u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX));
    match &outcome {
        Ok(head) => drop(span.record("status", head.response.status().as_u16())),
        Err(error) => tracing::debug!(target: "matrix_openapi", parent: &span, %error, "no response"),
    }
    outcome
}

/// Records that a call is retried.
#[cfg(feature = "tracing")]
pub(crate) fn retry(operation: &'static Operation, error: &Error, wait: Duration) {
    let wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
    tracing::debug!(target: "matrix_openapi", operation = operation.id, %error, wait_ms, "retrying");
}

/// Records that parts of a response were left out, without their content.
#[cfg(feature = "tracing")]
pub(crate) fn misfits(operation: &'static Operation, misfits: &Misfits) {
    if let Some(first) = misfits.listed.first() {
        let count = misfits.listed.len().saturating_add(misfits.unlisted);
        tracing::warn!(target: "matrix_openapi", operation = operation.id, count, %first, "left out parts of the response that do not fit");
    }
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn request<F: Future<Output = Result<ResponseHead, Error>>>(
    _: &'static Operation,
    response: F,
) -> F {
    response
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn retry(_: &'static Operation, _: &Error, _: Duration) {}

#[cfg(not(feature = "tracing"))]
pub(crate) fn misfits(_: &'static Operation, _: &Misfits) {}
