//! The Rust file with the examples of all operations as text, which rustdoc adds to the documentation of their methods and of the
//! requests that servers receive.

use anyhow::Result;

use super::chapter::Chapter;
use super::example::{self, ExampleUse};
use super::handler;

/// Returns a macro that returns the example of a method, or that of a handler, by API and name.
pub(super) fn render(chapters: &[Chapter<'_>]) -> Result<String> {
    let (mut methods, mut handlers) = (String::new(), String::new());
    for chapter in chapters {
        for entry in chapter.groups.values().flatten() {
            let name = format!("{} {}", chapter.api().module(), entry.rust_name());
            let arm = |name: &str, program: String| {
                let text = raw(&format!("\n# Example\n\n```no_run\n{program}```"));
                format!("    ({name}) => {{\n        {text}\n    }};\n")
            };
            methods.push_str(&arm(&name, example::render(chapter.model, entry, ExampleUse::Page)));
            handlers.push_str(&arm(
                &format!("handler {name}"),
                handler::render(chapter.model, &entry.operation)?,
            ));
        }
    }
    Ok(format!(
        "/// The example of a method of a client, or of a handler, as Markdown.\nmacro_rules! example {{\n{methods}{handlers}}}\n"
    ))
}

/// Returns a raw string literal of a text.
fn raw(text: &str) -> String {
    let mut hashes = "#".to_owned();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{text}\"{hashes}")
}
