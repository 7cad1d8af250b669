//! The operations of an API's files, and their paths in the bundle.

use std::rc::Rc;

use serde_json::{Map, Value};

use super::release_state::ReleaseState;
use super::shared_path::SharedPath;
use super::tree::{NodeLocation, Tree};
use crate::sorted::{SortedMap, SortedSet, sort};
use crate::{Api, Result};

/// The keys of a path item that contain operations.
pub(super) const METHODS: [&str; 8] = ["delete", "get", "head", "options", "patch", "post", "put", "trace"];

/// An operation of an upstream file.
#[derive(Debug)]
pub struct UpstreamOperation {
    /// Its location.
    pub location: NodeLocation,
    pub(super) method: &'static str,
    /// The whole path, trimmed.
    pub(super) path: String,
    /// The operationId.
    pub id: String,
    file: Rc<Value>,
    path_key: String,
}

impl UpstreamOperation {
    /// Returns the node of the operation.
    pub(super) fn node(&self) -> &Value {
        self.item().get(self.method).unwrap_or(&Value::Null)
    }

    /// Returns the path item that contains it.
    pub(super) fn item(&self) -> &Value {
        self.file.get("paths").and_then(|paths| paths.get(&self.path_key)).unwrap_or(&Value::Null)
    }

    /// Returns the location of the path item.
    pub(super) fn item_location(&self) -> NodeLocation {
        NodeLocation::file(&self.location.file).field("paths").field(&self.path_key)
    }

    /// Returns the security requirement of the whole file, for operations without their own.
    pub(super) fn file_security(&self) -> Option<&Value> {
        self.file.get("security")
    }
}

/// Reads the operations of an API, sorted by file, path and method.
pub fn read(tree: &Tree, api: Api) -> Result<Vec<UpstreamOperation>> {
    let mut operations = Vec::new();
    let mut locations: SortedMap<String, NodeLocation> = SortedMap::new();
    for name in tree.api_files(api)? {
        let from = NodeLocation::file(&name);
        let file = tree.read(&name, &from)?;
        check_version(&file, &from)?;
        for operation in in_file(&file, &from)? {
            if let Some(other) = locations.insert(operation.id.clone(), operation.location.clone()) {
                let message = format!("the operationId `{}` is also used by {}", operation.id, other.text());
                return Err(operation.location.error(message));
            }
            operations.push(operation);
        }
    }
    Ok(operations)
}

/// Returns the key of each operation in the bundle's `paths`: its path, with a fragment for all but the first operation if
/// several are known to share the path.
pub(super) fn path_keys(
    api: Api,
    state: ReleaseState,
    operations: &[UpstreamOperation],
    shared: &[SharedPath],
) -> Result<SortedMap<String, String>> {
    let release = state.release;
    let mut groups: SortedMap<(&str, &str), Vec<&UpstreamOperation>> = SortedMap::new();
    for operation in operations {
        groups.entry((&operation.path, operation.method)).or_default().push(operation);
    }
    let mut keys = SortedMap::new();
    let mut found = SortedSet::new();
    for ((path, method), mut group) in groups {
        sort(&mut group, |one, other| one.id.cmp(&other.id));
        let ids: Vec<&str> = group.iter().map(|operation| operation.id.as_str()).collect();
        if let [first, second, ..] = group.as_slice() {
            let known = shared.iter().position(|entry| entry.describes(api, release, method, path, &ids));
            let Some(known) = known else {
                let message = format!(
                    "{} {path} is also the path of {}, and `x-shared-paths` does not list the two",
                    method.to_uppercase(),
                    first.location.text()
                );
                return Err(second.location.error(message));
            };
            found.insert(known);
        }
        for (index, id) in ids.into_iter().enumerate() {
            let key = if index == 0 { path.to_owned() } else { format!("{path}#{id}") };
            keys.insert(id.to_owned(), key);
        }
    }
    let gone =
        shared.iter().enumerate().find(|(index, entry)| entry.is_due(api, state) && !found.contains(index));
    match gone {
        Some((_, entry)) => Err(entry.gone(release)),
        None => Ok(keys),
    }
}

fn check_version(file: &Value, location: &NodeLocation) -> Result<()> {
    if file.get("swagger").is_some() {
        let message = "Swagger 2.0 is not supported; the releases v1.1 to v1.7 are written in it, \
                       v1.8 is the first that works";
        return Err(location.field("swagger").error(message));
    }
    match file.get("openapi").and_then(Value::as_str) {
        Some(version) if version.starts_with("3.1.") => Ok(()),
        Some(version) => {
            Err(location.field("openapi").error(format!("version {version} is not supported, only 3.1 is")))
        }
        None => Err(location.field("openapi").error("missing, so this is not an OpenAPI document")),
    }
}

fn in_file(file: &Rc<Value>, from: &NodeLocation) -> Result<Vec<UpstreamOperation>> {
    let base_pointer = "/servers/0/variables/basePath/default";
    let base = file.pointer(base_pointer).and_then(Value::as_str).ok_or_else(|| {
        let location = NodeLocation { file: from.file.clone(), pointer: base_pointer.to_owned() };
        location.error("missing or not a string, so the prefix of the paths is unknown")
    })?;
    let from = from.field("paths");
    let paths = file.get("paths").and_then(Value::as_object).ok_or_else(|| from.error("not a map"))?;
    let mut operations = Vec::new();
    for (path_key, item) in paths {
        if is_extension(path_key) {
            continue;
        }
        let location = from.field(path_key);
        let fields =
            item.as_object().ok_or_else(|| location.error("not a map, which a path item must be"))?;
        for key in fields.keys() {
            let location = location.field(key);
            if let Some(method) = METHODS.into_iter().find(|method| method == key) {
                let id = operation_id(fields, key, &location)?;
                let path = whole_path(base, path_key, &location)?;
                operations.push(UpstreamOperation {
                    location,
                    method,
                    path,
                    id,
                    file: Rc::clone(file),
                    path_key: path_key.clone(),
                });
            } else if !matches!(key.as_str(), "parameters" | "summary" | "description") && !is_extension(key)
            {
                return Err(location
                    .error(format!("`{key}` of a path is not supported, so its meaning would be lost")));
            }
        }
    }
    Ok(operations)
}

/// Returns whether a key is an extension of OpenAPI that does not affect the keys beside it. The marks of releases do, and belong
/// to an operation.
fn is_extension(key: &str) -> bool {
    key.starts_with("x-") && !key.ends_with("InMatrixVersion")
}

fn operation_id(item: &Map<String, Value>, method: &str, location: &NodeLocation) -> Result<String> {
    let id = item.get(method).and_then(|operation| operation.get("operationId")).and_then(Value::as_str);
    match id {
        Some(id) if !id.trim().is_empty() => Ok(id.to_owned()),
        _ => Err(location.field("operationId").error("missing or empty, so the operation has no name")),
    }
}

fn whole_path(base: &str, path: &str, location: &NodeLocation) -> Result<String> {
    let path = path.trim();
    if !path.starts_with('/') || path.contains('#') {
        return Err(
            location.error(format!("`{path}` is not a path, which starts with a slash and has no fragment"))
        );
    }
    Ok(format!("{}{path}", base.trim().trim_end_matches('/')))
}
