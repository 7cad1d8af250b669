//! How operations are paged: the extension `x-paging` of an operation, which an overlay adds.
//!
//! `{query: from, next: /end, items: /chunk}` names the query parameter that takes the token of a page, and the JSON
//! pointers to the token of the next page and the list of items in the response. `field` in place of `query` names a field
//! of the body. `false` marks an operation that only looks paged.

use serde_json::Value;

use crate::pointer::{join, unescape};
use crate::{Document, Error, Result};

/// The key of the extension.
pub(crate) const KEY: &str = "x-paging";

/// The content of the extension of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PagingMark {
    /// The operation only looks paged.
    NotPaged,
    /// The operation is paged.
    Paged(Paging),
}

/// How an operation is paged, in names of the description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paging {
    /// The part of the request that takes the token of a page.
    pub token: PageToken,
    /// The JSON pointer to the token of the next page in the response.
    pub next: String,
    /// The JSON pointer to the list of items in the response.
    pub items: String,
}

/// The part of a request that takes the token of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageToken {
    /// A query parameter.
    Query(String),
    /// A field of the body.
    Field(String),
}

impl Paging {
    /// Returns the unescaped keys of a pointer.
    pub(crate) fn keys(pointer: &str) -> impl Iterator<Item = String> {
        pointer.split('/').skip(1).map(unescape)
    }
}

impl PageToken {
    /// Returns the key in the extension.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Query(_) => "query",
            Self::Field(_) => "field",
        }
    }

    /// Returns the name in the request.
    pub fn name(&self) -> &str {
        match self {
            Self::Query(name) | Self::Field(name) => name,
        }
    }
}

/// Reads the extension of the operation at `pointer`; `None` if it is absent.
pub(crate) fn read(document: &Document, operation: &Value, pointer: &str) -> Result<Option<PagingMark>> {
    let Some(value) = operation.get(KEY) else { return Ok(None) };
    let location = join(pointer, KEY);
    let refuse = |location: &str, message: &str| Err(Error::at(&document.file, location, message));
    let fields = match value {
        Value::Bool(false) => return Ok(Some(PagingMark::NotPaged)),
        Value::Object(fields) => fields,
        _ => return refuse(&location, "neither `false` nor an object that says how the operation is paged"),
    };
    let (mut tokens, mut next, mut items) = (Vec::new(), None, None);
    for (key, field) in fields {
        let location = join(&location, key);
        let Some(text) = field.as_str().filter(|text| !text.is_empty()) else {
            return refuse(&location, "neither a name nor a JSON pointer");
        };
        let is_pointer = text.starts_with('/');
        match key.as_str() {
            "query" => tokens.push(PageToken::Query(text.to_owned())),
            "field" => tokens.push(PageToken::Field(text.to_owned())),
            "next" if is_pointer => next = Some(text.to_owned()),
            "items" if is_pointer => items = Some(text.to_owned()),
            "next" | "items" => {
                return refuse(&location, "not a JSON pointer into the response, such as `/chunk`");
            }
            _ => return refuse(&location, "neither `query`, `field`, `next` nor `items`"),
        }
    }
    match (tokens.pop(), tokens.is_empty(), next, items) {
        (Some(token), true, Some(next), Some(items)) => {
            Ok(Some(PagingMark::Paged(Paging { token, next, items })))
        }
        _ => refuse(&location, "needs `next`, `items`, and one of `query` and `field`"),
    }
}
