//! Tags that say of a value what JSON cannot.
//!
//! The parser drops a tag of YAML's own, such as `!!binary`, without a word. It tells of tags that a document makes up,
//! so each candidate is made one for a look.

use serde_yaml::Value as Yaml;

use super::super::pointer;
use crate::{Error, Result};

/// What stands in the place of `!!` for the look.
const MARK: &str = "yaml-org-2002-";

/// The tags of YAML's own that say what JSON has.
const PLAIN: [&str; 7] = ["str", "int", "float", "bool", "null", "seq", "map"];

pub(super) fn refuse(file: &str, text: &str) -> Result<()> {
    if text.lines().any(|line| line.starts_with("%TAG")) {
        return Err(Error::file(file, "names tags of its own by `%TAG`, which have no meaning in JSON"));
    }
    if !text.contains("!!") && !text.contains("!<") {
        return Ok(());
    }
    let marked = text.replace("!!", &format!("!{MARK}")).replace("!<tag:yaml.org,2002:", &format!("!{MARK}"));
    // What is no valid YAML is told by who reads it in earnest.
    let Ok(value) = serde_yaml::from_str::<Yaml>(&marked) else { return Ok(()) };
    look(file, "", &value)
}

fn look(file: &str, place: &str, value: &Yaml) -> Result<()> {
    match value {
        Yaml::Sequence(items) => items
            .iter()
            .enumerate()
            .try_for_each(|(index, item)| look(file, &pointer::join(place, &index.to_string()), item)),
        Yaml::Mapping(members) => members.iter().try_for_each(|(key, member)| {
            look(file, place, key)?;
            let inner = key.as_str().map_or_else(|| place.to_owned(), |key| pointer::join(place, key));
            look(file, &inner, member)
        }),
        Yaml::Tagged(tagged) => {
            let tag = tagged.tag.to_string();
            let own = tag.trim_start_matches('!').strip_prefix(MARK).map(|name| name.trim_end_matches('>'));
            match own {
                Some(name) if !PLAIN.contains(&name) => {
                    Err(Error::at(file, place, format!("the tag `!!{name}` has no meaning in JSON")))
                }
                // A tag that the document made up is refused where the value is built.
                _ => look(file, place, &tagged.value),
            }
        }
        _ => Ok(()),
    }
}
