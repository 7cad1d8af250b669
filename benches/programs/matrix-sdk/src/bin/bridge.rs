//! A bridge between a room and a chat of lines, standard input and output. Invite `APPSERVICE_USER` to the room; then a line
//! such as `carol: hello` becomes a message of the user `@ID_carol`, and messages of others become lines.

use std::collections::HashMap;
use std::env::var;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::put;
use matrix_sdk::authentication::matrix::MatrixSession;
use matrix_sdk::config::RequestConfig;
use matrix_sdk::ruma::api::client::account::register;
use matrix_sdk::ruma::api::client::membership::invite_user::v3::{InvitationRecipient, InviteUserId};
use matrix_sdk::ruma::api::client::membership::{invite_user, join_room_by_id};
use matrix_sdk::ruma::api::client::session::login;
use matrix_sdk::ruma::api::client::uiaa::{MatrixUserIdentifier, UserIdentifier};
use matrix_sdk::ruma::api::error::ErrorKind;
use matrix_sdk::ruma::events::room::member::MembershipState;
use matrix_sdk::ruma::events::room::message::RoomMessageEventContent;
use matrix_sdk::ruma::events::{
    AnyMessageLikeEvent, AnyStateEvent, AnyTimelineEvent, MessageLikeEvent, StateEvent,
};
use matrix_sdk::ruma::serde::Raw;
use matrix_sdk::ruma::{OwnedRoomId, OwnedUserId, UserId};
use matrix_sdk::{Client, SessionMeta, SessionTokens};
use serde::Deserialize;
use tokio::io::{AsyncBufReadExt, BufReader, stdin};
use tokio::net::TcpListener;
use tokio::sync::Mutex;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let (own, id) = (UserId::parse(var("APPSERVICE_USER")?)?, var("APPSERVICE_ID")?);
    let client = Client::builder().homeserver_url(var("HOMESERVER_URL")?).build().await?;
    let meta = SessionMeta { user_id: own.clone(), device_id: "BRIDGE".into() };
    let tokens = SessionTokens { access_token: var("AS_TOKEN")?, refresh_token: None };
    client.restore_session(MatrixSession { meta, tokens }).await?;
    let bridge = Arc::new(Bridge {
        client,
        own,
        id,
        hs_token: var("HS_TOKEN")?,
        room: Mutex::default(),
        last: Mutex::default(),
        ghosts: Mutex::default(),
    });
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
    /// A client for each user, since a client has one token.
    ghosts: Mutex<HashMap<OwnedUserId, Client>>,
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
    async fn receive(&self, event: &Raw<AnyTimelineEvent>) -> anyhow::Result<()> {
        match event.deserialize()? {
            AnyTimelineEvent::State(AnyStateEvent::RoomMember(StateEvent::Original(event)))
                if event.state_key == self.own && event.content.membership == MembershipState::Invite =>
            {
                self.client.send(join_room_by_id::v3::Request::new(event.room_id.clone())).await?;
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
    async fn say(&self, name: &str, text: &str) -> anyhow::Result<()> {
        let Some(room_id) = self.room.lock().await.clone() else { return Ok(()) };
        let localpart = format!("{}_{name}", self.id);
        let user_id = UserId::parse(format!("@{localpart}:{}", self.own.server_name()))?;
        let ghost = self.ghost(localpart, &user_id).await?;
        let room = match ghost.join_room_by_id(&room_id).await {
            Ok(room) => room,
            Err(_) => {
                let invited = InvitationRecipient::UserId(InviteUserId::new(user_id));
                self.client.send(invite_user::v3::Request::new(room_id.clone(), invited)).await?;
                ghost.join_room_by_id(&room_id).await?
            }
        };
        room.send(RoomMessageEventContent::text_plain(text)).await?;
        Ok(())
    }

    /// Returns a client that is logged in as a user of the bridge, who is registered unless there is one.
    async fn ghost(&self, localpart: String, user_id: &UserId) -> anyhow::Result<Client> {
        let mut ghosts = self.ghosts.lock().await;
        if let Some(ghost) = ghosts.get(user_id) {
            return Ok(ghost.clone());
        }
        let with_token = RequestConfig::new().force_auth();
        let mut request = register::v3::Request::new();
        request.username = Some(localpart);
        request.login_type = Some(register::LoginType::ApplicationService);
        request.inhibit_login = true;
        if let Err(error) = self.client.send(request).with_request_config(with_token).await
            && error.client_api_error_kind() != Some(&ErrorKind::UserInUse)
        {
            return Err(error.into());
        }
        let user = UserIdentifier::Matrix(MatrixUserIdentifier::new(user_id.to_string()));
        let login = login::v3::LoginInfo::ApplicationService(login::v3::ApplicationService::new(user));
        let mut request = login::v3::Request::new(login);
        request.device_id = Some("BRIDGE".into());
        let response = self.client.send(request).with_request_config(with_token).await?;
        let ghost = Client::builder().homeserver_url(self.client.homeserver()).build().await?;
        ghost.restore_session(MatrixSession::from(&response)).await?;
        ghosts.insert(user_id.to_owned(), ghost.clone());
        Ok(ghost)
    }
}
