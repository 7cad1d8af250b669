//! Contents of each form, written like generated code.

use std::collections::BTreeMap;

use matrix_openapi_core::__private::extra_of;
use matrix_openapi_core::id::{EventId, RoomId, UserId};
use matrix_openapi_core::json::{Extra, RawObject};
use matrix_openapi_core::{content_enum, event_content, json_map, json_object, open_enum, tagged};

/// State that a room has once.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RoomName {
    pub name: Option<String>,
    pub extra: Extra,
}

impl RoomName {
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), extra: extra_of::<Self>() }
    }
}

json_object! { RoomName { 0 name "name" optional } }
event_content! { RoomName = "m.room.name": state(()) }

/// State of a user.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RoomMember {
    pub avatar_url: Option<String>,
    pub displayname: Option<String>,
    pub is_direct: Option<bool>,
    pub membership: Membership,
    pub extra: Extra,
}

json_object! {
    RoomMember {
        0 avatar_url "avatar_url" optional,
        1 displayname "displayname" optional,
        2 is_direct "is_direct" optional,
        3 membership "membership" required present,
    }
}
event_content! { RoomMember = "m.room.member": state(::matrix_openapi_core::id::UserId) }

open_enum! {
    #[allow(missing_docs)]
    pub enum Membership { Invite = "invite", Join = "join", Leave = "leave" }
}

/// A message, by the `msgtype`.
#[derive(Clone, Debug)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant)]
pub enum RoomMessage {
    Text(TextMessage),
    Notice(NoticeMessage),
    Other(OtherMessage),
}

tagged! {
    RoomMessage "msgtype" { "m.text" Text(TextMessage), "m.notice" Notice(NoticeMessage) }
    else Other(OtherMessage) msgtype {
        /// Returns the text.
        text body body_mut,
        /// Returns the relation to another event.
        optional relates_to relates_to_mut: Relation,
        /// Returns the fields that the specification does not name.
        value extra extra_mut: Extra,
    }
}
event_content! { RoomMessage = "m.room.message": message }

#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TextMessage {
    pub body: String,
    pub format: Option<String>,
    pub new_content: Option<Box<RoomMessage>>,
    pub relates_to: Option<Relation>,
    pub extra: Extra,
}

impl TextMessage {
    pub fn new(body: impl Into<String>) -> Self {
        let extra = extra_of::<Self>();
        Self { body: body.into(), format: None, new_content: None, relates_to: None, extra }
    }
}

json_object! {
    TextMessage {
        0 body "body" required present,
        1 format "format" optional,
        2 new_content "m.new_content" optional,
        3 relates_to "m.relates_to" optional;
        4 msgtype "msgtype" = required "m.text"
    }
}

#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct NoticeMessage {
    pub body: String,
    pub relates_to: Option<Relation>,
    pub extra: Extra,
}

json_object! {
    NoticeMessage {
        0 body "body" required present,
        1 relates_to "m.relates_to" optional;
        2 msgtype "msgtype" = required "m.notice"
    }
}

#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct OtherMessage {
    pub body: String,
    pub msgtype: String,
    pub relates_to: Option<Relation>,
    pub extra: Extra,
}

json_object! {
    OtherMessage {
        0 body "body" required present,
        1 msgtype "msgtype" required present,
        2 relates_to "m.relates_to" optional,
    }
}

#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Relation {
    pub event_id: Option<EventId>,
    pub rel_type: Option<String>,
    pub extra: Extra,
}

json_object! { Relation { 0 event_id "event_id" optional, 1 rel_type "rel_type" optional } }

/// A map.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Direct {
    pub entries: BTreeMap<UserId, Vec<RoomId>>,
    pub extra: Extra,
}

json_map! { Direct { UserId => Vec<RoomId> } }
event_content! { Direct = "m.direct": global_account_data }

#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Reaction {
    pub relates_to: Option<Annotation>,
    pub extra: Extra,
}

json_object! { Reaction { 0 relates_to "m.relates_to" optional } }
event_content! { Reaction = "m.reaction": message }

impl Reaction {
    pub fn new(event_id: EventId, key: impl Into<String>) -> Self {
        let relates_to = Annotation { event_id, key: key.into(), extra: extra_of::<Annotation>() };
        Self { relates_to: Some(relates_to), extra: extra_of::<Self>() }
    }
}

#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Annotation {
    pub event_id: EventId,
    pub key: String,
    pub extra: Extra,
}

json_object! {
    Annotation {
        0 event_id "event_id" required present,
        1 key "key" required present;
        2 rel_type "rel_type" = required "m.annotation"
    }
}

/// A content without fields, of two kinds.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct KeyVerificationDone {
    pub extra: Extra,
}

json_object! { KeyVerificationDone {} }
event_content! {
    KeyVerificationDone = "m.key.verification.done" | "org.example.done": message, to_device
}

/// A type with a variable part.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SecretStorageKey {
    pub algorithm: String,
    pub extra: Extra,
}

json_object! { SecretStorageKey { 0 algorithm "algorithm" required present } }
event_content! { SecretStorageKey = "m.secret_storage.key."*: global_account_data }

/// A type of no kind that is sent.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Presence {
    pub presence: String,
    pub extra: Extra,
}

json_object! { Presence { 0 presence "presence" required present } }
event_content! { Presence = "m.presence": }

#[derive(Clone, Debug)]
#[non_exhaustive]
#[allow(clippy::large_enum_variant)]
pub enum Content {
    Direct(Direct),
    KeyVerificationDone(KeyVerificationDone),
    Presence(Presence),
    Reaction(Reaction),
    RoomMember(RoomMember),
    RoomMessage(RoomMessage),
    RoomName(RoomName),
    SecretStorageKey(SecretStorageKey),
    Redacted,
    Unknown(RawObject),
}

content_enum! {
    Content {
        Direct(Direct),
        KeyVerificationDone(KeyVerificationDone),
        Presence(Presence),
        Reaction(Reaction),
        RoomMember(RoomMember),
        RoomMessage(RoomMessage),
        RoomName(RoomName),
        SecretStorageKey(SecretStorageKey),
    }
}
