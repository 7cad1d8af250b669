//! The JSON examples of an upstream tree, for testing the types against them. They are never vendored.
//!
//! Each `example` and each entry of `examples` of a JSON media type counts once per operation; if a media type has
//! neither, the `example` of its schema counts. Upstream composes examples: an object's `$ref` or `allOf` adds the fields
//! of other objects, which the object's own fields override, merged recursively.

use std::path::Path;

use matrix_openapi_codegen::load::{NodeLocation, UpstreamOperation, upstream_operations};
use matrix_openapi_codegen::{Api, Module, Result, json, model};
use serde_json::Value;

use super::edus;
use super::reader::{CIRCULAR, DEPTH, Node, Reader};

/// The part of an operation that an example shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExamplePart {
    /// The body of a request.
    Request,
    /// The response of a success.
    Success,
    /// An error response with its status; for a range such as `4XX`, the first of the range.
    Error(u16),
    /// A whole event.
    Event,
    /// A list of events as users outside of a room receive them.
    StrippedState,
    /// A whole EDU.
    Edu,
}

/// A JSON example of an operation, an event, a list of events or an EDU.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// The module with its type.
    pub module: Module,
    /// The operationId, the type of the event or the EDU, or the name of the list.
    pub operation: String,
    /// The part of the operation.
    pub part: ExamplePart,
    /// Its location, such as `data/api/client-server/sync.yaml#/paths/…`.
    pub location: String,
    /// The example itself, without references.
    pub value: Value,
}

/// Reads all JSON examples of the upstream tree in a folder: by API in the order of files and paths, then events, stripped
/// state and EDUs.
pub fn examples(folder: &Path) -> Result<Vec<Example>> {
    let reader = Reader::open(folder)?;
    let mut examples = Vec::new();
    for api in Api::ALL {
        for operation in upstream_operations(&reader.tree, api)? {
            reader.operation(api, &operation, &mut examples)?;
        }
    }
    reader.events(&mut examples)?;
    reader.stripped_state(&mut examples)?;
    for (edu, location, value) in edus::edus(&reader)? {
        examples.push(Example::of_events(ExamplePart::Edu, edu, &location, value));
    }
    Ok(examples)
}

impl Example {
    fn of_events(part: ExamplePart, operation: String, location: &NodeLocation, value: Value) -> Self {
        Self { module: Module::Events, operation, part, location: location.text(), value }
    }
}

/// The folder with a file for the example of each event. Its subfolders have the events that others are composed of.
const EVENTS: &str = "data/event-schemas/examples";

impl Reader {
    fn events(&self, examples: &mut Vec<Example>) -> Result<()> {
        for file in self.tree.files_in(EVENTS, ".yaml")?.unwrap_or_default() {
            let found = self.find(NodeLocation::file(&file))?;
            let value = self.compose(found.value(), &found.location, 0)?;
            let Some(event) = value.get("type").and_then(Value::as_str) else {
                return Err(found.location.error("an event without a type, so it tests nothing"));
            };
            let event = event.to_owned();
            examples.push(Example::of_events(ExamplePart::Event, event, &found.location, value));
        }
        Ok(())
    }

    /// Adds the lists of stripped state, which are also parts of examples of events.
    fn stripped_state(&self, examples: &mut Vec<Example>) -> Result<()> {
        for file in self.tree.files_in(EVENTS, ".json")?.unwrap_or_default() {
            let found = self.find(NodeLocation::file(&file))?;
            let value = self.compose(found.value(), &found.location, 0)?;
            if value.as_array().is_none_or(Vec::is_empty) {
                return Err(found.location.error("not a list of events, so it tests nothing"));
            }
            let name = file.rsplit_once('/').map_or(file.as_str(), |(_, name)| name);
            let name = name.trim_end_matches(".json").to_owned();
            examples.push(Example::of_events(ExamplePart::StrippedState, name, &found.location, value));
        }
        Ok(())
    }

    fn operation(&self, api: Api, operation: &UpstreamOperation, examples: &mut Vec<Example>) -> Result<()> {
        let found = self.find(operation.location.clone())?;
        let body =
            found.has("requestBody").then(|| (Some(ExamplePart::Request), found.member("requestBody")));
        let responses = found.member("responses");
        let by_status = found.keys("responses").map(|status| (part(status), responses.member(status)));
        for (part, owner) in body.into_iter().chain(by_status) {
            for (location, example) in self.content(owner)? {
                let part = part.ok_or_else(|| {
                    location.error("the response is neither a success nor an error, so it has no type")
                })?;
                let value = embedded(self.compose(example.value(), &example.location, 0)?);
                examples.push(Example {
                    module: Module::Api(api),
                    operation: operation.id.clone(),
                    part,
                    location: location.text(),
                    value,
                });
            }
        }
        Ok(())
    }

    /// Returns the examples of a body or a response: the location in the operation, and the example with its own location.
    fn content(&self, owner: Node) -> Result<Vec<(NodeLocation, Node)>> {
        let owner = self.follow(owner)?;
        let content = owner.member("content");
        let mut examples = Vec::new();
        for media in
            owner.keys("content").filter(|media| model::is_json(media)).map(|media| content.member(media))
        {
            if media.has("example") {
                let example = media.member("example");
                examples.push((example.location.clone(), example));
            }
            let named = media.member("examples");
            for name in media.keys("examples") {
                let location = named.location.field(name);
                let example = self.follow(named.member(name))?;
                if !example.has("value") {
                    return Err(example.location.error("an example without a value, so it tests nothing"));
                }
                examples.push((location, example.member("value")));
            }
            if !media.has("example") && !media.has("examples") && media.has("schema") {
                let example = self.of_schema(media.member("schema"))?;
                examples.extend(example.map(|example| (example.location.clone(), example)));
            }
        }
        Ok(examples)
    }

    /// Returns the example of a schema, or of the schema that it refers to.
    fn of_schema(&self, mut schema: Node) -> Result<Option<Node>> {
        for _ in 0..DEPTH {
            if schema.has("example") {
                return Ok(Some(schema.member("example")));
            }
            match self.referred(&schema)? {
                Some(next) => schema = next,
                None => return Ok(None),
            }
        }
        Err(schema.location.error(CIRCULAR))
    }
}

/// Parses a string that contains a JSON list or object; returns other values unchanged.
fn embedded(value: Value) -> Value {
    let parsed = value.as_str().and_then(|text| json::parse(text).ok());
    parsed.filter(|parsed: &Value| parsed.is_object() || parsed.is_array()).unwrap_or(value)
}

/// Returns the part that a response with this status belongs to.
fn part(status: &str) -> Option<ExamplePart> {
    let first: u16 = status.replace(['x', 'X'], "0").parse().ok()?;
    match first {
        200..300 => Some(ExamplePart::Success),
        400..600 => Some(ExamplePart::Error(first)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use serde_json::json;
    use tempfile::TempDir;

    use super::*;

    /// Returns a tree whose identity API has these paths and whose other APIs have none.
    fn tree(paths: &str, files: &[(&str, &str)]) -> TempDir {
        let folder = TempDir::new().unwrap();
        let head = "openapi: 3.1.0\nservers: [{variables: {basePath: {default: /base}}}]\npaths:";
        for api in Api::ALL {
            let below = folder.path().join("data/api").join(api.slug());
            fs::create_dir_all(&below).unwrap();
            let paths = if api == Api::Identity { paths } else { "{}" };
            fs::write(below.join("all.yaml"), format!("{head} {paths}\n")).unwrap();
        }
        for (name, text) in files {
            fs::write(folder.path().join("data/api/identity").join(name), text).unwrap();
        }
        folder
    }

    /// Returns the examples of an operation with only this response.
    fn of_response(status: &str, content: &str, files: &[(&str, &str)]) -> Result<Vec<Example>> {
        let paths = format!(
            "{{/a: {{get: {{operationId: a, responses: {{'{status}': {{content: {{{content}}}}}}}}}}}}}"
        );
        let folder = tree(&paths, files);
        examples(folder.path())
    }

    fn values(content: &str, files: &[(&str, &str)]) -> Vec<Value> {
        of_response("200", content, files).unwrap().into_iter().map(|example| example.value).collect()
    }

    #[test]
    fn each_example_of_a_json_media_type_counts_and_else_that_of_its_schema() {
        let content = "application/json: {example: {a: 1}, examples: {b: {value: [2]}, c: {value: 3}}, \
                       schema: {example: 4}}, text/plain: {example: 5}, application/x+json: {schema: {example: 6}}";
        let mut found = values(content, &[]);
        found.sort_by_key(ToString::to_string);
        assert_eq!(found, [json!(3), json!(6), json!([2]), json!({"a": 1})]);
        assert!(
            values("application/json: {schema: {type: object, properties: {a: {example: 1}}}}", &[])
                .is_empty()
        );
    }

    #[test]
    fn bodies_and_responses_are_distinguished_and_named_by_their_location() {
        let paths = "{/a: {put: {operationId: a, requestBody: {$ref: 'b.json#/body'}, responses: {\
                     '201': {content: {application/json: {examples: {x: {$ref: 'b.json#/x'}}}}}, \
                     '4XX': {content: {application/json: {example: {}}}}, '302': {}}}}}";
        let other = r##"{"body": {"content": {"application/json": {"schema": {"$ref": "#/s"}}}},
            "s": {"example": {"$ref": "x.json"}}, "x": {"value": {"y": 1}}}"##;
        let folder = tree(paths, &[("b.json", other), ("x.json", r#"{"z": 2}"#)]);
        let found = examples(folder.path()).unwrap();
        let listed: Vec<_> =
            found.iter().map(|one| (one.part, one.location.as_str(), one.value.to_string())).collect();
        let responses = "data/api/identity/all.yaml#/paths/~1a/put/responses";
        assert_eq!(
            listed,
            [
                (ExamplePart::Request, "data/api/identity/b.json#/s/example", r#"{"z":2}"#.to_owned()),
                (
                    ExamplePart::Success,
                    &*format!("{responses}/201/content/application~1json/examples/x"),
                    r#"{"y":1}"#.to_owned()
                ),
                (
                    ExamplePart::Error(400),
                    &*format!("{responses}/4XX/content/application~1json/example"),
                    "{}".to_owned()
                ),
            ]
        );
        assert!(found.iter().all(|one| one.module == Module::Api(Api::Identity) && one.operation == "a"));
    }

    #[test]
    fn own_fields_override_those_of_references_in_any_order() {
        let base = r#"{"$ref": "below.json", "content": {"a": 1, "b": [1]}, "type": "x"}"#;
        let all = r#"{"allOf": [{"$ref": "base.json"}, {"type": "y"}], "own": true}"#;
        let files = [("base.json", base), ("below.json", r#"{"id": 7, "type": "w"}"#), ("all.json", all)];
        assert_eq!(
            values(
                "application/json: {example: [{content: {b: [2], c: 3}, $ref: base.json}, {$ref: all.json}]}",
                &files
            ),
            [json!([
                {"id": 7, "type": "x", "content": {"a": 1, "b": [2], "c": 3}},
                {"id": 7, "type": "y", "content": {"a": 1, "b": [1]}, "own": true},
            ])]
        );
    }

    #[test]
    fn a_reference_that_stands_alone_may_bring_anything() {
        let files = [("list.json", r#"[{"$ref": "one.json"}]"#), ("one.json", r#"{"a": 1}"#)];
        assert_eq!(
            values("application/json: {example: {s: {$ref: list.json}}}", &files),
            [json!({"s": [{"a": 1}]})]
        );
        let beside = "application/json: {example: {$ref: list.json, b: 2}}";
        assert!(
            of_response("200", beside, &files).unwrap_err().message().starts_with("composed of other values")
        );
    }

    #[test]
    fn a_text_that_holds_json_is_that_json() {
        assert_eq!(values(r#"application/json: {example: '{"a": [1]}'}"#, &[]), [json!({"a": [1]})]);
        assert_eq!(values("application/json: {example: '12'}", &[]), [json!("12")]);
    }

    #[test]
    fn invalid_examples_are_refused() {
        let content = |example: &str| format!("application/json: {{example: {example}}}");
        let circular = [("c.json", r#"{"a": {"$ref": "c.json"}}"#)];
        let refused =
            |content: &str| of_response("200", content, &circular).unwrap_err().message().to_owned();
        assert_eq!(refused(&content("{$ref: c.json}")), CIRCULAR);
        assert_eq!(
            refused(
                "application/json: {schema: {$ref: '#/paths/~1a/get/responses/200/content/application~1json/schema'}}"
            ),
            CIRCULAR
        );
        assert!(refused(&content("{$ref: gone.json}")).contains("not readable"));
        assert!(refused(&content("{$ref: 'c.json#/b'}")).starts_with("does not exist"));
        assert!(
            refused("application/json: {examples: {a: {summary: x}}}")
                .starts_with("an example without a value")
        );
        assert!(of_response("302", &content("{}"), &[]).is_err());
    }

    #[test]
    fn the_examples_of_the_releases_are_all_found() {
        let Some(trees) = matrix_openapi_testing::spec_trees() else { return };
        for (release, counts) in [
            ("v1.13", [53, 162, 205, 76, 2, 6]),
            ("v1.18", [54, 169, 234, 79, 2, 6]),
            ("v1.19", [54, 169, 235, 83, 2, 6]),
        ] {
            let found = examples(&Path::new(&trees).join(release)).unwrap();
            let count =
                |is: fn(&ExamplePart) -> bool| found.iter().filter(|example| is(&example.part)).count();
            let requests = count(|part| *part == ExamplePart::Request);
            let successes = count(|part| *part == ExamplePart::Success);
            let events = count(|part| *part == ExamplePart::Event);
            let stripped = count(|part| *part == ExamplePart::StrippedState);
            let edus = count(|part| *part == ExamplePart::Edu);
            let errors = count(|part| matches!(part, ExamplePart::Error(_)));
            assert_eq!([requests, successes, errors, events, stripped, edus], counts, "{release}");
            assert!(found.iter().all(|example| !example.value.to_string().contains("\"$ref\"")), "{release}");
        }
    }
}
