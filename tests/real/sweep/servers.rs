//! The servers of the sweep, and clients of them.

use std::path::Path;

use matrix_openapi::application_service::types::Registration;
use matrix_openapi::auth::Secret;
use matrix_openapi::client_server::Client;
use matrix_openapi::signing::SigningKey;
use matrix_openapi::{Credentials, identity};
use matrix_openapi_testing::{Server, json_response, response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::bridge;
use super::mail::MailServer;
use super::recorder::Recorder;
use super::second_server::SecondServer;
use super::tls::{Front, Tls};
use crate::registrations::{RegistrationFiles, registration};
use crate::secret::random_secret;
use crate::server_script::ServerScript;
use crate::synapse::Running;

/// Synapse, Sydent, and the servers that they call.
pub struct Servers {
    pub recorder: Recorder,
    pub synapse: Running,
    /// The URL of Sydent.
    pub sydent: String,
    /// The name under which homeservers reach Sydent, by TLS.
    pub identity_server: String,
    pub second: SecondServer,
    pub mail: MailServer,
    /// The registration of the application service.
    pub registration: Registration,
    /// The password of the user `admin`.
    pub admin_password: String,
    /// The server of a page, which also receives messages to telephones.
    pub outside: Server,
    // The scripts run until these are dropped.
    _scripts: (ServerScript, ServerScript),
}

#[derive(Deserialize)]
struct RunningSydent {
    url: String,
}

impl Servers {
    /// Starts all servers; an error if one cannot be installed.
    pub async fn start() -> Result<Self, String> {
        let tls = Tls::new();
        let (homeserver, identity, other) = (tls.front().await, tls.front().await, tls.front().await);
        let mail = MailServer::start().await;
        let admin_password = random_secret();
        let mut registration = registration("irc", None);
        registration.url = Some(bridge::start(&registration.hs_token).await);
        registration.protocols = Some(vec![bridge::PROTOCOL.to_owned()]);
        let files = RegistrationFiles::write(&[&registration]);
        let outside = outside().await;
        let configuration = json!({
            "venv": venv("synapse"),
            "server_name": homeserver.name,
            "certificates": tls.certificate,
            "administrator": { "username": "admin", "password": admin_password },
            "appservices": files.paths,
            "settings": settings(&homeserver, &other, &outside, mail.port),
        });
        let sydent = json!({ "venv": venv("sydent"), "smtp_port": mail.port, "name": identity.name });
        // The other servers must respond while Synapse and Sydent start.
        let started = tokio::task::spawn_blocking(move || {
            let synapse = ServerScript::start::<Running>("synapse", &configuration)?;
            Ok::<_, String>((synapse, ServerScript::start::<RunningSydent>("sydent", &sydent)?))
        });
        let ((synapse_script, synapse), (sydent_script, sydent)) = started.await.unwrap()?;
        homeserver.forward_to(&synapse.url);
        identity.forward_to(&sydent.url);
        let key = SigningKey::from_base64("ed25519:a1", &synapse.signing_seed).unwrap();
        let second = SecondServer::start(&other, key.public_key_base64()).await;
        Ok(Self {
            recorder: Recorder::default(),
            synapse,
            sydent: sydent.url,
            identity_server: identity.name,
            second,
            mail,
            registration,
            admin_password,
            outside,
            _scripts: (synapse_script, sydent_script),
        })
    }

    /// Returns a client of Synapse without credentials.
    pub fn anonymous(&self) -> Client {
        Client::builder(&self.synapse.url).middleware(self.recorder.clone()).build().unwrap()
    }

    /// Returns a client of Synapse with the token of a user.
    pub fn user(&self, token: &Secret) -> Client {
        self.anonymous().with_credentials(Credentials::access_token(token.clone()))
    }

    /// Returns a client of Sydent without credentials.
    pub fn identity(&self) -> identity::Client {
        identity::Client::builder(&self.sydent).middleware(self.recorder.clone()).build().unwrap()
    }
}

/// Returns settings that enable as much of Synapse as possible without other machines.
fn settings(homeserver: &Front, other: &Front, outside: &Server, smtp_port: u16) -> Value {
    let unlimited = json!({ "per_second": 100_000, "burst_count": 100_000 });
    json!({
        "serve_server_wellknown": true,
        "federation_domain_whitelist": [homeserver.name, other.name],
        "federation_verify_certificates": false,
        "allow_public_rooms_over_federation": true,
        "allow_public_rooms_without_auth": true,
        "room_list_publication_rules": [{ "action": "allow" }],
        "enable_authenticated_media": false,
        "email": {
            "smtp_host": "127.0.0.1", "smtp_port": smtp_port, "enable_tls": false,
            "notif_from": "Synapse <synapse@example.org>",
        },
        "account_threepid_delegates": { "msisdn": outside.url },
        "cas_config": { "enabled": true, "server_url": "https://cas.example.org" },
        "turn_uris": ["turn:turn.example.org"],
        "turn_shared_secret": "secret",
        "url_preview_enabled": true,
        "url_preview_ip_range_blacklist": ["0.0.0.0/0", "::/0"],
        "url_preview_ip_range_whitelist": ["127.0.0.0/8"],
        "user_directory": { "search_all_users": true },
        "rc_presence": { "per_user": unlimited },
    })
}

/// Starts a server of a page for previews, with the API by which Synapse sends messages to telephones.
async fn outside() -> Server {
    Server::responding(|request| match request.path() {
        "/page" => {
            let page =
                br#"<html><head><meta property="og:title" content="Hall"></head><body>A hall.</body></html>"#;
            response("200 OK", &[("Content-Type", "text/html")], page)
        }
        _ => json_response(
            "200 OK",
            r#"{"sid":"1","success":true,"msisdn":"447700900123","intl_fmt":"+44 7700 900123"}"#,
        ),
    })
    .await
}

fn venv(server: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{server}-venv"))
}
