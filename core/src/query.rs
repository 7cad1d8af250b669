//! Query strings.

use std::collections::BTreeMap;
use std::fmt::Write;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::Url;
use zeroize::Zeroizing;

use crate::secret::Secret;

/// The characters to percent-encode: all except those that RFC 3986 calls unreserved.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Appends a string to `out`, percent-encoded for a path segment or a query.
pub fn encode(text: &str, out: &mut String) {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    // Checked first, which is cheaper: most strings need no encoding.
    match text.bytes().all(plain) {
        true => out.push_str(text),
        false => out.extend(utf8_percent_encode(text, RESERVED)),
    }
}

/// The query parameters of one request, in the order in which they were set.
#[derive(Clone, Default)]
pub struct Query {
    parameters: Vec<Parameter>,
}

#[derive(Clone)]
struct Parameter {
    /// The name in the description. It differs from `name` for the entries of a map.
    declared: &'static str,
    name: String,
    /// Overwritten in memory when dropped, since some values are secrets.
    value: Zeroizing<String>,
}

impl Query {
    /// Sets a parameter, replacing earlier values.
    pub fn set(&mut self, name: &'static str, value: &(impl QueryValue + ?Sized)) {
        self.parameters.retain(|parameter| parameter.declared != name);
        value.append(name, self);
    }

    /// Removes a parameter.
    pub fn remove(&mut self, name: &str) {
        self.parameters.retain(|parameter| parameter.declared != name);
    }

    /// Adds a parameter for a declared one.
    pub fn push(&mut self, declared: &'static str, name: &str, value: &str) {
        self.parameters.push(Parameter { declared, name: name.to_owned(), value: value.to_owned().into() });
    }

    /// Returns the first value of a parameter.
    pub fn get(&self, name: &str) -> Option<&str> {
        let parameter = self.parameters.iter().find(|parameter| parameter.name == name)?;
        Some(&parameter.value)
    }

    /// Appends the parameters to the query of a URL.
    pub fn write(&self, url: &mut Url) {
        for parameter in &self.parameters {
            append(url, &parameter.name, &parameter.value);
        }
    }
}

/// Appends one parameter to the query of a URL.
pub fn append(url: &mut Url, name: &str, value: &str) {
    let mut query = url.query().unwrap_or_default().to_owned();
    if !query.is_empty() {
        query.push('&');
    }
    encode(name, &mut query);
    query.push('=');
    encode(value, &mut query);
    url.set_query(Some(&query));
}

/// A value of a query parameter.
pub trait QueryValue {
    /// Adds the value under `name`.
    fn append(&self, name: &'static str, query: &mut Query);
}

impl QueryValue for str {
    fn append(&self, name: &'static str, query: &mut Query) {
        query.push(name, name, self);
    }
}

impl QueryValue for Secret {
    fn append(&self, name: &'static str, query: &mut Query) {
        query.push(name, name, self.expose());
    }
}

macro_rules! displayed {
    ($($Type:ty),*) => {
        $(impl QueryValue for $Type {
            fn append(&self, name: &'static str, query: &mut Query) {
                let mut text = String::new();
                // Writing to a string never fails.
                let _ = write!(text, "{self}");
                query.push(name, name, &text);
            }
        })*
    };
}

displayed!(bool, i64, u64, f64, String);

/// Adds nothing for `None`.
impl<T: QueryValue> QueryValue for Option<T> {
    fn append(&self, name: &'static str, query: &mut Query) {
        if let Some(value) = self {
            value.append(name, query);
        }
    }
}

impl<T: QueryValue + ?Sized> QueryValue for &T {
    fn append(&self, name: &'static str, query: &mut Query) {
        (**self).append(name, query);
    }
}

/// Repeats the name for each item.
impl<T: QueryValue> QueryValue for [T] {
    fn append(&self, name: &'static str, query: &mut Query) {
        for item in self {
            item.append(name, query);
        }
    }
}

/// Repeats the name for each item.
impl<T: QueryValue> QueryValue for Vec<T> {
    fn append(&self, name: &'static str, query: &mut Query) {
        self.as_slice().append(name, query);
    }
}

/// Adds each entry as a parameter.
impl QueryValue for BTreeMap<String, String> {
    fn append(&self, name: &'static str, query: &mut Query) {
        for (key, value) in self {
            query.push(name, key, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(query: &Query) -> String {
        let mut url = Url::parse("http://a/").unwrap();
        query.write(&mut url);
        url.query().unwrap_or_default().to_owned()
    }

    #[test]
    fn encodes_all_but_the_unreserved() {
        let mut query = Query::default();
        query.set("since", "a b+c&d=e#é~-._/:@");
        assert_eq!(text(&query), "since=a%20b%2Bc%26d%3De%23%C3%A9~-._%2F%3A%40");
    }

    #[test]
    fn each_type_has_its_form_and_later_values_replace_earlier_ones() {
        let mut query = Query::default();
        query.set("full", &true);
        query.set("limit", &-3i64);
        query.set("ts", &u64::MAX);
        query.set("via", &vec!["a.org".to_owned(), "b.org".to_owned()]);
        query.set(
            "fields",
            &BTreeMap::from([("x y".to_owned(), "1".to_owned()), ("z".to_owned(), String::new())]),
        );
        assert_eq!(text(&query), "full=true&limit=-3&ts=18446744073709551615&via=a.org&via=b.org&x%20y=1&z=");
        query.set("via", &["c.org"][..]);
        query.set("fields", &BTreeMap::new());
        query.set("ts", &None::<u64>);
        query.set("full", &1.5f64);
        assert_eq!(text(&query), "limit=-3&via=c.org&full=1.5");
    }
}
