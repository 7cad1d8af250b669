//! The shape stage: typed passes over the emitted syntax tree, each of which must find what it changes.

mod document;
mod error_module;
mod growth;
mod objects;

use syn::punctuated::Punctuated;
use syn::{Attribute, ImplItem, Item, ItemImpl, ItemMod, LitStr, Path, Token, parse_quote};

use crate::lower::ir::Lowered;
use crate::{Error, Result};

/// Runs all passes.
pub fn shape(lowered: &Lowered, file: syn::File) -> Result<syn::File> {
    let mut file = file;
    error_module::drop(lowered, &mut file)?;
    document::document(lowered, &mut file)?;
    growth::grow(lowered, &mut file)?;
    objects::objects(lowered, &mut file)?;
    inline(&mut file.items);
    Ok(file)
}

/// The name in JSON that serde's `rename` gives a field.
pub(crate) fn json_name(attributes: &[Attribute]) -> Option<String> {
    let mut name = None;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        let parsed = attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("rename") {
                name = Some(meta.value()?.parse::<LitStr>()?.value());
            } else if let Ok(value) = meta.value() {
                value.parse::<syn::Expr>()?;
            }
            Ok(())
        });
        if parsed.is_err() {
            return None;
        }
    }
    name
}

/// Has functions compiled by the programs that call them: few of the hundreds ever are.
fn inline(items: &mut [Item]) {
    for item in items {
        match item {
            Item::Mod(ItemMod { content: Some((_, items)), .. }) => inline(items),
            Item::Impl(ItemImpl { items, trait_: None, .. }) => {
                for item in items {
                    if let ImplItem::Fn(function) = item {
                        function.attrs.push(parse_quote!(#[inline]));
                    }
                }
            }
            _ => {}
        }
    }
}

/// Takes a trait out of what is derived.
fn without_derive(attributes: &mut [Attribute], name: &str) {
    for attribute in attributes {
        let paths = derived(attribute);
        if paths.iter().any(|path| is(path, name)) {
            let others = paths.into_iter().filter(|path| !is(path, name));
            *attribute = parse_quote!(#[derive(#(#others),*)]);
        }
    }
}

/// What an attribute derives; nothing if it is another one.
fn derived(attribute: &Attribute) -> Vec<Path> {
    let paths = || attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated).ok();
    attribute.path().is_ident("derive").then(paths).flatten().into_iter().flatten().collect()
}

fn is(path: &Path, name: &str) -> bool {
    path.segments.last().is_some_and(|last| last.ident == name)
}

/// The items of the module `types`.
fn types<'a>(lowered: &Lowered, file: &'a mut syn::File) -> Result<&'a mut Vec<Item>> {
    file.items
        .iter_mut()
        .find_map(|item| match item {
            Item::Mod(ItemMod { ident, content: Some((_, items)), .. }) if ident == "types" => Some(items),
            _ => None,
        })
        .ok_or_else(|| Error::file(lowered.api.slug(), "the emitted code has no module `types`"))
}
