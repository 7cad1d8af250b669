//! The queries of overlay targets, compared with a full RFC 9535 library.

use matrix_openapi_codegen::jsonpath::JsonPath;
use matrix_openapi_codegen::load;
use serde_json::{Value, json};
use serde_json_path::JsonPath as ReferencePath;
use std::path::Path;

/// Returns the locations that the library finds, sorted, because the order of an object's fields is not
/// defined.
fn expected(query: &str, root: &Value) -> Vec<String> {
    let path = ReferencePath::parse(query).unwrap_or_else(|error| panic!("{query}: {error}"));
    let mut places: Vec<_> =
        path.query_located(root).locations().map(|place| place.to_json_pointer()).collect();
    places.sort();
    places.dedup();
    places
}

fn located(query: &str, root: &Value) -> Vec<String> {
    let mut places = JsonPath::parse(query).unwrap_or_else(|error| panic!("{query}: {error}")).locate(root);
    places.sort();
    places
}

#[test]
fn the_library_finds_the_same_places() {
    let root = json!({
        "a": {"b": [{"k": "x", "c": 1}, {"k": "y"}, "x"], "k": "x"},
        "with/slash~": {"k": "x", "0": {"k": "z"}},
        "list": [[1, 2], [{"k": "x"}]],
        "k": "x",
    });
    for query in [
        "$",
        "$.a",
        "$.a.b",
        "$.a.b[0]",
        "$.a.b[7]",
        "$['with/slash~']",
        "$[\"a\", 'list']",
        "$.*",
        "$[*]",
        "$.a.*",
        "$..k",
        "$..['k','c']",
        "$..*",
        "$..[0]",
        "$.*[?@.k == 'x']",
        "$..[?@.k=='x']",
        "$.a.b[?@.k == \"y\"]",
        "$.missing.deep",
        "$.list[1][0].k",
        "$.a[ 'k' , 'b' ]",
        "$.list['0']",
        "$['with/slash~'][0]",
    ] {
        assert_eq!(located(query, &root), expected(query, &root), "{query}");
    }
}

#[test]
fn every_target_of_our_overlays_means_the_same_to_the_library() {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let description = load::vendored(&spec).unwrap();
    let mut targets = 0;
    for entry in std::fs::read_dir(spec.join("overlays")).unwrap() {
        let overlay = matrix_openapi_codegen::yaml::read(&entry.unwrap().path()).unwrap();
        for action in overlay["actions"].as_array().into_iter().flatten() {
            let target = action["target"].as_str().unwrap();
            for document in description.documents.values() {
                assert_eq!(located(target, &document.root), expected(target, &document.root), "{target}");
                targets += 1;
            }
        }
    }
    assert!(targets > 50, "only {targets} targets were compared");
}

#[test]
fn unsupported_queries_are_refused() {
    for query in [
        "",
        "a",
        "$a",
        "$.",
        "$..",
        "$[",
        "$[]",
        "$['a'",
        "$[-1]",
        "$[0:2]",
        "$[?@.a > 1]",
        "$[?@.a]",
        "$[?length(@.a) == 1]",
        "$.a.1",
        "$['a\\'b']",
        "$[?@['a'] == 'b']",
        "$.a b",
    ] {
        assert!(JsonPath::parse(query).is_err(), "{query}");
    }
}
