//! The tables of the fields of contents and their parts.

use std::collections::BTreeSet;

use matrix_openapi_codegen::event::EventSection;
use matrix_openapi_codegen::lower::event_ir::{Event, EventModel};
use matrix_openapi_codegen::lower::ir::{ApiModel, Doc, Field, Struct, Type};
use matrix_openapi_codegen::rustdoc;

use crate::docs::markdown::cell;

/// The file of the types that are not contents.
pub(super) const TYPES: &str = "types.md";

/// The heading of a table of fields.
const HEAD: &str = "Name | Type | Description | Notes\n--- | --- | --- | ---\n";

/// The fields of all types.
pub(super) struct Fields<'a> {
    model: &'a EventModel,
    /// The structs that are contents or forms of them.
    contents: BTreeSet<&'a str>,
}

impl<'a> Fields<'a> {
    pub(super) fn of(model: &'a EventModel) -> Self {
        Self { model, contents: model.events.iter().flat_map(|event| model.structs(event)).collect() }
    }

    /// Returns the table of the fields of a struct that is the content of an event, or a form of it.
    pub(super) fn table(&self, event: &Event, name: &str) -> String {
        let Some(item) = self.model.types.structs.get(name) else { return String::new() };
        self.rows(item, &|field| event.facts.survives(field))
    }

    /// Returns the page of the types that are not contents.
    pub(super) fn page(&self) -> String {
        "# Parts of contents\n\nThe types of fields of contents.\n\nPart of the [events](../README.md#events), \
         module `matrix_openapi::events`, feature `events`.\n"
            .to_owned()
            + &self.parts()
    }

    /// Returns the sections of the types that are not contents.
    pub(super) fn parts(&self) -> String {
        let types = &self.model.types;
        let mut text = String::new();
        for (name, item) in &types.structs {
            if !self.contents.contains(name.as_str()) {
                let rows = self.rows(item, &|_| None);
                text += &format!("\n## {name}\n\n{}\n\n{rows}\n", self.doc(&item.doc));
            }
        }
        for (name, item) in &types.enums {
            text += &format!("\n## {name}\n\n{}\n\nValue | Description\n--- | ---\n", self.doc(&item.doc));
            for value in &item.values {
                let doc = cell(&rustdoc::value_item(types, item, value));
                text += &format!("{} | {doc}\n", cell(&rustdoc::code(value)));
            }
        }
        for (name, item) in &types.unions {
            let kinds = item.variants.iter().map(|variant| match &variant.ty {
                Some(ty) => self.ty(ty),
                None => "`null`".to_owned(),
            });
            let kinds = kinds.collect::<Vec<_>>().join(", ");
            text += &format!("\n## {name}\n\n{}\n\nOne of: {kinds}\n", self.doc(&item.doc));
        }
        text
    }

    /// Returns a type, with a link to its fields unless it is a content.
    pub(super) fn ty(&self, ty: &Type) -> String {
        let code = format!("`{ty}`");
        match named(ty) {
            Some(name) if !self.contents.contains(name) => {
                let page = if self.model.section == EventSection::Edus { "" } else { TYPES };
                format!("[{code}]({page}#{})", name.to_lowercase())
            }
            _ => code,
        }
    }

    fn rows(&self, item: &Struct, survives: &dyn Fn(&str) -> Option<u32>) -> String {
        let mut rows = String::new();
        for field in &item.fields {
            let doc = rustdoc::text(&self.model.types, &field.doc, &field.ty);
            rows += &format!(
                "**{}** | {} | {} | {}\n",
                field.rust_name,
                cell(&self.ty(&field.ty)),
                cell(&doc),
                cell(&notes(field, survives(&field.name)))
            );
        }
        let fixed = item
            .constants
            .iter()
            .map(|(name, value)| format!("{} is {}", rustdoc::code(name), rustdoc::code(value)));
        let fixed: Vec<_> = fixed.collect();
        let fixed =
            if fixed.is_empty() { String::new() } else { format!("Always sent: {}.", fixed.join(", ")) };
        match (rows.is_empty(), fixed.is_empty()) {
            (true, true) => "It has no fields of its own.".to_owned(),
            (true, false) => fixed,
            (false, true) => format!("\n{HEAD}{}", rows.trim_end()),
            (false, false) => format!("\n{HEAD}{rows}\n{fixed}"),
        }
    }

    fn doc(&self, doc: &Doc) -> String {
        let types = &self.model.types;
        match rustdoc::section_link(types, doc) {
            Some(link) => format!("{}\n\n[specification]({link})", prose(types, doc)),
            None => prose(types, doc),
        }
    }
}

/// Returns the wording, or a remark that the type has none.
pub(super) fn prose(model: &ApiModel, doc: &Doc) -> String {
    if doc.text.is_none() {
        "No description.".to_owned()
    } else {
        rustdoc::text(model, doc, &Type::RawObject)
    }
}

/// Returns the named type in a type, if it has one.
fn named(ty: &Type) -> Option<&str> {
    match ty {
        Type::Enumeration(name) | Type::Union(name) | Type::Struct(name) => Some(name),
        Type::Raw(inner) | Type::List(inner) | Type::Nullable(inner) => named(inner),
        Type::Map(_, value) => named(value),
        _ => None,
    }
}

fn notes(field: &Field, survives: Option<u32>) -> String {
    let need = match (field.required, field.needed) {
        (true, _) => "required",
        (false, true) => "required when sent",
        (false, false) => "optional",
    };
    let mut notes = vec![need.to_owned()];
    notes.extend((field.rust_name != field.name).then(|| format!("{} in JSON", rustdoc::code(&field.name))));
    notes.extend(field.doc.limits.iter().cloned());
    notes.extend(field.doc.default.as_ref().map(|value| format!("server default {}", rustdoc::code(value))));
    notes.extend(
        field.doc.added.as_ref().map(|release| format!("added in Matrix {}", rustdoc::plain(release))),
    );
    notes.extend(field.doc.deprecated.then(|| "deprecated".to_owned()));
    notes.extend(survives.map(|version| match version {
        1 => "kept by redaction".to_owned(),
        version => format!("kept by redaction since room version {version}"),
    }));
    notes.join(", ")
}
