//! Parts of Markdown that all pages have.

/// Returns a text in a cell of a table: one line, with escaped bars.
pub(super) fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

/// Returns the anchor of a heading.
pub(super) fn anchor(heading: &str) -> String {
    heading.to_lowercase().replace(' ', "-")
}
