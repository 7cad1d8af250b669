//! `cargo xtask check`: checks that everything committed is up to date. All checks run, and each failure names the
//! command that fixes it.

mod durations;
mod identifiers;
pub mod paging;
mod prose;
mod wording;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use matrix_openapi_codegen::event::without_kind;
use matrix_openapi_codegen::load::{self, EVENTS, PIN, Prose};
use matrix_openapi_codegen::overlay::{EVENT_WORDING_FILE, WORDING_FILE};
use matrix_openapi_codegen::wording::EventWording;
use matrix_openapi_codegen::yaml;
use matrix_openapi_codegen::{
    Api, Description, Error, Generator, Model, Overlaid, Project, Release, Wording,
};
use serde_json::Value;

use crate::digest::sha256;
use crate::sentences::{self, Record, Stale};
use crate::surface::{self, Surfaces};
use crate::update_spec::pin::Pin;
use crate::update_spec::staging;
use crate::{compile, input, links, project, prose as words, readme};

/// Checks that everything committed is up to date.
#[derive(clap::Args)]
pub struct CheckArgs {
    /// Another vendored folder, without the checks of README.md and other files of the project.
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
}

/// Runs all checks and lists all failures.
pub fn run(args: &CheckArgs) -> Result<ExitCode> {
    let subject = CheckedFolder::open(args.spec.as_deref());
    let mut failed = 0;
    for check in CHECKS {
        let findings = (check.find)(&subject);
        for finding in &findings {
            eprintln!("{}: {finding}", check.name);
        }
        if !findings.is_empty() {
            eprintln!("    fix: {}", subject.fix(&check.fix));
            failed += 1;
        }
    }
    if failed > 0 {
        eprintln!("{failed} of {} checks failed", CHECKS.len());
        return Ok(ExitCode::FAILURE);
    }
    if let Some(description) = subject.description() {
        let operations: usize = readme::counts(description).iter().map(|(_, count)| count).sum();
        println!("{} checks passed: {}, {operations} operations", CHECKS.len(), description.release);
    }
    Ok(ExitCode::SUCCESS)
}

/// A check, and how to fix its findings.
struct Check {
    name: &'static str,
    /// Returns the findings, one sentence each.
    find: fn(&CheckedFolder) -> Vec<String>,
    fix: Fix,
}

enum Fix {
    /// Import the release again.
    UpdateSpec,
    /// Write the surfaces again.
    Surface,
    /// Another instruction, with a command.
    Other(&'static str),
}

const CHECKS: &[Check] = &[
    Check { name: "pin", find: pin, fix: Fix::UpdateSpec },
    Check { name: "release", find: release, fix: Fix::UpdateSpec },
    Check { name: "canonical", find: canonical, fix: Fix::UpdateSpec },
    Check { name: "prose", find: prose, fix: Fix::UpdateSpec },
    Check {
        name: "overlays",
        find: overlays,
        fix: Fix::Other("change the overlay, then run `cargo xtask check` again"),
    },
    Check {
        name: "identifiers",
        find: identifiers,
        fix: Fix::Other("change spec/overlays/identifiers.yaml, then run `cargo xtask check` again"),
    },
    Check {
        name: "paging",
        find: paging,
        fix: Fix::Other("change spec/overlays/paging.yaml, then run `cargo xtask check` again"),
    },
    Check {
        name: "durations",
        find: durations,
        fix: Fix::Other("change spec/overlays/arguments.yaml, then run `cargo xtask check` again"),
    },
    Check {
        name: "generation",
        find: generation,
        fix: Fix::Other(
            "change the rule in codegen/src/lower or an overlay, then run `cargo test -p matrix-openapi-codegen`",
        ),
    },
    Check {
        name: "compilation",
        find: compilation,
        fix: Fix::Other("change codegen/src/emit or codegen/src/shape, then run `cargo xtask check` again"),
    },
    Check {
        name: "events",
        find: events,
        fix: Fix::Other("change spec/overlays/events.yaml, then run `cargo xtask events`"),
    },
    Check { name: "surface", find: surface, fix: Fix::Surface },
    Check {
        name: "wording",
        find: wording,
        fix: Fix::Other("change spec/overlays/wording.yaml, then run `cargo xtask docs`"),
    },
    Check {
        name: "event wording",
        find: event_wording,
        fix: Fix::Other("change spec/overlays/wording-events.yaml, then run `cargo xtask docs`"),
    },
    Check {
        name: "sentences",
        find: sentences,
        fix: Fix::Other(
            "review these sentences in spec/overlays; change them and run `cargo xtask docs`, or confirm \
             them with `cargo xtask sentences --hold`",
        ),
    },
    Check { name: "docs", find: docs, fix: Fix::Other("`cargo xtask docs`") },
    Check {
        name: "readme",
        find: readme,
        fix: Fix::Other(
            "`cargo xtask docs`, or write the numbers of `cargo xtask operations` into README.md",
        ),
    },
    Check { name: "links", find: links, fix: Fix::Other("`cargo xtask docs`") },
];

/// The checked folder with its readable parts. Each stage runs once, and all checks use its result.
struct CheckedFolder {
    spec: PathBuf,
    /// Whether it is the project's own folder.
    own: bool,
    /// The release of the description, from its files.
    release: matrix_openapi_codegen::Result<Release>,
    /// The sentences of the folder.
    wording: matrix_openapi_codegen::Result<Wording>,
    /// Its sentences about events.
    event_wording: matrix_openapi_codegen::Result<EventWording>,
    /// The actions of the overlays that do not apply, or the error that prevents applying the overlays.
    obsolete: Vec<Error>,
    /// The results of the other stages; `None` if the files cannot be read or the overlays cannot be applied.
    stages: Option<StageResults>,
}

/// The results of the stages for a description with its overlays.
struct StageResults {
    /// The APIs that can be lowered, with their sentences.
    model: Model,
    /// The sentences that have no subject.
    unused: Vec<Error>,
    /// The sentences about events and EDUs that have no subject, at most one of each.
    unused_event: Vec<Error>,
    /// The errors of lowering and generating.
    refused: Vec<Error>,
    /// The surfaces of the APIs that can be generated.
    surfaces: Surfaces,
    /// The errors of reading the surfaces.
    unreadable: Vec<String>,
}

impl StageResults {
    fn of(
        project: &Project,
        description: Description,
        wording: Option<&Wording>,
        event_wording: Option<&EventWording>,
    ) -> Self {
        let (mut model, mut refused) = project.lower_each(description);
        let unused = wording.map(|wording| model.add(wording)).unwrap_or_default();
        let events = model.events.iter_mut().chain(&mut model.edus);
        let unused_event = events
            .filter_map(|events| event_wording.and_then(|wording| wording.apply(events).err()))
            .collect();
        let (mut surfaces, mut unreadable) = (Surfaces::new(), Vec::new());
        for generated in Generator::new(&model).all() {
            match generated {
                Ok(generated) => match surface::of(&generated) {
                    Ok(surface) => drop(surfaces.insert(generated.module, surface)),
                    Err(error) => unreadable.push(format!("{error:#}")),
                },
                Err(error) => refused.push(error),
            }
        }
        Self { model, unused, unused_event, refused, surfaces, unreadable }
    }
}

impl CheckedFolder {
    fn open(spec: Option<&Path>) -> Self {
        let own = spec.is_none();
        let spec = spec.map_or_else(project::spec, Path::to_owned);
        let project = project::of(&spec);
        let (wording, event_wording) = (project.wording(), project.event_wording());
        let vendored = load::vendored(&spec).and_then(|mut description| {
            load::add_events(&mut description, &spec, Prose::Keep, &[])?;
            Ok(description)
        });
        let (release, overlaid) = match vendored {
            Ok(description) => (Ok(description.release), Some(project.overlay(description))),
            Err(error) => (Err(error), None),
        };
        let (stages, obsolete) = match overlaid {
            Some(Ok(Overlaid { description, obsolete })) => (
                Some(StageResults::of(
                    &project,
                    description,
                    wording.as_ref().ok(),
                    event_wording.as_ref().ok(),
                )),
                obsolete,
            ),
            Some(Err(error)) => (None, vec![error]),
            None => (None, Vec::new()),
        };
        Self { spec, own, release, wording, event_wording, obsolete, stages }
    }

    /// Returns the description, if all of it could be read.
    fn description(&self) -> Option<&Description> {
        self.stages.as_ref().map(|stages| &stages.model.description)
    }

    /// Returns the results of the stages, if no API is refused.
    fn complete(&self) -> Option<&StageResults> {
        self.stages.as_ref().filter(|stages| stages.refused.is_empty())
    }

    /// Returns the files of the APIs and, if it exists, that of the events.
    fn files(&self) -> impl Iterator<Item = PathBuf> {
        let events = Some(self.spec.join(EVENTS)).filter(|file| file.exists());
        Api::ALL.into_iter().map(|api| self.spec.join(format!("{api}.yaml"))).chain(events)
    }

    fn fix(&self, fix: &Fix) -> String {
        let release = self.release.as_ref().map_or_else(|_| "RELEASE".to_owned(), ToString::to_string);
        match fix {
            Fix::UpdateSpec if self.own => format!("`cargo xtask update-spec {release}`"),
            Fix::UpdateSpec => format!("`cargo xtask update-spec {release} --spec {}`", self.spec.display()),
            Fix::Surface if self.own => "`cargo xtask surface`".to_owned(),
            Fix::Surface => format!("`cargo xtask surface --spec {}`", self.spec.display()),
            Fix::Other(text) => (*text).to_owned(),
        }
    }
}

/// Checks that the files have the hashes in the pin.
fn pin(subject: &CheckedFolder) -> Vec<String> {
    let path = subject.spec.join(PIN);
    let text = match input::read_to_string(&path) {
        Ok(text) => text,
        Err(error) => return vec![format!("{}: cannot be read: {error}", path.display())],
    };
    let mut pinned = match Pin::parse(&text) {
        Ok(pin) => pin.spec,
        Err(error) => return vec![format!("{}: not a pin: {error:#}", path.display())],
    };
    let mut findings = Vec::new();
    let lost = pinned.contains_key(EVENTS) && !subject.spec.join(EVENTS).exists();
    let lost = lost.then(|| subject.spec.join(EVENTS));
    for file in subject.files().chain(lost).chain([subject.spec.join(words::FILE)]) {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let finding = match (pinned.remove(&name), input::read(&file)) {
            (_, Err(error)) => format!("cannot be read: {error}"),
            (None, Ok(_)) => format!("not in {PIN}"),
            (Some(sum), Ok(bytes)) if sum == sha256(&bytes) => continue,
            (Some(_), Ok(_)) => format!("does not have its hash in {PIN}, so it was changed by hand"),
        };
        findings.push(format!("{}: {finding}", file.display()));
    }
    findings.extend(
        pinned
            .into_keys()
            .map(|name| format!("{}: lists {name}, which is not a file of a description", path.display())),
    );
    findings
}

/// Checks that the files are complete and of the pinned release.
fn release(subject: &CheckedFolder) -> Vec<String> {
    subject.release.as_ref().err().map(ToString::to_string).into_iter().collect()
}

/// Checks that the files are formatted as `update-spec` writes them.
fn canonical(subject: &CheckedFolder) -> Vec<String> {
    let differs = |file: PathBuf| {
        let text = input::read_to_string(&file).ok()?;
        let name = file.display().to_string();
        let root = match yaml::parse(&name, &text) {
            Ok(root) => root,
            Err(error) => return Some(error.to_string()),
        };
        let version = root.pointer("/info/version").and_then(Value::as_str).unwrap_or_default();
        let release: Release = match version.parse() {
            Ok(release) => release,
            Err(error) => return Some(format!("{name}#/info/version: {error}")),
        };
        let line = first_difference(&text, &staging::render(&root, release))?;
        Some(format!("{name}:{line}: not formatted as `update-spec` writes it, so it was changed by hand"))
    };
    subject.files().filter_map(differs).collect()
}

/// Returns the number of the first line in which two texts differ.
fn first_difference(one: &str, other: &str) -> Option<usize> {
    if one == other {
        return None;
    }
    let same = one.split('\n').zip(other.split('\n')).take_while(|(one, other)| one == other).count();
    Some(same + 1)
}

/// Checks that the files contain no prose.
fn prose(subject: &CheckedFolder) -> Vec<String> {
    let found = |file: PathBuf| {
        let pointers = yaml::read(&file).map(|root| prose::pointers(&root)).unwrap_or_default();
        pointers.into_iter().map(move |pointer| {
            format!("{}#{pointer}: contains prose, which must not be committed", file.display())
        })
    };
    subject.files().flat_map(found).collect()
}

/// Checks that every action of the overlays applies, and every security scheme is declared. A build skips actions that a later
/// release has made obsolete, so any release builds; this check lists them for review.
fn overlays(subject: &CheckedFolder) -> Vec<String> {
    match &subject.stages {
        Some(_) if !subject.own => Vec::new(),
        stages => {
            let tasks = stages.iter().flat_map(|stages| stages.model.tasks());
            subject.obsolete.iter().chain(tasks).map(ToString::to_string).collect()
        }
    }
}

/// Checks that fields and parameters named like identifiers have their types.
fn identifiers(subject: &CheckedFolder) -> Vec<String> {
    subject.description().map(identifiers::findings).unwrap_or_default()
}

/// Checks that operations that look paged are marked as paged or not paged.
fn paging(subject: &CheckedFolder) -> Vec<String> {
    subject.stages.as_ref().map(|stages| paging::findings(&stages.model)).unwrap_or_default()
}

/// Checks that numbers in requests that are named like durations have a unit.
fn durations(subject: &CheckedFolder) -> Vec<String> {
    subject.stages.as_ref().map(|stages| durations::findings(&stages.model)).unwrap_or_default()
}

/// Checks that the code of every API can be generated.
fn generation(subject: &CheckedFolder) -> Vec<String> {
    let refused = subject.stages.iter().flat_map(|stages| &stages.refused);
    refused.map(ToString::to_string).collect()
}

/// Checks that each type of event has a kind. Builds do not need kinds, since a new release may have types that our table
/// lacks.
fn events(subject: &CheckedFolder) -> Vec<String> {
    let Some(model) = subject.stages.as_ref().map(|stages| &stages.model) else { return Vec::new() };
    let Some((document, events)) = model.description.events.as_ref().zip(model.events.as_ref()) else {
        return Vec::new();
    };
    let facts: Vec<_> = events.events.iter().map(|event| event.facts.clone()).collect();
    let finding = |name| format!("{}#/events/{name}: the event has no kind", document.file);
    without_kind(&facts).into_iter().map(finding).collect()
}

/// Checks that the generated code compiles with all features but those of TLS.
fn compilation(subject: &CheckedFolder) -> Vec<String> {
    // Other checks report code that cannot be generated and sentences that a build refuses.
    let is_buildable =
        subject.wording.is_ok() && subject.complete().is_some_and(|stages| stages.unused.is_empty());
    if !is_buildable {
        return Vec::new();
    }
    compile::folder(&subject.spec).err().map(|error| format!("{error:#}")).into_iter().collect()
}

/// Checks that the committed surfaces are those of the generated code.
fn surface(subject: &CheckedFolder) -> Vec<String> {
    match subject.complete() {
        Some(stages) if stages.unreadable.is_empty() => {
            surface::stale(&subject.spec, stages.model.description.release, &stages.surfaces)
        }
        Some(stages) => stages.unreadable.clone(),
        None => Vec::new(),
    }
}

/// Checks that every operation has sentences, and every sentence has a subject. Another folder may lack sentences of its own.
fn wording(subject: &CheckedFolder) -> Vec<String> {
    if !subject.own && !subject.spec.join("overlays").join(WORDING_FILE).is_file() {
        return Vec::new();
    }
    match (&subject.wording, &subject.stages) {
        (Err(error), _) => vec![error.to_string()],
        (Ok(wording), Some(stages)) => wording::findings(&stages.model, wording, &stages.unused),
        (Ok(_), None) => Vec::new(),
    }
}

/// Checks that every type of event and EDU has a sentence, and every sentence has a subject.
fn event_wording(subject: &CheckedFolder) -> Vec<String> {
    if !subject.own && !subject.spec.join("overlays").join(EVENT_WORDING_FILE).is_file() {
        return Vec::new();
    }
    match (&subject.event_wording, &subject.stages) {
        (Err(error), _) => vec![error.to_string()],
        (Ok(wording), Some(stages)) => wording::event_findings(&stages.model, wording, &stages.unused_event),
        (Ok(_), None) => Vec::new(),
    }
}

/// Checks that upstream has not reworded the subjects of our sentences since we wrote them.
fn sentences(subject: &CheckedFolder) -> Vec<String> {
    if !subject.own {
        return Vec::new();
    }
    match Record::read(&subject.spec) {
        Ok(record) => {
            let reworded = |one: &Stale| {
                format!(
                    "spec/overlays/{}#/{one}: upstream has reworded its text since this sentence was written",
                    one.file()
                )
            };
            record.stale().iter().map(reworded).collect()
        }
        Err(error) => vec![format!("{error:#}")],
    }
}

/// Checks that the reference and the record of our sentences are up to date with the description and our sentences.
fn docs(subject: &CheckedFolder) -> Vec<String> {
    match subject.complete() {
        Some(stages) if subject.own && subject.wording.is_ok() && stages.unused.is_empty() => {
            let mut findings = wording::pages(&stages.model);
            // The check of the sentences reports a record that cannot be read.
            let record = Record::read(&subject.spec).and_then(|record| record.is_up_to_date(&subject.spec));
            if record.is_ok_and(|is_up_to_date| !is_up_to_date) {
                findings.push(format!("spec/{}: not up to date with our sentences", sentences::RECORD));
            }
            findings
        }
        _ => Vec::new(),
    }
}

/// Checks that README.md has the release and the right numbers of operations.
fn readme(subject: &CheckedFolder) -> Vec<String> {
    let (true, Some(description)) = (subject.own, subject.description()) else { return Vec::new() };
    let path = project::root().join("README.md");
    match input::read_to_string(&path) {
        Ok(text) => readme::findings(&text, description.release, &readme::counts(description)),
        Err(error) => vec![format!("{}: cannot be read: {error}", path.display())],
    }
}

/// Checks that every link to the specification leads to the vendored release.
fn links(subject: &CheckedFolder) -> Vec<String> {
    let (true, Some(description)) = (subject.own, subject.description()) else { return Vec::new() };
    links::stale(&project::root(), description.release)
}
