//! Has objects read and written by `runtime`, which costs the compiler far less than what serde derives, and has every
//! type keep the fields that it does not name.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use syn::{Item, ItemStruct, parse_quote};

use crate::lower::ir::{Field, Lowered, Struct, Type};
use crate::{Error, Result};

/// The name in JSON of the field that makes an object a signed one.
const SIGNATURES: &str = "signatures";

pub(super) fn objects(lowered: &Lowered, file: &mut syn::File) -> Result<()> {
    let items = super::types(lowered, file)?;
    let (mut names, mut implementations) = (Vec::new(), Vec::new());
    for item in items.iter_mut() {
        if let Item::Struct(item) = item
            && let Some(known) = lowered.structs.get(&item.ident.to_string())
        {
            implementations.push(object(lowered, known, item)?);
            names.push(item.ident.clone());
        }
    }
    let (written, expected) = (names.len(), lowered.structs.len());
    if written != expected {
        let message = format!("{expected} types are to be read from objects and {written} were found");
        return Err(Error::file(lowered.api.slug(), message));
    }
    items.extend(implementations);
    items.push(parse_quote!(::matrix_openapi::json_objects! { #(#names)* }));
    Ok(())
}

/// The implementation in place of what serde would derive.
fn object(lowered: &Lowered, known: &Struct, item: &mut ItemStruct) -> Result<Item> {
    super::without_derive(&mut item.attrs, "Serialize");
    super::without_derive(&mut item.attrs, "Deserialize");
    let (name, text) = (item.ident.clone(), item.ident.to_string());
    let mut fields = Fields::default();
    for field in &mut item.fields {
        let Some(ident) = &field.ident else { continue };
        let json = super::json_name(&field.attrs).unwrap_or_else(|| ident.to_string());
        let Some(known) = known.fields.iter().find(|other| other.name == json) else {
            let message = format!("type {text}: the field {ident} is not in the description");
            return Err(Error::file(lowered.api.slug(), message));
        };
        fields.add(ident, known);
        field.attrs.retain(|attribute| !attribute.path().is_ident("serde"));
    }
    if let syn::Fields::Named(named) = &mut item.fields {
        named.named.push(parse_quote! {
            /// The fields that the specification does not name, and what named ones could not take.
            pub extra: ::matrix_openapi::Extra
        });
    }
    let Fields { names, parts, arms, values, writes } = &fields;
    let signed = names.iter().any(|name| name == SIGNATURES);
    Ok(parse_quote! {
        impl ::matrix_openapi::runtime::Object for #name {
            const NAME: &'static str = #text;
            const FIELDS: &'static [&'static str] = &[#(#names),*];
            const SIGNED: bool = #signed;

            fn read<'de, A: ::serde::de::MapAccess<'de>>(
                mut fields: ::matrix_openapi::runtime::FieldReader<A>,
            ) -> ::std::result::Result<Self, A::Error> {
                #(let mut #parts = ::std::option::Option::None;)*
                while let ::std::option::Option::Some(place) = fields.next_place()? {
                    match place {
                        #(#arms)*
                        _ => {}
                    }
                }
                ::std::result::Result::Ok(Self { #(#values,)* extra: fields.extra() })
            }

            fn write<S: ::serde::ser::SerializeMap>(
                &self,
                fields: &mut ::matrix_openapi::runtime::FieldWriter<'_, S>,
            ) -> ::std::result::Result<(), S::Error> {
                #(#writes)*
                ::std::result::Result::Ok(())
            }

            fn extra(&self) -> &::matrix_openapi::Extra { &self.extra }
        }
    })
}

/// What is written for each field of a type.
#[derive(Default)]
struct Fields {
    names: Vec<String>,
    /// The variables that hold what was read.
    parts: Vec<Ident>,
    arms: Vec<TokenStream>,
    values: Vec<TokenStream>,
    writes: Vec<TokenStream>,
}

impl Fields {
    fn add(&mut self, ident: &Ident, field: &Field) {
        let place = Literal::usize_unsuffixed(self.names.len());
        let part = format_ident!("part_{}", self.names.len());
        let put = match (field.required, field.lenient) {
            (true, false) => quote!(put),
            (true, true) => quote!(put_forms),
            (false, false) => quote!(put_optional),
            (false, true) => quote!(put_optional_forms),
        };
        self.arms.push(quote!(#place => fields.#put(&mut #part, #place)?,));
        let required = match &field.ty {
            Type::FreeObject => quote!(required_object),
            Type::Boolean if field.lenient => quote!(required_flag),
            _ => quote!(required),
        };
        self.values.push(match field.required {
            true => quote!(#ident: fields.#required(#part, #place)?),
            false => quote!(#ident: #part),
        });
        let write = match (field.required, &field.ty) {
            (false, _) => quote!(optional),
            (true, Type::Boolean) if field.lenient => quote!(flag),
            (true, _) => quote!(required),
        };
        let name = &field.name;
        self.writes.push(quote!(fields.#write(#name, &self.#ident)?;));
        self.names.push(field.name.clone());
        self.parts.push(part);
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

    /// How the field `a` is read, what becomes of it, and how it is written.
    fn reading(property: &Value, required: Value) -> [String; 3] {
        let schema = json!({"type": "object", "properties": {"a": property}, "required": required});
        let source = generated(schema).unwrap();
        let words = source.split_whitespace().collect::<Vec<_>>().join(" ");
        let rest = words.split("Object for GetThingResponse {").nth(1).unwrap();
        let between = |start: &str, end: &str| {
            rest.split(start).nth(1).unwrap().split(end).next().unwrap().trim().to_owned()
        };
        let write = between("Result<(), S::Error> { fields.", ";");
        [between("0 => fields.", ","), between("Ok(Self { a: ", ", extra"), write]
    }

    #[test]
    fn required_and_optional_fields_are_read_and_written_each_in_their_way() {
        let required = ["put(&mut part_0", "fields.required(part_0, 0)?", r#"required("a", &self.a)?"#];
        let optional = ["put_optional(&mut part_0", "part_0", r#"optional("a", &self.a)?"#];
        for property in [
            json!({"type": "integer"}),
            json!({"type": "string"}),
            json!({"type": ["integer", "null"]}),
            json!({"type": "array", "items": {}}),
            json!({}),
        ] {
            assert_eq!(reading(&property, json!(["a"])), required, "{property}");
            assert_eq!(reading(&property, json!([])), optional, "{property}");
        }
        let object = reading(&json!({"type": "object"}), json!(["a"]));
        assert_eq!(object[1], "fields.required_object(part_0, 0)?");
    }

    #[test]
    fn marked_fields_take_several_forms() {
        let text = json!({"type": "string", "x-lenient": true});
        assert_eq!(reading(&text, json!(["a"]))[0], "put_forms(&mut part_0");
        assert_eq!(reading(&text, json!([]))[0], "put_optional_forms(&mut part_0");
        let flag = reading(&json!({"type": "boolean", "x-lenient": true}), json!(["a"]));
        let expected =
            ["put_forms(&mut part_0", "fields.required_flag(part_0, 0)?", r#"flag("a", &self.a)?"#];
        assert_eq!(flag, expected);
        let list = json!({"type": "array", "items": {"type": "string"}, "x-lenient": true});
        let refused = generated(json!({"type": "object", "properties": {"a": list}})).unwrap_err();
        let place =
            "fixture.yaml#/paths/~1thing/get/responses/200/content/application~1json/schema/properties/a";
        assert_eq!(refused, format!("{place}: `x-lenient` is for text, booleans and integers"));
    }

    #[test]
    fn every_type_keeps_what_it_does_not_name() {
        let inner = json!({"type": "object", "properties": {"signatures": {"type": "object"}}});
        let source = generated(json!({"type": "object", "properties": {"a": inner}})).unwrap();
        assert_eq!(source.matches("pub extra: ::matrix_openapi::Extra").count(), 2);
        assert_eq!(source.matches("extra: fields.extra()").count(), 2);
        assert_eq!(source.matches("const SIGNED: bool = true;").count(), 1);
        assert_eq!(source.matches("const SIGNED: bool = false;").count(), 1);
    }
}
