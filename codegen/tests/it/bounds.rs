//! Every description takes bounded time, and the stack of a small thread suffices.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use matrix_openapi_codegen::{Api, Document, Project, Release, Wording, generate, load};
use serde_json::{Value, json};

const RELEASE: Release = Release { major: 1, minor: 19 };

/// The stack that Rust gives threads, which is smaller than that of a build.
const STACK: usize = 2 * 1024 * 1024;

/// Generates an operation that responds with one of the components, on a thread of its own.
fn generated(response: &str, components: Value) -> Result<String, String> {
    let root = json!({
        "paths": {"/thing": {"get": {"operationId": "getThing", "responses": {"200": {"description": "", "content":
            {"application/json": {"schema": {"$ref": format!("#/components/schemas/{response}")}}}}}}}},
        "components": {"schemas": components},
    });
    let document = Document::new(Api::ClientServer, "t.yaml", root);
    let work = move || generate(&document, RELEASE, &Wording::default()).map_err(|error| error.to_string());
    std::thread::Builder::new().stack_size(STACK).spawn(work).unwrap().join().unwrap()
}

fn reference(name: impl std::fmt::Display) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// Returns components in a row, each created by `next` from the number of the one before it.
fn row(count: usize, first: Value, next: impl Fn(usize) -> Value) -> Value {
    let mut components = serde_json::Map::from_iter([("S0".to_owned(), first)]);
    components.extend((1..count).map(|index| (format!("S{index}"), next(index - 1))));
    components.into()
}

fn within(limit: Duration, work: impl FnOnce()) {
    let start = Instant::now();
    work();
    // Other tests run at the same time, so the limit is far above the time that this takes.
    assert!(start.elapsed() < limit, "{:?}", start.elapsed());
}

#[test]
fn shared_parts_count_once() {
    let object = |name: &str| json!({"type": "object", "properties": {name: {"type": "string"}}});
    let diamond = row(30, object("a"), |before| {
        json!({"allOf": [reference(format!("S{before}")), {"allOf": [reference(format!("S{before}"))]},
            object(&format!("p{before}"))]})
    });
    within(Duration::from_secs(1), || {
        let source = generated("S29", diamond).unwrap();
        assert!(source.contains("p28") && source.contains("p0"));
    });
    let fields = row(30, object("a"), |before| {
        let inner = || json!({"allOf": [reference(format!("S{before}")), object("own")]});
        json!({"type": "object", "properties": {"left": inner(), "right": inner()}})
    });
    within(Duration::from_secs(60), || {
        let error = generated("S29", fields).unwrap_err();
        assert!(error.contains("schemas and fields, each counted as often as it is included"), "{error}");
    });
}

#[test]
fn long_chains_of_references_are_followed_or_refused() {
    let text = || json!({"type": "string"});
    assert!(generated("S4999", row(5_000, text(), |before| reference(format!("S{before}")))).is_ok());
    assert!(
        generated(
            "S99",
            row(100, text(), |before| json!({"allOf": [reference(format!("S{before}")), {"title": "A"}]}))
        )
        .is_ok()
    );
    let object = || json!({"type": "object", "properties": {"z": {}}});
    type Next = fn(usize) -> Value;
    let ways: [(Next, bool); 5] = [
        (|before| json!({"allOf": [reference(format!("S{before}")), {"properties": {"a": {}}}]}), false),
        (|before| json!({"type": "object", "properties": {"inner": reference(format!("S{before}"))}}), false),
        (|before| json!({"type": "array", "items": reference(format!("S{before}"))}), false),
        (|before| json!({"type": "object", "additionalProperties": reference(format!("S{before}"))}), false),
        (
            |before| json!({"oneOf": [{"type": "string"}, {"type": "array", "items": reference(format!("S{before}"))}]}),
            false,
        ),
    ];
    for (index, (next, fits)) in ways.into_iter().enumerate() {
        within(Duration::from_secs(30), || {
            let outcome = generated("S1999", row(2_000, object(), next));
            assert_eq!(outcome.is_ok(), fits, "{index}: {outcome:?}");
            assert!(outcome.unwrap_err().starts_with("t.yaml#/components/schemas/S"));
        });
        // Deeper than any real description.
        let outcome = generated("S30", row(31, object(), next));
        assert!(outcome.is_ok(), "{index}: {outcome:?}");
    }
}

#[test]
fn types_that_contain_themselves_are_generated_or_refused() {
    let itself = || reference("S0");
    for schema in [
        json!({"oneOf": [{"type": "string"}, {"type": "array", "items": itself()}]}),
        json!({"oneOf": [{"type": "string"}, {"type": "object", "properties": {"a": itself()}}]}),
        json!({"anyOf": [{"type": "integer"}, {"type": "object", "additionalProperties": itself()}]}),
        json!({"type": ["string", "array"], "items": itself()}),
        json!({"type": "array", "items": itself()}),
        json!({"type": "object", "additionalProperties": itself()}),
        json!({"type": "object", "properties": {"a": itself()}, "required": ["a"]}),
        json!({"type": "object", "properties": {"a": itself()}, "additionalProperties": itself()}),
        json!({"type": "object", "properties": {"a": {"type": "array", "items": itself()}}}),
        json!({"type": "object", "properties": {"content": {"type": "object"}, "type": {"type": "string"}, "a": itself()}}),
        json!({"type": "object", "patternProperties": {"^a": itself()}}),
    ] {
        let outcome = generated("S0", json!({"S0": schema}));
        let source = outcome.unwrap_or_else(|error| panic!("{schema}: {error}"));
        assert!(syn::parse_file(&source).is_ok(), "{schema}");
    }
    let endless =
        json!({"type": "object", "properties": {"a": {"allOf": [itself(), {"properties": {"b": {}}}]}}});
    let error = generated("S0", json!({"S0": endless})).unwrap_err();
    assert!(error.starts_with("t.yaml#/components/schemas/S0/properties/a: nested in more than"), "{error}");
}

/// Tests many operations, each of which reaches a little further into the same components than the one
/// before.
#[test]
fn a_deep_type_reached_in_small_steps_does_not_overflow_the_stack() {
    let components = row(
        3_000,
        json!({"type": "string"}),
        |before| json!({"type": "object", "properties": {"inner": reference(format!("S{before}"))}}),
    );
    let paths: serde_json::Map<String, Value> = (0..60)
        .map(|index| {
            let response = json!({"200": {"description": "", "content": {"application/json": {"schema": reference(format!("S{}", (index + 1) * 49))}}}});
            (format!("/a{index:03}"), json!({"get": {"operationId": format!("get{index:03}"), "responses": response}}))
        })
        .collect();
    let root = json!({"paths": paths, "components": {"schemas": components}});
    let document = Document::new(Api::ClientServer, "t.yaml", root);
    let work = move || generate(&document, RELEASE, &Wording::default()).map(|source| source.len());
    let outcome = std::thread::Builder::new().stack_size(STACK).spawn(work).unwrap().join();
    assert!(outcome.is_ok());
}

#[test]
fn only_regular_files_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |name: &str| {
        let start = Instant::now();
        let error = matrix_openapi_codegen::yaml::read(&folder.path().join(name)).unwrap_err().to_string();
        assert!(start.elapsed() < Duration::from_secs(5), "{name}");
        error
    };
    fs::create_dir(folder.path().join("folder.yaml")).unwrap();
    assert!(refused("folder.yaml").ends_with("not readable: not a plain file"));
    fs::File::create(folder.path().join("huge.yaml")).unwrap().set_len(1 << 40).unwrap();
    assert!(refused("huge.yaml").ends_with("larger than 8 MiB, the limit for files of a description"));
    fs::write(folder.path().join("latin.yaml"), b"a: \xe9").unwrap();
    assert!(refused("latin.yaml").ends_with("not readable: not UTF-8"));
    assert!(refused("none.yaml").contains("not readable: No such file"));
}

#[cfg(unix)]
#[test]
fn pipes_and_links_to_endless_files_are_not_read() {
    let tree = tempfile::tempdir().unwrap();
    let write = |file: &str, text: &str| {
        let path = tree.path().join("v1.19/data/api").join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    for api in Api::ALL {
        write(
            &format!("{api}/a.yaml"),
            "openapi: 3.1.0\nservers: [{variables: {basePath: {default: /b}}}]\npaths: {}\n",
        );
    }
    let place = tree.path().join("v1.19/data/api/client-server/b.yaml");
    let refused = || load::open(&tree.path().join("v1.19"), &[], &[]).unwrap_err().to_string();
    assert!(load::open(&tree.path().join("v1.19"), &[], &[]).is_ok());
    assert!(std::process::Command::new("mkfifo").arg(&place).status().unwrap().success());
    let what =
        "data/api/client-server/b.yaml: data/api/client-server/b.yaml is not readable: not a plain file";
    assert_eq!(refused(), what);
    fs::remove_file(&place).unwrap();
    std::os::unix::fs::symlink("/dev/zero", &place).unwrap();
    assert!(refused().contains("which must not be read"), "{}", refused());
    for file in ["pin.toml", "client-server.yaml"] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("pin.toml"), "release = \"v1.19\"\n").unwrap();
        let _ = fs::remove_file(folder.path().join(file));
        std::os::unix::fs::symlink("/dev/zero", folder.path().join(file)).unwrap();
        let error = load::vendored(folder.path()).unwrap_err().to_string();
        assert!(error.contains(file) && error.contains("not a plain file"), "{error}");
    }
}

#[test]
fn aliases_that_expand_without_bound_are_refused() {
    let long = "a".repeat(1_000_000);
    let texts = format!("a: &a '{long}'\nb: [{}]\n", "*a, ".repeat(1_000));
    let lists = format!(
        "a: &a [{}]\nb: &b [{}]\nc: [{}]\n",
        "1, ".repeat(9_000),
        "*a, ".repeat(900),
        "*b, ".repeat(900)
    );
    for (text, pointer) in [(texts, "/b/"), (lists, "")] {
        within(Duration::from_secs(60), || {
            let error = matrix_openapi_codegen::yaml::parse("t.yaml", &text).unwrap_err();
            assert!(error.pointer().starts_with(pointer), "{error}");
        });
    }
}

#[test]
fn large_and_odd_texts_take_time_in_proportion_to_their_length() {
    let mut texts: Vec<(&str, String)> = vec![
        (
            "keys",
            (0..60_000).fold(String::new(), |mut text, index| {
                writeln!(text, "key{index}: {index}").unwrap();
                text
            }),
        ),
        (
            "anchors",
            (0..30_000).fold(String::from("[\n"), |mut text, index| {
                writeln!(text, "&a{index} {index}, *a{index},").unwrap();
                text
            }) + "]",
        ),
    ];
    for (name, part) in [
        ("items", "- a\n"),
        ("blanks", " "),
        ("comments", "#\n"),
        ("quotes", "'"),
        ("tags", "!!binary "),
        ("marks", "? "),
        ("bars", "|\n"),
        ("documents", "---\n"),
        ("indents", "a:\n "),
        ("flow keys", "{a: 1, "),
    ] {
        texts.push((name, part.repeat(400_000 / part.len())));
    }
    for (name, text) in texts {
        let start = Instant::now();
        let _ = matrix_openapi_codegen::yaml::parse("t.yaml", &text);
        assert!(start.elapsed() < Duration::from_secs(30), "{name}: {:?}", start.elapsed());
    }
}

#[test]
fn a_yaml_tag_is_refused_anywhere() {
    let parse =
        |text: &str| matrix_openapi_codegen::yaml::parse("t.yaml", text).map_err(|error| error.to_string());
    for (text, place) in [
        ("a: !!binary aGk=", "#/a"),
        ("a: [1, !!timestamp 2001-01-01]", "#/a/1"),
        ("a: !!set {b: null}", "#/a"),
        ("a: {b: !own {c: 1}}", "#/a/b"),
        ("!!omap [a: 1]", ""),
        ("a: !<tag:yaml.org,2002:binary> aGk=", "#/a"),
    ] {
        let error = parse(text).unwrap_err();
        assert!(error.starts_with(&format!("t.yaml{place}: the tag `!")), "{text}: {error}");
    }
    assert!(parse("%TAG ! tag:example.org,2000:\n---\na: !b 1").is_err());
    for (text, value) in [
        ("a: !!str 5", json!({"a": "5"})),
        (
            "a: '!!binary x'\nb: Yes!! Now.\nc: |\n  !!binary\n",
            json!({"a": "!!binary x", "b": "Yes!! Now.", "c": "!!binary\n"}),
        ),
        ("1.10: a\ntrue: b\n007: c", json!({"1.10": "a", "true": "b", "007": "c"})),
    ] {
        assert_eq!(parse(text), Ok(value), "{text}");
    }
}

#[test]
fn all_overlays_and_the_wording_are_read_within_the_same_limits() {
    let folder = tempfile::tempdir().unwrap();
    let overlays = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/overlays");
    for name in ["corrections.yaml", "wording.yaml"] {
        for entry in fs::read_dir(&overlays).unwrap() {
            let path = entry.unwrap().path();
            fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
        }
        fs::File::create(folder.path().join(name)).unwrap().set_len(1 << 40).unwrap();
        let spec = overlays.parent().unwrap();
        let description = load::vendored(spec).unwrap();
        let project = Project::new(folder.path().join("none"), folder.path());
        let model = project.overlay(description).and_then(|overlaid| project.model(overlaid.description));
        let error = model.unwrap_err().to_string();
        assert!(error.contains(name) && error.contains("larger than"), "{error}");
    }
}
