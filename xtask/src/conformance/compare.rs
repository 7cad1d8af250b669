//! Compares an example with the JSON that its type returns for it.
//!
//! The order of an object's fields does not count, and numbers are equal if their values are: JSON has one kind of number,
//! so `1` and `1.0` are the same value.

use matrix_openapi_codegen::pointer::escape;
use serde_json::{Number, Value};

/// A difference between an example and the value that its type returns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleDifference {
    /// The JSON pointer in the example.
    pub at: String,
    /// The difference in words.
    pub what: String,
}

impl ExampleDifference {
    /// Creates a difference of the whole example.
    pub fn whole(what: String) -> Self {
        Self { at: String::new(), what }
    }
}

/// Returns all differences, in the order of the example.
pub fn differences(example: &Value, returned: &Value) -> Vec<ExampleDifference> {
    let mut found = Vec::new();
    compare("", example, returned, &mut found);
    found
}

fn compare(at: &str, example: &Value, returned: &Value, found: &mut Vec<ExampleDifference>) {
    let inner = |key: &str| format!("{at}/{}", escape(key));
    match (example, returned) {
        (Value::Object(before), Value::Object(after)) => {
            for (name, member) in before {
                match after.get(name) {
                    Some(other) => compare(&inner(name), member, other, found),
                    None => found.push(ExampleDifference { at: inner(name), what: "was lost".to_owned() }),
                }
            }
            let added = after.keys().filter(|name| !before.contains_key(*name));
            found.extend(
                added.map(|name| ExampleDifference { at: inner(name), what: "was added".to_owned() }),
            );
        }
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
            for (index, (item, other)) in before.iter().zip(after).enumerate() {
                compare(&inner(&index.to_string()), item, other, found);
            }
        }
        (Value::Array(before), Value::Array(after)) => {
            let what = format!("had {} items and has {}", before.len(), after.len());
            found.push(ExampleDifference { at: at.to_owned(), what });
        }
        (Value::Number(before), Value::Number(after)) if same_number(before, after) => {}
        (before, after) if before == after => {}
        (before, after) => {
            found.push(ExampleDifference { at: at.to_owned(), what: format!("was {before} and is {after}") });
        }
    }
}

/// Returns whether two numbers are equal. Compares integers as integers, since two of them may be one floating-point number.
fn same_number(one: &Number, other: &Number) -> bool {
    match (one.as_i128(), other.as_i128()) {
        (Some(one), Some(other)) => one == other,
        _ => one.as_f64() == other.as_f64(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn differences_of(example: Value, returned: Value) -> Vec<String> {
        differences(&example, &returned).into_iter().map(|one| format!("{} {}", one.at, one.what)).collect()
    }

    #[test]
    fn every_place_that_differs_is_named() {
        let example = json!({"a": 1, "b": {"c/d": [1, 2]}, "e": "x", "f": [1]});
        let returned = json!({"b": {"c/d": [1, 3]}, "e": null, "f": [], "g": true});
        assert_eq!(
            differences_of(example, returned),
            [
                "/a was lost",
                "/b/c~1d/1 was 2 and is 3",
                "/e was \"x\" and is null",
                "/f had 1 items and has 0",
                "/g was added"
            ]
        );
    }

    #[test]
    fn null_is_not_absence() {
        assert_eq!(differences_of(json!({"a": null}), json!({})), ["/a was lost"]);
    }

    #[test]
    fn numbers_are_compared_by_value() {
        assert!(differences_of(json!([1, 2.5, -3]), json!([1.0, 2.5, -3.0])).is_empty());
        assert_eq!(differences_of(json!(9007199254740993_u64), json!(9007199254740992_u64)).len(), 1);
        assert_eq!(differences_of(json!(u64::MAX), json!(-1)).len(), 1);
        assert_eq!(differences_of(json!(1), json!("1")).len(), 1);
    }
}
