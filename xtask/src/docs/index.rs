//! The index page.

use matrix_openapi_codegen::rustdoc;

use super::chapter::{Chapter, PageEntry};
use super::markdown::cell;
use super::types;

/// Returns the index with the pages and operations of each API.
pub(super) fn render(chapters: &[Chapter<'_>]) -> String {
    let all: usize = chapters.iter().map(count).sum();
    let release = chapters.first().map(|chapter| chapter.model.release.to_string()).unwrap_or_default();
    let mut text = format!(
        "# Reference of matrix-openapi\n\nThe {all} operations of the Matrix specification {release}, by API and group. The \
         [README](../README.md) and the [guide](guide/README.md) show how to build a client and how calls work.\n"
    );
    for chapter in chapters {
        text.push_str(&format!(
            "\n## {}\n\nModule `matrix_openapi::{}`, behind the feature `{}`, {} of the \
             [official specification](https://spec.matrix.org/{release}/{}/).\n\n",
            chapter.api().prose_title(),
            chapter.api().module(),
            chapter.api(),
            operations(count(chapter)),
            chapter.api().site_folder(),
        ));
        for (group, entries) in &chapter.groups {
            text.push_str(&format!("- [{group}]({}): {}\n", chapter.file(group), operations(entries.len())));
        }
        text.push_str(&format!("- [All types]({}/{}), with their fields\n", chapter.api(), types::FILE));
        text.push_str("\nGroup | Method | HTTP request | Description\n--- | --- | --- | ---\n");
        for (group, entries) in &chapter.groups {
            entries.iter().for_each(|entry| text.push_str(&row(chapter, group, entry)));
        }
    }
    text
}

fn count(chapter: &Chapter<'_>) -> usize {
    chapter.model.operations.len()
}

fn operations(count: usize) -> String {
    if count == 1 { "1 operation".to_owned() } else { format!("{count} operations") }
}

fn row(chapter: &Chapter<'_>, group: &str, entry: &PageEntry) -> String {
    let (file, name, operation) = (chapter.file(group), entry.rust_name(), &entry.operation.facts);
    format!(
        "[{}]({file}) | [**{name}**]({file}#{name}) | **{}** {} | {}\n",
        cell(&rustdoc::plain(group)),
        operation.method,
        cell(&rustdoc::code(&operation.path)),
        cell(&rustdoc::summary(chapter.model, &entry.operation)),
    )
}
