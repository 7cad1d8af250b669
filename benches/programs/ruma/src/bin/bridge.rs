//! A bridge between a room and a chat of lines, standard input and output. Invite `APPSERVICE_USER` to the room; then a line
//! such as `carol: hello` becomes a message of the user `@ID_carol`, and messages of others become lines.

use std::env::var;
use std::error::Error;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::put;
use ruma::api::AppserviceUserIdentity;
use ruma::api::client::account::register;
use ruma::api::client::membership::invite_user::v3::{InvitationRecipient, InviteUserId};
use ruma::api::client::membership::{invite_user, join_room_by_id};
use ruma::api::client::message::send_message_event;
use ruma::api::client::uiaa::UiaaResponse;
use ruma::api::error::{ErrorKind, FromHttpResponseError};
use ruma::events::room::member::MembershipState;
use ruma::events::room::message::RoomMessageEventContent;
use ruma::events::{AnyMessageLikeEvent, AnyStateEvent, AnyTimelineEvent, MessageLikeEvent, StateEvent};
use ruma::serde::Raw;
use ruma::{OwnedRoomId, OwnedUserId, TransactionId, UserId};
use ruma_client::TokenMode;
use ruma_client::http_client::Reqwest;
use serde::Deserialize;
use tokio::io::{AsyncBufReadExt, BufReader, stdin};
use tokio::net::TcpListener;
use tokio::sync::Mutex;

type Client = ruma_client::Client<Reqwest>;
type Failure = Box<dyn Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let client: Client = ruma_client::Client::builder()
        .homeserver_url(var("HOMESERVER_URL")?)
        .access_token(Some(var("AS_TOKEN")?))
        .token_mode(TokenMode::AppService)
        .build()
        .await?;
    let (own, id) = (UserId::parse(var("APPSERVICE_USER")?)?, var("APPSERVICE_ID")?);
    let hs_token = var("HS_TOKEN")?;
    let bridge =
        Arc::new(Bridge { client, own, id, hs_token, room: Mutex::default(), last: Mutex::default() });
    let routes = axum::Router::new().route("/_matrix/app/v1/transactions/{id}", put(receive_transaction));
    let service = routes.with_state(Arc::clone(&bridge));
    let listener = TcpListener::bind(var("LISTEN")?).await?;
    tokio::spawn(async move { axum::serve(listener, service).await });
    let mut lines = BufReader::new(stdin()).lines();
    while let Some(line) = lines.next_line().await? {
        let Some((name, text)) = line.split_once(": ") else { continue };
        bridge.say(name, text).await.unwrap_or_else(|error| eprintln!("a line is not bridged: {error}"));
    }
    Ok(())
}

struct Bridge {
    client: Client,
    own: OwnedUserId,
    id: String,
    hs_token: String,
    room: Mutex<Option<OwnedRoomId>>,
    /// The ID of the last transaction, which the homeserver repeats if it did not get the response.
    last: Mutex<String>,
}

#[derive(Deserialize)]
struct Transaction {
    events: Vec<Raw<AnyTimelineEvent>>,
}

async fn receive_transaction(
    State(bridge): State<Arc<Bridge>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Json(transaction): Json<Transaction>,
) -> Result<&'static str, StatusCode> {
    let expected = format!("Bearer {}", bridge.hs_token);
    if headers.get("authorization").is_none_or(|given| given.as_bytes() != expected.as_bytes()) {
        return Err(StatusCode::FORBIDDEN);
    }
    let mut last = bridge.last.lock().await;
    if *last != id {
        for event in &transaction.events {
            // One event that cannot be handled does not hold up the others.
            bridge.receive(event).await.unwrap_or_else(|error| eprintln!("an event is not bridged: {error}"));
        }
        *last = id;
    }
    Ok("{}")
}

impl Bridge {
    /// Joins the room of an invite, and passes on messages of this room that are not the bridge's own.
    async fn receive(&self, event: &Raw<AnyTimelineEvent>) -> Result<(), Failure> {
        match event.deserialize()? {
            AnyTimelineEvent::State(AnyStateEvent::RoomMember(StateEvent::Original(event)))
                if event.state_key == self.own && event.content.membership == MembershipState::Invite =>
            {
                let request = join_room_by_id::v3::Request::new(event.room_id.clone());
                self.client.send_request(request).await?;
                *self.room.lock().await = Some(event.room_id);
            }
            AnyTimelineEvent::MessageLike(AnyMessageLikeEvent::RoomMessage(MessageLikeEvent::Original(
                event,
            ))) => {
                let is_here = self.room.lock().await.as_ref() == Some(&event.room_id);
                if is_here && !self.is_own(&event.sender) {
                    println!("{}: {}", event.sender, event.content.body());
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether the user is the bridge or one of its users. On other servers anybody may have such a name.
    fn is_own(&self, user_id: &UserId) -> bool {
        let is_local = user_id.server_name() == self.own.server_name();
        user_id == self.own || (is_local && user_id.localpart().starts_with(&format!("{}_", self.id)))
    }

    /// Says a line in the room as the user of the speaker. Before there is a room, the line is dropped.
    async fn say(&self, name: &str, text: &str) -> Result<(), Failure> {
        let Some(room_id) = self.room.lock().await.clone() else { return Ok(()) };
        let localpart = format!("{}_{name}", self.id);
        let user_id = UserId::parse(format!("@{localpart}:{}", self.own.server_name()))?;
        self.ensure_registered(localpart).await?;
        let ghost = AppserviceUserIdentity::new(&user_id);
        let join = join_room_by_id::v3::Request::new(room_id.clone());
        if self.client.send_request_as(ghost, join.clone()).await.is_err() {
            let invited = InvitationRecipient::UserId(InviteUserId::new(user_id.clone()));
            self.client.send_request(invite_user::v3::Request::new(room_id.clone(), invited)).await?;
            self.client.send_request_as(ghost, join).await?;
        }
        let content = RoomMessageEventContent::text_plain(text);
        let request = send_message_event::v3::Request::new(room_id, TransactionId::new(), &content)?;
        self.client.send_request_as(ghost, request).await?;
        Ok(())
    }

    async fn ensure_registered(&self, localpart: String) -> Result<(), Failure> {
        let mut request = register::v3::Request::new();
        request.username = Some(localpart);
        request.login_type = Some(register::LoginType::ApplicationService);
        request.inhibit_login = true;
        match self.client.send_request(request).await {
            Ok(_) => Ok(()),
            Err(ruma_client::Error::FromHttpResponse(FromHttpResponseError::Server(
                UiaaResponse::MatrixError(error),
            ))) if error.error_kind() == Some(&ErrorKind::UserInUse) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}
