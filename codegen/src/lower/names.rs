//! Names of types: from the operation or component, then the title or the member, and never a number.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToPascalCase;

use crate::lower::ir::{Enumeration, Lowered, Struct, Union};
use crate::lower::view::Node;
use crate::lower::{Lowering, Rule};
use crate::{Error, Result};

/// Where a schema stands, as far as its name depends on it.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    root: String,
    /// The name that this very schema gets if it needs one.
    exact: Option<String>,
    /// A name that somebody chose in an overlay.
    chosen: Option<String>,
    /// The members that lead here from the root.
    path: Vec<Step>,
    direction: Direction,
}

/// A member on the way to a schema.
#[derive(Debug, Clone)]
struct Step {
    member: String,
    title: Option<String>,
}

impl Step {
    fn member(name: &str) -> Self {
        Self { member: name.to_pascal_case(), title: None }
    }

    fn label(&self) -> &str {
        self.title.as_ref().unwrap_or(&self.member)
    }
}

/// Whether a value is made by our user or by the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Sent,
    Received,
}

impl Scope {
    /// A scope for a component, which has its name already.
    pub fn component(name: &str) -> Self {
        Self::new(name, Some(name.to_pascal_case()), Direction::Received)
    }

    /// A scope for a part of an operation; `exact` is the name of its outermost object.
    pub fn operation(root: &str, exact: Option<String>, direction: Direction) -> Self {
        Self::new(root, exact, direction)
    }

    fn new(root: &str, exact: Option<String>, direction: Direction) -> Self {
        Self { root: root.to_pascal_case(), exact, chosen: None, path: Vec::new(), direction }
    }

    /// The scope with what the schema itself says of its name.
    pub fn named(&self, chosen: Option<&str>, title: Option<&str>) -> Self {
        let mut scope = self.clone();
        if let Some(chosen) = chosen {
            scope.chosen = Some(chosen.to_owned());
        }
        let title = title.map(ToPascalCase::to_pascal_case).filter(|title| !title.is_empty());
        if let (Some(title), Some(step), None) = (title, scope.path.last_mut(), &scope.exact) {
            step.title = Some(title);
        }
        scope
    }

    /// The scope of a member of this object.
    pub fn member(&self, name: &str) -> Self {
        let mut scope = self.inner();
        scope.path.push(Step::member(name));
        scope
    }

    /// The scope of a list's items or a map's values: they are named as the list is.
    pub fn item(&self) -> Self {
        let mut scope = self.inner();
        if scope.path.is_empty() {
            scope.path.push(Step::member("item"));
        }
        scope
    }

    /// The scope of an alternative.
    pub fn variant(&self, title: Option<&str>) -> Self {
        let mut scope = self.inner();
        scope.path.push(Step::member(title.unwrap_or("object")));
        scope
    }

    /// Events that we make ourselves have no text yet that could be kept.
    pub fn keeps_events_raw(&self) -> bool {
        self.direction == Direction::Received
    }

    fn inner(&self) -> Self {
        Self { exact: None, chosen: None, ..self.clone() }
    }

    /// The names to try, the shortest first; a longer one says more of the way that leads here.
    fn candidates(&self) -> Vec<String> {
        // A chosen name may be taken by something else in a release that nobody chose it for.
        let mut names: Vec<String> = self.chosen.iter().chain(&self.exact).cloned().collect();
        for start in (0..self.path.len()).rev() {
            let steps = self.path.get(start..).unwrap_or_default();
            let tail: String = steps.iter().map(Step::label).collect();
            // A title that repeats the root need not say it twice, unless that is the name of something else.
            if tail.starts_with(&self.root) {
                names.push(tail.clone());
            }
            names.push(format!("{}{tail}", self.root));
        }
        if self.exact.is_none() {
            let members: String = self.path.iter().map(|step| step.member.as_str()).collect();
            names.push(format!("{}{members}", self.root));
        }
        names
    }
}

impl<'a> Lowering<'a> {
    /// Names an object type; the same members under the same name are one type.
    pub(super) fn name_struct(&mut self, scope: &Scope, item: Struct, nodes: &[Node<'a>]) -> Result<String> {
        if scope.exact.is_none() {
            self.apply(Rule::InlineObject);
        }
        let pointer = nodes.first().map_or("", |node| &node.pointer);
        self.name(scope, pointer, item, |lowered| &mut lowered.structs, Struct::agrees)
    }

    /// Names an enumeration.
    pub(super) fn name_enumeration(&mut self, scope: &Scope, item: Enumeration) -> Result<String> {
        self.name(scope, "", item, |lowered| &mut lowered.enums, same_values)
    }

    /// Names a union.
    pub(super) fn name_union(&mut self, scope: &Scope, item: Union) -> Result<String> {
        self.name(scope, "", item, |lowered| &mut lowered.unions, |one, other| one.variants == other.variants)
    }

    fn name<T>(
        &mut self,
        scope: &Scope,
        pointer: &str,
        item: T,
        table: fn(&mut Lowered) -> &mut BTreeMap<String, T>,
        same: fn(&T, &T) -> bool,
    ) -> Result<String> {
        for name in scope.candidates() {
            let kept = scope.exact.is_none() && self.reserved.contains(&name);
            let free = !kept && !self.is_taken(&name);
            match table(&mut self.lowered).get(&name) {
                Some(other) if same(other, &item) => return Ok(name),
                None if free => {
                    table(&mut self.lowered).insert(name.clone(), item);
                    return Ok(name);
                }
                _ => {}
            }
        }
        let names = scope.candidates().join(", ");
        let message =
            format!("{names}: the name of another type already, choose one by `x-rust-name` in an overlay");
        Err(Error::at(&self.document.file, pointer, message))
    }

    /// Whether a type of any kind has the name.
    pub(super) fn is_taken(&self, name: &str) -> bool {
        let Lowered { structs, enums, unions, .. } = &self.lowered;
        structs.contains_key(name) || enums.contains_key(name) || unions.contains_key(name)
    }
}

/// The order in which a description lists the values says nothing.
fn same_values(one: &Enumeration, other: &Enumeration) -> bool {
    let sorted = |item: &Enumeration| item.values.iter().cloned().collect::<BTreeSet<_>>();
    sorted(one) == sorted(other)
}
