//! Whole events for objects that can be an event of any type.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::value_path::ValuePath;
use crate::lower::ir::{Struct, Type};
use crate::matrix::event_section::{CONTENT, EDU_TYPE, STATE_KEY, TYPE};
use crate::yaml;

// The file is a part of the program, and a test reads it.
static EVENTS: LazyLock<Value> =
    LazyLock::new(|| yaml::parse("events.yaml", include_str!("events.yaml")).unwrap_or_default());

/// Returns whether an object is an event of any type, but not state.
pub(super) fn is_event(item: &Struct) -> bool {
    is_free(item, TYPE) && !requires_state_key(item)
}

/// Returns the fields of a whole event for an object; `None` if the object is not an event, or has a fixed
/// type.
pub(super) fn of(item: &Struct, path: &ValuePath<'_>) -> Option<&'static Map<String, Value>> {
    let event = match (is_free(item, EDU_TYPE), is_free(item, TYPE)) {
        (true, _) => EVENTS.get("edu"),
        (_, true) if requires_state_key(item) => EVENTS.get("state"),
        (_, true) => {
            let within = EVENTS.get("within");
            let listed = path.all().find_map(|path| within?.get(path.field));
            listed.or_else(|| EVENTS.get("message"))
        }
        _ => None,
    };
    event?.as_object()
}

/// Returns whether an object has this field for any type of event, and any content.
fn is_free(item: &Struct, type_field: &str) -> bool {
    let has = |name: &str, fits: fn(&Type) -> bool| {
        item.fields.iter().any(|field| field.name == name && fits(&field.ty))
    };
    has(type_field, |ty| *ty == Type::String)
        && has(CONTENT, |ty| matches!(ty, Type::RawObject | Type::RawJson | Type::JsonValue))
}

fn requires_state_key(item: &Struct) -> bool {
    item.fields.iter().any(|field| field.name == STATE_KEY && field.required)
}
