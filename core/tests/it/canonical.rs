//! Canonical JSON: the test vectors of the specification, its limits, and properties of any value.

use matrix_openapi_core::json::{CanonicalError, canonical_json, canonicalize};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// The test vectors in the appendices of the specification: texts with their canonical form.
const VECTORS: [(&str, &str); 10] = [
    ("{}", "{}"),
    ("{\n    \"one\": 1,\n    \"two\": \"Two\"\n}", r#"{"one":1,"two":"Two"}"#),
    ("{\n    \"b\": \"2\",\n    \"a\": \"1\"\n}", r#"{"a":"1","b":"2"}"#),
    (r#"{"b":"2","a":"1"}"#, r#"{"a":"1","b":"2"}"#),
    (
        r#"{
    "auth": {
        "success": true,
        "mxid": "@john.doe:example.com",
        "profile": {
            "display_name": "John Doe",
            "three_pids": [
                {
                    "medium": "email",
                    "address": "john.doe@example.org"
                },
                {
                    "medium": "msisdn",
                    "address": "123456789"
                }
            ]
        }
    }
}"#,
        concat!(
            r#"{"auth":{"mxid":"@john.doe:example.com","profile":{"display_name":"John Doe","three_pids":["#,
            r#"{"address":"john.doe@example.org","medium":"email"},{"address":"123456789","medium":"msisdn"}]},"#,
            r#""success":true}}"#
        ),
    ),
    ("{\n    \"a\": \"日本語\"\n}", r#"{"a":"日本語"}"#),
    ("{\n    \"本\": 2,\n    \"日\": 1\n}", r#"{"日":1,"本":2}"#),
    ("{\n    \"a\": \"\\u65E5\"\n}", r#"{"a":"日"}"#),
    ("{\n    \"a\": null\n}", r#"{"a":null}"#),
    ("{\n    \"a\": -0,\n    \"b\": 1e10\n}", r#"{"a":0,"b":10000000000}"#),
];

#[test]
fn the_vectors_of_the_specification_hold() {
    for (text, canonical) in VECTORS {
        assert_eq!(canonicalize(text).unwrap(), canonical);
    }
}

#[test]
fn names_are_ordered_by_code_point() {
    // In UTF-16 the last two would be in reverse order.
    let text = r#"{"\ud83d\ude00":5,"\uff5e":4,"é":3,"z":2,"aa":1,"a":0,"Z":-1,"":-2}"#;
    assert_eq!(canonicalize(text).unwrap(), r#"{"":-2,"Z":-1,"a":0,"aa":1,"z":2,"é":3,"～":4,"😀":5}"#);
}

#[test]
fn escapes_are_the_shortest() {
    let text = r#""\u0000\u0007\u0008\u0009\u000A\u000b\u000C\u000D\u001F\u0022\u005C\u002F\u007f\u2028""#;
    let canonical = "\"\\u0000\\u0007\\b\\t\\n\\u000b\\f\\r\\u001f\\\"\\\\/\u{7f}\u{2028}\"";
    assert_eq!(canonicalize(text).unwrap(), canonical);
}

#[test]
fn integers_are_whole_and_of_53_bits() {
    for (text, canonical) in [
        ("9007199254740991", "9007199254740991"),
        ("-9007199254740991", "-9007199254740991"),
        ("-0", "0"),
        ("-0.0", "0"),
        ("1.0", "1"),
        ("-250e-1", "-25"),
        ("9.007199254740991e15", "9007199254740991"),
    ] {
        assert_eq!(canonicalize(text).unwrap(), canonical, "{text}");
    }
    for text in [
        "9007199254740992",
        "-9007199254740992",
        "9007199254740992.0",
        "9223372036854775807",
        "-9223372036854775808",
        "18446744073709551615",
        "1e19",
        "-1e308",
        "0.5",
        "1e-3",
    ] {
        let error = canonicalize(text).unwrap_err();
        assert!(matches!(error, CanonicalError::Number { .. }), "{text}: {error:?}");
    }
}

#[test]
fn the_error_says_where_the_number_is() {
    let error = canonicalize(r#"{"a":[0,{"b/~":1.5}]}"#).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the number at `/a/1/b~1~0` is not an integer from -(2^53 - 1) to 2^53 - 1"
    );
}

#[test]
fn a_number_beyond_all_doubles_is_refused() {
    // The error, syntax or integer, depends on a feature of serde_json.
    canonicalize("1e400").unwrap_err();
}

#[test]
fn other_text_than_json_is_refused() {
    for text in ["", "{", "{}{}", "nul", "NaN", "01", r#""\ud800""#, "\"\n\"", "{'a':1}"] {
        assert!(matches!(canonicalize(text), Err(CanonicalError::Json(_))), "{text}");
    }
}

#[test]
fn depth_is_bounded_alike_for_texts_and_values() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(canonicalize(&nested(127)).unwrap(), nested(127));
    assert!(matches!(canonicalize(&nested(128)), Err(CanonicalError::Json(_))));
    assert!(matches!(canonicalize(&"[".repeat(1_000_000)), Err(CanonicalError::Json(_))));
    let array = |depth| (0..depth).fold(Value::Null, |inner, _| Value::Array(vec![inner]));
    let object = |depth| {
        (0..depth).fold(Value::Null, |inner, _| Value::Object(Map::from_iter([("a".to_owned(), inner)])))
    };
    for value in [array(127), object(127)] {
        let text = canonical_json(&value).unwrap();
        assert_eq!(canonicalize(&text).unwrap(), text);
    }
    for value in [array(128), object(128), array(5000)] {
        assert!(matches!(canonical_json(&value), Err(CanonicalError::Depth)));
    }
}

/// Values that have a canonical form.
fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-((1_i64 << 53) - 1)..1 << 53).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// Writes a value with its fields in another order, and with white space.
fn reversed(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(reversed).collect();
            format!("[ {} ]", items.join(" , "))
        }
        Value::Object(object) => {
            let mut members: Vec<_> = object
                .iter()
                .map(|(name, value)| format!("{} :\t{}", json!(name), reversed(value)))
                .collect();
            members.reverse();
            format!("{{\n{}\n}}", members.join(" ,\r\n"))
        }
        other => other.to_string(),
    }
}

proptest! {
    #[test]
    fn the_canonical_form_has_the_same_value_and_is_canonical(value in values()) {
        let text = canonical_json(&value).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Value>(&text).unwrap(), &value);
        prop_assert_eq!(&canonicalize(&text).unwrap(), &text);
    }

    #[test]
    fn order_and_white_space_change_nothing(value in values()) {
        prop_assert_eq!(canonicalize(&reversed(&value)).unwrap(), canonical_json(&value).unwrap());
    }

    #[test]
    fn no_text_makes_it_panic(text in r#"[\[\]{}",:0-9eE.\-+\\u tn]{0,40}"#) {
        let read = serde_json::from_str::<Value>(&text).is_ok();
        match canonicalize(&text) {
            Ok(canonical) => prop_assert_eq!(canonicalize(&canonical).unwrap(), canonical),
            Err(CanonicalError::Number { .. }) => prop_assert!(read),
            Err(_) => prop_assert!(!read),
        }
    }
}
