//! `pin.toml`: the release of the description, and the hashes of the files that it was read from and written to.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use jiff::civil::Date;
use matrix_openapi_codegen::Description;
use matrix_openapi_codegen::load::WantedDefinition;
use serde::{Deserialize, Serialize};

use super::source::{Source, Stage};
use crate::digest::sha256;
use crate::input;

/// The content of the file. It may lack any field, as older files and those of tests do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Pin {
    /// The release.
    release: String,
    /// Whether the release is not finished: the description is the state of the next one.
    #[serde(skip_serializing_if = "is_finished")]
    unstable: bool,
    /// The name of the source.
    source: String,
    /// The commit of the source, if it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    commit: Option<String>,
    /// The day of the release, if it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    /// The number of upstream files.
    files: usize,
    /// The SHA-256 of the upstream files' hashes and names.
    sha256: String,
    /// The SHA-256 of each file of the description.
    pub spec: BTreeMap<String, String>,
}

impl Pin {
    /// Creates the pin of a source; the date overrides that of the source.
    pub fn of(
        source: &Source,
        description: &Description,
        wanted: &[WantedDefinition],
        date: Option<Date>,
    ) -> Result<Self> {
        let mut lines = Vec::new();
        let inputs = source.inputs(description.release, wanted)?;
        for (name, path) in &inputs {
            let bytes = input::read(path).with_context(|| format!("cannot read {}", path.display()))?;
            lines.push(format!("{}  {name}\n", sha256(&bytes)));
        }
        lines.sort();
        Ok(Self {
            release: description.release.to_string(),
            unstable: !description.is_finished() || source.stage() == Stage::Unstable,
            source: source.name().to_owned(),
            commit: source.commit(&inputs),
            date: date.or(source.date()).map(|date| date.to_string()),
            files: lines.len(),
            sha256: sha256(lines.concat().as_bytes()),
            spec: BTreeMap::new(),
        })
    }

    /// Reads the text of the file.
    pub fn parse(text: &str) -> Result<Self> {
        Ok(toml::from_str(text)?)
    }

    /// Returns the text of the file.
    pub fn to_toml(&self) -> Result<String> {
        let header = "# Written by 'cargo xtask update-spec'; do not edit.\n\
                      # `files` and `sha256` are of the upstream files that were read: their number, and the SHA-256 of\n\
                      # their sorted lines `<SHA-256>  <path>`.\n";
        Ok(header.to_owned() + &toml::to_string(self)?)
    }
}

/// Returns whether two pins have the same description, that is the same release, finished or not, with the same bytes. The
/// source and the date may differ.
pub fn agree(one: &[u8], other: &[u8]) -> bool {
    let essence = |pin: &[u8]| {
        let pin = Pin::parse(std::str::from_utf8(pin).ok()?).ok()?;
        Some((pin.release, pin.unstable, pin.spec))
    };
    essence(one).is_some_and(|essence_of_one| Some(essence_of_one) == essence(other))
}

fn is_finished(unstable: &bool) -> bool {
    !unstable
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pin() -> Pin {
        Pin {
            release: "v1.19".to_owned(),
            source: "a [spec] = \"b\" \\ \n".to_owned(),
            date: Some("2026-01-31".to_owned()),
            files: 1,
            sha256: "56ef".to_owned(),
            spec: [("a.yaml", "12ab"), ("b.yaml", "34cd")]
                .map(|(one, other)| (one.to_owned(), other.to_owned()))
                .into(),
            ..Pin::default()
        }
    }

    #[test]
    fn a_pin_is_read_back_as_it_was_written() {
        for pin in [pin(), Pin { unstable: true, commit: Some("c".to_owned()), date: None, ..pin() }] {
            let text = pin.to_toml().unwrap();
            assert!(
                text.contains("\nrelease = \"v1.19\"\n") && text.contains("\n\"a.yaml\" = \"12ab\"\n"),
                "{text}"
            );
            assert_eq!(text.contains("\nunstable = true\n"), pin.unstable, "{text}");
            assert_eq!(Pin::parse(&text).unwrap(), pin);
        }
        assert_eq!(Pin::parse("release = \"v1.19\"\n").unwrap().spec, BTreeMap::new());
        assert!(Pin::parse("release = v1.19").is_err());
    }

    #[test]
    fn pins_of_one_description_agree() {
        let bytes = |pin: Pin| pin.to_toml().unwrap().into_bytes();
        let same = Pin { source: "another".to_owned(), date: None, files: 2, ..pin() };
        assert!(agree(&bytes(pin()), &bytes(same)));
        assert!(!agree(&bytes(pin()), &bytes(Pin { unstable: true, ..pin() })));
        assert!(!agree(&bytes(pin()), &bytes(Pin { spec: BTreeMap::new(), ..pin() })));
        assert!(!agree(b"release = ", b"release = "));
    }
}
