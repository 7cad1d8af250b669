//! Sends and reads contents, with types of the program.

mod messages;
mod sending;
mod storing;
mod sync;

use matrix_openapi::Credentials;
use matrix_openapi::client_server::Client;
use matrix_openapi::events::{
    EventContent, GlobalAccountData, MessageContent, RoomAccountData, StateContent, ToDeviceContent,
};
use matrix_openapi::id::UserId;
use matrix_openapi_testing::Server;
use serde::{Deserialize, Serialize};

const ROOM: &str = "!r:example.org";
const ALICE: &str = "@alice:example.org";

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Poll {
    question: String,
}

impl EventContent for Poll {
    const TYPE: &'static str = "org.example.poll/1";
}
impl MessageContent for Poll {}
impl ToDeviceContent for Poll {}
impl GlobalAccountData for Poll {}
impl RoomAccountData for Poll {}

fn poll(question: &str) -> Poll {
    Poll { question: question.to_owned() }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Theme {
    colour: Option<String>,
}

impl EventContent for Theme {
    const TYPE: &'static str = "org.example.theme";
}
impl StateContent for Theme {
    type Key = ();
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Badge {
    level: u8,
}

impl EventContent for Badge {
    const TYPE: &'static str = "org.example.badge";
}
impl StateContent for Badge {
    type Key = UserId;
}

/// A type with a variable part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Key {
    algorithm: String,
}

impl EventContent for Key {
    const TYPE: &'static str = "org.example.key.";

    fn is_type(name: &str) -> bool {
        name.starts_with(Self::TYPE)
    }
}
impl GlobalAccountData for Key {}

/// A content that is not an object.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Word(String);

impl EventContent for Word {
    const TYPE: &'static str = "org.example.word";
}
impl MessageContent for Word {}
impl ToDeviceContent for Word {}

fn client(server: &Server) -> Client {
    Client::builder(&server.url).credentials(Credentials::access_token("syt_hidden")).build().unwrap()
}

const SENT: &str = r#"{"event_id":"$e"}"#;
