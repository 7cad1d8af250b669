//! The known defects of upstream's examples, each with a reason.

use std::fmt;
use std::path::Path;

use super::examples::{Example, ExamplePart};
use anyhow::{Context, Result, bail};
use matrix_openapi_codegen::Release;
use matrix_openapi_codegen::release::ReleaseRange;
use matrix_openapi_codegen::yaml;
use serde::{Deserialize, Deserializer, Serialize};

/// The list of this repository.
const LIST: &str = include_str!("defects.yaml");

/// The known defects.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Defects {
    defects: Vec<Defect>,
}

/// A defect of an example.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Defect {
    /// The releases with the defect.
    #[serde(deserialize_with = "releases")]
    releases: ReleaseRange,
    /// The API, such as `client-server`, or `events`.
    pub api: String,
    /// The operationId, the type of an event or an EDU, or the name of a list of stripped state.
    pub operation: String,
    /// The part of the operation that the example is of.
    pub kind: ExampleKind,
    /// The location of the example, as in the report.
    #[serde(rename = "where")]
    pub location: String,
    /// The JSON pointers of all differences in the example; an empty one if it does not decode.
    pub at: Vec<String>,
    /// The defect of the example.
    pub reason: String,
}

impl Defects {
    /// Reads the list of this repository.
    pub fn of_this_repository() -> Result<Self> {
        Self::parse("defects.yaml", LIST)
    }

    /// Reads the list in a file.
    pub fn read(path: &Path) -> Result<Self> {
        let name = path.display().to_string();
        let text = crate::input::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
        Self::parse(&name, &text)
    }

    pub(super) fn parse(file: &str, text: &str) -> Result<Self> {
        let list: Self = serde_json::from_value(yaml::parse(file, text)?)
            .with_context(|| format!("{file} is not a list of defects"))?;
        match list.defects.iter().find(|defect| defect.at.is_empty() || defect.reason.trim().is_empty()) {
            Some(defect) => bail!("{file}: the defect of {} needs both `at` and `reason`", defect.location),
            None => Ok(list),
        }
    }

    /// Returns the defects of a release.
    pub fn of(&self, release: Release) -> impl Iterator<Item = &Defect> {
        self.defects.iter().filter(move |defect| defect.releases.contains(release))
    }
}

impl Defect {
    /// Returns whether this is a defect of the example.
    pub fn is_of(&self, example: &Example) -> bool {
        self.api == example.module.slug()
            && self.operation == example.operation
            && self.kind == ExampleKind::of(example.part)
            && self.location == example.location
    }
}

/// The part of an operation that an example is of, as in the report and the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExampleKind {
    Request,
    Success,
    Error,
    Event,
    StrippedState,
    Edu,
}

impl ExampleKind {
    /// Returns the kind of an example's part.
    pub fn of(part: ExamplePart) -> Self {
        match part {
            ExamplePart::Request => Self::Request,
            ExamplePart::Success => Self::Success,
            ExamplePart::Error(_) => Self::Error,
            ExamplePart::Event => Self::Event,
            ExamplePart::StrippedState => Self::StrippedState,
            ExamplePart::Edu => Self::Edu,
        }
    }
}

impl fmt::Display for ExampleKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Request => "request",
            Self::Success => "success",
            Self::Error => "error",
            Self::Event => "event",
            Self::StrippedState => "stripped state",
            Self::Edu => "EDU",
        })
    }
}

fn releases<'de, D: Deserializer<'de>>(deserializer: D) -> Result<ReleaseRange, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_defect_needs_a_place_and_a_reason() {
        let text = |at: &str, reason: &str| {
            format!(
                "defects:\n- {{releases: v1.19, api: identity, operation: a, kind: error, where: x, at: {at}, reason: '{reason}'}}"
            )
        };
        assert!(Defects::parse("list", &text("[/a]", "why")).is_ok());
        assert!(Defects::parse("list", &text("[]", "why")).is_err());
        assert!(Defects::parse("list", &text("[/a]", " ")).is_err());
        assert!(Defects::parse("list", "defects: [{releases: v1.19}]").is_err());
    }

    #[test]
    fn the_list_of_this_repository_is_one() {
        Defects::of_this_repository().unwrap();
    }
}
