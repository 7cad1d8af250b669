use std::collections::BTreeMap;

use super::*;

#[test]
fn users_and_aliases_need_sigil_and_server() {
    let id = UserId::parse("@alice:example.org:8448").unwrap();
    assert_eq!((id.localpart(), id.server_name()), ("alice", Some("example.org:8448")));
    for wrong in ["", "@", "alice:example.org", "@alice", "@alice:", "@a:exa mple", "@a\0:example.org"] {
        assert!(UserId::parse(wrong).is_err(), "{wrong}");
    }
    assert!(UserId::parse(format!("@{}:example.org", "a".repeat(242))).is_ok());
    assert!(UserId::parse(format!("@{}:example.org", "a".repeat(243))).is_err());
    assert!(RoomAlias::parse("#hall:example.org").is_ok());
    assert!(RoomAlias::parse("#hall").is_err());
}

#[test]
fn rooms_and_events_may_lack_a_server() {
    assert_eq!(RoomId::parse("!opaque").unwrap().server_name(), None);
    assert_eq!(RoomId::parse("!a:[::1]:80").unwrap().server_name(), Some("[::1]:80"));
    assert_eq!(EventId::parse("$opaque").unwrap().as_str(), "$opaque");
    assert!(RoomId::parse("#hall:example.org").is_err());
    assert!(EventId::parse("$").is_err());
    for wrong in ["!a:", "!a:b c", "!a:b/c", "!a\0"] {
        assert!(RoomId::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn server_names_follow_the_grammar() {
    for right in ["example.org", "example.org:8448", "1.2.3.4", "1.2.3.4:1", "[2001:db8::1]", "[::1]:65535"] {
        assert!(ServerName::parse(right).is_ok(), "{right}");
    }
    for wrong in
        ["", ":80", "a:", "a:65536", "a:+1", "a:000001", "[::1", "::1", "[nope]", "[::1]x", "a/b", "a_b"]
    {
        assert!(ServerName::parse(wrong).is_err(), "{wrong}");
    }
    let name = ServerName::parse("[::1]:80").unwrap();
    assert_eq!((name.host(), name.port()), ("[::1]", Some(80)));
    assert_eq!(ServerName::unchecked("example.org").port(), None);
    let longest = format!("{}:8448", "a".repeat(255));
    assert!(ServerName::parse(&longest).is_ok(), "the limit is the host's");
    assert!(ServerName::parse(format!("a{longest}")).is_err());
}

#[test]
fn content_uris_have_two_parts() {
    let uri = MxcUri::parse("mxc://example.org:1/Ab_-9").unwrap();
    assert_eq!((uri.server_name(), uri.media_id()), (Some("example.org:1"), Some("Ab_-9")));
    assert!(MxcUri::parse(format!("mxc://{}/a", "a".repeat(255))).is_ok(), "the limit is the host's");
    for wrong in
        ["mxc://example.org", "mxc://example.org/", "mxc:///a", "https://a/b", "mxc://a/b/c", "mxc://a/.."]
    {
        assert!(MxcUri::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_content_uri_is_created_from_parts() {
    let uri = MxcUri::new("[::1]:80", "Ab_-9").unwrap();
    assert_eq!(uri, "mxc://[::1]:80/Ab_-9");
    assert_eq!(MxcUri::new(ServerName::parse("a").unwrap(), "b").unwrap(), "mxc://a/b");
    for (server, media, kind) in [
        ("", "a", IdKind::ServerName),
        ("a/b", "a", IdKind::ServerName),
        ("a", "", IdKind::MxcUri),
        ("a", "../b", IdKind::MxcUri),
        ("a", "b#auto", IdKind::MxcUri),
    ] {
        assert_eq!(MxcUri::new(server, media).unwrap_err().kind(), kind, "{server} {media}");
    }
}

#[test]
fn the_fragment_of_an_old_avatar_is_not_its_media() {
    let uri = MxcUri::parse("mxc://example.org/abcdef#auto").unwrap();
    assert_eq!((uri.server_name(), uri.media_id()), (Some("example.org"), Some("abcdef")));
    assert_eq!(uri.as_str(), "mxc://example.org/abcdef#auto", "it is kept for a client that sends it back");
}

#[test]
fn a_room_has_an_id_or_an_alias() {
    let named = RoomOrAlias::parse("#hall:example.org").unwrap();
    assert_eq!((named.room_id(), named.room_alias()), (None, RoomAlias::parse("#hall:example.org").ok()));
    let known = RoomOrAlias::parse("!opaque").unwrap();
    assert_eq!((known.room_id(), known.room_alias()), (RoomId::parse("!opaque").ok(), None));
    for wrong in ["", "#hall", "@alice:example.org", "hall:example.org", "!"] {
        assert!(RoomOrAlias::parse(wrong).is_err(), "{wrong}");
    }
    let room = RoomId::parse("!opaque").unwrap();
    let taken: [Result<RoomOrAlias, IdError>; 3] =
        [(&room).into_id(), "#hall:example.org".into_id(), RoomAlias::unchecked("#a:b").into_id()];
    assert_eq!(taken.map(Result::unwrap), ["!opaque", "#hall:example.org", "#a:b"]);
}

#[test]
fn strings_are_checked_and_identifiers_are_not() {
    fn text(id: impl IntoId<UserId>) -> Result<String, IdError> {
        let checked = id.check().map(str::to_owned);
        assert_eq!(checked, id.into_id().map(UserId::into_string));
        checked
    }
    let owned = "@a:b".to_owned();
    let (listed, known) = (["@a:b"], UserId::unchecked("@a:b"));
    let all = [
        text("@a:b"),
        text(listed.first().unwrap()),
        text(&owned),
        text(std::borrow::Cow::Borrowed("@a:b")),
        text(Box::<str>::from("@a:b")),
        text(std::sync::Arc::<str>::from("@a:b")),
        text(&known),
        text(known.clone()),
        text(owned.clone()),
    ];
    assert!(all.into_iter().all(|one| one.as_deref() == Ok("@a:b")));
    assert!(text("!a:b").is_err() && text(String::new()).is_err());
    assert_eq!(text(UserId::unchecked("sent by a server")).unwrap(), "sent by a server");
}

#[test]
fn strings_and_identifiers_compare_both_ways() {
    let (id, owned) = (EventId::parse("$a").unwrap(), "$a".to_owned());
    let equal = [id == "$a", id == *"$a", id == owned, "$a" == id, *"$a" == id, owned == id];
    assert_eq!(equal, [true; 6]);
    let other = [id == "$b", id == *"$b", "$b" == id, *"$b" == id, id == String::new()];
    assert_eq!(other, [false; 5]);
}

#[test]
fn any_identifier_from_a_server_is_kept() {
    let map: BTreeMap<UserId, RoomId> = serde_json::from_str(r#"{"not a user":""}"#).unwrap();
    assert_eq!(map.get("not a user").unwrap(), "");
    assert_eq!(serde_json::to_string(&map).unwrap(), r#"{"not a user":""}"#);
    for wrong in
        ["nothing", "mxc://", "mxc:///", "mxc:///media", "mxc://example.org/", "mxc://a/#auto", "mxc://a/b/c"]
    {
        let uri = MxcUri::unchecked(wrong);
        assert_eq!((uri.server_name(), uri.media_id()), (None, None), "{wrong}");
    }
}

#[test]
fn errors_do_not_repeat_the_text() {
    let error = UserId::parse("syt_pasted_by_mistake").unwrap_err();
    assert_eq!(error.to_string(), "not a user ID: it does not start with `@`");
    assert_eq!(EventId::parse("!a").unwrap_err().to_string(), "not an event ID: it does not start with `$`");
    assert_eq!((error.kind(), error.reason()), (IdKind::UserId, "does not start with `@`"));
    assert!(!format!("{error:?}").contains("syt_"));
}
