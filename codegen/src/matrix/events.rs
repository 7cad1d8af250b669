//! The names of the handwritten module `events`, beside which the contents of events are generated.

/// Its types for parts of events. A component of this name is not generated, because the handwritten one is used.
pub const HANDWRITTEN: [&str; 3] = ["RelatesTo", "Relations", "Unsigned"];

/// The other names of the module, which generated types must not take: types, traits, and what is generated beside the
/// contents.
pub const EVENT_NAMES: [&str; 32] = [
    "Content",
    "ContentEnum",
    "ContentError",
    "EduContent",
    "EphemeralContent",
    "Event",
    "EventContent",
    "EventKind",
    "EventType",
    "GlobalAccountData",
    "InReplyTo",
    "IntoStateKey",
    "MessageContent",
    "PutAccountData",
    "ReadContent",
    "RedactEvent",
    "Redacted",
    "ReferenceSummary",
    "ReferringEvent",
    "RelationType",
    "RoomAccountData",
    "RoomVersion",
    "SendEvent",
    "SendToDevice",
    "SentEvent",
    "SetState",
    "StateContent",
    "StateKey",
    "StateKeyKind",
    "ThreadSummary",
    "ToDeviceContent",
    "Unknown",
];

/// The handwritten type of a name.
pub fn handwritten(name: &str) -> Option<&'static str> {
    HANDWRITTEN.into_iter().find(|one| *one == name)
}
