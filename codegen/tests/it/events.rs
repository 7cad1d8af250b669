//! The model of the events, for handwritten documents, the repository's own description, and whole upstream releases.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use matrix_openapi_codegen::event::{self, EventBase, EventFacts, EventKind, StateKeyKind};
use matrix_openapi_codegen::load::{self, Prose};
use matrix_openapi_codegen::lower::event_ir::{Content, EventModel};
use matrix_openapi_codegen::lower::{lower_edus, lower_events};
use matrix_openapi_codegen::matrix::events::{EVENT_NAMES, HANDWRITTEN};
use matrix_openapi_codegen::overlay::Overlays;
use matrix_openapi_codegen::pipeline::event_module;
use matrix_openapi_codegen::{Api, Document, Project, Release, Result, yaml};
use quote::ToTokens;
use serde_json::{Value, json};

const RELEASE: Release = Release { major: 1, minor: 19 };

/// The number of types of events in each release: all, state, messages and others, by the bases of upstream's
/// schemas.
const COUNTED: [(&str, [usize; 4]); 5] = [
    ("v1.8", [57, 20, 11, 26]),
    ("v1.11", [58, 20, 12, 26]),
    ("v1.13", [59, 20, 12, 27]),
    ("v1.18", [62, 21, 12, 29]),
    ("v1.19", [66, 22, 12, 32]),
];

fn spec() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec")
}

fn model(path: &Path) -> EventModel {
    let description = Project::new(path, spec().join("overlays")).description().unwrap();
    lower_events(description.events.as_ref().unwrap(), description.release).unwrap()
}

fn document(root: Value) -> Document {
    Document::new(Api::ClientServer, "events.yaml", root)
}

fn lowered(root: Value) -> Result<EventModel> {
    lower_events(&document(root), RELEASE)
}

/// Returns one event with this content.
fn one(content: Value) -> Value {
    json!({"events": {"m.a": {"base": "room", "content": content}}})
}

fn refused(root: Value) -> String {
    lowered(root).unwrap_err().to_string()
}

fn facts(root: Value) -> Vec<EventFacts> {
    event::events(&document(root)).unwrap()
}

/// Returns these numbers by the files of a tree, and the number of forms of each content with several.
fn in_files(tree: &Path) -> ([usize; 4], BTreeMap<String, usize>) {
    let (mut counts, mut forms) = ([0; 4], BTreeMap::new());
    for entry in fs::read_dir(tree.join("data/event-schemas/schema")).unwrap() {
        let path = entry.unwrap().path();
        let Some(name) = path.file_name().unwrap().to_str().unwrap().strip_suffix(".yaml") else { continue };
        if let Some((event, _)) = name.split_once('$') {
            *forms.entry(event.to_owned()).or_insert(0) += 1;
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let bases = ["state_event", "room_event", "event"];
        let base = bases.iter().position(|base| text.contains(&format!("core-event-schema/{base}.yaml")));
        for index in base.map(|base| [0, base + 1]).into_iter().flatten() {
            counts[index] += 1;
        }
    }
    (counts, forms)
}

#[test]
fn every_release_has_its_types() {
    let Some(folder) = matrix_openapi_testing::spec_trees() else { return };
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if !path.join("data/event-schemas/schema").is_dir() {
            continue;
        }
        let tree = path.file_name().unwrap().to_str().unwrap();
        let (counts, forms) = in_files(&path);
        if let Some((_, counted)) = COUNTED.iter().find(|(counted, _)| *counted == tree) {
            assert_eq!(counts, *counted, "{tree}");
        }
        let model = model(&path);
        let based = |base| model.events.iter().filter(|event| event.facts.base == Some(base)).count();
        let by_base = [EventBase::State, EventBase::Room, EventBase::Event].map(based);
        let all = by_base.iter().sum();
        assert_eq!([all, by_base[0], by_base[1], by_base[2]], counts, "{tree}");
        let facts: Vec<_> = model.events.iter().map(|event| event.facts.clone()).collect();
        assert_eq!(event::without_kind(&facts), Vec::<String>::new(), "{tree}");
        event_module(&model, None).unwrap_or_else(|error| panic!("{tree}: {error}"));
        let message = &model.tagged["RoomMessage"];
        let number = |event: &str| forms[event];
        assert_eq!(
            (message.tag.as_str(), message.variants.len()),
            ("msgtype", number("m.room.message")),
            "{tree}"
        );
        let start = &model.tagged["KeyVerificationStart"];
        assert_eq!(
            (start.tag.as_str(), start.variants.len()),
            ("method", number("m.key.verification.start")),
            "{tree}"
        );
    }
}

#[test]
fn kinds_and_keys_of_the_vendored_release_follow_the_specification() {
    let model = model(&spec());
    let count = |kind| model.events.iter().filter(|event| event.facts.kinds.contains(&kind)).count();
    // The six types that only the text defines are account data; eight types are messages and to-device.
    assert_eq!(EventKind::ALL.iter().map(|kind| count(*kind)).collect::<Vec<_>>(), [20, 22, 17, 15, 3, 2, 1]);
    let keys = |key| model.events.iter().filter(|event| event.facts.state_key == Some(key)).count();
    let all = [StateKeyKind::Empty, StateKeyKind::UserId, StateKeyKind::RoomId, StateKeyKind::Text];
    assert_eq!(all.map(keys), [14, 1, 2, 5]);
    let prefixes: Vec<_> = model.events.iter().filter(|event| event.facts.prefix).collect();
    assert_eq!(
        prefixes.iter().map(|event| event.facts.event.as_str()).collect::<Vec<_>>(),
        ["m.secret_storage.key."]
    );
    let of = |name: &str| model.events.iter().find(|event| event.facts.event == name).unwrap();
    assert_eq!(of("m.room.member").facts.survives("membership"), Some(1));
    assert_eq!(of("m.room.create").facts.survives("room_version"), Some(11));
    assert_eq!(of("m.room.name").facts.survives("name"), None);
    assert_eq!(of("m.call.reject").facts.added.as_deref(), Some("1.7"));
    assert_eq!(of("m.direct").content, Content::Newtype);
}

#[test]
fn the_names_of_the_handwritten_module_are_known() {
    let mut exported = BTreeSet::from(["Content", "Redacted", "Unknown"].map(str::to_owned));
    for file in ["../core/src/events/mod.rs", "../src/events/mod.rs"] {
        let source = std::fs::read_to_string(spec().join(file)).unwrap();
        for item in syn::parse_file(&source).unwrap().items {
            let syn::Item::Use(item) = item else { continue };
            if matches!(item.vis, syn::Visibility::Public(_)) {
                let text = item.tree.to_token_stream().to_string().replace(['{', '}', ','], " ");
                let names = text.split_whitespace().filter(|name| name.starts_with(char::is_uppercase));
                exported.extend(names.map(str::to_owned));
            }
        }
    }
    let known = EVENT_NAMES.into_iter().chain(HANDWRITTEN).map(str::to_owned).collect::<BTreeSet<_>>();
    assert_eq!(known, exported);
}

#[test]
fn every_content_has_a_type_and_every_enumeration_is_used() {
    let model = model(&spec());
    for event in &model.events {
        let names = model.structs(event);
        assert_eq!(names.is_empty(), event.content == Content::Newtype, "{}", event.facts.event);
        assert!(names.iter().all(|name| model.types.structs.contains_key(*name)), "{}", event.facts.event);
    }
    let text = format!("{:?}{:?}{:?}", model.types.structs, model.types.unions, model.newtypes);
    for name in model.types.enums.keys() {
        assert!(text.contains(&format!("Enumeration({name:?})")), "{name} belongs to no field and no union");
    }
}

#[test]
fn an_event_without_a_kind_is_named_and_does_not_fail_the_build() {
    let mut description = load::vendored(&spec()).unwrap();
    load::add_events(&mut description, &spec(), Prose::Drop, &[]).unwrap();
    let overlay = yaml::read(&spec().join("overlays/events.yaml")).unwrap();
    let mut fewer = overlay.clone();
    let actions = fewer["actions"].as_array_mut().unwrap();
    actions.retain(|action| action["target"] != "$.events['m.typing']");
    assert_eq!(actions.len() + 1, overlay["actions"].as_array().unwrap().len());
    Overlays::from_value("o", &fewer).unwrap().apply(&mut description).unwrap();
    let facts = event::events(description.events.as_ref().unwrap()).unwrap();
    assert_eq!(event::without_kind(&facts), ["m.typing"]);
    lower_events(description.events.as_ref().unwrap(), RELEASE).unwrap();
}

#[test]
fn a_kind_for_an_unknown_event_is_an_error_that_names_it() {
    let mut description = load::vendored(&spec()).unwrap();
    load::add_events(&mut description, &spec(), Prose::Drop, &[]).unwrap();
    let overlay = json!({"overlay": "1.0.0", "x-written-for": "v1.19", "actions": [
        {"target": "$.events['m.none']", "x-api": "events", "update": {"x-kinds": ["message"]}},
    ]});
    let error = Overlays::from_value("o", &overlay).unwrap().apply(&mut description).unwrap_err();
    assert_eq!(
        error.to_string(),
        "o#/actions/0: `$.events['m.none']` matches nothing in v1.19, so the action no longer applies"
    );
    // A description without events, such as one from bundles, skips the action.
    description.events = None;
    Overlays::from_value("o", &overlay).unwrap().apply(&mut description).unwrap();
}

#[test]
fn facts_are_read_from_the_document() {
    let root = json!({"events": {
        "m.room_key.withheld": {"x-kinds": ["to-device", "message", "message"]},
        "org.example.a": {"base": "state", "stateKey": {"pattern": "^@", "type": "string"}, "deprecated": true},
        "m.b": {"base": "event", "x-rust-name": "Chosen", "x-prefix": true},
    }});
    let facts = facts(root);
    let short: Vec<_> =
        facts.iter().map(|one| (one.rust_name.as_str(), one.kinds.as_slice(), one.state_key)).collect();
    assert_eq!(
        short,
        [
            ("Chosen", &[][..], None),
            ("RoomKeyWithheld", &[EventKind::Message, EventKind::ToDevice][..], None),
            ("OrgExampleA", &[EventKind::State][..], Some(StateKeyKind::UserId)),
        ]
    );
    assert!(facts[0].prefix && facts[2].deprecated && !facts[1].prefix);
}

#[test]
fn odd_documents_are_errors_with_their_place() {
    let content = |schema: Value| one(schema);
    let variants =
        |schemas: Value| json!({"events": {"m.a": {"content": {"type": "object"}, "variants": schemas}}});
    for (root, message) in [
        (json!({}), "/events: not an object, so there are no events"),
        (json!({"events": {"m.a": 3}}), "/events/m.a: not an object, so not an event"),
        (json!({"events": {"m.a": {}}}), "/events/m.a/content: missing, so the event has no content"),
        (json!({"events": {"m.a": {"kinds": []}}}), "/events/m.a/kinds: an event has no key `kinds`"),
        (
            json!({"events": {"m.a": {"base": 3}}}),
            "/events/m.a/base: neither `edu`, `event`, `room` nor `state`",
        ),
        (
            json!({"events": {"m.a": {"x-kinds": ["other"]}}}),
            "/events/m.a/x-kinds: \"other\" is not a kind of event",
        ),
        (json!({"events": {"m.a": {"x-kinds": "state"}}}), "/events/m.a/x-kinds: not a list of kinds"),
        (json!({"events": {"m.a": {"x-prefix": 1}}}), "/events/m.a/x-prefix: neither `true` nor `false`"),
        (
            json!({"events": {"m.a": {"x-survives-redaction": {"b": -1}}}}),
            "/events/m.a/x-survives-redaction: the first room version that keeps `b` is not a number",
        ),
        (
            content(json!({"type": "string"})),
            "/events/m.a/content: not an object, which the content of an event must be",
        ),
        (content(json!({"$ref": "#/none"})), "/events/m.a/content: \"#/none\" is not in this document"),
        (variants(json!([])), "/events/m.a/variants: not an object of variants"),
    ] {
        assert_eq!(refused(root), format!("events.yaml#{message}"));
    }
    let twice = json!({"events": {"m.a.b": {"content": {}}, "m.a_b": {"content": {}}}});
    let refused = refused(twice);
    assert!(refused.contains("`AB`") && refused.contains(", x-api: events, "), "{refused}");
}

#[test]
fn variants_that_nothing_tells_apart_are_left_out_and_listed() {
    let text = |value: &str| json!({"properties": {"kind": {"enum": [value]}, "body": {"type": "string"}}});
    let variants = |variants: Value| {
        let content = json!({"properties": {"kind": {"type": "string"}}});
        let root = json!({"events": {"m.a": {"base": "room", "content": content, "variants": variants}}});
        let model = lowered(root).unwrap();
        let tasks: Vec<_> = model.types.tasks.iter().map(ToString::to_string).collect();
        let known: Vec<_> = model
            .tagged
            .values()
            .flat_map(|tagged| &tagged.variants)
            .map(|variant| variant.value.clone())
            .collect();
        (known, tasks)
    };
    let place = "events.yaml#/events/m.a/variants";
    let (known, tasks) = variants(json!({"m.b": text("m.b"), "m.c": text("m.d"), "m.e": text("m.e")}));
    assert_eq!(known, ["m.b", "m.e"]);
    assert_eq!(
        tasks,
        [format!("{place}/m.c: its `kind` is not the variant's name, so the variant is left out")]
    );
    let (known, tasks) = variants(json!({"m.b": text("m.c"), "m.c": text("m.b")}));
    assert!(known.is_empty());
    let message = "no single field tells the variants apart, so the variant is left out";
    assert_eq!(tasks, ["m.b", "m.c"].map(|variant| format!("{place}/{variant}: {message}")));
}

#[test]
fn a_schema_without_an_end_is_refused() {
    let circle = json!({"$ref": "#/components/schemas/A"});
    let mut root = one(circle.clone());
    root["components"] = json!({"schemas": {"A": {"allOf": [circle]}}});
    assert!(refused(root).contains("are circular, so the schema is infinite"));
    let mut deep = json!({"type": "string"});
    for _ in 0..300 {
        deep = json!({"type": "array", "items": deep});
    }
    assert!(refused(one(json!({"properties": {"a": deep}}))).contains("nested in more than 100 others"));
}

#[test]
fn every_release_has_edus_and_the_parts_of_edus_alone_are_theirs() {
    let Some(folder) = matrix_openapi_testing::spec_trees() else { return };
    for tree in COUNTED.map(|(tree, _)| folder.join(tree)).into_iter().filter(|tree| tree.is_dir()) {
        let description = Project::new(&tree, spec().join("overlays")).description().unwrap();
        let edus = lower_edus(description.events.as_ref().unwrap(), description.release).unwrap().unwrap();
        let names: Vec<_> = edus.events.iter().map(|edu| edu.facts.rust_name.as_str()).collect();
        assert_eq!(
            names,
            ["DeviceListUpdate", "DirectToDevice", "Presence", "Receipt", "SigningKeyUpdate", "Typing"],
            "{}",
            tree.display()
        );
        assert_eq!(edus.newtypes["Receipt"].ty.to_string(), "BTreeMap<RoomId, RoomReceipts>");
        let field = |of: &str, name: &str| {
            edus.types.structs[of].fields.iter().find(|field| field.name == name).unwrap().written()
        };
        assert_eq!(field("RoomReceipts", "m.read"), "read: BTreeMap<UserId, UserReceipt>");
        assert_eq!(
            field("DirectToDevice", "messages"),
            "messages: BTreeMap<UserId, BTreeMap<String, RawObject>>"
        );
        event_module(&edus, None).unwrap_or_else(|error| panic!("{}: {error}", tree.display()));
        assert!(!model(&tree).types.structs.contains_key("CrossSigningKey"));
    }
}

#[test]
fn a_document_need_not_have_edus_and_odd_ones_are_errors_with_their_place() {
    let root = one(json!({"type": "object"}));
    assert!(lower_edus(&document(root.clone()), RELEASE).unwrap().is_none());
    for (edus, message) in [
        (json!([]), "/edus: not an object, so there are no events"),
        (
            json!({"m.a": {"content": {"type": "string"}}}),
            "/edus/m.a/content: not an object, which the content of an event must be",
        ),
        (json!({"m.a": {"kinds": []}}), "/edus/m.a/kinds: an event has no key `kinds`"),
    ] {
        let mut root = root.clone();
        root["edus"] = edus;
        let error = lower_edus(&document(root), RELEASE).unwrap_err().to_string();
        assert_eq!(error, format!("events.yaml#{message}"));
    }
}
