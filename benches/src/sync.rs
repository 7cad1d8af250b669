//! A made-up first sync of about 10 MB, from a seed.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use crate::content::{self, Person};
use crate::random::Random;

/// The rooms that the user is in.
pub const JOINED_ROOMS: usize = 300;

/// The events of each of them that have an id.
pub const EVENTS_PER_ROOM: usize = SETTINGS + MEMBERS + TIMELINE;

const OTHER_ROOMS: usize = 6;
const SETTINGS: usize = 8;
const MEMBERS: usize = 14;
const TIMELINE: usize = 30;
const PEOPLE: usize = 400;
const START: u64 = 1_760_000_000_000;

/// The body of the response.
///
/// There are 312 rooms: 300 joined with 52 state and timeline events each, six left, six to which the
/// user is invited; with receipts, typing notices, account data, presence and messages to the device.
///
/// # Errors
/// None is known: the members of all maps are named by text.
pub fn body(seed: u64) -> Result<Vec<u8>, serde_json::Error> {
    let mut random = Random::new(seed);
    let people: Vec<Person> = (0..PEOPLE).map(|number| Person::new(&mut random, number)).collect();
    let mut world = World { random, people };
    let sync = Sync {
        next_batch: "s72595_4483_1934_88_301_12_7_1021_0_2".to_owned(),
        account_data: world.global_account_data(),
        presence: world.presence(),
        to_device: world.device_messages(),
        device_lists: json!({ "changed": world.ids(0..40), "left": world.ids(40..44) }),
        device_one_time_keys_count: json!({ "signed_curve25519": 50 }),
        device_unused_fallback_key_types: ["signed_curve25519"],
        rooms: Rooms {
            join: (0..JOINED_ROOMS).map(|_| (world.room_id(), world.joined())).collect(),
            invite: (0..OTHER_ROOMS).map(|_| (world.room_id(), world.invited())).collect(),
            leave: (0..OTHER_ROOMS).map(|_| (world.room_id(), world.left())).collect(),
        },
    };
    serde_json::to_vec(&sync)
}

// The members stand in the order in which servers write them, which is not that of the alphabet.

#[derive(Serialize)]
struct Sync {
    next_batch: String,
    account_data: Batch<Value>,
    presence: Batch<Value>,
    to_device: Batch<Value>,
    device_lists: Value,
    device_one_time_keys_count: Value,
    device_unused_fallback_key_types: [&'static str; 1],
    rooms: Rooms,
}

#[derive(Serialize)]
struct Rooms {
    join: BTreeMap<String, Joined>,
    invite: BTreeMap<String, Value>,
    leave: BTreeMap<String, Left>,
}

#[derive(Serialize)]
struct Joined {
    timeline: Timeline,
    state: Batch<Event>,
    account_data: Batch<Value>,
    ephemeral: Batch<Value>,
    unread_notifications: Value,
    unread_thread_notifications: Value,
    summary: Value,
}

#[derive(Serialize)]
struct Left {
    timeline: Timeline,
    state: Batch<Event>,
    account_data: Batch<Value>,
}

#[derive(Serialize)]
struct Timeline {
    events: Vec<Event>,
    prev_batch: String,
    limited: bool,
}

#[derive(Serialize)]
struct Batch<T> {
    events: Vec<T>,
}

#[derive(Serialize)]
struct Event {
    #[serde(rename = "type")]
    kind: &'static str,
    sender: String,
    content: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    state_key: Option<String>,
    origin_server_ts: u64,
    unsigned: Value,
    event_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    redacts: Option<String>,
}

struct World {
    random: Random,
    people: Vec<Person>,
}

impl World {
    fn joined(&mut self) -> Joined {
        let state = self.state();
        let timeline = self.timeline(TIMELINE);
        let receipts = self.receipts(&timeline);
        let heroes = json!(self.ids(0..5));
        let read = timeline.events[TIMELINE / 2].event_id.clone();
        let mut account_data = vec![json!({ "type": "m.fully_read", "content": { "event_id": read } })];
        if self.random.percent(20) {
            account_data.push(
                json!({ "type": "m.tag", "content": { "tags": { "m.favourite": { "order": 0.25 } } } }),
            );
        }
        let typing = json!({ "type": "m.typing", "content": { "user_ids": self.ids(5..7) } });
        Joined {
            timeline,
            state,
            account_data: Batch { events: account_data },
            ephemeral: Batch { events: vec![receipts, typing] },
            unread_notifications: json!({
                "notification_count": self.random.below(9), "highlight_count": self.random.below(2),
            }),
            unread_thread_notifications: json!({}),
            summary: json!({ "m.heroes": heroes, "m.joined_member_count": 14, "m.invited_member_count": 0 }),
        }
    }

    fn left(&mut self) -> Left {
        let state = Batch { events: vec![self.membership("leave")] };
        Left { timeline: self.timeline(4), state, account_data: Batch { events: Vec::new() } }
    }

    fn invited(&mut self) -> Value {
        let sender = self.sender();
        let events: Vec<Value> = content::settings(&mut self.random, &sender)
            .into_iter()
            .map(|(kind, content)| {
                json!({ "type": kind, "state_key": "", "sender": sender, "content": content })
            })
            .collect();
        json!({ "invite_state": { "events": events } })
    }

    fn state(&mut self) -> Batch<Event> {
        let creator = self.sender();
        let settings = content::settings(&mut self.random, &creator);
        let mut events: Vec<Event> = settings
            .into_iter()
            .map(|(kind, content)| Event {
                state_key: Some(String::new()),
                sender: creator.clone(),
                ..self.event(kind, content)
            })
            .collect();
        events.extend((0..MEMBERS).map(|_| self.membership("join")));
        Batch { events }
    }

    fn membership(&mut self, membership: &str) -> Event {
        let person = self.random.pick(&self.people);
        let id = person.id.clone();
        let content = content::member(&mut self.random, person, membership);
        let before = content::member(&mut self.random, person, "invite");
        let mut event = self.event("m.room.member", content);
        if self.random.percent(40) {
            event.unsigned["replaces_state"] = self.event_id().into();
            event.unsigned["prev_content"] = before;
            event.unsigned["prev_sender"] = self.sender().into();
        }
        Event { sender: id.clone(), state_key: Some(id), ..event }
    }

    fn timeline(&mut self, length: usize) -> Timeline {
        let mut events: Vec<Event> = Vec::with_capacity(length);
        for _ in 0..length {
            let earlier = events.last().map(|event| event.event_id.clone());
            events.push(self.timeline_event(earlier.as_deref()));
        }
        Timeline { events, prev_batch: format!("t{}-72595_4483", self.random.below(90_000)), limited: true }
    }

    fn timeline_event(&mut self, earlier: Option<&str>) -> Event {
        let random = &mut self.random;
        let mut event = match (random.below(100), earlier) {
            (0..12, Some(earlier)) => self.reaction(earlier),
            (12..17, Some(earlier)) => self.replacement(earlier),
            (17..19, Some(earlier)) => self.redaction(earlier),
            (19..22, _) => self.redacted(),
            (22..29, _) => self.membership("join"),
            (29..34, _) => {
                let content = content::image(random);
                self.event("m.room.message", content)
            }
            (34..50, _) => {
                let content = content::encrypted(random);
                self.event("m.room.encrypted", content)
            }
            _ => {
                let content = content::text(random, earlier);
                self.event("m.room.message", content)
            }
        };
        if self.random.percent(5) {
            event.unsigned["transaction_id"] = format!("m{START}.{}", self.random.below(99)).into();
        }
        event
    }

    fn reaction(&mut self, earlier: &str) -> Event {
        let content = content::reaction(&mut self.random, earlier);
        self.event("m.reaction", content)
    }

    fn replacement(&mut self, earlier: &str) -> Event {
        let content = content::edit(&mut self.random, earlier);
        self.event("m.room.message", content)
    }

    fn redaction(&mut self, earlier: &str) -> Event {
        let content = json!({ "reason": self.random.words(3), "redacts": earlier });
        Event { redacts: Some(earlier.to_owned()), ..self.event("m.room.redaction", content) }
    }

    /// An event of which only the frame is left, with the event that took the content away.
    fn redacted(&mut self) -> Event {
        let mut event = self.event("m.room.message", json!({}));
        let because = self.redaction(&event.event_id.clone());
        event.unsigned["redacted_by"] = because.event_id.clone().into();
        event.unsigned["redacted_because"] = json!(because);
        event
    }

    fn event(&mut self, kind: &'static str, content: Value) -> Event {
        let age = self.random.below(90_000_000);
        Event {
            kind,
            sender: self.sender(),
            content,
            state_key: None,
            origin_server_ts: START - age,
            unsigned: json!({ "age": age, "membership": "join" }),
            event_id: self.event_id(),
            redacts: None,
        }
    }

    fn receipts(&mut self, timeline: &Timeline) -> Value {
        let mut content = serde_json::Map::new();
        for event in timeline.events.iter().rev().take(4) {
            let mut readers = serde_json::Map::new();
            for _ in 0..=self.random.below(4) {
                let ts = START - self.random.below(9_000_000);
                readers.insert(self.sender(), json!({ "ts": ts, "thread_id": "main" }));
            }
            content.insert(event.event_id.clone(), json!({ "m.read": readers }));
        }
        json!({ "type": "m.receipt", "content": content })
    }

    fn presence(&mut self) -> Batch<Value> {
        let random = &mut self.random;
        let event = |person: &Person| json!({ "type": "m.presence", "sender": person.id, "content": content::presence(random) });
        Batch { events: self.people.iter().map(event).collect() }
    }

    fn device_messages(&mut self) -> Batch<Value> {
        let event = |_| {
            let content = content::olm(&mut self.random);
            json!({ "type": "m.room.encrypted", "sender": self.sender(), "content": content })
        };
        Batch { events: (0..25).map(event).collect() }
    }

    fn global_account_data(&mut self) -> Batch<Value> {
        let rooms: Vec<String> = (0..6).map(|_| self.room_id()).collect();
        Batch {
            events: vec![
                json!({ "type": "m.direct", "content": { self.sender(): rooms } }),
                json!({ "type": "m.ignored_user_list", "content": { "ignored_users": { self.sender(): {} } } }),
            ],
        }
    }

    fn sender(&mut self) -> String {
        self.random.pick(&self.people).id.clone()
    }

    fn ids(&self, range: std::ops::Range<usize>) -> Vec<&str> {
        self.people[range].iter().map(|person| person.id.as_str()).collect()
    }

    fn event_id(&mut self) -> String {
        format!("${}", self.random.base64(43))
    }

    fn room_id(&mut self) -> String {
        format!("!{}:example.org", self.random.base64(18))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_yields_one_body_of_about_ten_megabytes() {
        let sync = body(1).unwrap();
        assert_eq!(sync, body(1).unwrap());
        assert_ne!(sync, body(2).unwrap());
        assert!((9_500_000..10_500_000).contains(&sync.len()), "{} bytes", sync.len());
        assert_eq!(JOINED_ROOMS * EVENTS_PER_ROOM, 15_600);
    }
}
