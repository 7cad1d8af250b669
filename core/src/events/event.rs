//! Events whose parts are read on demand.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use crate::event::EventHeader;
use crate::events::content::EventContent;
use crate::events::content_enum::ContentEnum;
use crate::events::error::ContentError;
use crate::events::relation::RelatesTo;
use crate::events::source::{ContentSource, EventTexts, is_redacted, read_part};
use crate::events::unsigned::Unsigned;
use crate::id::EventId;
use crate::json::fault::Fault;
use crate::json::raw::{Raw, RawJson, RawObject};
use crate::json::repair;
use crate::json::shared::SharedJson;

/// An event whose header was read, and whose other parts are read on demand. It dereferences to the header.
///
/// ```
/// # use matrix_openapi_core::json::RawJson;
/// let raw = RawJson::from_json(
///     r#"{"type": "m.room.topic", "sender": "@a:b", "state_key": "", "content": {"topic": "Tea"}}"#.to_owned(),
/// )
/// .expect("JSON");
/// let event = raw.read().expect("a type");
/// assert_eq!((&*event.event_type, event.sender.as_deref()), ("m.room.topic", Some("@a:b")));
/// ```
pub struct Event<'a> {
    /// The common fields.
    pub header: EventHeader<'a>,
    content: Option<SharedJson>,
    unsigned: Option<SharedJson>,
    json: SharedJson,
}

impl<T> Raw<T> {
    /// Reads the content of an event as the type `C`; `None` if the event has another type, or is a redacted message.
    ///
    /// A redacted state event has a content, since the fields that redaction keeps still apply. An optional field that does not
    /// fit does not fail the content: the field is `None`, and its value stays in `extra`.
    ///
    /// # Errors
    /// If the event has this type but its content does not fit, or if the event has no type.
    pub fn content<C: EventContent>(&self) -> Result<Option<C>, ContentError> {
        let read = |json: &SharedJson| {
            let texts = EventTexts::of(json).map_err(|fault| ContentError::of(json, fault))?;
            let event_type = texts.event_type(json).map_err(|fault| ContentError::of(json, fault))?;
            if !C::is_type(&event_type) || texts.is_redacted_message() {
                return Ok(None);
            }
            let event_id = texts.event_id();
            let content = texts.content.map(|text| json.part(text));
            source(&event_type, event_id.as_deref(), json, content.as_ref())?.read().map(Some)
        };
        self.repaired(read(self.shared()), read)
    }

    /// Reads the common fields of an event, and finds its content and its unsigned data.
    ///
    /// # Errors
    /// If the value is not an object with a type, a common field has the wrong type, or a part occurs twice.
    pub fn read(&self) -> Result<Event<'_>, ContentError> {
        self.repaired(Event::of(self.shared()), |json| {
            let Event { header, content, unsigned, json } = Event::of(json)?;
            Ok(Event { header: header.into_owned(), content, unsigned, json })
        })
    }

    /// Returns the same event with another content; all other bytes stay unchanged.
    ///
    /// # Errors
    /// If the event has another type, or the content cannot be written as JSON.
    pub fn with_content<C: EventContent>(&self, content: &C) -> Result<Self, ContentError> {
        let json = self.shared();
        let texts = EventTexts::of(json).map_err(|fault| ContentError::of(json, fault))?;
        let event_type = texts.event_type(json).map_err(|fault| ContentError::of(json, fault))?;
        let refused = |reason: &str| {
            ContentError::whole(json, reason).with_event(Some(&event_type), texts.event_id().as_deref())
        };
        if !C::is_type(&event_type) {
            return Err(refused("the new content belongs to another type of event"));
        }
        let content = RawObject::from_content(content)
            .map_err(|_| refused("the new content cannot be written as a JSON object"))?;
        let (before, after) = around_content(json.as_str(), texts.content)
            .ok_or_else(|| refused("the event has no position for its content"))?;
        Ok(Self::from_shared(SharedJson::new([&before, content.json(), after].concat())))
    }

    /// If reading has failed, tries again without unpaired surrogates, which may be in a name or in the type.
    pub(super) fn repaired<R>(
        &self,
        read: Result<R, ContentError>,
        again: impl FnOnce(&SharedJson) -> Result<R, ContentError>,
    ) -> Result<R, ContentError> {
        read.or_else(|error| match repair::surrogates(self.json()) {
            Cow::Owned(repaired) => {
                again(&SharedJson::new(repaired)).map_err(|error| ContentError { json: self.cast(), ..error })
            }
            Cow::Borrowed(_) => Err(error),
        })
    }
}

impl RawObject {
    /// Writes a content as JSON.
    ///
    /// # Errors
    /// If it cannot be written as a JSON object.
    pub fn from_content<C: EventContent>(content: &C) -> Result<Self, serde_json::Error> {
        let raw = Raw::new(content)?.cast::<()>();
        match raw.json().starts_with('{') {
            true => Ok(raw.cast()),
            false => Err(serde::ser::Error::custom("the content of an event must be a JSON object")),
        }
    }

    /// Reads a content without its event, such as `prev_content` or account data.
    ///
    /// # Errors
    /// If it does not fit the type.
    pub fn content_as<C: EventContent>(&self) -> Result<C, ContentError> {
        ContentSource::alone(C::TYPE, self).read()
    }
}

impl Event<'_> {
    /// Reads the content by the type of the event. The content of a type without a variant is kept as raw JSON, and a redacted
    /// message has its own variant.
    ///
    /// # Errors
    /// If the content is missing, or does not fit the type of the event.
    pub fn content<E: ContentEnum>(&self) -> Result<E, ContentError> {
        if self.header.state_key.is_none() && self.is_redacted() {
            return Ok(E::redacted());
        }
        E::read_source(&self.source()?)
    }

    /// Reads the content as the type `C`; `None` if the event has another type, or is a redacted message.
    ///
    /// # Errors
    /// If the content is missing, or does not fit.
    pub fn content_as<C: EventContent>(&self) -> Result<Option<C>, ContentError> {
        if !C::is_type(&self.header.event_type) || (self.header.state_key.is_none() && self.is_redacted()) {
            return Ok(None);
        }
        self.source()?.read().map(Some)
    }

    /// Returns the identifier of the event.
    ///
    /// # Errors
    /// If the event has none, such as an event of stripped state or an event to a device.
    pub fn id(&self) -> Result<EventId, ContentError> {
        let header = &self.header;
        let missing = || {
            ContentError::whole(&self.json, "missing field `event_id`")
                .with_event(Some(&header.event_type), None)
        };
        header.event_id.as_deref().map(EventId::unchecked).ok_or_else(missing)
    }

    /// Returns the raw content; `None` if there is none.
    pub fn raw_content(&self) -> Option<RawObject> {
        self.content.clone().map(Raw::from_shared)
    }

    /// Returns the raw data that the server added; `None` if there is none.
    pub fn raw_unsigned(&self) -> Option<RawObject> {
        self.unsigned.clone().map(Raw::from_shared)
    }

    /// Reads the data that the server added. A field that does not fit is `None`, and its value stays in `extra`.
    ///
    /// # Errors
    /// If the data is not an object.
    pub fn unsigned(&self) -> Result<Unsigned, ContentError> {
        match &self.unsigned {
            Some(unsigned) => read_part(unsigned).map_err(|fault| self.refused(fault)),
            None => Ok(Unsigned::default()),
        }
    }

    /// Reads the relation to another event, also of an encrypted event; `None` if there is none.
    ///
    /// # Errors
    /// If the content or the relation is not an object, or there are two relations.
    pub fn relation(&self) -> Result<Option<RelatesTo>, ContentError> {
        let Some(content) = &self.content else { return Ok(None) };
        let relation = Raw::<()>::from_shared(content.clone())
            .get_field::<RawJson>("m.relates_to")
            .map_err(|error| self.refused(Fault::of(content, &error)))?;
        relation.map(|json| read_part(json.shared()).map_err(|fault| self.refused(fault))).transpose()
    }

    /// Returns the raw new content of an edit; `None` if the event is not an edit.
    ///
    /// # Errors
    /// If the content is not an object, or there are two new contents.
    pub fn raw_new_content(&self) -> Result<Option<RawObject>, ContentError> {
        let Some(content) = &self.content else { return Ok(None) };
        Raw::<()>::from_shared(content.clone())
            .get_field("m.new_content")
            .map_err(|error| self.refused(Fault::of(content, &error)))
    }

    /// Whether the event was redacted.
    pub fn is_redacted(&self) -> bool {
        self.unsigned.as_ref().is_some_and(|unsigned| is_redacted(unsigned.as_str()))
    }

    fn refused(&self, fault: Fault) -> ContentError {
        let header = &self.header;
        ContentError::of(&self.json, fault).with_event(Some(&header.event_type), header.event_id.as_deref())
    }

    fn source(&self) -> Result<ContentSource<'_>, ContentError> {
        let event_id = self.header.event_id.as_deref();
        source(&self.header.event_type, event_id, &self.json, self.content.as_ref())
    }
}

impl<'a> Event<'a> {
    fn of(json: &'a SharedJson) -> Result<Self, ContentError> {
        let texts = EventTexts::of(json).map_err(|fault| ContentError::of(json, fault))?;
        let header = texts.header(json).map_err(|fault| {
            let event_type = texts.event_type(json).ok();
            ContentError::of(json, fault).with_event(event_type.as_deref(), texts.event_id().as_deref())
        })?;
        let part = |text| json.part(text);
        let (content, unsigned) = (texts.content.map(part), texts.unsigned.map(part));
        Ok(Self { header, content, unsigned, json: json.clone() })
    }
}

impl<'a> Deref for Event<'a> {
    type Target = EventHeader<'a>;

    fn deref(&self) -> &EventHeader<'a> {
        &self.header
    }
}

impl fmt::Debug for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without the text, which may contain a key or a token.
        f.debug_struct("Event").field("header", &self.header).finish_non_exhaustive()
    }
}

/// Returns the source of a content.
fn source<'a>(
    event_type: &'a str,
    event_id: Option<&'a str>,
    json: &'a SharedJson,
    content: Option<&'a SharedJson>,
) -> Result<ContentSource<'a>, ContentError> {
    let missing =
        || ContentError::whole(json, "missing field `content`").with_event(Some(event_type), event_id);
    Ok(ContentSource::new(event_type, event_id, json, content.ok_or_else(missing)?))
}

/// Splits the text of an event around its content.
fn around_content<'a>(event: &'a str, content: Option<&str>) -> Option<(Cow<'a, str>, &'a str)> {
    let Some(content) = content else {
        // Every event has a type, so the new field needs a comma before it.
        let end = event.rfind('}')?;
        return Some((Cow::Owned(format!("{},\"content\":", event.get(..end)?)), event.get(end..)?));
    };
    let start = content.as_ptr().addr().checked_sub(event.as_ptr().addr())?;
    Some((Cow::Borrowed(event.get(..start)?), event.get(start.checked_add(content.len())?..)?))
}
