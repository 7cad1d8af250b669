//! Conversions between the types that the contents of events and the client-server API have in common.
//!
//! Both modules have types of their own, since their features are independent. Types of one name are the same if they come
//! from the same component with the same fields, down to the types of these.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::enums::label;
use crate::emit::paths::CLIENT_SERVER_TYPES;
use crate::lower::ir::{ApiModel, Struct, Type};
use crate::rust_name::ident;
use crate::sorted::SortedSet;

/// Emits `From` in both directions for each object type and union that both models have.
pub(super) fn conversions(events: &ApiModel, api: &ApiModel) -> TokenStream {
    let shared = shared(events, api);
    let conversions = shared.iter().map(|name| {
        let body = |from: &TokenStream| match (events.structs.get(*name), events.unions.get(*name)) {
            (Some(item), _) => {
                let fields = item.fields.iter().map(|field| {
                    let (name, is_optional) = (ident(&field.rust), field.is_optional());
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
                #[inline]
                fn from(value: #api) -> Self { #of_api }
            }
            impl From<#event> for #api {
                #[inline]
                fn from(value: #event) -> Self { #of_event }
            }
        }
    });
    conversions.collect()
}

/// The names of the types that are the same in both models.
fn shared<'a>(events: &'a ApiModel, api: &ApiModel) -> SortedSet<&'a str> {
    let structs = events.structs.iter().filter(|(name, item)| {
        api.structs.get(*name).is_some_and(|other| !item.fields.is_empty() && is_same(item, other))
    });
    let unions = events
        .unions
        .iter()
        .filter(|(name, union)| api.unions.get(*name).is_some_and(|other| union.variants == other.variants));
    let structs = structs.map(|(name, item)| (name, item.fields.iter().map(|field| &field.ty).collect()));
    let unions = unions.map(|(name, union)| {
        (name, union.variants.iter().filter_map(|variant| variant.ty.as_ref()).collect())
    });
    let mut same: Vec<(&String, Vec<&Type>)> = structs.chain(unions).collect();
    // A type is not the same if one of its parts is not.
    loop {
        let names: SortedSet<&str> = same.iter().map(|(name, _)| name.as_str()).collect();
        let count = same.len();
        same.retain(|(_, parts)| parts.iter().all(|part| is_convertible(part, &names)));
        if same.len() == count {
            return names;
        }
    }
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

fn is_convertible(ty: &Type, same: &SortedSet<&str>) -> bool {
    match ty {
        Type::Struct(name) | Type::Union(name) => same.contains(name.as_str()),
        Type::List(item) | Type::Nullable(item) => is_convertible(item, same),
        Type::Map(key, value) => !has_parts(key) && is_convertible(value, same),
        Type::Enumeration(_) | Type::Content(_) | Type::Raw(_) => false,
        _ => true,
    }
}

/// Whether a type has parts to convert.
fn has_parts(ty: &Type) -> bool {
    match ty {
        Type::Struct(_) | Type::Union(_) | Type::Enumeration(_) | Type::Content(_) | Type::Raw(_) => true,
        Type::List(item) | Type::Nullable(item) => has_parts(item),
        Type::Map(key, value) => has_parts(key) || has_parts(value),
        _ => false,
    }
}

/// A value of the other module as one of this.
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

/// A value that may be absent.
fn nullable(ty: &Type, value: &TokenStream) -> TokenStream {
    if !has_parts(ty) {
        return value.clone();
    }
    let inner = converted(ty, &quote!(value));
    quote!(#value.map(|value| #inner))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::lower::{lower, lower_events};
    use crate::{Api, Document};

    /// The types in common if `Part` of the API has a field of this type.
    fn in_common(ty: &str) -> Vec<String> {
        let schemas = |ty: &str| {
            json!({
                "Whole": {"type": "object", "properties": {"part": {"$ref": "#/components/schemas/Part"}}},
                "Part": {"type": "object", "properties": {"a": {"type": ty}}},
                "Other": {"type": "object", "properties": {"b": {"type": "string"}}},
            })
        };
        let whole = json!({"type": "object", "properties": {
            "whole": {"$ref": "#/components/schemas/Whole"}, "other": {"$ref": "#/components/schemas/Other"},
        }});
        let events = json!({
            "components": {"schemas": schemas("string")},
            "events": {"m.a": {"base": "room", "content": whole}},
        });
        let api = json!({
            "openapi": "3.1.0",
            "components": {"schemas": schemas(ty)},
            "paths": {"/_matrix/client/v3/a": {"put": {
                "operationId": "a",
                "requestBody": {"content": {"application/json": {"schema": whole}}},
                "responses": {"200": {"description": ""}},
            }}},
        });
        let release = "v1.19".parse().unwrap();
        let document = |root| Document::new(Api::ClientServer, "fixture.yaml", root);
        let (events, api) =
            (lower_events(&document(events), release).unwrap(), lower(&document(api), release).unwrap());
        shared(&events.types, &api).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn types_are_in_common_with_all_of_their_parts() {
        assert_eq!(in_common("string"), ["Other", "Part", "Whole"]);
        assert_eq!(in_common("integer"), ["Other"]);
    }
}
