//! The fields that all events have in common.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer};

use crate::json::raw::Raw;
use crate::json::repair;
use crate::json::text::BorrowedText;

/// The common fields of an event, borrowed from its text.
///
/// Only the type is required: the other fields depend on the source of the event, and servers omit some of them. `null` counts
/// as absent.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct EventHeader<'a> {
    /// The type, such as `m.room.message`.
    #[serde(rename = "type", borrow)]
    pub event_type: Cow<'a, str>,
    /// The user who sent the event.
    #[serde(default, borrow, deserialize_with = "text")]
    pub sender: Option<Cow<'a, str>>,
    /// The state key; `None` if the event is not a state event.
    #[serde(default, borrow, deserialize_with = "text")]
    pub state_key: Option<Cow<'a, str>>,
    /// The identifier of the event.
    #[serde(default, borrow, deserialize_with = "text")]
    pub event_id: Option<Cow<'a, str>>,
    /// The room; `None` in a sync response, which has the room outside of the event.
    #[serde(default, borrow, deserialize_with = "text")]
    pub room_id: Option<Cow<'a, str>>,
    /// The time of sending in milliseconds since 1970, by the clock of the sender's server.
    #[serde(default, deserialize_with = "crate::json::read::read")]
    pub origin_server_ts: Option<u64>,
}

impl<T> Raw<T> {
    /// Reads the common fields of an event, and skips its content.
    ///
    /// # Errors
    /// If the value is not an object with a type, or a common field has the wrong type.
    pub fn header(&self) -> Result<EventHeader<'_>, serde_json::Error> {
        serde_json::from_str(self.json()).or_else(|error| match repair::surrogates(self.json()) {
            Cow::Owned(repaired) => serde_json::from_str(&repaired).map(EventHeader::into_owned),
            Cow::Borrowed(_) => Err(error),
        })
    }
}

impl EventHeader<'_> {
    pub(crate) fn into_owned(self) -> EventHeader<'static> {
        let owned = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        EventHeader {
            event_type: owned(self.event_type),
            sender: self.sender.map(owned),
            state_key: self.state_key.map(owned),
            event_id: self.event_id.map(owned),
            room_id: self.room_id.map(owned),
            origin_server_ts: self.origin_server_ts,
        }
    }
}

/// Reads an optional string, borrowed if it has no escapes. serde borrows only required strings.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Cow<'de, str>>, D::Error> {
    Ok(Option::<BorrowedText<'de>>::deserialize(deserializer)?.map(|BorrowedText(text)| text))
}
