/**Puts a thing.

Made by [`Client::put_thing`](super::Client::put_thing); [specification](https://spec.matrix.org/v1.19/client-server-api/#putthingid).*/
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct PutThing<'a> {
    pub(crate) call: ::matrix_openapi::__private::Call<'a>,
}
impl<'a> PutThing<'a> {
    #[allow(unused_mut)]
    #[inline]
    pub(super) fn __new(
        __session: &'a ::matrix_openapi::Session,
        id: impl ::std::convert::AsRef<str>,
    ) -> Self {
        let mut __call = ::matrix_openapi::__private::Call::new(
            __session,
            &super::OPERATIONS[0usize],
        );
        {
            let __text = id.as_ref();
            __call.path(__text);
        }
        Self { call: __call }
    }
    /**How many.

Limits: at most 100. The server's default is `10`.*/
    #[inline]
    pub fn limit(mut self, limit: i64) -> Self {
        self.call.query("limit", &limit);
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
        self,
    ) -> ::matrix_openapi::http::Pending<'a, ::matrix_openapi::json::RawObject> {
        self.call.send_json()
    }
    /// Sends the call and returns its response with status, headers, text and what did not fit.
    ///
    /// # Errors
    ///
    /// All that [`Error`](::matrix_openapi::Error) lists.
    #[inline]
    pub fn send_response(
        self,
    ) -> ::matrix_openapi::http::Pending<
        'a,
        ::matrix_openapi::http::Response<::matrix_openapi::json::RawObject>,
    > {
        self.call.send_response()
    }
    /// Sends the call and returns the text of its response as it came.
    ///
    /// # Errors
    ///
    /// All that [`Error`](::matrix_openapi::Error) lists.
    #[inline]
    pub fn send_raw(
        self,
    ) -> ::matrix_openapi::http::Pending<
        'a,
        ::matrix_openapi::json::Raw<::matrix_openapi::json::RawObject>,
    > {
        self.call.send_raw()
    }
    /// Sends the call and reads its response as a type of the program.
    ///
    /// # Errors
    ///
    /// All that [`Error`](::matrix_openapi::Error) lists.
    #[inline]
    pub fn send_as<T: ::serde::de::DeserializeOwned + 'static>(
        self,
    ) -> ::matrix_openapi::http::Pending<'a, T> {
        self.call.send_as()
    }
}
/// Every operation of this API, sorted by operationId.
pub static OPERATIONS: &[::matrix_openapi::http::Operation] = &[
    ::matrix_openapi::http::Operation::new(
            ::matrix_openapi::http::Api::ClientServer,
            "putThing",
            "put_thing",
            ::http::Method::PUT,
            "/thing/{id}",
            ::matrix_openapi::auth::Authentication::Required(
                &[::matrix_openapi::auth::Scheme::AccessTokenBearer],
            ),
        )
        .rate_limited()
        .added_in("1.2"),
];
///# Things
impl Client {
    /**Puts a thing.

Replaces it if it exists.

- first

- second

# Arguments

- `id`: Which thing.

# Request

`PUT /thing/{id}`. Authentication: required (`accessTokenBearer`). Rate-limited. Error statuses: 404, 429. Added in Matrix 1.2.

[Specification](https://spec.matrix.org/v1.19/client-server-api/#putthingid)*/
    #[inline]
    pub fn put_thing(&self, id: impl ::std::convert::AsRef<str>) -> call::PutThing<'_> {
        call::PutThing::__new(&self.session, id)
    }
}
