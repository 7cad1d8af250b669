//! No modules of a crate import each other in a cycle, so each can be read after those that it needs.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Item, ItemMod, ItemUse, UseTree, Visibility};

/// The path of a module, or of something in it, from the root of the crate.
type Segments = Vec<String>;

#[test]
fn no_crate_has_an_import_cycle() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let folders = crate_folders(root);
    for known in ["src", "core/src", "tests/it", "tests/real", "xtask/tests/it", "examples/support"] {
        assert!(folders.contains(&root.join(known)), "{known} is checked");
    }
    let cycles: Vec<_> = folders
        .iter()
        .filter_map(|folder| {
            let cycle = Modules::read(folder).cycle()?;
            Some(format!("{}: {}", folder.strip_prefix(root).unwrap().display(), cycle.join(", ")))
        })
        .collect();
    assert!(cycles.is_empty(), "modules that import each other:\n{}", cycles.join("\n"));
}

/// The stages of the generator in their order, with the modules that only they use. All stages may use the other modules.
const STAGES: [&str; 11] = [
    "load",
    "overlay",
    "lower",
    "wording",
    "json_schema",
    "sample",
    "rustdoc",
    "emit",
    "shape",
    "printer",
    "pipeline",
];

#[test]
fn no_stage_of_the_generator_imports_from_a_later_one() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let modules = Modules::read(&root.join("codegen/src"));
    let stage = |path: &Segments| {
        path.first().and_then(|first| STAGES.iter().position(|stage| stage == first)).map_or(0, |at| at + 1)
    };
    let mut imports = 0;
    // The root of the crate makes items of all stages available.
    for (path, module) in modules.0.iter().filter(|(path, _)| !path.is_empty()) {
        for needed in modules.needed(path, module) {
            assert!(stage(path) >= stage(needed), "{} imports {}", path.join("::"), needed.join("::"));
            imports += 1;
        }
    }
    assert!(imports > 200, "{imports}");
}

#[test]
fn a_cycle_is_found_and_reexports_are_none() {
    let modules = |a: &str, b: &str| {
        let mut modules = Modules::default();
        let root = "mod a; mod b; pub use a::A; pub mod inner { pub use crate::b::B; }";
        for (path, text) in [(Vec::new(), root), (segments("a"), a), (segments("b"), b)] {
            let pub_use = if path.is_empty() { PubUse::Reexport } else { PubUse::Import };
            modules.add(&path, syn::parse_file(text).unwrap().items, pub_use);
        }
        modules
    };
    assert_eq!(modules("use crate::inner::B; pub struct A;", "pub struct B;").cycle(), None);
    let both = modules("use crate::inner::B; pub struct A;", "pub struct B; fn f() -> crate::a::A {}");
    assert_eq!(both.cycle(), Some(Vec::from(["a".to_owned(), "b".to_owned()])));
    let tested =
        modules("use crate::inner::B; pub struct A;", "pub struct B; #[cfg(test)] mod t { use crate::A; }");
    assert_eq!(tested.cycle(), None, "tests may use modules that use their module");
}

#[test]
fn a_cycle_is_found_however_its_modules_are_named() {
    let cycle = |parent: &str, child: &str| {
        let mut modules = Modules::default();
        let parent = format!("mod b; {parent}");
        modules.add(&Vec::new(), syn::parse_file("mod a;").unwrap().items, PubUse::Reexport);
        modules.add(&segments("a"), syn::parse_file(&parent).unwrap().items, PubUse::Reexport);
        modules.add(&segments("a::b"), syn::parse_file(child).unwrap().items, PubUse::Import);
        modules.cycle()
    };
    let both = Some(Vec::from(["a".to_owned(), "a::b".to_owned()]));
    let child = "use super::A; pub fn f() {}";
    assert_eq!(cycle("pub struct A; fn g() { b::f() }", child), both, "a child by its name");
    assert_eq!(cycle("pub struct A; fn g() { let _ = vec![b::f()]; }", child), both, "in a macro");
    assert_eq!(cycle("pub struct A; fn g() { use self::{b::f}; }", child), both, "within a function");
    let named = "use crate::a; pub fn f() -> a::A {}";
    assert_eq!(cycle("pub struct A; use b::f;", named), both, "a module by the name of its import");
    assert_eq!(cycle("pub struct A; pub use b::f;", child), None, "a reexport");
    assert_eq!(cycle("pub struct A; fn g() { quote!(b::f()) }", child), None, "generated code");
    assert_eq!(cycle("pub struct A; fn g() { ::b::f() }", child), None, "a crate with the name");
}

/// The meaning of `pub use` in a module.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PubUse {
    /// Modules with modules of their own reexport items of these.
    Reexport,
    Import,
}

/// The references of a module to others of its crate.
#[derive(Clone, Default)]
struct Module {
    /// Paths from the root of the crate.
    imports: Vec<Segments>,
    /// Paths that start with a module of this one, an imported name, or another crate.
    relative: Vec<Segments>,
    /// The names that it imports, with the paths that they stand for.
    names: BTreeMap<String, Segments>,
    /// The items of its own modules that it reexports, by name.
    reexports: BTreeMap<String, Segments>,
}

impl Module {
    fn add_use(&mut self, path: &Segments, item: &ItemUse, pub_use: PubUse) {
        if item.leading_colon.is_some() {
            return;
        }
        let mut leaves = Vec::new();
        flatten(&item.tree, &mut Vec::new(), &mut leaves);
        let is_reexport = pub_use == PubUse::Reexport && !matches!(item.vis, Visibility::Inherited);
        for (name, target) in leaves {
            let target = match absolute(path, &target) {
                Some(target) => target,
                None => [path.clone(), target].concat(),
            };
            if is_reexport {
                self.reexports.insert(name, target);
            } else {
                self.imports.push(target.clone());
                self.names.insert(name, target);
            }
        }
    }

    /// Adds the paths in expressions, types and macros, and the imports of functions.
    fn add_tokens(&mut self, path: &Segments, tokens: TokenStream) {
        let tokens: Vec<_> = tokens.into_iter().collect();
        let mut rest = tokens.as_slice();
        // `$crate` is for users of the macro, and `::name` is a crate.
        let mut is_elsewhere = false;
        let mut is_first_colon = false;
        while let Some((token, next)) = rest.split_first() {
            rest = next;
            let ends_colons = is_punct(token, ':') && is_first_colon;
            is_first_colon = matches!(token, TokenTree::Punct(punct) if punct.as_char() == ':' && punct.spacing() == Spacing::Joint);
            match token {
                TokenTree::Group(group) => self.add_tokens(path, group.stream()),
                // The paths in code that a macro generates do not belong to this module.
                TokenTree::Ident(ident) if ident == "quote" || ident == "parse_quote" => {
                    rest = after_macro(rest)
                }
                TokenTree::Ident(ident) if ident == "use" => {
                    let end = rest.iter().position(|token| is_punct(token, ';')).map_or(0, |end| end + 1);
                    let item = [std::slice::from_ref(token), &rest[..end]].concat();
                    if let Ok(item) = syn::parse2::<ItemUse>(item.into_iter().collect()) {
                        self.add_use(path, &item, PubUse::Import);
                        rest = &rest[end..];
                    }
                }
                TokenTree::Ident(ident) => {
                    let mut found = Vec::from([ident.to_string()]);
                    while let [first, second, TokenTree::Ident(ident), after @ ..] = rest
                        && is_punct(first, ':')
                        && is_punct(second, ':')
                    {
                        found.push(ident.to_string());
                        rest = after;
                    }
                    if !is_elsewhere {
                        self.add_path(path, found);
                    }
                }
                _ => {}
            }
            is_elsewhere = is_punct(token, '$') || ends_colons;
        }
    }

    /// Adds a path that names something; `super` alone is a visibility.
    fn add_path(&mut self, path: &Segments, found: Segments) {
        if found.len() > 1 {
            match absolute(path, &found) {
                Some(target) => self.imports.push(target),
                None => self.relative.push(found),
            }
        }
    }
}

/// The modules of a crate.
#[derive(Default)]
struct Modules(BTreeMap<Segments, Module>);

impl Modules {
    /// Adds a module by its items.
    fn add(&mut self, path: &Segments, items: Vec<Item>, pub_use: PubUse) {
        let mut module = Module::default();
        for item in items.into_iter().filter(|item| !is_test(item)) {
            match item {
                Item::Use(item) => module.add_use(path, &item, pub_use),
                Item::Mod(ItemMod { ident, content, .. }) => {
                    let child = [path.as_slice(), &[ident.to_string()]].concat();
                    match content {
                        Some((_, items)) => self.add(&child, items, PubUse::Reexport),
                        // Its file may belong to another crate.
                        None => {
                            self.0.entry(child).or_default();
                        }
                    }
                }
                item => module.add_tokens(path, item.into_token_stream()),
            }
        }
        self.0.insert(path.clone(), module);
    }

    fn read(folder: &Path) -> Self {
        let mut modules = Self::default();
        let mut folders = Vec::from([folder.to_owned()]);
        while let Some(next) = folders.pop() {
            for entry in fs::read_dir(next).unwrap().map(|entry| entry.unwrap().path()) {
                if entry.is_dir() {
                    folders.push(entry);
                } else if entry.extension().is_some_and(|extension| extension == "rs") {
                    let relative = entry.strip_prefix(folder).unwrap().with_extension("");
                    let mut path: Segments =
                        relative.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
                    let is_folder =
                        path.pop_if(|last| ["mod", "lib", "main"].contains(&last.as_str())).is_some();
                    let is_parent = is_folder || entry.with_extension("").is_dir();
                    let pub_use = if is_parent { PubUse::Reexport } else { PubUse::Import };
                    let file = syn::parse_file(&fs::read_to_string(&entry).unwrap()).unwrap();
                    modules.add(&path, file.items, pub_use);
                }
            }
        }
        modules
    }

    /// Returns the shortest cycle of modules that need each other.
    fn cycle(&self) -> Option<Vec<String>> {
        let needs = self.0.iter().map(|(path, module)| (path, self.needed(path, module))).collect();
        let cycles = self.0.keys().filter_map(|path| shortest_cycle(&needs, path));
        let cycle = cycles.min_by_key(Vec::len)?;
        Some(cycle.into_iter().map(|path| path.join("::")).collect())
    }

    fn needed(&self, path: &Segments, module: &Module) -> BTreeSet<&Segments> {
        let relative = module.relative.iter().map(|found| {
            let (first, rest) = found.split_at(1);
            match module.names.get(&first[0]) {
                Some(target) => [target.as_slice(), rest].concat(),
                None => [path.as_slice(), found].concat(),
            }
        });
        let targets = module.imports.iter().cloned().chain(relative);
        targets.filter_map(|target| self.defining(&target, 8)).filter(|module| *module != path).collect()
    }

    /// Returns the module that defines the item at a path.
    fn defining(&self, target: &[String], depth: usize) -> Option<&Segments> {
        let length = (0..=target.len()).rev().find(|length| self.0.contains_key(&target[..*length]))?;
        let (path, module) = self.0.get_key_value(&target[..length])?;
        let reexport = target.get(length).and_then(|name| module.reexports.get(name));
        match reexport {
            Some(next) if depth > 0 => self.defining(next, depth - 1),
            _ => Some(path),
        }
    }
}

/// Returns the folders of all crates: libraries, programs, tests, and modules that several examples include.
fn crate_folders(root: &Path) -> BTreeSet<PathBuf> {
    const ROOTS: [&str; 2] = ["lib.rs", "main.rs"];
    let mut found = BTreeSet::from([root.join("examples/support")]);
    let mut folders = Vec::from([root.to_owned()]);
    while let Some(folder) = folders.pop() {
        found.extend(ROOTS.iter().any(|name| folder.join(name).exists()).then(|| folder.clone()));
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let name = path.file_name().unwrap().to_str().unwrap();
            let is_foreign = name.starts_with('.') || ["golden", "node_modules", "target"].contains(&name);
            folders.extend((path.is_dir() && !is_foreign).then_some(path));
        }
    }
    found
}

/// Returns the shortest cycle of imports from a module to itself.
fn shortest_cycle<'a>(
    needs: &BTreeMap<&'a Segments, BTreeSet<&'a Segments>>,
    start: &'a Segments,
) -> Option<Vec<&'a Segments>> {
    let mut seen = BTreeSet::new();
    let mut paths = VecDeque::from([Vec::from([start])]);
    while let Some(path) = paths.pop_front() {
        for next in needs.get(path.last()?)? {
            if *next == start {
                return Some(path);
            }
            if seen.insert(*next) {
                paths.push_back([path.as_slice(), &[*next]].concat());
            }
        }
    }
    None
}

/// Returns the tokens after the `!` and the group of a macro, or all tokens if these are missing.
fn after_macro(tokens: &[TokenTree]) -> &[TokenTree] {
    match tokens {
        [mark, TokenTree::Group(_), rest @ ..] if is_punct(mark, '!') => rest,
        _ => tokens,
    }
}

fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

fn segments(text: &str) -> Segments {
    text.split("::").map(str::to_owned).collect()
}

/// Returns a path from the root of the crate; `None` if it does not start with `crate`, `self` or `super`.
fn absolute(module: &Segments, path: &[String]) -> Option<Segments> {
    let (first, rest) = path.split_first()?;
    match first.as_str() {
        "crate" => Some(rest.to_vec()),
        "self" => Some([module, rest].concat()),
        "super" => {
            let ups = path.iter().take_while(|part| *part == "super").count();
            Some([&module[..module.len().checked_sub(ups)?], &path[ups..]].concat())
        }
        _ => None,
    }
}

fn flatten(tree: &UseTree, path: &mut Segments, leaves: &mut Vec<(String, Segments)>) {
    match tree {
        UseTree::Path(next) => {
            path.push(next.ident.to_string());
            flatten(&next.tree, path, leaves);
            path.pop();
        }
        UseTree::Group(group) => group.items.iter().for_each(|item| flatten(item, path, leaves)),
        UseTree::Name(name) if name.ident == "self" => {
            leaves.push((path.last().cloned().unwrap_or_default(), path.clone()));
        }
        UseTree::Name(name) => {
            leaves.push((name.ident.to_string(), [path.as_slice(), &[name.ident.to_string()]].concat()));
        }
        UseTree::Rename(name) => {
            leaves.push((name.rename.to_string(), [path.as_slice(), &[name.ident.to_string()]].concat()));
        }
        UseTree::Glob(_) => leaves.push(("*".to_owned(), path.clone())),
    }
}

fn is_test(item: &Item) -> bool {
    let is_test = |attribute: &Attribute| {
        attribute.path().is_ident("cfg") && attribute.to_token_stream().to_string().contains("test")
    };
    match item {
        Item::Mod(item) => item.attrs.iter().any(is_test),
        Item::Use(item) => item.attrs.iter().any(is_test),
        Item::Fn(item) => item.attrs.iter().any(is_test),
        _ => false,
    }
}
