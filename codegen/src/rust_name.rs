//! Rust names for names of the protocol, all by one rule.
//!
//! A Rust name consists of the ASCII words of the protocol's name, in snake case for methods, arguments, setters and
//! fields, and in Pascal case for types and variants. Other letters are spelled out by their code point, a leading digit
//! gets the prefix `x`, and a name that Rust or the generated code already uses gets a trailing underscore. So no name
//! starts with an underscore or contains two in a row. The variables in generated function bodies do, so they cannot
//! collide with such names.

use heck::{ToPascalCase, ToSnakeCase};
use proc_macro2::{Ident, Span};
use serde_json::Value;

use crate::matrix::client::{BUILDER_METHODS, CLIENT_METHODS, OBJECT_FIELDS};
use crate::matrix::events::{EVENT_NAMES, HANDWRITTEN};
use crate::matrix::fields::WORDS_WITH_DIGITS;
use crate::pointer::unescape;
use crate::{Document, Error, Result};

/// The key by which an overlay chooses a name.
pub(crate) const CHOSEN: &str = "x-rust-name";

/// The keywords of Rust, with the reserved ones.
const KEYWORDS: [&str; 53] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "Self",
    "static", "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield", "_",
];

/// The types and traits of the prelude that generated code writes without a path.
const PRELUDE: [&str; 11] =
    ["AsRef", "Box", "Default", "From", "Into", "IntoIterator", "Option", "Result", "Sized", "String", "Vec"];

/// Returns the name of an operation's method: the one chosen in an overlay, or else its operationId.
pub(crate) fn operation(document: &Document, value: &Value, pointer: &str, id: &str) -> Result<String> {
    let chosen = value.get(CHOSEN).map(|name| chosen(document, name, pointer)).transpose()?;
    let name = chosen.map_or_else(|| snake(id), str::to_owned);
    Ok(kept(name, &CLIENT_METHODS))
}

/// Returns the name of the argument or setter for a parameter or a field of the body.
pub fn part(name: &str) -> String {
    kept(snake(name), &BUILDER_METHODS)
}

/// Returns the name of a field of an object type.
pub fn field(wire_name: &str) -> String {
    kept(snake(wire_name), &OBJECT_FIELDS)
}

/// Returns a snake-case name that was chosen in an overlay.
pub(crate) fn chosen<'a>(document: &Document, name: &'a Value, pointer: &str) -> Result<&'a str> {
    name.as_str().filter(|name| is_snake(name)).ok_or_else(|| {
        let message = "not a name in snake case, so it cannot be the name in Rust";
        Error::at(&document.file, format!("{pointer}/{CHOSEN}"), message)
    })
}

/// Returns the words of a name in Pascal case, for use in the name of a type.
pub fn pascal(name: &str) -> String {
    words(name).to_pascal_case()
}

/// Returns the name of a type that consists of words in Pascal case.
pub fn type_name(words: &str) -> String {
    let name = if words.starts_with(|first: char| first.is_ascii_digit()) {
        format!("X{words}")
    } else {
        words.to_owned()
    };
    kept(name, &PRELUDE)
}

/// Returns the name of a component. An invalid chosen name is refused when the component is lowered.
pub(crate) fn component(document: &Document, name: &str, value: &Value) -> String {
    let chosen = value.get(CHOSEN).and_then(Value::as_str).filter(|name| is_pascal(name));
    let name = chosen.map_or_else(|| type_name(&pascal(name)), str::to_owned);
    if document.has_events() { part_of_content(name) } else { name }
}

/// Returns the name of an event's content: it differs from all names in the handwritten module of the contents.
pub(crate) fn content(name: String) -> String {
    kept(part_of_content(name), &HANDWRITTEN)
}

/// Returns the name of a part of a content, which may be a handwritten part.
pub(crate) fn part_of_content(name: String) -> String {
    kept(name, &EVENT_NAMES)
}

/// Returns a name for a value's variant that is not in `taken`: the value's words, or else the value spelled out.
pub fn variant(value: &str, taken: &[String]) -> String {
    let plain = spellable(value).then(|| value.to_pascal_case());
    let plain = plain.map(|name| if starts_with_digit(&name) { format!("Value{name}") } else { name });
    let empty = value.is_empty().then(|| "Empty".to_owned());
    let usable = |name: &String| !taken.contains(name);
    let again = plain.as_ref().map(|name| format!("Value{name}"));
    let mut names = [empty, plain, again].into_iter().flatten().map(|name| kept(name, &[]));
    names.find(usable).unwrap_or_else(|| {
        let mut exact = format!("Exactly{}", value.chars().map(exactly).collect::<String>());
        while !usable(&exact) {
            exact.insert_str(0, "Exactly");
        }
        exact
    })
}

/// Returns whether an overlay may choose the name for a method, an argument, a setter or a field.
pub fn is_snake(name: &str) -> bool {
    let plain = name.strip_suffix('_').unwrap_or(name);
    plain.starts_with(|first: char| first.is_ascii_lowercase())
        && plain.chars().all(|one| one.is_ascii_lowercase() || one.is_ascii_digit() || one == '_')
        && !plain.contains("__")
        && !plain.ends_with('_')
        && !KEYWORDS.contains(&name)
}

/// Returns the type name that was chosen in an overlay for a schema; `None` for a name in snake case, which is the name
/// of the field with that schema.
pub(crate) fn chosen_type<'a>(
    document: &Document,
    name: &'a Value,
    pointer: &str,
) -> Result<Option<&'a str>> {
    match name.as_str() {
        Some(name) if is_pascal(name) => Ok(Some(name)),
        Some(name) if is_snake(name) => Ok(None),
        _ => {
            let message = "neither a type name in Pascal case nor a field name in snake case";
            Err(Error::at(&document.file, pointer, message))
        }
    }
}

/// Returns whether an overlay may choose the name for a type.
pub fn is_pascal(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.chars().all(|one| one.is_ascii_alphanumeric())
        && !KEYWORDS.contains(&name)
        && !PRELUDE.contains(&name)
}

/// Returns whether [`type_name`] could return this name.
pub(crate) fn is_type(name: &str) -> bool {
    let plain = name.strip_suffix('_').unwrap_or(name);
    is_pascal(plain) || (plain != name && (KEYWORDS.contains(&plain) || PRELUDE.contains(&plain)))
}

/// Returns the identifier for a name that this module made. It adapts any other string, because `Ident` would panic on
/// it.
pub(crate) fn ident(name: &str) -> Ident {
    let usable = |one: char| one == '_' || one.is_ascii_alphanumeric();
    let clean: String = name.chars().map(|one| if usable(one) { one } else { '_' }).collect();
    let named = clean.contains(|one: char| one != '_') && !starts_with_digit(&clean);
    let clean = if named { clean } else { format!("x{clean}") };
    Ident::new(&kept(clean, &[]), Span::call_site())
}

/// Two items that would have the same name in Rust.
pub(crate) struct Clash<'a> {
    /// The kind of the second item, such as `the operation`.
    pub what: &'a str,
    /// Its name in the protocol.
    pub name: &'a str,
    /// The Rust name of both.
    pub rust_name: &'a str,
    /// The JSON pointer of the second one.
    pub pointer: &'a str,
    /// The JSON pointer of the first one.
    pub other: &'a str,
    /// A free name for the second one.
    pub instead: &'a str,
}

impl Clash<'_> {
    /// Returns the error, with an overlay action that resolves it.
    pub(crate) fn error(&self, document: &Document) -> Error {
        let Self { what, name, rust_name, pointer, other, instead } = self;
        let instead = if instead == rust_name { format!("{instead}_other") } else { (*instead).to_owned() };
        // A few names cannot be written in a query; the user must find another target for them.
        let target = json_path(&document.root, pointer).unwrap_or_else(|| "...".to_owned());
        let message = format!(
            "{what} `{}` would be called `{rust_name}` in Rust, and so would {other}; choose another name by an action in \
             overlays/names.yaml: {{target: {target}, x-api: {}, x-reason: ..., update: {{{CHOSEN}: {instead}}}}}",
            name.escape_debug(),
            document.overlay_name()
        );
        Error::at(&document.file, *pointer, message)
    }
}

/// Returns the query that finds the node of a JSON pointer, as a YAML string.
fn json_path(root: &Value, pointer: &str) -> Option<String> {
    let mut path = "$".to_owned();
    let mut value = root;
    for step in pointer.split('/').skip(1) {
        let step = unescape(step);
        let quote =
            ["'", "\""].into_iter().find(|quote| !step.contains(quote)).filter(|_| !step.contains('\\'))?;
        match value {
            Value::Array(items) => {
                value = items.get(step.parse::<usize>().ok()?)?;
                path.push_str(&format!("[{step}]"));
            }
            other => {
                value = other.get(&step)?;
                path.push_str(&format!("[{quote}{step}{quote}]"));
            }
        }
    }
    Some(Value::String(path).to_string())
}

/// Returns the snake-case name in which all characters but letters and digits are spelled out, which makes it unique.
pub(crate) fn spelt(name: &str) -> String {
    let spelt = spelt_out(name).to_snake_case();
    if starts_with_digit(&spelt) { format!("x{spelt}") } else { spelt }
}

fn snake(name: &str) -> String {
    let snake = words(name).to_snake_case();
    if starts_with_digit(&snake) { format!("x{snake}") } else { snake }
}

/// Appends an underscore to a reserved name.
fn kept(name: String, reserved: &[&str]) -> String {
    let is_kept = KEYWORDS.contains(&name.as_str()) || reserved.contains(&name.as_str());
    if is_kept { name + "_" } else { name }
}

/// Returns the name as ASCII words. A name with other letters, or without letters and digits, has its signs and other
/// letters spelled out.
fn words(name: &str) -> String {
    if name.is_empty() {
        return "empty".to_owned();
    }
    let spelt = if spellable(name) { name.to_owned() } else { spelt_out(name) };
    // A name without capitals marks its words itself. So a Rust name, from which others are made, stays the same.
    if name.contains(|one: char| one.is_ascii_uppercase()) { separated(&spelt) } else { spelt }
}

/// Puts spaces around the words that the case of their letters does not separate from others, also in the plural.
fn separated(name: &str) -> String {
    let mut separated = String::new();
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let is_in_number = separated.ends_with(|last: char| last.is_ascii_digit());
        let word =
            WORDS_WITH_DIGITS.iter().filter(|_| !is_in_number).find_map(|word| starting_word(rest, word));
        let (word, after) = match word {
            Some((word, after)) => (format!(" {} ", word.to_ascii_lowercase()), after),
            None => (first.to_string(), rest.get(first.len_utf8()..).unwrap_or_default()),
        };
        separated.push_str(&word);
        rest = after;
    }
    separated
}

/// Splits off a word at the start of a text, with an `s` of the plural; returns `None` if the text continues the word.
fn starting_word<'a>(text: &'a str, word: &str) -> Option<(&'a str, &'a str)> {
    let (start, _) =
        text.split_at_checked(word.len()).filter(|(start, _)| start.eq_ignore_ascii_case(word))?;
    [start.len().saturating_add(1), start.len()].into_iter().find_map(|length| {
        let (found, after) = text.split_at_checked(length)?;
        let is_whole = found == start || found.ends_with('s');
        (is_whole && !after.starts_with(|next: char| next.is_ascii_lowercase())).then_some((found, after))
    })
}

fn spelt_out(name: &str) -> String {
    let spelt = |one: char| {
        if one.is_ascii_alphanumeric() { one.to_string() } else { format!(" u{:x} ", u32::from(one)) }
    };
    name.chars().map(spelt).collect()
}

/// Returns whether the name is ASCII and has a letter or digit, so nothing must be spelled out.
fn spellable(name: &str) -> bool {
    name.is_ascii() && name.contains(|one: char| one.is_ascii_alphanumeric())
}

fn starts_with_digit(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_digit())
}

/// Spells a character of a value unambiguously: letters and digits as they are, others, and `U`, by their code point,
/// which starts with `U`.
fn exactly(one: char) -> String {
    if one.is_ascii_alphanumeric() && one != 'U' {
        one.to_string()
    } else {
        format!("U{:06X}", u32::from(one))
    }
}
