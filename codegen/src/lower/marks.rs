//! The marks of overlays, which change how a value is read or passed.
//!
//! In the release that the overlays are maintained for, a mark that does not fit its value is an error. In any other
//! release, upstream has changed the value: the mark is ignored and becomes a task for a maintainer.

use serde_json::Value;

use crate::lower::ir::{Parameter, ParameterLocation, Type, Unit};
use crate::lower::lowering::Lowering;
use crate::lower::merged_schema::{MergedSchema, Node};
use crate::lower::names::{Direction, Scope};
use crate::lower::rules::Rule;
use crate::{Error, Result};

/// The mark of an object that is the content of an event; its value is the type of the event.
pub(super) const CONTENT: &str = "x-content";

/// The mark of a required field that some servers leave out.
pub(super) const OPTIONAL: &str = "x-optional";

/// The mark of a field that can have only one string as its value, now and in later releases.
pub(super) const CONSTANT: &str = "x-constant";

/// The unit of a number.
const UNIT: &str = "x-unit";

/// The mark of a field that servers write in several forms.
const LENIENT: &str = "x-lenient";

impl<'a> Lowering<'a> {
    /// Returns the value of a field that an overlay marks as constant.
    pub(super) fn constant(&mut self, property: &[Node<'a>]) -> Result<Option<String>> {
        let view = MergedSchema::of(self.document, property)?;
        let Some(value) = view.single_value() else {
            self.ignore(
                self.refuse_at(property, "`x-constant` needs a field that can have only one string"),
            )?;
            return Ok(None);
        };
        self.apply(Rule::Constant);
        self.use_enumeration(&view);
        Ok(Some(value.to_owned()))
    }

    /// Returns whether an overlay marks the required field as one that some servers leave out.
    pub(super) fn optional(&mut self, property: &[Node<'a>]) -> bool {
        let optional = is_marked(property, OPTIONAL);
        if optional {
            self.apply(Rule::Optional);
        }
        optional
    }

    /// Returns whether an overlay marks the field as one that servers write in several forms.
    pub(super) fn lenient(&mut self, property: &[Node<'a>], ty: &Type) -> Result<bool> {
        if !is_marked(property, LENIENT) {
            return Ok(false);
        }
        let value = if let Type::Map(_, value) = ty { value } else { ty };
        if matches!(value, Type::String | Type::Boolean | Type::Integer | Type::Unsigned | Type::Number) {
            self.apply(Rule::Lenient);
            return Ok(true);
        }
        let message = "`x-lenient` is for strings, booleans and numbers, and maps of them";
        self.ignore(self.refuse_at(property, message))?;
        Ok(false)
    }

    /// Returns the unit of a number that an overlay has marked.
    pub(super) fn unit(&mut self, nodes: &[Node<'a>], ty: &Type) -> Result<Option<Unit>> {
        let Some(value) = nodes.iter().find_map(|node| node.value.get(UNIT)) else { return Ok(None) };
        match (value.as_str(), ty) {
            (Some("milliseconds"), Type::Integer | Type::Unsigned) => {
                self.apply(Rule::Duration);
                Ok(Some(Unit::Milliseconds))
            }
            (Some("none"), _) => Ok(Some(Unit::None)),
            _ => {
                self.ignore(self.refuse_at(nodes, "`x-unit` is `milliseconds` of an integer, or `none`"))?;
                Ok(None)
            }
        }
    }

    /// Returns the type of the JSON in a string, for an optional query parameter that has `contentSchema`. Arguments for required
    /// parameters do not support it.
    pub(super) fn json_text(&mut self, schema: &Node<'a>, parameter: &Parameter) -> Result<Option<Type>> {
        let Some(content) = schema.value.get("contentSchema") else { return Ok(None) };
        let is_json = schema.text("contentMediaType") == Some("application/json");
        let node = schema.child("contentSchema", content);
        let is_supported = is_json && !parameter.required && parameter.location == ParameterLocation::Query;
        let message = match (&parameter.ty, node.reference()) {
            (Type::String, Some(name)) if is_supported => {
                let scope = Scope::operation(name, None, Direction::Sent);
                if let ty @ Type::Struct(_) = self.schema(std::slice::from_ref(&node), &scope)? {
                    self.apply(Rule::JsonText);
                    return Ok(Some(ty));
                }
                "not an object with properties, which JSON in a string must be"
            }
            _ => {
                "is supported only beside `contentMediaType: application/json` in an optional query parameter, \
                 as a reference to a schema"
            }
        };
        self.ignore(self.refuse(&node, message))?;
        self.left_out.insert(node.pointer);
        Ok(None)
    }

    /// Returns the type of a value that is the content of an event; `node` is the mark with the type of the event.
    pub(super) fn content_inside(&mut self, node: &Node<'a>) -> Result<Option<Type>> {
        let content = node.value.as_str().and_then(|event| self.contents.get(event)).cloned();
        if content.is_none() {
            self.ignore(self.refuse(node, "not a type of event of this document"))?;
            return Ok(None);
        }
        self.apply(Rule::Content);
        Ok(content.map(Type::Content))
    }

    /// Ignores a mark that does not fit, unless the overlays are maintained for this release.
    fn ignore(&mut self, error: Error) -> Result<()> {
        if self.document.maintained {
            return Err(error);
        }
        self.leave_as_task(error);
        Ok(())
    }
}

/// Returns whether an overlay sets this mark on a property.
pub(super) fn is_marked(property: &[Node<'_>], mark: &str) -> bool {
    property.iter().any(|node| node.value.get(mark) == Some(&Value::Bool(true)))
}
