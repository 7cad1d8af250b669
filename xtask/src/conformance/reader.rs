//! Reads nodes of an upstream tree, follows their references, and composes examples of others.

use std::path::Path;
use std::rc::Rc;

use matrix_openapi_codegen::Result;
use matrix_openapi_codegen::load::{NodeLocation, Tree};
use serde_json::{Map, Value};

/// The depth of composition at which an example counts as circular.
pub const DEPTH: usize = 64;

/// The error of an example that is composed of itself.
pub const CIRCULAR: &str = "the references are circular or nested too deep, so the example is infinite";

/// Reads an upstream tree.
pub struct Reader {
    /// The tree.
    pub tree: Tree,
}

/// A node of the tree with its location after references.
pub struct Node {
    file: Rc<Value>,
    /// The location of the node.
    pub location: NodeLocation,
}

impl Node {
    /// Returns the node itself.
    pub fn value(&self) -> &Value {
        self.file.pointer(&self.location.pointer).unwrap_or(&Value::Null)
    }

    /// Returns the keys of a child, if that is a map.
    pub fn keys(&self, key: &str) -> impl Iterator<Item = &String> {
        self.value().get(key).and_then(Value::as_object).into_iter().flat_map(Map::keys)
    }

    /// Returns whether there is a child of this name.
    pub fn has(&self, key: &str) -> bool {
        self.value().get(key).is_some()
    }

    /// Returns the child of this name.
    pub fn member(&self, key: &str) -> Self {
        Self { file: Rc::clone(&self.file), location: self.location.field(key) }
    }
}

impl Reader {
    /// Opens the tree in a folder.
    pub fn open(folder: &Path) -> Result<Self> {
        Tree::open(folder).map(|tree| Self { tree })
    }

    /// Follows the references of a node.
    pub fn follow(&self, mut found: Node) -> Result<Node> {
        for _ in 0..DEPTH {
            match self.referred(&found)? {
                Some(next) => found = next,
                None => return Ok(found),
            }
        }
        Err(found.location.error(CIRCULAR))
    }

    /// Returns the target of a node's reference, if the node has one.
    pub fn referred(&self, found: &Node) -> Result<Option<Node>> {
        match found.value().get("$ref").and_then(Value::as_str) {
            Some(text) => self.find(self.tree.resolve(&found.location.field("$ref"), text)?).map(Some),
            None => Ok(None),
        }
    }

    /// Returns the node at a location.
    pub fn find(&self, location: NodeLocation) -> Result<Node> {
        let file = self.tree.read(&location.file, &location)?;
        if file.pointer(&location.pointer).is_none() {
            return Err(location.error("does not exist, though an example refers to it"));
        }
        Ok(Node { file, location })
    }

    /// Returns the value with the references in it resolved.
    pub fn compose(&self, value: &Value, location: &NodeLocation, depth: usize) -> Result<Value> {
        if depth > DEPTH {
            return Err(location.error(CIRCULAR));
        }
        match value {
            Value::Array(items) => {
                let items = items.iter().enumerate();
                items
                    .map(|(index, item)| self.compose(item, &location.field(&index.to_string()), depth + 1))
                    .collect()
            }
            Value::Object(members) => self.object(members, location, depth),
            plain => Ok(plain.clone()),
        }
    }

    fn object(&self, members: &Map<String, Value>, location: &NodeLocation, depth: usize) -> Result<Value> {
        let mut layers = Vec::new();
        let mut own = Map::new();
        for (name, member) in members {
            let at = location.field(name);
            match (name.as_str(), member) {
                ("$ref", Value::String(text)) => {
                    let found = self.find(self.tree.resolve(&at, text)?)?;
                    layers.push(self.compose(found.value(), &found.location, depth + 1)?);
                }
                ("allOf", Value::Array(parts)) => {
                    for (index, part) in parts.iter().enumerate() {
                        layers.push(self.compose(part, &at.field(&index.to_string()), depth + 1)?);
                    }
                }
                _ => drop(own.insert(name.clone(), self.compose(member, &at, depth + 1)?)),
            }
        }
        if layers.is_empty() || !own.is_empty() {
            layers.push(Value::Object(own));
        }
        if layers.len() > 1 && !layers.iter().all(Value::is_object) {
            return Err(
                location.error("composed of other values than objects, which have no fields to merge")
            );
        }
        let mut layers = layers.into_iter();
        let mut composed = layers.next().unwrap_or_default();
        layers.for_each(|layer| lay_over(&mut composed, layer));
        Ok(composed)
    }
}

/// Merges a value into another: merges objects by field, and replaces other values.
pub fn lay_over(under: &mut Value, over: Value) {
    match (under, over) {
        (Value::Object(under), Value::Object(over)) => {
            for (name, member) in over {
                match under.get_mut(&name) {
                    Some(below) => lay_over(below, member),
                    None => drop(under.insert(name, member)),
                }
            }
        }
        (under, over) => *under = over,
    }
}
