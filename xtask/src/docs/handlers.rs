//! The Rust file with the examples that serve operations, which a test runs on the requests of the examples that call them.

use anyhow::Result;

use super::chapter::Chapter;
use super::handler;

/// Returns a module for each example, and the table of them.
pub(super) fn render(chapters: &[Chapter<'_>]) -> Result<String> {
    let (mut modules, mut rows) = (String::new(), String::new());
    for chapter in chapters {
        for entry in chapter.groups.values().flatten() {
            let module = format!("{}_{}", chapter.api().module(), entry.rust_name());
            let program = handler::render(chapter.model, &entry.operation)?
                .replace("\nfn router()", "\npub fn router()");
            let lines = program
                .lines()
                .map(|line| if line.is_empty() { line.to_owned() } else { format!("    {line}") });
            modules.push_str(&format!("mod {module} {{\n{}\n}}\n\n", lines.collect::<Vec<_>>().join("\n")));
            let (api, id) = (chapter.api(), &entry.operation.facts.id);
            rows.push_str(&format!(
                "    Handler {{ api: \"{api}\", operation: \"{id}\", router: {module}::router }},\n"
            ));
        }
    }
    Ok(format!(
        "use super::Handler;\n\n/// The handler of each operation.\npub const HANDLERS: &[Handler] = &[\n{rows}];\n\n{}\n",
        modules.trim_end()
    ))
}
