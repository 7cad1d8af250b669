//! The contents of the events of the synthetic sync.

use serde_json::{Value, json};

use crate::random::Random;

/// Somebody who writes in rooms.
pub struct Person {
    /// The id.
    pub id: String,
    name: String,
    avatar: String,
}

impl Person {
    /// Makes up somebody.
    pub fn new(random: &mut Random, number: usize) -> Self {
        let server = random.pick(&["example.org", "matrix.example.com", "chat.uni.example"]);
        let name = random.words(1).replace('"', "");
        Self {
            id: format!("@{}{number}:{server}", random.pick(&["ada", "grace", "linus", "maria", "yuki"])),
            name: format!("{name} {number}"),
            avatar: media(random),
        }
    }
}

/// The content of a membership.
pub fn member(random: &mut Random, person: &Person, membership: &str) -> Value {
    if random.percent(20) {
        return json!({ "membership": membership, "displayname": person.name });
    }
    json!({ "membership": membership, "displayname": person.name, "avatar_url": person.avatar })
}

/// The state that every room has: type and content.
pub fn settings(random: &mut Random, creator: &str) -> Vec<(&'static str, Value)> {
    vec![
        ("m.room.create", json!({ "room_version": "10", "creator": creator })),
        ("m.room.power_levels", power_levels(creator)),
        ("m.room.join_rules", json!({ "join_rule": random.pick(&["public", "invite"]) })),
        ("m.room.history_visibility", json!({ "history_visibility": "shared" })),
        ("m.room.guest_access", json!({ "guest_access": "can_join" })),
        ("m.room.name", json!({ "name": random.words(3) })),
        ("m.room.topic", json!({ "topic": random.words(12) })),
        ("m.room.avatar", json!({ "url": media(random) })),
    ]
}

/// A text, in some cases formatted, and a reply if there is something to reply to.
pub fn text(random: &mut Random, earlier: Option<&str>) -> Value {
    let words = 10 + random.below(96);
    let body = random.words(words);
    let mut content = json!({ "msgtype": "m.text", "body": body, "m.mentions": {} });
    if random.percent(35) {
        let html = body.replace('"', "&quot;").replace('\n', "<br />");
        content["format"] = "org.matrix.custom.html".into();
        content["formatted_body"] = format!("<p><strong>{}</strong> {html}</p>", random.words(2)).into();
    }
    if let Some(event) = earlier.filter(|_| random.percent(25)) {
        content["m.relates_to"] = json!({ "m.in_reply_to": { "event_id": event } });
    }
    content
}

/// The replacement of an earlier text.
pub fn edit(random: &mut Random, earlier: &str) -> Value {
    let words = 8 + random.below(40);
    let body = random.words(words);
    json!({
        "msgtype": "m.text",
        "body": format!("* {body}"),
        "m.new_content": { "msgtype": "m.text", "body": body, "m.mentions": {} },
        "m.relates_to": { "rel_type": "m.replace", "event_id": earlier },
    })
}

/// A reaction to an earlier event.
pub fn reaction(random: &mut Random, earlier: &str) -> Value {
    let key = random.pick(&["👍", "❤️", "🎉", "👀", "+1"]);
    json!({ "m.relates_to": { "rel_type": "m.annotation", "event_id": earlier, "key": key } })
}

/// An image with its thumbnail.
pub fn image(random: &mut Random) -> Value {
    json!({
        "msgtype": "m.image",
        "body": format!("IMG_{}.jpg", random.below(10_000)),
        "url": media(random),
        "info": {
            "w": 1920, "h": 1080, "size": random.below(4_000_000), "mimetype": "image/jpeg",
            "xyz.amorgan.blurhash": random.base64(28),
            "thumbnail_url": media(random),
            "thumbnail_info": { "w": 800, "h": 450, "size": random.below(90_000), "mimetype": "image/jpeg" },
        },
    })
}

/// A message that only devices with its key can read.
pub fn encrypted(random: &mut Random) -> Value {
    let length = 300 + random.below(500) as usize;
    json!({
        "algorithm": "m.megolm.v1.aes-sha2",
        "ciphertext": random.base64(length),
        "device_id": random.base64(10),
        "sender_key": random.base64(43),
        "session_id": random.base64(43),
    })
}

/// A key for one device, in an envelope that only that device can open.
pub fn olm(random: &mut Random) -> Value {
    let (recipient, sender) = (random.base64(43), random.base64(43));
    json!({
        "algorithm": "m.olm.v1.curve25519-aes-sha2",
        "ciphertext": { recipient: { "type": 0, "body": random.base64(900) } },
        "sender_key": sender,
    })
}

/// How somebody is.
pub fn presence(random: &mut Random) -> Value {
    let state = random.pick(&["online", "unavailable", "offline"]);
    let mut content = json!({ "presence": state, "last_active_ago": random.below(9_000_000) });
    if random.percent(30) {
        content["status_msg"] = random.words(4).into();
        content["currently_active"] = random.percent(50).into();
    }
    content
}

fn power_levels(creator: &str) -> Value {
    json!({
        "users": { creator: 100 }, "users_default": 0, "events_default": 0, "state_default": 50,
        "ban": 50, "kick": 50, "redact": 50, "invite": 0,
        "events": {
            "m.room.name": 50, "m.room.power_levels": 100, "m.room.history_visibility": 100,
            "m.room.canonical_alias": 50, "m.room.avatar": 50, "m.room.tombstone": 100,
            "m.room.server_acl": 100, "m.room.encryption": 100,
        },
    })
}

fn media(random: &mut Random) -> String {
    format!("mxc://example.org/{}", random.base64(24))
}
