//! `pin.toml`: which release the description is, and by which bytes to know its source again.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::str::FromStr;

use anyhow::{Context, Result};
use matrix_openapi_codegen::{Description, Release};
use sha2::{Digest, Sha256};

use super::source::{Source, Stage};
use crate::input;

/// What is known about the source of a description.
pub struct Pin {
    release: Release,
    stage: Stage,
    source: String,
    commit: Option<String>,
    date: Option<Date>,
    /// What the names of the files begin below.
    root: &'static str,
    files: usize,
    sha256: String,
}

impl Pin {
    /// Describes a source; a date that is given counts more than one that was found.
    pub fn of(source: &Source, description: &Description, date: Option<Date>) -> Result<Self> {
        let mut lines = Vec::new();
        let inputs = source.inputs()?;
        for (name, path) in &inputs {
            let bytes = input::read(path).with_context(|| format!("{} is not readable", path.display()))?;
            lines.push(format!("{}  {name}\n", sha256(&bytes)));
        }
        lines.sort();
        Ok(Self {
            release: description.release,
            stage: if description.is_finished() { source.stage() } else { Stage::Unstable },
            source: source.name().to_owned(),
            commit: source.commit(&inputs),
            date: date.or(source.date()),
            root: source.root(),
            files: lines.len(),
            sha256: sha256(lines.concat().as_bytes()),
        })
    }

    /// The file's text, with the SHA-256 of each file of the description.
    pub fn to_toml(&self, written: &BTreeMap<String, String>) -> String {
        let Self { release, stage, source, commit, date, root, files, sha256 } = self;
        let mut text =
            format!("# Written by 'cargo xtask update-spec'; do not edit.\nrelease = \"{release}\"\n");
        if *stage == Stage::Unstable {
            text += "# Not finished: what the release after the newest one that is mentioned is so far.\n\
                     unstable = true\n";
        }
        text += &format!("source = {}\n", quoted(source));
        if let Some(commit) = commit {
            text += &format!("commit = {}\n", quoted(commit));
        }
        if let Some(date) = date {
            text += &format!("date = \"{date}\"\n");
        }
        text += &format!(
            "# Of the upstream files that were read: how many, and the SHA-256 of their sorted lines\n\
             # `<SHA-256>  <path below {root}>`.\n\
             files = {files}\nsha256 = \"{sha256}\"\n\n[spec]\n"
        );
        for (file, sha256) in written {
            text += &format!("{} = \"{sha256}\"\n", quoted(file));
        }
        text
    }
}

/// The SHA-256 of each file of the description, from the text of a pin.
pub fn written(pin: &str) -> BTreeMap<String, String> {
    let lines = pin.lines().skip_while(|line| line.trim() != "[spec]").skip(1);
    let pairs = lines.take_while(|line| !line.starts_with('[')).filter_map(|line| line.split_once('='));
    let bare = |text: &str| text.trim().trim_matches('"').to_owned();
    pairs.map(|(file, sha256)| (bare(file), bare(sha256))).collect()
}

/// Whether two pins are of the same description, wherever it was read from and whenever: of the same release, as
/// finished or unfinished, with the same bytes.
pub fn agree(one: &[u8], other: &[u8]) -> bool {
    let essence = |pin: &[u8]| {
        let text = String::from_utf8_lossy(pin).into_owned();
        let named = text.lines().take_while(|line| !line.starts_with('['));
        let named =
            named.filter(|line| ["release = ", "unstable = "].iter().any(|key| line.starts_with(key)));
        (named.map(str::to_owned).collect::<Vec<_>>(), written(&text))
    };
    essence(one) == essence(other)
}

/// The SHA-256 of some bytes, in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    let mut digits = String::new();
    for byte in Sha256::digest(bytes) {
        // Writing to a string does not fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => quoted += &format!("\\u{:04X}", u32::from(letter)),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// A day, written `2026-01-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: i64,
    month: u32,
    day: u32,
}

impl Date {
    /// The day of a time in seconds since 1970, in UTC.
    pub fn of_timestamp(seconds: u64) -> Self {
        // Counts in years that start in March, so that the day of a leap year is the last one of its year
        // (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days).
        let days = i64::try_from(seconds / 86_400).unwrap_or_default() + 719_468;
        let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * day_of_year + 2) / 153;
        let day = u32::try_from(day_of_year - (153 * from_march + 2) / 5 + 1).unwrap_or_default();
        let month =
            u32::try_from(if from_march < 10 { from_march + 3 } else { from_march - 9 }).unwrap_or_default();
        Self { year: year_of_era + era * 400 + i64::from(month <= 2), month, day }
    }
}

impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let refuse = || format!("`{text}` is no date, one reads like 2026-01-31");
        let [year, month, day] = text.split('-').collect::<Vec<_>>()[..] else { return Err(refuse()) };
        let number = |part: &str, digits: usize| {
            let right = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
            right.then(|| part.parse::<u32>().ok()).flatten().ok_or_else(refuse)
        };
        let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            1..=12 => 31,
            _ => 0,
        };
        if !(1..=days).contains(&day) {
            return Err(refuse());
        }
        Ok(Self { year: i64::from(year), month, day })
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_the_calendar() {
        for (seconds, date) in [
            (0, "1970-01-01"),
            (951_782_400, "2000-02-29"),
            (951_868_799, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_735_689_599, "2024-12-31"),
            (4_107_542_400, "2100-03-01"),
        ] {
            assert_eq!(Date::of_timestamp(seconds).to_string(), date);
            assert_eq!(date.parse(), Ok(Date::of_timestamp(seconds)));
        }
        for text in [
            "",
            "2026-1-31",
            "2026-02-29",
            "2100-02-29",
            "2026-13-01",
            "2026-00-01",
            "2026-01-00",
            "26-01-01x",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_pin_gives_back_what_was_written() {
        let written_files = BTreeMap::from([("a.yaml", "12ab"), ("b.yaml", "34cd")]);
        let written_files =
            written_files.into_iter().map(|(file, sum)| (file.to_owned(), sum.to_owned())).collect();
        let pin = Pin {
            release: Release { major: 1, minor: 19 },
            stage: Stage::Released,
            source: "a [spec] = \"b\"".to_owned(),
            commit: None,
            date: None,
            root: "data/",
            files: 1,
            sha256: "56ef".to_owned(),
        };
        assert_eq!(written(&pin.to_toml(&written_files)), written_files);
        assert_eq!(written("release = \"v1.19\"\n"), BTreeMap::new());
    }

    #[test]
    fn strings_of_the_pin_cannot_break_out() {
        assert_eq!(quoted("a \"b\" \\ \n"), r#""a \"b\" \\ \u000A""#);
    }
}
