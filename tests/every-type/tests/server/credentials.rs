//! Each operation with each kind of credential.

use std::collections::BTreeMap;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use matrix_openapi::server::Router;
use matrix_openapi::server::http::Request;
use matrix_openapi::signing::{SigningKey, x_matrix};
use matrix_openapi_codegen::lower::ir::{ApiModel, Body, Operation, ParameterLocation, Type};
use matrix_openapi_codegen::model::Authentication;
use serde_json::Value;

use crate::handlers::Handlers;
use crate::models::MODELS;
use crate::{key, router, schema};

/// The credential of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Credential {
    None,
    Header(&'static str),
    Query(&'static str),
    Signed,
    SignedByAnother,
}

const CREDENTIALS: [Credential; 10] = [
    Credential::None,
    Credential::Header("syt_user"),
    Credential::Query("syt_user"),
    Credential::Header("as_token"),
    Credential::Query("as_token"),
    Credential::Header("unknown"),
    Credential::Header("hs_token"),
    Credential::Query("hs_token"),
    Credential::Signed,
    Credential::SignedByAnother,
];

/// What the description says of a credential: an error code, or that the request is accepted.
fn expected(authentication: &Authentication, credential: Credential) -> &'static str {
    let accepts = |names: &[&str]| authentication.schemes.iter().any(|one| names.contains(&one.as_str()));
    let of_users = accepts(&["accessToken", "accessTokenBearer", "accessTokenQuery"]);
    let in_query =
        accepts(&["accessToken", "accessTokenQuery", "appserviceAccessToken", "appserviceAccessTokenQuery"]);
    let missing = if authentication.required { "401 M_MISSING_TOKEN" } else { "accepted" };
    if authentication.schemes.is_empty() {
        return "accepted";
    }
    if accepts(&["signedRequest"]) {
        return if credential == Credential::Signed { "accepted" } else { "401 M_UNAUTHORIZED" };
    }
    if accepts(&["homeserverAccessToken"]) {
        return match credential {
            Credential::Header("hs_token") | Credential::Query("hs_token") => "accepted",
            Credential::Header(_) | Credential::Query(_) => "403 M_FORBIDDEN",
            _ => missing,
        };
    }
    match credential {
        Credential::Query(_) if !in_query => missing,
        Credential::Header("as_token") | Credential::Query("as_token") => "accepted",
        Credential::Header("syt_user") | Credential::Query("syt_user") if of_users => "accepted",
        Credential::Header("syt_user") | Credential::Query("syt_user") => "403 M_FORBIDDEN",
        Credential::Header(_) | Credential::Query(_) => "401 M_UNKNOWN_TOKEN",
        _ => missing,
    }
}

/// A text of the type.
fn text(model: &ApiModel, ty: &Type) -> String {
    match ty {
        Type::Identifier("UserId") => "@alice:example.org".to_owned(),
        Type::Identifier("RoomId" | "RoomOrAlias") => "!room:example.org".to_owned(),
        Type::Identifier("EventId") => "$event".to_owned(),
        Type::Identifier("RoomAlias") => "#hall:example.org".to_owned(),
        Type::Identifier("MxcUri") => "mxc://example.org/media".to_owned(),
        Type::Identifier(_) => "example.org".to_owned(),
        Type::List(item) => text(model, item),
        ty => match schema::sample(model, ty) {
            Value::String(text) => text,
            other => other.to_string(),
        },
    }
}

/// The path and query of a request with all that is required.
fn uri(model: &ApiModel, call: &Operation) -> String {
    let mut uri = call.facts.path.clone();
    let mut query = String::new();
    for parameter in call.parameters.iter().filter(|one| one.required && !matches!(one.ty, Type::Map(..))) {
        let value = text(model, &parameter.ty);
        let value: String =
            percent_encoding::utf8_percent_encode(&value, percent_encoding::NON_ALPHANUMERIC).collect();
        match parameter.location {
            ParameterLocation::Path => uri = uri.replace(&format!("{{{}}}", parameter.name), &value),
            ParameterLocation::Query => query += &format!("&{}={value}", parameter.name),
            ParameterLocation::Header => panic!("no header is required"),
        }
    }
    let start = if query.is_empty() { "" } else { "?" };
    uri + start + query.trim_start_matches('&')
}

fn body(model: &ApiModel, call: &Operation) -> String {
    match &call.body {
        Some(Body::Object(name)) => schema::sample(model, &Type::Struct(name.clone())).to_string(),
        Some(Body::Json(ty)) => schema::sample(model, ty).to_string(),
        // JSON, since a signature covers nothing else.
        Some(Body::Bytes(_)) => "1".to_owned(),
        None => String::new(),
    }
}

fn request(model: &ApiModel, call: &Operation, credential: Credential) -> Request<Full<Bytes>> {
    let (mut uri, body, method) = (uri(model, call), body(model, call), call.facts.method.as_str());
    // One operation has a parameter of that name, which is no credential.
    let is_taken = call.parameters.iter().any(|one| one.name == "access_token");
    if let (Credential::Query(token), false) = (credential, is_taken) {
        uri += if uri.contains('?') { "&" } else { "?" };
        uri += &format!("access_token={token}");
    }
    let signed = |key: SigningKey| {
        let (from, to) = ("here.example.org".parse().unwrap(), "there.example.org".parse().unwrap());
        let content = (!body.is_empty()).then_some(body.as_bytes());
        x_matrix(&key, &from, &to, method, &uri, content).unwrap()
    };
    let header = match credential {
        Credential::None | Credential::Query(_) => None,
        Credential::Header(token) => Some(format!("Bearer {token}")),
        Credential::Signed => Some(signed(key())),
        Credential::SignedByAnother => Some(signed(SigningKey::new("ed25519:1", &[8; 32]).unwrap())),
    };
    let mut request = Request::builder().method(method).uri(&uri);
    if let Some(header) = header {
        request = request.header("Authorization", header);
    }
    request.body(Full::new(body.into())).unwrap()
}

/// The status and error code of the response, or that it is a success.
async fn outcome(router: &Router, request: Request<Full<Bytes>>) -> String {
    let response = router.respond(request).await;
    let status = response.status();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    if status.is_success() || status.is_redirection() {
        return "accepted".to_owned();
    }
    let body: Value = serde_json::from_slice(&body).unwrap();
    format!("{} {}", status.as_u16(), body["errcode"].as_str().unwrap())
}

#[tokio::test]
async fn each_operation_accepts_the_credentials_of_the_description_and_no_others() {
    let handlers = Handlers::default();
    let router = router(&handlers);
    let (mut defects, mut counts) = (Vec::new(), BTreeMap::new());
    for model in MODELS.values() {
        for call in &model.operations {
            for credential in CREDENTIALS {
                let expected = expected(&call.facts.authentication, credential);
                let found = outcome(&router, request(model, call, credential)).await;
                let handled = handlers.take();
                let reached = handled.iter().any(|one| one.operation.id == call.facts.id);
                if found != expected || reached != (expected == "accepted") {
                    defects.push(format!("{} {credential:?}: {found}, not {expected}", call.facts.id));
                }
                *counts.entry(expected).or_insert(0) += 1;
            }
        }
    }
    assert!(defects.is_empty(), "{}", defects.join("\n"));
    // 41 operations take none, 150 a user's token and 4 perhaps one, 2 an application service's, 9 a homeserver's, 29 a signature.
    let expected = BTreeMap::from([
        ("accepted", 41 * 10 + 150 * 4 + 4 * (4 + 3) + 2 * 2 + 9 * 2 + 29),
        ("401 M_MISSING_TOKEN", (150 + 2) * 3 + 9 * 3),
        ("401 M_UNKNOWN_TOKEN", (150 + 4 + 2) * 3),
        ("401 M_UNAUTHORIZED", 29 * 9),
        ("403 M_FORBIDDEN", 2 * 2 + 9 * 5),
    ]);
    assert_eq!(counts, expected);
}
