//! The lines of the same programs with each library.

use std::fs;
use std::path::PathBuf;

use crate::contenders::Failure;
use crate::results::Comparison;

/// The programs in the folder of each library.
pub const PROGRAMS: [&str; 4] = ["bot", "moderation", "bridge", "export_history"];

/// The folders of the libraries, ours first.
pub const LIBRARIES: [&str; 3] = ["matrix-openapi", "ruma", "matrix-sdk"];

/// The lines of one program with each of [`LIBRARIES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lines {
    /// The name of the program.
    pub program: &'static str,
    /// Lines that have more than a comment.
    pub counts: [usize; LIBRARIES.len()],
}

impl Lines {
    /// Compares ours with each other library.
    pub fn comparisons(&self) -> impl Iterator<Item = Comparison> {
        let [ours, others @ ..] = self.counts.map(|count| count as f64);
        let what = self.program.replace('_', " ");
        LIBRARIES.into_iter().skip(1).zip(others).map(move |(other, theirs)| Comparison {
            group: "lines of a program".to_owned(),
            what: what.clone(),
            unit: "lines".to_owned(),
            ours,
            other: other.to_owned(),
            theirs,
            ratio: ours / theirs,
        })
    }

    /// Returns the row of a table in Markdown: the program, ruma, matrix-sdk and ours.
    pub fn row(&self) -> String {
        let [ours, ruma, sdk] = self.counts;
        format!("| {} | {ruma} | {sdk} | {ours} |", self.program.replace('_', " "))
    }
}

/// Counts the lines of all programs.
///
/// # Errors
/// If a program cannot be read.
pub fn count() -> Result<Vec<Lines>, Failure> {
    let count = |program| {
        let mut counts = [0; LIBRARIES.len()];
        for (library, lines) in LIBRARIES.iter().zip(&mut counts) {
            *lines = lines_of(&fs::read_to_string(path(library, program))?);
        }
        Ok(Lines { program, counts })
    };
    PROGRAMS.into_iter().map(count).collect()
}

/// The file of a program.
pub fn path(library: &str, program: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("programs");
    folder.join(library).join(format!("src/bin/{program}.rs"))
}

/// The number of lines that are neither empty nor a comment.
fn lines_of(program: &str) -> usize {
    program.lines().map(str::trim_start).filter(|line| !line.is_empty() && !line.starts_with("//")).count()
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    #[test]
    fn blank_lines_and_comments_do_not_count() {
        assert_eq!(
            lines_of("//! A bot.\n\nuse a::b;\n\n/// Runs.\nfn main() {\n    // Nothing.\n} // x\n"),
            3
        );
        let lines = Lines { program: "export_history", counts: [20, 40, 80] };
        let ratios: Vec<_> = lines.comparisons().map(|figure| (figure.other, figure.ratio)).collect();
        assert_eq!(ratios, [("ruma".to_owned(), 0.5), ("matrix-sdk".to_owned(), 0.25)]);
    }

    #[test]
    fn programs_are_formatted_by_the_settings_of_this_repository() {
        let programs = LIBRARIES.iter().flat_map(|library| PROGRAMS.map(|program| path(library, program)));
        let settings = concat!(env!("CARGO_MANIFEST_DIR"), "/../rustfmt.toml");
        let checked = Command::new("rustfmt")
            .args(["--check", "--edition", "2024", "--config-path", settings])
            .args(programs)
            .output()
            .unwrap();
        assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
    }

    #[test]
    fn the_guide_has_the_counted_lines() {
        let guide = include_str!("../../docs/guide/coming-from-ruma-or-matrix-sdk.md");
        for lines in count().unwrap() {
            assert!(guide.contains(&lines.row()), "{}: run `cargo run --bin lines`", lines.row());
        }
    }
}
