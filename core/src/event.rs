//! What all events have in common, read without their content.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer};

use crate::json::raw::Raw;
use crate::json::repair;
use crate::json::text::BorrowedText;

/// The members of an event that tell what it is, borrowed from its text.
///
/// Only the type must be there: which of the others an event has depends on where it comes from, and some
/// that servers send lack what they should have. `null` counts as absent.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct EventHeader<'a> {
    /// The type, such as `m.room.message`.
    #[serde(rename = "type", borrow)]
    pub event_type: Cow<'a, str>,
    /// The user who sent it.
    #[serde(default, borrow, deserialize_with = "text")]
    pub sender: Option<Cow<'a, str>>,
    /// What the state is about; nothing for an event that is no state.
    #[serde(default, borrow, deserialize_with = "text")]
    pub state_key: Option<Cow<'a, str>>,
    /// The identifier of the event.
    #[serde(default, borrow, deserialize_with = "text")]
    pub event_id: Option<Cow<'a, str>>,
    /// The room, which the answer to a sync names outside of the event.
    #[serde(default, borrow, deserialize_with = "text")]
    pub room_id: Option<Cow<'a, str>>,
    /// When it was sent, in milliseconds since 1970, by the clock of the sender's server.
    #[serde(default, deserialize_with = "crate::json::read::read")]
    pub origin_server_ts: Option<u64>,
}

impl<T> Raw<T> {
    /// Reads what all events have in common in one pass over the text, and skips the content.
    ///
    /// # Errors
    /// If the value is no object with a type, or one of these members is of another kind than it should be.
    pub fn header(&self) -> Result<EventHeader<'_>, serde_json::Error> {
        serde_json::from_str(self.json()).or_else(|error| match repair::surrogates(self.json()) {
            Cow::Owned(repaired) => serde_json::from_str(&repaired).map(EventHeader::into_owned),
            Cow::Borrowed(_) => Err(error),
        })
    }
}

impl EventHeader<'_> {
    fn into_owned(self) -> EventHeader<'static> {
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

/// An optional text, borrowed if it holds no escapes: serde by itself only borrows required ones.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Cow<'de, str>>, D::Error> {
    Ok(Option::<BorrowedText<'de>>::deserialize(deserializer)?.map(|BorrowedText(text)| text))
}
