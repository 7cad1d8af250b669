//! Runs the stages: from a project on disk to its description, its model and the generated code.
//!
//! Each step takes the result of the previous one, so a caller that needs several results computes each of them once.
//! [`Project::timed`] reports the time of each step.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::event::EventSection;
use crate::load::{self, Prose, SharedPath, WantedDefinition};
use crate::lower::event_ir::EventModel;
use crate::lower::ir::ApiModel;
#[cfg(any(feature = "mock", feature = "schemas"))]
use crate::lower::json_schema;
use crate::lower::{lower, lower_edus, lower_events};
use crate::overlay::Overlays;
use crate::sorted::{SortedMap, SortedSet};
use crate::wording::EventWording;
use crate::{Api, Description, Document, Error, Release, Result, Wording, definitions, emit, shape};

/// A description on disk, and the overlays that are applied to it.
#[derive(Debug, Clone)]
pub struct Project {
    spec: PathBuf,
    overlays: PathBuf,
    report: Option<fn(&Timing<'_>)>,
}

/// A description to which the overlays have been applied.
#[derive(Debug, Clone)]
pub struct Overlaid {
    /// The description.
    pub description: Description,
    /// The actions that match nothing because the description's release is later than the one that the overlays are written for.
    pub obsolete: Vec<Error>,
}

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
    project: Project,
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

/// A generated module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Module {
    /// The module of an API.
    Api(Api),
    /// The module of the events.
    Events,
    /// The module of the EDUs, within that of the events.
    Edus,
    /// The code that servers of an API need, as a part of the API's module.
    Server(Api),
    /// The code that mock servers of an API need, and the samples of its types, as a part of the API's module.
    Mock(Api),
}

/// The syntax tree of a generated module.
#[derive(Clone)]
pub struct Generated {
    /// The module.
    pub module: Module,
    /// The release that it was generated from.
    pub release: Release,
    /// The syntax tree.
    pub syntax: syn::File,
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
        Self { spec: spec.into(), overlays: overlays.into(), report: None }
    }

    /// Calls `report` after each module that was lowered or generated.
    #[must_use]
    pub fn timed(self, report: fn(&Timing<'_>)) -> Self {
        Self { report: Some(report), ..self }
    }

    /// Returns the folder or tree that holds the description.
    pub fn spec(&self) -> &Path {
        &self.spec
    }

    /// Returns the folder of the overlays.
    pub fn overlays(&self) -> PathBuf {
        let own = self.spec.join("overlays");
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
        let wanted = self.wanted_definitions()?;
        let mut description = load::open_apis(&self.spec, &Api::ALL, &self.shared_paths()?, &wanted)?;
        load::add_events(&mut description, &self.spec, Prose::Keep, &wanted)?;
        Ok(self.overlay(description)?.description)
    }

    /// Reads the parts of the description that some modules are generated from, and applies the overlays.
    pub fn description_of(&self, modules: &[Module]) -> Result<Description> {
        let wanted = self.wanted_definitions()?;
        let mut description = load::open_apis(&self.spec, &apis(modules), &self.shared_paths()?, &wanted)?;
        if has_events(modules) {
            load::add_events(&mut description, &self.spec, Prose::Keep, &wanted)?;
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
            match self.measure("lower", module, || lower(document, description.release)) {
                Ok(model) => drop(apis.insert(document.api, model)),
                Err(error) => errors.push(error),
            }
        }
        let (mut events, mut edus) = (None, None);
        if let Some(document) = &description.events {
            let release = description.release;
            match self.measure("lower", Module::Events, || lower_events(document, release)) {
                Ok(model) => events = Some(model),
                Err(error) => errors.push(error),
            }
            // EDUs are a part of the server-server API, and useless without it.
            if description.documents.contains_key(&Api::ServerServer) {
                match self.measure("lower", Module::Edus, || lower_edus(document, release)) {
                    Ok(model) => edus = model,
                    Err(error) => errors.push(error),
                }
            }
        }
        (Model { description, apis, events, edus, project: self.clone() }, errors)
    }

    /// Writes these modules into a folder, as `client_server.rs` and so on. The module of the events is empty if the
    /// description has none.
    pub fn build(&self, modules: &[Module], output: &Path) -> Result<Built> {
        let model = self.model(self.description_of(modules)?)?;
        let has_events = model.events.is_some();
        let without = modules.iter().filter(|module| **module == Module::Events && !has_events);
        let empty = without.map(|module| Ok(Generated::empty(*module, model.description.release)));
        model.modules().chain(empty).try_for_each(|generated| generated?.write(output))?;
        #[cfg(feature = "server")]
        model.servers(|api| modules.contains(&Module::Server(api))).try_for_each(|it| it?.write(output))?;
        #[cfg(feature = "mock")]
        model.mocks(|api| modules.contains(&Module::Mock(api))).try_for_each(|it| it?.write(output))?;
        #[cfg(feature = "schemas")]
        model.write_schemas(modules, output)?;
        let client_server = model.apis.get(&Api::ClientServer);
        let calls = client_server.map(|api| api.operations.as_slice()).unwrap_or_default();
        let operations = calls.iter().map(|call| call.facts.id.clone()).collect();
        let mut fields: SortedSet<String> = client_server.into_iter().flat_map(emit::members).collect();
        let services = model.apis.get(&Api::ApplicationService).into_iter().flat_map(emit::members);
        fields.extend(services.map(|member| format!("{}::{member}", Api::ApplicationService.module())));
        fields.extend(model.events.iter().flat_map(emit::event_members));
        let inputs = self.inputs(modules, model.description.release)?;
        let has_edus = model.edus.is_some();
        Ok(Built { inputs, operations, fields, has_events, has_edus })
    }

    fn measure<T>(&self, stage: &'static str, module: Module, run: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = run();
        if let Some(report) = self.report {
            report(&Timing { stage, module, spec: &self.spec, time: start.elapsed() });
        }
        result
    }

    /// Returns the files that these modules are generated from, and the folders in which a new file would be read.
    fn inputs(&self, modules: &[Module], release: Release) -> Result<Vec<PathBuf>> {
        let wanted = self.wanted_definitions()?;
        let mut inputs = load::inputs_of(&self.spec, &apis(modules), &wanted)?;
        if has_events(modules) {
            inputs.extend(load::event_inputs(&self.spec, release, &wanted)?);
            inputs.extend(load::event_folders(&self.spec));
        }
        let bundled = ["data/api", "api"]
            .into_iter()
            .map(|folder| self.spec.join(folder))
            .find(|folder| folder.is_dir());
        if let Some(api) = bundled.filter(|_| !self.spec.join(load::PIN).is_file()) {
            inputs.extend(Api::ALL.map(|one| api.join(one.slug())));
        }
        inputs.push(self.overlays());
        Ok(inputs)
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

    /// Generates all modules: one for each API, those of the events and the EDUs if the model has them, and the code of servers
    /// and mocks if the features `server` and `mock` are on.
    pub fn generate(&self) -> impl Iterator<Item = Result<Generated>> {
        let modules = self.modules();
        #[cfg(feature = "server")]
        let modules = modules.chain(self.servers(|_| true));
        #[cfg(feature = "mock")]
        let modules = modules.chain(self.mocks(|_| true));
        modules
    }

    /// Generates the code that servers of some APIs need.
    #[cfg(feature = "server")]
    fn servers(&self, is_wanted: impl Fn(Api) -> bool) -> impl Iterator<Item = Result<Generated>> {
        self.wanted(is_wanted).map(|(document, model)| {
            self.generated(Module::Server(model.api), document, model.release, || {
                Ok(shape::shape_server(emit::emit_server(model)?))
            })
        })
    }

    /// Generates the code that mock servers of some APIs need.
    #[cfg(feature = "mock")]
    fn mocks(&self, is_wanted: impl Fn(Api) -> bool) -> impl Iterator<Item = Result<Generated>> {
        self.wanted(is_wanted).map(|(document, model)| {
            self.generated(Module::Mock(model.api), document, model.release, || {
                emit::emit_mock(model, &json_schema::schemas(document, model)?)
            })
        })
    }

    /// Returns the wanted APIs, each with its document.
    fn wanted(&self, is_wanted: impl Fn(Api) -> bool) -> impl Iterator<Item = (&Document, &ApiModel)> {
        let documents = self.description.documents.values().filter(move |document| is_wanted(document.api));
        documents.filter_map(|document| Some((document, self.apis.get(&document.api)?)))
    }

    fn modules(&self) -> impl Iterator<Item = Result<Generated>> {
        let apis = self.wanted(|_| true).map(|(document, model)| {
            self.generated(Module::Api(model.api), document, model.release, || module(model))
        });
        let events = self.events.iter().chain(&self.edus).zip(self.description.events.iter().cycle());
        let events = events.map(|(model, document)| {
            let module = Module::from(model.section);
            let api = self.apis.get(&Api::ClientServer).filter(|_| module == Module::Events);
            self.generated(module, document, model.types.release, || event_module(model, api))
        });
        apis.chain(events)
    }

    /// Writes the JSON Schemas of these modules into a folder, as `client_server_schemas.rs` and so on.
    #[cfg(feature = "schemas")]
    fn write_schemas(&self, modules: &[Module], output: &Path) -> Result<()> {
        let release = self.description.release;
        for module in modules {
            let syntax = match module {
                Module::Api(api) => match (self.description.documents.get(api), self.apis.get(api)) {
                    (Some(document), Some(model)) => {
                        emit::emit_schemas(model, &json_schema::schemas(document, model)?)?
                    }
                    _ => continue,
                },
                Module::Events | Module::Edus => {
                    let model = if *module == Module::Events { &self.events } else { &self.edus };
                    match (&self.description.events, model) {
                        (Some(document), Some(model)) => {
                            emit::emit_event_schemas(model, &json_schema::event_schemas(document, model)?)?
                        }
                        _ => syn::parse_quote!(),
                    }
                }
                Module::Server(_) | Module::Mock(_) => continue,
            };
            let name = format!("{}_schemas.rs", module.name());
            write(&output.join(name), &Generated { module: *module, release, syntax }.text())?;
        }
        Ok(())
    }

    fn generated(
        &self,
        module: Module,
        document: &Document,
        release: Release,
        run: impl FnOnce() -> Result<syn::File>,
    ) -> Result<Generated> {
        // The emit stage knows only the module; an error names the file that describes it.
        let explain = |error: Error| {
            let error = error.renamed(document.api.slug(), &document.file);
            document.explain(error.renamed(module.slug(), &document.file))
        };
        let syntax = self.project.measure("generate", module, run);
        Ok(Generated { module, release, syntax: syntax.map_err(explain)? })
    }
}

impl Module {
    /// Returns the name in files, features and listings, such as `client-server`.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Api(api) => api.slug(),
            Self::Events => EventSection::Events.slug(),
            Self::Edus => EventSection::Edus.slug(),
            Self::Server(api) => api.server_slug(),
            Self::Mock(api) => api.mock_slug(),
        }
    }

    /// Returns the name of the module in Rust, such as `client_server`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Api(api) | Self::Server(api) | Self::Mock(api) => api.module(),
            Self::Events => "events",
            Self::Edus => "edu",
        }
    }

    /// Returns the path of the module in the crate, such as `events::edu`.
    pub fn path(self) -> &'static str {
        match self {
            Self::Edus => "events::edu",
            other => other.name(),
        }
    }

    /// Returns the names of the crate's features that the module needs.
    pub fn features(self) -> Vec<&'static str> {
        match self {
            Self::Edus => vec![Self::Events.slug(), Api::ServerServer.slug()],
            Self::Server(api) => vec![api.slug(), "server"],
            Self::Mock(api) => vec![api.slug(), "mock"],
            other => vec![other.slug()],
        }
    }

    /// Returns all modules, in the order in which they are listed everywhere.
    pub fn all() -> impl Iterator<Item = Self> {
        let servers = Api::ALL.into_iter().map(Self::Server);
        let mocks = Api::ALL.into_iter().map(Self::Mock);
        Api::ALL.into_iter().map(Self::Api).chain([Self::Events, Self::Edus]).chain(servers).chain(mocks)
    }
}

impl From<EventSection> for Module {
    fn from(section: EventSection) -> Self {
        match section {
            EventSection::Events => Self::Events,
            EventSection::Edus => Self::Edus,
        }
    }
}

impl fmt::Display for Module {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
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

/// Returns whether some modules are generated from the document of the events.
fn has_events(modules: &[Module]) -> bool {
    modules.iter().any(|module| matches!(module, Module::Events | Module::Edus))
}

impl Generated {
    /// Returns the name of the module's file, such as `client_server.rs`.
    pub fn file(&self) -> String {
        match self.module {
            Module::Server(api) => format!("{}_server.rs", api.module()),
            Module::Mock(api) => format!("{}_mock.rs", api.module()),
            module => format!("{}.rs", module.name()),
        }
    }

    /// Writes the file of the module into a folder.
    fn write(&self, folder: &Path) -> Result<()> {
        write(&folder.join(self.file()), &self.text())
    }

    /// Returns a module without items.
    fn empty(module: Module, release: Release) -> Self {
        let syntax = syn::parse_quote!();
        Self { module, release, syntax }
    }

    /// Returns the Rust source.
    pub fn text(&self) -> String {
        let release = self.release;
        let header =
            format!("// Written by the build of matrix-openapi from the Matrix specification {release}.\n\n");
        header + &prettyplease::unparse(&self.syntax)
    }
}

fn write(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).map_err(|error| Error::file(path.display().to_string(), error.to_string()))
}

/// Generates the Rust source of an API's module from a document to which the overlays have been applied.
pub fn generate(document: &Document, release: Release, wording: &Wording) -> Result<String> {
    let mut model = lower(document, release)?;
    wording.apply(&mut model)?;
    let syntax = module(&model)
        .map_err(|error| document.explain(error.renamed(document.api.slug(), &document.file)))?;
    Ok(Generated { module: Module::Api(model.api), release, syntax }.text())
}

/// Generates the Rust source of the module of the events from a document to which the overlays have been applied.
pub fn generate_events(document: &Document, release: Release) -> Result<String> {
    let syntax = event_module(&lower_events(document, release)?, None).map_err(|error| {
        let error = error.renamed(document.api.slug(), &document.file);
        document.explain(error.renamed(Module::Events.slug(), &document.file))
    })?;
    Ok(Generated { module: Module::Events, release, syntax }.text())
}

/// Generates the module of the events, as a syntax tree, with conversions to the types of the client-server API if its model is
/// given.
pub fn event_module(model: &EventModel, client_server: Option<&ApiModel>) -> Result<syn::File> {
    shape::shape_events(model, emit::emit_events(model, client_server)?)
}

/// Generates the module of an API, as a syntax tree.
pub fn module(model: &ApiModel) -> Result<syn::File> {
    shape::shape(model, emit::emit(model)?)
}
