//! Which types and futures cross threads.

use std::rc::Rc;

use matrix_openapi::__private::Call;
use matrix_openapi::client_server::{Client, OPERATIONS};
use matrix_openapi::json::Raw;
use matrix_openapi::{Error, Session};
use serde_json::{Value, json};

fn assert_send<T: Send>(_: T) {}

fn assert_send_sync<T: Send + Sync + 'static>() {}

#[test]
fn errors_sessions_and_raw_values_are_send_and_sync() {
    assert_send_sync::<Error>();
    assert_send_sync::<Session>();
    assert_send_sync::<Raw<Rc<()>>>();
}

#[test]
fn futures_are_send() {
    let client = Client::builder("http://localhost:1").build().unwrap();
    assert_send(client.whoami().send());
    assert_send(client.sync().since("s").timeout(1).send());
    assert_send(client.send_message("!a:b", "m.room.message", "1", &json!({})).send());
    assert_send(client.create_room().name("a").send());
    assert_send(client.get_content_authed("a", "b").send());
    assert_send(client.redirect_to_sso("https://a").send());

    let call = || Call::new(client.session(), &OPERATIONS[0]);
    assert_send(call().send_json::<Value>());
    assert_send(call().send_empty());
    assert_send(call().send_stream());
    assert_send(call().send_redirect());
}
