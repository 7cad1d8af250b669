//! Components, each lowered once, at the first reference to it.

use serde_json::Value;

use crate::Result;
use crate::lower::ir::Type;
use crate::lower::lowering::Lowering;
use crate::lower::merged_schema::{MergedSchema, Node};
use crate::lower::names::Scope;
use crate::lower::rules::Rule;
use crate::matrix::events::handwritten;
use crate::pointer::unescape;
use crate::sorted::SortedSet;
use crate::{definitions, rust_name};

impl<'a> Lowering<'a> {
    /// Returns the type of a component, and lowers it at the first call; `name` is escaped as in a pointer.
    pub(super) fn component(&mut self, name: &'a str, node: &Node<'a>) -> Result<Type> {
        let mut aliases = SortedSet::new();
        let mut name = name;
        // A loop instead of recursion, because a chain of components that are only references may be long.
        let ty = loop {
            let target = self.component_node(name, node)?;
            match self.components.get(name) {
                Some(Some(ty)) => break ty.clone(),
                Some(None) => return self.component_in_itself(name, &target),
                None => {}
            }
            let Some(next) = target.reference() else {
                let rust_name = self.referenced_name(name, target.value);
                if let Some(ty) = self.handwritten(&rust_name, &target) {
                    self.components.insert(name, Some(ty.clone()));
                    break ty;
                }
                self.components.insert(name, None);
                let ty = self.schema(&[target], &Scope::component(&rust_name))?;
                self.components.insert(name, Some(ty.clone()));
                break ty;
            };
            if target.value.as_object().is_some_and(|fields| fields.len() > 1) {
                self.apply(Rule::RefSiblings);
            }
            if !aliases.insert(name) {
                return Err(self.refuse(&target, "refers to itself, so it describes nothing"));
            }
            name = next;
        };
        self.components.extend(aliases.into_iter().map(|alias| (alias, Some(ty.clone()))));
        Ok(ty)
    }

    /// Lowers the definitions that become types even if no operation refers to them.
    pub(super) fn definitions(&mut self) -> Result<()> {
        for (name, pointer) in definitions::read(self.document)? {
            self.apply(Rule::Definition);
            let node = Node::at(self.document, &pointer)?;
            let ty = self.component(name, &node)?;
            self.model.definitions.push((pointer, ty));
        }
        Ok(())
    }

    fn component_node(&self, name: &str, from: &Node<'a>) -> Result<Node<'a>> {
        let pointer = format!("/components/schemas/{name}");
        match self.document.root.pointer(&pointer) {
            Some(value) => Ok(Node { value, pointer }),
            None => Err(self.refuse(from, &format!("{name} is not in this document"))),
        }
    }

    /// Returns the type of a component inside of itself: only an object type has a name before it is lowered.
    fn component_in_itself(&mut self, name: &str, node: &Node<'a>) -> Result<Type> {
        let schema = MergedSchema::of(self.document, std::slice::from_ref(node))?;
        let ty = match self.named_object(&schema, node)? {
            Some(nullable) => {
                let ty = Type::Struct(self.referenced_name(name, node.value));
                let ty = if schema.is_event() { Type::Raw(Box::new(ty)) } else { ty };
                if nullable { Type::Nullable(Box::new(ty)) } else { ty }
            }
            None => {
                self.apply(Rule::Recursion);
                Type::RawJson
            }
        };
        Ok(ty)
    }

    /// Returns the handwritten type that replaces a component, which is then not lowered.
    pub(super) fn handwritten(&mut self, rust_name: &str, node: &Node<'a>) -> Option<Type> {
        let name = handwritten(rust_name).filter(|_| self.document.has_events())?;
        self.apply(Rule::Handwritten);
        self.left_out.insert(node.pointer.clone());
        Some(Type::Handwritten(name))
    }

    /// Returns the Rust name of a component; `name` is escaped as in a pointer.
    fn referenced_name(&self, name: &str, value: &Value) -> String {
        rust_name::component(self.document, &unescape(name), value)
    }
}
