//! The parts that the macros of JSON types have in common.

use syn::{Ident, ItemImpl, parse_quote};

/// Returns the implementations of a type that is read from JSON and written as JSON.
pub(super) fn serialized(name: &Ident) -> Vec<ItemImpl> {
    vec![
        parse_quote!(impl ::serde::Serialize for #name {}),
        parse_quote!(impl<'de> ::serde::Deserialize<'de> for #name {}),
    ]
}
