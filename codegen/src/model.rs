//! The facts of operations, which the operation table, the reference and the calls share.

use serde_json::{Map, Value};

#[cfg(feature = "server")]
use crate::legacy_path;
use crate::paging::{self, PagingMark};
use crate::pointer::escape;
use crate::rust_name::{self, Clash};
use crate::sorted::{SortedMap, sort};
use crate::{Api, Document, Error, Result};

/// One operation of an API.
#[derive(Debug, Clone, PartialEq)]
pub struct OperationFacts {
    /// The API it belongs to.
    pub api: Api,
    /// The upstream operationId.
    pub id: String,
    /// The name of its method in Rust.
    pub rust_name: String,
    /// The HTTP method in capitals.
    pub method: String,
    /// The whole path with its `{parameters}`, without the fragment that distinguishes operations on the same path.
    pub path: String,
    /// The accepted credentials.
    pub authentication: Authentication,
    /// Whether it documents a response with status 429.
    pub rate_limited: bool,
    /// The release that added it, such as `1.7`, if the description names one.
    pub added: Option<String>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// How it is paged; `None` if the description does not state it.
    pub paging: Option<PagingMark>,
    /// The former paths, with the same parameters, if an overlay names them.
    #[cfg(feature = "server")]
    pub legacy_paths: Vec<String>,
    /// The names of its groups.
    pub tags: Vec<String>,
    /// One sentence about its purpose, from the wording or upstream's prose.
    pub summary: Option<String>,
    /// Further sentences about it.
    pub description: Option<String>,
    /// The statuses of its successes and redirects, successes first.
    pub successes: Vec<String>,
    /// The statuses of its error responses.
    pub errors: Vec<String>,
    /// The JSON pointer of the operation in its document.
    pub pointer: String,
}

/// The credentials that an operation accepts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Authentication {
    /// Whether the operation fails without a credential.
    pub required: bool,
    /// The names of the accepted security schemes in the description; empty if no credential is accepted.
    pub schemes: Vec<String>,
}

/// The HTTP methods that a path item can have, in the order of the reference.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Returns the operations of a document, sorted by operationId.
pub fn operations(document: &Document) -> Result<Vec<OperationFacts>> {
    unexplained(document).map_err(|error| document.explain(error))
}

/// Does the same as [`operations`], but errors name the location in the document, not in upstream's files.
pub(crate) fn unexplained(document: &Document) -> Result<Vec<OperationFacts>> {
    let mut operations = Vec::new();
    for (key, item) in object(document, "/paths")? {
        let pointer = format!("/paths/{}", escape(key));
        for method in METHODS {
            if let Some(value) = item.get(method) {
                operations.push(operation(document, key, method, value, format!("{pointer}/{method}"))?);
            }
        }
    }
    sort(&mut operations, |left, right| left.id.cmp(&right.id));
    distinct(document, &operations)?;
    Ok(operations)
}

/// Refuses two operations whose methods or builders would have the same name.
fn distinct(document: &Document, operations: &[OperationFacts]) -> Result<()> {
    let mut calls: SortedMap<String, &OperationFacts> = SortedMap::new();
    for operation in operations {
        let call = rust_name::type_name(&rust_name::pascal(&operation.rust_name));
        if let Some(other) = calls.insert(call.clone(), operation) {
            let clash = Clash {
                what: "the operation",
                name: &operation.id,
                rust_name: if operation.rust_name == other.rust_name { &operation.rust_name } else { &call },
                pointer: &operation.pointer,
                other: &other.pointer,
                instead: &rust_name::spelt(&operation.id),
            };
            return Err(clash.error(document));
        }
    }
    Ok(())
}

/// Returns the HTTP path of a key of `paths`, without the fragment that distinguishes operations on the same path.
pub fn http_path(key: &str) -> &str {
    key.split_once('#').map_or(key, |(path, _)| path).trim_end()
}

/// Returns the defect of a path: a part that a URL would drop or parse differently.
pub(crate) fn path_fault(path: &str) -> Option<&'static str> {
    let mut depth = 0_usize;
    for letter in path.chars() {
        match letter {
            '?' | '#' => return Some("it has a query or a fragment"),
            letter if letter.is_whitespace() || letter.is_control() => return Some("it contains a space"),
            '{' => depth = depth.saturating_add(1),
            '}' if depth == 0 => return Some("its braces do not match"),
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 1 {
            return Some("its braces do not match");
        }
    }
    match (path.starts_with('/'), depth, path.contains("{}")) {
        (false, ..) => Some("it does not start with a slash"),
        (_, 1.., _) => Some("its braces do not match"),
        (_, _, true) => Some("it has a parameter without a name"),
        _ => None,
    }
}

/// Returns whether a media type is JSON.
pub fn is_json(media: &str) -> bool {
    let essence = media.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json") || essence.ends_with("+json")
}

fn operation(
    document: &Document,
    key: &str,
    method: &str,
    value: &Value,
    pointer: String,
) -> Result<OperationFacts> {
    let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    let id = text("operationId")
        .ok_or_else(|| Error::at(&document.file, &pointer, "no operationId, so the method has no name"))?;
    if id.trim().is_empty() {
        let location = format!("{pointer}/operationId");
        return Err(Error::at(&document.file, location, "empty, so the operation has no name"));
    }
    let responses = value.get("responses").and_then(Value::as_object);
    let statuses = || responses.into_iter().flat_map(Map::keys);
    let tags = value.get("tags").and_then(Value::as_array).into_iter().flatten();
    Ok(OperationFacts {
        api: document.api,
        rust_name: rust_name::operation(document, value, &pointer, &id)?,
        method: method.to_ascii_uppercase(),
        path: http_path(key).to_owned(),
        #[cfg(feature = "server")]
        legacy_paths: legacy_path::read(document, value, &pointer, http_path(key), path_fault)?,
        authentication: authentication(document, value, &pointer)?,
        rate_limited: statuses().any(|status| status == "429"),
        added: text("x-addedInMatrixVersion"),
        deprecated: value.get("deprecated").and_then(Value::as_bool).unwrap_or(false),
        paging: paging::read(document, value, &pointer)?,
        tags: tags.filter_map(Value::as_str).map(str::to_owned).collect(),
        summary: text("summary").filter(|text| !text.is_empty()),
        description: text("description").filter(|text| !text.is_empty()),
        successes: statuses().filter(|status| status.starts_with(['2', '3'])).cloned().collect(),
        errors: statuses().filter(|status| status.starts_with(['4', '5'])).cloned().collect(),
        id,
        pointer,
    })
}

fn authentication(document: &Document, operation: &Value, pointer: &str) -> Result<Authentication> {
    let Some(security) = operation.get("security").or_else(|| document.root.get("security")) else {
        return Ok(Authentication::default());
    };
    let refuse = |message| Error::at(&document.file, format!("{pointer}/security"), message);
    let requirements =
        security.as_array().ok_or_else(|| refuse("not a list, so the accepted credentials are unknown"))?;
    let mut authentication = Authentication { required: !requirements.is_empty(), schemes: Vec::new() };
    for requirement in requirements {
        let schemes = requirement.as_object().ok_or_else(|| refuse("a requirement is not an object"))?;
        if schemes.len() > 1 {
            return Err(refuse("a requirement combines several schemes, which is not supported"));
        }
        authentication.required &= !schemes.is_empty();
        authentication.schemes.extend(schemes.keys().cloned());
    }
    Ok(authentication)
}

fn object<'a>(document: &'a Document, pointer: &str) -> Result<&'a Map<String, Value>> {
    document
        .root
        .pointer(pointer)
        .and_then(Value::as_object)
        .ok_or_else(|| Error::at(&document.file, pointer, "not an object, so the document has no operations"))
}
