//! The pages of rustdoc have an example of each method.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::vendored::{APIS, repository};

/// The published crates that programs use.
const CRATES: [&str; 2] = ["matrix_openapi", "matrix_openapi_core"];

/// The start of a method's section, before its name.
const METHOD: &str = " id=\"method.";

/// The page of a type.
struct Page {
    text: String,
}

/// A method on the page of its type.
struct Method<'a> {
    name: &'a str,
    section: &'a str,
}

impl Page {
    /// Returns the documentation of the type itself.
    fn introduction(&self) -> &str {
        self.text.split(METHOD).next().unwrap()
    }

    /// Returns the methods that are the type's own, without those of traits.
    fn methods(&self) -> Vec<Method<'_>> {
        let own = self.text.split(" id=\"trait-implementations\"").next().unwrap();
        let own = own.split(" id=\"deref-methods").next().unwrap();
        let sections = own.split(METHOD).skip(1);
        sections.map(|section| Method { name: section.split('"').next().unwrap(), section }).collect()
    }
}

/// Returns the text of all examples in a piece of a page.
fn examples(html: &str) -> String {
    let blocks = html.split("rust-example-rendered").skip(1);
    let blocks = blocks.map(|block| block.split_once("<code>").unwrap().1.split("</code>").next().unwrap());
    blocks
        .flat_map(|block| block.split('<').map(|part| part.split_once('>').unwrap_or(("", part)).1))
        .collect()
}

/// Returns whether an example calls a method or a function of this name.
fn calls(examples: &str, name: &str) -> bool {
    let start = |before: &str| before.ends_with('.') || before.ends_with("::");
    let end = |after: &str| after.starts_with('(') || after.starts_with("::&lt;") || after.starts_with(')');
    examples.match_indices(name).any(|(at, _)| start(&examples[..at]) && end(&examples[at + name.len()..]))
}

/// Writes the documentation of the crates with all features, and returns its folder.
fn document() -> PathBuf {
    let mut command = Command::new(env!("CARGO"));
    let crates = CRATES.iter().flat_map(|name| ["-p".to_owned(), name.replace('_', "-")]);
    command
        .current_dir(repository())
        .args(["doc", "--all-features", "--no-deps", "--quiet", "--offline"])
        .args(crates);
    assert!(command.status().unwrap().success());
    let metadata = Command::new(env!("CARGO"))
        .current_dir(repository())
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&metadata.stdout).unwrap();
    Path::new(metadata["target_directory"].as_str().unwrap()).join("doc")
}

#[test]
fn the_examples_of_methods_are_those_of_the_reference() {
    let docs = repository().join("docs");
    let examples = fs::read_to_string(docs.join("rustdoc.rs")).unwrap();
    let mut count = 0;
    for api in APIS {
        for entry in fs::read_dir(docs.join(api)).unwrap() {
            let page = fs::read_to_string(entry.unwrap().path()).unwrap();
            for section in page.split("\n# **").skip(1) {
                let method = section.split("**").next().unwrap();
                let name = format!("{} {method}", api.replace('-', "_"));
                let programs = section.split("```rust,no_run\n").skip(1);
                let programs = programs.map(|program| program.split("```").next().unwrap());
                let arms = [name.clone(), format!("handler {name}")];
                for (program, arm) in programs.zip(&arms) {
                    let head = format!("\n    ({arm}) => {{\n");
                    let (_, rest) = examples.split_once(&head).unwrap_or_else(|| panic!("{arm}"));
                    let text = rest.split("\n    };\n").next().unwrap();
                    assert!(text.contains(&format!("\n# Example\n\n```no_run\n{program}```\"#")), "{arm}");
                    count += 1;
                }
            }
        }
    }
    assert_eq!(count, 2 * crate::vendored::count());
    assert_eq!(examples.matches("# Example\n").count(), count);
}

#[test]
#[ignore = "documents the crates with all features; .ci/run includes it"]
fn each_method_of_a_client_has_an_example() {
    let folder = document();
    let reference = fs::read_to_string(repository().join("docs/rustdoc.rs")).unwrap();
    let (mut missing, mut operations) = (Vec::new(), 0);
    for api in APIS.map(|api| api.replace('-', "_")) {
        let page = folder.join("matrix_openapi").join(&api).join("struct.Client.html");
        let page = Page { text: fs::read_to_string(page).unwrap() };
        for Method { name, section } in page.methods() {
            let is_operation = reference.contains(&format!("\n    ({api} {name}) => {{\n"));
            operations += usize::from(is_operation);
            // The example of the client's type has the methods that all clients have.
            let text =
                if is_operation { Vec::from([section]) } else { Vec::from([section, page.introduction()]) };
            if !text.into_iter().any(|text| calls(&examples(text), name)) {
                missing.push(format!("{api}::Client::{name}"));
            }
        }
    }
    assert_eq!(operations, crate::vendored::count());
    assert!(missing.is_empty(), "{} methods have no example:\n{}", missing.len(), missing.join("\n"));
}
