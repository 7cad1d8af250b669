use matrix_openapi::client_server::Client;
use matrix_openapi::events::{EventContent, MessageContent};

#[derive(serde::Serialize, serde::Deserialize)]
struct Poll {
    question: String,
}

impl EventContent for Poll {
    const TYPE: &'static str = "org.example.poll";
}

impl MessageContent for Poll {}

fn reads_a_message_as_state(client: &Client) {
    let _ = client.state::<Poll>("!a:b");
}

fn sends_a_message_to_a_device(client: &Client) {
    let _ = client.to_device(&Poll { question: String::new() }, [("@a:b", "A")]);
}

fn main() {}
