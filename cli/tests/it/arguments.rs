//! Arguments that do not fit the description, and fields from files.

use matrix_openapi_testing::{Server, json_response};
use serde_json::json;

use crate::tool::Tool;

#[test]
fn a_wrong_argument_is_named_and_nothing_is_sent() {
    let tool = Tool::new();
    for (words, part) in [
        (vec!["create-rom"], "did you mean create-room"),
        (vec!["create-room", "name:=3"], "`name` is not a string"),
        (vec!["create-room", "is_direct=hidden"], "`is_direct` is not `true` or `false`"),
        (vec!["create-room", "hidden"], "`name=text`"),
        (vec!["create-room", "name[x]=hidden"], "`name[x]` is inside of a string"),
        (vec!["create-room", "name[x=hidden"], "brackets"),
        (
            vec!["define-filter", "@a:b.org", "room[timeline][limit]=hidden"],
            "`room[timeline][limit]` is not a whole number",
        ),
        (
            vec!["define-filter", "@a:b.org", "room[timeline][limit]:=true"],
            "`room[timeline][limit]` is not a whole number",
        ),
        (vec!["create-room", "initial_state[0][content][a]=b"], "`initial_state[0][type]` is missing"),
        (vec!["create-room", "--body", "/no/such/file"], "/no/such/file"),
        (vec!["create-room", "--body", "/dev/null", "name=x"], "not both"),
        (vec!["invite-user", "!a:b.org"], "`user_id` is missing"),
        (vec!["get-room-state", "#a:b.org"], "`roomId` is not a room ID"),
        (vec!["--api", "nowhere", "sync"], "there is no API `nowhere`"),
        (vec!["GET"], "needs a path"),
        (vec!["whoami", "--paginate", "--server", "http://127.0.0.1:1"], "no pages"),
        (vec!["whoami", "--follow", "--server", "http://127.0.0.1:1"], "--follow is for `sync`"),
    ] {
        let run = tool.run(&words);
        assert_eq!(run.code, 2, "{words:?}: {run:?}");
        let message = run.error()["error"].as_str().unwrap().to_owned();
        assert!(message.contains(part) && !message.contains("hidden"), "{words:?}: {message}");
        assert!(run.out.is_empty(), "{words:?}");
    }
}

#[test]
fn flags_and_positions_are_checked_by_the_parser() {
    let tool = Tool::new();
    for (words, part) in [
        (vec!["get-room-events", "!a:b.org"], "--dir <DIR>"),
        (vec!["get-room-events"], "<ROOM-ID>"),
        (vec!["whoami", "--nonsense"], "--nonsense"),
        (vec!["whoami", "password=pw_hidden"], "password=…"),
        (vec!["login", "@a:b.org", "password=pw_hidden"], "password=…"),
        (vec!["login", "--password=pw_hidden"], "--password"),
        (vec![], "Usage"),
    ] {
        let run = tool.run(&words);
        assert_eq!(run.code, 2, "{words:?}: {run:?}");
        assert!(run.errors.contains(part) && !run.errors.contains("hidden"), "{words:?}: {}", run.errors);
    }
}

#[test]
fn unknown_fields_and_values_are_warnings() {
    let tool = Tool::new();
    let run = tool.run(&["create-room", "org.example.x=1", "preset=odd", "-n"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.errors.contains("warning: the description has no field `org.example.x`"), "{run:?}");
    assert!(run.errors.contains("warning: `preset` is not one of the values"), "{run:?}");
    assert!(run.text().contains(r#"{"org.example.x":"1","preset":"odd"}"#), "{run:?}");
    let run = tool.run(&["create-room", "org.example.x=1", "-n", "--quiet"]);
    assert!(run.errors.is_empty(), "{run:?}");
    let run = tool.run(&["create-room", "name:=3", "-n", "--unchecked"]);
    assert_eq!(run.code, 0, "{run:?}");
    let run = tool.run(&["define-filter", "@a:b.org", "room[timeline][org.x]=1", "-n"]);
    assert!(run.errors.contains("the description has no field `room[timeline][org.x]`"), "{run:?}");
}

#[test]
fn fields_inside_of_others_are_named_in_brackets() {
    let tool = Tool::new();
    let relation =
        ["m.relates_to[rel_type]=m.thread", "m.relates_to[event_id]=$a", "m.mentions[user_ids]:=[]"];
    let words = [&["send-message", "!a:b.org", "m.room.message", "body=hi", "-n"][..], &relation].concat();
    let text = tool.text(&words);
    let body = r#"{"body":"hi","m.mentions":{"user_ids":[]},"m.relates_to":{"event_id":"$a","rel_type":"m.thread"}}"#;
    assert!(text.contains(body), "{text}");
    let text = tool.text(&["PUT", "/_synapse/admin/v1/x", "a[b][c]=1", r"a[\[d\]]:=2", "-n"]);
    assert!(text.contains(r#"{"a":{"[d]":2,"b":{"c":"1"}}}"#), "{text}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn values_come_from_files_and_from_standard_input() {
    let server = Server::responding(|_| json_response("200 OK", "{}")).await;
    let tool = Tool::new().with("MATRIX_API_TOKEN", "syt_hidden").with("MATRIX_API_SERVER", &server.url);
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let (topic, content) = (file("topic", "a\nb\n"), file("content.json", "{\"m.federate\": false}\n"));
    let fields = [format!("topic=@{topic}"), format!("creation_content:=@{content}")];
    assert_eq!(tool.run(&["create-room", &fields[0], &fields[1], "invite=@a:b.org"]).code, 0);
    assert_eq!(tool.run_with(&["create-room", "name=@-"], b"piped\n").code, 0);
    assert_eq!(tool.run_with(&["create-room", "--body", "-"], b" {\"name\":  \"exact\"} ").code, 0);
    let bodies: Vec<_> = server.take_requests();
    let expected =
        json!({"topic": "a\nb", "creation_content": {"m.federate": false}, "invite": ["@a:b.org"]});
    assert_eq!(bodies[0].json(), expected);
    assert_eq!(bodies[1].json(), json!({"name": "piped"}));
    assert_eq!(bodies[2].body, b"{\"name\":  \"exact\"}");
}
