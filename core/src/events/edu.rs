//! Ephemeral data units (EDUs), which homeservers send each other in transactions, in addition to events.
//!
//! Their types have the same names as types of events, but other contents, so they have a separate trait.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeOwned, Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserializer, Serialize};
use serde_json::value::RawValue;

use crate::events::error::ContentError;
use crate::events::source::ContentSource;
use crate::json::fault::Fault;
use crate::json::key_guard;
use crate::json::raw::Raw;
use crate::json::read::Read;
use crate::json::shared::SharedJson;
use crate::json::text::BorrowedText;

/// The content of a type of EDU.
///
/// A program can implement it for its own types:
///
/// ```
/// # extern crate matrix_openapi_core as matrix_openapi;
/// use matrix_openapi::events::EduContent;
/// use matrix_openapi::json::RawObject;
/// use serde::{Deserialize, Serialize};
///
/// #[derive(Serialize, Deserialize)]
/// struct Beat {
///     count: u32,
/// }
/// impl EduContent for Beat {
///     const TYPE: &'static str = "org.example.beat";
/// }
///
/// let edu = RawObject::from_edu(&Beat { count: 3 })?;
/// assert_eq!(edu.json(), r#"{"content":{"count":3},"edu_type":"org.example.beat"}"#);
/// assert_eq!(edu.edu::<Beat>()?.map(|beat| beat.count), Some(3));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[diagnostic::on_unimplemented(message = "`{Self}` is not the content of an EDU")]
pub trait EduContent: Serialize + DeserializeOwned + 'static {
    /// The type of the EDU, such as `m.typing`.
    const TYPE: &'static str;

    /// Reads the content. Generated types override this, since they need no check for the keys that serde_json reserves.
    ///
    /// # Errors
    /// If the content does not fit the type.
    #[doc(hidden)]
    fn read_content<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        key_guard::from_deserializer(deserializer)
    }
}

impl<T> Raw<T> {
    /// Reads the content of an EDU of a transaction as the type `C`; `None` if the EDU has another type.
    ///
    /// # Errors
    /// If the EDU has this type but its content does not fit, or if the EDU has no type.
    pub fn edu<C: EduContent>(&self) -> Result<Option<C>, ContentError> {
        read_edu(self, |source| match source.event_type() == C::TYPE {
            true => source.read_edu().map(Some),
            false => Ok(None),
        })
    }

    /// Writes an EDU with this content.
    ///
    /// # Errors
    /// If the content cannot be written as a JSON object.
    pub fn from_edu<C: EduContent>(content: &C) -> Result<Self, serde_json::Error> {
        let content = Raw::new(content)?.cast::<()>();
        if !content.json().starts_with('{') {
            return Err(serde::ser::Error::custom("the content of an EDU must be a JSON object"));
        }
        Raw::new(&Edu { content: &content, edu_type: C::TYPE }).map(|edu| edu.cast())
    }
}

impl ContentSource<'_> {
    /// Reads the content of an EDU: exactly if possible, else tolerantly.
    ///
    /// # Errors
    /// If it does not fit the type.
    pub fn read_edu<C: EduContent>(&self) -> Result<C, ContentError> {
        self.read_as::<EduOf<C>>().map(|EduOf(content)| content)
    }
}

/// Reads an EDU by its type and its content.
///
/// # Errors
/// If it is not an object with a type and a content, or the function fails.
pub fn read_edu<T, R>(
    edu: &Raw<T>,
    read: impl Fn(&ContentSource<'_>) -> Result<R, ContentError>,
) -> Result<R, ContentError> {
    let read = |json: &SharedJson| {
        let texts = serde_json::Deserializer::from_str(json.as_str()).deserialize_map(EduVisitor);
        let texts = texts.map_err(|error| ContentError::of(json, Fault::of(json, &error)))?;
        let edu_type = texts.edu_type(json).map_err(|fault| ContentError::of(json, fault))?;
        let missing =
            || ContentError::whole(json, "missing field `content`").with_event(Some(&edu_type), None);
        let content = json.part(texts.content.ok_or_else(missing)?);
        read(&ContentSource::new(&edu_type, None, json, &content))
    };
    edu.repaired(read(edu.shared()), read)
}

/// An EDU to be written.
#[derive(serde::Serialize)]
struct Edu<'a> {
    content: &'a Raw<()>,
    edu_type: &'static str,
}

/// A content that is read with [`EduContent::read_content`].
struct EduOf<C>(C);

impl<C: EduContent> Read for EduOf<C> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        C::read_content(deserializer).map(Self)
    }
}

/// The raw parts of an EDU.
#[derive(Default)]
struct EduTexts<'a> {
    edu_type: Option<&'a str>,
    content: Option<&'a str>,
}

impl<'a> EduTexts<'a> {
    fn edu_type(&self, json: &SharedJson) -> Result<Cow<'a, str>, Fault> {
        let missing = || Fault { at: json.start(), reason: "missing field `edu_type`".to_owned() };
        let text = self.edu_type.ok_or_else(missing)?;
        let BorrowedText(edu_type) =
            serde_json::from_str(text).map_err(|error| Fault::of(&json.part(text), &error))?;
        Ok(edu_type)
    }
}

struct EduVisitor;

impl<'de> Visitor<'de> for EduVisitor {
    type Value = EduTexts<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an EDU")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<EduTexts<'de>, A::Error> {
        let mut texts = EduTexts::default();
        while let Some(BorrowedText(name)) = map.next_key()? {
            let (name, part) = match name.as_ref() {
                "edu_type" => ("edu_type", &mut texts.edu_type),
                "content" => ("content", &mut texts.content),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            if part.replace(map.next_value::<&RawValue>()?.get()).is_some() {
                return Err(A::Error::duplicate_field(name));
            }
        }
        Ok(texts)
    }
}
