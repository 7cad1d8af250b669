//! Application services.

use matrix_openapi::id::{RoomAlias, UserId};

use super::account::Account;
use super::bridge::PROTOCOL;
use super::recorder::seen;
use super::servers::Servers;

pub async fn run(s: &Servers, alice: &Account) {
    let bridge = s.anonymous().with_credentials(s.registration.credentials());
    seen!(s, bridge.ping_appservice("irc").transaction_id("ping"));
    let room_id = seen!(s, bridge.create_room()).unwrap().room_id;
    seen!(s, bridge.update_appservice_room_directory_visibility("example", &room_id, "public"));

    let client = &alice.client;
    seen!(s, client.get_protocols());
    seen!(s, client.get_protocol_metadata(PROTOCOL));
    seen!(s, client.query_location_by_protocol(PROTOCOL).query("channel", "#hall"));
    seen!(s, client.query_location_by_alias(RoomAlias::unchecked("#irc_hall:example.org")));
    seen!(s, client.query_user_by_protocol(PROTOCOL).query("nickname", "carol"));
    seen!(s, client.query_user_by_id(UserId::unchecked("@irc_carol:example.org")));
}
