//! Refuses tags, which JSON cannot express.
//!
//! The parser silently drops standard tags such as `!!binary`, but reports custom tags. So this rewrites standard tags as
//! custom ones, and parses separately.

use serde_yaml::Value as Yaml;

use crate::pointer;
use crate::{Error, Result};

/// The replacement for `!!` in the separate parse.
const MARK: &str = "yaml-org-2002-";

/// The standard tags of values that JSON can express.
const PLAIN: [&str; 7] = ["str", "int", "float", "bool", "null", "seq", "map"];

pub(super) fn refuse(file: &str, text: &str) -> Result<()> {
    if text.lines().any(|line| line.starts_with("%TAG")) {
        return Err(Error::file(file, "declares tags by `%TAG`, which have no meaning in JSON"));
    }
    if !may_have_tags(text) {
        return Ok(());
    }
    let marked = marked(text);
    // The main parse reports invalid YAML.
    let Ok(value) = serde_yaml::from_str::<Yaml>(&marked) else { return Ok(()) };
    look(file, "", &value)
}

/// Returns whether a `!` can start a tag. After a letter, a digit, `^` or a quote, it is in a scalar, or invalid.
fn may_have_tags(text: &str) -> bool {
    let in_scalar = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '^' | '"' | '\'' | '`');
    let before = |at: usize| text.get(..at).and_then(|before| before.chars().next_back());
    text.match_indices('!').any(|(at, _)| !before(at).is_some_and(in_scalar))
}

/// Returns the YAML with standard tags rewritten as custom ones.
fn marked(text: &str) -> String {
    let mut verbatim = text.split("!<tag:yaml.org,2002:");
    let mut marked = verbatim.next().unwrap_or_default().replace("!!", &format!("!{MARK}"));
    for part in verbatim {
        let (name, rest) = part.split_once('>').unwrap_or((part, ""));
        marked.extend(["!", MARK, name]);
        marked += &rest.replace("!!", &format!("!{MARK}"));
    }
    marked
}

fn look(file: &str, location: &str, value: &Yaml) -> Result<()> {
    match value {
        Yaml::Sequence(items) => items
            .iter()
            .enumerate()
            .try_for_each(|(index, item)| look(file, &pointer::join(location, &index.to_string()), item)),
        Yaml::Mapping(fields) => fields.iter().try_for_each(|(key, field)| {
            look(file, location, key)?;
            let inner = key.as_str().map_or_else(|| location.to_owned(), |key| pointer::join(location, key));
            look(file, &inner, field)
        }),
        Yaml::Tagged(tagged) => {
            let tag = tagged.tag.to_string();
            let tag = tag.trim_start_matches('!');
            let (mark, name) = match tag.strip_prefix(MARK) {
                Some(name) => ("!!", name),
                None => ("!", tag),
            };
            if mark == "!!" && PLAIN.contains(&name) {
                return look(file, location, &tagged.value);
            }
            Err(Error::at(file, location, format!("the tag `{mark}{name}` has no meaning in JSON")))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_texts_with_tags_are_read_twice() {
        for text in ["", "a: b", "pattern: ^!", "a: \"!b\"", "a: 'b!'", "a: (`!b`) c!", "a!: 1"] {
            assert!(!may_have_tags(text), "{text}");
        }
        for text in
            ["!!str a", "a: !!str b", "[!a b]", "{a: 1,!b c: 2}", "{\"a\":!b c}", "-\n!a b", "\u{feff}!a b"]
        {
            assert!(may_have_tags(text), "{text}");
        }
    }
}
