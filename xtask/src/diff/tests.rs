use matrix_openapi_codegen::sorted::SortedMap;
use matrix_openapi_codegen::{Description, Document, Origin, Project};
use serde_json::{Value, json};

use super::*;

/// Returns a small API with parameters, bodies and responses, a type that is sent and one that is received.
fn api() -> Value {
    let response = |schema: Value| json!({"200": {"description": "", "content": {"application/json": {"schema": schema}}}});
    let text = json!({"type": "string"});
    json!({
        "openapi": "3.1.0",
        "paths": {
            "/_matrix/client/v3/rooms/{roomId}/ban": {"post": {
                "operationId": "ban",
                "security": [{"accessTokenBearer": []}],
                "parameters": [
                    {"name": "roomId", "in": "path", "required": true, "schema": text, "x-addedInMatrixVersion": "1.1"},
                    {"name": "since", "in": "query", "required": true, "schema": text},
                    {"name": "limit", "in": "query", "schema": {"type": "integer"}},
                ],
                "requestBody": {"content": {"application/json": {"schema": {
                    "type": "object",
                    "required": ["user_id"],
                    "properties": {
                        "user_id": text,
                        "reason": text,
                        "filter": {"$ref": "#/components/schemas/Filter"},
                        "pusher": {"$ref": "#/components/schemas/Pusher"},
                    },
                }}}},
                "responses": response(json!({"$ref": "#/components/schemas/Event"})),
            }},
            "/_matrix/client/v3/whoami": {"get": {
                "operationId": "whoami",
                "parameters": [{"name": "kind", "in": "query", "schema": text}],
                "responses": response(json!({"type": "object", "required": ["user_id"], "properties": {
                    "user_id": text,
                    "kind": {"type": "string", "enum": ["a", "b"]},
                    "device": text,
                    "value": {"oneOf": [{"type": "string"}, {"type": "integer"}]},
                }})),
            }},
            "/_matrix/client/v3/who": {"get": {"operationId": "who", "responses": response(json!({"type": "object"}))}},
        },
        "components": {
            "schemas": {
                "Event": {"type": "object", "required": ["id"], "properties": {"id": text, "age": {"type": "integer"}}},
                "Filter": {"type": "object", "properties": {"limit": {"type": "integer"}}},
                "Pusher": {"type": "object", "required": ["url"], "properties": {"url": text, "format": text}},
            },
            "securitySchemes": {"accessTokenBearer": {"type": "http", "scheme": "bearer"}},
        },
    })
}

fn description(root: Value) -> Description {
    let document = Document::new(Api::ClientServer, "fixture.yaml", root);
    Description {
        release: "v1.19".parse().unwrap(),
        origin: Origin::Upstream,
        documents: SortedMap::from([(Api::ClientServer, document)]),
        events: None,
    }
}

/// Returns a description with the hashes of its own prose.
fn subject(root: Value) -> Subject {
    let model = Project::new("", "").lower(description(root)).unwrap();
    let prose = crate::prose::hashes(&model);
    Subject::generated("v1.19", model, Some(prose)).unwrap()
}

fn compare(old: Value, new: Value) -> Diff {
    Diff::between(Some(&subject(old)), &subject(new))
}

/// Returns the text without its colours.
fn plain(diff: &Diff) -> String {
    anstream::adapter::strip_str(&diff.text()).to_string()
}

/// An edit of the API, by JSON pointer.
enum Edit {
    Set(&'static str, Value),
    Remove(&'static str),
    /// Moves a value to another place.
    Move(&'static str, &'static str),
    Swap(&'static str, &'static str),
    All(Vec<Edit>),
}

use Edit::{All, Move, Remove, Set, Swap};

impl Edit {
    fn apply(self, root: &mut Value) {
        match self {
            All(edits) => edits.into_iter().for_each(|edit| edit.apply(root)),
            Set(pointer, value) => set(root, pointer, value),
            Remove(pointer) => drop(take(root, pointer)),
            Move(from, to) => {
                let value = take(root, from);
                set(root, to, value);
            }
            Swap(one, other) => {
                let (first, second) = (take(root, one), take(root, other));
                set(root, one, second);
                set(root, other, first);
            }
        }
    }
}

fn holder<'a>(root: &'a mut Value, pointer: &'a str) -> (&'a mut Value, String) {
    let (holder, name) = pointer.rsplit_once('/').unwrap();
    let name = name.replace("~1", "/");
    (root.pointer_mut(holder).unwrap_or_else(|| panic!("there is no {holder}")), name)
}

fn set(root: &mut Value, pointer: &str, value: Value) {
    match holder(root, pointer) {
        (Value::Array(items), name) if name == "-" => items.push(value),
        (Value::Array(items), name) => items[name.parse::<usize>().unwrap()] = value,
        (object, name) => drop(object.as_object_mut().unwrap().insert(name, value)),
    }
}

fn take(root: &mut Value, pointer: &str) -> Value {
    match holder(root, pointer) {
        (Value::Array(items), name) => items.remove(name.parse().unwrap()),
        (object, name) => {
            object.as_object_mut().unwrap().remove(&name).unwrap_or_else(|| panic!("there is no {pointer}"))
        }
    }
}

const BAN: &str = "/paths/~1_matrix~1client~1v3~1rooms~1{roomId}~1ban";

#[rustfmt::skip]
macro_rules! ban { ($rest:literal) => { concat!("/paths/~1_matrix~1client~1v3~1rooms~1{roomId}~1ban/post", $rest) } }
#[rustfmt::skip]
macro_rules! body { ($rest:literal) => { concat!("/paths/~1_matrix~1client~1v3~1rooms~1{roomId}~1ban/post/requestBody/content/application~1json/schema", $rest) } }
#[rustfmt::skip]
macro_rules! whoami { ($rest:literal) => { concat!("/paths/~1_matrix~1client~1v3~1whoami/get", $rest) } }
#[rustfmt::skip]
macro_rules! response { ($rest:literal) => { concat!("/paths/~1_matrix~1client~1v3~1whoami/get/responses/200/content/application~1json/schema", $rest) } }

fn text() -> Value {
    json!({"type": "string"})
}

fn optional_query(name: &str) -> Value {
    json!({"name": name, "in": "query", "required": false, "schema": text()})
}

fn required_query(name: &str) -> Value {
    json!({"name": name, "in": "query", "required": true, "schema": text()})
}

/// An edit with its name, its verdict and a part of the text about it.
type Case = (&'static str, Edit, Verdict, &'static str);

/// Edits of operations and their parameters, then those of types.
fn table() -> impl Iterator<Item = Case> {
    operations().into_iter().chain(types())
}

#[rustfmt::skip]
fn operations() -> Vec<Case> {
    use Verdict::{Major, Minor, Patch};
    vec![
        ("a summary", Set(ban!("/summary"), json!("Bans.")), Patch, "\nwording: 1 operation was reworded: client-server ban; review our sentences on them\n"),
        ("prose on a field", Set(body!("/properties/reason/description"), json!("Why.")), Patch, "\nwording: 1 type was reworded: client-server BanRequest; review our sentences on them\n"),
        ("a rate limit", Set(ban!("/responses/429"), json!({"description": ""})), Patch, "rate-limited"),
        ("a documented error", Set(ban!("/responses/404"), json!({"description": ""})), Patch, "documented errors: 404, was unspecified"),
        ("a release", Set(ban!("/x-addedInMatrixVersion"), json!("1.2")), Patch, "the release that added it: 1.2"),
        ("a bound", Set(body!("/properties/reason/maxLength"), json!(9)), Patch, "`body.reason`: at most 9 characters, was unspecified"),
        ("a release that is no longer documented", Remove(ban!("/parameters/0/x-addedInMatrixVersion")), Patch, "`roomId (in the path)`: no longer documented: since 1.1"),
        ("a server's default", Set(ban!("/parameters/2/schema/default"), json!(10)), Patch, "`limit (in the query)`: by default 10, was unspecified"),
        ("a tag", Set(ban!("/tags"), json!(["Rooms"])), Patch, "tags: Rooms, was unspecified"),
        ("a new operation", Set("/paths/~1new", json!({"get": {"operationId": "brandNew", "responses": {"200": {"description": ""}}}})), Minor, "+ client-server brandNew GET /new"),
        ("a removed operation", Remove("/paths/~1_matrix~1client~1v3~1who"), Major, "- client-server who GET /_matrix/client/v3/who"),
        ("another operationId", Set(whoami!("/operationId"), json!("whoAmI2")), Major, "~ client-server whoAmI2 GET /_matrix/client/v3/whoami (was whoami)\n"),
        ("an operationId for another operation", Swap(whoami!("/operationId"), "/paths/~1_matrix~1client~1v3~1who/get/operationId"), Major, "the operationId belongs to another operation"),
        ("an operationId of a removed operation", All(vec![Remove("/paths/~1_matrix~1client~1v3~1who"), Set("/paths/~1new", json!({"post": {"operationId": "who", "responses": {"200": {"description": ""}}}}))]), Major, "the operationId belongs to another operation: `POST /new`, was `GET /_matrix/client/v3/who`"),
        ("an operationId of a renamed operation", All(vec![Set("/paths/~1_matrix~1client~1v3~1who/get/operationId", json!("whoElse")), Set("/paths/~1new", json!({"get": {"operationId": "who", "responses": {"200": {"description": ""}}}}))]), Major, "the operationId belongs to another operation: `GET /new`, was `GET /_matrix/client/v3/who`"),
        ("a status of success", Set(whoami!("/responses/201"), json!({"description": "", "content": {"application/json": {"schema": {"type": "object", "required": ["user_id"], "properties": {"user_id": text(), "kind": {"type": "string", "enum": ["a", "b"]}, "device": text(), "value": {"oneOf": [{"type": "string"}, {"type": "integer"}]}}}}}})), Minor, "`success statuses`: 200, 201, was 200"),
        ("a body that must be there", Set(ban!("/requestBody/required"), json!(true)), Minor, "`body`: object, required, was object, optional"),
        ("a header of a response", Set(whoami!("/responses/200/headers"), json!({"ETag": {"required": true, "schema": {"type": "string"}}})), Minor, "`etag (in the headers of 200)` added: string, required"),
        ("a parameter that goes into the headers", Set(ban!("/parameters/1/in"), json!("header")), Minor, "`since (in the headers)` was `since (in the query)`"),
        ("a new scheme", Set(ban!("/security/-"), json!({"accessTokenQuery": []})), Minor, "`accessTokenQuery` is accepted now"),
        ("a deprecation", Set(whoami!("/deprecated"), json!(true)), Minor, "it is deprecated now"),
        ("another path", Move("/paths/~1_matrix~1client~1v3~1whoami", "/paths/~1_matrix~1client~1v4~1whoami"), Minor, "+ client-server whoami GET /_matrix/client/v4/whoami (moved from GET /_matrix/client/v3/whoami)\n"),
        ("another verb", Move("/paths/~1_matrix~1client~1v3~1whoami/get", "/paths/~1_matrix~1client~1v3~1whoami/post"), Minor, "`POST /_matrix/client/v3/whoami` was `GET"),
        ("a credential", Set(whoami!("/security"), json!([{"accessTokenBearer": []}])), Minor, "authentication required (accessTokenBearer), was none"),
        ("an optional credential", Set(ban!("/security"), json!([{}, {"accessTokenBearer": []}])), Minor, "authentication optional (accessTokenBearer), was required"),
        ("a method of another name", Set(ban!("/x-rust-name"), json!("ban_user")), Major, "- client-server Client::ban("),
        ("an optional parameter", Set(ban!("/parameters/-"), optional_query("after")), Minor, "+ client-server call::Ban::after(self, after: impl arguments::IntoOption<String>) -> Self"),
        ("a required parameter", Set(ban!("/parameters/-"), required_query("after")), Major, "it requires the new argument `after`"),
        ("a parameter that becomes required", Set(ban!("/parameters/2/required"), json!(true)), Major, "it requires the new argument `limit`"),
        ("a parameter that becomes optional", Set(ban!("/parameters/1/required"), json!(false)), Major, "the argument `since` was removed"),
        ("a renamed parameter of the path", All(vec![Set(ban!("/parameters/0/name"), json!("room")), Move(BAN, "/paths/~1_matrix~1client~1v3~1rooms~1{room}~1ban")]), Major, "path parameters: room, was roomId"),
        ("a place that another operation takes over", All(vec![Move("/paths/~1_matrix~1client~1v3~1whoami", "/paths/~1moved"), Set("/paths/~1_matrix~1client~1v3~1whoami", json!({"get": {"operationId": "whoIsIt", "responses": {"200": {"description": ""}}}}))]), Major, "the operationId belongs to another operation: `GET /moved`, was `GET /_matrix/client/v3/whoami`"),
        ("a removed parameter", Remove(ban!("/parameters/2")), Major, "- client-server call::Ban::limit(self, limit: impl arguments::IntoOption<i64>) -> Self"),
        ("a parameter of another type", Set(ban!("/parameters/1/schema/type"), json!("integer")), Major, "the argument `since` has another type"),
        ("another parameter in one's place", Set(ban!("/parameters/1/name"), json!("until")), Major, "`until (in the query)` takes the place of `since (in the query)`"),
        ("a parameter with another spelling", Set(ban!("/parameters/2/name"), json!("Limit")), Minor, "`Limit (in the query)` added"),
        ("an optional field that is sent", Set(body!("/properties/note"), text()), Minor, "call::Ban::note(self, note: impl arguments::IntoOption<String>) -> Self"),
        ("a required field that is sent", Set(body!("/required/-"), json!("reason")), Major, "it requires the new argument `reason`"),
        ("a removed field that is sent", Remove(body!("/properties/reason")), Major, "the field was removed"),
        ("a field that is sent and becomes optional", Set(body!("/required"), json!([])), Major, "the argument `user_id` was removed"),
    ]
}

#[rustfmt::skip]
fn types() -> Vec<Case> {
    use Verdict::{Major, Minor};
    vec![
        ("an optional field of a part that is sent", Set("/components/schemas/Pusher/properties/lang", text()), Minor, "types::Pusher::lang: Option<String>"),
        ("a required field of a part that is sent", Set("/components/schemas/Pusher/required/-", json!("format")), Major, "types::Pusher::new(format: impl Into<String>, url: impl Into<String>) -> Self"),
        ("the first required field of a part that is sent", Set("/components/schemas/Filter/required", json!(["limit"])), Major, "- client-server types::Filter: impl Default"),
        ("an optional field that is received", Set("/components/schemas/Event/properties/note", text()), Minor, "a new field of a type that users cannot build by a literal"),
        ("a required field that is received", Set(response!("/required"), json!(["user_id", "device", "since"])), Major, "types::WhoamiResponse::device: String"),
        ("a required field that is added", Set("/components/schemas/Event", json!({"type": "object", "required": ["id", "at"], "properties": {"id": text(), "at": {"type": "integer"}, "age": {"type": "integer"}}})), Major, "+ client-server types::Event::at: i64"),
        ("a removed field that is received", Remove("/components/schemas/Event/properties/age"), Major, "- client-server types::Event::age: Option<i64>"),
        ("a field of another type", Set("/components/schemas/Event/properties/age", text()), Major, "the field has another type"),
        ("a field that takes null", Set(response!("/properties/user_id"), json!({"type": ["string", "null"]})), Major, "types::WhoamiResponse::user_id: Option<String>"),
        ("a new value", Set(response!("/properties/kind/enum/-"), json!("c")), Minor, "types::WhoamiKind::C = \"c\""),
        ("a removed value", Remove(response!("/properties/kind/enum/1")), Major, "the variant was removed"),
        ("a value with another spelling", Set(response!("/properties/kind/enum/1"), json!("B")), Minor, "the variant stands for another string"),
        ("a new kind of value", Set(response!("/properties/value/oneOf/-"), json!({"type": "boolean"})), Minor, "a new variant of a non-exhaustive enumeration"),
        ("a removed kind of value", Remove(response!("/properties/value/oneOf/1")), Major, "types::WhoamiResponse::value: Option<String>"),
        ("a response without a body", Remove(whoami!("/responses/200/content")), Major, "it returns another type"),
        ("a renamed type", Set("/components/schemas/Event/x-rust-name", json!("RoomEvent")), Major, "- client-server types::Event: struct"),
    ]
}

#[test]
fn each_change_gets_its_verdict() {
    let mut names = std::collections::BTreeSet::new();
    for (name, edit, verdict, text_part) in table() {
        let mut new = api();
        edit.apply(&mut new);
        let diff = compare(api(), new);
        let text = plain(&diff);
        assert_eq!(diff.verdict, verdict, "{name}\n{text}");
        assert!(text.contains(text_part), "{name} does not say {text_part}\n{text}");
        assert!(names.insert(name), "{name} is there twice");
    }
}

#[test]
fn the_reverse_comparison_is_the_reverse() {
    let back = |old: Value, new: Value| {
        let diff = compare(old, new);
        let names =
            |all: &[operations::ListedOperation]| all.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
        let lines =
            |entries: &[SurfaceEntry]| entries.iter().map(|entry| entry.item.to_string()).collect::<Vec<_>>();
        let (operations, surface) = (&diff.operations, &diff.surface);
        let [added, removed] = [&operations.added, &operations.removed].map(|all| names(all));
        let [new_items, old_items] = [&surface.added, &surface.removed].map(|all| lines(all));
        (added, removed, new_items, old_items)
    };
    for (name, edit, ..) in table() {
        let mut new = api();
        edit.apply(&mut new);
        let (added, removed, new_items, old_items) = back(api(), new.clone());
        assert_eq!(back(new, api()), (removed, added, old_items, new_items), "{name}");
    }
}

#[test]
fn equal_sides_have_no_difference() {
    let diff = compare(api(), api());
    assert_eq!((diff.verdict, diff.is_empty()), (Verdict::Patch, true));
    assert_eq!(plain(&diff), "v1.19 to v1.19: 3 operations, were 3\nno difference\nverdict: patch\n");
    assert_eq!(
        diff.markdown(),
        "## v1.19 to v1.19\n\n**Verdict: patch.** 3 operations, were 3.\n\nNo difference.\n"
    );
}

#[test]
fn a_response_that_gets_required_fields_breaks_only_servers() {
    let mut old = api();
    for key in ["/required", "/properties/id"] {
        take(&mut old, &format!("/components/schemas/Event{key}"));
    }
    let diff = compare(old.clone(), api());
    let of = |api: &str| -> Vec<String> {
        let entries =
            diff.surface.lists().into_iter().flat_map(|(sign, all)| all.iter().map(move |one| (sign, one)));
        let entries = entries.filter(|(_, entry)| entry.api == api);
        entries.map(|(sign, entry)| format!("{} {sign} {}", entry.verdict, entry.item)).collect()
    };
    assert_eq!(of("client-server"), ["minor + types::Event::id: String"]);
    assert_eq!(
        of("client-server.server"),
        ["major - types::Event: impl Default", "minor + types::Event::new(id: impl Into<String>) -> Self"]
    );
    assert_eq!(diff.verdict, Verdict::Major);
}

#[test]
fn a_response_can_get_a_type_for_other_fields() {
    let open = |schema: Value| {
        let mut new = api();
        set(&mut new, "/components/schemas/Event/additionalProperties", schema);
        compare(api(), new)
    };
    let diff = open(json!({"type": "string"}));
    let text = plain(&diff);
    assert!(text.contains("\n    `response.*` added: string\n\ninterface: no difference\n"), "{text}");
    assert_eq!(diff.verdict, Verdict::Minor);
    // Objects may have any other fields unless the description says otherwise.
    let diff = open(json!(true));
    assert!(diff.is_empty(), "{}", plain(&diff));
}

#[test]
fn without_an_old_side_everything_is_new() {
    let whole = subject(api());
    let diff = Diff::between(None, &whole);
    let text = plain(&diff);
    assert!(
        text.starts_with(
            "nothing to v1.19: 3 operations, were 0\n\noperations: 3 added\n+ client-server ban"
        ),
        "{text}"
    );
    let SurfaceChanges { added, removed, changed } = &diff.surface;
    assert_eq!((removed.len(), changed.len(), diff.verdict), (0, 0, Verdict::Minor));
    let api = Api::ClientServer;
    let modules = [Module::Api(api), Module::Server(api), Module::Mock(api)];
    assert_eq!(added.len(), modules.map(|module| whole.surfaces[&module].len()).iter().sum::<usize>());
}

#[test]
fn members_are_counted_with_their_type() {
    let mut new = api();
    take(&mut new, "/paths/~1_matrix~1client~1v3~1whoami");
    set(&mut new, "/components/schemas/Event/properties/note", json!({"type": "string"}));
    let mut old = api();
    let ban = take(&mut old.clone(), BAN);
    for root in [&mut old, &mut new] {
        set(root, "/paths/~1_matrix~1client~1v3~1rooms~1{roomId}~1kick", ban.clone());
        set(root, "/paths/~1_matrix~1client~1v3~1rooms~1{roomId}~1kick/post/operationId", json!("kick"));
    }
    let diff = compare(old, new);
    let text = plain(&diff);
    assert_eq!(text.matches("`response.note` added: string, optional").count(), 1, "{text}");
    assert!(text.contains("{roomId}/ban\n~ client-server kick"), "{text}");
    let parts = |entry: &&SurfaceEntry| {
        entry.api == "client-server"
            && entry.item.path.starts_with("types::WhoamiResponse")
            && entry.with_owner
    };
    let parts = diff.surface.removed.iter().filter(parts).count();
    assert!(parts > 1);
    let whole = format!(
        "types::WhoamiResponse: struct #[non_exhaustive] (with its {parts} fields, variants or methods)\n"
    );
    assert!(text.contains(&format!("- client-server {whole}")), "{text}");
    assert!(!text.contains("- client-server types::WhoamiResponse::device"), "{text}");
}

#[test]
fn markdown_shows_names_as_code_and_text_as_text() {
    let mut new = api();
    set(&mut new, "/components/schemas/Event/properties/note", json!({"type": "string"}));
    take(&mut new, "/paths/~1_matrix~1client~1v3~1who");
    let diff = compare(api(), new);
    let markdown = diff.markdown();
    let removed = diff.surface.removed.len();
    let is_part = |entry: &&SurfaceEntry| entry.item.path.starts_with("call::Who") && entry.with_owner;
    let parts = diff.surface.removed.iter().filter(is_part).count();
    assert!(parts > 1);
    let interface = format!(
        "### Interface: {removed} removed, 1 added\n\n- **major**: it was removed; code that uses it no longer compiles\n  - client-server `Client::who(&self) -> call::Who<'_>` removed\n  - client-server `call::Who: struct<'a> {{ .. }}` with its {parts} fields, variants or methods removed\n  - client-server `op::Who: struct` with its 1 field, variant or method removed\n  - client-server.server `request::Who: struct #[non_exhaustive]` with its 2 fields, variants or methods removed\n"
    );
    for line in [
        "**Verdict: major.** 2 operations, were 3.\n\n- 4 times: it was removed; code that uses it no longer compiles\n",
        "### Operations removed\n\n- client-server `who` (`GET /_matrix/client/v3/who`)\n",
        "- client-server `ban` (`POST /_matrix/client/v3/rooms/{roomId}/ban`)\n  - `response.note` added: string, optional\n",
        interface.as_str(),
        "- **minor**: a new field of a type that users cannot build by a literal\n  - client-server `types::Event::note: Option<String>` added\n",
    ] {
        assert!(markdown.contains(line), "no {line} in\n{markdown}");
    }
}

#[test]
fn entries_are_grouped_by_reason_with_the_worst_first() {
    let mut new = api();
    for (name, ty) in [("id", "boolean"), ("age", "string")] {
        set(&mut new, &format!("/components/schemas/Event/properties/{name}/type"), json!(ty));
    }
    set(&mut new, "/components/schemas/Event/properties/note", json!({"type": "string"}));
    let diff = compare(api(), new);
    let text = plain(&diff);
    let (_, interface) = text.split_once("\n\ninterface: ").unwrap();
    assert_eq!(
        interface,
        "1 added, 3 changed\n\
         major: the field has another type; code that uses it may no longer compile\n    \
         - client-server types::Event::age: Option<i64>\n    \
         + client-server types::Event::age: Option<String>\n    \
         - client-server types::Event::id: String\n    \
         + client-server types::Event::id: bool\n\
         major: the argument `id` has another type; calls may no longer compile\n    \
         - client-server.server types::Event::new(id: impl Into<String>) -> Self\n    \
         + client-server.server types::Event::new(id: bool) -> Self\n\
         minor: a new field of a type that users cannot build by a literal\n    \
         + client-server types::Event::note: Option<String>\n\n\
         verdict: major\n  \
         2 times: the field has another type; code that uses it may no longer compile\n  \
         client-server.server `types::Event::new`: the argument `id` has another type; calls may no longer compile\n"
    );
}

#[test]
fn a_reason_of_one_item_names_it_without_its_signature() {
    let mut new = api();
    set(&mut new, &format!("{BAN}/post/parameters/2/required"), json!(true));
    let diff = compare(api(), new);
    let why = [
        "client-server `call::Ban::limit`: it was removed; code that uses it no longer compiles",
        "client-server `Client::ban`: it requires the new argument `limit`; calls without it no longer compile",
        "client-server.server `request::Ban::limit`: the field has another type; code that uses it may no longer compile",
    ];
    assert_eq!(diff.why(), why);
    assert!(diff.reasons[1].subject.starts_with("Client::ban(&self, "), "{}", diff.reasons[1].subject);
}

#[test]
fn a_terminal_gets_only_colours_in_addition() {
    let mut new = api();
    take(&mut new, "/paths/~1_matrix~1client~1v3~1who");
    let diff = compare(api(), new);
    let (plain, coloured) = (plain(&diff), diff.text());
    assert!(
        coloured.contains("\u{1b}[31m-\u{1b}[0m client-server who")
            && coloured.contains("\u{1b}[31mmajor\u{1b}[0m")
    );
    let mut stripped = coloured;
    for code in ["0", "1", "31", "32", "33"] {
        stripped = stripped.replace(&format!("\u{1b}[{code}m"), "");
    }
    assert_eq!(stripped, plain);
}

#[test]
fn changed_items_get_their_verdicts() {
    let item = |line: &str| std::collections::BTreeSet::from([crate::surface::Item::parse(line).unwrap()]);
    let verdict = |old: &str, new: &str| changes(&item(old), &item(new)).pop().map(|change| change.verdict);
    let a_b = "Client::f(&self, a: impl AsRef<str>, b: impl AsRef<str>) -> ()";
    assert_eq!(
        verdict(a_b, "Client::f(&self, b: impl AsRef<str>, a: impl AsRef<str>) -> ()"),
        Some(Verdict::Major)
    );
    assert_eq!(
        verdict(a_b, "Client::f(&self, a: impl AsRef<str>, c: impl AsRef<str>) -> ()"),
        Some(Verdict::Patch)
    );
    assert_eq!(
        verdict(a_b, "Client::f(self, a: impl AsRef<str>, b: impl AsRef<str>) -> ()"),
        Some(Verdict::Major)
    );
    assert_eq!(verdict("A: struct", "A: struct #[non_exhaustive]"), Some(Verdict::Major));
    assert_eq!(verdict("A: struct #[non_exhaustive]", "A: struct"), Some(Verdict::Minor));
    assert_eq!(verdict("A: enum", "A: struct"), Some(Verdict::Major));
    assert_eq!(verdict("A::B = \"b\"", "A::B = \"B\""), Some(Verdict::Minor));
    assert_eq!(verdict(a_b, a_b), None);
}

#[test]
fn exhaustive_types_cannot_grow() {
    let items =
        |lines: &[&str]| lines.iter().map(|line| crate::surface::Item::parse(line).unwrap()).collect();
    let verdict = |old: &[&str], new: &[&str]| changes(&items(old), &items(new)).pop().unwrap().verdict;
    assert_eq!(
        verdict(&["A: struct", "A::b: i64"], &["A: struct", "A::b: i64", "A::c: i64"]),
        Verdict::Major
    );
    assert_eq!(verdict(&["A: struct { .. }"], &["A: struct { .. }", "A::c: i64"]), Verdict::Minor);
    assert_eq!(verdict(&["A: enum", "A::B"], &["A: enum", "A::B", "A::C"]), Verdict::Major);
    assert_eq!(verdict(&["A: open enum"], &["A: open enum", "A::C = \"c\""]), Verdict::Minor);
    assert_eq!(verdict(&["A: struct"], &["A: struct", "A: impl Copy"]), Verdict::Minor);
    assert_eq!(verdict(&["A: struct", "A: impl Copy"], &["A: struct"]), Verdict::Major);
}

#[test]
fn another_type_key_or_kind_of_a_content_breaks_programs_and_a_new_kind_does_not() {
    let items =
        |lines: &[&str]| lines.iter().map(|line| crate::surface::Item::parse(line).unwrap()).collect();
    let verdict = |old: &[&str], new: &[&str]| {
        let verdicts = changes(&items(old), &items(new)).into_iter().map(|change| change.verdict);
        verdicts.max().unwrap()
    };
    let (name, state) = ("A: impl EventContent<\"m.a\">", "A: impl StateContent<Key = ()>");
    let all = [name, state];
    assert_eq!(verdict(&all, &["A: impl EventContent<\"m.b\">", state]), Verdict::Major);
    assert_eq!(verdict(&all, &[name, "A: impl StateContent<Key = String>"]), Verdict::Major);
    assert_eq!(verdict(&all, &[name]), Verdict::Major);
    assert_eq!(verdict(&all, &[name, state, "A: impl MessageContent"]), Verdict::Minor);
}
