//! Responses that are the content of an event.

use bytes::Bytes;
use serde::Deserializer;

use crate::events::content::EventContent;
use crate::json::decode::{DecodeError, Decoded, decode};
use crate::json::read::Read;

/// Reads the body of a successful response as the content of an event.
///
/// # Errors
/// If the body does not fit the type.
pub fn decode_content<C: EventContent>(
    operation: &'static str,
    body: Bytes,
) -> Result<Decoded<C>, Box<DecodeError>> {
    let Decoded { value: Content(value), misfits, json } = decode(operation, body)?;
    Ok(Decoded { value, misfits, json })
}

/// A content, whose type may be one of the program.
struct Content<C>(C);

impl<C: EventContent> Read for Content<C> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        C::read_content(deserializer).map(Self)
    }
}
