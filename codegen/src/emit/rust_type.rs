//! Types of the model in Rust.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::paths;
use crate::emit::paths::{BTREE_MAP, JSON_VALUE, RAW, RAW_JSON, RAW_OBJECT, SECRET};
use crate::lower::ir::Type;
use crate::rust_name::ident;

/// Returns a type as written in the module that defines it.
pub fn in_module(ty: &Type) -> TokenStream {
    type_tokens(ty, &quote!(self))
}

/// Returns a type as written outside of the `types` module; `types` is the path of that module.
pub fn type_tokens(ty: &Type, types: &TokenStream) -> TokenStream {
    let inner = |ty: &Type| type_tokens(ty, types);
    match ty {
        Type::String => quote!(String),
        Type::Boolean => quote!(bool),
        Type::Integer => quote!(i64),
        Type::Unsigned => quote!(u64),
        Type::Number => quote!(f64),
        Type::Secret => quote!(#SECRET),
        Type::Identifier(name) => paths::identifier(name),
        Type::Handwritten(name) => paths::event_part(name),
        Type::JsonValue => quote!(#JSON_VALUE),
        Type::RawObject => quote!(#RAW_OBJECT),
        Type::RawJson => quote!(#RAW_JSON),
        Type::Enumeration(name) | Type::Union(name) | Type::Struct(name) => {
            let name = ident(name);
            quote!(#types::#name)
        }
        Type::Content(name) => {
            let name = ident(name);
            quote!(Box<#types::#name>)
        }
        Type::Raw(raw) => {
            let raw = inner(raw);
            quote!(#RAW<#raw>)
        }
        Type::List(item) => {
            let item = inner(item);
            quote!(Vec<#item>)
        }
        Type::Map(key, value) => {
            let (key, value) = (inner(key), inner(value));
            quote!(#BTREE_MAP<#key, #value>)
        }
        Type::Nullable(value) => {
            let value = inner(value);
            quote!(Option<#value>)
        }
    }
}

/// Returns whether values of a type are passed without conversion: numbers and booleans, because a conversion
/// would make literals ambiguous.
pub(super) fn is_copied(ty: &Type) -> bool {
    matches!(ty, Type::Boolean | Type::Integer | Type::Unsigned | Type::Number)
}
