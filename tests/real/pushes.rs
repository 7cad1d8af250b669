//! A push gateway on `push_gateway::server`, to which Synapse pushes.

use std::time::Duration;

use matrix_openapi::client_server::types::PostPusherPusherData;
use matrix_openapi::events::RoomMessage;
use matrix_openapi::push_gateway::server::{Service, router};
use matrix_openapi::push_gateway::{op, types};
use matrix_openapi::server::{ErrorResponse, Received};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::time::timeout;

use crate::accounts::User;
use crate::served::Served;
use crate::synapse::synapse;

/// A push gateway that forwards notifications to the test, and rejects the key after a notification with the text `last`.
struct Gateway {
    told: UnboundedSender<types::NotifyNotification>,
}

impl Service for Gateway {
    async fn notify(&self, received: Received<op::Notify>) -> Result<types::NotifyResponse, ErrorResponse> {
        let notification = received.request.body.notification;
        let content = notification.content.as_ref().map(|content| content.json()).unwrap_or_default();
        let is_last = content.contains("last");
        let keys = notification.devices.iter().map(|device| device.pushkey.expose().to_owned());
        let rejected: Vec<String> = keys.filter(|_| is_last).collect();
        self.told.send(notification).unwrap();
        Ok(types::NotifyResponse::new(rejected))
    }
}

#[tokio::test]
async fn a_notification_arrives_and_a_rejected_key_is_removed() {
    let Some(synapse) = synapse() else { return };
    let (told, mut notifications) = unbounded_channel();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let mut data = PostPusherPusherData::default();
    data.url = Some(format!("http://{}/_matrix/push/v1/notify", listener.local_addr().unwrap()));
    let _served = Served::start(&listener, router(Gateway { told }));

    let (pushed, sender) =
        (User::register(synapse, "pushed").await, User::register(synapse, "pushing").await);
    let pusher =
        pushed.client.post_pusher("org.example.app", "http".to_owned(), "the-key").data(data).lang("en");
    pusher.app_display_name("app").device_display_name("phone").send().await.unwrap();
    let room_id = sender.client.create_room().send().await.unwrap().room_id;
    sender.client.invite_user(&room_id, &pushed.registration.user_id).await.unwrap();
    pushed.client.join_room(&room_id).await.unwrap();

    let sent = sender.client.send(&room_id, &RoomMessage::text("hello")).await.unwrap();
    let mut next = async || timeout(Duration::from_secs(60), notifications.recv()).await.unwrap().unwrap();
    let notification = loop {
        let notification = next().await;
        // The invite may be a notification, too.
        if notification.event_id.as_ref() == Some(&sent.event_id) {
            break notification;
        }
    };
    assert_eq!(notification.room_id, Some(room_id.clone()));
    assert_eq!(notification.sender, Some(sender.registration.user_id.clone()));
    assert_eq!(notification.type_.as_deref(), Some("m.room.message"));
    let [device] = &notification.devices[..] else { panic!("{notification:?}") };
    assert_eq!((device.app_id.as_str(), device.pushkey.expose()), ("org.example.app", "the-key"));

    sender.client.send(&room_id, &RoomMessage::text("last")).await.unwrap();
    next().await;
    let gone = async {
        while pushed
            .client
            .get_pushers()
            .send()
            .await
            .unwrap()
            .pushers
            .is_some_and(|pushers| !pushers.is_empty())
        {
            tokio::task::yield_now().await;
        }
    };
    timeout(Duration::from_secs(60), gone).await.unwrap();
}
