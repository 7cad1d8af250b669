/// `GET /listed`.
///
/// Created by [`Client::list`](super::Client::list); [specification](https://spec.matrix.org/v1.19/client-server-api/#getlisted).
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct List<'a> {
    pub(super) call: ::matrix_openapi::__private::Call<'a>,
}
impl List<'_> {
    /// `from` in the query: a string, optional.
    #[inline]
    pub fn from(
        mut self,
        from: impl ::matrix_openapi::arguments::IntoOption<String>,
    ) -> Self {
        self.call
            .query(
                "from",
                &::matrix_openapi::arguments::IntoOption::<String>::into_option(from),
            );
        self
    }
}
::matrix_openapi::__private::request_methods! {
    List {} -> Json(super::types::ListResponse)
}
impl<'a> List<'a> {
    /// Returns the pages, each requested on demand.
    ///
    /// To continue from [`token`](::matrix_openapi::paging::Pages::token) in another call, pass it to [`from`](Self::from).
    ///
    /// [Specification](https://spec.matrix.org/v1.19/client-server-api/#getlisted)
    #[inline]
    pub fn pages(
        self,
    ) -> ::matrix_openapi::paging::Pages<'a, super::types::ListResponse> {
        ::matrix_openapi::paging::Pages::of::<Self>(self.__call())
    }
    /// Returns the items of all pages, which are requested on demand.
    ///
    /// To continue from [`token`](::matrix_openapi::paging::Items::token) in another call, pass it to [`from`](Self::from).
    ///
    /// [Specification](https://spec.matrix.org/v1.19/client-server-api/#getlisted)
    #[inline]
    pub fn items(
        self,
    ) -> ::matrix_openapi::paging::Items<'a, ::matrix_openapi::id::RoomId> {
        ::matrix_openapi::paging::Items::of::<Self>(self.__call())
    }
}
#[doc(hidden)]
impl ::matrix_openapi::__private::Paged for List<'_> {
    type Page = super::types::ListResponse;
    type Item = ::matrix_openapi::id::RoomId;
    #[inline]
    fn next(page: &Self::Page) -> Option<&str> {
        page.end.as_deref()
    }
    #[inline]
    fn items(page: &mut Self::Page) -> Option<&mut Vec<Self::Item>> {
        Some(&mut page.chunk)
    }
}
/// `GET /whole`.
///
/// Created by [`Client::poll`](super::Client::poll); [specification](https://spec.matrix.org/v1.19/client-server-api/#getwhole).
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct Poll<'a> {
    pub(super) call: ::matrix_openapi::__private::Call<'a>,
}
impl Poll<'_> {
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
    Poll {} -> Json(super::types::PollResponse)
}
/// `POST /found`.
///
/// Created by [`Client::search`](super::Client::search); [specification](https://spec.matrix.org/v1.19/client-server-api/#postfound).
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct Search<'a> {
    pub(super) call: ::matrix_openapi::__private::Call<'a>,
    pub(super) body: super::types::SearchRequest,
}
impl Search<'_> {
    /// `since`: a string, optional.
    #[inline]
    pub fn since(
        mut self,
        since: impl ::matrix_openapi::arguments::IntoOption<String>,
    ) -> Self {
        self.body.since = ::matrix_openapi::arguments::IntoOption::into_option(since);
        self
    }
}
::matrix_openapi::__private::request_methods! {
    Search { body } -> Json(super::types::SearchResponse)
}
impl<'a> Search<'a> {
    /// Returns the pages, each requested on demand.
    ///
    /// To continue from [`token`](::matrix_openapi::paging::Pages::token) in another call, pass it to [`since`](Self::since).
    ///
    /// [Specification](https://spec.matrix.org/v1.19/client-server-api/#postfound)
    #[inline]
    pub fn pages(
        self,
    ) -> ::matrix_openapi::paging::Pages<'a, super::types::SearchResponse> {
        ::matrix_openapi::paging::Pages::of::<Self>(self.__call())
    }
    /// Returns the items of all pages, which are requested on demand.
    ///
    /// To continue from [`token`](::matrix_openapi::paging::Items::token) in another call, pass it to [`since`](Self::since).
    ///
    /// [Specification](https://spec.matrix.org/v1.19/client-server-api/#postfound)
    #[inline]
    pub fn items(self) -> ::matrix_openapi::paging::Items<'a, i64> {
        ::matrix_openapi::paging::Items::of::<Self>(self.__call())
    }
}
#[doc(hidden)]
impl ::matrix_openapi::__private::Paged for Search<'_> {
    type Page = super::types::SearchResponse;
    type Item = i64;
    #[inline]
    fn next(page: &Self::Page) -> Option<&str> {
        Some(&page.found.rooms.as_ref()?.next_batch)
    }
    #[inline]
    fn items(page: &mut Self::Page) -> Option<&mut Vec<Self::Item>> {
        page.found.rooms.as_mut()?.results.as_mut()
    }
}
/// Every operation of this API, sorted by operationId.
pub static OPERATIONS: &[::matrix_openapi::http::Operation] = &[
    ::matrix_openapi::__private::operation!(
        ClientServer "list" "list" GET "/listed" None, paged_by_query "from" "/end"
        "/chunk", query["from"]
    ),
    ::matrix_openapi::__private::operation!(
        ClientServer "poll" "poll" GET "/whole" None, query["since"]
    ),
    ::matrix_openapi::__private::operation!(
        ClientServer "search" "search" POST "/found" None, paged_by_field "since"
        "/found/rooms/next_batch" "/found/rooms/results"
    ),
];
/// # Operations
impl Client {
    /// `GET /listed`.
    ///
    /// # Request
    ///
    /// `GET /listed`. Authentication: none.
    ///
    /// [Specification](https://spec.matrix.org/v1.19/client-server-api/#getlisted)
    #[cfg_attr(doc, doc = ::matrix_openapi::__private::example!(client_server list))]
    #[inline]
    pub fn list(&self) -> call::List<'_> {
        call::List {
            call: ::matrix_openapi::__private::Call::new(&self.session, &OPERATIONS[0]),
        }
    }
    /// `GET /whole`.
    ///
    /// # Request
    ///
    /// `GET /whole`. Authentication: none.
    ///
    /// [Specification](https://spec.matrix.org/v1.19/client-server-api/#getwhole)
    #[cfg_attr(doc, doc = ::matrix_openapi::__private::example!(client_server poll))]
    #[inline]
    pub fn poll(&self) -> call::Poll<'_> {
        call::Poll {
            call: ::matrix_openapi::__private::Call::new(&self.session, &OPERATIONS[1]),
        }
    }
    /// `POST /found`.
    ///
    /// # Arguments
    ///
    /// - `term`: A string.
    ///
    /// # Request
    ///
    /// `POST /found`. Authentication: none.
    ///
    /// [Specification](https://spec.matrix.org/v1.19/client-server-api/#postfound)
    #[cfg_attr(doc, doc = ::matrix_openapi::__private::example!(client_server search))]
    #[inline]
    pub fn search(&self, term: impl Into<String>) -> call::Search<'_> {
        let mut __call = ::matrix_openapi::__private::Call::new(
            &self.session,
            &OPERATIONS[2],
        );
        call::Search {
            body: types::SearchRequest {
                since: None,
                term: term.into(),
                extra: ::matrix_openapi::__private::extra_of::<types::SearchRequest>(),
            },
            call: __call,
        }
    }
}
