//! The facts of types of events.

use std::fmt;

/// The facts of a type of event.
///
/// The table `EVENTS` has the facts of each generated content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EventType {
    /// The type, such as `m.room.name`; for a prefix, the part that all its types share, such as `m.secret_storage.key.`.
    pub name: &'static str,
    /// The name of the content in Rust, such as `RoomName`.
    pub content: &'static str,
    /// The kinds of such events; empty if the specification does not define them.
    pub kinds: &'static [EventKind],
    /// The kind of state key, for state events.
    pub state_key: Option<StateKeyKind>,
    /// Whether the type is a prefix of a variable part, such as the ID of a key.
    pub is_prefix: bool,
    /// The fields of the content that redaction keeps, each with the first room version that keeps it. A nested field has both
    /// names, such as `third_party_invite.signed`; `*` stands for all fields.
    pub survivors: &'static [(&'static str, u32)],
    /// The release of the specification that added the type, if recorded.
    pub added: Option<&'static str>,
    /// Whether the type is deprecated.
    pub deprecated: bool,
}

/// The kind of an event: where it occurs, and how it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum EventKind {
    /// A message in a room.
    Message,
    /// The state of a room.
    State,
    /// An event that is sent to devices.
    ToDevice,
    /// Account data of a user that applies to all rooms.
    GlobalAccountData,
    /// Account data of a user for one room.
    RoomAccountData,
    /// An ephemeral event in a room, such as a typing notice.
    Ephemeral,
    /// The presence of a user.
    Presence,
}

/// The kinds of state keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum StateKeyKind {
    /// The empty string: a room has this state once.
    Empty,
    /// A user ID.
    UserId,
    /// A room ID.
    RoomId,
    /// Any string.
    Text,
}

impl EventType {
    /// Creates the facts that each type has, for the generated table. Other methods add the optional facts.
    #[doc(hidden)]
    pub const fn new(name: &'static str, content: &'static str, kinds: &'static [EventKind]) -> Self {
        Self {
            name,
            content,
            kinds,
            state_key: None,
            is_prefix: false,
            survivors: &[],
            added: None,
            deprecated: false,
        }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn state_key(self, kind: StateKeyKind) -> Self {
        Self { state_key: Some(kind), ..self }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn prefix(self) -> Self {
        Self { is_prefix: true, ..self }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn survivors(self, survivors: &'static [(&'static str, u32)]) -> Self {
        Self { survivors, ..self }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn added_in(self, release: &'static str) -> Self {
        Self { added: Some(release), ..self }
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn deprecated(self) -> Self {
        Self { deprecated: true, ..self }
    }

    /// Returns the first room version in which redaction keeps a field of the content; `None` if redaction removes it in all versions.
    pub fn survives(&self, field: &str) -> Option<u32> {
        let kept = self.survivors.iter().filter(|(name, _)| *name == field || *name == "*");
        kept.map(|(_, version)| *version).min()
    }

    /// Whether an event of this name has this type.
    pub fn is_type(&self, name: &str) -> bool {
        if self.is_prefix { name.starts_with(self.name) } else { name == self.name }
    }
}

impl fmt::Display for EventType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_survives_by_its_name_or_with_all_others() {
        let create = EventType::new("m.room.create", "RoomCreate", &[EventKind::State])
            .survivors(&[("*", 11), ("creator", 1)]);
        assert_eq!((create.survives("creator"), create.survives("type")), (Some(1), Some(11)));
        let name = EventType::new("m.room.name", "RoomName", &[EventKind::State]);
        assert_eq!(name.survives("name"), None);
    }

    #[test]
    fn a_prefix_has_many_types() {
        let key = EventType::new("m.secret_storage.key.", "SecretStorageKey", &[]).prefix();
        assert!(key.is_type("m.secret_storage.key.a") && !key.is_type("m.secret_storage.default_key"));
        let name = EventType::new("m.room.name", "RoomName", &[]);
        assert!(name.is_type("m.room.name") && !name.is_type("m.room.names"));
    }
}
