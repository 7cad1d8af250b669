//! The items that users of a generated module can name, read off its syntax tree.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{Attribute, Fields, FnArg, ImplItem, ItemImpl, Meta, Pat, ReceiverKind, Safety, Token, Visibility};

use super::item::{Form, Item, Openness, Signature};
use super::modules::{self, Modules, Path, Target, is_public};
use super::types::Printer;

/// The public interface of a syntax tree, which is the module `name` of the crate.
pub fn items(file: &syn::File, name: &str) -> Result<BTreeSet<Item>> {
    let modules = Modules::of(file, name)?;
    let mut reading = Reading { modules: &modules, names: BTreeMap::new(), items: BTreeSet::new() };
    reading.visit(&[], &[], &mut Vec::new())?;
    let public = reading.shortest();
    let names = std::mem::take(&mut reading.names);
    for (canonical, paths) in &names {
        reading.define(canonical, paths, &public)?;
    }
    reading.implementations(&names, &public)?;
    Ok(reading.items)
}

struct Reading<'a> {
    modules: &'a Modules<'a>,
    /// What users can name: where it is defined, and all the paths that they can write.
    names: BTreeMap<Path, BTreeSet<Path>>,
    items: BTreeSet<Item>,
}

impl Reading<'_> {
    /// Finds what is public in a module, which users reach under the path `prefix`.
    fn visit(&mut self, module: &[String], prefix: &[String], under_way: &mut Vec<Path>) -> Result<()> {
        let found = self.modules.get(module).with_context(|| format!("no module {}", module.join("::")))?;
        if under_way.iter().any(|path| path == module) {
            return Ok(());
        }
        under_way.push(module.to_vec());
        for item in &found.items {
            if let Some(name) = public_name(item)? {
                self.name(join(module, &name), join(prefix, &name), under_way)?;
            }
        }
        for (name, import) in found.imports.iter().filter(|(_, import)| import.public) {
            match self.modules.imported(module, import)? {
                Target::Own(target) => self.name(target, join(prefix, name), under_way)?,
                Target::Foreign(target) | Target::InScope(target) => {
                    let (path, form) = (join(prefix, name).join("::"), Form::Use(target.join("::")));
                    self.items.insert(Item { path, form, deprecated: false });
                }
            }
        }
        for import in found.globs.iter().filter(|import| import.public) {
            match self.modules.imported(module, import)? {
                Target::Own(target) => self.visit(&target, prefix, under_way)?,
                Target::Foreign(path) | Target::InScope(path) => {
                    bail!("all of {} is re-exported, of which nothing is known here", path.join("::"))
                }
            }
        }
        under_way.pop();
        Ok(())
    }

    fn name(&mut self, canonical: Path, public: Path, under_way: &mut Vec<Path>) -> Result<()> {
        if self.modules.get(&canonical).is_some() {
            self.visit(&canonical, &public, under_way)?;
        }
        self.names.entry(canonical).or_default().insert(public);
        Ok(())
    }

    /// The path by which types are mentioned: the shortest one, and the first of those.
    fn shortest(&self) -> BTreeMap<Path, Path> {
        let pick = |paths: &BTreeSet<Path>| paths.iter().min_by_key(|path| path.len()).cloned();
        self.names.iter().filter_map(|(name, paths)| Some((name.clone(), pick(paths)?))).collect()
    }

    /// Writes down an item and its members under each of its paths.
    fn define(
        &mut self,
        canonical: &Path,
        paths: &BTreeSet<Path>,
        public: &BTreeMap<Path, Path>,
    ) -> Result<()> {
        let (name, module) = canonical.split_last().context("an item without a name")?;
        if self.modules.get(canonical).is_some() {
            let modules = paths.iter().map(|path| Item {
                path: path.join("::"),
                form: Form::Module,
                deprecated: false,
            });
            self.items.extend(modules);
            return Ok(());
        }
        let found = self.modules.get(module).with_context(|| format!("no module {}", module.join("::")))?;
        let printer = Printer { modules: self.modules, public, module };
        let mut described = Vec::new();
        for item in &found.items {
            if public_name(item)?.as_ref() == Some(name) {
                described.extend(describe(&printer, item)?);
            }
        }
        for path in paths {
            let prefix = path.join("::");
            self.items.extend(described.iter().map(|part| part.under(&prefix)));
        }
        Ok(())
    }

    /// Writes down what is implemented for the items, wherever in the tree that stands.
    fn implementations(
        &mut self,
        names: &BTreeMap<Path, BTreeSet<Path>>,
        public: &BTreeMap<Path, Path>,
    ) -> Result<()> {
        for (module, found) in self.modules.iter() {
            let printer = Printer { modules: self.modules, public, module };
            for item in &found.items {
                let syn::Item::Impl(item) = item else { continue };
                let parts = implementation(&printer, item)?;
                let syn::Type::Path(owner) = &*item.self_ty else {
                    bail!("`{}` has an implementation, which no surface has", item.self_ty.to_token_stream());
                };
                let paths: Vec<String> = match self.modules.resolve(module, &owner.path)? {
                    Target::Own(path) => {
                        names.get(&path).into_iter().flatten().map(|path| path.join("::")).collect()
                    }
                    Target::Foreign(_) | Target::InScope(_) => vec![printer.name(&owner.path)?],
                };
                for path in paths {
                    self.items.extend(parts.iter().map(|part| part.under(&path)));
                }
            }
        }
        Ok(())
    }
}

/// An item whose path is still to come, or a member of one.
struct Part {
    member: Option<String>,
    form: Form,
    deprecated: bool,
}

impl Part {
    fn under(&self, path: &str) -> Item {
        let path = match &self.member {
            Some(member) => format!("{path}::{member}"),
            None => path.to_owned(),
        };
        Item { path, form: self.form.clone(), deprecated: self.deprecated }
    }

    fn own(form: Form, attributes: &[Attribute]) -> Self {
        Self { member: None, form, deprecated: is_deprecated(attributes) }
    }

    fn member(name: impl ToString, form: Form, attributes: &[Attribute]) -> Self {
        Self { member: Some(name.to_string()), form, deprecated: is_deprecated(attributes) }
    }
}

/// The name of an item that users can reach.
fn public_name(item: &syn::Item) -> Result<Option<String>> {
    let named = |visibility: &Visibility, attributes: &[Attribute], name: &syn::Ident| {
        (is_public(visibility) && !is_hidden(attributes)).then(|| name.to_string())
    };
    Ok(match item {
        syn::Item::Const(item) => named(&item.vis, &item.attrs, &item.ident),
        syn::Item::Enum(item) => named(&item.vis, &item.attrs, &item.ident),
        syn::Item::Fn(item) => named(&item.vis, &item.attrs, &item.sig.ident),
        syn::Item::Mod(item) => named(&item.vis, &item.attrs, &item.ident),
        syn::Item::Static(item) => named(&item.vis, &item.attrs, &item.ident),
        syn::Item::Struct(item) => named(&item.vis, &item.attrs, &item.ident),
        syn::Item::Type(item) => named(&item.vis, &item.attrs, &item.ident),
        syn::Item::Trait(item) => match named(&item.vis, &item.attrs, &item.ident) {
            Some(name) => bail!("{name} is a public trait, which no surface has"),
            None => None,
        },
        syn::Item::Macro(invocation) => match modules::open_enum(item) {
            Some(item) => {
                let item = item?;
                named(&item.vis, &item.attrs, &item.ident)
            }
            None if modules::is_macro(invocation, "json_objects") => None,
            None => bail!("`{}` defines what cannot be seen", invocation.mac.path.to_token_stream()),
        },
        _ => None,
    })
}

/// An item and its members.
fn describe(printer: &Printer<'_>, item: &syn::Item) -> Result<Vec<Part>> {
    Ok(match item {
        syn::Item::Const(item) => vec![Part::own(Form::Constant(printer.ty(&item.ty)?), &item.attrs)],
        syn::Item::Static(item) => vec![Part::own(Form::Static(printer.ty(&item.ty)?), &item.attrs)],
        syn::Item::Type(item) => {
            let generics = printer.generics(&item.generics)?;
            vec![Part::own(Form::Alias(format!("{generics} = {}", printer.ty(&item.ty)?)), &item.attrs)]
        }
        syn::Item::Fn(item) => {
            vec![Part::own(Form::Function(signature(printer, &item.sig)?), &item.attrs)]
        }
        syn::Item::Struct(item) => object(printer, item)?,
        syn::Item::Enum(item) => enumeration(printer, item)?,
        syn::Item::Macro(_) => match modules::open_enum(item) {
            Some(item) => open_enumeration(&item?),
            None => Vec::new(),
        },
        _ => Vec::new(),
    })
}

fn object(printer: &Printer<'_>, item: &syn::ItemStruct) -> Result<Vec<Part>> {
    let openness = match item.fields.iter().any(|field| !is_public(&field.vis)) {
        _ if has_attribute(&item.attrs, "non_exhaustive") => Openness::NonExhaustive,
        true => Openness::Private,
        false => Openness::Exhaustive,
    };
    let generics = printer.generics(&item.generics)?;
    let mut parts = vec![Part::own(Form::Struct(generics, openness), &item.attrs)];
    for (index, field) in item.fields.iter().enumerate().filter(|(_, field)| is_public(&field.vis)) {
        let name = field.ident.as_ref().map_or_else(|| index.to_string(), ToString::to_string);
        parts.push(Part::member(name, Form::Field(printer.ty(&field.ty)?), &field.attrs));
    }
    parts.extend(derives(printer, &item.attrs)?);
    Ok(parts)
}

fn enumeration(printer: &Printer<'_>, item: &syn::ItemEnum) -> Result<Vec<Part>> {
    let openness = match has_attribute(&item.attrs, "non_exhaustive") {
        true => Openness::NonExhaustive,
        false => Openness::Exhaustive,
    };
    let mut parts = vec![Part::own(Form::Enum(printer.generics(&item.generics)?, openness), &item.attrs)];
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
        parts.push(Part::member(&variant.ident, Form::Variant(content), &variant.attrs));
    }
    parts.extend(derives(printer, &item.attrs)?);
    Ok(parts)
}

fn open_enumeration(item: &syn::ItemEnum) -> Vec<Part> {
    let mut parts = vec![Part::own(Form::OpenEnum, &item.attrs)];
    for variant in &item.variants {
        let text = variant.discriminant.as_ref().map(|(_, text)| text.to_token_stream().to_string());
        parts.push(Part::member(&variant.ident, Form::Listed(text.unwrap_or_default()), &variant.attrs));
    }
    parts
}

/// The traits that an item derives.
fn derives(printer: &Printer<'_>, attributes: &[Attribute]) -> Result<Vec<Part>> {
    let mut parts = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
        let traits = attribute.parse_args_with(Punctuated::<syn::Path, Token![,]>::parse_terminated)?;
        for path in &traits {
            let mut name = printer.name(path)?;
            if name.ends_with("Deserialize") {
                name.push_str("<'de>");
            }
            parts.push(Part::own(Form::Impl(name), &[]));
        }
    }
    Ok(parts)
}

/// The public members of an `impl` block, or the trait that it implements.
fn implementation(printer: &Printer<'_>, item: &ItemImpl) -> Result<Vec<Part>> {
    if let Some((path, _)) = &item.trait_ {
        // `json_objects!` implements for each object what serde derives elsewhere.
        if path.segments.last().is_some_and(|last| last.ident == "Object") {
            let names = ["serde::Serialize", "serde::Deserialize<'de>"];
            return Ok(names.map(|name| Part::own(Form::Impl(name.to_owned()), &[])).into());
        }
        // What generated code calls is no part of what users can name.
        if path.segments.iter().any(|segment| segment.ident == "__private") {
            return Ok(Vec::new());
        }
        return Ok(vec![Part::own(Form::Impl(printer.path(path)?), &item.attrs)]);
    }
    let mut parts = Vec::new();
    for member in &item.items {
        match member {
            ImplItem::Fn(member) if is_public(&member.vis) && !is_hidden(&member.attrs) => {
                let form = Form::Function(signature(printer, &member.sig)?);
                parts.push(Part::member(&member.sig.ident, form, &member.attrs));
            }
            ImplItem::Const(member) if is_public(&member.vis) && !is_hidden(&member.attrs) => {
                let form = Form::Constant(printer.ty(&member.ty)?);
                parts.push(Part::member(&member.ident, form, &member.attrs));
            }
            _ => {}
        }
    }
    Ok(parts)
}

fn signature(printer: &Printer<'_>, signature: &syn::Signature) -> Result<Signature> {
    let name = &signature.ident;
    if !matches!(signature.safety, Safety::Default) || signature.abi.is_some() || signature.variadic.is_some()
    {
        bail!("{name} is a function of a kind that no surface has");
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
                    _ => bail!("{name} has a receiver of a kind that no surface has"),
                });
            }
            FnArg::Typed(input) => match &*input.pat {
                Pat::Ident(pattern) => arguments.push((pattern.ident.to_string(), printer.ty(&input.ty)?)),
                _ => bail!("{name} takes an argument without a name, which no surface has"),
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

fn is_hidden(attributes: &[Attribute]) -> bool {
    let hidden = |attribute: &Attribute| match &attribute.meta {
        Meta::List(list) => list.path.is_ident("doc") && list.tokens.to_string() == "hidden",
        _ => false,
    };
    attributes.iter().any(hidden)
}

fn is_deprecated(attributes: &[Attribute]) -> bool {
    has_attribute(attributes, "deprecated")
}

fn has_attribute(attributes: &[Attribute], name: &str) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident(name))
}

fn join(path: &[String], name: &str) -> Path {
    path.iter().cloned().chain([name.to_owned()]).collect()
}
