use std::collections::BTreeMap;

use serde_json::{Value, json};

#[derive(Default)]
pub struct Room {
    /// The only user with power.
    pub creator: String,
    pub members: BTreeMap<String, Membership>,
    pub events: Vec<Event>,
    /// The event of each transaction, so a retried request does not send it twice.
    pub transactions: BTreeMap<Transaction, String>,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Transaction {
    pub scope: String,
    pub event_type: String,
    pub id: String,
}

pub struct Event {
    pub position: u64,
    pub transaction: Option<Transaction>,
    pub body: Value,
}

impl Room {
    /// Whether the user is in the room.
    pub fn has_joined(&self, user_id: &str) -> bool {
        self.members.get(user_id) == Some(&Membership::Join)
    }

    /// Returns the invite of a user, as the invited user sees it, with its position.
    pub fn invite(&self, user_id: &str) -> Option<(u64, Value)> {
        self.members.get(user_id).filter(|membership| **membership == Membership::Invite)?;
        let invite = self.events.iter().rev().find(|event| event.body["state_key"] == user_id)?;
        let body = &invite.body;
        let keys = ["type", "state_key", "sender", "content"];
        let stripped = keys.map(|key| (key.to_owned(), body[key].clone())).into_iter().collect();
        Some((invite.position, Value::Object(stripped)))
    }

    /// Returns the position of the last join of a user.
    pub fn arrival(&self, user_id: &str) -> Option<u64> {
        let join = Membership::Join.as_str();
        let is_join = |event: &&Event| {
            event.body["state_key"] == user_id && event.body["content"]["membership"] == join
        };
        self.events.iter().rev().find(is_join).map(|event| event.position)
    }

    /// Returns the timeline after `since`; a client's own events have their transaction IDs.
    pub fn timeline(&self, since: u64, scope: &str) -> Vec<Value> {
        let new = self.events.iter().filter(|event| event.position > since);
        new.map(|event| {
            let mut body = event.body.clone();
            // A sync response names the room outside of its events.
            if let Some(fields) = body.as_object_mut() {
                fields.remove("room_id");
            }
            if let Some(own) = event.transaction.as_ref().filter(|transaction| transaction.scope == scope) {
                body["unsigned"] = json!({ "transaction_id": own.id });
            }
            body
        })
        .collect()
    }
}

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
