use matrix_openapi::client_server::Client;
use matrix_openapi::events::RoomMessage;

fn reads_a_message_as_state(client: &Client) {
    let _ = client.state::<RoomMessage>("!a:b");
}

fn sends_a_message_to_a_device(client: &Client) {
    let _ = client.to_device(&RoomMessage::text("a"), [("@a:b", "A")]);
}

fn main() {}
