//! A synthetic sync response, which is the same for the same seed.

use serde_json::{Map, Value, json};

/// A random number generator for tests (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }

    fn user(&mut self) -> String {
        format!("@user{}:server{}.example.org", self.below(500), self.below(9))
    }

    fn event_id(&mut self) -> String {
        format!("${:016x}{:016x}", self.below(u64::MAX), self.below(u64::MAX))
    }

    fn text(&mut self) -> String {
        const WORDS: [&str; 8] =
            ["salut", "\"quoted\"", "日本語", "new\nline", "a\\b", "🦀", "tab\t", "ordinary"];
        (0..1 + self.below(12)).map(|_| WORDS[self.below(8) as usize]).collect::<Vec<_>>().join(" ")
    }

    fn time(&mut self) -> u64 {
        1_600_000_000_000 + self.below(200_000_000_000)
    }
}

/// Returns a response with this number of joined rooms and a few other rooms.
pub fn sync(seed: u64, rooms: u64) -> Value {
    let mut dice = Dice(seed);
    let dice = &mut dice;
    let join: Map<_, _> =
        (0..rooms).map(|number| (format!("!r{number}:example.org"), joined(dice))).collect();
    let left = json!({"timeline": timeline(dice, 2), "state": {"events": [member(dice)]}});
    json!({
        "next_batch": "s72595_4483_1934",
        "account_data": {"events": [{"type": "m.direct", "content": {dice.user(): ["!r1:example.org"]}}]},
        "presence": {"events": (0..rooms).map(|_| presence(dice)).collect::<Vec<_>>()},
        "to_device": {"events": [{"type": "m.new_device", "sender": dice.user(), "content": {"device_id": "XYZ"}}]},
        "device_lists": {"changed": [dice.user()], "left": []},
        "device_one_time_keys_count": {"signed_curve25519": 50, "curve25519": 0},
        "device_unused_fallback_key_types": ["signed_curve25519"],
        "rooms": {
            "join": join,
            "invite": {"!i:example.org": {"invite_state": {"events": [stripped(dice), stripped(dice)]}}},
            "knock": {"!k:example.org": {"knock_state": {"events": [stripped(dice)]}}},
            "leave": {"!l:example.org": left},
        },
    })
}

fn joined(dice: &mut Dice) -> Value {
    let members = 2 + dice.below(4);
    let state: Vec<_> = (0..members).map(|_| member(dice)).collect();
    json!({
        "summary": {"m.heroes": [dice.user(), dice.user()], "m.joined_member_count": members, "m.invited_member_count": 0},
        "state": {"events": state},
        "timeline": timeline(dice, 8),
        "ephemeral": {"events": [
            {"type": "m.typing", "content": {"user_ids": [dice.user()]}},
            {"type": "m.receipt", "content": {dice.event_id(): {"m.read": {dice.user(): {"ts": dice.time(), "thread_id": "main"}}}}},
        ]},
        "account_data": {"events": [
            {"type": "m.tag", "content": {"tags": {"m.favourite": {"order": 0.25}}}},
            {"type": "m.fully_read", "content": {"event_id": dice.event_id()}},
        ]},
        "unread_notifications": {"highlight_count": dice.below(3), "notification_count": dice.below(30)},
        "unread_thread_notifications": {dice.event_id(): {"highlight_count": 0, "notification_count": 1}},
    })
}

fn timeline(dice: &mut Dice, length: u64) -> Value {
    let events: Vec<_> =
        (0..length).map(|_| if dice.below(5) == 0 { member(dice) } else { message(dice) }).collect();
    json!({"events": events, "limited": dice.below(2) == 0, "prev_batch": format!("t{}", dice.below(99_999))})
}

fn message(dice: &mut Dice) -> Value {
    let unsigned = match dice.below(3) {
        0 => json!({"age": dice.below(99_999), "transaction_id": "m1.2", "membership": "join"}),
        1 => {
            json!({"age": 4, "m.relations": {"m.thread": {"count": 2, "latest_event": {"type": "m.room.message"}}}})
        }
        _ => json!({"age_ts": dice.time(), "org.example.unknown": [1.5, null, {}]}),
    };
    json!({
        "type": "m.room.message",
        "sender": dice.user(),
        "event_id": dice.event_id(),
        "origin_server_ts": dice.time(),
        "content": {"msgtype": "m.text", "body": dice.text(), "m.mentions": {"user_ids": [dice.user()]},
            "m.relates_to": {"rel_type": "m.thread", "event_id": dice.event_id()}},
        "unsigned": unsigned,
        "org.example.unknown": dice.text(),
    })
}

fn member(dice: &mut Dice) -> Value {
    let user = dice.user();
    json!({
        "type": "m.room.member",
        "state_key": user,
        "sender": user,
        "event_id": dice.event_id(),
        "origin_server_ts": dice.time(),
        "content": {"membership": "join", "displayname": dice.text(), "avatar_url": null},
        "unsigned": {"prev_content": {"membership": "invite"}, "prev_sender": dice.user(), "replaces_state": dice.event_id()},
    })
}

fn stripped(dice: &mut Dice) -> Value {
    json!({"type": "m.room.name", "state_key": "", "sender": dice.user(), "content": {"name": dice.text()}})
}

fn presence(dice: &mut Dice) -> Value {
    json!({"type": "m.presence", "sender": dice.user(),
        "content": {"presence": "online", "last_active_ago": dice.below(9_999), "currently_active": true}})
}
