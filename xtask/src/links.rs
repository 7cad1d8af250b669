//! Links to the specification, which must all lead to the vendored release.
//!
//! The documentation of handwritten code and the pages beside it contain such links. The generator and the xtask handle
//! releases as values, so their sources are left out.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use matrix_openapi_codegen::Release;

use crate::input;

/// The text before the release in a link.
const SITE: &str = "spec.matrix.org/";

/// The folders whose files contain links.
const FOLDERS: [&str; 6] = ["src", "core/src", "cli/src", "examples", "docs/guide", "tests/compile-fail/ui"];

/// The extensions of files with links; expected compiler output quotes some.
const KINDS: [&str; 3] = ["rs", "md", "stderr"];

/// Makes all links lead to a release, and returns the changed files by their paths below the root.
pub fn write(root: &Path, release: Release) -> Result<Vec<String>> {
    let mut written = Vec::new();
    for (name, text) in files(root)? {
        let new = leading_to(&text, release);
        if new != text {
            fs::write(root.join(&name), new).with_context(|| format!("cannot write {name}"))?;
            written.push(name);
        }
    }
    Ok(written)
}

/// Returns the links to another release, one sentence each.
pub fn stale(root: &Path, release: Release) -> Vec<String> {
    let files = match files(root) {
        Ok(files) => files,
        Err(error) => return vec![format!("{error:#}")],
    };
    let mut findings = Vec::new();
    for (name, text) in files {
        for (index, line) in text.lines().enumerate().filter(|(_, line)| leading_to(line, release) != **line)
        {
            let others: Vec<_> = releases(line).filter(|other| *other != release.to_string()).collect();
            findings.push(format!(
                "{name}:{}: links to {} instead of {release}",
                index + 1,
                others.join(" and ")
            ));
        }
    }
    findings
}

/// Returns the text with all its links leading to a release.
fn leading_to(text: &str, release: Release) -> String {
    let mut parts = text.split(SITE);
    let mut new = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        new.push_str(SITE);
        match named(part) {
            Some(other) => {
                new.push_str(&release.to_string());
                new.push_str(part.get(other.len()..).unwrap_or_default());
            }
            None => new.push_str(part),
        }
    }
    new
}

fn releases(text: &str) -> impl Iterator<Item = &str> {
    text.split(SITE).skip(1).filter_map(named)
}

/// Returns the release after the site's name, if there is one (and not `latest`).
fn named(rest: &str) -> Option<&str> {
    let (release, _) = rest.split_once('/')?;
    release.parse::<Release>().is_ok().then_some(release)
}

/// Returns all files that may contain links, by their paths below the root.
fn files(root: &Path) -> Result<Vec<(String, String)>> {
    let mut paths: Vec<PathBuf> = Vec::new();
    let mut folders: Vec<_> =
        FOLDERS.iter().map(|folder| root.join(folder)).filter(|folder| folder.is_dir()).collect();
    while let Some(folder) = folders.pop() {
        folders.extend(add_files(&folder, &mut paths)?);
    }
    add_files(root, &mut paths)?;
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        // Entries of the changelog keep the links to their own releases.
        if name != "CHANGELOG.md" {
            let text = input::read_to_string(&path).with_context(|| format!("cannot read {name}"))?;
            files.push((name, text));
        }
    }
    Ok(files)
}

/// Adds the files of a folder that may contain links, and returns the folders in it.
fn add_files(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    let unreadable = || format!("cannot read {}", folder.display());
    for entry in fs::read_dir(folder).with_context(unreadable)? {
        let entry = entry.with_context(unreadable)?;
        let (path, kind) = (entry.path(), entry.file_type().with_context(unreadable)?);
        let known = path.extension().is_some_and(|end| KINDS.iter().any(|kind| end == *kind));
        if kind.is_dir() {
            folders.push(path);
        } else if kind.is_file() && known {
            paths.push(path);
        }
    }
    Ok(folders)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_the_release_and_nothing_else_is_touched() {
        let text =
            "https://spec.matrix.org/v1.2/a/#v1.2 (spec.matrix.org/v1.30/b/) spec.matrix.org/latest/ v1.2/";
        let (new, old) = (Release { major: 1, minor: 30 }, Release { major: 1, minor: 2 });
        let there = leading_to(text, new);
        let expected =
            "https://spec.matrix.org/v1.30/a/#v1.2 (spec.matrix.org/v1.30/b/) spec.matrix.org/latest/ v1.2/";
        assert_eq!(there, expected);
        assert_eq!(leading_to(&there, new), there);
        assert_eq!(leading_to(&there, old), expected.replace(".org/v1.30", ".org/v1.2"));
        assert_eq!(leading_to("spec.matrix.org/", new), "spec.matrix.org/");
    }

    #[test]
    fn stale_links_are_found_and_written() {
        let folder = tempfile::TempDir::new().unwrap();
        let put = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        put("src/deep/a.rs", "//! One.\n//! <https://spec.matrix.org/v1.2/x>\n");
        put("src/b.txt", "spec.matrix.org/v1.2/");
        put("README.md", "spec.matrix.org/v1.3/");
        put("CHANGELOG.md", "spec.matrix.org/v1.2/");
        put("xtask/src/c.rs", "spec.matrix.org/v1.2/");
        let release = Release { major: 1, minor: 3 };
        assert_eq!(stale(folder.path(), release), ["src/deep/a.rs:2: links to v1.2 instead of v1.3"]);
        assert_eq!(write(folder.path(), release).unwrap(), ["src/deep/a.rs"]);
        assert_eq!(stale(folder.path(), release), Vec::<String>::new());
        assert_eq!(write(folder.path(), release).unwrap(), Vec::<String>::new());
    }
}
