//! Where ruma's contents of events differ from ours, and why.

/// The differences: a type of event, the start of several, or a type of ours; what differs; and the reason.
pub const DIFFERENCES: &[(&str, &str, &str)] = &[
    ("m.accepted_terms", "no such type", NOT_IN_RUMA),
    ("m.cross_signing.*", "no such type", NOT_IN_RUMA),
    ("m.megolm_backup.v1", "no such type", NOT_IN_RUMA),
    ("m.room.message", "missing field `url`", URL_OR_FILE),
    (
        "KeyVerificationRequestMessage",
        "missing field `body`",
        "its schema does not require a body, and clients leave it out",
    ),
    ("m.key.verification.*", "missing field `m.relates_to`", TWO_KINDS),
    ("m.key.verification.*", "missing field `transaction_id`", TWO_KINDS),
    ("m.key.verification.*", "m.relates_to is lost", TWO_KINDS),
    ("m.key.verification.*", "transaction_id is lost", TWO_KINDS),
    ("m.key.verification.*", "m.mentions is lost", MENTIONS),
    ("m.key.verification.accept", "method is lost", "the schema requires it, though it does not describe it"),
    ("m.call.*", "m.mentions is lost", MENTIONS),
    ("m.call.*", "m.relates_to is lost", RELATION),
    ("m.reaction", "m.mentions is lost", MENTIONS),
    ("m.room.encrypted", "m.mentions is lost", MENTIONS),
    ("m.room.encrypted", "m.relates_to is lost", TWO_KINDS),
    ("m.room.redaction", "m.mentions is lost", MENTIONS),
    ("m.room.redaction", "m.relates_to is lost", RELATION),
    ("m.sticker", "m.mentions is lost", MENTIONS),
    (
        "m.room.encrypted",
        "missing field `session_id`",
        "only one algorithm has sessions, so it is optional for us",
    ),
    ("m.room.image_pack", "images.key.info.thumbnail_url is lost", URL_AND_FILE),
    ("m.sticker", "info.thumbnail_url is lost", URL_AND_FILE),
    ("m.sticker", "file is lost", NOT_A_FIELD),
    (
        "m.sticker",
        "missing field `m.new_content`",
        "no sticker has a new content, so an edit of one has none either",
    ),
    ("m.room.message", "info.thumbnail_url is lost", URL_AND_FILE),
    ("m.room.message", "url is lost", URL_AND_FILE),
    ("m.room.join_rules", "allow is added", "ruma writes an empty list, where the field is absent for us"),
    ("m.push_rules", "global.content[].conditions is lost", RULES),
    ("m.push_rules", "global.override[].pattern is lost", RULES),
    ("m.push_rules", "global.room[].conditions is lost", RULES),
    ("m.push_rules", "global.room[].pattern is lost", RULES),
    ("m.push_rules", "global.sender[].conditions is lost", RULES),
    ("m.push_rules", "global.sender[].pattern is lost", RULES),
    ("m.push_rules", "global.underride[].pattern is lost", RULES),
    ("m.forwarded_room_key", "withheld is lost", NOT_A_FIELD),
    ("m.ignored_user_list", "ignored_users.@alice:example.org.free is lost", NOT_A_FIELD),
    ("m.push_rules", "missing field `global`", OPTIONAL),
    ("m.tag", "missing field `tags`", OPTIONAL),
    (
        "m.room_key.withheld",
        "missing field `room_id`",
        "only one code goes without it, so it is optional for us",
    ),
    ("m.secret.request", "missing field `name`", "only a request has it, so it is optional for us"),
    ("m.room.avatar", "url is added", NULL),
    ("m.room_key_request", "body is added", NULL),
    ("m.room.create", "m.federate is lost", DEFAULT),
    ("m.room.create", "room_version is added", DEFAULT),
    ("m.room.server_acl", "allow_ip_literals is lost", DEFAULT),
];

const NOT_IN_RUMA: &str = "ruma has no type for it";
const NOT_A_FIELD: &str =
    "ruma's type does not have the field, and types of ruma drop fields that they do not have";
const URL_OR_FILE: &str = "a message has a URL or a file, so neither is required by our type";
const TWO_KINDS: &str =
    "messages have a relation and events to devices a transaction; ruma has a type for each of the two";
const MENTIONS: &str = "the specification allows mentions in every message, ruma has them in some";
const RELATION: &str = "the specification allows a relation in every message, ruma has it in some";
const URL_AND_FILE: &str = "ruma keeps one of the URL and the encrypted file, which no event has both";
const RULES: &str = "the schema has one type for the rules of all kinds, ruma has a type for each";
const OPTIONAL: &str = "the schema does not require it";
const NULL: &str = "ruma writes `null`, where the field is absent for us";
const DEFAULT: &str = "ruma leaves out a value that is the default, or writes it";

/// Values that ruma accepts, by the ends of the paths at which it expects a form that the description does not require.
pub const PLAUSIBLE: &[(&str, &str)] = &[
    (".m.new_content", r#"{"msgtype":"m.text","body":"text"}"#),
    ("m.room.encrypted.algorithm", r#""m.megolm.v1.aes-sha2""#),
    ("m.room.join_rules.join_rule", r#""restricted""#),
    (".version", "0"),
    (".user_ids", r#"["@alice:example.org"]"#),
    (".sender[].rule_id", r#""@alice:example.org""#),
    (".room[].rule_id", r#""!room:example.org""#),
    ("file.hashes", r#"{"sha256":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}"#),
    (".key.k", r#""AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA""#),
    ("file.iv", r#""AAAAAAAAAAAAAAAAAAAAAA""#),
    ("m.image_pack.rooms.rooms", r#"{"!room:example.org":{"text":{}}}"#),
];

/// The relations that messages have.
pub const RELATIONS: [&str; 6] = [
    r#"{"rel_type":"m.thread","event_id":"$a","is_falling_back":true,"m.in_reply_to":{"event_id":"$b"}}"#,
    r#"{"rel_type":"m.thread","event_id":"$a","m.in_reply_to":{"event_id":"$b"}}"#,
    r#"{"m.in_reply_to":{"event_id":"$a"}}"#,
    r#"{"rel_type":"m.replace","event_id":"$a"}"#,
    REFERENCE,
    r#"{"rel_type":"m.annotation","event_id":"$a","key":"text"}"#,
];

/// The relation of a message about a verification.
pub const REFERENCE: &str = r#"{"rel_type":"m.reference","event_id":"$a"}"#;

/// Contents whose fields depend on each other.
pub const OTHER_FORMS: &[(&str, &str)] = &[
    (
        "m.room.encrypted",
        r#"{"algorithm":"m.olm.v1.curve25519-aes-sha2","sender_key":"text","ciphertext":{"text":{"body":"text","type":0}}}"#,
    ),
    ("m.room.join_rules", r#"{"join_rule":"public"}"#),
    ("m.room.create", r#"{"room_version":"12","m.federate":false,"additional_creators":["@a:example.org"]}"#),
    ("m.room.server_acl", r#"{"allow":["*"],"allow_ip_literals":false}"#),
    ("m.call.hangup", r#"{"call_id":"a","party_id":"b","version":"1","reason":"user_hangup"}"#),
];
