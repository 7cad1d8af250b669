//! The parts of a request that the caller passes: required ones are arguments of the method, others have setters.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::emit::paths::{INTO_ID, SERIALIZE};
use crate::emit::rust_type::{is_copied, type_tokens};
use crate::emit::structs::{self, PairedField, Structs};
use crate::lower::ir::{ApiModel, Body, Doc, Operation, Parameter, ParameterLocation, Type};
use crate::rust_name::ident;
use crate::{Error, Result, rustdoc};

/// A part of a request that the caller passes: an argument of the method if it is required, otherwise a setter.
#[derive(Debug, Clone)]
pub struct Argument {
    /// The name in Rust.
    pub name: String,
    /// The name in the request.
    pub wire: String,
    /// Its location; `None` for a field of the body.
    pub location: Option<ParameterLocation>,
    /// Whether it is an argument of the method.
    pub required: bool,
    /// Its type in the model.
    pub ty: Type,
    /// The Rust type of the argument, such as `impl Into<String>`, with full paths.
    pub taken: TokenStream,
    /// Its documentation.
    pub doc: Doc,
}

/// The arguments and setters of each call, in the order of [`ApiModel::operations`] and of the method's arguments.
pub fn call_arguments(model: &ApiModel) -> Result<Vec<Vec<Argument>>> {
    let structs = structs::pair(model)?;
    let calls = model.operations.iter();
    calls.map(|call| Ok(parts(model, &structs, call)?.iter().map(RequestPart::argument).collect())).collect()
}

/// A parameter, or a field of the body.
pub(super) struct RequestPart<'a> {
    /// The name of the argument or setter.
    pub name: Ident,
    pub required: bool,
    source: Source<'a>,
}

enum Source<'a> {
    Parameter(&'a Parameter),
    Field(&'a PairedField<'a>),
}

/// The parts of a call: its parameters, then the fields of its body.
pub(super) fn parts<'a>(
    model: &'a ApiModel,
    structs: &'a Structs<'a>,
    call: &'a Operation,
) -> Result<Vec<RequestPart<'a>>> {
    let parameters = call.parameters.iter().map(|parameter| RequestPart {
        name: ident(&parameter.rust),
        required: parameter.required,
        source: Source::Parameter(parameter),
    });
    let mut parts: Vec<_> = parameters.collect();
    if let Some(Body::Object(body)) = &call.body {
        let missing = || {
            let message = format!("the type {body} of the body was not written");
            Error::at(model.api.slug(), &call.facts.pointer, message)
        };
        let item = structs.get(body.as_str()).ok_or_else(missing)?;
        for known in &item.model.fields {
            let name = call.fields.get(&known.name).ok_or_else(missing)?;
            let field = item.field(&known.name).ok_or_else(missing)?;
            let source = Source::Field(field);
            parts.push(RequestPart { name: ident(name), required: known.required, source });
        }
    }
    Ok(parts)
}

impl RequestPart<'_> {
    /// Returns the field of the body; `None` for a parameter.
    pub(super) fn field(&self) -> Option<&Ident> {
        match self.source {
            Source::Parameter(_) => None,
            Source::Field(field) => Some(&field.ident),
        }
    }

    /// Returns the Rust type of the argument; `types` is the path of the module of the types.
    pub(super) fn taken(&self, types: &TokenStream) -> TokenStream {
        match self.source {
            Source::Parameter(parameter) => parameter_type(parameter),
            Source::Field(field) => field_type(&field.model.ty, types),
        }
    }

    /// Returns the statement that adds a parameter to the call, or the value of a field of the body.
    pub(super) fn put(&self, call: &TokenStream, types: &TokenStream) -> TokenStream {
        match self.source {
            Source::Parameter(parameter) => put_parameter(parameter, call, &self.name),
            Source::Field(field) if field.is_boxed() => boxed(&field.model.ty, types, &self.name),
            Source::Field(field) => field_value(&field.model.ty, &field.model.name, call, &self.name),
        }
    }

    /// The documentation of the setter.
    pub(super) fn doc(&self, model: &ApiModel) -> String {
        match self.source {
            Source::Parameter(parameter) => rustdoc::parameter(model, parameter),
            Source::Field(field) => rustdoc::member(model, field.model),
        }
    }

    pub(super) fn argument(&self) -> Argument {
        let (wire, location, ty, doc) = match self.source {
            Source::Parameter(one) => (&one.name, Some(one.location), &one.ty, &one.doc),
            Source::Field(one) => (&one.model.name, None, &one.model.ty, &one.model.doc),
        };
        Argument {
            name: self.name.to_string(),
            wire: wire.clone(),
            location,
            required: self.required,
            ty: ty.clone(),
            taken: self.taken(&quote!(types)),
            doc: doc.clone(),
        }
    }
}

/// Returns the Rust type of the argument for a parameter.
fn parameter_type(parameter: &Parameter) -> TokenStream {
    let text = |ty: &Type| match ty {
        Type::Identifier(_) => taken(ty, &TokenStream::new()),
        _ => quote!(impl AsRef<str>),
    };
    match &parameter.ty {
        ty if is_copied(ty) => type_tokens(ty, &TokenStream::new()),
        Type::List(item) => {
            let item = text(item);
            quote!(impl IntoIterator<Item = #item>)
        }
        Type::Map(..) => quote! {
            impl IntoIterator<Item = (impl AsRef<str>, impl AsRef<str>)>
        },
        ty => text(ty),
    }
}

/// Returns the statement that adds a parameter to the call; `call` and `value` are expressions.
fn put_parameter(parameter: &Parameter, call: &TokenStream, value: &Ident) -> TokenStream {
    let (name, ty) = (&parameter.name, &parameter.ty);
    let id = |ty: &Type| type_tokens(ty, &TokenStream::new());
    match (parameter.location, ty) {
        (ParameterLocation::Path, Type::Identifier(_)) => {
            let id = id(ty);
            quote!(#call.path_id::<#id>(#name, &#value);)
        }
        (ParameterLocation::Path, ty) if is_copied(ty) => quote!(#call.path(&#value.to_string());),
        (ParameterLocation::Path, _) => quote!(#call.path(#value.as_ref());),
        (ParameterLocation::Header, ty) if is_copied(ty) => quote!(#call.header(#name, &#value.to_string());),
        (ParameterLocation::Header, Type::Identifier(_)) => {
            let id = id(ty);
            quote!(#call.header_id::<#id>(#name, &#value);)
        }
        (ParameterLocation::Header, _) => quote!(#call.header(#name, #value.as_ref());),
        (ParameterLocation::Query, Type::List(item)) => match &**item {
            Type::Identifier(_) => {
                let id = id(item);
                quote!(#call.query_ids::<#id>(#name, #value);)
            }
            _ => quote!(#call.query_list(#name, #value);),
        },
        (ParameterLocation::Query, Type::Map(..)) => quote!(#call.query_map(#name, #value);),
        (ParameterLocation::Query, Type::Identifier(_)) => {
            let id = id(ty);
            quote!(#call.query_id::<#id>(#name, &#value);)
        }
        (ParameterLocation::Query, ty) if is_copied(ty) => quote!(#call.query(#name, &#value);),
        (ParameterLocation::Query, _) => quote!(#call.query(#name, #value.as_ref());),
    }
}

/// Returns the Rust type of the argument for a field of a body.
fn field_type(ty: &Type, types: &TokenStream) -> TokenStream {
    match ty {
        ty if is_copied(ty) => type_tokens(ty, types),
        Type::RawObject | Type::RawJson | Type::Raw(_) => quote!(&(impl #SERIALIZE + ?Sized)),
        Type::List(item) => {
            let item = taken(item, types);
            quote!(impl IntoIterator<Item = #item>)
        }
        Type::Map(key, value) => {
            let (key, value) = (taken(key, types), taken(value, types));
            quote!(impl IntoIterator<Item = (#key, #value)>)
        }
        ty => taken(ty, types),
    }
}

/// Converts an argument of the type [`field_type`] into the value of the body's field `name`.
fn field_value(ty: &Type, name: &str, call: &TokenStream, value: &Ident) -> TokenStream {
    match ty {
        ty if is_copied(ty) => quote!(#value),
        Type::RawObject | Type::RawJson | Type::Raw(_) => quote!(#call.raw(#value)),
        Type::List(item) => {
            let item = given(item, name, call, &quote!(item));
            quote!(#value.into_iter().map(|item| #item).collect())
        }
        Type::Map(key, item) => {
            let (key, item) = (given(key, name, call, &quote!(key)), given(item, name, call, &quote!(item)));
            quote!(#value.into_iter().map(|(key, item)| (#key, #item)).collect())
        }
        ty => given(ty, name, call, &quote!(#value)),
    }
}

/// Converts an argument into the value of a boxed field.
fn boxed(ty: &Type, types: &TokenStream, value: &Ident) -> TokenStream {
    let inner = type_tokens(ty, types);
    let value = quote!(Into::<#inner>::into(#value));
    match ty {
        Type::Nullable(_) => quote!(#value.map(Box::new)),
        _ => quote!(Box::new(#value)),
    }
}

/// Returns the Rust type of an argument with one value. An identifier can be passed as text, which is checked.
fn taken(ty: &Type, types: &TokenStream) -> TokenStream {
    let tokens = type_tokens(ty, types);
    match ty {
        Type::Identifier(_) => quote!(impl #INTO_ID<#tokens>),
        _ => quote!(impl Into<#tokens>),
    }
}

/// Converts an argument of the type [`taken`].
fn given(ty: &Type, name: &str, call: &TokenStream, value: &TokenStream) -> TokenStream {
    match ty {
        Type::Identifier(_) => quote!(#call.id(#name, #value)),
        _ => quote!(#value.into()),
    }
}
