//! The reference in `docs/` is complete and its links have targets; `check` compares it with newly written pages.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs")
}

/// Returns the pages of the reference; those of the guide are handwritten.
fn reference_pages() -> BTreeMap<String, String> {
    pages().into_iter().filter(|(name, _)| !name.starts_with("guide/")).collect()
}

/// Returns the pages on operations.
fn api_pages() -> BTreeMap<String, String> {
    reference_pages().into_iter().filter(|(name, _)| !name.starts_with("events/")).collect()
}

/// Returns the pages on kinds of events.
fn event_pages() -> BTreeMap<String, String> {
    let of_parts = "events/types.md";
    pages().into_iter().filter(|(name, _)| name.starts_with("events/") && name != of_parts).collect()
}

/// Returns the Markdown files by their names below `docs/`.
fn pages() -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if !path.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&path).unwrap() {
            let page = entry.unwrap().path();
            let name = page.strip_prefix(folder()).unwrap().to_str().unwrap().to_owned();
            pages.insert(name, fs::read_to_string(page).unwrap());
        }
    }
    pages
}

fn index() -> String {
    fs::read_to_string(folder().join("README.md")).unwrap()
}

/// Returns the names of the operations or events on a page, from its headings.
fn operations(page: &str) -> Vec<&str> {
    page.lines().filter_map(|line| line.strip_prefix("# **")?.strip_suffix("**")).collect()
}

/// Returns the targets of all links in a text that do not lead to another site.
fn links(text: &str) -> BTreeSet<&str> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
    targets.map(|(target, _)| target).filter(|target| !target.contains("://")).collect()
}

/// Returns the anchors of a page's headings, as sites that render Markdown make them.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    headings.map(|line| anchor(line.trim_start_matches('#').trim())).collect()
}

fn anchor(heading: &str) -> String {
    let kept = |letter: &char| letter.is_alphanumeric() || matches!(letter, '-' | '_');
    heading.to_lowercase().replace(' ', "-").chars().filter(kept).collect()
}

#[test]
fn every_operation_has_one_section_with_all_its_parts() {
    let mut count = 0;
    for (name, page) in api_pages() {
        let sections: Vec<_> = page.split("\n# **").skip(1).collect();
        assert_eq!(sections.len(), operations(&page).len());
        for section in sections {
            for part in [
                "\n> `",
                "\n### Example\n```rust,no_run\n",
                "\n### Parameters\n",
                "\n### Return type\n",
                "\n### Authorization\n",
                "\n### HTTP request headers\n - **Content-Type**: ",
                "\n - **Accept**: ",
                "\n### Serving\nFeature `server`: ",
                "\n - **Returns**: ",
                "\n - **Credential**: ",
                "\n - **Errors**: ",
                "\n\n```rust,no_run\n",
                "[[Back to top]](#) [[Back to API list]](../README.md#",
                &*format!("of the [specification](https://spec.matrix.org/{}/", crate::vendored::release()),
            ] {
                assert_eq!(section.matches(part).count(), 1, "{name}: {part} in\n{section}");
            }
            count += 1;
        }
    }
    assert_eq!(count, crate::vendored::count());
}

#[test]
fn every_event_has_one_section_with_all_its_parts() {
    let mut count = 0;
    for (name, page) in event_pages() {
        for section in page.split("\n# **").skip(1) {
            // The last section of a page is followed by the parts of contents.
            let section = section.split("\n# ").next().unwrap();
            for part in ["\n> `", "[[Back to events]](../README.md#events)"] {
                assert!(section.contains(part), "{name}: {part} in\n{section}");
            }
            // A content of several forms has an example for each.
            let (examples, fields) = (
                section.matches("\n### Example\n```rust\n").count(),
                section.matches("\n### Fields\n").count(),
            );
            let forms = section.matches("\n## ").count();
            let expected = if forms == 0 { (1, 1) } else { (forms - 1, forms) };
            assert_eq!((examples, fields), expected, "{name}: in\n{section}");
            count += 1;
        }
    }
    assert!(count >= 66, "{count} events");
}

#[test]
fn all_links_lead_somewhere() {
    let pages = pages();
    let all = pages.iter().map(|(name, text)| (name.as_str(), text.clone())).chain([("README.md", index())]);
    for (name, text) in all {
        let base = folder().join(name);
        for link in links(&text) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let path = if file.is_empty() { base.clone() } else { base.parent().unwrap().join(file) };
            let target = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {link}: {error}"));
            assert!(anchor.is_empty() || anchors(&target).contains(anchor), "{name}: {link}");
        }
    }
}

#[test]
fn the_index_leads_to_every_page_and_operation_and_every_page_back() {
    let index = index();
    let links = links(&index);
    let mut rows = 0;
    for (name, page) in reference_pages() {
        assert!(links.contains(name.as_str()), "{name}");
        let back = page.lines().find(|line| line.starts_with("Part of the [")).unwrap();
        assert!(back.contains("](../README.md#"), "{name}");
        for heading in operations(&page) {
            let link = format!("{name}#{}", anchor(heading));
            assert!(links.contains(link.as_str()), "{name} {heading}");
            // An event of two kinds is listed under both.
            rows += index.matches(&format!("]({link}) |")).count();
        }
    }
    assert_eq!(index.lines().filter(|line| line.contains("[**")).count(), rows);
}

/// Returns the program that serves an operation.
fn handler<'a>(page: &'a str, heading: &str) -> &'a str {
    let (_, section) = page.split_once(&format!("\n# **{heading}**\n")).unwrap();
    let (_, serving) = section.split_once("\n### Serving\n").unwrap();
    let (_, program) = serving.split_once("\n```rust,no_run\n").unwrap();
    program.split_once("```\n").unwrap().0
}

#[test]
fn every_example_is_in_a_test() {
    let read = |name: &str| fs::read_to_string(folder().join(name)).unwrap();
    let (reference, examples, handlers) = (read("reference.rs"), read("examples.rs"), read("handlers.rs"));
    for (name, page) in reference_pages() {
        let api = name.split('/').next().unwrap();
        if api == "events" {
            let condition = if name == "events/edus.md" { "generated_edus" } else { "generated_events" };
            let item = format!("#[cfg({condition})]\n#[doc = include_str!(\"{name}\")]\nstruct ");
            assert_eq!(reference.matches(&item).count(), 1, "{name}");
            continue;
        }
        for heading in operations(&page) {
            let module = format!("{}_{}", api.replace('-', "_"), anchor(heading));
            assert_eq!(examples.matches(&format!("\nmod {module} {{\n")).count(), 1, "{module}");
            assert_eq!(examples.matches(&format!(" {module}::example(")).count(), 1, "{module}");
            assert_eq!(handlers.matches(&format!(" router: {module}::router }}")).count(), 1, "{module}");
            let program = handler(&page, heading).replace("\nfn router()", "\npub fn router()");
            let lines = program.lines().map(|line| match line {
                "" => "\n".to_owned(),
                line => format!("    {line}\n"),
            });
            let text = format!("\nmod {module} {{\n{}}}\n", lines.collect::<String>());
            assert_eq!(handlers.matches(&text).count(), 1, "{text}");
        }
    }
    let crate_root = fs::read_to_string(folder().join("../src/lib.rs")).unwrap();
    assert!(crate_root.contains("#[cfg(doctest)]\n#[path = \"../docs/reference.rs\"]\nmod reference;"));
}
