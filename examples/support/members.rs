use std::collections::BTreeMap;

use matrix_openapi::client_server::{op, types};
use matrix_openapi::id::{RoomId, UserId};
use matrix_openapi::server::{ErrorResponse, Received};
use serde_json::{Value, json};

use super::caller::Sender;
use super::room::{Membership, member_event};
use super::state::Shared;

/// Joins a room that the caller is invited to. There are no aliases.
pub async fn join(
    server: Shared,
    received: Received<op::JoinRoom>,
) -> Result<types::JoinRoomResponse, ErrorResponse> {
    let sender = Sender::of(&received)?;
    let (room_id, body) = (received.request.room_id_or_alias, received.request.body);
    let change = Change { user_id: &sender.user_id, membership: Membership::Join, reason: body.reason };
    change.make(&server, &sender, room_id.as_str()).await?;
    Ok(types::JoinRoomResponse::new(RoomId::unchecked(room_id.as_str())))
}

pub async fn join_by_id(
    server: Shared,
    received: Received<op::JoinRoomById>,
) -> Result<types::JoinRoomByIdResponse, ErrorResponse> {
    let sender = Sender::of(&received)?;
    let (room_id, body) = (received.request.room_id, received.request.body);
    let change = Change { user_id: &sender.user_id, membership: Membership::Join, reason: body.reason };
    change.make(&server, &sender, room_id.as_str()).await?;
    Ok(types::JoinRoomByIdResponse::new(room_id))
}

pub async fn invite(server: Shared, received: Received<op::InviteUser>) -> Result<(), ErrorResponse> {
    let sender = Sender::of(&received)?;
    let (room_id, body) = (received.request.room_id, received.request.body);
    let (user_id, membership) = (body.user_id.as_str(), Membership::Invite);
    Change { user_id, membership, reason: body.reason }.make(&server, &sender, room_id.as_str()).await
}

pub async fn leave(server: Shared, received: Received<op::LeaveRoom>) -> Result<(), ErrorResponse> {
    let sender = Sender::of(&received)?;
    let (room_id, body) = (received.request.room_id, received.request.body);
    let (user_id, membership) = (&*sender.user_id, Membership::Leave);
    Change { user_id, membership, reason: body.reason }.make(&server, &sender, room_id.as_str()).await
}

pub async fn ban(server: Shared, received: Received<op::Ban>) -> Result<(), ErrorResponse> {
    let sender = Sender::of(&received)?;
    let (room_id, body) = (received.request.room_id, received.request.body);
    let (user_id, membership) = (body.user_id.as_str(), Membership::Ban);
    Change { user_id, membership, reason: body.reason }.make(&server, &sender, room_id.as_str()).await
}

/// The change of a user's membership.
struct Change<'a> {
    user_id: &'a str,
    membership: Membership,
    reason: Option<String>,
}

impl Change<'_> {
    /// Makes the change if the rules of rooms allow it.
    async fn make(self, server: &Shared, sender: &Sender, room_id: &str) -> Result<(), ErrorResponse> {
        let Self { user_id, membership, reason } = self;
        let mut state = server.state.lock().await;
        let Some(room) = state.rooms.get_mut(room_id) else {
            return Err(ErrorResponse::forbidden("not a member of this room"));
        };
        let (before, joined) = (room.members.get(user_id).copied(), room.has_joined(&sender.user_id));
        let allowed = match membership {
            Membership::Join => matches!(before, Some(Membership::Invite | Membership::Join)),
            Membership::Invite => joined && !matches!(before, Some(Membership::Ban | Membership::Join)),
            Membership::Leave => matches!(before, Some(Membership::Invite | Membership::Join)),
            Membership::Ban => joined && room.creator == sender.user_id && room.creator != user_id,
        };
        if !allowed {
            let membership = membership.as_str();
            return Err(ErrorResponse::forbidden(format!("the membership cannot become {membership}")));
        }
        if before != Some(membership) {
            room.members.insert(user_id.to_owned(), membership);
            let event = member_event(&sender.user_id, user_id, membership, reason.as_deref());
            state.append(room_id, event, None);
            server.moved.send_replace(state.position);
        }
        Ok(())
    }
}

/// Lists the users in a room. It reads no display names, since accounts here have none.
pub async fn joined_members(
    server: Shared,
    received: Received<op::GetJoinedMembersByRoom>,
) -> Result<types::GetJoinedMembersByRoomResponse, ErrorResponse> {
    let sender = Sender::of(&received)?;
    let mut state = server.state.lock().await;
    let members = &state.joined(received.request.room_id.as_str(), &sender.user_id)?.members;
    let joined = members.iter().filter(|(_, membership)| **membership == Membership::Join);
    let nothing = types::GetJoinedMembersByRoomRoomMember::default;
    let joined: BTreeMap<_, _> =
        joined.map(|(user_id, _)| (UserId::unchecked(user_id.as_str()), nothing())).collect();
    let mut response = types::GetJoinedMembersByRoomResponse::default();
    response.joined = Some(joined);
    Ok(response)
}
