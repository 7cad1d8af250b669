//! Checks the model for progenitor and the compiler: every type exists, has a valid name, and has a finite size.

use crate::lower::ir::{ApiModel, Body, Response, Type};
use crate::rust_name::is_type;
use crate::sorted::SortedSet;
use crate::{Error, Result};

/// Fails with the first defective type.
pub(super) fn check(model: &ApiModel) -> Result<()> {
    let refuse = |name: &str, message: &str| {
        Err(Error::file(model.api.slug(), format!("the type `{}` {message}", name.escape_debug())))
    };
    let names = model.structs.keys().chain(model.enums.keys()).chain(model.unions.keys());
    let mut seen = SortedSet::new();
    for name in names {
        if !is_type(name) {
            return refuse(name, "has an invalid Rust name");
        }
        if !seen.insert(name) {
            return refuse(name, "shares its name with another type");
        }
    }
    for ty in spoken_of(model) {
        if let Some(missing) = missing(model, ty) {
            return refuse(missing, "is used but not defined: only an object can contain itself");
        }
    }
    match model.unions.keys().find(|name| holds_itself(model, name)) {
        Some(name) => {
            refuse(name, "contains itself, which only an object, or a type in a list or a map, can")
        }
        None => Ok(()),
    }
}

/// Returns the types of fields, alternatives, definitions, parameters, bodies and responses.
fn spoken_of(model: &ApiModel) -> Vec<&Type> {
    let mut types = Vec::new();
    for item in model.structs.values() {
        types.extend(item.fields.iter().map(|field| &field.ty).chain(&item.extra));
    }
    for item in model.unions.values() {
        types.extend(item.variants.iter().filter_map(|variant| variant.ty.as_ref()));
    }
    types.extend(model.definitions.iter().map(|(_, ty)| ty));
    for operation in &model.operations {
        types.extend(operation.parameters.iter().map(|parameter| &parameter.ty));
        if let Some(Body::Json(ty)) = &operation.body {
            types.push(ty);
        }
        if let Response::Json(ty) = &operation.response {
            types.push(ty);
        }
    }
    types
}

/// Returns the name of a type that is used but not defined.
fn missing<'a>(model: &ApiModel, ty: &'a Type) -> Option<&'a str> {
    match ty {
        Type::Struct(name) => (!model.structs.contains_key(name)).then_some(name.as_str()),
        Type::Enumeration(name) => (!model.enums.contains_key(name)).then_some(name.as_str()),
        Type::Union(name) => (!model.unions.contains_key(name)).then_some(name.as_str()),
        Type::Raw(inner) | Type::List(inner) | Type::Nullable(inner) => missing(model, inner),
        Type::Map(key, value) => missing(model, key).or_else(|| missing(model, value)),
        _ => None,
    }
}

/// Returns whether a union contains itself without a list or a map in between, which would make its size infinite.
///
/// Progenitor boxes objects in objects, but does not see the alternatives of our unions.
fn holds_itself(model: &ApiModel, union: &str) -> bool {
    let mut held: Vec<&Type> = Vec::new();
    let mut seen: SortedSet<&str> = SortedSet::new();
    let mut next = Some(union);
    while let Some(name) = next {
        let fields = model.structs.get(name).into_iter().flat_map(|item| &item.fields).map(|field| &field.ty);
        let variants = model.unions.get(name).into_iter().flat_map(|item| &item.variants);
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
