//! Rules of the specification's text about parts of a request, in addition to the schemas.

use matrix_openapi_codegen::lower::ir::Operation;
use serde_json::Value;

/// The query and the body of a request.
struct Sent<'a> {
    query: &'a [(String, String)],
    body: &'a Value,
}

impl Sent<'_> {
    fn has(&self, name: &str) -> bool {
        self.body.get(name).is_some() || self.query.iter().any(|(known, _)| known == name)
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.body.get(name)?.as_str()
    }

    fn implies(&self, name: &str, other: &str) -> bool {
        !self.has(name) || self.has(other)
    }
}

/// A rule: the operations, where a star stands for any ending, the rule as a sentence, and whether a request satisfies it.
type Rule = (&'static [&'static str], &'static str, fn(&Sent) -> bool);

const RULES: &[Rule] = &[
    (&["login"], "a password needs an identifier, a token login a token", |sent| match sent.text("type") {
        Some("m.login.password") => {
            let user = &sent.body["identifier"];
            sent.has("password") && user["type"] == "m.id.user" && user["user"].is_string()
        }
        Some("m.login.token") => sent.has("token"),
        _ => true,
    }),
    (&["register"], "an account of a user needs a password", |sent| sent.has("password")),
    (
        &[
            "requestTokenTo*",
            "bind3PID",
            "deactivateAccount",
            "delete3pidFromAccount",
            "unbind3pidFromAccount",
            "inviteBy3PID",
            "post3PIDs",
        ],
        "a token of an identity server and its name belong together",
        |sent| sent.implies("id_access_token", "id_server"),
    ),
    (&["requestTokenTo*", "bind3PID"], "an identity server needs its token", |sent| {
        sent.implies("id_server", "id_access_token")
    }),
    (&["postPusher"], "a pusher needs names, a language, and where it is http, a URL", |sent| {
        let names =
            ["app_display_name", "device_display_name", "lang", "data"].iter().all(|name| sent.has(name));
        let http = sent.text("kind") == Some("http");
        sent.body["kind"].is_null() || (names && (!http || sent.body["data"]["url"].is_string()))
    }),
    (&["setPushRule"], "a rule for contents needs a pattern", |sent| {
        sent.has("pattern") || !sent.has("conditions") || sent.body["conditions"].is_array()
    }),
    (&["getPublicRooms", "queryPublicRooms"], "one network and all networks exclude each other", |sent| {
        !(sent.has("third_party_instance_id") && sent.has("include_all_networks"))
    }),
    (&["getMembersByRoom"], "a membership is asked for or left out, not both", |sent| {
        !(sent.has("membership") && sent.has("not_membership"))
    }),
    (&["unbindV2"], "a session and its secret belong together", |sent| {
        sent.has("sid") == sent.has("client_secret")
    }),
    (&["lookupUsersV2"], "addresses are hashed where the algorithm says so", |sent| {
        let hashed = |address: &Value| address.as_str().is_some_and(|text| text.len() == 43);
        sent.text("algorithm") != Some("sha256")
            || sent.body["addresses"].as_array().is_some_and(|all| all.iter().all(hashed))
    }),
    (&["setProfileField"], "the body has the field of the path", |sent| {
        sent.body.as_object().is_some_and(|fields| fields.len() == 1)
    }),
    (&["search"], "a category has a search term", |sent| {
        sent.body["search_categories"]["room_events"]["search_term"].is_string()
    }),
    (&["sendMessage"], "a message has a type and a text", |sent| {
        sent.text("msgtype").is_some() && sent.text("body").is_some()
    }),
    (
        &["sendJoin*", "sendLeave*", "sendKnock", "sendInvite*"],
        "a membership event has its content",
        |sent| {
            let event = sent.body.get("event").unwrap_or(sent.body);
            event["type"] == "m.room.member" && event["content"]["membership"].is_string()
        },
    ),
];

/// Returns the rules that a request does not satisfy.
pub fn unmet<'a>(
    operation: &'a Operation,
    query: &'a [(String, String)],
    body: &'a Value,
) -> impl Iterator<Item = &'static str> + 'a {
    let id = operation.facts.id.as_str();
    let named = move |name: &&str| name.strip_suffix('*').map_or(id == *name, |start| id.starts_with(start));
    let rules = RULES.iter().filter(move |(names, ..)| names.iter().any(named));
    rules.filter(move |(.., met)| !met(&Sent { query, body })).map(|(_, sentence, _)| *sentence)
}
