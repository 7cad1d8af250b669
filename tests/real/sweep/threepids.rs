//! Third-party identifiers, with Synapse and Sydent.

use matrix_openapi::client_server::types;
use matrix_openapi::http::Method;
use matrix_openapi::id::RoomId;
use serde_json::{Value, json};

use super::account::Account;
use super::identity::{self, SECRET};
use super::recorder::seen;
use super::servers::Servers;

pub async fn run(s: &Servers, alice: &Account, admin: &Account) {
    addresses(s, alice).await;
    telephones(s, alice, admin).await;
    bindings(s, alice).await;
}

async fn addresses(s: &Servers, alice: &Account) {
    let client = &alice.client;
    let session = own_address(s, alice, "own@example.org").await;
    seen!(s, client.add_3pid(SECRET, session).options(alice.uia()));
    let session = own_address(s, alice, "older@example.org").await;
    let credentials =
        types::Post3pidsThreePidCredentials::new(SECRET, "unused", s.identity_server.as_str(), session);
    seen!(s, client.post_3pids(credentials));
    seen!(s, client.get_account_3pids());
    seen!(s, client.delete_3pid_from_account("older@example.org", "email"));
    let anonymous = s.anonymous();
    seen!(s, anonymous.request_token_to_register_email(SECRET, "new@example.org", 1));
    seen!(s, anonymous.request_token_to_reset_password_email("forgotten", "own@example.org", 1));
}

/// Validates an address at Synapse, and returns the session.
async fn own_address(s: &Servers, alice: &Account, address: &str) -> String {
    let anonymous = s.anonymous();
    let session = seen!(s, anonymous.request_token_to_3pid_email(SECRET, address, 1)).unwrap().sid;
    let mail = s.mail.to(address).await;
    let start = mail.find("/_matrix/client/unstable/add_threepid").expect("a link");
    let link = mail[start..].split_whitespace().next().unwrap();
    let (path, query) = link.split_once('?').unwrap();
    let mut call = alice.client.request(Method::GET, path);
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        call = call.query(&name, value);
    }
    call.send().await.unwrap();
    session
}

async fn telephones(s: &Servers, alice: &Account, admin: &Account) {
    let (country, number) = ("GB", "07700900123");
    let anonymous = s.anonymous();
    seen!(s, anonymous.request_token_to_3pid_msisdn(SECRET, country, number, 1));
    seen!(s, anonymous.request_token_to_register_msisdn(SECRET, country, number, 1));
    let known = json!({ "threepids": [
        { "medium": "email", "address": "own@example.org" },
        { "medium": "msisdn", "address": "447700900123" },
    ] });
    let path = format!("/_synapse/admin/v2/users/{}", alice.user_id);
    admin.client.request(Method::PUT, &path).authenticated().json(&known).send_as::<Value>().await.unwrap();
    seen!(s, anonymous.request_token_to_reset_password_msisdn(SECRET, country, number, 1));
}

async fn bindings(s: &Servers, alice: &Account) {
    let client = &alice.client;
    let identity = identity::log_in(s, alice).await;
    let session = identity::validate(s, &identity.client, "bound@example.org").await;
    seen!(s, client.bind_3pid(SECRET, identity.token, s.identity_server.as_str(), session));
    let unbind = client.unbind_3pid_from_account("bound@example.org", "email");
    seen!(s, unbind.id_server(s.identity_server.clone()));
}

/// Invites an address to a room.
pub async fn invite(s: &Servers, alice: &Account, room_id: &RoomId, address: &str) {
    let identity = identity::log_in(s, alice).await;
    let server = s.identity_server.as_str();
    seen!(s, alice.client.invite_by_3pid(room_id, address, identity.token, server, "email"));
}
