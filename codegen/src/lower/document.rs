//! The lowered API as an OpenAPI 3.0 document, which is what progenitor takes.
//!
//! It is built from openapiv3's types and not read from JSON: every user of the crate compiles this, and reading
//! would cost them the deserialisation of all of OpenAPI.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use openapiv3::{
    AnySchema, Components, Info, IntegerFormat, IntegerType, MediaType, NumberFormat, NumberType, ObjectType,
    OpenAPI, Operation, Parameter as OpenApiParameter, ParameterData, ParameterSchemaOrContent, PathItem,
    ReferenceOr, RequestBody, Response as OpenApiResponse, Schema, SchemaData, SchemaKind, StatusCode,
    StringFormat, StringType, VariantOrUnknownOrEmpty,
};
use serde_json::{Value, json};

use crate::Api;
use crate::lower::ir::{Body, Call, Field, Lowered, Parameter, Place, Response, Struct, Type};

/// The crate that the generated code belongs to, as `x-rust-type` wants it.
const FACADE: &str = "matrix-openapi";

/// What progenitor's types look for to put a Rust type in a schema's place.
const RUST_TYPE: &str = "x-rust-type";

/// The names of object types in a document, where they are not their own.
type TypeNames = BTreeMap<String, String>;

/// The names that stand in a document for those of the types and their fields.
#[derive(Debug, Clone, Default)]
pub struct Placeholders {
    /// For each type the name that stands for it.
    pub types: BTreeMap<String, String>,
    /// What stands for each field: its names in Rust and in JSON.
    pub fields: BTreeMap<String, (String, String)>,
}

impl Lowered {
    /// The whole API: its types as components and its operations.
    pub fn openapi(&self) -> OpenAPI {
        let mut document = self.types();
        for call in &self.calls {
            let Call { operation, .. } = call;
            let item = |path: &str, document: &OpenAPI| {
                let item = document
                    .paths
                    .paths
                    .get(path)
                    .and_then(ReferenceOr::as_item)
                    .cloned()
                    .unwrap_or_default();
                let taken = item.iter().any(|(method, _)| method.eq_ignore_ascii_case(&operation.method));
                (item, taken)
            };
            let mut path = operation.path.clone();
            let (mut own, taken) = item(&path, &document);
            if taken {
                path = format!("{path}#{}", operation.id);
                own = PathItem::default();
            }
            let slot = match operation.method.as_str() {
                "GET" => &mut own.get,
                "PUT" => &mut own.put,
                "POST" => &mut own.post,
                "DELETE" => &mut own.delete,
                "OPTIONS" => &mut own.options,
                "HEAD" => &mut own.head,
                "PATCH" => &mut own.patch,
                _ => &mut own.trace,
            };
            *slot = Some(self.operation(call));
            document.paths.paths.insert(path, ReferenceOr::Item(own));
        }
        document
    }

    /// The types alone, under names that progenitor takes as they are: what it makes of names of a description is not
    /// what we make of them, and some it does not take at all.
    pub fn placeholders(&self) -> (OpenAPI, Placeholders) {
        let mut placeholders = Placeholders::default();
        for name in self.structs.keys() {
            let placeholder = format!("T{:05}", placeholders.types.len());
            placeholders.types.insert(name.clone(), placeholder);
        }
        let mut schemas = Vec::new();
        for (name, item) in &self.structs {
            // Progenitor sorts the fields by their names.
            let mut fields: Vec<_> = item.fields.iter().collect();
            fields.sort_by(|one, other| one.rust.cmp(&other.rust));
            let mut held = item.clone();
            held.fields.clear();
            for field in fields {
                let placeholder = format!("f{:05}", placeholders.fields.len());
                placeholders.fields.insert(placeholder.clone(), (field.rust.clone(), field.name.clone()));
                // An `Option` of ours progenitor would not look into for objects that hold themselves.
                let (required, ty) = match &field.ty {
                    Type::Nullable(inner) => (false, inner.as_ref().clone()),
                    ty => (field.required, ty.clone()),
                };
                held.fields.push(Field { name: placeholder, required, ty, ..field.clone() });
            }
            let object = ReferenceOr::Item(self.object(&held, &placeholders.types));
            schemas.extend(placeholders.types.get(name).map(|name| (name.clone(), object)));
        }
        (self.document(schemas), placeholders)
    }

    /// The types alone.
    fn types(&self) -> OpenAPI {
        let real = BTreeMap::new();
        let schemas = self.structs.iter();
        let schemas = schemas.map(|(name, item)| (name.clone(), ReferenceOr::Item(self.object(item, &real))));
        self.document(schemas)
    }

    fn document(&self, schemas: impl IntoIterator<Item = (String, ReferenceOr<Schema>)>) -> OpenAPI {
        OpenAPI {
            openapi: "3.0.3".to_owned(),
            info: Info {
                title: self.api.slug().to_owned(),
                version: self.release.to_string(),
                ..Info::default()
            },
            components: Some(Components { schemas: schemas.into_iter().collect(), ..Components::default() }),
            ..OpenAPI::default()
        }
    }

    fn object(&self, item: &Struct, names: &TypeNames) -> Schema {
        let properties =
            item.fields.iter().map(|field| (field.name.clone(), boxed(field.ty.schema(self.api, names))));
        let required = item.fields.iter().filter(|field| field.required).map(|field| field.name.clone());
        let object = ObjectType {
            properties: properties.collect(),
            required: required.collect(),
            ..ObjectType::default()
        };
        plain(SchemaKind::Type(openapiv3::Type::Object(object)))
    }

    fn operation(&self, call: &Call) -> Operation {
        let parameters = call.parameters.iter().map(|parameter| ReferenceOr::Item(self.parameter(parameter)));
        let mut operation = Operation {
            operation_id: Some(call.operation.id.clone()),
            tags: call.operation.tags.clone(),
            deprecated: call.operation.deprecated,
            parameters: parameters.collect(),
            request_body: call.body.as_ref().map(|body| ReferenceOr::Item(self.body(body))),
            ..Operation::default()
        };
        // A range, since progenitor would take the error below for one more success beside a single status.
        operation
            .responses
            .responses
            .insert(StatusCode::Range(2), ReferenceOr::Item(self.success(&call.response)));
        let error = answer("application/json", rust_type(FACADE, "matrix_openapi::ApiError", &[]));
        operation.responses.default = Some(ReferenceOr::Item(error));
        operation
    }

    fn parameter(&self, parameter: &Parameter) -> OpenApiParameter {
        let parameter_data = ParameterData {
            name: parameter.name.clone(),
            description: None,
            required: parameter.required,
            deprecated: None,
            format: ParameterSchemaOrContent::Schema(parameter.ty.schema(self.api, &TypeNames::new())),
            example: None,
            examples: IndexMap::default(),
            explode: None,
            extensions: IndexMap::default(),
        };
        match parameter.place {
            Place::Path => OpenApiParameter::Path { parameter_data, style: Default::default() },
            Place::Header => OpenApiParameter::Header { parameter_data, style: Default::default() },
            Place::Query => OpenApiParameter::Query {
                parameter_data,
                allow_reserved: false,
                style: Default::default(),
                allow_empty_value: None,
            },
        }
    }

    fn body(&self, body: &Body) -> RequestBody {
        let (media, schema) = match body {
            Body::Object(name) => {
                ("application/json", Type::Struct(name.clone()).schema(self.api, &TypeNames::new()))
            }
            Body::Json(ty) => ("application/json", ty.schema(self.api, &TypeNames::new())),
            Body::Bytes(_) => ("application/octet-stream", binary()),
        };
        RequestBody { required: true, content: content(media, schema), ..RequestBody::default() }
    }

    fn success(&self, response: &Response) -> OpenApiResponse {
        match response {
            Response::Json(ty) => answer("application/json", ty.schema(self.api, &TypeNames::new())),
            Response::Empty | Response::Redirect => OpenApiResponse::default(),
            Response::Stream(_) | Response::Mixed => answer("application/octet-stream", binary()),
        }
    }
}

impl Type {
    /// The type as an OpenAPI 3.0 schema that progenitor turns into exactly this type.
    fn schema(&self, api: Api, names: &TypeNames) -> ReferenceOr<Schema> {
        let ours = |path: &str, inner: &[&Self]| {
            rust_type(FACADE, &format!("matrix_openapi::{path}"), &json_of(inner, api, names))
        };
        let std = |path: &str, inner: &[&Self]| {
            rust_type("std", &format!("std::{path}"), &json_of(inner, api, names))
        };
        match self {
            Self::Text => string(StringType::default()),
            Self::Boolean => {
                ReferenceOr::Item(plain(SchemaKind::Type(openapiv3::Type::Boolean(Default::default()))))
            }
            Self::Integer => integer(VariantOrUnknownOrEmpty::Item(IntegerFormat::Int64)),
            Self::Unsigned => integer(VariantOrUnknownOrEmpty::Unknown("uint64".to_owned())),
            Self::Number => {
                let format = VariantOrUnknownOrEmpty::Item(NumberFormat::Double);
                let number = NumberType { format, ..NumberType::default() };
                ReferenceOr::Item(plain(SchemaKind::Type(openapiv3::Type::Number(number))))
            }
            Self::Secret => ours("Secret", &[]),
            Self::Identifier(name) => ours(name, &[]),
            Self::Value => ours("JsonValue", &[]),
            Self::FreeObject => ours("RawObject", &[]),
            Self::Free => ours("RawJson", &[]),
            Self::Enumeration(name) | Self::Union(name) => {
                ours(&format!("{}::types::{name}", api.module()), &[])
            }
            Self::Struct(name) => {
                let name = names.get(name).unwrap_or(name);
                ReferenceOr::Reference { reference: format!("#/components/schemas/{name}") }
            }
            Self::Raw(inner) => ours("Raw", &[inner]),
            Self::List(inner) => std("vec::Vec", &[inner]),
            Self::Map(key, value) => std("collections::BTreeMap", &[key, value]),
            Self::Nullable(inner) => std("option::Option", &[inner]),
        }
    }

    /// The schema as a parameter of `x-rust-type`, which is JSON.
    fn json(&self, api: Api, names: &TypeNames) -> Value {
        match self.schema(api, names) {
            ReferenceOr::Reference { reference } => json!({"$ref": reference}),
            ReferenceOr::Item(schema) => match schema.schema_data.extensions.get(RUST_TYPE) {
                Some(ty) => json!({RUST_TYPE: ty}),
                None => match self {
                    Self::Boolean => json!({"type": "boolean"}),
                    Self::Integer => json!({"type": "integer", "format": "int64"}),
                    Self::Unsigned => json!({"type": "integer", "format": "uint64"}),
                    Self::Number => json!({"type": "number", "format": "double"}),
                    _ => json!({"type": "string"}),
                },
            },
        }
    }
}

fn json_of(types: &[&Type], api: Api, names: &TypeNames) -> Vec<Value> {
    types.iter().map(|ty| ty.json(api, names)).collect()
}

fn rust_type(name: &str, path: &str, parameters: &[Value]) -> ReferenceOr<Schema> {
    let ty = json!({"crate": name, "version": "*", "path": path, "parameters": parameters});
    let extensions = IndexMap::from_iter([(RUST_TYPE.to_owned(), ty)]);
    let schema_data = SchemaData { extensions, ..SchemaData::default() };
    ReferenceOr::Item(Schema { schema_data, schema_kind: SchemaKind::Any(AnySchema::default()) })
}

fn plain(schema_kind: SchemaKind) -> Schema {
    Schema { schema_data: SchemaData::default(), schema_kind }
}

fn string(string: StringType) -> ReferenceOr<Schema> {
    ReferenceOr::Item(plain(SchemaKind::Type(openapiv3::Type::String(string))))
}

fn integer(format: VariantOrUnknownOrEmpty<IntegerFormat>) -> ReferenceOr<Schema> {
    let integer = IntegerType { format, ..IntegerType::default() };
    ReferenceOr::Item(plain(SchemaKind::Type(openapiv3::Type::Integer(integer))))
}

fn binary() -> ReferenceOr<Schema> {
    string(StringType {
        format: VariantOrUnknownOrEmpty::Item(StringFormat::Binary),
        ..StringType::default()
    })
}

fn boxed(schema: ReferenceOr<Schema>) -> ReferenceOr<Box<Schema>> {
    match schema {
        ReferenceOr::Item(schema) => ReferenceOr::Item(Box::new(schema)),
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
    }
}

fn content(media: &str, schema: ReferenceOr<Schema>) -> IndexMap<String, MediaType> {
    IndexMap::from_iter([(media.to_owned(), MediaType { schema: Some(schema), ..MediaType::default() })])
}

fn answer(media: &str, schema: ReferenceOr<Schema>) -> OpenApiResponse {
    OpenApiResponse { content: content(media, schema), ..OpenApiResponse::default() }
}
