//! Canonical YAML reads back as the value that was written, also in YAML 1.1 readers.

use matrix_openapi_codegen::yaml;
use serde_json::{Map, Value, json};

use super::to_yaml;

/// Strings that a reader of YAML 1.1 or 1.2 takes for something else, and one that it does not.
#[rustfmt::skip]
const MISREAD: &[&str] = &[
    "", " a", "a ", "null", "Null", "~", "true", "False", "yes", "NO", "on", "off", "y", "N", "1", "-1",
    "+1", "1.10", "1e5", "-.5", ".5", ".inf", "-.Inf", ".NaN", "0x1F", "0o17", "017", "0b101", "1_000",
    "190:20:30", "2001-12-14", "2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43.10 -5", "=", "<<", "-",
    "- a", "?", ": a", ", a", "[a]", "{a}", "#a", "&a", "*a", "!a", "|", ">", "'a'", "%a", "@a", "`a`",
    "a: b", "a:", "a #b", "---", "...", "... a", "it's",
];

fn round_trip(value: &Value) {
    let text = to_yaml(value);
    assert_eq!(&yaml::parse("test", &text).unwrap(), value, "{text}");
    assert!(text.ends_with('\n') && !text.contains('\r'), "{text}");
}

#[test]
fn maps_and_lists_are_sorted_and_indented() {
    let value = json!({
        "b": [{ "y": 1, "x": [] }, [1, [2]], {}, "text"],
        "a": { "d": null, "c": { "e": true } },
    });
    let text =
        "a:\n  c:\n    e: true\n  d: null\nb:\n  - x: []\n    'y': 1\n  - - 1\n    - - 2\n  - {}\n  - text\n";
    assert_eq!(to_yaml(&value), text);
    round_trip(&value);
}

#[test]
fn whole_documents_need_not_be_maps() {
    for value in [json!(null), json!([]), json!({}), json!("a: b"), json!([[], {}]), json!(7)] {
        round_trip(&value);
    }
}

#[test]
fn strings_that_a_reader_could_misread_are_quoted() {
    for text in MISREAD {
        let quoted = format!("'{}'\n", text.replace('\'', "''"));
        // Only an apostrophe inside of a word needs no quotes.
        let expected = if *text == "it's" { "it's\n".to_owned() } else { quoted };
        assert_eq!(to_yaml(&json!(text)), expected);
    }
}

#[test]
fn other_strings_are_bare() {
    for text in [
        "a",
        "a b",
        "/path/{id}",
        "$ref1",
        "m.room.message",
        "mx-user-id",
        "a:b",
        "a#b",
        "v1.19",
        "^@",
        "(a|b)",
        "null1",
        "truely",
        "3pid",
        "1st",
        "é",
        "😀",
        "a, b",
        "\\d",
        "application/json",
    ] {
        assert_eq!(to_yaml(&json!(text)), format!("{text}\n"));
        round_trip(&json!(text));
    }
}

#[test]
fn any_string_is_read_back_as_value_and_as_key() {
    let pieces = [
        "", " ", "a", "1", ".", "-", "+", ":", "#", "'", "\"", "\\", "\n", "\r", "\t", "\0", "\u{7f}",
        "\u{85}", "\u{a0}", "\u{2028}", "\u{feff}", "\u{fffe}", "😀", "é", "e", "x", "~", "=", "<", "null",
        "true", "y", "!", "&", "*", "{", "}", "[", "]", ",", "?", "|", ">", "%", "@", "`", "_", "inf",
    ];
    for one in pieces {
        for two in pieces {
            let texts: Vec<String> = pieces.iter().map(|three| [one, two, three].concat()).collect();
            let keys: Map<String, Value> = texts.iter().map(|text| (text.clone(), json!(text))).collect();
            round_trip(&json!([texts, keys]));
        }
    }
}

#[test]
fn long_keys_are_read_back() {
    for letter in ["k", "é", "\n"] {
        let key = letter.repeat(3_000);
        round_trip(
            &json!({ key.as_str(): { "a": 1 }, "b": [{ key.as_str(): [2] }], "c": { key.as_str(): 3, "z": [] } }),
        );
    }
}

#[test]
fn numbers_keep_their_value_and_kind() {
    for value in [
        json!(0),
        json!(-1),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(1.0),
        json!(-0.0),
        json!(0.1),
        json!(1e300),
        json!(1.5e-300),
        json!(f64::MAX),
        json!(f64::MIN_POSITIVE),
        json!(9_007_199_254_740_993_i64),
    ] {
        round_trip(&value);
    }
    assert_eq!(to_yaml(&json!(1e300)), "1.0e+300\n");
    assert_eq!(to_yaml(&json!(1.5e-300)), "1.5e-300\n");
}
