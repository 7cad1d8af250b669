//! The object types, as progenitor writes them.

use std::collections::BTreeSet;

use progenitor_impl::{GenerationSettings, Generator, HooksMode, InterfaceStyle, UnknownPolicy};
use quote::quote;
use syn::{Item, ItemMod};

use crate::lower::ir::Lowered;
use crate::{Error, Result};

/// The items of progenitor's `types` module.
pub fn progenitor_types(lowered: &Lowered) -> Result<Vec<Item>> {
    let refuse = |message: String| Error::file(lowered.api.slug(), message);
    let document = lowered.openapi_types();
    let mut generator = Generator::new(&settings());
    let tokens = generator
        .generate_tokens(&document)
        .map_err(|error| refuse(format!("progenitor refuses the lowered document: {error}")))?;
    let file: syn::File =
        syn::parse2(tokens).map_err(|error| refuse(format!("progenitor's output is no Rust: {error}")))?;
    let items = file.items.into_iter().find_map(|item| match item {
        Item::Mod(ItemMod { ident, content: Some((_, items)), .. }) if ident == "types" => Some(items),
        _ => None,
    });
    let items = items.ok_or_else(|| refuse("progenitor's output has no module `types`".to_owned()))?;
    let written = items.iter().filter(|item| matches!(item, Item::Struct(_))).count();
    if written != lowered.structs.len() {
        let expected = lowered.structs.len();
        return Err(refuse(format!(
            "progenitor wrote {written} types of {expected}, so some were lost or invented"
        )));
    }
    items.iter().try_for_each(|item| distinct_members(lowered, item))?;
    Ok(items)
}

/// Two members that read alike in Rust would not compile, and the compiler could not say where they come from.
fn distinct_members(lowered: &Lowered, item: &Item) -> Result<()> {
    let Item::Struct(item) = item else { return Ok(()) };
    let mut seen = BTreeSet::new();
    for name in item.fields.iter().filter_map(|field| field.ident.as_ref()) {
        if !seen.insert(name.to_string()) {
            let message = format!(
                "type {}: two members are called `{name}` in Rust, so one needs a correction",
                item.ident
            );
            return Err(Error::file(lowered.api.slug(), message));
        }
    }
    Ok(())
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
