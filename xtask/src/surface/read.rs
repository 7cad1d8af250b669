//! Finds the items that users of a generated module can name in its syntax tree.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Fields, FnArg, Ident, ImplItem, ItemImpl, LitStr, Pat, ReceiverKind, Safety, Token, TraitItem,
};

use super::item::{Form, Item, Openness, Signature};
use super::tree::{Definition, Module, SyntaxTree, Target, is_hidden, is_public, join};
use super::types::Printer;

/// Returns the public interface of a syntax tree, which is the module `api` of the crate.
pub fn items(file: &syn::File, api: &str) -> Result<BTreeSet<Item>> {
    let tree = SyntaxTree::of(file, api)?;
    let mut items = BTreeSet::new();
    for module in &tree.modules {
        read_module(&tree, module, &mut items)?;
    }
    Ok(items)
}

fn read_module(tree: &SyntaxTree<'_>, module: &Module<'_>, items: &mut BTreeSet<Item>) -> Result<()> {
    let printer = Printer { tree, module: &module.path };
    for definition in &module.definitions {
        let parts = match definition {
            Definition::Plain(syn::Item::Impl(item)) => implementation(&printer, item)?,
            Definition::Impl(item) => implementation(&printer, item)?,
            definition if module.nameable && definition.is_public() => {
                let path = join(&module.path, &definition.name().unwrap_or_default());
                define(&printer, &path, definition)?
            }
            _ => Vec::new(),
        };
        items.extend(parts);
    }
    Ok(())
}

/// Returns an item and its members.
fn define(printer: &Printer<'_>, path: &str, definition: &Definition<'_>) -> Result<Vec<Item>> {
    let plain = match definition {
        Definition::OpenEnum(item, values) => return Ok(open_enumeration(path, item, values)),
        Definition::Impl(_) => return Ok(Vec::new()),
        Definition::Plain(item) => item,
    };
    Ok(match plain {
        syn::Item::Mod(item) => vec![public(path, Form::Module, &item.attrs)],
        syn::Item::Const(item) => vec![public(path, Form::Constant(printer.ty(&item.ty)?), &item.attrs)],
        syn::Item::Static(item) => vec![public(path, Form::Static(printer.ty(&item.ty)?), &item.attrs)],
        syn::Item::Type(item) => {
            let generics = printer.generics(&item.generics)?;
            vec![public(path, Form::Alias(format!("{generics} = {}", printer.ty(&item.ty)?)), &item.attrs)]
        }
        syn::Item::Fn(item) => {
            vec![public(path, Form::Function(signature(printer, &item.sig)?), &item.attrs)]
        }
        syn::Item::Struct(item) => object(printer, path, item)?,
        syn::Item::Enum(item) => enumeration(printer, path, item)?,
        syn::Item::Trait(item) => interface(printer, path, item)?,
        other => bail!("{path} is of a kind that the surface does not know: `{}`", other.to_token_stream()),
    })
}

fn object(printer: &Printer<'_>, path: &str, item: &syn::ItemStruct) -> Result<Vec<Item>> {
    let openness = match item.fields.iter().any(|field| !is_public(&field.vis)) {
        _ if has_attribute(&item.attrs, "non_exhaustive") => Openness::NonExhaustive,
        true => Openness::Private,
        false => Openness::Exhaustive,
    };
    let generics = printer.generics(&item.generics)?;
    let mut items = vec![public(path, Form::Struct(generics, openness), &item.attrs)];
    for (index, field) in item.fields.iter().enumerate().filter(|(_, field)| is_public(&field.vis)) {
        let name = field.ident.as_ref().map_or_else(|| index.to_string(), ToString::to_string);
        items.push(public(&join(path, &name), Form::Field(printer.ty(&field.ty)?), &field.attrs));
    }
    items.extend(derives(printer, path, &item.attrs)?);
    Ok(items)
}

fn enumeration(printer: &Printer<'_>, path: &str, item: &syn::ItemEnum) -> Result<Vec<Item>> {
    let openness = match has_attribute(&item.attrs, "non_exhaustive") {
        true => Openness::NonExhaustive,
        false => Openness::Exhaustive,
    };
    let form = Form::Enum(printer.generics(&item.generics)?, openness);
    let mut items = vec![public(path, form, &item.attrs)];
    for variant in &item.variants {
        let types = variant.fields.iter().map(|field| {
            let name = field.ident.as_ref().map(|name| format!("{name}: ")).unwrap_or_default();
            Ok(name + &printer.ty(&field.ty)?)
        });
        let types = types.collect::<Result<Vec<_>>>()?.join(", ");
        let content = match &variant.fields {
            Fields::Unit => String::new(),
            Fields::Unnamed(_) => format!("({types})"),
            Fields::Named(_) => format!(" {{ {types} }}"),
        };
        items.push(public(&join(path, &variant.ident.to_string()), Form::Variant(content), &variant.attrs));
    }
    items.extend(derives(printer, path, &item.attrs)?);
    Ok(items)
}

/// Returns a trait and its methods.
fn interface(printer: &Printer<'_>, path: &str, item: &syn::ItemTrait) -> Result<Vec<Item>> {
    let mut items = vec![public(path, Form::Trait(printer.bounds(&item.supertraits)?), &item.attrs)];
    for member in &item.items {
        match member {
            // A new method without a default would break all implementations, which `diff` does not expect.
            TraitItem::Fn(member) if member.default.is_some() => {
                let form = Form::Function(signature(printer, &member.sig)?);
                items.push(public(&join(path, &member.sig.ident.to_string()), form, &member.attrs));
            }
            other => bail!(
                "{path} has a member of a kind that the surface does not know: `{}`",
                other.to_token_stream()
            ),
        }
    }
    Ok(items)
}

fn open_enumeration(path: &str, item: &syn::ItemEnum, values: &[(Ident, LitStr)]) -> Vec<Item> {
    let variants = item.variants.iter().filter_map(|variant| {
        let (_, text) = values.iter().find(|(name, _)| *name == variant.ident)?;
        let form = Form::Listed(text.to_token_stream().to_string());
        Some(public(&join(path, &variant.ident.to_string()), form, &variant.attrs))
    });
    [public(path, Form::OpenEnum, &item.attrs)].into_iter().chain(variants).collect()
}

/// Returns the traits that an item derives.
fn derives(printer: &Printer<'_>, path: &str, attributes: &[Attribute]) -> Result<Vec<Item>> {
    let mut items = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        let traits = attribute.parse_args_with(Punctuated::<syn::Path, Token![,]>::parse_terminated)?;
        for derived in &traits {
            let mut name = printer.name(derived)?;
            if name.ends_with("Deserialize") {
                name.push_str("<'de>");
            }
            items.push(public(path, Form::Impl(name), &[]));
        }
    }
    Ok(items)
}

/// Returns the public members of an `impl` block, or the trait that it implements, if users can name its type.
fn implementation(printer: &Printer<'_>, item: &ItemImpl) -> Result<Vec<Item>> {
    let syn::Type::Path(owner) = &*item.self_ty else {
        bail!("the surface does not know implementations for `{}`", item.self_ty.to_token_stream());
    };
    let path = match printer.tree.resolve(printer.module, &owner.path)? {
        Target::Generated(path) if !printer.tree.is_nameable(&path) => return Ok(Vec::new()),
        Target::Generated(path) | Target::Other(path) => path,
    };
    match &item.trait_ {
        Some((name, _)) => implemented(printer, &path, item, name),
        None => members(printer, &path, item),
    }
}

fn implemented(printer: &Printer<'_>, path: &str, item: &ItemImpl, name: &syn::Path) -> Result<Vec<Item>> {
    // Users cannot name the traits that only generated code calls.
    if name.segments.iter().any(|segment| segment.ident == "__private") {
        return Ok(Vec::new());
    }
    Ok(vec![public(path, Form::Impl(printer.path(name)?), &item.attrs)])
}

fn members(printer: &Printer<'_>, path: &str, item: &ItemImpl) -> Result<Vec<Item>> {
    let mut items = Vec::new();
    for member in &item.items {
        match member {
            ImplItem::Fn(member) if is_public(&member.vis) && !is_hidden(&member.attrs) => {
                let form = Form::Function(signature(printer, &member.sig)?);
                items.push(public(&join(path, &member.sig.ident.to_string()), form, &member.attrs));
            }
            ImplItem::Const(member) if is_public(&member.vis) && !is_hidden(&member.attrs) => {
                let form = Form::Constant(printer.ty(&member.ty)?);
                items.push(public(&join(path, &member.ident.to_string()), form, &member.attrs));
            }
            _ => {}
        }
    }
    Ok(items)
}

fn public(path: &str, form: Form, attributes: &[Attribute]) -> Item {
    Item { path: path.to_owned(), form, deprecated: has_attribute(attributes, "deprecated") }
}

fn signature(printer: &Printer<'_>, signature: &syn::Signature) -> Result<Signature> {
    let name = &signature.ident;
    if !matches!(signature.safety, Safety::Default) || signature.abi.is_some() || signature.variadic.is_some()
    {
        bail!("{name} is a function of a kind that the surface does not know");
    }
    let (mut receiver, mut arguments) = (None, Vec::new());
    for input in &signature.inputs {
        match input {
            FnArg::Receiver(input) => {
                receiver = Some(match &input.kind {
                    ReceiverKind::Value => "self".to_owned(),
                    ReceiverKind::Reference(_, lifetime, mutable) => {
                        let lifetime =
                            lifetime.as_ref().map(|lifetime| format!("{lifetime} ")).unwrap_or_default();
                        format!("&{lifetime}{}self", if mutable.is_some() { "mut " } else { "" })
                    }
                    _ => bail!("{name} has a receiver of a kind that the surface does not know"),
                });
            }
            FnArg::Typed(input) => match &*input.pat {
                Pat::Ident(pattern) => arguments.push((pattern.ident.to_string(), printer.ty(&input.ty)?)),
                _ => bail!("{name} takes an argument without a name"),
            },
        }
    }
    let output = printer.output(&signature.output)?;
    let output = match signature.asyncness {
        Some(_) => format!("impl Future<Output = {output}>"),
        None => output,
    };
    Ok(Signature { generics: printer.generics(&signature.generics)?, receiver, arguments, output })
}

fn has_attribute(attributes: &[Attribute], name: &str) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident(name))
}
