//! Identifiers: their grammar, their parts, and how they are sent.

use std::collections::{BTreeMap, HashMap};
use std::net::{Ipv4Addr, Ipv6Addr};

use matrix_openapi::client_server::Client;
use matrix_openapi::id::{
    EventId, IdError, IntoId, MxcUri, RoomAlias, RoomId, RoomOrAlias, ServerName, UserId,
};
use matrix_openapi::{Credentials, Error};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use matrix_openapi_testing::Server;

/// Generates server names of the grammar with valid ports.
fn any_server() -> impl Strategy<Value = String> {
    let host = prop_oneof![
        "[A-Za-z0-9.-]{1,60}",
        any::<u32>().prop_map(|bits| Ipv4Addr::from_bits(bits).to_string()),
        any::<u128>().prop_map(|bits| format!("[{}]", Ipv6Addr::from_bits(bits))),
        Just("[::ffff:192.0.2.1]".to_owned()),
    ];
    let port = prop_oneof![
        Just(String::new()),
        any::<u16>().prop_map(|port| format!(":{port}")),
        any::<u16>().prop_map(|port| format!(":{port:05}")),
    ];
    (host, port).prop_map(|(host, port)| host + &port)
}

/// Generates localparts; historical ones contain anything but a colon and NUL.
fn any_local() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z0-9._=/+-]{1,40}", "[^:\\x00]{0,30}"]
}

fn any_with(sigil: char) -> impl Strategy<Value = String> {
    (any_local(), any_server()).prop_map(move |(local, server)| format!("{sigil}{local}:{server}"))
}

fn any_room() -> impl Strategy<Value = String> {
    prop_oneof![any_with('!'), "![A-Za-z0-9_-]{43}"]
}

fn any_event() -> impl Strategy<Value = String> {
    prop_oneof![any_with('$'), "\\$[A-Za-z0-9+/]{43}", "\\$[A-Za-z0-9_-]{43}"]
}

/// Parses a string in every way and asserts that the identifier is the same string.
fn parsed<T>(text: &str) -> Result<T, TestCaseError>
where
    T: std::str::FromStr<Err = IdError>
        + for<'a> TryFrom<&'a str, Error = IdError>
        + PartialEq
        + std::fmt::Debug,
    T: matrix_openapi::id::Identifier + IntoId<T>,
    for<'a> &'a str: IntoId<T>,
{
    let id: T = text.parse().map_err(|error: IdError| TestCaseError::fail(format!("{text:?}: {error}")))?;
    prop_assert_eq!(id.as_ref(), text);
    prop_assert_eq!(&T::try_from(text).unwrap(), &id);
    prop_assert_eq!(&IntoId::<T>::into_id(text).unwrap(), &id);
    prop_assert_eq!(IntoId::<T>::check(&id).unwrap(), text);
    Ok(id)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_identifier_of_the_grammar_is_accepted(
        user in any_with('@'), alias in any_with('#'), room in any_room(), event in any_event(),
        server in any_server(), media in "[A-Za-z0-9_-]{1,80}",
    ) {
        parsed::<UserId>(&user)?;
        parsed::<RoomAlias>(&alias)?;
        parsed::<RoomId>(&room)?;
        parsed::<EventId>(&event)?;
        parsed::<RoomOrAlias>(&room)?;
        parsed::<RoomOrAlias>(&alias)?;
        parsed::<ServerName>(&server)?;
        let uri = parsed::<MxcUri>(&format!("mxc://{server}/{media}"))?;
        prop_assert_eq!(&MxcUri::new(server.as_str(), &media).unwrap(), &uri);
        prop_assert_eq!((uri.server_name(), uri.media_id()), (Some(server.as_str()), Some(media.as_str())));
    }

    #[test]
    fn no_identifier_is_accepted_as_another_kind(user in any_with('@'), room in any_room(), event in any_event(), alias in any_with('#')) {
        for (index, text) in [user, room, event, alias].iter().enumerate() {
            let kinds = [
                UserId::parse(text).is_ok(), RoomId::parse(text).is_ok(),
                EventId::parse(text).is_ok(), RoomAlias::parse(text).is_ok(),
            ];
            prop_assert_eq!(kinds, [0, 1, 2, 3].map(|kind| kind == index), "{}", text);
            prop_assert!(ServerName::parse(text).is_err() && MxcUri::parse(text).is_err());
        }
    }
}

#[test]
fn an_identifier_is_sent_as_one_path_segment() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) };
    TestRunner::new(config)
        .run(&(any_room(), any_event(), any_with('@')), |(room, event, user)| {
            let request = runtime.block_on(async {
                let server = Server::json("{}").await;
                let credentials = Credentials::appservice("as").user_id(&user);
                let client = Client::builder(&server.url).credentials(credentials).build().unwrap();
                let _ = client.get_one_room_event(&room, EventId::parse(&event).unwrap()).send().await;
                server.request()
            });
            let segments: Vec<_> = request.path().split('/').collect();
            prop_assert_eq!(segments.len(), 8, "{}", request.path());
            let decoded =
                |at: usize| percent_encoding::percent_decode_str(segments[at]).decode_utf8().unwrap();
            prop_assert_eq!((decoded(5), decoded(7)), (room.into(), event.into()));
            prop_assert_eq!(request.query(), [("user_id".to_owned(), user)]);
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%/".contains(&byte);
            prop_assert!(request.path().bytes().all(plain), "{}", request.path());
            Ok(())
        })
        .unwrap();
}

#[tokio::test]
async fn the_asserted_user_is_checked() {
    let server = Server::json("{}").await;
    let wrong = Credentials::appservice("as").user_id("!room:example.org");
    let right = Credentials::appservice("as");
    for (credentials, asked) in [
        (wrong, Some("@alice:example.org")),
        (right.clone(), Some("alice")),
        // A required user is not left out because it is invalid.
        (right.user_id(Some("")), None),
    ] {
        let client = Client::builder(&server.url).credentials(credentials).build().unwrap();
        let options = matrix_openapi::CallOptions::new().user_id(asked);
        let error = client.whoami().options(options).send().await.unwrap_err();
        assert!(
            matches!(&error, Error::InvalidArgument { argument, .. } if argument == "user_id"),
            "{error:?}"
        );
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn an_empty_path_argument_is_refused_except_a_state_key() {
    let server = Server::json("{}").await;
    let client =
        Client::builder(&server.url).credentials(Credentials::access_token("syt_hidden")).build().unwrap();
    let error = client.get_device("").send().await.unwrap_err();
    assert!(error.to_string().contains("`deviceId` is empty"), "{error}");
    let error = client.ban("", "@alice:example.org").send().await.unwrap_err();
    assert!(error.to_string().contains("`roomId` is not a room ID: it does not start with `!`"), "{error}");
    let error = client.get_room_state_with_key("!a", "", "").send().await.unwrap_err();
    assert!(error.to_string().contains("`eventType` is empty"), "{error}");
    assert_eq!(server.connections(), 0);
    let _ = client.get_room_state_with_key("!a", "m.room.name", "").send().await;
    assert!(server.request().path().ends_with("/state/m.room.name/"));
}

#[test]
fn historical_user_ids_have_their_parts() {
    for (text, localpart, server) in [
        ("@alice:example.org", "alice", "example.org"),
        ("@_irc_[bob]:example.org:8448", "_irc_[bob]", "example.org:8448"),
        // Historical user IDs.
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
fn room_ids_have_a_server_up_to_version_11() {
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
fn a_server_name_has_a_host_and_optionally_a_port() {
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
fn maps_are_searched_by_str() {
    let ordered = BTreeMap::from([(UserId::unchecked("@a:b"), 1), (UserId::unchecked("@c:d"), 2)]);
    assert_eq!((ordered.get("@c:d"), ordered.get("@x:y")), (Some(&2), None));
    let hashed = HashMap::from([(RoomId::unchecked("!a"), 1)]);
    assert_eq!((hashed.get("!a"), hashed.get("!b")), (Some(&1), None));
}

#[test]
fn identifiers_are_ordered_and_compared_as_strings() {
    let mut ids = [UserId::unchecked("@b:x"), UserId::unchecked("@B:x"), UserId::unchecked("@a:x")];
    ids.sort();
    assert_eq!(ids, ["@B:x", "@a:x", "@b:x"]);
    assert_eq!("@a:x".parse::<UserId>().unwrap(), UserId::unchecked("@a:x".to_owned()));
    assert_eq!(format!("{} {:?}", ids[0], ids[0]), r#"@B:x "@B:x""#);
}
