//! `cargo xtask events`: lists the types of events as text or JSON.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use matrix_openapi_codegen::event::{EventKind, EventSection, StateKeyKind};
use matrix_openapi_codegen::lower::event_ir::{Content, Event, EventModel};
use matrix_openapi_codegen::lower::ir::Struct;
use serde::Serialize;

use crate::project;

/// Lists every type of event of a description.
#[derive(clap::Args)]
pub struct EventsArgs {
    /// A vendored folder or an upstream tree [default: the vendored description].
    #[arg(long, value_name = "PATH")]
    spec: Option<PathBuf>,
    /// List the EDUs instead, which homeservers send each other.
    #[arg(long)]
    edus: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// A row of the listing.
#[derive(Serialize)]
struct EventRow {
    #[serde(rename = "type")]
    event: String,
    #[serde(rename = "rust")]
    rust_name: String,
    kinds: Vec<&'static str>,
    state_key: Option<&'static str>,
    prefix: bool,
    /// Whether upstream has a schema for it; the specification defines a few types only in its text.
    described: bool,
    added: Option<String>,
    deprecated: bool,
    /// The type of a content that is a map.
    map: Option<String>,
    fields: Vec<ContentField>,
    /// The field that tells the variants apart.
    tag: Option<String>,
    variants: Vec<ContentVariant>,
}

/// A form of a content.
#[derive(Serialize)]
struct ContentVariant {
    /// The text of the tag; `None` for all others.
    value: Option<String>,
    rust: String,
    fields: Vec<ContentField>,
}

#[derive(Serialize)]
struct ContentField {
    name: String,
    #[serde(rename = "type")]
    ty: String,
    required: bool,
    needed: bool,
    /// The first room version in which redaction keeps the field.
    survives: Option<u32>,
}

/// Prints the listing.
pub fn run(args: &EventsArgs) -> Result<ExitCode> {
    let section = if args.edus { EventSection::Edus } else { EventSection::Events };
    let rows = rows(args.spec.clone(), section)?;
    let text = if args.json { serde_json::to_string_pretty(&rows)? + "\n" } else { listing(&rows, section) };
    match io::stdout().write_all(text.as_bytes()) {
        // The reader may need only the beginning.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}

fn listing(rows: &[EventRow], section: EventSection) -> String {
    let mut text = String::new();
    for row in rows {
        let kinds = if row.kinds.is_empty() { "no kind".to_owned() } else { row.kinds.join(", ") };
        let key = row.state_key.map(|key| format!(", key {key}")).unwrap_or_default();
        let rest = if row.prefix { "*" } else { "" };
        let details = match section {
            EventSection::Events => format!(" ({kinds}{key})"),
            EventSection::Edus => String::new(),
        };
        text += &format!("{}{rest} {}{details}\n", row.event, row.rust_name);
    }
    let what = match section {
        EventSection::Events => "events",
        EventSection::Edus => "EDUs",
    };
    text + &format!("{} types of {what}\n", rows.len())
}

/// Returns the rows for a description, by default the vendored one; empty if it has no events.
fn rows(spec: Option<PathBuf>, section: EventSection) -> Result<Vec<EventRow>> {
    let model = project::model(spec)?;
    let model = match section {
        EventSection::Events => model.events,
        EventSection::Edus => model.edus,
    };
    let Some(model) = model else { return Ok(Vec::new()) };
    Ok(model.events.iter().map(|event| row(&model, event)).collect())
}

fn row(model: &EventModel, event: &Event) -> EventRow {
    let facts = &event.facts;
    let fields =
        |name: &str| model.types.structs.get(name).map(|item| fields(event, item)).unwrap_or_default();
    let tagged = model.tagged.get(&facts.rust_name).filter(|_| event.content == Content::Tagged);
    let variants = tagged.into_iter().flat_map(|tagged| {
        let known = tagged.variants.iter().map(|variant| (Some(variant.value.clone()), &variant.ty));
        known.chain([(None, &tagged.other)])
    });
    let map = model.newtypes.get(&facts.rust_name).filter(|_| event.content == Content::Newtype);
    let plain = event.content == Content::Struct;
    EventRow {
        event: facts.event.clone(),
        rust_name: facts.rust_name.clone(),
        kinds: facts.kinds.iter().copied().map(EventKind::slug).collect(),
        state_key: facts.state_key.map(StateKeyKind::slug),
        prefix: facts.prefix,
        described: facts.base.is_some(),
        added: facts.added.clone(),
        deprecated: facts.deprecated,
        map: map.map(|map| map.ty.to_string()),
        fields: if plain { fields(&facts.rust_name) } else { Vec::new() },
        tag: tagged.map(|tagged| tagged.tag.clone()),
        variants: variants
            .map(|(value, rust)| ContentVariant { value, rust: rust.clone(), fields: fields(rust) })
            .collect(),
    }
}

fn fields(event: &Event, item: &Struct) -> Vec<ContentField> {
    let survives = |name: &str| event.facts.survives(name);
    let constant = |(name, value): (&String, &String)| ContentField {
        name: name.clone(),
        ty: format!("{value:?}"),
        required: item.tag.as_ref() == Some(name),
        needed: false,
        survives: survives(name),
    };
    let described = item.fields.iter().map(|field| ContentField {
        name: field.name.clone(),
        ty: field.ty.to_string(),
        required: field.required,
        needed: field.needed,
        survives: survives(&field.name),
    });
    item.constants.iter().map(constant).chain(described).collect()
}
