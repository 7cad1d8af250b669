use matrix_openapi::client_server::Client;

fn forgets_the_transaction(client: &Client) {
    let _ = client.send_message("!a:b", "m.room.message", &());
}

fn forgets_the_member_of_the_body(client: &Client) {
    let _ = client.ban("!a:b");
}

fn main() {}
