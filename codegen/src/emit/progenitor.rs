//! The object types as progenitor writes them: it decides the type of each field, and boxes fields of types that
//! contain each other.
//!
//! Progenitor reads an OpenAPI 3.0 document, in which `x-rust-type` carries the decisions of the lowering. Names are
//! placeholders, because progenitor alters names by its own rules and panics on some.
//!
//! The document is built from openapiv3's types instead of read from JSON, because every user would have to compile
//! the deserialization of all of OpenAPI.

use indexmap::IndexMap;
use openapiv3::{
    AnySchema, Components, Info, IntegerFormat, IntegerType, NumberFormat, NumberType, ObjectType, OpenAPI,
    ReferenceOr, Schema, SchemaData, SchemaKind, StringType, VariantOrUnknownOrEmpty,
};
use progenitor_impl::{GenerationSettings, Generator, HooksMode, InterfaceStyle, UnknownPolicy};
use quote::quote;
use serde_json::{Value, json};
use syn::punctuated::Punctuated;
use syn::{Fields, GenericArgument, Item, ItemMod, ItemStruct, PathArguments, parse_quote};

use crate::emit::paths::{
    JSON_VALUE, Path, RAW, RAW_JSON, RAW_OBJECT, SECRET, SESSION, event_part_text, identifier_text,
};
use crate::lower::ir::{ApiModel, Field, Struct, Type};
use crate::rust_name::ident;
use crate::sorted::{SortedMap, sort};
use crate::{Api, Error, Result};

/// The crate that the generated code belongs to, in the format of `x-rust-type`.
const ROOT_CRATE: &str = "matrix-openapi";

/// The extension that gives progenitor the Rust type of a schema.
const RUST_TYPE: &str = "x-rust-type";

/// The names of object types in a document, if they differ from the model's.
pub type TypeNames = SortedMap<String, String>;

/// An object type as progenitor writes it.
pub(super) struct Written<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its fields with their types, in progenitor's order.
    pub fields: Vec<(&'a Field, syn::Type)>,
}

/// The placeholders in the document for the names of types and fields.
#[derive(Default)]
struct Placeholders<'a> {
    /// The placeholder of each type.
    names: TypeNames,
    types: SortedMap<String, &'a str>,
    fields: SortedMap<String, &'a Field>,
}

/// Returns the object types of an API.
pub(super) fn structs(model: &ApiModel) -> Result<Vec<Written<'_>>> {
    let refuse = |message: String| Error::file(model.api.slug(), message);
    let (document, placeholders) = with_placeholders(model);
    let mut generator = Generator::new(&settings());
    let tokens = generator
        .generate_tokens(&document)
        .map_err(|error| refuse(format!("progenitor refuses the lowered document: {error}")))?;
    let file: syn::File = syn::parse2(tokens)
        .map_err(|error| refuse(format!("progenitor's output is not valid Rust: {error}")))?;
    let types = file.items.into_iter().find_map(|item| match item {
        Item::Mod(ItemMod { ident, content: Some((_, items)), .. }) if ident == "types" => Some(items),
        _ => None,
    });
    let types = types.ok_or_else(|| refuse("progenitor's output has no module `types`".to_owned()))?;
    // Progenitor also writes a module with the error of conversions, which no struct has.
    let structs = types.into_iter().filter_map(|item| match item {
        Item::Struct(item) => Some(item),
        _ => None,
    });
    let written = structs.map(|item| placeholders.resolve(item)).collect::<Option<Vec<_>>>();
    let written = written
        .ok_or_else(|| refuse("progenitor wrote a type or a field that the model lacks".to_owned()))?;
    if written.len() == model.structs.len() {
        return Ok(written);
    }
    Err(refuse(format!("progenitor wrote {} of {} object types", written.len(), model.structs.len())))
}

/// Returns the settings of progenitor: the positional style, because the builder style writes a builder for each
/// type.
pub fn settings() -> GenerationSettings {
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Positional)
        .with_hooks(HooksMode::Expected)
        .with_inner_type(quote!(#SESSION))
        .with_map_type("::std::collections::BTreeMap")
        .with_unknown_crates(UnknownPolicy::Allow);
    settings
}

/// Returns a document of some schemas by name.
pub fn document(model: &ApiModel, schemas: impl IntoIterator<Item = (String, Schema)>) -> OpenAPI {
    let schemas = schemas.into_iter().map(|(name, schema)| (name, ReferenceOr::Item(schema)));
    OpenAPI {
        openapi: "3.0.3".to_owned(),
        info: Info {
            title: model.api.slug().to_owned(),
            version: model.release.to_string(),
            ..Info::default()
        },
        components: Some(Components { schemas: schemas.collect(), ..Components::default() }),
        ..OpenAPI::default()
    }
}

/// Returns an object type as a schema.
pub fn object(item: &Struct, api: Api, names: &TypeNames) -> Schema {
    let properties =
        item.fields.iter().map(|field| (field.name.clone(), boxed(schema(&field.ty, api, names))));
    let required = item.fields.iter().filter(|field| field.required).map(|field| field.name.clone());
    let object = ObjectType {
        properties: properties.collect(),
        required: required.collect(),
        ..ObjectType::default()
    };
    plain(SchemaKind::Type(openapiv3::Type::Object(object)))
}

/// Returns the schema that progenitor turns into exactly this type.
pub fn schema(ty: &Type, api: Api, names: &TypeNames) -> ReferenceOr<Schema> {
    let of_root_crate =
        |path: &str, inner: &[&Type]| rust_type(ROOT_CRATE, path, &parameters(inner, api, names));
    let ours = |path: Path, inner: &[&Type]| of_root_crate(&path.text(), inner);
    let std = |path: &str, inner: &[&Type]| {
        rust_type("std", &format!("std::{path}"), &parameters(inner, api, names))
    };
    match ty {
        Type::String => {
            ReferenceOr::Item(plain(SchemaKind::Type(openapiv3::Type::String(StringType::default()))))
        }
        Type::Boolean => {
            ReferenceOr::Item(plain(SchemaKind::Type(openapiv3::Type::Boolean(Default::default()))))
        }
        Type::Integer => integer(VariantOrUnknownOrEmpty::Item(IntegerFormat::Int64)),
        Type::Unsigned => integer(VariantOrUnknownOrEmpty::Unknown("uint64".to_owned())),
        Type::Number => {
            let format = VariantOrUnknownOrEmpty::Item(NumberFormat::Double);
            let number = NumberType { format, ..NumberType::default() };
            ReferenceOr::Item(plain(SchemaKind::Type(openapiv3::Type::Number(number))))
        }
        Type::Secret => ours(SECRET, &[]),
        Type::Identifier(name) => of_root_crate(&identifier_text(name), &[]),
        Type::Handwritten(name) => of_root_crate(&event_part_text(name), &[]),
        Type::JsonValue => ours(JSON_VALUE, &[]),
        Type::RawObject => ours(RAW_OBJECT, &[]),
        Type::RawJson => ours(RAW_JSON, &[]),
        Type::Enumeration(name) | Type::Union(name) => {
            of_root_crate(&format!("matrix_openapi::{}::types::{name}", api.module()), &[])
        }
        // A content may contain its own type, which progenitor supports only for objects.
        Type::Content(name) => std("boxed::Box", &[&Type::Union(name.clone())]),
        Type::Struct(name) => {
            let name = names.get(name).unwrap_or(name);
            ReferenceOr::Reference { reference: format!("#/components/schemas/{name}") }
        }
        Type::Raw(inner) => ours(RAW, &[inner]),
        Type::List(inner) => std("vec::Vec", &[inner]),
        Type::Map(key, value) => std("collections::BTreeMap", &[key, value]),
        Type::Nullable(inner) => std("option::Option", &[inner]),
    }
}

/// Returns the type parameter of a `Box` or an `Option`.
pub(super) fn inner<'a>(ty: &'a syn::Type, name: &str) -> Option<&'a syn::Type> {
    let syn::Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == name)?;
    match &last.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
            GenericArgument::Type(inner) => Some(inner),
            _ => None,
        },
        _ => None,
    }
}

/// Returns the document of the types, with placeholders for names.
fn with_placeholders(model: &ApiModel) -> (OpenAPI, Placeholders<'_>) {
    let mut placeholders = Placeholders::default();
    for name in model.structs.keys() {
        let placeholder = format!("T{:05}", placeholders.names.len());
        placeholders.types.insert(placeholder.clone(), name);
        placeholders.names.insert(name.clone(), placeholder);
    }
    let mut schemas = Vec::new();
    for (name, item) in &model.structs {
        // Progenitor sorts the fields by their names.
        let mut fields: Vec<_> = item.fields.iter().collect();
        sort(&mut fields, |one, other| one.rust_name.cmp(&other.rust_name));
        let mut renamed = item.clone();
        renamed.fields.clear();
        for field in fields {
            let placeholder = format!("f{:05}", placeholders.fields.len());
            placeholders.fields.insert(placeholder.clone(), field);
            // Progenitor does not look into our `Option` for objects that contain themselves.
            let (required, ty) = match &field.ty {
                Type::Nullable(inner) => (false, inner.as_ref().clone()),
                ty => (field.required, ty.clone()),
            };
            renamed.fields.push(Field { name: placeholder, required, ty, ..field.clone() });
        }
        let object = object(&renamed, model.api, &placeholders.names);
        schemas.extend(placeholders.names.get(name).map(|name| (name.clone(), object)));
    }
    (document(model, schemas), placeholders)
}

impl<'a> Placeholders<'a> {
    /// Restores the names of a struct; `None` if a placeholder is unknown.
    fn resolve(&self, item: ItemStruct) -> Option<Written<'a>> {
        let name = self.types.get(&item.ident.to_string()).copied()?;
        // Progenitor writes an object without fields as a map.
        let fields = match item.fields {
            Fields::Named(fields) => fields.named,
            Fields::Unnamed(_) | Fields::Unit => Punctuated::new(),
        };
        let fields = fields.into_iter().map(|field| {
            let known = self.fields.get(&field.ident?.to_string()).copied()?;
            let mut ty = field.ty;
            self.resolve_type(&mut ty);
            Some((known, unboxed(ty)))
        });
        Some(Written { name, fields: fields.collect::<Option<_>>()? })
    }

    /// Replaces placeholders by names, and removes unneeded paths.
    fn resolve_type(&self, ty: &mut syn::Type) {
        let syn::Type::Path(path) = ty else { return };
        // Absolute paths are ours, so their names are not placeholders.
        let is_ours = path.path.leading_colon.is_some();
        for segment in &mut path.path.segments {
            if let Some(name) = self.types.get(&segment.ident.to_string()).filter(|_| !is_ours) {
                segment.ident = ident(name);
            }
            if let PathArguments::AngleBracketed(arguments) = &mut segment.arguments {
                for argument in &mut arguments.args {
                    if let GenericArgument::Type(ty) = argument {
                        self.resolve_type(ty);
                    }
                }
            }
        }
        let name = path.path.segments.last().filter(|_| needs_no_path(&path.path)).cloned();
        if let Some(name) = name {
            path.path = name.into();
        }
    }
}

/// Returns whether a path is that of a type in the prelude or in the same module.
fn needs_no_path(path: &syn::Path) -> bool {
    let names: Vec<_> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    matches!(
        names.as_slice(),
        ["std", _, "Box" | "Option" | "String" | "Vec"] | ["matrix_openapi", _, "types", _]
    )
}

/// Turns a `Box` of an `Option` into an `Option` of a `Box`, because every optional field is an `Option`.
fn unboxed(ty: syn::Type) -> syn::Type {
    match inner(&ty, "Box").and_then(|boxed| inner(boxed, "Option")) {
        Some(optional) if inner(optional, "Box").is_some() => {
            parse_quote!(Option<#optional>)
        }
        Some(optional) => parse_quote!(Option<Box<#optional>>),
        None => ty,
    }
}

/// Returns the type parameters of `x-rust-type`, as JSON.
fn parameters(types: &[&Type], api: Api, names: &TypeNames) -> Vec<Value> {
    types.iter().map(|ty| parameter(ty, api, names)).collect()
}

fn parameter(ty: &Type, api: Api, names: &TypeNames) -> Value {
    match schema(ty, api, names) {
        ReferenceOr::Reference { reference } => json!({"$ref": reference}),
        ReferenceOr::Item(schema) => match schema.schema_data.extensions.get(RUST_TYPE) {
            Some(ty) => json!({RUST_TYPE: ty}),
            None => match ty {
                Type::Boolean => json!({"type": "boolean"}),
                Type::Integer => json!({"type": "integer", "format": "int64"}),
                Type::Unsigned => json!({"type": "integer", "format": "uint64"}),
                Type::Number => json!({"type": "number", "format": "double"}),
                _ => json!({"type": "string"}),
            },
        },
    }
}

fn rust_type(name: &str, path: &str, parameters: &[Value]) -> ReferenceOr<Schema> {
    let ty = json!({"crate": name, "version": "*", "path": path, "parameters": parameters});
    let extensions = IndexMap::from_iter([(RUST_TYPE.to_owned(), ty)]);
    let schema_data = SchemaData { extensions, ..SchemaData::default() };
    ReferenceOr::Item(Schema { schema_data, schema_kind: SchemaKind::Any(AnySchema::default()) })
}

fn plain(schema_kind: SchemaKind) -> Schema {
    Schema { schema_data: SchemaData::default(), schema_kind }
}

fn integer(format: VariantOrUnknownOrEmpty<IntegerFormat>) -> ReferenceOr<Schema> {
    let integer = IntegerType { format, ..IntegerType::default() };
    ReferenceOr::Item(plain(SchemaKind::Type(openapiv3::Type::Integer(integer))))
}

fn boxed(schema: ReferenceOr<Schema>) -> ReferenceOr<Box<Schema>> {
    match schema {
        ReferenceOr::Item(schema) => ReferenceOr::Item(Box::new(schema)),
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
    }
}
