//! Messages: constructors, replies, threads, edits and mentions.

use matrix_openapi::events::{EventContent, MessageContent, Reaction, RoomMessage};
use matrix_openapi::id::{EventId, MxcUri};
use matrix_openapi::json::RawObject;
use serde_json::{Value, json};

fn written(message: &RoomMessage) -> Value {
    serde_json::to_value(message).unwrap()
}

fn id(text: &str) -> EventId {
    EventId::unchecked(text)
}

fn uri() -> MxcUri {
    MxcUri::unchecked("mxc://example.org/abc")
}

fn event(event: Value) -> RawObject {
    RawObject::from_json(event.to_string()).unwrap()
}

/// Returns a message with this relation.
fn message(event_id: &str, relation: Option<Value>) -> RawObject {
    let mut content = json!({"msgtype": "m.text", "body": "hi", "m.mentions": {"user_ids": ["@c:d"]}});
    if let Some(relation) = relation {
        content["m.relates_to"] = relation;
    }
    event(json!({"type": "m.room.message", "event_id": event_id, "sender": "@a:b", "content": content}))
}

fn reply(message: &RawObject) -> RoomMessage {
    RoomMessage::text("yes").reply_to(&message.read().unwrap()).unwrap()
}

fn read(content: Value) -> RoomMessage {
    event(content).content_as().unwrap()
}

#[test]
fn each_kind_of_message_has_its_msgtype_and_fields() {
    let html = "org.matrix.custom.html";
    for (message, expected) in [
        (RoomMessage::text("a"), json!({"msgtype": "m.text", "body": "a"})),
        (
            RoomMessage::html("a", "<b>a</b>"),
            json!({"msgtype": "m.text", "body": "a", "format": html, "formatted_body": "<b>a</b>"}),
        ),
        (RoomMessage::notice("a"), json!({"msgtype": "m.notice", "body": "a"})),
        (
            RoomMessage::notice_html("a", "<i>a</i>"),
            json!({"msgtype": "m.notice", "body": "a", "format": html, "formatted_body": "<i>a</i>"}),
        ),
        (RoomMessage::emote("waves"), json!({"msgtype": "m.emote", "body": "waves"})),
        (
            RoomMessage::emote_html("a", "<i>a</i>"),
            json!({"msgtype": "m.emote", "body": "a", "format": html, "formatted_body": "<i>a</i>"}),
        ),
        (RoomMessage::image("a.png", uri()), json!({"msgtype": "m.image", "body": "a.png", "url": uri()})),
        (RoomMessage::file("a.txt", uri()), json!({"msgtype": "m.file", "body": "a.txt", "url": uri()})),
        (RoomMessage::audio("a.ogg", uri()), json!({"msgtype": "m.audio", "body": "a.ogg", "url": uri()})),
        (RoomMessage::video("a.mp4", uri()), json!({"msgtype": "m.video", "body": "a.mp4", "url": uri()})),
        (
            RoomMessage::location("here", "geo:1,2"),
            json!({"msgtype": "m.location", "body": "here", "geo_uri": "geo:1,2"}),
        ),
    ] {
        assert_eq!(written(&message), expected);
    }
}

#[test]
fn a_reply_names_its_event_and_mentions_nobody() {
    let reply = written(&reply(&message("$e", None)));
    let relation = json!({"m.in_reply_to": {"event_id": "$e"}});
    assert_eq!(reply, json!({"msgtype": "m.text", "body": "yes", "m.relates_to": relation}));
}

#[test]
fn a_reply_to_a_message_in_a_thread_stays_there() {
    let thread = json!({
        "rel_type": "m.thread", "event_id": "$root", "is_falling_back": true, "m.in_reply_to": {"event_id": "$x"},
    });
    let expected = json!({"rel_type": "m.thread", "event_id": "$root", "m.in_reply_to": {"event_id": "$e"}});
    assert_eq!(written(&reply(&message("$e", Some(thread))))["m.relates_to"], expected);
    // The thread of the message itself counts if the event is in no thread.
    let in_thread = RoomMessage::text("yes").in_thread(&id("$root"), &id("$x"));
    let in_thread = in_thread.reply_to(&message("$e", None).read().unwrap()).unwrap();
    assert_eq!(written(&in_thread)["m.relates_to"], expected);
}

#[test]
fn relations_other_than_threads_do_not_carry_over() {
    let plain = json!({"m.in_reply_to": {"event_id": "$e"}});
    for relation in [
        json!({"rel_type": "m.replace", "event_id": "$x"}),
        json!({"m.in_reply_to": {"event_id": "$x"}}),
        json!("nonsense"),
        json!({"rel_type": "m.thread"}),
    ] {
        let reply = reply(&message("$e", Some(relation.clone())));
        assert_eq!(written(&reply)["m.relates_to"], plain, "{relation}");
    }
}

#[test]
fn an_event_without_identifier_has_no_reply() {
    let stripped = event(json!({"type": "m.room.name", "state_key": "", "sender": "@a:b", "content": {}}));
    let error = RoomMessage::text("yes").reply_to(&stripped.read().unwrap()).unwrap_err();
    assert_eq!(error.reason, "missing field `event_id`");
    assert_eq!(error.event_type.as_deref(), Some("m.room.name"));
}

#[test]
fn a_message_in_a_thread_falls_back_to_the_latest() {
    let message = RoomMessage::notice("done").in_thread(&id("$root"), &id("$latest"));
    let relation = json!({
        "rel_type": "m.thread", "event_id": "$root", "is_falling_back": true,
        "m.in_reply_to": {"event_id": "$latest"},
    });
    assert_eq!(written(&message)["m.relates_to"], relation);
}

#[test]
fn mentions_add_up() {
    let original = message("$e", None);
    let original = original.read().unwrap();
    let reply = RoomMessage::text("yes").reply_to(&original).unwrap();
    let reply = reply.mentioning(original.sender.as_deref()).mentioning(["@x:y", "@a:b"]);
    assert_eq!(written(&reply)["m.mentions"], json!({"user_ids": ["@a:b", "@x:y"]}));
    assert_eq!(written(&RoomMessage::text("all").mentioning_room())["m.mentions"], json!({"room": true}));
    let nobody = RoomMessage::text("Alice").mentioning(None::<&str>);
    assert_eq!(written(&nobody)["m.mentions"], json!({"user_ids": []}));
}

#[test]
fn an_edit_has_the_content_twice_and_marks_the_outer_one() {
    let edit = RoomMessage::html("new", "<b>new</b>").edit_of(&id("$e"));
    let content = |body: &str, html: &str| json!({"msgtype": "m.text", "body": body, "format": "org.matrix.custom.html", "formatted_body": html});
    let mut expected = content("* new", "* <b>new</b>");
    expected["m.new_content"] = content("new", "<b>new</b>");
    expected["m.relates_to"] = json!({"rel_type": "m.replace", "event_id": "$e"});
    assert_eq!(written(&edit), expected);
}

#[test]
fn an_edit_has_no_other_relation() {
    let threaded = RoomMessage::text("a").in_thread(&id("$root"), &id("$x")).edit_of(&id("$e"));
    let replying = reply(&message("$x", None)).edit_of(&id("$e"));
    for edit in [threaded, replying] {
        let edit = written(&edit);
        assert_eq!(edit["m.relates_to"], json!({"rel_type": "m.replace", "event_id": "$e"}));
        assert_eq!(edit["m.new_content"].get("m.relates_to"), None);
    }
    // An edit of an edit uses only its outer content.
    let twice = written(&RoomMessage::text("a").edit_of(&id("$e")).edit_of(&id("$f")));
    assert_eq!(twice["m.new_content"].get("m.new_content"), None);
}

#[test]
fn an_edit_notifies_only_users_whom_the_message_did_not_mention() {
    let new = || RoomMessage::text("b").mentioning(["@a:b", "@new:b"]).mentioning_room();
    let inner = json!({"user_ids": ["@a:b", "@new:b"], "room": true});
    let edit_with = |old: RoomMessage| written(&new().edit_of_with(&id("$e"), &old));

    let edit = edit_with(RoomMessage::text("a").mentioning(["@a:b"]));
    assert_eq!(edit["m.mentions"], json!({"user_ids": ["@new:b"], "room": true}));
    assert_eq!(edit["m.new_content"]["m.mentions"], inner);
    let edit = edit_with(RoomMessage::text("a").mentioning_room());
    assert_eq!(edit["m.mentions"], json!({"user_ids": ["@a:b", "@new:b"]}));
    assert_eq!(edit_with(RoomMessage::text("a"))["m.mentions"], inner);

    let edit = written(&new().edit_of(&id("$e")));
    assert_eq!(edit["m.mentions"], json!({}));
    assert_eq!(edit["m.new_content"]["m.mentions"], inner);
}

#[test]
fn media_and_unknown_messages_are_edited_too() {
    let image = written(&RoomMessage::image("new.png", uri()).edit_of(&id("$e")));
    assert_eq!((&image["body"], &image["url"]), (&json!("* new.png"), &json!(uri())));
    assert_eq!(image["m.new_content"], json!({"msgtype": "m.image", "body": "new.png", "url": uri()}));
    let other = json!({"msgtype": "org.example.quiz", "body": "a", "answers": [1.50]});
    let edit = written(&read(other.clone()).edit_of(&id("$e")));
    assert_eq!((&edit["body"], &edit["answers"]), (&json!("* a"), &other["answers"]));
    assert_eq!(edit["m.new_content"], other);
}

/// Returns an edit with this new content.
fn edit(new_content: &str) -> RawObject {
    let event = r#"{"type":"m.room.message","event_id":"$e","sender":"@a:b","content":{"msgtype":"m.text","body":"* b",
        "m.relates_to":{"rel_type":"m.replace","event_id":"$x"},"m.new_content":NEW}}"#;
    RawObject::from_json(event.replace("NEW", new_content)).unwrap()
}

#[test]
fn the_new_content_of_an_edit_is_a_message_and_written_back() {
    for text in [
        r#"{"msgtype":"m.text","body":"b","org.x":1.50,"m.mentions":{"user_ids":["@a:b"]}}"#,
        r#"{"msgtype":"m.image","body":"b","url":"mxc://a/b","info":{"w":1,"z":[2.0]}}"#,
        r#"{"msgtype":"org.example.quiz","answers":[1.50]}"#,
        r#"{"msgtype":"m.notice","body":"b","m.new_content":{"msgtype":"m.emote","body":"c"}}"#,
    ] {
        let raw = edit(text);
        let message = raw.content::<RoomMessage>().unwrap().unwrap();
        let new = message.new_content().unwrap();
        let value: Value = serde_json::from_str(text).unwrap();
        assert_eq!(new.msgtype(), value["msgtype"].as_str().unwrap());
        assert_eq!(written(new), value);
        assert_eq!(written(&message)["m.new_content"], value);
        assert!(!text.contains("1.50") || serde_json::to_string(&message).unwrap().contains("1.50"));
        assert_eq!(raw.read().unwrap().raw_new_content().unwrap().unwrap().json(), text);
    }
    let plain = message("$e", None);
    assert!(plain.read().unwrap().raw_new_content().unwrap().is_none());
}

#[test]
fn a_new_content_that_does_not_fit_affects_nothing_else() {
    for text in
        ["7", "null", "[]", r#"{"body":"b"}"#, r#"{"msgtype":"m.text"}"#, r#"{"msgtype":"m.text","body":3}"#]
    {
        let message = edit(text).content::<RoomMessage>().unwrap().unwrap();
        assert!(message.new_content().is_none() && message.body() == Some("* b"), "{text}");
        let value: Value = serde_json::from_str(text).unwrap();
        assert_eq!(written(&message)["m.new_content"], value);
        // An edit of the edit has a new content without a nested one.
        let again = written(&message.edit_of(&id("$x")));
        assert_eq!(again["m.new_content"], json!({"msgtype": "m.text", "body": "* b"}), "{text}");
    }
    // An optional field in it affects nothing else either.
    let odd =
        edit(r#"{"msgtype":"m.text","body":"b","format":5}"#).content::<RoomMessage>().unwrap().unwrap();
    assert_eq!(odd.new_content().and_then(|new| new.body()), Some("b"));
    assert_eq!(written(&odd)["m.new_content"]["format"], json!(5));
}

#[test]
fn nested_new_contents_have_a_depth_limit() {
    let deep = r#"{"msgtype":"m.text","body":"b","m.new_content":"#.repeat(100) + "{}" + &"}".repeat(100);
    let message = edit(&deep).content::<RoomMessage>().unwrap().unwrap();
    assert_eq!(written(&message)["m.new_content"], serde_json::from_str::<Value>(&deep).unwrap());
}

#[test]
fn the_fallback_of_a_reply_is_removed() {
    let relation = json!({"m.in_reply_to": {"event_id": "$e"}});
    let stripped = |body: &str, html: &str| {
        let message = json!({
            "msgtype": "m.text", "body": body, "format": "org.matrix.custom.html", "formatted_body": html,
            "m.relates_to": relation,
        });
        let message = written(&read(message).without_fallback());
        (message["body"].as_str().unwrap().to_owned(), message["formatted_body"].as_str().unwrap().to_owned())
    };
    let texts = |body: &str, html: &str| (body.to_owned(), html.to_owned());
    assert_eq!(
        stripped("> <@a:b> one\n> two\n\nyes\n> no", "<mx-reply><blockquote>one</blockquote></mx-reply>yes"),
        texts("yes\n> no", "yes")
    );
    assert_eq!(stripped("> * <@a:b> waves\n\nyes", "yes"), texts("yes", "yes"));
    assert_eq!(stripped("> <@a:b> one", "<mx-reply>never closed"), texts("", "<mx-reply>never closed"));
    // Quotes that the sender wrote stay.
    assert_eq!(
        stripped("> quoted\n\nyes", "a <mx-reply>b</mx-reply>"),
        texts("> quoted\n\nyes", "a <mx-reply>b</mx-reply>")
    );
    let plain = json!({"msgtype": "m.text", "body": "> <@a:b> one\n\nyes"});
    assert_eq!(written(&read(plain.clone()).without_fallback()), plain);
}

#[test]
fn a_reaction_is_a_message_too() {
    fn is_sent<C: MessageContent>(_: &C) -> &'static str {
        C::TYPE
    }
    let annotation = matrix_openapi::events::Annotation::new(id("$e"), "👍");
    let reaction = Reaction::new(annotation);
    assert_eq!(is_sent(&reaction), Reaction::TYPE);
    let relation = json!({"rel_type": "m.annotation", "event_id": "$e", "key": "👍"});
    assert_eq!(serde_json::to_value(&reaction).unwrap(), json!({ "m.relates_to": relation }));
}
