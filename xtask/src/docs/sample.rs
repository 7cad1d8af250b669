//! Sample values for the arguments in examples.

use std::collections::BTreeSet;

use matrix_openapi_codegen::emit::Argument;
use matrix_openapi_codegen::lower::ir::{ApiModel, Type};
use matrix_openapi_codegen::model::OperationFacts;
use matrix_openapi_codegen::sample::{Samples as Values, names};
use serde_json::{Map, Value, json};

use super::values;

/// The longest line of an example, without its indentation.
pub(super) const WIDTH: usize = 96;

/// The name of transaction IDs in paths.
const TRANSACTION: &str = "txnId";

/// The values of one example, and the statements that build some of them before the call.
pub(super) struct Samples<'a> {
    values: Values<'a>,
    /// The module of the model's types, followed by `::`.
    module: &'static str,
    /// The values of the operation by the names in its request, if it has values of its own.
    own: Option<&'static Map<String, Value>>,
    /// Whether the values are those of an operation.
    of_operation: bool,
    statements: Vec<String>,
    /// The types of the crate that the statements use.
    names: BTreeSet<String>,
}

impl<'a> Samples<'a> {
    /// Creates samples without an operation's own values.
    pub(super) fn new(model: &'a ApiModel) -> Self {
        let (statements, names) = (Vec::new(), BTreeSet::new());
        Self {
            values: Values::new(model),
            module: "types::",
            own: None,
            of_operation: false,
            statements,
            names,
        }
    }

    /// Sets the operation, which may have its own values.
    pub(super) fn of_operation(self, facts: &OperationFacts) -> Self {
        Self { own: values::of_operation(facts), of_operation: true, ..self }
    }

    /// Sets the module of the model's types. If it is empty, the statements import each type by name.
    pub(super) fn of_module(self, module: &'static str) -> Self {
        Self { module, ..self }
    }

    /// Returns whether an example shows an optional argument: one that the operation's own values name, or else one with a
    /// usual value, up to this many.
    pub(super) fn shows(&self, argument: &Argument, most: usize, shown: usize) -> bool {
        if let Some(own) = self.own {
            return own.contains_key(&argument.wire_name);
        }
        let usual = match argument.ty {
            Type::Boolean | Type::Identifier(_) | Type::Enumeration(_) => true,
            Type::String | Type::Integer | Type::Unsigned => self.knows(argument),
            _ => false,
        };
        usual && shown < most && !argument.doc.deprecated && !values::is_hidden(&argument.wire_name)
    }

    /// Returns whether an argument has a value that is more than its name or an arbitrary number.
    pub(super) fn knows(&self, argument: &Argument) -> bool {
        let Argument { wire_name, doc, .. } = argument;
        let exemplary = doc.text.as_deref().and_then(exemplary);
        wire_name == TRANSACTION
            || self.own(wire_name).or(names::value(wire_name)).is_some()
            || exemplary.is_some()
    }

    /// Returns the expression of an argument.
    pub(super) fn argument(&mut self, argument: &Argument) -> String {
        let Argument { rust_name: name, wire_name, ty, .. } = argument;
        if self.of_operation && wire_name == TRANSACTION {
            self.statements.extend([
                "// Unique for each request, but the same for a retry of this one.".to_owned(),
                format!("let {name} = std::time::UNIX_EPOCH.elapsed()?.as_nanos().to_string();"),
            ]);
            return format!("&{name}");
        }
        let exemplary = argument.doc.text.as_deref().and_then(exemplary);
        match exemplary.filter(|_| *ty == Type::String && self.own(wire_name).is_none()) {
            Some(value) => json!(value).to_string(),
            None => self.value(name, wire_name, ty),
        }
    }

    /// Returns the expression of a value for a name in Rust and in JSON.
    pub(super) fn value(&mut self, name: &str, wire_name: &str, ty: &Type) -> String {
        let value = self.own(wire_name).cloned().unwrap_or_else(|| self.values.value(ty, wire_name));
        match (ty, &value) {
            (Type::Boolean | Type::Integer | Type::Unsigned | Type::Number, _) => value.to_string(),
            (Type::RawJson | Type::RawObject | Type::Raw(_), _) => {
                self.bind(&format!("let {name} = json!("), &value, ");");
                format!("&{name}")
            }
            (Type::List(inner), Value::Array(items)) if is_text(inner) => spaced(&json!(items)),
            (Type::Map(key, inner), Value::Object(entries)) if is_text(key) && is_text(inner) => {
                let entries = entries.iter().map(|(key, value)| format!("({}, {value})", json!(key)));
                format!("[{}]", entries.collect::<Vec<_>>().join(", "))
            }
            (ty, value) if is_text(ty) => value.to_string(),
            (ty, value) => {
                let path = self.path(ty);
                self.bind(&format!("let {name}: {path} = serde_json::from_value(json!("), value, "))?;");
                name.to_owned()
            }
        }
    }

    /// Adds a variable of the type, from its JSON, and returns the expression.
    pub(super) fn typed(&mut self, name: &str, wire_name: &str, ty: &Type) -> String {
        let value = self.values.value(ty, wire_name);
        let path = self.path(ty);
        self.bind(&format!("let {name}: {path} = serde_json::from_value(json!("), &value, "))?;");
        name.to_owned()
    }

    /// Adds a variable of the type, parsed from its text, and returns the expression.
    pub(super) fn parsed(&mut self, name: &str, ty: &Type) -> String {
        let (path, text) = (self.path(ty), self.literal(ty, name));
        self.statements.push(format!("let {name}: {path} = {text}.parse()?;"));
        name.to_owned()
    }

    /// Returns a value of a type as JSON.
    pub(super) fn sample(&self, ty: &Type) -> Value {
        self.values.value(ty, "value")
    }

    /// Adds a statement with JSON.
    pub(super) fn statement(&mut self, before: &str, value: &Value, after: &str) {
        self.bind(before, value, after);
    }

    /// Returns the expression of a whole body.
    pub(super) fn body(&mut self, ty: &Type) -> String {
        let value = self.own("body").cloned().unwrap_or_else(|| self.values.value(ty, "body"));
        self.bind("let body = json!(", &value, ");");
        "&body".to_owned()
    }

    /// Returns the value that the operation has for a name in its request.
    fn own(&self, wire_name: &str) -> Option<&'static Value> {
        self.own?.get(wire_name)
    }

    /// Returns the lines of the statements, and the types of the crate that they use.
    pub(super) fn into_statements(self) -> (Vec<String>, BTreeSet<String>) {
        (self.statements, self.names)
    }

    /// Returns the type in a statement.
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

    /// Adds a statement with JSON, on one line if it fits.
    fn bind(&mut self, before: &str, value: &Value, after: &str) {
        let line = format!("{before}{}{after}", spaced(value));
        if line.chars().count() <= WIDTH {
            return self.statements.push(line);
        }
        let mut lines = indented(value, 0).lines().map(str::to_owned).collect::<Vec<_>>();
        if let Some(first) = lines.first_mut() {
            first.insert_str(0, before);
        }
        if let Some(last) = lines.last_mut() {
            last.push_str(after);
        }
        self.statements.extend(lines);
    }

    fn literal(&self, ty: &Type, name: &str) -> String {
        self.values.value(ty, name).to_string()
    }
}

/// Returns whether a string literal is accepted for a value of the type.
fn is_text(ty: &Type) -> bool {
    matches!(ty, Type::String | Type::Secret | Type::Identifier(_) | Type::Enumeration(_))
}

/// Returns the value after "such as" in a sentence.
fn exemplary(sentence: &str) -> Option<&str> {
    let (_, rest) = sentence.split_once("such as `")?;
    rest.split_once('`').map(|(value, _)| value)
}

/// Returns JSON on one line, with spaces, as the macro `json!` takes it.
fn spaced(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members = members.iter().map(|(key, value)| format!("{}: {}", json!(key), spaced(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(spaced).collect::<Vec<_>>().join(", ")),
        // Large integers need a suffix, since literals have the type `i32`.
        Value::Number(number) if number.as_i64().is_some_and(|number| i32::try_from(number).is_err()) => {
            format!("{number}_i64")
        }
        plain => plain.to_string(),
    }
}

/// Returns JSON on many lines, indented like Rust, as the macro `json!` takes it.
fn indented(value: &Value, depth: usize) -> String {
    let inside = "    ".repeat(depth + 1);
    let (open, items, close): (_, Vec<_>, _) = match value {
        Value::Object(members) if !members.is_empty() => {
            let member = |(key, value): (&String, &Value)| {
                format!("{inside}{}: {}", json!(key), indented(value, depth + 1))
            };
            ('{', members.iter().map(member).collect(), '}')
        }
        Value::Array(items) if !items.is_empty() => {
            ('[', items.iter().map(|item| format!("{inside}{}", indented(item, depth + 1))).collect(), ']')
        }
        plain => return spaced(plain),
    };
    format!("{open}\n{}\n{}{close}", items.join(",\n"), "    ".repeat(depth))
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
