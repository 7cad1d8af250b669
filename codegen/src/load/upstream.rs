//! An upstream tree, bundled into one document per API.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::facts::Prose;
use super::facts::{FactExtractor, Reference, ReferenceScope, Section, Titles, UpstreamKind};
use super::names::{self, Target};
use super::operations::{self, UpstreamOperation};
use super::paths::{self, Facts};
use super::references::{self, for_each_reference, target};
use super::release_state::ReleaseState;
use super::shared_path::SharedPath;
use super::tree::{NodeLocation, Tree};
use super::unread;
use super::wanted::WantedDefinition;
use crate::definitions::KEY;
use crate::pointer;
use crate::sorted::{SortedMap, SortedSet};
use crate::source_map::SourceMap;
use crate::{Api, Description, Document, Error, Origin, Release, Result};

/// Bundles the upstream tree in a folder (which contains `data`, or is `data`).
///
/// The folder's name gives the release (`v1.19`, `matrix-spec-1.19`). A tree without a release in its name counts as the
/// unfinished release after the newest one that its files mention.
///
/// `shared` lists the operations that share a path, `wanted` the definitions to include though nothing refers to them.
pub fn upstream(
    folder: &Path,
    prose: Prose,
    shared: &[SharedPath],
    wanted: &[WantedDefinition],
) -> Result<Description> {
    let tree = Tree::open(folder)?;
    let sources = sources(&tree, wanted)?;
    let state = state(&tree, folder)?;
    describe(&tree, state, &sources, prose, shared, wanted)
}

fn state(tree: &Tree, folder: &Path) -> Result<ReleaseState> {
    if let Some(release) = named_after(tree) {
        return Ok(ReleaseState { release, finished: true });
    }
    match newest_mentioned(tree)? {
        Some(newest) => Ok(ReleaseState { release: newest.next(), finished: false }),
        None => {
            let message = "neither its name nor its files contain the release; name the folder after the release, such as v1.19";
            Err(Error::file(folder.display().to_string(), message))
        }
    }
}

/// Bundles the upstream tree in a folder as a given release, regardless of its name and files.
pub fn upstream_as(
    folder: &Path,
    release: Release,
    prose: Prose,
    shared: &[SharedPath],
    wanted: &[WantedDefinition],
) -> Result<Description> {
    let tree = Tree::open(folder)?;
    let state = ReleaseState { release, finished: true };
    describe(&tree, state, &sources(&tree, wanted)?, prose, shared, wanted)
}

/// Returns the files of the bundle, sorted.
pub(super) fn inputs(folder: &Path, wanted: &[WantedDefinition]) -> Result<Vec<PathBuf>> {
    let tree = Tree::open(folder)?;
    sources(&tree, wanted)?;
    state(&tree, folder)?;
    Ok(tree.paths_read())
}

/// The parts of an API's document.
struct UpstreamSource {
    api: Api,
    operations: Vec<UpstreamOperation>,
    names: SortedMap<Target, String>,
    schemes: SortedMap<String, NodeLocation>,
    /// The names of the definitions that are included though nothing refers to them.
    definitions: Vec<String>,
}

fn sources(tree: &Tree, wanted: &[WantedDefinition]) -> Result<Vec<UpstreamSource>> {
    Api::ALL.into_iter().map(|api| UpstreamSource::read(tree, api, wanted)).collect()
}

fn describe(
    tree: &Tree,
    state: ReleaseState,
    sources: &[UpstreamSource],
    prose: Prose,
    shared: &[SharedPath],
    wanted: &[WantedDefinition],
) -> Result<Description> {
    let mut documents = SortedMap::new();
    for source in sources {
        WantedDefinition::check(tree, state, Some(source.api), wanted)?;
        documents.insert(source.api, source.bundle(tree, state, prose, shared)?);
    }
    for (api, task) in unread::operations(tree)? {
        // A task of no API joins those of the first one.
        let document = match api {
            Some(api) => documents.get_mut(&api),
            None => documents.values_mut().next(),
        };
        document.into_iter().for_each(|document: &mut Document| document.tasks.push(task.clone()));
    }
    Ok(Description { release: state.release, origin: Origin::Upstream, documents, events: None })
}

impl UpstreamSource {
    /// Reads an API's operations, the definitions that overlays request, and everything that these refer to.
    fn read(tree: &Tree, api: Api, wanted: &[WantedDefinition]) -> Result<Self> {
        let operations = operations::read(tree, api)?;
        let mut todo: Vec<Target> = Vec::new();
        for operation in &operations {
            for_each_reference(
                tree,
                |copy| Facts::copy(operation, copy).map(drop),
                Titles::Keep,
                |target, _| todo.push(target),
            )?;
        }
        let wanted = WantedDefinition::found(tree, Some(api), wanted)?;
        todo.extend(wanted.keys().cloned());
        let targets = references::follow(tree, todo, Titles::Keep)?;
        let own = format!("data/api/{api}/");
        let others = targets.into_iter().filter(|target| !wanted.contains_key(target)).collect();
        let mut definitions: Vec<_> = wanted.values().cloned().collect();
        definitions.sort();
        let mut names = names::assign(&own, &definitions.iter().cloned().collect(), &others)?;
        names.extend(wanted);
        let schemes = declared_schemes(tree, api)?;
        Ok(Self { api, operations, names, schemes, definitions })
    }

    fn bundle(
        &self,
        tree: &Tree,
        state: ReleaseState,
        prose: Prose,
        shared: &[SharedPath],
    ) -> Result<Document> {
        let keys = operations::path_keys(self.api, state, &self.operations, shared)?;
        let mut resolve = |reference: Reference<'_>| {
            let target = target(tree, &reference)?;
            // All targets have been named before, so this cannot fail.
            self.names.get(&target).cloned().ok_or_else(|| reference.from.error("has an unknown target"))
        };
        let mut copy = FactExtractor { prose, titles: Titles::Keep, resolve: &mut resolve };
        let mut operations = Vec::new();
        for operation in &self.operations {
            let key = keys.get(&operation.id).unwrap_or(&operation.path);
            operations.push((key.clone(), operation.method, Facts::copy(operation, &mut copy)?));
        }
        let components = self.components(tree, &mut copy)?;
        let mut root = json!({
            "openapi": "3.1.0",
            "info": { "title": self.api.title(), "version": state.release.to_string() },
            "paths": paths::assemble(operations, &components),
            "components": components,
        });
        if let (Some(root), false) = (root.as_object_mut(), self.definitions.is_empty()) {
            root.insert(KEY.to_owned(), self.definitions.clone().into());
        }
        let mut document = Document::new(self.api, format!("data/api/{}", self.api), root);
        document.source_map = self.source_map(&keys);
        document.finished = state.finished;
        Ok(document)
    }

    /// Returns the upstream location of each operation and component.
    fn source_map(&self, keys: &SortedMap<String, String>) -> SourceMap {
        let mut source_map = SourceMap::default();
        let mut note = |path: &[&str], location: &NodeLocation| {
            let pointer = path.iter().fold(String::new(), |location, key| pointer::join(&location, key));
            source_map.source(pointer, &location.file, &location.pointer);
        };
        for operation in &self.operations {
            let key = keys.get(&operation.id).unwrap_or(&operation.path);
            note(&["paths", key], &operation.item_location());
            note(&["paths", key, operation.method], &operation.location);
            if operation.node().get("security").is_none() {
                note(
                    &["paths", key, operation.method, "security"],
                    &NodeLocation::file(&operation.location.file).field("security"),
                );
            }
        }
        for ((section, location), name) in &self.names {
            note(&["components", section.key(), name], location);
        }
        for (name, location) in &self.schemes {
            note(&["components", "securitySchemes", name], location);
        }
        source_map
    }

    fn components(&self, tree: &Tree, copy: &mut FactExtractor<'_>) -> Result<Value> {
        let mut sections: Map<String, Value> = Map::new();
        let mut insert = |section: Section, name: &str, value: Value| {
            let fields = sections.entry(section.key()).or_insert_with(|| json!({}));
            if let Some(fields) = fields.as_object_mut() {
                fields.insert(name.to_owned(), value);
            }
        };
        for ((section, location), name) in &self.names {
            let file = tree.read(&location.file, location)?;
            let node = file.pointer(&location.pointer).unwrap_or(&Value::Null);
            insert(*section, name, copy.node(section.kind(), node, location)?);
        }
        for (name, location) in &self.schemes {
            let file = tree.read(&location.file, location)?;
            let node = file.pointer(&location.pointer).unwrap_or(&Value::Null);
            insert(Section::SecuritySchemes, name, copy.node(UpstreamKind::SecurityScheme, node, location)?);
        }
        Ok(Value::Object(sections))
    }
}

/// Collects the security schemes that the files of an API declare, by name, with their locations.
fn declared_schemes(tree: &Tree, api: Api) -> Result<SortedMap<String, NodeLocation>> {
    let mut schemes: SortedMap<String, NodeLocation> = SortedMap::new();
    for name in tree.api_files(api)? {
        // The components, all schemes together, or each scheme may stand in another file.
        let components = behind_references(tree, NodeLocation::file(&name).field("components"))?;
        let from = behind_references(tree, components.field("securitySchemes"))?;
        let file = tree.read(&from.file, &from)?;
        let declared = match file.pointer(&from.pointer) {
            None | Some(Value::Null) => continue,
            Some(declared) => {
                declared.as_object().ok_or_else(|| from.error("not a map of security schemes"))?
            }
        };
        for name in declared.keys() {
            let location = behind_references(tree, from.field(name))?;
            match schemes.get(name) {
                Some(other) if *other != location && scheme(tree, other)? != scheme(tree, &location)? => {
                    let message = format!("declares `{name}` differently from {}", other.text());
                    return Err(from.field(name).error(message));
                }
                Some(_) => {}
                None => drop(schemes.insert(name.clone(), location)),
            }
        }
    }
    Ok(schemes)
}

fn scheme(tree: &Tree, location: &NodeLocation) -> Result<Value> {
    let file = tree.read(&location.file, location)?;
    let mut resolve = |reference: Reference<'_>| Err(reference.from.error("targets another reference"));
    FactExtractor { prose: Prose::Drop, titles: Titles::Keep, resolve: &mut resolve }.node(
        UpstreamKind::SecurityScheme,
        file.pointer(&location.pointer).unwrap_or(&Value::Null),
        location,
    )
}

/// Follows the references from a location to the actual node.
fn behind_references(tree: &Tree, start: NodeLocation) -> Result<NodeLocation> {
    let mut seen = SortedSet::new();
    let mut location = start;
    loop {
        let file = tree.read(&location.file, &location)?;
        let Some(text) =
            file.pointer(&location.pointer).and_then(|node| node.get("$ref")).and_then(Value::as_str)
        else {
            return Ok(location);
        };
        let from = location.field("$ref");
        if !seen.insert(location) {
            return Err(from.error("closes a cycle of references, so it describes nothing"));
        }
        location = target(
            tree,
            &Reference { section: Section::SecuritySchemes, from: &from, text, reach: ReferenceScope::Whole },
        )?
        .1;
    }
}

/// Returns the release in the name of the tree's folder, such as `v1.19` or `matrix-spec-1.19`. The parent folder counts
/// only if its whole name is a release, because it may belong to another project.
fn named_after(tree: &Tree) -> Option<Release> {
    let mut names = tree.data().ancestors().skip(1).filter_map(|folder| folder.file_name()?.to_str());
    let own = names.next()?;
    own.rsplit(['-', '_']).next()?.parse().ok().or_else(|| names.next()?.parse().ok())
}

/// Returns the newest release that any file of the tree mentions, even a file that no API needs.
fn newest_mentioned(tree: &Tree) -> Result<Option<Release>> {
    let mut newest = None;
    for file in tree.all_files()? {
        // A file that cannot be read is reported if an API needs it.
        if let Ok(value) = tree.read(&file, &NodeLocation::file(&file)) {
            mentioned(&value, &mut newest);
        }
    }
    Ok(newest)
}

fn mentioned(value: &Value, newest: &mut Option<Release>) {
    match value {
        Value::Object(fields) => {
            for (key, field) in fields {
                match (key.as_str(), field) {
                    ("x-addedInMatrixVersion", Value::String(release)) => {
                        *newest = (*newest).max(release.parse().ok())
                    }
                    ("x-changedInMatrixVersion", Value::Object(changes)) => {
                        *newest =
                            (*newest).max(changes.keys().filter_map(|release| release.parse().ok()).max());
                    }
                    _ => mentioned(field, newest),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| mentioned(item, newest)),
        _ => {}
    }
}
