//! Has objects read by `runtime::object`, which costs the compiler far less than what serde derives.
//!
//! Members are also read from what servers write instead of what the description says: integers written as floats,
//! and lists and maps that are left out when they are empty.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use syn::{Item, ItemStruct, parse_quote};

use crate::lower::ir::{Lowered, Struct, Type};
use crate::{Error, Result};

/// How a member is read.
enum Reading {
    Plain,
    /// With integers, which may be written as floats.
    Whole,
    /// Nothing is an empty list or map.
    OrEmpty,
}

pub(super) fn objects(lowered: &Lowered, file: &mut syn::File) -> Result<()> {
    let items = super::types(lowered, file)?;
    let mut reading = Vec::new();
    for item in items.iter_mut() {
        if let Item::Struct(item) = item
            && let Some(known) = lowered.structs.get(&item.ident.to_string())
        {
            reading.extend(object(lowered, known, item)?);
        }
    }
    // Two implementations for each.
    let (written, expected) = (reading.len() / 2, lowered.structs.len());
    items.extend(reading);
    if written == expected {
        return Ok(());
    }
    let message = format!("{expected} types are to be read from objects and {written} were found");
    Err(Error::file(lowered.api.slug(), message))
}

/// The implementations in place of what serde would derive.
fn object(lowered: &Lowered, known: &Struct, item: &mut ItemStruct) -> Result<[Item; 2]> {
    super::without_derive(&mut item.attrs, "Deserialize");
    let (name, text) = (&item.ident, item.ident.to_string());
    let mut members = Members::default();
    for field in &item.fields {
        let Some(ident) = &field.ident else { continue };
        let rust = ident.to_string();
        let json = super::json_name(&field.attrs).unwrap_or_else(|| rust.clone());
        match known.fields.iter().find(|other| other.name == json) {
            Some(member) if member.lenient && has_integer(&member.ty) => {
                let message = format!(
                    "type {text}: the member {rust} holds integers and may be absent, which no reader can do at once"
                );
                return Err(Error::file(lowered.api.slug(), message));
            }
            Some(member) => {
                let optional = !member.required || matches!(member.ty, Type::Nullable(_));
                members.add(ident, json, reading(&member.ty, member.lenient), optional || member.lenient);
            }
            None => match &known.extra {
                Some(extra) if rust == "extra" => members.extra = Some(reading(extra, false)),
                _ => {
                    let message = format!("type {text}: the member {rust} is not in the description");
                    return Err(Error::file(lowered.api.slug(), message));
                }
            },
        }
    }
    let body = members.read();
    let names = &members.names;
    Ok([
        parse_quote! {
            impl<'de> ::serde::Deserialize<'de> for #name {
                fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                    ::matrix_openapi::runtime::object(deserializer)
                }
            }
        },
        parse_quote! {
            impl<'de> ::matrix_openapi::runtime::Object<'de> for #name {
                const NAME: &'static str = #text;
                const MEMBERS: &'static [&'static str] = &[#(#names),*];

                fn read<A: ::serde::de::MapAccess<'de>>(
                    mut members: ::matrix_openapi::runtime::Members<A>,
                ) -> ::std::result::Result<Self, A::Error> {
                    #body
                }
            }
        },
    ])
}

/// What is written for each member of a type.
#[derive(Default)]
struct Members {
    names: Vec<String>,
    /// The variables that hold what was read.
    parts: Vec<Ident>,
    arms: Vec<TokenStream>,
    values: Vec<TokenStream>,
    extra: Option<Reading>,
}

impl Members {
    fn add(&mut self, ident: &Ident, name: String, reading: Reading, by_default: bool) {
        let place = Literal::usize_unsuffixed(self.names.len());
        let part = format_ident!("part_{}", self.names.len());
        let put = match reading {
            Reading::Plain => quote!(put),
            Reading::Whole => quote!(put_whole),
            Reading::OrEmpty => quote!(put_or_empty),
        };
        self.arms.push(quote!(#place => members.#put(&mut #part, #place)?,));
        self.values.push(match by_default {
            true => quote!(#ident: #part.unwrap_or_default()),
            false => quote!(#ident: members.required(#part, #place)?),
        });
        self.names.push(name);
        self.parts.push(part);
    }

    /// The body of the function that reads them.
    fn read(&self) -> TokenStream {
        let Self { parts, arms, values, .. } = self;
        let keep = self.extra.as_ref().map(|reading| match reading {
            Reading::Whole => quote!(keep_whole),
            _ => quote!(keep),
        });
        let parts = quote!(#(let mut #parts = ::std::option::Option::None;)*);
        match keep {
            None => quote! {
                #parts
                while let ::std::option::Option::Some(place) = members.next_place()? {
                    match place {
                        #(#arms)*
                        _ => {}
                    }
                }
                ::std::result::Result::Ok(Self { #(#values),* })
            },
            Some(keep) => quote! {
                #parts
                let mut extra = ::std::collections::BTreeMap::new();
                while let ::std::option::Option::Some(name) = members.next_name()? {
                    match name {
                        ::matrix_openapi::runtime::Name::Known(place) => match place {
                            #(#arms)*
                            _ => {}
                        },
                        ::matrix_openapi::runtime::Name::Other(name) => members.#keep(&mut extra, name)?,
                    }
                }
                ::std::result::Result::Ok(Self { #(#values,)* extra })
            },
        }
    }
}

fn reading(ty: &Type, lenient: bool) -> Reading {
    match has_integer(ty) {
        true => Reading::Whole,
        false if lenient => Reading::OrEmpty,
        false => Reading::Plain,
    }
}

/// Whether integers stand in the member itself and not in a type of their own.
pub(crate) fn has_integer(ty: &Type) -> bool {
    match ty {
        Type::Integer | Type::Unsigned => true,
        Type::List(inner) | Type::Map(_, inner) | Type::Nullable(inner) => has_integer(inner),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::{Api, Document, Release, generate};

    fn generated(schema: Value) -> Result<String, String> {
        let root = json!({"openapi": "3.1.0", "paths": {"/thing": {"get": {"operationId": "getThing", "responses": {
            "200": {"description": "", "content": {"application/json": {"schema": schema}}}}}}}});
        let document = Document::new(Api::ClientServer, "fixture.yaml", root);
        generate(&document, Release { major: 1, minor: 19 }).map_err(|error| error.to_string())
    }

    /// How the member `a` is read, and what becomes of it.
    fn reading(property: Value, required: Value) -> (String, String) {
        let source =
            generated(json!({"type": "object", "properties": {"a": property}, "required": required}))
                .unwrap();
        let rest = source.split("Object<'de> for GetThingResponse {").nth(1).unwrap();
        let line = |start: &str| {
            let mut lines = rest.lines().map(str::trim);
            lines.find_map(|line| line.strip_prefix(start)).unwrap().trim_end_matches(',').to_owned()
        };
        (line("0 => members."), line("a: "))
    }

    #[test]
    fn members_with_integers_take_floats() {
        let (put, whole) = ("put(&mut part_0, 0)?", "put_whole(&mut part_0, 0)?");
        let (required, optional) = ("members.required(part_0, 0)?", "part_0.unwrap_or_default()");
        let is = |property: Value, names: Value, expected: (&str, &str)| {
            let found = reading(property.clone(), names);
            assert_eq!((found.0.as_str(), found.1.as_str()), expected, "{property}");
        };
        is(json!({"type": "integer"}), json!(["a"]), (whole, required));
        is(json!({"type": "integer"}), json!([]), (whole, optional));
        is(json!({"type": ["integer", "null"]}), json!(["a"]), (whole, optional));
        let lists = json!({"type": "object", "additionalProperties": {"type": "array", "items": {"type": "integer"}}});
        is(lists, json!(["a"]), (whole, required));
        for other in [
            json!({"type": "string"}),
            json!({"type": "number"}),
            json!({"type": "array", "items": {}}),
            json!({}),
        ] {
            is(other.clone(), json!([]), (put, optional));
            is(other, json!(["a"]), (put, required));
        }
    }

    #[test]
    fn listed_members_may_be_absent() {
        let list = json!({"type": "array", "items": {"type": "string"}, "x-lenient": true});
        let (put, value) = reading(list, json!(["a"]));
        assert_eq!(
            (put.as_str(), value.as_str()),
            ("put_or_empty(&mut part_0, 0)?", "part_0.unwrap_or_default()")
        );
    }

    #[test]
    fn members_that_are_not_named_are_kept() {
        for (ty, keep) in [("string", "keep"), ("integer", "keep_whole")] {
            let schema = json!({"type": "object", "additionalProperties": {"type": ty}, "properties": {"a": {"type": "string"}}});
            let source = generated(schema).unwrap();
            assert!(source.contains(&format!("members.{keep}(&mut extra, name)?")), "{source}");
        }
    }

    #[test]
    fn what_cannot_be_read_leniently_is_refused() {
        let refused = |property: Value, required: Value| {
            generated(json!({"type": "object", "properties": {"a": property}, "required": required}))
                .unwrap_err()
        };
        let numbers = json!({"type": "array", "items": {"type": "integer"}, "x-lenient": true});
        let message = refused(numbers.clone(), json!(["a"]));
        assert_eq!(
            message,
            "client-server: type GetThingResponse: the member a holds integers and may be absent, which no reader can do at once"
        );
        let place =
            "fixture.yaml#/paths/~1thing/get/responses/200/content/application~1json/schema/properties/a";
        let reason = "`x-lenient` is for required lists and maps, all else can be made optional";
        assert_eq!(refused(numbers, json!([])), format!("{place}: {reason}"));
        assert_eq!(
            refused(json!({"type": "string", "x-lenient": true}), json!(["a"])),
            format!("{place}: {reason}")
        );
    }
}
