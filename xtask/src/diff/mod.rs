//! `cargo xtask diff OLD NEW`: lists the changes for callers of operations and for code that compiles.
//!
//! The current generator generates both sides, so all differences come from the descriptions. If a revision has a committed
//! surface, that is compared instead, which also shows changes of the generator. The exit code is 0 whenever both sides could
//! be compared, whether they differ or not.

mod change;
mod changelog;
mod contents;
mod events;
mod facts;
mod location;
mod markdown;
mod operations;
mod pairs;
mod phrases;
mod reworded;
mod shared;
mod subject;
mod text;
mod verdict;
mod wire;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::process::ExitCode;
use std::thread;

use anyhow::{Result, anyhow};
use matrix_openapi_codegen::event::EventSection;
use matrix_openapi_codegen::{Api, Module};
use serde::{Serialize, Serializer};

use crate::surface::Item;
use events::EventChanges;
use operations::OperationChanges;
use reworded::Reworded;
pub use subject::Subject;
use subject::Unknown;
pub use verdict::Verdict;
use verdict::{ItemChange, changes};

/// Lists the differences between two descriptions, and the part of the version that must grow.
#[derive(clap::Args)]
pub struct DiffArgs {
    /// A vendored folder, an upstream tree, or a git revision of this repository.
    old: String,
    /// The same, for the other side.
    new: String,
    /// The format of the output.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The same as `--format json`.
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

/// How a comparison is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For a terminal, in colour unless NO_COLOR is set.
    Text,
    /// For a pull request or a changelog.
    Markdown,
    /// For programs.
    Json,
}

/// The differences between two descriptions.
#[derive(Serialize)]
pub struct Diff {
    old: SideSummary,
    new: SideSummary,
    verdict: Verdict,
    /// The changes that the verdict comes from.
    reasons: Vec<Reason>,
    operations: OperationChanges,
    events: EventChanges,
    surface: SurfaceChanges,
    /// The operations and types of both sides whose text upstream has reworded; empty if that is not known.
    reworded: Reworded,
}

/// One side of a comparison.
#[derive(Serialize)]
struct SideSummary {
    name: String,
    /// `None` if there is no description.
    release: Option<String>,
    operations: usize,
}

/// A change that the verdict comes from.
#[derive(Serialize)]
struct Reason {
    api: &'static str,
    subject: String,
    reason: String,
    /// The subject without its signature.
    #[serde(skip)]
    name: String,
}

/// The changes of the public interface.
#[derive(Default, Serialize)]
struct SurfaceChanges {
    added: Vec<SurfaceEntry>,
    removed: Vec<SurfaceEntry>,
    changed: Vec<SurfaceEntry>,
}

/// An item of a surface that was added, removed or changed.
#[derive(Serialize)]
struct SurfaceEntry {
    api: &'static str,
    /// The item now, or before it was removed.
    #[serde(serialize_with = "line")]
    item: Item,
    /// The item before it changed.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "optional_line")]
    old: Option<Item>,
    verdict: Verdict,
    reason: String,
    /// Whether it was added or removed with the item that it belongs to.
    #[serde(skip)]
    with_owner: bool,
}

/// Compares and prints.
pub fn run(args: &DiffArgs) -> Result<ExitCode> {
    let (old, new) = match both(|| Subject::open(&args.old), || Subject::open(&args.new)) {
        Ok(both) => both,
        Err(error) if error.is::<Unknown>() => {
            eprintln!("error: {error}");
            return Ok(ExitCode::from(2));
        }
        Err(error) => return Err(error),
    };
    let diff = Diff::between(Some(&old), &new);
    let format = if args.json { Format::Json } else { args.format };
    let text = match format {
        Format::Text => diff.text(),
        Format::Markdown => diff.markdown(),
        Format::Json => serde_json::to_string_pretty(&diff)? + "\n",
    };
    let written = match format {
        // Removes the colours if the terminal or the user does not want them.
        Format::Text => anstream::stdout().write_all(text.as_bytes()),
        Format::Markdown | Format::Json => io::stdout().write_all(text.as_bytes()),
    };
    match written {
        // The program that reads the output may stop early.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// Opens both sides at the same time.
fn both<T: Send>(
    old: impl FnOnce() -> Result<T> + Send,
    new: impl FnOnce() -> Result<T> + Send,
) -> Result<(T, T)> {
    thread::scope(|scope| {
        let new = scope.spawn(new);
        let old = old();
        let new = new.join().map_err(|_| anyhow!("the thread that reads the second side has panicked"))?;
        Ok((old?, new?))
    })
}

impl Diff {
    /// Compares two descriptions; without an old one everything is new.
    pub fn between(old: Option<&Subject>, new: &Subject) -> Self {
        let (mut operations, mut surface) = (OperationChanges::default(), SurfaceChanges::default());
        let none = BTreeSet::new();
        for api in Api::ALL {
            let (was, is) = (old.and_then(|old| old.side(api)), new.side(api));
            operations.compare(was.as_ref(), is.as_ref());
            let (was, is) = [was, is].map(|side| side.map_or(&none, |side| side.surface)).into();
            let of_api = changes(was, is);
            // Servers and mocks have the whole module, so an item that moves between its two parts does not change for them.
            let of_parts = [Module::Server(api), Module::Mock(api)].map(|module| {
                let whole = |side: Option<&Subject>, api_surface: &BTreeSet<Item>| {
                    let own = side.and_then(|side| side.surfaces.get(&module));
                    own.unwrap_or(&none) | api_surface
                };
                let changes = changes(&whole(old, was), &whole(Some(new), is)).into_iter();
                (module, changes.filter(|change| !of_api.contains(change)).collect::<Vec<_>>())
            });
            for (module, changes) in [(Module::Api(api), of_api)].into_iter().chain(of_parts) {
                changes.into_iter().for_each(|change| surface.add(module, change));
            }
        }
        for module in [Module::Events, Module::Edus] {
            let (was, is) = (old.and_then(|old| old.event_surface(module)), new.event_surface(module));
            changes(was.unwrap_or(&none), is.unwrap_or(&none))
                .into_iter()
                .for_each(|change| surface.add(module, change));
        }
        let mut events = EventChanges::default();
        for section in [EventSection::Events, EventSection::Edus] {
            events.compare(section, old.and_then(|old| old.events(section)), new.events(section));
        }
        let reworded = Reworded::between(old.and_then(|old| old.prose.as_ref()), new.prose.as_ref());
        let all = all_reasons(&operations, &events, &surface);
        let verdict = all.iter().map(|(verdict, _)| *verdict).max().unwrap_or(Verdict::Patch);
        let reasons =
            all.into_iter().filter(|(level, _)| *level == verdict).map(|(_, reason)| reason).collect();
        Self {
            old: old.map_or_else(SideSummary::nothing, SideSummary::of),
            new: SideSummary::of(new),
            verdict,
            reasons,
            operations,
            events,
            surface,
            reworded,
        }
    }

    /// Returns both sides, such as `v1.18 to v1.19`.
    pub fn title(&self) -> String {
        format!("{} to {}", self.old.title(), self.new.title())
    }

    /// Returns how much the version must grow.
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// Returns the operations and types whose text upstream has reworded.
    pub fn reworded(&self) -> &Reworded {
        &self.reworded
    }

    /// Returns the number of operations on the new side.
    pub fn operations(&self) -> usize {
        self.new.operations
    }

    /// Returns whether there are no differences, including upstream's wording.
    fn is_empty(&self) -> bool {
        self.operations.is_empty()
            && self.events.is_empty()
            && self.reworded.is_empty()
            && self.surface.is_empty()
    }
}

impl SideSummary {
    fn of(subject: &Subject) -> Self {
        let operations = subject.model.apis.values().map(|model| model.operations.len()).sum();
        Self { name: subject.name.clone(), release: Some(subject.release().to_string()), operations }
    }

    /// Returns a side without a description.
    fn nothing() -> Self {
        Self { name: "nothing".to_owned(), release: None, operations: 0 }
    }

    /// Returns the name with the release, unless the name contains it.
    fn title(&self) -> String {
        match &self.release {
            Some(release) if self.name.ends_with(release) => release.clone(),
            Some(release) => format!("{} ({release})", self.name),
            None => self.name.clone(),
        }
    }
}

impl SurfaceChanges {
    fn add(&mut self, module: Module, change: ItemChange) {
        let ItemChange { old, new, verdict, reason, with_owner } = change;
        let (entries, item, old) = match (old, new) {
            (Some(old), Some(new)) => (&mut self.changed, new, Some(old)),
            (Some(old), None) => (&mut self.removed, old, None),
            (None, Some(new)) => (&mut self.added, new, None),
            (None, None) => return,
        };
        entries.push(SurfaceEntry { api: module.slug(), item, old, verdict, reason, with_owner });
    }

    /// Returns whether there are no changes.
    fn is_empty(&self) -> bool {
        [&self.added, &self.removed, &self.changed].into_iter().all(Vec::is_empty)
    }

    /// Returns the lists with their signs.
    fn lists(&self) -> [(&'static str, &Vec<SurfaceEntry>); 3] {
        [("-", &self.removed), ("+", &self.added), ("~", &self.changed)]
    }
}

/// Returns all reasons for the version to grow, with their verdicts.
fn all_reasons(
    operations: &OperationChanges,
    events: &EventChanges,
    surface: &SurfaceChanges,
) -> Vec<(Verdict, Reason)> {
    let of_operations = operations.differences().map(|(operation, change)| {
        let name = operation.id.clone();
        let (subject, reason) = (name.clone(), change.text.clone());
        (change.verdict, Reason { api: operation.api, subject, reason, name })
    });
    let of_events = events.reasons().map(|(event, change)| {
        let name = event.event.clone();
        let (subject, reason) = (name.clone(), change.text.clone());
        (change.verdict, Reason { api: event.section, subject, reason, name })
    });
    let of_surface =
        surface.lists().into_iter().flat_map(|(_, entries)| entries).filter(|entry| !entry.with_owner);
    let of_surface = of_surface.map(|entry| {
        let (name, subject, reason) = (entry.item.path.clone(), entry.item.to_string(), entry.reason.clone());
        (entry.verdict, Reason { api: entry.api, subject, reason, name })
    });
    of_surface.chain(of_operations).chain(of_events).collect()
}

fn line<S: Serializer>(item: &Item, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    serializer.collect_str(item)
}

fn optional_line<S: Serializer>(item: &Option<Item>, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    item.as_ref().map(Item::to_string).serialize(serializer)
}

#[cfg(test)]
mod tests;
