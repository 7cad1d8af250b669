/**`POST /login`.

Made by [`Client::login`](super::Client::login); [specification](https://spec.matrix.org/v1.19/client-server-api/#postlogin).*/
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct Login<'a> {
    pub(crate) call: ::matrix_openapi::__private::Call<'a>,
    body: super::types::LoginRequest,
}
impl<'a> Login<'a> {
    #[allow(unused_mut)]
    #[inline]
    pub(super) fn __new(
        __session: &'a ::matrix_openapi::Session,
        type_: impl ::std::convert::Into<::std::string::String>,
    ) -> Self {
        let mut __call = ::matrix_openapi::__private::Call::new(
            __session,
            &super::OPERATIONS[0usize],
        );
        Self {
            body: super::types::LoginRequest {
                token: ::std::option::Option::None,
                type_: type_.into(),
                extra: ::matrix_openapi::__private::extra_of::<
                    super::types::LoginRequest,
                >(),
            },
            call: __call,
        }
    }
    ///`token`: a string that is kept secret, optional.
    #[inline]
    pub fn token(
        mut self,
        token: impl ::std::convert::Into<::matrix_openapi::auth::Secret>,
    ) -> Self {
        self.body.token = ::std::option::Option::Some(token.into());
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
#[doc(hidden)]
impl<'a> ::std::convert::From<Login<'a>> for ::matrix_openapi::__private::Call<'a> {
    fn from(mut call: Login<'a>) -> Self {
        call.call.json_unless_given(&call.body);
        call.call
    }
}
/// Every operation of this API, sorted by operationId.
pub static OPERATIONS: &[::matrix_openapi::http::Operation] = &[
    ::matrix_openapi::http::Operation::new(
        ::matrix_openapi::http::Api::ClientServer,
        "login",
        "login",
        ::http::Method::POST,
        "/login",
        ::matrix_openapi::auth::Authentication::None,
    ),
];
///# Operations
impl Client {
    /**`POST /login`.

# Arguments

- `type_`: A string.

# Request

`POST /login`. Authentication: none.

[Specification](https://spec.matrix.org/v1.19/client-server-api/#postlogin)*/
    #[inline]
    pub fn login(
        &self,
        type_: impl ::std::convert::Into<::std::string::String>,
    ) -> call::Login<'_> {
        call::Login::__new(&self.session, type_)
    }
}
