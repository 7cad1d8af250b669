//! Runs the stages: from a project on disk to its description, its model and the generated code.
//!
//! Each step takes the result of the previous one, so a caller that needs several results computes each of them once.
//! [`Project::timed`] reports the time of each step.

mod generator;
mod model;
mod module;

use std::path::{Path, PathBuf};

use crate::load::{self, Prose, SharedPath, WantedDefinition};
use crate::lower::{lower, lower_edus, lower_events};
use crate::overlay::Overlays;
use crate::sorted::{SortedMap, SortedSet};
use crate::wording::EventWording;
use crate::{Api, Description, Document, Error, Release, Result, Wording, definitions, emit};

pub use generator::{Generator, event_module};
pub use model::{Model, Timing};
pub use module::{Generated, Module};

use model::Stopwatch;

/// A description on disk, and the overlays that are applied to it.
#[derive(Debug, Clone)]
pub struct Project {
    overlays: PathBuf,
    stopwatch: Stopwatch,
}

/// A description to which the overlays have been applied.
#[derive(Debug, Clone)]
pub struct Overlaid {
    /// The description.
    pub description: Description,
    /// The actions that match nothing because the description's release is later than the one that the overlays are written for.
    pub obsolete: Vec<Error>,
}

/// The inputs of a build, and the operations that handwritten code depends on.
#[derive(Debug, Clone)]
pub struct Built {
    /// The paths on which the generated files depend.
    pub inputs: Vec<PathBuf>,
    /// The operationIds of the client-server API: the root crate compiles some of its methods only if their operations exist.
    pub operations: SortedSet<String>,
    /// The fields of the types of the client-server API, such as `SyncResponse.rooms: Option<SyncRooms>`, those of the
    /// application service API, such as `application_service::Registration.id: String`, and the fields and constructors of the
    /// contents of events, such as `events::TextMessage.body: String` and `events::TextMessage::new(body)`, for the same purpose.
    pub fields: SortedSet<String>,
    /// Whether the module of the events has contents. It is empty if the description has no events.
    pub has_events: bool,
    /// Whether there is a module of the EDUs.
    pub has_edus: bool,
}

impl Project {
    /// Creates the project of a description in `spec`, a vendored folder or an upstream tree. It uses its own folder
    /// `overlays` if it has one, and the given `overlays` otherwise.
    pub fn new(spec: impl Into<PathBuf>, overlays: impl Into<PathBuf>) -> Self {
        let stopwatch = Stopwatch { spec: spec.into(), report: None };
        Self { overlays: overlays.into(), stopwatch }
    }

    /// Calls `report` after each module that was lowered or generated.
    #[must_use]
    pub fn timed(self, report: fn(&Timing<'_>)) -> Self {
        Self { stopwatch: Stopwatch { report: Some(report), ..self.stopwatch }, ..self }
    }

    /// Returns the folder or tree that holds the description.
    pub fn spec(&self) -> &Path {
        &self.stopwatch.spec
    }

    /// Returns the folder of the overlays.
    pub fn overlays(&self) -> PathBuf {
        let own = self.spec().join("overlays");
        if own.is_dir() { own } else { self.overlays.clone() }
    }

    /// Reads the sentences about the APIs from the folder of the overlays.
    pub fn wording(&self) -> Result<Wording> {
        Wording::load(&self.overlays())
    }

    /// Reads the sentences about the events from the folder of the overlays.
    pub fn event_wording(&self) -> Result<EventWording> {
        EventWording::load(&self.overlays())
    }

    /// Reads the operations that are known to share a path from the corrections among the overlays.
    pub fn shared_paths(&self) -> Result<Vec<SharedPath>> {
        let corrections = self.overlays().join("corrections.yaml");
        if corrections.is_file() { SharedPath::read(&corrections) } else { Ok(Vec::new()) }
    }

    /// Reads the definitions that an API or the events include though nothing refers to them, from their overlay.
    pub fn wanted_definitions(&self) -> Result<Vec<WantedDefinition>> {
        let overlay = self.overlays().join(definitions::FILE);
        if overlay.is_file() { WantedDefinition::read(&overlay) } else { Ok(Vec::new()) }
    }

    /// Reads the description of all APIs and of the events, if there are any, and applies the overlays.
    pub fn description(&self) -> Result<Description> {
        self.read(&Api::ALL, Events::Read, &self.wanted_definitions()?)
    }

    /// Reads the parts of the description that some modules are generated from, and applies the overlays.
    pub fn description_of(&self, modules: &[Module]) -> Result<Description> {
        self.read(&apis(modules), Events::of(modules), &self.wanted_definitions()?)
    }

    fn read(&self, apis: &[Api], events: Events, wanted: &[WantedDefinition]) -> Result<Description> {
        let mut description = load::open_apis(self.spec(), apis, &self.shared_paths()?, wanted)?;
        if events == Events::Read {
            load::add_events(&mut description, self.spec(), Prose::Keep, wanted)?;
        }
        Ok(self.overlay(description)?.description)
    }

    /// Applies the overlays to a description, and then checks the security schemes, whose known defects the overlays correct.
    pub fn overlay(&self, mut description: Description) -> Result<Overlaid> {
        let obsolete = Overlays::load(&self.overlays())?.apply(&mut description)?;
        load::check_security(&description)?;
        Ok(Overlaid { description, obsolete })
    }

    /// Lowers a description to which the overlays have been applied, and adds the wording.
    pub fn model(&self, description: Description) -> Result<Model> {
        let wording = self.wording()?;
        let mut model = self.lower(description)?;
        let (events, edus) = (model.events.as_mut(), model.edus.as_mut());
        if let Some(events) = events {
            let event_wording = self.event_wording()?;
            event_wording.apply(events)?;
            edus.map_or(Ok(()), |edus| event_wording.apply(edus))?;
        }
        model.add(&wording).into_iter().next().map_or(Ok(model), Err)
    }

    /// Lowers a description to which the overlays have been applied.
    pub fn lower(&self, description: Description) -> Result<Model> {
        let (model, errors) = self.lower_each(description);
        errors.into_iter().next().map_or(Ok(model), Err)
    }

    /// Lowers a description to which the overlays have been applied. Returns an error for each API that cannot be lowered and so
    /// is missing in the model, and likewise for the events and the EDUs.
    pub fn lower_each(&self, description: Description) -> (Model, Vec<Error>) {
        let (mut apis, mut errors) = (SortedMap::new(), Vec::new());
        for document in description.documents.values() {
            let module = Module::Api(document.api);
            match self.stopwatch.measure("lower", module, || lower(document, description.release)) {
                Ok(model) => drop(apis.insert(document.api, model)),
                Err(error) => errors.push(error),
            }
        }
        let (mut events, mut edus) = (None, None);
        if let Some(document) = &description.events {
            let release = description.release;
            match self.stopwatch.measure("lower", Module::Events, || lower_events(document, release)) {
                Ok(model) => events = Some(model),
                Err(error) => errors.push(error),
            }
            // EDUs are useless without their API.
            if description.documents.contains_key(&Api::OF_EDUS) {
                match self.stopwatch.measure("lower", Module::Edus, || lower_edus(document, release)) {
                    Ok(model) => edus = model,
                    Err(error) => errors.push(error),
                }
            }
        }
        (Model { description, apis, events, edus, stopwatch: self.stopwatch.clone() }, errors)
    }

    /// Writes these modules into a folder, as `client_server.rs` and so on. The module of the events is empty if the
    /// description has none.
    pub fn build(&self, modules: &[Module], output: &Path) -> Result<Built> {
        let wanted = self.wanted_definitions()?;
        let model = self.model(self.read(&apis(modules), Events::of(modules), &wanted)?)?;
        let has_events = model.events.is_some();
        let without = modules.iter().filter(|module| **module == Module::Events && !has_events);
        let empty = without.map(|module| Ok(Generated::empty(*module, model.description.release)));
        let generator = Generator::new(&model);
        generator.modules().chain(empty).try_for_each(|generated| generated?.write(output))?;
        #[cfg(feature = "server")]
        generator
            .servers(|api| modules.contains(&Module::Server(api)))
            .try_for_each(|generated| generated?.write(output))?;
        #[cfg(feature = "mock")]
        generator
            .mocks(|api| modules.contains(&Module::Mock(api)))
            .try_for_each(|generated| generated?.write(output))?;
        #[cfg(feature = "schemas")]
        generator.write_schemas(modules, output)?;
        let inputs = self.inputs(modules, model.description.release, &wanted)?;
        Ok(Built::of(&model, inputs))
    }

    /// Returns the files that these modules are generated from, and the folders in which a new file would be read.
    fn inputs(
        &self,
        modules: &[Module],
        release: Release,
        wanted: &[WantedDefinition],
    ) -> Result<Vec<PathBuf>> {
        let spec = self.spec();
        let mut inputs = load::inputs_of(spec, &apis(modules), wanted)?;
        if Events::of(modules) == Events::Read {
            inputs.extend(load::event_inputs(spec, release, wanted)?);
            inputs.extend(load::event_folders(spec));
        }
        let bundled =
            ["data/api", "api"].into_iter().map(|folder| spec.join(folder)).find(|folder| folder.is_dir());
        if let Some(api) = bundled.filter(|_| !spec.join(load::PIN).is_file()) {
            inputs.extend(Api::ALL.map(|one| api.join(one.slug())));
        }
        inputs.push(self.overlays());
        Ok(inputs)
    }
}

/// Returns the APIs among some modules.
fn apis(modules: &[Module]) -> Vec<Api> {
    let api = |module: &Module| match module {
        Module::Api(api) => Some(*api),
        // The code of servers and mocks is a part of the API's module, and useless without it.
        Module::Events | Module::Edus | Module::Server(_) | Module::Mock(_) => None,
    };
    modules.iter().filter_map(api).collect()
}

/// Whether the document of the events is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Events {
    Read,
    LeaveOut,
}

impl Events {
    /// Returns whether some modules are generated from the document.
    fn of(modules: &[Module]) -> Self {
        let is_read = modules.iter().any(|module| matches!(module, Module::Events | Module::Edus));
        if is_read { Self::Read } else { Self::LeaveOut }
    }
}

impl Built {
    fn of(model: &Model, inputs: Vec<PathBuf>) -> Self {
        let calls = model.apis.get(&Api::OF_HELPERS).map(|api| api.operations.as_slice());
        let calls = calls.unwrap_or_default().iter();
        let mut fields = SortedSet::new();
        for (api, types) in &model.apis {
            if let Some(prefix) = api.prefix_for_helpers() {
                fields.extend(emit::item_names(types).map(|name| format!("{prefix}{name}")));
            }
        }
        fields.extend(model.events.iter().flat_map(emit::event_item_names));
        Self {
            inputs,
            operations: calls.map(|operation| operation.facts.id.clone()).collect(),
            fields,
            has_events: model.events.is_some(),
            has_edus: model.edus.is_some(),
        }
    }
}

/// Generates the Rust source of an API's module from a document to which the overlays have been applied.
pub fn generate(document: &Document, release: Release, wording: &Wording) -> Result<String> {
    let mut model = lower(document, release)?;
    wording.apply(&mut model)?;
    generator::api_source(document, &model)
}

/// Generates the Rust source of the module of the events from a document to which the overlays have been applied.
pub fn generate_events(document: &Document, release: Release) -> Result<String> {
    generator::event_source(document, &lower_events(document, release)?)
}
