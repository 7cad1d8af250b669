/// `POST /things/{thingId}`.
///
/// Created by [`Client::count_things`](super::Client::count_things); [specification](https://spec.matrix.org/v1.19/client-server-api/#postthingsthingid).
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct CountThings<'a> {
    pub(super) call: ::matrix_openapi::__private::Call<'a>,
}
impl CountThings<'_> {
    /// `since` in the query: a string, optional.
    #[inline]
    pub fn since(
        mut self,
        since: impl ::matrix_openapi::arguments::IntoOption<String>,
    ) -> Self {
        self.call
            .query(
                "since",
                &::matrix_openapi::arguments::IntoOption::<String>::into_option(since),
            );
        self
    }
}
::matrix_openapi::__private::request_methods! {
    CountThings {} -> Json(::matrix_openapi::json::RawObject)
}
/// `POST /things/{thingId}`.
///
/// Created by [`Client::move_thing`](super::Client::move_thing); [specification](https://spec.matrix.org/v1.19/client-server-api/#postthingsthingid).
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct MoveThing<'a> {
    pub(super) call: ::matrix_openapi::__private::Call<'a>,
    pub(super) body: super::types::MoveThingRequest,
}
impl MoveThing<'_> {
    /// `since` in the query: a string, optional.
    #[inline]
    pub fn since(
        mut self,
        since: impl ::matrix_openapi::arguments::IntoOption<String>,
    ) -> Self {
        self.call
            .query(
                "since",
                &::matrix_openapi::arguments::IntoOption::<String>::into_option(since),
            );
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
}
::matrix_openapi::__private::request_methods! {
    MoveThing { body } -> Json(::matrix_openapi::json::RawObject)
}
/// Every operation of this API, sorted by operationId.
pub static OPERATIONS: &[::matrix_openapi::http::Operation] = &[
    ::matrix_openapi::__private::operation!(
        ClientServer "countThings" "count_things" POST "/things/{thingId}" None,
        query["since"]
    ),
    ::matrix_openapi::__private::operation!(
        ClientServer "moveThing" "move_thing" POST "/things/{thingId}" None,
        query["since" "to"]
    ),
];
/// # Operations
impl Client {
    /// `POST /things/{thingId}`.
    ///
    /// # Arguments
    ///
    /// - `thing_id`: A string.
    ///
    /// # Request
    ///
    /// `POST /things/{thingId}`. Authentication: none.
    ///
    /// [Specification](https://spec.matrix.org/v1.19/client-server-api/#postthingsthingid)
    #[cfg_attr(
        doc,
        doc = ::matrix_openapi::__private::example!(client_server count_things)
    )]
    #[inline]
    pub fn count_things(&self, thing_id: impl AsRef<str>) -> call::CountThings<'_> {
        let mut __call = ::matrix_openapi::__private::Call::new(
            &self.session,
            &OPERATIONS[0],
        );
        __call.path(thing_id.as_ref());
        call::CountThings { call: __call }
    }
    /// `POST /things/{thingId}`.
    ///
    /// # Arguments
    ///
    /// - `thing_id`: A string.
    /// - `to`: A string.
    ///
    /// # Request
    ///
    /// `POST /things/{thingId}`. Authentication: none.
    ///
    /// [Specification](https://spec.matrix.org/v1.19/client-server-api/#postthingsthingid)
    #[cfg_attr(
        doc,
        doc = ::matrix_openapi::__private::example!(client_server move_thing)
    )]
    #[inline]
    pub fn move_thing(
        &self,
        thing_id: impl AsRef<str>,
        to: impl AsRef<str>,
    ) -> call::MoveThing<'_> {
        let mut __call = ::matrix_openapi::__private::Call::new(
            &self.session,
            &OPERATIONS[1],
        );
        __call.path(thing_id.as_ref());
        __call.query("to", to.as_ref());
        call::MoveThing {
            body: types::MoveThingRequest::default(),
            call: __call,
        }
    }
}
