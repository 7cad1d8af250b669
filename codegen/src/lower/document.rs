//! The lowered API as an OpenAPI 3.0 document, which is what progenitor takes.

use openapiv3::OpenAPI;
use serde_json::{Map, Value, json};

use crate::lower::ir::{Body, Call, Lowered, Place, Response, Struct, Type};
use crate::{Error, Result};

impl Lowered {
    /// The whole API: its types as components and its operations.
    pub fn openapi(&self) -> Result<OpenAPI> {
        let mut paths = Map::new();
        for call in &self.calls {
            let item = paths.get(&call.operation.path);
            let shared = item.is_some_and(|item| item.get(call.operation.method.to_lowercase()).is_some());
            let suffix = if shared { format!("#{}", call.operation.id) } else { String::new() };
            let item = paths.entry(format!("{}{suffix}", call.operation.path)).or_insert_with(|| json!({}));
            if let Value::Object(item) = item {
                item.insert(call.operation.method.to_lowercase(), self.operation(call));
            }
        }
        self.document(paths)
    }

    /// The types alone, which is all that the emit stage asks progenitor for.
    pub fn openapi_types(&self) -> Result<OpenAPI> {
        self.document(Map::new())
    }

    fn document(&self, paths: Map<String, Value>) -> Result<OpenAPI> {
        let schemas: Map<String, Value> =
            self.structs.iter().map(|(name, item)| (name.clone(), self.object(item))).collect();
        let document = json!({
            "openapi": "3.0.3",
            "info": {"title": self.api.slug(), "version": self.release.to_string()},
            "paths": paths,
            "components": {"schemas": schemas},
        });
        serde_json::from_value(document)
            .map_err(|error| Error::file(self.api.slug(), format!("the lowered document is no OpenAPI 3.0: {error}")))
    }

    fn object(&self, item: &Struct) -> Value {
        let properties: Map<String, Value> =
            item.fields.iter().map(|field| (field.name.clone(), field.ty.schema(self.api))).collect();
        let required: Vec<_> = item.fields.iter().filter(|field| field.required).map(|field| &field.name).collect();
        let mut schema = json!({"type": "object", "properties": properties, "required": required});
        // The value type is all that progenitor needs of the map: the keys of members are always text.
        if let (Some(Type::Map(_, value)), Value::Object(members)) = (&item.extra, &mut schema) {
            members.insert("additionalProperties".to_owned(), value.schema(self.api));
        }
        schema
    }

    fn operation(&self, call: &Call) -> Value {
        let parameters: Vec<_> = call
            .parameters
            .iter()
            .map(|parameter| {
                let place = match parameter.place {
                    Place::Path => "path",
                    Place::Query => "query",
                    Place::Header => "header",
                };
                json!({"name": parameter.name, "in": place, "required": parameter.required, "schema": parameter.ty.schema(self.api)})
            })
            .collect();
        let mut operation = json!({
            "operationId": call.operation.id,
            "tags": call.operation.tags,
            "deprecated": call.operation.deprecated,
            "parameters": parameters,
            "responses": {
                "200": self.success(&call.response),
                "default": {"description": "", "content": {"application/json": {"schema": self.error()}}},
            },
        });
        if let (Some(body), Value::Object(members)) = (&call.body, &mut operation) {
            members.insert("requestBody".to_owned(), self.body(body));
        }
        operation
    }

    fn body(&self, body: &Body) -> Value {
        let (media, schema) = match body {
            Body::Object(name) => ("application/json", Type::Struct(name.clone()).schema(self.api)),
            Body::Json(ty) => ("application/json", ty.schema(self.api)),
            Body::Bytes(_) => ("application/octet-stream", json!({"type": "string", "format": "binary"})),
        };
        json!({"required": true, "content": {media: {"schema": schema}}})
    }

    fn success(&self, response: &Response) -> Value {
        match response {
            Response::Json(ty) => json!({"description": "", "content": {"application/json": {"schema": ty.schema(self.api)}}}),
            Response::Empty | Response::Redirect => json!({"description": ""}),
            Response::Stream(_) => json!({"description": "", "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}),
        }
    }

    fn error(&self) -> Value {
        json!({"x-rust-type": {"crate": "matrix-openapi", "version": "*", "path": "matrix_openapi::ApiError", "parameters": []}})
    }
}
