//! Repairs JSON with a byte order mark or unpaired surrogates, as browsers do when they read it.

use std::borrow::Cow;

/// The mark that some editors put at the start of a text.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Returns the body without a byte order mark.
pub(crate) fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body)
}

/// Replaces each escape of an unpaired surrogate by U+FFFD.
pub(crate) fn surrogates(text: &str) -> Cow<'_, str> {
    let mut repaired = String::new();
    let mut copied = 0;
    let mut at = 0;
    let bytes = text.as_bytes();
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == b'\\')) {
        at = at.saturating_add(found);
        let unit = unit(bytes, at);
        let length = match unit {
            Some(0xD800..=0xDBFF)
                if matches!(self::unit(bytes, at.saturating_add(6)), Some(0xDC00..=0xDFFF)) =>
            {
                12
            }
            Some(0xD800..=0xDFFF) => {
                repaired.push_str(text.get(copied..at).unwrap_or_default());
                repaired.push_str("\\ufffd");
                copied = at.saturating_add(6);
                6
            }
            // The rest of another escape is one character, or digits that cannot start an escape.
            _ => 2,
        };
        at = at.saturating_add(length);
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    repaired.push_str(text.get(copied..).unwrap_or_default());
    Cow::Owned(repaired)
}

/// Returns the UTF-16 unit of a `\u` escape at an offset.
fn unit(bytes: &[u8], at: usize) -> Option<u16> {
    let escape = bytes.get(at..at.checked_add(6)?)?;
    let digits = escape.strip_prefix(b"\\u")?;
    let digits = std::str::from_utf8(digits).ok()?;
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unpaired_surrogate_is_replaced_and_everything_else_is_kept() {
        for (text, repaired) in [
            (r#""cut off \ud83d""#, r#""cut off \ufffd""#),
            (r#""\ud83d\ud83d\ude00""#, r#""\ufffd\ud83d\ude00""#),
            (r#""\ude00\uD83D\uDE00""#, r#""\ufffd\uD83D\uDE00""#),
            (r#""\ud83d\n\\ud83d""#, r#""\ufffd\n\\ud83d""#),
            (r#""é\ud83dé""#, r#""é\ufffdé""#),
        ] {
            assert_eq!(surrogates(text), repaired, "{text}");
            assert!(serde_json::from_str::<String>(&surrogates(text)).is_ok(), "{text}");
        }
        for text in ["", "\\", r#""\u""#, r#""\ud8""#, r#""\ud83d\ude00 \\ \" é""#, "\"\\u+123\""] {
            assert!(matches!(surrogates(text), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn a_mark_before_the_text_is_skipped() {
        assert_eq!(without_mark(b"\xEF\xBB\xBF{}"), b"{}");
        assert_eq!(without_mark(b"{}"), b"{}");
    }
}
