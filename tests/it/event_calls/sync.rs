//! The events in a sync response.

use matrix_openapi::client_server::types::SyncResponse;
use matrix_openapi::id::{RoomId, UserId};
use matrix_openapi::json::Raw;
use serde_json::{Value, json};

use super::{Poll, ROOM, poll};

fn read(value: Value) -> SyncResponse {
    matrix_openapi::__private::decode("sync", value.to_string().into()).unwrap().value
}

/// A batch with one event of this type.
fn batch(event_type: &str) -> Value {
    json!({"events": [{"type": event_type, "content": {"question": event_type}}]})
}

fn types<'a, T: 'a>(events: impl Iterator<Item = &'a Raw<T>>) -> Vec<String> {
    events.map(|event| event.header().unwrap().event_type.into_owned()).collect()
}

#[test]
fn an_empty_response_has_no_events() {
    for value in
        [json!({}), json!({"rooms": {}}), json!({"rooms": {"join": {ROOM: {}}, "leave": {ROOM: {}}}})]
    {
        let mut value = value;
        value["next_batch"] = json!("n");
        let sync = read(value);
        let room = RoomId::unchecked(ROOM);
        assert_eq!(sync.timeline_events(&room).chain(sync.state_events(&room)).count(), 0);
        assert_eq!(sync.account_data_events().chain(sync.presence_events()).count(), 0);
        assert_eq!(sync.to_device_events().count() + sync.invited_rooms().count(), 0);
        for (_, joined) in sync.joined_rooms() {
            assert_eq!(joined.ephemeral_events().chain(joined.account_data_events()).count(), 0);
        }
    }
}

#[test]
fn events_are_found_in_every_part() {
    let sync = read(json!({
        "next_batch": "n",
        "account_data": batch("global"),
        "presence": batch("presence"),
        "to_device": batch("device"),
        "rooms": {
            "join": {ROOM: {
                "timeline": batch("timeline"), "state": batch("before"), "ephemeral": batch("typing"),
                "account_data": batch("tag"),
            }},
            "leave": {"!left:a": {
                "timeline": batch("last"), "state_after": batch("after"), "account_data": batch("old"),
            }},
            "invite": {"!invited:a": {"invite_state": batch("invite")}},
            "knock": {"!knocked:a": {"knock_state": batch("knock")}},
        },
    }));
    assert_eq!(types(sync.account_data_events()), ["global"]);
    assert_eq!(types(sync.presence_events()), ["presence"]);
    assert_eq!(types(sync.to_device_events()), ["device"]);
    let (joined, left) = (RoomId::unchecked(ROOM), RoomId::unchecked("!left:a"));
    assert_eq!(types(sync.timeline_events(&joined)), ["timeline"]);
    assert_eq!(types(sync.state_events(&joined)), ["before"]);
    assert_eq!(types(sync.timeline_events(&left)), ["last"]);
    assert_eq!(types(sync.state_events(&left)), ["after"]);
    assert_eq!(types(sync.timeline_events(&RoomId::unchecked("!other:a"))), [""; 0]);
    let (room, in_joined) = sync.joined_rooms().next().unwrap();
    assert_eq!(room, &joined);
    assert_eq!(types(in_joined.timeline_events()), ["timeline"]);
    assert_eq!(types(in_joined.state_events()), ["before"]);
    assert_eq!(types(in_joined.ephemeral_events()), ["typing"]);
    assert_eq!(types(in_joined.account_data_events()), ["tag"]);
    let (_, in_left) = sync.left_rooms().next().unwrap();
    assert_eq!(types(in_left.account_data_events()), ["old"]);
    let (room, invited) = sync.invited_rooms().next().unwrap();
    assert_eq!((room.as_str(), types(invited.state_events())), ("!invited:a", vec!["invite".to_owned()]));
    let (room, knocked) = sync.knocked_rooms().next().unwrap();
    assert_eq!((room.as_str(), types(knocked.state_events())), ("!knocked:a", vec!["knock".to_owned()]));
}

#[test]
fn messages_before_the_join_are_left_out() {
    let alice = UserId::unchecked("@alice:a");
    let member = |user: &str, before: &str, after: &str| {
        json!({
            "type": "m.room.member", "state_key": user, "content": {"membership": after},
            "unsigned": {"prev_content": {"membership": before}},
        })
    };
    let said = |name: &str| json!({"type": name, "content": {}});
    let after = |events: &[Value]| {
        let room = json!({"timeline": {"events": events}});
        let sync = read(json!({"next_batch": "n", "rooms": {"join": {ROOM: room}}}));
        types(sync.joined(&RoomId::unchecked(ROOM)).unwrap().timeline_events_after_join(&alice))
    };
    assert_eq!(after(&[]), [""; 0]);
    let join = member("@alice:a", "invite", "join");
    assert_eq!(after(&[said("old"), join.clone(), said("new"), said("newer")]), ["new", "newer"]);
    let mut first = join.clone();
    first.as_object_mut().unwrap().remove("unsigned");
    assert_eq!(after(&[said("old"), first, said("new")]), ["new"]);
    // Joined again after a leave: only the last join counts.
    assert_eq!(
        after(&[join.clone(), said("old"), member("@alice:a", "leave", "join"), said("new")]),
        ["new"]
    );
    let others = [
        member("@alice:a", "join", "join"),
        member("@alice:a", "leave", "invite"),
        member("@bob:a", "invite", "join"),
        json!({"type": "m.call.member", "state_key": "@alice:a", "content": {"membership": "join"}}),
        json!({"type": "m.room.member", "state_key": "@alice:a", "content": {"membership": 1}}),
    ];
    for other in others {
        assert_eq!(after(&[said("one"), other.clone(), said("two")]).first().unwrap(), "one", "{other}");
    }
}

#[test]
fn a_room_is_found_only_where_it_is() {
    let id = RoomId::unchecked(ROOM);
    let places = ["join", "invite", "knock", "leave"];
    for place in places {
        let sync = read(json!({"next_batch": "n", "rooms": {place: {ROOM: {}}}}));
        let found = [
            sync.joined(&id).is_some(),
            sync.invited(&id).is_some(),
            sync.knocked(&id).is_some(),
            sync.left(&id).is_some(),
        ];
        assert_eq!(found, places.map(|other| other == place), "{place}");
        let other = RoomId::unchecked("!other:a");
        assert!(sync.joined(&other).is_none() && sync.invited(&other).is_none(), "{place}");
        assert!(sync.knocked(&other).is_none() && sync.left(&other).is_none(), "{place}");
    }
}

#[test]
fn contents_are_read_by_type() {
    let events = json!({"events": [
        {"type": "org.example.poll/1", "content": {"question": "Tea?"}},
        {"type": "org.example.poll/1", "content": {"question": 1}},
        {"type": "other", "content": {"question": "no"}},
    ]});
    let sync = read(json!({"next_batch": "n", "rooms": {"join": {ROOM: {"timeline": events}}}}));
    let room = RoomId::unchecked(ROOM);
    let contents: Vec<_> = sync.timeline_events(&room).map(|event| event.content::<Poll>()).collect();
    assert_eq!(contents[0].as_ref().unwrap(), &Some(poll("Tea?")));
    assert!(contents[1].is_err());
    assert_eq!(contents[2].as_ref().unwrap(), &None);
}
