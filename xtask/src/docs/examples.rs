//! The Rust file with the examples of all operations, which a test runs on a server that checks requests.

use super::chapter::Chapter;
use super::example::{self, ExampleUse};

/// Returns a module for each example, and the table of them.
pub(super) fn render(chapters: &[Chapter<'_>]) -> String {
    let (mut modules, mut rows) = (String::new(), String::new());
    for chapter in chapters {
        for entry in chapter.groups.values().flatten() {
            let facts = &entry.operation.facts;
            let module = format!("{}_{}", chapter.api().module(), entry.rust_name());
            let program = example::render(chapter.model, entry, ExampleUse::Test);
            let lines = program
                .lines()
                .map(|line| if line.is_empty() { line.to_owned() } else { format!("    {line}") });
            modules.push_str(&format!("mod {module} {{\n{}\n}}\n\n", lines.collect::<Vec<_>>().join("\n")));
            let key = if example::is_signed(facts) { ", super::key()" } else { "" };
            rows.push_str(&format!(
                "    Example {{ api: \"{}\", operation: \"{}\", run: |url| Box::pin(async move {{ \
                 {module}::example(&url{key}).await }}) }},\n",
                chapter.api(),
                facts.id
            ));
        }
    }
    format!(
        "use super::Example;\n\n/// The example of each operation.\npub const EXAMPLES: &[Example] = &[\n{rows}];\n\n{}\n",
        modules.trim_end()
    )
}
