//! Handwritten files and functions are short enough to be read at once.

use std::fs;
use std::path::{Path, PathBuf};

const LONGEST_FILE: usize = 600;

/// From `fn` to the closing brace.
const LONGEST_FUNCTION: usize = 60;

#[test]
fn no_file_or_function_is_too_long() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let files = handwritten(root);
    assert!(files.len() > 600, "only {} files", files.len());
    let mut long = Vec::new();
    for file in files {
        let name = file.strip_prefix(root).unwrap().display().to_string();
        let text = fs::read_to_string(&file).unwrap();
        if text.lines().count() > LONGEST_FILE {
            long.push(format!("{name}: {} lines", text.lines().count()));
        }
        let functions = functions(&text).into_iter().filter(|(_, length)| *length > LONGEST_FUNCTION);
        long.extend(functions.map(|(line, length)| format!("{name}:{line}: {length} lines")));
    }
    assert!(long.is_empty(), "too long:\n{}", long.join("\n"));
}

#[test]
fn functions_are_measured_from_their_name_to_their_brace() {
    let text = "fn one() {}\n\npub(crate) async fn two(\n    a: u8,\n) -> u8 {\n    a\n}\n
trait T {\n    fn three();\n    fn four(\n        &self,\n    );\n    const fn five() {\n        { }\n    }\n}\n";
    assert_eq!(functions(text), [(1, 1), (3, 5), (14, 3)]);
}

/// Returns the handwritten Rust files.
pub fn handwritten(root: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = Vec::from([root.to_owned()]);
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let name = path.file_name().unwrap().to_str().unwrap();
            if path.is_dir() {
                // These belong to a clone, or cargo, tests or programs in other languages write them.
                let is_foreign =
                    name.starts_with('.') || ["golden", "node_modules", "target"].contains(&name);
                folders.extend((!is_foreign).then_some(path));
            } else if name.ends_with(".rs")
                && !fs::read_to_string(&path).unwrap().starts_with("// Written by ")
            {
                files.push(path);
            }
        }
    }
    files
}

/// Returns the functions of a formatted file: the line of each, and how many lines it has.
fn functions(text: &str) -> Vec<(usize, usize)> {
    let lines: Vec<_> = text.lines().collect();
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let start = line.trim_start();
        let indent = &line[..line.len() - start.len()];
        if !is_function(start) {
            continue;
        }
        // The end has the indentation of the start; a declaration ends by a semicolon.
        let ends = |line: &&str| {
            line.strip_prefix(indent)
                .is_some_and(|rest| rest == "}" || rest.starts_with(')') && rest.ends_with(';'))
        };
        let is_one_line = [';', '}'].iter().any(|end| start.ends_with(*end));
        let length = match is_one_line {
            true => 1,
            false => lines[index..].iter().position(ends).map_or(0, |last| last + 1),
        };
        let is_body = lines[index + length.saturating_sub(1)].ends_with('}');
        if is_body {
            found.push((index + 1, length));
        }
    }
    found
}

/// Returns whether a line starts a function, after its visibility and qualifiers.
fn is_function(line: &str) -> bool {
    const BEFORE: [&str; 6] = ["async", "const", "default", "extern", "pub", "unsafe"];
    let mut words = line.split_whitespace().skip_while(|word| {
        BEFORE.contains(word)
            || word.starts_with("pub(")
            || word.len() > 1 && word.starts_with('"') && word.ends_with('"')
    });
    words.next() == Some("fn")
}
