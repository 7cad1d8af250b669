//! The commands that list and explain operations.

use matrix_api::operation::{Chosen, flag};
use matrix_api::table;
use serde_json::Value;

use crate::tool::Tool;

fn golden(name: &str, text: &str) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/");
    expectorate::assert_contents(format!("{folder}{name}"), text);
}

#[test]
fn the_list_has_every_operation() {
    let text = Tool::new().text(&["list"]);
    assert_eq!(text.lines().count(), table::all().count());
    golden("list.txt", &text);
}

#[test]
fn words_choose_among_the_operations() {
    let tool = Tool::new();
    let text = tool.text(&["list", "typing"]);
    assert!(text.starts_with("set-typing") && text.lines().count() == 1, "{text}");
    let text = tool.text(&["list", "--api", "push"]);
    assert!(text.contains("/_matrix/push/v1/notify") && text.lines().count() == 1, "{text}");
    assert_eq!(tool.run(&["list", "no such words"]).code, 2);
}

#[test]
fn help_explains_operations_and_commands() {
    let tool = Tool::new();
    golden("help.txt", &tool.text(&["help"]));
    golden("help-send-message.txt", &tool.text(&["help", "send-message"]));
    golden("help-create-room.txt", &tool.text(&["help", "POST", "/_matrix/client/v3/createRoom"]));
    golden("help-get-public-rooms.txt", &tool.text(&["help", "--api", "client", "getPublicRooms"]));
    golden("help-login.txt", &tool.text(&["help", "login"]));
    let short = tool.text(&["create-room", "--help"]);
    assert!(short.contains("NAME=TEXT|NAME:=JSON") && short.contains("spec.matrix.org"), "{short}");
    assert_eq!(tool.run(&["help", "nonsense"]).code, 2);
}

#[test]
fn the_entries_are_in_the_order_of_the_operation_tables() {
    for operation in table::all() {
        let chosen = Chosen::new(operation, Vec::new()).unwrap();
        assert_eq!(chosen.entry.id, operation.id);
        let flags: Vec<_> = chosen.entry.parameters.iter().map(flag).collect();
        let distinct: std::collections::BTreeSet<_> = flags.iter().collect();
        assert_eq!(distinct.len(), flags.len(), "{}", operation.id);
    }
}

#[test]
fn each_operation_has_a_schema() {
    let tool = Tool::new();
    for name in ["create-room", "whoami", "notify", "PUT /_matrix/client/v3/devices/{deviceId}"] {
        let words: Vec<_> = ["schema"].into_iter().chain(name.split(' ')).collect();
        let schema: Value = serde_json::from_str(&tool.text(&words)).unwrap();
        assert_eq!(schema["type"], "object", "{schema}");
    }
    let schema: Value = serde_json::from_str(&tool.text(&["schema", "create-room"])).unwrap();
    assert!(schema.pointer("/properties/body").is_some(), "{schema}");
}
