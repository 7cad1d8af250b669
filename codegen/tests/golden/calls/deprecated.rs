/**`POST /old`.

Made by [`Client::old`](super::Client::old); [specification](https://spec.matrix.org/v1.19/client-server-api/#postold).*/
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct Old<'a> {
    pub(crate) call: ::matrix_openapi::__private::Call<'a>,
    body: super::types::OldRequest,
}
impl<'a> Old<'a> {
    #[allow(unused_mut)]
    #[inline]
    pub(super) fn __new(__session: &'a ::matrix_openapi::Session) -> Self {
        let mut __call = ::matrix_openapi::__private::Call::new(
            __session,
            &super::OPERATIONS[0usize],
        );
        Self {
            body: super::types::OldRequest {
                name: ::std::option::Option::None,
                extra: ::matrix_openapi::__private::extra_of::<
                    super::types::OldRequest,
                >(),
            },
            call: __call,
        }
    }
    /**`name`: a string, optional.

Deprecated by the specification.*/
    #[inline]
    pub fn name(
        mut self,
        name: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        self.body.name = ::std::option::Option::Some(name.into());
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
            "old",
            "old",
            ::http::Method::POST,
            "/old",
            ::matrix_openapi::auth::Authentication::None,
        )
        .deprecated(),
];
///# Operations
impl Client {
    /**`POST /old`.

# Request

`POST /old`. Authentication: none. Deprecated by the specification.

[Specification](https://spec.matrix.org/v1.19/client-server-api/#postold)*/
    #[deprecated = "deprecated by the Matrix specification"]
    #[inline]
    pub fn old(&self) -> call::Old<'_> {
        call::Old::__new(&self.session)
    }
}
