//! The names of the handwritten module `events`, which also contains the generated contents of events, and the headings in
//! the specification for forms of contents.

/// The handwritten types for parts of events. They replace the components of these names.
pub const HANDWRITTEN: [&str; 3] = ["RelatesTo", "Relations", "Unsigned"];

/// The other names of the module, which generated types must not take: types, traits, and generated items other than
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

/// The handwritten methods of a message: generated methods of contents with several forms must not take their names.
pub const MESSAGE_METHODS: [&str; 18] = [
    "audio",
    "edit_of",
    "edit_of_with",
    "emote",
    "emote_html",
    "file",
    "html",
    "image",
    "in_thread",
    "location",
    "mentioning",
    "mentioning_room",
    "notice",
    "notice_html",
    "reply_to",
    "text",
    "video",
    "without_fallback",
];

/// Returns the handwritten type with a name.
pub fn handwritten(name: &str) -> Option<&'static str> {
    HANDWRITTEN.into_iter().find(|one| *one == name)
}

/// The forms of messages that the specification describes in other sections than the rest.
const FORMS_ELSEWHERE: [&str; 2] = ["m.key.verification.request", "m.server_notice"];

/// Returns the heading in the specification for a form of a content: the type with the value of its tag, but the value
/// alone for most messages. An empty value stands for all other forms.
pub fn form_heading(event: &str, value: &str) -> String {
    match (event, value) {
        ("m.room.message", "") => "m.room.message-msgtypes".to_owned(),
        ("m.room.message", value) if !FORMS_ELSEWHERE.contains(&value) => value.to_owned(),
        _ => format!("{event}{value}"),
    }
}
