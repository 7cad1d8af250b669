//! Validates each sample of each tree against its JSON Schema with an external validator.

use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use matrix_openapi_codegen::json_schema::{JsonSchemas, event_schemas, schemas};
use matrix_openapi_codegen::lower::ir::{ApiModel, Response, Type};
use matrix_openapi_codegen::sample::{
    KeyedMap, Parts, PlaceSource, SamplePlace, Samples, keyed_maps, places,
};
use matrix_openapi_codegen::{Api, Model, Project};
use serde_json::{Map, Value, json};

/// Returns the vendored description, and all trees.
fn descriptions() -> Vec<PathBuf> {
    let trees = matrix_openapi_testing::spec_trees().into_iter();
    let trees = trees.flat_map(|trees| fs::read_dir(trees).unwrap()).map(|entry| entry.unwrap().path());
    let mut all: Vec<_> = trees.filter(|path| path.join("data/api").is_dir()).collect();
    all.sort();
    all.push(spec());
    all
}

fn spec() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec")
}

fn model(description: &Path) -> Model {
    let project = Project::new(description, spec().join("overlays"));
    project.lower(project.description().unwrap()).unwrap()
}

/// Returns the schema with its references in the form that a validator expects.
fn located(schema: &Value) -> Value {
    match schema {
        Value::Object(members) => {
            let member = |(key, value): (&String, &Value)| match value {
                Value::String(name) if key == "$ref" => (key.clone(), json!(format!("#/$defs/{name}"))),
                value => (key.clone(), located(value)),
            };
            Value::Object(members.iter().map(member).collect())
        }
        Value::Array(items) => items.iter().map(located).collect(),
        other => other.clone(),
    }
}

/// Returns the validator of a schema, which may refer to types.
fn validator(schemas: &JsonSchemas, schema: &Value) -> Validator {
    let types: Map<_, _> =
        schemas.types.iter().map(|(name, schema)| (name.clone(), located(schema))).collect();
    let root = json!({"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": types, "allOf": [located(schema)]});
    jsonschema::options().should_validate_formats(true).build(&root).unwrap()
}

/// Adds the reasons why a value does not fit.
fn refuse(defects: &mut Vec<String>, what: &str, validator: &Validator, value: &Value) {
    for error in validator.iter_errors(value) {
        defects.push(format!("{what}{}: {error}", error.instance_path()));
    }
}

/// Adds the defects of the samples of an API. All samples are one value, because building a validator takes
/// long.
fn check(name: &str, model: &ApiModel, schemas: &JsonSchemas, defects: &mut Vec<String>) {
    let references = schemas.types.keys().map(|ty| (ty.clone(), json!({"$ref": ty})));
    let responses =
        schemas.responses.iter().map(|(id, schema)| (format!("response of {id}"), schema.clone()));
    let properties: Map<_, _> = references.chain(responses).collect();
    let validator = validator(schemas, &json!({"properties": properties}));
    for parts in [Parts::Required, Parts::All] {
        let samples = Samples::fitting(model, schemas, parts);
        let objects = model.structs.keys().map(|ty| (ty.clone(), samples.object(ty)));
        let enumerations = model.enums.keys().map(|ty| (ty.clone(), samples.enumeration(ty)));
        let mut all: Map<_, _> = objects.chain(enumerations).collect();
        for call in &model.operations {
            let Response::Json(ty) = &call.response else { continue };
            let id = &call.facts.id;
            let sample = samples.response(ty, id);
            for place in places(model, call, &sample) {
                assert!(sample.pointer(&place.pointer).is_some_and(Value::is_string), "{id} {place:?}");
            }
            for map in keyed_maps(model, call, &sample) {
                let entries = sample.pointer(&map.pointer).and_then(Value::as_object);
                assert!(map.levels > 0 && entries.is_some_and(|entries| entries.len() == 1), "{id} {map:?}");
            }
            if parts == Parts::Required {
                check_whole(model, ty, &sample, &format!("{name} {id}"));
            }
            all.insert(format!("response of {id}"), sample);
        }
        assert!(all.keys().all(|name| properties.contains_key(name)), "a sample without a schema");
        refuse(defects, &format!("{name} {parts:?} "), &validator, &Value::Object(all));
    }
}

/// Checks that a response is not empty, even if it has no required fields.
fn check_whole(model: &ApiModel, ty: &Type, sample: &Value, name: &str) {
    let Type::Struct(object) = ty else { return };
    let fields = &model.structs[object].fields;
    if fields.iter().any(|field| field.required || field.needed) {
        return;
    }
    let only_failures = fields.iter().all(|field| field.doc.deprecated || field.name == "failures");
    assert_eq!(sample == &json!({}), only_failures, "{name} {sample}");
    assert!(sample.get("failures").is_none(), "{name}");
}

#[test]
fn a_sample_that_does_not_fit_is_noticed() {
    let model = model(&spec());
    let api = Api::ServerServer;
    let schemas = schemas(&model.description.documents[&api], &model.apis[&api]).unwrap();
    let validator = validator(&schemas, &json!({"properties": {"key": {"$ref": "CrossSigningKey"}}}));
    let mut defects = Vec::new();
    let sample = Samples::fitting(&model.apis[&api], &schemas, Parts::Required).object("CrossSigningKey");
    refuse(&mut defects, "", &validator, &json!({ "key": sample }));
    assert_eq!(defects, [""; 0]);
    refuse(&mut defects, "", &validator, &json!({"key": {}}));
    assert!(defects.iter().any(|defect| defect.contains("/key: ")), "{defects:?}");
}

#[test]
fn each_sample_of_each_release_fits_its_schema() {
    let (mut defects, mut checked) = (Vec::new(), 0);
    for description in descriptions() {
        let model = model(&description);
        for (api, document) in &model.description.documents {
            let api_model = &model.apis[api];
            let name = format!("{} {api}", description.file_name().unwrap().display());
            check(&name, api_model, &schemas(document, api_model).unwrap(), &mut defects);
            checked += api_model.structs.len();
        }
    }
    assert!(defects.is_empty(), "{} defects\n{}", defects.len(), defects.join("\n"));
    assert!(checked > 300, "{checked}");
}

#[test]
fn the_events_of_samples_are_events_of_their_types() {
    let model = model(&spec());
    let events = model.events.as_ref().unwrap();
    let schemas = event_schemas(model.description.events.as_ref().unwrap(), events).unwrap();
    let api = &model.apis[&Api::ClientServer];
    let of_api =
        matrix_openapi_codegen::json_schema::schemas(&model.description.documents[&Api::ClientServer], api);
    let of_api = of_api.unwrap();
    let samples = Samples::fitting(api, &of_api, Parts::All);
    let (mut defects, mut found) = (Vec::new(), Vec::new());
    let sync = samples.object("SyncResponse");
    let mut left = vec![&sync];
    while let Some(value) = left.pop() {
        if let (Some(ty), Some(content)) = (value["type"].as_str(), value.get("content")) {
            let event = events.events.iter().find(|event| event.facts.event == ty);
            let event = event.unwrap_or_else(|| panic!("{ty} is not a type of event"));
            let schema = json!({"$ref": event.facts.rust_name});
            refuse(&mut defects, ty, &validator(&schemas, &schema), content);
            found.push(ty.to_owned());
        }
        match value {
            Value::Object(members) => left.extend(members.values()),
            Value::Array(items) => left.extend(items),
            _ => {}
        }
    }
    assert!(defects.is_empty(), "{}", defects.join("\n"));
    found.sort();
    found.dedup();
    let expected = ["m.direct", "m.dummy", "m.presence", "m.room.message", "m.room.topic", "m.typing"];
    assert_eq!(found, expected);
}

#[test]
fn what_a_request_determines_comes_back() {
    let model = model(&spec());
    let places_of = |api: Api, id: &str| {
        let (document, model) = (&model.description.documents[&api], &model.apis[&api]);
        let schemas = schemas(document, model).unwrap();
        let call = model.operations.iter().find(|call| call.facts.id == id).unwrap();
        let Response::Json(ty) = &call.response else { panic!("{id} has another response") };
        let sample = Samples::fitting(model, &schemas, Parts::Required).response(ty, id);
        let places = places(model, call, &sample).into_iter();
        places.map(|SamplePlace { pointer, source }| (pointer, source)).collect::<Vec<_>>()
    };
    let client = |id: &str| places_of(Api::ClientServer, id);
    let path = |name: &str| PlaceSource::Path(name.to_owned());
    let event = [("/event_id".to_owned(), path("eventId")), ("/room_id".to_owned(), path("roomId"))];
    assert_eq!(client("getOneRoomEvent"), event);
    // The events of a page are different events.
    assert_eq!(client("getRoomEvents"), [("/chunk/0/room_id".to_owned(), path("roomId"))]);
    assert_eq!(client("getTokenOwner"), [("/user_id".to_owned(), PlaceSource::CallerUser)]);
    let device = ("/device_id".to_owned(), path("deviceId"));
    assert!(client("getDevice").contains(&device), "{:?}", client("getDevice"));
    // The token of the next page is not that of this one.
    assert_eq!(client("sync"), []);
    assert_eq!(client("createRoom"), []);
}

#[test]
fn maps_are_keyed_by_the_identifiers_of_the_request() {
    let model = model(&spec());
    let maps_of = |api: Api, id: &str| {
        let (document, model) = (&model.description.documents[&api], &model.apis[&api]);
        let schemas = schemas(document, model).unwrap();
        let call = model.operations.iter().find(|call| call.facts.id == id).unwrap();
        let Response::Json(ty) = &call.response else { panic!("{id} has another response") };
        let samples = Samples::fitting(model, &schemas, Parts::Required);
        let maps = keyed_maps(model, call, &samples.response(ty, id)).into_iter();
        maps.map(|KeyedMap { pointer, source, levels }| (pointer, source, levels)).collect::<Vec<_>>()
    };
    let (client, field) = (Api::ClientServer, |name: &str| PlaceSource::Field(name.to_owned()));
    let queried = |pointer: &str, levels| (pointer.to_owned(), field("device_keys"), levels);
    let cross_signing = ["/master_keys", "/self_signing_keys", "/user_signing_keys"];
    let expected = [queried("/device_keys", 2)].into_iter().chain(cross_signing.map(|key| queried(key, 1)));
    assert_eq!(maps_of(client, "queryKeys"), expected.collect::<Vec<_>>());
    let claimed = ("/one_time_keys".to_owned(), field("one_time_keys"), 2);
    assert_eq!(maps_of(client, "claimKeys"), std::slice::from_ref(&claimed));
    assert_eq!(maps_of(Api::ServerServer, "claimUserEncryptionKeys"), [claimed]);
    assert_eq!(
        maps_of(client, "getJoinedMembersByRoom"),
        [("/joined".to_owned(), PlaceSource::CallerUser, 1)]
    );
    assert_eq!(maps_of(client, "getTokenOwner"), []);
}
