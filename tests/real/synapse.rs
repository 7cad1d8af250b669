//! The Synapse servers of the tests, each with its application services.

use std::path::Path;
use std::sync::{Mutex, OnceLock, mpsc};

use matrix_openapi::application_service::types::Registration;
use matrix_openapi_testing::{ClosedPort, report_skipped};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::appservice_stub::AppserviceStub;
#[cfg(operation = "getAuthMetadata")]
use crate::oidc_provider::OidcProvider;
use crate::registrations::{RegistrationFiles, registration};
use crate::server_script::ServerScript;

/// A running Synapse.
pub struct Synapse {
    /// The base URL.
    pub url: String,
    /// The server's name in identifiers.
    pub server_name: String,
    /// The seed of its signing key `ed25519:a1`.
    pub signing_seed: String,
    /// The application service that runs in this process.
    pub service: AppserviceStub,
    /// An application service that responds with status 403, because it does not know Synapse's token.
    pub refusing: Registration,
    /// An application service that is not running.
    pub down: Registration,
    /// The application service of the example `bridge`, and its listener.
    pub bridge: (Registration, std::net::TcpListener),
    /// The application service to which Synapse delivers events in one test, and its listener.
    pub delivery: (Registration, std::net::TcpListener),
    // Reserves the address of the application service that is not running.
    _closed_port: ClosedPort,
    // Keeps the standard input of the script open, so Synapse keeps running.
    script: Mutex<ServerScript>,
}

impl Synapse {
    /// Kills the process, so it cannot close its connections or its database.
    ///
    /// Only for a Synapse that no other test uses.
    pub async fn kill(&'static self) {
        self.tell("kill").await;
    }

    /// Starts a killed Synapse again, with the same data and port, and returns once it responds.
    pub async fn start_again(&'static self) {
        self.tell("start").await;
    }

    async fn tell(&'static self, command: &'static str) {
        let told = tokio::task::spawn_blocking(|| self.script.lock().unwrap().tell(command));
        told.await.unwrap();
    }
}

/// Returns a Synapse without limits that a test would reach, which the first call starts; `None`, with a line on standard
/// error, if it cannot be installed.
///
/// # Panics
/// If it cannot be installed although `REQUIRE_REAL_SERVERS=1` requires it, or if it does not start.
pub fn synapse() -> Option<&'static Synapse> {
    static SYNAPSE: OnceLock<Result<Synapse, String>> = OnceLock::new();
    available(SYNAPSE.get_or_init(|| start(&json!({}))))
}

/// Returns another Synapse, whose access tokens expire soon and which limits messages.
///
/// # Panics
/// As in [`synapse`].
pub fn short_lived() -> Option<&'static Synapse> {
    static SYNAPSE: OnceLock<Result<Synapse, String>> = OnceLock::new();
    let settings = json!({
        "refreshable_access_token_lifetime": "3s",
        // The default of 0.2 per second would be slow to test. The test would not reach a much higher limit, because Synapse
        // takes half a second to refuse a request.
        "rc_message": { "per_second": 0.5, "burst_count": 10 },
    });
    available(SYNAPSE.get_or_init(|| start(&settings)))
}

/// Returns another Synapse, which one test kills. Its access tokens expire soon, and it limits messages.
///
/// # Panics
/// As in [`synapse`].
pub fn mortal() -> Option<&'static Synapse> {
    static SYNAPSE: OnceLock<Result<Synapse, String>> = OnceLock::new();
    let settings = json!({
        "refreshable_access_token_lifetime": "2s",
        "rc_message": { "per_second": 1, "burst_count": 10 },
    });
    available(SYNAPSE.get_or_init(|| start(&settings)))
}

/// Returns another Synapse, which delegates its accounts to this authorization server.
///
/// # Panics
/// As in [`synapse`].
#[cfg(operation = "getAuthMetadata")]
pub fn delegating(server: &OidcProvider) -> Option<&'static Synapse> {
    static SYNAPSE: OnceLock<Result<Synapse, String>> = OnceLock::new();
    let settings = json!({
        "matrix_authentication_service": { "enabled": true, "endpoint": server.url, "secret": server.secret },
        "enable_registration": false,
        "enable_registration_without_verification": false,
        "login_via_existing_session": { "enabled": false },
        "password_config": { "enabled": false },
        "refresh_token_lifetime": null,
        "refreshable_access_token_lifetime": null,
    });
    available(SYNAPSE.get_or_init(|| start(&settings)))
}

/// The line that the script writes once Synapse runs.
#[derive(Deserialize)]
pub struct Running {
    pub url: String,
    pub server_name: String,
    pub signing_seed: String,
}

/// Returns the started server; `None`, with a line on standard error, if it cannot be installed.
///
/// # Panics
/// If `REQUIRE_REAL_SERVERS=1` requires it.
pub fn available<T>(started: &Result<T, String>) -> Option<&T> {
    match started {
        Ok(started) => Some(started),
        Err(reason) => {
            let required = std::env::var("REQUIRE_REAL_SERVERS").is_ok_and(|value| value == "1");
            assert!(!required, "a real server is required: {reason}");
            report_skipped(reason);
            None
        }
    }
}

fn start(settings: &Value) -> Result<Synapse, String> {
    if !cfg!(unix) {
        return Err("synapse needs unix".to_owned());
    }
    let service = start_service();
    let refusing = registration("refusing", service.registration().url.clone());
    let port = ClosedPort::reserve();
    let down = registration("down", Some(port.url.clone()));
    let listening = |id: &str| {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        (registration(id, Some(url)), listener)
    };
    let (bridge, delivery) = (listening("lines"), listening("delivery"));

    let venv = Path::new(env!("CARGO_TARGET_TMPDIR")).join("synapse-venv");
    let files = RegistrationFiles::write(&[service.registration(), &refusing, &down, &bridge.0, &delivery.0]);
    let configuration = json!({ "venv": venv, "appservices": files.paths, "settings": settings });
    let (script, running) = ServerScript::start::<Running>("synapse", &configuration)?;
    Ok(Synapse {
        url: running.url,
        server_name: running.server_name,
        signing_seed: running.signing_seed,
        service,
        refusing,
        down,
        bridge,
        delivery,
        _closed_port: port,
        script: Mutex::new(script),
    })
}

/// Runs the application service in a separate thread, because it outlives the runtime of each test.
fn start_service() -> AppserviceStub {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            sender.send(AppserviceStub::start("telegram").await).unwrap();
            std::future::pending::<()>().await;
        });
    });
    receiver.recv().unwrap()
}
