//! The traits of contents, one for each kind of event.

use serde::de::DeserializeOwned;
use serde::{Deserializer, Serialize};

use crate::events::state_key::StateKey;
use crate::json::key_guard;

/// The content of a type of event.
///
/// A program can implement it for its own types; the [module](crate::events) shows how. The other traits say where such an event
/// is sent.
pub trait EventContent: Serialize + DeserializeOwned + 'static {
    /// The type of the event, such as `m.room.message`.
    const TYPE: &'static str;

    /// Whether events of a type have this content. Override this for a type with several names, or with a variable part.
    fn is_type(name: &str) -> bool {
        name == Self::TYPE
    }

    /// Reads the content. Generated types override this, since they need no check for the keys that serde_json reserves.
    ///
    /// # Errors
    /// If the content does not fit the type.
    #[doc(hidden)]
    fn read_content<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        key_guard::from_deserializer(deserializer)
    }
}

/// The content of an event in a room that is not state, such as a text message.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the content of a message",
    note = "implement `MessageContent` for your own type to send it into rooms"
)]
pub trait MessageContent: EventContent {}

/// The content of a state event.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the content of a state event",
    note = "implement `StateContent` for your own type to use it as the state of rooms"
)]
pub trait StateContent: EventContent {
    /// The type of the state key; `()` if the key is always empty.
    type Key: StateKey;
}

/// The content of an event that is sent to devices.
#[diagnostic::on_unimplemented(message = "`{Self}` is not the content of an event to devices")]
pub trait ToDeviceContent: EventContent {}

/// The content of an ephemeral event, such as a typing notice.
#[diagnostic::on_unimplemented(message = "`{Self}` is not the content of an ephemeral event")]
pub trait EphemeralContent: EventContent {}

/// The content of a user's account data that applies to all rooms.
#[diagnostic::on_unimplemented(message = "`{Self}` is not global account data")]
pub trait GlobalAccountData: EventContent {}

/// The content of a user's account data for one room.
#[diagnostic::on_unimplemented(message = "`{Self}` is not account data of a room")]
pub trait RoomAccountData: EventContent {}
