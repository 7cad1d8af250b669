//! The object types: progenitor's fields paired with the model's, and what is made of each pair.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use crate::doc::{self, Uses};
use crate::emit::paths::{
    EXTRA, EXTRA_OF, FIELD_READER, FIELD_WRITER, JSON_OBJECTS, MAP_ACCESS, OBJECT, SERIALIZE_MAP,
};
use crate::emit::progenitor;
use crate::emit::rust_type::is_copied;
use crate::lower::ir::{Field, Lowered, Struct, Type};
use crate::lower::uses::Role;
use crate::rust_name::ident;
use crate::{Error, Result};

/// The field in JSON that makes an object a signed one.
const SIGNATURES: &str = "signatures";

/// An object type of the model with what progenitor wrote for it.
pub(super) struct Paired<'a> {
    pub name: &'a str,
    pub ident: Ident,
    pub model: &'a Struct,
    pub fields: Vec<PairedField<'a>>,
}

/// A field of the model with what progenitor wrote for it.
pub(super) struct PairedField<'a> {
    pub ident: Ident,
    pub model: &'a Field,
    pub ty: syn::Type,
}

/// The object types by name.
pub(super) type Structs<'a> = BTreeMap<&'a str, Paired<'a>>;

/// Pairs all object types, or fails if one of them or a field is not in both.
pub(super) fn pair(model: &Lowered) -> Result<Structs<'_>> {
    let pairs = progenitor::structs(model)?.into_iter().map(|written| {
        let fields = written.fields.into_iter().map(|(field, ty)| PairedField {
            ident: ident(&field.rust),
            model: field,
            ty,
        });
        let fields: Vec<_> = fields.collect();
        match model.structs.get(written.name) {
            Some(item) if item.fields.len() == fields.len() => {
                let (name, ident) = (written.name, ident(written.name));
                Ok((name, Paired { name, ident, model: item, fields }))
            }
            _ => {
                let message = format!("type {}: progenitor wrote {} fields", written.name, fields.len());
                Err(Error::file(model.api.slug(), message))
            }
        }
    });
    pairs.collect()
}

/// The items for all object types.
pub(super) fn items(model: &Lowered, uses: &Uses<'_>, structs: &Structs<'_>) -> TokenStream {
    let definitions = structs.values().map(|item| item.definition(model, uses));
    let constructors = structs.values().filter(|item| is_sent(uses, item.name)).map(Paired::constructor);
    let implementations = structs.values().map(Paired::object);
    let names = structs.values().map(|item| &item.ident);
    quote! {
        #(#definitions)*
        #(#constructors)*
        #(#implementations)*
        #JSON_OBJECTS! { #(#names)* }
    }
}

/// Whether some request holds the type. Types that are only received have no constructor, since a later release may add a
/// required field to them.
fn is_sent(uses: &Uses<'_>, name: &str) -> bool {
    let mut uses = uses.get(name).into_iter().flatten();
    uses.any(|one| !matches!(one.role, Role::Answer | Role::PartOfAnswer))
}

impl<'a> Paired<'a> {
    /// The field of a name in JSON.
    pub(super) fn field(&self, name: &str) -> Option<&PairedField<'a>> {
        self.fields.iter().find(|field| field.model.name == name)
    }

    fn definition(&self, model: &Lowered, uses: &Uses<'_>) -> TokenStream {
        let doc = doc::type_item(model, uses, self.name, &self.model.doc);
        let fields = self.fields.iter().map(|field| {
            let PairedField { ident, ty, .. } = field;
            let doc = doc::member(model, field.model);
            quote!(#[doc = #doc] pub #ident: #ty,)
        });
        let name = &self.ident;
        quote! {
            #[doc = #doc]
            #[derive(Clone, Debug)]
            pub struct #name {
                #(#fields)*
                /// The fields that the specification does not name, and what named ones could not take.
                pub extra: #EXTRA,
            }
        }
    }

    /// `Default`, or `new` with the required fields if there are any.
    fn constructor(&self) -> TokenStream {
        let values = self.fields.iter().map(|field| {
            let name = &field.ident;
            match field.model.required {
                true if field.is_copied() => quote!(#name),
                true => quote!(#name: #name.into()),
                false => quote!(#name: ::std::option::Option::None),
            }
        });
        let value = quote!(Self { #(#values,)* extra: #EXTRA_OF::<Self>() });
        let required: Vec<_> = self.fields.iter().filter(|field| field.model.required).collect();
        let name = &self.ident;
        if required.is_empty() {
            return quote! {
                impl ::std::default::Default for #name {
                    fn default() -> Self { #value }
                }
            };
        }
        let arguments = required.into_iter().map(|field| {
            let PairedField { ident, ty, .. } = field;
            if field.is_copied() {
                quote!(#ident: #ty)
            } else {
                quote!(#ident: impl ::std::convert::Into<#ty>)
            }
        });
        quote! {
            impl #name {
                /// One with the fields that it must have and no others, which are to be set.
                pub fn new(#(#arguments),*) -> Self { #value }
            }
        }
    }

    /// How it is read and written, which costs the compiler far less than what serde derives.
    fn object(&self) -> TokenStream {
        let (name, text) = (&self.ident, self.name);
        let mut code = ObjectCode::default();
        for field in &self.fields {
            code.add(&field.ident, field.model);
        }
        let ObjectCode { names, parts, arms, values, writes } = &code;
        let signed = names.iter().any(|name| name == SIGNATURES);
        quote! {
            impl #OBJECT for #name {
                const NAME: &'static str = #text;
                const FIELDS: &'static [&'static str] = &[#(#names),*];
                const SIGNED: bool = #signed;

                fn read<'de, A: #MAP_ACCESS<'de>>(
                    mut fields: #FIELD_READER<A>,
                ) -> ::std::result::Result<Self, A::Error> {
                    #(let mut #parts = ::std::option::Option::None;)*
                    while let ::std::option::Option::Some(place) = fields.next_index()? {
                        match place {
                            #(#arms)*
                            _ => {}
                        }
                    }
                    ::std::result::Result::Ok(Self { #(#values,)* extra: fields.extra() })
                }

                fn write<S: #SERIALIZE_MAP>(
                    &self,
                    fields: &mut #FIELD_WRITER<'_, S>,
                ) -> ::std::result::Result<(), S::Error> {
                    #(#writes)*
                    ::std::result::Result::Ok(())
                }

                fn extra(&self) -> &#EXTRA { &self.extra }
            }
        }
    }
}

impl PairedField<'_> {
    /// Whether the value is boxed, since it may hold the same type again.
    pub(super) fn is_boxed(&self) -> bool {
        progenitor::inner(progenitor::inner(&self.ty, "Option").unwrap_or(&self.ty), "Box").is_some()
    }

    /// Whether it is a number or a boolean, for which a conversion would only make literals ambiguous.
    fn is_copied(&self) -> bool {
        is_copied(&self.model.ty)
    }
}

/// What is written for each field of a type.
#[derive(Default)]
struct ObjectCode {
    names: Vec<String>,
    /// The variables that hold what was read.
    parts: Vec<Ident>,
    arms: Vec<TokenStream>,
    values: Vec<TokenStream>,
    writes: Vec<TokenStream>,
}

impl ObjectCode {
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
