use matrix_openapi::client_server::Client;

fn forgets_the_body(client: &Client) {
    let _ = client.send_message("!a:b", "m.room.message", "1");
}

fn forgets_a_member_of_the_body(client: &Client) {
    let _ = client.ban("!a:b");
}

fn main() {}
