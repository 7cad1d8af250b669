//! The figures that the benchmarks record.
//!
//! The file has a JSON object in each line, in the order in which the commands wrote them:
//!
//! ```json
//! {"group":"decoding an initial sync","what":"raw events, warm","unit":"ms","ours":7.7,"other":"ruma","theirs":18.2,"ratio":0.42}
//! ```
//!
//! All figures are costs, so less is better. The ratio is ours in parts of theirs; it is recorded too, because a median of
//! ratios is not a ratio of medians. A group is written in one piece, and no comparison twice.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::Write;

use serde::{Deserialize, Serialize};

use crate::contenders::Failure;

/// A figure of ours beside that of another library.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comparison {
    /// The heading in the picture, such as `decoding an initial sync`.
    pub group: String,
    /// The name of the figure.
    pub what: String,
    /// The unit of both figures.
    pub unit: String,
    /// Our figure.
    pub ours: f64,
    /// The name of the other library.
    pub other: String,
    /// The figure of the other library.
    pub theirs: f64,
    /// Ours in parts of theirs, as the benchmark computes it from its rounds.
    pub ratio: f64,
}

impl Comparison {
    /// Returns the defect of the figures, if they have one.
    fn defect(&self) -> Option<String> {
        let figures = [("ours", self.ours), ("theirs", self.theirs), ("ratio", self.ratio)];
        let wrong = figures.into_iter().find(|(_, figure)| !(figure.is_finite() && *figure > 0.0));
        wrong.map(|(name, figure)| format!("`{name}` is {figure}, which is not a positive number"))
    }
}

/// The file to which a benchmark appends its figures.
#[derive(Debug)]
pub struct Record {
    file: Option<File>,
}

impl Record {
    /// Opens the file that the environment variable `RECORD` names. Without it, nothing is recorded.
    ///
    /// # Errors
    /// If the file cannot be opened.
    pub fn from_environment() -> Result<Self, Failure> {
        let open = |path| OpenOptions::new().create(true).append(true).open(path);
        Ok(Self { file: std::env::var_os("RECORD").map(open).transpose()? })
    }

    /// Appends a figure.
    ///
    /// # Errors
    /// If a number is not positive, or the file cannot be written.
    pub fn add(&mut self, comparison: &Comparison) -> Result<(), Failure> {
        let Some(file) = &mut self.file else { return Ok(()) };
        if let Some(defect) = comparison.defect() {
            return Err(format!("{}, {}: {defect}", comparison.group, comparison.what).into());
        }
        Ok(file.write_all(format!("{}\n", serde_json::to_string(comparison)?).as_bytes())?)
    }
}

/// Reads recorded figures.
///
/// # Errors
/// If a line is not a figure, or is recorded twice, such as by two runs into the same file.
pub fn read(lines: &str) -> Result<Vec<Comparison>, Failure> {
    let mut seen = BTreeSet::new();
    let mut comparisons = Vec::new();
    for (number, line) in (1..).zip(lines.lines()) {
        let fail = |reason: String| format!("line {number}: {reason}");
        let comparison: Comparison = serde_json::from_str(line).map_err(|error| fail(error.to_string()))?;
        if let Some(defect) = comparison.defect() {
            return Err(fail(defect).into());
        }
        let Comparison { group, what, unit, other, .. } = comparison.clone();
        if !seen.insert([group, what, unit, other]) {
            return Err(fail("is recorded twice".to_owned()).into());
        }
        comparisons.push(comparison);
    }
    Ok(comparisons)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = r#"{"group":"decoding","what":"all","unit":"ms","ours":7.7,"other":"ruma","theirs":18.2,"ratio":0.42}"#;

    #[test]
    fn figures_are_read_as_they_are_written() {
        let another = LINE.replace("ruma", "matrix-sdk");
        let read = read(&format!("{LINE}\n{another}\n")).unwrap();
        assert_eq!(read[0].ratio, 0.42);
        let written: Vec<_> = read.iter().map(|figure| serde_json::to_string(figure).unwrap()).collect();
        assert_eq!(written, [LINE, &another]);
    }

    #[test]
    fn a_line_that_is_no_figure_is_named() {
        let failure = |line: &str| read(&format!("{LINE}\n{line}")).unwrap_err().to_string();
        assert!(failure("{}").starts_with("line 2: missing field"), "{}", failure("{}"));
        let other = LINE.replace("all", "some");
        assert_eq!(
            failure(&other.replace("18.2", "0.0")),
            "line 2: `theirs` is 0, which is not a positive number"
        );
        assert!(failure(&other.replace("unit", "units")).contains("unknown field"));
        assert_eq!(failure(LINE), "line 2: is recorded twice");
    }
}
