//! The facade against a server on this machine: what goes over the wire, and what becomes of the answers.

mod retry;

use std::collections::BTreeMap;
use std::error::Error as _;
use std::pin::Pin;
use std::time::Duration;

use futures_core::Stream;
use http::{Method, StatusCode};
use matrix_openapi::runtime::{ApiClient, Call};
use matrix_openapi::{
    Api, Authentication, Body, ClientBuilder, CredentialKind, Credentials, Error, ErrorCode, Operation, Raw,
    RedirectError, RetryPolicy, RoomId, Scheme, Secret, Session, UserId,
};
use matrix_openapi_testing::{Server, chunks, json_response, response};
use serde::Deserialize;
use serde_json::{Value, json};

const TOKEN: Authentication =
    Authentication::Required(&[Scheme::AccessTokenQuery, Scheme::AccessTokenBearer]);

const fn operation(method: Method, path: &'static str, authentication: Authentication) -> Operation {
    operation_of(Api::ClientServer, method, path, authentication)
}

const fn operation_of(
    api: Api,
    method: Method,
    path: &'static str,
    authentication: Authentication,
) -> Operation {
    Operation::new(api, "probe", "probe", method, path, authentication)
}

static OPEN: Operation = operation(Method::GET, "/open", Authentication::None);
static GET: Operation = operation(Method::GET, "/get", TOKEN);
static POST: Operation = operation(Method::POST, "/post", TOKEN);
static STATE: Operation = operation(Method::PUT, "/rooms/{roomId}/state/{eventType}/{stateKey}", TOKEN);
static OPTIONAL: Operation =
    operation(Method::GET, "/optional", Authentication::Optional(&[Scheme::AccessTokenBearer]));
static APPSERVICE: Operation = operation(
    Method::POST,
    "/appservice",
    Authentication::Required(&[Scheme::AppserviceAccessTokenQuery, Scheme::AppserviceAccessTokenBearer]),
);
static SIGNED: Operation =
    operation(Method::GET, "/signed", Authentication::Required(&[Scheme::SignedRequest]));
static HOMESERVER: Operation =
    operation(Method::GET, "/homeserver", Authentication::Required(&[Scheme::HomeserverAccessToken]));
static IDENTITY: Operation = operation_of(Api::Identity, Method::GET, "/identity", TOKEN);

#[derive(Debug)]
struct Probe(Session);

impl ApiClient for Probe {
    const API: Api = Api::ClientServer;

    fn from_session(session: Session) -> Self {
        Self(session)
    }
}

fn anonymous(server: &Server) -> Session {
    ClientBuilder::<Probe>::new(&server.url).retries(RetryPolicy::never()).build().unwrap().0
}

fn user(server: &Server) -> Session {
    anonymous(server).with_credentials(Credentials::access_token("syt_hidden"))
}

fn bridge(server: &Server) -> Session {
    let credentials = Credentials::appservice("as_hidden").user_id("@_irc_bob:example.org").device_id("D 1");
    anonymous(server).with_credentials(credentials)
}

/// Of an identity server.
fn visitor(server: &Server) -> Session {
    anonymous(server).with_credentials(Credentials::identity("is_hidden"))
}

async fn send(session: &Session, operation: &'static Operation) -> Result<Value, Error> {
    Call::new(session, operation).send_json().await
}

async fn wire(session: fn(&Server) -> Session, operation: &'static Operation) -> (String, Vec<String>) {
    let server = Server::json("{}").await;
    send(&session(&server), operation).await.unwrap();
    let request = server.request();
    let authorization = request.header("authorization").into_iter().map(str::to_owned).collect();
    (request.line, authorization)
}

#[tokio::test]
async fn the_table_decides_which_credential_is_sent() {
    let none: Vec<String> = Vec::new();
    assert_eq!(wire(user, &OPEN).await, ("GET /open".to_owned(), none.clone()));
    assert_eq!(wire(bridge, &OPEN).await, ("GET /open".to_owned(), none.clone()));
    assert_eq!(wire(user, &GET).await, ("GET /get".to_owned(), vec!["Bearer syt_hidden".to_owned()]));
    assert_eq!(wire(user, &OPTIONAL).await.1, ["Bearer syt_hidden"]);
    assert_eq!(wire(anonymous, &OPTIONAL).await.1, none);
    assert_eq!(wire(visitor, &IDENTITY).await.1, ["Bearer is_hidden"]);
    let asserted = "user_id=%40_irc_bob%3Aexample.org&device_id=D%201";
    assert_eq!(
        wire(bridge, &GET).await,
        (format!("GET /get?{asserted}"), vec!["Bearer as_hidden".to_owned()])
    );
    assert_eq!(wire(bridge, &OPTIONAL).await.0, format!("GET /optional?{asserted}"));
    assert_eq!(
        wire(bridge, &APPSERVICE).await,
        ("POST /appservice".to_owned(), vec!["Bearer as_hidden".to_owned()])
    );
}

#[tokio::test]
async fn a_credential_that_does_not_fit_is_refused_before_anything_is_sent() {
    let server = Server::json("{}").await;
    let cases: [(Session, &'static Operation, Option<CredentialKind>, &str); 5] = [
        (
            anonymous(&server),
            &GET,
            None,
            "probe: needs one of accessTokenQuery, accessTokenBearer, holds no credential; give the client one with \
             ClientBuilder::credentials",
        ),
        (
            user(&server),
            &APPSERVICE,
            Some(CredentialKind::AccessToken),
            "probe: needs one of appserviceAccessTokenQuery, appserviceAccessTokenBearer, holds a user's access token",
        ),
        (
            bridge(&server),
            &IDENTITY,
            Some(CredentialKind::Appservice),
            "probe: needs one of accessTokenQuery, accessTokenBearer, holds an application service's token",
        ),
        (
            user(&server),
            &SIGNED,
            Some(CredentialKind::AccessToken),
            "probe: needs one of signedRequest, holds a user's access token",
        ),
        (
            bridge(&server),
            &HOMESERVER,
            Some(CredentialKind::Appservice),
            "probe: needs one of homeserverAccessToken, holds an application service's token",
        ),
    ];
    for (session, operation, expected, text) in cases {
        let error = send(&session, operation).await.unwrap_err();
        assert_eq!(error.to_string(), text);
        assert!(
            matches!(error, Error::Credentials { operation: "probe", accepts, held }
                if held == expected && accepts == operation.authentication.schemes()),
            "{error:?}"
        );
    }
    for token in ["", "two\nlines"] {
        let session = anonymous(&server).with_credentials(Credentials::access_token(token));
        let error = send(&session, &GET).await.unwrap_err();
        assert!(matches!(error, Error::InvalidArgument { .. }), "{error:?}");
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn an_asserted_user_never_competes_with_a_parameter_of_that_name() {
    let server = Server::json("{}").await;
    let session = bridge(&server);
    let mut call = Call::new(&session, &GET);
    call.query("user_id", "@other:example.org");
    let error = call.send_json::<Value>().await.unwrap_err();
    assert!(matches!(&error, Error::InvalidArgument { argument, .. } if argument == "user_id"), "{error:?}");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn paths_and_queries_arrive_as_they_were_meant() {
    let server = Server::scripted(vec![json_response("200 OK", "{}"); 3]).await;
    let client: Probe = ClientBuilder::new(&format!("{}/prefix/", server.url))
        .credentials(Credentials::access_token("syt_hidden"))
        .user_agent("probe/1")
        .build()
        .unwrap();
    let mut call = Call::new(&client.0, &STATE);
    call.path(RoomId::unchecked("!a/b?c#d%2F:example.org").as_ref());
    call.path("m.room é..");
    call.path("");
    call.query("via", &vec!["a b", "c"]);
    call.query("at", &-1i64);
    call.query("at", &2u64);
    call.query("user", &UserId::unchecked("@a:b"));
    call.query("fields", &BTreeMap::from([("k&".to_owned(), "v=".to_owned())]));
    call.query("code", &ErrorCode::NotFound);
    call.json(&json!({"a": 1}));
    call.send_empty().await.unwrap();
    let request = server.request();
    assert_eq!(
        request.line,
        "PUT /prefix/rooms/%21a%2Fb%3Fc%23d%252F%3Aexample.org/state/m.room%20%C3%A9../\
         ?via=a%20b&via=c&at=2&user=%40a%3Ab&k%26=v%3D&code=M_NOT_FOUND"
    );
    assert_eq!(request.body, br#"{"a":1}"#);
    assert_eq!(request.header("content-type"), ["application/json"]);
    assert_eq!(request.header("content-length"), ["7"]);
    assert_eq!(request.header("user-agent"), ["probe/1"]);
}

#[tokio::test]
async fn arguments_that_cannot_be_sent_are_refused() {
    let server = Server::json("{}").await;
    let session = user(&server);
    for segment in [".", ".."] {
        let mut call = Call::new(&session, &STATE);
        call.path("!room");
        call.path(segment);
        call.path("");
        let error = call.send_empty().await.unwrap_err();
        assert!(matches!(error, Error::InvalidArgument { operation: "probe", .. }), "{error:?}");
    }
    for places in [2, 4] {
        let mut call = Call::new(&session, &STATE);
        (0..places).for_each(|_| call.path("x"));
        let error = call.send_empty().await.unwrap_err();
        assert!(matches!(error, Error::Template { operation: "probe" }), "{error:?}");
    }
    let mut call = Call::new(&session, &POST);
    call.header("Content-Type", "a\r\nEvil: yes");
    let error = call.send_empty().await.unwrap_err();
    assert!(
        matches!(&error, Error::InvalidArgument { argument, .. } if argument == "Content-Type"),
        "{error:?}"
    );
    let mut call = Call::new(&session, &POST);
    call.json(&BTreeMap::from([(vec![1u8], 1)]));
    assert!(matches!(call.send_empty().await.unwrap_err(), Error::Encode { operation: "probe", .. }));
    let mut call = Call::new(&session, &POST);
    let _: Raw<Value> = call.raw(&BTreeMap::from([(vec![1u8], 1)]));
    assert!(matches!(call.send_empty().await.unwrap_err(), Error::Encode { operation: "probe", .. }));
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_whole_body_stands_in_place_of_its_members() {
    let server = Server::scripted(vec![json_response("200 OK", "{}"); 2]).await;
    let session = user(&server);
    let mut call = Call::new(&session, &POST);
    let raw: Raw<Value> = call.raw(&[1.5]);
    call.json_unless_given(&json!({ "member": raw }));
    call.send_empty().await.unwrap();
    let mut call = Call::new(&session, &POST);
    call.json("whole");
    call.json_unless_given("members");
    call.send_empty().await.unwrap();
    let bodies: Vec<_> = server.requests().into_iter().map(|request| request.body).collect();
    assert_eq!(bodies, [&br#"{"member":[1.5]}"#[..], br#""whole""#]);
}

#[tokio::test]
async fn a_body_has_one_content_type_whatever_the_order() {
    let server = Server::scripted(vec![json_response("200 OK", "{}"); 3]).await;
    let session = user(&server);
    let mut call = Call::new(&session, &POST);
    call.bytes(vec![1, 2, 3]);
    call.send_empty().await.unwrap();
    let mut call = Call::new(&session, &POST);
    call.header("content-type", "text/plain");
    call.header("Content-Type", "image/png");
    call.bytes("abc");
    call.send_empty().await.unwrap();
    let mut call = Call::new(&session, &POST);
    call.bytes("abc");
    call.header("Content-Type", "image/png");
    call.send_empty().await.unwrap();
    let types: Vec<_> =
        server.requests().iter().map(|request| request.header("content-type").join("|")).collect();
    assert_eq!(types, ["application/octet-stream", "image/png", "image/png"]);
    assert_eq!(server.requests()[0].body, [1, 2, 3]);
}

#[tokio::test]
async fn streams_are_uploaded_with_and_without_a_length() {
    let server = Server::scripted(vec![json_response("200 OK", "{}"); 2]).await;
    let session = user(&server);
    let mut call = Call::new(&session, &POST);
    call.bytes(Body::sized_stream(6, chunks(&["abc", "def"])));
    call.send_empty().await.unwrap();
    let mut call = Call::new(&session, &POST);
    call.bytes(Body::stream(chunks(&["abc", "def"])));
    call.send_empty().await.unwrap();
    let requests = server.requests();
    assert_eq!((requests[0].header("content-length"), &requests[0].body[..]), (vec!["6"], &b"abcdef"[..]));
    assert_eq!(requests[1].header("transfer-encoding"), ["chunked"]);
    assert_eq!(requests[1].body, b"3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n");
    let mut call = Call::new(&session, &POST);
    call.bytes(Body::sized_stream(7, chunks(&["abc", "def"])));
    assert!(matches!(call.send_empty().await.unwrap_err(), Error::Transport { .. }));
}

#[tokio::test]
async fn refusals_tell_what_the_server_said() {
    let limited = response("429 Too Many", &[("Retry-After", "3")], br#"{"errcode":"M_LIMIT_EXCEEDED"}"#);
    let html = response("502 Bad Gateway", &[("Content-Type", "text/html")], b"<h1>no</h1>");
    let uia = json_response("401 Unauthorized", r#"{"flows":[{"stages":["m.login.dummy"]}],"session":"s"}"#);
    let own = json_response("400 Bad Request", r#"{"errcode":"ORG.EXAMPLE_X","error":"e","more":[1]}"#);
    let server = Server::scripted(vec![limited, html, uia, own]).await;
    let session = user(&server);

    let error = send(&session, &GET).await.unwrap_err();
    assert_eq!(error.errcode(), Some(&ErrorCode::LimitExceeded));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3)));

    let error = send(&session, &GET).await.unwrap_err();
    let api = error.api().unwrap();
    assert_eq!(
        (api.status, api.errcode.as_ref(), api.text().as_ref()),
        (StatusCode::BAD_GATEWAY, None, "<h1>no</h1>")
    );

    let error = send(&session, &GET).await.unwrap_err();
    let challenge = error.uia().unwrap();
    assert_eq!(
        (challenge.flows[0].stages[0].as_str(), challenge.session.as_deref()),
        ("m.login.dummy", Some("s"))
    );

    let error = send(&session, &GET).await.unwrap_err();
    assert_eq!(error.to_string(), "probe: status 400, ORG.EXAMPLE_X: e");
    assert_eq!(error.api().unwrap().fields.get("more"), Some(&json!([1])));
}

#[tokio::test]
async fn a_refusal_is_read_only_up_to_a_mebibyte() {
    let server = Server::scripted(vec![response("500 No", &[], &vec![b'x'; (1 << 20) + 5])]).await;
    let error = send(&user(&server), &GET).await.unwrap_err();
    assert_eq!(error.api().unwrap().body.len(), 1 << 20);
}

#[derive(Deserialize, Debug)]
struct Page {
    chunk: Vec<Item>,
}

#[derive(Deserialize, Debug)]
struct Item {
    count: u8,
    event: Option<Raw<Value>>,
}

#[tokio::test]
async fn a_success_that_does_not_fit_tells_where() {
    let body = r#"{"chunk":[{"count":1,"event":{"x": 1e0}},{"count":"syt_hidden"}]}"#;
    let server = Server::scripted(vec![json_response("200 OK", body), json_response("200 OK", "")]).await;
    let session = user(&server);
    let error = Call::new(&session, &GET).send_as::<Page>().await.unwrap_err();
    let Error::Decode(error) = error else { panic!("{error:?}") };
    assert_eq!(
        (error.operation, error.path.as_str(), &error.body[..]),
        ("probe", "$.chunk[1].count", body.as_bytes())
    );
    assert!(!format!("{error} {error:?}").contains("syt_hidden"));

    let Error::Decode(error) = Call::new(&session, &GET).send_as::<Page>().await.unwrap_err() else {
        panic!()
    };
    assert_eq!(error.path, "$");
}

#[tokio::test]
async fn a_success_that_fits_keeps_raw_events() {
    let server = Server::json(r#"{"chunk":[{"count":1,"event":{"x": 1e0}},{"count":2,"event":null}]}"#).await;
    let page: Page = Call::new(&user(&server), &GET).send_as().await.unwrap();
    assert_eq!(page.chunk[0].event.as_ref().unwrap().json(), r#"{"x": 1e0}"#);
    assert_eq!((page.chunk[1].count, page.chunk[1].event.is_none()), (2, true));
}

#[tokio::test]
async fn answers_longer_than_the_limit_are_refused() {
    let unannounced = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n[1,2,3,4]".to_vec();
    let server = Server::scripted(vec![
        json_response("200 OK", "[1,2,3]"),
        json_response("200 OK", "[1,2,3,4]"),
        unannounced,
    ])
    .await;
    let session = ClientBuilder::<Probe>::new(&server.url).max_json_size(7).build().unwrap().0;
    assert_eq!(send(&session, &OPEN).await.unwrap(), json!([1, 2, 3]));
    for _ in 0..2 {
        let error = send(&session, &OPEN).await.unwrap_err();
        assert!(matches!(error, Error::BodyTooLarge { operation: "probe", limit: 7 }), "{error:?}");
    }
}

fn redirect(status: &str, location: &str) -> Vec<u8> {
    response(status, &[("Location", location)], b"elsewhere")
}

#[tokio::test]
async fn redirects_keep_the_token_at_home() {
    let home =
        Server::scripted(vec![redirect("302 Found", "/second?x=1"), json_response("200 OK", "{}")]).await;
    send(&user(&home), &GET).await.unwrap();
    let requests = home.requests();
    assert_eq!(requests[1].line, "GET /second?x=1");
    assert_eq!(requests[1].header("authorization"), ["Bearer syt_hidden"]);

    // Even back at home the token does not return: the other server has chosen the path.
    let home = Server::scripted(vec![]).await;
    let away = Server::scripted(vec![redirect("307 Away", &format!("{}/back", home.url))]).await;
    let start = Server::scripted(vec![redirect("308 Away", &format!("{}/file", away.url))]).await;
    let error = send(&user(&start), &GET).await.unwrap_err();
    assert_eq!(error.api().unwrap().status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(start.request().header("authorization"), ["Bearer syt_hidden"]);
    assert_eq!((away.request().line.as_str(), away.request().header("authorization")), ("GET /file", vec![]));
    assert_eq!((home.request().line.as_str(), home.request().header("authorization")), ("GET /back", vec![]));
}

#[tokio::test]
async fn redirects_that_lead_nowhere_are_errors() {
    let problem = |error: Error| match error {
        Error::Redirect { operation: "probe", problem } => problem,
        other => panic!("{other:?}"),
    };
    let round = Server::scripted(vec![redirect("301 Round", "/get"); 20]).await;
    assert_eq!(problem(send(&user(&round), &GET).await.unwrap_err()), RedirectError::TooMany);
    assert_eq!(round.requests().len(), 11);

    let server = Server::scripted(vec![
        response("302 Found", &[], b""),
        redirect("302 Found", "mailto:a@b"),
        redirect("302 Found", "http://name:word@example.org/"),
    ])
    .await;
    for _ in 0..3 {
        assert_eq!(problem(send(&user(&server), &GET).await.unwrap_err()), RedirectError::Location);
    }
    let server = Server::scripted(vec![redirect("307 Elsewhere", "/other")]).await;
    assert_eq!(problem(send(&user(&server), &POST).await.unwrap_err()), RedirectError::Method);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_redirect_can_be_the_answer() {
    let server = Server::scripted(vec![
        redirect("302 Found", "https://sso.example.org/login?state=hidden"),
        redirect("302 Found", "/local"),
        json_response("200 OK", "{}"),
        json_response("404 Not Found", r#"{"errcode":"M_NOT_FOUND"}"#),
    ])
    .await;
    let session = anonymous(&server);
    let answer = Call::new(&session, &OPEN).send_redirect().await.unwrap();
    assert_eq!(
        (answer.status(), answer.location()),
        (StatusCode::FOUND, "https://sso.example.org/login?state=hidden")
    );
    assert!(!format!("{answer:?}").contains("hidden"));
    let answer = Call::new(&session, &OPEN).send_redirect().await.unwrap();
    assert_eq!(answer.location(), format!("{}/local", server.url));
    let error = Call::new(&session, &OPEN).send_redirect().await.unwrap_err();
    assert!(matches!(error, Error::Redirect { problem: RedirectError::Expected, .. }), "{error:?}");
    let error = Call::new(&session, &OPEN).send_redirect().await.unwrap_err();
    assert_eq!(error.errcode(), Some(&ErrorCode::NotFound));
}

fn file() -> Vec<u8> {
    let disposition = "attachment; filename=\"x\"; filename*=UTF-8''..%2Fna%C3%AFve.png";
    response("200 OK", &[("Content-Type", "image/png"), ("Content-Disposition", disposition)], b"\x89PNG....")
}

#[tokio::test]
async fn downloads_come_with_name_and_type_piece_by_piece() {
    let server = Server::scripted(vec![file(), file(), file(), file()]).await;
    let session = user(&server);
    let open = || Call::new(&session, &GET).send_stream();
    let mut download = open().await.unwrap();
    assert_eq!(download.status(), StatusCode::OK);
    assert_eq!((download.content_type(), download.content_length()), (Some("image/png"), Some(8)));
    assert_eq!(download.file_name().as_deref(), Some("naïve.png"));
    assert!(!format!("{download:?}").contains("PNG"));
    let mut content = Vec::new();
    while let Some(chunk) = download.chunk().await.unwrap() {
        content.extend_from_slice(&chunk);
    }
    assert_eq!(content, b"\x89PNG....");

    let mut stream = open().await.unwrap().into_stream();
    let mut content = Vec::new();
    while let Some(piece) = std::future::poll_fn(|context| Pin::new(&mut stream).poll_next(context)).await {
        content.extend_from_slice(&piece.unwrap());
    }
    assert_eq!(content, b"\x89PNG....");
    assert_eq!(open().await.unwrap().bytes().await.unwrap().len(), 8);
    let error = open().await.unwrap().bytes_within(7).await.unwrap_err();
    assert!(matches!(error, Error::BodyTooLarge { limit: 7, .. }));
}

#[tokio::test]
async fn a_broken_connection_is_a_transport_error_without_the_address() {
    let server =
        Server::scripted(vec![b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}".to_vec(), Vec::new()]).await;
    let session = user(&server);
    for _ in 0..2 {
        let mut call = Call::new(&session, &GET);
        call.query("token", &Secret::from("query_hidden"));
        let error = call.send_json::<Value>().await.unwrap_err();
        assert!(matches!(error, Error::Transport { operation: "probe", .. }), "{error:?}");
        let text = format!("{error} {error:?} {}", error.source().unwrap());
        assert!(!text.contains("hidden") && !text.contains("127.0.0.1"), "{text}");
    }
}

#[tokio::test]
async fn the_time_limit_ends_a_call() {
    let server = Server::silent("").await;
    let session =
        ClientBuilder::<Probe>::new(&server.url).timeout(Duration::from_millis(50)).build().unwrap().0;
    let error = send(&session, &OPEN).await.unwrap_err();
    assert!(matches!(error, Error::Timeout { operation: "probe" }), "{error:?}");
}

#[test]
fn nothing_prints_a_secret() {
    let builder = ClientBuilder::<Probe>::new("http://user:hidden@localhost")
        .credentials(Credentials::access_token("syt_hidden"));
    assert!(!format!("{builder:?}").contains("hidden"));
    let error = builder.build().unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hidden"), "{error:?}");
    let credentials = Credentials::appservice("as_hidden").user_id("@bob:example.org");
    let shown = format!("{credentials:?}");
    assert!(!shown.contains("hidden") && shown.contains("@bob:example.org"), "{shown}");
    let client: Probe = ClientBuilder::new("http://localhost").credentials(credentials).build().unwrap();
    let shown = format!("{client:?} {:?} {:?}", client.0.credential_kind(), client.0.clone());
    assert!(!shown.contains("hidden") && shown.contains("Appservice"), "{shown}");
    let mut call = Call::new(&client.0, &STATE);
    call.path("hidden");
    call.query("token", "hidden");
    call.json("hidden");
    assert!(!format!("{call:?}").contains("hidden"));
}

#[test]
fn errors_and_futures_cross_threads() {
    fn sendable<T: Send>(_: &T) {}
    fn shareable<T: Send + Sync + 'static>() {}
    shareable::<Error>();
    shareable::<Session>();
    shareable::<Raw<std::rc::Rc<()>>>();
    let client: Probe = ClientBuilder::new("http://localhost").build().unwrap();
    sendable(&Call::new(&client.0, &OPEN).send_json::<Value>());
    sendable(&Call::new(&client.0, &OPEN).send_empty());
    sendable(&Call::new(&client.0, &OPEN).send_stream());
    sendable(&Call::new(&client.0, &OPEN).send_redirect());
}
