//! The schemas of a whole document: of its operations, or of its events.

use serde_json::{Value, json};

use crate::json_schema::{Conversion, JsonSchemas, with_sentence};
use crate::lower::event_ir::{Content, Event, EventModel, Tagged};
use crate::lower::ir::{ApiModel, Doc};
use crate::lower::merged_schema::{Node, resolve};
use crate::pointer::join;
use crate::{Document, Error, Result};

/// Returns the schemas of an API.
///
/// # Errors
/// If the document lacks a type of the model.
pub fn schemas(document: &Document, model: &ApiModel) -> Result<JsonSchemas> {
    let mut conversion = Conversion::new(document, model);
    let mut schemas = JsonSchemas::default();
    for operation in &model.operations {
        let request = conversion.request(operation)?;
        schemas.requests.insert(operation.facts.id.clone(), request);
        if let Some(response) = conversion.response(operation)? {
            schemas.responses.insert(operation.facts.id.clone(), response);
        }
    }
    conversion.finish(&mut schemas)?;
    Ok(schemas)
}

/// Returns the schemas of the contents of events.
///
/// # Errors
/// If the document lacks a type of the model.
pub fn event_schemas(document: &Document, model: &EventModel) -> Result<JsonSchemas> {
    let mut conversion = Conversion::new(document, &model.types);
    let mut schemas = JsonSchemas::default();
    for event in &model.events {
        if let Some((doc, schema)) = conversion.content(model, event)? {
            let schema = with_sentence(schema, doc.text.as_deref());
            schemas.types.insert(event.facts.rust_name.clone(), schema);
        }
    }
    for (pointer, ty) in &model.parts {
        conversion.value(Some(ty), &[Node::at(document, pointer)?])?;
    }
    conversion.finish(&mut schemas)?;
    Ok(schemas)
}

impl<'a> Conversion<'a> {
    /// Converts the recorded types, and the types that they refer to.
    fn finish(mut self, schemas: &mut JsonSchemas) -> Result<()> {
        self.convert_waiting(schemas)?;
        let model = self.model;
        // A response with several forms is raw JSON, which does not refer to the types of its forms.
        for name in model.structs.keys().chain(model.enums.keys()).chain(model.unions.keys()) {
            if !schemas.types.contains_key(name) {
                let location = model.locations.get(name).ok_or_else(|| {
                    Error::file(&self.document.file, format!("the type `{name}` is not in the description"))
                })?;
                self.locations.insert(name.clone(), vec![Node::at(self.document, location)?]);
                self.waiting.push(name.clone());
                self.convert_waiting(schemas)?;
            }
        }
        Ok(())
    }

    fn convert_waiting(&mut self, schemas: &mut JsonSchemas) -> Result<()> {
        while let Some(name) = self.waiting.pop() {
            let nodes = self.locations.get(&name).cloned().unwrap_or_default();
            let written = self.definition(&name, &nodes)?;
            let model = self.model;
            let docs = [
                model.structs.get(&name).map(|item| &item.doc),
                model.enums.get(&name).map(|item| &item.doc),
                model.unions.get(&name).map(|item| &item.doc),
            ];
            let sentence = docs.into_iter().flatten().find_map(|doc| doc.text.as_deref());
            schemas.types.insert(name, with_sentence(written, sentence));
        }
        Ok(())
    }

    /// Converts a content; returns `None` for a struct, which is converted with the other types.
    fn content<'m>(&mut self, model: &'m EventModel, event: &Event) -> Result<Option<(&'m Doc, Value)>> {
        let rust_name = event.facts.rust_name.as_str();
        let node = self.content_node(Node::at(self.document, &join(&event.facts.pointer, "content"))?)?;
        Ok(match event.content {
            Content::Struct => {
                self.locations.insert(rust_name.to_owned(), vec![node]);
                self.waiting.push(rust_name.to_owned());
                None
            }
            Content::Newtype => match model.newtypes.get(rust_name) {
                Some(item) => Some((&item.doc, self.value(Some(&item.ty), &[node])?)),
                None => None,
            },
            Content::Tagged => match model.tagged.get(rust_name) {
                Some(item) => {
                    self.forms(item, node, &event.facts.pointer)?;
                    Some((&item.doc, forms(item)))
                }
                None => None,
            },
        })
    }

    /// Records the nodes of the structs of all forms of a content.
    fn forms(&mut self, tagged: &Tagged, other: Node<'a>, event: &str) -> Result<()> {
        let variants = join(event, "variants");
        let mut locations = vec![(tagged.other.clone(), other)];
        for variant in &tagged.variants {
            let node = Node::at(self.document, &join(&variants, &variant.value))?;
            locations.push((variant.ty.clone(), self.content_node(node)?));
        }
        for (name, node) in locations {
            self.locations.insert(name.clone(), vec![node]);
            self.waiting.push(name);
        }
        Ok(())
    }

    /// Returns the schema of a content, following the reference to its component.
    fn content_node(&self, node: Node<'a>) -> Result<Node<'a>> {
        match node.value.get("$ref") {
            Some(target) => resolve(self.document, &node, target),
            None => Ok(node),
        }
    }
}

/// Returns the schema of a content with several forms: a known form, or the form for all other values of the
/// tag.
fn forms(tagged: &Tagged) -> Value {
    let known: Vec<_> = tagged.variants.iter().map(|variant| variant.value.as_str()).collect();
    let is_known = json!({"properties": {tagged.tag.as_str(): {"enum": known}}, "required": [tagged.tag]});
    let other = json!({"$ref": tagged.other, "not": is_known});
    let forms = tagged.variants.iter().map(|variant| json!({"$ref": variant.ty})).chain([other]);
    json!({"anyOf": forms.collect::<Vec<_>>()})
}
