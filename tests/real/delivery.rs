//! An application service on `application_service::server`, to which Synapse delivers.

use std::time::Duration;

use matrix_openapi::Error;
use matrix_openapi::application_service::op;
use matrix_openapi::application_service::server::{Service, router};
use matrix_openapi::client_server::Client;
use matrix_openapi::error::ErrorCode;
use matrix_openapi::events::RoomMessage;
use matrix_openapi::server::{
    ApplicationServiceSettings, ErrorResponse, FileTransactionLog, PingError, Pings, Received, Router,
};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::timeout;

use crate::accounts::User;
use crate::served::Served;
use crate::synapse::{Synapse, synapse};

/// Reports the requests of Synapse to the test, and creates the users and rooms that Synapse queries.
#[derive(Clone)]
struct Bridge {
    client: Client,
    told: UnboundedSender<String>,
}

impl Bridge {
    fn tell(&self, what: impl Into<String>) {
        self.told.send(what.into()).unwrap();
    }
}

fn passed_on(error: Error) -> ErrorResponse {
    match error {
        Error::Api(error) => ErrorResponse::from(*error),
        other => ErrorResponse::internal(other.to_string()),
    }
}

impl Service for Bridge {
    async fn send_transaction(&self, received: Received<op::SendTransaction>) -> Result<(), ErrorResponse> {
        for event in &received.request.body.events {
            if let Ok(Some(message)) = event.content::<RoomMessage>() {
                self.tell(format!("message {}", message.body().unwrap_or_default()));
            }
        }
        Ok(())
    }

    async fn query_user_by_id(&self, received: Received<op::QueryUserById>) -> Result<(), ErrorResponse> {
        let user_id = received.request.user_id;
        self.client.ensure_registered(&user_id).await.map_err(passed_on)?;
        self.tell(format!("user {}", user_id.localpart()));
        Ok(())
    }

    async fn query_room_by_alias(
        &self,
        received: Received<op::QueryRoomByAlias>,
    ) -> Result<(), ErrorResponse> {
        let alias = received.request.room_alias;
        let name = alias.as_str().trim_start_matches('#').split(':').next().unwrap();
        self.tell(format!("alias {name}"));
        if name != "delivery_hall" {
            return Err(ErrorResponse::not_found("there is no such room"));
        }
        self.client.create_room().room_alias_name(name).send().await.map_err(passed_on)?;
        Ok(())
    }

    async fn ping(&self, received: Received<op::Ping>) -> Result<(), ErrorResponse> {
        self.tell(format!("ping {}", received.request.body.transaction_id.unwrap_or_default()));
        Ok(())
    }
}

/// Waits for the next request of Synapse, which retries a failed transaction after some seconds.
async fn next(told: &mut UnboundedReceiver<String>) -> String {
    timeout(Duration::from_secs(120), told.recv()).await.unwrap().unwrap()
}

/// A file of one test, which is removed at its end.
struct LogFile(std::path::PathBuf);

impl LogFile {
    fn new() -> Self {
        let name = format!("matrix-openapi-delivery-{}.json", std::process::id());
        Self(std::env::temp_dir().join(name))
    }
}

impl Drop for LogFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn start(synapse: &Synapse) -> (Bridge, UnboundedReceiver<String>) {
    let client = Client::builder(&synapse.url).credentials(synapse.delivery.0.credentials()).build().unwrap();
    let (told, heard) = unbounded_channel();
    (Bridge { client, told }, heard)
}

/// One test, since all its parts use one port.
#[tokio::test]
async fn events_arrive_once_whatever_happens_to_the_bridge() {
    let Some(synapse) = synapse() else { return };
    let (registration, listener) = &synapse.delivery;
    let (bridge, mut told) = start(synapse);
    let (file, pings) = (LogFile::new(), Pings::new());
    let restart = async || -> Router {
        let log = FileTransactionLog::open(&file.0).await.unwrap();
        let settings = ApplicationServiceSettings::from(registration).transactions(log);
        router(bridge.clone(), settings.pings(&pings))
    };

    wrong_token(&bridge, synapse).await;
    let mut served = Served::start(listener, restart().await);
    pings_of_both_sides(&bridge, &pings, &mut told).await;
    queries(synapse, &mut told).await;

    let alice = User::register(synapse, "delivering").await.client;
    let room_id = alice.create_room().send().await.unwrap().room_id;
    let ghost = format!("@delivery_ghost:{}", synapse.server_name);
    alice.invite_user(&room_id, &ghost).await.unwrap();
    assert_eq!(next(&mut told).await, "user delivery_ghost");
    bridge.client.as_user(&ghost).join_room(&room_id).await.unwrap();
    let say = async |text: &str| drop(alice.send(&room_id, &RoomMessage::text(text)).await.unwrap());

    say("one").await;
    assert_eq!(next(&mut told).await, "message one");
    // The homeserver retries this transaction, and the bridge recognizes it.
    served.cut_next();
    say("two").await;
    served.was_cut().await;
    say("three").await;
    assert_eq!(next(&mut told).await, "message two");
    assert_eq!(next(&mut told).await, "message three");
    // The same, with a restart before the retry.
    served.cut_next();
    say("four").await;
    served.was_cut().await;
    drop(served);
    say("five").await;
    let bridge_router = restart().await;
    let served = Served::start(listener, bridge_router.clone());
    assert_eq!(next(&mut told).await, "message four");
    assert_eq!(next(&mut told).await, "message five");
    say("six").await;
    assert_eq!(next(&mut told).await, "message six");
    // Homeservers that only know the legacy paths: events, and queries for users and rooms.
    drop(served);
    let _served = Served::start_in_old_form(listener, bridge_router);
    say("seven").await;
    assert_eq!(next(&mut told).await, "message seven");
    let other = format!("@delivery_spirit:{}", synapse.server_name);
    alice.invite_user(&room_id, &other).await.unwrap();
    assert_eq!(next(&mut told).await, "user delivery_spirit");
    let alias = format!("#delivery_attic:{}", synapse.server_name);
    let error = alice.get_room_id_by_alias(alias).send().await.unwrap_err();
    assert_eq!(error.errcode(), Some(&ErrorCode::NotFound));
    assert_eq!(next(&mut told).await, "alias delivery_attic");
    assert!(told.try_recv().is_err());
}

/// Asserts that a bridge with another token refuses Synapse.
async fn wrong_token(bridge: &Bridge, synapse: &Synapse) {
    let (registration, listener) = &synapse.delivery;
    let _served = Served::start(listener, router(bridge.clone(), registration.as_token.clone()));
    let Error::Api(error) = bridge.client.ping_appservice("delivery").send().await.unwrap_err() else {
        panic!()
    };
    assert_eq!(error.errcode, Some(ErrorCode::from("M_BAD_STATUS")));
    assert_eq!(error.fields["status"], 403);
}

async fn pings_of_both_sides(bridge: &Bridge, pings: &Pings, told: &mut UnboundedReceiver<String>) {
    bridge.client.ping_appservice("delivery").transaction_id("by hand").send().await.unwrap();
    assert_eq!(next(told).await, "ping by hand");
    pings.round_trip(&bridge.client, "delivery").await.unwrap();
    assert_eq!(next(told).await.len(), "ping ".len() + 32);
    // `Pings` that the router does not have behave as if another program were at the URL of the registration.
    let error = Pings::new().round_trip(&bridge.client, "delivery").await.unwrap_err();
    assert!(matches!(error, PingError::Elsewhere), "{error}");
    next(told).await;
    let error = pings.round_trip(&bridge.client, "down").await.unwrap_err();
    assert!(matches!(error, PingError::Call(Error::Api(_))), "{error}");
}

async fn queries(synapse: &Synapse, told: &mut UnboundedReceiver<String>) {
    let user = User::register(synapse, "looking").await.client;
    let alias = |name: &str| format!("#delivery_{name}:{}", synapse.server_name);
    let found = user.get_room_id_by_alias(alias("hall")).send().await.unwrap();
    assert!(found.room_id.is_some());
    assert_eq!(next(told).await, "alias delivery_hall");
    let error = user.get_room_id_by_alias(alias("cellar")).send().await.unwrap_err();
    assert_eq!(error.errcode(), Some(&ErrorCode::NotFound));
    assert_eq!(next(told).await, "alias delivery_cellar");
}
