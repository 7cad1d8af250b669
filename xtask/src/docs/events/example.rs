//! Example programs that build the content of an event and read it from an event, complete enough to run.

use std::collections::BTreeSet;

use matrix_openapi_codegen::Module;
use matrix_openapi_codegen::event::{EventSection, StateKeyKind};
use matrix_openapi_codegen::lower::event_ir::{Event, EventModel, TaggedVariant};
use matrix_openapi_codegen::lower::ir::{Field, Type};
use serde_json::json;

use crate::docs::sample::Samples;

/// The length limit of an expression on the line of its variable.
const MOST: usize = 70;

/// The functions of the crate that build messages: the message type, the function, the text, and a second argument, which is
/// the expression or the field of an identifier.
const MESSAGES: [(&str, &str, &str, Option<&str>); 8] = [
    ("m.audio", "audio", "Birdsong", Some("url")),
    ("m.emote", "emote", "thinks this is a fine specification", None),
    ("m.file", "file", "notes.txt", Some("url")),
    ("m.image", "image", "Sunset at the lake", Some("url")),
    ("m.location", "location", "The tower", Some("\"geo:51.5008,0.1247\"")),
    ("m.notice", "notice", "The build has passed", None),
    ("m.text", "text", "Hello, world!", None),
    ("m.video", "video", "Waves", Some("url")),
];

/// Returns the example of a content that is a struct.
pub(super) fn of_struct(model: &EventModel, event: &Event) -> String {
    let name = event.facts.rust_name.as_str();
    let mut program = Program::of(model);
    let value = program.build(name);
    program.lines.push(format!("let content = {value};"));
    program.read(event, name);
    program.text(name)
}

/// Returns the example of one form of a content.
pub(super) fn of_variant(model: &EventModel, event: &Event, variant: &TaggedVariant) -> String {
    let (rust_name, ty) = (event.facts.rust_name.as_str(), variant.ty.as_str());
    let mut program = Program::of(model);
    let value = match program.message(event, variant) {
        Some(call) => call,
        None => format!("{}({})", variant.rust_name, program.build(ty)),
    };
    program.names.insert(rust_name.to_owned());
    program.lines.push(format!("let content = {rust_name}::{value};"));
    program.read(event, &format!("{rust_name}::{}", variant.rust_name));
    program.text(rust_name)
}

/// Returns the example of a content that is a map.
pub(super) fn of_map(model: &EventModel, event: &Event) -> String {
    let name = event.facts.rust_name.as_str();
    let mut program = Program::of(model);
    if let Some(map) = model.newtypes.get(name) {
        program.bind(name, &map.ty);
    }
    program.names.insert(name.to_owned());
    program.read(event, name);
    program.text(name)
}

/// The statements of an example.
struct Program<'a> {
    model: &'a EventModel,
    samples: Samples<'a>,
    lines: Vec<String>,
    /// The types of the module `events` that it uses.
    names: BTreeSet<String>,
}

impl<'a> Program<'a> {
    fn of(model: &'a EventModel) -> Self {
        let samples = Samples::new(&model.types).of_module("");
        Self { model, samples, lines: Vec::new(), names: BTreeSet::new() }
    }

    /// Returns the call of the function that builds a message, if there is one.
    fn message(&mut self, event: &Event, variant: &TaggedVariant) -> Option<String> {
        let mut rows = MESSAGES.iter().filter(|_| event.facts.event == "m.room.message");
        let (_, function, body, second) = rows.find(|(msgtype, ..)| *msgtype == variant.value)?;
        let body = json!(body);
        let Some(second) = *second else { return Some(format!("{function}({body})")) };
        let fields = &self.model.types.structs.get(&variant.ty)?.fields;
        if let Some(field) = fields.iter().find(|field| field.name == second) {
            self.samples.parsed(&field.rust_name, &field.ty);
        }
        Some(format!("{function}({body}, {second})"))
    }

    /// Returns the expression that builds a struct from the fields that must be sent.
    fn build(&mut self, name: &str) -> String {
        self.names.insert(name.to_owned());
        let fields =
            self.model.types.structs.get(name).map(|item| item.fields.as_slice()).unwrap_or_default();
        let needed: Vec<&Field> = fields.iter().filter(|field| field.required || field.needed).collect();
        if needed.is_empty() {
            return format!("{name}::default()");
        }
        let arguments: Vec<_> = needed.into_iter().map(|field| self.argument(field)).collect();
        let line = format!("{name}::new({})", arguments.join(", "));
        if line.chars().count() <= MOST {
            return line;
        }
        let lines: String = arguments.iter().map(|argument| format!("        {argument},\n")).collect();
        format!("{name}::new(\n{lines}    )")
    }

    /// Returns the expression of an argument; identifiers, lists and maps are variables.
    fn argument(&mut self, field: &Field) -> String {
        match &field.ty {
            Type::Identifier(_) => self.samples.parsed(&field.rust_name, &field.ty),
            Type::List(_) | Type::Map(..) => self.samples.typed(&field.rust_name, &field.name, &field.ty),
            ty => self.samples.value(&field.rust_name, &field.name, ty),
        }
    }

    /// Adds a statement that creates a content that is a map from its JSON.
    fn bind(&mut self, name: &str, ty: &Type) {
        let value = self.samples.sample(ty);
        self.samples.statement(
            &format!("let content: {name} = serde_json::from_value(json!("),
            &value,
            "))?;",
        );
    }

    /// Adds the statements that put the content into an event or an EDU and read it.
    fn read(&mut self, event: &Event, pattern: &str) {
        let facts = &event.facts;
        if self.model.section == EventSection::Edus {
            self.lines.push("let edu: Raw<RawObject> = Raw::from_edu(&content)?;".to_owned());
            self.lines.push(format!(
                "let content = edu.edu::<{}>()?.ok_or(\"an EDU of another type\")?;",
                facts.rust_name
            ));
            self.lines.push("println!(\"{content:?}\");".to_owned());
            return;
        }
        let rest = if facts.prefix { "abc" } else { "" };
        let mut parts = vec![format!("\"type\": {}", json!(format!("{}{rest}", facts.event)))];
        parts.extend(facts.state_key.map(|key| {
            let key = match key {
                StateKeyKind::Empty => "",
                StateKeyKind::UserId => "@alice:example.org",
                StateKeyKind::RoomId => "!room:example.org",
                StateKeyKind::Text => "key",
            };
            format!("\"state_key\": {}", json!(key))
        }));
        parts.push("\"content\": content".to_owned());
        let rust_name = &facts.rust_name;
        self.lines.push(format!("let event = json!({{{}}});", parts.join(", ")));
        self.lines.push("let event: Raw<RawObject> = serde_json::from_value(event)?;".to_owned());
        let read = format!("event.content::<{rust_name}>()?");
        self.lines.extend(match pattern.split_once("::") {
            None => vec![
                format!("let content = {read}.ok_or(\"an event of another type\")?;"),
                "println!(\"{content:?}\");".to_owned(),
            ],
            Some(_) => vec![
                format!("let Some({pattern}(content)) = {read} else {{"),
                "    return Err(\"an event of another type\".into());".to_owned(),
                "};".to_owned(),
                "println!(\"{content:?}\");".to_owned(),
            ],
        });
    }

    fn text(self, content: &str) -> String {
        let (statements, others) = self.samples.into_statements();
        let mut names = self.names;
        names.insert(content.to_owned());
        let mut json = BTreeSet::from(["Raw".to_owned(), "RawObject".to_owned()]);
        let mut imports = BTreeSet::new();
        for name in others {
            match crate::docs::example::module(&name) {
                _ if self.model.types.structs.contains_key(&name)
                    || self.model.types.enums.contains_key(&name)
                    || self.model.types.unions.contains_key(&name) =>
                {
                    names.insert(name);
                }
                "json::" => drop(json.insert(name)),
                module => drop(imports.insert(format!("{module}{name}"))),
            }
        }
        let list = |names: &BTreeSet<String>| match names.first() {
            Some(one) if names.len() == 1 => one.clone(),
            _ => format!("{{{}}}", names.iter().cloned().collect::<Vec<_>>().join(", ")),
        };
        imports.insert(format!("{}::{}", Module::from(self.model.section).path(), list(&names)));
        imports.insert(format!("json::{}", list(&json)));
        let mut text = "```rust\n".to_owned();
        let lines: Vec<_> = statements.iter().chain(&self.lines).collect();
        if lines.iter().any(|line| line.contains(": BTreeMap<")) {
            text += "use std::collections::BTreeMap;\n\n";
        }
        imports.iter().for_each(|import| text += &format!("use matrix_openapi::{import};\n"));
        if lines.iter().any(|line| line.contains("json!(")) {
            text += "use serde_json::json;\n";
        }
        text += "\nfn main() -> Result<(), Box<dyn std::error::Error>> {\n";
        lines.iter().for_each(|line| text += &format!("    {line}\n"));
        text + "    Ok(())\n}\n```"
    }
}
