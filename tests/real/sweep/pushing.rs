//! Push rules and pushers.

use matrix_openapi::client_server::types;
use serde_json::json;

use super::account::Account;
use super::recorder::seen;
use super::second_server::typed;
use super::servers::Servers;

pub async fn run(s: &Servers, alice: &Account) {
    let client = &alice.client;
    seen!(s, client.get_push_rules());
    seen!(s, client.get_push_rules_global());
    seen!(s, client.set_push_rule("content", "halls", ["notify"]).pattern("hall*"));
    seen!(s, client.get_push_rule("content", "halls"));
    seen!(s, client.set_push_rule_enabled("content", "halls", false));
    seen!(s, client.is_push_rule_enabled("content", "halls"));
    seen!(s, client.set_push_rule_actions("content", "halls", ["notify"]));
    seen!(s, client.get_push_rule_actions("content", "halls"));
    seen!(s, client.delete_push_rule("content", "halls"));

    let url = format!("{}/_matrix/push/v1/notify", s.second.url);
    let data = typed::<types::PostPusherPusherData>(&json!({ "url": url, "format": "event_id_only" }));
    let pusher = client.post_pusher("org.example.app", "http".to_owned(), "key");
    let pusher = pusher.app_display_name("App").device_display_name("Device").lang("en").data(data);
    seen!(s, pusher);
    seen!(s, client.get_pushers());
}
