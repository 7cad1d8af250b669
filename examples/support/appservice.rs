use std::env;
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

use super::reply::{JsonBody, JsonResponse, Refusal, query_parameter};
use super::secret::random_secret;

/// The registration of an application service at a homeserver.
#[derive(Clone)]
pub struct Registration {
    pub id: String,
    /// The URL of the application service; `None` if it is unreachable.
    pub url: Option<String>,
    /// The token that the application service sends to the homeserver.
    pub as_token: String,
    /// The token that the homeserver sends to the application service.
    pub hs_token: String,
}

impl Registration {
    /// A registration with new tokens for an application service that listens here.
    pub fn new(id: &str, listener: &TcpListener) -> io::Result<Self> {
        let url = Some(format!("http://{}", listener.local_addr()?));
        Ok(Self { id: id.to_owned(), url, as_token: random_secret(), hs_token: random_secret() })
    }

    /// A registration at another homeserver, from `APPSERVICE_ID`, `AS_TOKEN` and `HS_TOKEN`.
    pub fn from_environment() -> Result<Self, String> {
        let set = |name| env::var(name).map_err(|_| format!("{name} is needed, too"));
        let (id, as_token, hs_token) = (set("APPSERVICE_ID")?, set("AS_TOKEN")?, set("HS_TOKEN")?);
        Ok(Self { id, url: None, as_token, hs_token })
    }

    /// The localpart of the application service's own user.
    pub fn own_localpart(&self) -> String {
        format!("{}bot", self.id)
    }

    /// Whether the application service may act as the user with this localpart.
    pub fn covers(&self, localpart: &str) -> bool {
        let rest = localpart.strip_prefix(&self.id);
        rest.is_some_and(|rest| rest == "bot" || rest.starts_with('_'))
    }
}

/// A running application service that responds to pings of its homeserver.
pub struct AppService {
    registration: Registration,
    transactions: Arc<Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

impl AppService {
    /// Starts an application service on a free port of loopback, with new tokens.
    pub async fn start(id: &str) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let registration = Registration::new(id, &listener)?;
        let transactions = Arc::default();
        let service =
            Service { hs_token: registration.hs_token.clone(), transactions: Arc::clone(&transactions) };
        let router = Router::new()
            .route("/_matrix/app/v1/ping", post(ping))
            .route("/_matrix/app/v1/transactions/{txn_id}", put(transaction))
            .with_state(service);
        let task = tokio::spawn(async move {
            // The listener stays open, so this ends only when the task is aborted.
            let _ended = axum::serve(listener, router).await;
        });
        Ok(Self { registration, transactions, task })
    }

    /// The registration to pass to the homeserver.
    pub fn registration(&self) -> &Registration {
        &self.registration
    }

    /// The transaction IDs of the accepted pings, in order.
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
    /// Accepts only the homeserver, with its token as a bearer token.
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
) -> Result<JsonResponse, Refusal> {
    service.check(&headers, uri.query())?;
    if let Some(transaction) = body.text("transaction_id")? {
        service.transactions.lock().await.push(transaction.to_owned());
    }
    Ok(JsonResponse(json!({})))
}

/// Accepts pushed events and drops them, since the homeserver would retry otherwise.
async fn transaction(State(service): State<Service>, request: Request) -> Result<JsonResponse, Refusal> {
    service.check(request.headers(), request.uri().query())?;
    Ok(JsonResponse(json!({})))
}
