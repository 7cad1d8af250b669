//! The values that generated types accept, keep and send.

mod codes;
mod events;
mod ids;
mod leniency;
mod lossless;
mod odd;
mod property;
mod push_actions;
mod requests;
mod send_sync;
mod sync;
mod synthetic;

use bytes::Bytes;
use matrix_openapi::__private::Read;
use matrix_openapi::Error;

/// Decodes a response body as a call does.
fn decode<T: Read>(body: &str) -> Result<T, Error> {
    Ok(matrix_openapi::__private::decode("probe", Bytes::copy_from_slice(body.as_bytes()))?.value)
}
