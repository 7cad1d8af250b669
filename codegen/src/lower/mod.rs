//! The lowering: from OpenAPI 3.1 to types and calls that OpenAPI 3.0, and so progenitor, can express.

mod coverage;
pub mod ir;
mod keywords;
mod limits;
mod merged_schema;
mod names;
mod operations;
mod parts;
mod rules;
mod schema;
mod secrets;
pub mod usage;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::lower::ir::{ApiModel, Type};
use crate::lower::merged_schema::{MergedSchema, Node};
use crate::lower::names::Scope;
use crate::{Document, Release, Result, model, rust_name};

pub use rules::Rule;
pub use schema::identifier;

/// Lowers a document to which the overlays have been applied.
pub fn lower(document: &Document, release: Release) -> Result<ApiModel> {
    lower_unexplained(document, release).map_err(|error| document.explain(error))
}

fn lower_unexplained(document: &Document, release: Release) -> Result<ApiModel> {
    keywords::check(document)?;
    let operations = model::unexplained(document)?;
    let mut lowering = Lowering::new(document, release);
    for operation in operations {
        let call = lowering.operation(operation)?;
        lowering.lowered.operations.push(call);
    }
    lowering.check_coverage()?;
    Ok(lowering.lowered)
}

/// The work in progress.
struct Lowering<'a> {
    document: &'a Document,
    lowered: ApiModel,
    /// The types of the components lowered so far; nothing while one is under way.
    components: BTreeMap<&'a str, Option<Type>>,
    /// The names that the components will take.
    reserved: BTreeSet<String>,
    /// Where the types that are named stand.
    places: BTreeMap<String, String>,
    /// The places of the properties and enumeration values that have become part of a type.
    used: BTreeSet<String>,
    /// The places below which a rule leaves everything out, on purpose.
    left_out: BTreeSet<String>,
    /// How deep the schema under way is nested.
    depth: usize,
    /// How many schemas have been lowered, each counted with its properties.
    work: usize,
}

impl<'a> Lowering<'a> {
    fn new(document: &'a Document, release: Release) -> Self {
        let components = document.root.pointer("/components/schemas").and_then(Value::as_object);
        let reserved =
            components.into_iter().flatten().map(|(name, value)| component_name(name, value)).collect();
        let lowered = ApiModel {
            api: document.api,
            release,
            finished: document.finished,
            structs: BTreeMap::new(),
            enums: BTreeMap::new(),
            unions: BTreeMap::new(),
            operations: Vec::new(),
            rules: BTreeSet::new(),
        };
        Self {
            document,
            lowered,
            components: BTreeMap::new(),
            reserved,
            places: BTreeMap::new(),
            used: BTreeSet::new(),
            left_out: BTreeSet::new(),
            depth: 0,
            work: 0,
        }
    }

    fn apply(&mut self, rule: Rule) {
        self.lowered.rules.insert(rule);
    }

    /// The type of a component, lowered once; its name is as it stands in a pointer.
    fn component(&mut self, name: &'a str, node: &Node<'a>) -> Result<Type> {
        let mut aliases = BTreeSet::new();
        let mut name = name;
        // A component that is but another one is passed here and not by calling ourselves, since many may follow.
        let ty = loop {
            let target = self.component_node(name, node)?;
            match self.components.get(name) {
                Some(Some(ty)) => break ty.clone(),
                Some(None) => return self.component_in_itself(name, &target),
                None => {}
            }
            let Some(next) = target.reference() else {
                self.components.insert(name, None);
                let rust = referenced_name(name, target.value);
                let ty = self.schema(&[target], &Scope::component(&rust))?;
                self.components.insert(name, Some(ty.clone()));
                break ty;
            };
            if target.value.as_object().is_some_and(|members| members.len() > 1) {
                self.apply(Rule::RefSiblings);
            }
            if !aliases.insert(name) {
                return Err(self.refuse(&target, "leads back to itself, so it describes nothing"));
            }
            name = next;
        };
        self.components.extend(aliases.into_iter().map(|alias| (alias, Some(ty.clone()))));
        Ok(ty)
    }

    fn component_node(&self, name: &str, from: &Node<'a>) -> Result<Node<'a>> {
        let pointer = format!("/components/schemas/{name}");
        match self.document.root.pointer(&pointer) {
            Some(value) => Ok(Node { value, pointer }),
            None => Err(self.refuse(from, &format!("{name} is not in this document"))),
        }
    }

    /// The type of a component inside of itself: only an object type can be named before it is known.
    fn component_in_itself(&mut self, name: &str, node: &Node<'a>) -> Result<Type> {
        let view = MergedSchema::of(self.document, std::slice::from_ref(node))?;
        let ty = match self.named_object(&view, node)? {
            Some(nullable) => {
                let ty = Type::Struct(referenced_name(name, node.value));
                let ty = if schema::is_event(&view) { Type::Raw(Box::new(ty)) } else { ty };
                if nullable { Type::Nullable(Box::new(ty)) } else { ty }
            }
            None => {
                self.apply(Rule::Recursion);
                Type::RawJson
            }
        };
        Ok(ty)
    }
}

/// The Rust name of a component by its name in a pointer.
fn referenced_name(name: &str, value: &Value) -> String {
    component_name(&name.replace("~1", "/").replace("~0", "~"), value)
}

/// The Rust name of a component. A chosen one that cannot be a type's is refused where the component is lowered.
fn component_name(name: &str, value: &Value) -> String {
    let chosen =
        value.get(rust_name::CHOSEN).and_then(Value::as_str).filter(|name| rust_name::is_pascal(name));
    chosen.map_or_else(|| rust_name::type_name(&rust_name::pascal(name)), str::to_owned)
}
