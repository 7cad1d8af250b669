//! `cargo xtask events`, run as a program: the listing that scripts rely on.

use std::process::{Command, Output};

use serde_json::{Value, json};

use crate::vendored::repository;

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).arg("events").args(arguments).output().unwrap()
}

fn listing(arguments: &[&str]) -> Vec<Value> {
    let output = run(&[&["--json"], arguments].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn row<'a>(rows: &'a [Value], event: &str) -> &'a Value {
    rows.iter().find(|row| row["type"] == event).unwrap()
}

fn field<'a>(fields: &'a Value, name: &str) -> &'a Value {
    fields.as_array().unwrap().iter().find(|field| field["name"] == name).unwrap()
}

#[test]
fn every_entry_has_the_fields_that_scripts_rely_on() {
    let rows = listing(&[]);
    let expected = [
        "added",
        "deprecated",
        "described",
        "fields",
        "kinds",
        "map",
        "prefix",
        "rust",
        "state_key",
        "tag",
        "type",
        "variants",
    ];
    for row in &rows {
        let fields: Vec<_> = row.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(fields, expected, "{row}");
        assert_ne!(row["kinds"], json!([]), "{row}");
        assert_eq!(row["kinds"] == json!(["state"]), !row["state_key"].is_null(), "{row}");
    }
    let mut sorted = rows.clone();
    sorted.sort_by_key(|row| row["type"].as_str().unwrap().to_owned());
    assert_eq!(sorted, rows);
}

#[test]
fn entries_have_kinds_fields_and_variants() {
    let rows = listing(&[]);
    let name = row(&rows, "m.room.name");
    assert_eq!((&name["rust"], &name["state_key"]), (&json!("RoomName"), &json!("empty")));
    assert_eq!(
        field(&name["fields"], "name"),
        &json!({"name": "name", "type": "String", "required": false, "needed": true, "survives": null})
    );
    let membership = field(&row(&rows, "m.room.member")["fields"], "membership");
    assert_eq!((&membership["required"], &membership["survives"]), (&json!(true), &json!(1)));
    assert_eq!(row(&rows, "m.key.verification.accept")["kinds"], json!(["message", "to-device"]));
    assert_eq!(row(&rows, "m.direct")["map"], "BTreeMap<UserId, Vec<RoomId>>");
    let message = row(&rows, "m.room.message");
    let variants = message["variants"].as_array().unwrap();
    assert_eq!((message["tag"].as_str(), variants.len()), (Some("msgtype"), 11));
    let text = variants.iter().find(|variant| variant["value"] == "m.text").unwrap();
    assert_eq!(text["rust"], "TextMessage");
    assert_eq!(field(&text["fields"], "msgtype")["type"], "\"m.text\"");
    assert_eq!((&variants[10]["value"], &variants[10]["rust"]), (&Value::Null, &json!("OtherMessage")));
}

#[test]
fn the_text_has_a_line_for_each_type() {
    let output = run(&["--spec", repository().join("spec").to_str().unwrap()]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("\nm.room.name RoomName (state, key empty)\n"), "{text}");
    assert!(text.contains("\nm.secret_storage.key.* SecretStorageKey (account-data)\n"), "{text}");
    assert!(text.ends_with(&format!("\n{} types of events\n", text.lines().count() - 1)), "{text}");
}

#[test]
fn edus_are_listed_apart() {
    let rows = listing(&["--edus"]);
    let types: Vec<_> = rows.iter().map(|row| row["type"].as_str().unwrap()).collect();
    let expected = [
        "m.device_list_update",
        "m.direct_to_device",
        "m.presence",
        "m.receipt",
        "m.signing_key_update",
        "m.typing",
    ];
    assert_eq!(types, expected);
    assert_eq!(field(&row(&rows, "m.typing")["fields"], "typing")["type"], "bool");
    let text = String::from_utf8(run(&["--edus"]).stdout).unwrap();
    assert!(text.ends_with("m.typing Typing\n6 types of EDUs\n"), "{text}");
}
