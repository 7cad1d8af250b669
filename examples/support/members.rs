use std::collections::BTreeMap;

use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::caller::Caller;
use super::homeserver::Shared;
use super::reply::{JsonBody, JsonResponse, Refusal};

/// The relation of a user to a room.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Membership {
    Invite,
    Join,
    Leave,
    Ban,
}

impl Membership {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invite => "invite",
            Self::Join => "join",
            Self::Leave => "leave",
            Self::Ban => "ban",
        }
    }
}

/// The event that changes a membership.
pub fn member_event(sender: &str, user_id: &str, membership: Membership, reason: Option<&str>) -> Value {
    let mut content = json!({ "membership": membership.as_str() });
    if let Some(reason) = reason {
        content["reason"] = json!(reason);
    }
    json!({ "type": "m.room.member", "state_key": user_id, "sender": sender, "content": content })
}

/// Joins a room that the caller is invited to.
pub async fn join(
    server: State<Shared>,
    caller: Caller,
    Path(room_id): Path<String>,
    body: JsonBody,
) -> Result<JsonResponse, Refusal> {
    let user_id = caller.user_id.clone();
    change(&server, &caller, &room_id, &user_id, Membership::Join, &body).await?;
    Ok(JsonResponse(json!({ "room_id": room_id })))
}

pub async fn invite(
    server: State<Shared>,
    caller: Caller,
    Path(room_id): Path<String>,
    body: JsonBody,
) -> Result<JsonResponse, Refusal> {
    let user_id = body.required_text("user_id")?;
    change(&server, &caller, &room_id, user_id, Membership::Invite, &body).await
}

pub async fn leave(
    server: State<Shared>,
    caller: Caller,
    Path(room_id): Path<String>,
    body: JsonBody,
) -> Result<JsonResponse, Refusal> {
    let user_id = caller.user_id.clone();
    change(&server, &caller, &room_id, &user_id, Membership::Leave, &body).await
}

pub async fn ban(
    server: State<Shared>,
    caller: Caller,
    Path(room_id): Path<String>,
    body: JsonBody,
) -> Result<JsonResponse, Refusal> {
    let user_id = body.required_text("user_id")?;
    change(&server, &caller, &room_id, user_id, Membership::Ban, &body).await
}

/// Changes a membership if the rules of rooms allow it, and returns an empty object.
async fn change(
    server: &Shared,
    caller: &Caller,
    room_id: &str,
    user_id: &str,
    membership: Membership,
    body: &JsonBody,
) -> Result<JsonResponse, Refusal> {
    let reason = body.text("reason")?;
    let mut state = server.state.lock().await;
    let Some(room) = state.rooms.get_mut(room_id) else {
        return Err(Refusal::forbidden("not a member of this room"));
    };
    let (before, joined) = (room.members.get(user_id).copied(), room.has_joined(&caller.user_id));
    let allowed = match membership {
        Membership::Join => matches!(before, Some(Membership::Invite | Membership::Join)),
        Membership::Invite => joined && !matches!(before, Some(Membership::Ban | Membership::Join)),
        Membership::Leave => matches!(before, Some(Membership::Invite | Membership::Join)),
        Membership::Ban => joined && room.creator == caller.user_id && room.creator != user_id,
    };
    if !allowed {
        return Err(Refusal::forbidden(&format!("the membership cannot become {}", membership.as_str())));
    }
    if before != Some(membership) {
        room.members.insert(user_id.to_owned(), membership);
        let event = member_event(&caller.user_id, user_id, membership, reason);
        state.append(room_id, event, None);
        server.moved.send_replace(state.position);
    }
    Ok(JsonResponse(json!({})))
}

/// Lists the users in a room. It reads no display names, since accounts here have none.
pub async fn joined_members(
    State(server): State<Shared>,
    caller: Caller,
    Path(room_id): Path<String>,
) -> Result<JsonResponse, Refusal> {
    let mut state = server.state.lock().await;
    let members = &state.joined(&room_id, &caller.user_id)?.members;
    let joined = members.iter().filter(|(_, membership)| **membership == Membership::Join);
    let joined: BTreeMap<_, _> = joined.map(|(user_id, _)| (user_id, json!({}))).collect();
    Ok(JsonResponse(json!({ "joined": joined })))
}
