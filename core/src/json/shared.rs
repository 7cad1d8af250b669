//! The text of a JSON value, shared with the text that it was read from.

use std::cell::RefCell;
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::json::value::plain_value;

thread_local! {
    /// The text that is being read on this thread, which the parts of it that are kept as text share.
    static WHOLE: RefCell<Option<Arc<String>>> = const { RefCell::new(None) };
}

/// By this name serde_json knows who asks for the text of a value. If it no longer does, the text is
/// copied, as serde_json's public type does.
pub(crate) const TEXT_OF_VALUE: &str = "$serde_json::private::RawValue";

/// The text of one JSON value: a part of the text that it came in, or a text of its own.
///
/// A part costs no copy and two words; in return it keeps the whole text in memory.
#[derive(Clone)]
pub(crate) struct SharedJson {
    whole: Arc<String>,
    start: usize,
    end: usize,
}

impl SharedJson {
    /// A text that is known to be JSON.
    pub(crate) fn new(text: String) -> Self {
        Self { start: 0, end: text.len(), whole: Arc::new(text) }
    }

    /// `null`, in a text that all share.
    pub(crate) fn null() -> Self {
        static NULL: LazyLock<SharedJson> = LazyLock::new(|| SharedJson::new("null".to_owned()));
        NULL.clone()
    }

    /// `{}`, in a text that all share.
    pub(crate) fn empty_object() -> Self {
        static EMPTY: LazyLock<SharedJson> = LazyLock::new(|| SharedJson::new("{}".to_owned()));
        EMPTY.clone()
    }

    /// Where the value starts in the text that it came in.
    pub(crate) fn start(&self) -> usize {
        self.start
    }

    pub(crate) fn as_str(&self) -> &str {
        self.whole.get(self.start..self.end).unwrap_or_default()
    }

    /// As long as the result lives, what is read from this text shares it.
    pub(crate) fn reading(&self) -> Reading {
        Reading { before: swap(Some(Arc::clone(&self.whole))) }
    }

    /// The whole text, without a copy if nothing else shares it.
    pub(crate) fn into_whole(self) -> String {
        Arc::unwrap_or_clone(self.whole)
    }

    /// The part of the text being read that `text` is, or else a copy.
    fn of(text: &str) -> Self {
        let shared = WHOLE.try_with(|whole| {
            let whole = whole.borrow();
            let whole = whole.as_ref()?;
            // Both are alive, so that a text within the bounds of the other is a part of it.
            let start = text.as_ptr().addr().checked_sub(whole.as_ptr().addr())?;
            let end = start.checked_add(text.len()).filter(|end| *end <= whole.len())?;
            Some(Self { whole: Arc::clone(whole), start, end })
        });
        shared.ok().flatten().unwrap_or_else(|| Self::new(text.to_owned()))
    }
}

/// Where the text lies that is being read on this thread; nowhere if there is none.
pub(crate) fn addresses() -> Range<usize> {
    let addresses = WHOLE.try_with(|whole| {
        let whole = whole.borrow();
        let whole = whole.as_ref()?;
        let start = whole.as_ptr().addr();
        Some(start..start + whole.len())
    });
    addresses.ok().flatten().unwrap_or_default()
}

/// The time in which a text is read.
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

/// Takes what serde_json gives to those who ask for the text: a map with the text as its only value.
struct TextVisitor;

/// The text itself. Another deserializer may not know who asks, and hand over an object that a stranger wrote: a text in
/// it is a value of JSON, and asked for an optional one says that it is there, which the text of serde_json does not.
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
        // The deserializer is none of serde_json's, so that there is no text to be had.
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
