//! Finds prose in a vendored document: sentences, examples, and other text that is not the interface.

use matrix_openapi_codegen::pointer::join;
use serde_json::Value;

/// Returns the JSON pointers of all prose.
pub fn pointers(root: &Value) -> Vec<String> {
    let mut found = Vec::new();
    walk(root, String::new(), &mut found);
    found
}

fn walk(value: &Value, pointer: String, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                let pointer = join(&pointer, key);
                match key.as_str() {
                    // OpenAPI requires a description in every response; it may be empty.
                    "description" if member == "" => {}
                    "description" | "summary" | "example" | "examples" | "externalDocs" | "$comment" => {
                        found.push(pointer);
                    }
                    // These are values of the protocol.
                    "enum" | "const" | "default" => {}
                    key if holds_names(key) && member.is_object() => {
                        for (name, member) in member.as_object().into_iter().flatten() {
                            walk(member, join(&pointer, name), found);
                        }
                    }
                    _ => walk(member, pointer, found),
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, format!("{pointer}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// Returns whether the keys below a keyword are names of the protocol, which may equal keywords.
fn holds_names(keyword: &str) -> bool {
    [
        "properties",
        "patternProperties",
        "dependentSchemas",
        "paths",
        "responses",
        "content",
        "headers",
        "encoding",
        "schemas",
        "parameters",
        "requestBodies",
        "securitySchemes",
        "events",
        "variants",
    ]
    .contains(&keyword)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn prose_is_distinguished_from_names() {
        let facts = json!({"paths": {"/summary": {"get": {"responses": {"200": {"description": "",
            "content": {"a/b": {"schema": {"required": ["description"], "enum": [{"description": "a value"}],
            "properties": {"description": {"default": {"summary": "a value"}}, "properties": {"type": "object"}}}}}}}}}}});
        assert_eq!(pointers(&facts), Vec::<String>::new());
    }

    #[test]
    fn prose_is_found_wherever_it_is() {
        let document = json!({
            "components": {"schemas": {"description": {"description": "S.", "properties": {"example": {"example": 1}}}}},
            "paths": {"/a": {"get": {"summary": "S.", "externalDocs": {}, "parameters": [{"description": "S."}],
                "responses": {"200": {"description": "S.", "content": {"a/b": {"examples": {}}}}}}}},
        });
        assert_eq!(
            pointers(&document),
            [
                "/components/schemas/description/description",
                "/components/schemas/description/properties/example/example",
                "/paths/~1a/get/externalDocs",
                "/paths/~1a/get/parameters/0/description",
                "/paths/~1a/get/responses/200/content/a~1b/examples",
                "/paths/~1a/get/responses/200/description",
                "/paths/~1a/get/summary",
            ]
        );
    }
}
