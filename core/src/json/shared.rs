//! The text of a JSON value, as a shared range of the whole text.

use std::cell::RefCell;
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::json::value::plain_value;

thread_local! {
    /// The text that is being read on this thread. Raw values that are read from it share it.
    static WHOLE: RefCell<Option<Arc<String>>> = const { RefCell::new(None) };
}

/// The name by which serde_json recognizes a request for the text of a value. If serde_json changes it, texts are copied instead,
/// as its public type does.
pub(crate) const TEXT_OF_VALUE: &str = "$serde_json::private::RawValue";

/// The text of one JSON value: a range of a shared text.
///
/// It avoids a copy, but keeps the whole text in memory.
#[derive(Clone)]
pub(crate) struct SharedJson {
    whole: Arc<String>,
    start: usize,
    end: usize,
}

impl SharedJson {
    /// Wraps a text that is valid JSON.
    pub(crate) fn new(text: String) -> Self {
        Self { start: 0, end: text.len(), whole: Arc::new(text) }
    }

    /// Returns `null`, from one shared text.
    pub(crate) fn null() -> Self {
        static NULL: LazyLock<SharedJson> = LazyLock::new(|| SharedJson::new("null".to_owned()));
        NULL.clone()
    }

    /// Returns `{}`, from one shared text.
    pub(crate) fn empty_object() -> Self {
        static EMPTY: LazyLock<SharedJson> = LazyLock::new(|| SharedJson::new("{}".to_owned()));
        EMPTY.clone()
    }

    /// Returns the offset of the value in the whole text.
    pub(crate) fn start(&self) -> usize {
        self.start
    }

    pub(crate) fn as_str(&self) -> &str {
        self.whole.get(self.start..self.end).unwrap_or_default()
    }

    /// Makes raw values that are read from this text share it, until the returned guard is dropped.
    pub(crate) fn reading(&self) -> Reading {
        Reading { before: swap(Some(Arc::clone(&self.whole))) }
    }

    /// Returns the whole text, without a copy if nothing else shares it.
    pub(crate) fn into_whole(self) -> String {
        Arc::unwrap_or_clone(self.whole)
    }

    /// Returns `text` as a range of this text, or as a copy if it is not part of it.
    #[cfg(feature = "events")]
    pub(crate) fn part(&self, text: &str) -> Self {
        Self::range(&self.whole, text).unwrap_or_else(|| Self::new(text.to_owned()))
    }

    /// Returns `text` as a range of the text that is being read, or as a copy if it is not part of it.
    fn of(text: &str) -> Self {
        let shared = WHOLE.try_with(|whole| Self::range(whole.borrow().as_ref()?, text));
        shared.ok().flatten().unwrap_or_else(|| Self::new(text.to_owned()))
    }

    fn range(whole: &Arc<String>, text: &str) -> Option<Self> {
        // Both texts are alive, so a text within the bounds of the other is a part of it.
        let start = text.as_ptr().addr().checked_sub(whole.as_ptr().addr())?;
        let end = start.checked_add(text.len()).filter(|end| *end <= whole.len())?;
        Some(Self { whole: Arc::clone(whole), start, end })
    }
}

/// Returns the addresses of the text that is being read on this thread; an empty range if there is none.
pub(crate) fn addresses() -> Range<usize> {
    let addresses = WHOLE.try_with(|whole| {
        let whole = whole.borrow();
        let whole = whole.as_ref()?;
        let start = whole.as_ptr().addr();
        Some(start..start.saturating_add(whole.len()))
    });
    addresses.ok().flatten().unwrap_or_default()
}

/// Restores the previous text when dropped.
pub(crate) struct Reading {
    before: Option<Arc<String>>,
}

impl Drop for Reading {
    fn drop(&mut self) {
        swap(self.before.take());
    }
}

fn swap(whole: Option<Arc<String>>) -> Option<Arc<String>> {
    WHOLE.try_with(|current| current.replace(whole)).ok().flatten()
}

impl<'de> Deserialize<'de> for SharedJson {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(TEXT_OF_VALUE, TextVisitor)
    }
}

/// Reads the map in which serde_json passes a requested text, with the text as its only value.
struct TextVisitor;

/// Reads the text itself.
///
/// Another deserializer may not recognize the request, and pass an object from the input. A string in such an object reports
/// itself as present when it is read as an optional value; the text from serde_json does not.
struct GivenText;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = SharedJson;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<SharedJson, A::Error> {
        map.next_key::<IgnoredAny>()?;
        map.next_value_seed(GivenText)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<SharedJson, D::Error> {
        // The deserializer is not one of serde_json, so there is no text to share.
        let value = plain_value(deserializer)?;
        serde_json::to_string(&value).map(SharedJson::new).map_err(D::Error::custom)
    }
}

impl<'de> Visitor<'de> for GivenText {
    type Value = SharedJson;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text of a JSON value")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<SharedJson, E> {
        Ok(SharedJson::of(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<SharedJson, E> {
        Ok(SharedJson::new(text.to_owned()))
    }
}

impl<'de> DeserializeSeed<'de> for GivenText {
    type Value = SharedJson;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<SharedJson, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl From<Box<RawValue>> for SharedJson {
    fn from(value: Box<RawValue>) -> Self {
        Self::new(Box::<str>::from(value).into())
    }
}
