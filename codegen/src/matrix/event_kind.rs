//! The bases, kinds and state keys of events.

use std::fmt;

/// The bases that upstream builds the schemas of events and EDUs on. Each base of events is composed of the previous
/// one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EventBase {
    /// An ephemeral data unit that homeservers send each other.
    Edu,
    /// A type and a content.
    Event,
    /// An event in a room.
    Room,
    /// An event in a room with a state key.
    State,
}

impl EventBase {
    /// All bases.
    pub const ALL: [Self; 4] = [Self::Edu, Self::Event, Self::Room, Self::State];

    /// Returns the name in the vendored document.
    pub fn name(self) -> &'static str {
        match self {
            Self::Edu => "edu",
            Self::Event => "event",
            Self::Room => "room",
            Self::State => "state",
        }
    }

    /// Returns the base that a file of the upstream tree defines.
    pub fn of_file(file: &str) -> Option<Self> {
        match file {
            "data/api/server-server/definitions/edu.yaml" => Some(Self::Edu),
            "data/event-schemas/schema/core-event-schema/event.yaml" => Some(Self::Event),
            "data/event-schemas/schema/core-event-schema/room_event.yaml"
            | "data/event-schemas/schema/core-event-schema/sync_room_event.yaml" => Some(Self::Room),
            "data/event-schemas/schema/core-event-schema/state_event.yaml"
            | "data/event-schemas/schema/core-event-schema/sync_state_event.yaml" => Some(Self::State),
            _ => None,
        }
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $slug:literal;)*) => {
        /// The kinds of events: where they occur, and how they are sent.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum EventKind {
            $($(#[$doc])* $kind,)*
        }

        impl EventKind {
            /// All kinds, in the order of every listing.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            /// Returns the name in overlays and listings, such as `to-device`.
            pub fn slug(self) -> &'static str {
                match self { $(Self::$kind => $slug),* }
            }

            /// Returns the variant of the same enumeration in `matrix-openapi-core`, such as `ToDevice`.
            pub fn variant(self) -> &'static str {
                match self { $(Self::$kind => stringify!($kind)),* }
            }
        }
    };
}

kinds! {
    /// A message in a room.
    Message = "message";
    /// The state of a room.
    State = "state";
    /// A message from device to device.
    ToDevice = "to-device";
    /// Account data that does not belong to a room.
    GlobalAccountData = "account-data";
    /// Account data of a room.
    RoomAccountData = "room-account-data";
    /// An ephemeral event in a room.
    Ephemeral = "ephemeral";
    /// Presence.
    Presence = "presence";
}

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}

/// The kinds of state keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StateKeyKind {
    /// The empty string: a room has one such state.
    Empty,
    /// A user ID.
    UserId,
    /// A room ID.
    RoomId,
    /// Any string.
    Text,
}

impl StateKeyKind {
    /// Returns the kind that a schema allows, by its pattern and its format.
    pub fn of(pattern: Option<&str>, format: Option<&str>) -> Self {
        match (pattern, format) {
            (Some("^$"), _) => Self::Empty,
            (_, Some("mx-user-id")) | (Some("^@"), None) => Self::UserId,
            (_, Some("mx-room-id")) => Self::RoomId,
            _ => Self::Text,
        }
    }

    /// Returns the name in listings, such as `user-id`.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::UserId => "user-id",
            Self::RoomId => "room-id",
            Self::Text => "text",
        }
    }

    /// Returns the variant of the same enumeration in `matrix-openapi-core`, such as `UserId`.
    pub fn variant(self) -> &'static str {
        match self {
            Self::Empty => "Empty",
            Self::UserId => "UserId",
            Self::RoomId => "RoomId",
            Self::Text => "Text",
        }
    }

    /// Returns the identifier type of such keys, if they are identifiers.
    pub fn identifier(self) -> Option<&'static str> {
        matches!(self, Self::UserId | Self::RoomId).then(|| self.variant())
    }
}
