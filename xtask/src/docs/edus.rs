//! The page of the EDUs, with the types of their fields.

use matrix_openapi_codegen::lower::event_ir::EventModel;

use super::events::{EventPages, anchor, name};
use super::markdown::cell;

/// The page, below `docs/`.
pub(super) const FILE: &str = "events/edus.md";

/// The page of the EDUs of a description.
pub(super) struct EduPage<'a> {
    model: &'a EventModel,
}

impl<'a> EduPage<'a> {
    /// Returns the page for the lowered EDUs.
    pub(super) fn of(model: &'a EventModel) -> Self {
        Self { model }
    }

    /// Returns the part of the index on the EDUs.
    pub(super) fn index(&self) -> String {
        let count = self.model.events.len();
        let mut text = format!(
            "\n[EDUs]({FILE}): {count} types of ephemeral data units, which homeservers send each other; module \
             `matrix_openapi::events::edu`, behind the features `events` and `server-server`.\n\n\
             Type | Description\n--- | ---\n"
        );
        let pages = EventPages::of(self.model);
        for event in &self.model.events {
            let (name, anchor, sentence) = (name(event), anchor(event), cell(&pages.sentence(event)));
            text += &format!("[**{name}**]({FILE}#{anchor}) | {sentence}\n");
        }
        text
    }

    /// Returns the page, without its first line.
    pub(super) fn text(&self) -> String {
        let mut text = "# EDUs\n\nEphemeral data units, which homeservers send each other in transactions, together with events. Their \
                        types are named like those of events, but have other contents.\n\nPart of the [events](../README.md#events), module \
                        `matrix_openapi::events::edu`, features `events` and `server-server`.\n\n\
                        Type | Content | Description\n--- | --- | ---\n"
            .to_owned();
        let pages = EventPages::of(self.model);
        for event in &self.model.events {
            let (name, anchor, sentence) = (name(event), anchor(event), cell(&pages.sentence(event)));
            text += &format!("[**{name}**](#{anchor}) | `{}` | {sentence}\n", event.facts.rust_name);
        }
        for event in &self.model.events {
            text += "\n";
            text += &pages.section(event);
        }
        text + "\n# Parts of EDUs\n" + &pages.parts()
    }
}
