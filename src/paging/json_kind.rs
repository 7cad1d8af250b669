//! The kind of a value within a JSON text.

use std::borrow::Cow;
use std::collections::BTreeMap;

use matrix_openapi_core::__private::pointer_keys;
use serde_json::value::RawValue;

/// The kind of a value, as far as paging depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum JsonKind {
    Missing,
    Null,
    List,
    Other,
}

/// Returns the kind of the value at a JSON pointer.
pub(super) fn kind_at(json: &str, pointer: &str) -> JsonKind {
    let mut text = json.trim();
    for key in pointer_keys(pointer) {
        let fields = match serde_json::from_str::<BTreeMap<Cow<'_, str>, &RawValue>>(text) {
            Ok(fields) => fields,
            // `null` has no fields.
            Err(_) if text == "null" => return JsonKind::Missing,
            Err(_) => return JsonKind::Other,
        };
        match fields.get(key.as_str()) {
            Some(value) => text = value.get().trim(),
            None => return JsonKind::Missing,
        }
    }
    match text {
        "null" => JsonKind::Null,
        list if list.starts_with('[') => JsonKind::List,
        _ => JsonKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_of_each_place_is_found() {
        let json = r#" {"a":{"b/c":[ ],"d~e":7},"f":null,"\u0067":"x","h":[{}]} "#;
        for (pointer, kind) in [
            ("/a/b~1c", JsonKind::List),
            ("/a/d~0e", JsonKind::Other),
            ("/a/x", JsonKind::Missing),
            ("/f", JsonKind::Null),
            ("/f/x", JsonKind::Missing),
            ("/g", JsonKind::Other),
            ("/g/x", JsonKind::Other),
            ("/h/x", JsonKind::Other),
            ("/x", JsonKind::Missing),
        ] {
            assert_eq!(kind_at(json, pointer), kind, "{pointer}");
        }
        assert_eq!((kind_at("{", "/a"), kind_at("[]", "")), (JsonKind::Other, JsonKind::List));
    }
}
