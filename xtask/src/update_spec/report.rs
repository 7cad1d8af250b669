//! What an update changes: files, operations, the interface, and what is left to be worded.

use std::fmt;
use std::path::Path;

use anyhow::Result;
use matrix_openapi_codegen::load::PIN;
use matrix_openapi_codegen::wording::lacking;
use matrix_openapi_codegen::{Description, build};

use super::staging;
use crate::diff::{self, Diff};
use crate::input;

/// The differences of two folders.
pub struct Report {
    files: Vec<String>,
    /// Why the old folder counts as empty, if that is not because nothing is there.
    unread: Option<String>,
    diff: Diff,
    /// The file with the wording.
    wording: String,
    /// The operations that have none, by API and id.
    lacking: Vec<String>,
}

/// Compares the folder that is there, if any, with the new one, which holds the description `after`.
pub fn compare(old: &Path, new: &Path, after: &Description, overlays: &Path) -> Result<Report> {
    // A folder that cannot be read or generated counts as empty: the update may be what mends it.
    let compared = before(old, overlays).and_then(|before| diff::between(before.as_ref(), after));
    let (diff, unread) = match compared {
        Ok(diff) => (diff, None),
        Err(error) => (diff::between(None, after)?, Some(format!("{error:#}"))),
    };
    let files = staging::files()
        .into_iter()
        .filter(|name| input::read(&old.join(name)).ok() != input::read(&new.join(name)).ok());
    let wording = build::wording(new, overlays)?;
    let lacking = lacking(after, &wording)?.iter().map(|one| format!("{} {}", one.api, one.id)).collect();
    Ok(Report { files: files.collect(), unread, diff, wording: wording.file().to_owned(), lacking })
}

fn before(old: &Path, overlays: &Path) -> Result<Option<Description>> {
    Ok(if old.join(PIN).is_file() { Some(build::description(old, overlays)?) } else { None })
}

impl Report {
    /// Whether any byte of the description changes.
    pub fn changes_files(&self) -> bool {
        !self.files.is_empty()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}, {} operations", self.diff.title(), self.diff.operations())?;
        if self.files.is_empty() {
            return writeln!(f, "no change");
        }
        for file in &self.files {
            writeln!(f, "changed: {file}")?;
        }
        if let Some(error) = &self.unread {
            writeln!(f, "what was there counts as nothing: {error}")?;
        }
        write!(f, "\n{}", self.diff.report())?;
        if !self.lacking.is_empty() {
            writeln!(f, "\noperations that lack wording in {}: {}", self.wording, self.lacking.len())?;
        }
        self.lacking.iter().try_for_each(|operation| writeln!(f, "  {operation}"))
    }
}
