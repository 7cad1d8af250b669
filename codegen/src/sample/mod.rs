//! Sample values of the types of a model, as JSON: for the reference, for mock servers and for tests.

mod events;
mod fit;
mod keys;
pub mod names;
mod places;
mod value_path;

use std::cell::Cell;

use serde_json::{Map, Value, json};

use crate::json_schema::JsonSchemas;
use crate::lower::ir::{ApiModel, Field, JsonKind, Operation, Response, Struct, Type};
use crate::matrix::event_section::STATE_KEY;
use crate::matrix::fields::FAILURES;
use crate::matrix::identifier_type;

pub use keys::{KeyedMap, keyed_maps};
pub use places::{PlaceSource, SamplePlace, places};

use places::identifies_caller;
use value_path::{DEEPEST, ValuePath};

/// The deepest nesting of lists and maps in a sample.
const DEPTH: usize = 6;

/// The fields of objects that samples have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parts {
    /// Only the required fields. A response without required fields has the optional ones of a success, because it would be
    /// empty.
    Required,
    /// The optional fields, too, unless they are deprecated.
    All,
}

/// The optional fields of one object in a sample.
#[derive(Debug, Clone)]
enum Optional<'a> {
    None,
    /// The fields of a response of these operations without failures and without a next page.
    OfResponse(Vec<&'a Operation>),
    All,
}

/// Creates values of the types of a model.
#[derive(Debug, Clone, Copy)]
pub struct Samples<'a> {
    model: &'a ApiModel,
    parts: Parts,
    schemas: Option<&'a JsonSchemas>,
}

impl<'a> Samples<'a> {
    /// Creates samples for people: free objects show a field, and other objects have the required fields.
    pub fn new(model: &'a ApiModel) -> Self {
        Self { model, parts: Parts::Required, schemas: None }
    }

    /// Creates samples for programs: they fit the schemas in every respect, and free objects are empty.
    pub fn fitting(model: &'a ApiModel, schemas: &'a JsonSchemas, parts: Parts) -> Self {
        Self { model, parts, schemas: Some(schemas) }
    }

    /// Returns a value of a type, for a field or parameter with this name.
    pub fn value(self, ty: &Type, name: &str) -> Value {
        self.nested(ty, name, ValuePath::new(&Cell::new(0)))
    }

    /// Returns a value of an object type, by its name in Rust.
    pub fn object(self, name: &str) -> Value {
        let value = self.fields(name, ValuePath::new(&Cell::new(0)));
        self.fitted(value, self.schemas.and_then(|schemas| schemas.types.get(name)))
    }

    /// Returns a value of an enumeration, by its name in Rust: the first value in the description.
    pub fn enumeration(self, name: &str) -> Value {
        json!(self.model.enums.get(name).and_then(|item| item.values.first()))
    }

    /// Returns the JSON of an operation's response, with its type and operationId.
    pub fn response(self, ty: &Type, id: &str) -> Value {
        let value = self.value(ty, "response");
        self.fitted(value, self.schemas.and_then(|schemas| schemas.responses.get(id)))
    }

    fn fitted(self, mut value: Value, schema: Option<&Value>) -> Value {
        if let (Some(schemas), Some(schema)) = (self.schemas, schema) {
            fit::fit(schemas, schema, &mut value);
        }
        value
    }

    fn nested(self, ty: &Type, name: &str, path: ValuePath<'_>) -> Value {
        match ty {
            Type::String => names::text(name).map_or_else(|| json!(name), Value::from),
            Type::Boolean => json!(true),
            Type::Integer | Type::Unsigned => names::number(name).map_or_else(|| json!(1), Value::from),
            Type::Number => json!(1.5),
            Type::Secret => json!(names::text(name).unwrap_or("secret")),
            Type::Identifier(kind) => json!(identifier_type(kind).map_or("identifier", |row| row.sample)),
            Type::Content(_) | Type::Handwritten(_) => json!({}),
            Type::JsonValue | Type::RawJson | Type::RawObject if self.schemas.is_some() => json!({}),
            Type::JsonValue | Type::RawJson | Type::RawObject => json!({"key": "value"}),
            Type::Enumeration(name) => self.enumeration(name),
            Type::Raw(inner) | Type::Nullable(inner) => self.nested(inner, name, path),
            Type::List(item) if path.depth > DEPTH || path.reopens(item) => json!([]),
            Type::List(item) => json!([self.nested(item, name, path.field(""))]),
            Type::Map(_, value) if path.depth > DEPTH || path.reopens(value) => json!({}),
            Type::Map(key_type, value) => {
                let key = self.nested(key_type, "key", path.field(""));
                let item = self.nested(value, "value", path.field(""));
                let id = if **key_type == Type::String { self.id_within(value) } else { None };
                let own = id.and_then(|id| item.get(id));
                let key = own.unwrap_or(&key).as_str().map(str::to_owned);
                let entry = key.map(|key| (key, item));
                Value::Object(entry.into_iter().collect())
            }
            Type::Union(union) => self.union(union, name, path),
            Type::Struct(item) => self.fields(item, path),
        }
    }

    /// Returns the field whose value is the key of an object in a map, such as the ID of a device; only for samples for
    /// programs.
    fn id_within(self, ty: &Type) -> Option<&'a str> {
        let Type::Struct(name) = ty else { return None };
        let item = self.model.structs.get(name).filter(|_| self.schemas.is_some())?;
        let is_id =
            |field: &&Field| field.required && field.ty == Type::String && field.name.ends_with("_id");
        item.fields.iter().find(is_id).map(|field| field.name.as_str())
    }

    /// Returns a value of the first kind that is not `null`.
    fn union(self, union: &str, name: &str, path: ValuePath<'_>) -> Value {
        let variants = self.model.unions.get(union).map(|item| item.variants.as_slice());
        let typed = variants.unwrap_or_default().iter().find(|variant| variant.kind != JsonKind::Null);
        let ty = typed.and_then(|variant| variant.ty.as_ref()).filter(|_| path.depth <= DEEPEST);
        ty.map_or(Value::Null, |ty| self.nested(ty, name, path.field("")))
    }

    fn fields(self, name: &str, path: ValuePath<'_>) -> Value {
        let Some(item) = self.model.structs.get(name).filter(|_| path.has_room()) else {
            return json!({});
        };
        let optional = self.optional(name, item, &path);
        let path = path.object(name);
        let constants = item.constants.iter().map(|(name, text)| (name.clone(), json!(text)));
        let shown = item.fields.iter().filter(|field| self.shows(item, field, &optional, &path));
        let fields = shown
            .map(|field| (field.name.clone(), self.nested(&field.ty, &field.name, path.field(&field.name))));
        let mut object: Map<_, _> = fields.chain(constants).collect();
        if let Some(event) = events::of(item, &path) {
            for (name, value) in event {
                // An event without a state key stays without it.
                if object.contains_key(name) {
                    object.insert(name.clone(), value.clone());
                }
            }
        }
        Value::Object(object)
    }

    /// Returns the optional fields that the sample of an object has.
    fn optional(self, name: &str, item: &Struct, path: &ValuePath<'_>) -> Optional<'a> {
        if self.parts == Parts::All {
            return Optional::All;
        }
        let is_outermost = path.outer.is_none() && self.schemas.is_some();
        if !is_outermost || item.fields.iter().any(|field| self.needs(field)) {
            return Optional::None;
        }
        let responds = |operation: &&Operation| matches!(&operation.response, Response::Json(Type::Struct(ty)) if ty == name);
        match self.model.operations.iter().filter(responds).collect::<Vec<_>>() {
            calls if calls.is_empty() => Optional::None,
            calls => Optional::OfResponse(calls),
        }
    }

    fn needs(self, field: &Field) -> bool {
        field.required || field.needed && self.schemas.is_some()
    }

    /// Returns whether a sample of an object has a field.
    fn shows(self, item: &Struct, field: &Field, optional: &Optional<'_>, path: &ValuePath<'_>) -> bool {
        let leads_on = |operation: &&Operation| {
            let next = operation.paging.as_ref().map(|paging| paging.next.as_slice());
            matches!(next, Some([step]) if step.rust_name == field.rust_name)
        };
        let is_meant = match optional {
            Optional::None => false,
            Optional::OfResponse(calls) => {
                !FAILURES.contains(&field.name.as_str()) && !calls.iter().any(leads_on)
            }
            Optional::All => true,
        };
        let is_wanted = is_meant
            && path.depth <= DEPTH
            && path.has_room()
            && !field.doc.deprecated
            && !path.reopens(&field.ty);
        // A message is not state.
        self.needs(field) || is_wanted && !(field.name == STATE_KEY && events::is_event(item))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::lower;
    use crate::{Api, Document, Release, json_schema};

    fn document(schema: &Value, schemas: Map<String, Value>) -> Document {
        let content = json!({"application/json": {"schema": schema}});
        let root = json!({"paths": {"/a": {"get": {"operationId": "a",
            "responses": {"200": {"description": "", "content": content}}}}},
            "components": {"schemas": schemas}});
        Document::new(Api::Identity, "sample.yaml", root)
    }

    /// Returns the sample of a schema with these parts.
    fn sample(schema: &Value, parts: Parts) -> Value {
        sample_of(schema, parts, Map::new())
    }

    /// Returns the sample of a schema, which may refer to others.
    fn sample_of(schema: &Value, parts: Parts, schemas: Map<String, Value>) -> Value {
        let document = document(schema, schemas);
        let model = lower(&document, Release { major: 1, minor: 19 }).unwrap();
        let schemas = json_schema::schemas(&document, &model).unwrap();
        let crate::lower::ir::Response::Json(ty) = &model.operations[0].response else { panic!() };
        Samples::fitting(&model, &schemas, parts).response(ty, "a")
    }

    #[test]
    fn objects_have_what_is_required_or_all() {
        let schema = json!({"type": "object", "required": ["id", "kind"], "properties": {
            "id": {"type": "string", "format": "mx-user-id"}, "kind": {"type": "string", "enum": ["x", "y"]},
            "old": {"type": "string", "deprecated": true}, "more": {"type": "boolean"}}});
        let required = json!({"id": "@alice:example.org", "kind": "x"});
        assert_eq!(sample(&schema, Parts::Required), required);
        let all = json!({"id": "@alice:example.org", "kind": "x", "more": true});
        assert_eq!(sample(&schema, Parts::All), all);
    }

    #[test]
    fn a_response_without_required_fields_has_its_optional_ones() {
        let inner = json!({"type": "object", "properties": {"more": {"type": "string"}}});
        let properties = json!({"devices": {"type": "array", "items": inner}, "failures": {"type": "object"},
            "old": {"type": "string", "deprecated": true}});
        let schema = json!({"type": "object", "properties": properties});
        assert_eq!(sample(&schema, Parts::Required), json!({"devices": [{}]}));
        let all = json!({"devices": [{"more": "more"}], "failures": {}});
        assert_eq!(sample(&schema, Parts::All), all);
        let required = json!({"type": "object", "properties": properties, "required": ["failures"]});
        assert_eq!(sample(&required, Parts::Required), json!({"failures": {}}));
    }

    #[test]
    fn types_that_double_have_samples_of_limited_length() {
        for required in [json!([]), json!(["a", "b"])] {
            let level = |index: usize| {
                let next = json!({"$ref": format!("#/components/schemas/Level{}", index + 1)});
                let properties = json!({"a": next, "b": next});
                (
                    format!("Level{index}"),
                    json!({"type": "object", "required": required, "properties": properties}),
                )
            };
            let last = json!({"type": "object", "properties": {"last": {"type": "string"}}});
            let schemas: Map<_, _> = (0..30).map(level).chain([("Level30".to_owned(), last)]).collect();
            let sample = sample_of(&json!({"$ref": "#/components/schemas/Level0"}), Parts::All, schemas);
            assert!(sample.to_string().len() < 1 << 20);
        }
    }

    #[test]
    fn limits_are_kept() {
        let schema = json!({"type": "object", "required": ["a", "b", "c", "d", "e", "f"], "properties": {
            "a": {"type": "integer", "minimum": 10}, "b": {"type": "integer", "maximum": 0},
            "c": {"type": "array", "minItems": 2, "items": {"type": "string", "maxLength": 3}},
            "d": {"type": "string", "minLength": 5, "pattern": "^geo:"}, "e": {"type": "string", "format": "uri"},
            "f": {"type": "object", "maxProperties": 0}}});
        let expected =
            json!({"a": 10, "b": 0, "c": ["c", "c"], "d": "geo:dd", "e": "https://example.org/e", "f": {}});
        let found = sample(&schema, Parts::Required);
        assert_eq!(found["c"], expected["c"]);
        assert_eq!((&found["a"], &found["b"], &found["f"]), (&expected["a"], &expected["b"], &expected["f"]));
        assert!(found["d"].as_str().unwrap().starts_with("geo:"), "{found}");
        assert!(found["e"].as_str().unwrap().starts_with("https://"), "{found}");
    }

    #[test]
    fn types_that_contain_themselves_end_in_an_empty_list() {
        let mut document = document(&json!({"$ref": "#/components/schemas/Node"}), Map::new());
        document.root["components"] = json!({"schemas": {"Node": {"type": "object", "required": ["children"],
            "properties": {"children": {"type": "array", "items": {"$ref": "#/components/schemas/Node"}},
                "parent": {"$ref": "#/components/schemas/Node"}}}}});
        let model = lower(&document, Release { major: 1, minor: 19 }).unwrap();
        let schemas = json_schema::schemas(&document, &model).unwrap();
        let samples = Samples::fitting(&model, &schemas, Parts::All);
        assert_eq!(samples.object("Node"), json!({"children": []}));
    }
}
