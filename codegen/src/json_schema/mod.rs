//! JSON Schemas of the types and requests of a document, with all constraints of the description on their values.
//!
//! The model keeps less than the description: it has no patterns, and limits only in words. So these schemas come from the
//! document. The model decides which parts are types of their own, and provides the sentences.

mod request;
mod types;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::lower::ir::{ApiModel, Field, JsonKind, Type, Union};
use crate::lower::merged_schema::{MergedSchema, Node, resolve};
use crate::pointer::unescape;
use crate::{Document, Result, rust_name};

pub use types::{event_schemas, schemas};

/// The JSON Schemas of a module.
///
/// In them, `{"$ref": "Name"}` refers to another type of the module.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct JsonSchemas {
    /// The schemas of the types, by their names in Rust.
    pub types: BTreeMap<String, Value>,
    /// The schemas of the requests, by operationId.
    pub requests: BTreeMap<String, Value>,
    /// The schemas of the responses that are JSON, by operationId.
    pub responses: BTreeMap<String, Value>,
}

/// Keywords whose value is a schema.
const ONE_SCHEMA: [&str; 9] = [
    "propertyNames",
    "contains",
    "contentSchema",
    "unevaluatedItems",
    "unevaluatedProperties",
    "not",
    "if",
    "then",
    "else",
];

/// Keywords that do not restrict values, for people who read the description.
const DROPPED: [&str; 6] = ["title", "description", "summary", "example", "examples", "externalDocs"];

/// The state of converting one document.
struct Conversion<'a> {
    document: &'a Document,
    model: &'a ApiModel,
    /// The nodes that describe each named type.
    locations: BTreeMap<String, Vec<Node<'a>>>,
    /// The named types that still have to be converted.
    waiting: Vec<String>,
    /// Whether other nodes describe a type in the same way. This is assumed during the comparison, so recursion ends.
    same: BTreeMap<(String, Vec<String>), bool>,
    /// The components that are being written inline, so recursion ends.
    open: Vec<String>,
}

/// The types of the parts of a schema, from the model.
#[derive(Clone, Copy, Default)]
struct Guide<'m> {
    /// The fields of an object.
    fields: &'m [Field],
    /// The items of a list.
    items: Option<&'m Type>,
    /// The values of a map, or the additional fields of an object.
    values: Option<&'m Type>,
    /// The alternatives.
    union: Option<&'m Union>,
}

impl<'m> Guide<'m> {
    /// Returns the types of the parts of a type.
    fn of(ty: &'m Type, model: &'m ApiModel) -> Self {
        match behind_form(ty) {
            Type::List(inner) => Self { items: Some(inner), ..Self::default() },
            Type::Map(_, inner) => Self { values: Some(inner), ..Self::default() },
            Type::Struct(name) => model.structs.get(name).map_or_else(Self::default, |item| Self {
                fields: &item.fields,
                values: item.extra.as_ref().and_then(|extra| Self::of(extra, model).values),
                ..Self::default()
            }),
            Type::Union(name) => {
                model.unions.get(name).map_or_else(Self::default, |union| Self::of_union(union, model))
            }
            _ => Self::default(),
        }
    }

    /// Returns the parts of all variants: in a `type` list, each variant describes its part of one schema.
    fn of_union(union: &'m Union, model: &'m ApiModel) -> Self {
        let mut guide = Self { union: Some(union), ..Self::default() };
        for part in union.variants.iter().filter_map(|variant| variant.ty.as_ref()) {
            let part = Self::of(part, model);
            guide.fields = if part.fields.is_empty() { guide.fields } else { part.fields };
            guide.items = guide.items.or(part.items);
            guide.values = guide.values.or(part.values);
        }
        guide
    }

    /// Returns the field of a property.
    fn field(self, name: &str) -> Option<&'m Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

impl<'a> Conversion<'a> {
    fn new(document: &'a Document, model: &'a ApiModel) -> Self {
        let (locations, waiting) = (BTreeMap::new(), Vec::new());
        Self { document, model, locations, waiting, same: BTreeMap::new(), open: Vec::new() }
    }

    /// Converts the schema of a value of a type. Without a type, writes all of it inline.
    fn value(&mut self, ty: Option<&Type>, nodes: &[Node<'a>]) -> Result<Value> {
        let (nodes, said) = self.behind_reference(nodes)?;
        let (component, is_open) = match nodes.as_slice() {
            [node] if said.is_some() => (Some(node.pointer.clone()), self.open.contains(&node.pointer)),
            _ => (None, false),
        };
        let written = match ty.map(behind_form) {
            Some(Type::Struct(name) | Type::Enumeration(name) | Type::Union(name)) => {
                self.named(name, &nodes)?
            }
            // The schema of the content is converted with its event.
            Some(Type::Content(name)) => json!({"$ref": name}),
            // Only a component can contain itself.
            _ if is_open => json!({}),
            known => {
                let guide = known.map_or_else(Guide::default, |ty| Guide::of(ty, self.model));
                match component.as_deref().and_then(|pointer| self.component_type(pointer, known)) {
                    Some(name) => self.named(&name, &nodes)?,
                    None => {
                        self.open.extend(component.clone());
                        let written = self.convert(guide, &nodes);
                        if component.is_some() {
                            self.open.pop();
                        }
                        written?
                    }
                }
            }
        };
        Ok(match said {
            Some(said) => self.with_annotations(written, &said)?,
            None => written,
        })
    }

    /// Returns the type of a component that a value without a type of its own refers to.
    fn component_type(&self, pointer: &str, ty: Option<&Type>) -> Option<String> {
        let name = pointer.strip_prefix("/components/schemas/").filter(|_| ty.is_none())?;
        let rust_name =
            rust_name::component(self.document, &unescape(name), self.document.root.pointer(pointer)?);
        let model = self.model;
        let is_known = model.structs.contains_key(&rust_name) || model.enums.contains_key(&rust_name);
        (is_known || model.unions.contains_key(&rust_name)).then_some(rust_name)
    }

    /// Refers to a named type, or writes the schema inline if these nodes describe the type differently.
    fn named(&mut self, name: &str, nodes: &[Node<'a>]) -> Result<Value> {
        let is_nullable = accepts_null(&MergedSchema::of(self.document, nodes)?);
        let with_null = |schema: Value| if is_nullable { or_null(schema) } else { schema };
        let reference = json!({"$ref": name});
        let Some(known) = self.locations.get(name).cloned() else {
            self.locations.insert(name.to_owned(), nodes.to_vec());
            self.waiting.push(name.to_owned());
            return Ok(with_null(reference));
        };
        let pointers = |nodes: &[Node<'_>]| nodes.iter().map(|node| node.pointer.clone()).collect::<Vec<_>>();
        let location = (name.to_owned(), pointers(nodes));
        let same = match self.same.get(&location) {
            _ if location.1 == pointers(&known) => true,
            Some(same) => *same,
            None => {
                self.same.insert(location.clone(), true);
                let (own, here) = (self.definition(name, &known)?, self.definition(name, nodes)?);
                let same = sorted(own) == sorted(here);
                self.same.insert(location, same);
                same
            }
        };
        Ok(with_null(if same { reference } else { self.definition(name, nodes)? }))
    }

    /// Converts the schema of a named type from the nodes that describe it.
    fn definition(&mut self, name: &str, nodes: &[Node<'a>]) -> Result<Value> {
        let model = self.model;
        let ty = match model.unions.contains_key(name) {
            true => Type::Union(name.to_owned()),
            false => Type::Struct(name.to_owned()),
        };
        let schema = MergedSchema::of(self.document, nodes)?;
        if let (Some(union), true) = (model.unions.get(name), schema.alternatives.is_empty()) {
            for part in union.variants.iter().filter_map(|variant| variant.ty.as_ref()) {
                if let Type::Struct(part) | Type::Enumeration(part) = behind_form(part) {
                    self.named(part, nodes)?;
                }
            }
        }
        let mut written = self.convert(Guide::of(&ty, model), nodes)?;
        if let (Some(object), true) = (written.as_object_mut(), model.structs.contains_key(name)) {
            // If a value may also be `null`, the schema with the reference allows it.
            object.insert("type".to_owned(), json!("object"));
        }
        Ok(written)
    }

    fn convert(&mut self, guide: Guide<'_>, nodes: &[Node<'a>]) -> Result<Value> {
        let schema = MergedSchema::of(self.document, nodes)?;
        let mut written = Map::new();
        for (key, node) in &schema.keys {
            if let Some(value) = self.keyword(key, node)? {
                written.insert((*key).to_owned(), value);
            }
        }
        self.object_keywords(guide, &schema, &mut written)?;
        if let Some(items) = &schema.items {
            let items = self.value(guide.items, std::slice::from_ref(items))?;
            written.insert("items".to_owned(), items);
        }
        if let Some(first) = schema.alternatives.first() {
            let any = first.pointer.rsplit('/').nth(1) == Some("anyOf");
            let alternatives: Result<Vec<_>> =
                schema.alternatives.iter().map(|node| self.alternative(guide, node)).collect();
            written.insert(if any { "anyOf" } else { "oneOf" }.to_owned(), Value::Array(alternatives?));
        }
        Ok(Value::Object(written))
    }

    /// Converts a keyword other than those for properties and items; returns `None` for one that does not restrict values.
    fn keyword(&mut self, key: &str, node: &Node<'a>) -> Result<Option<Value>> {
        if DROPPED.contains(&key) || key.starts_with("x-") {
            return Ok(None);
        }
        if ONE_SCHEMA.contains(&key) {
            return self.value(None, std::slice::from_ref(node)).map(Some);
        }
        match (key, node.value) {
            ("dependentSchemas", Value::Object(schemas)) => {
                let mut written = Map::new();
                for (name, value) in schemas {
                    written.insert(name.clone(), self.value(None, &[node.child(name, value)])?);
                }
                Ok(Some(Value::Object(written)))
            }
            ("prefixItems", Value::Array(list)) => {
                let items = list.iter().enumerate();
                let items =
                    items.map(|(index, one)| self.value(None, &[node.child(&index.to_string(), one)]));
                Ok(Some(Value::Array(items.collect::<Result<_>>()?)))
            }
            (_, value) => Ok(Some(value.clone())),
        }
    }

    /// Adds the properties and the additional properties of an object.
    fn object_keywords(
        &mut self,
        guide: Guide<'_>,
        schema: &MergedSchema<'a>,
        written: &mut Map<String, Value>,
    ) -> Result<()> {
        let mut properties = Map::new();
        for (name, nodes) in &schema.properties {
            let field = guide.field(name);
            let property = self.value(field.map(|field| &field.ty), nodes)?;
            let sentence = field.and_then(|field| field.doc.text.as_deref());
            properties.insert((*name).to_owned(), with_sentence(property, sentence));
        }
        let mut patterns = Map::new();
        for (pattern, node) in &schema.patterns {
            let value = self.value(guide.values, std::slice::from_ref(node))?;
            patterns.insert((*pattern).to_owned(), value);
        }
        for (keyword, name, _) in &schema.impossible {
            let named = if *keyword == "properties" { &mut properties } else { &mut patterns };
            named.insert((*name).to_owned(), Value::Bool(false));
        }
        for (key, named) in [("properties", properties), ("patternProperties", patterns)] {
            if !named.is_empty() {
                written.insert(key.to_owned(), Value::Object(named));
            }
        }
        if !schema.required.is_empty() {
            written.insert("required".to_owned(), json!(schema.required.iter().collect::<Vec<_>>()));
        }
        if schema.additional.iter().any(|node| node.value == &Value::Bool(false)) {
            written.insert("additionalProperties".to_owned(), Value::Bool(false));
        } else if schema.additional.iter().any(|node| !node.says_nothing()) {
            let value = self.value(guide.values, &schema.additional)?;
            written.insert("additionalProperties".to_owned(), value);
        }
        Ok(())
    }

    /// Converts an alternative, by the variant of the union for its kind of JSON.
    fn alternative(&mut self, guide: Guide<'_>, node: &Node<'a>) -> Result<Value> {
        let nodes = std::slice::from_ref(node);
        let Some(union) = guide.union else { return self.value(None, nodes) };
        let kind = kind(&MergedSchema::of(self.document, nodes)?);
        let variant = union.variants.iter().find(|variant| Some(variant.kind) == kind);
        self.value(variant.and_then(|variant| variant.ty.as_ref()), nodes)
    }

    /// Adds the keywords beside a reference, such as a default.
    fn with_annotations(&mut self, written: Value, said: &Node<'a>) -> Result<Value> {
        let Value::Object(mut written) = written else { return Ok(written) };
        for (key, value) in said.value.as_object().into_iter().flatten() {
            if matches!(key.as_str(), "$ref" | "allOf" | "type") {
                continue;
            }
            if let Some(value) = self.keyword(key, &said.child(key, value))? {
                written.insert(key.clone(), value);
            }
        }
        Ok(Value::Object(written))
    }

    /// Follows the references of schemas that have only annotations beside them; returns the target, and the first reference
    /// with its annotations.
    fn behind_reference(&self, nodes: &[Node<'a>]) -> Result<(Vec<Node<'a>>, Option<Node<'a>>)> {
        let telling: Vec<_> = nodes.iter().filter(|node| !node.is_annotation()).cloned().collect();
        let mut node = match telling.as_slice() {
            [node] if node.reference().is_some() => node.clone(),
            _ => return Ok((nodes.to_vec(), None)),
        };
        let first = node.clone();
        let mut seen = BTreeSet::new();
        while let Some(name) = node.reference() {
            // The lowering has refused references that lead to themselves.
            if !seen.insert(name) {
                break;
            }
            let target = Value::String(format!("#/components/schemas/{name}"));
            node = resolve(self.document, &node, &target)?;
        }
        Ok((vec![node], Some(first)))
    }
}

/// Returns the type without `Raw` and `Nullable`.
fn behind_form(ty: &Type) -> &Type {
    match ty {
        Type::Raw(inner) | Type::Nullable(inner) => behind_form(inner),
        ty => ty,
    }
}

/// Allows `null` beside a reference to a type.
fn or_null(reference: Value) -> Value {
    json!({"anyOf": [reference, {"type": "null"}]})
}

/// Returns a schema for a comparison, in which the order of listed values does not count.
fn sorted(mut schema: Value) -> Value {
    if let Some(values) = schema.get_mut("enum").and_then(Value::as_array_mut) {
        values.sort_by_key(Value::to_string);
    }
    schema
}

/// Adds our sentence about a value.
fn with_sentence(written: Value, sentence: Option<&str>) -> Value {
    match (written, sentence) {
        (Value::Object(mut object), Some(text)) => {
            object.insert("description".to_owned(), json!(text));
            Value::Object(object)
        }
        (written, _) => written,
    }
}

/// Returns whether a list of types contains `null`.
fn accepts_null(schema: &MergedSchema<'_>) -> bool {
    let kinds = schema.keys.get("type").and_then(|node| node.value.as_array());
    kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind == "null"))
}

/// Returns the kind of JSON of an alternative, if there is only one.
fn kind(schema: &MergedSchema<'_>) -> Option<JsonKind> {
    Some(match schema.text("type") {
        Some("null") => JsonKind::Null,
        Some("boolean") => JsonKind::Boolean,
        Some("integer" | "number") => JsonKind::Number,
        Some("string") => JsonKind::String,
        Some("array") => JsonKind::List,
        Some("object") => JsonKind::Object,
        None if !schema.properties.is_empty() => JsonKind::Object,
        _ => return None,
    })
}
