use std::env;
use std::error::Error;
use std::io;
use std::sync::{Arc, Mutex};

use matrix_openapi::application_service::op;
use matrix_openapi::application_service::server::{Service, router};
use matrix_openapi::application_service::types::Registration;
use matrix_openapi::server::{ErrorResponse, Received};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A registration with new tokens for an application service that listens here.
pub fn registration(id: &str, listener: &TcpListener) -> Result<Registration, Box<dyn Error + Send + Sync>> {
    let url = format!("http://{}", listener.local_addr()?);
    let registration = Registration::generate(id, url, format!("{id}bot"))?;
    Ok(registration.with_exclusive_users(format!("@{id}_.*")))
}

/// A registration at another homeserver, from `APPSERVICE_ID`, `AS_TOKEN` and `HS_TOKEN`.
pub fn registration_from_environment() -> Result<Registration, Box<dyn Error + Send + Sync>> {
    let set = |name| env::var(name).map_err(|_| format!("{name} is needed, too"));
    let id = set("APPSERVICE_ID")?;
    let mut registration = Registration::generate(&*id, None::<String>, format!("{id}bot"))?;
    (registration.as_token, registration.hs_token) = (set("AS_TOKEN")?.into(), set("HS_TOKEN")?.into());
    Ok(registration)
}

/// Whether an application service may act as the user with this localpart: itself, and those that begin with its ID and an
/// underscore.
pub fn covers(registration: &Registration, localpart: &str) -> bool {
    let ghost = localpart.strip_prefix(&registration.id).is_some_and(|rest| rest.starts_with('_'));
    ghost || localpart == registration.sender_localpart
}

/// A running application service that responds to pings of its homeserver.
pub struct AppService {
    registration: Registration,
    transactions: Transactions,
    task: JoinHandle<()>,
}

impl AppService {
    /// Starts an application service on a free port of loopback, with new tokens.
    pub async fn start(id: &str) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let registration = registration(id, &listener).map_err(io::Error::other)?;
        let transactions = Transactions::default();
        let service = axum::Router::new().fallback_service(router(transactions.clone(), &registration));
        let task = tokio::spawn(async move {
            // The listener stays open, so this ends only when the task is aborted.
            let _ended = axum::serve(listener, service).await;
        });
        Ok(Self { registration, transactions, task })
    }

    /// The registration to pass to the homeserver.
    pub fn registration(&self) -> &Registration {
        &self.registration
    }

    /// The transaction IDs of the accepted pings, in order.
    pub async fn transactions(&self) -> Vec<String> {
        self.transactions.0.lock().unwrap().clone()
    }
}

impl Drop for AppService {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The transaction IDs of pings. Events are accepted and dropped, as the trait does.
#[derive(Clone, Default)]
struct Transactions(Arc<Mutex<Vec<String>>>);

impl Service for Transactions {
    async fn ping(&self, received: Received<op::Ping>) -> Result<(), ErrorResponse> {
        self.0.lock().unwrap().extend(received.request.body.transaction_id);
        Ok(())
    }
}
