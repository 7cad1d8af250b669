//! Lets the types grow: a member or variant that a later release adds breaks nobody, since nobody outside of this
//! crate can build or match all of a type. What is sent can be built all the same, from what it cannot do without.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Field, Item, ItemStruct, parse_quote};

use crate::lower::ir::{Lowered, Struct};
use crate::lower::uses::{Role, uses};
use crate::{Error, Result};

pub(super) fn grow(lowered: &Lowered, file: &mut syn::File) -> Result<()> {
    let uses = uses(lowered);
    let sent = |name: &str| {
        let uses = uses.get(name).into_iter().flatten();
        uses.into_iter().any(|one| !matches!(one.role, Role::Answer | Role::PartOfAnswer))
    };
    let items = super::types(lowered, file)?;
    let (mut opened, mut constructors) = (0, Vec::new());
    for item in items.iter_mut() {
        let attributes = match item {
            Item::Struct(item) => {
                let name = item.ident.to_string();
                // A response by default could only be had until a later release adds a field that is always there.
                super::without_derive(&mut item.attrs, "Default");
                let known = lowered.structs.get(&name).filter(|_| sent(&name));
                constructors.extend(known.map(|known| constructor(known, item)));
                &mut item.attrs
            }
            Item::Enum(item) => &mut item.attrs,
            _ => continue,
        };
        attributes.push(parse_quote!(#[non_exhaustive]));
        opened += 1;
    }
    items.extend(constructors);
    let expected = lowered.structs.len() + lowered.unions.len();
    if opened == expected {
        return Ok(());
    }
    Err(Error::file(
        lowered.api.slug(),
        format!("{expected} types are to be left open and {opened} were found"),
    ))
}

/// How a type is built to be sent: by default, or by a function of its required fields.
fn constructor(known: &Struct, item: &ItemStruct) -> Item {
    let required = |field: &&Field| {
        let rust = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
        let json = super::json_name(&field.attrs).unwrap_or(rust);
        known.fields.iter().any(|member| member.name == json && member.required)
    };
    let members: Vec<(Ident, TokenStream)> = item
        .fields
        .iter()
        .filter(required)
        .filter_map(|field| Some((field.ident.clone()?, argument(field))))
        .collect();
    let name = &item.ident;
    let values = item.fields.iter().filter_map(|field| {
        let member = field.ident.as_ref()?;
        Some(match required(&field) {
            true if is_copied(field) => quote!(#member),
            true => quote!(#member: #member.into()),
            false => quote!(#member: ::std::option::Option::None),
        })
    });
    let value = quote!(Self { #(#values,)* extra: ::matrix_openapi::runtime::extra_of::<Self>() });
    if members.is_empty() {
        return parse_quote! {
            impl ::std::default::Default for #name {
                fn default() -> Self { #value }
            }
        };
    }
    let arguments = members.iter().map(|(member, ty)| quote!(#member: #ty));
    parse_quote! {
        impl #name {
            /// One with the fields that it must have and no others, which are to be set.
            pub fn new(#(#arguments),*) -> Self { #value }
        }
    }
}

fn argument(field: &Field) -> TokenStream {
    let ty = &field.ty;
    if is_copied(field) { quote!(#ty) } else { quote!(impl ::std::convert::Into<#ty>) }
}

/// Whether a member is a number or a boolean, for which a conversion would only make literals ambiguous.
fn is_copied(field: &Field) -> bool {
    matches!(&field.ty, syn::Type::Path(ty) if ["bool", "i64", "u64", "f64"].iter().any(|name| ty.path.is_ident(name)))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::{Api, Document, Release, generate};

    /// The generated code for a call that sends one object and answers another.
    fn generated(sent: Value, answered: Value) -> String {
        let body = |schema: Value| json!({"content": {"application/json": {"schema": schema}}});
        let mut answer = body(answered);
        answer["description"] = json!("");
        let operation =
            json!({"operationId": "put", "requestBody": body(sent), "responses": {"200": answer}});
        let root = json!({"openapi": "3.1.0", "paths": {"/thing": {"put": operation}}});
        let document = Document::new(Api::Identity, "fixture.yaml", root);
        generate(&document, Release { major: 1, minor: 19 }).unwrap()
    }

    fn object(required: &[&str]) -> Value {
        let properties =
            json!({"a": {"type": "string"}, "type": {"type": "integer"}, "c": {"type": "boolean"}});
        json!({"type": "object", "properties": properties, "required": required})
    }

    /// What stands in the code from a line on to the end of its block.
    fn block<'a>(code: &'a str, start: &str) -> &'a str {
        let start = code.find(start).unwrap_or_else(|| panic!("{start} is not in\n{code}"));
        let rest = &code[start..];
        &rest[..rest.find("\n    }").unwrap()]
    }

    #[test]
    fn every_type_is_left_open() {
        let either = json!({"oneOf": [{"type": "string"}, {"type": "integer"}]});
        let answer = json!({"type": "object", "properties": {"either": either}});
        let code = generated(object(&[]), answer);
        let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        let lines: Vec<_> = code.lines().map(words).collect();
        for name in ["pub struct PutRequest {", "pub struct PutResponse {", "pub enum PutEither {"] {
            let at =
                lines.iter().position(|line| line == name).unwrap_or_else(|| panic!("no {name} in\n{code}"));
            let attributes = lines[..at].iter().rev().take_while(|line| line.starts_with("#["));
            assert!(attributes.into_iter().any(|line| line == "#[non_exhaustive]"), "{name}");
        }
    }

    #[test]
    fn what_is_sent_is_built_from_what_it_must_have() {
        let code = generated(object(&["a", "type"]), object(&["a", "type"]));
        let new = block(&code, "impl PutRequest {");
        let words = new.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            words.contains(
                "pub fn new( a: impl ::std::convert::Into<::std::string::String>, type_: i64, ) -> Self"
            ),
            "{words}"
        );
        assert!(
            words.contains("Self { a: a.into(), c: ::std::option::Option::None, type_, extra:"),
            "{words}"
        );
        assert!(!code.contains("impl PutResponse {"), "an answer is built by nobody");
    }

    /// The attributes above a type, a line each.
    fn attributes<'a>(code: &'a str, name: &str) -> Vec<&'a str> {
        let before = code.split(&format!("pub struct {name} {{")).next().unwrap();
        let lines = before.lines().rev().skip(1).map(str::trim);
        lines.take_while(|line| line.starts_with("#[")).collect()
    }

    #[test]
    fn what_must_have_nothing_is_built_by_default() {
        let open =
            json!({"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": {}});
        for sent in [object(&[]), open] {
            let code = generated(sent, json!({"type": "object"}));
            assert!(!code.contains("impl PutRequest {"), "{code}");
            assert_eq!(code.matches("::std::default::Default for PutRequest {").count(), 1, "{code}");
        }
    }

    #[test]
    fn an_answer_is_built_by_nobody() {
        let code = generated(object(&[]), object(&[]));
        let attributes = attributes(&code, "PutResponse").join("\n");
        assert!(attributes.contains("Clone, Debug)]") && !attributes.contains("Default"), "{attributes}");
    }
}
