//! The arguments of setters.
//!
//! A setter takes a value, or an `Option` of one. `None` leaves the parameter out:
//!
//! ```
//! use matrix_openapi_core::arguments::IntoOption;
//!
//! fn limit(limit: impl IntoOption<i64>) -> Option<i64> {
//!     limit.into_option()
//! }
//!
//! assert_eq!((limit(10), limit(Some(10)), limit(None)), (Some(10), Some(10), None));
//! ```

use std::borrow::Cow;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use serde_json::value::RawValue;

use crate::id::{IdError, Identifier, IntoId};
use crate::json::object::Object;
use crate::secret::Secret;

/// An argument for a setter of the type `T`: a `T`, or an `Option` of one; `None` leaves the parameter out.
///
/// Setters of strings, enumerations and secrets accept every string type, or an `Option` of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be used where an optional `{T}` is expected",
    label = "neither a `{T}` nor an `Option` of one",
    note = "strings, enumerations and secrets also accept `&str`, `String` and the like; convert other values first, \
            such as with `{T}::from`"
)]
pub trait IntoOption<T> {
    /// Returns the value, if there is one.
    fn into_option(self) -> Option<T>;
}

impl<T> IntoOption<T> for T {
    fn into_option(self) -> Option<T> {
        Some(self)
    }
}

impl<T> IntoOption<T> for Option<T> {
    fn into_option(self) -> Option<T> {
        self
    }
}

/// A type other than `String` that every string converts into.
#[doc(hidden)]
pub trait FromString {
    /// Returns the value.
    fn from_string(text: String) -> Self;
}

/// A type that every string converts into.
#[doc(hidden)]
pub trait FromText {
    /// Returns the value.
    fn from_text(text: String) -> Self;
}

impl FromText for String {
    fn from_text(text: String) -> Self {
        text
    }
}

impl<T: FromString> FromText for T {
    fn from_text(text: String) -> Self {
        T::from_string(text)
    }
}

impl FromString for Secret {
    fn from_string(text: String) -> Self {
        Self::new(text)
    }
}

impl<T: FromString> IntoOption<T> for String {
    fn into_option(self) -> Option<T> {
        Some(T::from_string(self))
    }
}

impl<T: FromString> IntoOption<T> for Option<String> {
    fn into_option(self) -> Option<T> {
        self.map(T::from_string)
    }
}

impl<T: FromString + Clone> IntoOption<T> for &T {
    fn into_option(self) -> Option<T> {
        Some(self.clone())
    }
}

impl<T: FromString + Clone> IntoOption<T> for Option<&T> {
    fn into_option(self) -> Option<T> {
        self.cloned()
    }
}

/// Implements [`IntoOption`] for string types other than `String`.
macro_rules! texts {
    ($($Text:ty),*) => {$(
        impl<T: FromText> IntoOption<T> for $Text {
            fn into_option(self) -> Option<T> {
                Some(T::from_text((*self).to_owned()))
            }
        }

        impl<T: FromText> IntoOption<T> for Option<$Text> {
            fn into_option(self) -> Option<T> {
                self.map(|text| T::from_text((*text).to_owned()))
            }
        }
    )*};
}

texts!(&str, &String, Box<str>, Arc<str>, Cow<'_, str>);

/// A duration in milliseconds, created from a number of milliseconds or a [`Duration`].
///
/// A `Duration` is rounded up, so a short one does not become zero.
///
/// ```
/// use std::time::Duration;
///
/// use matrix_openapi_core::arguments::Milliseconds;
///
/// assert_eq!(Milliseconds::from(Duration::from_secs(30)), Milliseconds::from(30_000));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Milliseconds(i64);

impl From<i64> for Milliseconds {
    fn from(milliseconds: i64) -> Self {
        Self(milliseconds)
    }
}

impl From<Duration> for Milliseconds {
    fn from(duration: Duration) -> Self {
        Self(i64::try_from(duration.as_nanos().div_ceil(1_000_000)).unwrap_or(i64::MAX))
    }
}

impl From<Milliseconds> for i64 {
    fn from(duration: Milliseconds) -> Self {
        duration.0
    }
}

impl From<Milliseconds> for u64 {
    fn from(duration: Milliseconds) -> Self {
        Self::try_from(duration.0).unwrap_or_default()
    }
}

macro_rules! durations {
    ($($Duration:ty),*) => {$(
        impl IntoOption<Milliseconds> for $Duration {
            fn into_option(self) -> Option<Milliseconds> {
                Some(self.into())
            }
        }

        impl IntoOption<Milliseconds> for Option<$Duration> {
            fn into_option(self) -> Option<Milliseconds> {
                self.map(Milliseconds::from)
            }
        }
    )*};
}

durations!(i64, Duration);

/// A parameter that is a string of JSON, such as the filter of a sync: created from a `T`, or from a string, which is sent unchanged.
#[derive(Debug)]
pub struct JsonText<T> {
    text: Result<String, serde_json::Error>,
    expected: PhantomData<fn() -> T>,
}

impl<T> JsonText<T> {
    /// Returns the JSON.
    ///
    /// # Errors
    /// If the value could not be written as JSON.
    pub fn into_text(self) -> Result<String, serde_json::Error> {
        self.text
    }

    fn new(text: Result<String, serde_json::Error>) -> Self {
        Self { text, expected: PhantomData }
    }
}

impl<T: Serialize> From<&T> for JsonText<T> {
    fn from(value: &T) -> Self {
        Self::new(serde_json::to_string(value))
    }
}

impl<T> FromString for JsonText<T> {
    fn from_string(text: String) -> Self {
        Self::new(Ok(text))
    }
}

impl<T: Object + Serialize> IntoOption<JsonText<T>> for T {
    fn into_option(self) -> Option<JsonText<T>> {
        Some(JsonText::from(&self))
    }
}

impl<T: Object + Serialize> IntoOption<JsonText<T>> for Option<T> {
    fn into_option(self) -> Option<JsonText<T>> {
        self.as_ref().map(JsonText::from)
    }
}

impl<T: Object + Serialize> IntoOption<JsonText<T>> for &T {
    fn into_option(self) -> Option<JsonText<T>> {
        Some(JsonText::from(self))
    }
}

impl<T: Object + Serialize> IntoOption<JsonText<T>> for Option<&T> {
    fn into_option(self) -> Option<JsonText<T>> {
        self.map(JsonText::from)
    }
}

/// An argument for a setter of any JSON: a reference to a value that serde can serialize, or an `Option` of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be used where optional JSON is expected",
    label = "not a reference to a value that serde can serialize",
    note = "pass a reference: `&value`, or `value.as_ref()` for an `Option`"
)]
pub trait IntoOptionalJson {
    /// Writes the value, if there is one.
    ///
    /// # Errors
    /// If it cannot be written as JSON.
    fn into_optional_json(self) -> Result<Option<Box<RawValue>>, serde_json::Error>;
}

impl<T: Serialize + ?Sized> IntoOptionalJson for &T {
    fn into_optional_json(self) -> Result<Option<Box<RawValue>>, serde_json::Error> {
        serde_json::value::to_raw_value(self).map(Some)
    }
}

impl<T: Serialize + ?Sized> IntoOptionalJson for Option<&T> {
    fn into_optional_json(self) -> Result<Option<Box<RawValue>>, serde_json::Error> {
        self.map(serde_json::value::to_raw_value).transpose()
    }
}

/// An argument for a setter of a list or a map: its items, or an `Option` of them; `None` leaves the parameter out.
///
/// `Items` is the kind of items: [`Ids`], [`Texts`], [`Values`], or a pair of them for the entries of a map. The compiler infers
/// `Form`, which distinguishes items from an `Option` of them.
///
/// ```
/// use matrix_openapi_core::arguments::{IntoOptionalItems, Texts};
///
/// fn join<Form>(texts: impl IntoOptionalItems<Texts, Form>) -> Option<String> {
///     texts.into_optional_items::<String>().expect("every text is valid")
/// }
///
/// assert_eq!(join(["a", "b"]).as_deref(), Some("ab"));
/// assert_eq!((join(Some(["a"])).as_deref(), join(None::<Vec<String>>)), (Some("a"), None));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be used where an optional list of `{Items}` is expected",
    label = "neither such a list nor an `Option` of one",
    note = "arrays, vectors and all iterators of such items are lists"
)]
pub trait IntoOptionalItems<Items: ItemKind, Form> {
    /// Collects the items, if there are any.
    ///
    /// # Errors
    /// If an item is not a valid identifier.
    fn into_optional_items<C: FromIterator<Items::Item>>(self) -> Result<Option<C>, IdError>;
}

/// The `Form` of a list that is not an `Option`.
#[derive(Debug)]
pub enum Given {}

/// The `Form` of an `Option` of a list.
#[derive(Debug)]
pub enum Optional {}

impl<Items: ItemKind, I: IntoIterator<Item: IntoItem<Items>>> IntoOptionalItems<Items, Given> for I {
    fn into_optional_items<C: FromIterator<Items::Item>>(self) -> Result<Option<C>, IdError> {
        self.into_iter().map(IntoItem::into_item).collect::<Result<C, _>>().map(Some)
    }
}

impl<Items: ItemKind, I: IntoIterator<Item: IntoItem<Items>>> IntoOptionalItems<Items, Optional>
    for Option<I>
{
    fn into_optional_items<C: FromIterator<Items::Item>>(self) -> Result<Option<C>, IdError> {
        let items = self.map(|items| items.into_iter().map(IntoItem::into_item).collect());
        items.transpose()
    }
}

/// A kind of items of a list, or of entries of a map.
pub trait ItemKind {
    /// The type of the item.
    type Item;
}

/// An argument for an item of the kind `K`.
pub trait IntoItem<K: ItemKind> {
    /// Converts into the item.
    ///
    /// # Errors
    /// If it is not a valid identifier.
    fn into_item(self) -> Result<K::Item, IdError>;
}

/// Items that are identifiers of the type `T`, or strings, which are checked: see [`IntoId`].
#[derive(Debug)]
pub struct Ids<T>(PhantomData<T>);

/// Items that are strings of any type.
#[derive(Debug)]
pub enum Texts {}

/// Items that convert into a `T`.
#[derive(Debug)]
pub struct Values<T>(PhantomData<T>);

impl<T> ItemKind for Ids<T> {
    type Item = T;
}

impl<T: Identifier, A: IntoId<T>> IntoItem<Ids<T>> for A {
    fn into_item(self) -> Result<T, IdError> {
        self.into_id()
    }
}

impl ItemKind for Texts {
    type Item = String;
}

impl<A: AsRef<str>> IntoItem<Texts> for A {
    fn into_item(self) -> Result<String, IdError> {
        Ok(self.as_ref().to_owned())
    }
}

impl<T> ItemKind for Values<T> {
    type Item = T;
}

impl<T, A: Into<T>> IntoItem<Values<T>> for A {
    fn into_item(self) -> Result<T, IdError> {
        Ok(self.into())
    }
}

impl<K: ItemKind, V: ItemKind> ItemKind for (K, V) {
    type Item = (K::Item, V::Item);
}

impl<K: ItemKind, V: ItemKind, A: IntoItem<K>, B: IntoItem<V>> IntoItem<(K, V)> for (A, B) {
    fn into_item(self) -> Result<(K::Item, V::Item), IdError> {
        Ok((self.0.into_item()?, self.1.into_item()?))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::error::ErrorCode;
    use crate::id::UserId;

    fn text(text: impl IntoOption<String>) -> Option<String> {
        text.into_option()
    }

    fn code(code: impl IntoOption<ErrorCode>) -> Option<ErrorCode> {
        code.into_option()
    }

    fn duration(duration: impl IntoOption<Milliseconds>) -> Option<i64> {
        duration.into_option().map(i64::from)
    }

    #[test]
    fn every_string_type_is_accepted_for_a_string() {
        let owned = "a".to_owned();
        let all = [
            text("a"),
            text(&owned),
            text(owned.clone()),
            text(Box::<str>::from("a")),
            text(Arc::<str>::from("a")),
            text(Cow::Borrowed("a")),
            text(Some("a")),
            text(Some(&owned)),
            text(Some(owned.clone())),
            text(Some(Cow::Borrowed("a"))),
        ];
        assert!(all.iter().all(|text| text.as_deref() == Some("a")), "{all:?}");
        assert_eq!([text(None::<&str>), text(None::<String>)], [None, None]);
    }

    #[test]
    fn enumerations_and_secrets_are_accepted_as_strings_too() {
        let text = "M_FORBIDDEN".to_owned();
        let value = ErrorCode::Forbidden;
        let all = [
            code("M_FORBIDDEN"),
            code(&text),
            code(Some(text.as_str())),
            code(Some(text.clone())),
            code(text),
            code(&value),
            code(Some(&value)),
            code(Some(value.clone())),
            code(value),
        ];
        assert!(all.iter().all(|code| *code == Some(ErrorCode::Forbidden)), "{all:?}");
        assert_eq!(code(None::<&ErrorCode>), None);
        let secret: Option<Secret> = "s".into_option();
        assert_eq!(secret, Some(Secret::new("s")));
    }

    #[test]
    fn lists_are_accepted_with_and_without_option() {
        fn ids<F>(ids: impl IntoOptionalItems<Ids<UserId>, F>) -> Option<Vec<String>> {
            let ids: Option<Vec<UserId>> = ids.into_optional_items().expect("valid identifiers");
            ids.map(|ids| ids.iter().map(ToString::to_string).collect())
        }
        let (alice, owned) = (UserId::unchecked("@a:b"), "@a:b".to_owned());
        let all = [
            ids(["@a:b"]),
            ids([&alice]),
            ids(vec![&owned]),
            ids(Some([alice.clone()])),
            ids(Some(&vec![alice.clone()])),
            ids(Some(std::slice::from_ref(&owned))),
            ids([alice].iter().filter(|_| true)),
            // An option is a list of at most one item, as in the standard library.
            ids(Some(owned)),
        ];
        assert!(all.iter().all(|ids| ids.as_deref() == Some(&["@a:b".to_owned()])), "{all:?}");
        assert_eq!((ids(None::<Vec<UserId>>), ids(None::<[&str; 1]>)), (None, None));
        assert_eq!(ids(Some(Vec::<UserId>::new())), Some(vec![]));
        let invalid: Result<Option<Vec<UserId>>, _> =
            IntoOptionalItems::<Ids<_>, _>::into_optional_items(Some(["a"]));
        assert!(invalid.is_err());
    }

    #[test]
    fn maps_are_accepted_with_and_without_option() {
        type Entries = (Values<String>, Values<i64>);
        fn map<F>(entries: impl IntoOptionalItems<Entries, F>) -> Option<BTreeMap<String, i64>> {
            entries.into_optional_items().expect("every text is valid")
        }
        let expected = BTreeMap::from([("a".to_owned(), 1)]);
        assert_eq!(map([("a", 1)]).as_ref(), Some(&expected));
        assert_eq!(map(Some(expected.clone())).as_ref(), Some(&expected));
        assert_eq!(map(None::<BTreeMap<String, i64>>), None);
    }

    #[test]
    fn durations_are_numbers_of_milliseconds_and_are_rounded_up() {
        assert_eq!(duration(30_000), Some(30_000));
        assert_eq!(duration(Some(30_000)), Some(30_000));
        assert_eq!(duration(Duration::from_secs(30)), Some(30_000));
        assert_eq!(duration(Some(Duration::from_micros(1))), Some(1));
        assert_eq!(duration(Duration::ZERO), Some(0));
        assert_eq!(duration(Duration::MAX), Some(i64::MAX));
        assert_eq!(duration(None::<Duration>), None);
        assert_eq!(u64::from(Milliseconds::from(-1)), 0);
    }
}
