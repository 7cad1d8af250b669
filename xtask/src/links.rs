//! Links to the specification, which are all to the release that is vendored.
//!
//! They stand in the documentation of handwritten code and in the pages beside it. The generator and the xtask speak of
//! releases as values, so what they say is left as it is.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use matrix_openapi_codegen::Release;

use crate::input;

/// What stands before the release in a link.
const SITE: &str = "spec.matrix.org/";

/// The folders in which there are links.
const FOLDERS: [&str; 6] = ["src", "core/src", "cli/src", "examples", "docs/guide", "tests/ui"];

/// The extensions of the files that have links; expected output of the compiler quotes some.
const KINDS: [&str; 3] = ["rs", "md", "stderr"];

/// Makes all links lead to a release, and returns the files that were written, by their paths below the root.
pub fn write(root: &Path, release: Release) -> Result<Vec<String>> {
    let mut written = Vec::new();
    for (name, text) in files(root)? {
        let new = leading_to(&text, release);
        if new != text {
            fs::write(root.join(&name), new).with_context(|| format!("{name} cannot be written"))?;
            written.push(name);
        }
    }
    Ok(written)
}

/// The links that lead to another release, a sentence each.
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
                "{name}:{}: a link to {}, not to {release}",
                index + 1,
                others.join(" and ")
            ));
        }
    }
    findings
}

/// The text with all its links to a release.
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

/// The release at the beginning of what follows the site's name, if there is one (and not `latest`).
fn named(rest: &str) -> Option<&str> {
    let (release, _) = rest.split_once('/')?;
    release.parse::<Release>().is_ok().then_some(release)
}

/// All files that may have links, by their paths below the root.
fn files(root: &Path) -> Result<Vec<(String, String)>> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for folder in FOLDERS.iter().map(|folder| root.join(folder)).filter(|folder| folder.is_dir()) {
        collect(&folder, true, &mut paths)?;
    }
    collect(root, false, &mut paths)?;
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        // What has happened to a release does not become what happened to another one.
        if name != "CHANGELOG.md" {
            let text = input::read_to_string(&path).with_context(|| format!("{name} is not readable"))?;
            files.push((name, text));
        }
    }
    Ok(files)
}

fn collect(folder: &Path, below: bool, paths: &mut Vec<PathBuf>) -> Result<()> {
    let unreadable = || format!("{} is not readable", folder.display());
    for entry in fs::read_dir(folder).with_context(unreadable)? {
        let entry = entry.with_context(unreadable)?;
        let (path, kind) = (entry.path(), entry.file_type().with_context(unreadable)?);
        let known = path.extension().is_some_and(|end| KINDS.iter().any(|kind| end == *kind));
        if kind.is_dir() && below {
            collect(&path, true, paths)?;
        } else if kind.is_file() && known {
            paths.push(path);
        }
    }
    Ok(())
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
        assert_eq!(stale(folder.path(), release), ["src/deep/a.rs:2: a link to v1.2, not to v1.3"]);
        assert_eq!(write(folder.path(), release).unwrap(), ["src/deep/a.rs"]);
        assert_eq!(stale(folder.path(), release), Vec::<String>::new());
        assert_eq!(write(folder.path(), release).unwrap(), Vec::<String>::new());
    }
}
