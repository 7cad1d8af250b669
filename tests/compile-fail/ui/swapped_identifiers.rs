use matrix_openapi::client_server::{Client, types};
use matrix_openapi::id::{EventId, RoomAlias, RoomId, UserId};

fn swapped(client: &Client, user: &UserId, room: &RoomId, event: &EventId, alias: &RoomAlias) {
    // A user where a room goes, and a room where a user goes.
    let _ = client.ban(user, user);
    let _ = client.ban(room, room.clone());
    // A name where only the room itself will do, and a user where a room or its name goes.
    let _ = client.get_room_state(alias);
    let _ = client.join_room(user);
    // An event in a query, and rooms in a list of users.
    let _ = client.peek_events(event);
    let _ = client.create_room().invite([room]);
    // A number is not a string.
    let _ = client.get_user_profile(1);
    // A body of its own is made of checked identifiers, and text is not one.
    let _ = types::InviteUserRequest::new("@alice:example.org");
    let _: UserId = "@alice:example.org".into();
}

fn main() {}
