//! Identifiers as the generated types use them.

use std::collections::{BTreeMap, HashMap};

use matrix_openapi::{EventId, RoomAlias, RoomId, ServerName, UserId};

#[test]
fn users_of_all_times_have_their_parts() {
    for (text, localpart, server) in [
        ("@alice:example.org", "alice", "example.org"),
        ("@_irc_[bob]:example.org:8448", "_irc_[bob]", "example.org:8448"),
        // Names from before there were rules for them.
        ("@Ålice & Söhne!:example.org", "Ålice & Söhne!", "example.org"),
        ("@:example.org", "", "example.org"),
        ("@a:[2001:db8::1]", "a", "[2001:db8::1]"),
        ("@a:[2001:db8::1]:8448", "a", "[2001:db8::1]:8448"),
        ("@a:192.0.2.1:80", "a", "192.0.2.1:80"),
    ] {
        let id = UserId::parse(text).unwrap();
        assert_eq!((id.localpart(), id.server_name()), (localpart, Some(server)), "{text}");
    }
}

#[test]
fn rooms_have_a_server_up_to_version_11() {
    let old = RoomId::parse("!opaque:example.org:8448").unwrap();
    assert_eq!((old.localpart(), old.server_name()), ("opaque", Some("example.org:8448")));
    let new = RoomId::parse("!31hneApxJ_1o-63DmFrpeqnkFfWppnzWso1JvH3ogLM").unwrap();
    assert_eq!(new.server_name(), None);
    assert_eq!(new.localpart(), "31hneApxJ_1o-63DmFrpeqnkFfWppnzWso1JvH3ogLM");
    let event = EventId::parse("$Rqnc-F-dvnEYJTyHq_iKxU2bZ1CI92-kuZq3a5lr5Zg").unwrap();
    assert_eq!(event.server_name(), None);
    assert_eq!(RoomAlias::parse("#hall of fame:[::1]:1").unwrap().server_name(), Some("[::1]:1"));
}

#[test]
fn a_server_name_has_a_host_and_perhaps_a_port() {
    for (text, host, port) in [
        ("example.org", "example.org", None),
        ("example.org:8448", "example.org", Some(8448)),
        ("192.0.2.1:1", "192.0.2.1", Some(1)),
        ("[2001:db8::1]", "[2001:db8::1]", None),
        ("[2001:db8::1]:65535", "[2001:db8::1]", Some(65535)),
    ] {
        let name = ServerName::parse(text).unwrap();
        assert_eq!((name.host(), name.port()), (host, port), "{text}");
    }
}

#[test]
fn maps_are_searched_with_plain_text() {
    let ordered = BTreeMap::from([(UserId::unchecked("@a:b"), 1), (UserId::unchecked("@c:d"), 2)]);
    assert_eq!((ordered.get("@c:d"), ordered.get("@x:y")), (Some(&2), None));
    let hashed = HashMap::from([(RoomId::unchecked("!a"), 1)]);
    assert_eq!((hashed.get("!a"), hashed.get("!b")), (Some(&1), None));
}

#[test]
fn order_and_equality_are_those_of_the_text() {
    let mut ids = [UserId::unchecked("@b:x"), UserId::unchecked("@B:x"), UserId::unchecked("@a:x")];
    ids.sort();
    assert_eq!(ids, ["@B:x", "@a:x", "@b:x"]);
    assert_eq!("@a:x".parse::<UserId>().unwrap(), UserId::unchecked("@a:x".to_owned()));
    assert_eq!(format!("{} {:?}", ids[0], ids[0]), r#"@B:x "@B:x""#);
}
