use std::io;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::routing::{post, put};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::sync::Mutex;
use tokio::task::JoinHandle;

use super::reply::{Answer, JsonBody, Refusal, query_parameter};
use super::secret::random_secret;

/// What a homeserver knows of an application service.
#[derive(Clone)]
pub struct Registration {
    pub id: String,
    /// Where the application service listens; without one it cannot be reached.
    pub url: Option<String>,
    /// The token the application service shows to the homeserver.
    pub as_token: String,
    /// The token the homeserver shows to the application service.
    pub hs_token: String,
}

impl Registration {
    /// The local part of the application service's own user.
    pub fn own_localpart(&self) -> String {
        format!("{}bot", self.id)
    }

    /// Whether the application service may act as this local part.
    pub fn covers(&self, localpart: &str) -> bool {
        let rest = localpart.strip_prefix(&self.id);
        rest.is_some_and(|rest| rest == "bot" || rest.starts_with('_'))
    }
}

/// A running application service that answers pings of its homeserver.
pub struct AppService {
    registration: Registration,
    transactions: Arc<Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

impl AppService {
    /// Starts one on a free port of loopback, with fresh tokens.
    pub async fn start(id: &str) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let registration = Registration {
            id: id.to_owned(),
            url: Some(format!("http://{}", listener.local_addr()?)),
            as_token: random_secret(),
            hs_token: random_secret(),
        };
        let transactions = Arc::default();
        let service =
            Service { hs_token: registration.hs_token.clone(), transactions: Arc::clone(&transactions) };
        let router = Router::new()
            .route("/_matrix/app/v1/ping", post(ping))
            .route("/_matrix/app/v1/transactions/{txn_id}", put(transaction))
            .with_state(service);
        let task = tokio::spawn(async move {
            // The listener is ours and open, so this only ends when the task is aborted.
            let _ended = axum::serve(listener, router).await;
        });
        Ok(Self { registration, transactions, task })
    }

    /// What to give to the homeserver so that the two know each other.
    pub fn registration(&self) -> &Registration {
        &self.registration
    }

    /// The transaction IDs of the accepted pings, in the order in which they came.
    pub async fn transactions(&self) -> Vec<String> {
        self.transactions.lock().await.clone()
    }
}

impl Drop for AppService {
    fn drop(&mut self) {
        self.task.abort();
    }
}

#[derive(Clone)]
struct Service {
    hs_token: String,
    transactions: Arc<Mutex<Vec<String>>>,
}

impl Service {
    /// Only the homeserver, and only with its token as a bearer, may call an application service.
    fn check(&self, headers: &HeaderMap, query: Option<&str>) -> Result<(), Refusal> {
        if query_parameter(query, "access_token").is_some() {
            return Err(Refusal::bad_request("M_INVALID_PARAM", "the token belongs into the header"));
        }
        let Some(given) = headers.get(header::AUTHORIZATION) else {
            return Err(Refusal::new(StatusCode::UNAUTHORIZED, "M_UNAUTHORIZED", "no token"));
        };
        if given.as_bytes() == format!("Bearer {}", self.hs_token).as_bytes() {
            Ok(())
        } else {
            Err(Refusal::forbidden("not the token of the homeserver"))
        }
    }
}

async fn ping(
    State(service): State<Service>,
    headers: HeaderMap,
    uri: Uri,
    body: JsonBody,
) -> Result<Answer, Refusal> {
    service.check(&headers, uri.query())?;
    if let Some(transaction) = body.text("transaction_id")? {
        service.transactions.lock().await.push(transaction.to_owned());
    }
    Ok(Answer(json!({})))
}

/// Events that a homeserver pushes are taken and dropped, so that it does not try again for ever.
async fn transaction(State(service): State<Service>, request: Request) -> Result<Answer, Refusal> {
    service.check(request.headers(), request.uri().query())?;
    Ok(Answer(json!({})))
}
