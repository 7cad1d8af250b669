//! `cargo xtask diff OLD NEW`: what is different for those who call operations and for those who compile.
//!
//! Both sides go through the generator as it is now, so that a difference is one of the descriptions. A revision
//! that holds its surface is taken at its word, so that a change of the generator shows too. That there are
//! differences is no finding: the exit code is 0 whenever both sides could be compared.

mod changelog;
mod contents;
mod facts;
mod markdown;
mod operations;
mod pairs;
mod reworded;
mod shared;
mod subject;
mod text;
mod verdict;
mod wire;

use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::thread;

use anyhow::{Result, anyhow};
use matrix_openapi_codegen::{Api, Description};
use serde::Serialize;

use crate::prose::Hashes;
use crate::surface::Item;
use operations::Operations;
use reworded::Reworded;
use subject::{Subject, Unknown};
use text::Palette;
pub use verdict::Verdict;
use verdict::{Change, changes};

/// Says exactly what is different between two descriptions, and what that means for the version.
#[derive(clap::Args)]
pub struct Args {
    /// A vendored folder, an upstream tree, or a git revision of this repository.
    old: String,
    /// The same, to compare with it.
    new: String,
    /// How to say it: for a terminal, for a pull request or changelog, or for programs.
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

/// Two descriptions compared.
#[derive(Serialize)]
pub struct Diff {
    old: End,
    new: End,
    verdict: Verdict,
    /// What the verdict is owed to.
    reasons: Vec<Reason>,
    operations: Operations,
    surface: Surface,
    /// What upstream has reworded, of what is on both sides; nothing where that is not known.
    reworded: Reworded,
}

/// One end of a comparison.
#[derive(Serialize)]
struct End {
    name: String,
    /// Nothing where no description is.
    release: Option<String>,
    operations: usize,
}

/// One of the changes that need the version to grow as the verdict says.
#[derive(Serialize)]
struct Reason {
    api: &'static str,
    subject: String,
    reason: String,
    /// The subject without its signature.
    #[serde(skip)]
    name: String,
}

/// What has happened to the public interface.
#[derive(Default, Serialize)]
struct Surface {
    added: Vec<Entry>,
    removed: Vec<Entry>,
    changed: Vec<Entry>,
}

/// A line of a surface that came, went or changed.
#[derive(Serialize)]
struct Entry {
    api: &'static str,
    /// As it is, or as it was if it is gone.
    item: String,
    /// Its path alone.
    #[serde(skip)]
    path: String,
    /// As it was, if it has changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<String>,
    verdict: Verdict,
    reason: String,
    /// Whether it came or went with what it belongs to.
    #[serde(skip)]
    with_owner: bool,
}

/// Compares and prints.
pub fn run(args: &Args) -> Result<ExitCode> {
    let (old, new) = match both(|| Subject::open(&args.old), || Subject::open(&args.new)) {
        Ok(both) => both,
        Err(error) if error.is::<Unknown>() => {
            eprintln!("error: {error}");
            return Ok(ExitCode::from(2));
        }
        Err(error) => return Err(error),
    };
    let diff = Diff::of(&old, &new);
    let format = if args.json { Format::Json } else { args.format };
    let text = match format {
        Format::Text => diff.report(),
        Format::Markdown => diff.markdown(),
        Format::Json => serde_json::to_string_pretty(&diff)? + "\n",
    };
    match io::stdout().write_all(text.as_bytes()) {
        // Whoever reads only the beginning has what they want.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// A description with its overlays applied, and the hashes of what upstream says of it, if they are known.
#[derive(Clone)]
pub struct Described<'a> {
    /// The description.
    pub description: &'a Description,
    /// The hashes.
    pub words: Option<Hashes>,
}

/// Compares two descriptions; where there was none, all that is there is new.
pub fn between(old: Option<Described<'_>>, new: Described<'_>) -> Result<Diff> {
    let subject = |side: Described<'_>| {
        let release = side.description.release.to_string();
        Subject::of(&release, side.description, side.words, None)
    };
    let old = || old.map_or_else(|| Ok(Subject::nothing()), subject);
    let (old, new) = both(old, || subject(new))?;
    Ok(Diff::of(&old, &new))
}

/// Both sides take a while and need nothing of each other.
fn both<T: Send>(
    old: impl FnOnce() -> Result<T> + Send,
    new: impl FnOnce() -> Result<T> + Send,
) -> Result<(T, T)> {
    thread::scope(|scope| {
        let new = scope.spawn(new);
        let old = old();
        let new = new.join().map_err(|_| anyhow!("the second side could not be read"))?;
        Ok((old?, new?))
    })
}

impl Diff {
    fn of(old: &Subject, new: &Subject) -> Self {
        let (mut operations, mut surface) = (Operations::default(), Surface::default());
        let none = BTreeSet::new();
        for api in Api::ALL {
            let (was, is) = (old.apis.get(&api), new.apis.get(&api));
            operations.compare(was, is);
            let (was, is) = [was, is].map(|side| side.map_or(&none, |side| &side.surface)).into();
            changes(was, is).into_iter().for_each(|change| surface.add(api, change));
        }
        let reworded = Reworded::between(old.words.as_ref(), new.words.as_ref());
        let all = all_reasons(&operations, &surface);
        let verdict = all.iter().map(|(verdict, _)| *verdict).max().unwrap_or(Verdict::Patch);
        let reasons =
            all.into_iter().filter(|(level, _)| *level == verdict).map(|(_, reason)| reason).collect();
        Self { old: End::of(old), new: End::of(new), verdict, reasons, operations, surface, reworded }
    }

    /// The comparison for the terminal that this runs in, if it does.
    pub fn report(&self) -> String {
        self.text(Palette::of_terminal(io::stdout().is_terminal()))
    }

    /// Both ends, such as `v1.18 to v1.19`.
    pub fn title(&self) -> String {
        format!("{} to {}", self.old.title(), self.new.title())
    }

    /// What it means for the version.
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// What upstream has reworded.
    pub fn reworded(&self) -> &Reworded {
        &self.reworded
    }

    /// How many operations there are now.
    pub fn operations(&self) -> usize {
        self.new.operations
    }

    /// Whether nothing is different, how upstream says it included.
    fn is_empty(&self) -> bool {
        self.operations.is_empty() && self.reworded.is_empty() && self.surface.is_empty()
    }
}

impl End {
    fn of(subject: &Subject) -> Self {
        let operations = subject.apis.values().map(|side| side.lowered.calls.len()).sum();
        let release = subject.release.map(|release| release.to_string());
        Self { name: subject.name.clone(), release, operations }
    }

    /// The name with the release, unless the name says it.
    fn title(&self) -> String {
        match &self.release {
            Some(release) if self.name.ends_with(release) => release.clone(),
            Some(release) => format!("{} ({release})", self.name),
            None => self.name.clone(),
        }
    }
}

impl Surface {
    fn add(&mut self, api: Api, change: Change) {
        let Change { old, new, verdict, reason, with_owner } = change;
        let Some(item) = new.as_ref().or(old.as_ref()) else { return };
        let entries = match (&old, &new) {
            (Some(_), Some(_)) => &mut self.changed,
            (Some(_), None) => &mut self.removed,
            _ => &mut self.added,
        };
        let was = old.as_ref().filter(|_| new.is_some()).map(Item::to_string);
        let (item, path) = (item.to_string(), item.path.clone());
        entries.push(Entry { api: api.slug(), item, path, old: was, verdict, reason, with_owner });
    }

    /// Whether it is as it was.
    fn is_empty(&self) -> bool {
        [&self.added, &self.removed, &self.changed].into_iter().all(Vec::is_empty)
    }

    /// What came, went and changed, each with its sign.
    fn parts(&self) -> [(&'static str, &Vec<Entry>); 3] {
        [("-", &self.removed), ("+", &self.added), ("~", &self.changed)]
    }
}

/// Every reason for a version to grow, with what it asks for.
fn all_reasons(operations: &Operations, surface: &Surface) -> Vec<(Verdict, Reason)> {
    let of_operations = operations.differences().map(|(operation, change)| {
        let name = operation.id.clone();
        let (subject, reason) = (name.clone(), change.text.clone());
        (change.verdict, Reason { api: operation.api, subject, reason, name })
    });
    let of_surface =
        surface.parts().into_iter().flat_map(|(_, entries)| entries).filter(|entry| !entry.with_owner);
    let of_surface = of_surface.map(|entry| {
        let (name, subject, reason) = (entry.path.clone(), entry.item.clone(), entry.reason.clone());
        (entry.verdict, Reason { api: entry.api, subject, reason, name })
    });
    of_surface.chain(of_operations).collect()
}

#[cfg(test)]
mod tests;
