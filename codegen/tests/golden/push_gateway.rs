// Written by the build of matrix-openapi from the Matrix specification v1.19.

/// The types of the Matrix push gateway API.
pub mod types {
    /// What awaits the user; a counter that is zero is left out.
    ///
    /// A part of the body of [`notify`](super::Client::notify), see its [specification](https://spec.matrix.org/v1.19/push-gateway-api/#post_matrixpushv1notify).
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct NotifyCounts {
        /// How many missed calls the user has not seen yet.
        pub missed_calls: Option<i64>,
        /// How many messages in all rooms the user has not read yet.
        pub unread: Option<i64>,
        /// Fields that the specification does not name, and values that did not fit named ones.
        pub extra: ::matrix_openapi::json::Extra,
    }
    impl Default for NotifyCounts {
        fn default() -> Self {
            Self {
                missed_calls: None,
                unread: None,
                extra: ::matrix_openapi::__private::extra_of::<Self>(),
            }
        }
    }
    ::matrix_openapi::__private::json_object! {
        NotifyCounts { 0 missed_calls "missed_calls" optional, 1 unread "unread" optional
        }
    }
    /// A device to notify.
    ///
    /// A part of the body of [`notify`](super::Client::notify), see its [specification](https://spec.matrix.org/v1.19/push-gateway-api/#post_matrixpushv1notify).
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct NotifyDevice {
        /// The ID of the app, as the pusher has it.
        pub app_id: String,
        /// What the pusher was set up with for the gateway, without the URL.
        pub data: Option<NotifyPusherData>,
        /// The key that reaches the device, as the pusher has it.
        pub pushkey: ::matrix_openapi::auth::Secret,
        /// When the key last changed, in Unix seconds.
        pub pushkey_ts: Option<i64>,
        /// What push rules ask of the presentation, such as a sound or a highlight.
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
        NotifyDevice { 0 app_id "app_id" required present, 1 data "data" optional, 2
        pushkey "pushkey" required present, 3 pushkey_ts "pushkey_ts" optional, 4 tweaks
        "tweaks" optional }
    }
    /// What there is to notify of, and whom.
    ///
    /// A part of the body of [`notify`](super::Client::notify), see its [specification](https://spec.matrix.org/v1.19/push-gateway-api/#post_matrixpushv1notify).
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct NotifyNotification {
        /// What the event says; left out where it is empty or is to stay private.
        pub content: Option<::matrix_openapi::json::RawObject>,
        /// Counters for a badge.
        pub counts: Option<NotifyCounts>,
        /// The devices to notify.
        pub devices: Vec<NotifyDevice>,
        /// Which event it is; absent if only counters changed.
        pub event_id: Option<::matrix_openapi::id::EventId>,
        /// How urgent it is; absent means `high`.
        pub prio: Option<NotifyPrio>,
        /// A room alias fit to be shown.
        pub room_alias: Option<::matrix_openapi::id::RoomAlias>,
        /// The room of the event; absent if only counters changed.
        pub room_id: Option<::matrix_openapi::id::RoomId>,
        /// What the room is called.
        pub room_name: Option<String>,
        /// Whose event it is.
        pub sender: Option<::matrix_openapi::id::UserId>,
        /// The sender's display name in the room.
        pub sender_display_name: Option<String>,
        /// What type of event it is.
        pub type_: Option<String>,
        /// True if it is a membership event about the notified user, an invitation for instance.
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
        NotifyNotification { 0 content "content" optional, 1 counts "counts" optional, 2
        devices "devices" required present, 3 event_id "event_id" optional, 4 prio "prio"
        optional, 5 room_alias "room_alias" optional, 6 room_id "room_id" optional, 7
        room_name "room_name" optional, 8 sender "sender" optional, 9 sender_display_name
        "sender_display_name" optional, 10 type_ "type" optional, 11 user_is_target
        "user_is_target" optional }
    }
    /// What a pusher was set up with for the gateway.
    ///
    /// A part of the body of [`notify`](super::Client::notify), see its [specification](https://spec.matrix.org/v1.19/push-gateway-api/#post_matrixpushv1notify).
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct NotifyPusherData {
        /// The form in which the app wants its notifications, such as `event_id_only`; absent means all details.
        pub format: Option<String>,
        /// Fields that the specification does not name, and values that did not fit named ones.
        pub extra: ::matrix_openapi::json::Extra,
    }
    impl Default for NotifyPusherData {
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
        /// What there is to notify of, and whom.
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
    /// What came of a notification.
    ///
    /// The answer of [`notify`](super::Client::notify), see its [specification](https://spec.matrix.org/v1.19/push-gateway-api/#post_matrixpushv1notify).
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct NotifyResponse {
        /// The keys that do not reach a device any more; their pushers are to be removed. Empty if all is well.
        pub rejected: Vec<String>,
        /// Fields that the specification does not name, and values that did not fit named ones.
        pub extra: ::matrix_openapi::json::Extra,
    }
    ::matrix_openapi::__private::json_object! {
        NotifyResponse { 0 rejected "rejected" required present }
    }
    /// How urgent a notification is; a gateway may hold back a `low` one to spare the battery.
    ///
    /// A part of the body of [`notify`](super::Client::notify), see its [specification](https://spec.matrix.org/v1.19/push-gateway-api/#post_matrixpushv1notify).
    #[derive(Clone)]
    #[non_exhaustive]
    pub enum NotifyPrio {
        /// `high`.
        High,
        /// `low`.
        Low,
        /// A value that is not listed here, kept as it came.
        Unknown(::matrix_openapi::json::UnknownValue),
    }
    ::matrix_openapi::__private::open_enum! {
        NotifyPrio { High = "high", Low = "low" }
    }
}
/// One builder per operation: it has setters for optional parameters, and `send` sends the request.
pub mod call {
    /// Hands a notification for a user's devices to a push gateway.
    ///
    /// Made by [`Client::notify`](super::Client::notify); [specification](https://spec.matrix.org/v1.19/push-gateway-api/#post_matrixpushv1notify).
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
/// Every operation of this API, sorted by operationId.
pub static OPERATIONS: &[::matrix_openapi::http::Operation] = &[
    ::matrix_openapi::__private::operation!(
        PushGateway "notify" "notify" POST "/_matrix/push/v1/notify" None
    ),
];
/// A client of the Matrix push gateway API: one method per operation.
///
/// Cloning it is cheap; clones share connections and session.
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
    /// Starts a request that the description does not have, to a path below the base URL.
    #[inline]
    pub fn request(
        &self,
        method: ::http::Method,
        path: &str,
    ) -> ::matrix_openapi::http::CustomRequest<'_> {
        self.session.request(method, path)
    }
    /// Returns a client with other credentials that shares the connections.
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
    fn from_session(session: ::matrix_openapi::Session) -> Self {
        Self { session }
    }
}
/// # Operations
impl Client {
    /// Hands a notification for a user's devices to a push gateway.
    ///
    /// Tells of an event, of changed counters, or of both. The homeserver calls it at the URL that a pusher was set up with and removes the pushers whose keys the answer rejects. An event can arrive twice: the gateway knows a repetition by the event ID.
    ///
    /// # Arguments
    ///
    /// - `notification`: What there is to notify of, and whom.
    ///
    /// # Request
    ///
    /// `POST /_matrix/push/v1/notify`. Authentication: none.
    ///
    /// [Specification](https://spec.matrix.org/v1.19/push-gateway-api/#post_matrixpushv1notify)
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
