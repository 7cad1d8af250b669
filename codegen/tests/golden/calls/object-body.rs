/// `POST /invite`.
///
/// Created by [`Client::invite`](super::Client::invite); [specification](https://spec.matrix.org/v1.19/client-server-api/#postinvite).
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct Invite<'a> {
    pub(super) call: ::matrix_openapi::__private::Call<'a>,
    pub(super) body: super::types::InviteRequest,
}
impl Invite<'_> {
    /// `nested`: an object of the type `Nested`, optional.
    #[inline]
    pub fn nested(
        mut self,
        nested: impl ::matrix_openapi::arguments::IntoOption<super::types::Nested>,
    ) -> Self {
        self.body.nested = ::matrix_openapi::arguments::IntoOption::into_option(nested);
        self
    }
    /// `reason`: a string, optional.
    #[inline]
    pub fn reason(
        mut self,
        reason: impl ::matrix_openapi::arguments::IntoOption<String>,
    ) -> Self {
        self.body.reason = ::matrix_openapi::arguments::IntoOption::into_option(reason);
        self
    }
    /// `urgent`: a boolean, optional.
    #[inline]
    pub fn urgent(
        mut self,
        urgent: impl ::matrix_openapi::arguments::IntoOption<bool>,
    ) -> Self {
        self.body.urgent = ::matrix_openapi::arguments::IntoOption::into_option(urgent);
        self
    }
}
::matrix_openapi::__private::request_methods! {
    Invite { body } -> Json(::matrix_openapi::json::RawObject)
}
/// Every operation of this API, sorted by operationId.
pub static OPERATIONS: &[::matrix_openapi::http::Operation] = &[
    ::matrix_openapi::__private::operation!(
        ClientServer "invite" "invite" POST "/invite" None
    ),
];
/// # Operations
impl Client {
    /// `POST /invite`.
    ///
    /// # Arguments
    ///
    /// - `content`: A JSON object with any fields.
    /// - `limits`: A map from strings to integers.
    /// - `user`: A user ID.
    /// - `users`: A list of user IDs.
    ///
    /// # Request
    ///
    /// `POST /invite`. Authentication: none.
    ///
    /// [Specification](https://spec.matrix.org/v1.19/client-server-api/#postinvite)
    #[cfg_attr(doc, doc = ::matrix_openapi::__private::example!(client_server invite))]
    #[inline]
    pub fn invite(
        &self,
        content: &(impl ::serde::Serialize + ?Sized),
        limits: impl IntoIterator<Item = (impl Into<String>, impl Into<i64>)>,
        user: impl ::matrix_openapi::id::IntoId<::matrix_openapi::id::UserId>,
        users: impl IntoIterator<
            Item = impl ::matrix_openapi::id::IntoId<::matrix_openapi::id::UserId>,
        >,
    ) -> call::Invite<'_> {
        let mut __call = ::matrix_openapi::__private::Call::new(
            &self.session,
            &OPERATIONS[0],
        );
        call::Invite {
            body: types::InviteRequest {
                content: __call.raw(content),
                limits: limits
                    .into_iter()
                    .map(|(key, item)| (key.into(), item.into()))
                    .collect(),
                nested: None,
                reason: None,
                urgent: None,
                user: __call.id("user", user),
                users: users.into_iter().map(|item| __call.id("users", item)).collect(),
                extra: ::matrix_openapi::__private::extra_of::<types::InviteRequest>(),
            },
            call: __call,
        }
    }
}
