//! The bundles of the specification's site: in a folder, on a server, incomplete and broken.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use matrix_openapi_codegen::yaml;
use serde_json::{Value, json};

use super::project::Project;
use super::server::{Reply, Server};
use matrix_openapi_testing::copy_folder;

const FOLDERS: [(&str, &str); 5] = [
    ("client-server", "client-server-api"),
    ("server-server", "server-server-api"),
    ("application-service", "application-service-api"),
    ("identity", "identity-service-api"),
    ("push-gateway", "push-gateway-api"),
];

/// Returns a bundle with one operation and more fields.
fn bundle(version: &str, more: Value) -> Value {
    let response = json!({"description": "Fine.", "content": {"application/json": {
        "schema": {"$ref": "#/components/schemas/Pong"}, "example": {"text": "A \u{1f642}"}}}});
    let mut root = json!({
        "openapi": "3.1.0",
        "info": {"title": "Some API", "version": version},
        "servers": [{"url": "https://matrix.org"}, {"url": "https://{homeserver_address}",
            "variables": {"homeserver_address": {"default": "matrix-client.matrix.org"}}}],
        "components": {
            "schemas": {"Pong": {"type": "object", "properties": {"text": {"type": "string", "pattern": "^[[{\u{e9}"}}}},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "Said \u{1f642}."}},
        },
        "paths": {"/_matrix/base/ping": {"get": {"operationId": "ping",
            "summary": "Answers.", "responses": {"200": response}}}},
    });
    for (pointer, value) in more.as_object().into_iter().flatten() {
        *root.pointer_mut(pointer).unwrap() = value.clone();
    }
    root
}

/// Returns the text in the format of the site: indented, in ASCII.
fn text(root: &Value) -> Vec<u8> {
    let text = serde_json::to_string_pretty(root).unwrap();
    let mut units = [0; 2];
    let escaped = text.chars().map(|letter| match letter {
        letter if letter.is_ascii() => letter.to_string(),
        letter => letter.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")).collect(),
    });
    escaped.collect::<String>().into_bytes()
}

/// Returns the files of a site, by the folder of the API.
fn site(version: &str) -> BTreeMap<&'static str, Vec<u8>> {
    FOLDERS.into_iter().map(|(_, folder)| (folder, text(&bundle(version, json!({}))))).collect()
}

fn written(project: &Project, site: &BTreeMap<&'static str, Vec<u8>>) -> PathBuf {
    let root = project.folder().join("site");
    for (folder, bytes) in site {
        fs::create_dir_all(root.join(folder)).unwrap();
        fs::write(root.join(folder).join("api.json"), bytes).unwrap();
    }
    root
}

fn served(site: &BTreeMap<&'static str, Vec<u8>>, more: Option<(&str, Reply)>) -> Server {
    let files =
        site.iter().map(|(folder, bytes)| (format!("/v1.19/{folder}/api.json"), Reply::Whole(bytes.clone())));
    Server::new(files.chain(more.into_iter().map(|(path, reply)| (path.to_owned(), reply))))
}

#[test]
fn bundles_are_imported_without_prose() {
    let project = Project::new();
    let root = written(&project, &site("v1.19"));
    let report = project.update(&["--from", root.to_str().unwrap()]);
    assert!(report.starts_with("nothing to v1.19, 5 operations\n"), "{report}");
    assert_eq!(
        project.yaml("identity"),
        "# Written by 'cargo xtask update-spec' from the Matrix specification v1.19; do not edit.\n\
         components:\n  schemas:\n    ApiPong:\n      properties:\n        text:\n          pattern: ^[[{é\n          \
         type: string\n      type: object\n  securitySchemes:\n    token:\n      scheme: bearer\n      type: http\n\
         info:\n  title: Matrix Identity Service API\n  version: v1.19\nopenapi: '3.1.0'\npaths:\n  \
         /_matrix/base/ping:\n    get:\n      operationId: ping\n      responses:\n        '200':\n          \
         content:\n            application/json:\n              schema:\n                \
         $ref: '#/components/schemas/ApiPong'\n          description: ''\n"
    );
    let pin = fs::read_to_string(project.spec().join("pin.toml")).unwrap();
    assert!(pin.contains("release = \"v1.19\"\nsource = \"bundles site\"\n"), "{pin}");
    let lines = site("v1.19")
        .into_iter()
        .map(|(folder, bytes)| format!("{}  {folder}/api.json\n", super::project::sha256(&bytes)));
    let mut lines: Vec<_> = lines.collect();
    lines.sort();
    let sum = super::project::sha256(lines.concat().as_bytes());
    assert!(pin.contains(&format!("\nfiles = 5\nsha256 = \"{sum}\"\n")), "{pin}");
    // The same files, by the path of one of them.
    let one = root.join("push-gateway-api/api.json");
    let report = project.update(&["--from", one.to_str().unwrap()]);
    assert_eq!(report, "v1.19 to v1.19, 5 operations\nno change\n");
    project.update(&["--from", root.to_str().unwrap(), "--keep-prose"]);
    assert!(project.yaml("identity").contains("summary: Answers.\n"));
}

#[test]
fn bundles_are_found_below_an_address_and_beside_one_of_them() {
    let server = served(&site("v1.19"), None);
    let homepage = served(&site("v1.19"), Some(("/v1.19/", Reply::Whole(b"<html>Matrix</html>".to_vec()))));
    for (server, path) in [
        (&server, "/v1.19"),
        (&server, "/v1.19/"),
        (&server, "/v1.19/identity-service-api/api.json"),
        (&homepage, "/v1.19/"),
    ] {
        let project = Project::new();
        let report = project.update(&["--from", &server.url(path)]);
        assert!(report.starts_with("nothing to v1.19, 5 operations\n"), "{path}: {report}");
        let pin = fs::read_to_string(project.spec().join("pin.toml")).unwrap();
        assert!(pin.contains(&format!("source = \"{}", server.url("/v1.19"))), "{path}: {pin}");
    }
}

#[test]
fn unstable_bundles_are_pinned_as_such() {
    let project = Project::new();
    let mut site = site("unstable");
    let mentions = json!({"/paths/~1_matrix~1base~1ping/get/summary": "S."});
    let mut root = bundle("unstable", mentions);
    root["paths"]["/_matrix/base/ping"]["get"]["x-addedInMatrixVersion"] = json!("1.21");
    site.insert("client-server-api", text(&root));
    let folder = written(&project, &site);
    assert!(project.update(&["--from", folder.to_str().unwrap()]).starts_with("nothing to v1.22, "));
    assert!(fs::read_to_string(project.spec().join("pin.toml")).unwrap().contains("\nunstable = true\n"));
}

#[test]
fn an_incomplete_set_is_refused() {
    let project = Project::new();
    project.update(&[]);
    let mut four = site("v1.19");
    four.remove("identity-service-api");
    let message = "the bundles of all five APIs are required, and there is no identity-service-api/api.json";
    let root = written(&project, &four);
    project.refused(&["--from", root.to_str().unwrap()], message);
    project.refused(&["--from", root.join("push-gateway-api/api.json").to_str().unwrap()], message);
    let server = served(&four, None);
    project.refused(&["--from", &server.url("/v1.19")], message);
    project.refused(&["--from", &server.url("/v1.19/client-server-api/api.json")], message);
    project.refused(
        &["--from", &server.url("/v1.18/client-server-api/api.json")],
        "/v1.18/client-server-api/api.json does not exist, and neither does another bundle",
    );
    let alone = project.folder().join("alone.json");
    fs::write(&alone, &four["client-server-api"]).unwrap();
    let message = "alone.json is the bundle of one API, and those of all five are required";
    project.refused(&["--from", alone.to_str().unwrap()], message);
    let server = Server::new([("/alone.json".to_owned(), Reply::Whole(four["client-server-api"].clone()))]);
    project.refused(&["--from", &server.url("/alone.json")], message);
}

#[test]
fn broken_bundles_change_nothing() {
    let pointer = "/paths/~1_matrix~1base~1ping";
    let with = |pointer: &str, value: Value| text(&bundle("v1.19", json!({ pointer: value })));
    for (bytes, message) in [
        (b"{".to_vec(), "api.json: not valid JSON: "),
        (b"{\"a\": \"\xff\"}".to_vec(), "api.json: not text in UTF-8"),
        (b"[]".to_vec(), "api.yaml#/openapi: missing, so this is not an OpenAPI document"),
        (b"{}".to_vec(), "api.yaml#/openapi: missing, so this is not an OpenAPI document"),
        (text(&json!({"swagger": "2.0"})), "api.yaml#/swagger: Swagger 2.0 is not supported"),
        (with("/openapi", json!("3.0.0")), "api.yaml#/openapi: version 3.0.0 is not supported"),
        (with("/paths", json!([])), "api.yaml#/paths: not a map"),
        (with(pointer, json!({"get": {}})), "/get/operationId: missing or empty"),
        (with("/components/schemas", json!({})), "/schema/$ref: `#/components/schemas/Pong` has no target"),
        (
            text(&bundle("v1.18", json!({}))),
            "the bundles are not of one release: client-server of `v1.19`, server-server of `v1.19`, \
             application-service of `v1.19`, identity of `v1.18`, push-gateway of `v1.19`",
        ),
    ] {
        let project = Project::new();
        project.update(&[]);
        let mut site = site("v1.19");
        if message.contains("api.yaml") {
            // A bundle without a release does not count.
            site = site.into_keys().map(|folder| (folder, bytes.clone())).collect();
        }
        site.insert("identity-service-api", bytes);
        let root = written(&project, &site);
        project.refused(&["--from", root.to_str().unwrap()], message);
    }
}

#[test]
fn the_bundles_of_a_release_have_the_operations_of_its_tree() {
    let Some(trees) = matrix_openapi_testing::spec_trees() else { return };
    let project = Project::new();
    copy_folder(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/overlays"),
        &project.spec().join("overlays"),
    );
    let (release, tree) = ("v1.18", trees.join("v1.18"));
    project.update(&["--from", tree.to_str().unwrap()]);
    let root = written(&project, &bundled(&tree, release));
    let report = project.update(&["--from", root.to_str().unwrap()]);
    assert!(report.starts_with("v1.18 to v1.18, 234 operations\nchanged: client-server.yaml\n"), "{report}");
    // The count of changed operations is the only one. Corrections of components do not reach a bundle's types, which
    // are inline.
    let operations = report.lines().find_map(|line| line.strip_prefix("operations: "));
    assert_eq!(
        operations.map(|counts| counts.split_once(' ').map(|(_, rest)| rest)),
        Some(Some("changed")),
        "{report}"
    );
}

/// Returns the site's files of a release, made from its tree.
fn bundled(tree: &Path, release: &str) -> BTreeMap<&'static str, Vec<u8>> {
    let bundle = |api: &str| {
        let mut root =
            json!({"openapi": "3.1.0", "info": {"title": "Some API", "version": release}, "paths": {}});
        let folder = tree.join("data/api").join(api);
        if let Ok(schemes) = yaml::read(&folder.join("definitions/security.yaml")) {
            root["components"] = json!({ "securitySchemes": schemes });
        }
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "yaml") {
                continue;
            }
            let file = resolved(&path, &yaml::read(&path).unwrap());
            let prefix = file.pointer("/servers/0/variables/basePath/default").unwrap().as_str().unwrap();
            for (path, item) in file["paths"].as_object().unwrap() {
                for (method, operation) in item.as_object().unwrap() {
                    root["paths"][format!("{prefix}{path}")][method] = operation.clone();
                }
            }
        }
        text(&root)
    };
    FOLDERS.into_iter().map(|(api, folder)| (folder, bundle(api))).collect()
}

/// Returns the node with its references resolved.
fn resolved(file: &Path, node: &Value) -> Value {
    match node {
        Value::Object(members) => {
            let mut all = json!({});
            if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
                let (path, pointer) = reference.split_once('#').unwrap_or((reference, ""));
                let path = path.replace("%24", "$");
                let path = if path.is_empty() { file.to_owned() } else { file.with_file_name("").join(path) };
                let root = yaml::read(&path).unwrap();
                all = resolved(&path, root.pointer(pointer).unwrap());
            }
            for (key, member) in members.iter().filter(|(key, _)| *key != "$ref") {
                all[key] = resolved(file, member);
            }
            all
        }
        Value::Array(items) => items.iter().map(|item| resolved(file, item)).collect(),
        value => value.clone(),
    }
}

#[test]
fn the_version_of_bundles_is_not_used_as_a_path() {
    let project = Project::new();
    let outside = project.folder().join("outside");
    // Leads from the temporary folder of the tree to one that everybody can write.
    let way = format!("v/{}{}", "../".repeat(16), outside.display().to_string().trim_start_matches('/'));
    let root = written(&project, &site(&way));
    project.refused(&["--from", root.to_str().unwrap()], "contain the release");
    assert!(!outside.exists());
}
