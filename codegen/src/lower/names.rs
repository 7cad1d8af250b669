//! The names of types. They consist of the operation or component and the title or property, without numbers.

use serde_json::Value;

use crate::Result;
use crate::lower::ir::{ApiModel, Enumeration, Field, Struct, Union};
use crate::lower::lowering::Lowering;
use crate::lower::merged_schema::{MergedSchema, Node};
use crate::lower::rules::Rule;
use crate::rust_name::{self, Clash, pascal, type_name};
use crate::sorted::{SortedMap, SortedSet};

/// The position of a schema, which determines its name.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    root: String,
    /// The preferred name of the schema.
    exact: Option<String>,
    /// The name if another schema has the preferred one.
    otherwise: Option<String>,
    /// A name that was chosen in an overlay.
    chosen: Option<String>,
    /// The path of properties from the root.
    path: Vec<Step>,
    /// The part of the operation, which is used only if other names are taken.
    part: String,
    direction: Direction,
}

/// A property on the path to a schema.
#[derive(Debug, Clone)]
struct Step {
    name: String,
    title: Option<String>,
}

impl Step {
    fn new(name: &str) -> Self {
        Self { name: pascal(name), title: None }
    }

    fn label(&self) -> &str {
        self.title.as_ref().unwrap_or(&self.name)
    }
}

/// Whether the program sends or receives the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Sent,
    Received,
}

impl Scope {
    /// Returns the scope of a component, which already has a name.
    pub fn component(name: &str) -> Self {
        Self::new(name, Some(name.to_owned()), Direction::Received)
    }

    /// Returns the scope of a part of an operation; `exact` is the name of its outermost object.
    pub fn operation(root: &str, exact: Option<String>, direction: Direction) -> Self {
        Self::new(root, exact, direction)
    }

    fn new(root: &str, exact: Option<String>, direction: Direction) -> Self {
        let (otherwise, chosen, path, part) = (None, None, Vec::new(), String::new());
        Self { root: pascal(root), exact, otherwise, chosen, path, part, direction }
    }

    /// Returns the scope for a part of the operation, such as `Query`.
    pub fn within(self, part: &str) -> Self {
        Self { part: part.to_owned(), ..self }
    }

    /// Returns the scope of a schema that gets `name` if another schema has the preferred name.
    pub fn or(self, name: String) -> Self {
        Self { otherwise: Some(name), ..self }
    }

    /// Returns the scope with the name that an overlay chose for the schema, and with its title.
    pub fn named(&self, chosen: Option<&str>, title: Option<&str>) -> Self {
        let mut scope = self.clone();
        if let Some(chosen) = chosen {
            scope.chosen = Some(chosen.to_owned());
        }
        let title = title.filter(|title| !title.trim().is_empty()).map(pascal);
        if let (Some(title), Some(step), None) = (title, scope.path.last_mut(), &scope.exact) {
            step.title = Some(title);
        }
        scope
    }

    /// Returns the scope of a property of this object.
    pub fn field(&self, name: &str) -> Self {
        let mut scope = self.inner();
        scope.path.push(Step::new(name));
        scope
    }

    /// Returns the scope of a list's items or a map's values, which are named like the list or map.
    pub fn item(&self) -> Self {
        let mut scope = self.inner();
        if scope.path.is_empty() {
            scope.path.push(Step::new("item"));
        }
        scope
    }

    /// Returns the scope of an alternative.
    pub fn variant(&self, title: Option<&str>) -> Self {
        let mut scope = self.inner();
        scope.path.push(Step::new(title.unwrap_or("object")));
        scope
    }

    /// Returns whether events stay raw JSON, which only received events do.
    pub fn keeps_events_raw(&self) -> bool {
        self.direction == Direction::Received
    }

    fn inner(&self) -> Self {
        Self { exact: None, otherwise: None, chosen: None, ..self.clone() }
    }

    /// Returns the names to try, in order of preference; later names contain more of the path.
    fn candidates(&self) -> Vec<String> {
        // The chosen name may be taken: in another release, another item may have it.
        let mut names: Vec<String> =
            self.chosen.iter().chain(&self.exact).chain(&self.otherwise).cloned().collect();
        for start in (0..self.path.len()).rev() {
            let steps = self.path.get(start..).unwrap_or_default();
            let tail: String = steps.iter().map(Step::label).collect();
            // A title that repeats the root is not added to it, unless the name is taken.
            if tail.starts_with(&self.root) {
                names.push(tail.clone());
            }
            names.push(format!("{}{tail}", self.root));
        }
        if self.exact.is_none() {
            let steps: String = self.path.iter().map(|step| step.name.as_str()).collect();
            names.push(format!("{}{steps}", self.root));
            if !self.part.is_empty() {
                names.push(format!("{}{}{steps}", self.root, self.part));
            }
        }
        names.iter().map(|name| type_name(name)).collect()
    }
}

impl<'a> Lowering<'a> {
    /// Names an object type; two with the same name and the same fields are one type.
    pub(super) fn name_struct(&mut self, scope: &Scope, item: Struct, nodes: &[Node<'a>]) -> Result<String> {
        if scope.exact.is_none() {
            self.apply(Rule::InlineObject);
        }
        self.name(scope, nodes, item, |model| &mut model.structs, Struct::agrees)
    }

    /// Names an enumeration.
    pub(super) fn name_enumeration(
        &mut self,
        scope: &Scope,
        item: Enumeration,
        nodes: &[Node<'a>],
    ) -> Result<String> {
        self.name(scope, nodes, item, |model| &mut model.enums, same_values)
    }

    /// Names a union.
    pub(super) fn name_union(&mut self, scope: &Scope, item: Union, nodes: &[Node<'a>]) -> Result<String> {
        self.name(scope, nodes, item, |model| &mut model.unions, |one, other| one.variants == other.variants)
    }

    fn name<T>(
        &mut self,
        scope: &Scope,
        nodes: &[Node<'a>],
        item: T,
        table: fn(&mut ApiModel) -> &mut SortedMap<String, T>,
        same: fn(&T, &T) -> bool,
    ) -> Result<String> {
        let pointer = nodes.first().map_or("", |node| &node.pointer);
        for name in scope.candidates() {
            let kept = scope.exact.is_none() && self.reserved.contains(&name);
            let free = !kept && !self.is_taken(&name);
            match table(&mut self.model).get(&name) {
                Some(other) if same(other, &item) => return Ok(name),
                None if free => {
                    table(&mut self.model).insert(name.clone(), item);
                    self.model.locations.insert(name.clone(), pointer.to_owned());
                    return Ok(name);
                }
                _ => {}
            }
        }
        let names = scope.candidates();
        let rust_name = names.last().map_or("", String::as_str);
        let other = self.model.locations.get(rust_name).map_or("a component", String::as_str);
        let (name, instead) = (names.join("`, `"), format!("{rust_name}Other"));
        let clash = Clash { what: "the type", name: &name, rust_name, pointer, other, instead: &instead };
        Err(clash.error(self.document))
    }

    /// Returns the name that an overlay chose for the type.
    pub(super) fn chosen(&self, schema: &MergedSchema<'a>) -> Result<Option<&'a str>> {
        let Some(node) = schema.keys.get(rust_name::CHOSEN) else { return Ok(None) };
        rust_name::chosen_type(self.document, node.value, &node.pointer)
    }

    /// Returns the Rust name of a field, which must be distinct among its siblings, and the JSON pointer of the
    /// field.
    pub(super) fn field_name(
        &self,
        name: &str,
        property: &[Node<'a>],
        siblings: &[Field],
    ) -> Result<(String, String)> {
        let pointer = property.first().map_or("", |node| &node.pointer);
        let mut rust_name = rust_name::field(name);
        for node in property {
            // A name in Pascal case is that of the type.
            let chosen = node.value.get(rust_name::CHOSEN).and_then(Value::as_str);
            if let Some(chosen) = chosen.filter(|name| rust_name::is_snake(name)) {
                rust_name = rust_name::field(chosen);
            }
        }
        if let Some(other) = siblings.iter().find(|other| other.rust_name == rust_name) {
            let clash = Clash {
                what: "the field",
                name,
                rust_name: &rust_name,
                pointer,
                other: &other.pointer,
                instead: &rust_name::spelt(name),
            };
            return Err(clash.error(self.document));
        }
        Ok((rust_name, pointer.to_owned()))
    }

    /// Returns whether a struct, enumeration or union has the name.
    pub(super) fn is_taken(&self, name: &str) -> bool {
        let ApiModel { structs, enums, unions, .. } = &self.model;
        structs.contains_key(name) || enums.contains_key(name) || unions.contains_key(name)
    }
}

/// Returns whether two enumerations have the same values in any order.
fn same_values(one: &Enumeration, other: &Enumeration) -> bool {
    let sorted = |item: &Enumeration| item.values.iter().cloned().collect::<SortedSet<_>>();
    sorted(one) == sorted(other)
}
