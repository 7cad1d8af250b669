//! Code spans of Markdown, and the characters that no text of a description may contain.

/// Returns a code span with the text, on one line.
pub fn code(text: &str) -> String {
    let text: String = clean(text).chars().map(|one| if one == '\n' { ' ' } else { one }).collect();
    if text.is_empty() {
        return "(empty)".to_owned();
    }
    let ticks = "`".repeat(longest_run(&text).saturating_add(1));
    // A parser strips one space from both sides, unless there are only spaces.
    let padded = text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']);
    if padded && !text.trim().is_empty() {
        format!("{ticks} {text} {ticks}")
    } else {
        format!("{ticks}{text}{ticks}")
    }
}

/// Normalizes line ends, and removes characters that mislead compilers or readers.
pub(crate) fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let text = text.chars().map(|one| match one {
        '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => '\n',
        '\t' => ' ',
        '\n' => '\n',
        one if one.is_control() || is_hidden(one) => char::REPLACEMENT_CHARACTER,
        one => one,
    });
    text.collect()
}

/// Returns whether a character is invisible, or changes the display of others.
fn is_hidden(one: char) -> bool {
    matches!(one, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Returns the length of the longest run of backquotes.
pub(crate) fn longest_run(text: &str) -> usize {
    text.split(|one| one != '`').map(str::len).max().unwrap_or_default()
}
