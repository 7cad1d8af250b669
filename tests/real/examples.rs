//! Runs the examples against Synapse, and as `cargo run --example` does.

use std::time::Duration;

use matrix_openapi::client_server::{Client, op};
use matrix_openapi::events::RoomMessage;
use matrix_openapi::json::Raw;
use matrix_openapi::server::http::StatusCode;
use matrix_openapi::server::{ErrorResponse, Received};
use matrix_openapi::signing::SigningKey;
use matrix_openapi::{Credentials, application_service, mock};
use serde_json::{Value, json};

use crate::accounts::User;
use crate::secret::random_secret;
use crate::synapse::{Synapse, short_lived, synapse};

#[path = "../../examples/bridge.rs"]
#[allow(dead_code, reason = "the tests call what the example's main calls")]
mod bridge;
#[path = "../../examples/echo_bot.rs"]
#[allow(dead_code, reason = "the tests call what the example's main calls")]
mod echo_bot;
#[path = "../../examples/export_history.rs"]
#[allow(dead_code, reason = "the tests call what the example's main calls")]
mod export_history;
#[path = "../../examples/key_tool.rs"]
#[allow(dead_code, reason = "the tests call what the example's main calls")]
mod key_tool;
#[path = "../../examples/moderation.rs"]
#[allow(dead_code, reason = "the tests call what the example's main calls")]
mod moderation;
#[path = "../../examples/session_store.rs"]
#[allow(dead_code, reason = "the tests call what the example's main calls")]
mod session_store;

/// Registers a user with a random name.
async fn user(synapse: &Synapse) -> User {
    User::register(synapse, &format!("example-{}", random_secret())).await
}

/// A homeserver in this process, and a client of its user.
macro_rules! in_process {
    ($example:ident) => {{
        use $example::support::{Account, Homeserver, Settings};
        let homeserver = Homeserver::start(Settings::default()).await.unwrap();
        let client = Account::of(&homeserver).log_in().await.unwrap();
        (homeserver, client)
    }};
}

#[tokio::test]
async fn the_bot_repeats_messages() {
    let (homeserver, bot) = in_process!(echo_bot);
    assert_eq!(echo_bot::talk(&bot, homeserver.url()).await.unwrap(), "hello");
    let Some(synapse) = synapse() else { return };
    let bot = user(synapse).await.client;
    assert_eq!(echo_bot::talk(&bot, &synapse.url).await.unwrap(), "hello");
}

/// Lets a guest invite the bot to a room with messages and send a message there, and returns all messages of the bot.
async fn said_by_bot(bot: &Client, homeserver: &str) -> Vec<String> {
    let me = bot.whoami().await.unwrap().user_id;
    let conversation = async {
        let mut guest = echo_bot::support::Guest::register(homeserver).await.unwrap();
        let room_id = guest.client.create_room().await.unwrap().room_id;
        for old in ["first", "second", "third"] {
            guest.say(&room_id, old).await.unwrap();
        }
        guest.client.invite_user(&room_id, &me).await.unwrap();
        guest.expect(&room_id, &me).await.unwrap();
        guest.say(&room_id, "hello").await.unwrap();
        guest.hear(&room_id, &me).await.unwrap();
        let mut said = Vec::new();
        let mut events = guest.client.get_room_events(&room_id, "f").items();
        while let Some(event) = events.next().await.unwrap() {
            let message = event.content::<RoomMessage>().unwrap();
            let sender = event.read().unwrap().sender.clone();
            said.extend(message.filter(|_| sender.as_deref() == Some(me.as_str())));
        }
        said.iter().map(|message| message.body().unwrap().to_owned()).collect()
    };
    tokio::select! {
        said = conversation => said,
        ended = echo_bot::run(bot) => panic!("the bot ended: {ended:?}"),
    }
}

#[tokio::test]
async fn the_bot_does_not_respond_to_messages_before_its_join() {
    let (homeserver, bot) = in_process!(echo_bot);
    assert_eq!(said_by_bot(&bot, homeserver.url()).await, ["hello"]);
    let Some(synapse) = synapse() else { return };
    let bot = user(synapse).await.client;
    assert_eq!(said_by_bot(&bot, &synapse.url).await, ["hello"]);
}

/// Returns the join event of a member, which replaced an event with this membership.
fn join(user_id: &str, before: &str) -> Value {
    json!({
        "content": {"membership": "join"}, "event_id": format!("$after-{before}"), "origin_server_ts": 1, "sender": user_id,
        "state_key": user_id, "type": "m.room.member", "unsigned": {"prev_content": {"membership": before}},
    })
}

#[tokio::test]
async fn only_the_first_join_of_the_bot_hides_earlier_messages() {
    let homeserver = mock::Homeserver::start().await.unwrap();
    let (me, other) = ("@bot:example.org", "@alice:example.org");
    let bot = client(&homeserver, me);
    let said = |text: &str| {
        let mut event = message(&format!("${text}"), other);
        event["content"]["body"] = json!(text);
        event.as_object_mut().unwrap().remove("room_id");
        event
    };
    let pages = [
        vec![said("earliest")],
        vec![said("before"), join(me, "invite"), said("after")],
        vec![said("kept"), join(me, "join"), join(other, "leave"), said("last")],
    ];
    for (number, events) in pages.into_iter().enumerate() {
        let rooms = json!({"join": {"!room:example.org": {"timeline": {"events": events}}}});
        let body = json!({"next_batch": format!("s{number}"), "rooms": rooms});
        let since = number.checked_sub(1).map(|number| format!("s{number}"));
        let stub = homeserver.on(op::Sync).when(move |received| received.request.since == since);
        stub.reply_json(StatusCode::OK, body);
    }
    let is_last = |received: &Received<op::Sync>| received.request.since.as_deref() == Some("s2");
    homeserver.on(op::Sync).when(is_last).refuse(ErrorResponse::unknown_token());
    homeserver.on(op::SendMessage).reply_json(StatusCode::OK, json!({"event_id": "$answer"}));
    echo_bot::run(&bot).await.unwrap_err();
    let sent = homeserver.requests(op::SendMessage).into_iter().map(|sent| sent.request.body);
    let bodies = sent.map(|content| content.get_field::<String>("body").unwrap().unwrap());
    assert_eq!(bodies.collect::<Vec<_>>(), ["after", "kept", "last"]);
}

/// Returns a client of a user of a mock server.
fn client(homeserver: &mock::Homeserver, user_id: &str) -> Client {
    let credentials = Credentials::access_token(homeserver.token(user_id));
    Client::builder(homeserver.url()).credentials(credentials).build().unwrap()
}

#[tokio::test]
async fn the_bridge_passes_lines_in_both_directions() {
    let Some(synapse) = synapse() else { return };
    let (registration, listener) = &synapse.bridge;
    let listener = listener.try_clone().unwrap();
    listener.set_nonblocking(true).unwrap();
    let listener = tokio::net::TcpListener::from_std(listener).unwrap();
    let said = bridge::talk(&synapse.url, registration, listener).await.unwrap();
    let [carol, guest] = said.lines().collect::<Vec<_>>()[..] else { panic!("not two lines: {said}") };
    assert_eq!(carol, format!("@lines_carol:{}: hello", synapse.server_name));
    assert!(guest.starts_with("@guest-") && guest.ends_with(": hello, too"), "{guest}");
}

#[tokio::test]
async fn the_bridge_forwards_messages_of_others_in_its_room() {
    let homeserver = mock::Homeserver::start().await.unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let registration = bridge::support::registration("lines", &listener).unwrap();
    homeserver.add_application_service(&registration);
    let invite = json!({
        "content": {"membership": "invite"}, "event_id": "$invite", "origin_server_ts": 1, "room_id": "!room:example.org",
        "sender": "@alice:example.org", "state_key": "@linesbot:example.org", "type": "m.room.member",
    });
    let say = |sender: &str, room_id: &str| {
        let mut event = message("$message", sender);
        event["room_id"] = json!(room_id);
        event
    };
    let (here, elsewhere) = ("!room:example.org", "!other:example.org");
    let events = [
        say("@alice:example.org", here),
        invite,
        say("@bob:example.org", elsewhere),
        say("@linesbot:example.org", here),
        say("@lines_carol:example.org", here),
        say("@lines_eve:other.example", here),
        say("@bob:example.org", here),
    ];
    let token = Credentials::homeserver(registration.hs_token.clone());
    let url = registration.url.clone().unwrap();
    let pusher = application_service::Client::builder(url).credentials(token).build().unwrap();
    let (_lines, lines) = tokio::sync::mpsc::channel(1);
    let (out, mut printed) = tokio::sync::mpsc::channel(9);
    let pushed = async {
        pusher.send_transaction("1", events.map(|event| Raw::new(&event).unwrap().cast())).await.unwrap();
        [printed.recv().await.unwrap(), printed.recv().await.unwrap()]
    };
    let printed = tokio::select! {
        printed = pushed => printed,
        ended = bridge::run(homeserver.url(), &registration, listener, (lines, out)) => panic!("{ended:?}"),
    };
    assert_eq!(printed, ["@lines_eve:other.example: cheap watches", "@bob:example.org: cheap watches"]);
}

#[tokio::test]
async fn the_moderation_tool_redacts_and_bans() {
    let (homeserver, moderator) = in_process!(moderation);
    assert_eq!(moderation::demo(&moderator, homeserver.url()).await.unwrap(), 3);
    let Some(synapse) = synapse() else { return };
    let moderator = user(synapse).await.client;
    assert_eq!(moderation::demo(&moderator, &synapse.url).await.unwrap(), 3);
}

/// Returns a message, as in a page of a room's events.
fn message(event_id: &str, sender: &str) -> Value {
    json!({
        "content": {"body": "cheap watches", "msgtype": "m.text"}, "event_id": event_id, "origin_server_ts": 1,
        "room_id": "!room:example.org", "sender": sender, "type": "m.room.message",
    })
}

#[tokio::test]
async fn the_moderation_tool_continues_after_a_refused_redaction() {
    let homeserver = mock::Homeserver::start().await.unwrap();
    let moderator = client(&homeserver, "@moderator:example.org");
    let (room_id, spammer) = ("!room:example.org".parse().unwrap(), "@spammer:example.org".parse().unwrap());
    let ids = ["$fourth", "$third", "$second", "$first"];
    let mut chunk: Vec<_> = ids.iter().map(|id| message(id, "@spammer:example.org")).collect();
    chunk.insert(1, message("$other", "@moderator:example.org"));
    homeserver.on(op::GetRoomEvents).reply_json(StatusCode::OK, json!({"start": "a", "chunk": chunk}));
    homeserver.on(op::RedactEvent).reply_json(StatusCode::OK, json!({"event_id": "$redaction"}));
    let third = |received: &Received<op::RedactEvent>| received.request.event_id == "$third";
    homeserver.on(op::RedactEvent).when(third).refuse(ErrorResponse::forbidden("not this one")).expect(1);
    let count = moderation::clean(&moderator, &room_id, &spammer, Some("spam")).await.unwrap();
    let asked =
        || homeserver.requests(op::RedactEvent).into_iter().map(|one| one.request.event_id.to_string());
    assert_eq!((count, asked().collect::<Vec<_>>()), (3, ids.map(str::to_owned).to_vec()));
    assert_eq!(homeserver.requests(op::Ban).len(), 1);

    // A rate limit or the end of the session is not an error of this message.
    let stub = homeserver.on(op::RedactEvent).when(third);
    let stub = stub.refuse(ErrorResponse::limited(Duration::from_secs(600)));
    let error = moderation::clean(&moderator, &room_id, &spammer, None).await.unwrap_err();
    assert!(error.to_string().contains("M_LIMIT_EXCEEDED"), "{error}");
    assert_eq!(asked().skip(4).collect::<Vec<_>>(), ["$fourth", "$third"]);
    stub.refuse(ErrorResponse::unknown_token());
    let error = moderation::clean(&moderator, &room_id, &spammer, None).await.unwrap_err();
    assert!(error.to_string().contains("M_UNKNOWN_TOKEN"), "{error}");
    assert_eq!(asked().skip(6).collect::<Vec<_>>(), ["$fourth", "$third"]);

    // If a proxy cannot reach the homeserver, the tool does not continue with the other messages.
    homeserver.on(op::RedactEvent).when(third).html(StatusCode::NOT_FOUND);
    let error = moderation::clean(&moderator, &room_id, &spammer, None).await.unwrap_err();
    assert!(error.to_string().contains("404"), "{error}");
    assert_eq!(asked().skip(8).collect::<Vec<_>>(), ["$fourth", "$third"]);
}

/// Exports a room with messages, and returns the bodies.
async fn exported(user: &Client, messages: usize) -> Vec<String> {
    let room_id = export_history::room(user, messages).await.unwrap();
    let mut out = Vec::new();
    let count = export_history::export(user, &room_id, &mut out).await.unwrap();
    let lines: Vec<Value> =
        std::str::from_utf8(&out).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), count);
    let bodies = lines.iter().filter_map(|event| event["content"]["body"].as_str());
    bodies.map(str::to_owned).collect()
}

#[tokio::test]
async fn the_whole_history_is_exported_in_order() {
    // More messages than a page has.
    let expected: Vec<_> = (1..=120).map(|number| format!("message {number}")).collect();
    let (_homeserver, user_of_process) = in_process!(export_history);
    assert_eq!(exported(&user_of_process, 120).await, expected);
    let Some(synapse) = synapse() else { return };
    assert_eq!(exported(&user(synapse).await.client, 120).await, expected);
}

#[tokio::test]
async fn a_session_outlives_a_run_of_the_program() {
    use session_store::support::{Account, Homeserver, Settings};
    // Tokens that expire at once are refreshed, and the new tokens saved.
    let settings = Settings { token_lifetime: Duration::from_secs(1), ..Settings::default() };
    let homeserver = Homeserver::start(settings).await.unwrap();
    session_store::run(&Account::of(&homeserver)).await.unwrap();
    let Some(synapse) = short_lived() else { return };
    let registered = user(synapse).await;
    let account = Account {
        homeserver: synapse.url.clone(),
        user: registered.registration.user_id.to_string(),
        password: registered.password.into(),
    };
    session_store::run(&account).await.unwrap();
}

/// Asserts that a report has a device and one of its one-time keys, and no rejected key.
fn assert_verified(report: &key_tool::Report) {
    let [device, one_time] = &report.verified[..] else { panic!("not two keys: {report:?}") };
    assert!(device.starts_with("device "), "{device}");
    assert!(one_time.starts_with("one-time key signed_curve25519:"), "{one_time}");
    assert!(report.rejected.is_empty(), "{report:?}");
}

#[tokio::test]
async fn the_key_tool_publishes_keys_that_others_verify() {
    use key_tool::support::{Account, Guest, Homeserver, Settings};
    let homeserver = Homeserver::start(Settings::default()).await.unwrap();
    assert_verified(&key_tool::demo(&Account::of(&homeserver)).await.unwrap());
    let Some(synapse) = synapse() else { return };
    let registered = user(synapse).await;
    let user_id = registered.registration.user_id;
    let (homeserver, password) = (synapse.url.clone(), registered.password.into());
    let account = Account { homeserver, user: user_id.to_string(), password };
    assert_verified(&key_tool::demo(&account).await.unwrap());

    // A later run uses the same device, and replaces only the one-time keys that were claimed.
    let key = key_tool::device_key::generate().unwrap().parse().unwrap();
    let guest = Guest::register(&synapse.url).await.unwrap().client;
    for run in 1..=3 {
        let device = key_tool::publish(&account, &key).await.unwrap();
        let counts = device.upload_keys().await.unwrap().one_time_key_counts;
        assert_eq!(counts["signed_curve25519"], 5, "run {run}");
        let report = key_tool::check(&guest, &user_id).await.unwrap();
        // The same holds for the keys of the demonstration.
        assert_eq!((report.verified.len(), report.rejected.len()), (4, 0), "{report:?}");
    }
}

#[tokio::test]
async fn the_key_tool_rejects_forged_keys() {
    let homeserver = mock::Homeserver::start().await.unwrap();
    let bob = "@bob:example.org".parse().unwrap();
    let key_of =
        |device_id: &str, seed| SigningKey::new(&format!("ed25519:{device_id}"), &[seed; 32]).unwrap();
    let signed = |mut value: Value, key: &SigningKey| {
        key.sign_json(&bob, value.as_object_mut().unwrap()).unwrap();
        value
    };
    let device = |device_id: &str, signer: &SigningKey| {
        let key = key_of(device_id, 1);
        let keys = json!({ key.key_id(): key.public_key_base64() });
        signed(json!({"algorithms": [], "device_id": device_id, "keys": keys, "user_id": bob}), signer)
    };
    let one_time = |signer: &SigningKey| signed(json!({"key": "c29tZSBwdWJsaWMga2V5"}), signer);
    let right = |device_id: &str| device(device_id, &key_of(device_id, 1));
    let keyless = json!({"algorithms": [], "device_id": "D", "keys": {}, "user_id": bob, "signatures": {}});
    let mut changed = right("E");
    changed["algorithms"] = json!(["m.olm.v1.curve25519-aes-sha2"]);
    let devices = json!({
        "A": right("A"), "B": device("B", &key_of("B", 2)), "C": right("A"), "D": keyless, "E": changed, "F": right("F"),
        "G": right("G"),
    });
    homeserver
        .on(op::QueryKeys)
        .reply_json(StatusCode::OK, json!({"device_keys": {"@bob:example.org": devices}}));
    let claimed = [
        ("A", one_time(&key_of("A", 1))),
        ("F", one_time(&key_of("F", 2))),
        ("G", json!("c29tZSBwdWJsaWMga2V5")),
    ];
    for (device_id, key) in claimed {
        let keys = json!({"@bob:example.org": {device_id: {"signed_curve25519:AAAAAQ": key}}});
        let stub = homeserver.on(op::ClaimKeys).when(move |received| {
            received.request.body.one_time_keys.values().any(|devices| devices.contains_key(device_id))
        });
        stub.reply_json(StatusCode::OK, json!({"one_time_keys": keys}));
    }
    let report = key_tool::check(&client(&homeserver, "@alice:example.org"), &bob).await.unwrap();
    let names = |found: &[String]| {
        let words = found.iter().map(|what| what.split(" with the key ").next().unwrap());
        words.map(|what| what.replace("one-time key signed_curve25519:AAAAAQ of ", "of ")).collect::<Vec<_>>()
    };
    assert_eq!(names(&report.verified), ["device A", "of device A", "device F", "device G"]);
    let mismatch = "the signature does not match the content and the key";
    let expected = [
        "device B".to_owned(),
        "device C".to_owned(),
        "device D".to_owned(),
        "device E".to_owned(),
        format!("of device F: {mismatch}"),
        "of device G: is not signed".to_owned(),
    ];
    assert_eq!(names(&report.rejected), expected);
    // No key is claimed from a device that may belong to someone else.
    assert_eq!(homeserver.requests(op::ClaimKeys).len(), 3);
}

#[test]
fn the_key_of_a_device_is_created_once_and_never_printed() {
    use key_tool::device_key::load;
    let folder = std::env::temp_dir().join(format!("matrix-openapi-key-tool-{}", random_secret()));
    std::fs::create_dir(&folder).unwrap();
    let file = folder.join("device.key");
    let made = load(&file).unwrap();
    let line = std::fs::read_to_string(&file).unwrap();
    assert_eq!(load(&file).unwrap().public_key_base64(), made.public_key_base64());
    assert_ne!(load(&folder.join("other.key")).unwrap().key_id(), made.key_id());
    let seed = line.rsplit(' ').next().unwrap();
    assert!(!format!("{made:?}").contains(seed), "the key is shown");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    std::fs::write(&file, line.replace("ed25519", "rsa")).unwrap();
    let error = load(&file).unwrap_err();
    assert!(!format!("{error} {error:?}").contains(seed), "the key is shown");
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("rsa"), "the file was overwritten");
    std::fs::remove_dir_all(&folder).unwrap();
}
