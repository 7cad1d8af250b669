//! What the compiler knows of calls.

use matrix_openapi::client_server::Client;

fn assert_send<T: Send>(_: T) {}

#[test]
fn futures_are_send() {
    let client = Client::builder("http://localhost:1").build().unwrap();
    assert_send(client.whoami().send());
    assert_send(client.sync().since("s").timeout(1).send());
    assert_send(client.send_message("!a:b", "m.room.message", "1", &serde_json::json!({})).send());
    assert_send(client.create_room().name("a").send());
    assert_send(client.get_content_authed("a", "b").send());
    assert_send(client.redirect_to_sso("https://a").send());
}
