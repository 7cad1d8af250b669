//! Reads the parts and the content of an event.

use std::borrow::Cow;
use std::fmt;

use serde::Deserializer;
use serde::de::{Error, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::event::EventHeader;
use crate::events::content::EventContent;
use crate::events::error::ContentError;
use crate::json::fault::Fault;
use crate::json::raw::{Raw, RawObject};
use crate::json::read::{Read, from_text};
use crate::json::repair;
use crate::json::shared::SharedJson;
use crate::json::text::BorrowedText;
use crate::json::tolerant;

/// The content of an event, with the facts about the event for an error.
pub struct ContentSource<'a> {
    event_type: &'a str,
    event_id: Option<&'a str>,
    /// The text that paths in errors start from: the event, or the content itself.
    whole: &'a SharedJson,
    content: &'a SharedJson,
}

impl<'a> ContentSource<'a> {
    pub(crate) fn new(
        event_type: &'a str,
        event_id: Option<&'a str>,
        whole: &'a SharedJson,
        content: &'a SharedJson,
    ) -> Self {
        Self { event_type, event_id, whole, content }
    }

    /// Creates the source of a content without its event.
    pub fn alone(event_type: &'a str, content: &'a RawObject) -> Self {
        Self::new(event_type, None, content.shared(), content.shared())
    }

    /// Returns the type of the event.
    pub fn event_type(&self) -> &str {
        self.event_type
    }

    /// Returns the raw content.
    pub fn raw(&self) -> RawObject {
        Raw::from_shared(self.content.clone())
    }

    /// Reads the content: exactly if possible, else tolerantly.
    ///
    /// # Errors
    /// If it does not fit the type.
    pub fn read<C: EventContent>(&self) -> Result<C, ContentError> {
        self.read_as::<ContentOf<C>>().map(|ContentOf(content)| content)
    }

    /// Reads the content as a type.
    ///
    /// # Errors
    /// If it does not fit the type.
    pub(crate) fn read_as<T: Read>(&self) -> Result<T, ContentError> {
        // The derive of serde would read a list as the fields in their order.
        if !self.content.as_str().trim_start().starts_with('{') {
            let reason = "wrong type or value, expected an object".to_owned();
            return Err(self.refused(Fault { at: self.content.start(), reason }));
        }
        read_part(self.content).map_err(|fault| self.refused(fault))
    }

    fn refused(&self, fault: Fault) -> ContentError {
        ContentError::of(self.whole, fault).with_event(Some(self.event_type), self.event_id)
    }
}

/// Reads a part of an event: exactly if possible, else tolerantly. Unpaired surrogates are read as U+FFFD.
pub(crate) fn read_part<T: Read>(json: &SharedJson) -> Result<T, Fault> {
    exactly(json).or_else(|_| match repair::surrogates(json.as_str()) {
        Cow::Borrowed(_) => tolerant::read_unlisted(json),
        Cow::Owned(repaired) => {
            let repaired = SharedJson::new(repaired);
            let read = exactly(&repaired).or_else(|_| tolerant::read_unlisted(&repaired));
            // A repair does not change offsets.
            read.map_err(|fault| Fault { at: json.start().saturating_add(fault.at), ..fault })
        }
    })
}

/// A content that is read with [`EventContent::read_content`].
struct ContentOf<C>(C);

impl<C: EventContent> Read for ContentOf<C> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        C::read_content(deserializer).map(Self)
    }
}

/// The raw parts of an event that this crate reads, found in one pass. `null` counts as absent, except as content.
#[derive(Default)]
pub(crate) struct EventTexts<'a> {
    event_type: Option<&'a str>,
    sender: Option<&'a str>,
    state_key: Option<&'a str>,
    event_id: Option<&'a str>,
    room_id: Option<&'a str>,
    origin_server_ts: Option<&'a str>,
    pub(crate) content: Option<&'a str>,
    pub(crate) unsigned: Option<&'a str>,
}

impl<'a> EventTexts<'a> {
    /// Finds the parts.
    ///
    /// # Errors
    /// If the text is not an object, or has a part twice, since parsers disagree on which one counts.
    pub(crate) fn of(json: &'a SharedJson) -> Result<Self, Fault> {
        let mut deserializer = serde_json::Deserializer::from_str(json.as_str());
        deserializer.deserialize_map(TextsVisitor).map_err(|error| Fault::of(json, &error))
    }

    /// Returns the type.
    ///
    /// # Errors
    /// If it is missing, or not a string.
    pub(crate) fn event_type(&self, json: &SharedJson) -> Result<Cow<'a, str>, Fault> {
        let missing = || Fault { at: json.start(), reason: "missing field `type`".to_owned() };
        string(json, self.event_type)?.ok_or_else(missing)
    }

    /// Returns the identifier of the event for an error, if it is a string.
    pub(crate) fn event_id(&self) -> Option<Cow<'a, str>> {
        let BorrowedText(event_id) = serde_json::from_str(self.event_id?).ok()?;
        Some(event_id)
    }

    /// Reads the common fields.
    ///
    /// # Errors
    /// If one of them has the wrong type.
    pub(crate) fn header(&self, json: &SharedJson) -> Result<EventHeader<'a>, Fault> {
        let time = |text| from_text(text).map_err(|error| Fault::of(&json.part(text), &error));
        Ok(EventHeader {
            event_type: self.event_type(json)?,
            sender: string(json, self.sender)?,
            state_key: string(json, self.state_key)?,
            event_id: string(json, self.event_id)?,
            room_id: string(json, self.room_id)?,
            origin_server_ts: self.origin_server_ts.map(time).transpose()?,
        })
    }

    /// Whether this is a message whose content was redacted. Redacted state still has a meaning.
    pub(crate) fn is_redacted_message(&self) -> bool {
        self.state_key.is_none() && self.unsigned.is_some_and(is_redacted)
    }

    /// Makes `null` absent, except as content: a content of `null` does not fit, unlike a missing content.
    fn without_nulls(self) -> Self {
        let present = |text: Option<&'a str>| text.filter(|text| *text != "null");
        Self {
            event_type: present(self.event_type),
            sender: present(self.sender),
            state_key: present(self.state_key),
            event_id: present(self.event_id),
            room_id: present(self.room_id),
            origin_server_ts: present(self.origin_server_ts),
            content: self.content,
            unsigned: present(self.unsigned),
        }
    }
}

/// Whether the unsigned data of an event says that it was redacted.
pub(crate) fn is_redacted(unsigned: &str) -> bool {
    serde_json::Deserializer::from_str(unsigned).deserialize_map(RedactedVisitor).unwrap_or(false)
}

fn exactly<T: Read>(json: &SharedJson) -> Result<T, serde_json::Error> {
    let _exactly = tolerant::exactly();
    let _reading = json.reading();
    from_text(json.as_str())
}

/// Reads an optional string.
fn string<'a>(json: &SharedJson, text: Option<&'a str>) -> Result<Option<Cow<'a, str>>, Fault> {
    let Some(text) = text else { return Ok(None) };
    match serde_json::from_str(text) {
        Ok(BorrowedText(string)) => Ok(Some(string)),
        Err(error) => Err(Fault::of(&json.part(text), &error)),
    }
}

struct TextsVisitor;

impl<'de> Visitor<'de> for TextsVisitor {
    type Value = EventTexts<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an event")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<EventTexts<'de>, A::Error> {
        let mut texts = EventTexts::default();
        while let Some(BorrowedText(name)) = map.next_key()? {
            let (name, part) = match name.as_ref() {
                "type" => ("type", &mut texts.event_type),
                "sender" => ("sender", &mut texts.sender),
                "state_key" => ("state_key", &mut texts.state_key),
                "event_id" => ("event_id", &mut texts.event_id),
                "room_id" => ("room_id", &mut texts.room_id),
                "origin_server_ts" => ("origin_server_ts", &mut texts.origin_server_ts),
                "content" => ("content", &mut texts.content),
                "unsigned" => ("unsigned", &mut texts.unsigned),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            if part.replace(map.next_value::<&RawValue>()?.get()).is_some() {
                return Err(A::Error::duplicate_field(name));
            }
        }
        Ok(texts.without_nulls())
    }
}

struct RedactedVisitor;

impl<'de> Visitor<'de> for RedactedVisitor {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        let mut redacted = false;
        while let Some(BorrowedText(name)) = map.next_key()? {
            if name == "redacted_because" {
                redacted |= map.next_value::<Option<IgnoredAny>>()?.is_some();
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(redacted)
    }
}
