//! The Rust file that includes the pages of the events for rustdoc's tests. It leaves out the pages of the operations, since
//! another test runs their examples.

use heck::ToPascalCase;

/// Returns one item for each page of the events, and one for that of the EDUs.
pub(super) fn render(events: &[String], edus: Option<&str>) -> String {
    let mut text = String::new();
    let events = events.iter().map(|file| (file.as_str(), "generated_events"));
    for (file, cfg) in events.chain(edus.map(|file| (file, "generated_edus"))) {
        let name = file.trim_end_matches(".md").to_pascal_case();
        text.push_str(&format!("#[cfg({cfg})]\n#[doc = include_str!(\"{file}\")]\nstruct {name};\n\n"));
    }
    format!("{}\n", text.trim_end())
}
