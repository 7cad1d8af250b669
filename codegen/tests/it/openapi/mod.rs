//! A lowered API as a whole OpenAPI 3.0 document: its types as components, and its operations.

use indexmap::IndexMap;
use matrix_openapi_codegen::emit::progenitor::{TypeNames, document, object, schema};
use matrix_openapi_codegen::lower::ir::{
    ApiModel, Body, Operation, Parameter, ParameterLocation, Response, Type,
};
use openapiv3::{
    MediaType, OpenAPI, Operation as OpenApiOperation, Parameter as OpenApiParameter, ParameterData,
    ParameterSchemaOrContent, PathItem, ReferenceOr, RequestBody, Response as OpenApiResponse, Schema,
    SchemaData, SchemaKind, StatusCode, StringFormat, StringType, VariantOrUnknownOrEmpty,
};

/// Returns the document.
pub fn openapi(model: &ApiModel) -> OpenAPI {
    let schemas = model.structs.iter();
    let schemas = schemas.map(|(name, item)| (name.clone(), object(item, model.api, &TypeNames::new())));
    let mut openapi = document(model, schemas);
    for call in &model.operations {
        let own = &call.facts;
        let paths = &openapi.paths.paths;
        let found = paths.get(&own.path).and_then(ReferenceOr::as_item).cloned().unwrap_or_default();
        // A document cannot have two operations with the same method and path.
        let taken = found.iter().any(|(method, _)| method.eq_ignore_ascii_case(&own.method));
        let (path, mut item) = match taken {
            true => (format!("{}#{}", own.path, own.id), PathItem::default()),
            false => (own.path.clone(), found),
        };
        let place = match own.method.as_str() {
            "GET" => &mut item.get,
            "PUT" => &mut item.put,
            "POST" => &mut item.post,
            "DELETE" => &mut item.delete,
            "OPTIONS" => &mut item.options,
            "HEAD" => &mut item.head,
            "PATCH" => &mut item.patch,
            _ => &mut item.trace,
        };
        *place = Some(operation(model, call));
        openapi.paths.paths.insert(path, ReferenceOr::Item(item));
    }
    openapi
}

fn operation(model: &ApiModel, call: &Operation) -> OpenApiOperation {
    let parameters = call.parameters.iter().map(|one| ReferenceOr::Item(parameter(model, one)));
    let mut operation = OpenApiOperation {
        operation_id: Some(call.facts.id.clone()),
        tags: call.facts.tags.clone(),
        deprecated: call.facts.deprecated,
        parameters: parameters.collect(),
        request_body: call.body.as_ref().map(|one| ReferenceOr::Item(body(model, one))),
        ..OpenApiOperation::default()
    };
    // A range: beside a single status, progenitor would treat the error below as another success.
    let success = ReferenceOr::Item(success(model, &call.response));
    operation.responses.responses.insert(StatusCode::Range(2), success);
    operation.responses.default = Some(ReferenceOr::Item(response("application/json", error())));
    operation
}

fn parameter(model: &ApiModel, parameter: &Parameter) -> OpenApiParameter {
    let parameter_data = ParameterData {
        name: parameter.name.clone(),
        description: None,
        required: parameter.required,
        deprecated: None,
        format: ParameterSchemaOrContent::Schema(plain(model, &parameter.ty)),
        example: None,
        examples: IndexMap::default(),
        explode: None,
        extensions: IndexMap::default(),
    };
    match parameter.location {
        ParameterLocation::Path => OpenApiParameter::Path { parameter_data, style: Default::default() },
        ParameterLocation::Header => OpenApiParameter::Header { parameter_data, style: Default::default() },
        ParameterLocation::Query => OpenApiParameter::Query {
            parameter_data,
            allow_reserved: false,
            style: Default::default(),
            allow_empty_value: None,
        },
    }
}

fn body(model: &ApiModel, body: &Body) -> RequestBody {
    let (media, schema) = match body {
        Body::Object(name) => ("application/json", plain(model, &Type::Struct(name.clone()))),
        Body::Json(ty) => ("application/json", plain(model, ty)),
        Body::Bytes(_) => ("application/octet-stream", binary()),
    };
    RequestBody { required: true, content: content(media, schema), ..RequestBody::default() }
}

fn success(model: &ApiModel, kind: &Response) -> OpenApiResponse {
    match kind {
        Response::Json(ty) => response("application/json", plain(model, ty)),
        Response::Empty | Response::Redirect => OpenApiResponse::default(),
        Response::Stream(_) | Response::Multipart => response("application/octet-stream", binary()),
    }
}

fn plain(model: &ApiModel, ty: &Type) -> ReferenceOr<Schema> {
    schema(ty, model.api, &TypeNames::new())
}

/// Returns the type of all errors.
fn error() -> ReferenceOr<Schema> {
    let ty = serde_json::json!({
        "crate": "matrix-openapi", "version": "*", "path": "matrix_openapi::ApiError", "parameters": [],
    });
    let extensions = IndexMap::from_iter([("x-rust-type".to_owned(), ty)]);
    let schema_data = SchemaData { extensions, ..SchemaData::default() };
    ReferenceOr::Item(Schema { schema_data, schema_kind: SchemaKind::Any(Default::default()) })
}

fn binary() -> ReferenceOr<Schema> {
    let format = VariantOrUnknownOrEmpty::Item(StringFormat::Binary);
    let ty = openapiv3::Type::String(StringType { format, ..StringType::default() });
    ReferenceOr::Item(Schema { schema_data: SchemaData::default(), schema_kind: SchemaKind::Type(ty) })
}

fn content(media: &str, schema: ReferenceOr<Schema>) -> IndexMap<String, MediaType> {
    IndexMap::from_iter([(media.to_owned(), MediaType { schema: Some(schema), ..MediaType::default() })])
}

fn response(media: &str, schema: ReferenceOr<Schema>) -> OpenApiResponse {
    OpenApiResponse { content: content(media, schema), ..OpenApiResponse::default() }
}
