//! The error of an event that does not fit its type.

use std::fmt;

use crate::error::printable::printable;
use crate::json::fault::{Fault, paths};
use crate::json::raw::RawJson;
use crate::json::shared::SharedJson;

/// The error of an event, or a part of one, that does not fit its type.
///
/// `Display` and `Debug` print neither the text nor a value of the event.
#[derive(Clone)]
#[non_exhaustive]
pub struct ContentError {
    /// The type of the event; `None` if it is unknown.
    pub event_type: Option<String>,
    /// The identifier of the event, if it has one.
    pub event_id: Option<String>,
    /// The path of the defect, such as `$.content.info.w`. It starts at the content if the content was read without its event.
    pub path: String,
    /// The defect, without text of the event.
    pub reason: String,
    /// The exact text of the event, or of the content if the content was read without its event.
    pub json: RawJson,
}

impl ContentError {
    /// Creates the error of a fault in a text. The offset of the fault counts from the whole text that `json` is a part of.
    pub(crate) fn of(json: &SharedJson, fault: Fault) -> Self {
        let at = fault.at.saturating_sub(json.start());
        let path = paths(json.as_str().as_bytes(), &[at]).pop().unwrap_or_default();
        Self { event_type: None, event_id: None, path, reason: fault.reason, json: json.clone().into() }
    }

    /// Creates the error of an event as a whole.
    pub(crate) fn whole(json: &SharedJson, reason: impl Into<String>) -> Self {
        Self::of(json, Fault { at: json.start(), reason: reason.into() })
    }

    /// Adds type and identifier of the event.
    pub(crate) fn with_event(mut self, event_type: Option<&str>, event_id: Option<&str>) -> Self {
        self.event_type = event_type.map(str::to_owned);
        self.event_id = event_id.map(str::to_owned);
        self
    }
}

impl fmt::Display for ContentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { event_type, event_id, path, reason, .. } = self;
        let event_type =
            event_type.as_deref().map_or_else(|| "event".to_owned(), |name| printable(name, &[]));
        f.write_str(&event_type)?;
        if let Some(event_id) = event_id {
            write!(f, " {}", printable(event_id, &[]))?;
        }
        write!(f, ": the JSON does not fit at {}: {}", printable(path, &[]), printable(reason, &[]))
    }
}

impl fmt::Debug for ContentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ContentError")
            .field("event_type", &self.event_type)
            .field("event_id", &self.event_id)
            .field("path", &self.path)
            .field("reason", &self.reason)
            .field("json", &self.json)
            .finish()
    }
}

impl std::error::Error for ContentError {}
