//! The generated contents of events: one of each form, and the properties of all.

use std::collections::BTreeSet;

use matrix_openapi::events::{
    Content, Direct, EVENTS, EventContent, EventKind, KeyVerificationStart, Reaction, RelatesTo, RoomMember,
    RoomMessage, RoomName, RoomPowerLevels, StateContent, StateKeyKind, Tag, TextMessage,
};
use matrix_openapi::id::{EventId, RoomId, UserId};
use matrix_openapi::json::RawObject;

fn event(text: &str) -> RawObject {
    RawObject::from_json(text.to_owned()).unwrap()
}

fn value(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_message_is_read_by_its_tag_and_written_back() {
    let text =
        r#"{"msgtype":"m.text","body":"hi","m.relates_to":{"m.in_reply_to":{"event_id":"$a"}},"org.x":1.50}"#;
    let raw = event(&format!(r#"{{"type":"m.room.message","sender":"@a:b","content":{text}}}"#));
    let message = raw.content::<RoomMessage>().unwrap().unwrap();
    let RoomMessage::Text(hi) = &message else { panic!("{message:?}") };
    assert_eq!((hi.body.as_str(), message.msgtype(), message.body()), ("hi", "m.text", Some("hi")));
    assert_eq!(message.relates_to().and_then(RelatesTo::replied_to).map(EventId::as_str), Some("$a"));
    let written = serde_json::to_string(&message).unwrap();
    assert_eq!(value(&written), value(text));
    assert!(written.contains(r#""org.x":1.50"#), "{written}");
}

#[test]
fn a_message_of_an_unknown_kind_is_kept_even_without_a_body() {
    let text = r#"{"msgtype":"org.example.poll","question":"Tea?"}"#;
    let message: RoomMessage = serde_json::from_str(text).unwrap();
    assert!(matches!(message, RoomMessage::Other(_)));
    assert_eq!((message.msgtype(), message.body()), ("org.example.poll", None));
    assert_eq!(value(&serde_json::to_string(&message).unwrap()), value(text));
}

#[test]
fn fields_that_senders_must_set_are_arguments_though_optional_when_read() {
    let name = RoomName::new("Hall");
    assert_eq!(serde_json::to_string(&name).unwrap(), r#"{"name":"Hall"}"#);
    let unset: RoomName = serde_json::from_str("{}").unwrap();
    assert_eq!(unset.name, None);
    assert!(serde_json::from_str::<RoomMember>("{}").is_err());
    let sent = serde_json::to_string(&TextMessage::new("hi")).unwrap();
    assert_eq!(value(&sent), value(r#"{"msgtype":"m.text","body":"hi"}"#));
}

#[test]
fn levels_are_read_in_all_forms_that_rooms_have() {
    let text = r#"{"ban":"50","users":{"@a:b":"100","@c:d":7.0},"events":{"m.room.name":" 30"},"notifications":{"room":"20"}}"#;
    let levels: RoomPowerLevels = serde_json::from_str(text).unwrap();
    let users: Vec<i64> = levels.users.unwrap().into_values().collect();
    assert_eq!((levels.ban, users), (Some(50), vec![100, 7]));
    assert_eq!(levels.events.unwrap()["m.room.name"], 30);
    assert_eq!(levels.notifications.unwrap().room, Some(20));
    let odd = event(r#"{"type":"m.room.power_levels","content":{"ban":1,"users":{"@a:b":{},"@c:d":5}}}"#);
    let levels = odd.content::<RoomPowerLevels>().unwrap().unwrap();
    assert_eq!((levels.ban, levels.users.map(|users| users.len())), (Some(1), Some(1)));
}

#[test]
fn a_content_that_is_a_map_is_used_as_a_map() {
    let user = UserId::parse("@a:example.org").unwrap();
    let rooms = vec![RoomId::parse("!r:example.org").unwrap()];
    let mut direct: Direct = [(user.clone(), rooms.clone())].into_iter().collect();
    assert_eq!(direct[&user], rooms);
    direct.insert(UserId::parse("@b:example.org").unwrap(), Vec::new());
    assert_eq!(
        serde_json::to_string(&direct).unwrap(),
        r#"{"@a:example.org":["!r:example.org"],"@b:example.org":[]}"#
    );
}

#[test]
fn an_event_of_any_type_has_its_content() {
    let reaction = event(
        r#"{"type":"m.reaction","sender":"@a:b","content":{"m.relates_to":{"rel_type":"m.annotation","event_id":"$e","key":"👍"}}}"#,
    );
    let read = reaction.read().unwrap();
    let Ok(Content::Reaction(Reaction { relates_to: Some(relation), .. })) = read.content::<Content>() else {
        panic!()
    };
    assert_eq!(relation.key.as_deref(), Some("👍"));
    let start =
        event(r#"{"type":"m.key.verification.start","content":{"method":"m.sas.v9","from_device":"D"}}"#);
    let content = start.read().unwrap().content::<Content>().unwrap();
    let Content::KeyVerificationStart(KeyVerificationStart::Other(other)) = content else {
        panic!("{content:?}")
    };
    assert_eq!((other.method.as_str(), other.from_device.as_str()), ("m.sas.v9", "D"));
    let unknown = event(r#"{"type":"org.example","content":{"a":1.50}}"#);
    let Ok(Content::Unknown(raw)) = unknown.read().unwrap().content::<Content>() else { panic!() };
    assert_eq!(raw.json(), r#"{"a":1.50}"#);
    let key = event(r#"{"type":"m.secret_storage.key.abc","content":{"algorithm":"x"}}"#);
    assert!(matches!(key.read().unwrap().content::<Content>(), Ok(Content::SecretStorageKey(_))));
}

#[test]
fn the_table_lists_each_generated_type_once() {
    assert!(EVENTS.is_sorted_by(|one, other| one.name < other.name));
    let contents: BTreeSet<_> = EVENTS.iter().map(|event| event.content).collect();
    assert_eq!(contents.len(), EVENTS.len());
    let find = |name: &str| EVENTS.iter().find(|event| event.name == name).unwrap();
    let member = find(RoomMember::TYPE);
    assert_eq!((member.kinds, member.state_key), (&[EventKind::State][..], Some(StateKeyKind::UserId)));
    assert_eq!((member.survives("membership"), member.survives("displayname")), (Some(1), None));
    assert!(find("m.secret_storage.key.").is_prefix);
    for event in EVENTS {
        assert_eq!(event.state_key.is_some(), event.kinds.contains(&EventKind::State), "{event}");
    }
    fn key<C: StateContent<Key = UserId>>() {}
    key::<RoomMember>();
}

#[test]
fn a_reaction_is_read_without_its_constant_and_written_as_it_was() {
    let whole = r#"{"m.relates_to":{"event_id":"$e","key":"k","rel_type":"m.annotation"}}"#;
    for text in [
        whole,
        r#"{"m.relates_to":{"event_id":"$e","key":"k"}}"#,
        r#"{"m.relates_to":{"event_id":"$e","key":"k","rel_type":"m.other"}}"#,
        r#"{"m.relates_to":{"event_id":"$e","key":"k","rel_type":null}}"#,
    ] {
        let event = event(&format!(r#"{{"type":"m.reaction","content":{text}}}"#));
        let reaction = event.content::<Reaction>().unwrap().unwrap();
        assert_eq!(
            reaction.relates_to.as_ref().and_then(|relation| relation.key.as_deref()),
            Some("k"),
            "{text}"
        );
        assert_eq!(value(&serde_json::to_string(&reaction).unwrap()), value(text));
    }
    // A program cannot choose the constant.
    let annotation = matrix_openapi::events::Annotation::new(EventId::unchecked("$e"), "k");
    assert_eq!(value(&serde_json::to_string(&Reaction::new(annotation)).unwrap()), value(whole));
    // The tag of a content must be present.
    assert!(serde_json::from_str::<TextMessage>(r#"{"body":"hi"}"#).is_err());
}

#[test]
fn the_order_of_a_tag_may_be_a_string() {
    let order = |text: &str| {
        let content = format!(r#"{{"type":"m.tag","content":{{"tags":{{"u.x":{{"order":{text}}}}}}}}}"#);
        let tag = event(&content).content::<Tag>().unwrap().unwrap();
        let written = serde_json::to_value(&tag).unwrap();
        (tag.tags.unwrap()["u.x"].order, written["tags"]["u.x"]["order"].to_string())
    };
    assert_eq!(order("0.25"), (Some(0.25), "0.25".to_owned()));
    assert_eq!(order(r#""0.25""#), (Some(0.25), "0.25".to_owned()));
    assert_eq!(order("1"), (Some(1.0), "1.0".to_owned()));
    for odd in [r#""first""#, r#""NaN""#, r#""inf""#, r#""1e999""#, "[]", "null"] {
        assert_eq!(order(odd), (None, odd.to_owned()));
    }
}

#[test]
fn rules_are_converted_to_those_of_the_client_server_api_and_back() {
    use matrix_openapi::client_server::types;
    use matrix_openapi::events::{PushRules, PushRuleset};

    let text = r#"{"global":{"override":[{"rule_id":"a","default":false,"enabled":true,"org.rule":1.50,
        "actions":["notify",{"set_tweak":"sound","value":"default"}],
        "conditions":[{"kind":"event_property_is","key":"content.a","value":null,"org.condition":[1]}]}],
        "org.set":{"a":1}}}"#;
    let rules: PushRules = serde_json::from_str(text).unwrap();
    let ruleset = rules.global.clone().unwrap();
    let expected = value(&serde_json::to_string(&ruleset).unwrap());
    assert_eq!(expected, value(text)["global"]);
    let called = types::PushRuleset::from(ruleset);
    assert_eq!(called.override_.as_ref().map(Vec::len), Some(1));
    let written = serde_json::to_string(&called).unwrap();
    assert_eq!(value(&written), expected);
    assert!(written.contains(r#""org.rule":1.50"#), "{written}");
    let back = serde_json::to_string(&PushRuleset::from(called)).unwrap();
    assert_eq!(value(&back), expected);
    assert!(back.contains(r#""org.rule":1.50"#), "{back}");
}
