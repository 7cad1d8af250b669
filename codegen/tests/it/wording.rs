//! The wording: where it appears, which subjects it needs, and that ours is complete and in our own words.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use matrix_openapi_codegen::lower::ir::ApiModel;
use matrix_openapi_codegen::lower::lower;
use matrix_openapi_codegen::sorted::SortedMap;
use matrix_openapi_codegen::wording::undocumented_operations;
use matrix_openapi_codegen::{Api, Document, Module, Project, Release, Wording, generate};
use serde_json::{Value, json};
use syn::{Attribute, Expr, ImplItem, Item, Lit, Meta, Type};

const RELEASE: Release = Release { major: 1, minor: 19 };

fn spec() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec")
}

/// Returns an API with one operation that has all kinds of subjects for sentences.
fn document() -> Document {
    let root = json!({"paths": {"/things/{id}": {"post": {
        "operationId": "makeThing",
        "x-addedInMatrixVersion": "1.7",
        "parameters": [
            {"name": "id", "in": "path", "required": true, "schema": {"type": "string", "minLength": 1}},
            {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "x-addedInMatrixVersion": "1.9"}},
        ],
        "requestBody": {"content": {"application/json": {"schema": {
            "type": "object", "title": "Thing", "required": ["name"], "properties": {
                "name": {"type": "string"},
                "size": {"type": "string", "enum": ["small", "large"]},
                "maker": {"type": "array", "items": {"type": "string", "format": "mx-user-id"}},
            }}}}},
        "responses": {"200": {"description": ""}, "403": {"description": ""}, "429": {"description": ""}},
    }}}});
    Document::new(Api::Identity, "things.yaml", root)
}

fn wording() -> Value {
    json!({"release": "v1.19", "identity": {
        "operations": {"makeThing": {
            "summary": "Makes a thing.",
            "description": "It is new.",
            "parameters": {"id": "The thing's own name."},
        }},
        "parameters": {"limit": "How many at most."},
        "types": {
            "MakeThingRequest": {"description": "What to make.", "fields": {"name": "What it is called."}},
            "MakeThingSize": {"description": "How large it is.", "values": {"small": "Not large."}},
        },
    }})
}

fn module_with(wording: &Value, document: &Document, release: Release) -> Result<String, String> {
    let wording = Wording::from_value("w.yaml", wording).map_err(|error| error.to_string())?;
    generate(document, release, &wording).map_err(|error| error.to_string())
}

/// Returns the documentation of the items of a module: `types::X`, `types::X.member`, `call::X.setter`,
/// `Client.method`.
fn docs(source: &str) -> BTreeMap<String, String> {
    let mut docs = BTreeMap::new();
    for item in syn::parse_file(source).unwrap().items {
        match item {
            Item::Mod(module) => {
                let path = format!("{}::", module.ident);
                module.content.unwrap().1.iter().for_each(|item| put_docs(item, &path, &mut docs));
            }
            item => put_docs(&item, "", &mut docs),
        }
    }
    docs
}

fn put_docs(item: &Item, path: &str, docs: &mut BTreeMap<String, String>) {
    match item {
        Item::Struct(item) => {
            let name = format!("{path}{}", item.ident);
            for field in &item.fields {
                docs.insert(format!("{name}.{}", field.ident.as_ref().unwrap()), text(&field.attrs));
            }
            docs.insert(name, text(&item.attrs));
        }
        Item::Enum(item) => {
            let name = format!("{path}{}", item.ident);
            for variant in &item.variants {
                docs.insert(format!("{name}.{}", variant.ident), text(&variant.attrs));
            }
            docs.insert(name, text(&item.attrs));
        }
        Item::Impl(item) => {
            let Type::Path(owner) = &*item.self_ty else { return };
            let owner = &owner.path.segments.last().unwrap().ident;
            for item in &item.items {
                if let ImplItem::Fn(function) = item {
                    docs.insert(format!("{path}{owner}.{}", function.sig.ident), text(&function.attrs));
                }
            }
        }
        _ => {}
    }
}

fn text(attributes: &[Attribute]) -> String {
    let texts = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(literal) => match &literal.lit {
                // A line of `///` begins with a space.
                Lit::Str(text) => {
                    let text = text.value();
                    Some(text.strip_prefix(' ').unwrap_or(&text).to_owned())
                }
                _ => None,
            },
            _ => None,
        },
        _ => None,
    });
    texts.collect::<Vec<_>>().join("\n")
}

const LINK: &str = "https://spec.matrix.org/v1.19/identity-service-api/#postthingsid";

#[test]
fn sentences_facts_and_links_come_together() {
    let docs = docs(&module_with(&wording(), &document(), RELEASE).unwrap());
    let method = format!(
        "Makes a thing.\n\nIt is new.\n\n# Arguments\n\n- `id`: The thing's own name.\n\n  Limits: at least 1 character.\n\
         - `name`: What it is called.\n\n# Request\n\n`POST /things/{{id}}`. Authentication: none. Rate-limited. \
         Error statuses: 403, 429. Added in Matrix 1.7.\n\n[Specification]({LINK})"
    );
    assert_eq!(docs["Client.make_thing"], method);
    assert_eq!(
        docs["call::MakeThing"],
        format!(
            "Makes a thing.\n\nCreated by [`Client::make_thing`](super::Client::make_thing); [specification]({LINK})."
        )
    );
    assert_eq!(
        docs["call::MakeThing.limit"],
        "How many at most.\n\nLimits: at least 1. Added in Matrix 1.9."
    );
    assert_eq!(docs["types::MakeThingRequest.name"], "What it is called.");
    let used =
        format!("The body of [`make_thing`](super::Client::make_thing), see its [specification]({LINK}).");
    assert_eq!(docs["types::MakeThingRequest"], format!("What to make.\n\n{used}"));
}

#[test]
fn values_of_enumerations_have_sentences_too() {
    let docs = docs(&module_with(&wording(), &document(), RELEASE).unwrap());
    assert!(docs["types::MakeThingSize"].starts_with("How large it is.\n\nPart of the body of"));
    let values = [&docs["types::MakeThingSize.Small"], &docs["types::MakeThingSize.Large"]];
    assert_eq!(values, ["Not large.", "`large`."]);
}

#[test]
fn without_wording_a_sentence_is_made_of_facts() {
    let docs = docs(&module_with(&json!({"release": "v1.19"}), &document(), RELEASE).unwrap());
    let method = &docs["Client.make_thing"];
    let arguments = "# Arguments\n\n- `id`: A string.\n\n  Limits: at least 1 character.\n- `name`: A string.\n\n# Request";
    assert!(method.starts_with(&format!("`POST /things/{{id}}`.\n\n{arguments}\n\n")), "{method}");
    assert_eq!(
        docs["call::MakeThing.limit"],
        "`limit` in the query: a non-negative integer, at least 1, optional.\n\nAdded in Matrix 1.9."
    );
    assert_eq!(docs["types::MakeThingRequest.maker"], "`maker`: a list of user IDs, optional.");
    assert_eq!(docs["types::MakeThingRequest.size"], "`size`: a value of `MakeThingSize`, optional.");
    let used =
        format!("The body of [`make_thing`](super::Client::make_thing), see its [specification]({LINK}).");
    assert_eq!(docs["types::MakeThingRequest"], used);
}

#[test]
fn prose_of_the_description_wins() {
    let mut document = document();
    let operation = &mut document.root["paths"]["/things/{id}"]["post"];
    operation["summary"] = json!("Theirs.");
    operation["parameters"][1]["description"] = json!("Their limit.");
    operation["requestBody"]["content"]["application/json"]["schema"]["properties"]["name"]["description"] =
        json!("Their name.");
    let docs = docs(&module_with(&wording(), &document, RELEASE).unwrap());
    let method = &docs["Client.make_thing"];
    // A mixture of upstream's sentences and ours would be confusing.
    assert!(method.starts_with("Theirs.\n\n# Arguments\n\n- `id`: The thing's own name."), "{method}");
    assert!(docs["call::MakeThing.limit"].starts_with("Their limit."));
    assert_eq!(docs["types::MakeThingRequest.name"], "Their name.");
}

#[test]
fn a_sentence_without_a_subject_is_an_error_in_its_own_release() {
    let why = "not in v1.19 of the API, so the sentence would not appear";
    for (place, value) in [
        ("/identity/operations/other", json!({"summary": "S.", "description": "D."})),
        ("/identity/operations/makeThing/parameters/name", json!("A member is no parameter.")),
        ("/identity/parameters/other", json!("O.")),
        ("/identity/types/Other", json!({"description": "O."})),
        ("/identity/types/MakeThingRequest/fields/other", json!("O.")),
        ("/identity/types/MakeThingSize/values/huge", json!("H.")),
    ] {
        let mut wording = wording();
        let (parent, key) = place.rsplit_once('/').unwrap();
        wording.pointer_mut(parent).unwrap()[key] = value;
        assert_eq!(
            module_with(&wording, &document(), RELEASE).unwrap_err(),
            format!("w.yaml#{place}: {why}")
        );
        let other = Release { major: 1, minor: 18 };
        let source = module_with(&wording, &document(), other).unwrap();
        assert!(source.contains("Makes a thing."), "{place}: the other sentences are there");
    }
}

#[test]
fn a_file_of_the_wrong_form_is_refused_with_its_place() {
    let refused = |place: &str, value: Value| {
        let mut wording = wording();
        *wording.pointer_mut(place).unwrap() = value;
        Wording::from_value("w.yaml", &wording).unwrap_err().to_string()
    };
    for (place, value, message) in [
        ("", json!([]), "w.yaml: not a map"),
        ("", json!({}), "w.yaml: no `release`, so the required entries are unknown"),
        (
            "",
            json!({"client": {}}),
            "w.yaml#/client: not an API such as client-server, so the sentences apply to nothing",
        ),
        ("/release", json!("latest"), "w.yaml#/release: `latest` is not a Matrix release such as v1.19"),
        (
            "/identity",
            json!({"type": {}}),
            "w.yaml#/identity/type: neither `operations`, `parameters` nor `types`",
        ),
        (
            "/identity/operations/makeThing",
            json!({"summary": "S."}),
            "w.yaml#/identity/operations/makeThing: an operation needs both a `summary` and a `description`",
        ),
        (
            "/identity/operations/makeThing/summary",
            json!(" "),
            "w.yaml#/identity/operations/makeThing/summary: empty",
        ),
        (
            "/identity/operations/makeThing/parameters",
            json!({"id": 1}),
            "w.yaml#/identity/operations/makeThing/parameters/id: not a string; quote it if it is meant to be one",
        ),
        (
            "/identity/operations/makeThing",
            json!({"title": "S."}),
            "w.yaml#/identity/operations/makeThing/title: neither `summary`, `description` nor `parameters`",
        ),
        (
            "/identity/types/MakeThingRequest",
            json!({"summary": "S."}),
            "w.yaml#/identity/types/MakeThingRequest/summary: neither `description`, `fields` nor `values`",
        ),
    ] {
        assert_eq!(refused(place, value), message);
    }
}

#[test]
fn the_operations_that_lack_wording_are_listed() {
    let (ours, none) = (Wording::from_value("w.yaml", &wording()).unwrap(), Wording::default());
    let ids = |document, wording: &Wording| {
        let lowered = lower(&document, RELEASE).unwrap();
        undocumented_operations(&lowered, wording).map(|one| one.id.clone()).collect::<Vec<_>>()
    };
    assert!(ids(document(), &ours).is_empty());
    assert_eq!(ids(document(), &none), ["makeThing"]);
    let mut told = document();
    told.root["paths"]["/things/{id}"]["post"]["summary"] = json!("Theirs.");
    assert!(ids(told, &none).is_empty());
}

#[test]
fn prose_and_limits_name_no_types() {
    let names = |document: &Document| {
        let model = lower(document, RELEASE).unwrap();
        model.structs.keys().cloned().collect::<Vec<_>>()
    };
    let inner = |member: Value| json!({"type": "object", "title": "Inner", "properties": {"a": member}});
    let body = |two: Value| {
        let mut document = document();
        document.root["paths"]["/things/{id}"]["post"]["requestBody"]["content"]["application/json"]["schema"] = json!({"type": "object", "properties": {"one": inner(json!({"type": "string"})), "two": inner(two)}});
        document
    };
    let plain = names(&body(json!({"type": "string"})));
    assert_eq!(plain, ["MakeThingInner", "MakeThingRequest"]);
    assert_eq!(names(&body(json!({"type": "string", "description": "Two.", "maxLength": 9}))), plain);
    assert_ne!(names(&body(json!({"type": "string", "default": "x"}))), plain);
}

#[test]
fn the_types_of_a_release_are_the_same_with_and_without_its_prose() {
    let Some(trees) = matrix_openapi_testing::spec_trees() else { return };
    let release = Project::new(spec(), spec().join("overlays")).description().unwrap().release;
    let theirs =
        Project::new(trees.join(release.to_string()), spec().join("overlays")).description().unwrap();
    for (api, ours) in ours().0 {
        let model = lower(&theirs.documents[&api], theirs.release).unwrap();
        assert!(model.operations.iter().any(|call| call.facts.description.is_some()), "{api} has no prose");
        let names = |model: &ApiModel| {
            let ApiModel { structs, enums, unions, .. } = model;
            structs.keys().chain(enums.keys()).chain(unions.keys()).cloned().collect::<Vec<_>>()
        };
        assert_eq!(names(&model), names(&ours), "{api}");
    }
}

#[test]
fn the_build_reads_the_file_and_depends_on_it() {
    let folder = tempfile::tempdir().unwrap();
    let overlays = folder.path().join("overlays");
    fs::create_dir(&overlays).unwrap();
    for name in ["corrections.yaml", "names.yaml", "types.yaml", "wording.yaml"] {
        fs::copy(spec().join("overlays").join(name), overlays.join(name)).unwrap();
    }
    for name in ["pin.toml", "push-gateway.yaml"] {
        fs::copy(spec().join(name), folder.path().join(name)).unwrap();
    }
    let project = Project::new(folder.path(), "");
    let run =
        || project.build(&[Module::Api(Api::PushGateway)], folder.path()).map_err(|error| error.to_string());
    let source = || fs::read_to_string(folder.path().join("push_gateway.rs")).unwrap();
    assert!(run().unwrap().inputs.contains(&overlays), "a change of the wording starts no build");
    let file = overlays.join("wording.yaml");
    let text = fs::read_to_string(&file).unwrap();
    let summary = ours().calls(Api::PushGateway, |call| call.facts.summary.clone().unwrap());
    fs::write(&file, text.replacen(&summary[0], "Says something else.", 1)).unwrap();
    run().unwrap();
    assert!(source().contains("Says something else.") && !source().contains(&summary[0]));
    fs::write(&file, text.replacen("\n    notify:\n", "\n    notity:\n", 1)).unwrap();
    let place = format!("{}#/push-gateway/operations/notity: ", file.display());
    if written_for_this() {
        assert!(run().unwrap_err().starts_with(&place), "{:?}", run());
    }
    fs::remove_file(&file).unwrap();
    run().unwrap();
    assert!(source().contains("`POST /_matrix/push/v1/notify`."));
}

/// Returns whether the wording has been reviewed for the vendored release.
fn written_for_this() -> bool {
    let overlays = spec().join("overlays");
    let release = Project::new(spec(), &overlays).description().unwrap().release;
    Project::new(spec(), &overlays).wording().unwrap().release() == Some(release)
}

/// Our description with our wording.
struct Ours(SortedMap<Api, ApiModel>);

fn ours() -> Ours {
    let overlays = spec().join("overlays");
    let project = Project::new(spec(), &overlays);
    let model = project.model(project.description().unwrap()).unwrap();
    Ours(model.apis)
}

impl Ours {
    fn calls<T>(&self, api: Api, read: fn(&matrix_openapi_codegen::lower::ir::Operation) -> T) -> Vec<T> {
        self.0[&api].operations.iter().map(read).collect()
    }
}

#[test]
fn every_operation_has_a_summary_and_a_description_of_the_same_form() {
    let ours = ours();
    let mut count = 0;
    for api in Api::ALL {
        for call in &ours.0[&api].operations {
            let id = &call.facts.id;
            // `cargo xtask check` lists operations without sentences, as in a release that was just imported.
            let texts = call.facts.summary.as_ref().zip(call.facts.description.as_ref());
            let Some((summary, description)) = texts else { continue };
            assert!(summary.len() <= 100 && !summary.contains('\n'), "{api} {id}: {summary}");
            assert!(summary.starts_with(|first: char| first.is_uppercase()), "{api} {id}: {summary}");
            for text in [summary, description] {
                assert!(text.ends_with('.') && !text.contains("  "), "{api} {id}: {text}");
            }
            count += 1;
        }
    }
    assert!(count > 0);
}

#[test]
fn every_parameter_and_the_most_used_types_have_sentences() {
    let ours = ours();
    if !written_for_this() {
        eprintln!("skipped: the wording is written for another release, as `cargo xtask check` reports");
        return;
    }
    for (api, model) in &ours.0 {
        for call in &model.operations {
            for parameter in &call.parameters {
                assert!(parameter.doc.text.is_some(), "{api} {} {}", call.facts.id, parameter.name);
            }
        }
    }
    let client = &ours.0[&Api::ClientServer];
    for name in [
        "LoginRequest",
        "LoginResponse",
        "RegisterRequest",
        "SyncResponse",
        "CreateRoomRequest",
        "ClientEvent",
    ] {
        let item = client.structs.get(name).unwrap_or_else(|| panic!("{name} is not a type"));
        assert!(item.doc.text.is_some(), "{name}");
        let silent: Vec<_> =
            item.fields.iter().filter(|field| field.doc.text.is_none()).map(|field| &field.name).collect();
        assert!(silent.is_empty(), "{name}: {silent:?}");
    }
}

/// The number of words in a row that can equal upstream's by chance.
const RUN: usize = 7;

#[test]
fn no_sentence_is_upstreams() {
    let Some(trees) = matrix_openapi_testing::spec_trees() else { return };
    let mut theirs = BTreeSet::new();
    let written_for = Project::new(spec(), spec().join("overlays")).wording().unwrap().release().unwrap();
    read_all(&trees.join(written_for.to_string()).join("data"), &mut theirs);
    assert!(theirs.len() > 20_000, "{} runs of words", theirs.len());
    let mut copied = Vec::new();
    for name in ["wording.yaml", "wording-events.yaml"] {
        let ours = matrix_openapi_codegen::yaml::read(&spec().join("overlays").join(name)).unwrap();
        each_text(&ours, &mut |text| copied.extend(runs(text).filter(|run| theirs.contains(run))));
    }
    assert!(copied.is_empty(), "{copied:#?}");
}

/// Adds the runs of words of all YAML files below a folder.
fn read_all(folder: &Path, runs_of: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read_all(&path, runs_of);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            // Read as text, so files that are not descriptions count, too.
            runs_of.extend(runs(&fs::read_to_string(&path).unwrap()));
        }
    }
}

fn each_text(value: &Value, read: &mut impl FnMut(&str)) {
    match value {
        Value::String(text) => read(text),
        Value::Object(members) => members.values().for_each(|member| each_text(member, read)),
        _ => {}
    }
}

fn runs(text: &str) -> impl Iterator<Item = String> {
    // Identifiers such as `m.room.member` are one word.
    let words =
        text.split_whitespace().map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()));
    let words: Vec<_> = words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let last = words.len().saturating_sub(RUN - 1);
    (0..last).map(move |start| words[start..start + RUN].join(" ")).collect::<Vec<_>>().into_iter()
}
