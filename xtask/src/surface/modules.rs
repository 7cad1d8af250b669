//! The modules of a syntax tree and what the names in them stand for.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use syn::{Item, UseTree, Visibility};

/// The crate as generated code calls it.
pub const CRATE: &str = "matrix_openapi";

/// How many imports may lead to one another.
const MAX_IMPORTS: usize = 32;

/// The names of a path, below the API's module or with the name of a crate first.
pub type Path = Vec<String>;

/// What a path leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An item of the tree.
    Own(Path),
    /// An item of a crate, whose name is the first of the path.
    Foreign(Path),
    /// Something that is in scope without an import: a primitive, the prelude or a generic parameter.
    InScope(Path),
}

/// All modules of a tree, by their paths.
pub struct Modules<'a> {
    /// The name of the API's module in the crate.
    name: &'a str,
    modules: BTreeMap<Path, Module<'a>>,
}

/// One module.
#[derive(Default)]
pub struct Module<'a> {
    /// The items that are defined here.
    pub items: Vec<&'a Item>,
    /// Their names.
    defined: BTreeSet<String>,
    /// The names that are imported, each with its target.
    pub imports: BTreeMap<String, Import>,
    /// The paths of which all public names are imported.
    pub globs: Vec<Import>,
}

/// An import.
#[derive(Clone)]
pub struct Import {
    /// Whether it is a public re-export.
    pub public: bool,
    path: Path,
    absolute: bool,
}

impl<'a> Modules<'a> {
    /// Collects the modules of a tree, which is the module `name` of the crate.
    pub fn of(file: &'a syn::File, name: &'a str) -> Result<Self> {
        let mut modules = Self { name, modules: BTreeMap::new() };
        modules.collect(Vec::new(), &file.items)?;
        Ok(modules)
    }

    /// The modules with their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&Path, &Module<'a>)> {
        self.modules.iter()
    }

    /// A module by its path.
    pub fn get(&self, path: &[String]) -> Option<&Module<'a>> {
        self.modules.get(path)
    }

    fn collect(&mut self, path: Path, items: &'a [Item]) -> Result<()> {
        let mut module = Module::default();
        for item in items {
            match item {
                Item::Use(item) => {
                    let import = Import {
                        public: is_public(&item.vis),
                        path: Vec::new(),
                        absolute: item.leading_colon.is_some(),
                    };
                    add_import(&mut module, &import, &item.tree);
                }
                Item::Mod(item) => {
                    let (_, items) = item
                        .content
                        .as_ref()
                        .with_context(|| format!("the module {} is in another file", item.ident))?;
                    let inner = path.iter().cloned().chain([item.ident.to_string()]).collect();
                    self.collect(inner, items)?;
                }
                _ => {}
            }
            module.defined.extend(name(item)?);
            module.items.push(item);
        }
        self.modules.insert(path, module);
        Ok(())
    }

    /// What a path in a module leads to, past all imports.
    pub fn resolve(&self, module: &[String], path: &syn::Path) -> Result<Target> {
        let names = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.follow(module, names, path.leading_colon.is_some())
    }

    /// What an import of a module leads to.
    pub fn imported(&self, module: &[String], import: &Import) -> Result<Target> {
        self.follow(module, import.path.clone(), import.absolute)
    }

    fn follow(&self, module: &[String], names: Path, absolute: bool) -> Result<Target> {
        let (mut module, mut names, mut absolute) = (module.to_vec(), names, absolute);
        for _ in 0..MAX_IMPORTS {
            let own = match self.step(&module, &names, absolute) {
                Target::Own(path) => path,
                other => return Ok(other),
            };
            match self.import_on(&own) {
                None => return Ok(Target::Own(own)),
                Some((place, import, rest)) => {
                    names = import.path.iter().chain(rest).cloned().collect();
                    (module, absolute) = (place.to_vec(), import.absolute);
                }
            }
        }
        bail!("the imports that lead to {} never end", names.join("::"))
    }

    /// One step: what the first names of a path say about where it begins.
    fn step(&self, module: &[String], names: &[String], absolute: bool) -> Target {
        let Some((first, rest)) = names.split_first() else { return Target::Own(module.to_vec()) };
        let crate_root = (first == CRATE && (absolute || !self.knows(module, first))) || first == "crate";
        match first.as_str() {
            _ if crate_root => match rest.split_first() {
                Some((api, rest)) if api == self.name => Target::Own(rest.to_vec()),
                _ => Target::Foreign([CRATE.to_owned()].into_iter().chain(rest.iter().cloned()).collect()),
            },
            _ if absolute => Target::Foreign(names.to_vec()),
            "self" => self.step_inside(module, rest),
            "super" => {
                let parent = module.split_last().map_or(module, |(_, parent)| parent);
                self.step_inside(parent, rest)
            }
            _ if self.knows(module, first) => Target::Own(module.iter().chain(names).cloned().collect()),
            "std" | "core" | "alloc" | "serde" | "http" => Target::Foreign(names.to_vec()),
            _ => Target::InScope(names.to_vec()),
        }
    }

    fn step_inside(&self, module: &[String], rest: &[String]) -> Target {
        match rest.first().map(String::as_str) {
            Some("self" | "super") => self.step(module, rest, false),
            _ => Target::Own(module.iter().chain(rest).cloned().collect()),
        }
    }

    /// Whether a name is defined in a module or imported into it.
    fn knows(&self, module: &[String], name: &str) -> bool {
        let Some(found) = self.modules.get(module) else { return false };
        found.imports.contains_key(name)
            || found.defined.contains(name)
            || self.glob_with(module, found, name).is_some()
    }

    /// The first import on the way along a path, with the module it stands in and what of the path is left.
    fn import_on<'p>(&'p self, path: &'p [String]) -> Option<(&'p [String], Import, &'p [String])> {
        for (at, name) in path.iter().enumerate() {
            let (place, rest) = (path.get(..at)?, path.get(at + 1..)?);
            let module = self.modules.get(place)?;
            if module.defined.contains(name) {
                continue;
            }
            if let Some(import) = module.imports.get(name) {
                return Some((place, import.clone(), rest));
            }
            let glob = self.glob_with(place, module, name)?;
            let path = glob.path.iter().chain([name]).cloned().collect();
            return Some((place, Import { path, ..glob.clone() }, rest));
        }
        None
    }

    /// The import of all names that brings in this one.
    fn glob_with<'m>(&self, place: &[String], module: &'m Module<'_>, name: &str) -> Option<&'m Import> {
        module.globs.iter().find(|glob| {
            let target = match self.step(place, &glob.path, glob.absolute) {
                // A module that imports all of its own names would be asked for ever.
                Target::Own(target) if target != place => self.modules.get(&target),
                _ => None,
            };
            target.is_some_and(|target| target.defined.contains(name) || target.imports.contains_key(name))
        })
    }
}

/// Whether the visibility is `pub` without a restriction.
pub fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Whether an item invokes the macro of a name.
pub fn is_macro(item: &syn::ItemMacro, name: &str) -> bool {
    item.mac.path.segments.last().is_some_and(|last| last.ident == name)
}

/// The name of an enumeration that `open_enum!` defines.
pub fn open_enum(item: &Item) -> Option<Result<syn::ItemEnum>> {
    match item {
        Item::Macro(item) if is_macro(item, "open_enum") => {
            Some(item.mac.parse_body().context("an open enumeration does not read as one"))
        }
        _ => None,
    }
}

fn name(item: &Item) -> Result<Option<String>> {
    Ok(Some(match item {
        Item::Const(item) => item.ident.to_string(),
        Item::Enum(item) => item.ident.to_string(),
        Item::Fn(item) => item.sig.ident.to_string(),
        Item::Mod(item) => item.ident.to_string(),
        Item::Static(item) => item.ident.to_string(),
        Item::Struct(item) => item.ident.to_string(),
        Item::Trait(item) => item.ident.to_string(),
        Item::Type(item) => item.ident.to_string(),
        Item::Macro(_) => match open_enum(item) {
            Some(item) => item?.ident.to_string(),
            None => return Ok(None),
        },
        _ => return Ok(None),
    }))
}

fn add_import(module: &mut Module<'_>, so_far: &Import, tree: &UseTree) {
    let with = |name: &syn::Ident| {
        let mut import = so_far.clone();
        // `use a::{self}` names `a`.
        if name != "self" || import.path.is_empty() {
            import.path.push(name.to_string());
        }
        import
    };
    match tree {
        UseTree::Path(tree) => add_import(module, &with(&tree.ident), &tree.tree),
        UseTree::Name(tree) => {
            let import = with(&tree.ident);
            let name = import.path.last().cloned().unwrap_or_default();
            module.imports.insert(name, import);
        }
        UseTree::Rename(tree) => {
            module.imports.insert(tree.rename.to_string(), with(&tree.ident));
        }
        UseTree::Glob(_) => module.globs.push(so_far.clone()),
        UseTree::Group(tree) => tree.items.iter().for_each(|tree| add_import(module, so_far, tree)),
    }
}
