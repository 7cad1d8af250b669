//! The files of a tree that describe operations or events but are not read because of their path. They are skipped and listed.

use serde_json::Value;

use super::event_source::{EventSource, SourceFile};
use super::tree::{NodeLocation, Tree};
use crate::matrix::event_section::{BASES, EventSection};
use crate::{Api, Error, Result};

/// The extensions of files that may be a part of a description.
const ENDINGS: [&str; 3] = [".json", ".yaml", ".yml"];

/// Returns an error for each unread file with operations, with the API in whose folder it is, if it is in one.
pub(super) fn operations(tree: &Tree) -> Result<Vec<(Option<Api>, Error)>> {
    let mut left_out = Vec::new();
    for file in tree.files_below("data/api", &ENDINGS)? {
        let mut folders = file.split('/').skip(2);
        let api = folders.next().and_then(Api::from_slug);
        let is_read = api.is_some() && folders.count() == 1 && file.ends_with(".yaml");
        let location = NodeLocation::file(&file);
        // A file that cannot be read is reported if an API needs it.
        let read = || tree.unused(|| tree.read(&file, &location)).ok();
        let Some(root) = (!is_read).then(read).flatten() else { continue };
        let has_operations =
            root.get("paths").and_then(Value::as_object).is_some_and(|paths| !paths.is_empty());
        if has_operations {
            let message = "operations in a file that no API reads, so they are left out: the files of an API stand in its \
                           folder and end in .yaml";
            left_out.push((api, location.field("paths").error(message)));
        }
    }
    Ok(left_out)
}

/// Returns an error for each schema of an event or EDU in a subfolder, or in a file with another extension. `read` lists the
/// files that are read, sorted.
pub(super) fn events(tree: &Tree, section: EventSection, read: &[String]) -> Result<Vec<Error>> {
    let mut left_out = Vec::new();
    for file in tree.files_below(section.folder(), &ENDINGS)? {
        // The bases are composed of each other, and are not events themselves.
        if read.binary_search(&file).is_ok() || file.contains(BASES) {
            continue;
        }
        if let Ok(SourceFile::Event(source)) = tree.unused(|| EventSource::read(tree, section, &file))
            && !source.content.is_empty()
        {
            let message = format!(
                "the schema of an event in a file that is not read, so it is left out: schemas stand directly in {} and \
                 end in .yaml",
                section.folder()
            );
            left_out.push(source.location.error(message));
        }
    }
    Ok(left_out)
}
