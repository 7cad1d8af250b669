//! The data that a server adds to an event.

use crate::id::EventId;
use crate::json::extra::Extra;
use crate::json::object::extra_of;
use crate::json::raw::RawObject;

/// The data that a server adds to an event, which signatures do not cover. Events in it are raw: read their content with
/// [`content`](crate::json::Raw::content).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Unsigned {
    /// The time since the event was sent, in milliseconds, by the clocks of both servers. It can be negative.
    pub age: Option<i64>,
    /// The state of the room, for an invite.
    pub invite_room_state: Option<Vec<RawObject>>,
    /// The state of the room, for a knock.
    pub knock_room_state: Option<Vec<RawObject>>,
    /// The membership of the user at the time of the event, such as `join`.
    pub membership: Option<String>,
    /// The content that a state event replaced. Nothing indicates whether it was redacted.
    pub prev_content: Option<RawObject>,
    /// The event that redacted this one.
    pub redacted_because: Option<RawObject>,
    /// A summary of the events that relate to this one.
    pub relations: Option<Relations>,
    /// The state event that this one replaced.
    pub replaces_state: Option<EventId>,
    /// The transaction ID by which this device sent the event.
    pub transaction_id: Option<String>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: Extra,
}

crate::json_object! {
    Unsigned {
        0 age "age" optional,
        1 invite_room_state "invite_room_state" optional,
        2 knock_room_state "knock_room_state" optional,
        3 membership "membership" optional,
        4 prev_content "prev_content" optional,
        5 redacted_because "redacted_because" optional,
        6 relations "m.relations" optional,
        7 replaces_state "replaces_state" optional,
        8 transaction_id "transaction_id" optional,
    }
}

/// The [summary](https://spec.matrix.org/v1.19/client-server-api/#aggregations-of-child-events) of the events that relate to
/// another one.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Relations {
    /// The event of the latest edit.
    pub replace: Option<RawObject>,
    /// The thread that starts with this event.
    pub thread: Option<ThreadSummary>,
    /// The events that refer to this one.
    pub reference: Option<ReferenceSummary>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: Extra,
}

crate::json_object! {
    Relations {
        0 replace "m.replace" optional,
        1 thread "m.thread" optional,
        2 reference "m.reference" optional,
    }
}

/// The summary of a thread.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ThreadSummary {
    /// The number of events in the thread.
    pub count: Option<u64>,
    /// Whether the user has sent an event into the thread.
    pub current_user_participated: Option<bool>,
    /// The latest event of the thread.
    pub latest_event: Option<RawObject>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: Extra,
}

crate::json_object! {
    ThreadSummary {
        0 count "count" optional,
        1 current_user_participated "current_user_participated" optional,
        2 latest_event "latest_event" optional,
    }
}

/// The summary of the events that refer to another one.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ReferenceSummary {
    /// The events.
    pub chunk: Vec<ReferringEvent>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: Extra,
}

crate::json_object! { ReferenceSummary { 0 chunk "chunk" required present } }

/// An event that refers to another one.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ReferringEvent {
    /// The identifier of the event.
    pub event_id: EventId,
    /// Fields that the specification does not name.
    pub extra: Extra,
}

crate::json_object! { ReferringEvent { 0 event_id "event_id" required present } }

impl Default for Unsigned {
    fn default() -> Self {
        Self {
            age: None,
            invite_room_state: None,
            knock_room_state: None,
            membership: None,
            prev_content: None,
            redacted_because: None,
            relations: None,
            replaces_state: None,
            transaction_id: None,
            extra: extra_of::<Self>(),
        }
    }
}
