//! The enumerations that progenitor cannot express: open ones, and unions told apart by the kind of JSON.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::doc_comment::doc_comment;
use crate::emit::paths::{
    ANY_JSON, DESERIALIZE, DESERIALIZER, KIND, OPEN_ENUM, READ, SERIALIZE, SERIALIZER, UNKNOWN_VALUE,
};
use crate::emit::rust_type::type_tokens;
use crate::lower::ir::{ApiModel, Doc, Enumeration, JsonKind, Type, Union, Variant};
use crate::rust_name::{ident, variant};
use crate::rustdoc;

/// Emits the open string enumerations; `docs` documents a type.
pub fn enumerations(model: &ApiModel, docs: impl Fn(&str, &Doc) -> String) -> Vec<TokenStream> {
    model.enums.iter().map(|(name, item)| enumeration(model, &docs(name, &item.doc), name, item)).collect()
}

/// Emits the unions; `docs` documents a type.
pub fn unions(model: &ApiModel, docs: impl Fn(&str, &Doc) -> String) -> Vec<TokenStream> {
    model.unions.iter().map(|(name, item)| union(&docs(name, &item.doc), name, item)).collect()
}

fn enumeration(model: &ApiModel, doc: &str, name: &str, item: &Enumeration) -> TokenStream {
    let doc = doc_comment(doc);
    let name = ident(name);
    let mut taken = vec!["Unknown".to_owned()];
    let (mut variants, mut texts) = (Vec::new(), Vec::new());
    for value in &item.values {
        let name = variant(value, &taken);
        let variant = ident(&name);
        let doc = doc_comment(&rustdoc::value_item(model, item, value));
        variants.push(quote!(#doc #variant));
        texts.push(quote!(#variant = #value));
        taken.push(name);
    }
    quote! {
        #doc
        #[derive(Clone)]
        pub enum #name {
            #(#variants,)*
            /// A value that is not listed here, as received.
            Unknown(#UNKNOWN_VALUE),
        }
        #OPEN_ENUM! { #name { #(#texts),* } }
    }
}

fn union(doc: &str, name: &str, item: &Union) -> TokenStream {
    let doc = doc_comment(doc);
    let text = name;
    let name = ident(name);
    let variants = item.variants.iter().map(declaration);
    let reading = item.variants.iter().map(|variant| {
        let (kind, label) = (ident(kind_name(variant.kind)), ident(label(variant)));
        match &variant.ty {
            Some(_) => quote!(#KIND::#kind => json.parse().map(Self::#label),),
            None => {
                quote!(#KIND::#kind => Ok(Self::#label),)
            }
        }
    });
    let writing = item.variants.iter().map(|variant| {
        let label = ident(label(variant));
        match variant.ty {
            Some(_) => quote!(Self::#label(value) => #SERIALIZE::serialize(value, serializer),),
            None => quote!(Self::#label => serializer.serialize_unit(),),
        }
    });
    let conversions = item.variants.iter().filter_map(|variant| conversion(&name, variant));
    let rest = (item.variants.len() < 6).then(|| quote!(_ => Err(json.unexpected(#text)),));
    quote! {
        #doc
        #[derive(Clone, Debug)]
        pub enum #name { #(#variants)* }

        impl<'de> #DESERIALIZE<'de> for #name {
            fn deserialize<D: #DESERIALIZER<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #READ::read(deserializer)
            }
        }

        impl #READ for #name {
            fn read<'de, D: #DESERIALIZER<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let json = #ANY_JSON::read(deserializer)?;
                match json.kind() {
                    #(#reading)*
                    #rest
                }
            }
        }

        impl #SERIALIZE for #name {
            fn serialize<S: #SERIALIZER>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self { #(#writing)* }
            }
        }

        #(#conversions)*
    }
}

fn declaration(variant: &Variant) -> TokenStream {
    let name = ident(label(variant));
    let doc = doc_comment(match variant.kind {
        JsonKind::Null => "JSON `null`.",
        JsonKind::Boolean => "A boolean.",
        JsonKind::Number => "A number.",
        JsonKind::String => "A string.",
        JsonKind::List => "A list.",
        JsonKind::Object => "An object.",
    });
    match &variant.ty {
        Some(ty) => {
            let ty = type_tokens(ty, &quote!(self));
            quote!(#doc #name(#ty),)
        }
        None => quote!(#doc #name,),
    }
}

fn conversion(name: &proc_macro2::Ident, variant: &Variant) -> Option<TokenStream> {
    let label = ident(label(variant));
    let ty = variant.ty.as_ref()?;
    let tokens = type_tokens(ty, &quote!(self));
    let text = match ty {
        Type::String => Some(quote! {
            impl From<&str> for #name {
                fn from(value: &str) -> Self { Self::#label(value.to_owned()) }
            }
        }),
        Type::Enumeration(_) => Some(quote! {
            impl From<&str> for #name {
                fn from(value: &str) -> Self { Self::#label(value.into()) }
            }
            impl From<String> for #name {
                fn from(value: String) -> Self { Self::#label(value.into()) }
            }
        }),
        _ => None,
    };
    Some(quote! {
        impl From<#tokens> for #name {
            fn from(value: #tokens) -> Self { Self::#label(value) }
        }
        #text
    })
}

/// Returns the name of a variant in Rust.
pub(super) fn label(variant: &Variant) -> &'static str {
    match (variant.kind, &variant.ty) {
        (JsonKind::Number, Some(Type::Integer | Type::Unsigned)) => "Integer",
        (kind, _) => kind_name(kind),
    }
}

fn kind_name(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Null => "Null",
        JsonKind::Boolean => "Boolean",
        JsonKind::Number => "Number",
        JsonKind::String => "Text",
        JsonKind::List => "List",
        JsonKind::Object => "Object",
    }
}
