//! The parts of a request that the caller passes: required parts are arguments of the method, optional ones have
//! setters.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::emit::paths::{
    IDS, INTO_ID, INTO_OPTION, INTO_OPTIONAL_ID, INTO_OPTIONAL_ITEMS, INTO_OPTIONAL_JSON, JSON_TEXT,
    MILLISECONDS, SERIALIZE, TEXTS, VALUES,
};
use crate::emit::rust_type::{is_copied, type_tokens};
use crate::emit::structs::{self, PairedField, Structs};
use crate::lower::ir::{ApiModel, Body, Doc, Operation, Parameter, ParameterLocation, Type, Unit};
use crate::rust_name::ident;
use crate::{Error, Result, rustdoc};

/// A part of a request that the caller passes: an argument of the method if it is required, otherwise a setter.
#[derive(Debug, Clone)]
pub struct Argument {
    /// The name in Rust.
    pub rust_name: String,
    /// The name in the request.
    pub wire_name: String,
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

/// Returns the arguments and setters of each call, in the order of [`ApiModel::operations`] and of the method's
/// arguments.
pub fn call_arguments(model: &ApiModel) -> Result<Vec<Vec<Argument>>> {
    let structs = structs::pair(model)?;
    let calls = model.operations.iter();
    calls
        .map(|operation| Ok(parts(model, &structs, operation)?.iter().map(RequestPart::argument).collect()))
        .collect()
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

/// Returns the parts of a call: its parameters, then the fields of its body.
pub(super) fn parts<'a>(
    model: &'a ApiModel,
    structs: &'a Structs<'a>,
    operation: &'a Operation,
) -> Result<Vec<RequestPart<'a>>> {
    let parameters = operation.parameters.iter().map(|parameter| RequestPart {
        name: ident(&parameter.rust_name),
        required: parameter.required,
        source: Source::Parameter(parameter),
    });
    let mut parts: Vec<_> = parameters.collect();
    if let Some(Body::Object(body)) = &operation.body {
        let missing = || {
            let message = format!("the type {body} of the body was not written");
            Error::at(model.api.slug(), &operation.facts.pointer, message)
        };
        let item = structs.get(body.as_str()).ok_or_else(missing)?;
        for known in &item.model.fields {
            let name = operation.fields.get(&known.name).ok_or_else(missing)?;
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

    /// Returns the Rust type of the argument of the method or setter; `types` is the path of the module of the types.
    pub(super) fn taken(&self, types: &TokenStream) -> TokenStream {
        match (&self.source, self.required) {
            (Source::Parameter(parameter), true) => parameter_type(parameter, types),
            (Source::Field(field), true) => field_type(&field.model.ty, types),
            (Source::Parameter(parameter), false) => optional_parameter_type(parameter, types),
            (Source::Field(field), false) => optional_type(&field.model.ty, field.model.unit, types),
        }
    }

    /// Returns the statement that adds a required parameter to the call, or the value of a required field of the body.
    pub(super) fn pass(&self, call: &TokenStream, types: &TokenStream) -> TokenStream {
        match self.source {
            Source::Parameter(parameter) => pass_parameter(parameter, call, &self.name, types),
            Source::Field(field) if field.is_boxed() => boxed(&field.model.ty, types, &self.name),
            Source::Field(field) => field_value(&field.model.ty, &field.model.name, call, &self.name),
        }
    }

    /// Returns the statement of the setter.
    pub(super) fn set(&self, call: &TokenStream, types: &TokenStream) -> TokenStream {
        match self.source {
            Source::Parameter(parameter) => set_parameter(parameter, call, &self.name, types),
            Source::Field(field) => {
                let (ident, value) = (&field.ident, set_field(field, call, &self.name, types));
                quote!(self.body.#ident = #value;)
            }
        }
    }

    /// Returns whether the setter takes a list or a map, and so has the type parameter `Form`.
    pub(super) fn has_form(&self) -> bool {
        let ty = match self.source {
            Source::Parameter(Parameter { json: Some(_), .. }) => return false,
            Source::Parameter(parameter) => &parameter.ty,
            Source::Field(field) => &field.model.ty,
        };
        matches!(ty, Type::List(_) | Type::Map(..))
    }

    /// Returns the documentation of the setter.
    pub(super) fn doc(&self, model: &ApiModel) -> String {
        match self.source {
            Source::Parameter(parameter) => rustdoc::parameter(model, parameter),
            Source::Field(field) => rustdoc::field(model, field.model),
        }
    }

    pub(super) fn argument(&self) -> Argument {
        let (wire_name, location, ty, doc) = match self.source {
            Source::Parameter(one) => (&one.name, Some(one.location), &one.ty, &one.doc),
            Source::Field(one) => (&one.model.name, None, &one.model.ty, &one.model.doc),
        };
        Argument {
            rust_name: self.name.to_string(),
            wire_name: wire_name.clone(),
            location,
            required: self.required,
            ty: ty.clone(),
            taken: self.taken(&quote!(types)),
            doc: doc.clone(),
        }
    }
}

/// Returns the Rust type of the argument for a required parameter.
fn parameter_type(parameter: &Parameter, types: &TokenStream) -> TokenStream {
    let text = |ty: &Type| match ty {
        Type::Identifier(_) | Type::Enumeration(_) => taken(ty, types),
        _ => quote!(impl AsRef<str>),
    };
    match &parameter.ty {
        ty if is_copied(ty) => type_tokens(ty, types),
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

/// Returns the statement that adds a required parameter to the call; `call` and `value` are expressions.
fn pass_parameter(
    parameter: &Parameter,
    call: &TokenStream,
    value: &Ident,
    types: &TokenStream,
) -> TokenStream {
    use ParameterLocation::{Header, Path, Query};
    let (name, tokens) = (&parameter.name, |ty: &Type| type_tokens(ty, types));
    match (parameter.location, &parameter.ty) {
        (Path, ty @ Type::Identifier(_)) => {
            let id = tokens(ty);
            quote!(#call.path_id::<#id>(#name, &#value);)
        }
        (location, ty @ Type::Enumeration(_)) => {
            let ty = tokens(ty);
            let text = quote!(Into::<#ty>::into(#value).as_str());
            match location {
                Path => quote!(#call.path(#text);),
                Query => quote!(#call.query(#name, #text);),
                Header => quote!(#call.header(#name, #text);),
            }
        }
        (Path, ty) if is_copied(ty) => quote!(#call.path(&#value.to_string());),
        (Path, _) => quote!(#call.path(#value.as_ref());),
        (Header, ty) if is_copied(ty) => quote!(#call.header(#name, &#value.to_string());),
        (Query | Header, Type::Identifier(_)) => set_id(parameter, call, value, types),
        (Header, _) => quote!(#call.header(#name, #value.as_ref());),
        (Query, Type::List(item)) => match &**item {
            Type::Identifier(_) => {
                let id = tokens(item);
                quote!(#call.query_ids::<#id>(#name, #value);)
            }
            Type::Enumeration(_) => {
                let item = tokens(item);
                quote!(#call.query_list(#name, #value.into_iter().map(Into::<#item>::into));)
            }
            _ => quote!(#call.query_list(#name, #value);),
        },
        (Query, Type::Map(..)) => quote!(#call.query_map(#name, #value);),
        (Query, ty) if is_copied(ty) => quote!(#call.query(#name, &#value);),
        (Query, _) => quote!(#call.query(#name, #value.as_ref());),
    }
}

/// Returns the statement that sets a query parameter or a header to an identifier, which may be optional.
fn set_id(parameter: &Parameter, call: &TokenStream, value: &Ident, types: &TokenStream) -> TokenStream {
    let (name, id) = (&parameter.name, type_tokens(&parameter.ty, types));
    match parameter.location {
        ParameterLocation::Header => quote!(#call.header_id::<#id>(#name, &#value);),
        _ => quote!(#call.query_id::<#id>(#name, &#value);),
    }
}

/// Returns the Rust type of the setter's argument for a parameter.
fn optional_parameter_type(parameter: &Parameter, types: &TokenStream) -> TokenStream {
    match (&parameter.ty, &parameter.json) {
        (_, Some(json)) => {
            let json = type_tokens(json, types);
            quote!(impl #INTO_OPTION<#JSON_TEXT<#json>>)
        }
        (Type::List(item), None) => {
            let item = text_item(item, types);
            quote!(impl #INTO_OPTIONAL_ITEMS<#item, Form>)
        }
        (Type::Map(..), None) => quote!(impl #INTO_OPTIONAL_ITEMS<(#TEXTS, #TEXTS), Form>),
        (ty, None) => optional_type(ty, parameter.unit, types),
    }
}

/// Returns the statement that sets an optional parameter.
fn set_parameter(
    parameter: &Parameter,
    call: &TokenStream,
    value: &Ident,
    types: &TokenStream,
) -> TokenStream {
    let (name, ty) = (&parameter.name, &parameter.ty);
    if parameter.json.is_some() {
        return quote!(#call.query_json(#name, #INTO_OPTION::into_option(#value)););
    }
    match ty {
        Type::List(item) => {
            let item = text_item(item, types);
            quote!(#call.optional_query_list::<#item, Form>(#name, #value);)
        }
        Type::Map(..) => quote!(#call.optional_query_map(#name, #value);),
        Type::Identifier(_) => set_id(parameter, call, value, types),
        ty => {
            let value = optional_value(ty, parameter.unit, value, types);
            match parameter.location {
                ParameterLocation::Header => quote!(#call.optional_header(#name, #value);),
                _ if matches!(ty, Type::Enumeration(_)) => {
                    quote!(#call.query(#name, &#value.as_ref().map(|value| value.as_str()));)
                }
                _ => quote!(#call.query(#name, &#value);),
            }
        }
    }
}

/// Returns the Rust type of a setter's argument.
fn optional_type(ty: &Type, unit: Option<Unit>, types: &TokenStream) -> TokenStream {
    let tokens = type_tokens(ty, types);
    match ty {
        _ if unit == Some(Unit::Milliseconds) => quote!(impl #INTO_OPTION<#MILLISECONDS>),
        Type::Identifier(_) => quote!(impl #INTO_OPTIONAL_ID<#tokens>),
        Type::RawObject | Type::RawJson | Type::Raw(_) => quote!(impl #INTO_OPTIONAL_JSON),
        Type::List(_) | Type::Map(..) => {
            let items = items(ty, types);
            quote!(impl #INTO_OPTIONAL_ITEMS<#items, Form>)
        }
        _ => quote!(impl #INTO_OPTION<#tokens>),
    }
}

/// Converts a setter's argument of the type [`optional_type`] into an `Option`.
fn optional_value(ty: &Type, unit: Option<Unit>, value: &Ident, types: &TokenStream) -> TokenStream {
    let tokens = type_tokens(ty, types);
    match unit {
        Some(Unit::Milliseconds) => {
            quote!(#INTO_OPTION::<#MILLISECONDS>::into_option(#value).map(#tokens::from))
        }
        _ => quote!(#INTO_OPTION::<#tokens>::into_option(#value)),
    }
}

/// Returns the value of an optional field of the body.
fn set_field(field: &PairedField<'_>, call: &TokenStream, value: &Ident, types: &TokenStream) -> TokenStream {
    let (ty, name) = (&field.model.ty, &field.model.name);
    match ty {
        Type::Identifier(_) => quote!(#call.optional_id(#name, #value)),
        Type::RawObject | Type::RawJson | Type::Raw(_) => quote!(#call.optional_raw(#value)),
        Type::List(_) | Type::Map(..) => {
            let items = items(ty, types);
            quote!(#call.optional_items::<#items, Form, _>(#name, #value))
        }
        ty => {
            let value = match field.model.unit {
                Some(Unit::Milliseconds) => optional_value(ty, field.model.unit, value, types),
                // The type follows from that of the field.
                _ => quote!(#INTO_OPTION::into_option(#value)),
            };
            if field.is_boxed() { quote!(#value.map(Box::new)) } else { value }
        }
    }
}

/// Returns the Rust type of the argument for a required field of a body.
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

/// Returns the type that a setter takes for an item of a list of strings in a query.
fn text_item(item: &Type, types: &TokenStream) -> TokenStream {
    match item {
        Type::Identifier(_) | Type::Enumeration(_) => items_of(item, types),
        _ => quote!(#TEXTS),
    }
}

/// Returns the type that a setter takes for an item of a list, or for an entry of a map.
fn items(ty: &Type, types: &TokenStream) -> TokenStream {
    match ty {
        Type::List(item) => items_of(item, types),
        Type::Map(key, value) => {
            let (key, value) = (items_of(key, types), items_of(value, types));
            quote!((#key, #value))
        }
        ty => items_of(ty, types),
    }
}

fn items_of(item: &Type, types: &TokenStream) -> TokenStream {
    let tokens = type_tokens(item, types);
    match item {
        Type::Identifier(_) => quote!(#IDS<#tokens>),
        _ => quote!(#VALUES<#tokens>),
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

/// Returns the Rust type of an argument with one value. An identifier can be passed as a string, which is checked.
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
