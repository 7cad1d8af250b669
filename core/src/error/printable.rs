//! Text of a server, made fit to be shown.

use std::fmt::Write;

/// How many characters are shown.
const LONGEST: usize = 300;

/// Secrets shorter than this are found only as words of their own: they would be found within any text.
const SHORT: usize = 6;

/// The text with its secrets blacked out and invisible characters escaped, cut at a length.
///
/// Control characters could give orders to a terminal or begin lines of their own in a log, and those that change the
/// direction of writing could make a text look like another one.
pub fn printable(text: &str, secrets: &[&str]) -> String {
    let text = blacked_out(text, secrets);
    let mut shown = String::with_capacity(text.len().min(LONGEST));
    for (count, character) in text.chars().enumerate() {
        if count == LONGEST {
            shown.push('…');
            break;
        }
        match character {
            _ if is_invisible(character) => {
                let _ = write!(shown, "{}", character.escape_unicode());
            }
            _ => shown.push(character),
        }
    }
    shown
}

fn blacked_out(text: &str, secrets: &[&str]) -> String {
    let mut secrets: Vec<_> = secrets.iter().filter(|secret| !secret.is_empty()).collect();
    // One secret may begin with another.
    secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
    let mut text = text.to_owned();
    for secret in secrets {
        let mut kept = String::with_capacity(text.len());
        let mut copied = 0;
        for (at, _) in text.match_indices(*secret) {
            let (before, after) = text.split_at(at);
            let after = after.get(secret.len()..).unwrap_or_default();
            let joined = before.ends_with(char::is_alphanumeric) || after.starts_with(char::is_alphanumeric);
            if joined && secret.len() < SHORT {
                continue;
            }
            kept.push_str(before.get(copied..).unwrap_or_default());
            kept.push('█');
            copied = at + secret.len();
        }
        kept.push_str(text.get(copied..).unwrap_or_default());
        text = kept;
    }
    text
}

/// Whether a character has no form of its own: control and format characters, and the separators of lines.
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
    fn what_cannot_be_seen_is_escaped() {
        assert_eq!(
            printable("a\u{202E}b\nc\u{1b}[2J\u{2028}é ü 漢 👍", &[]),
            "a\\u{202e}b\\u{a}c\\u{1b}[2J\\u{2028}é ü 漢 👍"
        );
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        let text = printable(&"é".repeat(LONGEST + 1), &[]);
        assert_eq!((text.chars().count(), text.ends_with("é…")), (LONGEST + 1, true));
        assert_eq!(printable(&"é".repeat(LONGEST), &[]), "é".repeat(LONGEST));
    }

    #[test]
    fn secrets_are_blacked_out_before_anything_else() {
        assert_eq!(printable("token syt_long, syt_long_er!", &["syt_long", "syt_long_er"]), "token █, █!");
        assert_eq!(
            printable(&format!("{}syt_secret", "x".repeat(LONGEST - 3)), &["syt_secret"]).find("syt"),
            None
        );
        // One letter is a secret only where it stands alone.
        assert_eq!(printable("the token t is not active", &["t", ""]), "the token █ is not active");
        assert_eq!(printable("aaaaaaaaaaaaa", &["aaaaaa"]), "██a");
    }
}
