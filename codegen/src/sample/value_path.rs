//! The path to a value within a sample, which limits the nesting of samples.

use std::cell::Cell;

use crate::lower::ir::Type;

/// The deepest nesting of any value. Types that require themselves cannot have values, and the consistency check refuses them.
pub(super) const DEEPEST: usize = 32;

/// The most objects in a sample. Types that contain two others, which contain two others, and so on, would have endless samples.
const OBJECTS: usize = 2000;

/// The path from the outermost value of a sample to a value inside.
#[derive(Debug, Clone, Copy)]
pub(super) struct ValuePath<'p> {
    pub(super) outer: Option<&'p ValuePath<'p>>,
    /// The field that leads inside; empty for an item.
    pub(super) field: &'p str,
    /// The object type that the path enters.
    object: &'p str,
    pub(super) depth: usize,
    /// The number of objects so far.
    objects: &'p Cell<usize>,
}

impl<'p> ValuePath<'p> {
    pub(super) fn new(objects: &'p Cell<usize>) -> Self {
        ValuePath { outer: None, field: "", object: "", depth: 0, objects }
    }

    pub(super) fn field(&'p self, field: &'p str) -> Self {
        ValuePath {
            outer: Some(self),
            field,
            object: "",
            depth: self.depth.saturating_add(1),
            objects: self.objects,
        }
    }

    pub(super) fn object(&'p self, object: &'p str) -> Self {
        self.objects.set(self.objects.get().saturating_add(1));
        ValuePath { outer: Some(self), field: "", object, depth: self.depth, objects: self.objects }
    }

    /// Returns whether the sample is still small enough for a further object.
    pub(super) fn has_room(&self) -> bool {
        self.depth <= DEEPEST && self.objects.get() < OBJECTS
    }

    /// Returns this path and the paths that it continues, from the inside out.
    pub(super) fn all(&self) -> impl Iterator<Item = &ValuePath<'p>> {
        std::iter::successors(Some(self), |path| path.outer)
    }

    /// Returns whether a type refers to an object type that the path is already in.
    pub(super) fn reopens(&self, ty: &Type) -> bool {
        match ty {
            Type::Struct(name) => self.all().any(|path| path.object == name),
            Type::Raw(inner) | Type::List(inner) | Type::Map(_, inner) | Type::Nullable(inner) => {
                self.reopens(inner)
            }
            _ => false,
        }
    }
}
