/// `GET /search`.
///
/// Created by [`Client::search`](super::Client::search); [specification](https://spec.matrix.org/v1.19/client-server-api/#getsearch).
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct Search<'a> {
    pub(super) call: ::matrix_openapi::__private::Call<'a>,
}
impl Search<'_> {
    /// `by` in the query: a user ID, optional.
    #[inline]
    pub fn by(
        mut self,
        by: impl ::matrix_openapi::id::IntoOptionalId<::matrix_openapi::id::UserId>,
    ) -> Self {
        self.call.query_id::<::matrix_openapi::id::UserId>("by", &by);
        self
    }
    /// `fields` in the query: a map from strings to strings, optional.
    #[inline]
    pub fn fields<Form>(
        mut self,
        fields: impl ::matrix_openapi::arguments::IntoOptionalItems<
            (::matrix_openapi::arguments::Texts, ::matrix_openapi::arguments::Texts),
            Form,
        >,
    ) -> Self {
        self.call.optional_query_map("fields", fields);
        self
    }
    /// `filter` in the query: a string, optional.
    #[inline]
    pub fn filter(
        mut self,
        filter: impl ::matrix_openapi::arguments::IntoOption<
            ::matrix_openapi::arguments::JsonText<super::types::Filter>,
        >,
    ) -> Self {
        self.call
            .query_json(
                "filter",
                ::matrix_openapi::arguments::IntoOption::into_option(filter),
            );
        self
    }
    /// `limit` in the query: a non-negative integer, at least 0, optional.
    #[inline]
    pub fn limit(
        mut self,
        limit: impl ::matrix_openapi::arguments::IntoOption<u64>,
    ) -> Self {
        self.call
            .query(
                "limit",
                &::matrix_openapi::arguments::IntoOption::<u64>::into_option(limit),
            );
        self
    }
    /// `order` in the query: a value of `SearchOrder`, optional.
    #[inline]
    pub fn order(
        mut self,
        order: impl ::matrix_openapi::arguments::IntoOption<super::types::SearchOrder>,
    ) -> Self {
        self.call
            .query(
                "order",
                &::matrix_openapi::arguments::IntoOption::<
                    super::types::SearchOrder,
                >::into_option(order)
                    .as_ref()
                    .map(|value| value.as_str()),
            );
        self
    }
    /// `timeout` in the query: an integer, optional.
    #[inline]
    pub fn timeout(
        mut self,
        timeout: impl ::matrix_openapi::arguments::IntoOption<
            ::matrix_openapi::arguments::Milliseconds,
        >,
    ) -> Self {
        self.call
            .query(
                "timeout",
                &::matrix_openapi::arguments::IntoOption::<
                    ::matrix_openapi::arguments::Milliseconds,
                >::into_option(timeout)
                    .map(i64::from),
            );
        self
    }
    /// `via` in the query: a list of server names, optional.
    #[inline]
    pub fn via<Form>(
        mut self,
        via: impl ::matrix_openapi::arguments::IntoOptionalItems<
            ::matrix_openapi::arguments::Ids<::matrix_openapi::id::ServerName>,
            Form,
        >,
    ) -> Self {
        self.call
            .optional_query_list::<
                ::matrix_openapi::arguments::Ids<::matrix_openapi::id::ServerName>,
                Form,
            >("via", via);
        self
    }
    /// `words` in the query: a list of strings, optional.
    #[inline]
    pub fn words<Form>(
        mut self,
        words: impl ::matrix_openapi::arguments::IntoOptionalItems<
            ::matrix_openapi::arguments::Texts,
            Form,
        >,
    ) -> Self {
        self.call
            .optional_query_list::<
                ::matrix_openapi::arguments::Texts,
                Form,
            >("words", words);
        self
    }
}
::matrix_openapi::__private::request_methods! {
    Search {} -> Json(::matrix_openapi::json::RawObject)
}
/// Every operation of this API, sorted by operationId.
pub static OPERATIONS: &[::matrix_openapi::http::Operation] = &[
    ::matrix_openapi::__private::operation!(
        ClientServer "search" "search" GET "/search" None, query["by" "fields" "filter"
        "limit" "order" "term" "timeout" "via" "words"]
    ),
];
/// # Operations
impl Client {
    /// `GET /search`.
    ///
    /// # Arguments
    ///
    /// - `term`: A string.
    ///
    /// # Request
    ///
    /// `GET /search`. Authentication: none.
    ///
    /// [Specification](https://spec.matrix.org/v1.19/client-server-api/#getsearch)
    #[cfg_attr(doc, doc = ::matrix_openapi::__private::example!(client_server search))]
    #[inline]
    pub fn search(&self, term: impl AsRef<str>) -> call::Search<'_> {
        let mut __call = ::matrix_openapi::__private::Call::new(
            &self.session,
            &OPERATIONS[0],
        );
        __call.query("term", term.as_ref());
        call::Search { call: __call }
    }
}
