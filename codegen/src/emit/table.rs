//! The operation table.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::paths::{OPERATION, OPERATION_ROW};
use crate::emit::unbounded::is_unbounded;
use crate::lower::ir::{ApiModel, Operation, ParameterLocation};
use crate::matrix::security::security_scheme;
use crate::model::{Authentication, OperationFacts};
use crate::paging::{PageToken, Paging, PagingMark};
use crate::rust_name::ident;
use crate::{Error, Result};

/// Emits the table `OPERATIONS`, sorted by operationId.
pub fn operations(model: &ApiModel) -> Result<TokenStream> {
    let rows = model.operations.iter().map(|operation| row(operation, model)).collect::<Result<Vec<_>>>()?;
    Ok(quote! {
        /// Every operation of this API, sorted by operationId.
        pub static OPERATIONS: &[#OPERATION] = &[#(#rows),*];
    })
}

fn row(operation: &Operation, model: &ApiModel) -> Result<TokenStream> {
    let OperationFacts { api, id, rust_name, method, path, rate_limited, deprecated, added, .. } =
        &operation.facts;
    let api = ident(api.variant());
    let method = ident(method);
    let authentication = authentication(&operation.facts)?;
    let names = |location: ParameterLocation| {
        let names = operation.parameters.iter().filter(|one| one.location == location).map(|one| &one.name);
        let names: Vec<_> = names.collect();
        (!names.is_empty()).then(|| quote!([#(#names)*]))
    };
    let facts = [
        rate_limited.then(|| quote!(rate_limited)),
        added.as_ref().map(|release| quote!(added_in #release)),
        deprecated.then(|| quote!(deprecated)),
        is_unbounded(operation, model).then(|| quote!(open_ended)),
        paging(operation),
        names(ParameterLocation::Query).map(|names| quote!(query #names)),
        names(ParameterLocation::Header).map(|names| quote!(headers #names)),
    ];
    let facts = facts.iter().flatten();
    Ok(quote!(#OPERATION_ROW!(#api #id #rust_name #method #path #authentication #(, #facts)*)))
}

/// Returns the row's entry for paging, if the operation's parts fit its extension.
fn paging(operation: &Operation) -> Option<TokenStream> {
    let (Some(PagingMark::Paged(Paging { token, next, items })), Some(_)) =
        (&operation.facts.paging, &operation.paging)
    else {
        return None;
    };
    let name = token.name();
    Some(match token {
        PageToken::Query(_) => quote!(paged_by_query #name #next #items),
        PageToken::Field(_) => quote!(paged_by_field #name #next #items),
    })
}

fn authentication(operation: &OperationFacts) -> Result<TokenStream> {
    let Authentication { required, schemes } = &operation.authentication;
    if schemes.is_empty() {
        return Ok(quote!(None));
    }
    let mut variants: Vec<&str> = Vec::new();
    for scheme in schemes {
        let known = security_scheme(scheme).ok_or_else(|| {
            let message = format!("`{scheme}` is not a security scheme that clients support");
            Error::at(operation.api.slug(), format!("{}/security", operation.pointer), message)
        })?;
        for name in known.variants {
            if !variants.contains(name) {
                variants.push(name);
            }
        }
    }
    let schemes = variants.iter().map(|name| ident(name));
    let kind = ident(if *required { "Required" } else { "Optional" });
    Ok(quote!(#kind(#(#schemes),*)))
}
