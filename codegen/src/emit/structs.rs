//! The object types: pairs progenitor's fields with the model's, and emits each pair.

use std::cell::OnceCell;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, format_ident, quote};

use crate::emit::doc_comment::doc_comment;
use crate::emit::paths::{EXTRA, EXTRA_OF, JSON_OBJECT};
use crate::emit::progenitor;
use crate::emit::rust_type::is_copied;
#[cfg(feature = "server")]
use crate::emit::rust_type::type_tokens;
use crate::lower::ir::{ApiModel, Field, Struct, Type};
use crate::lower::usage::{Role, defined, usage};
use crate::rust_name::ident;
use crate::rustdoc::{self, Uses};
use crate::sorted::{SortedMap, SortedSet};
use crate::{Error, Result};

/// An object type of the model with progenitor's struct.
pub(super) struct Paired<'a> {
    pub name: &'a str,
    pub ident: Ident,
    pub model: &'a Struct,
    pub fields: Vec<PairedField<'a>>,
}

/// A field of the model with progenitor's field.
pub(super) struct PairedField<'a> {
    pub ident: Ident,
    pub model: &'a Field,
    pub ty: syn::Type,
}

/// The location of a constructor.
#[derive(Clone, Copy)]
pub(super) enum ConstructorLocation {
    /// In the module of the types.
    Types,
    /// Beside that module, among the code for servers only.
    #[cfg(feature = "server")]
    Server,
}

impl ConstructorLocation {
    /// Returns the path of a type.
    fn path(self, name: &Ident) -> TokenStream {
        match self {
            Self::Types => name.to_token_stream(),
            #[cfg(feature = "server")]
            Self::Server => quote!(types::#name),
        }
    }

    fn doc(self) -> &'static str {
        match self {
            Self::Types => "Creates a value from its required fields; set optional ones as fields.",
            #[cfg(feature = "server")]
            Self::Server => {
                "Creates a value from its required fields; set optional ones as fields.\n\nA later release of the \
                 specification may require more fields, which then become further arguments."
            }
        }
    }
}

/// The object types by name.
pub(super) type Structs<'a> = SortedMap<&'a str, Paired<'a>>;

/// A model of an API, with the facts that more than one part of its code is written from. Each is computed once, when the first
/// part needs it, because progenitor takes a large part of the time of a build.
pub struct PairedModel<'a> {
    model: &'a ApiModel,
    structs: OnceCell<Structs<'a>>,
    uses: OnceCell<Uses<'a>>,
    defined: OnceCell<SortedSet<&'a str>>,
}

impl<'a> PairedModel<'a> {
    /// Takes a model, without computing anything yet.
    pub fn new(model: &'a ApiModel) -> Self {
        Self { model, structs: OnceCell::new(), uses: OnceCell::new(), defined: OnceCell::new() }
    }

    /// Returns the model.
    pub fn model(&self) -> &'a ApiModel {
        self.model
    }

    /// Returns the object types, paired with progenitor's.
    pub(super) fn structs(&self) -> Result<&Structs<'a>> {
        if let Some(structs) = self.structs.get() {
            return Ok(structs);
        }
        let structs = pair(self.model)?;
        Ok(self.structs.get_or_init(|| structs))
    }

    /// Returns the uses of each type.
    pub(super) fn uses(&self) -> &Uses<'a> {
        self.uses.get_or_init(|| usage(self.model))
    }

    /// Returns the types that definitions contain.
    pub(super) fn defined(&self) -> &SortedSet<&'a str> {
        self.defined.get_or_init(|| defined(self.model))
    }
}

/// Pairs all object types; fails if the model or progenitor's output lacks a type or a field.
pub(super) fn pair(model: &ApiModel) -> Result<Structs<'_>> {
    let pairs = progenitor::structs(model)?.into_iter().map(|written| {
        let fields = written.fields.into_iter().map(|(field, ty)| PairedField {
            ident: ident(&field.rust_name),
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

/// Emits an object type with its constructor and the code that reads and writes it.
pub(super) fn items(paired: &PairedModel<'_>, item: &Paired<'_>) -> TokenStream {
    let doc = rustdoc::type_item(paired.model, paired.uses(), item.name, &item.model.doc);
    let definition = item.definition(paired.model, &doc);
    let constructor = is_sent(paired, item.name).then(|| item.constructor(ConstructorLocation::Types));
    let object = item.object();
    quote! {
        #definition
        #constructor
        #object
    }
}

/// Emits the constructor of a type that only servers send, outside of the module of the types, which clients have, too.
#[cfg(feature = "server")]
pub(super) fn constructor_for_servers(paired: &PairedModel<'_>, item: &Paired<'_>) -> Option<TokenStream> {
    let is_received = !is_sent(paired, item.name);
    is_received.then(|| item.constructor(ConstructorLocation::Server))
}

/// Returns whether a request or a definition contains the type. Types that clients only receive have no constructor for
/// clients, because a later release may add required fields.
fn is_sent(paired: &PairedModel<'_>, name: &str) -> bool {
    let mut uses = paired.uses().get(name).into_iter().flatten();
    uses.any(|one| !matches!(one.role, Role::Response | Role::PartOfResponse))
        || paired.defined().contains(name)
}

/// Returns whether a field is an argument of the constructor.
pub(super) fn is_argument(field: &Field) -> bool {
    field.required || field.needed
}

impl<'a> Paired<'a> {
    /// Returns the field with a name in JSON.
    pub(super) fn field(&self, name: &str) -> Option<&PairedField<'a>> {
        self.fields.iter().find(|field| field.model.name == name)
    }

    pub(super) fn definition(&self, model: &ApiModel, doc: &str) -> TokenStream {
        let doc = doc_comment(doc);
        let fields = self.fields.iter().map(|field| {
            let PairedField { ident, ty, .. } = field;
            let doc = doc_comment(&rustdoc::field(model, field.model));
            quote!(#doc pub #ident: #ty,)
        });
        let name = &self.ident;
        quote! {
            #doc
            #[derive(Clone, Debug)]
            pub struct #name {
                #(#fields)*
                /// Fields that the specification does not name, and values that did not fit named ones.
                pub extra: #EXTRA,
            }
        }
    }

    /// Emits `new` with the fields that are required when sent, even if they are optional when read; `Default` if there are
    /// none.
    pub(super) fn constructor(&self, location: ConstructorLocation) -> TokenStream {
        let name = &self.ident;
        let name = location.path(name);
        let values = self.fields.iter().map(|field| {
            let name = &field.ident;
            let value = if field.is_copied() { quote!(#name) } else { quote!(#name.into()) };
            match (is_argument(field.model), field.model.required) {
                (true, true) if field.is_copied() => quote!(#name),
                (true, true) => quote!(#name: #value),
                (true, false) => quote!(#name: Some(#value)),
                (false, _) => quote!(#name: None),
            }
        });
        let value = quote!(Self { #(#values,)* extra: #EXTRA_OF::<Self>() });
        let arguments: Vec<_> = self.fields.iter().filter(|field| is_argument(field.model)).collect();
        if arguments.is_empty() {
            return quote! {
                impl Default for #name {
                    fn default() -> Self { #value }
                }
            };
        }
        let doc = doc_comment(location.doc());
        let arguments = arguments.into_iter().map(|field| {
            let (ident, ty) = (&field.ident, field.given(location));
            if field.is_copied() { quote!(#ident: #ty) } else { quote!(#ident: impl Into<#ty>) }
        });
        quote! {
            impl #name {
                #doc
                pub fn new(#(#arguments),*) -> Self { #value }
            }
        }
    }

    /// Emits reading and writing as a macro, which compiles far faster than serde's derives.
    pub(super) fn object(&self) -> TokenStream {
        let name = &self.ident;
        let fields = self.fields.iter().enumerate().map(|(index, field)| {
            let (index, ident, name) = (Literal::usize_unsuffixed(index), &field.ident, &field.model.name);
            let methods = methods(field.model);
            quote!(#index #ident #name #methods)
        });
        let constants = self.model.constants.iter().enumerate().map(|(index, (name, text))| {
            let variable = format_ident!("__constant{index}");
            let index = Literal::usize_unsuffixed(self.fields.len().saturating_add(index));
            let need = ident(if self.model.tag.as_ref() == Some(name) { "required" } else { "optional" });
            quote!(#index #variable #name = #need #text)
        });
        let constants = (!self.model.constants.is_empty()).then(|| quote!(; #(#constants),*));
        quote!(#JSON_OBJECT! { #name { #(#fields),* #constants } })
    }
}

impl PairedField<'_> {
    /// Returns whether the value is boxed, because it may contain its own type.
    pub(super) fn is_boxed(&self) -> bool {
        progenitor::inner(progenitor::inner(&self.ty, "Option").unwrap_or(&self.ty), "Box").is_some()
    }

    /// Returns the type of the constructor's argument: the type of the field, without the `Option` of an optional field.
    fn given(&self, location: ConstructorLocation) -> TokenStream {
        match location {
            ConstructorLocation::Types => {
                let inner = progenitor::inner(&self.ty, "Option").filter(|_| !self.model.required);
                inner.unwrap_or(&self.ty).to_token_stream()
            }
            #[cfg(feature = "server")]
            ConstructorLocation::Server => self.given_outside(&self.model.ty),
        }
    }

    /// Returns this type as written outside of the module of the types, boxed like the field.
    #[cfg(feature = "server")]
    fn given_outside(&self, ty: &Type) -> TokenStream {
        match ty {
            Type::Nullable(inner) => {
                let inner = self.given_outside(inner);
                quote!(Option<#inner>)
            }
            ty => {
                let ty = type_tokens(ty, &quote!(types));
                if self.is_boxed() { quote!(Box<#ty>) } else { ty }
            }
        }
    }

    /// Returns whether the value is a number or a boolean, for which a conversion would only make literals ambiguous.
    fn is_copied(&self) -> bool {
        is_copied(&self.model.ty)
    }
}

/// Returns the methods of `json_object!` for a field: one reads and writes it, another checks that a required field exists.
fn methods(field: &Field) -> TokenStream {
    match (field.required, field.lenient, &field.ty) {
        (true, true, Type::Boolean) => quote!(flag present_flag),
        (true, false, Type::RawObject) => quote!(required present_object),
        (true, false, _) => quote!(required present),
        (true, true, _) => quote!(required_forms present),
        (false, false, _) => quote!(optional),
        (false, true, _) => quote!(optional_forms),
    }
}
