//! The examples against Synapse, and as `cargo run --example` runs them.

use std::time::Duration;

use matrix_openapi::client_server::{Client, op};
use matrix_openapi::server::http::StatusCode;
use matrix_openapi::server::{ErrorResponse, Received};
use matrix_openapi::{Credentials, mock};
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
async fn the_bot_repeats_what_is_said() {
    let (homeserver, bot) = in_process!(echo_bot);
    assert_eq!(echo_bot::talk(&bot, homeserver.url()).await.unwrap(), "hello");
    let Some(synapse) = synapse() else { return };
    let bot = user(synapse).await.client;
    assert_eq!(echo_bot::talk(&bot, &synapse.url).await.unwrap(), "hello");
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
async fn the_moderation_tool_redacts_and_bans() {
    let (homeserver, moderator) = in_process!(moderation);
    assert_eq!(moderation::demo(&moderator, homeserver.url()).await.unwrap(), 3);
    let Some(synapse) = synapse() else { return };
    let moderator = user(synapse).await.client;
    assert_eq!(moderation::demo(&moderator, &synapse.url).await.unwrap(), 3);
}

/// A message in a room, as a page of its events has it.
fn message(event_id: &str, sender: &str) -> Value {
    json!({
        "content": {"body": "cheap watches", "msgtype": "m.text"}, "event_id": event_id, "origin_server_ts": 1,
        "room_id": "!room:example.org", "sender": sender, "type": "m.room.message",
    })
}

#[tokio::test]
async fn the_moderation_tool_goes_on_after_a_refused_redaction() {
    let homeserver = mock::Homeserver::start().await.unwrap();
    let credentials = Credentials::access_token(homeserver.token("@moderator:example.org"));
    let moderator = Client::builder(homeserver.url()).credentials(credentials).build().unwrap();
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

    // A proxy that has lost the homeserver is another matter: the tool does not ask for the rest.
    homeserver.on(op::RedactEvent).when(third).html(StatusCode::NOT_FOUND);
    let error = moderation::clean(&moderator, &room_id, &spammer, None).await.unwrap_err();
    assert!(error.to_string().contains("404"), "{error}");
    assert_eq!(asked().skip(4).collect::<Vec<_>>(), ["$fourth", "$third"]);
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
    // More than a page.
    let expected: Vec<_> = (1..=120).map(|number| format!("message {number}")).collect();
    let (_homeserver, user_of_process) = in_process!(export_history);
    assert_eq!(exported(&user_of_process, 120).await, expected);
    let Some(synapse) = synapse() else { return };
    assert_eq!(exported(&user(synapse).await.client, 120).await, expected);
}

#[tokio::test]
async fn a_session_outlives_a_run_of_the_program() {
    use session_store::support::{Account, Homeserver, Settings};
    // Tokens that expire at once are refreshed, and the new ones saved.
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
