//! Expressions that build the response of an operation, for the examples of handlers.

use std::collections::BTreeSet;

use matrix_openapi_codegen::lower::ir::{
    ApiModel, Body, Field, JsonKind, Operation, ParameterLocation, Response, Type,
};
use matrix_openapi_codegen::matrix::service::service_api;
use matrix_openapi_codegen::pointer::join;
use matrix_openapi_codegen::sample::{PlaceSource, SamplePlace, Samples, places};

/// The depth up to which lists and maps are not empty.
const DEPTH: usize = 3;

/// The length limit of a list item that stays on its line.
const SHORT: usize = 50;

/// Builds the response of an operation.
pub(super) struct Responses<'a> {
    model: &'a ApiModel,
    operation: &'a Operation,
    samples: Samples<'a>,
    /// The places whose values the request determines.
    places: Vec<SamplePlace>,
    /// The types of the crate that the expressions use.
    pub(super) names: BTreeSet<String>,
}

/// The position of a value in the response.
struct ValuePath {
    /// Its JSON pointer.
    pointer: String,
    depth: usize,
}

impl ValuePath {
    fn to(&self, step: &str) -> Self {
        Self { pointer: join(&self.pointer, step), depth: self.depth + 1 }
    }
}

impl<'a> Responses<'a> {
    pub(super) fn of(model: &'a ApiModel, operation: &'a Operation) -> Self {
        let samples = Samples::new(model);
        let places = match &operation.response {
            Response::Json(ty) => places(model, operation, &samples.value(ty, "response")),
            _ => Vec::new(),
        };
        Self { model, operation, samples, places, names: BTreeSet::new() }
    }

    /// Returns the type that a handler returns.
    pub(super) fn returned(&mut self) -> String {
        match &self.operation.response {
            Response::Empty => "()".to_owned(),
            Response::Json(Type::RawObject) if self.is_nothing() => "()".to_owned(),
            Response::Json(ty) => self.path(ty),
            Response::Stream(_) => "Content".to_owned(),
            Response::Multipart => "FederationFile".to_owned(),
            Response::Redirect => "Redirect".to_owned(),
        }
    }

    /// Returns whether `{}` is a usual response: of a request that changes something, or of a query whether something exists.
    fn is_nothing(&self) -> bool {
        self.operation.facts.method != "GET" || service_api(self.model.api).is_some()
    }

    /// Returns the last statements of a handler.
    pub(super) fn statements(&mut self) -> Vec<String> {
        let start = ValuePath { pointer: String::new(), depth: 0 };
        match &self.operation.response {
            Response::Json(Type::RawObject) if self.is_nothing() => vec!["Ok(())".to_owned()],
            Response::Json(Type::RawObject) => {
                self.name("RawObject");
                let value = "Map::from_iter([(\"key\".to_owned(), json!(\"value\"))])";
                vec![format!("Ok(RawObject::from({value}))")]
            }
            Response::Json(Type::Struct(name)) if self.arguments(name).is_empty() => {
                self.optional(name, &start)
            }
            Response::Json(ty) => {
                let value = self.owned(ty, "response", &start);
                vec![format!("Ok({value})")]
            }
            Response::Empty => vec!["Ok(())".to_owned()],
            Response::Stream(media) => {
                self.name("Content");
                let media = media.first().map_or("application/octet-stream", String::as_str);
                vec![format!("Ok(Content::new({media:?}, \"the file\"))")]
            }
            Response::Multipart => {
                self.name("Content");
                self.name("FederationFile");
                vec!["Ok(FederationFile::new(Content::new(\"text/plain\", \"the file\")))".to_owned()]
            }
            Response::Redirect => {
                self.name("Redirect");
                self.name("ErrorResponse");
                let text = "\"the URL of the login is invalid\"";
                vec![format!(
                    "Redirect::to(\"https://sso.example.org/login\").map_err(|_| ErrorResponse::internal({text}))"
                )]
            }
        }
    }

    /// Returns a struct without required fields, with the first field that an example can show.
    fn optional(&mut self, name: &str, path: &ValuePath) -> Vec<String> {
        let model = self.model;
        let fields = model.structs.get(name).map(|item| item.fields.as_slice()).unwrap_or_default();
        let Some(field) = fields.iter().find(|field| !field.doc.deprecated && self.is_shown(&field.ty))
        else {
            return vec![format!("Ok(types::{name}::default())")];
        };
        let value = self.owned(&field.ty, &field.name, &path.to(&field.name));
        vec![
            format!("let mut response = types::{name}::default();"),
            format!("response.{} = Some({value});", field.rust_name),
            "Ok(response)".to_owned(),
        ]
    }

    /// Returns whether an example shows a value of this type; it leaves out arbitrary JSON.
    fn is_shown(&self, ty: &Type) -> bool {
        match ty {
            Type::Raw(_) | Type::RawJson | Type::JsonValue | Type::Content(_) | Type::Handwritten(_) => false,
            Type::RawObject => false,
            Type::List(inner) | Type::Map(_, inner) | Type::Nullable(inner) => self.is_shown(inner),
            _ => true,
        }
    }

    fn arguments(&self, name: &str) -> Vec<&'a Field> {
        let fields = self.model.structs.get(name).map(|item| item.fields.as_slice()).unwrap_or_default();
        fields.iter().filter(|field| field.required || field.needed).collect()
    }

    /// Returns the expression of an argument that is taken as `impl Into<…>`.
    fn argument(&mut self, field: &Field, path: &ValuePath) -> String {
        let path = path.to(&field.name);
        match &field.ty {
            Type::String | Type::Secret | Type::Enumeration(_) => {
                let part = self.request_part(&field.ty, &path);
                part.unwrap_or_else(|| self.literal(&field.ty, &field.name))
            }
            // Arrays convert into lists and maps.
            Type::List(item) if !is_empty(item, &path) => {
                format!("[{}]", self.owned(item, &field.name, &path.to("0")))
            }
            Type::Map(key, value) if !is_empty(value, &path) => {
                format!("[{}]", self.entry(key, value, &path))
            }
            ty => self.owned(ty, &field.name, &path),
        }
    }

    /// Returns a key and a value.
    fn entry(&mut self, key: &Type, value: &Type, path: &ValuePath) -> String {
        let text = self.samples.value(key, "key");
        let inside = path.to(text.as_str().unwrap_or_default());
        let key = self.owned(key, "key", &ValuePath { pointer: String::new(), depth: 0 });
        format!("({key}, {})", self.owned(value, "value", &inside))
    }

    /// Returns the expression of a value of the type.
    fn owned(&mut self, ty: &Type, name: &str, path: &ValuePath) -> String {
        if let Some(part) = self.request_part(ty, path) {
            return part;
        }
        match ty {
            Type::String => format!("{}.to_owned()", self.literal(ty, name)),
            Type::Boolean | Type::Integer | Type::Unsigned | Type::Number => self.literal(ty, name),
            Type::Secret => {
                self.name("Secret");
                format!("Secret::new({})", self.literal(ty, name))
            }
            Type::Identifier(kind) => {
                self.name(kind);
                format!("{kind}::unchecked({})", self.literal(ty, name))
            }
            Type::Enumeration(of) => format!("types::{of}::from({})", self.literal(ty, name)),
            Type::RawObject => {
                self.name("RawObject");
                "RawObject::from(Map::new())".to_owned()
            }
            Type::RawJson => {
                self.name("RawJson");
                "RawJson::from(json!({\"key\": \"value\"}))".to_owned()
            }
            Type::Raw(inner) => self.raw(inner, name, path),
            Type::List(item) if is_empty(item, path) => "Vec::new()".to_owned(),
            Type::List(item) => match self.owned(item, name, &path.to("0")) {
                short if short.len() <= SHORT => format!("vec![{short}]"),
                item => format!("Vec::from([{item}])"),
            },
            Type::Map(_, value) if is_empty(value, path) => "BTreeMap::new()".to_owned(),
            Type::Map(key, value) => format!("BTreeMap::from([{}])", self.entry(key, value, path)),
            Type::Nullable(inner) => format!("Some({})", self.owned(inner, name, path)),
            Type::Union(union) => self.union(union, name, path),
            Type::Struct(item) => self.object(item, path),
            Type::Content(item) => format!("Box::new({})", self.object(item, path)),
            Type::JsonValue | Type::Handwritten(_) => "json!({\"key\": \"value\"})".to_owned(),
        }
    }

    /// Returns a value that is kept as JSON.
    fn raw(&mut self, inner: &Type, name: &str, path: &ValuePath) -> String {
        self.name("ErrorResponse");
        self.name("Raw");
        let value = self.owned(inner, name, path);
        let error = "ErrorResponse::internal(\"the event cannot be written\")";
        format!("Raw::new(&{value}).map_err(|_| {error})?")
    }

    /// Returns a value of the first kind that is not `null`.
    fn union(&mut self, union: &str, name: &str, path: &ValuePath) -> String {
        let variants = self.model.unions.get(union).map(|item| item.variants.as_slice()).unwrap_or_default();
        let typed = variants.iter().find(|variant| variant.kind != JsonKind::Null);
        let value = match typed.and_then(|variant| variant.ty.as_ref()) {
            Some(ty @ (Type::String | Type::Enumeration(_))) => self.literal(ty, name),
            Some(ty) => self.owned(ty, name, path),
            None => String::new(),
        };
        format!("types::{union}::from({value})")
    }

    fn object(&mut self, name: &str, path: &ValuePath) -> String {
        let arguments = self.arguments(name);
        if arguments.is_empty() {
            return format!("types::{name}::default()");
        }
        let arguments: Vec<_> = arguments.into_iter().map(|field| self.argument(field, path)).collect();
        format!("types::{name}::new({})", arguments.join(", "))
    }

    /// Returns the part of the request that is the value of a field of the response, if it has the same type.
    fn request_part(&self, ty: &Type, path: &ValuePath) -> Option<String> {
        // Deeper inside, one part could be the value of several fields.
        if path.depth != 1 {
            return None;
        }
        let parameter = |name: &String, location| {
            let mut all = self.operation.parameters.iter();
            let one = all.find(|one| one.name == *name && one.location == location)?;
            (one.required && one.ty == *ty).then(|| one.rust_name.clone())
        };
        let places = self.places.iter().filter(|place| place.pointer == path.pointer);
        let mut parts = places.filter_map(|place| match &place.source {
            PlaceSource::Path(name) => parameter(name, ParameterLocation::Path),
            PlaceSource::Query(name) => parameter(name, ParameterLocation::Query),
            PlaceSource::Field(name) => {
                let Some(Body::Object(body)) = &self.operation.body else { return None };
                let mut fields = self.model.structs.get(body)?.fields.iter();
                let field = fields.find(|field| field.name == *name)?;
                (field.required && field.ty == *ty).then(|| format!("body.{}", field.rust_name))
            }
            PlaceSource::CallerUser => (*ty == Type::Identifier("UserId")).then(|| "caller".to_owned()),
            PlaceSource::CallerDevice => None,
        });
        parts.next_back()
    }

    /// Returns a type as written in handlers.
    fn path(&mut self, ty: &Type) -> String {
        match ty {
            Type::Enumeration(name) | Type::Union(name) | Type::Struct(name) => format!("types::{name}"),
            Type::Raw(inner) => {
                self.name("Raw");
                format!("Raw<{}>", self.path(inner))
            }
            Type::List(item) => format!("Vec<{}>", self.path(item)),
            Type::Map(key, value) => format!("BTreeMap<{}, {}>", self.path(key), self.path(value)),
            Type::Nullable(inner) => format!("Option<{}>", self.path(inner)),
            Type::String | Type::Boolean | Type::Integer | Type::Unsigned | Type::Number => ty.to_string(),
            other => {
                self.name(&other.to_string());
                other.to_string()
            }
        }
    }

    fn literal(&self, ty: &Type, name: &str) -> String {
        self.samples.value(ty, name).to_string()
    }

    fn name(&mut self, name: &str) {
        self.names.insert(name.to_owned());
    }
}

/// Returns whether a list or map of this type stays empty in an example.
fn is_empty(item: &Type, path: &ValuePath) -> bool {
    path.depth > DEPTH || matches!(item, Type::Raw(_))
}
