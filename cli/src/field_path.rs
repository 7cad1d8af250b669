//! The paths of fields in a body: `content[m.relates_to][rel_type]`, and `invite[]` for the next item of a list.
//!
//! Field names in Matrix contain dots, so brackets enclose nested names, as in httpie and gh.

use serde_json::{Map, Value};

use crate::check::{article, field_type};
use crate::table::model::{Type, Types};

/// The depth limit of a field. Few servers read deeper JSON.
const DEPTH: usize = 64;

/// A part of a path as written.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    /// The name of a field, or the index of an item.
    Name(String),
    /// The next item of a list.
    Next,
}

/// A part of a path, resolved by the type of the value that contains it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Key {
    /// A field of an object.
    Field(String),
    /// An item of a list, from 0.
    Item(usize),
    /// The next item of a list.
    Next,
}

/// The path of a field, and its type.
#[derive(Debug)]
pub struct FieldPath<'a> {
    keys: Vec<Key>,
    /// The type of the field; [`Type::Any`] if the description lacks the field.
    pub ty: &'a Type,
}

impl<'a> FieldPath<'a> {
    /// Parses a path in a value of a type.
    ///
    /// # Errors
    /// If brackets are unpaired, the path is too deep, or a value on the path has no such part in the description.
    pub fn parse(types: &'a Types, ty: &'a Type, text: &str) -> Result<Self, String> {
        let (mut keys, mut ty) = (Vec::new(), ty);
        for step in steps(text)? {
            let (key, inner) = part(types, ty, &step).ok_or_else(|| no_part(ty, &step))?;
            keys.push(key);
            ty = inner;
        }
        if keys.len() > DEPTH {
            return Err(format!("is more than {DEPTH} levels deep"));
        }
        Ok(Self { keys, ty })
    }

    /// Sets the value at this path. Creates the objects and lists around it, and appends to an existing list.
    ///
    /// # Errors
    /// If the path already has a value, or skips items of a list.
    pub fn set(&self, body: &mut Value, value: Value) -> Result<(), String> {
        let Some((last, outer)) = self.keys.split_last() else { return Ok(()) };
        let mut target = body;
        for (key, next) in outer.iter().zip(self.keys.iter().skip(1)) {
            target = enter(target, key, next)?;
        }
        match (last, target) {
            (Key::Field(name), Value::Object(fields)) => match (fields.get_mut(name), value) {
                // The items of a list may come from several arguments.
                (Some(Value::Array(items)), Value::Array(more)) => items.extend(more),
                (Some(_), _) => return Err("is given twice".to_owned()),
                (None, value) => drop(fields.insert(name.clone(), value)),
            },
            (Key::Item(position), Value::Array(items)) if *position < items.len() => {
                return Err("is given twice".to_owned());
            }
            (Key::Item(position), Value::Array(items)) if *position > items.len() => {
                return Err(missing(items.len()));
            }
            (Key::Item(_) | Key::Next, Value::Array(items)) => items.push(value),
            (key, _) => return Err(other_kind(key)),
        }
        Ok(())
    }
}

/// Returns the value at a key. If it is missing, creates the object or list that the next key needs.
fn enter<'v>(target: &'v mut Value, key: &Key, next: &Key) -> Result<&'v mut Value, String> {
    let empty = || match next {
        Key::Field(_) => Value::Object(Map::new()),
        Key::Item(_) | Key::Next => Value::Array(Vec::new()),
    };
    match (key, target) {
        (Key::Field(name), Value::Object(fields)) => Ok(fields.entry(name.clone()).or_insert_with(empty)),
        (Key::Item(_) | Key::Next, Value::Array(items)) => {
            let length = items.len();
            let position = if let Key::Item(position) = key { *position } else { length };
            if position == length {
                items.push(empty());
            }
            items.get_mut(position).ok_or_else(|| missing(length))
        }
        _ => Err(other_kind(key)),
    }
}

fn missing(length: usize) -> String {
    format!("skips items of a list; the next one is [{length}]")
}

fn other_kind(key: &Key) -> String {
    let kind = if matches!(key, Key::Field(_)) { "an object" } else { "a list" };
    format!("is inside of a value that was given before and is not {kind}")
}

/// Returns the key and the type of a part of a value; `None` if a value of the type has no such part.
fn part<'a>(types: &'a Types, ty: &'a Type, step: &Step) -> Option<(Key, &'a Type)> {
    match (ty, step) {
        (Type::Nullable(inner), _) => part(types, inner, step),
        (Type::Union(name), _) => types.unions.get(name)?.iter().find_map(|ty| part(types, ty, step)),
        (Type::List(inner), Step::Next) => Some((Key::Next, inner)),
        (Type::List(inner), Step::Name(name)) => Some((Key::Item(name.parse().ok()?), inner)),
        (Type::Any, Step::Next) => Some((Key::Next, &Type::Any)),
        (Type::Any | Type::Object | Type::Map(_) | Type::Struct(_), Step::Name(name)) => {
            Some((Key::Field(name.clone()), field_type(types, ty, name)))
        }
        _ => None,
    }
}

fn no_part(ty: &Type, step: &Step) -> String {
    let kind = article(ty);
    match (ty, step) {
        (Type::List(_), _) => {
            format!("is inside of {kind}, whose parts are `[0]` and so on, or `[]` for the next")
        }
        (_, Step::Next) => format!("is inside of {kind}, which is not a list"),
        (_, Step::Name(_)) => format!("is inside of {kind}, which has no fields"),
    }
}

/// Splits a path into its parts. A backslash escapes the bracket or backslash after it.
fn steps(text: &str) -> Result<Vec<Step>, String> {
    let unpaired = || "has unpaired brackets; write `\\[` for a bracket in a name".to_owned();
    let (mut steps, mut name, mut is_inside) = (Vec::new(), String::new(), false);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' if matches!(characters.peek(), Some('[' | ']' | '\\')) => name.extend(characters.next()),
            '[' if !is_inside => {
                if steps.is_empty() {
                    steps.push(Step::Name(std::mem::take(&mut name)));
                }
                is_inside = true;
            }
            ']' if is_inside => {
                let name = std::mem::take(&mut name);
                steps.push(if name.is_empty() { Step::Next } else { Step::Name(name) });
                is_inside = false;
                if characters.peek().is_some_and(|next| *next != '[') {
                    return Err(unpaired());
                }
            }
            '[' | ']' => return Err(unpaired()),
            character => name.push(character),
        }
    }
    if is_inside {
        return Err(unpaired());
    }
    if steps.is_empty() {
        steps.push(Step::Name(name));
    }
    Ok(steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let text_of = |step| match step {
            Step::Name(name) => name,
            Step::Next => "[]".to_owned(),
        };
        steps(text).unwrap().into_iter().map(text_of).collect()
    }

    #[test]
    fn brackets_separate_names_and_dots_belong_to_them() {
        assert_eq!(names("name"), ["name"]);
        assert_eq!(names("content[m.relates_to][rel_type]"), ["content", "m.relates_to", "rel_type"]);
        assert_eq!(names("a[][b][0]"), ["a", "[]", "b", "0"]);
        assert_eq!(names(r"a\[b\]\\[c\]d]"), [r"a[b]\", "c]d"]);
        assert_eq!(names(r"a\b"), [r"a\b"]);
    }

    #[test]
    fn unpaired_brackets_are_refused() {
        for text in ["a[", "a]", "a[b", "a[b]c", "a[[b]]", "a[b]]"] {
            assert!(steps(text).unwrap_err().contains("unpaired brackets"), "{text}");
        }
    }

    #[test]
    fn a_place_is_not_deeper_than_json_that_is_read() {
        let types = Types::default();
        let text = |depth: usize| format!("a{}", "[b]".repeat(depth));
        assert!(FieldPath::parse(&types, &Type::Object, &text(DEPTH - 1)).is_ok());
        assert!(FieldPath::parse(&types, &Type::Object, &text(DEPTH)).unwrap_err().contains("deep"));
    }
}
