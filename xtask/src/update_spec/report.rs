//! What an update changes.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::Path;

use anyhow::Result;
use matrix_openapi_codegen::load::PIN;
use matrix_openapi_codegen::{Description, build};
use serde_json::Value;

use super::staging;

/// The differences of two folders.
pub struct Report {
    title: String,
    files: Vec<String>,
    removed: Vec<Operation>,
    added: Vec<Operation>,
}

/// An operation by all that identifies it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Operation {
    api: &'static str,
    id: String,
    method: String,
    path: String,
}

/// Compares the folder that is there, if any, with the new one.
pub fn compare(old: &Path, new: &Path, overlays: &Path) -> Result<Report> {
    let after = build::description(new, overlays)?;
    // A folder that cannot be read counts as empty: the update may be what mends it.
    let before = if old.join(PIN).is_file() { build::description(old, overlays).ok() } else { None };
    let (was, is) = (before.as_ref().map(operations).unwrap_or_default(), operations(&after));
    let files = staging::files()
        .into_iter()
        .filter(|name| fs::read(old.join(name)).ok() != fs::read(new.join(name)).ok());
    let from = before.map_or_else(|| "nothing".to_owned(), |before| before.release.to_string());
    Ok(Report {
        title: format!("{from} to {}, {} operations", after.release, is.len()),
        files: files.collect(),
        removed: was.difference(&is).cloned().collect(),
        added: is.difference(&was).cloned().collect(),
    })
}

impl Report {
    /// Whether any byte of the description changes.
    pub fn changes_files(&self) -> bool {
        !self.files.is_empty()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.title)?;
        if self.files.is_empty() {
            return writeln!(f, "no change");
        }
        for file in &self.files {
            writeln!(f, "changed: {file}")?;
        }
        for (word, operations) in [("removed", &self.removed), ("added", &self.added)] {
            for Operation { api, id, method, path } in operations {
                writeln!(f, "{word}: {api} {id} {method} {path}")?;
            }
        }
        Ok(())
    }
}

fn operations(description: &Description) -> BTreeSet<Operation> {
    let mut operations = BTreeSet::new();
    for document in description.documents.values() {
        let paths = document.root.get("paths").and_then(Value::as_object);
        for (path, item) in paths.into_iter().flatten() {
            let path = path.split_once('#').map_or(path.as_str(), |(path, _)| path);
            for (method, operation) in item.as_object().into_iter().flatten() {
                if let Some(id) = operation.get("operationId").and_then(Value::as_str) {
                    operations.insert(Operation {
                        api: document.api.slug(),
                        id: id.to_owned(),
                        method: method.to_uppercase(),
                        path: path.to_owned(),
                    });
                }
            }
        }
    }
    operations
}
