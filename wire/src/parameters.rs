//! Headers with parameters.

use percent_encoding::percent_decode_str;

/// The file name of a `Content-Disposition`; the extended form wins over the plain one.
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

/// The parameters of a header, with their values as they stand there.
pub fn parameters(header: &str) -> impl Iterator<Item = (&str, &str)> {
    let parts = split_unquoted(header).into_iter().skip(1);
    parts.filter_map(|part| part.split_once('=')).map(|(name, value)| (name.trim(), value.trim()))
}

/// Splits at the semicolons that are in no quoted string.
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
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.extend(text.get(start..));
    parts
}

/// The value of a parameter, without the quotes around it.
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

/// A value of [RFC 8187](https://www.rfc-editor.org/rfc/rfc8187): `charset'language'encoded`.
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

/// What comes after the last separator of either kind, so that a server cannot choose the folder.
fn last_component(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next()?;
    let clean: String = last.chars().filter(|character| !character.is_control()).collect();
    let clean = clean.trim();
    (!matches!(clean, "" | "." | "..")).then(|| clean.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_read_as_the_rfc_says() {
        for (disposition, name) in [
            ("attachment", None),
            ("inline; filename=a.png", Some("a.png")),
            (r#"inline; FileName="a; \"b\".png" ; size=3"#, Some(r#"a; "b".png"#)),
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
}
