//! Parameters of headers, and the file name in a `Content-Disposition`.

use percent_encoding::percent_decode_str;

/// Returns the file name in a `Content-Disposition`; the extended form overrides the plain one.
#[inline]
pub fn file_name(disposition: &str) -> Option<String> {
    let mut plain = None;
    let mut extended = None;
    for (name, value) in parameters(disposition) {
        if name.eq_ignore_ascii_case("filename*") {
            extended = extended.or_else(|| extended_value(value));
        } else if name.eq_ignore_ascii_case("filename") {
            plain = plain.or_else(|| Some(unquote(value)));
        }
    }
    extended.as_deref().and_then(last_component).or_else(|| plain.as_deref().and_then(last_component))
}

/// Returns the parameters of a header with their raw values.
pub fn parameters(header: &str) -> impl Iterator<Item = (&str, &str)> {
    let parts = split_unquoted(header).into_iter().skip(1);
    parts.filter_map(|part| part.split_once('=')).map(|(name, value)| (name.trim(), value.trim()))
}

/// Removes the quotes of a parameter's value.
#[inline]
pub fn unquote(value: &str) -> String {
    let Some(inner) = value.strip_prefix('"') else { return value.to_owned() };
    let mut text = String::new();
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => break,
            '\\' => text.extend(characters.next()),
            other => text.push(other),
        }
    }
    text
}

/// Splits at semicolons outside of quoted strings.
#[inline]
fn split_unquoted(text: &str) -> Vec<&str> {
    let (mut parts, mut start) = (Vec::new(), 0);
    let (mut quoted, mut escaped) = (false, false);
    for (at, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ';' if !quoted => {
                parts.extend(text.get(start..at));
                start = at.saturating_add(1);
            }
            _ => {}
        }
    }
    parts.extend(text.get(start..));
    parts
}

/// Decodes a value of [RFC 8187](https://www.rfc-editor.org/rfc/rfc8187): `charset'language'encoded`.
#[inline]
fn extended_value(value: &str) -> Option<String> {
    let (charset, rest) = value.split_once('\'')?;
    let (_, encoded) = rest.split_once('\'')?;
    let decoded = percent_decode_str(encoded);
    if charset.eq_ignore_ascii_case("utf-8") {
        decoded.decode_utf8().ok().map(String::from)
    } else if charset.eq_ignore_ascii_case("iso-8859-1") {
        Some(decoded.map(char::from).collect())
    } else {
        None
    }
}

/// Returns the last component of a path, as a file name that is valid and readable on every system. A server cannot choose the
/// folder.
#[inline]
fn last_component(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next()?;
    // On Windows a letter before a colon is a drive, and text after other colons names a stream of the file.
    let last = match last.split_once(':') {
        Some((drive, rest)) if drive.trim_matches(is_hidden).len() == 1 && !rest.is_empty() => rest,
        _ => last,
    };
    let visible = last.chars().filter(|character| !is_hidden(*character));
    let clean: String =
        visible.map(|character| if is_reserved(character) { '_' } else { character }).collect();
    let clean = trimmed(&clean);
    let clean = trimmed(shortened(clean).as_str()).to_owned();
    if clean.is_empty() {
        return None;
    }
    Some(if is_device(&clean) { format!("_{clean}") } else { clean })
}

/// Whether Windows refuses a character in the name of a file.
fn is_reserved(character: char) -> bool {
    matches!(character, ':' | '"' | '<' | '>' | '|' | '?' | '*')
}

/// Removes white space around a name and dots at its end, which Windows ignores.
#[inline]
fn trimmed(name: &str) -> &str {
    name.trim_start().trim_end_matches(|character: char| character == '.' || character.is_whitespace())
}

/// Whether a character is invisible, or reorders others, which can make a program look like a picture.
#[inline]
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// The limit of a file name on most file systems, in bytes, less one for a prefix.
const LONGEST_NAME: usize = 254;

/// The longest extension that is kept of a long name, in bytes.
const LONGEST_EXTENSION: usize = 32;

/// Cuts a long name before its extension.
#[inline]
fn shortened(name: &str) -> String {
    if name.len() <= LONGEST_NAME {
        return name.to_owned();
    }
    let extension = name.rfind('.').and_then(|dot| name.get(dot..));
    let extension = extension.filter(|extension| extension.len() <= LONGEST_EXTENSION).unwrap_or_default();
    let mut stem = String::new();
    for character in name.chars() {
        if [stem.len(), character.len_utf8(), extension.len()].iter().sum::<usize>() > LONGEST_NAME {
            break;
        }
        stem.push(character);
    }
    stem + extension
}

/// Whether the name is a device on Windows, whatever its extension.
#[inline]
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_uppercase();
    if matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$") {
        return true;
    }
    let number = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"));
    number
        .is_some_and(|number| matches!(number, "¹" | "²" | "³") || matches!(number.as_bytes(), [b'0'..=b'9']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_read_as_the_rfc_says() {
        for (disposition, name) in [
            ("attachment", None),
            ("inline; filename=a.png", Some("a.png")),
            (r#"inline; FileName="a; \"b\".png" ; size=3"#, Some("a; _b_.png")),
            ("attachment; filename=\"x\"; filename*=UTF-8''na%C3%AFve%20file.txt", Some("naïve file.txt")),
            ("attachment; filename*=utf-8'en'%e2%82%ac; filename=euro", Some("€")),
            ("attachment; filename*=iso-8859-1''%A3", Some("£")),
            ("attachment; filename*=utf-8''%FF; filename=fallback", Some("fallback")),
            ("attachment; filename*=koi8-r''x; filename=fallback", Some("fallback")),
            ("attachment; filename=\"../../etc/passwd\"", Some("passwd")),
            (r#"attachment; filename="C:\\folder\\x.exe""#, Some("x.exe")),
            ("attachment; filename*=UTF-8''..%2F..%2F.bashrc", Some(".bashrc")),
            ("attachment; filename=\"..\"", None),
            ("attachment; filename*=UTF-8''%2F", None),
            ("attachment; filename*=UTF-8''a%00b%0A", Some("ab")),
            ("attachment; filename=\"open", Some("open")),
            ("attachment; filename=é.txt", Some("é.txt")),
        ] {
            assert_eq!(file_name(disposition).as_deref(), name, "{disposition}");
        }
    }

    #[test]
    fn names_stand_for_plain_files_everywhere() {
        let named = |name: &str| {
            let encoded = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
            file_name(&format!("attachment; filename*=UTF-8''{encoded}"))
        };
        for (name, expected) in [
            ("C:evil.exe", Some("evil.exe")),
            ("\u{200f}C:evil.exe", Some("evil.exe")),
            ("/a/c:..", None),
            ("x:stream", Some("stream")),
            ("file.txt:stream", Some("file.txt_stream")),
            ("file.txt::$DATA", Some("file.txt__$DATA")),
            (":", Some("_")),
            ("a\"b<c>d|e?f*.txt", Some("a_b_c_d_e_f_.txt")),
            ("*", Some("_")),
            ("CON?", Some("CON_")),
            ("CON", Some("_CON")),
            ("nul.tar.gz", Some("_nul.tar.gz")),
            ("Com1 .txt", Some("_Com1 .txt")),
            ("LPT³", Some("_LPT³")),
            ("conin$", Some("_conin$")),
            ("COM10", Some("COM10")),
            ("console.log", Some("console.log")),
            ("\u{202e}gpj.exe", Some("gpj.exe")),
            ("a\u{2066}b\u{2069}c\u{feff}\u{85}\u{7f}.png", Some("abc.png")),
            ("CO\u{200b}N", Some("_CON")),
            ("a. . .", Some("a")),
            ("...", None),
            (".\u{200b}.", None),
            (" . ", None),
            ("👩\u{200d}👩.png", Some("👩\u{200d}👩.png")),
        ] {
            assert_eq!(named(name).as_deref(), expected, "{name:?}");
        }
    }

    #[test]
    fn long_names_are_cut_before_their_extension() {
        for long in ["x".repeat(60_000), "é".repeat(60_000), format!("{}.", "x".repeat(60_000))] {
            let name = file_name(&format!("attachment; filename=\"{long}.png\"")).unwrap();
            assert!((250..=LONGEST_NAME).contains(&name.len()) && name.ends_with(".png"), "{name}");
        }
        let dots = format!("attachment; filename=a{}{}", ".".repeat(60_000), "b".repeat(60));
        assert_eq!(file_name(&dots).unwrap(), "a", "what is left of it ends in dots");
        let extension = file_name(&format!("attachment; filename=a.{}", "b".repeat(60_000))).unwrap();
        assert_eq!(extension.len(), LONGEST_NAME);
    }
}
