//! The modules of a generated syntax tree: their items, and the targets of paths in them.
//!
//! Generated code imports nothing, so a name is defined in the module that uses it or its path says where it is
//! defined.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use quote::ToTokens;
use syn::{Attribute, Ident, ItemEnum, ItemImpl, ItemMacro, ItemMod, LitStr, Meta, Visibility};

use super::expand::{Expansion, expand};

/// The name of the crate in generated code.
const CRATE: &str = "matrix_openapi";

/// The crates whose items are known by their last name alone.
const STANDARD: [&str; 3] = ["std", "core", "alloc"];

/// All modules of the generated code of an API.
pub struct SyntaxTree<'a> {
    /// The modules, the outer ones first.
    pub modules: Vec<Module<'a>>,
    /// The module of the API in the crate.
    api: &'a str,
    /// Whether users can name an item, by its path below the API's module.
    nameable: BTreeMap<String, bool>,
}

/// A module.
pub struct Module<'a> {
    /// The path below the API's module, which is empty for that one itself.
    pub path: String,
    /// Whether users can name it.
    pub nameable: bool,
    /// The items, with those of macros.
    pub definitions: Vec<Definition<'a>>,
}

/// An item after the expansion of macros.
pub enum Definition<'a> {
    /// An item that is written out.
    Plain(&'a syn::Item),
    /// An enumeration that is open, with its variants but `Unknown` and their strings.
    OpenEnum(&'a ItemEnum, Vec<(Ident, LitStr)>),
    /// An implementation that a macro adds.
    Impl(Box<ItemImpl>),
}

/// The target of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An item of the tree, by its path below the API's module.
    Generated(String),
    /// An item of a crate, of the prelude, a primitive or a generic parameter, as a surface shows it.
    Other(String),
}

impl<'a> SyntaxTree<'a> {
    /// Collects the modules of a file, which is the module `api` of the crate.
    pub fn of(file: &'a syn::File, api: &'a str) -> Result<Self> {
        let mut tree = Self { modules: Vec::new(), api, nameable: BTreeMap::new() };
        let root = Module { path: String::new(), nameable: true, definitions: Vec::new() };
        tree.add(root, &file.items)?;
        Ok(tree)
    }

    /// Adds a module with these items, and the modules in it.
    fn add(&mut self, mut module: Module<'a>, items: &'a [syn::Item]) -> Result<()> {
        let mut inner = Vec::new();
        for item in items {
            let definition = match item {
                syn::Item::Use(item) => {
                    bail!(
                        "`{}`: the surface has no imports; name items by their paths",
                        item.to_token_stream()
                    )
                }
                syn::Item::Macro(item) => {
                    add_expansion(&mut module.definitions, item)?;
                    continue;
                }
                _ => Definition::Plain(item),
            };
            if let Some(name) = definition.name() {
                let path = join(&module.path, &name);
                let nameable = module.nameable && definition.is_public();
                if let syn::Item::Mod(item) = item {
                    inner.push((Module { path: path.clone(), nameable, definitions: Vec::new() }, item));
                }
                self.nameable.insert(path, nameable);
            }
            module.definitions.push(definition);
        }
        self.modules.push(module);
        for (module, item) in inner {
            self.add(module, content(item)?)?;
        }
        Ok(())
    }

    /// Returns whether users can name an item of the module. An unknown item is in the API's own file, beside the file for
    /// servers, and can be named.
    pub fn is_nameable(&self, path: &str) -> bool {
        let first = path.split("::").next().unwrap_or_default();
        let is_elsewhere = !self.nameable.contains_key(first);
        self.nameable.get(path).copied().unwrap_or(is_elsewhere)
    }

    /// Returns the target of a path in a module.
    pub fn resolve(&self, module: &str, path: &syn::Path) -> Result<Target> {
        let names: Vec<_> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        match names.as_slice() {
            [CRATE, api, rest @ ..] if path.leading_colon.is_some() && *api == self.api => {
                Ok(Target::Generated(rest.join("::")))
            }
            [CRATE, rest @ ..] if path.leading_colon.is_some() => Ok(Target::Other(rest.join("::"))),
            [first, .., last] if path.leading_colon.is_some() && STANDARD.contains(first) => {
                Ok(Target::Other((*last).to_owned()))
            }
            names if path.leading_colon.is_some() => Ok(Target::Other(names.join("::"))),
            ["self", rest @ ..] => Ok(Target::Generated(join(module, &rest.join("::")))),
            ["super", ..] => above(module, &names).map(Target::Generated),
            [first, ..] if self.nameable.contains_key(&join(module, first)) => {
                Ok(Target::Generated(join(module, &names.join("::"))))
            }
            [name] => Ok(Target::Other((*name).to_owned())),
            // The types are in the API's own file, which is included beside the file for servers.
            ["types", _] if module.is_empty() => Ok(Target::Generated(names.join("::"))),
            _ => bail!("`{}` begins with a name that its module does not have", path.to_token_stream()),
        }
    }
}

impl Definition<'_> {
    /// Returns the name, if it has one.
    pub fn name(&self) -> Option<String> {
        self.parts().map(|(name, _, _)| name.to_string())
    }

    /// Returns whether users can name it where they can name its module.
    pub fn is_public(&self) -> bool {
        self.parts()
            .is_some_and(|(_, visibility, attributes)| is_public(visibility) && !is_hidden(attributes))
    }

    fn parts(&self) -> Option<(&syn::Ident, &Visibility, &[Attribute])> {
        match self {
            Self::OpenEnum(item, _) => Some((&item.ident, &item.vis, &item.attrs)),
            Self::Impl(_) => None,
            Self::Plain(item) => match item {
                syn::Item::Const(item) => Some((&item.ident, &item.vis, &item.attrs)),
                syn::Item::Enum(item) => Some((&item.ident, &item.vis, &item.attrs)),
                syn::Item::Fn(item) => Some((&item.sig.ident, &item.vis, &item.attrs)),
                syn::Item::Mod(item) => Some((&item.ident, &item.vis, &item.attrs)),
                syn::Item::Static(item) => Some((&item.ident, &item.vis, &item.attrs)),
                syn::Item::Struct(item) => Some((&item.ident, &item.vis, &item.attrs)),
                syn::Item::Trait(item) => Some((&item.ident, &item.vis, &item.attrs)),
                syn::Item::Type(item) => Some((&item.ident, &item.vis, &item.attrs)),
                _ => None,
            },
        }
    }
}

/// Returns whether the visibility is `pub` without a restriction.
pub fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Returns whether an item is left out of the documentation, and so of the interface.
pub fn is_hidden(attributes: &[Attribute]) -> bool {
    let hidden = |attribute: &Attribute| match &attribute.meta {
        Meta::List(list) => list.path.is_ident("doc") && list.tokens.to_string() == "hidden",
        _ => false,
    };
    attributes.iter().any(hidden)
}

/// Returns the path of an item in a module.
pub fn join(module: &str, name: &str) -> String {
    match (module, name) {
        ("", name) => name.to_owned(),
        (module, "") => module.to_owned(),
        (module, name) => format!("{module}::{name}"),
    }
}

/// Adds the items that a macro adds. The definition of an open enumeration is right before its macro.
fn add_expansion(definitions: &mut Vec<Definition<'_>>, item: &ItemMacro) -> Result<()> {
    match expand(item)? {
        Expansion::Impls(items) => {
            definitions.extend(items.into_iter().map(|item| Definition::Impl(Box::new(item))));
        }
        Expansion::Open(open) => match definitions.pop() {
            Some(Definition::Plain(syn::Item::Enum(item))) if item.ident == open.name => {
                definitions.push(Definition::OpenEnum(item, open.values));
            }
            _ => bail!("`open_enum!` does not follow the enumeration {}", open.name),
        },
    }
    Ok(())
}

fn content(item: &ItemMod) -> Result<&[syn::Item]> {
    let (_, items) =
        item.content.as_ref().with_context(|| format!("the module {} is in another file", item.ident))?;
    Ok(items)
}

/// Returns the path that `super` leads to.
fn above(module: &str, names: &[&str]) -> Result<String> {
    let (mut module, mut rest) = (module, names);
    while let ["super", inner @ ..] = rest {
        if module.is_empty() {
            bail!("`{}` leads out of the API's module", names.join("::"));
        }
        module = module.rsplit_once("::").map_or("", |(outer, _)| outer);
        rest = inner;
    }
    Ok(join(module, &rest.join("::")))
}
