//! Sample values for the arguments in examples.

use std::collections::BTreeSet;

use matrix_openapi_codegen::emit::Argument;
use matrix_openapi_codegen::lower::ir::{ApiModel, JsonKind, Type};
use matrix_openapi_codegen::matrix::identifier_type;
use serde::Serialize;
use serde_json::ser::PrettyFormatter;
use serde_json::{Map, Serializer, Value, json};

/// The longest line of an example, without its indentation.
pub(super) const WIDTH: usize = 96;

/// The deepest nesting of objects in a JSON sample.
const DEPTH: usize = 6;

/// The values of one example, and the statements that build some of them before the call.
pub(super) struct Samples<'a> {
    model: &'a ApiModel,
    /// The module of the model's types, followed by `::`.
    module: &'static str,
    statements: Vec<String>,
    /// The types of the crate that the statements use.
    names: BTreeSet<String>,
}

impl<'a> Samples<'a> {
    /// Without values.
    pub(super) fn new(model: &'a ApiModel) -> Self {
        Self { model, module: "types::", statements: Vec::new(), names: BTreeSet::new() }
    }

    /// With the types of the model in this module. Without one, each is a name that the statements use.
    pub(super) fn of_module(self, module: &'static str) -> Self {
        Self { module, ..self }
    }

    /// The expression of an argument.
    pub(super) fn argument(&mut self, argument: &Argument) -> String {
        let Argument { name, wire, ty, .. } = argument;
        if let (Type::String, Some(value)) = (ty, argument.doc.text.as_deref().and_then(exemplary)) {
            return json!(value).to_string();
        }
        self.value(name, wire, ty)
    }

    /// The expression of a value for a name in Rust and in JSON.
    pub(super) fn value(&mut self, name: &str, wire: &str, ty: &Type) -> String {
        match ty {
            Type::Boolean | Type::Integer | Type::Unsigned | Type::Number => scalar(ty).to_owned(),
            Type::RawJson | Type::RawObject | Type::Raw(_) => self.json_variable(name, ty),
            Type::List(inner) if is_text(inner) => format!("[{}]", self.literal(inner, wire)),
            Type::Map(key, value) if is_text(value) => {
                format!("[({}, {})]", self.literal(key, "key"), self.literal(value, "value"))
            }
            ty if is_text(ty) => self.literal(ty, wire),
            ty => self.typed(name, wire, ty),
        }
    }

    /// A variable of the type, from its JSON.
    pub(super) fn typed(&mut self, name: &str, wire: &str, ty: &Type) -> String {
        let value = self.json(ty, wire, 0);
        let path = self.path(ty);
        self.bind(&format!("let {name}: {path} = serde_json::from_value(json!("), &value, "))?;");
        name.to_owned()
    }

    /// A variable of the type, parsed from its text.
    pub(super) fn parsed(&mut self, name: &str, ty: &Type) -> String {
        let (path, text) = (self.path(ty), self.literal(ty, name));
        self.statements.push(format!("let {name}: {path} = {text}.parse()?;"));
        name.to_owned()
    }

    /// A value of a type as JSON.
    pub(super) fn sample(&self, ty: &Type) -> Value {
        self.json(ty, "value", 0)
    }

    /// Adds a statement with JSON.
    pub(super) fn statement(&mut self, before: &str, value: &Value, after: &str) {
        self.bind(before, value, after);
    }

    /// The expression of a whole body.
    pub(super) fn body(&mut self, ty: &Type) -> String {
        self.json_variable("body", ty)
    }

    /// The lines of the statements, and the types of the crate that they use.
    pub(super) fn into_statements(self) -> (Vec<String>, BTreeSet<String>) {
        (self.statements, self.names)
    }

    /// The type in a statement.
    fn path(&mut self, ty: &Type) -> String {
        match ty {
            Type::Secret | Type::RawObject | Type::RawJson | Type::Identifier(_) | Type::Handwritten(_) => {
                self.names.insert(ty.to_string());
                ty.to_string()
            }
            Type::JsonValue => "serde_json::Value".to_owned(),
            Type::Content(name) => {
                self.names.insert(name.clone());
                format!("Box<{name}>")
            }
            Type::Enumeration(name) | Type::Union(name) | Type::Struct(name) => {
                if self.module.is_empty() {
                    self.names.insert(name.clone());
                }
                format!("{}{name}", self.module)
            }
            Type::Raw(inner) => {
                self.names.insert("Raw".to_owned());
                format!("Raw<{}>", self.path(inner))
            }
            Type::List(item) => format!("Vec<{}>", self.path(item)),
            Type::Map(key, value) => format!("BTreeMap<{}, {}>", self.path(key), self.path(value)),
            Type::Nullable(inner) => format!("Option<{}>", self.path(inner)),
            Type::String | Type::Boolean | Type::Integer | Type::Unsigned | Type::Number => ty.to_string(),
        }
    }

    fn json_variable(&mut self, name: &str, ty: &Type) -> String {
        let value = self.json(ty, name, 0);
        self.bind(&format!("let {name} = json!("), &value, ");");
        format!("&{name}")
    }

    /// Adds a statement with JSON, on one line if it fits.
    fn bind(&mut self, before: &str, value: &Value, after: &str) {
        let line = format!("{before}{}{after}", spaced(value));
        if line.chars().count() <= WIDTH {
            return self.statements.push(line);
        }
        let mut lines = indented(value).lines().map(str::to_owned).collect::<Vec<_>>();
        if let Some(first) = lines.first_mut() {
            first.insert_str(0, before);
        }
        if let Some(last) = lines.last_mut() {
            last.push_str(after);
        }
        self.statements.extend(lines);
    }

    fn literal(&self, ty: &Type, name: &str) -> String {
        self.json(ty, name, 0).to_string()
    }

    /// A value of a type as JSON; objects have their required fields only.
    fn json(&self, ty: &Type, name: &str, depth: usize) -> Value {
        let object = |members: Map<String, Value>| Value::Object(members);
        match ty {
            Type::String => json!(text(name)),
            Type::Boolean => json!(true),
            Type::Integer | Type::Unsigned => json!(1),
            Type::Number => json!(1.0),
            Type::Secret => json!("secret"),
            Type::Identifier(kind) => json!(identifier_type(kind).map_or("identifier", |row| row.sample)),
            Type::Content(_) | Type::Handwritten(_) => json!({}),
            Type::JsonValue | Type::RawJson | Type::RawObject => json!({"key": "value"}),
            Type::Enumeration(enumeration) => {
                let item = self.model.enums.get(enumeration);
                json!(item.and_then(|item| item.values.first()))
            }
            Type::Raw(inner) | Type::Nullable(inner) => self.json(inner, name, depth),
            Type::List(_) | Type::Map(..) | Type::Union(_) | Type::Struct(_) if depth > DEPTH => Value::Null,
            Type::List(item) => json!([self.json(item, name, depth + 1)]),
            Type::Map(key, value) => {
                let key = self.json(key, "key", depth + 1);
                let value = self.json(value, "value", depth + 1);
                object(key.as_str().map(|key| (key.to_owned(), value)).into_iter().collect())
            }
            Type::Union(union) => {
                let variants = self.model.unions.get(union).map(|item| item.variants.as_slice());
                let typed =
                    variants.unwrap_or_default().iter().find(|variant| variant.kind != JsonKind::Null);
                let ty = typed.and_then(|variant| variant.ty.as_ref());
                ty.map_or(Value::Null, |ty| self.json(ty, name, depth + 1))
            }
            Type::Struct(item) => {
                let item = self.model.structs.get(item);
                let constants = item.map(|item| item.constants.iter()).into_iter().flatten();
                let constants = constants.map(|(name, text)| (name.clone(), json!(text)));
                let fields = item.map(|item| item.fields.as_slice());
                let required = fields.unwrap_or_default().iter().filter(|field| field.required);
                object(
                    required
                        .map(|field| (field.name.clone(), self.json(&field.ty, &field.name, depth + 1)))
                        .chain(constants)
                        .collect(),
                )
            }
        }
    }
}

/// Whether a string literal is accepted for a value of the type.
fn is_text(ty: &Type) -> bool {
    matches!(ty, Type::String | Type::Secret | Type::Identifier(_) | Type::Enumeration(_))
}

fn scalar(ty: &Type) -> &'static str {
    match ty {
        Type::Boolean => "true",
        Type::Number => "1.0",
        _ => "10",
    }
}

/// The value after "such as" in a sentence.
fn exemplary(sentence: &str) -> Option<&str> {
    let (_, rest) = sentence.split_once("such as `")?;
    rest.split_once('`').map(|(value, _)| value)
}

/// A string for a name in the request: a typical value, or else the name itself.
fn text(name: &str) -> &str {
    match name {
        "eventType" | "type" => "org.example.thing",
        "txnId" | "transaction_id" => "txn1",
        "membership" => "join",
        "medium" => "email",
        "Content-Type" => "text/plain",
        "filename" | "fileName" => "notes.txt",
        "keyName" => "displayname",
        "relType" => "m.thread",
        "deviceId" | "device_id" => "DEVICE",
        "email" | "address" => "alice@example.org",
        "country" => "GB",
        "phone_number" => "07700900001",
        "url" | "redirectUrl" | "next_link" => "https://example.org/",
        "protocol" => "irc",
        name => name,
    }
}

/// JSON on one line, with spaces.
fn spaced(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members = members.iter().map(|(key, value)| format!("{}: {}", json!(key), spaced(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(spaced).collect::<Vec<_>>().join(", ")),
        plain => plain.to_string(),
    }
}

/// JSON on many lines, indented like Rust.
fn indented(value: &Value) -> String {
    let mut bytes = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut bytes, PrettyFormatter::with_indent(b"    "));
    match value.serialize(&mut serializer) {
        Ok(()) => String::from_utf8_lossy(&bytes).into_owned(),
        // Values always serialize; if one did not, the short form would do.
        Err(_) => spaced(value),
    }
}

#[cfg(test)]
mod tests {
    use matrix_openapi_codegen::{Api, Document, Release, lower::lower};

    use super::*;

    fn model() -> ApiModel {
        let root = json!({"paths": {"/a": {"post": {"operationId": "a",
            "requestBody": {"content": {"application/json": {"schema": {"type": "object", "properties": {
                "who": {"type": "object", "title": "Who", "required": ["id", "kind"], "properties": {
                    "id": {"type": "string", "format": "mx-user-id"},
                    "kind": {"type": "string", "enum": ["x", "y"]},
                    "more": {"type": "string"}}}}}}}},
            "responses": {"200": {"description": ""}}}}}});
        let document = Document::new(Api::Identity, "sample.yaml", root);
        lower(&document, Release { major: 1, minor: 19 }).unwrap()
    }

    #[test]
    fn objects_show_what_is_required() {
        let model = model();
        let name = model.structs.keys().find(|name| name.ends_with("Who")).unwrap();
        let value = Samples::new(&model).json(&Type::Struct(name.clone()), "who", 0);
        assert_eq!(spaced(&value), r#"{"id": "@alice:example.org", "kind": "x"}"#);
    }

    #[test]
    fn a_sentence_can_name_the_value() {
        assert_eq!(exemplary("The kind, such as `m.one` or `m.two`."), Some("m.one"));
        assert_eq!(exemplary("The kind, such as `m.one"), None);
        assert_eq!(exemplary("The kind of `m.one`."), None);
    }

    #[test]
    fn long_json_is_broken() {
        let model = model();
        let mut samples = Samples::new(&model);
        samples.bind("let a = json!(", &json!({"a": 1}), ");");
        samples.bind("let b = json!(", &json!({"b": "x".repeat(WIDTH)}), ");");
        let (lines, _) = samples.into_statements();
        assert_eq!(lines.first().map(String::as_str), Some("let a = json!({\"a\": 1});"));
        assert_eq!((lines.len(), lines.last().map(String::as_str)), (4, Some("});")));
    }
}
