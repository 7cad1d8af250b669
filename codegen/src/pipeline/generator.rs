//! The stages that write code: from the models to the syntax trees of the modules.

#[cfg(any(feature = "mock", feature = "schemas"))]
use std::cell::OnceCell;
#[cfg(feature = "schemas")]
use std::path::Path;

use super::model::Model;
use super::module::{Generated, Module};
use crate::emit::{self, PairedModel};
#[cfg(any(feature = "mock", feature = "schemas"))]
use crate::json_schema::{self, JsonSchemas};
use crate::lower::event_ir::EventModel;
use crate::lower::ir::ApiModel;
use crate::{Api, Document, Error, Result, shape};

/// Generates the modules of a model.
///
/// What several modules are written from is computed once, when the first of them needs it.
pub struct Generator<'m> {
    model: &'m Model,
    apis: Vec<ApiInput<'m>>,
}

/// An API, with what its modules are written from.
struct ApiInput<'m> {
    document: &'m Document,
    model: &'m ApiModel,
    paired: PairedModel<'m>,
    #[cfg(any(feature = "mock", feature = "schemas"))]
    schemas: OnceCell<JsonSchemas>,
}

impl<'m> Generator<'m> {
    /// Takes a model, without computing anything yet.
    pub fn new(model: &'m Model) -> Self {
        let documents = model.description.documents.values();
        let apis = documents.filter_map(|document| Some((document, model.apis.get(&document.api)?)));
        Self { model, apis: apis.map(|(document, api)| ApiInput::new(document, api)).collect() }
    }

    /// Generates all modules: one for each API, those of the events and the EDUs if the model has them, and the code of servers
    /// and mocks if the features `server` and `mock` are on.
    pub fn all(&self) -> impl Iterator<Item = Result<Generated>> {
        let modules = self.modules();
        #[cfg(feature = "server")]
        let modules = modules.chain(self.servers(|_| true));
        #[cfg(feature = "mock")]
        let modules = modules.chain(self.mocks(|_| true));
        modules
    }

    /// Generates the modules of the APIs, and those of the events and the EDUs if the model has them.
    pub(super) fn modules(&self) -> impl Iterator<Item = Result<Generated>> {
        let apis = self
            .apis
            .iter()
            .map(|api| self.generated(Module::Api(api.model.api), api.document, || api_module(&api.paired)));
        let model = self.model;
        let events = model.events.iter().chain(&model.edus).zip(model.description.events.iter().cycle());
        let events = events.map(|(events, document)| {
            let module = Module::from(events.section);
            let api = model.apis.get(&Api::OF_EVENTS).filter(|_| module == Module::Events);
            self.generated(module, document, || event_module(events, api))
        });
        apis.chain(events)
    }

    /// Generates the code that servers of some APIs need.
    #[cfg(feature = "server")]
    pub(super) fn servers(&self, is_wanted: impl Fn(Api) -> bool) -> impl Iterator<Item = Result<Generated>> {
        self.wanted(is_wanted).map(|api| {
            self.generated(Module::Server(api.model.api), api.document, || {
                Ok(shape::shape_server(emit::emit_server(&api.paired)?))
            })
        })
    }

    /// Generates the code that mock servers of some APIs need. It consists of calls of macros, so no pass of the shape stage
    /// applies.
    #[cfg(feature = "mock")]
    pub(super) fn mocks(&self, is_wanted: impl Fn(Api) -> bool) -> impl Iterator<Item = Result<Generated>> {
        self.wanted(is_wanted).map(|api| {
            self.generated(Module::Mock(api.model.api), api.document, || {
                emit::emit_mock(api.model, api.schemas()?)
            })
        })
    }

    #[cfg(any(feature = "server", feature = "mock"))]
    fn wanted(&self, is_wanted: impl Fn(Api) -> bool) -> impl Iterator<Item = &ApiInput<'m>> {
        self.apis.iter().filter(move |api| is_wanted(api.model.api))
    }

    /// Writes the JSON Schemas of these modules into a folder, as `client_server_schemas.rs` and so on. Like the code of mock
    /// servers, they consist of calls of macros.
    #[cfg(feature = "schemas")]
    pub(super) fn write_schemas(&self, modules: &[Module], output: &Path) -> Result<()> {
        let release = self.model.description.release;
        for module in modules {
            let syntax = match module {
                Module::Api(api) => match self.apis.iter().find(|input| input.model.api == *api) {
                    Some(input) => emit::emit_schemas(input.model, input.schemas()?)?,
                    None => continue,
                },
                Module::Events => self.event_schemas(self.model.events.as_ref())?,
                Module::Edus => self.event_schemas(self.model.edus.as_ref())?,
                Module::Server(_) | Module::Mock(_) => continue,
            };
            let name = format!("{}_schemas.rs", module.name());
            let text = Generated { module: *module, release, syntax }.text();
            super::module::write(&output.join(name), &text)?;
        }
        Ok(())
    }

    /// Generates the JSON Schemas of events or EDUs; returns an empty file if the description has none.
    #[cfg(feature = "schemas")]
    fn event_schemas(&self, model: Option<&EventModel>) -> Result<syn::File> {
        match (&self.model.description.events, model) {
            (Some(document), Some(model)) => {
                emit::emit_event_schemas(model, &json_schema::event_schemas(document, model)?)
            }
            _ => Ok(syn::parse_quote!()),
        }
    }

    fn generated(
        &self,
        module: Module,
        document: &Document,
        run: impl FnOnce() -> Result<syn::File>,
    ) -> Result<Generated> {
        let syntax = self.model.stopwatch.measure("generate", module, run);
        let syntax = syntax.map_err(|error| explain(error, module, document))?;
        Ok(Generated { module, release: self.model.description.release, syntax })
    }
}

impl<'m> ApiInput<'m> {
    fn new(document: &'m Document, model: &'m ApiModel) -> Self {
        Self {
            document,
            model,
            paired: PairedModel::new(model),
            #[cfg(any(feature = "mock", feature = "schemas"))]
            schemas: OnceCell::new(),
        }
    }

    /// Returns the JSON Schemas.
    #[cfg(any(feature = "mock", feature = "schemas"))]
    fn schemas(&self) -> Result<&JsonSchemas> {
        if let Some(schemas) = self.schemas.get() {
            return Ok(schemas);
        }
        let schemas = json_schema::schemas(self.document, self.model)?;
        Ok(self.schemas.get_or_init(|| schemas))
    }
}

/// Makes an error of the emit stage, which knows only the module, name the file that describes the module.
fn explain(error: Error, module: Module, document: &Document) -> Error {
    let error = error.renamed(document.api.slug(), &document.file);
    document.explain(error.renamed(module.slug(), &document.file))
}

/// Generates the Rust source of an API's module from its documented model.
pub(super) fn api_source(document: &Document, model: &ApiModel) -> Result<String> {
    let module = Module::Api(model.api);
    let syntax = api_module(&PairedModel::new(model)).map_err(|error| explain(error, module, document))?;
    Ok(Generated { module, release: model.release, syntax }.text())
}

/// Generates the Rust source of the module of the events, or of the EDUs, from its model.
pub(super) fn event_source(document: &Document, model: &EventModel) -> Result<String> {
    let module = Module::from(model.section);
    let syntax = event_module(model, None).map_err(|error| explain(error, module, document))?;
    Ok(Generated { module, release: model.types.release, syntax }.text())
}

/// Generates the module of the events, as a syntax tree, with conversions to the types of the client-server API if its model is
/// given.
pub fn event_module(model: &EventModel, client_server: Option<&ApiModel>) -> Result<syn::File> {
    shape::shape_events(model, emit::emit_events(model, client_server)?)
}

/// Generates the module of an API, as a syntax tree.
fn api_module(paired: &PairedModel<'_>) -> Result<syn::File> {
    shape::shape(paired.model(), emit::emit(paired)?)
}
