//! Enumerations of contents, such as the enumeration of all contents.

use crate::events::error::ContentError;
use crate::events::source::ContentSource;
use crate::json::raw::RawObject;

/// An enumeration of contents, with a variant for each type of event.
pub trait ContentEnum: Sized {
    /// Reads the content by the type of the event. A type without a variant is kept as raw JSON.
    ///
    /// # Errors
    /// If the content does not fit the type of the event.
    #[doc(hidden)]
    fn read_source(source: &ContentSource<'_>) -> Result<Self, ContentError>;

    /// Returns the variant for a redacted message.
    #[doc(hidden)]
    fn redacted() -> Self;
}

/// Reads a content without its event, by the type of the event.
///
/// # Errors
/// If the content does not fit the type of the event.
#[inline]
pub fn read_content_enum<E: ContentEnum>(event_type: &str, content: &RawObject) -> Result<E, ContentError> {
    E::read_source(&ContentSource::alone(event_type, content))
}
