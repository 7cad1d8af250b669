//! `cargo xtask docs`: writes the Markdown reference below `docs/`, one page per group of operations, and three files for the
//! tests: the examples that call the operations and those that serve them, as functions, and the list of the other pages with
//! examples.

mod chapter;
mod edus;
mod events;
mod example;
mod examples;
mod handler;
mod handlers;
#[cfg(test)]
mod identifiers;
mod index;
mod markdown;
mod page;
mod reference;
mod response;
mod rustdoc;
mod sample;
mod serving;
mod types;
mod values;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use matrix_openapi_codegen::{Model, Release};

use crate::sentences::{self, Record};
use crate::{input, links, project, readme};
use chapter::chapters;
use edus::EduPage;
use events::EventPages;

/// Writes the Markdown reference in `docs/`, and updates README.md, the links to the specification and the record of our
/// sentences.
#[derive(clap::Args)]
pub struct DocsArgs {}

/// The mark in the first line of every written file, which identifies the files of former groups.
const MARK: &str = "Written by 'cargo xtask docs'";

/// Writes the reference and updates the other files.
pub fn run(_: &DocsArgs) -> Result<ExitCode> {
    let project = project::of(project::spec());
    let model = project.model(project.description()?)?;
    print!("{}", Pages::of(&model)?.write()?);
    Ok(ExitCode::SUCCESS)
}

/// The files outside of `spec/` that depend on the description: the reference, numbers and links elsewhere, and the
/// record of our sentences.
pub struct Pages {
    release: Release,
    counts: readme::Counts,
    files: BTreeMap<String, String>,
}

impl Pages {
    /// Generates all files, so errors occur before one is written.
    pub fn of(model: &Model) -> Result<Self> {
        let (description, files) = (&model.description, files(model)?);
        Ok(Self { release: description.release, counts: readme::counts(description), files })
    }

    /// Writes changed files, removes former pages, and returns a line for each change.
    pub fn write(&self) -> Result<String> {
        let (root, folder) = (project::root(), folder());
        let mut report = String::new();
        for name in former(&folder, &self.files)? {
            fs::remove_file(folder.join(&name)).with_context(|| name.clone())?;
            report += &format!("removed docs/{name}\n");
        }
        let mut changed = 0;
        for (name, text) in &self.files {
            let path = folder.join(name);
            if input::read_to_string(&path).is_ok_and(|old| old == *text) {
                continue;
            }
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(&path, text).with_context(|| path.display().to_string())?;
            changed += 1;
        }
        let path = root.join("README.md");
        if let Ok(text) = input::read_to_string(&path) {
            let corrected = readme::corrected(&text, self.release, &self.counts);
            if corrected != text {
                fs::write(&path, corrected).context("cannot write README.md")?;
                report += "changed README.md\n";
            }
        }
        links::write(&root, self.release)?.iter().for_each(|name| report += &format!("changed {name}\n"));
        if Record::read(&project::spec())?.write(&project::spec())? {
            report += &format!("changed spec/{}\n", sentences::RECORD);
        }
        Ok(report + &format!("{} files of the reference, {changed} changed\n", self.files.len()))
    }
}

/// Returns the files that are not up to date, one sentence each.
pub fn stale(model: &Model) -> Result<Vec<String>> {
    let (folder, files) = (folder(), files(model)?);
    let mut findings = Vec::new();
    for (name, text) in &files {
        match input::read_to_string(&folder.join(name)) {
            Ok(old) if old == *text => {}
            Ok(_) => {
                findings.push(format!("docs/{name}: not up to date with the description and our sentences"))
            }
            Err(error) => findings.push(format!("docs/{name}: cannot be read: {error}")),
        }
    }
    let former = former(&folder, &files)?.into_iter();
    findings.extend(former.map(|name| format!("docs/{name}: of a group that no longer exists")));
    Ok(findings)
}

fn folder() -> PathBuf {
    project::root().join("docs")
}

/// Returns all files below `docs/` by their names.
fn files(model: &Model) -> Result<BTreeMap<String, String>> {
    let chapters = chapters(model)?;
    let events = model.events.as_ref().map(EventPages::of);
    let release = model.description.release;
    let mark = format!("{MARK} from the Matrix specification {release}; do not edit.");
    let mut files = BTreeMap::new();
    for chapter in &chapters {
        for (group, entries) in &chapter.groups {
            let text = page::render(chapter, group, entries)?;
            let other = files.insert(chapter.file(group), format!("<!-- {mark} -->\n\n{text}"));
            anyhow::ensure!(
                other.is_none(),
                "two groups of operations have the same file docs/{}",
                chapter.file(group)
            );
        }
    }
    for chapter in &chapters {
        let name = format!("{}/{}", chapter.api(), types::FILE);
        let other = files.insert(name, format!("<!-- {mark} -->\n\n{}", types::render(chapter)));
        anyhow::ensure!(other.is_none(), "a group has the file of the types");
    }
    let pages = events.as_ref().map(EventPages::files).unwrap_or_default();
    let names: Vec<_> = pages.keys().cloned().collect();
    files.extend(pages.into_iter().map(|(name, text)| (name, format!("<!-- {mark} -->\n\n{text}"))));
    let page = model.edus.as_ref().map(EduPage::of);
    files.extend(
        page.iter().map(|page| (edus::FILE.to_owned(), format!("<!-- {mark} -->\n\n{}", page.text()))),
    );
    let index = index::render(&chapters)
        + &events.map(|events| events.index()).unwrap_or_default()
        + &page.as_ref().map(EduPage::index).unwrap_or_default();
    files.insert("README.md".to_owned(), format!("<!-- {mark} -->\n\n{index}"));
    files.insert("examples.rs".to_owned(), format!("// {mark}\n\n{}", examples::render(&chapters)));
    files.insert("handlers.rs".to_owned(), format!("// {mark}\n\n{}", handlers::render(&chapters)?));
    files.insert("rustdoc.rs".to_owned(), format!("// {mark}\n\n{}", rustdoc::render(&chapters)?));
    let reference = reference::render(&names, page.is_some().then_some(edus::FILE));
    files.insert("reference.rs".to_owned(), format!("// {mark}\n\n{reference}"));
    Ok(files)
}

/// Returns the files of an earlier run that are no longer written.
fn former(folder: &Path, files: &BTreeMap<String, String>) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut open = vec![PathBuf::new()];
    while let Some(below) = open.pop() {
        // The folder does not exist before the first run.
        let Ok(listing) = fs::read_dir(folder.join(&below)) else { continue };
        for entry in listing {
            let entry = entry?;
            let name = below.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                open.push(name);
            } else {
                found.push(name.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    let written = |name: &String| {
        let text = input::read_to_string(&folder.join(name)).unwrap_or_default();
        text.lines().next().is_some_and(|first| first.contains(MARK))
    };
    Ok(found.into_iter().filter(|name| !files.contains_key(name)).filter(written).collect())
}
