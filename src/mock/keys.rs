//! Fills the maps of samples with the keys of a request.

use serde_json::{Map, Value};

/// The limit of entries of a map, since an entry takes more memory than its key in the request.
const MOST_ENTRIES: usize = 1000;

/// The longest key that becomes an entry, in bytes: the limit of identifiers. It bounds the memory, since an entry repeats its key.
const LONGEST_KEY: usize = 255;

/// Replaces the only entry of a map by an entry for each key of a request.
///
/// The keys are a string, the items of a list, or the keys of a map, whose values have the keys of the next level. An empty list
/// asks for everything, and leaves the sample unchanged.
pub(super) fn set(map: &mut Value, keys: &Value, levels: u8) {
    let mut left = MOST_ENTRIES;
    set_within(map, keys, levels, &mut left);
}

fn set_within(map: &mut Value, keys: &Value, levels: u8, left: &mut usize) {
    let (Value::Object(entries), true) = (map, levels > 0) else { return };
    let Some((known, sample)) = entries.iter().next().map(|(key, entry)| (key.clone(), entry.clone())) else {
        return;
    };
    let named: Vec<(&str, &Value)> = match keys {
        Value::String(key) => vec![(key.as_str(), &Value::Null)],
        Value::Array(keys) if keys.is_empty() => return,
        Value::Array(keys) => keys.iter().filter_map(|key| Some((key.as_str()?, &Value::Null))).collect(),
        Value::Object(keys) => keys.iter().map(|(key, inside)| (key.as_str(), inside)).collect(),
        _ => return,
    };
    entries.clear();
    for (key, inside) in named.into_iter().filter(|(key, _)| key.len() <= LONGEST_KEY) {
        let Some(fewer) = left.checked_sub(1) else { break };
        *left = fewer;
        let mut entry = renamed(&sample, &known, key);
        set_within(&mut entry, inside, levels.saturating_sub(1), left);
        entries.insert(key.to_owned(), entry);
    }
}

/// Returns a copy in which a string or key of the sample, such as the user of an entry, is replaced by another one.
fn renamed(value: &Value, known: &str, key: &str) -> Value {
    let name = |text: &str| if text == known { key.to_owned() } else { text.to_owned() };
    match value {
        Value::String(text) => Value::String(name(text)),
        Value::Array(items) => items.iter().map(|item| renamed(item, known, key)).collect(),
        Value::Object(fields) => {
            let fields = fields.iter().map(|(field, value)| (name(field), renamed(value, known, key)));
            Value::Object(fields.collect::<Map<_, _>>())
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn with(keys: &Value, levels: u8) -> Value {
        let mut map =
            json!({"@a:b": {"D": {"user_id": "@a:b", "device_id": "D", "signatures": {"@a:b": {}}}}});
        set(&mut map, keys, levels);
        map
    }

    fn device(user: &str, device: &str) -> Value {
        json!({"user_id": user, "device_id": device, "signatures": {user: {}}})
    }

    #[test]
    fn a_map_has_the_keys_of_the_request_and_its_entries_contain_them() {
        assert_eq!(with(&json!("@x:y"), 1), json!({"@x:y": {"D": device("@x:y", "D")}}));
        let two = json!({"@x:y": {"D": device("@x:y", "D")}, "@z:y": {"D": device("@z:y", "D")}});
        assert_eq!(with(&json!(["@x:y", "@z:y"]), 1), two);
        assert_eq!(with(&json!({"@x:y": ["E"], "@z:y": []}), 1), two);
        let devices = json!({"@x:y": {"E": device("@x:y", "E"), "F": device("@x:y", "F")}, "@z:y": {"D": device("@z:y", "D")}});
        assert_eq!(with(&json!({"@x:y": ["E", "F"], "@z:y": []}), 2), devices);
        assert_eq!(with(&json!({"@x:y": {"E": 1, "F": 2}, "@z:y": {}}), 2)["@z:y"], json!({}));
        assert_eq!(with(&json!({}), 2), json!({}));
    }

    #[test]
    fn keys_that_a_request_does_not_have_leave_the_sample() {
        for keys in [json!([]), json!(null), json!(7)] {
            assert_eq!(with(&keys, 2), json!({"@a:b": {"D": device("@a:b", "D")}}));
        }
    }

    #[test]
    fn the_number_of_entries_is_limited() {
        let devices: Vec<_> = (0..100).map(|device| format!("D{device}")).collect();
        let users: Map<_, _> = (0..100).map(|user| (format!("@{user}:b"), json!(devices))).collect();
        let mut map = json!({"@a:b": {"D": {}}});
        set(&mut map, &Value::Object(users), 2);
        let devices: Vec<_> =
            map.as_object().unwrap().values().map(|map| map.as_object().unwrap().len()).collect();
        // Each user is an entry too.
        assert_eq!(devices.iter().sum::<usize>() + devices.len(), MOST_ENTRIES);
    }

    #[test]
    fn keys_that_no_identifier_can_have_are_left_out() {
        let long = format!("@{}:b", "x".repeat(LONGEST_KEY));
        assert_eq!(
            with(&json!({ (long): ["E"], "@z:y": [] }), 2),
            json!({"@z:y": {"D": device("@z:y", "D")}})
        );
    }
}
