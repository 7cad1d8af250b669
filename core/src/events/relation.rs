//! The relation of an event to another one.

use crate::id::EventId;
use crate::json::extra::Extra;
use crate::json::object::extra_of;

crate::open_enum! {
    /// The type of a [relation](https://spec.matrix.org/v1.19/client-server-api/#forming-relationships-between-events).
    pub enum RelationType {
        /// A [reaction](https://spec.matrix.org/v1.19/client-server-api/#event-annotations-and-reactions).
        Annotation = "m.annotation",
        /// A [reference](https://spec.matrix.org/v1.19/client-server-api/#reference-relations) without further meaning.
        Reference = "m.reference",
        /// An [edit](https://spec.matrix.org/v1.19/client-server-api/#event-replacements).
        Replacement = "m.replace",
        /// A message in a [thread](https://spec.matrix.org/v1.19/client-server-api/#threading).
        Thread = "m.thread",
    }
}

/// The relation of an event to another one, the field `m.relates_to` of its content.
///
/// A reply has no type, only [`in_reply_to`](Self::in_reply_to).
///
/// ```
/// # use matrix_openapi_core::events::{RelatesTo, RelationType};
/// # use matrix_openapi_core::id::EventId;
/// let (root, message) = (EventId::unchecked("$root"), EventId::unchecked("$message"));
/// let relation = RelatesTo::thread_reply(root.clone(), message.clone());
/// assert_eq!(relation.target(&RelationType::Thread), Some(&root));
/// assert_eq!(relation.replied_to(), Some(&message));
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RelatesTo {
    /// The event that this one relates to; in a thread, the root.
    pub event_id: Option<EventId>,
    /// The event that this one replies to.
    pub in_reply_to: Option<InReplyTo>,
    /// Whether `in_reply_to` is only for clients without threads.
    pub is_falling_back: Option<bool>,
    /// The emoji or text of a reaction.
    pub key: Option<String>,
    /// The type of the relation.
    pub rel_type: Option<RelationType>,
    /// Fields that the specification does not name, and values that did not fit named ones.
    pub extra: Extra,
}

crate::json_object! {
    RelatesTo {
        0 event_id "event_id" optional,
        1 in_reply_to "m.in_reply_to" optional,
        2 is_falling_back "is_falling_back" optional,
        3 key "key" optional,
        4 rel_type "rel_type" optional,
    }
}

/// The event that another one replies to.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct InReplyTo {
    /// The identifier of the event.
    pub event_id: EventId,
    /// Fields that the specification does not name.
    pub extra: Extra,
}

crate::json_object! { InReplyTo { 0 event_id "event_id" required present } }

impl RelatesTo {
    /// Creates a reply outside of threads.
    pub fn reply(to: EventId) -> Self {
        Self { in_reply_to: Some(InReplyTo::new(to)), ..Self::default() }
    }

    /// Creates a message in a thread. Clients without threads show it as a reply to the latest message.
    pub fn thread(root: EventId, latest: EventId) -> Self {
        let in_reply_to = Some(InReplyTo::new(latest));
        Self { in_reply_to, is_falling_back: Some(true), ..Self::of(RelationType::Thread, root) }
    }

    /// Creates a reply within a thread.
    pub fn thread_reply(root: EventId, to: EventId) -> Self {
        Self { in_reply_to: Some(InReplyTo::new(to)), ..Self::of(RelationType::Thread, root) }
    }

    /// Creates the relation of an edit.
    pub fn replacement(event_id: EventId) -> Self {
        Self::of(RelationType::Replacement, event_id)
    }

    /// Creates the relation of a reaction.
    pub fn annotation(event_id: EventId, key: impl Into<String>) -> Self {
        Self { key: Some(key.into()), ..Self::of(RelationType::Annotation, event_id) }
    }

    /// Creates a reference.
    pub fn reference(event_id: EventId) -> Self {
        Self::of(RelationType::Reference, event_id)
    }

    /// Returns the event that this one replies to; `None` if the reply is only a fallback for clients without threads.
    pub fn replied_to(&self) -> Option<&EventId> {
        let is_thread = matches!(self.rel_type, Some(RelationType::Thread));
        let seems = is_thread && self.is_falling_back == Some(true);
        self.in_reply_to.as_ref().filter(|_| !seems).map(|reply| &reply.event_id)
    }

    /// Returns the event that this one relates to, if the relation has this type.
    pub fn target(&self, rel_type: &RelationType) -> Option<&EventId> {
        self.event_id.as_ref().filter(|_| self.rel_type.as_ref() == Some(rel_type))
    }

    fn of(rel_type: RelationType, event_id: EventId) -> Self {
        Self { rel_type: Some(rel_type), event_id: Some(event_id), ..Self::default() }
    }
}

impl Default for RelatesTo {
    fn default() -> Self {
        Self {
            event_id: None,
            in_reply_to: None,
            is_falling_back: None,
            key: None,
            rel_type: None,
            extra: extra_of::<Self>(),
        }
    }
}

impl InReplyTo {
    /// Creates a reference to the event.
    pub fn new(event_id: EventId) -> Self {
        Self { event_id, extra: extra_of::<Self>() }
    }
}
