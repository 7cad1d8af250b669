//! Valid states of upstream between releases: each tree without its name, trees with a part that is older or newer than the
//! rest, and trees with one new or changed file. All of them must be imported and generate.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;

use matrix_openapi_codegen::overlay::Overlays;
use matrix_openapi_codegen::pipeline::Built;
use matrix_openapi_codegen::{Api, Document, Error, Model, Module, Project, load};
use serde_json::Value;

fn overlays() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/overlays")
}

/// Returns the tree of a release, if there is one.
pub(crate) fn tree(release: &str) -> Option<PathBuf> {
    matrix_openapi_testing::spec_trees().map(|trees| trees.join(release)).filter(|tree| tree.is_dir())
}

/// Returns all trees.
fn trees() -> Vec<PathBuf> {
    let all = matrix_openapi_testing::spec_trees().into_iter().flat_map(|trees| fs::read_dir(trees).unwrap());
    let mut all: Vec<_> =
        all.map(|entry| entry.unwrap().path()).filter(|tree| tree.join("data/api").is_dir()).collect();
    all.sort();
    all
}

/// What to do with existing files when others are copied.
#[derive(Clone, Copy, PartialEq)]
enum Existing {
    Replaced,
    /// They are kept, and only definitions are copied of the new files.
    Kept,
}

fn copy(from: &Path, to: &Path, existing: Existing) {
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        let is_wanted = existing == Existing::Replaced
            || path.to_str().unwrap().contains("/definitions/") && !target.exists();
        if path.is_dir() {
            copy(&path, &target, existing);
        } else if is_wanted {
            fs::create_dir_all(to).unwrap();
            fs::copy(&path, target).unwrap();
        }
    }
}

/// A copy of a tree, without a release in its name.
pub(crate) struct TreeCopy {
    folder: tempfile::TempDir,
}

impl TreeCopy {
    pub(crate) fn of(tree: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(&tree.join("data"), &folder.path().join("tree/data"), Existing::Replaced);
        Self { folder }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("tree")
    }

    /// Takes the schemas of events from another tree, and the definitions from both.
    fn take_events(&self, other: &Path) {
        let schemas = "data/event-schemas/schema";
        for entry in fs::read_dir(self.path().join(schemas)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                fs::remove_file(path).unwrap();
            }
        }
        copy(&other.join(schemas), &self.path().join(schemas), Existing::Replaced);
        copy(&other.join("data/api"), &self.path().join("data/api"), Existing::Kept);
    }

    pub(crate) fn write(&self, file: &str, text: &str) {
        fs::write(self.path().join(file), text).unwrap();
    }

    pub(crate) fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path().join(file)).unwrap()
    }

    /// Replaces the only occurrence of a text in a file.
    fn replace(&self, file: &str, old: &str, new: &str) {
        let text = self.read(file);
        assert_eq!(text.matches(old).count(), 1, "{file}: {old}");
        self.write(file, &text.replace(old, new));
    }

    /// Gives a definition another name, in its file and in all references to it.
    fn rename(&self, file: &str, name: &str) {
        let old = self.path().join(file);
        let folder = old.parent().unwrap().to_owned();
        let old_name = old.file_name().unwrap().to_str().unwrap().to_owned();
        fs::rename(&old, folder.join(name)).unwrap();
        let mut todo = vec![self.path().join("data")];
        while let Some(path) = todo.pop() {
            if path.is_dir() {
                todo.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            } else if path.extension().is_some_and(|extension| extension == "yaml") {
                let text = fs::read_to_string(&path).unwrap();
                let is_whole = |at: usize| at > 0 && "/ '\"".contains(&text[at - 1..at]);
                let places: Vec<_> =
                    text.match_indices(&old_name).map(|(at, _)| at).filter(|at| is_whole(*at)).collect();
                let mut changed = text.clone();
                for at in places.into_iter().rev() {
                    changed.replace_range(at..at + old_name.len(), name);
                }
                fs::write(&path, changed).unwrap();
            }
        }
    }

    /// Generates the client-server API and the events.
    pub(crate) fn build(&self) -> Result<Built, String> {
        build(&self.path())
    }

    /// Generates the events alone.
    pub(crate) fn build_events(&self) -> Result<Built, String> {
        build_of(&self.path(), &[Module::Events])
    }

    /// Returns the actions of overlays that no longer apply to the tree.
    pub(crate) fn obsolete(&self) -> Vec<String> {
        let project = Project::new(self.path(), overlays());
        let wanted = project.wanted_definitions().unwrap();
        let mut description = load::open(&self.path(), &project.shared_paths().unwrap(), &wanted).unwrap();
        load::add_events(&mut description, &self.path(), load::Prose::Drop, &wanted).unwrap();
        project.overlay(description).unwrap().obsolete.iter().map(ToString::to_string).collect()
    }

    /// Lowers all APIs and the events.
    pub(crate) fn lower(&self) -> Result<Model, String> {
        let project = Project::new(self.path(), overlays());
        project.description().and_then(|description| project.lower(description)).map_err(full)
    }
}

fn build(tree: &Path) -> Result<Built, String> {
    build_of(tree, &[Module::Api(Api::ClientServer), Module::Events])
}

fn build_of(tree: &Path, modules: &[Module]) -> Result<Built, String> {
    let output = tempfile::tempdir().unwrap();
    Project::new(tree, overlays()).build(modules, output.path()).map_err(full)
}

fn full(error: Error) -> String {
    error.to_string() + &error.correction().map(|correction| format!("\n{correction}")).unwrap_or_default()
}

fn text(literal: &syn::Expr) -> String {
    match literal {
        syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => text.value(),
        _ => panic!("not a text"),
    }
}

/// Returns the fields and constructors that handwritten methods of generated types need, as build.rs lists them.
fn helpers() -> BTreeMap<String, Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../build.rs");
    let file = syn::parse_file(&fs::read_to_string(path).unwrap()).unwrap();
    let list = file.items.iter().find_map(|item| match item {
        syn::Item::Const(item) if item.ident == "FIELD_HELPERS" => Some(&item.expr),
        _ => None,
    });
    let syn::Expr::Array(list) = &**list.unwrap() else { panic!("not a list") };
    let entry = |entry: &syn::Expr| {
        let syn::Expr::Tuple(entry) = entry else { panic!("not a pair") };
        let syn::Expr::Reference(needed) = &entry.elems[1] else { panic!("not a list") };
        let syn::Expr::Array(needed) = &*needed.expr else { panic!("not a list") };
        (text(&entry.elems[0]), needed.elems.iter().map(text).collect())
    };
    list.elems.iter().map(entry).collect()
}

/// Returns the helpers that a description has.
fn helpers_of(built: &Built) -> BTreeSet<String> {
    let has = |needed: &Vec<String>| needed.iter().all(|one| built.fields.contains(one));
    helpers().into_iter().filter(|(_, needed)| has(needed)).map(|(name, _)| name).collect()
}

#[test]
fn a_tree_without_its_name_has_the_helpers_of_its_release() {
    for tree in trees() {
        let named = build(&tree).unwrap();
        let unnamed =
            TreeCopy::of(&tree).build().unwrap_or_else(|error| panic!("{}: {error}", tree.display()));
        assert_eq!(helpers_of(&unnamed), helpers_of(&named), "{}", tree.display());
    }
}

#[test]
fn events_may_be_older_or_newer_than_the_apis() {
    let trees = trees();
    let ends = [(trees.first(), trees.last()), (trees.last(), trees.first())];
    let neighbours =
        trees.windows(2).flat_map(|pair| [(pair.first(), pair.last()), (pair.last(), pair.first())]);
    for (apis, events) in neighbours.chain(ends) {
        let (Some(apis), Some(events)) = (apis, events) else { continue };
        let mixed = TreeCopy::of(apis);
        mixed.take_events(events);
        mixed.lower().unwrap_or_else(|error| panic!("{} in {}: {error}", events.display(), apis.display()));
    }
}

#[test]
fn a_definition_that_our_actions_use_may_have_another_name() {
    let Some(tree) = tree("v1.19") else { return };
    let helpers = helpers_of(&build(&tree).unwrap());
    for (file, name) in [
        ("encrypted_file.yaml", "encrypted_attachment.yaml"),
        ("m.mentions.yaml", "intentional_mentions.yaml"),
        ("m.relates_to.yaml", "event_relation.yaml"),
    ] {
        let renamed = TreeCopy::of(&tree);
        renamed.rename(&format!("data/api/client-server/definitions/{file}"), name);
        assert_eq!(helpers_of(&renamed.build().unwrap()), helpers, "{file}");
    }
}

pub(crate) const EVENTS: &str = "data/event-schemas/schema";

/// The schema of a message with a new form.
const GALLERY: &str = "
allOf: [{$ref: core-event-schema/room_event.yaml}]
properties:
  content:
    type: object
    properties: {body: {type: string}, msgtype: {type: string, enum: [m.gallery]}}
    required: [body, msgtype]
  type: {type: string, enum: [m.room.message]}
";

#[test]
fn another_form_of_messages_has_what_all_messages_have() {
    let Some(tree) = tree("v1.19") else { return };
    let helpers = helpers_of(&build(&tree).unwrap());
    let more = TreeCopy::of(&tree);
    more.write(&format!("{EVENTS}/m.room.message$m.gallery.yaml"), GALLERY);
    let built = more.build().unwrap();
    assert_eq!(helpers_of(&built), helpers);
    for field in [
        "mentions: Option<Mentions>",
        "new_content: Option<Box<RoomMessage>>",
        "relates_to: Option<RelatesTo>",
    ] {
        assert!(built.fields.contains(&format!("events::RoomMessageGallery.{field}")), "{field}");
    }
}

#[test]
fn methods_that_do_not_fit_the_contents_are_left_out() {
    let Some(tree) = tree("v1.19") else { return };
    let helpers = helpers_of(&build(&tree).unwrap());
    assert!(helpers.contains("messages"));
    // A constructor with another argument.
    let more = TreeCopy::of(&tree);
    let image = format!("{EVENTS}/m.room.message$m.image.yaml");
    more.replace(&image, "      - msgtype\n      - body", "      - msgtype\n      - body\n      - filename");
    let built = more.build().unwrap();
    assert!(built.fields.contains("events::ImageMessage::new(body, filename)"));
    assert!(!helpers_of(&built).contains("messages"));
}

/// Returns every action of every overlay, each as an overlay of its own for all releases.
fn actions() -> Vec<(String, Value)> {
    let mut actions = Vec::new();
    for path in Overlays::inputs(&overlays()).unwrap() {
        let file: Value = serde_yaml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        for (index, action) in file["actions"].as_array().unwrap().iter().enumerate() {
            let name = format!("{} {index}", path.file_name().unwrap().display());
            let one = serde_json::json!({"overlay": "1.0.0", "x-written-for": "v1.8", "actions": [action]});
            actions.push((name, one));
        }
    }
    assert!(actions.len() > 150);
    actions
}

/// Upstream makes our corrections one after the other.
#[test]
fn a_description_with_one_of_our_corrections_comes_in() {
    let spec = overlays().join("..");
    let project = Project::new(&spec, overlays());
    let overlays = Overlays::load(&overlays()).unwrap();
    let mut vendored = load::open(&spec, &[], &[]).unwrap();
    load::add_events(&mut vendored, &spec, load::Prose::Drop, &[]).unwrap();
    vendored
        .documents
        .values_mut()
        .chain(&mut vendored.events)
        .for_each(|document| document.finished = false);
    vendored.release = vendored.release.next();
    let actions = actions();
    let comes_in = |(name, action): &(String, Value)| {
        let mut description = vendored.clone();
        Overlays::from_value("upstream", action).unwrap().apply(&mut description).unwrap();
        let is_changed = |one: &Document, other: &Document| one.root != other.root;
        let apis: BTreeSet<_> = Api::ALL
            .into_iter()
            .filter(|api| is_changed(&description.documents[api], &vendored.documents[api]))
            .collect();
        let events = is_changed(description.events.as_ref().unwrap(), vendored.events.as_ref().unwrap());
        let obsolete = overlays.apply(&mut description).unwrap_or_else(|error| panic!("{name}: {error}"));
        load::check_security(&description).unwrap_or_else(|error| panic!("{name}: {error}"));
        description.documents.retain(|api, _| apis.contains(api));
        description.events = description.events.filter(|_| events);
        project.lower(description).unwrap_or_else(|error| panic!("{name}: {error}"));
        usize::from(!obsolete.is_empty())
    };
    // The test takes longest of all, so it uses all processors.
    let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let obsolete: usize = thread::scope(|scope| {
        let parts = actions.chunks(actions.len().div_ceil(threads));
        let parts: Vec<_> =
            parts.map(|part| scope.spawn(|| part.iter().map(comes_in).sum::<usize>())).collect();
        parts.into_iter().map(|part| part.join().unwrap()).sum()
    });
    assert!(obsolete > 100, "{obsolete}");
}
