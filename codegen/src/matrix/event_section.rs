//! The sections of the events document, and the fields of events.

/// The field with the content of an event.
pub const CONTENT: &str = "content";

/// The field with the type of an event.
pub const TYPE: &str = "type";

/// The field with the type of an EDU.
pub const EDU_TYPE: &str = "edu_type";

/// The field with the ID of an event.
pub const EVENT_ID: &str = "event_id";

/// The field with the state key, which makes an event state.
pub const STATE_KEY: &str = "state_key";

/// The folder of the upstream tree with the schemas of events and their parts.
pub(crate) const EVENT_SCHEMAS: &str = "data/event-schemas/";

/// The folder within those of schemas that has the bases of events, which are not events themselves.
pub(crate) const BASES: &str = "core-event-schema/";

/// The sections of the events document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EventSection {
    /// The events.
    Events,
    /// The ephemeral data units of the federation, which some descriptions lack.
    Edus,
}

impl EventSection {
    /// All sections.
    pub const ALL: [Self; 2] = [Self::Events, Self::Edus];

    /// Returns the section's name in the document and in the wording.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Events => "events",
            Self::Edus => "edus",
        }
    }

    /// Returns the section's JSON pointer in the document.
    pub(crate) fn pointer(self) -> &'static str {
        match self {
            Self::Events => "/events",
            Self::Edus => "/edus",
        }
    }

    /// Returns the folder of the section's schemas in the upstream tree.
    pub(crate) fn folder(self) -> &'static str {
        match self {
            Self::Events => "data/event-schemas/schema",
            Self::Edus => "data/api/server-server/definitions/event-schemas",
        }
    }

    /// Returns the name of the field with the type.
    pub(crate) fn type_field(self) -> &'static str {
        match self {
            Self::Events => TYPE,
            Self::Edus => EDU_TYPE,
        }
    }
}
