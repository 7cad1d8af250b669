//! Finds responses whose size has no limit, because they list the content of a room or an account.

use std::collections::BTreeSet;

use crate::lower::ir::{ApiModel, Operation, Response, Type};

/// Whether the response holds many values that are kept as text, such as events, and no parameter limits how many.
pub(super) fn is_unbounded(call: &Operation, model: &ApiModel) -> bool {
    let Response::Json(ty) = &call.response else { return false };
    let limited = call.parameters.iter().any(|parameter| parameter.name == "limit");
    !limited && holds_many_texts(model, ty)
}

/// How many values of a type there are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Count {
    One,
    Many,
}

/// Whether many values that are kept as text stand in one value of a type. What is still to be looked into is a list,
/// since types stand in each other deeper than a stack is.
fn holds_many_texts(model: &ApiModel, ty: &Type) -> bool {
    let mut left = vec![(ty, Count::One)];
    // Types can hold themselves.
    let mut seen = BTreeSet::new();
    while let Some((ty, count)) = left.pop() {
        match ty {
            Type::Raw(_) | Type::RawJson | Type::RawObject if count == Count::Many => return true,
            Type::List(inner) | Type::Map(_, inner) => left.push((inner, Count::Many)),
            Type::Nullable(inner) => left.push((inner, count)),
            Type::Struct(name) if seen.insert((name, count)) => {
                let fields = model.structs.get(name).into_iter().flat_map(|item| &item.fields);
                left.extend(fields.map(|field| (&field.ty, count)));
            }
            Type::Union(name) if seen.insert((name, count)) => {
                let variants = model.unions.get(name).into_iter().flat_map(|union| &union.variants);
                left.extend(variants.filter_map(|variant| Some((variant.ty.as_ref()?, count))));
            }
            _ => {}
        }
    }
    false
}
