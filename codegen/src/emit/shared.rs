//! Conversions between the types that both the contents of events and the client-server API have.
//!
//! Both modules have types of their own, because their features are independent. Types with one name are the same if they
//! come from the same component with the same fields, including the types of these. Enumerations are the same if they have
//! the same values.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::enums::label;
use crate::emit::paths::CLIENT_SERVER_TYPES;
use crate::lower::ir::{ApiModel, Struct, Type};
use crate::rust_name::ident;
use crate::sorted::{SortedMap, SortedSet};

/// Emits `From` in both directions for each type that both models have.
pub(super) fn conversions(events: &ApiModel, api: &ApiModel) -> TokenStream {
    let shared = shared(events, api);
    let conversions = shared.iter().map(|name| {
        let body = |from: &TokenStream| match (events.structs.get(*name), events.unions.get(*name)) {
            _ if events.enums.contains_key(*name) => quote!(value.as_str().into()),
            (Some(item), _) => {
                let fields = item.fields.iter().map(|field| {
                    let (name, is_optional) = (ident(&field.rust_name), field.is_optional());
                    let value = quote!(value.#name);
                    let value =
                        if is_optional { nullable(&field.ty, &value) } else { converted(&field.ty, &value) };
                    quote!(#name: #value)
                });
                quote!(Self { #(#fields,)* extra: value.extra })
            }
            (None, union) => {
                let arms = union.into_iter().flat_map(|union| &union.variants).map(|variant| {
                    let label = ident(label(variant));
                    match &variant.ty {
                        Some(ty) => {
                            let value = converted(ty, &quote!(value));
                            quote!(#from::#label(value) => Self::#label(#value),)
                        }
                        None => quote!(#from::#label => Self::#label,),
                    }
                });
                quote!(match value { #(#arms)* })
            }
        };
        let name = ident(name);
        let (event, api) = (quote!(#name), quote!(#CLIENT_SERVER_TYPES::#name));
        let (of_api, of_event) = (body(&api), body(&event));
        quote! {
            impl From<#api> for #event {
                fn from(value: #api) -> Self { #of_api }
            }
            impl From<#event> for #api {
                fn from(value: #event) -> Self { #of_event }
            }
        }
    });
    conversions.collect()
}

/// Returns the names of the types that are the same in both models, including all of their parts.
fn shared<'a>(events: &'a ApiModel, api: &ApiModel) -> SortedSet<&'a str> {
    let structs = events.structs.iter().filter(|(name, item)| {
        api.structs.get(*name).is_some_and(|other| !item.fields.is_empty() && is_same(item, other))
    });
    let unions = events
        .unions
        .iter()
        .filter(|(name, union)| api.unions.get(*name).is_some_and(|other| union.variants == other.variants));
    let structs =
        structs.map(|(name, item)| (name.as_str(), parts(item.fields.iter().map(|field| &field.ty))));
    let unions = unions.map(|(name, union)| {
        (name.as_str(), parts(union.variants.iter().filter_map(|variant| variant.ty.as_ref())))
    });
    let enums = events
        .enums
        .iter()
        .filter(|(name, item)| api.enums.get(*name).is_some_and(|other| item.values == other.values))
        .map(|(name, _)| (name.as_str(), NamedParts::default()));
    let candidates: SortedMap<&str, NamedParts<'a>> = structs.chain(unions).chain(enums).collect();
    let mut users: SortedMap<&str, Vec<&str>> = SortedMap::new();
    for (name, parts) in &candidates {
        parts.named.iter().for_each(|part| users.entry(part).or_default().push(name));
    }
    // A type with a part that is not the same is not the same either.
    let is_different = |name: &&&str| {
        let is_unknown = |part: &&str| !candidates.contains_key(*part);
        let parts = candidates.get(**name);
        parts.is_none_or(|parts| parts.has_unconvertible_part || parts.named.iter().any(is_unknown))
            || contains_itself(name, &candidates)
    };
    let mut left: Vec<&str> = candidates.keys().filter(is_different).copied().collect();
    let mut names: SortedSet<&str> = candidates.keys().copied().collect();
    while let Some(name) = left.pop() {
        if names.remove(name) {
            left.extend(users.get(name).into_iter().flatten());
        }
    }
    names
}

/// The types of the parts of a type.
#[derive(Default)]
struct NamedParts<'a> {
    /// The types that both models may have.
    named: Vec<&'a str>,
    /// The types of `named` that are neither in a list nor in a map.
    direct: Vec<&'a str>,
    /// Whether there is a part that no conversion is written for.
    has_unconvertible_part: bool,
}

fn parts<'a>(types: impl Iterator<Item = &'a Type>) -> NamedParts<'a> {
    let mut parts = NamedParts::default();
    let mut left: Vec<_> = types.map(|ty| (ty, true)).collect();
    while let Some((ty, is_direct)) = left.pop() {
        match ty {
            Type::Struct(name) | Type::Union(name) => {
                parts.named.push(name);
                if is_direct {
                    parts.direct.push(name);
                }
            }
            Type::Nullable(inner) => left.push((inner, is_direct)),
            Type::List(item) => left.push((item, false)),
            Type::Map(key, value) => {
                parts.has_unconvertible_part |= has_parts(key);
                left.push((value, false));
            }
            Type::Enumeration(name) => parts.named.push(name),
            Type::Content(_) | Type::Raw(_) => parts.has_unconvertible_part = true,
            _ => {}
        }
    }
    parts
}

/// Returns whether a value can contain one of its own type without a list or a map in between, so a field between them is
/// boxed.
fn contains_itself(name: &str, types: &SortedMap<&str, NamedParts<'_>>) -> bool {
    let (mut left, mut seen) = (vec![name], SortedSet::new());
    while let Some(part) = left.pop() {
        for inner in types.get(part).into_iter().flat_map(|parts| &parts.direct) {
            if *inner == name {
                return true;
            }
            if seen.insert(*inner) {
                left.push(inner);
            }
        }
    }
    false
}

fn is_same(one: &Struct, other: &Struct) -> bool {
    let fields = |item: &Struct| -> Vec<(String, String, String)> {
        let facts =
            item.fields.iter().map(|field| (field.name.clone(), field.pointer.clone(), field.written()));
        facts.collect()
    };
    let is_plain = |item: &Struct| item.constants.is_empty() && item.extra.is_none();
    is_plain(one) && is_plain(other) && fields(one) == fields(other)
}

/// Returns whether a type has parts to convert.
fn has_parts(ty: &Type) -> bool {
    match ty {
        Type::Struct(_) | Type::Union(_) | Type::Enumeration(_) | Type::Content(_) | Type::Raw(_) => true,
        Type::List(item) | Type::Nullable(item) => has_parts(item),
        Type::Map(key, value) => has_parts(key) || has_parts(value),
        _ => false,
    }
}

/// Returns the expression that converts a value of the other module to this one.
fn converted(ty: &Type, value: &TokenStream) -> TokenStream {
    match ty {
        ty if !has_parts(ty) => value.clone(),
        Type::List(item) => {
            let item = converted(item, &quote!(item));
            quote!(#value.into_iter().map(|item| #item).collect())
        }
        Type::Map(_, entry) => {
            let entry = converted(entry, &quote!(entry));
            quote!(#value.into_iter().map(|(key, entry)| (key, #entry)).collect())
        }
        Type::Nullable(inner) => nullable(inner, value),
        _ => quote!(#value.into()),
    }
}

/// Returns the expression that converts a value that may be absent.
fn nullable(ty: &Type, value: &TokenStream) -> TokenStream {
    if !has_parts(ty) {
        return value.clone();
    }
    let inner = converted(ty, &quote!(value));
    quote!(#value.map(|value| #inner))
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::*;
    use crate::lower::event_ir::EventModel;
    use crate::lower::{lower, lower_events};
    use crate::{Api, Document};

    /// Returns the models of events and of an API that use these schemas under the same names.
    fn both(of_events: &Value, of_api: &Value, roots: &[&str]) -> (EventModel, ApiModel) {
        let reference =
            |name: &&str| ((*name).to_owned(), json!({"$ref": format!("#/components/schemas/{name}")}));
        let whole =
            json!({"type": "object", "properties": roots.iter().map(reference).collect::<Map<_, _>>()});
        let events = json!({
            "components": {"schemas": of_events},
            "events": {"m.a": {"base": "room", "content": whole}},
        });
        let api = json!({
            "openapi": "3.1.0",
            "components": {"schemas": of_api},
            "paths": {"/_matrix/client/v3/a": {"put": {
                "operationId": "a",
                "requestBody": {"content": {"application/json": {"schema": whole}}},
                "responses": {"200": {"description": ""}},
            }}},
        });
        let release = "v1.19".parse().unwrap();
        let document = |root| Document::new(Api::ClientServer, "fixture.yaml", root);
        (lower_events(&document(events), release).unwrap(), lower(&document(api), release).unwrap())
    }

    /// Returns the names of the shared types if `Part` of the API has a field of this type.
    fn in_common(ty: &str) -> Vec<String> {
        let schemas = |ty: &str| {
            json!({
                "Whole": {"type": "object", "properties": {
                    "part": {"$ref": "#/components/schemas/Part"},
                    "same": {"$ref": "#/components/schemas/Same"},
                }},
                "Part": {"type": "object", "properties": {"a": {"type": ty}}},
                "Other": {"type": "object", "properties": {"kind": {"$ref": "#/components/schemas/Kind"}}},
                "Kind": {"type": "string", "enum": ["b"]},
                "Same": {"type": "string", "enum": ["c", ty]},
            })
        };
        let (events, api) = both(&schemas("string"), &schemas(ty), &["Whole", "Other"]);
        shared(&events.types, &api).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn types_that_are_boxed_in_themselves_are_not_converted() {
        let chain = |next: &str| json!({"type": "object", "properties": {"next": {"$ref": format!("#/components/schemas/{next}")}}});
        let list = json!({"type": "object", "properties": {"items": {"type": "array", "items": {"$ref": "#/components/schemas/Items"}}}});
        let schemas =
            json!({"Outer": chain("Node"), "Node": chain("Other"), "Other": chain("Node"), "Items": list});
        let models = both(&schemas, &schemas, &["Outer", "Items"]);
        assert_eq!(shared(&models.0.types, &models.1).into_iter().collect::<Vec<_>>(), ["Items"]);
    }

    #[test]
    fn types_are_in_common_with_all_of_their_parts() {
        assert_eq!(in_common("string"), ["Kind", "Other", "Part", "Same", "Whole"]);
        assert_eq!(in_common("integer"), ["Kind", "Other"]);
    }
}
