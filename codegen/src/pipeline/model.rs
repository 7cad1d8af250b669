//! The models of a description, which are the input of the stages that write code.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::module::Module;
use crate::lower::event_ir::EventModel;
use crate::lower::ir::ApiModel;
use crate::sorted::SortedMap;
use crate::{Api, Description, Error, Wording};

/// The model of each API of a description, documented by the description's prose or else by the wording.
#[derive(Debug)]
pub struct Model {
    /// The description, with the overlays applied.
    pub description: Description,
    /// The models by API.
    pub apis: SortedMap<Api, ApiModel>,
    /// The model of the events, if the description has events and they were read.
    pub events: Option<EventModel>,
    /// The model of the EDUs, if the description has EDUs, and the events and the server-server API were read.
    pub edus: Option<EventModel>,
    pub(super) stopwatch: Stopwatch,
}

/// One run of a stage.
#[derive(Debug)]
pub struct Timing<'a> {
    /// The stage, `lower` or `generate`.
    pub stage: &'static str,
    /// The module.
    pub module: Module,
    /// The folder or tree that holds the description.
    pub spec: &'a Path,
    /// How long it took.
    pub time: Duration,
}

/// Measures the stages of a project.
#[derive(Debug, Clone)]
pub(super) struct Stopwatch {
    /// The folder or tree that holds the description.
    pub spec: PathBuf,
    /// Receives the time of each run.
    pub report: Option<fn(&Timing<'_>)>,
}

impl Stopwatch {
    /// Runs a stage and reports its time.
    pub(super) fn measure<T>(&self, stage: &'static str, module: Module, run: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = run();
        if let Some(report) = self.report {
            report(&Timing { stage, module, spec: &self.spec, time: start.elapsed() });
        }
        result
    }
}

impl Model {
    /// Returns the maintainer's tasks, which do not fail the build: the parts that loading skipped, and the marks of overlays
    /// that do not fit.
    pub fn tasks(&self) -> impl Iterator<Item = &Error> {
        let documents = self.description.documents.values().chain(&self.description.events);
        let events = self.events.iter().chain(&self.edus).map(|model| &model.types);
        let models = self.apis.values().chain(events).flat_map(|model| &model.tasks);
        documents.flat_map(|document| &document.tasks).chain(models)
    }

    /// Adds the wording, and returns an error for each API that lacks the subject of a sentence.
    pub fn add(&mut self, wording: &Wording) -> Vec<Error> {
        self.apis.values_mut().filter_map(|model| wording.apply(model).err()).collect()
    }
}
