//! Durations in the forms that servers send.

use std::time::Duration;

use serde_json::Value;

/// Reads milliseconds, which some servers send as a float or a string; `None` if the value is negative or not a number.
pub fn milliseconds(value: &Value) -> Option<Duration> {
    let whole = match value {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => return None,
    };
    let fraction = || match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    whole.map(Duration::from_millis).or_else(|| seconds(fraction()? / 1000.0))
}

/// Converts seconds; `None` if they are negative or too large.
pub fn seconds(seconds: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(seconds).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn integers_floats_and_strings_are_times() {
        for (value, expected) in [
            (json!(300), Some(300_000)),
            (json!(300.0), Some(300_000)),
            (json!("300"), Some(300_000)),
            (json!(" 300 "), Some(300_000)),
            (json!("300.0"), Some(300_000)),
            (json!(1.5), Some(1_500)),
            (json!(3e2), Some(300_000)),
            (json!(0), Some(0)),
            (json!(-1), None),
            (json!("-1"), None),
            (json!("soon"), None),
            (json!("NaN"), None),
            (json!(1e300), None),
            (json!(null), None),
            (json!(true), None),
            (json!([300]), None),
        ] {
            assert_eq!(milliseconds(&value), expected.map(Duration::from_micros), "{value}");
        }
        assert_eq!(milliseconds(&json!(u64::MAX)), Some(Duration::from_millis(u64::MAX)));
    }
}
