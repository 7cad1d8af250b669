//! Each operation with each kind of credential.

use std::collections::{BTreeMap, BTreeSet};

use matrix_openapi::__private::Call;
use matrix_openapi::http::{Api, Operation};
use matrix_openapi::id::ServerName;
use matrix_openapi::signing::XMatrix;
use matrix_openapi::{
    Error, Session, application_service, client_server, identity, push_gateway, server_server,
};
use matrix_openapi_testing::{Request, Server, json_response};
use serde_json::json;

use super::credential_matrix::{self, CredentialCase, Expected, TokenLocation};
use super::description::{Described, Security, operations};

fn table() -> impl Iterator<Item = &'static Operation> {
    [
        client_server::OPERATIONS,
        server_server::OPERATIONS,
        application_service::OPERATIONS,
        identity::OPERATIONS,
        push_gateway::OPERATIONS,
    ]
    .into_iter()
    .flatten()
}

#[test]
fn the_table_has_exactly_the_operations_of_the_description() {
    let described = operations();
    let keys = |operation: &Described| {
        let Described { api, id, method, path, .. } = operation;
        (api.slug().to_owned(), id.clone(), method.clone(), path.clone())
    };
    let expected: BTreeSet<_> = described.iter().map(keys).collect();
    let found: BTreeSet<_> = table()
        .map(|entry| {
            (
                entry.api.slug().to_owned(),
                entry.id.to_owned(),
                entry.method.to_string(),
                entry.path.to_owned(),
            )
        })
        .collect();
    assert_eq!(found, expected);
    assert_eq!((found.len(), described.len(), table().count()), (235, 235, 235));

    let mut counts = BTreeMap::new();
    for operation in described.iter().filter(|operation| operation.api == Api::ClientServer) {
        *counts
            .entry(match &operation.security {
                Security::None => "none",
                Security::Optional(_) => "optional",
                Security::Required(schemes) if schemes[0].starts_with("appservice") => "appservice",
                Security::Required(_) => "token",
            })
            .or_insert(0) += 1;
    }
    assert_eq!(counts, BTreeMap::from([("none", 26), ("optional", 4), ("appservice", 2), ("token", 134)]));
}

/// Sends an operation with a value for each path parameter and, where it may have one, a body.
async fn send(session: &Session, operation: &'static Operation) -> Result<(), Error> {
    let mut call = Call::new(session, operation);
    for _ in operation.path.matches('{') {
        call.path("!a/b:example.org");
    }
    call.query("via", "a b");
    if operation.method != http::Method::GET {
        call.json(&json!({"b": 1, "a": "é"}));
    }
    call.send_empty().await
}

/// Returns the path of such a request.
fn filled(template: &str) -> String {
    let segments = template.split('/').map(|segment| match segment.split_once('{') {
        Some((before, rest)) => {
            let after = rest.split_once('}').unwrap().1;
            format!("{before}%21a%2Fb%3Aexample.org{after}")
        }
        None => segment.to_owned(),
    });
    segments.collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn each_operation_gets_each_credential_as_described() {
    let server = Server::responding(|_| json_response("200 OK", "{}")).await;
    let described = operations();
    let mut seen = BTreeMap::new();
    for case in CredentialCase::all() {
        let sessions = Api::ALL.map(|api| case.session(&anonymous(api, &format!("{}/base", server.url))));
        for operation in table() {
            let facts = described
                .iter()
                .find(|facts| facts.api == operation.api && facts.id == operation.id)
                .unwrap();
            let session = sessions.iter().find(|session| session.api() == operation.api).unwrap();
            let outcome = send(session, operation).await;
            let context = format!("{} {} with {}", operation.api, operation.id, case.name);
            let expected = case.expected(facts);
            match expected {
                Expected::Refused => assert_refused(outcome, facts, &case, &context),
                _ => outcome.unwrap_or_else(|error| panic!("{context}: {error}")),
            }
            let requests = server.take_requests();
            assert_eq!(requests.len(), usize::from(expected != Expected::Refused), "{context}");
            for request in requests {
                let line = format!("{} /base{}", facts.method, filled(&facts.path));
                assert_eq!(request.line.split('?').next().unwrap(), line, "{context}");
                assert_carries(&request, expected, &case, case.acts(facts), &context);
            }
            *seen.entry((case.name, format!("{expected:?}"))).or_insert(0) += 1;
        }
    }
    assert_counts(&seen);
    // A refused call has not even connected.
    let sent = seen.iter().filter(|((_, sent), _)| *sent != format!("{:?}", Expected::Refused));
    assert_eq!(server.connections(), sent.map(|(_, count)| count).sum::<usize>());
}

/// Asserts how many operations take which credential in this release.
fn assert_counts(seen: &BTreeMap<(&str, String), usize>) {
    let count =
        |name: &'static str, sent: Expected| seen.get(&(name, format!("{sent:?}"))).copied().unwrap_or(0);
    let (header, query) = (Expected::Token(TokenLocation::Header), Expected::Token(TokenLocation::Query));
    let open = 26 + 7 + 7 + 1;
    for (name, sent, nothing, refused) in [
        ("user", header, open, 2 + 29 + 9 + 16),
        ("user in query", query, open, 2 + 29 + 9 + 16),
        ("acting appservice", header, open, 29 + 9 + 16),
        ("acting appservice in query", query, open, 29 + 9 + 16),
        ("homeserver", header, open + 4, 134 + 2 + 29 + 16),
        ("homeserver in query", header, open + 4, 134 + 2 + 29 + 16),
        ("identity", header, open + 4, 134 + 2 + 29 + 9),
        ("identity in query", query, open + 4, 134 + 2 + 29 + 9),
        ("federation", Expected::Signature, open + 4, 134 + 2 + 9 + 16),
        ("nothing", header, open + 4, 134 + 2 + 29 + 9 + 16),
    ] {
        let sends = 235 - nothing - refused;
        let found = (count(name, sent), count(name, Expected::Nothing), count(name, Expected::Refused));
        assert_eq!(found, (sends, nothing, refused), "{name}");
    }
}

fn anonymous(api: Api, url: &str) -> Session {
    match api {
        Api::ClientServer => client_server::Client::builder(url).build().unwrap().session().clone(),
        Api::ServerServer => server_server::Client::builder(url).build().unwrap().session().clone(),
        Api::ApplicationService => {
            application_service::Client::builder(url).build().unwrap().session().clone()
        }
        Api::Identity => identity::Client::builder(url).build().unwrap().session().clone(),
        Api::PushGateway => push_gateway::Client::builder(url).build().unwrap().session().clone(),
    }
}

/// Asserts that the error names the operation and the accepted schemes, but no secret.
fn assert_refused(outcome: Result<(), Error>, facts: &Described, case: &CredentialCase, context: &str) {
    let error = outcome.expect_err(context);
    let Error::Credentials { operation, accepts, held: kind } = &error else {
        panic!("{context}: {error:?}")
    };
    assert_eq!((*operation, *kind), (facts.id.as_str(), case.kind), "{context}");
    let names: Vec<_> = accepts.iter().map(|scheme| scheme.name()).collect();
    assert_eq!(names, facts.security.schemes(), "{context}");
    let text = error.to_string();
    let name = text.split(": ").next().unwrap();
    assert!(name == facts.id || name.ends_with(&format!(" ({})", facts.id)), "{text}");
    assert!(names.iter().all(|name| text.contains(name)), "{text}");
    assert!(
        credential_matrix::secrets().iter().all(|secret| !format!("{text} {error:?}").contains(secret)),
        "{context}"
    );
}

/// Asserts that the request has the credential in its place and nowhere else.
fn assert_carries(request: &Request, sent: Expected, case: &CredentialCase, acts: bool, context: &str) {
    let mut rest = request.clone();
    let authorization = request.header("authorization");
    let query = request.query();
    let named = |name: &str| -> Vec<_> {
        query.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect()
    };
    match sent {
        Expected::Token(TokenLocation::Header) => {
            assert_eq!(authorization, [format!("Bearer {}", case.token)], "{context}");
            rest.headers.retain(|(name, _)| !name.eq_ignore_ascii_case("authorization"));
        }
        Expected::Token(TokenLocation::Query) => {
            assert_eq!(named("access_token"), [case.token], "{context}");
            let start = request.line.find("access_token=").unwrap();
            let end = request.line[start..].find('&').map_or(request.line.len(), |length| start + length);
            rest.line.replace_range(start..end, "");
        }
        Expected::Signature => assert_signed(request, context),
        Expected::Nothing | Expected::Refused => {}
    }
    let (header, parameter) = match sent {
        Expected::Token(TokenLocation::Query) => (0, 1),
        Expected::Token(TokenLocation::Header) | Expected::Signature => (1, 0),
        Expected::Nothing | Expected::Refused => (0, 0),
    };
    assert_eq!((authorization.len(), named("access_token").len()), (header, parameter), "{context}");
    let asserted =
        if acts { (vec![credential_matrix::BOB], vec![credential_matrix::DEVICE]) } else { (vec![], vec![]) };
    assert_eq!((named("user_id"), named("device_id")), asserted, "{context}");
    let text = rest.text();
    for secret in credential_matrix::secrets() {
        assert!(!text.contains(&secret), "{context}: {text}");
    }
}

/// Asserts that the signature verifies for the request.
fn assert_signed(request: &Request, context: &str) {
    let header = XMatrix::parse(request.header("authorization")[0]).unwrap();
    assert_eq!(header.origin().as_str(), credential_matrix::ORIGIN, "{context}");
    assert_eq!(header.key_id(), "ed25519:a_1", "{context}");
    let (method, target) = request.line.split_once(' ').unwrap();
    let content = Some(request.body.as_slice()).filter(|body| !body.is_empty());
    let public = credential_matrix::key().public_key_base64();
    let destination = ServerName::unchecked(credential_matrix::DESTINATION);
    let verified = header.verify(&public, method, target, &destination, content);
    verified.unwrap_or_else(|error| panic!("{context}: {error}"));
}
