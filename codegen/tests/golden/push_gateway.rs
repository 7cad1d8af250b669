// Written by the build of matrix-openapi from the Matrix specification v1.19.

/// The types of the Matrix push gateway API.
pub mod types {
    /// The counters of a user; zero counters are omitted.
    ///
    /// Part of the body of [`notify`](super::Client::notify), see its [specification](https://spec.matrix.org/v1.19/push-gateway-api/#post_matrixpushv1notify).
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct NotifyCounts {
        /// The number of missed calls that the user has not seen.
        pub missed_calls: Option<i64>,
        /// The number of unread messages in all rooms.
        pub unread: Option<i64>,
        /// Fields that the specification does not name, and values that did not fit named ones.
        pub extra: ::matrix_openapi::json::Extra,
    }
    impl Default for NotifyCounts {
        #[inline]
        fn default() -> Self {
            Self {
                missed_calls: None,
                unread: None,
                extra: ::matrix_openapi::__private::extra_of::<Self>(),
            }
        }
    }
    ::matrix_openapi::__private::json_object! {
        NotifyCounts {
            0 missed_calls "missed_calls" optional,
            1 unread "unread" optional
        }
    }
    /// A device to notify.
    ///
    /// Part of the body of [`notify`](super::Client::notify), see its [specification](https://spec.matrix.org/v1.19/push-gateway-api/#post_matrixpushv1notify).
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct NotifyDevice {
        /// The app ID of the pusher.
        pub app_id: String,
        /// The pusher's settings for the gateway, without the URL.
        pub data: Option<NotifyPusherData>,
        /// The pusher's key, which identifies the device.
        pub pushkey: ::matrix_openapi::auth::Secret,
        /// The time at which the key last changed, in seconds since the Unix epoch.
        pub pushkey_ts: Option<i64>,
        /// The tweaks set by push rules, such as a sound or a highlight.
        pub tweaks: Option<::matrix_openapi::json::RawObject>,
        /// Fields that the specification does not name, and values that did not fit named ones.
        pub extra: ::matrix_openapi::json::Extra,
    }
    impl NotifyDevice {
        /// Creates a value from its required fields; set optional ones as fields.
        #[inline]
        pub fn new(
            app_id: impl Into<String>,
            pushkey: impl Into<::matrix_openapi::auth::Secret>,
        ) -> Self {
            Self {
                app_id: app_id.into(),
                data: None,
                pushkey: pushkey.into(),
                pushkey_ts: None,
                tweaks: None,
                extra: ::matrix_openapi::__private::extra_of::<Self>(),
            }
        }
    }
    ::matrix_openapi::__private::json_object! {
        NotifyDevice {
            0 app_id "app_id" required present,
            1 data "data" optional,
            2 pushkey "pushkey" required present,
            3 pushkey_ts "pushkey_ts" optional,
            4 tweaks "tweaks" optional
        }
    }
    /// A notification and the devices to notify.
    ///
    /// Part of the body of [`notify`](super::Client::notify), see its [specification](https://spec.matrix.org/v1.19/push-gateway-api/#post_matrixpushv1notify).
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct NotifyNotification {
        /// The content of the event; absent if empty or private.
        pub content: Option<::matrix_openapi::json::RawObject>,
        /// The counters, for a badge.
        pub counts: Option<NotifyCounts>,
        /// The devices to notify.
        pub devices: Vec<NotifyDevice>,
        /// The event ID; absent if only counters changed.
        pub event_id: Option<::matrix_openapi::id::EventId>,
        /// The priority; `high` if absent.
        pub prio: Option<NotifyPrio>,
        /// An alias of the room for display.
        pub room_alias: Option<::matrix_openapi::id::RoomAlias>,
        /// The room of the event; absent if only counters changed.
        pub room_id: Option<::matrix_openapi::id::RoomId>,
        /// The room name.
        pub room_name: Option<String>,
        /// The sender of the event.
        pub sender: Option<::matrix_openapi::id::UserId>,
        /// The sender's display name in the room.
        pub sender_display_name: Option<String>,
        /// The event type.
        pub type_: Option<String>,
        /// Whether the event is a membership event of the notified user, such as an invite.
        pub user_is_target: Option<bool>,
        /// Fields that the specification does not name, and values that did not fit named ones.
        pub extra: ::matrix_openapi::json::Extra,
    }
    impl NotifyNotification {
        /// Creates a value from its required fields; set optional ones as fields.
        #[inline]
        pub fn new(devices: impl Into<Vec<NotifyDevice>>) -> Self {
            Self {
                content: None,
                counts: None,
                devices: devices.into(),
                event_id: None,
                prio: None,
                room_alias: None,
                room_id: None,
                room_name: None,
                sender: None,
                sender_display_name: None,
                type_: None,
                user_is_target: None,
                extra: ::matrix_openapi::__private::extra_of::<Self>(),
            }
        }
    }
    ::matrix_openapi::__private::json_object! {
        NotifyNotification {
            0 content "content" optional,
            1 counts "counts" optional,
            2 devices "devices" required present,
            3 event_id "event_id" optional,
            4 prio "prio" optional,
            5 room_alias "room_alias" optional,
            6 room_id "room_id" optional,
            7 room_name "room_name" optional,
            8 sender "sender" optional,
            9 sender_display_name "sender_display_name" optional,
            10 type_ "type" optional,
            11 user_is_target "user_is_target" optional
        }
    }
    /// A pusher's settings for the gateway.
    ///
    /// Part of the body of [`notify`](super::Client::notify), see its [specification](https://spec.matrix.org/v1.19/push-gateway-api/#post_matrixpushv1notify).
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct NotifyPusherData {
        /// The format of notifications, such as `event_id_only`; full event details if absent.
        pub format: Option<String>,
        /// Fields that the specification does not name, and values that did not fit named ones.
        pub extra: ::matrix_openapi::json::Extra,
    }
    impl Default for NotifyPusherData {
        #[inline]
        fn default() -> Self {
            Self {
                format: None,
                extra: ::matrix_openapi::__private::extra_of::<Self>(),
            }
        }
    }
    ::matrix_openapi::__private::json_object! {
        NotifyPusherData { 0 format "format" optional }
    }
    /// A notification.
    ///
    /// The body of [`notify`](super::Client::notify), see its [specification](https://spec.matrix.org/v1.19/push-gateway-api/#post_matrixpushv1notify).
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct NotifyRequest {
        /// The notification and the devices to notify.
        pub notification: NotifyNotification,
        /// Fields that the specification does not name, and values that did not fit named ones.
        pub extra: ::matrix_openapi::json::Extra,
    }
    impl NotifyRequest {
        /// Creates a value from its required fields; set optional ones as fields.
        #[inline]
        pub fn new(notification: impl Into<NotifyNotification>) -> Self {
            Self {
                notification: notification.into(),
                extra: ::matrix_openapi::__private::extra_of::<Self>(),
            }
        }
    }
    ::matrix_openapi::__private::json_object! {
        NotifyRequest { 0 notification "notification" required present }
    }
    /// The result of a notification.
    ///
    /// The response of [`notify`](super::Client::notify), see its [specification](https://spec.matrix.org/v1.19/push-gateway-api/#post_matrixpushv1notify).
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct NotifyResponse {
        /// The invalid keys, whose pushers the homeserver removes; empty if all keys are valid.
        pub rejected: Vec<String>,
        /// Fields that the specification does not name, and values that did not fit named ones.
        pub extra: ::matrix_openapi::json::Extra,
    }
    ::matrix_openapi::__private::json_object! {
        NotifyResponse { 0 rejected "rejected" required present }
    }
    /// The priority of a notification. Gateways may delay `low` ones to save battery.
    ///
    /// Part of the body of [`notify`](super::Client::notify), see its [specification](https://spec.matrix.org/v1.19/push-gateway-api/#post_matrixpushv1notify).
    #[derive(Clone)]
    #[non_exhaustive]
    pub enum NotifyPrio {
        /// `high`.
        High,
        /// `low`.
        Low,
        /// A value that is not listed here, as received.
        Unknown(::matrix_openapi::json::UnknownValue),
    }
    ::matrix_openapi::__private::open_enum! {
        NotifyPrio {
            High = "high",
            Low = "low"
        }
    }
}
/// One builder per operation: it has setters for optional parameters, and `send` sends the request.
pub mod call {
    /// Sends a notification for a user's devices to a push gateway.
    ///
    /// Created by [`Client::notify`](super::Client::notify); [specification](https://spec.matrix.org/v1.19/push-gateway-api/#post_matrixpushv1notify).
    #[derive(Debug)]
    #[must_use = "a call does nothing until it is sent"]
    pub struct Notify<'a> {
        pub(super) call: ::matrix_openapi::__private::Call<'a>,
        pub(super) body: super::types::NotifyRequest,
    }
    ::matrix_openapi::__private::request_methods! {
        Notify { body } -> Json(super::types::NotifyResponse)
    }
}
/// One type per operation, for functions that take an operation as an argument.
pub mod op {
    /// Sends a notification for a user's devices to a push gateway.
    ///
    /// The operation of [`Client::notify`](super::Client::notify); [specification](https://spec.matrix.org/v1.19/push-gateway-api/#post_matrixpushv1notify).
    pub struct Notify;
    ::matrix_openapi::__private::endpoint! {
        Notify = 0
    }
}
/// Every operation of this API, sorted by operationId.
pub static OPERATIONS: &[::matrix_openapi::http::Operation] = &[
    ::matrix_openapi::__private::operation!(
        PushGateway "notify" "notify" POST "/_matrix/push/v1/notify" None
    ),
];
/// A client of the Matrix push gateway API: one method per operation.
///
/// Cloning it is cheap; clones share connections and session.
///
/// ```no_run
/// use matrix_openapi::push_gateway::Client;
/// use matrix_openapi::auth::FileSessionStore;
/// use matrix_openapi::{Credentials, reqwest::Method};
///
/// # async fn run() -> Result<(), matrix_openapi::Error> {
/// let client = Client::builder("https://matrix.example.org").build()?;
/// let alice = client.with_credentials(Credentials::access_token("syt_…"));
/// let bob = client.with_session_store(FileSessionStore::new("bob.json"));
/// println!("{} and {}", alice.session().base_url(), bob.session().base_url());
/// let response = alice.request(Method::GET, "/_synapse/admin/v1/server_version").authenticated().await?;
/// println!("{response:?}");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Client {
    session: ::matrix_openapi::Session,
}
impl Client {
    /// Starts to configure a client for the server at a base URL.
    #[inline]
    pub fn builder(url: impl AsRef<str>) -> ::matrix_openapi::ClientBuilder<Self> {
        ::matrix_openapi::ClientBuilder::new(url.as_ref())
    }
    /// Returns the session that all calls share: the server, the credentials and the connections.
    #[inline]
    pub fn session(&self) -> &::matrix_openapi::Session {
        &self.session
    }
    /// Creates a request to a path below the base URL, for an operation that the description lacks.
    #[inline]
    pub fn request(
        &self,
        method: ::http::Method,
        path: &str,
    ) -> ::matrix_openapi::http::CustomRequest<'_> {
        self.session.request(method, path)
    }
    /// Returns a client that shares the connections and has other credentials.
    #[must_use]
    #[inline]
    pub fn with_credentials(
        &self,
        credentials: impl Into<::matrix_openapi::Credentials>,
    ) -> Self {
        Self {
            session: self.session.with_credentials(credentials),
        }
    }
    /// Returns a client without credentials that shares the connections and keeps its session in this store.
    #[must_use]
    #[inline]
    pub fn with_session_store(
        &self,
        store: impl ::matrix_openapi::auth::SessionStore,
    ) -> Self {
        Self {
            session: self.session.with_session_store(store),
        }
    }
}
impl ::matrix_openapi::__private::ApiClient for Client {
    const API: ::matrix_openapi::http::Api = ::matrix_openapi::http::Api::PushGateway;
    #[inline]
    fn from_session(session: ::matrix_openapi::Session) -> Self {
        Self { session }
    }
}
/// # Operations
impl Client {
    /// Sends a notification for a user's devices to a push gateway.
    ///
    /// Contains an event, changed counters, or both. The homeserver sends it to the URL of the pusher, and removes the pushers whose keys the response rejects. Events may arrive twice; gateways detect duplicates by event ID.
    ///
    /// # Arguments
    ///
    /// - `notification`: The notification and the devices to notify.
    ///
    /// # Request
    ///
    /// `POST /_matrix/push/v1/notify`. Authentication: none.
    ///
    /// [Specification](https://spec.matrix.org/v1.19/push-gateway-api/#post_matrixpushv1notify)
    #[cfg_attr(doc, doc = ::matrix_openapi::__private::example!(push_gateway notify))]
    #[inline]
    pub fn notify(
        &self,
        notification: impl Into<types::NotifyNotification>,
    ) -> call::Notify<'_> {
        let mut __call = ::matrix_openapi::__private::Call::new(
            &self.session,
            &OPERATIONS[0],
        );
        call::Notify {
            body: types::NotifyRequest {
                notification: notification.into(),
                extra: ::matrix_openapi::__private::extra_of::<types::NotifyRequest>(),
            },
            call: __call,
        }
    }
}
