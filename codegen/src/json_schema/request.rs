//! The schemas of requests, with their parameters by location.

use serde_json::{Map, Value, json};

use crate::Result;
use crate::json_schema::{Conversion, with_sentence};
use crate::lower::ir::{Body, Operation, Parameter, ParameterLocation, Response, Type};
use crate::lower::merged_schema::{Node, resolve};
use crate::model::is_json;

impl<'a> Conversion<'a> {
    /// Converts a request to an object with those of `path`, `query`, `header` and `body` that the operation has.
    pub(super) fn request(&mut self, operation: &Operation) -> Result<Value> {
        let mut parts = Map::new();
        let mut required = Vec::new();
        for (key, location) in [
            ("path", ParameterLocation::Path),
            ("query", ParameterLocation::Query),
            ("header", ParameterLocation::Header),
        ] {
            let parameters = operation.parameters.iter().filter(|parameter| parameter.location == location);
            let parameters: Vec<_> = parameters.collect();
            if parameters.is_empty() {
                continue;
            }
            if parameters.iter().any(|parameter| parameter.required) {
                required.push(key);
            }
            parts.insert(key.to_owned(), self.parameters(&parameters)?);
        }
        let ty = match &operation.body {
            Some(Body::Object(name)) => Some(Type::Struct(name.clone())),
            Some(Body::Json(ty)) => Some(ty.clone()),
            // Bytes are not JSON.
            Some(Body::Bytes(_)) | None => None,
        };
        if let Some(ty) = ty {
            let node = Node::at(self.document, &format!("{}/requestBody", operation.facts.pointer))?;
            let node = self.target(node)?;
            if node.value.get("required") == Some(&Value::Bool(true)) {
                required.push("body");
            }
            let body = match json_content(&node) {
                Some(schema) => self.value(Some(&ty), &[schema])?,
                None => json!({}),
            };
            parts.insert("body".to_owned(), body);
        }
        let request = closed(parts, &required);
        Ok(with_sentence(request, operation.facts.summary.as_deref()))
    }

    /// Converts the schemas of all successes, which records their types, and returns the first one.
    pub(super) fn response(&mut self, operation: &Operation) -> Result<Option<Value>> {
        let Response::Json(ty) = &operation.response else { return Ok(None) };
        let node = Node::at(self.document, &format!("{}/responses", operation.facts.pointer))?;
        let mut first = None;
        for (status, value) in node.value.as_object().into_iter().flatten() {
            if !status.starts_with('2') {
                continue;
            }
            let response = self.target(node.child(status, value))?;
            if let Some(schema) = json_content(&response) {
                let written = self.value(Some(ty), &[schema])?;
                first = first.or(Some(written));
            }
        }
        Ok(first)
    }

    fn parameters(&mut self, parameters: &[&Parameter]) -> Result<Value> {
        let mut properties = Map::new();
        for parameter in parameters {
            let node = Node::at(self.document, &format!("{}/schema", parameter.pointer))?;
            let mut schema = self.value(Some(&parameter.ty), &[node])?;
            if let (true, Some(object)) = (parameter.doc.deprecated, schema.as_object_mut()) {
                object.insert("deprecated".to_owned(), Value::Bool(true));
            }
            properties.insert(parameter.name.clone(), with_sentence(schema, parameter.doc.text.as_deref()));
        }
        let required: Vec<_> =
            parameters.iter().filter(|parameter| parameter.required).map(|one| one.name.as_str()).collect();
        Ok(closed(properties, &required))
    }

    /// Returns the node itself, or the target of its reference.
    fn target(&self, node: Node<'a>) -> Result<Node<'a>> {
        match node.value.get("$ref") {
            Some(target) => resolve(self.document, &node, target),
            None => Ok(node),
        }
    }
}

/// Returns the schema of a body or response, if it is JSON and has a schema.
fn json_content<'a>(node: &Node<'a>) -> Option<Node<'a>> {
    let content = node.child("content", node.value.get("content")?);
    let (media, value) = content.value.as_object()?.iter().find(|(media, _)| is_json(media))?;
    let content = content.child(media, value);
    Some(content.child("schema", value.get("schema")?))
}

/// Returns the schema of an object with only these properties.
fn closed(properties: Map<String, Value>, required: &[&str]) -> Value {
    let mut object = Map::from_iter([("type".to_owned(), json!("object"))]);
    object.insert("properties".to_owned(), Value::Object(properties));
    if !required.is_empty() {
        object.insert("required".to_owned(), json!(required));
    }
    object.insert("additionalProperties".to_owned(), Value::Bool(false));
    Value::Object(object)
}
