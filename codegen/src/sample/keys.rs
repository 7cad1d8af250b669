//! The maps in a response with keys from the request, such as a map by the users in a query for keys.

use serde_json::Value;

use super::{PlaceSource, identifies_caller};
use crate::lower::ir::{ApiModel, Body, Operation, ParameterLocation, Response, Type};
use crate::matrix::identifier::CALLER;

/// A map in the JSON of a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyedMap {
    /// Its JSON pointer.
    pub pointer: String,
    /// The part of the request with its keys: a string, a list, or a map with the same keys.
    pub source: PlaceSource,
    /// The number of nested maps that take their keys from the request.
    pub levels: u8,
}

/// Lists the maps in the sample of a response that are keyed by identifiers from the request.
pub fn keyed_maps(model: &ApiModel, operation: &Operation, sample: &Value) -> Vec<KeyedMap> {
    let Response::Json(ty) = &operation.response else { return Vec::new() };
    let fields = match bare(ty) {
        Type::Struct(name) => model.structs.get(name).map(|item| item.fields.as_slice()).unwrap_or_default(),
        _ => &[],
    };
    let fields = fields.iter().map(|field| (crate::pointer::join("", &field.name), &field.ty));
    let all = std::iter::once((String::new(), ty)).chain(fields);
    let keyed = all.filter_map(|(pointer, ty)| {
        sample.pointer(&pointer)?.as_object().filter(|map| !map.is_empty())?;
        let (source, levels) = source(model, operation, ty)?;
        Some(KeyedMap { pointer, source, levels })
    });
    keyed.collect()
}

/// Returns the part of a request that has the keys of a map, and the number of levels with such keys.
fn source(model: &ApiModel, operation: &Operation, ty: &Type) -> Option<(PlaceSource, u8)> {
    let Type::Map(key, _) = bare(ty) else { return None };
    let Type::Identifier(kind) = **key else { return None };
    let mut found = None;
    if kind == CALLER && identifies_caller(operation) {
        found = Some((PlaceSource::CallerUser, 1));
    }
    for one in &operation.parameters {
        let source = match one.location {
            ParameterLocation::Path => PlaceSource::Path(one.name.clone()),
            ParameterLocation::Query => PlaceSource::Query(one.name.clone()),
            ParameterLocation::Header => continue,
        };
        if one.ty == Type::Identifier(kind) {
            found = Some((source, 1));
        }
    }
    let body = match &operation.body {
        Some(Body::Object(name)) => model.structs.get(name),
        _ => None,
    };
    for field in body.into_iter().flat_map(|body| &body.fields) {
        let is_kind = match bare(&field.ty) {
            Type::Map(key, _) | Type::List(key) => **key == Type::Identifier(kind),
            ty => *ty == Type::Identifier(kind),
        };
        if is_kind {
            found = Some((PlaceSource::Field(field.name.clone()), levels(&field.ty)));
        }
    }
    found.map(|(source, most)| (source, most.min(map_levels(ty))))
}

/// Returns the number of levels of keys in a part of a request.
fn levels(ty: &Type) -> u8 {
    match bare(ty) {
        Type::Map(_, value) => match bare(value) {
            inner @ (Type::Map(..) | Type::List(_)) => levels(inner).saturating_add(1),
            _ => 1,
        },
        _ => 1,
    }
}

/// Returns the number of nested maps.
fn map_levels(ty: &Type) -> u8 {
    match bare(ty) {
        Type::Map(_, value) => map_levels(value).saturating_add(1),
        _ => 0,
    }
}

fn bare(ty: &Type) -> &Type {
    match ty {
        Type::Raw(inner) | Type::Nullable(inner) => bare(inner),
        ty => ty,
    }
}
