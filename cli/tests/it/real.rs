//! The five tasks of the guide against a real Synapse, which the script of the library's own tests installs and starts.
//!
//! Without python3 or a package index the test is skipped with a line on standard error, or fails if `REQUIRE_REAL_SERVERS=1`.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use matrix_openapi_testing::report_skipped;
use serde_json::{Value, json};

use crate::tool::Tool;

/// A running Synapse, which stops when this value is dropped.
struct Synapse {
    url: String,
    process: Child,
}

impl Synapse {
    /// Starts Synapse; `None` if it cannot be installed.
    fn start() -> Option<Self> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/real/synapse.py");
        let venv = Path::new(env!("CARGO_TARGET_TMPDIR")).join("synapse-venv");
        let process =
            Command::new("python3").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let running = process.ok().and_then(|mut process| {
            let configuration = json!({"venv": venv, "appservices": [], "settings": {}});
            writeln!(process.stdin.as_mut().unwrap(), "{configuration}").unwrap();
            let mut line = String::new();
            BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
            let url = serde_json::from_str::<Value>(&line).ok()?["url"].as_str()?.to_owned();
            Some(Self { url, process })
        });
        if running.is_none() {
            let is_required = std::env::var("REQUIRE_REAL_SERVERS").is_ok_and(|value| value == "1");
            assert!(!is_required, "a real server is required");
            report_skipped("synapse cannot be installed");
        }
        running
    }
}

impl Drop for Synapse {
    fn drop(&mut self) {
        // Closing its standard input ends the script, and with it Synapse.
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

fn json_of(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Registers a user, and logs in twice: returns a tool for each device.
fn alice(synapse: &Synapse) -> (Tool, Tool) {
    let anonymous = Tool::new().with("MATRIX_API_SERVER", &synapse.url);
    anonymous.text(&["register", "username=alice", "password=pw_hidden", "inhibit_login=true"]);
    let log_in = || {
        let tool = Tool::new();
        let words = ["login", "@alice:localhost", "--server", &synapse.url, "--password-stdin"];
        let run = tool.run_with(&words, b"pw_hidden\n");
        assert_eq!(run.code, 0, "{run:?}");
        assert!(!run.errors.contains("hidden") && !run.text().contains("syt_"), "{run:?}");
        tool
    };
    (log_in(), log_in())
}

#[test]
fn five_tasks() {
    let Some(synapse) = Synapse::start() else { return };
    let (tool, other) = alice(&synapse);
    let folder = tempfile::tempdir().unwrap();
    // Who am I?
    let me = json_of(&tool.text(&["whoami"]));
    assert_eq!(me["user_id"], "@alice:localhost");

    // Send messages, to an alias too, with a reply and a file.
    let room = json_of(&tool.text(&["create-room", "name=Hall", "room_alias_name=hall"]));
    let room = room["room_id"].as_str().unwrap().to_owned();
    let first = json_of(&tool.text(&["send", "#hall:localhost", "text", "it's \"one\""]));
    let first = first["event_id"].as_str().unwrap();
    tool.text(&["send", &room, "notice", "two", "--html", "<b>two</b>", "--reply-to", first]);
    let picture = folder.path().join("cat.png");
    fs::write(&picture, b"\x89PNG\0cat").unwrap();
    tool.text(&["send", &room, "file", picture.to_str().unwrap()]);
    tool.text(&["send-message", &room, "org.example.number", "n:=9007199254740991"]);

    // Export the room as JSON lines.
    let lines = tool.text(&["get-room-events", &room, "--dir", "f", "--limit", "3", "--paginate"]);
    let events: Vec<Value> = lines.lines().map(json_of).collect();
    assert!(events.len() > 9 && events[0]["type"] == "m.room.create", "{lines}");
    let messages: Vec<_> = events.iter().filter(|event| event["type"] == "m.room.message").collect();
    assert_eq!(messages[0]["content"]["body"], "it's \"one\"");
    assert_eq!(messages[1]["content"]["m.relates_to"]["m.in_reply_to"]["event_id"], first);
    assert_eq!(messages[2]["content"]["msgtype"], "m.image");
    assert!(lines.contains("9007199254740991"));

    // Find and remove other devices, for which the server asks for the password once more.
    let devices = json_of(&tool.text(&["get-devices"]));
    let ids = devices["devices"].as_array().unwrap().iter().map(|device| device["device_id"].clone());
    let old: Vec<Value> = ids.filter(|id| *id != me["device_id"]).collect();
    assert_eq!(old.len(), 1, "{devices}");
    let field = format!("devices:={}", json!(old));
    let refused = tool.run(&["delete-devices", &field]);
    assert_eq!(refused.code, 1, "{refused:?}");
    assert!(refused.error()["flows"].to_string().contains("m.login.password"), "{refused:?}");
    let removed = tool.run_with(&["delete-devices", &field, "--password-stdin"], b"pw_hidden\n");
    assert_eq!(removed.code, 0, "{removed:?}");
    assert_eq!(other.run(&["whoami"]).code, 4, "the session of the other device has ended");

    // Mirror the media of the room.
    let uri = messages[2]["content"]["url"].as_str().unwrap().strip_prefix("mxc://").unwrap();
    let (server, media) = uri.split_once('/').unwrap();
    let copy = folder.path().join("copy");
    tool.text(&["get-content-authed", server, media, "--output", copy.to_str().unwrap()]);
    assert_eq!(fs::read(&copy).unwrap(), b"\x89PNG\0cat");

    assert_eq!(tool.run(&["get-room-state", "!none:localhost"]).code, 1);
    tool.text(&["logout"]);
    assert_eq!(tool.run(&["whoami"]).code, 4);
}
