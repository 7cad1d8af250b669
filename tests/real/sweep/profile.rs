//! The profiles of users, and the data that clients keep for them.

use serde_json::json;

use super::account::Account;
use super::recorder::seen;
use super::servers::Servers;

pub async fn run(s: &Servers, alice: &Account, bob: &Account) {
    let (client, me) = (&alice.client, &alice.user_id);
    let anonymous = s.anonymous();
    seen!(s, client.set_profile_field(me, "displayname", &json!({ "displayname": "Alice" })));
    seen!(s, client.set_profile_field(me, "org.example.pet", &json!({ "org.example.pet": "cat" })));
    seen!(s, anonymous.get_profile_field(me, "displayname"));
    seen!(s, anonymous.get_profile_field(me, "org.example.pet"));
    seen!(s, anonymous.get_user_profile(me));
    seen!(s, client.delete_profile_field(me, "org.example.pet"));
    seen!(s, client.set_presence(me, "online").status_msg("here"));
    seen!(s, client.get_presence(me));
    seen!(s, client.search_user_directory("bob"));
    seen!(s, client.report_user(&bob.user_id, "a test"));

    seen!(s, client.set_account_data(me, "org.example.data", &json!({ "a": 1 })));
    seen!(s, client.get_account_data(me, "org.example.data"));
    let filter = client.define_filter(me).event_fields(["type".to_owned(), "content".to_owned()]);
    let filter = seen!(s, filter).unwrap().filter_id;
    seen!(s, client.get_filter(me, &filter));
}
