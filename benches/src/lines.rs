//! The lines of the same programs with each library.

use std::fs;
use std::path::PathBuf;

use crate::contenders::Failure;
use crate::results::Comparison;

/// The programs in the folder of each library.
pub const PROGRAMS: [&str; 5] = ["bot", "moderation", "bridge", "export_history", "key_tool"];

/// The folders of the libraries, ours first.
pub const LIBRARIES: [&str; 3] = ["matrix-openapi", "ruma", "matrix-sdk"];

/// The program that matrix-sdk cannot express: with its feature for encryption it makes, uploads, claims and verifies keys by itself,
/// and has no interface for a program that does.
const MISSING: (&str, &str) = ("matrix-sdk", "key_tool");

/// The lines of one program with each of [`LIBRARIES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lines {
    /// The name of the program.
    pub program: &'static str,
    /// Lines that have more than a comment; `None` without a program.
    pub counts: [Option<usize>; LIBRARIES.len()],
}

impl Lines {
    /// Compares ours with each other library that has the program.
    pub fn comparisons(&self) -> impl Iterator<Item = Comparison> {
        let [ours, others @ ..] = self.counts.map(|count| count.map(|count| count as f64));
        let what = self.program.replace('_', " ");
        LIBRARIES.into_iter().skip(1).zip(others).filter_map(move |(other, theirs)| {
            let (ours, theirs) = (ours?, theirs?);
            Some(Comparison {
                group: "lines of a program".to_owned(),
                what: what.clone(),
                unit: "lines".to_owned(),
                ours,
                other: other.to_owned(),
                theirs,
                ratio: ours / theirs,
            })
        })
    }

    /// Returns the row of a table in Markdown: the program, ruma, matrix-sdk and ours.
    pub fn row(&self) -> String {
        let cell = |count: Option<usize>| count.map_or_else(|| "–".to_owned(), |count| count.to_string());
        let [ours, ruma, sdk] = self.counts.map(cell);
        format!("| {} | {ruma} | {sdk} | {ours} |", self.program.replace('_', " "))
    }
}

/// Counts the lines of all programs.
///
/// # Errors
/// If a program cannot be read.
pub fn count() -> Result<Vec<Lines>, Failure> {
    let count = |program| {
        let mut counts = [None; LIBRARIES.len()];
        for (library, lines) in
            LIBRARIES.iter().zip(&mut counts).filter(|(library, _)| is_written(library, program))
        {
            *lines = Some(lines_of(&fs::read_to_string(path(library, program))?));
        }
        Ok(Lines { program, counts })
    };
    PROGRAMS.into_iter().map(count).collect()
}

/// Whether there is the program with the library.
fn is_written(library: &str, program: &str) -> bool {
    (library, program) != MISSING
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
        let lines = Lines { program: "export_history", counts: [Some(20), Some(40), None] };
        let ratios: Vec<_> = lines.comparisons().map(|figure| (figure.other, figure.ratio)).collect();
        assert_eq!(ratios, [("ruma".to_owned(), 0.5)]);
        assert_eq!(lines.row(), "| export history | 40 | – | 20 |");
    }

    #[test]
    fn programs_are_formatted_by_the_settings_of_this_repository() {
        let all = LIBRARIES.iter().flat_map(|library| PROGRAMS.map(|program| (*library, program)));
        let written = all.filter(|(library, program)| is_written(library, program));
        let programs = written.map(|(library, program)| path(library, program));
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
