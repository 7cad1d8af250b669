//! Matrix releases such as `v1.19`, and ranges of them.

use std::fmt;
use std::str::FromStr;

/// A Matrix release, written `v1.19`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Release {
    /// The number before the dot.
    pub major: u32,
    /// The number after the dot.
    pub minor: u32,
}

impl Release {
    /// Returns the next release. An unreleased description counts as the one after the newest release.
    pub fn next(self) -> Self {
        Self { minor: self.minor.saturating_add(1), ..self }
    }
}

impl FromStr for Release {
    type Err = String;

    /// Reads `v1.19` or `1.19`.
    fn from_str(text: &str) -> Result<Self, String> {
        let refuse = || format!("`{text}` is not a Matrix release such as v1.19");
        let (major, minor) = text.strip_prefix('v').unwrap_or(text).split_once('.').ok_or_else(refuse)?;
        let number = |part: &str| {
            let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| part.parse().ok()).flatten().ok_or_else(refuse)
        };
        Ok(Self { major: number(major)?, minor: number(minor)? })
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "v{}.{}", self.major, self.minor)
    }
}

/// A range of releases with inclusive, optional bounds: `v1.15..`, `v1.13..v1.19`, `..v1.14`, `v1.19`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReleaseRange {
    from: Option<Release>,
    until: Option<Release>,
}

impl ReleaseRange {
    /// Every release.
    pub const ALL: Self = Self { from: None, until: None };

    /// Returns whether the range contains the release.
    pub fn contains(&self, release: Release) -> bool {
        self.from.is_none_or(|from| from <= release) && self.until.is_none_or(|until| release <= until)
    }
}

impl FromStr for ReleaseRange {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bound = |part: &str| if part.is_empty() { Ok(None) } else { part.parse().map(Some) };
        match text.split_once("..") {
            Some((from, until)) => Ok(Self { from: bound(from)?, until: bound(until)? }),
            None => text.parse().map(|only| Self { from: Some(only), until: Some(only) }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_are_read_with_and_without_the_letter_and_ordered_by_number() {
        let release: Release = "v1.9".parse().unwrap();
        assert_eq!(release, "1.9".parse().unwrap());
        assert!(release < "v1.19".parse().unwrap());
        assert_eq!(release.to_string(), "v1.9");
        for text in ["", "v1", "1.", "v1.x", "1.+2", "latest", "99999999999.1"] {
            assert!(text.parse::<Release>().is_err(), "{text}");
        }
    }

    #[test]
    fn ranges_include_both_ends() {
        let holds = |range: &str, release: &str| {
            range.parse::<ReleaseRange>().unwrap().contains(release.parse().unwrap())
        };
        assert!(holds("v1.15..", "v1.15") && holds("v1.15..", "v1.20") && !holds("v1.15..", "v1.14"));
        assert!(holds("v1.13..v1.19", "v1.19") && !holds("v1.13..v1.19", "v1.20"));
        assert!(holds("v1.19", "v1.19") && !holds("v1.19", "v1.18"));
        assert!("v1.x..".parse::<ReleaseRange>().is_err());
    }
}
