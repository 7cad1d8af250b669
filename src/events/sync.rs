//! Accessors of the rooms and events in a sync response, past the levels that a server may leave out.

use matrix_openapi_core::id::{RoomId, UserId};
use matrix_openapi_core::json::{Raw, RawObject};

use crate::client_server::types::{
    ClientEventWithoutRoomId, Event, EventBatch, StateEventBatch, StrippedState, SyncInvitedRoom,
    SyncJoinedRoom, SyncKnockedRoom, SyncLeftRoom, SyncResponse, SyncRooms, SyncToDeviceEvent, TimelineBatch,
};

/// A raw event of a timeline or of the state.
type RoomEvent = Raw<ClientEventWithoutRoomId>;

impl SyncResponse {
    /// Returns the rooms in which the user is.
    pub fn joined_rooms(&self) -> impl Iterator<Item = (&RoomId, &SyncJoinedRoom)> {
        self.rooms().filter_map(|rooms| rooms.join.as_ref()).flatten()
    }

    /// Returns the rooms to which the user is invited.
    pub fn invited_rooms(&self) -> impl Iterator<Item = (&RoomId, &SyncInvitedRoom)> {
        self.rooms().filter_map(|rooms| rooms.invite.as_ref()).flatten()
    }

    /// Returns the rooms that the user has asked to join.
    pub fn knocked_rooms(&self) -> impl Iterator<Item = (&RoomId, &SyncKnockedRoom)> {
        self.rooms().filter_map(|rooms| rooms.knock.as_ref()).flatten()
    }

    /// Returns the rooms that the user has left, or was removed from.
    pub fn left_rooms(&self) -> impl Iterator<Item = (&RoomId, &SyncLeftRoom)> {
        self.rooms().filter_map(|rooms| rooms.leave.as_ref()).flatten()
    }

    /// Returns a room in which the user is; `None` if the response has no updates for it.
    pub fn joined(&self, room_id: &RoomId) -> Option<&SyncJoinedRoom> {
        self.rooms.as_ref()?.join.as_ref()?.get(room_id)
    }

    /// Returns a room to which the user is invited; `None` if the response has no updates for it.
    pub fn invited(&self, room_id: &RoomId) -> Option<&SyncInvitedRoom> {
        self.rooms.as_ref()?.invite.as_ref()?.get(room_id)
    }

    /// Returns a room that the user has asked to join; `None` if the response has no updates for it.
    pub fn knocked(&self, room_id: &RoomId) -> Option<&SyncKnockedRoom> {
        self.rooms.as_ref()?.knock.as_ref()?.get(room_id)
    }

    /// Returns a room that the user has left, or was removed from; `None` if the response has no updates for it.
    pub fn left(&self, room_id: &RoomId) -> Option<&SyncLeftRoom> {
        self.rooms.as_ref()?.leave.as_ref()?.get(room_id)
    }

    /// Returns the account data that applies to all rooms.
    pub fn account_data_events(&self) -> impl Iterator<Item = &Raw<Event>> {
        batch(&self.account_data)
    }

    /// Returns the presence of other users.
    pub fn presence_events(&self) -> impl Iterator<Item = &Raw<Event>> {
        batch(&self.presence)
    }

    /// Returns the events that were sent to this device.
    pub fn to_device_events(&self) -> impl Iterator<Item = &Raw<SyncToDeviceEvent>> {
        self.to_device.iter().filter_map(|batch| batch.events.as_ref()).flatten()
    }

    /// Returns the timeline of a room in which the user is or was, the oldest event first.
    pub fn timeline_events(&self, room_id: &RoomId) -> impl Iterator<Item = &RoomEvent> {
        let joined = self.joined(room_id).into_iter().flat_map(SyncJoinedRoom::timeline_events);
        joined.chain(self.left(room_id).into_iter().flat_map(SyncLeftRoom::timeline_events))
    }

    /// Returns the state of a room in which the user is or was: the changes before its timeline, or until the end of its
    /// timeline if the request asked for that.
    pub fn state_events(&self, room_id: &RoomId) -> impl Iterator<Item = &RoomEvent> {
        let joined = self.joined(room_id).into_iter().flat_map(SyncJoinedRoom::state_events);
        joined.chain(self.left(room_id).into_iter().flat_map(SyncLeftRoom::state_events))
    }

    fn rooms(&self) -> impl Iterator<Item = &SyncRooms> {
        self.rooms.iter()
    }
}

impl SyncJoinedRoom {
    /// Returns the timeline, the oldest event first.
    pub fn timeline_events(&self) -> impl Iterator<Item = &RoomEvent> {
        timeline(&self.timeline)
    }

    /// Returns the events of the timeline after the user joined, or all of them if the user was in the room before.
    ///
    /// In a room that a user has just joined, the timeline begins with earlier messages, to which bots should not respond.
    pub fn timeline_events_after_join<'a>(
        &'a self,
        user_id: &UserId,
    ) -> impl Iterator<Item = &'a RoomEvent> + use<'a> {
        let events = self.timeline.as_ref().map(|timeline| timeline.events.as_slice()).unwrap_or_default();
        let join = events.iter().rposition(|event| is_join(event, user_id));
        events.iter().skip(join.map_or(0, |join| join.saturating_add(1)))
    }

    /// Returns the state: the changes before the timeline, or until its end if the request asked for that.
    pub fn state_events(&self) -> impl Iterator<Item = &RoomEvent> {
        let events = state(&self.state);
        #[cfg(helper = "state_after")]
        let events = events.chain(state(&self.state_after));
        events
    }

    /// Returns the ephemeral events, such as typing notices and receipts.
    pub fn ephemeral_events(&self) -> impl Iterator<Item = &Raw<Event>> {
        batch(&self.ephemeral)
    }

    /// Returns the user's account data for the room.
    pub fn account_data_events(&self) -> impl Iterator<Item = &Raw<Event>> {
        batch(&self.account_data)
    }
}

impl SyncLeftRoom {
    /// Returns the timeline until the user left, the oldest event first.
    pub fn timeline_events(&self) -> impl Iterator<Item = &RoomEvent> {
        timeline(&self.timeline)
    }

    /// Returns the state: the changes before the timeline, or until its end if the request asked for that.
    pub fn state_events(&self) -> impl Iterator<Item = &RoomEvent> {
        let events = state(&self.state);
        #[cfg(helper = "state_after")]
        let events = events.chain(state(&self.state_after));
        events
    }

    /// Returns the user's account data for the room.
    pub fn account_data_events(&self) -> impl Iterator<Item = &Raw<Event>> {
        batch(&self.account_data)
    }
}

impl SyncInvitedRoom {
    /// Returns the part of the room's state that the server sends, and the invite.
    pub fn state_events(&self) -> impl Iterator<Item = &Raw<StrippedState>> {
        self.invite_state.iter().filter_map(|state| state.events.as_ref()).flatten()
    }
}

impl SyncKnockedRoom {
    /// Returns the part of the room's state that the server sends, and the knock.
    pub fn state_events(&self) -> impl Iterator<Item = &Raw<StrippedState>> {
        self.knock_state.iter().filter_map(|state| state.events.as_ref()).flatten()
    }
}

/// Whether the event is a join of the user, and not another change of the member event, such as of the display name.
fn is_join(event: &RoomEvent, user_id: &UserId) -> bool {
    let is_of_user = event.header().is_ok_and(|header| {
        header.event_type == "m.room.member" && header.state_key.as_deref() == Some(user_id.as_str())
    });
    let joined = |content: Option<RawObject>| {
        content.is_some_and(|content| {
            content.get_field::<String>("membership").is_ok_and(|value| value.as_deref() == Some("join"))
        })
    };
    let before = || event.read().ok().and_then(|event| event.unsigned().ok()?.prev_content);
    is_of_user && joined(event.get_field("content").ok().flatten()) && !joined(before())
}

fn batch(batch: &Option<EventBatch>) -> impl Iterator<Item = &Raw<Event>> {
    batch.iter().filter_map(|batch| batch.events.as_ref()).flatten()
}

fn state(batch: &Option<StateEventBatch>) -> impl Iterator<Item = &RoomEvent> {
    batch.iter().filter_map(|batch| batch.events.as_ref()).flatten()
}

fn timeline(timeline: &Option<TimelineBatch>) -> impl Iterator<Item = &RoomEvent> {
    timeline.iter().flat_map(|timeline| &timeline.events)
}
