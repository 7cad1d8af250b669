//! What is told to the program's log, if the feature `tracing` is on: never more than the table of operations holds, the
//! status, the time, and errors by their own careful `Display`.

use std::time::Duration;

use matrix_openapi_core::__private::Misfits;

use crate::error::Error;
use crate::http::sending::Answer;
use matrix_openapi_core::operation::Operation;

/// Watches one request from sending it to the head of its answer.
#[cfg(feature = "tracing")]
pub(crate) async fn observe(
    operation: &'static Operation,
    answer: impl Future<Output = Result<Answer, Error>>,
) -> Result<Answer, Error> {
    use tracing::Instrument;

    let span = tracing::debug_span!(
        "matrix_request",
        api = operation.api.slug(),
        operation = operation.id,
        method = operation.method.as_str(),
        status = tracing::field::Empty,
        elapsed_ms = tracing::field::Empty,
    );
    let start = std::time::Instant::now();
    let outcome = answer.instrument(span.clone()).await;
    span.record("elapsed_ms", u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX));
    match &outcome {
        Ok(answer) => drop(span.record("status", answer.response.status().as_u16())),
        Err(error) => tracing::debug!(parent: &span, %error, "no answer"),
    }
    outcome
}

/// Tells that a call is sent again.
#[cfg(feature = "tracing")]
pub(crate) fn repetition(operation: &'static Operation, error: &Error, wait: Duration) {
    let wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
    tracing::debug!(operation = operation.id, %error, wait_ms, "repeating");
}

/// Tells that parts of a response were left out: where, and not what.
#[cfg(feature = "tracing")]
pub(crate) fn misfits(operation: &'static Operation, misfits: &Misfits) {
    if let Some(first) = misfits.listed.first() {
        let count = misfits.listed.len().saturating_add(misfits.unlisted);
        tracing::warn!(operation = operation.id, count, %first, "parts of the response do not fit and were left out");
    }
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn observe<F: Future<Output = Result<Answer, Error>>>(_: &'static Operation, answer: F) -> F {
    answer
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn repetition(_: &'static Operation, _: &Error, _: Duration) {}

#[cfg(not(feature = "tracing"))]
pub(crate) fn misfits(_: &'static Operation, _: &Misfits) {}
