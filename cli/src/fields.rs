//! The fields of a body as arguments: `name=text`, `name:=json`, `name=@file`, `name:=@file`, and `name[field]=…` for a nested
//! field.

use matrix_openapi::id::UserId;
use serde_json::{Map, Value};

use crate::check;
use crate::failure::{Failure, Outcome};
use crate::field_path::FieldPath;
use crate::input;
use crate::table::model::{Type, Types};

/// Reads the fields of an object of a type.
///
/// # Errors
/// If an argument has no name, or a text does not fit its type. Errors do not contain values.
pub fn read(types: &Types, ty: &Type, arguments: &[String]) -> Outcome<Value> {
    let mut body = Value::Object(Map::new());
    for argument in arguments {
        add(types, ty, argument, &mut body)?;
    }
    Ok(body)
}

/// Reads one field, and adds it.
fn add(types: &Types, ty: &Type, argument: &str, body: &mut Value) -> Outcome {
    let is_named = |name: &str| !matches!(name.chars().next(), None | Some(':' | '['));
    let Some((name, text)) = argument.split_once('=').filter(|(name, _)| is_named(name)) else {
        // The error omits the argument, which may be a secret.
        return Err(Failure::usage(
            "an argument is not a field of the body; write a field as `name=text` or `name:=json`",
        ));
    };
    let (name, is_json) = name.strip_suffix(':').map_or((name, false), |name| (name, true));
    let defect = |reason: String| Failure::usage(format!("`{name}` {reason}"));
    let path = FieldPath::parse(types, ty, name).map_err(defect)?;
    let text = content(text)?;
    let value = if is_json {
        // The error omits the message of serde_json, which may quote the text.
        let column = |error: serde_json::Error| {
            format!("is not JSON (line {}, column {})", error.line(), error.column())
        };
        serde_json::from_str(&text).map_err(|error| defect(column(error)))?
    } else {
        check::read(types, path.ty, &text).map_err(defect)?
    };
    path.set(body, value).map_err(defect)
}

/// Returns the text of a value, or the content of the file that it names after `@`. User IDs are text, and `@@` stands for `@`.
fn content(text: &str) -> Outcome<String> {
    match text.strip_prefix('@') {
        Some(rest) if rest.starts_with('@') => Ok(rest.to_owned()),
        Some(path) if UserId::parse(text).is_err() => {
            let content = input::text(path)?;
            // Editors end files with a line break that does not belong to the value.
            Ok(content.strip_suffix('\n').map(str::to_owned).unwrap_or(content))
        }
        _ => Ok(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use matrix_openapi::http::Api;
    use serde_json::json;

    use super::*;
    use crate::table;

    fn fields_of(name: &str, arguments: &[&str]) -> Outcome<Value> {
        let arguments: Vec<_> = arguments.iter().map(|text| (*text).to_owned()).collect();
        read(&table::types(Api::ClientServer), &Type::Struct(name.to_owned()), &arguments)
    }

    fn fields(arguments: &[&str]) -> Outcome<Value> {
        fields_of("CreateRoomRequest", arguments)
    }

    #[test]
    fn values_have_the_types_of_the_description() {
        let found = fields(&[
            "name=1",
            "invite=@a:b.org",
            "invite=@c:d.org",
            "is_direct=true",
            "creation_content:={\"m.federate\": false}",
            "org.example=1=2",
            "topic=@@home",
        ]);
        let expected = json!({
            "name": "1", "invite": ["@a:b.org", "@c:d.org"], "is_direct": true,
            "creation_content": {"m.federate": false}, "org.example": "1=2", "topic": "@home",
        });
        assert_eq!(found.unwrap(), expected);
    }

    #[test]
    fn fields_inside_of_others_have_the_types_of_the_description() {
        let found = fields_of(
            "SyncFilter",
            &[
                "room[timeline][limit]=10",
                "room[timeline][types][]=m.room.message",
                "room[timeline][types][]=m.room.name",
                "room[state][lazy_load_members]=true",
                "event_fields=type",
                "event_fields[]=content",
            ],
        );
        let timeline = json!({ "limit": 10, "types": ["m.room.message", "m.room.name"] });
        let room = json!({ "timeline": timeline, "state": { "lazy_load_members": true } });
        assert_eq!(found.unwrap(), json!({ "room": room, "event_fields": ["type", "content"] }));
        let found = fields(&[
            "initial_state[0][type]=m.room.encryption",
            "initial_state[0][content][algorithm]=m.megolm.v1.aes-sha2",
            "initial_state[1][type]=m.room.topic",
            "initial_state[1][content]:={\"topic\": \"x\"}",
            "initial_state[1][content][org.x][y][]:=7",
            "creation_content[m.federate]:=false",
        ]);
        let expected = json!({
            "initial_state": [
                { "type": "m.room.encryption", "content": { "algorithm": "m.megolm.v1.aes-sha2" } },
                { "type": "m.room.topic", "content": { "topic": "x", "org.x": { "y": [7] } } },
            ],
            "creation_content": { "m.federate": false },
        });
        assert_eq!(found.unwrap(), expected);
    }

    #[test]
    fn defects_name_the_field_and_not_its_value() {
        for (arguments, part) in [
            (vec!["is_direct=hidden"], "`is_direct` is not `true` or `false`"),
            (vec!["preset:=hidden"], "`preset` is not JSON"),
            (vec!["hidden"], "not a field"),
            (vec!["=hidden"], "not a field"),
            (vec![":=hidden"], "not a field"),
            (vec!["[name]=hidden"], "not a field"),
            (vec!["creation_content[a=hidden"], "`creation_content[a` has unpaired brackets"),
            (vec!["name[a]=hidden"], "`name[a]` is inside of a string"),
            (vec!["invite[a]=hidden"], "`invite[a]` is inside of a list"),
            (vec!["invite[1]=hidden"], "the next one is [0]"),
            (vec!["creation_content[]=hidden"], "is not a list"),
            (
                vec!["creation_content:={}", "creation_content[a]=b", "creation_content[a]=hidden"],
                "is given twice",
            ),
            (vec!["org.x=1", "org.x[a]=hidden"], "`org.x[a]` is inside of a value that was given before"),
            (vec!["name=a", "name=hidden"], "`name` is given twice"),
            (vec!["creation_content=hidden"], "pass it as JSON"),
            (vec!["topic=@/no/such/file"], "/no/such/file"),
        ] {
            let error = fields(&arguments).unwrap_err().to_string();
            assert!(error.contains(part) && !error.contains("hidden"), "{arguments:?}: {error}");
        }
    }
}
