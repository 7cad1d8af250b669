use std::time::Duration;

use matrix_openapi::client_server::types::{Membership, RoomEventFilter};
use matrix_openapi::client_server::{Client, op};
use matrix_openapi::id::RoomId;

async fn misuse(client: &Client, room: &RoomId, count: usize, filter: &RoomEventFilter) {
    // A number of another type, a duration in place of a count, and a number in place of a boolean.
    let _ = client.sync().timeout(count);
    let _ = client.get_public_rooms().limit(Duration::from_secs(1));
    let _ = client.sync().full_state(1);
    // Another enumeration, in the query and as an optional argument.
    let _ = client.get_room_events(room, Membership::Join);
    let _ = client.get_relating_events(room, "$a").dir(Membership::Join);
    // A filter of another operation.
    let _ = client.sync().filter(filter);
    // A room in place of an optional event.
    let _ = client.set_read_marker(room).m_read(Some(room));
    // A call in place of an operation.
    let _ = client.supports(client.whoami()).await;
    let _ = client.supports(op::NoSuchOperation).await;
}

fn main() {}
