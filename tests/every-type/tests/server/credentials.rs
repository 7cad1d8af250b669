//! Each operation with each kind of credential.

use std::collections::BTreeMap;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use matrix_openapi::http;
use matrix_openapi::server::Router;
use matrix_openapi::server::http::Request;
use matrix_openapi::signing::{SigningKey, x_matrix};
use matrix_openapi_codegen::Api;
use matrix_openapi_codegen::lower::ir::{ApiModel, Body, Operation, Parameter, ParameterLocation, Type};
use matrix_openapi_codegen::model::Authentication;
use serde_json::Value;

use crate::handlers::Handlers;
use crate::models::MODELS;
use crate::{key, router, sample};

/// The credential of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential {
    None,
    Header(&'static str),
    Query(&'static str),
    HeaderAndQuery(&'static str),
    OtherScheme,
    Signed(Signature),
}

/// The request whose signature an `X-Matrix` header has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signature {
    Right,
    ByAnotherKey,
    /// A request to another server, which forwards it unchanged.
    ForAnotherServer,
    /// A request to another server, which forwards it with another name of the destination.
    ForAnotherServerRenamed,
    OfAnotherPath,
}

/// The tokens of a user of the homeserver, a user of the identity server, an application service, the homeserver, and nobody.
const TOKENS: [&str; 5] = ["syt_user", "is_token", "as_token", "hs_token", "unknown"];

const SIGNATURES: [Signature; 5] = [
    Signature::Right,
    Signature::ByAnotherKey,
    Signature::ForAnotherServer,
    Signature::ForAnotherServerRenamed,
    Signature::OfAnotherPath,
];

fn credentials() -> Vec<Credential> {
    let places = [Credential::Header, Credential::Query, Credential::HeaderAndQuery];
    let mut all = vec![Credential::None, Credential::OtherScheme];
    all.extend(places.iter().flat_map(|place| TOKENS.map(place)));
    all.extend(SIGNATURES.map(Credential::Signed));
    all
}

/// Returns the outcome of a credential according to the description: an error code, or that the request is accepted.
fn expected(api: Api, authentication: &Authentication, credential: Credential) -> &'static str {
    let accepts = |names: &[&str]| authentication.schemes.iter().any(|one| names.contains(&one.as_str()));
    let missing = if authentication.required { "401 M_MISSING_TOKEN" } else { "accepted" };
    if authentication.schemes.is_empty() {
        return "accepted";
    }
    if accepts(&["signedRequest"]) {
        let is_right = credential == Credential::Signed(Signature::Right);
        return if is_right { "accepted" } else { "401 M_UNAUTHORIZED" };
    }
    let in_query =
        accepts(&["accessToken", "accessTokenQuery", "appserviceAccessToken", "appserviceAccessTokenQuery"]);
    let of_homeserver = accepts(&["homeserverAccessToken"]);
    let token = match credential {
        // Only homeservers send their token in both locations, for older application services.
        Credential::HeaderAndQuery(_) if in_query => return "400 M_INVALID_PARAM",
        Credential::Query(_) if !in_query && !of_homeserver => return missing,
        Credential::Header(token) | Credential::Query(token) | Credential::HeaderAndQuery(token) => token,
        Credential::None | Credential::OtherScheme | Credential::Signed(_) => return missing,
    };
    let of_users = accepts(&["accessToken", "accessTokenBearer", "accessTokenQuery"]);
    match (token, api) {
        ("hs_token", _) if of_homeserver => "accepted",
        _ if of_homeserver => "403 M_FORBIDDEN",
        ("is_token", Api::Identity) => "accepted",
        ("as_token", Api::ClientServer) => "accepted",
        ("syt_user", Api::ClientServer) if of_users => "accepted",
        ("syt_user", Api::ClientServer) => "403 M_FORBIDDEN",
        _ => "401 M_UNKNOWN_TOKEN",
    }
}

/// Returns a string of the type.
fn text(model: &ApiModel, ty: &Type) -> String {
    match ty {
        Type::Identifier("UserId") => "@alice:example.org".to_owned(),
        Type::Identifier("RoomId" | "RoomOrAlias") => "!room:example.org".to_owned(),
        Type::Identifier("EventId") => "$event".to_owned(),
        Type::Identifier("RoomAlias") => "#hall:example.org".to_owned(),
        Type::Identifier("MxcUri") => "mxc://example.org/media".to_owned(),
        Type::Identifier(_) => "example.org".to_owned(),
        Type::List(item) => text(model, item),
        ty => match sample::sample(model, ty) {
            Value::String(text) => text,
            other => other.to_string(),
        },
    }
}

/// Returns the path and query of a request with all required parameters.
fn uri(model: &ApiModel, call: &Operation) -> String {
    uri_with(model, call, |_, value| Some(value))
}

/// Returns the path and query with other values: the function gets each required parameter and its percent-encoded value, and
/// returns the text that is sent for a path parameter, or after the name of a query parameter.
pub fn uri_with(
    model: &ApiModel,
    call: &Operation,
    change: impl Fn(&Parameter, String) -> Option<String>,
) -> String {
    let mut uri = call.facts.path.clone();
    let mut query = String::new();
    for parameter in call.parameters.iter().filter(|one| one.required && !matches!(one.ty, Type::Map(..))) {
        let value = text(model, &parameter.ty);
        let value = percent_encoding::utf8_percent_encode(&value, percent_encoding::NON_ALPHANUMERIC);
        let Some(value) = change(parameter, value.collect()) else { continue };
        match parameter.location {
            ParameterLocation::Path => uri = uri.replace(&format!("{{{}}}", parameter.name), &value),
            ParameterLocation::Query => query += &format!("&{}={value}", parameter.name),
            ParameterLocation::Header => panic!("no header is required"),
        }
    }
    let start = if query.is_empty() { "" } else { "?" };
    uri + start + query.trim_start_matches('&')
}

/// Returns a body with all required fields.
pub fn body(model: &ApiModel, call: &Operation) -> String {
    match &call.body {
        Some(Body::Object(name)) => sample::sample(model, &Type::Struct(name.clone())).to_string(),
        Some(Body::Json(ty)) => sample::sample(model, ty).to_string(),
        // JSON, since a signature covers only JSON.
        Some(Body::Bytes(_)) => "1".to_owned(),
        None => String::new(),
    }
}

fn signed(signature: Signature, method: &str, uri: &str, body: &str) -> String {
    let (here, elsewhere) = ("there.example.org", "elsewhere.example.org");
    let sign = |key: &SigningKey, to: &str, uri: &str| {
        let content = (!body.is_empty()).then_some(body.as_bytes());
        x_matrix(key, &"here.example.org".parse().unwrap(), &to.parse().unwrap(), method, uri, content)
            .unwrap()
    };
    match signature {
        Signature::Right => sign(&key(), here, uri),
        Signature::ByAnotherKey => sign(&SigningKey::new("ed25519:1", &[8; 32]).unwrap(), here, uri),
        Signature::ForAnotherServer => sign(&key(), elsewhere, uri),
        Signature::ForAnotherServerRenamed => sign(&key(), elsewhere, uri).replace(elsewhere, here),
        Signature::OfAnotherPath => sign(&key(), here, "/_matrix/federation/v1/version"),
    }
}

/// Returns a request of the operation with a credential that it accepts.
pub fn accepted_request(model: &ApiModel, call: &Operation, body: String) -> Request<Full<Bytes>> {
    accepted_request_to(model, call, uri(model, call), body)
}

/// Returns a request of the operation at this path and query, with a credential that it accepts.
pub fn accepted_request_to(
    model: &ApiModel,
    call: &Operation,
    uri: String,
    body: String,
) -> Request<Full<Bytes>> {
    let is_accepted = |one: &Credential| expected(model.api, &call.facts.authentication, *one) == "accepted";
    let credential = credentials().into_iter().find(is_accepted).unwrap();
    request_to(call, uri, credential, body)
}

/// Returns a request of the operation with a credential.
pub fn request(
    model: &ApiModel,
    call: &Operation,
    credential: Credential,
    body: String,
) -> Request<Full<Bytes>> {
    request_to(call, uri(model, call), credential, body)
}

fn request_to(
    call: &Operation,
    mut uri: String,
    credential: Credential,
    body: String,
) -> Request<Full<Bytes>> {
    let method = call.facts.method.as_str();
    // One operation has a parameter of that name, which is not a credential.
    let is_taken = call.parameters.iter().any(|one| one.name == "access_token");
    if let (Credential::Query(token) | Credential::HeaderAndQuery(token), false) = (credential, is_taken) {
        uri += if uri.contains('?') { "&" } else { "?" };
        uri += &format!("access_token={token}");
    }
    let header = match credential {
        Credential::None | Credential::Query(_) => None,
        Credential::Header(token) | Credential::HeaderAndQuery(token) => Some(format!("Bearer {token}")),
        Credential::OtherScheme => Some("Basic syt_user".to_owned()),
        Credential::Signed(signature) => Some(signed(signature, method, &uri, &body)),
    };
    let mut request = Request::builder().method(method).uri(&uri);
    if let Some(header) = header {
        request = request.header("Authorization", header);
    }
    request.body(Full::new(body.into())).unwrap()
}

/// Returns the status and error code of the response, or that it is a success.
pub async fn outcome(router: &Router, request: Request<Full<Bytes>>) -> String {
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
            for credential in credentials() {
                let expected = expected(model.api, &call.facts.authentication, credential);
                let found = outcome(&router, request(model, call, credential, body(model, call))).await;
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
    assert_eq!(counts, expected_counts(&router));
}

/// Returns the numbers of operations that take no credential, an optional token, the token of a user, of an identity server's user,
/// of an application service or of a homeserver, and a signature.
pub fn numbers(router: &Router) -> [usize; 7] {
    let mut numbers: BTreeMap<Kind, usize> = BTreeMap::new();
    for operation in router.operations() {
        *numbers.entry(kind(operation)).or_insert(0) += 1;
    }
    let kinds = [
        Kind::Open,
        Kind::Optional,
        Kind::User,
        Kind::Identity,
        Kind::Bridge,
        Kind::Homeserver,
        Kind::Signed,
    ];
    let [open, optional, user, identity, bridge, homeserver, signed] =
        kinds.map(|kind| numbers.get(&kind).copied().unwrap_or(0));
    assert_eq!(router.operations().count(), numbers.values().sum::<usize>());
    assert!(open > 0 && user > 0 && identity > 0 && homeserver > 0 && signed > 0, "{numbers:?}");
    [open, optional, user, identity, bridge, homeserver, signed]
}

/// Returns the number of requests with each outcome, from the numbers of operations that take each kind of credential. Of the 22
/// credentials, 7 are not tokens, and each of 5 tokens is in the header, in the query, or in both.
fn expected_counts(router: &Router) -> BTreeMap<&'static str, usize> {
    let [open, optional, user, identity, bridge, homeserver, signed] = numbers(router);
    // If the operation accepts no token in the query, a token there is ignored, and of a token in both locations the header counts.
    let header_only = |kind: Kind| {
        let without_query = |one: &&http::Operation| {
            !one.authentication.schemes().iter().any(|scheme| scheme.name().ends_with("Query"))
        };
        router.operations().filter(|one| self::kind(one) == kind).filter(without_query).count()
    };
    let ignored = header_only(Kind::User) + header_only(Kind::Identity) + header_only(Kind::Bridge);
    let counts = [
        (
            "accepted",
            open * 22
                + user * 4
                + optional * (4 + 7)
                + header_only(Kind::Optional) * 5
                + identity * 2
                + bridge * 2
                + homeserver * 3
                + signed,
        ),
        (
            "400 M_INVALID_PARAM",
            (user + optional + identity + bridge - ignored - header_only(Kind::Optional)) * 5,
        ),
        ("401 M_MISSING_TOKEN", (user + identity + bridge + homeserver) * 7 + ignored * 5),
        ("401 M_UNKNOWN_TOKEN", (user + optional + bridge) * 6 + identity * 8),
        ("401 M_UNAUTHORIZED", signed * 21),
        ("403 M_FORBIDDEN", bridge * 2 + homeserver * 12),
    ];
    counts.into_iter().filter(|(_, count)| *count > 0).collect()
}

/// The owner of the credential that an operation takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Open,
    /// Optionally, a user of the homeserver.
    Optional,
    User,
    Identity,
    Bridge,
    Homeserver,
    Signed,
}

/// Returns the kind of an operation in the compiled table.
fn kind(operation: &http::Operation) -> Kind {
    use matrix_openapi::auth::{Authentication, Scheme};
    let (schemes, is_required) = match operation.authentication {
        Authentication::None => return Kind::Open,
        Authentication::Optional(schemes) => (schemes, false),
        Authentication::Required(schemes) => (schemes, true),
        other => panic!("{other:?}"),
    };
    match (schemes[0], operation.api, is_required) {
        (Scheme::AccessTokenBearer | Scheme::AccessTokenQuery, http::Api::Identity, true) => Kind::Identity,
        (Scheme::AccessTokenBearer | Scheme::AccessTokenQuery, _, true) => Kind::User,
        (Scheme::AccessTokenBearer | Scheme::AccessTokenQuery, http::Api::ClientServer, false) => {
            Kind::Optional
        }
        (Scheme::AppserviceAccessTokenBearer | Scheme::AppserviceAccessTokenQuery, _, true) => Kind::Bridge,
        (Scheme::HomeserverAccessToken, _, true) => Kind::Homeserver,
        (Scheme::SignedRequest, _, true) => Kind::Signed,
        other => panic!("{}: {other:?}", operation.id),
    }
}
