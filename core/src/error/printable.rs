//! Makes text from a server safe to print.

use std::fmt::Write;

/// The limit of printed text, in characters.
const MAX_CHARACTERS: usize = 300;

/// Shorter secrets are redacted only as whole words, since they occur within many words.
const SHORT_SECRET: usize = 6;

/// Redacts secrets, escapes invisible characters, and shortens the text.
///
/// Control characters can command a terminal or forge log lines, and those that change the writing direction can disguise a
/// text.
pub fn printable(text: &str, secrets: &[&str]) -> String {
    let text = redact(text, secrets);
    let mut printable = String::with_capacity(text.len().min(MAX_CHARACTERS));
    for (count, character) in text.chars().enumerate() {
        if count == MAX_CHARACTERS {
            printable.push('…');
            break;
        }
        match character {
            _ if is_invisible(character) => {
                let _ = write!(printable, "{}", character.escape_unicode());
            }
            _ => printable.push(character),
        }
    }
    printable
}

fn redact(text: &str, secrets: &[&str]) -> String {
    let mut secrets: Vec<_> = secrets.iter().filter(|secret| !secret.is_empty()).collect();
    // The longest secret first, since one secret may begin with another.
    secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
    let mut text = text.to_owned();
    for secret in secrets {
        let mut kept = String::with_capacity(text.len());
        let mut copied = 0;
        for (at, _) in text.match_indices(*secret) {
            let (before, after) = text.split_at(at);
            let after = after.get(secret.len()..).unwrap_or_default();
            let joined = before.ends_with(char::is_alphanumeric) || after.starts_with(char::is_alphanumeric);
            if joined && secret.len() < SHORT_SECRET {
                continue;
            }
            kept.push_str(before.get(copied..).unwrap_or_default());
            kept.push('█');
            copied = at.saturating_add(secret.len());
        }
        kept.push_str(text.get(copied..).unwrap_or_default());
        text = kept;
    }
    text
}

/// Whether a character is invisible: control and format characters, and line separators.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{AD}'
                | '\u{61C}'
                | '\u{180E}'
                | '\u{200B}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FEFF}'
                | '\u{FFF9}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_characters_are_escaped() {
        assert_eq!(
            printable("a\u{202E}b\nc\u{1b}[2J\u{2028}é ü 漢 👍", &[]),
            "a\\u{202e}b\\u{a}c\\u{1b}[2J\\u{2028}é ü 漢 👍"
        );
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        let text = printable(&"é".repeat(MAX_CHARACTERS + 1), &[]);
        assert_eq!((text.chars().count(), text.ends_with("é…")), (MAX_CHARACTERS + 1, true));
        assert_eq!(printable(&"é".repeat(MAX_CHARACTERS), &[]), "é".repeat(MAX_CHARACTERS));
    }

    #[test]
    fn secrets_are_redacted_before_anything_else() {
        assert_eq!(printable("token syt_long, syt_long_er!", &["syt_long", "syt_long_er"]), "token █, █!");
        assert_eq!(
            printable(&format!("{}syt_secret", "x".repeat(MAX_CHARACTERS - 3)), &["syt_secret"]).find("syt"),
            None
        );
        // A short secret is redacted only as a whole word.
        assert_eq!(printable("the token t is not active", &["t", ""]), "the token █ is not active");
        assert_eq!(printable("aaaaaaaaaaaaa", &["aaaaaa"]), "██a");
    }
}
