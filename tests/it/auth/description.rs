//! The security of each operation, read from the vendored files without the generator.

use std::path::Path;

use matrix_openapi::http::Api;
use serde_yaml::Value;

/// An operation of a vendored file.
#[derive(Debug)]
pub struct Described {
    pub api: Api,
    pub id: String,
    pub method: String,
    pub path: String,
    pub security: Security,
}

/// Whether an operation takes a credential, and in which schemes.
#[derive(Debug, PartialEq)]
pub enum Security {
    None,
    Optional(Vec<String>),
    Required(Vec<String>),
}

impl Security {
    pub fn schemes(&self) -> &[String] {
        match self {
            Self::None => &[],
            Self::Optional(schemes) | Self::Required(schemes) => schemes,
        }
    }

    fn read(listed: Option<&Value>) -> Self {
        let listed = listed.map_or(&[][..], |listed| listed.as_sequence().unwrap());
        let mut schemes = Vec::new();
        for alternative in listed.iter().map(|alternative| alternative.as_mapping().unwrap()) {
            assert!(alternative.len() <= 1, "{listed:?}");
            schemes.extend(alternative.keys().map(|name| name.as_str().unwrap().to_owned()));
        }
        match (schemes.len(), listed.len()) {
            (_, 0) => Self::None,
            (named, all) if named == all => Self::Required(schemes),
            (named, all) if named + 1 == all => Self::Optional(schemes),
            _ => panic!("{listed:?}"),
        }
    }
}

/// Returns all operations of the five files, with the two known defects of the upstream description fixed.
pub fn operations() -> Vec<Described> {
    let mut operations: Vec<Described> = Api::ALL.into_iter().flat_map(of).collect();
    let declared = &read("client-server.yaml")["components"]["securitySchemes"];
    let token =
        ["accessTokenQuery", "accessTokenBearer"].into_iter().filter(|name| declared.get(*name).is_some());
    let meant = token.map(str::to_owned).collect();
    let signed = || vec!["signedRequest".to_owned()];
    let token = vec!["accessToken".to_owned()];
    fix(&mut operations, Api::ClientServer, "getRoomSummary", signed(), Security::Optional(meant));
    fix(&mut operations, Api::ServerServer, "getEventByTimestamp", token, Security::Required(signed()));
    operations
}

/// Replaces the defect by the intended security. The release that our corrections are written for must have the defect; other
/// releases may not.
fn fix(operations: &mut [Described], api: Api, id: &str, defect: Vec<String>, intended: Security) {
    let defect = Security::Required(defect);
    let affected = |operation: &&mut Described| {
        operation.api == api && operation.id == id && operation.security == defect
    };
    match operations.iter_mut().find(affected) {
        Some(operation) => operation.security = intended,
        None => {
            let corrections = read("overlays/corrections.yaml");
            let release = read(&format!("{}.yaml", api.slug()))["info"]["version"].clone();
            assert_ne!(corrections["x-written-for"], release, "{id} is no longer defective");
        }
    }
}

fn read(name: &str) -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("spec").join(name);
    serde_yaml::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
}

/// The number of lines in a file that name an operation.
pub fn operation_lines(api: Api) -> usize {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("spec/{}.yaml", api.slug()));
    let text = std::fs::read_to_string(file).unwrap();
    text.lines().filter(|line| line.trim_start().starts_with("operationId: ")).count()
}

fn of(api: Api) -> Vec<Described> {
    let document = read(&format!("{}.yaml", api.slug()));
    assert!(document.get("security").is_none(), "each operation has its own security");
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_mapping().unwrap() {
        for (method, operation) in item.as_mapping().unwrap() {
            operations.push(Described {
                api,
                id: operation["operationId"].as_str().unwrap().to_owned(),
                method: method.as_str().unwrap().to_ascii_uppercase(),
                // The fragment only distinguishes two operations with one path, and is never sent.
                path: path.as_str().unwrap().split('#').next().unwrap().to_owned(),
                security: Security::read(operation.get("security")),
            });
        }
    }
    operations
}
