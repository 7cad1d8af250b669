//! The identity server.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use matrix_openapi::Credentials;
use matrix_openapi::auth::Secret;
use matrix_openapi::id::{RoomId, ServerName};
use matrix_openapi::identity::{Client, types};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::account::Account;
use super::mail::value;
use super::recorder::seen;
use super::servers::Servers;

/// The client secret of all validations.
pub const SECRET: &str = "secret";

pub async fn run(s: &Servers, alice: &Account) {
    let anonymous = s.identity();
    seen!(s, anonymous.get_versions());
    seen!(s, anonymous.ping_v2());
    let key = seen!(s, anonymous.get_pub_key_v2("ed25519:0")).unwrap().public_key;
    seen!(s, anonymous.is_pub_key_valid_v2(&key));
    let client = log_in(s, alice).await.client;
    seen!(s, client.get_account());
    let token = validate(s, &client, "alice@example.org").await;
    bindings(s, &client, alice, &token).await;
    invitation(s, &client, alice).await;
    telephone(s, &client).await;
    let last = log_in(s, alice).await;
    seen!(s, last.client.logout());
}

/// A session at Sydent.
pub struct IdentitySession {
    pub client: Client,
    pub token: Secret,
}

/// Logs in with a token of Synapse.
pub async fn log_in(s: &Servers, account: &Account) -> IdentitySession {
    let token = seen!(s, account.client.request_open_id_token(&account.user_id, &json!({}))).unwrap();
    let server: ServerName = s.synapse.server_name.parse().unwrap();
    register(s, token.access_token.expose(), &server).await
}

/// Registers with a token that a homeserver knows, and accepts the terms.
pub async fn register(s: &Servers, token: &str, server: &ServerName) -> IdentitySession {
    let anonymous = s.identity();
    let account =
        seen!(s, anonymous.register_account(token, 3600, server.clone(), "Bearer".to_owned())).unwrap();
    let client = anonymous.with_credentials(Credentials::identity(account.token.clone()));
    let terms = seen!(s, anonymous.get_terms()).unwrap();
    let terms = serde_json::to_value(terms).unwrap();
    let url = terms["policies"]["privacy"]["en"]["url"].as_str().unwrap().to_owned();
    seen!(s, client.agree_to_terms([url]));
    IdentitySession { client, token: account.token }
}

/// Validates an address with the token from a mail, and returns the session.
pub async fn validate(s: &Servers, client: &Client, address: &str) -> String {
    let session = seen!(s, client.email_request_token_v2(SECRET, address.to_owned(), 1)).unwrap().sid;
    let mail = s.mail.to(address).await;
    seen!(s, client.email_submit_token_post_v2(SECRET, session.clone(), value(&mail, "token")));
    session
}

async fn bindings(s: &Servers, client: &Client, alice: &Account, session: &str) {
    seen!(s, client.get_validated_3pid_v2(SECRET, session));
    seen!(s, client.bind_v2(SECRET, &alice.user_id, session.to_owned()));
    let details = seen!(s, client.get_hash_details()).unwrap();
    let pepper = details.lookup_pepper;
    let hash = Sha256::digest(format!("alice@example.org email {pepper}"));
    let hash = BASE64_URL_SAFE_NO_PAD.encode(hash);
    let found = seen!(s, client.lookup_users_v2([hash.clone()], "sha256".to_owned(), pepper)).unwrap();
    assert_eq!(found.mappings.get(&hash), Some(&alice.user_id));
    let address = types::UnbindV23pid::new("alice@example.org", "email");
    let unbind = client.unbind_v2(&alice.user_id, address).client_secret(SECRET).sid(session.to_owned());
    seen!(s, unbind);

    // The page that users see when they follow the link.
    let address = "link@example.org";
    let session = seen!(s, client.email_request_token_v2(SECRET, address.to_owned(), 1)).unwrap().sid;
    let mail = s.mail.to(address).await;
    s.recorder.other(client.email_submit_token_get_v2(SECRET, &session, value(&mail, "token")).send().await);
}

async fn invitation(s: &Servers, client: &Client, alice: &Account) {
    let address = "stored@example.org";
    let room_id = RoomId::unchecked("!stored:example.org");
    let invite = client.store_invite_v2(address.to_owned(), "email".to_owned(), room_id, &alice.user_id);
    let stored = seen!(s, invite).unwrap();
    let anonymous = s.identity();
    let key =
        serde_json::to_value(&stored.public_keys).unwrap()[1]["public_key"].as_str().unwrap().to_owned();
    seen!(s, anonymous.is_ephemeral_pub_key_valid_v2(&key));
    let mail = s.mail.to(address).await;
    let (token, key) = (value(&mail, "token").to_owned(), value(&mail, "private_key").to_owned());
    seen!(s, client.blindly_sign_stuff_v2(&alice.user_id, key, token));
}

async fn telephone(s: &Servers, client: &Client) {
    let request = client.msisdn_request_token_v2(SECRET, "GB".to_owned(), "07700900123".to_owned(), 1);
    seen!(s, request);
    seen!(s, client.msisdn_submit_token_post_v2(SECRET, "1000".to_owned(), "123456"));
    s.recorder.other(client.msisdn_submit_token_get_v2(SECRET, "1000", "123456").send().await);
}
