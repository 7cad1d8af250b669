//! Redaction of events.

use serde_json::{Map, Value};

crate::open_enum! {
    /// A [room version](https://spec.matrix.org/v1.19/rooms/).
    pub enum RoomVersion {
        /// Version 1.
        V1 = "1",
        /// Version 2.
        V2 = "2",
        /// Version 3.
        V3 = "3",
        /// Version 4.
        V4 = "4",
        /// Version 5.
        V5 = "5",
        /// Version 6.
        V6 = "6",
        /// Version 7.
        V7 = "7",
        /// Version 8.
        V8 = "8",
        /// Version 9.
        V9 = "9",
        /// Version 10.
        V10 = "10",
        /// Version 11.
        V11 = "11",
        /// Version 12.
        V12 = "12",
    }
}

/// Removes the fields of an event that its [redaction](https://spec.matrix.org/v1.19/client-server-api/#redactions) removes in
/// rooms of a version. Redacting the event again changes nothing.
///
/// An unknown version uses the rules of version 12, the newest one, since future versions are likely to have the same rules. Do
/// not trust the event hash and the signatures of an event in such a room before the rules of its version are known.
///
/// `unsigned` is removed too, so add `redacted_because` afterwards.
///
/// ```
/// # use matrix_openapi_core::events::{RoomVersion, redact};
/// # use serde_json::{Map, Value, json};
/// let event: Map<String, Value> = serde_json::from_value(json!({
///     "type": "m.room.member",
///     "state_key": "@alice:example.org",
///     "content": {"membership": "join", "displayname": "Alice"},
/// }))
/// .expect("an object");
/// let redacted = redact(event, &RoomVersion::V11);
/// assert_eq!(redacted["content"], json!({"membership": "join"}));
/// ```
#[must_use]
pub fn redact(mut event: Map<String, Value>, version: &RoomVersion) -> Map<String, Value> {
    let rules = Rules::of(version);
    event.retain(|name, _| {
        KEPT.contains(&name.as_str()) || (rules < Rules::V11 && UNTIL_V10.contains(&name.as_str()))
    });
    let event_type = event.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
    if let Some(content) = event.get_mut("content") {
        match content {
            Value::Object(content) => redact_content(content, &event_type, rules),
            _ => *content = Value::Object(Map::new()),
        }
    }
    event
}

/// The fields of an event that every version keeps.
const KEPT: [&str; 12] = [
    "auth_events",
    "content",
    "depth",
    "event_id",
    "hashes",
    "origin_server_ts",
    "prev_events",
    "room_id",
    "sender",
    "signatures",
    "state_key",
    "type",
];

/// The fields that versions up to 10 keep in addition.
const UNTIL_V10: [&str; 3] = ["membership", "origin", "prev_state"];

/// The fields of power levels that every version keeps.
const LEVELS: [&str; 8] =
    ["ban", "events", "events_default", "kick", "redact", "state_default", "users", "users_default"];

/// The sets of rules, each named after its first room version.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rules {
    V1,
    V6,
    V8,
    V9,
    V11,
}

impl Rules {
    fn of(version: &RoomVersion) -> Self {
        match version {
            RoomVersion::V1 | RoomVersion::V2 | RoomVersion::V3 | RoomVersion::V4 | RoomVersion::V5 => {
                Self::V1
            }
            RoomVersion::V6 | RoomVersion::V7 => Self::V6,
            RoomVersion::V8 => Self::V8,
            RoomVersion::V9 | RoomVersion::V10 => Self::V9,
            RoomVersion::V11 | RoomVersion::V12 | RoomVersion::Unknown(_) => Self::V11,
        }
    }
}

fn redact_content(content: &mut Map<String, Value>, event_type: &str, rules: Rules) {
    content.retain(|name, value| match (event_type, name.as_str()) {
        ("m.room.member", "membership") => true,
        ("m.room.member", "join_authorised_via_users_server") => rules >= Rules::V9,
        ("m.room.member", "third_party_invite") => rules >= Rules::V11 && keep_signed(value),
        ("m.room.create", name) => name == "creator" || rules >= Rules::V11,
        ("m.room.join_rules", "join_rule") => true,
        ("m.room.join_rules", "allow") => rules >= Rules::V8,
        ("m.room.power_levels", "invite") => rules >= Rules::V11,
        ("m.room.power_levels", name) => LEVELS.contains(&name),
        ("m.room.aliases", "aliases") => rules < Rules::V6,
        ("m.room.history_visibility", "history_visibility") => true,
        ("m.room.redaction", "redacts") => rules >= Rules::V11,
        _ => false,
    });
}

/// Removes all but the signed part of a third-party invite; returns whether anything remains. As in Synapse, an invite without
/// that part stays as an empty object, so both compute the same hash.
fn keep_signed(invite: &mut Value) -> bool {
    let Value::Object(invite) = invite else { return false };
    invite.retain(|name, _| name == "signed");
    true
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    /// All versions, by their sets of rules; an unknown one has the newest.
    const VERSIONS: [&[&str]; 5] = [
        &["1", "2", "3", "4", "5"],
        &["6", "7"],
        &["8"],
        &["9", "10"],
        &["11", "12", "13", "org.example.next", ""],
    ];

    fn object(value: Value) -> Map<String, Value> {
        let Value::Object(object) = value else { panic!("no object: {value}") };
        object
    }

    /// Compares the redacted content by each set of rules with the expected one.
    fn contents(event_type: &str, content: &Value, expected: [Value; 5]) {
        for (versions, expected) in VERSIONS.into_iter().zip(expected) {
            for version in versions {
                let event = json!({"type": event_type, "content": content, "unsigned": {"age": 1}});
                let redacted = redact(object(event), &RoomVersion::from(*version));
                let expected = object(json!({"type": event_type, "content": expected}));
                assert_eq!(redacted, expected, "{event_type} {version}");
            }
        }
    }

    #[test]
    fn members_and_join_rules() {
        let left = json!({"membership": "join"});
        let via = json!({"membership": "join", "join_authorised_via_users_server": "@a:b"});
        let mut newest = via.clone();
        newest["third_party_invite"] = json!({"signed": {"token": "t"}});
        let mut content = newest.clone();
        content["displayname"] = json!("A");
        content["third_party_invite"]["display_name"] = json!("a…");
        contents("m.room.member", &content, [left.clone(), left.clone(), left.clone(), via, newest]);
        let odd = json!({"membership": 5, "third_party_invite": "x"});
        contents("m.room.member", &odd, std::array::from_fn(|_| json!({"membership": 5})));

        let content = json!({"join_rule": "restricted", "allow": [1], "x": 1});
        let (old, new) =
            (json!({"join_rule": "restricted"}), json!({"join_rule": "restricted", "allow": [1]}));
        contents("m.room.join_rules", &content, [old.clone(), old, new.clone(), new.clone(), new]);
    }

    #[test]
    fn create_and_power_levels() {
        let content = json!({"creator": "@a:b", "room_version": "11", "x": {"y": 1}});
        let old = json!({"creator": "@a:b"});
        contents("m.room.create", &content, [old.clone(), old.clone(), old.clone(), old, content.clone()]);

        let mut old = json!({
            "ban": 1, "events": {"m": 1}, "events_default": 1, "kick": 1, "redact": 1, "state_default": 1,
            "users": {"@a:b": 100}, "users_default": 1
        });
        let mut content = old.clone();
        content["notifications"] = json!({"room": 20});
        content["invite"] = json!(5);
        let before = old.clone();
        old["invite"] = json!(5);
        contents(
            "m.room.power_levels",
            &content,
            [before.clone(), before.clone(), before.clone(), before, old],
        );
    }

    #[test]
    fn aliases_visibility_redactions_and_all_else() {
        let aliases = json!({"aliases": ["#a:b"], "x": 1});
        let kept = json!({"aliases": ["#a:b"]});
        contents("m.room.aliases", &aliases, [kept, json!({}), json!({}), json!({}), json!({})]);
        let content = json!({"history_visibility": "shared", "x": 1});
        let left = json!({"history_visibility": "shared"});
        contents("m.room.history_visibility", &content, std::array::from_fn(|_| left.clone()));
        let content = json!({"redacts": "$a", "reason": "spam"});
        let left = json!({"redacts": "$a"});
        contents("m.room.redaction", &content, [json!({}), json!({}), json!({}), json!({}), left]);
        let content = json!({"membership": "join", "body": "b", "creator": "@a:b"});
        for event_type in ["m.room.message", "org.example", ""] {
            contents(event_type, &content, std::array::from_fn(|_| json!({})));
        }
    }

    #[test]
    fn fields_of_the_event() {
        let names = KEPT.iter().chain(&UNTIL_V10).chain(&["unsigned", "redacts", "age", "user_id", "x"]);
        let mut event: Map<_, _> = names.map(|name| ((*name).to_owned(), json!(1))).collect();
        event.insert("content".to_owned(), json!({"body": "b"}));
        let kept = |version: &str| {
            let redacted = redact(event.clone(), &RoomVersion::from(version));
            assert_eq!(redacted["content"], json!({}));
            redacted.len()
        };
        for version in VERSIONS.into_iter().flatten() {
            let newest = VERSIONS[4].contains(version);
            assert_eq!(kept(version), if newest { 12 } else { 15 }, "{version}");
        }
        let odd = redact(object(json!({"type": 5, "content": [1]})), &RoomVersion::V1);
        assert_eq!(Value::Object(odd), json!({"type": 5, "content": {}}));
        let bare = redact(object(json!({"sender": "@a:b"})), &RoomVersion::V11);
        assert_eq!(Value::Object(bare), json!({"sender": "@a:b"}));
    }

    fn any_event() -> impl Strategy<Value = Map<String, Value>> {
        const NAMES: &[&str] = &[
            "membership",
            "third_party_invite",
            "signed",
            "creator",
            "allow",
            "join_rule",
            "invite",
            "users",
            "aliases",
            "redacts",
            "history_visibility",
            "join_authorised_via_users_server",
            "body",
            "",
        ];
        const TYPES: &[&str] = &[
            "m.room.member",
            "m.room.create",
            "m.room.join_rules",
            "m.room.power_levels",
            "m.room.aliases",
            "m.room.redaction",
            "m.room.history_visibility",
            "m.room.message",
        ];
        let leaf =
            prop_oneof![Just(json!(null)), any::<i64>().prop_map(Value::from), ".*".prop_map(Value::from)];
        let value = leaf.prop_recursive(3, 12, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map(prop::sample::select(NAMES), inner, 0..5).prop_map(|fields| {
                    Value::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
                }),
            ]
        });
        let fields =
            prop::sample::select(&["content", "prev_state", "unsigned", "sender", "membership", "type"][..]);
        let other = prop::collection::btree_map(fields, value.clone(), 0..6);
        (prop::sample::select(TYPES), value, other).prop_map(|(event_type, content, other)| {
            let mut event = object(json!({"type": event_type, "content": content}));
            event.extend(other.into_iter().map(|(name, value)| (name.to_owned(), value)));
            event
        })
    }

    proptest! {
        #[test]
        fn redacting_again_changes_nothing(
            event in any_event(),
            version in prop::sample::select(VERSIONS.concat()),
        ) {
            let version = RoomVersion::from(version);
            let once = redact(event.clone(), &version);
            prop_assert_eq!(&redact(once.clone(), &version), &once);
            // Nothing new appears, but an empty content in place of another value.
            for (name, value) in &once {
                prop_assert!(name == "content" || event.get(name) == Some(value));
            }
        }
    }
}
