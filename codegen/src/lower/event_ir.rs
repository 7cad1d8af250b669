//! The model of the events: a type for each content, and the types of events that have it.
//!
//! For each of [`EventModel::events`], the emit stage writes the type that its [`Content`] names, the traits for its
//! kinds and its state key, a variant of the enumeration of all contents, and a row of the table. Each struct of
//! [`EventModel::types`] has constants and fields, each [`Tagged`] is an enumeration of structs, and each [`Newtype`] is
//! a struct around one value.

use crate::event::{EventFacts, EventSection};
use crate::lower::ir::{ApiModel, Doc, Type};
use crate::sorted::SortedMap;

/// The lowered events, or the EDUs.
#[derive(Debug, Clone)]
pub struct EventModel {
    /// Whether these are the events or the EDUs.
    pub section: EventSection,
    /// The object types, enumerations and unions of all contents and their parts. It has no operations, and its API is
    /// the one whose specification describes events.
    pub types: ApiModel,
    /// The types of events, sorted by type.
    pub events: Vec<Event>,
    /// The contents of several forms, by their names in Rust.
    pub tagged: SortedMap<String, Tagged>,
    /// The contents that are maps, by their names in Rust.
    pub newtypes: SortedMap<String, Newtype>,
    /// The types of the components that are not contents, by their JSON pointers in the description.
    pub parts: Vec<(String, Type)>,
}

/// A type of event with its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The facts, with the Rust name of the content.
    pub facts: EventFacts,
    /// The content.
    pub content: Content,
}

/// The type of a content; its name is in the facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// One of the structs of [`EventModel::types`].
    Struct,
    /// One of [`EventModel::tagged`].
    Tagged,
    /// One of [`EventModel::newtypes`].
    Newtype,
}

/// A content with several forms, told apart by the string in one of its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tagged {
    /// Its documentation.
    pub doc: Doc,
    /// The field with this string, such as `msgtype`. It is a constant in the structs of the variants, and a field in
    /// the struct for all other values.
    pub tag: String,
    /// The known forms, sorted by their values.
    pub variants: Vec<TaggedVariant>,
    /// The struct for all other values, among [`EventModel::types`].
    pub other: String,
}

/// A form of a [`Tagged`] content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaggedVariant {
    /// The value of the tag, such as `m.text`.
    pub value: String,
    /// The variant in Rust, such as `Text`.
    pub rust_name: String,
    /// The struct, among [`EventModel::types`].
    pub ty: String,
}

/// A content that is a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newtype {
    /// Its documentation.
    pub doc: Doc,
    /// The map.
    pub ty: Type,
}

impl Tagged {
    /// Returns the structs of all forms, the known forms first.
    pub fn structs(&self) -> impl Iterator<Item = &str> {
        self.variants.iter().map(|variant| variant.ty.as_str()).chain([self.other.as_str()])
    }
}

impl EventModel {
    /// Returns the structs of an event's content: one struct, those of all forms, or none for a map.
    pub fn structs<'a>(&'a self, event: &'a Event) -> Vec<&'a str> {
        let rust_name = event.facts.rust_name.as_str();
        match event.content {
            Content::Struct => vec![rust_name],
            Content::Tagged => self.tagged.get(rust_name).into_iter().flat_map(Tagged::structs).collect(),
            Content::Newtype => Vec::new(),
        }
    }
}
