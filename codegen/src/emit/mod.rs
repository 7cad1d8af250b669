//! The emit stage: progenitor writes the types; the enumerations that it cannot express, the calls, the operation
//! table and the client are written here, from the same lowered document.
//!
//! ARCHITECTURE.md says why the calls are ours and the types progenitor's.

mod arguments;
mod calls;
mod enums;
mod open_ended;
mod table;
mod types;
mod whole;

use proc_macro2::TokenStream;
use quote::quote;

use crate::doc;
use crate::lower::ir::{Lowered, Type};
use crate::lower::uses::uses;
use crate::rust_name::ident;
use crate::{Error, Result};

pub use calls::{Argument, call_arguments};
pub use types::{progenitor_types, settings};

/// The module of an API as one syntax tree.
pub fn emit(lowered: &Lowered) -> Result<syn::File> {
    let structs = progenitor_types(lowered)?;
    let uses = uses(lowered);
    let enums = enums::enumerations(lowered, &uses);
    let unions = enums::unions(lowered, &uses);
    let calls = calls::calls(lowered, &structs)?;
    let table = table::operations(lowered)?;
    let client = calls::client(lowered, &structs)?;
    let types_doc = format!("The types of the {}.", doc::api_title(lowered.api));
    let tokens = quote! {
        #[doc = #types_doc]
        pub mod types {
            #(#structs)*
            #(#enums)*
            #(#unions)*
        }
        /// One builder for each operation: optional parameters are its setters, and `send` sends it.
        pub mod call {
            #(#calls)*
        }
        #table
        #client
    };
    syn::parse2(tokens)
        .map_err(|error| Error::file(lowered.api.slug(), format!("the emitted code is no Rust: {error}")))
}

/// A type as it is written outside of the `types` module; `types` is the path of that module.
pub fn type_tokens(ty: &Type, types: &TokenStream) -> TokenStream {
    let inner = |ty: &Type| type_tokens(ty, types);
    match ty {
        Type::Text => quote!(::std::string::String),
        Type::Boolean => quote!(bool),
        Type::Integer => quote!(i64),
        Type::Unsigned => quote!(u64),
        Type::Number => quote!(f64),
        Type::Secret => quote!(::matrix_openapi::Secret),
        Type::Identifier(name) => {
            let name = ident(name);
            quote!(::matrix_openapi::#name)
        }
        Type::Value => quote!(::matrix_openapi::JsonValue),
        Type::FreeObject => quote!(::matrix_openapi::RawObject),
        Type::Free => quote!(::matrix_openapi::RawJson),
        Type::Enumeration(name) | Type::Union(name) | Type::Struct(name) => {
            let name = ident(name);
            quote!(#types::#name)
        }
        Type::Raw(raw) => {
            let raw = inner(raw);
            quote!(::matrix_openapi::Raw<#raw>)
        }
        Type::List(item) => {
            let item = inner(item);
            quote!(::std::vec::Vec<#item>)
        }
        Type::Map(key, value) => {
            let (key, value) = (inner(key), inner(value));
            quote!(::std::collections::BTreeMap<#key, #value>)
        }
        Type::Nullable(value) => {
            let value = inner(value);
            quote!(::std::option::Option<#value>)
        }
    }
}
