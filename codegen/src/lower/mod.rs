//! The lowering: from OpenAPI 3.1 to types and calls that OpenAPI 3.0, and so progenitor, can express.

mod account;
mod calls;
pub mod document;
pub mod ir;
mod limits;
mod names;
mod parts;
mod rules;
mod schema;
pub mod uses;
mod view;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::lower::ir::{Lowered, Type};
use crate::lower::names::Scope;
use crate::lower::view::Node;
use crate::{Document, Error, Release, Result, model, rust_name};

pub use rules::Rule;
pub use schema::identifier;

/// Lowers a document to which the overlays have been applied.
pub fn lower(document: &Document, release: Release) -> Result<Lowered> {
    lower_unexplained(document, release).map_err(|error| document.explain(error))
}

fn lower_unexplained(document: &Document, release: Release) -> Result<Lowered> {
    let operations = model::unexplained(document)?;
    let mut lowering = Lowering::new(document, release);
    for operation in operations {
        let call = lowering.call(operation)?;
        lowering.lowered.calls.push(call);
    }
    lowering.account()?;
    Ok(lowering.lowered)
}

/// The work in progress.
struct Lowering<'a> {
    document: &'a Document,
    lowered: Lowered,
    /// The types of the components lowered so far; nothing while one is under way.
    components: BTreeMap<&'a str, Option<Type>>,
    /// The names that the components will take.
    reserved: BTreeSet<String>,
    /// Where the types that are named stand.
    places: BTreeMap<String, String>,
    /// The places of the properties and enumeration values that have become part of a type.
    used: BTreeSet<String>,
    /// The places below which a rule leaves everything out, on purpose.
    left_out: Vec<String>,
}

impl<'a> Lowering<'a> {
    fn new(document: &'a Document, release: Release) -> Self {
        let components = document.root.pointer("/components/schemas").and_then(Value::as_object);
        let reserved =
            components.into_iter().flatten().map(|(name, value)| component_name(name, value)).collect();
        let lowered = Lowered {
            api: document.api,
            release,
            structs: BTreeMap::new(),
            enums: BTreeMap::new(),
            unions: BTreeMap::new(),
            calls: Vec::new(),
            rules: BTreeSet::new(),
        };
        Self {
            document,
            lowered,
            components: BTreeMap::new(),
            reserved,
            places: BTreeMap::new(),
            used: BTreeSet::new(),
            left_out: Vec::new(),
        }
    }

    fn apply(&mut self, rule: Rule) {
        self.lowered.rules.insert(rule);
    }

    /// The type of a component, lowered once.
    fn component(&mut self, name: &'a str, node: &Node<'a>) -> Result<Type> {
        let pointer = format!("/components/schemas/{}", model::escape(name));
        let value = self.document.root.pointer(&pointer).ok_or_else(|| {
            Error::at(&self.document.file, &node.pointer, format!("{name} is not in this document"))
        })?;
        let rust = component_name(name, value);
        match self.components.get(name) {
            Some(Some(ty)) => return Ok(ty.clone()),
            // Only an object can hold itself, so that is what the component under way will be.
            Some(None) => return Ok(Type::Struct(rust)),
            None => {}
        }
        self.components.insert(name, None);
        let ty = self.schema(&[Node { value, pointer }], &Scope::component(&rust))?;
        self.components.insert(name, Some(ty.clone()));
        Ok(ty)
    }
}

/// The Rust name of a component. A chosen one that cannot be a type's is refused where the component is lowered.
fn component_name(name: &str, value: &Value) -> String {
    let chosen =
        value.get(rust_name::CHOSEN).and_then(Value::as_str).filter(|name| rust_name::is_pascal(name));
    chosen.map_or_else(|| rust_name::type_name(&rust_name::pascal(name)), str::to_owned)
}
