//! The contents with several forms, told apart by the string in one field: each is an enumeration of structs.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::doc_comment::doc_comment;
use crate::emit::paths::{EXTRA, TAGGED};
use crate::emit::rust_type::in_module;
use crate::emit::structs::{Paired, Structs};
use crate::lower::event_ir::Tagged;
use crate::lower::ir::{Field, Struct, Type};
use crate::matrix::events::MESSAGE_METHODS;
use crate::rust_name::ident;
use crate::rustdoc::{EventDocs, code};
use crate::{Error, Result};

/// Emits a content with several forms.
pub(super) fn enumeration(
    docs: &EventDocs<'_>,
    structs: &Structs<'_>,
    name: &str,
    item: &Tagged,
) -> Result<TokenStream> {
    let find = |name: &str| {
        structs
            .get(name)
            .ok_or_else(|| Error::file("events", format!("the form `{name}` of a content is not a struct")))
    };
    let forms = item.structs().map(find).collect::<Result<Vec<_>>>()?;
    let other = find(&item.other)?;
    let tag = other.field(&item.tag).ok_or_else(|| {
        Error::file(
            "events",
            format!("the struct `{}` has no field `{}`, so its form is lost", item.other, item.tag),
        )
    })?;
    let (tag, field) = (&item.tag, &tag.ident);
    let doc = doc_comment(&docs.item(name, &item.doc));
    let name = ident(name);
    let variants = item.variants.iter().map(|variant| {
        let doc = doc_comment(&format!("{}.", code(&variant.value)));
        let (rust_name, ty) = (ident(&variant.rust_name), ident(&variant.ty));
        quote!(#doc #rust_name(#ty),)
    });
    let known = item.variants.iter().map(|variant| {
        let (value, rust_name, ty) = (&variant.value, ident(&variant.rust_name), ident(&variant.ty));
        quote!(#value #rust_name(#ty))
    });
    let other_doc = doc_comment(&format!("Any other {}.", code(tag)));
    let other = &other.ident;
    let (shared, mixed): (Vec<_>, Vec<_>) = common(&forms).into_iter().partition(|common| common.is_the_same);
    let shared = shared.iter().map(|common| common.methods());
    let mixed: Vec<_> = mixed.iter().map(|common| common.getter(item, &forms)).collect();
    let mixed = (!mixed.is_empty()).then(|| quote!(impl #name { #(#mixed)* }));
    Ok(quote! {
        #doc
        #[derive(Clone, Debug)]
        pub enum #name {
            #(#variants)*
            #other_doc
            Other(#other),
        }
        #TAGGED! {
            #name #tag { #(#known),* } else Other(#other) #field {
                #(#shared)*
                /// Returns the fields that the specification does not name.
                value extra extra_mut: #EXTRA,
            }
        }
        #mixed
    })
}

/// A field that all forms have.
struct Common<'a> {
    field: &'a Field,
    /// Whether it is required in all forms, or optional in all.
    is_the_same: bool,
    is_boxed: bool,
}

/// Returns the fields that all forms have, with one type.
fn common<'a>(forms: &[&Paired<'a>]) -> Vec<Common<'a>> {
    let Some(first) = forms.first() else { return Vec::new() };
    let structs: Vec<_> = forms.iter().map(|form| form.model).collect();
    let common = common_fields(&structs).into_iter().filter_map(|(field, is_the_same)| {
        let is_boxed = first.field(&field.name)?.is_boxed() && !matches!(field.ty, Type::Content(_));
        Some(Common { field, is_the_same, is_boxed })
    });
    common.collect()
}

/// The field of all types that holds the fields that they do not name.
const EXTRA_FIELD: &str = "extra";

/// Returns the fields that all forms have with one type, and whether each is required in all of them or optional in all.
/// Leaves out fields with the name of a handwritten method, or of the `_mut` method of another field.
pub(super) fn common_fields<'a>(forms: &[&'a Struct]) -> Vec<(&'a Field, bool)> {
    let Some((first, others)) = forms.split_first() else { return Vec::new() };
    let own = first.fields.iter().filter(|field| !MESSAGE_METHODS.contains(&field.rust_name.as_str()));
    let common = own.filter_map(|field| {
        let mut is_the_same = true;
        for other in others {
            let other = other.fields.iter().find(|other| other.name == field.name)?;
            if other.ty != field.ty || other.rust_name != field.rust_name {
                return None;
            }
            is_the_same &= other.required == field.required;
        }
        Some((field, is_the_same))
    });
    let mut common: Vec<_> = common.collect();
    // Each field also has a method for changes, whose name must be free.
    let fields = common.iter().map(|(field, _)| field.rust_name.as_str()).chain([EXTRA_FIELD]);
    let methods: Vec<_> = fields.map(changing).collect();
    common.retain(|(field, _)| !methods.contains(&field.rust_name));
    common
}

/// Returns the name of the method that returns a mutable reference to a field. A trailing underscore, which distinguishes
/// names, stays at the end.
pub(super) fn changing(rust_name: &str) -> String {
    match rust_name.strip_suffix('_') {
        Some(stem) => format!("{stem}_mut_"),
        None => format!("{rust_name}_mut"),
    }
}

impl Common<'_> {
    fn doc(&self) -> TokenStream {
        doc_comment(&format!("Returns {}.", code(&self.field.name)))
    }

    /// Returns the methods of this field, as arguments of `tagged!`.
    fn methods(&self) -> TokenStream {
        let (doc, get, get_mut) =
            (self.doc(), ident(&self.field.rust_name), ident(&changing(&self.field.rust_name)));
        let ty = in_module(&self.field.ty);
        let ty = if self.is_boxed { quote!(Box<#ty>) } else { ty };
        match (self.field.required, &self.field.ty) {
            (true, Type::String) => quote!(#doc text #get #get_mut,),
            (true, _) => quote!(#doc value #get #get_mut: #ty,),
            (false, _) => quote!(#doc optional #get #get_mut: #ty,),
        }
    }

    /// Returns the method for a field that is optional in some forms.
    fn getter(&self, item: &Tagged, forms: &[&Paired<'_>]) -> TokenStream {
        let (doc, get, ty) = (self.doc(), ident(&self.field.rust_name), in_module(&self.field.ty));
        let variants = item.variants.iter().map(|variant| ident(&variant.rust_name)).chain([ident("Other")]);
        let arms = variants.zip(forms).map(|(variant, form)| {
            let is_required = form.field(&self.field.name).is_some_and(|field| field.model.required);
            match (is_required, self.field.ty == Type::String) {
                (true, true) => quote!(Self::#variant(__form) => Some(__form.#get.as_str()),),
                (false, true) => quote!(Self::#variant(__form) => __form.#get.as_deref(),),
                (true, false) => quote!(Self::#variant(__form) => Some(&__form.#get),),
                (false, false) => quote!(Self::#variant(__form) => __form.#get.as_ref(),),
            }
        });
        let ty = if self.field.ty == Type::String { quote!(str) } else { ty };
        let doc_of_none = doc_comment("`None` if the content lacks this field.");
        quote! {
            #doc
            ///
            #doc_of_none
            pub fn #get(&self) -> Option<&#ty> {
                match self { #(#arms)* }
            }
        }
    }
}
