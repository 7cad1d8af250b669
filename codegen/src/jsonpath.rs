//! The queries of overlay targets: the part of RFC 9535 (<https://www.rfc-editor.org/rfc/rfc9535>) that they use.
//!
//! It supports names, indices, wildcards, descendants, lists of these, and the comparison of a field with a string, and
//! refuses anything else. A JSONPath library would add to the compile time of every user; tests compare this module with
//! one.

use std::fmt;

use serde_json::Value;

use crate::pointer::escape;
use crate::sorted::SortedSet;

/// A query for nodes of a document.
#[derive(Debug, Clone)]
pub struct JsonPath {
    text: String,
    segments: Vec<Segment>,
}

/// A step: its selectors apply to the children or to all descendants.
#[derive(Debug, Clone)]
struct Segment {
    descendants: bool,
    selectors: Vec<Selector>,
}

#[derive(Debug, Clone)]
enum Selector {
    Name(String),
    Index(usize),
    Wildcard,
    /// `?@.name == 'text'`.
    Member(String, String),
}

impl JsonPath {
    /// Reads a query.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut rest = text.trim().strip_prefix('$').ok_or("it does not start with `$`")?;
        let mut segments = Vec::new();
        while !rest.is_empty() {
            let (descendants, tail) = match rest.strip_prefix("..") {
                Some(tail) => (true, tail),
                None => (false, rest),
            };
            let (selectors, tail) = match (tail.strip_prefix('['), tail.strip_prefix('.')) {
                (Some(inner), _) => bracket(inner)?,
                (None, Some(name)) if !descendants => shorthand(name)?,
                (None, None) if descendants => shorthand(tail)?,
                _ => return Err(format!("`{rest}` is not a segment")),
            };
            segments.push(Segment { descendants, selectors });
            rest = tail;
        }
        Ok(Self { text: text.to_owned(), segments })
    }

    /// Returns the JSON pointers of the nodes that the query finds, each once, in document order.
    pub fn locate(&self, root: &Value) -> Vec<String> {
        let mut locations = vec![(String::new(), root)];
        for segment in &self.segments {
            let mut found = Vec::new();
            for (mut pointer, value) in locations {
                segment.select(&mut pointer, value, &mut found);
            }
            locations = found;
        }
        let mut seen = SortedSet::new();
        locations
            .into_iter()
            .map(|(pointer, _)| pointer)
            .filter(|pointer| seen.insert(pointer.clone()))
            .collect()
    }
}

impl fmt::Display for JsonPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Segment {
    /// Adds the nodes that the segment selects below the value at `pointer`.
    fn select<'v>(&self, pointer: &mut String, value: &'v Value, found: &mut Vec<(String, &'v Value)>) {
        let length = pointer.len();
        for selector in &self.selectors {
            each_child(value, |index, name, child| {
                let chosen = match selector {
                    Selector::Wildcard => true,
                    Selector::Name(wanted) => name == Some(wanted.as_str()),
                    Selector::Index(wanted) => name.is_none() && index == *wanted,
                    Selector::Member(field, text) => child.get(field).and_then(Value::as_str) == Some(text),
                };
                if chosen {
                    push(pointer, index, name);
                    found.push((pointer.clone(), child));
                    pointer.truncate(length);
                }
            });
        }
        if self.descendants {
            each_child(value, |index, name, child| {
                if child.is_object() || child.is_array() {
                    push(pointer, index, name);
                    self.select(pointer, child, found);
                    pointer.truncate(length);
                }
            });
        }
    }
}

/// Visits the fields of an object, with their names, or the items of a list.
fn each_child<'v>(value: &'v Value, mut visit: impl FnMut(usize, Option<&'v str>, &'v Value)) {
    match value {
        Value::Object(fields) => {
            fields.iter().enumerate().for_each(|(index, (name, field))| visit(index, Some(name), field));
        }
        Value::Array(items) => items.iter().enumerate().for_each(|(index, item)| visit(index, None, item)),
        _ => {}
    }
}

/// Extends a pointer by a field or an item.
fn push(pointer: &mut String, index: usize, name: Option<&str>) {
    pointer.push('/');
    match name {
        Some(name) => pointer.push_str(&escape(name)),
        None => pointer.push_str(&index.to_string()),
    }
}

/// Reads a name or `*` after a dot.
fn shorthand(text: &str) -> Result<(Vec<Selector>, &str), String> {
    if let Some(rest) = text.strip_prefix('*') {
        return Ok((vec![Selector::Wildcard], rest));
    }
    let (name, rest) = name(text)?;
    Ok((vec![Selector::Name(name)], rest))
}

fn name(text: &str) -> Result<(String, &str), String> {
    let end = text.find(|one: char| !one.is_alphanumeric() && one != '_').unwrap_or(text.len());
    match text.split_at_checked(end) {
        Some((name, rest)) if !name.is_empty() && !name.starts_with(|first: char| first.is_numeric()) => {
            Ok((name.to_owned(), rest))
        }
        _ => Err(format!("`{text}` does not start with a name")),
    }
}

/// Reads the selectors between brackets; the opening bracket has been read.
fn bracket(text: &str) -> Result<(Vec<Selector>, &str), String> {
    let mut selectors = Vec::new();
    let mut rest = text;
    loop {
        let (selector, tail) = selector(rest.trim_start())?;
        selectors.push(selector);
        let tail = tail.trim_start();
        match (tail.strip_prefix(','), tail.strip_prefix(']')) {
            (Some(tail), _) => rest = tail,
            (None, Some(tail)) => return Ok((selectors, tail)),
            (None, None) => return Err(format!("`{tail}` does not close the bracket")),
        }
    }
}

fn selector(text: &str) -> Result<(Selector, &str), String> {
    if let Some(rest) = text.strip_prefix('*') {
        return Ok((Selector::Wildcard, rest));
    }
    if let Some(rest) = text.strip_prefix('?') {
        let field = rest.trim_start().strip_prefix("@.").ok_or("a filter does not start with `@.`")?;
        let (field, rest) = name(field)?;
        let rest = rest.trim_start().strip_prefix("==").ok_or("a filter does not compare by `==`")?;
        let (value, rest) = quoted(rest.trim_start())?;
        return Ok((Selector::Member(field, value), rest));
    }
    let digits = text.find(|one: char| !one.is_ascii_digit()).unwrap_or(text.len());
    if let Some((number, rest)) = text.split_at_checked(digits)
        && let Ok(index) = number.parse()
    {
        return Ok((Selector::Index(index), rest));
    }
    let (name, rest) = quoted(text)?;
    Ok((Selector::Name(name), rest))
}

/// Reads a string in single or double quotes. Escapes are refused, because no target needs them.
fn quoted(text: &str) -> Result<(String, &str), String> {
    let refuse = || format!("`{text}` does not start with a string");
    let quote = text.chars().next().filter(|quote| matches!(quote, '\'' | '"')).ok_or_else(refuse)?;
    let (value, rest) = text.get(1..).and_then(|inner| inner.split_once(quote)).ok_or_else(refuse)?;
    if value.contains('\\') {
        return Err(format!("`{value}` has an escape, which is not supported"));
    }
    Ok((value.to_owned(), rest))
}
