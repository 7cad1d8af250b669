//! The object types, as progenitor writes them.

use std::collections::BTreeMap;

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use progenitor_impl::{GenerationSettings, Generator, HooksMode, InterfaceStyle, UnknownPolicy};
use quote::quote;
use syn::{GenericArgument, Item, ItemMod, PathArguments, parse_quote};

use crate::emit::whole;
use crate::lower::document::Placeholders;
use crate::lower::ir::{Lowered, Struct};
use crate::rust_name::ident;
use crate::{Error, Result};

/// The items of progenitor's `types` module.
pub fn progenitor_types(lowered: &Lowered) -> Result<Vec<Item>> {
    whole::check(lowered)?;
    let refuse = |message: String| Error::file(lowered.api.slug(), message);
    let (document, placeholders) = lowered.placeholders();
    let mut generator = Generator::new(&settings());
    let tokens = generator
        .generate_tokens(&document)
        .map_err(|error| refuse(format!("progenitor refuses the lowered document: {error}")))?;
    let file: syn::File = syn::parse2(named(tokens, &idents(&placeholders)))
        .map_err(|error| refuse(format!("progenitor's output is no Rust: {error}")))?;
    let items = file.items.into_iter().find_map(|item| match item {
        Item::Mod(ItemMod { ident, content: Some((_, items)), .. }) if ident == "types" => Some(items),
        _ => None,
    });
    let mut items = items.ok_or_else(|| refuse("progenitor's output has no module `types`".to_owned()))?;
    let mut written = 0;
    for item in &mut items {
        if let Item::Struct(item) = item
            && let Some(known) = lowered.structs.get(&item.ident.to_string())
        {
            item.fields.iter_mut().for_each(|field| rename(known, field));
            written += 1;
        }
    }
    let expected = lowered.structs.len();
    if written == expected && items.iter().filter(|item| matches!(item, Item::Struct(_))).count() == expected
    {
        return Ok(items);
    }
    Err(refuse(format!("progenitor wrote {written} types of {expected}, so some were lost or invented")))
}

/// What the placeholders stand for.
fn idents(placeholders: &Placeholders) -> BTreeMap<&str, Ident> {
    let types = placeholders.types.iter().map(|(name, placeholder)| (placeholder.as_str(), ident(name)));
    let fields =
        placeholders.fields.iter().map(|(placeholder, (rust, _))| (placeholder.as_str(), ident(rust)));
    types.chain(fields).collect()
}

/// The tokens with the names in place of the placeholders.
fn named(tokens: TokenStream, names: &BTreeMap<&str, Ident>) -> TokenStream {
    let named = |token| match token {
        TokenTree::Group(group) => {
            let mut inner = Group::new(group.delimiter(), named(group.stream(), names));
            inner.set_span(group.span());
            TokenTree::Group(inner)
        }
        TokenTree::Ident(ident) => {
            let name = names.get(ident.to_string().as_str()).cloned();
            TokenTree::Ident(name.unwrap_or(ident))
        }
        token => token,
    };
    tokens.into_iter().map(named).collect()
}

/// Tells serde the name of a field in JSON, where that is another than in Rust, and when it is left out.
fn rename(known: &Struct, field: &mut syn::Field) {
    let Some(rust) = field.ident.as_ref().map(ToString::to_string) else { return };
    let Some(known) = known.fields.iter().find(|known| known.rust == rust) else { return };
    let optional = inner(&field.ty, "Box").and_then(|boxed| inner(boxed, "Option"));
    if let Some(ty) = optional.cloned() {
        // What is optional is so everywhere from without, even where it holds its own type.
        field.ty = match inner(&ty, "Box") {
            Some(_) => parse_quote!(::std::option::Option<#ty>),
            None => parse_quote!(::std::option::Option<::std::boxed::Box<#ty>>),
        };
    }
    if known.required {
        field.attrs.retain(|attribute| !attribute.path().is_ident("serde"));
    }
    if known.name != rust {
        let name = &known.name;
        field.attrs.push(parse_quote!(#[serde(rename = #name)]));
    }
}

/// The type that a `Box` or an `Option` holds.
pub(super) fn inner<'a>(ty: &'a syn::Type, name: &str) -> Option<&'a syn::Type> {
    let syn::Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == name)?;
    match &last.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
            GenericArgument::Type(inner) => Some(inner),
            _ => None,
        },
        _ => None,
    }
}

/// How progenitor is to write: our types where the lowering names them, and our session inside of a client.
pub fn settings() -> GenerationSettings {
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Positional)
        .with_hooks(HooksMode::Expected)
        .with_inner_type(quote!(::matrix_openapi::Session))
        .with_map_type("::std::collections::BTreeMap")
        .with_unknown_crates(UnknownPolicy::Allow);
    settings
}
