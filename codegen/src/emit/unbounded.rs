//! Finds responses whose size has no limit, because they list the content of a room or an account.

use crate::lower::ir::{ApiModel, Operation, Response, Type};
use crate::matrix::fields::LIMIT;
use crate::sorted::SortedSet;

/// Returns whether the response contains lists of raw values, such as events, and no parameter limits their number.
pub(super) fn is_unbounded(operation: &Operation, model: &ApiModel) -> bool {
    let Response::Json(ty) = &operation.response else { return false };
    let limited = operation.parameters.iter().any(|parameter| parameter.name == LIMIT);
    !limited && holds_many_texts(model, ty)
}

/// The number of values of a type.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Count {
    One,
    Many,
}

/// Returns whether a value of a type contains lists of raw values. It keeps a list of types to visit, because
/// recursion into deep nesting would overflow the stack.
fn holds_many_texts(model: &ApiModel, ty: &Type) -> bool {
    let mut left = vec![(ty, Count::One)];
    // Types can contain themselves.
    let mut seen = SortedSet::new();
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
