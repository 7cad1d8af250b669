//! The operation table.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::paths::{OPERATION, OPERATION_ROW};
use crate::emit::unbounded::is_unbounded;
use crate::lower::ir::{ApiModel, Operation};
use crate::model::{Authentication, OperationFacts};
use crate::rust_name::ident;
use crate::{Error, Result};

/// `OPERATIONS`, sorted by operationId.
pub fn operations(lowered: &ApiModel) -> Result<TokenStream> {
    let rows = lowered.operations.iter().map(|call| row(call, lowered)).collect::<Result<Vec<_>>>()?;
    Ok(quote! {
        /// Every operation of this API, sorted by operationId.
        pub static OPERATIONS: &[#OPERATION] = &[#(#rows),*];
    })
}

fn row(call: &Operation, lowered: &ApiModel) -> Result<TokenStream> {
    let operation = &call.facts;
    let OperationFacts { api, id, rust, method, path, rate_limited, deprecated, .. } = operation;
    let api = ident(api.variant());
    let method = ident(method);
    let authentication = authentication(operation)?;
    let facts = [
        rate_limited.then(|| quote!(rate_limited)),
        operation.added.as_ref().map(|release| quote!(added_in #release)),
        deprecated.then(|| quote!(deprecated)),
        is_unbounded(call, lowered).then(|| quote!(open_ended)),
    ];
    let facts = facts.iter().flatten();
    Ok(quote!(#OPERATION_ROW!(#api #id #rust #method #path #authentication #(, #facts)*)))
}

fn authentication(operation: &OperationFacts) -> Result<TokenStream> {
    let Authentication { required, schemes } = &operation.authentication;
    if schemes.is_empty() {
        return Ok(quote!(None));
    }
    let mut known: Vec<&str> = Vec::new();
    for scheme in schemes {
        for name in variants(scheme).ok_or_else(|| {
            let message = format!("`{scheme}` is no security scheme that the client knows how to serve");
            Error::at(operation.api.slug(), format!("{}/security", operation.pointer), message)
        })? {
            if !known.contains(name) {
                known.push(name);
            }
        }
    }
    let schemes = known.iter().map(|name| ident(name));
    let kind = ident(if *required { "Required" } else { "Optional" });
    Ok(quote!(#kind(#(#schemes),*)))
}

/// The facade's schemes for a name in the description; before v1.11 one name stood for header and query both.
fn variants(scheme: &str) -> Option<&'static [&'static str]> {
    Some(match scheme {
        "accessTokenBearer" => &["AccessTokenBearer"],
        "accessTokenQuery" => &["AccessTokenQuery"],
        "accessToken" => &["AccessTokenBearer", "AccessTokenQuery"],
        "appserviceAccessTokenBearer" => &["AppserviceAccessTokenBearer"],
        "appserviceAccessTokenQuery" => &["AppserviceAccessTokenQuery"],
        "appserviceAccessToken" => &["AppserviceAccessTokenBearer", "AppserviceAccessTokenQuery"],
        "homeserverAccessToken" => &["HomeserverAccessToken"],
        "signedRequest" => &["SignedRequest"],
        _ => return None,
    })
}
