//! The Rust file that includes every page for rustdoc's tests.

use heck::ToPascalCase;

use super::chapter::Chapter;

/// One item for each page, with the feature of its API, one for each page of the events, and one for that of the EDUs.
pub(super) fn render(chapters: &[Chapter<'_>], events: &[String], edus: Option<&str>) -> String {
    let mut text = String::new();
    for chapter in chapters {
        for group in chapter.groups.keys() {
            let (api, file) = (chapter.api(), chapter.file(group));
            let name = format!("{}{}", api.variant(), group.to_pascal_case());
            text.push_str(&format!(
                "#[cfg(feature = \"{api}\")]\n#[doc = include_str!(\"{file}\")]\nstruct {name};\n\n"
            ));
        }
    }
    let events = events.iter().map(|file| (file.as_str(), "generated_events"));
    for (file, cfg) in events.chain(edus.map(|file| (file, "generated_edus"))) {
        let name = file.trim_end_matches(".md").to_pascal_case();
        text.push_str(&format!("#[cfg({cfg})]\n#[doc = include_str!(\"{file}\")]\nstruct {name};\n\n"));
    }
    format!("{}\n", text.trim_end())
}
