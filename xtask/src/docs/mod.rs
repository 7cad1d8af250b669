//! `cargo xtask docs`: the reference in Markdown below `docs/`, one page for each group of operations, and the file
//! through which the examples on the pages are compiled with the tests.

mod example;
#[cfg(test)]
mod identifiers;
mod index;
mod page;
mod reference;
mod sample;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use heck::ToKebabCase;
use matrix_openapi_codegen::emit::{Argument, call_arguments};
use matrix_openapi_codegen::lower::ir::{Call, Lowered};
use matrix_openapi_codegen::lower::lower;
use matrix_openapi_codegen::{Api, Description, Release, Wording};

use crate::sentences::{self, Record};
use crate::{input, links, project, readme};

/// Writes the Markdown reference in `docs/`, and what README.md, the links to the specification and the record of our
/// sentences owe to the description.
#[derive(clap::Args)]
pub struct Args {}

/// What the first line of every written file says, so that files of groups that are no more can be told from others.
const MARK: &str = "Written by 'cargo xtask docs'";

/// Writes all of it.
pub fn run(_: &Args) -> Result<ExitCode> {
    let description = project::description(None)?;
    let wording = project::of(project::spec()).wording()?;
    print!("{}", Pages::of(&description, &wording)?.write()?);
    Ok(ExitCode::SUCCESS)
}

/// What outside of the description is to say what it says: the reference, the figures and links elsewhere, and the
/// record of what our sentences rest on.
pub struct Pages {
    release: Release,
    counts: readme::Counts,
    files: BTreeMap<String, String>,
}

impl Pages {
    /// Makes all that can fail, so that nothing is written by halves.
    pub fn of(description: &Description, wording: &Wording) -> Result<Self> {
        let files = files(description, wording)?;
        Ok(Self { release: description.release, counts: readme::counts(description), files })
    }

    /// Writes what is not so yet, removes the pages that are no more, and says what was done.
    pub fn write(&self) -> Result<String> {
        let (root, folder) = (project::root(), folder());
        let mut said = String::new();
        for name in former(&folder, &self.files)? {
            fs::remove_file(folder.join(&name)).with_context(|| name.clone())?;
            said += &format!("removed docs/{name}\n");
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
                fs::write(&path, corrected).context("README.md cannot be written")?;
                said += "changed README.md\n";
            }
        }
        links::write(&root, self.release)?.iter().for_each(|name| said += &format!("changed {name}\n"));
        if Record::read(&project::spec())?.write(&project::spec())? {
            said += &format!("changed spec/{}\n", sentences::FILE);
        }
        Ok(said + &format!("{} files of the reference, {changed} changed\n", self.files.len()))
    }
}

/// What is not as the command would write it.
pub fn stale(description: &Description, wording: &Wording) -> Result<Vec<String>> {
    let (folder, files) = (folder(), files(description, wording)?);
    let mut findings = Vec::new();
    for (name, text) in &files {
        match input::read_to_string(&folder.join(name)) {
            Ok(old) if old == *text => {}
            Ok(_) => findings.push(format!("docs/{name}: not what the description and its wording give")),
            Err(error) => findings.push(format!("docs/{name}: not readable: {error}")),
        }
    }
    let former = former(&folder, &files)?.into_iter();
    findings.extend(former.map(|name| format!("docs/{name}: of a group that is no more")));
    Ok(findings)
}

fn folder() -> PathBuf {
    project::root().join("docs")
}

/// The operations of an API by group, each group a page.
struct Chapter {
    lowered: Lowered,
    /// By the title of the page, sorted as methods are.
    groups: BTreeMap<String, Vec<Entry>>,
}

/// An operation on a page.
struct Entry {
    call: Call,
    arguments: Vec<Argument>,
}

impl Chapter {
    fn api(&self) -> Api {
        self.lowered.api
    }

    /// The name of a group's file below `docs/`.
    fn file(&self, group: &str) -> String {
        format!("{}/{}.md", self.api(), group.to_kebab_case())
    }
}

/// All files below `docs/` by their names.
fn files(description: &Description, wording: &Wording) -> Result<BTreeMap<String, String>> {
    let chapters = Api::ALL
        .iter()
        .filter_map(|api| description.documents.get(api))
        .map(|document| {
            let mut lowered = lower(document, description.release)?;
            wording.put(&mut lowered)?;
            let mut groups: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
            for (call, arguments) in lowered.calls.iter().zip(call_arguments(&lowered)?) {
                let group = call.operation.tags.first().map_or("Operations", String::as_str);
                groups.entry(group.to_owned()).or_default().push(Entry { call: call.clone(), arguments });
            }
            groups.values_mut().for_each(|group| group.sort_by(|one, other| one.rust().cmp(other.rust())));
            Ok(Chapter { lowered, groups })
        })
        .collect::<Result<Vec<_>>>()?;
    let mark = format!("{MARK} from the Matrix specification {}; do not edit.", description.release);
    let mut files = BTreeMap::new();
    for chapter in &chapters {
        for (group, entries) in &chapter.groups {
            let text = page::render(chapter, group, entries)?;
            let other = files.insert(chapter.file(group), format!("<!-- {mark} -->\n\n{text}"));
            anyhow::ensure!(other.is_none(), "two groups would be in {}", chapter.file(group));
        }
    }
    files.insert("README.md".to_owned(), format!("<!-- {mark} -->\n\n{}", index::render(&chapters)));
    files.insert("reference.rs".to_owned(), format!("// {mark}\n\n{}", reference::render(&chapters)));
    Ok(files)
}

impl Entry {
    /// The name of the method.
    fn rust(&self) -> &str {
        &self.call.operation.rust
    }
}

/// The files that an earlier run wrote and this one would not.
fn former(folder: &Path, files: &BTreeMap<String, String>) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut open = vec![PathBuf::new()];
    while let Some(below) = open.pop() {
        // Before the first run there is no folder.
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

/// A text in a cell of a table, which is one line and has bars only as its borders.
fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}
