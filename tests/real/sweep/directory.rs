//! Aliases of rooms, and lists of rooms.

use matrix_openapi::id::RoomAlias;
use serde_json::json;

use super::account::Account;
use super::recorder::seen;
use super::servers::Servers;

pub async fn run(s: &Servers, alice: &Account, bob: &Account) {
    let client = &alice.client;
    let anonymous = s.anonymous();
    let create = client.create_room().name("Space").preset("public_chat");
    let create = create.creation_content(&json!({ "type": "m.space" }));
    let space = seen!(s, create).unwrap().room_id;
    let inner = seen!(s, client.create_room().preset("public_chat")).unwrap().room_id;
    let via = json!({ "via": [s.synapse.server_name] });
    seen!(s, client.set_room_state_with_key(&space, "m.space.child", inner.as_str(), &via));
    seen!(s, client.get_space_hierarchy(&space));

    let alias = RoomAlias::unchecked(format!("#space:{}", s.synapse.server_name));
    seen!(s, client.set_room_alias(&alias, &space));
    seen!(s, anonymous.get_room_id_by_alias(&alias));
    seen!(s, client.get_local_aliases(&space));
    seen!(s, bob.client.join_room(&alias));
    seen!(s, client.delete_room_alias(&alias));
    seen!(s, client.set_room_visibility_on_directory(&space).visibility("public"));
    seen!(s, anonymous.get_room_visibility_on_directory(&space));
    seen!(s, anonymous.get_public_rooms().limit(1));
    seen!(s, client.query_public_rooms().limit(1));
}
