//! The report of an update: changed files, operations and interface, and the tasks that are left.

use std::fmt;
use std::path::Path;

use anyhow::Result;
use matrix_openapi_codegen::event;
use matrix_openapi_codegen::load::PIN;
use matrix_openapi_codegen::lower::event_ir::EventModel;
use matrix_openapi_codegen::overlay::Overlays;
use matrix_openapi_codegen::overlay::{EVENT_WORDING_FILE, WORDING_FILE};
use matrix_openapi_codegen::wording::{EventWording, undocumented_operations, undocumented_types};
use matrix_openapi_codegen::yaml;
use matrix_openapi_codegen::{Description, Error, Model, Release, Wording};
use serde_json::Value;

use super::{events, pin, staging};
use crate::check::paging;
use crate::diff::{Diff, Subject};
use crate::{input, project, prose};

/// The differences of two folders.
pub struct UpdateReport {
    files: Vec<String>,
    /// The error that makes an existing folder count as empty.
    unread: Option<String>,
    diff: Diff,
    /// The changes of the types of events.
    events: Vec<String>,
    /// Other changes of the project.
    done: Vec<String>,
    /// The tasks that are left.
    left: Vec<String>,
}

/// The parts of the pin that count as a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pinning {
    /// The description, whatever its source.
    Description,
    /// All of it, since the user set some of it.
    Whole,
}

/// Compares the existing folder, if any, with the new one, which contains the description `after`. `obsolete` are the
/// actions of the overlays that do not apply to it.
pub fn compare(
    old: &Path,
    new: &Path,
    after: &Subject,
    overlays: &Path,
    obsolete: &[Error],
    pinning: Pinning,
) -> Result<UpdateReport> {
    // A folder that cannot be read or generated counts as empty, since the update may fix it.
    let (before, unread) = match before(old, overlays) {
        Ok(before) => (before, None),
        Err(error) => (None, Some(format!("{error:#}"))),
    };
    let diff = Diff::between(before.as_ref(), after);
    let was = before.as_ref().and_then(|before| before.model.description.events.as_ref());
    let events = events::changes(was, after.model.description.events.as_ref());
    let read = |folder: &Path, name: &str| input::read(&folder.join(name)).ok();
    let same = |name: &str| match (read(old, name), read(new, name)) {
        // Another source of the same description changes nothing.
        (Some(was), Some(is)) if name == PIN && pinning == Pinning::Description => pin::agree(&was, &is),
        (was, is) => was == is,
    };
    let files: Vec<_> = staging::files().into_iter().filter(|name| !same(name)).collect();
    let mut left = Vec::new();
    left.extend(written_for_others(overlays, after.release())?);
    left.extend(obsolete.iter().map(|error| format!("overlays: {error}")));
    left.extend(after.model.tasks().map(ToString::to_string));
    left.extend(paging::findings(&after.model));
    left.extend(kindless(&after.model.description)?);
    let project = project::with_overlays(new, overlays);
    left.extend(unworded(&after.model, &project.wording()?));
    let wording = project.event_wording()?;
    let events_after = after.model.events.iter().chain(&after.model.edus);
    left.extend(events_after.filter_map(|model| unworded_events(model, &wording)));
    Ok(UpdateReport { files, unread, diff, events, done: Vec::new(), left })
}

/// Returns the overlays and sentences that name another release and need a review for this one.
fn written_for_others(overlays: &Path, release: Release) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    for path in Overlays::inputs(overlays)?
        .into_iter()
        .chain([WORDING_FILE, EVENT_WORDING_FILE].map(|name| overlays.join(name)))
    {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if !path.is_file() {
            continue;
        }
        let key = if [WORDING_FILE, EVENT_WORDING_FILE].contains(&name.as_str()) {
            "release"
        } else {
            "x-written-for"
        };
        let root = yaml::read(&path)?;
        let written_for = root.get(key).and_then(Value::as_str).and_then(|text| text.parse::<Release>().ok());
        if let Some(other) = written_for.filter(|other| *other != release) {
            lines.push(format!(
                "overlays/{name}: written for {other}; review it and set its `{key}` to {release}"
            ));
        }
    }
    Ok(lines)
}

/// Returns the types of events that our table lacks, in one line.
fn kindless(description: &Description) -> Result<Option<String>> {
    let Some(document) = &description.events else { return Ok(None) };
    Ok(events::without_kind(&event::without_kind(&event::events(document)?)))
}

/// Returns the operations without sentences, in one line.
fn unworded(model: &Model, wording: &Wording) -> Option<String> {
    let lacking: Vec<_> =
        model.apis.values().flat_map(|model| undocumented_operations(model, wording)).collect();
    let names: String = lacking.iter().map(|one| format!("\n    {} {}", one.api, one.id)).collect();
    let line = || format!("operations without sentences in {}: {}{names}", wording.file(), lacking.len());
    (!lacking.is_empty()).then(line)
}

/// Returns the contents of events without sentences, in one line.
fn unworded_events(model: &EventModel, wording: &EventWording) -> Option<String> {
    let lacking = undocumented_types(model);
    let line = || {
        let names: String = lacking.iter().map(|name| format!("\n    {name}")).collect();
        let (what, file) = (model.section.slug(), wording.file());
        format!("contents of {what} without sentences in {file}: {}{names}", lacking.len())
    };
    (!lacking.is_empty()).then(line)
}

fn before(old: &Path, overlays: &Path) -> Result<Option<Subject>> {
    if !old.join(PIN).is_file() {
        return Ok(None);
    }
    let project = project::with_overlays(old, overlays);
    let model = project.lower(project.description()?)?;
    let release = model.description.release.to_string();
    Subject::generated(&release, model, prose::read(old)?).map(Some)
}

impl UpdateReport {
    /// Returns whether any byte of the description changes.
    pub fn changes_files(&self) -> bool {
        !self.files.is_empty()
    }

    /// Returns the differences.
    pub fn diff(&self) -> &Diff {
        &self.diff
    }

    /// Adds other changes of the project.
    pub fn done(&mut self, lines: &str) {
        self.done.extend(lines.lines().map(str::to_owned));
    }

    /// Adds the review of sentences on reworded subjects, if there is no record of those that are still true.
    pub fn left_reworded(&mut self) {
        if !self.diff.reworded().is_empty() {
            self.left.push(format!("sentences: {}", self.diff.reworded()));
        }
    }

    /// Adds a task that is left.
    pub fn left(&mut self, line: Option<String>) {
        self.left.extend(line);
    }
}

impl fmt::Display for UpdateReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}, {} operations", self.diff.title(), self.diff.operations())?;
        if self.files.is_empty() {
            return writeln!(f, "no change");
        }
        for file in &self.files {
            writeln!(f, "changed: {file}")?;
        }
        if let Some(error) = &self.unread {
            writeln!(f, "the old description counts as empty: {error}")?;
        }
        write!(f, "\n{}", self.diff.text())?;
        self.events.iter().try_for_each(|line| writeln!(f, "{line}"))?;
        if !self.done.is_empty() {
            writeln!(f)?;
        }
        self.done.iter().try_for_each(|line| writeln!(f, "{line}"))?;
        if !self.left.is_empty() {
            writeln!(f, "\nleft to do:")?;
        }
        self.left.iter().try_for_each(|line| writeln!(f, "  {line}"))
    }
}
