//! Each operation with each kind of credential.

use std::collections::{BTreeMap, BTreeSet};

use matrix_openapi::__private::Call;
use matrix_openapi::auth::Authentication;
use matrix_openapi::http::{Api, Operation};
use matrix_openapi::id::ServerName;
use matrix_openapi::signing::XMatrix;
use matrix_openapi::{
    Error, Session, application_service, client_server, identity, push_gateway, server_server,
};
use matrix_openapi_testing::{Request, Server, json_response};
use serde_json::json;

use super::credential_matrix::{self, CredentialCase, Expected, TokenLocation};
use super::description::{self, Described, Security, operations};

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
    assert_eq!((found.len(), table().count()), (described.len(), described.len()));
    // Compared with the number of lines in the files.
    assert_eq!(described.len(), Api::ALL.into_iter().map(description::operation_lines).sum::<usize>());
    for operation in &described {
        let entry = entry(operation);
        let expected = match &operation.security {
            Security::None => (false, &[][..]),
            Security::Optional(schemes) => (false, &schemes[..]),
            Security::Required(schemes) => (true, &schemes[..]),
        };
        let names: Vec<_> = entry.authentication.schemes().iter().map(|scheme| scheme.name()).collect();
        let is_required = matches!(entry.authentication, Authentication::Required(_));
        let sorted = |names: &[String]| BTreeSet::from_iter(names.iter().cloned());
        let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
        assert_eq!((is_required, sorted(&names)), (expected.0, sorted(expected.1)), "{}", operation.id);
    }
}

/// The row of an operation.
fn entry(operation: &Described) -> &'static Operation {
    table().find(|entry| entry.api == operation.api && entry.id == operation.id).unwrap()
}

/// Sends an operation with a value for each path parameter and, if it may have one, a body.
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
            let is_it = |facts: &&Described| facts.api == operation.api && facts.id == operation.id;
            let facts = described.iter().find(is_it).unwrap();
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
                assert_carries(&request, expected, &case, facts, &context);
            }
            *seen.entry((case.name, format!("{expected:?}"))).or_insert(0) += 1;
        }
    }
    assert_counts(&seen, &described);
    // A refused call has not even opened a connection.
    let sent = seen.iter().filter(|((_, sent), _)| *sent != format!("{:?}", Expected::Refused));
    assert_eq!(server.connections(), sent.map(|(_, count)| count).sum::<usize>());
}

/// The operations that take one kind of credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Group {
    owner: Owner,
    is_required: bool,
    /// Whether they accept it in the query, too.
    in_query: bool,
}

/// The owner of the credential that an operation takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    Nobody,
    /// A user of the homeserver, or an application service.
    User,
    Bridge,
    Identity,
    Homeserver,
    Federation,
}

fn group(operation: &Described) -> Group {
    let schemes = operation.security.schemes();
    let is_user = |name: &str| name.starts_with("accessToken");
    let owner = match (schemes.first().map(String::as_str), operation.api) {
        (None, _) => Owner::Nobody,
        (Some(name), Api::Identity) if is_user(name) => Owner::Identity,
        (Some(name), _) if is_user(name) => Owner::User,
        (Some(name), _) if name.starts_with("appservice") => Owner::Bridge,
        (Some("homeserverAccessToken"), _) => Owner::Homeserver,
        (Some("signedRequest"), _) => Owner::Federation,
        (Some(other), _) => panic!("{other} is not known"),
    };
    let is_required = matches!(operation.security, Security::Required(_));
    Group { owner, is_required, in_query: schemes.iter().any(|name| name.ends_with("Query")) }
}

/// Asserts the number of operations that take each credential, by the groups in the description.
fn assert_counts(seen: &BTreeMap<(&str, String), usize>, described: &[Described]) {
    let groups: Vec<Group> = described.iter().map(group).collect();
    for owner in
        [Owner::Nobody, Owner::User, Owner::Bridge, Owner::Identity, Owner::Homeserver, Owner::Federation]
    {
        assert!(groups.iter().any(|group| group.owner == owner), "{owner:?}");
    }
    let count =
        |name: &'static str, sent: Expected| seen.get(&(name, format!("{sent:?}"))).copied().unwrap_or(0);
    let (header, query) = (Expected::Token(TokenLocation::Header), Expected::Token(TokenLocation::Query));
    for (name, prefers_query, owners) in [
        ("user", false, &[Owner::User][..]),
        ("user in query", true, &[Owner::User]),
        ("acting appservice", false, &[Owner::User, Owner::Bridge]),
        ("acting appservice in query", true, &[Owner::User, Owner::Bridge]),
        ("homeserver", false, &[Owner::Homeserver]),
        ("homeserver in query", true, &[Owner::Homeserver]),
        ("identity", false, &[Owner::Identity]),
        ("identity in query", true, &[Owner::Identity]),
        ("federation", false, &[Owner::Federation]),
        ("nothing", false, &[]),
    ] {
        let number = |is_in: &dyn Fn(&Group) -> bool| groups.iter().filter(|group| is_in(group)).count();
        let takes = |group: &Group| owners.contains(&group.owner);
        let in_query = number(&|group| takes(group) && prefers_query && group.in_query);
        let sends = number(&takes);
        let refused = number(&|group| group.is_required && !takes(group));
        let found = [header, query, Expected::Signature, Expected::Nothing, Expected::Refused]
            .map(|sent| count(name, sent));
        let signed = if name == "federation" { sends } else { 0 };
        let nothing = described.len() - sends - refused;
        assert_eq!(found, [sends - in_query - signed, in_query, signed, nothing, refused], "{name}");
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

/// Returns the function that creates a credential for a scheme of the description.
fn function(scheme: &str) -> &'static str {
    match scheme {
        "accessTokenBearer" | "accessTokenQuery" => "access_token",
        "appserviceAccessTokenBearer" | "appserviceAccessTokenQuery" => "appservice",
        "homeserverAccessToken" => "homeserver",
        "signedRequest" => "federation",
        _ => panic!("no credential for {scheme}"),
    }
}

/// Asserts that the error names the operation and the credentials of the accepted schemes, but no secret.
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
    assert!(names.iter().all(|name| text.contains(&format!("(Credentials::{})", function(name)))), "{text}");
    assert!(
        credential_matrix::secrets().iter().all(|secret| !format!("{text} {error:?}").contains(secret)),
        "{context}"
    );
}

/// Asserts that the request has the credential in the expected location and nowhere else.
fn assert_carries(
    request: &Request,
    sent: Expected,
    case: &CredentialCase,
    facts: &Described,
    context: &str,
) {
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
    let asserted = match case.acts(facts) {
        true => (vec![credential_matrix::BOB], vec![credential_matrix::DEVICE]),
        false => (vec![], vec![]),
    };
    assert_eq!((named("user_id"), named("device_id")), asserted, "{context}");
    let text = rest.text();
    for secret in credential_matrix::secrets() {
        assert!(!text.contains(&secret), "{context}: {text}");
    }
}

/// Asserts that the signature of the request is valid.
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
