//! The parts of requests and responses that page an operation.

use crate::lower::ir::{
    ApiModel, Body, Field, Operation, Paged, ParameterLocation, PathStep, Response, Type,
};
use crate::lower::lowering::Lowering;
use crate::matrix::paging::{REQUEST_TOKENS, RESPONSE_TOKENS};
use crate::paging::{KEY, PageToken, Paging, PagingMark};
use crate::pointer::join;
use crate::sorted::SortedSet;
use crate::{Error, Result};

impl Lowering<'_> {
    /// Resolves the names in the operation's extension to its typed parts.
    ///
    /// An unknown name is an error in the release that the overlays are maintained for. In any other release, the
    /// operation is then not paged.
    pub(super) fn paging(&self, operation: &Operation) -> Result<Option<Paged>> {
        let Some(PagingMark::Paged(paging)) = &operation.facts.paging else { return Ok(None) };
        match paged(&self.model, operation, paging) {
            Ok(paged) => Ok(Some(paged)),
            Err((key, message)) if self.document.maintained => {
                let pointer = join(&join(&operation.facts.pointer, KEY), key);
                Err(Error::at(&self.document.file, pointer, message))
            }
            Err(_) => Ok(None),
        }
    }
}

/// Returns the operations that look paged but have no extension, each with the name of the token in its request and
/// in its response.
pub fn unmarked_paging(model: &ApiModel) -> Vec<(&Operation, &str, &str)> {
    let unmarked = model.operations.iter().filter(|operation| operation.facts.paging.is_none());
    let tokens = unmarked.filter_map(|operation| {
        Some((operation, request_token(model, operation)?, response_token(model, operation)?))
    });
    tokens.collect()
}

/// The part that a key of the extension names, or the key and the reason why its value does not fit.
type PagingResult<T> = std::result::Result<T, (&'static str, String)>;

fn paged(model: &ApiModel, operation: &Operation, paging: &Paging) -> PagingResult<Paged> {
    let setter = setter(model, operation, &paging.token)?;
    let Response::Json(response) = &operation.response else {
        return Err(("next", "the response is not JSON, so it has no token".to_owned()));
    };
    let steps = |key, pointer: &str| {
        steps(model, response, pointer).map_err(|name| (key, format!("the response has no field `{name}`")))
    };
    let (next, token) = steps("next", &paging.next)?;
    if token != Type::String {
        return Err(("next", format!("`{}` of the response is not a string", paging.next)));
    }
    match steps("items", &paging.items)? {
        (items, Type::List(item)) => Ok(Paged { setter, next, items, item: *item }),
        _ => Err(("items", format!("`{}` of the response is not a list", paging.items))),
    }
}

/// Returns the setter of the token.
fn setter(model: &ApiModel, operation: &Operation, token: &PageToken) -> PagingResult<String> {
    let name = token.name();
    let found = match token {
        PageToken::Query(_) => {
            let in_query = |parameter: &&_| is_query(parameter) && parameter.name == name;
            let parameter = operation.parameters.iter().find(in_query);
            parameter.map(|one| (one.rust_name.clone(), one.required, &one.ty))
        }
        PageToken::Field(_) => {
            let field = body_fields(model, operation).find(|field| field.name == name);
            field.and_then(|one| Some((operation.fields.get(name)?.clone(), one.required, &one.ty)))
        }
    };
    match found {
        None => Err((token.kind(), format!("the request has no such parameter or field `{name}`"))),
        Some((_, true, _)) => {
            Err((token.kind(), format!("`{name}` is required, so the first page cannot be requested")))
        }
        Some((setter, false, Type::String)) => Ok(setter),
        Some(_) => Err((token.kind(), format!("`{name}` of the request is not a string"))),
    }
}

/// Follows a pointer through object types, and returns the steps and the type at its end. Fails with the first
/// unknown name.
fn steps(
    model: &ApiModel,
    response: &Type,
    pointer: &str,
) -> std::result::Result<(Vec<PathStep>, Type), String> {
    let (mut steps, mut reached) = (Vec::new(), response);
    for key in Paging::keys(pointer) {
        let fields = match reached {
            Type::Struct(name) => model.structs.get(name).map(|item| item.fields.as_slice()),
            _ => None,
        };
        let Some(field) = fields.unwrap_or_default().iter().find(|field| field.name == key) else {
            return Err(key);
        };
        let (optional, ty) = value(field);
        steps.push(PathStep { rust_name: field.rust_name.clone(), optional });
        reached = ty;
    }
    Ok((steps, reached.clone()))
}

/// Returns whether a field is an `Option`, and the type of its value.
fn value(field: &Field) -> (bool, &Type) {
    match &field.ty {
        Type::Nullable(inner) => (true, inner),
        ty => (!field.required, ty),
    }
}

fn is_query(parameter: &crate::lower::ir::Parameter) -> bool {
    parameter.location == ParameterLocation::Query
}

fn body_fields<'a>(model: &'a ApiModel, operation: &Operation) -> impl Iterator<Item = &'a Field> {
    let body = match &operation.body {
        Some(Body::Object(name)) => model.structs.get(name),
        _ => None,
    };
    body.into_iter().flat_map(|body| &body.fields)
}

fn request_token<'a>(model: &'a ApiModel, operation: &'a Operation) -> Option<&'a str> {
    let parameters = operation.parameters.iter().filter(|one| is_query(one)).map(|one| one.name.as_str());
    let fields = body_fields(model, operation).map(|field| field.name.as_str());
    parameters.chain(fields).find(|name| REQUEST_TOKENS.contains(name))
}

/// Searches the response, but not its lists: their items do not have the token of the page.
fn response_token<'a>(model: &'a ApiModel, operation: &'a Operation) -> Option<&'a str> {
    let Response::Json(response) = &operation.response else { return None };
    let (mut left, mut seen) = (vec![response], SortedSet::new());
    while let Some(ty) = left.pop() {
        let Type::Struct(name) = ty else { continue };
        // Types can contain themselves.
        if !seen.insert(name) {
            continue;
        }
        for field in model.structs.get(name).into_iter().flat_map(|item| &item.fields) {
            match value(field).1 {
                Type::String if RESPONSE_TOKENS.contains(&field.name.as_str()) => return Some(&field.name),
                ty => left.push(ty),
            }
        }
    }
    None
}
