//! The references of upstream nodes, followed to all components that a document needs.

use super::cycles;
use super::facts::{FactExtractor, Prose, Reference, ReferenceScope, Titles};
use super::names::Target;
use super::tree::{NodeLocation, Tree};
use crate::Result;
use crate::sorted::{SortedMap, SortedSet};

/// Returns these components and all that they refer to.
pub(super) fn follow(tree: &Tree, mut todo: Vec<Target>, titles: Titles) -> Result<SortedSet<Target>> {
    let mut targets = SortedSet::new();
    let mut graph: cycles::Graph<Target, NodeLocation> = SortedMap::new();
    while let Some(target) = todo.pop() {
        if !targets.insert(target.clone()) {
            continue;
        }
        let (section, location) = &target;
        let file = tree.read(&location.file, location)?;
        let Some(node) = file.pointer(&location.pointer) else { continue };
        let edges = graph.entry(target.clone()).or_default();
        for_each_reference(
            tree,
            |copy| copy.node(section.kind(), node, location).map(drop),
            titles,
            |target, whole| {
                edges.extend(whole.map(|from| (target.clone(), from)));
                todo.push(target);
            },
        )?;
    }
    match cycles::find(&graph) {
        Some(location) => Err(location.error("closes a cycle of references, so it describes nothing")),
        None => Ok(targets),
    }
}

/// Returns the component that a reference targets, which must exist.
pub(super) fn target(tree: &Tree, reference: &Reference<'_>) -> Result<Target> {
    let location = tree.resolve(reference.from, reference.text)?;
    let file = tree.read(&location.file, reference.from)?;
    if file.pointer(&location.pointer).is_none() {
        return Err(reference.from.error(format!(
            "`{}` has no target, {} does not exist",
            reference.text,
            location.text()
        )));
    }
    Ok((reference.section, location))
}

/// Passes each target of a copied reference to `found`, with the reference's location if it stands for the whole
/// value.
pub(super) fn for_each_reference(
    tree: &Tree,
    walk: impl FnOnce(&mut FactExtractor<'_>) -> Result<()>,
    titles: Titles,
    mut found: impl FnMut(Target, Option<NodeLocation>),
) -> Result<()> {
    let mut resolve = |reference: Reference<'_>| {
        let whole = (reference.reach == ReferenceScope::Whole).then(|| reference.from.clone());
        found(target(tree, &reference)?, whole);
        Ok(String::new())
    };
    walk(&mut FactExtractor { prose: Prose::Drop, titles, resolve: &mut resolve })
}
