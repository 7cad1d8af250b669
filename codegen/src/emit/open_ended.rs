//! Which responses may be as large as a room or an account is.

use std::collections::BTreeSet;

use crate::lower::ir::{Call, Lowered, Response, Type};

/// Whether the response holds many values that are kept as text, such as events, and no parameter limits how many.
pub(super) fn is_open_ended(call: &Call, lowered: &Lowered) -> bool {
    let Response::Json(ty) = &call.response else { return false };
    let limited = call.parameters.iter().any(|parameter| parameter.name == "limit");
    !limited && Search { lowered, seen: BTreeSet::new() }.finds(ty, Count::One)
}

/// How many values of a type there are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Count {
    One,
    Many,
}

struct Search<'a> {
    lowered: &'a Lowered,
    /// The types that were looked into, since types can hold themselves.
    seen: BTreeSet<(&'a str, Count)>,
}

impl<'a> Search<'a> {
    /// Whether there are many texts in so many values of a type.
    fn finds(&mut self, ty: &'a Type, count: Count) -> bool {
        let Self { lowered, seen } = self;
        match ty {
            Type::Raw(_) | Type::Free | Type::FreeObject => count == Count::Many,
            Type::List(inner) | Type::Map(_, inner) => self.finds(inner, Count::Many),
            Type::Nullable(inner) => self.finds(inner, count),
            Type::Struct(name) if seen.insert((name, count)) => {
                let fields = lowered.structs.get(name).into_iter().flat_map(|item| &item.fields);
                fields.map(|field| &field.ty).any(|ty| self.finds(ty, count))
            }
            Type::Union(name) if seen.insert((name, count)) => {
                let variants = lowered.unions.get(name).into_iter().flat_map(|union| &union.variants);
                variants.filter_map(|variant| variant.ty.as_ref()).any(|ty| self.finds(ty, count))
            }
            _ => false,
        }
    }
}
