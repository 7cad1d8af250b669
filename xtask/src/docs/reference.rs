//! The Rust file that includes every page for rustdoc's tests.

use heck::ToPascalCase;

use super::chapter::Chapter;

/// One item for each page, with the feature of its API, and one for each page of the events.
pub(super) fn render(chapters: &[Chapter<'_>], events: &[String]) -> String {
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
    for file in events {
        let name = file.trim_end_matches(".md").to_pascal_case();
        text.push_str(&format!(
            "#[cfg(generated_events)]\n#[doc = include_str!(\"{file}\")]\nstruct {name};\n\n"
        ));
    }
    format!("{}\n", text.trim_end())
}
