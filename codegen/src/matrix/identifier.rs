//! The identifiers of Matrix.

/// An identifier type of the root crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdentifierFormat {
    /// The string format in the description.
    pub format: &'static str,
    /// The Rust type.
    pub rust_type: &'static str,
    /// The noun for one identifier, with its article.
    pub one: &'static str,
    /// The noun for several identifiers.
    pub many: &'static str,
    /// An example value.
    pub sample: &'static str,
    /// The start of the regular expressions with which upstream describes it without a format.
    pub pattern_start: Option<&'static str>,
    /// The words of names that suggest such an identifier: a single word as the last one of a name, two words anywhere.
    pub name_words: &'static [&'static str],
    /// A valid string with characters that are special in paths and queries, for tests.
    pub valid: &'static str,
    /// Invalid strings, for tests.
    pub invalid: &'static [&'static str],
}

/// The identifier type of the user that a credential belongs to.
pub const CALLER: &str = "UserId";

/// All identifier types.
pub const IDENTIFIERS: [IdentifierFormat; 7] = [
    IdentifierFormat {
        format: "mx-user-id",
        rust_type: "UserId",
        one: "a user ID",
        many: "user IDs",
        sample: "@alice:example.org",
        pattern_start: Some("^@"),
        name_words: &[
            "creator", "creators", "heroes", "invitee", "inviter", "mxid", "mxids", "sender", "senders",
            "user", "user id", "user ids", "userid", "userids", "users",
        ],
        valid: "@a/b?c#d%2Fé&+=:[2001:db8::1]:8448",
        invalid: &["", "alice", "@alice", "!room:example.org", "#a:example.org"],
    },
    IdentifierFormat {
        format: "mx-room-id",
        rust_type: "RoomId",
        one: "a room ID",
        many: "room IDs",
        sample: "!room:example.org",
        pattern_start: Some("^!"),
        name_words: &["children", "predecessor", "replacement room", "room", "room id", "room ids", "rooms"],
        valid: "!a/b?c#d%2Fé&+=:example.org:8448",
        invalid: &["", "!", "room", "@alice:example.org", "#a:example.org", "!a:b/c"],
    },
    IdentifierFormat {
        format: "mx-event-id",
        rust_type: "EventId",
        one: "an event ID",
        many: "event IDs",
        sample: "$event",
        pattern_start: Some(r"^\$"),
        name_words: &["chain ids", "event id", "event ids", "events", "pdu ids", "redacts"],
        valid: "$a/b+c=?é",
        invalid: &["", "$", "event", "!room:example.org", "@alice:example.org"],
    },
    IdentifierFormat {
        format: "mx-room-alias",
        rust_type: "RoomAlias",
        one: "a room alias",
        many: "room aliases",
        sample: "#hall:example.org",
        pattern_start: Some("^#"),
        name_words: &["alias", "aliases", "room alias"],
        valid: "#a b/ü?:example.org",
        invalid: &["", "#hall", "hall", "!room:example.org", "@alice:example.org"],
    },
    IdentifierFormat {
        format: "mx-room-id-or-alias",
        rust_type: ROOM_ID_OR_ALIAS,
        one: "a room ID or alias",
        many: "room IDs or aliases",
        sample: "#hall:example.org",
        pattern_start: None,
        name_words: &[],
        valid: "#a b/ü?:example.org",
        invalid: &["", "#hall", "!", "hall", "@alice:example.org", "$event"],
    },
    IdentifierFormat {
        format: "mx-server-name",
        rust_type: "ServerName",
        one: "a server name",
        many: "server names",
        sample: "example.org",
        pattern_start: None,
        name_words: &[
            "destination",
            "home server",
            "homeserver",
            "origin",
            "server",
            "server name",
            "servers",
            "via",
        ],
        valid: "[2001:db8::1]:8448",
        invalid: &["", "a_b", "https://example.org", "@alice:example.org", "example.org:x"],
    },
    IdentifierFormat {
        format: "mx-mxc-uri",
        rust_type: "MxcUri",
        one: "a content URI",
        many: "content URIs",
        sample: "mxc://example.org/media",
        pattern_start: Some("^mxc:"),
        name_words: &["avatar url", "content uri", "icon", "mxc"],
        valid: "mxc://example.org:8448/Ab_-9",
        invalid: &["", "https://example.org/a", "mxc://example.org/", "mxc:///a"],
    },
];

/// The type for a value that is one of several kinds of room identifiers.
pub const ROOM_ID_OR_ALIAS: &str = "RoomOrAlias";

/// The types whose values [`ROOM_ID_OR_ALIAS`] accepts.
const ROOM_TYPES: [&str; 3] = ["RoomId", "RoomAlias", ROOM_ID_OR_ALIAS];

/// Returns the identifier type of a string format.
pub fn identifier_format(format: &str) -> Option<&'static IdentifierFormat> {
    IDENTIFIERS.iter().find(|row| row.format == format)
}

/// Returns the row of an identifier type by its Rust name.
pub fn identifier_type(name: &str) -> Option<&'static IdentifierFormat> {
    IDENTIFIERS.iter().find(|row| row.rust_type == name)
}

/// Returns whether an identifier type names a room.
pub fn is_room_type(rust_type: &str) -> bool {
    ROOM_TYPES.contains(&rust_type)
}

/// Returns whether the name of a field or parameter suggests an identifier. `words` are its words in lower case.
pub fn is_identifier_name(words: &[&str]) -> bool {
    let suggests = |known: &&str| match known.split_once(' ') {
        Some((first, second)) => words.windows(2).any(|pair| pair == [first, second]),
        None => words.last() == Some(known),
    };
    IDENTIFIERS.iter().any(|row| row.name_words.iter().any(suggests))
}

/// Returns whether the name of a map suggests that its keys are identifiers; the keys of signatures are the signers.
pub fn is_map_of_identifiers_name(words: &[&str]) -> bool {
    words.last() == Some(&"signatures") || is_identifier_name(words)
}

/// Returns whether a regular expression describes an identifier.
pub fn is_identifier_pattern(pattern: &str) -> bool {
    identifier_of_pattern(pattern).is_some()
}

/// Returns the identifier type that a regular expression describes.
pub fn identifier_of_pattern(pattern: &str) -> Option<&'static IdentifierFormat> {
    IDENTIFIERS.iter().find(|row| row.pattern_start.is_some_and(|start| pattern.starts_with(start)))
}
