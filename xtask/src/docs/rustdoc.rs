//! The Rust file with the examples of all operations as text, which rustdoc adds to the documentation of their methods.

use super::chapter::Chapter;
use super::example::{self, Place};

/// A macro that returns the example of a method by API and name.
pub(super) fn render(chapters: &[Chapter<'_>]) -> String {
    let mut arms = String::new();
    for chapter in chapters {
        for entry in chapter.groups.values().flatten() {
            let (api, method) = (chapter.api().module(), entry.rust());
            let program = example::render(chapter.model, entry, Place::Page);
            let text = raw(&format!("\n# Example\n\n```no_run\n{program}```"));
            arms.push_str(&format!("    ({api} {method}) => {{\n        {text}\n    }};\n"));
        }
    }
    format!("/// The example of a method of a client as Markdown.\nmacro_rules! example {{\n{arms}}}\n")
}

/// A literal that reads like its text.
fn raw(text: &str) -> String {
    let mut hashes = "#".to_owned();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{text}\"{hashes}")
}
