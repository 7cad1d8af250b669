//! Contents of the program's own types, and the parts of events.

use matrix_openapi_core::events::{EventContent, MessageContent, StateContent};
use matrix_openapi_core::json::{Raw, RawJson, RawObject};
use serde::{Deserialize, Serialize};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Poll {
    question: String,
    answers: Option<RawJson>,
}

impl EventContent for Poll {
    const TYPE: &'static str = "org.example.poll";
}

impl MessageContent for Poll {}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Mood {
    mood: Option<String>,
}

impl EventContent for Mood {
    const TYPE: &'static str = "org.example.mood";

    fn is_type(name: &str) -> bool {
        name == Self::TYPE || name.starts_with("org.example.mood.")
    }
}

impl StateContent for Mood {
    type Key = ();
}

fn event(text: &str) -> RawObject {
    Raw::from_json(text.to_owned()).unwrap()
}

#[test]
fn a_content_is_read_by_its_type_whatever_the_order_and_spelling() {
    for text in [
        r#"{"type":"org.example.poll","content":{"question":"?"}}"#,
        r#"{ "content" : {"question":"?"} , "type" : "org.example.poll" }"#,
        r#"{"content":{"question":"?"},"\u0074ype":"org.example.p\u006fll","sender":5,"event_id":[]}"#,
        r#"{"c\u006fntent":{"qu\u0065stion":"\u003f"},"type":"org.example.poll","unsigned":[]}"#,
    ] {
        let poll = event(text).content::<Poll>().unwrap().unwrap();
        assert_eq!(poll.question, "?", "{text}");
        assert_eq!(event(text).content::<Mood>().unwrap(), None, "{text}");
    }
    let variant = event(r#"{"type":"org.example.mood.today","content":{}}"#);
    assert_eq!(variant.content::<Mood>().unwrap(), Some(Mood { mood: None }));
}

#[test]
fn another_type_is_none_whatever_its_content() {
    for content in ["[]", "null", "5", r#"{"question":5}"#, r#""\ud83d""#] {
        let other = event(&format!(r#"{{"content":{content},"type":"m.other"}}"#));
        assert_eq!(other.content::<Poll>().unwrap(), None, "{content}");
    }
    assert_eq!(event(r#"{"type":"m.other"}"#).content::<Poll>().unwrap(), None);
}

#[test]
fn a_redacted_message_is_none_and_redacted_state_keeps_the_rest() {
    let text = |kind: &str, state: &str, because: &str| {
        format!(
            r#"{{"type":"org.example.{kind}",{state}"content":{{}},"unsigned":{{"redacted_because":{because}}}}}"#
        )
    };
    let because = r#"{"type":"m.room.redaction"}"#;
    let message = event(&text("poll", "", because));
    assert_eq!(message.content::<Poll>().unwrap(), None);
    assert!(message.read().unwrap().is_redacted());
    assert_eq!(message.read().unwrap().content_as::<Poll>().unwrap(), None);
    let state = event(&text("mood", r#""state_key":"","#, because));
    assert_eq!(state.content::<Mood>().unwrap(), Some(Mood { mood: None }));
    assert!(state.read().unwrap().is_redacted());
    assert_eq!(state.read().unwrap().content_as::<Mood>().unwrap(), Some(Mood { mood: None }));
    // `null` is absent, so this one merely lacks a field.
    let error = event(&text("poll", r#""state_key":null,"#, "null")).content::<Poll>().unwrap_err();
    assert_eq!((error.path.as_str(), error.reason.as_str()), ("$.content", "missing field `question`"));
}

#[test]
fn an_error_names_problem_and_place_without_content() {
    let text = r#"{"event_id":"$a","content":{"question":["syt_secret"]},"type":"org.example.poll"}"#;
    for error in [
        event(text).content::<Poll>().unwrap_err(),
        event(text).read().unwrap().content_as::<Poll>().unwrap_err(),
    ] {
        assert_eq!(
            error.to_string(),
            "org.example.poll $a: the JSON does not fit at $.content.question: \
             wrong type or value, expected a string"
        );
        assert_eq!(error.json.json(), text);
        assert!(!format!("{error:?}").contains("syt_secret"), "{error:?}");
    }
    let list = event(r#"{"type":"org.example.poll","content":["syt_secret",null]}"#);
    assert_eq!(list.content::<Poll>().unwrap_err().path, "$.content");
    let error = event(r#"{"question":["syt_secret"]}"#).content_as::<Poll>().unwrap_err();
    assert_eq!((error.event_type.as_deref(), error.path.as_str()), (Some("org.example.poll"), "$.question"));
    let error =
        event("{\"type\":\"org.example.poll\",\"event_id\":\"a\\u001b[2Jb\"}").content::<Poll>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "org.example.poll a\\u{1b}[2Jb: the JSON does not fit at $: missing field `content`"
    );
}

#[test]
fn the_place_is_exact_within_a_response_too() {
    #[derive(Deserialize)]
    struct Page {
        chunk: Vec<Raw<()>>,
    }
    let page =
        r#"{"chunk":[{"type":"m"},{"type":"org.example.poll","content":{"answers":[1.50],"question":5}}]}"#;
    let page: Page = RawJson::from_json(page.to_owned()).unwrap().parse_as().unwrap();
    let error = page.chunk.get(1).unwrap().content::<Poll>().unwrap_err();
    assert_eq!(error.path, "$.content.question");
    let error = page.chunk.get(1).unwrap().read().unwrap().content_as::<Poll>().unwrap_err();
    assert_eq!(error.path, "$.content.question");
}

#[test]
fn parts_that_occur_twice_are_refused() {
    for (text, name) in [
        (r#"{"type":"org.example.poll","type":"m.other","content":{"question":"?"}}"#, "type"),
        (r#"{"type":"m.other","content":{},"c\u006fntent":{}}"#, "content"),
        (r#"{"type":"m.other","state_key":"","content":{},"state_key":null}"#, "state_key"),
        (r#"{"type":"m.other","content":{},"unsigned":{},"unsigned":{}}"#, "unsigned"),
    ] {
        let reason = format!("duplicate field `{name}`");
        assert_eq!(event(text).content::<Poll>().unwrap_err().reason, reason, "{text}");
        assert_eq!(event(text).read().unwrap_err().reason, reason, "{text}");
    }
}

#[test]
fn an_event_needs_a_type_and_nothing_else() {
    for (text, path) in
        [("[]", "$"), ("5", "$"), ("{}", "$"), (r#"{"type":5}"#, "$.type"), (r#"["m.a",{}]"#, "$")]
    {
        assert_eq!(event(text).content::<Poll>().unwrap_err().path, path, "{text}");
        assert_eq!(event(text).read().unwrap_err().path, path, "{text}");
    }
    let text = r#"{"type":"m.a","sender":"@a:b","origin_server_ts":5.0,"state_key":"x","event_id":null,"content":null}"#;
    let raw = event(text);
    let read = raw.read().unwrap();
    assert_eq!(read.header, raw.header().unwrap());
    assert_eq!((read.event_type.as_ref(), read.sender.as_deref()), ("m.a", Some("@a:b")));
    assert_eq!((read.raw_content().unwrap().json(), read.raw_unsigned()), ("null", None));
    assert!(!format!("{read:?}").contains("null"), "{read:?}");
    let error = event(r#"{"type":"m.a","event_id":"$a","sender":["syt_secret"]}"#).read().unwrap_err();
    assert_eq!((error.path.as_str(), error.event_type.as_deref()), ("$.sender", Some("m.a")));
    assert!(!format!("{error} {error:?}").contains("syt_secret"));
}

#[test]
fn half_a_surrogate_pair_does_not_affect_other_fields() {
    let text = r#"{"type":"org.example.poll","sender":"\ud83d","content":{"question":"a\ud83d"}}"#;
    assert_eq!(event(text).content::<Poll>().unwrap().unwrap().question, "a\u{fffd}");
    let raw = event(text);
    let read = raw.read().unwrap();
    assert_eq!(read.sender.as_deref(), Some("\u{fffd}"));
    assert_eq!(read.content_as::<Poll>().unwrap().unwrap().question, "a\u{fffd}");
    let text = r#"{"type":"org.example.poll","content":{"answers":"\ud83d","question":5}}"#;
    let error = event(text).content::<Poll>().unwrap_err();
    assert_eq!((error.path.as_str(), error.json.json()), ("$.content.question", text));
    let error = event(text).read().unwrap().content_as::<Poll>().unwrap_err();
    assert_eq!((error.path.as_str(), error.json.json()), ("$.content.question", text));
    assert_eq!(event(r#"{"question":"\ud83d"}"#).content_as::<Poll>().unwrap().question, "\u{fffd}");
}

#[test]
fn raw_values_in_a_content_share_the_text_of_the_event() {
    let raw = event(r#"{"type":"org.example.poll","content":{"question":"?","answers":[1.50, 1e400]}}"#);
    let poll = raw.content::<Poll>().unwrap().unwrap();
    let answers = poll.answers.unwrap();
    assert_eq!(answers.json(), "[1.50, 1e400]");
    assert!(raw.json().as_bytes().as_ptr_range().contains(&answers.json().as_ptr()));
}

#[test]
fn another_content_leaves_the_rest_byte_for_byte() {
    let poll = Poll { question: "?".to_owned(), answers: None };
    for (before, after) in [
        (
            r#"{ "x" : 1.50,"content" :{"question":"old"} , "type":"org.example.poll" }"#,
            r#"{ "x" : 1.50,"content" :{"question":"?","answers":null} , "type":"org.example.poll" }"#,
        ),
        (
            r#"{"type":"org.example.poll","content":null}"#,
            r#"{"type":"org.example.poll","content":{"question":"?","answers":null}}"#,
        ),
        (
            " {\"type\":\"org.example.poll\" } ",
            r#"{"type":"org.example.poll" ,"content":{"question":"?","answers":null}}"#,
        ),
    ] {
        assert_eq!(event(before).with_content(&poll).unwrap().json().trim(), after);
    }
    assert!(event(r#"{"type":"m.other","content":{}}"#).with_content(&poll).is_err());
    assert!(event(r#"{"type":"org.example.poll","content":{},"content":{}}"#).with_content(&poll).is_err());
    assert!(event("[]").with_content(&poll).is_err());
}

#[derive(Serialize, Deserialize)]
struct Listed(Vec<u8>);

impl EventContent for Listed {
    const TYPE: &'static str = "org.example.list";
}

#[test]
fn only_an_object_is_written_as_a_content() {
    assert_eq!(RawObject::from_content(&Mood { mood: None }).unwrap().json(), r#"{"mood":null}"#);
    assert!(RawObject::from_content(&Listed(vec![1])).is_err());
    let error = event(r#"{"type":"org.example.list"}"#).with_content(&Listed(vec![1])).unwrap_err();
    assert_eq!(error.reason, "the new content cannot be written as a JSON object");
}

#[test]
fn reserved_keys_are_refused_in_types_of_the_program() {
    #[derive(Serialize, Deserialize)]
    struct Free {
        #[serde(flatten)]
        all: serde_json::Map<String, serde_json::Value>,
    }
    impl EventContent for Free {
        const TYPE: &'static str = "org.example.free";
    }
    let inner = "[".repeat(100) + &"]".repeat(100);
    let text =
        format!(r#"{{"type":"org.example.free","content":{{"$serde_json::private::RawValue":"{inner}"}}}}"#);
    assert!(event(&text).content::<Free>().is_err());
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    let text = format!(r#"{{"type":"org.example.free","content":{{"a":{deep}}},"x":{deep}}}"#);
    assert_eq!(event(&text).content::<Poll>().unwrap(), None);
    assert!(event(&text).content::<Free>().is_err());
    assert_eq!(event(&text).read().unwrap().event_type, "org.example.free");
}
