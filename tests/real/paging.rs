//! Lists that Synapse returns page by page.

use matrix_openapi::client_server::types::{ClientEvent, SyncResponse};
use matrix_openapi::events::RoomMessage;
use matrix_openapi::json::Raw;
use matrix_openapi::paging::Items;

use crate::accounts::User;
use crate::synapse::synapse;

/// The number of messages in a room, which take several pages.
const MESSAGES: usize = 240;

/// Returns the number in a message; `None` for other events.
fn number<T>(event: &Raw<T>) -> Option<usize> {
    let message = event.content::<RoomMessage>().unwrap()?;
    Some(message.body()?.parse().unwrap())
}

/// Returns the numbers of all messages in their order.
async fn numbers(mut events: Items<'_, Raw<ClientEvent>>) -> Vec<usize> {
    let mut numbers = Vec::new();
    while let Some(event) = events.next().await.unwrap() {
        numbers.extend(number(&event));
    }
    numbers
}

#[tokio::test]
async fn the_history_of_a_room_has_each_message_once() {
    let Some(synapse) = synapse() else { return };
    let user = User::register(synapse, "historian").await;
    let client = &user.client;
    let room_id = client.create_room().send().await.unwrap().room_id;
    let before = client.sync().send().await.unwrap().next_batch;
    for number in 0..MESSAGES {
        client.send(&room_id, &RoomMessage::text(number.to_string())).send().await.unwrap();
    }

    let forwards: Vec<_> = (0..MESSAGES).collect();
    let backwards: Vec<_> = (0..MESSAGES).rev().collect();
    assert_eq!(numbers(client.get_room_events(&room_id, "f").limit(25).items()).await, forwards);
    assert_eq!(numbers(client.get_room_events(&room_id, "b").limit(25).items()).await, backwards);

    // A sync has only the last messages. The pages before it, back to the previous sync, have the others.
    let page: SyncResponse = client.sync().since(before.as_str()).send().await.unwrap();
    let (_, joined) = page.joined_rooms().next().unwrap();
    let timeline = joined.timeline.as_ref().unwrap();
    assert_eq!(timeline.limited, Some(true));
    let last: Vec<_> = page.timeline_events(&room_id).filter_map(number).collect();
    let gap = client.get_room_events(&room_id, "b").from(timeline.prev_batch.as_deref().unwrap()).to(before);
    let mut all = numbers(gap.limit(25).items()).await;
    assert!(!last.is_empty() && last.len() < MESSAGES / 2, "{last:?}");
    all.reverse();
    all.extend(last);
    assert_eq!(all, forwards);
}
