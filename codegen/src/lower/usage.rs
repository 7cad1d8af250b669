//! The operations that send or receive each type, so its documentation can link to them.

use crate::lower::ir::{ApiModel, Body, Response, Type};
use crate::sorted::{SortedMap, SortedSet, sort};

/// The role of a type in an operation, the outermost roles first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The type is the body of the request.
    Body,
    /// The type is the response.
    Response,
    /// The type is that of a parameter.
    Parameter,
    /// The type is part of the body.
    PartOfBody,
    /// The type is part of the response.
    PartOfResponse,
}

/// An operation that uses a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Usage {
    /// The role of the type.
    pub role: Role,
    /// The index of the operation in [`ApiModel::operations`].
    pub call: usize,
}

/// Returns the uses of each type by name, the outermost role first.
pub fn usage(model: &ApiModel) -> SortedMap<&str, Vec<Usage>> {
    let mut uses = SortedMap::new();
    for (call, item) in model.operations.iter().enumerate() {
        let mut left = Vec::new();
        match &item.body {
            Some(Body::Object(name)) => {
                named(model, name, Usage { role: Role::Body, call }, &mut uses, &mut left)
            }
            Some(Body::Json(ty)) => left.push((ty, Role::Body)),
            Some(Body::Bytes(_)) | None => {}
        }
        if let Response::Json(ty) = &item.response {
            left.push((ty, Role::Response));
        }
        let types =
            item.parameters.iter().flat_map(|parameter| [&parameter.ty].into_iter().chain(&parameter.json));
        left.extend(types.map(|ty| (ty, Role::Parameter)));
        walk(model, call, left, &mut uses);
    }
    uses.values_mut().for_each(|uses: &mut Vec<Usage>| sort(uses, Ord::cmp));
    uses
}

/// Returns the types that definitions refer to: programs create values of them, as they do for requests.
pub fn defined(model: &ApiModel) -> SortedSet<&str> {
    let mut uses = SortedMap::new();
    let left = model.definitions.iter().map(|(_, ty)| (ty, Role::Parameter)).collect();
    walk(model, 0, left, &mut uses);
    uses.keys().copied().collect()
}

/// Records the uses of some types, and of the types that they refer to, by an operation.
fn walk<'a>(
    model: &'a ApiModel,
    call: usize,
    mut left: Vec<(&'a Type, Role)>,
    uses: &mut SortedMap<&'a str, Vec<Usage>>,
) {
    // An explicit list, because recursion into deeply nested types would overflow the stack.
    while let Some((ty, role)) = left.pop() {
        match ty {
            Type::Enumeration(name) | Type::Union(name) | Type::Struct(name) => {
                named(model, name, Usage { role, call }, uses, &mut left);
            }
            Type::Raw(inner) | Type::Nullable(inner) => left.push((inner, role)),
            Type::List(inner) => left.push((inner, part(role))),
            Type::Map(key, value) => left.extend([(&**key, part(role)), (&**value, part(role))]),
            _ => {}
        }
    }
}

/// Records the use of a type, and visits its parts the first time.
fn named<'a>(
    model: &'a ApiModel,
    name: &'a str,
    this: Usage,
    uses: &mut SortedMap<&'a str, Vec<Usage>>,
    left: &mut Vec<(&'a Type, Role)>,
) {
    let uses = uses.entry(name).or_default();
    if uses.contains(&this) {
        return;
    }
    uses.push(this);
    let role = part(this.role);
    if let Some(item) = model.structs.get(name) {
        left.extend(item.fields.iter().map(|field| &field.ty).chain(&item.extra).map(|ty| (ty, role)));
    }
    if let Some(item) = model.unions.get(name) {
        left.extend(item.variants.iter().filter_map(|variant| Some((variant.ty.as_ref()?, role))));
    }
}

/// Returns the role of a part of a value with a role.
fn part(role: Role) -> Role {
    match role {
        Role::Body | Role::PartOfBody => Role::PartOfBody,
        Role::Response | Role::PartOfResponse => Role::PartOfResponse,
        Role::Parameter => Role::Parameter,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::lower::lower;
    use crate::{Api, Document, Release};

    #[test]
    fn a_type_is_found_wherever_it_is_nested_and_recursion_ends() {
        let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        let root = json!({
            "paths": {"/a": {"post": {
                "operationId": "a",
                "parameters": [{"name": "k", "in": "query", "schema": {"type": "string", "enum": ["x"]}}],
                "requestBody": {"content": {"application/json": {"schema": reference("Tree")}}},
                "responses": {"200": {"content": {"application/json": {"schema": {"type": "array", "items": reference("Tree")}}}}},
            }}},
            "components": {"schemas": {
                "Tree": {"type": "object", "properties": {"leaves": {"type": "array", "items": reference("Tree")}, "bark": reference("Bark")}},
                "Bark": {"type": "object", "properties": {"brown": {"type": "boolean"}}},
            }},
        });
        let document = Document::new(Api::Identity, "uses.yaml", root);
        let model = lower(&document, Release { major: 1, minor: 19 }).unwrap();
        let roles: SortedMap<_, Vec<_>> = usage(&model)
            .into_iter()
            .map(|(name, uses)| (name, uses.into_iter().map(|one| one.role).collect()))
            .collect();
        let expected = [
            ("AK", vec![Role::Parameter]),
            ("Bark", vec![Role::PartOfBody, Role::PartOfResponse]),
            ("Tree", vec![Role::Body, Role::PartOfBody, Role::PartOfResponse]),
        ];
        assert_eq!(roles, SortedMap::from(expected));
    }
}
