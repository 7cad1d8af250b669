/**`POST /invite`.

Made by [`Client::invite`](super::Client::invite); [specification](https://spec.matrix.org/v1.19/client-server-api/#postinvite).*/
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct Invite<'a> {
    pub(crate) call: ::matrix_openapi::__private::Call<'a>,
    body: super::types::InviteRequest,
}
impl<'a> Invite<'a> {
    #[allow(unused_mut)]
    #[inline]
    pub(super) fn __new(
        __session: &'a ::matrix_openapi::Session,
        content: &(impl ::serde::Serialize + ?Sized),
        limits: impl ::std::iter::IntoIterator<
            Item = (
                impl ::std::convert::Into<::std::string::String>,
                impl ::std::convert::Into<i64>,
            ),
        >,
        user: impl ::matrix_openapi::id::IntoId<::matrix_openapi::id::UserId>,
        users: impl ::std::iter::IntoIterator<
            Item = impl ::matrix_openapi::id::IntoId<::matrix_openapi::id::UserId>,
        >,
    ) -> Self {
        let mut __call = ::matrix_openapi::__private::Call::new(
            __session,
            &super::OPERATIONS[0usize],
        );
        Self {
            body: super::types::InviteRequest {
                content: __call.raw(content),
                limits: limits
                    .into_iter()
                    .map(|(key, item)| (key.into(), item.into()))
                    .collect(),
                nested: ::std::option::Option::None,
                reason: ::std::option::Option::None,
                urgent: ::std::option::Option::None,
                user: __call.id("user", user),
                users: users.into_iter().map(|item| __call.id("users", item)).collect(),
                extra: ::matrix_openapi::__private::extra_of::<
                    super::types::InviteRequest,
                >(),
            },
            call: __call,
        }
    }
    ///`nested`: an object of the type `Nested`, optional.
    #[inline]
    pub fn nested(
        mut self,
        nested: impl ::std::convert::Into<super::types::Nested>,
    ) -> Self {
        self.body.nested = ::std::option::Option::Some(nested.into());
        self
    }
    ///`reason`: a string, optional.
    #[inline]
    pub fn reason(
        mut self,
        reason: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.body.reason = ::std::option::Option::Some(reason.into());
        self
    }
    ///`urgent`: a boolean, optional.
    #[inline]
    pub fn urgent(mut self, urgent: bool) -> Self {
        self.body.urgent = ::std::option::Option::Some(urgent);
        self
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
    ) -> ::matrix_openapi::http::Pending<'a, ::matrix_openapi::json::RawObject> {
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
        ::matrix_openapi::http::Response<::matrix_openapi::json::RawObject>,
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
        ::matrix_openapi::json::Raw<::matrix_openapi::json::RawObject>,
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
/// Every operation of this API, sorted by operationId.
pub static OPERATIONS: &[::matrix_openapi::http::Operation] = &[
    ::matrix_openapi::http::Operation::new(
        ::matrix_openapi::http::Api::ClientServer,
        "invite",
        "invite",
        ::http::Method::POST,
        "/invite",
        ::matrix_openapi::auth::Authentication::None,
    ),
];
///# Operations
impl Client {
    /**`POST /invite`.

# Arguments

- `content`: A JSON object of any members.
- `limits`: A map from strings to integers.
- `user`: A user id.
- `users`: A list of user ids.

# Request

`POST /invite`. Authentication: none.

[Specification](https://spec.matrix.org/v1.19/client-server-api/#postinvite)*/
    #[inline]
    pub fn invite(
        &self,
        content: &(impl ::serde::Serialize + ?Sized),
        limits: impl ::std::iter::IntoIterator<
            Item = (
                impl ::std::convert::Into<::std::string::String>,
                impl ::std::convert::Into<i64>,
            ),
        >,
        user: impl ::matrix_openapi::id::IntoId<::matrix_openapi::id::UserId>,
        users: impl ::std::iter::IntoIterator<
            Item = impl ::matrix_openapi::id::IntoId<::matrix_openapi::id::UserId>,
        >,
    ) -> call::Invite<'_> {
        call::Invite::__new(&self.session, content, limits, user, users)
    }
}
