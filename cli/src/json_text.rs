//! Formats JSON with indentation or on one line. Works on the text, so numbers and the order of fields stay unchanged.

use anstyle::{AnsiColor, Style};

/// A token of a JSON text.
enum JsonToken<'a> {
    /// A string with its quotes.
    Text(&'a str),
    /// A number, `true`, `false` or `null`.
    Literal(&'a str),
    /// A brace, bracket, comma or colon.
    Mark(char),
}

/// Whether JSON is coloured.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// With the escape sequences of terminals.
    On,
    /// Plain.
    Off,
}

const KEY: Style = AnsiColor::Blue.on_default().bold();
const TEXT: Style = AnsiColor::Green.on_default();
const LITERAL: Style = AnsiColor::Yellow.on_default();

/// Returns a JSON text without spaces and line breaks between its parts.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    parts(text, |part| match part {
        JsonToken::Text(part) | JsonToken::Literal(part) => line.push_str(part),
        JsonToken::Mark(mark) => line.push(mark),
    });
    line
}

/// Returns a JSON text with a line for each value, indented by two spaces.
pub fn indented(text: &str, colour: Colour) -> String {
    let mut printer =
        Printer { out: String::with_capacity(text.len().saturating_mul(2)), colour, depth: 0, last: None };
    let mut pending: Option<&str> = None;
    parts(text, |part| {
        // Only the colon after a string tells that it is a key.
        if let Some(text) = pending.take() {
            let style = if matches!(part, JsonToken::Mark(':')) { KEY } else { TEXT };
            printer.value(&visible(text), style);
        }
        match part {
            JsonToken::Text(text) => pending = Some(text),
            JsonToken::Literal(text) => printer.value(text, LITERAL),
            JsonToken::Mark(mark) => printer.mark(mark),
        }
    });
    if let Some(text) = pending {
        printer.value(&visible(text), TEXT);
    }
    printer.out
}

struct Printer {
    out: String,
    colour: Colour,
    depth: usize,
    last: Option<char>,
}

impl Printer {
    fn value(&mut self, text: &str, style: Style) {
        self.open();
        self.last = None;
        match self.colour {
            Colour::On => self.out.push_str(&format!("{style}{text}{style:#}")),
            Colour::Off => self.out.push_str(text),
        }
    }

    fn mark(&mut self, mark: char) {
        match mark {
            '{' | '[' => {
                self.open();
                self.depth = self.depth.saturating_add(1);
            }
            '}' | ']' => {
                self.depth = self.depth.saturating_sub(1);
                if !matches!(self.last, Some('{' | '[')) {
                    self.line();
                }
            }
            _ => {}
        }
        self.out.push(mark);
        match mark {
            ',' => self.line(),
            ':' => self.out.push(' '),
            _ => {}
        }
        self.last = Some(mark);
    }

    /// Starts a line for the first value of a list or object.
    fn open(&mut self) {
        if matches!(self.last, Some('{' | '[')) {
            self.line();
        }
    }

    fn line(&mut self) {
        self.out.push('\n');
        self.out.push_str(&"  ".repeat(self.depth));
    }
}

/// Escapes characters that change what a terminal shows, which JSON allows.
fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        let is_hidden = character.is_control()
            || matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        match is_hidden {
            true => shown.push_str(&format!("\\u{:04x}", u32::from(character))),
            false => shown.push(character),
        }
    }
    shown
}

/// Calls a function with each token of a JSON text.
fn parts<'a>(text: &'a str, mut each: impl FnMut(JsonToken<'a>)) {
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => string_length(rest),
            '{' | '}' | '[' | ']' | ',' | ':' => first.len_utf8(),
            _ => rest
                .find(|character: char| character.is_ascii_whitespace() || "{}[],:\"".contains(character))
                .unwrap_or(rest.len()),
        };
        let (part, behind) = rest.split_at(length);
        match first {
            '"' => each(JsonToken::Text(part)),
            '{' | '}' | '[' | ']' | ',' | ':' => each(JsonToken::Mark(first)),
            _ => each(JsonToken::Literal(part)),
        }
        rest = behind.trim_start();
    }
}

/// Returns the length of the string at the start of a text, with its quotes.
fn string_length(text: &str) -> usize {
    let mut is_escaped = false;
    for (index, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return index.saturating_add(1),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT_: &str = "{\"b\" : [1.0e5,{ },[] ,\"x\\\"y\"],\n\"a\":{\"c\":null}}";

    #[test]
    fn numbers_order_and_escapes_stay() {
        assert_eq!(one_line(TEXT_), r#"{"b":[1.0e5,{},[],"x\"y"],"a":{"c":null}}"#);
        let expected = "{\n  \"b\": [\n    1.0e5,\n    {},\n    [],\n    \"x\\\"y\"\n  ],\n  \"a\": {\n    \"c\": null\n  }\n}";
        assert_eq!(indented(TEXT_, Colour::Off), expected);
        assert_eq!(indented("7", Colour::Off), "7");
        assert_eq!(indented("\"7\"", Colour::Off), "\"7\"");
    }

    #[test]
    fn colours_can_be_taken_away_again() {
        let coloured = indented(TEXT_, Colour::On);
        assert!(coloured.contains('\u{1b}'));
        assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), indented(TEXT_, Colour::Off));
    }

    #[test]
    fn nothing_in_a_string_reaches_the_terminal() {
        let shown = indented("{\"a\u{9b}31m\": \"\u{202e}\u{7f}\"}", Colour::Off);
        assert_eq!(shown, "{\n  \"a\\u009b31m\": \"\\u202e\\u007f\"\n}");
    }
}
