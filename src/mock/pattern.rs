//! Matches strings with the regular expressions of the description.

use regex_lite::Regex;

/// The longest string that is matched, in bytes. The time of matching is proportional to the length.
const LONGEST_TEXT: usize = 1 << 16;

/// Whether a part of the string matches; `None` if the library does not support the expression, or the string is too long.
pub(super) fn is_match(pattern: &str, text: &str) -> Option<bool> {
    if text.len() > LONGEST_TEXT {
        return None;
    }
    Regex::new(pattern).ok().map(|regex| regex.is_match(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_expressions_of_the_description_match() {
        let profile = r"^(avatar_url|displayname|m\.tz|[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+)$";
        for text in ["avatar_url", "m.tz", "org.example.a_b", "a.b"] {
            assert_eq!(is_match(profile, text), Some(true), "{text}");
        }
        for text in ["avatar", "Avatar_url", "m.", "org..a", "org.1a", "", "a.b ", "a.b\n", "xavatar_url"] {
            assert_eq!(is_match(profile, text), Some(false), "{text}");
        }
        for (pattern, text) in
            [(r"^\$", "$a"), ("^@", "@a"), (r"^mxc:\/\/", "mxc://a/b"), ("", "x"), ("b", "abc")]
        {
            assert_eq!(is_match(pattern, text), Some(true), "{pattern}");
            assert_eq!(is_match(pattern, "-"), Some(pattern.is_empty()), "{pattern}");
        }
        assert_eq!(is_match("^[^a-c-]?.$", "dx"), Some(true));
        assert_eq!(is_match("^[^a-c-]?.$", "-x"), Some(false));
        assert_eq!(is_match("^a{2}$", "aa"), Some(true));
    }

    #[test]
    fn an_unsupported_expression_or_a_string_that_is_too_long_has_no_result() {
        for pattern in ["(?=a)", "(a", "a)", "[a", "*", r"\"] {
            assert_eq!(is_match(pattern, "aa"), None, "{pattern}");
        }
        // No expression makes the time grow faster than the text.
        assert_eq!(is_match("^(a|a)*$", &format!("{}b", "a".repeat(1000))), Some(false));
        assert_eq!(is_match("^a*$", &"a".repeat(LONGEST_TEXT)), Some(true));
        assert_eq!(is_match("^a*$", &"a".repeat(LONGEST_TEXT + 1)), None);
    }
}
