//! The example, and its calls through generated methods against the in-process homeserver.

use std::time::Duration;

use matrix_openapi::auth::{CredentialKind, Secret};
use matrix_openapi::client_server::{Client, types};
use matrix_openapi::error::ErrorCode;
use matrix_openapi::{Credentials, Error};
use serde_json::json;

use super::program::support::{AppService, Homeserver, Settings};
use super::program::{Target, run};

const CALLS: [&str; 8] = [
    "GET /_matrix/client/versions",
    "POST /_matrix/client/v3/login",
    "POST /_matrix/client/v3/refresh",
    "POST /_matrix/client/v1/appservice/{appserviceId}/ping",
    "POST /_matrix/client/v3/createRoom",
    "PUT /_matrix/client/v3/rooms/{roomId}/send/{eventType}/{txnId}",
    "GET /_matrix/client/v3/sync",
    "POST /_matrix/client/v3/logout",
];

#[tokio::test]
async fn the_example_needs_no_variables_and_makes_every_call() {
    let target = Target::from_variables(|_| None).unwrap_or_else(|message| panic!("{message}"));
    assert!(matches!(target, Target::InProcess));
    let output = output_of(target).await;
    assert_eq!(calls(&output), CALLS);
    assert_eq!(output.lines().last(), Some("success: every response was decoded into its type"));
}

#[tokio::test]
async fn the_example_prints_no_secret() {
    let service = AppService::start("telegram").await.unwrap();
    let registration = service.registration();
    let settings = Settings { registrations: vec![registration.clone()], ..Settings::default() };
    let homeserver = Homeserver::start(settings).await.unwrap();
    let target = Target::from_variables(|name| match name {
        "HOMESERVER_URL" => Some(homeserver.url().to_owned()),
        "MATRIX_USER" => Some(homeserver.user().to_owned()),
        "MATRIX_PASSWORD" => Some(homeserver.password().to_owned()),
        "APPSERVICE_ID" => Some(registration.id.clone()),
        "AS_TOKEN" => Some(registration.as_token.expose().to_owned()),
        _ => None,
    });
    let output = output_of(target.unwrap_or_else(|message| panic!("{message}"))).await;
    assert_eq!(calls(&output), CALLS);
    assert_eq!(service.transactions().await, ["t1"]);
    for secret in [homeserver.password(), registration.as_token.expose(), registration.hs_token.expose()] {
        assert!(!output.contains(secret));
    }
    // The homeserver's tokens are 32 hexadecimal digits, and so are the parts of its identifiers.
    let words = output.split(|letter: char| letter.is_whitespace() || letter == ':');
    let long = words.filter(|word| word.chars().filter(char::is_ascii_hexdigit).count() >= 32);
    let mut sigils: Vec<char> = long.filter_map(|word| word.chars().next()).collect();
    sigils.sort_unstable();
    assert_eq!(sigils, ['!', '$']);
}

#[tokio::test]
async fn the_example_skips_the_ping_without_an_application_service() {
    let homeserver = Homeserver::start(Settings::default()).await.unwrap();
    let target = Target::from_variables(|name| match name {
        "HOMESERVER_URL" => Some(homeserver.url().to_owned()),
        "MATRIX_USER" => Some(homeserver.user().to_owned()),
        "MATRIX_PASSWORD" => Some(homeserver.password().to_owned()),
        _ => None,
    });
    let output = output_of(target.unwrap_or_else(|message| panic!("{message}"))).await;
    assert!(output.contains("skipped the ping: APPSERVICE_ID and AS_TOKEN are not set"));
    assert_eq!(calls(&output).len(), CALLS.len() - 1);
}

#[test]
fn the_example_names_the_missing_variable() {
    let message = |given: &[&str]| {
        let target = Target::from_variables(|name| given.contains(&name).then(|| "value".to_owned()));
        target.err().unwrap()
    };
    assert!(message(&["HOMESERVER_URL"]).contains("MATRIX_USER"));
    assert!(message(&["HOMESERVER_URL", "MATRIX_USER"]).contains("MATRIX_PASSWORD"));
    let half = message(&["HOMESERVER_URL", "MATRIX_USER", "MATRIX_PASSWORD", "AS_TOKEN"]);
    assert!(half.contains("APPSERVICE_ID"));
}

#[tokio::test]
async fn a_refresh_carries_no_access_token_and_returns_two_new_ones() {
    let homeserver = Homeserver::start(Settings::default()).await.unwrap();
    let first = log_in(&homeserver).await;
    let first_refresh_token = first.refresh_token.unwrap();
    let client = client_of(&homeserver, &first.access_token);

    // The client has an access token, and the homeserver refuses a refresh with one.
    let second = client.refresh(first_refresh_token.clone()).send().await.unwrap();
    assert!(first.access_token != second.access_token);
    assert!(Some(first_refresh_token) != second.refresh_token);

    let error = client.whoami().send().await.unwrap_err();
    assert_eq!(error.errcode(), Some(&ErrorCode::UnknownToken));
    let refreshed = client_of(&homeserver, &second.access_token);
    assert_eq!(refreshed.whoami().send().await.unwrap().user_id.as_str(), "@alice:localhost");

    let error = client.refresh("made-up").send().await.unwrap_err();
    let api_error = error.api().unwrap();
    assert_eq!((api_error.status.as_u16(), api_error.soft_logout), (401, true));
    assert_eq!(api_error.errcode, Some(ErrorCode::UnknownToken));
}

#[tokio::test]
async fn an_expired_token_is_reported_as_a_soft_logout() {
    let settings = Settings { token_lifetime: Duration::ZERO, ..Settings::default() };
    let homeserver = Homeserver::start(settings).await.unwrap();
    let session = log_in(&homeserver).await;
    assert_eq!(session.expires_in_ms, Some(0));
    let error = client_of(&homeserver, &session.access_token).whoami().send().await.unwrap_err();
    let api_error = error.api().unwrap();
    assert_eq!(api_error.status.as_u16(), 401);
    assert_eq!(api_error.errcode, Some(ErrorCode::UnknownToken));
    assert!(api_error.soft_logout);
}

#[tokio::test]
async fn a_ping_with_the_credentials_of_a_user_is_never_sent() {
    let service = AppService::start("telegram").await.unwrap();
    let registrations = vec![service.registration().clone()];
    let homeserver = Homeserver::start(Settings { registrations, ..Settings::default() }).await.unwrap();
    // The homeserver was stopped, so a request would be a transport error.
    let url = homeserver.url().to_owned();
    let session = log_in(&homeserver).await;
    drop(homeserver);
    let user = Client::builder(&url).credentials(Credentials::access_token(session.access_token));
    let error = user.build().unwrap().ping_appservice("telegram").send().await.unwrap_err();
    let Error::Credentials { operation, held, .. } = error else { panic!("{error}") };
    assert_eq!((operation, held), ("pingAppservice", Some(CredentialKind::AccessToken)));
}

#[tokio::test]
async fn an_application_service_acts_as_one_of_its_users() {
    let service = AppService::start("telegram").await.unwrap();
    let registrations = vec![service.registration().clone()];
    let homeserver = Homeserver::start(Settings { registrations, ..Settings::default() }).await.unwrap();
    let credentials = service.registration().credentials();
    let own = Client::builder(homeserver.url()).credentials(credentials.clone()).build().unwrap();
    assert_eq!(own.whoami().send().await.unwrap().user_id.as_str(), "@telegrambot:localhost");
    let bob = credentials.user_id("@telegram_bob:localhost");
    let bob = Client::builder(homeserver.url()).credentials(bob).build().unwrap();
    assert_eq!(bob.whoami().send().await.unwrap().user_id.as_str(), "@telegram_bob:localhost");
    // A ping asserts no user, so it is the same for both.
    own.ping_appservice("telegram").transaction_id("own").send().await.unwrap();
    bob.ping_appservice("telegram").transaction_id("bob").send().await.unwrap();
    assert_eq!(service.transactions().await, ["own", "bob"]);
}

#[tokio::test]
async fn media_is_downloaded_byte_for_byte() {
    let homeserver = Homeserver::start(Settings::default()).await.unwrap();
    let client = client_of(&homeserver, &log_in(&homeserver).await.access_token);
    let bytes: Vec<u8> = (0..=255).cycle().take(1_000_003).collect();
    let upload = client.upload_content(bytes.clone()).content_type("image/png").filename("café 1.png");
    let uri = upload.send().await.unwrap().content_uri;
    let server_name = uri.server_name().unwrap();
    let media_id = uri.media_id().unwrap();
    let download = client.get_content_authed(server_name, media_id).send().await.unwrap();
    assert_eq!(download.content_type(), Some("image/png"));
    assert_eq!(download.file_name().as_deref(), Some("café 1.png"));
    assert_eq!(download.content_length(), Some(1_000_003));
    assert!(download.bytes().await.unwrap() == bytes);
}

async fn output_of(target: Target) -> String {
    let mut output = Vec::new();
    run(target, &mut output).await.unwrap();
    String::from_utf8(output).unwrap()
}

fn calls(output: &str) -> Vec<&str> {
    output.lines().filter(|line| line.starts_with(|letter: char| letter.is_ascii_uppercase())).collect()
}

async fn log_in(homeserver: &Homeserver) -> types::LoginResponse {
    let identifier = json!({ "type": "m.id.user", "user": homeserver.user() });
    let client = Client::builder(homeserver.url()).build().unwrap();
    let login = client.login("m.login.password").password(homeserver.password()).refresh_token(true);
    let login = login.identifier(serde_json::from_value::<types::UserIdentifier>(identifier).unwrap());
    login.send().await.unwrap()
}

fn client_of(homeserver: &Homeserver, token: &Secret) -> Client {
    Client::builder(homeserver.url()).credentials(Credentials::access_token(token.clone())).build().unwrap()
}
