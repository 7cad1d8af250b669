//! The values within a sample, each with its type.

use matrix_openapi_codegen::lower::ir::{Field, Type};
use matrix_openapi_codegen::pointer::join;
use serde_json::Value;

use crate::sample::{Samples, kind};
use crate::step;

/// A value within a sample.
#[derive(Clone)]
pub struct Place {
    /// The JSON pointer of the value in the sample.
    pub pointer: String,
    /// The path of the value in errors.
    pub path: String,
    pub ty: Type,
    pub around: Around,
}

/// The nearest part around a value that a defect in the value affects.
#[derive(Clone, PartialEq)]
pub enum Around {
    /// The whole content.
    Content,
    /// An optional field, whose value is kept unchanged.
    Field,
    /// An item or entry, which is left out.
    Entry(String),
}

impl Samples<'_> {
    /// Returns the values of a sample, including the sample itself, from the inside out. Paths start at the content.
    pub fn places(self, ty: &Type, sample: &Value) -> Vec<Place> {
        let (pointer, path) = (String::new(), "$.content".to_owned());
        let mut found = Vec::new();
        self.walk(Place { pointer, path, ty: ty.clone(), around: Around::Content }, sample, &mut found);
        found
    }

    /// Returns the objects of a sample, each with its position and the fields of its type.
    pub fn objects(&self, ty: &Type, sample: &Value) -> Vec<(Place, &[Field])> {
        let object = |place: Place| match &place.ty {
            Type::Struct(name) => {
                let fields = self.item(name).fields.as_slice();
                Some((place, fields))
            }
            _ => None,
        };
        self.places(ty, sample).into_iter().filter_map(object).collect()
    }

    fn walk(self, place: Place, value: &Value, found: &mut Vec<Place>) {
        match (&place.ty, value) {
            (Type::Struct(name), Value::Object(values)) => {
                let fields = &self.item(name).fields;
                // A signed value is read exactly or not at all.
                let is_signed = fields.iter().any(|field| field.name == "signatures");
                for field in fields {
                    let Some(value) = values.get(&field.name) else { continue };
                    let around =
                        if field.required || is_signed { place.around.clone() } else { Around::Field };
                    self.walk(place.inside(&field.name, &step(&field.name), &field.ty, around), value, found);
                }
            }
            (Type::Union(name), value) => {
                let variants = &self.model.unions[name].variants;
                let variant = variants.iter().find(|variant| variant.kind == kind(value));
                if let Some(ty) = variant.and_then(|variant| variant.ty.clone()) {
                    self.walk(Place { ty, ..place.clone() }, value, found);
                }
            }
            (Type::Nullable(inner), value) => {
                self.walk(Place { ty: (**inner).clone(), ..place.clone() }, value, found)
            }
            (Type::List(inner), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    let place = place.entry(&index.to_string(), &format!("[{index}]"), inner);
                    self.walk(place, item, found);
                }
            }
            (Type::Map(_, inner), Value::Object(entries)) => {
                for (name, entry) in entries {
                    self.walk(place.entry(name, &step(name), inner), entry, found);
                }
            }
            _ => {}
        }
        found.push(place);
    }
}

impl Place {
    fn inside(&self, key: &str, step: &str, ty: &Type, around: Around) -> Self {
        Self {
            pointer: join(&self.pointer, key),
            path: format!("{}{step}", self.path),
            ty: ty.clone(),
            around,
        }
    }

    /// Returns an item or entry. A content that is a map keeps entries that do not fit.
    fn entry(&self, key: &str, step: &str, ty: &Type) -> Self {
        let around = match self.pointer.is_empty() {
            true => Around::Field,
            false => Around::Entry(join(&self.pointer, key)),
        };
        self.inside(key, step, ty, around)
    }
}

/// Removes the value at a pointer.
pub fn remove(sample: &mut Value, pointer: &str) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match sample.pointer_mut(parent).unwrap() {
        Value::Object(fields) => {
            drop(fields.remove(&matrix_openapi_codegen::pointer::unescape(key)).unwrap())
        }
        Value::Array(items) => drop(items.remove(key.parse().unwrap())),
        other => panic!("nothing to remove in {other}"),
    }
}
