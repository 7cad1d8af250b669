use matrix_openapi::client_server::{Client, types};
use matrix_openapi::id::{EventId, RoomAlias, RoomId, UserId};

fn swapped(client: &Client, user: &UserId, room: &RoomId, event: &EventId, alias: &RoomAlias) {
    // A user in place of a room, and a room in place of a user.
    let _ = client.ban(user, user);
    let _ = client.ban(room, room.clone());
    // An alias in place of a room ID, and a user in place of a room ID or alias.
    let _ = client.get_room_state(alias);
    let _ = client.join_room(user);
    // An event in a query, and rooms in a list of users.
    let _ = client.peek_events(event);
    let _ = client.create_room().invite([room]);
    // A number is not a string.
    let _ = client.get_user_profile(1);
    // The types of bodies take checked identifiers, not strings.
    let _ = types::InviteUserRequest::new("@alice:example.org");
    let _: UserId = "@alice:example.org".into();
}

fn main() {}
