// Written by the build of matrix-openapi from the Matrix specification v1.19.

///The types of the Matrix push gateway API.
pub mod types {
    /**The counters of a user; zero counters are omitted.

A part of the body of [`notify`](super::Client::notify), see its [specification](https://spec.matrix.org/v1.19/push-gateway-api/#post_matrixpushv1notify).*/
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct NotifyCounts {
        ///The number of missed calls that the user has not seen.
        pub missed_calls: ::std::option::Option<i64>,
        ///The number of unread messages in all rooms.
        pub unread: ::std::option::Option<i64>,
        /// The fields that the specification does not name, and what named ones could not take.
        pub extra: ::matrix_openapi::json::Extra,
    }
    /**A device to notify.

A part of the body of [`notify`](super::Client::notify), see its [specification](https://spec.matrix.org/v1.19/push-gateway-api/#post_matrixpushv1notify).*/
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct NotifyDevice {
        ///The app ID of the pusher.
        pub app_id: ::std::string::String,
        ///The pusher's settings for the gateway, without the URL.
        pub data: ::std::option::Option<NotifyPusherData>,
        ///The pusher's key, which identifies the device.
        pub pushkey: ::matrix_openapi::auth::Secret,
        ///When the key last changed, in Unix seconds.
        pub pushkey_ts: ::std::option::Option<i64>,
        ///The tweaks set by push rules, such as a sound or a highlight.
        pub tweaks: ::std::option::Option<::matrix_openapi::json::RawObject>,
        /// The fields that the specification does not name, and what named ones could not take.
        pub extra: ::matrix_openapi::json::Extra,
    }
    /**A notification and the devices to notify.

A part of the body of [`notify`](super::Client::notify), see its [specification](https://spec.matrix.org/v1.19/push-gateway-api/#post_matrixpushv1notify).*/
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct NotifyNotification {
        ///The content of the event; absent if empty or private.
        pub content: ::std::option::Option<::matrix_openapi::json::RawObject>,
        ///The counters, for a badge.
        pub counts: ::std::option::Option<NotifyCounts>,
        ///The devices to notify.
        pub devices: ::std::vec::Vec<NotifyDevice>,
        ///The event ID; absent if only counters changed.
        pub event_id: ::std::option::Option<::matrix_openapi::id::EventId>,
        ///The priority; `high` if absent.
        pub prio: ::std::option::Option<
            ::matrix_openapi::push_gateway::types::NotifyPrio,
        >,
        ///An alias of the room for display.
        pub room_alias: ::std::option::Option<::matrix_openapi::id::RoomAlias>,
        ///The room of the event; absent if only counters changed.
        pub room_id: ::std::option::Option<::matrix_openapi::id::RoomId>,
        ///The room name.
        pub room_name: ::std::option::Option<::std::string::String>,
        ///The sender of the event.
        pub sender: ::std::option::Option<::matrix_openapi::id::UserId>,
        ///The sender's display name in the room.
        pub sender_display_name: ::std::option::Option<::std::string::String>,
        ///The event type.
        pub type_: ::std::option::Option<::std::string::String>,
        ///Whether the event is a membership event of the notified user, such as an invite.
        pub user_is_target: ::std::option::Option<bool>,
        /// The fields that the specification does not name, and what named ones could not take.
        pub extra: ::matrix_openapi::json::Extra,
    }
    /**A pusher's settings for the gateway.

A part of the body of [`notify`](super::Client::notify), see its [specification](https://spec.matrix.org/v1.19/push-gateway-api/#post_matrixpushv1notify).*/
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct NotifyPusherData {
        ///The format of notifications, such as `event_id_only`; full event details if absent.
        pub format: ::std::option::Option<::std::string::String>,
        /// The fields that the specification does not name, and what named ones could not take.
        pub extra: ::matrix_openapi::json::Extra,
    }
    /**A notification.

The body of [`notify`](super::Client::notify), see its [specification](https://spec.matrix.org/v1.19/push-gateway-api/#post_matrixpushv1notify).*/
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct NotifyRequest {
        ///The notification and the devices to notify.
        pub notification: NotifyNotification,
        /// The fields that the specification does not name, and what named ones could not take.
        pub extra: ::matrix_openapi::json::Extra,
    }
    /**The result of a notification.

The answer of [`notify`](super::Client::notify), see its [specification](https://spec.matrix.org/v1.19/push-gateway-api/#post_matrixpushv1notify).*/
    #[derive(Clone, Debug)]
    #[non_exhaustive]
    pub struct NotifyResponse {
        ///The invalid keys, whose pushers are to be removed. Empty if there are none.
        pub rejected: ::std::vec::Vec<::std::string::String>,
        /// The fields that the specification does not name, and what named ones could not take.
        pub extra: ::matrix_openapi::json::Extra,
    }
    impl ::std::default::Default for NotifyCounts {
        fn default() -> Self {
            Self {
                missed_calls: ::std::option::Option::None,
                unread: ::std::option::Option::None,
                extra: ::matrix_openapi::__private::extra_of::<Self>(),
            }
        }
    }
    impl NotifyDevice {
        /// One with the fields that it must have and no others, which are to be set.
        #[inline]
        pub fn new(
            app_id: impl ::std::convert::Into<::std::string::String>,
            pushkey: impl ::std::convert::Into<::matrix_openapi::auth::Secret>,
        ) -> Self {
            Self {
                app_id: app_id.into(),
                data: ::std::option::Option::None,
                pushkey: pushkey.into(),
                pushkey_ts: ::std::option::Option::None,
                tweaks: ::std::option::Option::None,
                extra: ::matrix_openapi::__private::extra_of::<Self>(),
            }
        }
    }
    impl NotifyNotification {
        /// One with the fields that it must have and no others, which are to be set.
        #[inline]
        pub fn new(
            devices: impl ::std::convert::Into<::std::vec::Vec<NotifyDevice>>,
        ) -> Self {
            Self {
                content: ::std::option::Option::None,
                counts: ::std::option::Option::None,
                devices: devices.into(),
                event_id: ::std::option::Option::None,
                prio: ::std::option::Option::None,
                room_alias: ::std::option::Option::None,
                room_id: ::std::option::Option::None,
                room_name: ::std::option::Option::None,
                sender: ::std::option::Option::None,
                sender_display_name: ::std::option::Option::None,
                type_: ::std::option::Option::None,
                user_is_target: ::std::option::Option::None,
                extra: ::matrix_openapi::__private::extra_of::<Self>(),
            }
        }
    }
    impl ::std::default::Default for NotifyPusherData {
        fn default() -> Self {
            Self {
                format: ::std::option::Option::None,
                extra: ::matrix_openapi::__private::extra_of::<Self>(),
            }
        }
    }
    impl NotifyRequest {
        /// One with the fields that it must have and no others, which are to be set.
        #[inline]
        pub fn new(notification: impl ::std::convert::Into<NotifyNotification>) -> Self {
            Self {
                notification: notification.into(),
                extra: ::matrix_openapi::__private::extra_of::<Self>(),
            }
        }
    }
    impl ::matrix_openapi::__private::Object for NotifyCounts {
        const NAME: &'static str = "NotifyCounts";
        const FIELDS: &'static [&'static str] = &["missed_calls", "unread"];
        const SIGNED: bool = false;
        fn read<'de, A: ::serde::de::MapAccess<'de>>(
            mut fields: ::matrix_openapi::__private::FieldReader<A>,
        ) -> ::std::result::Result<Self, A::Error> {
            let mut part_0 = ::std::option::Option::None;
            let mut part_1 = ::std::option::Option::None;
            while let ::std::option::Option::Some(place) = fields.next_index()? {
                match place {
                    0 => fields.put_optional(&mut part_0, 0)?,
                    1 => fields.put_optional(&mut part_1, 1)?,
                    _ => {}
                }
            }
            ::std::result::Result::Ok(Self {
                missed_calls: part_0,
                unread: part_1,
                extra: fields.extra(),
            })
        }
        fn write<S: ::serde::ser::SerializeMap>(
            &self,
            fields: &mut ::matrix_openapi::__private::FieldWriter<'_, S>,
        ) -> ::std::result::Result<(), S::Error> {
            fields.optional("missed_calls", &self.missed_calls)?;
            fields.optional("unread", &self.unread)?;
            ::std::result::Result::Ok(())
        }
        fn extra(&self) -> &::matrix_openapi::json::Extra {
            &self.extra
        }
    }
    impl ::matrix_openapi::__private::Object for NotifyDevice {
        const NAME: &'static str = "NotifyDevice";
        const FIELDS: &'static [&'static str] = &[
            "app_id",
            "data",
            "pushkey",
            "pushkey_ts",
            "tweaks",
        ];
        const SIGNED: bool = false;
        fn read<'de, A: ::serde::de::MapAccess<'de>>(
            mut fields: ::matrix_openapi::__private::FieldReader<A>,
        ) -> ::std::result::Result<Self, A::Error> {
            let mut part_0 = ::std::option::Option::None;
            let mut part_1 = ::std::option::Option::None;
            let mut part_2 = ::std::option::Option::None;
            let mut part_3 = ::std::option::Option::None;
            let mut part_4 = ::std::option::Option::None;
            while let ::std::option::Option::Some(place) = fields.next_index()? {
                match place {
                    0 => fields.put(&mut part_0, 0)?,
                    1 => fields.put_optional(&mut part_1, 1)?,
                    2 => fields.put(&mut part_2, 2)?,
                    3 => fields.put_optional(&mut part_3, 3)?,
                    4 => fields.put_optional(&mut part_4, 4)?,
                    _ => {}
                }
            }
            ::std::result::Result::Ok(Self {
                app_id: fields.required(part_0, 0)?,
                data: part_1,
                pushkey: fields.required(part_2, 2)?,
                pushkey_ts: part_3,
                tweaks: part_4,
                extra: fields.extra(),
            })
        }
        fn write<S: ::serde::ser::SerializeMap>(
            &self,
            fields: &mut ::matrix_openapi::__private::FieldWriter<'_, S>,
        ) -> ::std::result::Result<(), S::Error> {
            fields.required("app_id", &self.app_id)?;
            fields.optional("data", &self.data)?;
            fields.required("pushkey", &self.pushkey)?;
            fields.optional("pushkey_ts", &self.pushkey_ts)?;
            fields.optional("tweaks", &self.tweaks)?;
            ::std::result::Result::Ok(())
        }
        fn extra(&self) -> &::matrix_openapi::json::Extra {
            &self.extra
        }
    }
    impl ::matrix_openapi::__private::Object for NotifyNotification {
        const NAME: &'static str = "NotifyNotification";
        const FIELDS: &'static [&'static str] = &[
            "content",
            "counts",
            "devices",
            "event_id",
            "prio",
            "room_alias",
            "room_id",
            "room_name",
            "sender",
            "sender_display_name",
            "type",
            "user_is_target",
        ];
        const SIGNED: bool = false;
        fn read<'de, A: ::serde::de::MapAccess<'de>>(
            mut fields: ::matrix_openapi::__private::FieldReader<A>,
        ) -> ::std::result::Result<Self, A::Error> {
            let mut part_0 = ::std::option::Option::None;
            let mut part_1 = ::std::option::Option::None;
            let mut part_2 = ::std::option::Option::None;
            let mut part_3 = ::std::option::Option::None;
            let mut part_4 = ::std::option::Option::None;
            let mut part_5 = ::std::option::Option::None;
            let mut part_6 = ::std::option::Option::None;
            let mut part_7 = ::std::option::Option::None;
            let mut part_8 = ::std::option::Option::None;
            let mut part_9 = ::std::option::Option::None;
            let mut part_10 = ::std::option::Option::None;
            let mut part_11 = ::std::option::Option::None;
            while let ::std::option::Option::Some(place) = fields.next_index()? {
                match place {
                    0 => fields.put_optional(&mut part_0, 0)?,
                    1 => fields.put_optional(&mut part_1, 1)?,
                    2 => fields.put(&mut part_2, 2)?,
                    3 => fields.put_optional(&mut part_3, 3)?,
                    4 => fields.put_optional(&mut part_4, 4)?,
                    5 => fields.put_optional(&mut part_5, 5)?,
                    6 => fields.put_optional(&mut part_6, 6)?,
                    7 => fields.put_optional(&mut part_7, 7)?,
                    8 => fields.put_optional(&mut part_8, 8)?,
                    9 => fields.put_optional(&mut part_9, 9)?,
                    10 => fields.put_optional(&mut part_10, 10)?,
                    11 => fields.put_optional(&mut part_11, 11)?,
                    _ => {}
                }
            }
            ::std::result::Result::Ok(Self {
                content: part_0,
                counts: part_1,
                devices: fields.required(part_2, 2)?,
                event_id: part_3,
                prio: part_4,
                room_alias: part_5,
                room_id: part_6,
                room_name: part_7,
                sender: part_8,
                sender_display_name: part_9,
                type_: part_10,
                user_is_target: part_11,
                extra: fields.extra(),
            })
        }
        fn write<S: ::serde::ser::SerializeMap>(
            &self,
            fields: &mut ::matrix_openapi::__private::FieldWriter<'_, S>,
        ) -> ::std::result::Result<(), S::Error> {
            fields.optional("content", &self.content)?;
            fields.optional("counts", &self.counts)?;
            fields.required("devices", &self.devices)?;
            fields.optional("event_id", &self.event_id)?;
            fields.optional("prio", &self.prio)?;
            fields.optional("room_alias", &self.room_alias)?;
            fields.optional("room_id", &self.room_id)?;
            fields.optional("room_name", &self.room_name)?;
            fields.optional("sender", &self.sender)?;
            fields.optional("sender_display_name", &self.sender_display_name)?;
            fields.optional("type", &self.type_)?;
            fields.optional("user_is_target", &self.user_is_target)?;
            ::std::result::Result::Ok(())
        }
        fn extra(&self) -> &::matrix_openapi::json::Extra {
            &self.extra
        }
    }
    impl ::matrix_openapi::__private::Object for NotifyPusherData {
        const NAME: &'static str = "NotifyPusherData";
        const FIELDS: &'static [&'static str] = &["format"];
        const SIGNED: bool = false;
        fn read<'de, A: ::serde::de::MapAccess<'de>>(
            mut fields: ::matrix_openapi::__private::FieldReader<A>,
        ) -> ::std::result::Result<Self, A::Error> {
            let mut part_0 = ::std::option::Option::None;
            while let ::std::option::Option::Some(place) = fields.next_index()? {
                match place {
                    0 => fields.put_optional(&mut part_0, 0)?,
                    _ => {}
                }
            }
            ::std::result::Result::Ok(Self {
                format: part_0,
                extra: fields.extra(),
            })
        }
        fn write<S: ::serde::ser::SerializeMap>(
            &self,
            fields: &mut ::matrix_openapi::__private::FieldWriter<'_, S>,
        ) -> ::std::result::Result<(), S::Error> {
            fields.optional("format", &self.format)?;
            ::std::result::Result::Ok(())
        }
        fn extra(&self) -> &::matrix_openapi::json::Extra {
            &self.extra
        }
    }
    impl ::matrix_openapi::__private::Object for NotifyRequest {
        const NAME: &'static str = "NotifyRequest";
        const FIELDS: &'static [&'static str] = &["notification"];
        const SIGNED: bool = false;
        fn read<'de, A: ::serde::de::MapAccess<'de>>(
            mut fields: ::matrix_openapi::__private::FieldReader<A>,
        ) -> ::std::result::Result<Self, A::Error> {
            let mut part_0 = ::std::option::Option::None;
            while let ::std::option::Option::Some(place) = fields.next_index()? {
                match place {
                    0 => fields.put(&mut part_0, 0)?,
                    _ => {}
                }
            }
            ::std::result::Result::Ok(Self {
                notification: fields.required(part_0, 0)?,
                extra: fields.extra(),
            })
        }
        fn write<S: ::serde::ser::SerializeMap>(
            &self,
            fields: &mut ::matrix_openapi::__private::FieldWriter<'_, S>,
        ) -> ::std::result::Result<(), S::Error> {
            fields.required("notification", &self.notification)?;
            ::std::result::Result::Ok(())
        }
        fn extra(&self) -> &::matrix_openapi::json::Extra {
            &self.extra
        }
    }
    impl ::matrix_openapi::__private::Object for NotifyResponse {
        const NAME: &'static str = "NotifyResponse";
        const FIELDS: &'static [&'static str] = &["rejected"];
        const SIGNED: bool = false;
        fn read<'de, A: ::serde::de::MapAccess<'de>>(
            mut fields: ::matrix_openapi::__private::FieldReader<A>,
        ) -> ::std::result::Result<Self, A::Error> {
            let mut part_0 = ::std::option::Option::None;
            while let ::std::option::Option::Some(place) = fields.next_index()? {
                match place {
                    0 => fields.put(&mut part_0, 0)?,
                    _ => {}
                }
            }
            ::std::result::Result::Ok(Self {
                rejected: fields.required(part_0, 0)?,
                extra: fields.extra(),
            })
        }
        fn write<S: ::serde::ser::SerializeMap>(
            &self,
            fields: &mut ::matrix_openapi::__private::FieldWriter<'_, S>,
        ) -> ::std::result::Result<(), S::Error> {
            fields.required("rejected", &self.rejected)?;
            ::std::result::Result::Ok(())
        }
        fn extra(&self) -> &::matrix_openapi::json::Extra {
            &self.extra
        }
    }
    ::matrix_openapi::__private::json_objects! {
        NotifyCounts NotifyDevice NotifyNotification NotifyPusherData NotifyRequest
        NotifyResponse
    }
    ::matrix_openapi::__private::open_enum! {
        #[doc =
        "The priority of a notification. Gateways may delay `low` ones to save battery.\n\nA part of the body of [`notify`](super::Client::notify), see its [specification](https://spec.matrix.org/v1.19/push-gateway-api/#post_matrixpushv1notify)."]
        pub enum NotifyPrio { #[doc = "`high`."] High = "high", #[doc = "`low`."] Low =
        "low", }
    }
}
/// One builder for each operation: optional parameters are its setters, and `send` sends it.
pub mod call {
    /**Sends a notification for a user's devices to a push gateway.

Made by [`Client::notify`](super::Client::notify); [specification](https://spec.matrix.org/v1.19/push-gateway-api/#post_matrixpushv1notify).*/
    #[derive(Debug)]
    #[must_use = "a call does nothing until it is sent"]
    pub struct Notify<'a> {
        pub(crate) call: ::matrix_openapi::__private::Call<'a>,
        body: super::types::NotifyRequest,
    }
    impl<'a> Notify<'a> {
        #[allow(unused_mut)]
        #[inline]
        pub(super) fn __new(
            __session: &'a ::matrix_openapi::Session,
            notification: impl ::std::convert::Into<super::types::NotifyNotification>,
        ) -> Self {
            let mut __call = ::matrix_openapi::__private::Call::new(
                __session,
                &super::OPERATIONS[0usize],
            );
            Self {
                body: super::types::NotifyRequest {
                    notification: notification.into(),
                    extra: ::matrix_openapi::__private::extra_of::<
                        super::types::NotifyRequest,
                    >(),
                },
                call: __call,
            }
        }
        /// Sets a field of the body that the specification does not name; a name that it has is refused.
        #[inline]
        pub fn extra(
            mut self,
            name: impl ::std::convert::Into<::std::string::String>,
            value: impl ::serde::Serialize,
        ) -> Self {
            self.call.extra(&mut self.body.extra, name, &value);
            self
        }
        /// Sends this value as the body, in place of all that was set member by member.
        #[inline]
        pub fn body(mut self, body: &(impl ::serde::Serialize + ?Sized)) -> Self {
            self.call.json(body);
            self
        }
        /// Sets what this call does otherwise than its client, in place of all that was set so before.
        #[inline]
        pub fn options(
            mut self,
            options: impl ::std::convert::Into<::matrix_openapi::CallOptions>,
        ) -> Self {
            self.call.options(options);
            self
        }
        /// Sends the call and reads its response.
        ///
        /// # Errors
        ///
        /// All that [`Error`](::matrix_openapi::Error) lists.
        #[inline]
        pub fn send(
            mut self,
        ) -> ::matrix_openapi::http::Pending<'a, super::types::NotifyResponse> {
            self.call.json_unless_given(&self.body);
            self.call.send_json()
        }
        /// Sends the call and returns its response with status, headers, text and what did not fit.
        ///
        /// # Errors
        ///
        /// All that [`Error`](::matrix_openapi::Error) lists.
        #[inline]
        pub fn send_response(
            mut self,
        ) -> ::matrix_openapi::http::Pending<
            'a,
            ::matrix_openapi::http::Response<super::types::NotifyResponse>,
        > {
            self.call.json_unless_given(&self.body);
            self.call.send_response()
        }
        /// Sends the call and returns the text of its response as it came.
        ///
        /// # Errors
        ///
        /// All that [`Error`](::matrix_openapi::Error) lists.
        #[inline]
        pub fn send_raw(
            mut self,
        ) -> ::matrix_openapi::http::Pending<
            'a,
            ::matrix_openapi::json::Raw<super::types::NotifyResponse>,
        > {
            self.call.json_unless_given(&self.body);
            self.call.send_raw()
        }
        /// Sends the call and reads its response as a type of the program.
        ///
        /// # Errors
        ///
        /// All that [`Error`](::matrix_openapi::Error) lists.
        #[inline]
        pub fn send_as<T: ::serde::de::DeserializeOwned + 'static>(
            mut self,
        ) -> ::matrix_openapi::http::Pending<'a, T> {
            self.call.json_unless_given(&self.body);
            self.call.send_as()
        }
    }
}
/// Every operation of this API, sorted by operationId.
pub static OPERATIONS: &[::matrix_openapi::http::Operation] = &[
    ::matrix_openapi::http::Operation::new(
        ::matrix_openapi::http::Api::PushGateway,
        "notify",
        "notify",
        ::http::Method::POST,
        "/_matrix/push/v1/notify",
        ::matrix_openapi::auth::Authentication::None,
    ),
];
/**A client of the Matrix push gateway API: one method per operation.

Cloning it is cheap; clones share connections and session.*/
#[derive(Clone, Debug)]
pub struct Client {
    session: ::matrix_openapi::Session,
}
impl Client {
    /// Starts the configuration of a client for the server at a base URL.
    #[inline]
    pub fn builder(
        url: impl ::std::convert::AsRef<str>,
    ) -> ::matrix_openapi::ClientBuilder<Self> {
        ::matrix_openapi::ClientBuilder::new(url.as_ref())
    }
    /// What the client's calls share: the server, the credentials and the connections.
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
    /// The same client with other credentials; connections are shared.
    #[must_use]
    #[inline]
    pub fn with_credentials(
        &self,
        credentials: impl ::std::convert::Into<::matrix_openapi::Credentials>,
    ) -> Self {
        Self {
            session: self.session.with_credentials(credentials),
        }
    }
    /// The same connections without credentials, for a user whose session goes to this store.
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
///# Operations
impl Client {
    /**Sends a notification for a user's devices to a push gateway.

Contains an event, changed counters, or both. The homeserver sends it to the URL of the pusher, and removes the pushers whose keys the response rejects. Events may arrive twice; gateways detect duplicates by event ID.

# Arguments

- `notification`: The notification and the devices to notify.

# Request

`POST /_matrix/push/v1/notify`. Authentication: none.

[Specification](https://spec.matrix.org/v1.19/push-gateway-api/#post_matrixpushv1notify)*/
    #[inline]
    pub fn notify(
        &self,
        notification: impl ::std::convert::Into<types::NotifyNotification>,
    ) -> call::Notify<'_> {
        call::Notify::__new(&self.session, notification)
    }
}
