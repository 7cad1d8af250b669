/// The content of an event of any type.
///
/// It is as large as its largest variant; keep events as [`Raw`](::matrix_openapi::json::Raw), and parse a content where it
/// is used.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Content {
    /// `m.direct`.
    Direct(Direct),
    /// `m.key.done`.
    KeyDone(KeyDone),
    /// `m.presence`.
    Presence(Presence),
    /// `m.room.member`.
    RoomMember(RoomMember),
    /// `m.room.message`.
    RoomMessage(RoomMessage),
    /// `m.secret.key.*`.
    SecretKey(SecretKey),
    /// A redacted message, which has lost its content.
    Redacted,
    /// The content of an event of another type, as received.
    Unknown(::matrix_openapi::json::RawObject),
}
::matrix_openapi::__private::content_enum! {
    Content {
        Direct(Direct),
        KeyDone(KeyDone),
        Presence(Presence),
        RoomMember(RoomMember),
        RoomMessage(RoomMessage),
        SecretKey(SecretKey)
    }
}
/// The content of `m.direct`: account data.
///
/// [Specification](https://spec.matrix.org/v1.19/client-server-api/#mdirect)
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Direct {
    /// The entries.
    pub entries: ::std::collections::BTreeMap<
        ::matrix_openapi::id::UserId,
        Vec<::matrix_openapi::id::RoomId>,
    >,
    /// Entries that did not fit.
    pub extra: ::matrix_openapi::json::Extra,
}
::matrix_openapi::__private::json_map! {
    Direct { ::matrix_openapi::id::UserId => Vec<::matrix_openapi::id::RoomId> }
}
/// The content of `m.room.message`: a message in a room.
///
/// [Specification](https://spec.matrix.org/v1.19/client-server-api/#mroommessage)
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum RoomMessage {
    /// `m.text`.
    Text(TextMessage),
    /// Any other `msgtype`.
    Other(OtherMessage),
}
::matrix_openapi::__private::tagged! {
    RoomMessage "msgtype" {
        "m.text" Text(TextMessage)
    } else Other(OtherMessage) msgtype {
        #[doc = " Returns `m.relates_to`."] optional relates_to relates_to_mut: ::matrix_openapi::events::RelatesTo,
        #[doc = r" Returns the fields that the specification does not name."] value extra extra_mut: ::matrix_openapi::json::Extra,
    }
}
impl RoomMessage {
    /// Returns `body`.
    ///
    /// `None` if the content lacks this field.
    #[inline]
    pub fn body(&self) -> Option<&str> {
        match self {
            Self::Text(__form) => Some(__form.body.as_str()),
            Self::Other(__form) => __form.body.as_deref(),
        }
    }
}
/// The content of `m.key.done`: a message in a room and an event to devices.
///
/// Deprecated by the specification.
///
/// [Specification](https://spec.matrix.org/v1.19/client-server-api/#mkeydone)
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct KeyDone {
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
impl Default for KeyDone {
    #[inline]
    fn default() -> Self {
        Self {
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
::matrix_openapi::__private::json_object! {
    KeyDone {}
}
/// The content of `m.room.message` with any other `msgtype`.
///
/// [Specification](https://spec.matrix.org/v1.19/client-server-api/#mroommessage-msgtypes)
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct OtherMessage {
    /// `body`: a string, optional.
    pub body: Option<String>,
    /// `msgtype`: a string.
    pub msgtype: String,
    /// `m.relates_to`: an object of the type `RelatesTo`, optional.
    pub relates_to: Option<::matrix_openapi::events::RelatesTo>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
impl OtherMessage {
    /// Creates a value from its required fields; set optional ones as fields.
    #[inline]
    pub fn new(body: impl Into<String>, msgtype: impl Into<String>) -> Self {
        Self {
            body: Some(body.into()),
            msgtype: msgtype.into(),
            relates_to: None,
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
::matrix_openapi::__private::json_object! {
    OtherMessage {
        0 body "body" optional,
        1 msgtype "msgtype" required present,
        2 relates_to "m.relates_to" optional
    }
}
/// The content of `m.presence`: the presence of a user.
///
/// [Specification](https://spec.matrix.org/v1.19/client-server-api/#mpresence)
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Presence {
    /// `presence`: a value of `PresencePresence`.
    pub presence: PresencePresence,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
impl Presence {
    /// Creates a value from its required fields; set optional ones as fields.
    #[inline]
    pub fn new(presence: impl Into<PresencePresence>) -> Self {
        Self {
            presence: presence.into(),
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
::matrix_openapi::__private::json_object! {
    Presence { 0 presence "presence" required present }
}
/// The content of `m.room.member`: state of a room for each user. Fields that are required when sent are optional when read, because unset or redacted state has lost them.
///
/// Added in Matrix 1.7.
///
/// [Specification](https://spec.matrix.org/v1.19/client-server-api/#mroommember)
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RoomMember {
    /// `m.level`: an integer, optional.
    pub level: Option<i64>,
    /// `membership`: a string.
    pub membership: String,
    /// `name`: a string, optional.
    pub name: Option<String>,
    /// `third_party_invite`: an object of the type `RoomMemberThirdPartyInvite`, optional.
    pub third_party_invite: Option<RoomMemberThirdPartyInvite>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
impl RoomMember {
    /// Creates a value from its required fields; set optional ones as fields.
    #[inline]
    pub fn new(level: i64, membership: impl Into<String>) -> Self {
        Self {
            level: Some(level),
            membership: membership.into(),
            name: None,
            third_party_invite: None,
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
::matrix_openapi::__private::json_object! {
    RoomMember {
        0 level "m.level" optional,
        1 membership "membership" required present,
        2 name "name" optional,
        3 third_party_invite "third_party_invite" optional
    }
}
/// Part of [`RoomMember`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RoomMemberThirdPartyInvite {
    /// `signed`: a boolean.
    pub signed: bool,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
impl RoomMemberThirdPartyInvite {
    /// Creates a value from its required fields; set optional ones as fields.
    #[inline]
    pub fn new(signed: bool) -> Self {
        Self {
            signed,
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
::matrix_openapi::__private::json_object! {
    RoomMemberThirdPartyInvite { 0 signed "signed" required present }
}
/// The content of `m.secret.key.*`: account data.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SecretKey {
    /// `algorithm`: a string.
    pub algorithm: String,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
impl SecretKey {
    /// Creates a value from its required fields; set optional ones as fields.
    #[inline]
    pub fn new(algorithm: impl Into<String>) -> Self {
        Self {
            algorithm: algorithm.into(),
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
::matrix_openapi::__private::json_object! {
    SecretKey { 0 algorithm "algorithm" required present }
}
/// The content of `m.room.message` with the `msgtype` `m.text`.
///
/// [Specification](https://spec.matrix.org/v1.19/client-server-api/#mtext)
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TextMessage {
    /// `body`: a string.
    pub body: String,
    /// `m.topic`: a string, optional.
    pub m_topic: Option<String>,
    /// `m.relates_to`: an object of the type `RelatesTo`, optional.
    pub relates_to: Option<::matrix_openapi::events::RelatesTo>,
    /// `topic`: a string, optional.
    pub topic: Option<String>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: ::matrix_openapi::json::Extra,
}
impl TextMessage {
    /// Creates a value from its required fields; set optional ones as fields.
    #[inline]
    pub fn new(body: impl Into<String>) -> Self {
        Self {
            body: body.into(),
            m_topic: None,
            relates_to: None,
            topic: None,
            extra: ::matrix_openapi::__private::extra_of::<Self>(),
        }
    }
}
::matrix_openapi::__private::json_object! {
    TextMessage {
        0 body "body" required present,
        1 m_topic "m.topic" optional,
        2 relates_to "m.relates_to" optional,
        3 topic "topic" optional;
        4 __constant0 "msgtype" = required "m.text"
    }
}
/// Part of [`Presence`].
#[derive(Clone)]
#[non_exhaustive]
pub enum PresencePresence {
    /// `online`.
    Online,
    /// `offline`.
    Offline,
    /// A value that is not listed here, as received.
    Unknown(::matrix_openapi::json::UnknownValue),
}
::matrix_openapi::__private::open_enum! {
    PresencePresence {
        Online = "online",
        Offline = "offline"
    }
}
::matrix_openapi::__private::event_content! {
    Direct = "m.direct": global_account_data
}
::matrix_openapi::__private::event_content! {
    KeyDone = "m.key.done": message, to_device
}
::matrix_openapi::__private::event_content! {
    Presence = "m.presence":
}
::matrix_openapi::__private::event_content! {
    RoomMember = "m.room.member": state(::matrix_openapi::id::UserId)
}
::matrix_openapi::__private::event_content! {
    RoomMessage = "m.room.message": message
}
::matrix_openapi::__private::event_content! {
    SecretKey = "m.secret.key."*:
}
/// Every type of event with a generated content, sorted by type.
pub static EVENTS: &[::matrix_openapi::events::EventType] = &[
    ::matrix_openapi::events::EventType::new(
        "m.direct",
        "Direct",
        &[::matrix_openapi::events::EventKind::GlobalAccountData],
    ),
    ::matrix_openapi::events::EventType::new(
            "m.key.done",
            "KeyDone",
            &[
                ::matrix_openapi::events::EventKind::Message,
                ::matrix_openapi::events::EventKind::ToDevice,
            ],
        )
        .deprecated(),
    ::matrix_openapi::events::EventType::new(
        "m.presence",
        "Presence",
        &[::matrix_openapi::events::EventKind::Presence],
    ),
    ::matrix_openapi::events::EventType::new(
            "m.room.member",
            "RoomMember",
            &[::matrix_openapi::events::EventKind::State],
        )
        .state_key(::matrix_openapi::events::StateKeyKind::UserId)
        .survivors(&[("membership", 1), ("third_party_invite.signed", 11)])
        .added_in("1.7"),
    ::matrix_openapi::events::EventType::new(
        "m.room.message",
        "RoomMessage",
        &[::matrix_openapi::events::EventKind::Message],
    ),
    ::matrix_openapi::events::EventType::new(
            "m.secret.key.",
            "SecretKey",
            &[::matrix_openapi::events::EventKind::GlobalAccountData],
        )
        .prefix(),
];
