//! Checks of the model that progenitor and the compiler rely on: every type it refers to exists, under the name of a type,
//! and no type contains itself.

use std::collections::BTreeSet;

use crate::lower::ir::{ApiModel, Body, Response, Type};
use crate::rust_name::is_type;
use crate::{Error, Result};

/// Fails with the first type of which that is not so.
pub(super) fn check(lowered: &ApiModel) -> Result<()> {
    let refuse = |name: &str, message: &str| {
        Err(Error::file(lowered.api.slug(), format!("the type `{}` {message}", name.escape_debug())))
    };
    let names = lowered.structs.keys().chain(lowered.enums.keys()).chain(lowered.unions.keys());
    let mut seen = BTreeSet::new();
    for name in names {
        if !is_type(name) {
            return refuse(name, "has a name that is none in Rust");
        }
        if !seen.insert(name) {
            return refuse(name, "has the name of another type");
        }
    }
    for ty in spoken_of(lowered) {
        if let Some(missing) = missing(lowered, ty) {
            return refuse(
                missing,
                "is spoken of and not there: a schema that holds itself can only be an object",
            );
        }
    }
    match lowered.unions.keys().find(|name| holds_itself(lowered, name)) {
        Some(name) => refuse(name, "would hold itself, as only an object in an object, a list or a map can"),
        None => Ok(()),
    }
}

/// The types of fields, alternatives, parameters, bodies and responses.
fn spoken_of(lowered: &ApiModel) -> Vec<&Type> {
    let mut types = Vec::new();
    for item in lowered.structs.values() {
        types.extend(item.fields.iter().map(|field| &field.ty).chain(&item.extra));
    }
    for item in lowered.unions.values() {
        types.extend(item.variants.iter().filter_map(|variant| variant.ty.as_ref()));
    }
    for call in &lowered.operations {
        types.extend(call.parameters.iter().map(|parameter| &parameter.ty));
        if let Some(Body::Json(ty)) = &call.body {
            types.push(ty);
        }
        if let Response::Json(ty) = &call.response {
            types.push(ty);
        }
    }
    types
}

/// The name of a type that is spoken of and not there.
fn missing<'a>(lowered: &ApiModel, ty: &'a Type) -> Option<&'a str> {
    match ty {
        Type::Struct(name) => (!lowered.structs.contains_key(name)).then_some(name.as_str()),
        Type::Enumeration(name) => (!lowered.enums.contains_key(name)).then_some(name.as_str()),
        Type::Union(name) => (!lowered.unions.contains_key(name)).then_some(name.as_str()),
        Type::Raw(inner) | Type::List(inner) | Type::Nullable(inner) => missing(lowered, inner),
        Type::Map(key, value) => missing(lowered, key).or_else(|| missing(lowered, value)),
        _ => None,
    }
}

/// Whether a union holds itself without a list or a map between, which would make it endless.
///
/// Progenitor boxes an object that an object holds; it knows nothing of what our types hold.
fn holds_itself(lowered: &ApiModel, union: &str) -> bool {
    let mut held: Vec<&Type> = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut next = Some(union);
    while let Some(name) = next {
        let fields =
            lowered.structs.get(name).into_iter().flat_map(|item| &item.fields).map(|field| &field.ty);
        let variants = lowered.unions.get(name).into_iter().flat_map(|item| &item.variants);
        held.extend(fields.chain(variants.filter_map(|variant| variant.ty.as_ref())));
        next = None;
        while let Some(ty) = held.pop() {
            match ty {
                Type::Struct(name) | Type::Union(name) if name == union => return true,
                Type::Struct(name) | Type::Union(name) if seen.insert(name) => {
                    next = Some(name);
                    break;
                }
                Type::Nullable(inner) => held.push(inner),
                _ => {}
            }
        }
    }
    false
}
