//! Possible next releases, made from the vendored one: each loads, lowers and generates, or is refused with its location.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use matrix_openapi_codegen::lower::ir::{ApiModel, Body};
use matrix_openapi_codegen::lower::lower;
use matrix_openapi_codegen::{Api, Description, Project, Release, Result, generate, load};
use serde_json::{Value, json};

/// Returns the release after the vendored one.
fn next_release() -> Release {
    let Release { major, minor } = load::vendored(&spec()).unwrap().release;
    Release { major, minor: minor + 1 }
}

fn spec() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec")
}

/// Returns the vendored description as that of the next release, with a change in one of its APIs.
fn next(api: Api, change: impl FnOnce(&mut Value)) -> Description {
    let mut description = load::vendored(&spec()).unwrap();
    description.release = next_release();
    for document in description.documents.values_mut() {
        document.root["info"]["version"] = json!(next_release().to_string());
        document.file = format!("spec/{}.yaml", document.api);
    }
    change(&mut description.documents.get_mut(&api).unwrap().root);
    description
}

/// Builds the description.
fn built(description: Description, api: Api) -> Result<(ApiModel, String)> {
    let overlays = spec().join("overlays");
    let description = Project::new(spec(), &overlays).overlay(description)?.description;
    let wording = Project::new(spec(), &overlays).wording()?;
    let document = &description.documents[&api];
    Ok((lower(document, next_release())?, generate(document, next_release(), &wording)?))
}

fn ids(model: &ApiModel) -> BTreeSet<String> {
    model.operations.iter().map(|call| call.facts.id.clone()).collect()
}

fn today() -> ApiModel {
    built(next(Api::ClientServer, |_| ()), Api::ClientServer).unwrap().0
}

/// Calls `visit` with every object of the document.
fn each(value: &mut Value, visit: &mut dyn FnMut(&mut serde_json::Map<String, Value>)) {
    match value {
        Value::Object(members) => {
            visit(members);
            members.values_mut().for_each(|member| each(member, visit));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| each(item, visit)),
        _ => {}
    }
}

/// The path of an operation with a defect, which the releases before v1.15 lack.
const ROOM_SUMMARY: &str = "/_matrix/client/v1/room_summary/{roomIdOrAlias}";

fn has_room_summary() -> bool {
    load::vendored(&spec()).unwrap().documents[&Api::ClientServer].root["paths"].get(ROOM_SUMMARY).is_some()
}

#[test]
fn a_release_without_query_schemes_is_accepted() {
    let description = next(Api::ClientServer, |root| {
        let schemes = root["components"]["securitySchemes"].as_object_mut().unwrap();
        schemes.retain(|name, _| !name.ends_with("Query"));
        each(root, &mut |members| {
            if let Some(Value::Array(security)) = members.get_mut("security") {
                security.retain(|one| one.as_object().unwrap().keys().all(|name| !name.ends_with("Query")));
            }
        });
    });
    let (model, source) = built(description, Api::ClientServer).unwrap();
    assert_eq!(ids(&model), ids(&today()));
    assert!(source.contains("(AccessTokenBearer)") && !source.contains("AccessTokenQuery"));
    if let Some(summary) = model.operations.iter().find(|call| call.facts.id == "getRoomSummary") {
        assert_eq!(summary.facts.authentication.schemes, ["accessTokenBearer"]);
        assert!(!summary.facts.authentication.required);
    }
}

#[test]
fn a_single_scheme_again_means_the_two_of_today() {
    let description = next(Api::ClientServer, |root| {
        let scheme = json!({"type": "apiKey", "in": "query", "name": "access_token"});
        root["components"]["securitySchemes"] = json!({"accessToken": scheme});
        each(root, &mut |members| {
            if let Some(security) = members.get_mut("security").filter(|security| security.is_array()) {
                *security = json!([{"accessToken": []}]);
            }
        });
    });
    let (model, source) = built(description, Api::ClientServer).unwrap();
    assert_eq!(ids(&model), ids(&today()));
    let both = "(AccessTokenBearer, AccessTokenQuery)";
    let one_line: String = source.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(one_line.contains(both), "the header comes first");
}

#[test]
fn an_undeclared_or_unknown_scheme_is_refused_with_a_correction() {
    let place = "/paths/~1_matrix~1client~1v3~1account~1whoami/get/security";
    let with = |scheme: &str, declared: bool| {
        let description = next(Api::ClientServer, |root| {
            *root.pointer_mut(place).unwrap() = json!([{scheme: []}]);
            if declared {
                root["components"]["securitySchemes"][scheme] = json!({"type": "http", "scheme": "bearer"});
            }
        });
        built(description, Api::ClientServer).map(drop).unwrap_err()
    };
    let error = with("deviceToken", false);
    let start = format!(
        "spec/client-server.yaml#{place}/0: the security scheme `deviceToken` is not declared in client-server"
    );
    assert!(error.to_string().starts_with(&start), "{error}");
    let action = &matrix_openapi_codegen::yaml::parse("", error.correction().unwrap()).unwrap()[0];
    assert_eq!(action["target"], "$.paths['/_matrix/client/v3/account/whoami'].get.security");
    let error = with("deviceToken", true);
    let start = format!(
        "spec/client-server.yaml#{place}: `deviceToken` is not a security scheme that clients support"
    );
    assert!(error.to_string().starts_with(&start), "{error}");
}

#[test]
fn additional_properties_may_change_their_spelling() {
    let with = |from: Value, to: Value| {
        let mut changed = 0;
        let description = next(Api::ClientServer, |root| {
            each(root, &mut |members| {
                if members.get("additionalProperties") == Some(&from) {
                    members.insert("additionalProperties".to_owned(), to.clone());
                    changed += 1;
                }
            });
        });
        assert!(changed > 0, "nothing is {from}");
        built(description, Api::ClientServer).unwrap().1
    };
    assert!(with(json!({}), json!(true)) == with(json!({}), json!({})));
}

#[test]
fn renaming_a_component_keeps_the_operations() {
    let components = |root: &mut Value, from: &str, to: &str| {
        let schemas = root["components"]["schemas"].as_object_mut().unwrap();
        let schema = schemas.remove(from).unwrap();
        schemas.insert(to.to_owned(), schema);
        let (from, to) = (format!("#/components/schemas/{from}"), format!("#/components/schemas/{to}"));
        each(root, &mut |members| {
            if members.get("$ref").and_then(Value::as_str) == Some(&from) {
                members.insert("$ref".to_owned(), json!(to));
            }
        });
    };
    let vendored = load::vendored(&spec()).unwrap();
    let schemas =
        vendored.documents[&Api::ClientServer].root["components"]["schemas"].as_object().unwrap().clone();
    let today = ids(&today());
    // Some of the schemas, and the one whose name an overlay chooses.
    let some = schemas.keys().step_by(16).map(String::as_str).chain(["WellknownFull"]);
    for name in some {
        let description = next(Api::ClientServer, |root| components(root, name, "RenamedByUpstream"));
        let overlays = spec().join("overlays");
        let description = Project::new(spec(), &overlays).overlay(description).unwrap().description;
        let model = lower(&description.documents[&Api::ClientServer], next_release());
        assert_eq!(ids(&model.unwrap_or_else(|error| panic!("{name}: {error}"))), today, "{name}");
    }
}

#[test]
fn a_moved_operation_keeps_its_name() {
    let (from, to) = ("/_matrix/client/v3/account/whoami", "/_matrix/client/v4/account/whoami");
    let description = next(Api::ClientServer, |root| {
        let paths = root["paths"].as_object_mut().unwrap();
        let item = paths.remove(from).unwrap();
        paths.insert(to.to_owned(), item);
    });
    let (model, _) = built(description, Api::ClientServer).unwrap();
    let whoami = model.operations.iter().find(|call| call.facts.id == "getTokenOwner").unwrap();
    assert_eq!((whoami.facts.path.as_str(), whoami.facts.rust_name.as_str()), (to, "whoami"));
    if !has_room_summary() {
        return;
    }
    let corrected = next(Api::ClientServer, |root| {
        let paths = root["paths"].as_object_mut().unwrap();
        let item = paths.remove(ROOM_SUMMARY).unwrap();
        paths.insert("/_matrix/client/v2/room_summary/{roomIdOrAlias}".to_owned(), item);
    });
    // The defect has moved to another path, but its correction has not.
    let error = built(corrected, Api::ClientServer).map(drop).unwrap_err().to_string();
    assert!(
        error.contains("v2~1room_summary") && error.contains("`signedRequest` is not declared"),
        "{error}"
    );
}

#[test]
fn a_release_without_an_operation_has_all_others() {
    let today = ids(&today());
    // Handwritten methods call these operations.
    for id in ["login", "getTokenOwner", "sync", "uploadContent", "getVersions"] {
        let description = next(Api::ClientServer, |root| {
            for item in root["paths"].as_object_mut().unwrap().values_mut() {
                item.as_object_mut().unwrap().retain(|_, operation| operation["operationId"] != id);
            }
        });
        let (model, source) =
            built(description, Api::ClientServer).unwrap_or_else(|error| panic!("{id}: {error}"));
        let mut expected = today.clone();
        assert!(expected.remove(id), "{id}");
        assert_eq!(ids(&model), expected, "{id}");
        assert!(source.contains("pub struct Client"), "{id}");
    }
}

#[test]
fn a_newly_required_field_is_an_argument() {
    let place = "/paths/~1_matrix~1client~1v3~1rooms~1{roomId}~1ban/post/requestBody/content/application~1json/schema";
    let is_required = |model: &ApiModel| {
        let Some(Body::Object(name)) =
            &model.operations.iter().find(|call| call.facts.id == "ban").unwrap().body
        else {
            panic!("the body is not an object");
        };
        model.structs[name].fields.iter().find(|field| field.name == "reason").unwrap().required
    };
    assert!(!is_required(&today()));
    let description = next(Api::ClientServer, |root| {
        let required = &mut root.pointer_mut(place).unwrap()["required"];
        required.as_array_mut().unwrap().push(json!("reason"));
    });
    let (model, _) = built(description, Api::ClientServer).unwrap();
    assert!(is_required(&model));
}

#[test]
fn a_defect_that_upstream_fixed_is_listed_and_not_an_error() {
    if !has_room_summary() {
        return;
    }
    let place = "/paths/~1_matrix~1client~1v1~1room_summary~1{roomIdOrAlias}/get/security";
    let right = json!([{}, {"accessTokenBearer": []}]);
    let description = next(Api::ClientServer, |root| *root.pointer_mut(place).unwrap() = right.clone());
    let overlays = spec().join("overlays");
    let overlaid = Project::new(spec(), &overlays).overlay(description.clone()).unwrap();
    assert_eq!(overlaid.description.documents[&Api::ClientServer].root.pointer(place), Some(&right));
    let listed = matrix_openapi_codegen::overlay::Overlays::load(&overlays)
        .unwrap()
        .apply(&mut description.clone())
        .unwrap();
    assert!(
        listed
            .iter()
            .any(|error| error.path().ends_with("corrections.yaml") && error.pointer() == "/actions/0"),
        "{listed:?}"
    );
    // In the release that corrections are written for, each must apply.
    let mut again = load::vendored(&spec()).unwrap();
    let corrections = matrix_openapi_codegen::yaml::read(&overlays.join("corrections.yaml")).unwrap();
    if corrections["x-written-for"] != again.release.to_string() {
        return;
    }
    *again.documents.get_mut(&Api::ClientServer).unwrap().root.pointer_mut(place).unwrap() = right;
    assert!(
        Project::new(spec(), &overlays)
            .overlay(again)
            .unwrap_err()
            .to_string()
            .contains("is not what the action expects")
    );
}
