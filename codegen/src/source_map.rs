//! The origin of each part of a document, so an error names the file to change.

use crate::error::Error;
use crate::sorted::SortedMap;

/// The upstream file of each part of a document, and the overlay actions that changed parts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SourceMap {
    /// Upstream's file and pointer by the pointer in the document, for operations and components.
    sources: SortedMap<String, (String, String)>,
    written: Vec<WrittenNode>,
}

/// A node that an overlay action wrote.
#[derive(Debug, Clone, PartialEq)]
struct WrittenNode {
    pointer: String,
    file: String,
    action: String,
}

impl SourceMap {
    /// Records the location in an upstream file for a pointer of the document.
    pub(crate) fn source(&mut self, pointer: String, file: &str, location: &str) {
        self.sources.insert(pointer, (file.to_owned(), location.to_owned()));
    }

    /// Records that an overlay action wrote the node at a pointer of the document.
    pub(crate) fn written(&mut self, pointer: String, file: &str, action: &str) {
        self.written.push(WrittenNode { pointer, file: file.to_owned(), action: action.to_owned() });
    }

    /// Returns the upstream file, and the location in it, for a pointer of the document, if known.
    pub fn location(&self, pointer: &str) -> Option<(String, String)> {
        ancestors(pointer).find_map(|ancestor| {
            let (file, location) = self.sources.get(ancestor)?;
            Some((file.clone(), format!("{location}{}", pointer.get(ancestor.len()..).unwrap_or_default())))
        })
    }

    /// Moves the error to the location that has to change: the overlay action that wrote the defect, or the upstream
    /// file.
    pub(crate) fn explain(&self, error: Error) -> Error {
        let pointer = error.pointer();
        let wrote = |written: &&WrittenNode| ancestors(pointer).any(|ancestor| ancestor == written.pointer);
        let own = match self.location(pointer) {
            Some((file, location)) => error.moved(file, location),
            None => error.clone(),
        };
        if let Some(WrittenNode { file, action, .. }) = self.written.iter().rev().find(wrote) {
            let message = format!("the action wrote a defect: {own}");
            return Error::at(file, action, message);
        }
        // An error about a name or format that an action wrote is at the node with that keyword.
        let put = |written: &&WrittenNode| {
            written.pointer.rsplit_once('/').is_some_and(|(parent, _)| parent == pointer)
        };
        match self.written.iter().rev().find(put) {
            Some(WrittenNode { file, action, .. }) => {
                let message = format!("{} (changed by {file}#{action})", own.message());
                own.with_message(message)
            }
            None => own,
        }
    }
}

/// Iterates over the pointer and the pointers of the nodes around it, from the inside out.
fn ancestors(pointer: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(pointer), |inner| inner.rsplit_once('/').map(|(outer, _)| outer))
}
