/**`GET /search`.

Made by [`Client::search`](super::Client::search); [specification](https://spec.matrix.org/v1.19/client-server-api/#getsearch).*/
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct Search<'a> {
    pub(crate) call: ::matrix_openapi::__private::Call<'a>,
}
impl<'a> Search<'a> {
    #[allow(unused_mut)]
    #[inline]
    pub(super) fn __new(
        __session: &'a ::matrix_openapi::Session,
        term: impl ::std::convert::AsRef<str>,
    ) -> Self {
        let mut __call = ::matrix_openapi::__private::Call::new(
            __session,
            &super::OPERATIONS[0usize],
        );
        {
            let __text = term.as_ref();
            __call.query("term", __text);
        }
        Self { call: __call }
    }
    ///`by` in the query: a user id, optional.
    #[inline]
    pub fn by(
        mut self,
        by: impl ::matrix_openapi::id::IntoId<::matrix_openapi::id::UserId>,
    ) -> Self {
        {
            let __text = self
                .call
                .checked(
                    "by",
                    ::matrix_openapi::id::IntoId::<
                        ::matrix_openapi::id::UserId,
                    >::check(&by),
                );
            self.call.query("by", __text);
        }
        self
    }
    ///`fields` in the query: a map from strings to strings, optional.
    #[inline]
    pub fn fields(
        mut self,
        fields: impl ::std::iter::IntoIterator<
            Item = (impl ::std::convert::AsRef<str>, impl ::std::convert::AsRef<str>),
        >,
    ) -> Self {
        let __map: ::std::collections::BTreeMap<
            ::std::string::String,
            ::std::string::String,
        > = fields
            .into_iter()
            .map(|(key, item)| (key.as_ref().to_owned(), item.as_ref().to_owned()))
            .collect();
        self.call.query("fields", &__map);
        self
    }
    ///`limit` in the query: a non-negative integer, at least 0, optional.
    #[inline]
    pub fn limit(mut self, limit: u64) -> Self {
        self.call.query("limit", &limit);
        self
    }
    ///`order` in the query: a value of `SearchOrder`, optional.
    #[inline]
    pub fn order(mut self, order: impl ::std::convert::AsRef<str>) -> Self {
        {
            let __text = order.as_ref();
            self.call.query("order", __text);
        }
        self
    }
    ///`via` in the query: a list of server names, optional.
    #[inline]
    pub fn via(
        mut self,
        via: impl ::std::iter::IntoIterator<
            Item = impl ::matrix_openapi::id::IntoId<::matrix_openapi::id::ServerName>,
        >,
    ) -> Self {
        let __list: ::std::vec::Vec<::std::string::String> = via
            .into_iter()
            .map(|item| {
                self.call
                    .id::<::matrix_openapi::id::ServerName>("via", item)
                    .into_string()
            })
            .collect();
        self.call.query("via", &__list);
        self
    }
    ///`words` in the query: a list of strings, optional.
    #[inline]
    pub fn words(
        mut self,
        words: impl ::std::iter::IntoIterator<Item = impl ::std::convert::AsRef<str>>,
    ) -> Self {
        let __list: ::std::vec::Vec<::std::string::String> = words
            .into_iter()
            .map(|item| item.as_ref().to_owned())
            .collect();
        self.call.query("words", &__list);
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
        "search",
        "search",
        ::http::Method::GET,
        "/search",
        ::matrix_openapi::auth::Authentication::None,
    ),
];
///# Operations
impl Client {
    /**`GET /search`.

# Arguments

- `term`: A string.

# Request

`GET /search`. Authentication: none.

[Specification](https://spec.matrix.org/v1.19/client-server-api/#getsearch)*/
    #[inline]
    pub fn search(&self, term: impl ::std::convert::AsRef<str>) -> call::Search<'_> {
        call::Search::__new(&self.session, term)
    }
}
